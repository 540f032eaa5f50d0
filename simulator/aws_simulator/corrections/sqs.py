"""Amazon Simple Queue Service: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"""
from __future__ import annotations

import json
from typing import Any, Dict

from moto.sqs import models

from aws_simulator.registry import note_correction

_original_attributes = models.Queue.attributes


def compact_attributes(self: Any) -> Dict[str, Any]:
    """GetQueueAttributes returns RedrivePolicy with added spaces: the provider wants to change it in every plan."""
    attributes = dict(_original_attributes.fget(self))  # type: ignore[attr-defined]
    if attributes.get("RedrivePolicy"):
        attributes["RedrivePolicy"] = json.dumps(json.loads(attributes["RedrivePolicy"]), separators=(",", ":"))
    return attributes


models.Queue.attributes = property(compact_attributes)  # type: ignore[method-assign,assignment]
note_correction(compact_attributes, "Queue.attributes")
