"""Policies of AWS Organizations of the type INSPECTOR_POLICY: which types of scan they switch on and off, where.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector_syntax.html
"""
from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from aws_simulator.authorization.organization import path_of
from aws_simulator.context import organization_of

POLICY_TYPE = "INSPECTOR_POLICY"
ALL_REGIONS = "ALL_SUPPORTED"
# Where a policy says what about a type of scan; code of functions lies below the scans of functions.
_PLACES: Dict[str, Tuple[str, ...]] = {
    "EC2": ("ec2_scanning",),
    "ECR": ("ecr_scanning",),
    "LAMBDA": ("lambda_standard_scanning",),
    "LAMBDA_CODE": ("lambda_standard_scanning", "lambda_code_scanning"),
    "CODE_REPOSITORY": ("code_repository_scanning",),
}

_LISTS = ("enable_in_regions", "disable_in_regions")
_OPERATORS = ("@@assign", "@@append", "@@remove", "@@operators_allowed_for_child_policies")


def problem_of(content: str) -> Optional[str]:
    """Why a document is no policy of this type, or None."""
    try:
        document = json.loads(content)
    except ValueError as error:
        return f"it is no JSON ({error})"
    for path, value in _leaves(document, ()):
        *place, list_, operator = path if len(path) > 1 else ("", *path, "")
        is_known = list_ in _LISTS and tuple(place[2:]) in _PLACES.values() and place[:2] == ["inspector", "enablement"]
        if not is_known or operator not in _OPERATORS:
            return f"{'.'.join(path)} is not known"
        if not isinstance(value, list) or not all(isinstance(region, str) for region in value):
            return f"{'.'.join(path)} is no list of Regions"
    return None


def _leaves(value: Any, path: Tuple[str, ...]) -> Iterator[Tuple[Tuple[str, ...], Any]]:
    if isinstance(value, dict) and value:
        for name, below in value.items():
            yield from _leaves(below, (*path, name))
    else:
        yield path, value


def forced(account: str, region: str, type_: str) -> Optional[bool]:
    """Do the policies in force switch a type of scan on or off in an account and Region, or say nothing of it?

    Where policies switch it both on and off, it is off.
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector.html
    """
    policies = _policies_on_the_way_to(account)
    if not policies:
        return None

    def is_named(list_: str) -> bool:
        regions = _inherited(policies, ("inspector", "enablement", *_PLACES[type_], list_))
        return region in regions or ALL_REGIONS in regions

    if is_named("disable_in_regions"):
        return False
    return True if is_named("enable_in_regions") else None


def _policies_on_the_way_to(account: str) -> List[List[Mapping[str, Any]]]:
    """The documents attached to the root, to each unit above the account, and to the account; management included."""
    organization = organization_of(account)
    if organization is None or organization.org is None:
        return []
    if all(enabled["Type"] != POLICY_TYPE for enabled in organization.ou[0].policy_types):
        return []
    levels = [
        [
            json.loads(policy.content)
            for policy in organization.policies
            if policy.type == POLICY_TYPE and any(attachment.id == target for attachment in policy.attachments)
        ]
        for target in path_of(organization, account)
    ]
    return levels if any(levels) else []


def _inherited(levels: List[List[Mapping[str, Any]]], path: Tuple[str, ...]) -> List[str]:
    """What a list is after the operators of each level.

    https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
    """
    value: List[str] = []
    for documents in levels:
        for document in documents:
            operators = _at(document, path)
            if "@@assign" in operators:
                value = list(operators["@@assign"])
            value = value + [region for region in operators.get("@@append", ()) if region not in value]
            value = [region for region in value if region not in operators.get("@@remove", ())]
    return value


def _at(document: Any, path: Tuple[str, ...]) -> Mapping[str, Any]:
    for name in path:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}
