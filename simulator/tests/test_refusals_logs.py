"""What CloudWatch Logs refuses."""

from __future__ import annotations

import json
import time
from typing import List

from tests.refusals import RefusalTestCase
from tests.support import MANAGEMENT, REGION, client

KEYS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"
ASSOCIATE = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html"
FILTER = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html"
SYNTAX = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html"
TRANSFORMATION = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html"
RETENTION = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"

WRONG = "InvalidParameterException"
ACTIONS = ("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")
ROOT = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}, "Action": "kms:*", "Resource": "*"}


def statement(region: str = REGION, log_group: str = "*", without: str = "") -> dict:
    """A statement that lets CloudWatch Logs use a key for log groups."""
    arn = f"arn:aws:logs:{region}:{MANAGEMENT}:log-group:{log_group}"
    return {
        "Effect": "Allow",
        "Principal": {"Service": f"logs.{region}.amazonaws.com"},
        "Action": [action for action in ACTIONS if action != without],
        "Resource": "*",
        "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": arn}},
    }


def make_key(*statements: dict, region: str = REGION, **options: str) -> str:
    """Create a key with a policy, and return its ARN."""
    document = json.dumps({"Version": "2012-10-17", "Statement": [ROOT, *statements]})
    return client("kms", region=region).create_key(Policy=document, **options)["KeyMetadata"]["Arn"]


class KeyTest(RefusalTestCase):
    def test_a_log_group_needs_a_key_that_works_and_lets_the_service_in(self) -> None:
        logs, kms = client("logs"), client("kms")
        right, disabled, dying = (make_key(statement()) for _ in range(3))
        kms.disable_key(KeyId=disabled)
        kms.schedule_key_deletion(KeyId=dying, PendingWindowInDays=7)
        count = iter(range(100))
        call = lambda kmsKeyId: logs.create_log_group(logGroupName=f"g{next(count)}", kmsKeyId=kmsKeyId)  # noqa: E731
        missing = right[:-12] + "000000000000"
        refusals = {
            "no such key": ({"kmsKeyId": missing}, WRONG, "does not exist", ASSOCIATE),
            "an id": ({"kmsKeyId": right.rpartition("/")[2]}, WRONG, "could not be found", ASSOCIATE),
            "disabled": ({"kmsKeyId": disabled}, WRONG, "disabled", ASSOCIATE),
            "to be deleted": ({"kmsKeyId": dying}, WRONG, "disabled", ASSOCIATE),
            "asymmetric": (
                {"kmsKeyId": make_key(statement(), KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")},
                WRONG,
                "symmetric",
                KEYS,
            ),
            "of another Region": (
                {"kmsKeyId": make_key(statement("us-east-1"), region="us-east-1")},
                WRONG,
                "does not exist",
                ASSOCIATE,
            ),
            "a policy without the service": ({"kmsKeyId": make_key()}, "AccessDeniedException", "not allowed", KEYS),
            "a policy for the service elsewhere": (
                {"kmsKeyId": make_key(statement("us-east-1"))},
                "AccessDeniedException",
                "not allowed",
                KEYS,
            ),
            **{
                f"a policy without {action}": (
                    {"kmsKeyId": make_key(statement(without=action))},
                    "AccessDeniedException",
                    "not allowed",
                    KEYS,
                )
                for action in ACTIONS[:4]
            },
            "a policy for another log group": (
                {"kmsKeyId": make_key(statement(log_group="other"))},
                "AccessDeniedException",
                "not allowed",
                KEYS,
            ),
        }
        self.check_refusals(call, {"kmsKeyId": right}, refusals)
        logs.create_log_group(logGroupName="plain", kmsKeyId=make_key(statement(without="kms:Describe*")))
        logs.create_log_group(logGroupName="without")
        with self.refused(WRONG, "disabled"):
            logs.associate_kms_key(logGroupName="without", kmsKeyId=disabled)
        logs.associate_kms_key(logGroupName="without", kmsKeyId=right)


class MetricFilterTest(RefusalTestCase):
    def test_patterns_and_transformations(self) -> None:
        logs = client("logs")
        logs.create_log_group(logGroupName="group")
        transformation = {"metricName": "m", "metricNamespace": "n", "metricValue": "1"}

        def changed(**changes: object) -> dict:
            return {"metricTransformations": [{**transformation, **changes}]}

        self.check_refusals(
            logs.put_metric_filter,
            {
                "logGroupName": "group",
                "filterName": "f",
                "filterPattern": '{ ($.eventName = "ConsoleLogin") && ($.n > 1) }',
                "metricTransformations": [{**transformation, "unit": "Count", "dimensions": {"name": "$.eventName"}}],
            },
            {
                "an open brace": ({"filterPattern": "{ $.a = 1"}, WRONG, "Invalid metric filter pattern", SYNTAX),
                "no value": ({"filterPattern": "{ $.a = }"}, WRONG, "Invalid metric filter pattern", SYNTAX),
                "no selector": ({"filterPattern": "{ a = 1 }"}, WRONG, "Invalid metric filter pattern", SYNTAX),
                "one ampersand": ({"filterPattern": "{ $.a = 1 & $.b = 2 }"}, WRONG, "pattern", SYNTAX),
                "an open parenthesis": ({"filterPattern": "{ ($.a = 1 }"}, WRONG, "pattern", SYNTAX),
                "an open string": ({"filterPattern": '{ $.a = "b }'}, WRONG, "pattern", SYNTAX),
                "a value that is text": (
                    changed(metricValue="one"),
                    WRONG,
                    "neither a number nor a field",
                    TRANSFORMATION,
                ),
                "AWS's namespace": (changed(metricNamespace="AWS/Logs"), WRONG, "reserved", TRANSFORMATION),
                "a default with dimensions": (
                    changed(defaultValue=0.0, dimensions={"a": "$.a"}),
                    WRONG,
                    "mutually exclusive",
                    TRANSFORMATION,
                ),
                "four dimensions": (
                    changed(dimensions={name: f"$.{name}" for name in "abcd"}),
                    WRONG,
                    "at most 3",
                    TRANSFORMATION,
                ),
                "a dimension that is text": (changed(dimensions={"a": "b"}), WRONG, "a field", TRANSFORMATION),
                "dimensions of plain text": (
                    {"filterPattern": "ERROR", **changed(dimensions={"a": "$.a"})},
                    WRONG,
                    "dimensions need",
                    TRANSFORMATION,
                ),
                "an unknown unit": (changed(unit="Pounds"), WRONG, "", TRANSFORMATION),
            },
        )
        for pattern in ("", "ERROR -exit", "?ERROR ?WARN", "[ip, user, status=4*]", "{ $.a IS NULL }", "%5[0-9]{2}%"):
            logs.put_metric_filter(
                logGroupName="group", filterName="g", filterPattern=pattern, metricTransformations=[transformation]
            )

    def test_retention(self) -> None:
        client("logs").create_log_group(logGroupName="kept")
        self.check_refusals(
            client("logs").put_retention_policy,
            {"logGroupName": "kept", "retentionInDays": 365},
            {"31 days": ({"retentionInDays": 31}, WRONG, "31", RETENTION)},
        )

    def test_events_are_chosen_by_the_evaluator_of_the_project(self) -> None:
        logs = client("logs")
        logs.create_log_group(logGroupName="read")
        logs.create_log_stream(logGroupName="read", logStreamName="s")
        now = int(time.time() * 1000)
        messages = ('{"a": 1, "b": "x"}', '{"a": 2}', "ERROR two words")
        events = [{"timestamp": now, "message": message} for message in messages]
        logs.put_log_events(logGroupName="read", logStreamName="s", logEvents=events)

        def chosen(pattern: str) -> List[str]:
            found = logs.filter_log_events(logGroupName="read", filterPattern=pattern)["events"]
            return [event["message"] for event in found]

        self.assertEqual(chosen("{ $.a = 1 && $.b = x* }"), [messages[0]])
        self.assertEqual(chosen("{ $.a > 1 }"), [messages[1]])
        self.assertEqual(chosen("ERROR -three"), [messages[2]])
        self.assertEqual(chosen(""), list(messages))
