"""Amazon Simple Queue Service: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"""
from __future__ import annotations

import json
import threading
from typing import Any, Callable, Dict, List, Tuple

from moto.sqs import models, responses

from aws_simulator import encryption
from aws_simulator.background import background
from aws_simulator.clock import clock
from aws_simulator.context import AwsError
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.resource_based import QUEUE
from aws_simulator.policy_documents.resources import is_pattern_for
from aws_simulator.registry import corrects, note_correction

def backend_of_queue(self: Any) -> models.SQSBackend:
    """A queue is looked for in the account of whoever asks, although its URL names another one.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
    """
    path = str(self._get_param("QueueUrl") or self.path).split("/")
    named = self._get_param("QueueOwnerAWSAccountId") or (path[-2] if len(path) > 2 else "")
    account = named if named.isdigit() and len(named) == 12 else self.current_account
    return models.sqs_backends[account][self.region]


responses.SQSResponse.sqs_backend = property(backend_of_queue)  # type: ignore[method-assign,assignment]
note_correction(backend_of_queue, "SQSResponse.sqs_backend")

_original_attributes = models.Queue.attributes


def attributes_of_queue(self: Any) -> Dict[str, Any]:
    """GetQueueAttributes adds spaces to RedrivePolicy and leaves out RedriveAllowPolicy: the provider waits for both."""
    attributes = dict(_original_attributes.fget(self))  # type: ignore[attr-defined]
    if attributes.get("RedrivePolicy"):
        attributes["RedrivePolicy"] = json.dumps(json.loads(attributes["RedrivePolicy"]), separators=(",", ":"))
    if getattr(self, "redrive_allow_policy", None):
        attributes["RedriveAllowPolicy"] = self.redrive_allow_policy
    return attributes


models.Queue.attributes = property(attributes_of_queue)  # type: ignore[method-assign,assignment]
note_correction(attributes_of_queue, "Queue.attributes")


@corrects(models.SQSBackend, "get_queue_attributes")
def get_queue_attributes(
    original: Callable[..., Any], self: Any, queue_name: str, attribute_names: List[str]
) -> Dict[str, Any]:
    """GetQueueAttributes refuses to be asked for RedriveAllowPolicy."""
    known = [name for name in attribute_names if name != "RedriveAllowPolicy"]
    attributes: Dict[str, Any] = original(self, queue_name, known)
    if len(known) < len(attribute_names):
        allowed = self.get_queue(queue_name).attributes.get("RedriveAllowPolicy")
        return {**attributes, "RedriveAllowPolicy": allowed} if allowed else attributes
    return attributes


@corrects(models.Queue, "_set_attributes")
def set_attributes(original: Callable[..., Any], self: Any, attributes: Dict[str, Any], now: Any = None) -> None:
    """SetQueueAttributes loses the queue's policy whenever it sets something else, and takes any policy.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    """
    if attributes.get("Policy"):
        check(QUEUE, attributes["Policy"], lambda resource: is_pattern_for(resource, self.queue_arn))
    policy = getattr(self, "policy", None)
    original(self, attributes, now)
    if "Policy" not in attributes:
        self.policy = policy


def unix_time() -> float:
    """Messages do not become visible again when the simulator's time is moved."""
    return clock.now().timestamp()


def unix_time_millis() -> float:
    """The simulator's time in milliseconds."""
    return clock.now().timestamp() * 1000


models.unix_time = unix_time  # type: ignore[assignment]
models.unix_time_millis = unix_time_millis  # type: ignore[assignment]
note_correction(unix_time, "moto.sqs.models.unix_time")

SECONDS_BETWEEN_LOOKS = 0.05


@corrects(models.SQSBackend, "receive_message")
def receive_message(
    original: Callable[..., Any],
    self: Any,
    queue_name: str,
    count: int,
    wait_seconds_timeout: int,
    visibility_timeout: int,
    message_attribute_names: Any = None,
) -> List[Any]:
    """Who waits for a message keeps all others from sending one: requests are answered one at a time."""
    arguments = (queue_name, count, 0, visibility_timeout, message_attribute_names)
    messages: List[Any] = original(self, *arguments)
    waited = 0.0
    while not messages and waited < int(wait_seconds_timeout or 0):
        with background.unlocked():
            threading.Event().wait(SECONDS_BETWEEN_LOOKS)
        waited += SECONDS_BETWEEN_LOOKS
        clock.do_what_is_due()
        background.find_work()
        messages = original(self, *arguments)
    return messages


# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
_KEY_ERRORS = {
    encryption.NOT_FOUND: "KmsNotFound",
    encryption.DISABLED: "KmsDisabled",
    encryption.INVALID_STATE: "KmsInvalidState",
    encryption.ACCESS_DENIED: "KmsAccessDenied",
}


def _check_key(request: Any, actions: Tuple[str, ...]) -> None:
    queue = request.sqs_backend.get_queue(request._get_queue_name())
    caller = encryption.Requester(request.get_access_key())
    home, context = (queue.account_id, queue.region), {"aws:sqs:arn": queue.queue_arn}
    try:
        encryption.check(queue.kms_master_key_id, home, caller, actions, "sqs", context)
    except encryption.KeyRefused as error:
        raise AwsError(_KEY_ERRORS[error.problem], str(error)) from error


@corrects(responses.SQSResponse, "send_message")
def send_message(original: Callable[..., Any], self: Any) -> Any:
    """A queue takes messages although its key cannot be used."""
    _check_key(self, (encryption.WRITE, encryption.READ))
    return original(self)


@corrects(responses.SQSResponse, "send_message_batch")
def send_message_batch(original: Callable[..., Any], self: Any) -> Any:
    """A queue takes batches of messages although its key cannot be used."""
    _check_key(self, (encryption.WRITE, encryption.READ))
    return original(self)


@corrects(responses.SQSResponse, "receive_message")
def answer_receive_message(original: Callable[..., Any], self: Any) -> Any:
    """A queue gives out messages although its key cannot be used."""
    _check_key(self, (encryption.READ,))
    return original(self)
