"""What is done to objects beneath S3, and the signature under what was made up."""
from __future__ import annotations

import base64
import json
from typing import Any, Dict
from urllib.error import HTTPError

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.support import SimulatorTestCase, client, http, make_bucket
from tests.test_log_delivery import RSA_PREFIX

BUCKET, KEY = "locked", "logs/one"


class StoredObjectTest(SimulatorTestCase):
    def setUp(self) -> None:
        self.setUpClass()
        s3 = client("s3")
        make_bucket(BUCKET)
        s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"delivered", Metadata={"signature": "abc"})

    def do(self, what: str, content: bytes = b"", **body: Any) -> Dict[str, Any]:
        encoded = base64.b64encode(content).decode()
        return json.loads(
            http("POST", "/simulator/stored-object", {"bucket": BUCKET, "key": KEY, "do": what, "content": encoded, **body})
        )

    def versions(self) -> int:
        return len(client("s3").list_object_versions(Bucket=BUCKET).get("Versions", []))

    def read(self) -> Any:
        answer = client("s3").get_object(Bucket=BUCKET, Key=KEY)
        return answer["Body"].read(), answer["Metadata"]

    def test_it_is_read_with_its_metadata(self) -> None:
        answer = self.do("read")
        self.assertEqual((base64.b64decode(answer["content"]), answer["metadata"]), (b"delivered", {"signature": "abc"}))

    def test_it_is_altered_without_a_new_version(self) -> None:
        self.do("alter", b"altered")
        self.assertEqual((self.read(), self.versions()), ((b"altered", {"signature": "abc"}), 1))

    def test_a_new_version_keeps_the_metadata_unless_it_is_given(self) -> None:
        self.do("write", b"second")
        self.assertEqual((self.read(), self.versions()), ((b"second", {"signature": "abc"}), 2))
        self.do("write", b"third", metadata={})
        self.assertEqual((self.read(), self.versions()), ((b"third", {}), 3))

    def test_it_is_hidden_and_destroyed(self) -> None:
        self.do("hide")
        self.assertEqual(self.versions(), 1)
        with self.refused("NoSuchKey"):
            self.read()
        self.do("destroy")
        self.assertEqual(client("s3").list_object_versions(Bucket=BUCKET).get("DeleteMarkers", []), [])
        self.assertEqual(self.versions(), 0)

    def test_what_cannot_be_done_is_refused(self) -> None:
        for what, body in (("eat", {}), ("read", {"key": "logs/other"}), ("read", {"bucket": "other"})):
            with self.assertRaises(HTTPError) as raised:
                self.do(what, **body)
            raised.exception.close()
            self.assertEqual(raised.exception.code, 400)

    def test_a_text_is_signed_by_the_key_of_the_region(self) -> None:
        body = {"region": "eu-west-1", "text": "made up"}
        signature = json.loads(http("POST", "/simulator/digest-signature", body))["signature"]
        [key] = client("cloudtrail").list_public_keys()["PublicKeyList"]
        load_der_public_key(RSA_PREFIX + key["Value"]).verify(
            bytes.fromhex(signature), b"made up", padding.PKCS1v15(), hashes.SHA256()
        )
