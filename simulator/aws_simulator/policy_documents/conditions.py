"""Are the operators and keys of a statement's conditions known?

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""
from __future__ import annotations

import functools
import re
from typing import FrozenSet, Iterator

from aws_simulator import authorization_data
from aws_simulator.policy_documents import actions
from aws_simulator.policy_documents.document import Statement, values
from aws_simulator.policy_documents.faults import Fault, Problem

_COMPARISONS = (
    *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    *("StringLike", "StringNotLike", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress"),
    *("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
    *(
        f"{kind}{comparison}"
        for kind in ("Numeric", "Date")
        for comparison in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    ),
)
_OPERATOR = re.compile(rf"(ForAllValues:|ForAnyValue:)?(({'|'.join(_COMPARISONS)})(IfExists)?|Null)", re.IGNORECASE)


def check_operators(statement: Statement) -> None:
    """Does each condition have an operator that exists, and a key?"""
    for operator, keys in statement.get("Condition", {}).items():
        if _OPERATOR.fullmatch(operator) is None:
            raise Fault(Problem.OPERATOR, operator)
        for key in keys:
            if ":" not in key:
                raise Fault(Problem.CONDITION_KEY, key)


def check_keys(statement: Statement, service: str) -> None:
    """Is each key of all services, or of this one, a key that exists?"""
    for key in _keys(statement):
        prefix = key.partition(":")[0]
        if prefix in ("aws", service) and key not in _known(service):
            raise Fault(Problem.CONDITION_KEY, key)


def check_keys_apply(statement: Statement, service: str) -> None:
    """Is each of the service's keys a key of at least one of the statement's actions?"""
    named = values(statement.get("Action"))
    if not named or "*" in named:
        return
    entries = [entry for action in named for entry in actions.matching(action)]
    offered = {_without_name(key) for entry in entries for key in entry["conditionKeys"]}
    for key in _keys(statement):
        if key.startswith(f"{service}:") and key not in offered:
            raise Fault(Problem.CONDITION_ACTION, key)


def _keys(statement: Statement) -> Iterator[str]:
    for keys in statement.get("Condition", {}).values():
        for key in keys:
            yield _without_name(key)


@functools.lru_cache(maxsize=None)
def _known(service: str) -> FrozenSet[str]:
    keys = (*authorization_data.global_condition_keys(), *authorization_data.condition_keys(service))
    return frozenset(_without_name(key) for key in keys)


def _without_name(key: str) -> str:
    """A key without what its user chooses, such as the key of a tag: aws:PrincipalTag/Team."""
    return key.lower().partition("/")[0]
