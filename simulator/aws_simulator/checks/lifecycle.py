"""The lifecycle rules of a bucket, as they come from XML: lists of one are no lists, and numbers are text.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional

from aws_simulator.checks.problems import twice
from aws_simulator.checks.s3_errors import malformed, refused

MAXIMUM_RULES = 1000
MAXIMUM_ID = 255
MAXIMUM_KEPT_VERSIONS = 100
# Objects only go down this list.
STORAGE_CLASSES = ("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
INFREQUENT = ("STANDARD_IA", "ONEZONE_IA")
DAYS_BEFORE_INFREQUENT = 30
ACTIONS = (
    "Expiration",
    "Transition",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionTransition",
    "AbortIncompleteMultipartUpload",
)
_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\d(T00:00:00(\.0+)?(Z|\+00:?00)?)?")

Rule = Dict[str, Any]


def check_lifecycle(rules: List[Rule]) -> None:
    """Raise the error with which S3 refuses the rules of a bucket."""
    if len(rules) > MAXIMUM_RULES:
        raise malformed()
    ids = [rule["ID"] for rule in rules if rule.get("ID")]
    if any(len(rule_id) > MAXIMUM_ID for rule_id in ids):
        raise refused("InvalidArgument", f"ID length should not exceed allowed limit of {MAXIMUM_ID}")
    if twice(ids) is not None:
        message = f"Rule ID must be unique. Found same ID for more than one rule: {twice(ids)}"
        raise refused("InvalidArgument", message)
    for rule in rules:
        _check_rule(rule)


def _check_rule(rule: Rule) -> None:
    if rule.get("Status") not in ("Enabled", "Disabled") or not ("Filter" in rule or "Prefix" in rule):
        raise malformed()
    if not any(rule.get(action) for action in ACTIONS):
        raise refused("InvalidRequest", "At least one action needs to be specified in a rule")
    _check_filter(rule)
    _check_current(rule)
    _check_noncurrent(rule)
    days = (rule.get("AbortIncompleteMultipartUpload") or {}).get("DaysAfterInitiation")
    if days is not None and _number(days) < 1:
        message = "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer"
        raise refused("InvalidArgument", message)


def _check_filter(rule: Rule) -> None:
    rule_filter = rule.get("Filter") or {}
    both = rule_filter.get("And") or {}
    if len(rule_filter) > 1:
        raise malformed()
    if "And" in rule_filter and sum(len(_as_list(value)) if name == "Tag" else 1 for name, value in both.items()) < 2:
        raise malformed()
    tags = _as_list(rule_filter.get("Tag")) + _as_list(both.get("Tag"))
    if twice([tag.get("Key") for tag in tags]) is not None:
        raise refused("InvalidRequest", "Duplicate Tag Keys are not allowed.")
    conditions = {**rule_filter, **both}
    _check_sizes(conditions.get("ObjectSizeGreaterThan"), conditions.get("ObjectSizeLessThan"))
    if tags and (rule.get("Expiration") or {}).get("ExpiredObjectDeleteMarker") is not None:
        raise refused("InvalidRequest", "ExpiredObjectDeleteMarker cannot be specified with Tags.")
    if not rule.get("AbortIncompleteMultipartUpload"):
        return
    if tags:
        raise refused("InvalidRequest", "AbortIncompleteMultipartUpload cannot be specified with Tags.")
    for name in ("ObjectSizeGreaterThan", "ObjectSizeLessThan"):
        if name in conditions:
            raise refused("InvalidRequest", f"AbortIncompleteMultipartUpload cannot be specified with {name}.")


def _check_sizes(greater: Any, less: Any) -> None:
    if greater is not None and _number(greater) < 0:
        raise refused("InvalidRequest", "'ObjectSizeGreaterThan' should be a non-negative integer")
    if less is not None and _number(less) < 1:
        raise refused("InvalidRequest", "'ObjectSizeLessThan' should be a positive integer")
    if greater is not None and less is not None and _number(greater) >= _number(less):
        raise refused("InvalidRequest", "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.")


def _check_current(rule: Rule) -> None:
    expiration = rule.get("Expiration") or {}
    transitions = _as_list(rule.get("Transition"))
    for action in [expiration, *transitions]:
        _check_time(action)
    given = {name for action in [expiration, *transitions] for name in ("Days", "Date") if action.get(name)}
    if len(given) > 1:
        message = "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter"
        raise refused("InvalidRequest", message)
    if expiration.get("Days") is not None and _number(expiration["Days"]) < 1:
        raise refused("InvalidArgument", "'Days' for Expiration action must be a positive integer")
    _check_transitions("Transition", "Days", transitions, expiration.get("Days"))
    for transition in transitions:
        if expiration.get("Date") and (transition.get("Date") or "") >= expiration["Date"]:
            message = "'Date' in the Expiration action must be later than 'Date' in the Transition action"
            raise refused("InvalidArgument", message)


def _check_time(action: Dict[str, Any]) -> None:
    if action.get("Days") is not None and action.get("Date") is not None:
        raise malformed()
    if action.get("Date") is not None and not _MIDNIGHT.fullmatch(action["Date"]):
        raise refused("InvalidArgument", "'Date' must be at midnight GMT")


def _check_noncurrent(rule: Rule) -> None:
    expiration = rule.get("NoncurrentVersionExpiration") or {}
    transitions = _as_list(rule.get("NoncurrentVersionTransition"))
    days = expiration.get("NoncurrentDays")
    if days is not None and _number(days) < 1:
        message = "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"
        raise refused("InvalidArgument", message)
    for action in [expiration, *transitions]:
        kept = action.get("NewerNoncurrentVersions")
        if kept is not None and not 1 <= _number(kept) <= MAXIMUM_KEPT_VERSIONS:
            message = f"'NewerNoncurrentVersions' must be a positive integer, at most {MAXIMUM_KEPT_VERSIONS}"
            raise refused("InvalidArgument", message)
    _check_transitions("NoncurrentVersionTransition", "NoncurrentDays", transitions, days)


def _check_transitions(kind: str, unit: str, transitions: List[Dict[str, Any]], expiration: Optional[str]) -> None:
    classes = [transition.get("StorageClass") for transition in transitions]
    if any(storage_class not in STORAGE_CLASSES for storage_class in classes):
        raise malformed()
    if twice(classes) is not None:
        raise refused("InvalidRequest", f"'StorageClass' must be different for '{kind}' actions in same 'Rule'")
    by_days = [transition for transition in transitions if transition.get(unit) is not None]
    for transition in by_days:
        days, storage_class = _number(transition[unit]), transition["StorageClass"]
        if days < 0:
            raise refused("InvalidArgument", f"'{unit}' in the {kind} action must be nonnegative")
        if storage_class in INFREQUENT and days < DAYS_BEFORE_INFREQUENT:
            message = (
                f"'{unit}' in {kind} action must be greater than or equal to {DAYS_BEFORE_INFREQUENT} for storageClass"
            )
            raise refused("InvalidArgument", f"{message} '{storage_class}'")
        if expiration is not None and days >= _number(expiration):
            message = f"'{unit}' in the Expiration action must be greater than '{unit}' in the {kind} action"
            raise refused("InvalidArgument", message)
    ordered = sorted(by_days, key=lambda transition: STORAGE_CLASSES.index(transition["StorageClass"]))
    for earlier, later in zip(ordered, ordered[1:]):
        stay = DAYS_BEFORE_INFREQUENT if earlier["StorageClass"] in INFREQUENT else 1
        if _number(later[unit]) < _number(earlier[unit]) + stay:
            raise refused(
                "InvalidArgument",
                f"'{unit}' in the '{later['StorageClass']}' {kind} action must be {stay} days more than '{unit}' "
                f"in the '{earlier['StorageClass']}' {kind} action",
            )


def _number(text: Any) -> int:
    if re.fullmatch(r"-?\d{1,18}", str(text).strip()) is None:
        raise malformed()
    return int(text)


def _as_list(value: Any) -> List[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
