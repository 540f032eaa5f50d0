"""What EventBridge refuses."""

from __future__ import annotations

import json
from typing import Any, Dict

from tests.refusals import RefusalTestCase
from tests.support import MANAGEMENT, REGION, client

PATTERN = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"
SCHEDULE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"
RULE = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html"
TARGETS = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html"
TRANSFORMER = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html"
DEAD_LETTERS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html"
BUS = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html"
QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"

WRONG, NO_PATTERN = "ValidationException", "InvalidEventPatternException"
QUEUE = f"arn:aws:sqs:{REGION}:{MANAGEMENT}:queue"
TOPIC = f"arn:aws:sns:{REGION}:{MANAGEMENT}:topic"


def pattern(**fields: Any) -> Dict[str, str]:
    """An event pattern for details."""
    return {"EventPattern": json.dumps({"detail": fields})}


def target(**changes: Any) -> Dict[str, Any]:
    """A target that is a topic, but for what is changed."""
    return {"Targets": [{"Id": "t", "Arn": TOPIC, **changes}]}


def transformed(template: str, **paths: str) -> Dict[str, Any]:
    """A target with an input transformer."""
    return target(InputTransformer={"InputPathsMap": paths, "InputTemplate": template})


class RuleTest(RefusalTestCase):
    def test_patterns(self) -> None:
        refusals = {
            "no JSON": ({"EventPattern": "{"}, NO_PATTERN, "", PATTERN),
            "a list": ({"EventPattern": "[]"}, NO_PATTERN, "", PATTERN),
            "a bare value": (pattern(state="on"), NO_PATTERN, "", PATTERN),
            "an empty list": (pattern(state=[]), NO_PATTERN, "", PATTERN),
            "an unknown operator": (pattern(state=[{"contains": "a"}]), NO_PATTERN, "", PATTERN),
            "a prefix of a number": (pattern(state=[{"prefix": 1}]), NO_PATTERN, "", PATTERN),
            "a numeric without operator": (pattern(n=[{"numeric": [1]}]), NO_PATTERN, "", PATTERN),
            "a numeric of text": (pattern(n=[{"numeric": [">", "1"]}]), NO_PATTERN, "", PATTERN),
            "exists of text": (pattern(n=[{"exists": "yes"}]), NO_PATTERN, "", PATTERN),
            "no address": (pattern(ip=[{"cidr": "10.0.0.0/33"}]), NO_PATTERN, "", PATTERN),
            "two wildcards together": (pattern(a=[{"wildcard": "a**"}]), NO_PATTERN, "", PATTERN),
            "2,049 characters": (pattern(a=["x" * 2040]), NO_PATTERN, "", QUOTAS),
        }
        right = {"Name": "r", **pattern(a=["b", {"prefix": "c"}, {"anything-but": ["d"]}, {"exists": False}])}
        self.check_refusals(client("events").put_rule, right, refusals)

    def test_schedules_and_roles(self) -> None:
        refusals = {
            "rates in the plural": ({"ScheduleExpression": "rate(1 days)"}, WRONG, "", SCHEDULE),
            "rates in the singular": ({"ScheduleExpression": "rate(2 day)"}, WRONG, "", SCHEDULE),
            "a rate of seconds": ({"ScheduleExpression": "rate(30 seconds)"}, WRONG, "", SCHEDULE),
            "five fields": ({"ScheduleExpression": "cron(0 6 * * ?)"}, WRONG, "", SCHEDULE),
            "both days": ({"ScheduleExpression": "cron(0 6 * * * *)"}, WRONG, "", SCHEDULE),
            "a 25th hour": ({"ScheduleExpression": "cron(0 25 * * ? *)"}, WRONG, "", SCHEDULE),
            "a weekday": ({"ScheduleExpression": "cron(0 6 ? * 8 *)"}, WRONG, "", SCHEDULE),
            "a role": ({"RoleArn": f"arn:aws:iam::{MANAGEMENT}:user/u"}, WRONG, "RoleArn", RULE),
        }
        events = client("events")
        self.check_refusals(events.put_rule, {"Name": "s", "ScheduleExpression": "rate(5 minutes)"}, refusals)
        for schedule in (
            "cron(0 6 ? * MON-FRI *)",
            "cron(0/15 8-18 1,15 JAN ? 2030)",
            "cron(0 0 L * ? *)",
            "rate(1 day)",
        ):
            events.put_rule(Name="s", ScheduleExpression=schedule)

    def test_an_event_bus_has_at_most_300_rules(self) -> None:
        events = client("events")
        events.create_event_bus(Name="full")
        for index in range(300):
            events.put_rule(Name=f"r{index}", EventBusName="full", **pattern(a=["b"]))
        with self.refused("LimitExceededException"):
            events.put_rule(Name="r300", EventBusName="full", **pattern(a=["b"]))
        events.put_rule(Name="r299", EventBusName="full", **pattern(a=["c"]))

    def test_event_buses(self) -> None:
        events = client("events")
        count = iter(range(100))
        create = lambda Name=None, **more: events.create_event_bus(Name=Name or f"b{next(count)}", **more)  # noqa: E731
        refusals = {
            "a slash": ({"Name": "a/b"}, WRONG, "", BUS),
            "the default": ({"Name": "default"}, "ResourceAlreadyExistsException", "", BUS),
            "a topic for dead letters": ({"DeadLetterConfig": {"Arn": TOPIC}}, WRONG, "no queue", BUS),
        }
        self.check_refusals(create, {}, refusals)

    def test_patterns_are_tried_out_with_the_evaluator_of_the_project(self) -> None:
        events = client("events")
        event = dict.fromkeys(("id", "account", "source", "time", "region", "detail-type"), "x")
        event = {**event, "resources": [], "detail": {"a": "Bcd"}}

        def result(**fields: Any) -> bool:
            return events.test_event_pattern(Event=json.dumps(event), **pattern(**fields))["Result"]

        self.assertTrue(result(a=[{"anything-but": {"prefix": "x"}}]))
        self.assertTrue(result(a=[{"prefix": {"equals-ignore-case": "b"}}]))
        self.assertFalse(result(a=[{"wildcard": "x*"}]))
        with self.refused(NO_PATTERN):
            result(a=[{"contains": "x"}])
        with self.refused(WRONG):
            events.test_event_pattern(Event="{}", **pattern(a=["b"]))


class TargetTest(RefusalTestCase):
    def test_targets(self) -> None:
        events = client("events")
        events.put_rule(Name="r", **pattern(a=["b"]))
        many = {f"k{index}": "$.a" for index in range(101)}
        elsewhere = QUEUE.replace(REGION, "us-east-1")
        refusals = {
            "no ARN": (target(Arn="topic"), WRONG, "correct format", TARGETS),
            "a bucket": (target(Arn="arn:aws:s3:::bucket"), WRONG, "no target", TARGETS),
            "a topic elsewhere": (target(Arn=TOPIC.replace(REGION, "us-east-1")), WRONG, "Region", TARGETS),
            "a user for a role": (target(RoleArn=f"arn:aws:iam::{MANAGEMENT}:user/u"), WRONG, "RoleArn", TARGETS),
            "dead letters elsewhere": (target(DeadLetterConfig={"Arn": elsewhere}), WRONG, "Region", DEAD_LETTERS),
            "dead letters in order": (target(DeadLetterConfig={"Arn": f"{QUEUE}.fifo"}), WRONG, "FIFO", DEAD_LETTERS),
            "dead letters for a topic": (target(DeadLetterConfig={"Arn": TOPIC}), WRONG, "no queue", DEAD_LETTERS),
            "two inputs": (target(Input="{}", InputPath="$.detail"), WRONG, "Only one", TARGETS),
            "an input": (target(Input="{"), WRONG, "JSON", TARGETS),
            "a path": (target(InputPath="detail.a"), WRONG, "path", TARGETS),
            "an unknown variable": (transformed('"<b>"', a="$.a"), WRONG, "not in InputPathsMap", TRANSFORMER),
            "AWS's key": (transformed('"<AWSa>"', AWSa="$.a"), WRONG, "AWS", TRANSFORMER),
            "a path of a transformer": (transformed('"<a>"', a="a.b"), WRONG, "path", TRANSFORMER),
            "a path in brackets": (transformed('"<a>"', a="$['a']"), WRONG, "path", TRANSFORMER),
            "101 paths": (transformed('"<k0>"', **many), WRONG, "100", TRANSFORMER),
            "text without quotes": (transformed("alarm <a>", a="$.a"), WRONG, "JSON", TRANSFORMER),
            "an open brace": (transformed('{"a": <a>', a="$.a"), WRONG, "JSON", TRANSFORMER),
        }
        paths = {"a": "$.detail.a", "b": "$.resources[0]"}
        template = '{"a": <a>, "b": "at <b>", "rule": <aws.events.rule-arn>, "event": <aws.events.event.json>}'
        right = {"Rule": "r", **transformed(template, **paths)}
        right["Targets"][0]["DeadLetterConfig"] = {"Arn": QUEUE}
        self.check_refusals(events.put_targets, right, refusals)
        events.put_targets(Rule="r", **transformed('"first <a>"\n"second <b>"', **paths))
