"""Which accounts and Regions an operation on a stack set is for.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
"""
from __future__ import annotations

import re
from typing import Any, Dict, List

from aws_simulator.context import AwsError
from aws_simulator.operations.cloudformation.membership import accounts_in
from aws_simulator.operations.cloudformation.stack_instance import StackInstance
from aws_simulator.operations.cloudformation.stack_set import StackSet
from aws_simulator.registry import Parameters

_ORGANIZATIONAL_UNIT = re.compile(r"ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32}")


def target_units(stack_set: StackSet, parameters: Parameters) -> List[str]:
    """The organizational units that a request names; they must exist."""
    units = (parameters.get("DeploymentTargets") or {}).get("OrganizationalUnitIds") or []
    if not units or parameters.get("Accounts"):
        raise AwsError(
            "ValidationError",
            "StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target",
        )
    known = {unit.id for unit in stack_set.organization.ou}
    for unit in units:
        if not _ORGANIZATIONAL_UNIT.fullmatch(unit) or unit not in known:
            raise AwsError("ValidationError", f"The organizational unit {unit} does not exist.")
    return list(units)


def target_regions(parameters: Parameters) -> List[str]:
    """The Regions that a request names."""
    regions = parameters.get("Regions") or []
    if not regions:
        raise AwsError("ValidationError", "At least one Region must be specified.")
    return list(regions)


def target_accounts(stack_set: StackSet, parameters: Parameters) -> Dict[str, str]:
    """The accounts that a request is for, each with the organizational unit that it is in."""
    units = target_units(stack_set, parameters)
    inside = accounts_in(stack_set.organization, units)
    return _filtered(inside, parameters["DeploymentTargets"])


def existing_instances(stack_set: StackSet, parameters: Parameters) -> List[StackInstance]:
    """The stacks that a request is for: those that were made for an organizational unit that it names."""
    units, regions = target_units(stack_set, parameters), target_regions(parameters)
    candidates = {
        instance.account: instance.organizational_unit
        for instance in stack_set.instances.values()
        if instance.organizational_unit in units
    }
    accounts = _filtered(candidates, parameters["DeploymentTargets"])
    return [
        instance
        for instance in stack_set.instances.values()
        if instance.account in accounts and instance.region in regions
    ]


def _filtered(inside: Dict[str, str], targets: Dict[str, Any]) -> Dict[str, str]:
    kind, accounts = targets.get("AccountFilterType") or "NONE", targets.get("Accounts") or []
    if kind == "INTERSECTION":
        return {account: unit for account, unit in inside.items() if account in accounts}
    if kind == "DIFFERENCE":
        return {account: unit for account, unit in inside.items() if account not in accounts}
    if kind == "UNION":
        return {**inside, **{account: inside.get(account, "") for account in accounts}}
    if accounts:
        raise AwsError("ValidationError", "Accounts need an AccountFilterType.")
    return inside
