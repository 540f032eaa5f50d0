"""Are the actions of a statement actions, and those of the right service?

https://docs.aws.amazon.com/service-authorization/latest/reference/
"""
from __future__ import annotations

import functools
import re
from typing import Any, Dict, FrozenSet, List, Mapping, Tuple

from aws_simulator import authorization_data
from aws_simulator.policy_documents.document import Statement, values
from aws_simulator.policy_documents.faults import Fault, Problem

_VENDOR = re.compile(r"[a-zA-Z0-9.-]+")


def named(statement: Statement) -> List[str]:
    """The actions of a statement, whether it applies to them or to all others."""
    return [*values(statement.get("Action")), *values(statement.get("NotAction"))]


def check_vendors(statement: Statement) -> None:
    """Does each action start with the prefix of a service? IAM knows no more of actions."""
    for action in named(statement):
        vendor, colon, name = action.partition(":")
        if action == "*":
            continue
        if not colon or not name or ":" in name or _VENDOR.fullmatch(vendor) is None:
            raise Fault(Problem.VENDOR, action)


def check_services(statement: Statement, services: FrozenSet[str], *, may_be_any: bool) -> None:
    """Is each action one of these services, or any action, where that is allowed?"""
    for action in named(statement):
        if action == "*" and may_be_any:
            continue
        if action.partition(":")[0].lower() not in services:
            raise Fault(Problem.ACTION, action)


def check_known(statement: Statement) -> None:
    """Is there an action with each of the names?"""
    for action in named(statement):
        if action != "*" and not matching(action):
            raise Fault(Problem.ACTION, action)


def check_among(statement: Statement, allowed: FrozenSet[str]) -> None:
    """Are all actions that the names stand for among these?"""
    for action in named(statement):
        if action.lower() not in allowed and not {entry["name"].lower() for entry in matching(action)} <= allowed:
            raise Fault(Problem.ACTION, action)


@functools.lru_cache(maxsize=1024)
def matching(action: str) -> Tuple[Mapping[str, Any], ...]:
    """What AWS's reference says of the actions that a name with wildcards stands for."""
    service, _, name = action.lower().partition(":")
    known: Dict[str, Any] = authorization_data.actions(service)
    if name in known:
        return (known[name],)
    expression = re.compile("".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in name))
    return tuple(entry for lowered, entry in known.items() if expression.fullmatch(lowered))
