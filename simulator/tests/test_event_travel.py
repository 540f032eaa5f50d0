"""Events on their way: from buckets, rules, schedules, topics and logs to queues, functions and buckets."""
from __future__ import annotations

import base64
import datetime
import gzip
import json
import unittest
from typing import Any, Dict, List

from aws_simulator.firehose import evaluate_prefix
from aws_simulator.schedules import InvalidSchedule, next_time

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    advance_clock,
    allow,
    client,
    http,
    make_bucket,
    make_function,
    policy,
    reset,
    trust,
    wait_until_idle,
)

UTC = datetime.timezone.utc


def make_queue(name: str, account: str = MANAGEMENT, *statements: Dict[str, Any]) -> str:
    sqs = client("sqs", account)
    sqs.create_queue(QueueName=name, Attributes={"Policy": policy(*statements)} if statements else {})
    return f"arn:aws:sqs:{REGION}:{account}:{name}"


def make_topic(name: str, account: str = MANAGEMENT, *statements: Dict[str, Any]) -> str:
    topic = client("sns", account).create_topic(Name=name)["TopicArn"]
    if statements:
        set_topic_policy(topic, *statements)
    return topic


def set_topic_policy(topic: str, *statements: Dict[str, Any]) -> None:
    client("sns", topic.split(":")[4]).set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=policy(*statements)
    )


def set_queue_policy(queue: str, *statements: Dict[str, Any]) -> None:
    client("sqs", queue.split(":")[4]).set_queue_attributes(
        QueueUrl=url_of(queue), Attributes={"Policy": policy(*statements) if statements else ""}
    )


def url_of(queue: str) -> str:
    account, name = queue.split(":")[4:6]
    return client("sqs", account).get_queue_url(QueueName=name)["QueueUrl"]


def texts(queue: str) -> List[str]:
    """Take the messages from a queue."""
    sqs = client("sqs", queue.split(":")[4])
    found: List[str] = []
    while True:
        messages = sqs.receive_message(QueueUrl=url_of(queue), MaxNumberOfMessages=10).get("Messages", [])
        if not messages:
            return found
        for message in messages:
            sqs.delete_message(QueueUrl=url_of(queue), ReceiptHandle=message["ReceiptHandle"])
            found.append(message["Body"])


def bodies(queue: str) -> List[Any]:
    return [json.loads(text) for text in texts(queue)]


def make_role(name: str, service: str, *statements: Dict[str, Any], account: str = MANAGEMENT) -> str:
    iam = client("iam", account)
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(service))["Role"]["Arn"]
    if statements:
        put_role_policy(name, *statements, account=account)
    return arn


def put_role_policy(name: str, *statements: Dict[str, Any], account: str = MANAGEMENT) -> None:
    client("iam", account).put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*statements))


def may(actions: Any, resources: Any) -> Dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


def notify(bucket: str, account: str = MANAGEMENT, **configuration: Any) -> None:
    client("s3", account).put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration=configuration
    )


def put(bucket: str, key: str, body: bytes = b"body", account: str = MANAGEMENT, **options: Any) -> Any:
    return client("s3", account).put_object(Bucket=bucket, Key=key, Body=body, **options)


def log_events(*messages: str) -> List[Dict[str, Any]]:
    now = int(datetime.datetime.now(UTC).timestamp() * 1000)
    return [{"timestamp": now, "message": message} for message in messages]


def key_filter(**rules: str) -> Dict[str, Any]:
    return {"Key": {"FilterRules": [{"Name": name, "Value": value} for name, value in rules.items()]}}


def from_bucket(service: str, action: str, arn: str, bucket: str) -> Dict[str, Any]:
    conditions = {
        "StringEquals": {"aws:SourceAccount": MANAGEMENT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"},
    }
    return allow(service, action, arn, conditions)


class BucketNotificationTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        make_bucket("noisy")
        self.queue = make_queue("uploads", MANAGEMENT, from_bucket("s3.amazonaws.com", "sqs:SendMessage", "*", "noisy"))

    def records(self) -> List[Any]:
        return [record for body in bodies(self.queue) for record in body.get("Records", [])]

    def to_queue(self, *events: str, **more: Any) -> Dict[str, Any]:
        return {"QueueArn": self.queue, "Events": list(events), **more}

    def test_what_happens_to_objects_is_told(self) -> None:
        notify("noisy", QueueConfigurations=[self.to_queue("s3:ObjectCreated:*", "s3:ObjectRemoved:*", Id="mine")])
        (test_event,) = bodies(self.queue)
        self.assertEqual((test_event["Event"], test_event["Bucket"]), ("s3:TestEvent", "noisy"))
        s3 = client("s3")
        put("noisy", "a folder/ä b+c.txt", b"12345")
        (record,) = self.records()
        self.assertEqual((record["eventName"], record["eventSource"]), ("ObjectCreated:Put", "aws:s3"))
        self.assertEqual((record["awsRegion"], record["s3"]["configurationId"]), (REGION, "mine"))
        self.assertEqual(record["s3"]["bucket"]["arn"], "arn:aws:s3:::noisy")
        self.assertEqual(record["s3"]["object"]["key"], "a+folder/%C3%A4+b%2Bc.txt")
        self.assertEqual(record["s3"]["object"]["size"], 5)
        s3.copy_object(Bucket="noisy", Key="copy", CopySource={"Bucket": "noisy", "Key": "a folder/ä b+c.txt"})
        upload = s3.create_multipart_upload(Bucket="noisy", Key="parts")["UploadId"]
        part = s3.upload_part(Bucket="noisy", Key="parts", UploadId=upload, PartNumber=1, Body=b"x")
        parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        s3.complete_multipart_upload(Bucket="noisy", Key="parts", UploadId=upload, MultipartUpload=parts)
        s3.delete_object(Bucket="noisy", Key="copy")
        s3.put_bucket_versioning(Bucket="noisy", VersioningConfiguration={"Status": "Enabled"})
        version = put("noisy", "versioned")["VersionId"]
        s3.delete_object(Bucket="noisy", Key="versioned")
        s3.delete_object(Bucket="noisy", Key="versioned", VersionId=version)
        self.assertEqual(
            [(record["eventName"], record["s3"]["object"]["key"]) for record in self.records()],
            [
                ("ObjectCreated:Copy", "copy"),
                ("ObjectCreated:CompleteMultipartUpload", "parts"),
                ("ObjectRemoved:Delete", "copy"),
                ("ObjectCreated:Put", "versioned"),
                ("ObjectRemoved:DeleteMarkerCreated", "versioned"),
                ("ObjectRemoved:Delete", "versioned"),
            ],
        )

    def test_keys_are_chosen_by_prefix_and_suffix_and_a_configuration_replaces_the_last(self) -> None:
        chosen = key_filter(prefix="logs/", suffix=".gz")
        notify("noisy", QueueConfigurations=[self.to_queue("s3:ObjectCreated:Put", Filter=chosen)])
        for key in ("logs/a.gz", "logs/a.txt", "other/a.gz"):
            put("noisy", key)
        self.assertEqual([record["s3"]["object"]["key"] for record in self.records()], ["logs/a.gz"])
        notify("noisy")
        put("noisy", "logs/b.gz")
        self.assertEqual(self.records(), [])

    def test_topics_and_functions_are_told_as_well(self) -> None:
        topic = make_topic("uploads", MANAGEMENT, from_bucket("s3.amazonaws.com", "sns:Publish", "*", "noisy"))
        set_queue_policy(self.queue, allow("sns.amazonaws.com", "sqs:SendMessage", "*"))
        client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=self.queue)
        code = "import boto3\ndef handler(e, c):\n  o = e['Records'][0]['s3']\n"
        code += "  boto3.client('s3').put_object(Bucket='seen', Key=o['object']['key'], Body=b'')"
        function = make_function("uploads", files={"main.py": code}, Timeout=30)
        make_bucket("seen")
        to_function = {"LambdaFunctionArn": function, "Events": ["s3:ObjectCreated:*"]}
        with self.refused("InvalidArgument", "Unable to validate the following destination configurations"):
            notify("noisy", LambdaFunctionConfigurations=[to_function])
        client("lambda").add_permission(
            FunctionName="uploads",
            StatementId="s3",
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
            SourceArn="arn:aws:s3:::noisy",
            SourceAccount=MANAGEMENT,
        )
        to_topic = {"TopicArn": topic, "Events": ["s3:ObjectRemoved:*"]}
        notify("noisy", LambdaFunctionConfigurations=[to_function], TopicConfigurations=[to_topic])
        texts(self.queue)
        put("noisy", "for-function")
        client("s3").delete_object(Bucket="noisy", Key="for-function")
        (body,) = bodies(self.queue)
        self.assertEqual(json.loads(body["Message"])["Records"][0]["eventName"], "ObjectRemoved:Delete")
        wait_until_idle()
        self.assertEqual(client("s3").list_objects_v2(Bucket="seen")["Contents"][0]["Key"], "for-function")

    def test_destinations_that_are_missing_or_keep_s3_out_are_refused(self) -> None:
        other = make_queue("other", MANAGEMENT, from_bucket("s3.amazonaws.com", "sqs:SendMessage", "*", "another"))
        closed = make_queue("closed")
        key = client("kms").create_key()["KeyMetadata"]["KeyId"]
        encrypted = make_queue("encrypted", MANAGEMENT, allow("s3.amazonaws.com", "sqs:SendMessage", "*"))
        client("sqs").set_queue_attributes(QueueUrl=url_of(encrypted), Attributes={"KmsMasterKeyId": key})
        for arn in (other, closed, encrypted, closed + "-missing"):
            with self.subTest(arn), self.refused("InvalidArgument", "Unable to validate the following destination"):
                notify("noisy", QueueConfigurations=[{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}])
        self.assertNotIn("QueueConfigurations", client("s3").get_bucket_notification_configuration(Bucket="noisy"))
        client("s3").put_bucket_notification_configuration(
            Bucket="noisy",
            NotificationConfiguration={"QueueConfigurations": [{"QueueArn": closed, "Events": ["s3:ObjectCreated:*"]}]},
            SkipDestinationValidation=True,
        )
        put("noisy", "unheard")
        self.assertEqual(texts(closed), [])

    def test_rules_that_overlap_are_refused(self) -> None:
        created, put_only = "s3:ObjectCreated:*", "s3:ObjectCreated:Put"
        overlapping = [
            [{}, {}],
            [{"Filter": key_filter(prefix="logs/")}, {"Filter": key_filter(prefix="logs/a")}],
            [{"Filter": key_filter(prefix="logs/")}, {"Filter": key_filter(suffix=".gz")}],
            [{"Filter": key_filter(suffix=".log.gz")}, {"Filter": key_filter(suffix=".gz")}],
        ]
        for first, second in overlapping:
            rules = [self.to_queue(created, **first), self.to_queue(put_only, **second)]
            with self.subTest(str(second)), self.refused("InvalidArgument", "Configuration"):
                notify("noisy", QueueConfigurations=rules)
        apart = [{"prefix": "a/"}, {"prefix": "b/"}], [{"suffix": ".jpg"}, {"suffix": ".png"}]
        for rules in apart:
            notify("noisy", QueueConfigurations=[self.to_queue(created, Filter=key_filter(**rule)) for rule in rules])
        notify("noisy", QueueConfigurations=[self.to_queue(created), self.to_queue("s3:ObjectRemoved:*")])

    def test_eventbridge_hears_of_objects_on_the_default_bus_of_the_owner(self) -> None:
        events = client("events")
        events.create_event_bus(Name="another")
        queue = make_queue("bridge", MANAGEMENT, allow("events.amazonaws.com", "sqs:SendMessage", "*"))
        pattern = {"source": ["aws.s3"], "detail": {"bucket": {"name": ["noisy"]}}}
        for bus in ("default", "another"):
            events.put_rule(Name="objects", EventBusName=bus, EventPattern=json.dumps(pattern))
            events.put_targets(Rule="objects", EventBusName=bus, Targets=[{"Id": "q", "Arn": queue}])
        notify("noisy", EventBridgeConfiguration={})
        put("noisy", "a b/ü", b"123")
        client("s3").delete_object(Bucket="noisy", Key="a b/ü")
        created, deleted = bodies(queue)
        self.assertEqual((created["detail-type"], created["detail"]["reason"]), ("Object Created", "PutObject"))
        self.assertEqual((created["detail"]["object"]["key"], created["detail"]["object"]["size"]), ("a b/ü", 3))
        self.assertEqual((created["account"], created["resources"]), (MANAGEMENT, ["arn:aws:s3:::noisy"]))
        self.assertEqual(deleted["detail"]["deletion-type"], "Permanently Deleted")


class ScheduleTest(SimulatorTestCase):
    def test_a_rule_fires_when_it_is_time(self) -> None:
        events = client("events")
        queue = make_queue("hourly", MANAGEMENT, allow("events.amazonaws.com", "sqs:SendMessage", "*"))
        rule = events.put_rule(Name="hourly", ScheduleExpression="rate(1 hour)")["RuleArn"]
        events.put_targets(Rule="hourly", Targets=[{"Id": "q", "Arn": queue}])
        advance_clock(1800)
        self.assertEqual(texts(queue), [])
        advance_clock(3 * 3600 + 60)
        fired = bodies(queue)
        self.assertEqual([event["detail-type"] for event in fired], ["Scheduled Event"] * 3)
        self.assertEqual(fired[0]["resources"], [rule])
        events.disable_rule(Name="hourly")
        advance_clock(7200)
        self.assertEqual(texts(queue), [])
        events.enable_rule(Name="hourly")
        events.put_rule(Name="hourly", ScheduleExpression="rate(1 day)")
        advance_clock(43_200)
        self.assertEqual(texts(queue), [])
        advance_clock(43_300)
        self.assertEqual(len(texts(queue)), 1)
        events.put_rule(Name="hourly", ScheduleExpression="rate(1 minute)")
        advance_clock(86_400 * 2)
        # Reading takes time, in which it would fire again.
        events.disable_rule(Name="hourly")
        self.assertEqual(len(texts(queue)), 1000)
        with self.refused("ValidationException", "Parameter ScheduleExpression is not valid."):
            events.put_rule(Name="wrong", ScheduleExpression="cron(0 0 * * * *)")

    def schedule(self, name: str, target: Dict[str, Any], expression: str, **more: Any) -> None:
        client("scheduler").create_schedule(
            Name=name,
            ScheduleExpression=expression,
            FlexibleTimeWindow={"Mode": "OFF"},
            Target=target,
            **more,
        )

    def test_a_schedule_sends_with_its_role_tries_again_and_gives_up(self) -> None:
        queue, dead = make_queue("scheduled"), make_queue("unscheduled")
        role = make_role("schedules", "scheduler.amazonaws.com", may("sqs:SendMessage", [queue, dead]))
        target = {"Arn": queue, "RoleArn": role, "Input": '{"a": 1}'}
        self.schedule("works", target, "rate(10 minutes)")
        advance_clock(650)
        self.assertEqual(bodies(queue), [{"a": 1}])
        client("scheduler").delete_schedule(Name="works")
        advance_clock(6010)
        self.assertEqual(texts(queue), [])
        failing = {
            **target,
            "Arn": queue + "-missing",
            "RetryPolicy": {"MaximumRetryAttempts": 2},
            "DeadLetterConfig": {"Arn": dead},
        }
        time = json.loads(http("GET", "/simulator/clock"))["now"][:10]
        tomorrow = datetime.date.fromisoformat(time) + datetime.timedelta(days=2)
        self.schedule("once", failing, f"at({tomorrow}T00:00:00)", ActionAfterCompletion="DELETE")
        advance_clock(86_400 * 3)
        self.assertEqual(bodies(dead), [{"a": 1}])
        with self.refused("ResourceNotFoundException"):
            client("scheduler").get_schedule(Name="once")
        untrusted = make_role("untrusted", "events.amazonaws.com")
        with self.refused("ValidationException", "must allow AWS EventBridge Scheduler to assume the role"):
            self.schedule("untrusted", {**target, "RoleArn": untrusted}, "rate(1 day)")

    def test_a_schedule_calls_a_function(self) -> None:
        make_bucket("ticks")
        code = "import boto3\ndef handler(e, c): boto3.client('s3').put_object(Bucket='ticks', Key=e['k'], Body=b'')"
        function = make_function("ticks", files={"main.py": code}, Timeout=30)
        role = make_role("calls", "scheduler.amazonaws.com", may("lambda:InvokeFunction", function))
        self.schedule("daily", {"Arn": function, "RoleArn": role, "Input": '{"k": "tick"}'}, "cron(0 12 * * ? *)")
        advance_clock(86_400)
        wait_until_idle()
        self.assertEqual(client("s3").list_objects_v2(Bucket="ticks")["KeyCount"], 1)


class ExpressionTest(unittest.TestCase):
    def test_the_next_time_of_an_expression(self) -> None:
        after = datetime.datetime(2024, 2, 28, 10, 30, tzinfo=UTC)
        expected = {
            "rate(5 minutes)": "2024-02-28T10:35",
            "rate(1 day)": "2024-02-29T10:30",
            "at(2024-03-01T08:00:00)": "2024-03-01T08:00",
            "cron(0 10 * * ? *)": "2024-02-29T10:00",
            "cron(15 12 * * ? *)": "2024-02-28T12:15",
            "cron(0/15 * * * ? *)": "2024-02-28T10:45",
            "cron(0 18 ? * MON-FRI *)": "2024-02-28T18:00",
            "cron(0 8 1 * ? *)": "2024-03-01T08:00",
            "cron(0 8 L * ? *)": "2024-02-29T08:00",
            "cron(0 8 ? * 6L *)": "2024-03-29T08:00",
            "cron(0 8 ? * 2#1 *)": "2024-03-04T08:00",
            "cron(0 8 2W * ? *)": "2024-03-01T08:00",
            "cron(0 0 1 JAN ? 2030)": "2030-01-01T00:00",
        }
        for expression, time in expected.items():
            with self.subTest(expression):
                found = next_time(expression, after)
                self.assertEqual(found and f"{found:%Y-%m-%dT%H:%M}", time)
        self.assertIsNone(next_time("at(2024-01-01T00:00:00)", after))
        self.assertIsNone(next_time("cron(0 0 1 1 ? 2020)", after))
        berlin = next_time("cron(0 12 * * ? *)", after, "Europe/Berlin")
        self.assertEqual(f"{berlin:%H:%M}", "11:00")

    def test_expressions_that_are_not_valid(self) -> None:
        now = datetime.datetime.now(UTC)
        for expression in (
            "rate(1 days)",
            "rate(5 minute)",
            "rate(0 minutes)",
            "rate(5 weeks)",
            "cron(0 0 * * *)",
            "cron(0 0 * * * *)",
            "cron(60 0 * * ? *)",
            "cron(0 0 32 * ? *)",
            "at(tomorrow)",
            "daily",
        ):
            with self.subTest(expression), self.assertRaises(InvalidSchedule):
                next_time(expression, now)


class TopicTest(SimulatorTestCase):
    def test_a_subscription_chooses_and_delivers_raw(self) -> None:
        queue = make_queue("raw", MANAGEMENT, allow("sns.amazonaws.com", "sqs:SendMessage", "*"))
        topic = make_topic("raw")
        attributes = {"FilterPolicy": json.dumps({"kind": ["wanted"]}), "RawMessageDelivery": "true"}
        sns = client("sns")
        arn = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue, Attributes=attributes)["SubscriptionArn"]
        for kind in ("wanted", "other"):
            value = {"kind": {"DataType": "String", "StringValue": kind}}
            sns.publish(TopicArn=topic, Message=kind, MessageAttributes=value)
        self.assertEqual(texts(queue), ["wanted"])
        sns.set_subscription_attributes(
            SubscriptionArn=arn, AttributeName="RawMessageDelivery", AttributeValue="false"
        )
        value = {"kind": {"DataType": "String", "StringValue": "wanted"}}
        sns.publish(TopicArn=topic, Message="enveloped", MessageAttributes=value)
        self.assertEqual(bodies(queue)[0]["Message"], "enveloped")

    def test_a_function_is_called_only_if_its_policy_lets_the_topic_in(self) -> None:
        make_bucket("messages")
        code = "import boto3\ndef handler(e, c):\n"
        code += "  boto3.client('s3').put_object(Bucket='messages', Key=e['Records'][0]['Sns']['Message'], Body=b'')"
        function = make_function("subscriber", files={"main.py": code}, Timeout=30)
        dead = make_queue("undelivered", MANAGEMENT, allow("sns.amazonaws.com", "sqs:SendMessage", "*"))
        topic = make_topic("for-function")
        redrive = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": dead})}
        sns = client("sns")
        sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=function, Attributes=redrive)
        sns.publish(TopicArn=topic, Message="refused")
        wait_until_idle()
        self.assertEqual(bodies(dead)[0]["Message"], "refused")
        client("lambda").add_permission(
            FunctionName="subscriber",
            StatementId="sns",
            Action="lambda:InvokeFunction",
            Principal="sns.amazonaws.com",
            SourceArn=topic,
        )
        sns.publish(TopicArn=topic, Message="accepted")
        wait_until_idle()
        found = client("s3").list_objects_v2(Bucket="messages")["Contents"]
        self.assertEqual([entry["Key"] for entry in found], ["accepted"])


class FirehoseTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        make_bucket("lake")
        self.role = make_role("hose", "firehose.amazonaws.com", may("s3:PutObject", "arn:aws:s3:::lake/*"))

    def make_stream(self, name: str = "hose", **settings: Any) -> str:
        configuration = {"BucketARN": "arn:aws:s3:::lake", "RoleARN": self.role, **settings}
        stream = client("firehose").create_delivery_stream(
            DeliveryStreamName=name, ExtendedS3DestinationConfiguration=configuration
        )
        return stream["DeliveryStreamARN"]

    def put(self, *records: bytes) -> None:
        client("firehose").put_record_batch(
            DeliveryStreamName="hose", Records=[{"Data": record} for record in records]
        )

    def objects(self) -> Dict[str, bytes]:
        s3 = client("s3")
        keys = [entry["Key"] for entry in s3.list_objects_v2(Bucket="lake").get("Contents", [])]
        return {key: s3.get_object(Bucket="lake", Key=key)["Body"].read() for key in keys}

    def test_records_are_kept_and_written_together(self) -> None:
        self.make_stream(Prefix="all/", BufferingHints={"IntervalInSeconds": 60, "SizeInMBs": 1})
        self.put(b"a", b"b")
        self.put(b"c")
        wait_until_idle()
        self.assertEqual(self.objects(), {})
        advance_clock(61)
        ((key, content),) = self.objects().items()
        self.assertEqual(content, b"abc")
        name = r"hose-1-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-[0-9a-f-]{36}"
        self.assertRegex(key, rf"^all/\d{{4}}/\d\d/\d\d/\d\d/{name}$")
        self.put(b"x" * 1_000_000, b"y" * 50_000)
        self.assertEqual(len(self.objects()), 2)
        self.put(b"flushed")
        wait_until_idle(flush=True)
        self.assertIn(b"flushed", self.objects().values())

    def test_a_prefix_is_evaluated(self) -> None:
        time = datetime.datetime(2024, 3, 5, 7, 8, 9, tzinfo=UTC)
        prefix = "logs/year=!{timestamp:yyyy}/!{timestamp:MM/dd}/!{timestamp:'h'HH}/!{firehose:random-string}/"
        self.assertRegex(evaluate_prefix(prefix, time), r"^logs/year=2024/03/05/h07/\w{11}/$")
        error = evaluate_prefix("bad/!{firehose:error-output-type}/!{timestamp:yyyy}", time, "format-conversion-failed")
        self.assertEqual(error, "bad/format-conversion-failed/2024")
        prefixes = {"Prefix": "!{timestamp:yyyy}-only/", "ErrorOutputPrefix": "e/!{firehose:error-output-type}/"}
        self.make_stream(**prefixes, CompressionFormat="GZIP")
        self.put(b"content")
        wait_until_idle(flush=True)
        ((key, content),) = self.objects().items()
        self.assertRegex(key, r"^\d{4}-only/hose-1-.*\.gz$")
        self.assertEqual(gzip.decompress(content), b"content")

    def test_prefixes_that_cannot_be_evaluated_are_refused(self) -> None:
        for prefixes in (
            {"Prefix": "!{timestamp:yyyy}/"},
            {"Prefix": "!{firehose:error-output-type}/", "ErrorOutputPrefix": "e/"},
            {"Prefix": "!{unknown:x}/", "ErrorOutputPrefix": "e/"},
            {"Prefix": "a/", "ErrorOutputPrefix": "!{timestamp:yyyy}/"},
        ):
            with self.subTest(prefixes), self.refused("InvalidArgumentException"):
                self.make_stream("refused", **prefixes)

    def test_the_role_must_be_allowed_to_write(self) -> None:
        self.make_stream()
        client("iam").delete_role_policy(RoleName="hose", PolicyName="own")
        self.put(b"waits")
        wait_until_idle(flush=True)
        self.assertEqual(self.objects(), {})
        put_role_policy("hose", may("s3:PutObject", "arn:aws:s3:::lake/*"))
        wait_until_idle(flush=True)
        self.assertEqual(list(self.objects().values()), [b"waits"])
        denial = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::lake/*"}
        client("s3").put_bucket_policy(Bucket="lake", Policy=policy(denial))
        self.put(b"denied")
        wait_until_idle(flush=True)
        self.assertEqual(len(self.objects()), 1)

    def test_a_bucket_of_another_account_must_let_the_role_in(self) -> None:
        make_bucket("foreign", LOG_ARCHIVE)
        put_role_policy("hose", may("s3:PutObject", "*"))
        self.make_stream(BucketARN="arn:aws:s3:::foreign")
        self.put(b"across")
        wait_until_idle(flush=True)
        s3 = client("s3", LOG_ARCHIVE)
        self.assertEqual(s3.list_objects_v2(Bucket="foreign")["KeyCount"], 0)
        statement = {**may("s3:PutObject", "arn:aws:s3:::foreign/*"), "Principal": {"AWS": self.role}}
        s3.put_bucket_policy(Bucket="foreign", Policy=policy(statement))
        wait_until_idle(flush=True)
        self.assertEqual(s3.list_objects_v2(Bucket="foreign")["KeyCount"], 1)

    def test_rules_topics_and_logs_write_to_streams_with_their_roles(self) -> None:
        stream = self.make_stream()
        put_it = may(["firehose:PutRecord", "firehose:PutRecordBatch"], stream)
        for name in ("events", "sns", "logs"):
            make_role(name, f"{name}.amazonaws.com", put_it)
        roles = {name: f"arn:aws:iam::{MANAGEMENT}:role/{name}" for name in ("events", "sns", "logs")}
        events, sns, logs = client("events"), client("sns"), client("logs")
        events.put_rule(Name="hose", EventPattern='{"source": ["app"]}')
        events.put_targets(Rule="hose", Targets=[{"Id": "f", "Arn": stream, "RoleArn": roles["events"]}])
        topic = make_topic("hose")
        attributes = {"SubscriptionRoleArn": roles["sns"], "RawMessageDelivery": "true"}
        sns.subscribe(TopicArn=topic, Protocol="firehose", Endpoint=stream, Attributes=attributes)
        logs.create_log_group(logGroupName="hose")
        logs.create_log_stream(logGroupName="hose", logStreamName="s")
        logs.put_subscription_filter(
            logGroupName="hose", filterName="f", filterPattern="", destinationArn=stream, roleArn=roles["logs"]
        )
        entry = {"Source": "app", "DetailType": "d", "Detail": "{}"}

        def send_all() -> bytes:
            events.put_events(Entries=[entry])
            sns.publish(TopicArn=topic, Message="published")
            logs.put_log_events(logGroupName="hose", logStreamName="s", logEvents=log_events("logged"))
            wait_until_idle(flush=True)
            found = self.objects()
            for key in found:
                client("s3").delete_object(Bucket="lake", Key=key)
            return b"".join(found.values())

        content = send_all()
        self.assertIn(b'"source":"app"', content)
        self.assertIn(b"published\n", content)
        logged = json.loads(gzip.decompress(content[content.index(b"\x1f\x8b") :]))
        self.assertEqual((logged["logGroup"], logged["logEvents"][0]["message"]), ("hose", "logged"))
        for name in roles:
            client("iam").delete_role_policy(RoleName=name, PolicyName="own")
        self.assertEqual(send_all(), b"")


class LogTest(SimulatorTestCase):
    def test_a_subscription_filter_calls_a_function_that_lets_it_in(self) -> None:
        make_bucket("lines")
        code = "import boto3\ndef handler(e, c):\n"
        code += "  data = e['awslogs']['data'].encode()\n"
        code += "  boto3.client('s3').put_object(Bucket='lines', Key=c.aws_request_id, Body=data)"
        function = make_function("lines", files={"main.py": code}, Timeout=30)
        logs = client("logs")
        logs.create_log_group(logGroupName="source")
        logs.create_log_stream(logGroupName="source", logStreamName="s")
        logs.put_subscription_filter(
            logGroupName="source", filterName="f", filterPattern="ERROR", destinationArn=function
        )

        def lines() -> List[str]:
            events = log_events("ERROR one", "fine")
            logs.put_log_events(logGroupName="source", logStreamName="s", logEvents=events)
            wait_until_idle()
            s3 = client("s3")
            found = []
            for entry in s3.list_objects_v2(Bucket="lines").get("Contents", []):
                data = base64.b64decode(s3.get_object(Bucket="lines", Key=entry["Key"])["Body"].read())
                found += [event["message"] for event in json.loads(gzip.decompress(data))["logEvents"]]
            return found

        self.assertEqual(lines(), [])
        client("lambda").add_permission(
            FunctionName="lines",
            StatementId="logs",
            Action="lambda:InvokeFunction",
            Principal="logs.amazonaws.com",
            SourceArn=f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:source:*",
        )
        self.assertEqual(lines(), ["ERROR one"])


class ChainTest(SimulatorTestCase):
    """A bucket tells EventBridge, a rule fills a queue, a function reads it and publishes to a topic of another account.

    The topic fills a queue. Each hop has a grant, and each can be taken away.
    """

    CODE = """import boto3, json, os
def handler(event, context):
    for record in event["Records"]:
        key = json.loads(record["body"])["detail"]["object"]["key"]
        boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message=key)
"""

    def setUp(self) -> None:
        reset()
        make_bucket("chain")
        notify("chain", EventBridgeConfiguration={})
        self.first = make_queue("first")
        self.first_grant = allow("events.amazonaws.com", "sqs:SendMessage", self.first)
        set_queue_policy(self.first, self.first_grant)
        events = client("events")
        events.put_rule(Name="chain", EventPattern='{"source": ["aws.s3"], "detail-type": ["Object Created"]}')
        events.put_targets(Rule="chain", Targets=[{"Id": "q", "Arn": self.first}])
        self.topic = make_topic("chain", AUDIT)
        self.last = make_queue("last", AUDIT)
        self.last_grant = allow(
            "sns.amazonaws.com", "sqs:SendMessage", self.last, {"ArnEquals": {"aws:SourceArn": self.topic}}
        )
        set_queue_policy(self.last, self.last_grant)
        client("sns", AUDIT).subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=self.last)
        self.read = may(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], self.first)
        function = make_function(
            "chain",
            files={"main.py": self.CODE},
            may=[self.read],
            Timeout=30,
            Environment={"Variables": {"TOPIC": self.topic}},
        )
        client("lambda").create_event_source_mapping(EventSourceArn=self.first, FunctionName=function)

    def arrived(self) -> List[str]:
        put("chain", "object")
        wait_until_idle()
        return [body["Message"] for body in bodies(self.last)]

    def test_an_object_is_known_at_the_end(self) -> None:
        self.assertEqual(self.arrived(), ["object"])
        self.assertEqual(texts(self.first), [])

    def test_without_the_configuration_of_the_bucket_nothing_starts(self) -> None:
        notify("chain")
        self.assertEqual(self.arrived(), [])
        self.assertEqual(texts(self.first), [])

    def test_without_the_grant_of_the_first_queue_nothing_gets_in(self) -> None:
        set_queue_policy(self.first)
        self.assertEqual(self.arrived(), [])
        self.assertEqual(texts(self.first), [])

    def test_without_the_grant_of_the_function_its_queue_stays_full(self) -> None:
        put_role_policy("chain", may("sns:Publish", self.topic))
        self.assertEqual(self.arrived(), [])
        self.assertEqual(len(texts(self.first)), 1)

    def test_without_the_grant_of_the_last_queue_the_topic_is_the_end(self) -> None:
        set_queue_policy(self.last)
        self.assertEqual(self.arrived(), [])
        self.assertEqual(texts(self.first), [])


if __name__ == "__main__":
    unittest.main()
