"""What AWS services send to topics and queues, as far as the policies of those and of their keys let them."""
from __future__ import annotations

import json
from typing import Any, Dict, Optional, Union

from moto.core.exceptions import ServiceException

from aws_simulator.grants import RoleCaller, ServiceCaller, find_key, find_queue, find_topic
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
    load_service("sns")
    load_service("sqs")
    topic = find_topic(arn)
    if topic is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Topic {arn} does not exist.")
    if not caller.may(topic.policy, "sns:Publish", arn, condition_keys):
        raise Undelivered("NO_PERMISSIONS", f"The policy of {arn} does not allow sns:Publish.")
    _check_key(topic.kms_master_key_id, arn, caller, {"kms:EncryptionContext:aws:sns:topicArn": arn})
    topic.publish(message, subject=subject)


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
    _check_key(queue.kms_master_key_id, arn, caller, {"kms:EncryptionContext:aws:sqs:arn": arn})


def _check_key(key_id: Any, arn: str, caller: Caller, condition_keys: Dict[str, ContextValue]) -> None:
    """Services need the key of what they send to. The policies of AWS managed keys let none of them in."""
    if not key_id:
        return
    service, region, account = arn.split(":")[2:5]
    key = find_key(key_id, account, region)
    keys = {"kms:ViaService": f"{service}.{region}.amazonaws.com", **condition_keys}
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        if key is None or not key.enabled or not caller.may(key.policy, action, key.arn, keys):
            raise Undelivered("NO_PERMISSIONS", f"The key {key_id} of {arn} does not allow {action}.")


def as_json(value: Any) -> str:
    """JSON as AWS services send it."""
    return json.dumps(value, separators=(",", ":"))
