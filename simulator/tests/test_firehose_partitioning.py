"""Tests of the dynamic partitioning of Firehose."""
from __future__ import annotations

import base64
import gzip
import json
import re
import unittest
from typing import Any, Dict

from aws_simulator.firehose_partitioning import parse_query
from tests.support import (
    LOG_ARCHIVE,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    advance_clock,
    client,
    make_bucket,
    policy,
    reset,
    trust,
    wait_until_idle,
)

QUERY = '{account: .detail.awsAccountId, region: .region, year: .time[0:4], kind: ."detail-type"}'
PREFIX = "findings/account=!{partitionKeyFromQuery:account}/year=!{partitionKeyFromQuery:year}/"
ERRORS = "errors/!{firehose:error-output-type}/!{timestamp:yyyy}/"
ROLE = f"arn:aws:iam::{MANAGEMENT}:role/hose"


def extraction(query: str = QUERY, engine: str = "JQ-1.6") -> Dict[str, Any]:
    parameters = {"MetadataExtractionQuery": query, "JsonParsingEngine": engine}
    named = [{"ParameterName": name, "ParameterValue": value} for name, value in parameters.items()]
    return {"Type": "MetadataExtraction", "Parameters": named}


LINES = {"Type": "AppendDelimiterToRecord"}
SETTINGS: Dict[str, Any] = {
    "BucketARN": "arn:aws:s3:::lake",
    "RoleARN": ROLE,
    "Prefix": PREFIX,
    "ErrorOutputPrefix": ERRORS,
    "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60},
    "DynamicPartitioningConfiguration": {"Enabled": True},
    "ProcessingConfiguration": {"Enabled": True, "Processors": [extraction(), LINES]},
}


def event(account: str, time: str = "2026-11-29T01:02:03Z") -> bytes:
    return json.dumps({"detail-type": "d", "region": REGION, "time": time, "detail": {"awsAccountId": account}}).encode()


class PartitioningTestCase(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        make_bucket("lake", LOG_ARCHIVE, policy(self.may_write("lake")))
        iam = client("iam")
        iam.create_role(RoleName="hose", AssumeRolePolicyDocument=trust("firehose.amazonaws.com"))
        self.allow_role({"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::lake/*"})

    def may_write(self, bucket: str) -> Dict[str, Any]:
        principal = {"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}
        resource = f"arn:aws:s3:::{bucket}/*"
        return {"Effect": "Allow", "Principal": principal, "Action": "s3:PutObject", "Resource": resource}

    def allow_role(self, *statements: Dict[str, Any]) -> None:
        client("iam").put_role_policy(RoleName="hose", PolicyName="own", PolicyDocument=policy(*statements))

    def make_stream(self, **changes: Any) -> str:
        configuration = {name: value for name, value in {**SETTINGS, **changes}.items() if value is not None}
        return str(
            client("firehose").create_delivery_stream(
                DeliveryStreamName="hose", ExtendedS3DestinationConfiguration=configuration
            )["DeliveryStreamARN"]
        )

    def put(self, *records: bytes) -> None:
        batch = [{"Data": record} for record in records]
        client("firehose").put_record_batch(DeliveryStreamName="hose", Records=batch)

    def objects(self) -> Dict[str, bytes]:
        s3 = client("s3", LOG_ARCHIVE)
        keys = [entry["Key"] for entry in s3.list_objects_v2(Bucket="lake").get("Contents", [])]
        return {key: s3.get_object(Bucket="lake", Key=key)["Body"].read() for key in keys}


class DeliveryTest(PartitioningTestCase):
    def test_each_partition_is_an_object_of_lines(self) -> None:
        self.make_stream(CompressionFormat="GZIP")
        records = [event("1"), event("2"), event("1")]
        self.put(*records)
        self.assertEqual(self.objects(), {})
        advance_clock(61)
        found = {re.sub(r"hose-1-.*", "", key): gzip.decompress(content) for key, content in self.objects().items()}
        expected = {
            "findings/account=1/year=2026/": records[0] + b"\n" + records[2] + b"\n",
            "findings/account=2/year=2026/": records[1] + b"\n",
        }
        self.assertEqual(found, expected)

    def test_records_without_their_keys_go_to_the_prefix_of_errors(self) -> None:
        self.make_stream()
        self.put(b"no JSON", b'{"time": "2026"}', event(""))
        wait_until_idle(flush=True)
        found = self.objects()
        self.assertTrue(all(re.match(r"errors/metadata-extraction-failed/\d{4}/hose-1-", key) for key in found), found)
        errors = [json.loads(line) for content in found.values() for line in content.decode().splitlines()]
        self.assertIn(b"no JSON", [base64.b64decode(error["rawData"]) for error in errors])
        self.assertEqual(len(errors), 3)
        self.assertIn("account is null", " ".join(error["errorMessage"] for error in errors))

    def test_a_key_of_the_account_of_the_bucket_must_let_the_role_in(self) -> None:
        key_arn = client("kms", LOG_ARCHIVE).create_key()["KeyMetadata"]["Arn"]
        self.make_stream(EncryptionConfiguration={"KMSEncryptionConfig": {"AWSKMSKeyARN": key_arn}})
        self.put(event("1"))

        def is_delivered() -> bool:
            wait_until_idle(flush=True)
            return bool(client("s3", LOG_ARCHIVE).list_objects_v2(Bucket="lake")["KeyCount"])

        self.assertFalse(is_delivered())
        condition = {
            "StringEquals": {"kms:ViaService": f"s3.{REGION}.amazonaws.com"},
            "StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::lake/*"},
        }
        use = {"Effect": "Allow", "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Condition": condition}
        write = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::lake/*"}
        self.allow_role(write, {**use, "Resource": key_arn})
        self.assertFalse(is_delivered())
        own = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{LOG_ARCHIVE}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }
        document = policy(own, {**use, "Principal": {"AWS": ROLE}, "Resource": "*"})
        client("kms", LOG_ARCHIVE).put_key_policy(KeyId=key_arn, PolicyName="default", Policy=document)
        self.assertTrue(is_delivered())

    def test_an_event_rule_writes_to_it(self) -> None:
        stream = self.make_stream()
        iam, events = client("iam"), client("events")
        role = iam.create_role(RoleName="rule", AssumeRolePolicyDocument=trust("events.amazonaws.com"))["Role"]["Arn"]
        statement = {"Effect": "Allow", "Action": "firehose:PutRecord", "Resource": stream}
        iam.put_role_policy(RoleName="rule", PolicyName="own", PolicyDocument=policy(statement))
        events.put_rule(Name="rule", EventPattern='{"source": ["app"]}')
        events.put_targets(Rule="rule", Targets=[{"Id": "f", "Arn": stream, "RoleArn": role}])
        events.put_events(Entries=[{"Source": "app", "DetailType": "d", "Detail": '{"awsAccountId": "7"}'}])
        wait_until_idle(flush=True)
        (key,) = self.objects()
        self.assertRegex(key, r"^findings/account=7/year=\d{4}/hose-1-")


class RefusalTest(PartitioningTestCase):
    def test_settings_that_do_not_go_together_are_refused(self) -> None:
        for message, changes in (
            ("only be part of a prefix expression", {"DynamicPartitioningConfiguration": None}),
            ("at least 64", {"BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 60}}),
            ("at least 64", {"BufferingHints": None}),
            ("at least 60", {"BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 0}}),
            ("ErrorOutputPrefix", {"ErrorOutputPrefix": None}),
            ("MetadataExtraction", {"ProcessingConfiguration": None}),
            ("MetadataExtraction", {"ProcessingConfiguration": {"Enabled": False, "Processors": [extraction()]}}),
            ("JQ-1.6", {"ProcessingConfiguration": {"Enabled": True, "Processors": [extraction(engine="JQ-1.7")]}}),
            ("not in MetadataExtractionQuery", {"Prefix": "!{partitionKeyFromQuery:other}/"}),
            ("must have partition keys", {"Prefix": "findings/"}),
        ):
            with self.subTest(message, changes=changes), self.refused("InvalidArgumentException", message):
                self.make_stream(**changes)

    def test_it_cannot_be_switched_on_or_off_later(self) -> None:
        self.make_stream()
        firehose = client("firehose")
        described = firehose.describe_delivery_stream(DeliveryStreamName="hose")["DeliveryStreamDescription"]
        destination = described["Destinations"][0]
        extended = destination["ExtendedS3DestinationDescription"]
        self.assertTrue(extended["DynamicPartitioningConfiguration"]["Enabled"])
        of = {
            "DeliveryStreamName": "hose",
            "CurrentDeliveryStreamVersionId": described["VersionId"],
            "DestinationId": destination["DestinationId"],
        }
        off = {"Prefix": "a/", "DynamicPartitioningConfiguration": {"Enabled": False}}
        with self.refused("InvalidArgumentException", "when a stream is created"):
            firehose.update_destination(**of, ExtendedS3DestinationUpdate=off)
        firehose.update_destination(**of, ExtendedS3DestinationUpdate={"CompressionFormat": "GZIP"})

    def test_what_is_not_simulated_is_refused_by_its_name(self) -> None:
        processors = [extraction("{a: .b | ascii_downcase}")]
        with self.refused("NotImplemented", "the jq query"):
            self.make_stream(ProcessingConfiguration={"Enabled": True, "Processors": processors})
        with self.refused("NotImplemented", "partition keys from a function"):
            self.make_stream(Prefix="!{partitionKeyFromLambda:a}/")


class QueryTest(unittest.TestCase):
    def test_paths_of_objects_are_read(self) -> None:
        expected = {"a": ["b", "c"], "d-e": ["f-g", "h"], "i": ["j", slice(0, 4)], "k": ["l", slice(5, None)]}
        self.assertEqual(parse_query('{a:.b.c, "d-e" : ."f-g"["h"],i:.j[0:4],k: .l[5:]}'), expected)

    def test_other_queries_are_not(self) -> None:
        for query in (".a", "{a: .}", "{a: .b // 1}", "{a}", "{a: .b,}", "{a: .b[0]}", "{a: .b | length}", ""):
            with self.subTest(query), self.assertRaises(NotImplementedError):
                parse_query(query)
