"""Stacks: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html"""
from __future__ import annotations

import json
from typing import Any, Callable, Dict, List

from moto.cloudformation import models

from aws_simulator.registry import corrects, note_correction

_parse_yaml = models.Stack.parse_template


def parse_template(template: str) -> Dict[str, Any]:
    """A template in JSON takes half a second, because it is parsed as YAML."""
    try:
        return json.loads(template)
    except ValueError:
        return _parse_yaml(template)


def stack_resources(self: Any) -> List[Any]:
    """DescribeStackResources answers 500 when a condition keeps a resource from being created."""
    return [resource for resource in self.resource_map.values() if resource is not None]


models.Stack.parse_template = staticmethod(parse_template)  # type: ignore[method-assign,assignment]
note_correction(parse_template, "Stack.parse_template")
models.Stack.stack_resources = property(stack_resources)  # type: ignore[method-assign,assignment]
note_correction(stack_resources, "Stack.stack_resources")


@corrects(models.Stack, "create_resources")
def create_resources(original: Callable[..., Any], self: Any) -> None:
    """A resource that waits for one that is created after it keeps the stack CREATE_IN_PROGRESS."""
    original(self)
    if self.status == "CREATE_IN_PROGRESS":
        self.verify_readiness()
