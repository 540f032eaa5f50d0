"""Amazon Simple Queue Service: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"""
from __future__ import annotations

import json
from typing import Any, Callable, Dict, List

from moto.sqs import models

from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.resource_based import QUEUE
from aws_simulator.policy_documents.resources import is_pattern_for
from aws_simulator.registry import corrects, note_correction

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
