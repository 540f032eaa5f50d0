"""EventBridge: rules, targets, event buses of several accounts, and what is delivered."""
from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    ORGANIZATION_ID,
    REGION,
    SimulatorTestCase,
    allow,
    client,
    policy,
    tags,
    trust,
)

PATTERN = json.dumps({"source": ["app"]})
EVENT = {"Source": "app", "DetailType": "order", "Detail": json.dumps({"id": "7", "tags": ["a", "b"], "n": 3})}


def make_rule(name: str, account: str = MANAGEMENT, bus: str = "default", pattern: str = PATTERN) -> str:
    return client("events", account).put_rule(Name=name, EventBusName=bus, EventPattern=pattern)["RuleArn"]


def make_queue(name: str, account: str = MANAGEMENT, statement: Optional[Dict[str, Any]] = None, **more: str) -> str:
    """Create a queue that EventBridge may write to, and return its ARN."""
    statement = statement or allow("events.amazonaws.com", "sqs:SendMessage", "*")
    client("sqs", account).create_queue(QueueName=name, Attributes={"Policy": policy(statement), **more})
    return f"arn:aws:sqs:{REGION}:{account}:{name}"


def messages(queue: str) -> List[Dict[str, Any]]:
    """Take the messages from a queue."""
    account, name = queue.split(":")[4:6]
    sqs = client("sqs", account)
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    return received.get("Messages", [])


def bodies(queue: str) -> List[Any]:
    """The bodies of the messages in a queue."""
    return [json.loads(message["Body"]) for message in messages(queue)]


def make_role(name: str, account: str, *actions: str) -> str:
    iam = client("iam", account)
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("events.amazonaws.com"))["Role"]["Arn"]
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy(statement))
    return arn


def let_in(bus: str, condition: Dict[str, Any], **more: Any) -> Dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "events:PutEvents", "Resource": bus}
    return {**statement, "Condition": condition, **more}


class RuleTest(SimulatorTestCase):
    def test_a_pattern_is_a_json_object_of_at_most_2048_characters(self) -> None:
        empty = len(json.dumps({"source": [""]}))
        make_rule("longest", pattern=json.dumps({"source": ["x" * (2048 - empty)]}))
        invalid = [json.dumps({"source": ["x" * (2049 - empty)]}), "{", "[]", '"x"', '{"source": "x"}']
        for pattern in invalid:
            with self.subTest(pattern[:20]), self.refused("InvalidEventPatternException"):
                make_rule("refused", pattern=pattern)
        archive = {"ArchiveName": "a", "EventSourceArn": f"arn:aws:events:{REGION}:{MANAGEMENT}:event-bus/default"}
        with self.refused("InvalidEventPatternException"):
            client("events").create_archive(**archive, EventPattern=invalid[0])

    def test_a_rule_has_at_most_five_targets(self) -> None:
        make_rule("full")
        queues = [{"Id": str(n), "Arn": f"arn:aws:sqs:{REGION}:{MANAGEMENT}:q{n}"} for n in range(6)]
        events = client("events")
        with self.refused("LimitExceededException"):
            events.put_targets(Rule="full", Targets=queues)
        events.put_targets(Rule="full", Targets=queues[:5])
        events.put_targets(Rule="full", Targets=queues[2:5])
        with self.refused("LimitExceededException"):
            events.put_targets(Rule="full", Targets=queues[5:])
        self.assertEqual(len(events.list_targets_by_rule(Rule="full")["Targets"]), 5)

    def test_some_targets_need_a_role_that_eventbridge_can_assume(self) -> None:
        make_rule("roles")
        events = client("events")
        role = make_role("can-be-assumed", MANAGEMENT, "*")
        iam = client("iam")
        other = iam.create_role(RoleName="other", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))["Role"]["Arn"]
        for arn in (
            f"arn:aws:kinesis:{REGION}:{MANAGEMENT}:stream/s",
            f"arn:aws:states:{REGION}:{MANAGEMENT}:stateMachine:s",
            f"arn:aws:events:{REGION}:{AUDIT}:event-bus/central",
        ):
            with self.subTest(arn):
                with self.refused("ValidationException", f"RoleArn is required for target {arn}."):
                    events.put_targets(Rule="roles", Targets=[{"Id": "x", "Arn": arn}])
                for unusable in (other, role + "-missing"):
                    with self.refused("ValidationException", "cannot be assumed"):
                        events.put_targets(Rule="roles", Targets=[{"Id": "x", "Arn": arn, "RoleArn": unusable}])
                events.put_targets(Rule="roles", Targets=[{"Id": "x", "Arn": arn, "RoleArn": role}])
        local = f"arn:aws:events:{REGION}:{MANAGEMENT}:event-bus/local"
        events.put_targets(Rule="roles", Targets=[{"Id": "y", "Arn": local}])

    def test_rules_of_the_same_name_on_two_buses_have_their_own_tags(self) -> None:
        events = client("events")
        events.create_event_bus(Name="tagged")
        arns = [make_rule("same"), make_rule("same", bus="tagged")]
        for arn, value in zip(arns, "12"):
            events.tag_resource(ResourceARN=arn, Tags=[{"Key": "k", "Value": value}])
        listed = [tags(events.list_tags_for_resource(ResourceARN=arn)["Tags"]) for arn in arns]
        self.assertEqual(listed, [{"k": "1"}, {"k": "2"}])
        events.untag_resource(ResourceARN=arns[1], TagKeys=["k"])
        listed = [tags(events.list_tags_for_resource(ResourceARN=arn)["Tags"]) for arn in arns]
        self.assertEqual(listed, [{"k": "1"}, {}])
        with self.refused("ResourceNotFoundException"):
            events.list_tags_for_resource(ResourceARN=arns[1] + "-missing")

    def test_an_event_bus_can_be_changed(self) -> None:
        events = client("events")
        events.create_event_bus(Name="changed", Description="before")
        events.update_event_bus(Name="changed", Description="after")
        self.assertEqual(events.describe_event_bus(Name="changed")["Description"], "after")
        with self.refused("ResourceNotFoundException"):
            events.update_event_bus(Name="missing")


class PolicyTest(SimulatorTestCase):
    def test_the_policy_of_a_bus_is_replaced_as_a_whole(self) -> None:
        events = client("events", AUDIT)
        arn = events.create_event_bus(Name="replaced")["EventBusArn"]
        first, second = let_in(arn, {"Null": {"aws:PrincipalArn": "true"}}, Sid="old"), let_in(arn, {})
        for statements in ([first, second], [second]):
            events.put_permission(EventBusName="replaced", Policy=policy(*statements))
            kept = json.loads(events.describe_event_bus(Name="replaced")["Policy"])
            self.assertEqual(kept["Statement"], statements)
        with self.refused("PolicyLengthExceededException"):
            events.put_permission(EventBusName="replaced", Policy=policy(let_in(arn, {}, Sid="x" * 10240)))
        events.remove_permission(EventBusName="replaced", RemoveAllPermissions=True)
        self.assertNotIn("Policy", events.describe_event_bus(Name="replaced"))

    def test_events_reach_a_bus_of_another_account_only_where_its_policy_says_so(self) -> None:
        events = client("events", AUDIT)
        bus = events.create_event_bus(Name="guarded")["EventBusArn"]
        queue = make_queue("guarded", AUDIT)
        make_rule("all", AUDIT, "guarded")
        events.put_targets(Rule="all", EventBusName="guarded", Targets=[{"Id": "q", "Arn": queue}])
        request = {"Entries": [{**EVENT, "EventBusName": bus}]}
        organization = {"StringEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID}}
        role = {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{LOG_ARCHIVE}:role/Organization*"}}
        sender = client("events", LOG_ARCHIVE)
        for statements in (
            [],
            [let_in(bus, {"StringEquals": {"aws:PrincipalOrgID": "o-other"}})],
            [let_in(bus, {**organization, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/other"}})],
            [let_in(bus, organization), let_in(bus, role, Effect="Deny")],
            [let_in(bus, {"StringEquals": {"events:source": "another"}})],
        ):
            if statements:
                events.put_permission(EventBusName="guarded", Policy=policy(*statements))
            with self.subTest(statements), self.refused("AccessDeniedException", bus):
                sender.put_events(**request)
        events.put_permission(EventBusName="guarded", Policy=policy(let_in(bus, {**organization, **role})))
        self.assertEqual(sender.put_events(**request)["FailedEntryCount"], 0)
        with self.refused("AccessDeniedException"):
            client("events").put_events(**request)
        # The account of the bus needs no policy.
        events.put_events(Entries=[{**EVENT, "EventBusName": "guarded"}])
        received = bodies(queue)
        self.assertEqual([event["account"] for event in received], [LOG_ARCHIVE, AUDIT])

    def test_events_are_put_in_the_region_of_their_bus(self) -> None:
        elsewhere = client("events", AUDIT, region="us-east-1").create_event_bus(Name="elsewhere")["EventBusArn"]
        entries = [{**EVENT, "EventBusName": elsewhere}]
        with self.refused("ValidationException", "Cross-region"):
            client("events", AUDIT).put_events(Entries=entries)
        answer = client("events", AUDIT, region="us-east-1").put_events(Entries=entries)
        self.assertEqual(answer["FailedEntryCount"], 0)

    def test_entries_that_are_not_valid_are_reported_one_by_one(self) -> None:
        entries = [EVENT, {**EVENT, "Detail": "x"}, {**EVENT, "Detail": "[]"}, {"Detail": "{}", "Source": "app"}]
        result = client("events").put_events(Entries=entries)
        codes = [entry.get("ErrorCode") for entry in result["Entries"]]
        self.assertEqual(codes, [None, "MalformedDetail", "MalformedDetail", "InvalidArgument"])
        self.assertEqual(result["FailedEntryCount"], 3)
        with self.refused("ResourceNotFoundException"):
            client("events").put_events(Entries=[{**EVENT, "EventBusName": "missing"}])
        with self.refused("ValidationException"):
            client("events").put_events(Entries=[EVENT] * 11)


class DeliveryTest(SimulatorTestCase):
    def deliver(self, name: str, *targets: Dict[str, Any], event: Optional[Dict[str, Any]] = None) -> None:
        """Have a rule of its own bus send an event to targets."""
        events = client("events")
        events.create_event_bus(Name=name)
        make_rule(name, bus=name)
        numbered = [{"Id": str(number), **target} for number, target in enumerate(targets)]
        events.put_targets(Rule=name, EventBusName=name, Targets=numbered)
        result = events.put_events(Entries=[{**(event or EVENT), "EventBusName": name}])
        self.assertEqual(result["FailedEntryCount"], 0)

    def test_a_queue_receives_the_event(self) -> None:
        queue = make_queue("plain")
        fifo = make_queue("plain.fifo", FifoQueue="true", ContentBasedDeduplication="true")
        in_group = {"Arn": fifo, "SqsParameters": {"MessageGroupId": "g"}}
        self.deliver("plain", {"Arn": queue}, in_group, event={**EVENT, "Resources": ["arn:x"]})
        (event,) = bodies(queue)
        self.assertEqual(
            (event["source"], event["detail-type"], event["account"], event["region"], event["resources"]),
            ("app", "order", MANAGEMENT, REGION, ["arn:x"]),
        )
        self.assertEqual(event["detail"], {"id": "7", "tags": ["a", "b"], "n": 3})
        self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(bodies(fifo), [event])

    def test_a_topic_receives_the_event_and_passes_it_on(self) -> None:
        from_sns = allow("sns.amazonaws.com", "sqs:SendMessage", "*")
        queue, closed = make_queue("of-topic", AUDIT, from_sns), make_queue("closed-to-topic", AUDIT)
        sns = client("sns")
        topic = sns.create_topic(Name="events")["TopicArn"]
        statements = [
            allow("events.amazonaws.com", "sns:Publish", topic),
            {"Effect": "Allow", "Principal": {"AWS": AUDIT}, "Action": "sns:Subscribe", "Resource": topic},
        ]
        sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy(*statements))
        for endpoint in (queue, closed):
            client("sns", AUDIT).subscribe(TopicArn=topic, Protocol="sqs", Endpoint=endpoint)
        self.deliver("to-topic", {"Arn": topic})
        (message,) = bodies(queue)
        self.assertEqual(json.loads(message["Message"])["detail"]["id"], "7")
        self.assertEqual(bodies(closed), [])

    def test_what_is_not_allowed_or_missing_goes_to_the_dead_letter_queue(self) -> None:
        dead = make_queue("dead")
        closed = make_queue("closed", statement=allow("sns.amazonaws.com", "sqs:SendMessage", "*"))
        sns = client("sns")
        topic = sns.create_topic(Name="closed")["TopicArn"]
        # Topics do not learn which rule or account an event comes from.
        condition = {"StringEquals": {"aws:SourceAccount": MANAGEMENT}}
        document = policy(allow("events.amazonaws.com", "sns:Publish", topic, condition))
        sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document)
        foreign = make_queue("foreign", AUDIT)
        fifo = make_queue("without-deduplication.fifo", FifoQueue="true")
        targets = [closed, topic, foreign, closed + "-missing"]
        in_group = {"Arn": fifo, "SqsParameters": {"MessageGroupId": "g"}}
        requests = [*({"Arn": arn} for arn in targets), in_group]
        self.deliver("failing", *({**request, "DeadLetterConfig": {"Arn": dead}} for request in requests))
        letters = {
            message["MessageAttributes"]["TARGET_ARN"]["StringValue"]: message["MessageAttributes"]["ERROR_CODE"][
                "StringValue"
            ]
            for message in messages(dead)
        }
        codes = ["NO_PERMISSIONS"] * 3 + ["RESOURCE_NOT_FOUND", "SDK_CLIENT_ERROR"]
        self.assertEqual(letters, dict(zip([*targets, fifo], codes)))
        self.assertEqual(bodies(closed) + bodies(foreign), [])

    def test_an_encrypted_queue_receives_the_event_only_if_its_key_allows_it(self) -> None:
        kms = client("kms")
        own = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}}
        root = {**own, "Action": "kms:*", "Resource": "*"}
        for_events = allow("events.amazonaws.com", ["kms:GenerateDataKey*", "kms:Decrypt"], "*")
        received = []
        for name, statements in (("locked", [root]), ("unlocked", [root, for_events])):
            key = kms.create_key(Policy=policy(*statements))["KeyMetadata"]["KeyId"]
            queue = make_queue(name, KmsMasterKeyId=key)
            self.deliver(name, {"Arn": queue})
            received.append(len(bodies(queue)))
        self.assertEqual(received, [0, 1])

    def test_the_input_of_a_target_can_be_changed(self) -> None:
        queue = make_queue("input")
        template = '{"text": "Order <id> of <missing>: <tags>", "n": <n>, "id": <id>, "rule": "<aws.events.rule-name>"}'
        paths = {"id": "$.detail.id", "tags": "$.detail.tags", "n": "$.detail.n", "missing": "$.detail.x"}
        self.deliver(
            "input",
            {"Arn": queue, "Input": '{"constant": true}'},
            {"Arn": queue, "InputPath": "$.detail.tags[1]"},
            {"Arn": queue, "InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}},
        )
        transformed = {"text": 'Order 7 of : ["a","b"]', "n": 3, "id": "7", "rule": "input"}
        self.assertEqual(bodies(queue), [{"constant": True}, "b", transformed])

    def test_disabled_rules_and_schedules_receive_nothing(self) -> None:
        queue = make_queue("idle")
        events = client("events")
        events.put_rule(Name="off", EventPattern=PATTERN, State="DISABLED")
        events.put_rule(Name="daily", ScheduleExpression="rate(1 day)")
        make_rule("different", pattern=json.dumps({"source": ["another"]}))
        for rule in ("off", "daily", "different"):
            events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue}])
        events.put_events(Entries=[EVENT])
        self.assertEqual(bodies(queue), [])

    def test_calls_that_only_read_are_for_rules_that_ask_for_them(self) -> None:
        events = client("events")
        detail_type = "AWS API Call via CloudTrail"
        queues = {}
        for name, state in (("changes", "ENABLED"), ("all", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")):
            queues[name] = make_queue(name)
            events.put_rule(Name=name, EventPattern=json.dumps({"detail-type": [detail_type]}), State=state)
            events.put_targets(Rule=name, Targets=[{"Id": "q", "Arn": queues[name]}])
            self.assertEqual(events.describe_rule(Name=name)["State"], state)
        for name, reads in (("AssumeRole", True), ("StopLogging", False)):
            detail = {"eventName": name, "readOnly": reads, "managementEvent": True}
            events.put_events(Entries=[{"Source": "x", "DetailType": detail_type, "Detail": json.dumps(detail)}])
        seen = {name: [body["detail"]["eventName"] for body in bodies(queue)] for name, queue in queues.items()}
        self.assertEqual(seen, {"changes": ["StopLogging"], "all": ["AssumeRole", "StopLogging"]})

    def test_functions_are_not_invoked_but_do_not_stop_the_others(self) -> None:
        queue = make_queue("others")
        role = make_role("streams", MANAGEMENT, "kinesis:PutRecord")
        function = f"arn:aws:lambda:{REGION}:{MANAGEMENT}:function:f"
        stream = {"Arn": f"arn:aws:kinesis:{REGION}:{MANAGEMENT}:stream/s", "RoleArn": role}
        self.deliver("mixed", {"Arn": function}, stream, {"Arn": queue})
        self.assertEqual(len(bodies(queue)), 1)

    def test_an_event_is_written_to_a_log_group_and_kept_in_an_archive(self) -> None:
        logs, events = client("logs"), client("events")
        logs.create_log_group(logGroupName="/aws/events/all")
        bus = events.create_event_bus(Name="logged")["EventBusArn"]
        events.create_archive(ArchiveName="logged", EventSourceArn=bus, EventPattern=PATTERN)
        make_rule("logged", bus="logged")
        group = f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:/aws/events/all"
        events.put_targets(Rule="logged", EventBusName="logged", Targets=[{"Id": "l", "Arn": group}])
        events.put_events(Entries=[{**EVENT, "EventBusName": "logged"}])
        (event,) = logs.filter_log_events(logGroupName="/aws/events/all")["events"]
        self.assertEqual(json.loads(event["message"])["source"], "app")
        events.update_archive(ArchiveName="logged", EventPattern=json.dumps({"source": ["another"]}))
        events.put_events(Entries=[{**EVENT, "EventBusName": "logged"}])
        self.assertEqual(events.describe_archive(ArchiveName="logged")["EventCount"], 1)

    def test_a_rule_forwards_events_to_the_bus_of_another_account(self) -> None:
        audit = client("events", AUDIT)
        bus = audit.create_event_bus(Name="central")["EventBusArn"]
        queue = make_queue("central", AUDIT)
        make_rule("central", AUDIT, "central")
        audit.put_targets(Rule="central", EventBusName="central", Targets=[{"Id": "q", "Arn": queue}])
        condition = {
            "StringEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID},
            "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/forward"},
        }
        audit.put_permission(EventBusName="central", Policy=policy(let_in(bus, condition)))
        dead = make_queue("not-forwarded")
        roles = [
            make_role("forward", MANAGEMENT, "events:PutEvents"),
            make_role("other-name", MANAGEMENT, "events:PutEvents"),
        ]
        for role in roles:
            target = {"Arn": bus, "RoleArn": role, "DeadLetterConfig": {"Arn": dead}}
            self.deliver(role.rpartition("/")[2], target, event={**EVENT, "Resources": ["arn:x"]})
        (event,) = bodies(queue)
        self.assertEqual((event["account"], event["resources"]), (MANAGEMENT, ["arn:x"]))
        (letter,) = messages(dead)
        self.assertEqual(letter["MessageAttributes"]["ERROR_CODE"]["StringValue"], "NO_PERMISSIONS")

    def test_an_event_is_forwarded_once(self) -> None:
        events = client("events")
        role = make_role("around", MANAGEMENT, "events:PutEvents")
        buses = [events.create_event_bus(Name=name)["EventBusArn"] for name in ("here", "there")]
        queue = make_queue("around")
        for name, bus in zip(("here", "there"), reversed(buses)):
            make_rule(name, bus=name)
            targets = [{"Id": "bus", "Arn": bus, "RoleArn": role}, {"Id": "queue", "Arn": queue}]
            events.put_targets(Rule=name, EventBusName=name, Targets=targets)
        events.put_events(Entries=[{**EVENT, "EventBusName": "here"}])
        self.assertEqual(len(bodies(queue)), 2)
