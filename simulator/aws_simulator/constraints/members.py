"""Checks a parsed request against the constraints of its operation's input in botocore's model."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping

from aws_simulator.constraints.patterns import matcher

# Appends what is wrong with a value; the path says where the value is.
Check = Callable[[Any, str, List[str]], None]

_SCALARS = ("string", "blob", "integer", "long", "float", "double")


class InputCheck:
    """The checks of a service's shapes. A shape is compiled when a value of it is first seen: some contain themselves."""

    def __init__(self, shapes: Mapping[str, Mapping[str, Any]]):
        self._shapes = shapes
        self._checks: Dict[str, Check] = {}

    def problems(self, shape_name: str, value: Any) -> List[str]:
        """What AWS would say about a value of a shape, a line for each constraint that it does not satisfy."""
        found: List[str] = []
        self._check(shape_name, value, "", found)
        return found

    def _check(self, shape_name: str, value: Any, path: str, found: List[str]) -> None:
        check = self._checks.get(shape_name)
        if check is None:
            check = self._checks[shape_name] = self._compile(self._shapes[shape_name])
        check(value, path, found)

    def _compile(self, shape: Mapping[str, Any]) -> Check:
        if shape["type"] == "structure":
            return self._structure(shape)
        if shape["type"] == "list":
            return self._list(shape)
        if shape["type"] == "map":
            return self._map(shape)
        if shape["type"] in _SCALARS:
            return _scalar(shape)
        return _nothing

    def _structure(self, shape: Mapping[str, Any]) -> Check:
        required = shape.get("required") or []
        members = {name: member["shape"] for name, member in shape["members"].items()}

        def check(value: Any, path: str, found: List[str]) -> None:
            if not isinstance(value, Mapping):
                return
            for name in required:
                if value.get(name) is None:
                    found.append(_problem("null", _inside(path, name), "Member must not be null"))
            for name, member in value.items():
                if member is not None and name in members:
                    self._check(members[name], member, _inside(path, name), found)

        return check

    def _list(self, shape: Mapping[str, Any]) -> Check:
        member, check_length = shape["member"]["shape"], _length(shape)

        def check(value: Any, path: str, found: List[str]) -> None:
            if not isinstance(value, list):
                return
            check_length(value, path, found)
            for position, entry in enumerate(value, 1):
                if entry is not None:
                    self._check(member, entry, f"{path}.{position}.member", found)

        return check

    def _map(self, shape: Mapping[str, Any]) -> Check:
        key_shape, value_shape, check_length = shape["key"]["shape"], shape["value"]["shape"], _length(shape)

        def check(value: Any, path: str, found: List[str]) -> None:
            if not isinstance(value, Mapping):
                return
            check_length(value, path, found)
            for key, entry in value.items():
                self._check(key_shape, key, f"{path}.{key}.key", found)
                if entry is not None:
                    self._check(value_shape, entry, f"{path}.{key}.value", found)

        return check


def _scalar(shape: Mapping[str, Any]) -> Check:
    if shape["type"] in ("string", "blob"):
        checks = [_length(shape)] if "min" in shape or "max" in shape else []
        if "enum" in shape:
            checks.append(_enum(shape))
        elif "pattern" in shape:
            checks.append(_pattern(shape))
    else:
        checks = [_range(shape)] if "min" in shape or "max" in shape else []
    if not checks:
        return _nothing

    def check(value: Any, path: str, found: List[str]) -> None:
        for one in checks:
            one(value, path, found)

    return check


def _nothing(value: Any, path: str, found: List[str]) -> None:
    """A value without constraints."""


def _length(shape: Mapping[str, Any]) -> Check:
    least, most = shape.get("min", 0), shape.get("max")

    def check(value: Any, path: str, found: List[str]) -> None:
        if not hasattr(value, "__len__"):
            return
        if len(value) < least:
            found.append(_problem(value, path, f"Member must have length greater than or equal to {least}"))
        elif most is not None and len(value) > most:
            found.append(_problem(value, path, f"Member must have length less than or equal to {most}"))

    return check


def _range(shape: Mapping[str, Any]) -> Check:
    least, most = shape.get("min"), shape.get("max")

    def check(value: Any, path: str, found: List[str]) -> None:
        if not isinstance(value, (int, float)):
            return
        if least is not None and value < least:
            found.append(_problem(value, path, f"Member must have value greater than or equal to {least}"))
        elif most is not None and value > most:
            found.append(_problem(value, path, f"Member must have value less than or equal to {most}"))

    return check


def _enum(shape: Mapping[str, Any]) -> Check:
    known = frozenset(shape["enum"])

    def check(value: Any, path: str, found: List[str]) -> None:
        if isinstance(value, str) and value not in known:
            values = ", ".join(shape["enum"])
            found.append(_problem(value, path, f"Member must satisfy enum value set: [{values}]"))

    return check


def _pattern(shape: Mapping[str, Any]) -> Check:
    matches = matcher(shape["pattern"])
    if matches is None:
        return _nothing

    def check(value: Any, path: str, found: List[str]) -> None:
        if isinstance(value, str) and not matches(value):
            found.append(_problem(value, path, f"Member must satisfy regular expression pattern: {shape['pattern']}"))

    return check


def _inside(path: str, name: str) -> str:
    member = name[0].lower() + name[1:]
    return f"{path}.{member}" if path else member


def _problem(value: Any, path: str, constraint: str) -> str:
    shown = value if value == "null" and constraint.endswith("null") else f"'{value}'"
    return f"Value {shown} at '{path}' failed to satisfy constraint: {constraint}"
