"""The rules of composite alarms.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

from __future__ import annotations

import re
from typing import List, Optional

MAXIMUM_ALARMS, MAXIMUM_ELEMENTS = 100, 500
_TOKEN = re.compile(r"\s*(?:(\(|\)|,)|\"((?:[^\"\\]|\\.)*)\"|([^\s(),\"]+))")
_STATES = frozenset(("ALARM", "OK", "INSUFFICIENT_DATA"))


class RuleError(Exception):
    """A rule that CloudWatch refuses."""


def alarms_of_rule(rule: str) -> List[str]:
    """The names or ARNs of the alarms that a rule refers to, once it is known to be one."""
    reader = _Reader(rule)
    reader.alternatives()
    if reader.peek() is not None:
        raise RuleError(f"unexpected {reader.peek()}")
    names = list(dict.fromkeys(reader.names))
    if len(names) > MAXIMUM_ALARMS:
        raise RuleError(f"it refers to more than {MAXIMUM_ALARMS} alarms")
    return names


class _Reader:
    """Reads a rule by recursive descent: OR binds weaker than AND, which binds weaker than NOT."""

    def __init__(self, rule: str):
        self.tokens = _tokens(rule)
        self.names: List[str] = []
        self.position = 0
        self.elements = 0

    def peek(self) -> Optional[str]:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def take(self, *expected: str) -> str:
        token = self.peek()
        if token is None or (expected and token not in expected):
            raise RuleError(f"expected {' or '.join(expected) or 'more'}, got {token or 'the end'}")
        self.position += 1
        return token

    def count(self, elements: int) -> None:
        """Elements are alarms, TRUE and FALSE, and parentheses other than those around an alarm."""
        self.elements += elements
        if self.elements > MAXIMUM_ELEMENTS:
            raise RuleError(f"it has more than {MAXIMUM_ELEMENTS} elements")

    def take_name(self) -> None:
        self.count(1)
        self.names.append(self.take().strip('"'))

    def alternatives(self) -> None:
        self.operand()
        while self.peek() in ("AND", "OR"):
            self.take()
            self.operand()

    def operand(self) -> None:
        token = self.take()
        if token == "NOT":
            self.operand()
        elif token == "(":
            self.count(2)
            self.alternatives()
            self.take(")")
        elif token == "AT_LEAST":
            self.at_least()
        elif token in _STATES:
            self.take("(")
            self.take_name()
            self.take(")")
        elif token in ("TRUE", "FALSE"):
            self.count(1)
        else:
            raise RuleError(f"unexpected {token}")

    def at_least(self) -> None:
        """``AT_LEAST(2, ALARM, (a, b, c))``"""
        self.take("(")
        if not re.fullmatch(r"\d+%?", self.take()):
            raise RuleError("AT_LEAST begins with a number")
        self.take(",")
        if self.peek() == "NOT":
            self.take()
        self.take(*sorted(_STATES))
        self.take(",")
        self.take("(")
        self.take_name()
        while self.peek() == ",":
            self.take()
            self.take_name()
        self.take(")")
        self.take(")")


def _tokens(rule: str) -> List[str]:
    tokens, position, text = [], 0, rule.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise RuleError(f"cannot be read at {position}")
        tokens.append(match[1] or (f'"{match[2]}"' if match[2] is not None else match[3]))
        position = match.end()
    return tokens
