"""Filters of findings, coverage and CIS results: what they compare, and whether something meets them.

https://docs.aws.amazon.com/inspector/v2/APIReference/API_FilterCriteria.html
"""
from __future__ import annotations

import datetime
from typing import Any, Callable, Dict, List, Mapping

# The values of a thing that a filter compares, by the name of the filter.
Fields = Mapping[str, Callable[[Dict[str, Any]], List[Any]]]

_STARTS = ("startInclusive", "lowerInclusive", "earliestScanStartTime")
_ENDS = ("endInclusive", "upperInclusive", "latestScanStartTime")


def meets(thing: Dict[str, Any], criteria: Mapping[str, Any], fields: Fields) -> bool:
    """Does it meet one filter of each kind, and none of those that exclude?"""
    for name, filters in criteria.items():
        if filters is None:
            continue
        if name not in fields:
            raise NotImplementedError(f"the filter {name}")
        values = [value for value in fields[name](thing) if value is not None]
        excluding = [one for one in filters if one.get("comparison") == "NOT_EQUALS"]
        including = [one for one in filters if one.get("comparison") != "NOT_EQUALS"]
        if any(one["value"] in values for one in excluding):
            return False
        if including and not any(_matches(value, one) for value in values for one in including):
            return False
    return True


def _matches(value: Any, one: Dict[str, Any]) -> bool:
    if "key" in one:  # a tag
        return value[0] == one["key"] and one.get("value") in (None, value[1])
    if "comparison" in one:
        return value.startswith(one["value"]) if one["comparison"] == "PREFIX" else value == one["value"]
    if "beginInclusive" in one:  # a range of ports
        return _lies_between(value, one.get("beginInclusive"), one.get("endInclusive"))
    start = next((one[name] for name in _STARTS if one.get(name) is not None), None)
    end = next((one[name] for name in _ENDS if one.get(name) is not None), None)
    if isinstance(value, datetime.datetime):
        start, end = _time(start), _time(end)
    return _lies_between(value, start, end)


def _lies_between(value: Any, start: Any, end: Any) -> bool:
    return (start is None or start <= value) and (end is None or value <= end)


def _time(value: Any) -> Any:
    if isinstance(value, (int, float)):
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=datetime.timezone.utc)
    return value
