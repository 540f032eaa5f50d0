"""Functions that run: what they get, what becomes of them, and who calls them."""
from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import textwrap
import time
import unittest
from typing import Any, Dict, List, Optional

from aws_simulator.functions.runtimes import NoRuntime, command_of

from tests.support import (
    AUDIT,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    advance_clock,
    client,
    code_of,
    make_bucket,
    make_function,
    policy,
    reset,
    trust,
    wait_until_idle,
)

ANYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
READ_QUEUE = {
    "Effect": "Allow",
    "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    "Resource": "*",
}
LOG = {
    "Effect": "Allow",
    "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    "Resource": f"arn:aws:logs:{REGION}:{MANAGEMENT}:*",
}


def python(text: str) -> Dict[str, str]:
    """The files of a function in Python."""
    return {"main.py": textwrap.dedent(text)}


def node(text: str, file: str = "index.mjs") -> Dict[str, Any]:
    """The files and settings of a function in JavaScript."""
    return {"files": {file: text}, "Runtime": "nodejs22.x", "Handler": "index.handler"}


def invoke(name: str, event: Any = None, **options: Any) -> Any:
    """Call a function, and return the answer with the payload read."""
    answer = client("lambda").invoke(FunctionName=name, Payload=json.dumps(event or {}), **options)
    return {**answer, "Payload": json.loads(answer["Payload"].read() or b"null")}


def make_queue(name: str, account: str = MANAGEMENT, **attributes: str) -> str:
    client("sqs", account).create_queue(QueueName=name, Attributes=attributes)
    return f"arn:aws:sqs:{REGION}:{account}:{name}"


def url_of(queue: str) -> str:
    return client("sqs").get_queue_url(QueueName=queue.rpartition(":")[2])["QueueUrl"]


def send(queue: str, *bodies: Any) -> None:
    for body in bodies:
        client("sqs").send_message(QueueUrl=url_of(queue), MessageBody=json.dumps(body))


def received(queue: str) -> List[Any]:
    """Take all messages from a queue, and return their bodies."""
    bodies: List[Any] = []
    while True:
        answer = client("sqs").receive_message(QueueUrl=url_of(queue), MaxNumberOfMessages=10)
        if not answer.get("Messages"):
            return bodies
        bodies += [json.loads(message["Body"]) for message in answer["Messages"]]


def keys_of(bucket: str) -> List[str]:
    return [entry["Key"] for entry in client("s3").list_objects_v2(Bucket=bucket).get("Contents", [])]


class TimeTest(SimulatorTestCase):
    def test_a_function_of_node_sees_the_time_that_was_moved(self) -> None:
        code = """
            export const handler = async () => [
                Date.now(), new Date().getTime(), new Date(5).getTime(), new Date(2026, 0).getFullYear(),
                new Date() instanceof Date, typeof Date(), Date.UTC(1970, 0), structuredClone(new Date(7)).getTime(),
            ];
        """
        made = node(textwrap.dedent(code))
        make_function("clock", files=made.pop("files"), **made)
        advance_clock(86_400)
        now, also, *others = invoke("clock")["Payload"]
        ahead = now / 1000 - time.time()
        self.assertAlmostEqual(ahead, 86_400, delta=60)
        self.assertAlmostEqual(also, now, delta=1000)
        self.assertEqual(others, [5, 2026, True, "string", 0, 7])


class SwitchedOffTest(SimulatorTestCase):
    def test_a_function_without_concurrency_gets_nothing_from_its_queue_until_it_has_some(self) -> None:
        reset()
        source, calls = make_queue("source", VisibilityTimeout="60"), make_queue("calls")
        code = """
            import json, os, boto3
            def handler(event, context):
                sqs = boto3.client("sqs")
                sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName="calls")["QueueUrl"], MessageBody=json.dumps("called"))
        """
        make_function("reader", files=python(code), may=[ANYTHING], Timeout=30)
        aws = client("lambda")
        made = client("lambda").get_function(FunctionName="reader")["Configuration"]["FunctionArn"]
        aws.create_event_source_mapping(FunctionName=made, EventSourceArn=source, BatchSize=10)
        arn = aws.get_function(FunctionName="reader")["Configuration"]["FunctionArn"]
        for name, count in (("reader", 1), (arn, 1), ("other", 0)):
            found = aws.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
            self.assertEqual(len(found), count, name)
        aws.put_function_concurrency(FunctionName="reader", ReservedConcurrentExecutions=0)
        send(source, "one")
        aws.invoke(FunctionName="reader", InvocationType="Event", Payload=b"{}")
        with self.refused("TooManyRequestsException"):
            invoke("reader")
        wait_until_idle()
        self.assertEqual(received(calls), [])
        aws.delete_function_concurrency(FunctionName="reader")
        wait_until_idle()
        self.assertEqual(received(calls), ["called"])


class InvokeTest(SimulatorTestCase):
    def test_a_function_gets_only_its_environment_and_is_its_role(self) -> None:
        code = """
            import os, boto3
            def handler(event, context):
                caller = boto3.client("sts").get_caller_identity()
                boto3.client("s3").put_object(Bucket="written", Key=event["key"], Body=b"by a function")
                return {"env": dict(os.environ), "caller": caller["Arn"], "id": context.aws_request_id}
        """
        make_bucket("written")
        settings = {"Timeout": 30, "Environment": {"Variables": {"OWN": "1"}}}
        make_function("calls-back", files=python(code), **settings)
        answer = invoke("calls-back", {"key": "k"}, LogType="Tail")
        self.assertNotIn("FunctionError", answer)
        payload = answer["Payload"]
        self.assertEqual(payload["caller"], f"arn:aws:sts::{MANAGEMENT}:assumed-role/calls-back/calls-back")
        others = [
            name
            for name in payload["env"]
            if not name.startswith(("AWS_", "LAMBDA_", "_HANDLER", "LANG", "LC_", "TZ", "PATH"))
        ]
        self.assertEqual(others, ["OWN"])
        self.assertEqual(payload["env"]["AWS_REGION"], REGION)
        self.assertIn(payload["id"], base64.b64decode(answer["LogResult"]).decode())
        self.assertEqual(client("s3").get_object(Bucket="written", Key="k")["Body"].read(), b"by a function")

    def test_a_function_of_another_account_is_a_role_of_that_account(self) -> None:
        code = python(
            """
            import boto3
            def handler(event, context):
                return boto3.client("sts").get_caller_identity()["Account"]
            """
        )
        function = make_function("elsewhere", AUDIT, code, Timeout=30)
        with self.refused("AccessDeniedException", "no resource-based policy allows"):
            invoke(function)
        client("lambda", AUDIT).add_permission(
            FunctionName="elsewhere", StatementId="m", Action="lambda:InvokeFunction", Principal=MANAGEMENT
        )
        # The policy of the function lets the account in, as the caller of another account comes by the full ARN.
        self.assertEqual(invoke(function)["Payload"], AUDIT)

    def test_handlers_of_node_are_modules_and_scripts_with_promises_and_callbacks(self) -> None:
        handlers = {
            "module": node("export const handler = async (event) => ({ got: event.a })"),
            "script": node("exports.handler = async (event) => ({ got: event.a })", "index.js"),
            "common": node("exports.handler = async (event) => ({ got: event.a })", "index.cjs"),
            "callback": node("exports.handler = (e, c, f) => setTimeout(() => f(null, { got: e.a }), 5)", "index.js"),
            "plain": node("export const handler = (event) => ({ got: event.a })"),
        }
        for name, settings in handlers.items():
            with self.subTest(name):
                make_function(name, **settings)
                self.assertEqual(invoke(name, {"a": 1})["Payload"], {"got": 1})

    def test_functions_of_node_find_the_aws_sdk(self) -> None:
        text = """
            const { KMSClient, ListKeysCommand } = require("@aws-sdk/client-kms");
            const { CloudHSMV2Client, DescribeClustersCommand } = require("@aws-sdk/client-cloudhsm-v2");
            exports.handler = async () => {
              const { Keys } = await new KMSClient().send(new ListKeysCommand({}));
              const { Clusters } = await new CloudHSMV2Client().send(new DescribeClustersCommand({}));
              return [Keys.length, Clusters.length];
            };
        """
        make_function("asks", **node(text, "index.js"), Timeout=30)
        self.assertEqual(invoke("asks")["Payload"], [0, 0])

    def test_errors_are_results(self) -> None:
        bad = {
            "thrown": (node("export const handler = async () => { throw new TypeError('no') }"), "TypeError", "no"),
            "rejected": (node("exports.handler = (e, c, done) => done(new Error('no'))", "index.js"), "Error", "no"),
            "exited": (node("export const handler = () => process.exit(3)"), "Runtime.ExitError", "exit status 3"),
            "no-module": ({**node("", "other.mjs")}, "Runtime.ImportModuleError", "index"),
            "no-handler": (node("export const other = 1"), "Runtime.HandlerNotFound", "index.handler"),
            "raised": ({"files": python("def handler(e, c): raise ValueError('no')")}, "ValueError", "no"),
            "unserializable": ({"files": python("def handler(e, c): return {1, 2}")}, "TypeError", "set"),
        }
        for name, (settings, error_type, message) in bad.items():
            with self.subTest(name):
                make_function(name, **settings)
                answer = invoke(name)
                self.assertEqual((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
                self.assertEqual(answer["Payload"]["errorType"], error_type)
                self.assertIn(message, answer["Payload"]["errorMessage"])

    def test_a_function_is_ended_when_its_time_is_up(self) -> None:
        make_function("endless", **node("export const handler = () => { for (;;); }"), Timeout=1)
        make_function("sleepy", files=python("import time\ndef handler(e, c): time.sleep(60)"), Timeout=1)
        for name in ("endless", "sleepy"):
            started = time.monotonic()
            answer = invoke(name)
            self.assertLess(time.monotonic() - started, 20)
            self.assertEqual(answer["Payload"]["errorType"], "Sandbox.Timedout")
            self.assertIn("Task timed out after 1.00 seconds", answer["Payload"]["errorMessage"])

    def test_a_function_has_only_its_memory(self) -> None:
        hoard = "export const handler = () => { const a = []; for (;;) a.push(new Array(9999).fill(Math.random())) }"
        make_function("hoards", **node(hoard), Timeout=60)
        self.assertEqual(invoke("hoards")["Payload"]["errorType"], "Runtime.ExitError")
        make_function("big", files=python("def handler(e, c): return len(bytearray(1 << 30))"), Timeout=60)
        self.assertEqual(invoke("big")["Payload"]["errorType"], "MemoryError")

    def test_the_code_that_was_last_given_runs(self) -> None:
        make_bucket("code")
        first, second = code_of(python("def handler(e, c): return 1")), code_of(python("def handler(e, c): return 2"))
        client("s3").put_object(Bucket="code", Key="second.zip", Body=second)
        make_function("changing")
        functions = client("lambda")
        in_bucket = {"S3Bucket": "code", "S3Key": "second.zip"}
        for code, value, options in ((first, 1, {"ZipFile": first}), (second, 2, in_bucket)):
            answer = functions.update_function_code(FunctionName="changing", **options)
            self.assertEqual(answer["CodeSha256"], base64.b64encode(hashlib.sha256(code).digest()).decode())
            self.assertEqual(invoke("changing")["Payload"], value)
        with self.refused("InvalidParameterValueException", "is different from current CodeSHA256 in $LATEST"):
            functions.publish_version(FunctionName="changing", CodeSha256="x" * 44)
        version = functions.publish_version(FunctionName="changing", CodeSha256=answer["CodeSha256"])["Version"]
        functions.update_function_code(FunctionName="changing", ZipFile=first)
        self.assertEqual(invoke("changing", Qualifier=version)["Payload"], 2)
        self.assertEqual(invoke("changing")["Payload"], 1)

    def test_a_log_is_written_only_if_the_role_may(self) -> None:
        for name, may in (("silent", []), ("logging", [LOG])):
            make_function(name, may=may, files=python("def handler(e, c): print('said')"))
            invoke(name)
        logs = client("logs")
        groups = logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/")["logGroups"]
        names = {group["logGroupName"] for group in groups}
        self.assertEqual(names & {"/aws/lambda/silent", "/aws/lambda/logging"}, {"/aws/lambda/logging"})
        messages = [event["message"] for event in logs.filter_log_events(logGroupName="/aws/lambda/logging")["events"]]
        self.assertEqual(messages[1], "said")
        self.assertTrue(messages[0].startswith("START") and messages[-1].startswith("REPORT"))

    def test_what_cannot_be_run_is_refused(self) -> None:
        make_function("java", Runtime="java21", Handler="a.B::c")
        with self.refused("NotImplemented", "the runtime java21"):
            invoke("java")
        with self.refused("ResourceNotFoundException", "function:missing"):
            invoke("missing")
        make_function("dry")
        self.assertEqual(invoke("dry", InvocationType="DryRun")["StatusCode"], 204)
        with self.refused("InvalidRequestContentException", "Could not parse request body into json"):
            client("lambda").invoke(FunctionName="dry", Payload=b"{")
        iam = client("iam")
        role = iam.create_role(RoleName="other", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))["Role"]["Arn"]
        with self.refused("InvalidParameterValueException", "Could not unzip uploaded file."):
            client("lambda").update_function_code(FunctionName="dry", ZipFile=b"no archive")
        self.assertNotIn("FunctionError", invoke("dry"))
        with self.refused("InvalidParameterValueException", "cannot be assumed by Lambda"):
            client("lambda").create_function(
                FunctionName="untrusted",
                Role=role,
                Runtime="python3.12",
                Handler="main.handler",
                Code={"ZipFile": code_of(python(""))},
            )

    def test_a_statement_of_the_policy_is_added_once(self) -> None:
        make_function("permitted")
        request = {"FunctionName": "permitted", "StatementId": "s", "Action": "lambda:InvokeFunction"}
        client("lambda").add_permission(**request, Principal=AUDIT)
        with self.refused("ResourceConflictException", "The statement id (s) provided already exists"):
            client("lambda").add_permission(**request, Principal="sns.amazonaws.com")
        document = json.loads(client("lambda").get_policy(FunctionName="permitted")["Policy"])
        self.assertEqual(document["Statement"][0]["Principal"], {"AWS": f"arn:aws:iam::{AUDIT}:root"})

    def test_other_requests_are_answered_while_a_function_runs(self) -> None:
        make_function("slow", files=python("import time\ndef handler(e, c): time.sleep(2)"), Timeout=10)
        invoke("slow", InvocationType="Event")
        started = time.monotonic()
        client("sts").get_caller_identity()
        self.assertLess(time.monotonic() - started, 1)
        wait_until_idle()

    def test_a_simulator_that_starts_over_waits_for_nothing(self) -> None:
        make_function("lingering", files=python("import time\ndef handler(e, c): time.sleep(50)"), Timeout=60)
        invoke("lingering", InvocationType="Event")
        reset()
        started = time.monotonic()
        wait_until_idle()
        self.assertLess(time.monotonic() - started, 5)


class RuntimeTest(unittest.TestCase):
    def test_a_runtime_that_this_machine_has_not_is_named(self) -> None:
        for runtime in ("java21", "provided.al2023", None):
            with self.assertRaisesRegex(NoRuntime, runtime or "container images"):
                command_of(runtime, 128)

    def test_a_process_ends_when_its_simulator_does(self) -> None:
        command = [*command_of("python3.12", 128), "/dev/null", "/dev/null", "60"]
        body = json.dumps({"event": {}, "context": {}}).encode()
        environment = {"LAMBDA_TASK_ROOT": "/", "_HANDLER": "this.s"}
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        process.communicate(len(body).to_bytes(4, "big") + body, timeout=20)


class AsynchronousTest(SimulatorTestCase):
    FAILS = """
        import boto3
        def handler(event, context):
            boto3.client("s3").put_object(Bucket="attempts", Key=context.aws_request_id, Body=b"")
            raise ValueError("never")
    """

    def test_what_fails_is_tried_twice_again_and_goes_to_the_destination_and_the_dead_letter_queue(self) -> None:
        make_bucket("attempts")
        failed, dead, good = make_queue("failed"), make_queue("dead"), make_queue("good")
        to_queues = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": [failed, dead, good]}
        make_function(
            "fails",
            files=python(self.FAILS),
            may=[to_queues],
            Timeout=30,
            DeadLetterConfig={"TargetArn": dead},
        )
        client("lambda").put_function_event_invoke_config(
            FunctionName="fails", DestinationConfig={"OnFailure": {"Destination": failed}}
        )
        self.assertEqual(invoke("fails", {"n": 1}, InvocationType="Event")["StatusCode"], 202)
        for attempts, seconds in ((1, 30), (1, 31), (2, 60), (2, 61), (3, 0)):
            wait_until_idle()
            self.assertEqual(len(keys_of("attempts")), attempts)
            advance_clock(seconds)
        (record,) = received(failed)
        context = record["requestContext"]
        self.assertEqual((context["condition"], context["approximateInvokeCount"]), ("RetriesExhausted", 3))
        self.assertEqual((record["requestPayload"], record["responsePayload"]["errorMessage"]), ({"n": 1}, "never"))
        self.assertEqual(received(dead), [{"n": 1}])
        make_function("succeeds", may=[to_queues])
        client("lambda").put_function_event_invoke_config(
            FunctionName="succeeds", DestinationConfig={"OnSuccess": {"Destination": good}}
        )
        invoke("succeeds", InvocationType="Event")
        wait_until_idle()
        self.assertEqual(received(good)[0]["requestContext"]["condition"], "Success")

    def test_a_role_that_may_not_write_to_the_destination_writes_nothing(self) -> None:
        failed = make_queue("unwritten")
        make_function("mute", files=python("def handler(e, c): raise ValueError"))
        client("lambda").put_function_event_invoke_config(
            FunctionName="mute", MaximumRetryAttempts=0, DestinationConfig={"OnFailure": {"Destination": failed}}
        )
        invoke("mute", InvocationType="Event")
        wait_until_idle()
        self.assertEqual(received(failed), [])


class QueueTest(SimulatorTestCase):
    # Writes the bodies of each batch as one object, and fails for those that are poisonous.
    BATCHES = """
        import boto3, json
        def handler(event, context):
            bodies = [json.loads(record["body"]) for record in event["Records"]]
            content = json.dumps(bodies).encode()
            boto3.client("s3").put_object(Bucket="batches", Key=context.aws_request_id, Body=content)
            failed = [r["messageId"] for r in event["Records"] if json.loads(r["body"]) == "poison"]
            return {"batchItemFailures": [{"itemIdentifier": i} for i in failed]}
    """

    def setUp(self) -> None:
        reset()
        make_bucket("batches")

    def map(self, queue: str, name: str = "reads", **settings: Any) -> str:
        mapping = client("lambda").create_event_source_mapping(EventSourceArn=queue, FunctionName=name, **settings)
        return mapping["UUID"]

    def batches(self) -> List[List[Any]]:
        """The batches that the function got, in no order."""
        wait_until_idle()
        s3 = client("s3")
        return sorted(json.loads(s3.get_object(Bucket="batches", Key=key)["Body"].read()) for key in keys_of("batches"))

    def make_function(self, code: Optional[str] = None, may: Any = READ_QUEUE, **settings: Any) -> None:
        make_function("reads", files=python(code or self.BATCHES), may=[may], **{"Timeout": 20, **settings})

    def test_a_poisonous_message_comes_again_until_it_is_a_dead_letter(self) -> None:
        dead = make_queue("dead-letters")
        redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": "2"})
        queue = make_queue("work", VisibilityTimeout="60", RedrivePolicy=redrive)
        self.make_function()
        send(queue, "a", "poison", "b")
        self.map(queue, FunctionResponseTypes=["ReportBatchItemFailures"])
        self.assertEqual(self.batches(), [["a", "poison", "b"]])
        advance_clock(30)
        self.assertEqual(len(self.batches()), 1)
        advance_clock(31)
        self.assertEqual(self.batches(), [["a", "poison", "b"], ["poison"]])
        self.assertEqual(received(dead), [])
        advance_clock(61)
        self.assertEqual(len(self.batches()), 2)
        self.assertEqual(received(dead), ["poison"])
        self.assertEqual(received(queue), [])

    def test_a_batch_fails_as_a_whole_without_partial_responses(self) -> None:
        queue = make_queue("whole", VisibilityTimeout="60")
        self.make_function(self.BATCHES.replace("return", "if failed: raise ValueError\n            return"))
        send(queue, "a", "poison")
        self.map(queue)
        self.assertEqual(len(self.batches()), 1)
        advance_clock(61)
        self.assertEqual(self.batches(), [["a", "poison"], ["a", "poison"]])

    def test_a_partial_response_that_is_not_valid_fails_the_batch(self) -> None:
        queue = make_queue("invalid", VisibilityTimeout="60")
        self.make_function(self.BATCHES.replace("[{", "[{'itemIdentifier': 'other'}] + [{"))
        send(queue, "a")
        self.map(queue, FunctionResponseTypes=["ReportBatchItemFailures"])
        self.assertEqual(len(self.batches()), 1)
        advance_clock(61)
        self.assertEqual(self.batches(), [["a"], ["a"]])

    def test_batches_have_a_size_and_wait_to_be_full(self) -> None:
        queue = make_queue("sized", VisibilityTimeout="60")
        self.make_function()
        self.map(queue, BatchSize=2, MaximumBatchingWindowInSeconds=30)
        send(queue, "a")
        self.assertEqual(self.batches(), [])
        send(queue, "b", "c")
        self.assertEqual(self.batches(), [["a", "b"]])
        advance_clock(31)
        self.assertEqual(self.batches(), [["a", "b"], ["c"]])

    def test_only_what_passes_the_filter_is_given_to_the_function(self) -> None:
        queue = make_queue("filtered", VisibilityTimeout="60")
        self.make_function()
        pattern = json.dumps({"body": {"kind": ["wanted"]}})
        self.map(queue, FilterCriteria={"Filters": [{"Pattern": pattern}]})
        send(queue, {"kind": "other"}, {"kind": "wanted"})
        self.assertEqual(self.batches(), [[{"kind": "wanted"}]])
        advance_clock(61)
        self.assertEqual(received(queue), [])

    def test_a_mapping_can_be_disabled_and_deleted(self) -> None:
        queue = make_queue("switched", VisibilityTimeout="60")
        self.make_function()
        mapping = self.map(queue, Enabled=False)
        send(queue, "a")
        self.assertEqual(self.batches(), [])
        client("lambda").update_event_source_mapping(UUID=mapping, Enabled=True)
        self.assertEqual(self.batches(), [["a"]])
        with self.refused("ResourceConflictException", mapping):
            self.map(queue)
        client("lambda").delete_event_source_mapping(UUID=mapping)
        send(queue, "b")
        self.assertEqual(self.batches(), [["a"]])
        self.assertEqual(received(queue), ["b"])

    def test_a_mapping_that_cannot_work_is_refused(self) -> None:
        queue = make_queue("refused", VisibilityTimeout="10")
        self.make_function()
        code = "InvalidParameterValueException"
        with self.refused(code, "Queue visibility timeout: 10 seconds is less than Function timeout: 20 seconds"):
            self.map(queue)
        client("lambda").update_function_configuration(FunctionName="reads", Timeout=5)
        with self.refused(code, "Maximum batch window in seconds must be greater than 0"):
            self.map(queue, BatchSize=11)
        with self.refused(code, "NonExistentQueue"):
            self.map(queue + "-missing")
        for action in READ_QUEUE["Action"]:
            rest = [other for other in READ_QUEUE["Action"] if other != action]
            statement = policy({**READ_QUEUE, "Action": rest})
            client("iam").put_role_policy(RoleName="reads", PolicyName="own", PolicyDocument=statement)
            name = action.partition(":")[2]
            with self.refused(code, f"The provided execution role does not have permissions to call {name} on SQS"):
                self.map(queue)

    def test_a_role_that_loses_its_permission_reads_no_more(self) -> None:
        queue = make_queue("lost", VisibilityTimeout="60")
        self.make_function()
        mapping = self.map(queue)
        client("iam").delete_role_policy(RoleName="reads", PolicyName="own")
        send(queue, "a")
        self.assertEqual(self.batches(), [])
        result = client("lambda").get_event_source_mapping(UUID=mapping)["LastProcessingResult"]
        self.assertIn("does not have permissions to call ReceiveMessage", result)
        client("iam").put_role_policy(RoleName="reads", PolicyName="own", PolicyDocument=policy(READ_QUEUE))
        self.assertEqual(self.batches(), [["a"]])

    def test_who_waits_for_a_message_lets_others_send_it(self) -> None:
        queue = make_queue("waiting")
        sender = """
            import boto3
            def handler(event, context):
                boto3.client("sqs").send_message(QueueUrl=event["url"], MessageBody="late")
        """
        make_function("sends", files=python(sender), Timeout=30)
        invoke("sends", {"url": url_of(queue)}, InvocationType="Event")
        answer = client("sqs").receive_message(QueueUrl=url_of(queue), WaitTimeSeconds=20)
        self.assertEqual([message["Body"] for message in answer["Messages"]], ["late"])


if __name__ == "__main__":
    unittest.main()
