"""Queues that functions read: batches, partial responses, and messages that come again.

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""
from __future__ import annotations

import base64
import json
from typing import Any, Dict, List, Optional, Set

from moto.core.exceptions import ServiceException

from aws_simulator import encryption
from aws_simulator.background import background
from aws_simulator.clock import clock
from aws_simulator.functions.invocation import (
    Invocation,
    Outcome,
    find_function,
    is_switched_off,
    role_of,
    run_in_background,
)
from aws_simulator.grants import RoleCaller, find_queue

# What a role needs to read a queue: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
PARTIAL = "ReportBatchItemFailures"
NO_RECORDS, OK = "No records processed", "OK"


class _Poller:
    """Gives the messages of a queue to a function, batch by batch."""

    def __init__(self, mapping: Any):
        self.mapping = mapping
        # Since when messages wait for a batch to be full.
        self.waiting_since: Optional[float] = None
        self.is_busy = False

    def poll(self) -> None:
        """Start the function with the next batch, if there is one."""
        mapping = self.mapping
        if not mapping.enabled or self.is_busy:
            return
        queue = find_queue(mapping.event_source_arn)
        if queue is None or not queue._messages or not queue.messages:
            self.waiting_since = None
            return
        function = find_function(mapping.function_arn)
        if function is None or is_switched_off(function) or not self._is_full(queue):
            return
        messages = self._receive(function, queue)
        if messages:
            self._run(function, messages)

    def _is_full(self, queue: Any) -> bool:
        window = self.mapping.max_batch_window or 0
        if not window or len(queue.messages) >= self.mapping.batch_size:
            return True
        now = clock.now().timestamp()
        if self.waiting_since is None:
            self.waiting_since = now
            clock.after(window, background.find_work)
        return now - self.waiting_since >= window

    def _receive(self, function: Any, queue: Any) -> List[Any]:
        problem = _problem_of_role(function, queue)
        if problem:
            self._report(f"PROBLEM: {problem}")
            return []
        self.waiting_since = None
        messages = _backend_of(queue).receive_message(
            queue.name, self.mapping.batch_size, 0, queue.visibility_timeout, ["All"]
        )
        return self._without_filtered(queue, messages)

    def _without_filtered(self, queue: Any, messages: List[Any]) -> List[Any]:
        """Messages that no filter lets through are deleted.

        https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
        """
        patterns = [entry["Pattern"] for entry in (self.mapping.filter_criteria or {}).get("Filters") or []]
        if not patterns:
            return messages
        kept = [message for message in messages if _passes(patterns, _record(queue, message))]
        for message in messages:
            if message not in kept:
                _backend_of(queue).delete_message(queue.name, message.receipt_handle)
        return kept

    def _run(self, function: Any, messages: List[Any]) -> None:
        queue = find_queue(self.mapping.event_source_arn)
        event = {"Records": [_record(queue, message) for message in messages]}
        self.is_busy = True

        def conclude(_: Invocation, outcome: Outcome) -> None:
            self.is_busy = False
            failed = _failed_messages(outcome, messages, PARTIAL in (self.mapping.function_response_types or []))
            self._report(OK if not failed else "PROBLEM: Function call failed")
            self._delete(function, [message for message in messages if message.id not in failed])

        run_in_background(function, event, conclude)

    def _delete(self, function: Any, messages: List[Any]) -> None:
        """What was not deleted comes again when its visibility timeout is over."""
        queue = find_queue(self.mapping.event_source_arn)
        if queue is None or _problem_of_role(function, queue):
            return
        for message in messages:
            try:
                _backend_of(queue).delete_message(queue.name, message.receipt_handle)
            except ServiceException:  # the function deleted it, or the queue was purged
                continue

    def _report(self, result: str) -> None:
        self.mapping.last_processing_result = result


def _problem_of_role(function: Any, queue: Any) -> Optional[str]:
    """Why the function's role cannot read the queue, or None."""
    role = role_of(function)
    if role is None:
        return "The execution role cannot be assumed by Lambda."
    caller = RoleCaller(role)
    for action in ACTIONS:
        if not caller.may(queue.policy, f"sqs:{action}", queue.queue_arn):
            return f"The provided execution role does not have permissions to call {action} on SQS"
    home = (queue.account_id, queue.region)
    context = {"aws:sqs:arn": queue.queue_arn}
    try:
        encryption.check(queue.kms_master_key_id, home, caller, (encryption.READ,), "sqs", context)
    except encryption.KeyRefused as error:
        return str(error)
    return None


def problem_of_reading(function: Any, queue_arn: str) -> Optional[str]:
    """Why a function cannot be given the messages of a queue, as CreateEventSourceMapping says it, or None."""
    queue = find_queue(queue_arn)
    if queue is None:
        return (
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. "
            "SQS Error Message: The specified queue does not exist."
        )
    problem = _problem_of_role(function, queue)
    if problem is None and int(queue.visibility_timeout) < int(function.timeout):
        return (
            f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than "
            f"Function timeout: {function.timeout} seconds"
        )
    return problem


def _failed_messages(outcome: Outcome, messages: List[Any], is_partial: bool) -> Set[str]:
    """The ids of the messages of a batch that were not processed.

    https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
    """
    every = {message.id for message in messages}
    if outcome.failed:
        return every
    if not is_partial:
        return set()
    response = json.loads(outcome.payload)
    if response is None or response == {}:
        return set()
    try:
        failures = response["batchItemFailures"] or []
        failed = {failure["itemIdentifier"] for failure in failures}
    except (KeyError, TypeError):
        return every
    # An id that is not of the batch makes all of it fail.
    return failed if failed <= every else every


def _passes(patterns: List[str], record: Dict[str, Any]) -> bool:
    from moto.events.models import EventPattern

    try:
        body = json.loads(record["body"])
    except ValueError:
        body = record["body"]
    event = {**record, "body": body}
    return any(EventPattern.load(pattern).matches_event(event) for pattern in patterns)


def _record(queue: Any, message: Any) -> Dict[str, Any]:
    attributes = {
        "ApproximateReceiveCount": str(message.approximate_receive_count),
        "SentTimestamp": str(message.sent_timestamp),
        "SenderId": message.sender_id,
        "ApproximateFirstReceiveTimestamp": str(message.approximate_first_receive_timestamp),
    }
    optional = {
        "MessageGroupId": message.group_id,
        "MessageDeduplicationId": message.deduplication_id,
        "SequenceNumber": message.sequence_number,
    }
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": {**attributes, **{name: value for name, value in optional.items() if value}},
        "messageAttributes": {name: _attribute(value) for name, value in message.message_attributes.items()},
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.queue_arn,
        "awsRegion": queue.region,
    }


def _attribute(value: Dict[str, Any]) -> Dict[str, Any]:
    result = {"stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}
    if value.get("StringValue") is not None:
        result["stringValue"] = value["StringValue"]
    if value.get("BinaryValue") is not None:
        binary = value["BinaryValue"]
        result["binaryValue"] = base64.b64encode(binary).decode() if isinstance(binary, bytes) else str(binary)
    return result


def _backend_of(queue: Any) -> Any:
    from moto.sqs.models import sqs_backends

    return sqs_backends[queue.account_id][queue.region]


_pollers: Dict[str, _Poller] = {}


def poll_with(mapping: Any) -> None:
    """Have the queue of an event source mapping polled from now on."""
    _pollers[mapping.uuid] = _Poller(mapping)


def _poll_all() -> None:
    if not _pollers:
        return
    from moto.awslambda.models import lambda_backends

    for uuid, poller in list(_pollers.items()):
        mapping = poller.mapping
        if lambda_backends[mapping.account_id][mapping.region].get_event_source_mapping(uuid) is not mapping:
            # It was deleted, or the simulator started over.
            del _pollers[uuid]
        else:
            poller.poll()


background.find_work_with(_poll_all)
