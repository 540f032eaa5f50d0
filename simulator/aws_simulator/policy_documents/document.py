"""Reads a policy document: its JSON, its elements and their types, as the grammar has them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

from aws_simulator.policy_documents.faults import Fault, Problem

_ELEMENTS_OF_DOCUMENTS = frozenset(("Version", "Id", "Statement"))
_ELEMENTS_OF_STATEMENTS = frozenset(
    (
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    )
)
_VERSIONS = ("2008-10-17", "2012-10-17")
# Kinds of principals: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
_PRINCIPAL_TYPES = frozenset(("AWS", "CanonicalUser", "Federated", "Service"))

Statement = Dict[str, Any]


@dataclass(frozen=True)
class Document:
    """A document that follows the grammar. Lists are not always lists: ``values`` makes them so."""

    version: Optional[str]
    statements: Tuple[Statement, ...]


def read(text: str) -> Document:
    """The document that a text holds, or its first fault."""
    document = _parse(text)
    if not isinstance(document, dict):
        raise Fault(Problem.JSON, text[:20])
    for element in document:
        if element not in _ELEMENTS_OF_DOCUMENTS:
            raise Fault(Problem.ELEMENT, element)
    version = document.get("Version")
    if version is not None and version not in _VERSIONS:
        raise Fault(Problem.VERSION, str(version))
    statements = document.get("Statement")
    if isinstance(statements, dict):
        statements = [statements]
    if not isinstance(statements, list) or not statements:
        raise Fault(Problem.NO_STATEMENT)
    for statement in statements:
        _check_types(statement)
    return Document(version, tuple(statements))


def values(value: Any) -> List[Any]:
    """The values of an element that can be one value or a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def principals(statement: Statement) -> List[Tuple[str, str]]:
    """The principals of a statement with their types; the type of ``*`` is AWS."""
    element = statement.get("Principal", statement.get("NotPrincipal"))
    if isinstance(element, str):
        return [("AWS", element)]
    return [(kind, name) for kind, names in (element or {}).items() for name in values(names)]


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates)
    except ValueError:
        raise Fault(Problem.JSON, text[:20]) from None


def _without_duplicates(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Fault(Problem.JSON, next(key for key in keys if keys.count(key) > 1))
    return found


def _check_types(statement: Any) -> None:
    if not isinstance(statement, dict):
        raise Fault(Problem.ELEMENT, str(statement))
    for element in statement:
        if element not in _ELEMENTS_OF_STATEMENTS:
            raise Fault(Problem.ELEMENT, element)
    if statement.get("Effect") not in ("Allow", "Deny"):
        raise Fault(Problem.EFFECT, str(statement.get("Effect")))
    if not isinstance(statement.get("Sid", ""), str):
        raise Fault(Problem.ELEMENT, "Sid")
    for name in ("Principal", "Action", "Resource"):
        if name in statement and f"Not{name}" in statement:
            raise Fault(Problem.ELEMENT, f"Not{name}")
    for element in ("Action", "NotAction", "Resource", "NotResource"):
        if not all(isinstance(value, str) for value in values(statement.get(element))):
            raise Fault(Problem.ELEMENT, element)
    for element in ("Principal", "NotPrincipal"):
        _check_principal_types(statement.get(element))
    _check_condition_types(statement.get("Condition", {}))


def _check_principal_types(element: Any) -> None:
    if element is None or element == "*":
        return
    if not isinstance(element, dict) or not element:
        raise Fault(Problem.PRINCIPAL, str(element))
    for kind, names in element.items():
        if kind not in _PRINCIPAL_TYPES or not all(isinstance(name, str) for name in values(names)):
            raise Fault(Problem.PRINCIPAL, str(kind))


def _check_condition_types(condition: Any) -> None:
    if not isinstance(condition, dict):
        raise Fault(Problem.ELEMENT, "Condition")
    for operator, keys in condition.items():
        if not isinstance(keys, dict):
            raise Fault(Problem.ELEMENT, operator)
        for key, expected in keys.items():
            if not all(isinstance(value, (str, int, float, bool)) for value in values(expected)):
                raise Fault(Problem.ELEMENT, key)
