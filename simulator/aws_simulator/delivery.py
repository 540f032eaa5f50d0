"""What AWS services send to topics, queues, functions and streams, as far as policies and keys let them."""
from __future__ import annotations

import json
from typing import Any, Dict, Optional, Union

from moto.core.exceptions import ServiceException

from aws_simulator import encryption
from aws_simulator.clock import clock
from aws_simulator.context import random_uuid
from aws_simulator.grants import RoleCaller, ServiceCaller, find_event_bus, find_queue, find_topic
from aws_simulator.policy import ContextValue
from aws_simulator.registry import load_service

Caller = Union[ServiceCaller, RoleCaller]


class Undelivered(Exception):
    """A message that did not arrive; the code is that of a dead letter of EventBridge."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def publish(
    arn: str,
    caller: Caller,
    message: str,
    subject: Optional[str] = None,
    condition_keys: Optional[Dict[str, ContextValue]] = None,
) -> None:
    """Publish to a topic of any account, and so to the queues that are subscribed to it."""
    check_topic(arn, caller, condition_keys)
    find_topic(arn).publish(message, subject=subject)


def check_topic(arn: str, caller: Caller, condition_keys: Optional[Dict[str, ContextValue]] = None) -> None:
    """Raise Undelivered unless the topic exists and takes messages from the caller."""
    load_service("sns")
    load_service("sqs")
    topic = find_topic(arn)
    if topic is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Topic {arn} does not exist.")
    if not caller.may(topic.policy, "sns:Publish", arn, condition_keys):
        raise Undelivered("NO_PERMISSIONS", f"The policy of {arn} does not allow sns:Publish.")
    _check_key(topic.kms_master_key_id, arn, caller, {"aws:sns:topicArn": arn})


def send(
    arn: str,
    caller: Caller,
    body: str,
    group_id: Optional[str] = None,
    attributes: Optional[Dict[str, str]] = None,
) -> None:
    """Send a message to a queue of any account."""
    from moto.sqs.models import sqs_backends

    check_queue(arn, caller)
    region, account, name = arn.split(":")[3:6]
    typed = {key: {"DataType": "String", "StringValue": value} for key, value in (attributes or {}).items()}
    try:
        sqs_backends[account][region].send_message(name, body, message_attributes=typed, group_id=group_id)
    except ServiceException as error:  # such as a FIFO queue without deduplication
        raise Undelivered("SDK_CLIENT_ERROR", str(error)) from error


def check_queue(arn: str, caller: Caller) -> None:
    """Raise Undelivered unless the queue exists and takes messages from the caller."""
    load_service("sqs")
    queue = find_queue(arn)
    if queue is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Queue {arn} does not exist.")
    if not caller.may(queue.policy, "sqs:SendMessage", arn):
        raise Undelivered("NO_PERMISSIONS", f"The policy of {arn} does not allow sqs:SendMessage.")
    _check_key(queue.kms_master_key_id, arn, caller, {"aws:sqs:arn": arn})


def _check_key(key_id: Any, arn: str, caller: Caller, context: Dict[str, str]) -> None:
    """Services need the key of what they send to. The policies of AWS managed keys let none of them in."""
    service, region, account = arn.split(":")[2:5]
    try:
        encryption.check(key_id, (account, region), caller, (encryption.WRITE, encryption.READ), service, context)
    except encryption.KeyRefused as error:
        raise Undelivered("NO_PERMISSIONS", f"The key {key_id} of {arn} cannot be used: {error}") from error


def invoke(arn: str, caller: Caller, payload: Any) -> None:
    """Have a function of any account run with an event, by and by."""
    from aws_simulator.functions import asynchronous
    from aws_simulator.functions.invocation import find_function, policy_of

    load_service("awslambda")
    function = find_function(arn)
    if function is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Function {arn} does not exist.")
    if not caller.may(policy_of(function), "lambda:InvokeFunction", arn):
        raise Undelivered("NO_PERMISSIONS", f"lambda:InvokeFunction on {arn} is not allowed.")
    asynchronous.invoke(arn, payload)


def put_record(arn: str, caller: Caller, data: bytes) -> None:
    """Put a record into a delivery stream of Firehose. Those have no policies: a role of their account is needed."""
    from aws_simulator import firehose

    load_service("firehose")
    stream = firehose.find_stream(arn)
    if stream is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Delivery stream {arn} does not exist.")
    if not caller.may(None, "firehose:PutRecord", arn):
        raise Undelivered("NO_PERMISSIONS", f"firehose:PutRecord on {arn} is not allowed.")
    firehose.buffer(stream, [data])


def put_event(arn: str, caller: Caller, source: str, detail_type: str, detail: str) -> None:
    """Put an event on an event bus of any account."""
    load_service("events")
    from aws_simulator.corrections.events import route

    bus = find_event_bus(arn)
    if bus is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Event bus {arn} does not exist.")
    keys = {"events:source": source, "events:detail-type": detail_type}
    if not caller.may(bus.policy, "events:PutEvents", arn, keys):
        raise Undelivered("NO_PERMISSIONS", f"events:PutEvents on {arn} is not allowed.")
    event = {
        "version": "0",
        "id": random_uuid(),
        "detail-type": detail_type,
        "source": source,
        "account": caller.role.account_id if isinstance(caller, RoleCaller) else caller.source_account,
        "time": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
        "region": bus.region,
        "resources": [],
        "detail": json.loads(detail),
    }
    route(bus, event)


def deliver(
    arn: str,
    caller: Caller,
    text: str,
    group_id: Optional[str] = None,
    attributes: Optional[Dict[str, str]] = None,
) -> None:
    """Send a text to a topic, queue, function or delivery stream."""
    service = arn.split(":")[2]
    if service == "sns":
        publish(arn, caller, text)
    elif service == "sqs":
        send(arn, caller, text, group_id, attributes)
    elif service == "lambda":
        invoke(arn, caller, json.loads(text))
    elif service == "firehose":
        put_record(arn, caller, text.encode())
    else:
        raise Undelivered("SDK_CLIENT_ERROR", f"The simulator delivers nothing to {arn}.")


def as_json(value: Any) -> str:
    """JSON as AWS services send it."""
    return json.dumps(value, separators=(",", ":"))
