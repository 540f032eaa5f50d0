"""Stacks that something else than a request for a stack creates: what fails is undone, as CloudFormation does."""
from __future__ import annotations

import contextlib
from typing import Any, Dict, Optional

from aws_simulator.context import AwsError
from aws_simulator.refusals import REFUSALS
from aws_simulator.registry import load_service


def create_stack(
    account: str, region: str, name: str, template: str, values: Dict[str, str], tags: Optional[Dict[str, str]] = None
) -> Any:
    """Create a stack, or nothing."""
    backend = _backend(account, region)
    try:
        stack = backend.create_stack(name, template, values, tags=dict(tags or {}))
        _check_stable(stack)
        return stack
    except Exception:
        for failed in [stack for stack in backend.stacks.values() if stack.name == name]:
            with contextlib.suppress(*REFUSALS):
                failed.delete()
            del backend.stacks[failed.stack_id]
        raise


def update_stack(stack: Any, template: str, values: Dict[str, str], tags: Optional[Dict[str, str]] = None) -> None:
    """Update a stack, or leave it as it was."""
    template_before, values_before = stack.template, dict(stack.parameters)
    try:
        stack.update(template, parameters=values, tags=dict(tags or {}))
        _check_stable(stack)
    except Exception:
        with contextlib.suppress(*REFUSALS):
            stack.update(template_before, parameters=values_before)
        raise


def delete_stack(stack: Any) -> None:
    """Delete a stack, or keep it with those of its resources that cannot be deleted."""
    backend = _backend(stack.account_id, stack.region_name)
    try:
        backend.delete_stack(stack.stack_id)
    except Exception:
        backend.stacks[stack.stack_id] = stack
        raise


def _backend(account: str, region: str) -> Any:
    load_service("cloudformation")
    from moto.cloudformation.models import cloudformation_backends  # which takes seconds

    return cloudformation_backends[account][region]


def _check_stable(stack: Any) -> None:
    waiting = [resource.logical_resource_id for resource in stack.stack_resources if not resource.is_created()]
    if waiting:
        raise AwsError("NotStabilized", f"Resources did not stabilize: {', '.join(waiting)}.")
