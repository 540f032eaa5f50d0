"""The condition operators and the variables of policies.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""
from __future__ import annotations

import base64
import binascii
import datetime
import functools
import ipaddress
import operator as compare
import re
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Union

ContextValue = Union[str, Sequence[str]]


class PolicyError(ValueError):
    """A policy that AWS would not have taken: what it means for a request cannot be said."""


class Pattern:
    """A text of a policy in which the variables have their values: pieces, of which some are taken literally."""

    def __init__(self, pieces: Sequence[Tuple[str, bool]]):
        self.pieces = pieces
        self.text = "".join(text for text, _ in pieces)

    def matches(self, text: str) -> bool:
        """Is the text like the pattern, in which ``*`` and ``?`` are wildcards?"""
        if len(self.pieces) == 1 and not self.pieces[0][1]:
            return _regular_expression(self.pieces[0][0]).fullmatch(text) is not None
        expression = "".join(re.escape(piece) if literal else _expression(piece) for piece, literal in self.pieces)
        return re.fullmatch(expression, text, re.DOTALL) is not None

    def split(self, separator: str, most: int) -> List["Pattern"]:
        """The parts between separators; those in values of variables do not separate."""
        parts: List[List[Tuple[str, bool]]] = [[]]
        for text, literal in self.pieces:
            pieces = [text] if literal else text.split(separator, most - len(parts) + 1)
            parts[-1].append((pieces[0], literal))
            parts.extend([(piece, literal)] for piece in pieces[1:])
        return [Pattern(pieces) for pieces in parts]


class RequestContext:
    """The condition keys of a request. Their names are not case-sensitive."""

    def __init__(self, values: Mapping[str, ContextValue]):
        self._values: Dict[str, List[str]] = {
            key.lower(): [value] if isinstance(value, str) else [str(one) for one in value]
            for key, value in values.items()
        }

    def get(self, key: str) -> Optional[List[str]]:
        """The values of a key, or None where the request has no such key."""
        return self._values.get(key.lower())

    def pattern(self, text: str, with_variables: bool = True) -> Optional[Pattern]:
        """A text of a policy with the values of its variables, or None where one has no value and no default.

        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
        """
        if not with_variables or "${" not in text:
            return Pattern([(text, False)])
        pieces: List[Tuple[str, bool]] = []
        end = 0
        for match in _VARIABLE.finditer(text):
            value = self._value_of(match)
            if value is None:
                return None
            pieces += [(text[end : match.start()], False), (value, True)]
            end = match.end()
        return Pattern([*pieces, (text[end:], False)])

    def _value_of(self, variable: "re.Match[str]") -> Optional[str]:
        if variable["special"]:
            return variable["special"]
        values = self.get(variable["key"].strip())
        # A key that can have several values cannot be a variable.
        if values is not None and len(values) == 1:
            return values[0]
        return variable["default"]


_VARIABLE = re.compile(r"\$\{(?:(?P<special>[*?$])|(?P<key>[^},]+?)\s*(?:,\s*'(?P<default>[^']*)')?\s*)\}")


def conditions_hold(conditions: Mapping[str, Mapping[str, Any]], context: RequestContext, with_variables: bool) -> bool:
    """Do all conditions of a statement hold?"""
    return all(
        _holds(operator, context.get(key), [context.pattern(value, with_variables) for value in _texts(expected)])
        for operator, expected_by_key in conditions.items()
        for key, expected in expected_by_key.items()
    )


def _holds(operator: str, actual: Optional[List[str]], expected: List[Optional[Pattern]]) -> bool:
    quantifier, _, name = operator.rpartition(":")
    if quantifier not in ("", "ForAnyValue", "ForAllValues"):
        raise PolicyError(f"Unknown quantifier {quantifier} of a condition")
    if name == "Null":
        return (not actual) == any(pattern is not None and pattern.text.lower() == "true" for pattern in expected)
    if_exists = name.endswith("IfExists")
    name = name[: -len("IfExists")] if if_exists else name
    negated = name in _NEGATED_OPERATORS
    test = _OPERATORS.get(_NEGATED_OPERATORS.get(name, name))
    if test is None:
        raise PolicyError(f"Unknown condition operator {operator}")
    if not actual:
        return if_exists or quantifier == "ForAllValues" or (negated and quantifier == "")
    # A variable without a value is equal to nothing.
    results = [any(pattern is not None and test(pattern, value) for pattern in expected) != negated for value in actual]
    # A key with several values needs a quantifier; with one value all and any are the same.
    return any(results) if quantifier == "ForAnyValue" else all(results)


def _texts(expected: Any) -> List[str]:
    """The expected values of a condition; JSON booleans are written as IAM writes them."""
    values = expected if isinstance(expected, list) else [expected]
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values]


@functools.lru_cache(maxsize=4096)
def _regular_expression(pattern: str) -> "re.Pattern[str]":
    return re.compile(_expression(pattern), re.DOTALL)


def _expression(pattern: str) -> str:
    return "".join(".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)


def wildcard_matches(pattern: str, text: str) -> bool:
    """Is the text like the pattern, in which ``*`` and ``?`` are wildcards?"""
    return _regular_expression(pattern).fullmatch(text) is not None


def _arn_matches(pattern: Pattern, arn: str) -> bool:
    """ArnLike and ArnEquals compare each of the six parts of an ARN on its own."""
    patterns, parts = pattern.split(":", 5), arn.split(":", 5)
    if len(patterns) != 6 or len(parts) != 6:
        return pattern.text in (arn, "*")
    return all(part_pattern.matches(part) for part_pattern, part in zip(patterns, parts))


def _number(text: str) -> Optional[float]:
    try:
        return float(text)
    except ValueError:
        return None


def _date(text: str) -> Optional[float]:
    """A date of ISO 8601, or seconds since 1970."""
    if _number(text) is not None:
        return _number(text)
    try:
        date = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (date if date.tzinfo else date.replace(tzinfo=datetime.timezone.utc)).timestamp()


def _binary(text: str) -> Optional[bytes]:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _is_in_network(pattern: Pattern, address: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(pattern.text, strict=False)
    except ValueError:
        return False


def _compared(read: Callable[[str], Any], test: Callable[[Any, Any], bool]) -> Callable[[Pattern, str], bool]:
    """Both sides are read; what cannot be read equals nothing."""

    def compare_read(expected: Pattern, actual: str) -> bool:
        both = read(actual), read(expected.text)
        return None not in both and test(*both)

    return compare_read


def _ordered(kind: str, read: Callable[[str], Any]) -> Dict[str, Callable[[Pattern, str], bool]]:
    tests = {
        "Equals": compare.eq,
        "LessThan": compare.lt,
        "LessThanEquals": compare.le,
        "GreaterThan": compare.gt,
        "GreaterThanEquals": compare.ge,
    }
    return {f"{kind}{name}": _compared(read, test) for name, test in tests.items()}


_OPERATORS: Dict[str, Callable[[Pattern, str], bool]] = {
    "StringEquals": lambda expected, actual: expected.text == actual,
    "StringEqualsIgnoreCase": lambda expected, actual: expected.text.lower() == actual.lower(),
    "StringLike": Pattern.matches,
    "ArnEquals": _arn_matches,
    "ArnLike": _arn_matches,
    "Bool": lambda expected, actual: expected.text.lower() == actual.lower(),
    "BinaryEquals": _compared(_binary, compare.eq),
    "IpAddress": _is_in_network,
    **_ordered("Numeric", _number),
    **_ordered("Date", _date),
}
_NEGATED_OPERATORS = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
}
