"""Which events a trail records, by its event selectors.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
"""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

Event = Dict[str, Any]

MANAGEMENT, DATA, NETWORK_ACTIVITY = "Management", "Data", "NetworkActivity"

_SELECT: Dict[str, Callable[[str, str], bool]] = {
    "Equals": lambda value, wanted: value == wanted,
    "StartsWith": lambda value, wanted: value.startswith(wanted),
    "EndsWith": lambda value, wanted: value.endswith(wanted),
}
_DESELECT = {"NotEquals": "Equals", "NotStartsWith": "StartsWith", "NotEndsWith": "EndsWith"}
OPERATORS = (*_SELECT, *_DESELECT)


def category_of(event: Event) -> str:
    """The category of an event; records of old versions do not say it."""
    return event.get("eventCategory") or (DATA if event.get("managementEvent") is False else MANAGEMENT)


def selected_by(trail: Any, event: Event) -> Optional[str]:
    """The name of the selector that has a trail record an event, or None where it does not record it."""
    if trail.advanced_event_selectors:
        for selector in trail.advanced_event_selectors:
            if _holds(selector["FieldSelectors"], event):
                return selector.get("Name") or "an advanced event selector"
        return None
    # https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
    for selector in trail.event_selectors or [{}]:
        if _matches_basic(selector, event):
            return "an event selector"
    return None


def _holds(field_selectors: List[Dict[str, Any]], event: Event) -> bool:
    types = [t for s in field_selectors if s["Field"] == "resources.type" for t in s.get("Equals", [])]
    return all(_condition(selector, _values(selector["Field"], event, types)) for selector in field_selectors)


def _condition(selector: Dict[str, Any], values: List[str]) -> bool:
    """SELECT operators are joined by or, DESELECT operators leave an event out, and both have to agree."""
    wanted = [(test, text) for name, test in _SELECT.items() for text in selector.get(name) or []]
    unwanted = [(_SELECT[of], text) for name, of in _DESELECT.items() for text in selector.get(name) or []]
    return (not wanted or any(test(value, text) for test, text in wanted for value in values)) and not any(
        test(value, text) for test, text in unwanted for value in values
    )


def _values(field: str, event: Event, types: List[str]) -> List[str]:
    resources = event.get("resources") or []
    if field == "eventCategory":
        return [category_of(event)]
    if field == "resources.type":
        return [resource["type"] for resource in resources if "type" in resource]
    if field == "resources.ARN":
        # Records name others besides, such as the bucket of an object.
        own = [resource for resource in resources if resource.get("type") in types]
        return [resource[key] for resource in own for key in ("ARN", "ARNPrefix") if key in resource]
    if field == "userIdentity.arn":
        arn = (event.get("userIdentity") or {}).get("arn")
        return [arn] if arn else []
    value = event.get(field)
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(value)] if value is not None else []


def _matches_basic(selector: Dict[str, Any], event: Event) -> bool:
    direction = selector.get("ReadWriteType") or "All"
    if direction != "All" and (event.get("readOnly") is True) != (direction == "ReadOnly"):
        return False
    category = category_of(event)
    if category == MANAGEMENT:
        excluded = selector.get("ExcludeManagementEventSources") or []
        return selector.get("IncludeManagementEvents", True) is not False and event.get("eventSource") not in excluded
    if category != DATA:
        return False
    return any(
        arn.startswith(value)
        for data_resource in selector.get("DataResources") or []
        for value in data_resource.get("Values") or []
        for arn in _values("resources.ARN", event, [data_resource.get("Type", "")])
    )
