"""A small evaluator of IAM policies: may this principal do this to that resource?

Only what resource policies for AWS services use is evaluated. A condition operator that is not known makes its
statement not apply, so an Allow that depends on it grants nothing.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Set, Union

Policy = Union[str, bytes, Mapping[str, Any], None]
ContextValue = Union[str, Sequence[str]]


@dataclass(frozen=True)
class Principal:
    """Who makes a request: an AWS service, or an identity in an account."""

    service: Optional[str] = None
    account: Optional[str] = None
    arn: Optional[str] = None

    @staticmethod
    def of_service(service: str) -> "Principal":
        """An AWS service, such as ``cloudtrail.amazonaws.com``."""
        return Principal(service=service)

    @staticmethod
    def of_account(account: str, arn: Optional[str] = None) -> "Principal":
        """A role or user of an account; without an ARN it is taken for any identity of the account."""
        return Principal(account=account, arn=arn)

    @staticmethod
    def anonymous() -> "Principal":
        """Nobody: a request that is not signed."""
        return Principal()


@dataclass(frozen=True)
class Request:
    """One request to evaluate. ``context`` holds the condition keys that AWS sets for it."""

    principal: Principal
    action: str
    resource: str
    context: Mapping[str, ContextValue] = field(default_factory=dict)


def is_allowed(policies: Union[Policy, List[Policy]], request: Request) -> bool:
    """Do the policies allow the request? One statement must allow it and none may deny it."""
    effects = _effects(policies, request)
    return "Allow" in effects and "Deny" not in effects


def is_denied(policies: Union[Policy, List[Policy]], request: Request) -> bool:
    """Does a statement of the policies deny the request?"""
    return "Deny" in _effects(policies, request)


def _effects(policies: Union[Policy, List[Policy]], request: Request) -> Set[Any]:
    documents = policies if isinstance(policies, list) else [policies]
    evaluation = _Evaluation(request)
    return {statement.get("Effect") for statement in _statements(documents) if evaluation.applies(statement)}


def _statements(documents: Iterable[Policy]) -> Iterable[Mapping[str, Any]]:
    for document in documents:
        if not document:
            continue
        parsed = document if isinstance(document, Mapping) else json.loads(document)
        yield from _as_list(parsed.get("Statement"))


class _Evaluation:
    """Evaluates statements for one request."""

    def __init__(self, request: Request):
        self.request = request
        # Condition keys are not case-sensitive.
        self.context: Dict[str, List[str]] = {
            key.lower(): [str(value) for value in _as_list(values)] for key, values in request.context.items()
        }

    def applies(self, statement: Mapping[str, Any]) -> bool:
        """Do all elements of the statement match the request?"""
        return (
            self._principal_matches(statement)
            and self._action_matches(statement)
            and self._resource_matches(statement)
            and self._conditions_match(statement.get("Condition") or {})
        )

    def _principal_matches(self, statement: Mapping[str, Any]) -> bool:
        if "NotPrincipal" in statement:
            return not self._is_one_of(statement["NotPrincipal"])
        # A statement without a principal is one of a policy attached to the identity itself.
        return "Principal" not in statement or self._is_one_of(statement["Principal"])

    def _is_one_of(self, principals: Any) -> bool:
        if principals == "*":
            return True
        services = _as_list(principals.get("Service"))
        identities = _as_list(principals.get("AWS"))
        if "*" in identities or self.request.principal.service in services:
            return True
        return any(self._is_identity(identity) for identity in identities)

    def _is_identity(self, identity: str) -> bool:
        principal = self.request.principal
        if principal.account is None:
            return False
        if identity == principal.account or re.fullmatch(rf"arn:[^:]+:iam::{principal.account}:root", identity):
            return True
        if principal.arn is None:
            return re.match(rf"arn:[^:]+:(iam|sts)::{principal.account}:", identity) is not None
        return identity == principal.arn

    def _action_matches(self, statement: Mapping[str, Any]) -> bool:
        def matches(patterns: Any) -> bool:
            action = self.request.action.lower()
            return any(_wildcard_matches(pattern.lower(), action) for pattern in _as_list(patterns))

        if "NotAction" in statement:
            return not matches(statement["NotAction"])
        return matches(statement.get("Action"))

    def _resource_matches(self, statement: Mapping[str, Any]) -> bool:
        def matches(patterns: Any) -> bool:
            return any(_wildcard_matches(self._insert_variables(p), self.request.resource) for p in _as_list(patterns))

        if "NotResource" in statement:
            return not matches(statement["NotResource"])
        # Trust policies have no Resource.
        return "Resource" not in statement or matches(statement["Resource"])

    def _conditions_match(self, conditions: Mapping[str, Mapping[str, Any]]) -> bool:
        return all(
            self._condition_matches(operator, key, [self._insert_variables(str(value)) for value in _values(expected)])
            for operator, expected_by_key in conditions.items()
            for key, expected in expected_by_key.items()
        )

    def _condition_matches(self, operator: str, key: str, expected: List[str]) -> bool:
        actual = self.context.get(key.lower())
        quantifier, _, operator = operator.rpartition(":")
        if operator == "Null":
            return (actual is None) == (expected[0].lower() == "true")
        if operator.endswith("IfExists"):
            if actual is None:
                return True
            operator = operator[: -len("IfExists")]
        negated = operator in _NEGATED_OPERATORS
        compare = _OPERATORS.get(_NEGATED_OPERATORS.get(operator, operator))
        if compare is None:
            return False
        if actual is None:
            return negated or quantifier == "ForAllValues"
        matches = (any(compare(pattern, value) for pattern in expected) != negated for value in actual)
        # A key with several values needs a quantifier; with one value all and any are the same.
        return any(matches) if quantifier == "ForAnyValue" else all(matches)

    def _insert_variables(self, text: str) -> str:
        def value_of(match: "re.Match[str]") -> str:
            values = self.context.get(match[1].lower())
            return values[0] if values else match[0]

        return re.sub(r"\$\{([^}]+)\}", value_of, text)


def _wildcard_matches(pattern: str, text: str) -> bool:
    expression = "".join(".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.fullmatch(expression, text, re.DOTALL) is not None


def _arn_matches(pattern: str, arn: str) -> bool:
    """ArnLike and ArnEquals compare each of the six parts of an ARN on its own."""
    patterns, parts = pattern.split(":", 5), arn.split(":", 5)
    if len(patterns) != 6 or len(parts) != 6:
        return pattern == arn
    return all(_wildcard_matches(*pair) for pair in zip(patterns, parts))


def _is_number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    def compare_numbers(expected: str, actual: str) -> bool:
        try:
            return compare(float(actual), float(expected))
        except ValueError:
            return False

    return compare_numbers


_OPERATORS: Dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda expected, actual: expected == actual,
    "StringEqualsIgnoreCase": lambda expected, actual: expected.lower() == actual.lower(),
    "StringLike": _wildcard_matches,
    "ArnEquals": _arn_matches,
    "ArnLike": _arn_matches,
    "Bool": lambda expected, actual: expected.lower() == actual.lower(),
    "NumericEquals": _is_number(lambda actual, expected: actual == expected),
    "NumericLessThan": _is_number(lambda actual, expected: actual < expected),
    "NumericLessThanEquals": _is_number(lambda actual, expected: actual <= expected),
    "NumericGreaterThan": _is_number(lambda actual, expected: actual > expected),
    "NumericGreaterThanEquals": _is_number(lambda actual, expected: actual >= expected),
}
_NEGATED_OPERATORS = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
}


def _values(expected: Any) -> List[str]:
    """The expected values of a condition; JSON booleans are written as IAM writes them."""
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in _as_list(expected)]


def _as_list(value: Any) -> List[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
