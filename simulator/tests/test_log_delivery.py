"""Tests of CloudTrail's log and digest files, checked as AWS's page on custom validation says.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
"""
from __future__ import annotations

import gzip
import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List
from urllib.error import HTTPError

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    ORGANIZATION_ID,
    REGION,
    SimulatorTestCase,
    advance_clock,
    allow,
    client,
    enable_service_access,
    http,
    make_bucket,
    policy,
)

SERVICE = "cloudtrail.amazonaws.com"
BUCKET = "trail-logs"
# What precedes a PKCS#1 key of 2048 bits in a SubjectPublicKeyInfo: https://www.rfc-editor.org/rfc/rfc3279#section-2.3.1
RSA_PREFIX = bytes.fromhex("30820122300d06092a864886f70d01010105000382010f00")


def bucket_policy(*folders: str) -> str:
    return policy(
        allow(SERVICE, "s3:GetBucketAcl", f"arn:aws:s3:::{BUCKET}"),
        *(allow(SERVICE, "s3:PutObject", f"arn:aws:s3:::{BUCKET}/AWSLogs/{folder}/*") for folder in folders),
    )


class LogDeliveryTestCase(SimulatorTestCase):
    is_organization_trail = False
    folders = (MANAGEMENT,)

    def setUp(self) -> None:
        self.setUpClass()
        make_bucket(BUCKET, LOG_ARCHIVE, bucket_policy(*self.folders))
        enable_service_access(SERVICE)
        cloudtrail = client("cloudtrail")
        self.trail = cloudtrail.create_trail(
            Name="audit",
            S3BucketName=BUCKET,
            EnableLogFileValidation=True,
            IsMultiRegionTrail=True,
            IsOrganizationTrail=self.is_organization_trail,
        )["TrailARN"]
        cloudtrail.start_logging(Name=self.trail)

    def deliver(self, **body: Any) -> Dict[str, Any]:
        return json.loads(http("POST", "/simulator/deliver-logs", {"trail": self.trail, **body}))

    def keys(self) -> List[str]:
        return [o["Key"] for o in client("s3", LOG_ARCHIVE).list_objects_v2(Bucket=BUCKET).get("Contents", [])]

    def read(self, key: str) -> Any:
        return json.loads(self.content(key))

    def content(self, key: str) -> bytes:
        return gzip.decompress(client("s3", LOG_ARCHIVE).get_object(Bucket=BUCKET, Key=key)["Body"].read())

    def digests(self, account: str = MANAGEMENT, region: str = REGION) -> List[str]:
        return sorted(key for key in self.keys() if f"/{account}/CloudTrail-Digest/{region}/" in key)

    def problems(self, account: str = MANAGEMENT, region: str = REGION) -> List[str]:
        """What is wrong with the digest files of an account and Region, and the log files that they list."""
        s3, found = client("s3", LOG_ARCHIVE), []
        listed = client("cloudtrail", region=region).list_public_keys()["PublicKeyList"]
        public_keys = {key["Fingerprint"]: load_der_public_key(RSA_PREFIX + key["Value"]) for key in listed}
        expected = None
        for key in reversed(self.digests(account, region)):
            content = self.content(key)
            digest, metadata = json.loads(content), s3.head_object(Bucket=BUCKET, Key=key)["Metadata"]
            if expected is not None and (key, hashlib.sha256(content).hexdigest(), metadata["signature"]) != expected:
                found.append(f"not the previous one: {key}")
            expected = (
                digest["previousDigestS3Object"], digest["previousDigestHashValue"], digest["previousDigestSignature"]
            )
            text = "\n".join(
                [
                    digest["digestEndTime"],
                    f"{BUCKET}/{key}",
                    hashlib.sha256(content).hexdigest(),
                    digest["previousDigestSignature"] or "null",
                ]
            )
            try:
                public_keys[digest["digestPublicKeyFingerprint"]].verify(
                    bytes.fromhex(metadata["signature"]), text.encode(), padding.PKCS1v15(), hashes.SHA256()
                )
            except InvalidSignature:
                found.append(f"wrong signature: {key}")
            for log in digest["logFiles"]:
                if log["s3Object"] not in self.keys():
                    found.append(f"missing: {log['s3Object']}")
                elif hashlib.sha256(self.content(log["s3Object"])).hexdigest() != log["hashValue"]:
                    found.append(f"modified: {log['s3Object']}")
        if expected != (None, None, None):
            found.append("the first digest names another")
        return found


OBJECTS = [{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]
MANAGEMENT_EVENTS = {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}
BUCKET_ARN = f"arn:aws:s3:::{BUCKET}/"


class RecordedEventsTest(LogDeliveryTestCase):
    is_organization_trail = True
    folders = (MANAGEMENT, ORGANIZATION_ID)

    def select(self, *conditions: Dict[str, Any]) -> None:
        data = {"Name": "Objects", "FieldSelectors": [*OBJECTS, *conditions]}
        client("cloudtrail").put_event_selectors(TrailName="audit", AdvancedEventSelectors=[MANAGEMENT_EVENTS, data])

    def names(self, **body: Any) -> List[str]:
        """The names of the events that are delivered of the last hour."""
        keys = [key for key in self.deliver(accounts=[LOG_ARCHIVE], **body)["delivered"] if "/CloudTrail/" in key]
        return [record["eventName"] for key in keys for record in self.read(key)["Records"]]

    def read_of(self, bucket: str, **more: Any) -> Dict[str, Any]:
        resources = [
            {"type": "AWS::S3::Object", "ARN": f"arn:aws:s3:::{bucket}/key"},
            {"type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{bucket}"},
        ]
        data = {"eventCategory": "Data", "managementEvent": False, "eventSource": "s3.amazonaws.com", "readOnly": True}
        return {**data, "eventName": "GetObject", "resources": resources, **more}

    def test_are_those_of_management_by_default(self) -> None:
        self.assertEqual(self.names(events=[{}, self.read_of(BUCKET)]), ["AssumeRole"])
        write_only = [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}]
        client("cloudtrail").put_event_selectors(TrailName="audit", EventSelectors=write_only)
        advance_clock(3600)
        self.assertEqual(self.names(events=[{}, {"readOnly": False, "eventName": "RunInstances"}]), ["RunInstances"])

    def test_are_those_that_a_selector_selects(self) -> None:
        arn = "arn:aws:sts::333333333333:assumed-role/scanner/"
        self.select(
            {"Field": "resources.ARN", "StartsWith": [BUCKET_ARN]},
            {"Field": "readOnly", "Equals": ["true"]},
            {"Field": "eventName", "NotEquals": ["HeadObject"]},
            {"Field": "userIdentity.arn", "NotStartsWith": [arn]},
        )
        scanned = {"userIdentity": {"type": "AssumedRole", "arn": f"{arn}session"}}
        events = [
            {},
            self.read_of(BUCKET),
            self.read_of("another"),
            self.read_of(BUCKET, readOnly=False, eventName="DeleteObject"),
            self.read_of(BUCKET, eventName="HeadObject"),
            self.read_of(BUCKET, eventName="GetObjectAcl", **scanned),
        ]
        self.assertEqual(self.names(events=events), ["AssumeRole", "GetObject"])

    def test_go_on_without_end_where_the_deliveries_are_among_them(self) -> None:
        self.select({"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::"]})
        first = self.deliver(accounts=[LOG_ARCHIVE], events=[{}])
        self.assertEqual([loop["selector"] for loop in first["loops"]], ["Objects"])
        self.assertIn(f"what CloudTrail writes to {BUCKET}", first["loops"][0]["reason"])
        for _ in range(3):
            advance_clock(3600)
            # Nothing happens any more but the deliveries of the hour before: the log file and the digest file.
            self.assertEqual(self.names(events=[]), ["PutObject", "PutObject"])

    def test_end_where_the_deliveries_are_left_out(self) -> None:
        without_bucket = [{"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::"], "NotStartsWith": [BUCKET_ARN]}]
        only_reads = [
            {"Field": "resources.ARN", "StartsWith": [BUCKET_ARN]}, {"Field": "readOnly", "Equals": ["true"]},
        ]
        without_uploads = [
            {"Field": "resources.ARN", "StartsWith": [BUCKET_ARN]},
            {"Field": "readOnly", "Equals": ["false"]},
            {"Field": "eventName", "NotEquals": ["PutObject", "UploadPart"]},
        ]
        for conditions in (without_bucket, only_reads, without_uploads):
            self.select(*conditions)
            self.assertEqual(self.deliver(accounts=[LOG_ARCHIVE], events=[{}])["loops"], [])
            advance_clock(3600)
            self.assertEqual(self.names(events=[]), [])
            advance_clock(3600)


class DigestTest(LogDeliveryTestCase):
    def test_log_files_of_an_hour_that_is_not_over_are_listed_by_its_digest(self) -> None:
        self.deliver()
        advance_clock(3600)
        [early] = self.deliver(digests=False)["delivered"]
        self.assertEqual(len(self.digests()), 1)
        self.deliver()
        logs = [log["s3Object"] for log in self.read(self.digests()[-1])["logFiles"]]
        self.assertEqual((len(logs), logs[0]), (2, early))
        self.assertEqual(self.problems(), [])
        with self.assertRaises(HTTPError) as raised:
            self.deliver(digests=False, hours=2)
        raised.exception.close()

    def test_are_a_valid_chain_with_one_digest_an_hour(self) -> None:
        answer = self.deliver(hours=3)
        self.assertEqual(sorted(answer["delivered"]), self.keys())
        self.assertEqual((len(self.digests()), len(self.keys())), (3, 6))
        self.assertEqual(self.problems(), [])
        advance_clock(7200)
        self.deliver(hours=2)
        self.assertEqual(len(self.digests()), 5)
        self.assertEqual(self.problems(), [])

    def test_have_the_fields_that_aws_documents(self) -> None:
        self.deliver(hours=1)
        (key,) = self.digests()
        digest = self.read(key)
        self.assertEqual(
            set(digest),
            set(
                """awsAccountId digestStartTime digestEndTime digestS3Bucket digestS3Object digestPublicKeyFingerprint
                digestSignatureAlgorithm newestEventTime oldestEventTime previousDigestS3Bucket previousDigestS3Object
                previousDigestHashValue previousDigestHashAlgorithm previousDigestSignature logFiles""".split()
            ),
        )
        end = datetime.strptime(digest["digestEndTime"], "%Y-%m-%dT%H:%M:%SZ")
        name = f"{MANAGEMENT}_CloudTrail-Digest_{REGION}_audit_{REGION}_{end:%Y%m%dT%H%M%SZ}.json.gz"
        self.assertEqual(key, f"AWSLogs/{MANAGEMENT}/CloudTrail-Digest/{REGION}/{end:%Y/%m/%d}/{name}")
        metadata = client("s3", LOG_ARCHIVE).head_object(Bucket=BUCKET, Key=key)["Metadata"]
        self.assertEqual(metadata["signature-algorithm"], "SHA256withRSA")
        (log,) = digest["logFiles"]
        self.assertEqual(
            set(log), {"s3Bucket", "s3Object", "hashValue", "hashAlgorithm", "newestEventTime", "oldestEventTime"}
        )
        self.assertRegex(
            log["s3Object"],
            rf"^AWSLogs/{MANAGEMENT}/CloudTrail/{REGION}/\d{{4}}/\d\d/\d\d/"
            rf"{MANAGEMENT}_CloudTrail_{REGION}_\d{{8}}T\d{{4}}Z_[A-Za-z0-9]{{16}}\.json\.gz$",
        )
        self.assertEqual(self.read(log["s3Object"])["Records"][0]["recipientAccountId"], MANAGEMENT)

    def test_show_what_was_changed_or_deleted(self) -> None:
        s3 = client("s3", LOG_ARCHIVE)
        self.deliver(hours=3)
        logs = [self.read(key)["logFiles"][0]["s3Object"] for key in self.digests()]
        s3.put_object(Bucket=BUCKET, Key=logs[0], Body=gzip.compress(b'{"Records":[]}'))
        s3.delete_object(Bucket=BUCKET, Key=logs[1])
        self.assertEqual(self.problems(), [f"missing: {logs[1]}", f"modified: {logs[0]}"])
        middle = self.digests()[1]
        metadata = s3.head_object(Bucket=BUCKET, Key=middle)["Metadata"]
        changed = gzip.compress(json.dumps({**self.read(middle), "logFiles": []}).encode())
        s3.put_object(Bucket=BUCKET, Key=middle, Body=changed, Metadata=metadata)
        self.assertIn(f"wrong signature: {middle}", self.problems())
        s3.delete_object(Bucket=BUCKET, Key=middle)
        self.assertIn(f"not the previous one: {self.digests()[0]}", self.problems())

    def test_an_hour_without_events_has_a_digest_and_no_log(self) -> None:
        self.deliver(hours=2, events=[])
        self.assertEqual(self.keys(), self.digests())
        self.assertEqual([self.read(key)["logFiles"] for key in self.digests()], [[], []])
        self.assertEqual(self.problems(), [])

    def test_events_that_are_given_are_in_the_log_of_their_hour(self) -> None:
        early = (datetime.now(timezone.utc) - timedelta(minutes=100)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.deliver(hours=2, events=[{"eventName": "Early", "eventTime": early}, {"eventName": "Late"}])
        logs = [self.read(key)["logFiles"][0]["s3Object"] for key in self.digests()]
        names = [[event["eventName"] for event in self.read(key)["Records"]] for key in logs]
        self.assertEqual(names, [["Early"], ["Late"]])

    def test_other_regions_have_keys_and_chains_of_their_own(self) -> None:
        self.deliver(hours=1, regions=[REGION, "us-east-1"])
        self.assertEqual(self.problems(region="us-east-1"), [])
        first, second = (
            client("cloudtrail", region=region).list_public_keys()["PublicKeyList"][0]["Fingerprint"]
            for region in (REGION, "us-east-1")
        )
        self.assertNotEqual(first, second)

    def test_hours_that_have_not_passed_are_refused(self) -> None:
        self.deliver(hours=1)
        with self.assertRaises(HTTPError) as caught:
            self.deliver(hours=1)
        self.assertIn("have not passed", json.loads(caught.exception.read())["message"])

    def test_what_the_bucket_forbids_is_not_delivered(self) -> None:
        client("s3", LOG_ARCHIVE).delete_bucket_policy(Bucket=BUCKET)
        answer = self.deliver(hours=1)
        self.assertEqual(answer["delivered"], [])
        self.assertEqual(answer["undelivered"][0]["reason"], "AccessDenied")
        status = client("cloudtrail").get_trail_status(Name=self.trail)
        self.assertEqual(status["LatestDeliveryError"], "AccessDenied")

    def test_the_status_of_the_trail_tells_when(self) -> None:
        self.deliver(hours=1)
        status = client("cloudtrail").get_trail_status(Name=self.trail)
        self.assertIn("LatestDigestDeliveryTime", status)
        self.assertNotIn("LatestDeliveryError", status)

    def test_without_validation_there_are_only_logs(self) -> None:
        client("cloudtrail").update_trail(Name=self.trail, EnableLogFileValidation=False)
        self.deliver(hours=2)
        self.assertEqual((len(self.keys()), self.digests()), (2, []))

    def test_public_keys_are_those_of_the_time(self) -> None:
        list_keys = client("cloudtrail").list_public_keys
        now = datetime.now(timezone.utc)
        long_ago = {"StartTime": now - timedelta(days=9000), "EndTime": now - timedelta(days=8000)}
        self.assertEqual(list_keys(**long_ago)["PublicKeyList"], [])
        with self.refused("InvalidTimeRangeException"):
            list_keys(StartTime=now, EndTime=now - timedelta(days=1))


class OrganizationDigestTest(LogDeliveryTestCase):
    is_organization_trail = True
    folders = (MANAGEMENT, ORGANIZATION_ID)

    def test_each_account_has_a_chain_in_the_folder_of_the_organization(self) -> None:
        self.deliver(hours=2)
        for account in (MANAGEMENT, LOG_ARCHIVE, AUDIT):
            self.assertEqual(len(self.digests(account)), 2)
            self.assertEqual(self.problems(account), [])
        self.assertTrue(all(key.startswith(f"AWSLogs/{ORGANIZATION_ID}/") for key in self.keys()))
