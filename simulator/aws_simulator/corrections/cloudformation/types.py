"""The types of resources that stacks can have."""
from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from moto.cloudformation import parsing

from aws_simulator.registry import corrects
from aws_simulator.stack_resources import RESOURCES


@corrects(parsing, "get_model_map")
def get_model_map(original: Callable[..., Any]) -> Dict[str, Any]:
    """Stacks leave AWS Config and service-linked roles out, and make roles, policies and event rules only half."""
    return {**original(), **RESOURCES}


@corrects(parsing, "resource_class_from_type")
def resource_class_from_type(original: Callable[..., Any], resource_type: str) -> Any:
    """A resource of a type that cannot be created is left out of the stack without a word."""
    if resource_type in RESOURCES:
        return RESOURCES[resource_type]
    resource_class = original(resource_type)
    if resource_class is None and resource_type not in parsing.NULL_MODELS:
        raise NotImplementedError(f"stacks have no {resource_type}")
    return resource_class


@corrects(parsing, "resource_name_property_from_type")
def resource_name_property_from_type(original: Callable[..., Any], resource_type: str) -> Optional[str]:
    """A resource that moto names differently gets a name that is made up."""
    if resource_type in RESOURCES:
        return RESOURCES[resource_type].name_property
    return original(resource_type)
