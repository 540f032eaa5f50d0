"""Accounts that join or leave the organizational units that stack sets deploy to.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
"""
from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, List

from aws_simulator.context import stores_of
from aws_simulator.operations.cloudformation.membership import accounts_in
from aws_simulator.operations.cloudformation.organizations_access import SERVICE, is_activated
from aws_simulator.operations.cloudformation.stack_instance import StackInstance
from aws_simulator.operations.cloudformation.stack_set import STACK_SETS, StackSet


@contextmanager
def following(organization: Any) -> Iterator[None]:
    """Give accounts that the block moves the stacks of where they are then, and take those of where they were."""
    stack_sets = _in_order(_stack_sets_of(organization)) if is_activated(organization) else []
    before = [accounts_in(organization, stack_set.auto_deployment_targets) for stack_set in stack_sets]
    yield
    for stack_set, accounts in zip(stack_sets, before):
        _leave(stack_set, accounts, accounts_in(organization, stack_set.auto_deployment_targets))
    for stack_set, accounts in zip(stack_sets, before):
        _join(stack_set, accounts, accounts_in(organization, stack_set.auto_deployment_targets))


def _stack_sets_of(organization: Any) -> List[StackSet]:
    stores = stores_of(SERVICE, organization.account_id, STACK_SETS)
    stack_sets = [stack_set for store in stores for stack_set in store.values()]
    enabled = [stack_set for stack_set in stack_sets if stack_set.auto_deployment.get("Enabled")]
    return sorted(enabled, key=lambda stack_set: stack_set.name)


def _in_order(stack_sets: List[StackSet]) -> List[StackSet]:
    """Those that others depend on come first. AWS deploys all others at once, here they follow by name."""
    ordered: List[StackSet] = []
    while stack_sets:
        waiting = {stack_set.arn for stack_set in stack_sets}
        ready = [s for s in stack_sets if not waiting.intersection(s.auto_deployment.get("DependsOn") or [])]
        ordered += ready or stack_sets
        stack_sets = [stack_set for stack_set in stack_sets if stack_set not in ordered]
    return ordered


def _leave(stack_set: StackSet, before: Dict[str, str], after: Dict[str, str]) -> None:
    left = [account for account, unit in before.items() if after.get(account) != unit]
    instances = [instance for instance in stack_set.instances.values() if instance.account in left]
    if instances:
        stack_set.run("DELETE", {"RetainStacks": stack_set.retains_stacks}, instances)


def _join(stack_set: StackSet, before: Dict[str, str], after: Dict[str, str]) -> None:
    instances = [
        StackInstance(stack_set, account, region, unit)
        for account, unit in after.items()
        if before.get(account) != unit
        for region in stack_set.auto_deployment_targets[unit]
    ]
    if instances:
        stack_set.run("CREATE", {}, instances)
