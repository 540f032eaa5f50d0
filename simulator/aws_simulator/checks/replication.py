"""The replication of a bucket, as it comes from XML: lists of one are no lists, and numbers are text.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
"""

from __future__ import annotations

from typing import Any, Dict, List

from aws_simulator.checks.problems import parse_arn, twice
from aws_simulator.checks.s3_errors import malformed, refused
from aws_simulator.grants import find_bucket, find_role

MAXIMUM_RULES = 1000
MAXIMUM_ID = 255
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
MINUTES_OF_TIME_CONTROL = "15"

Rule = Dict[str, Any]


def check_replication(bucket: Any, replication: Dict[str, Any]) -> None:
    """Raise the error with which S3 refuses the replication of a bucket."""
    rules = _as_list(replication.get("Rule"))
    if not rules or len(rules) > MAXIMUM_RULES or not replication.get("Role"):
        raise malformed()
    arn = parse_arn(replication["Role"])
    if arn is None or arn.service != "iam" or not arn.resource.startswith("role/"):
        raise refused("InvalidArgument", "Invalid Role ARN")
    if find_role(replication["Role"]) is None:
        raise refused("InvalidArgument", f"The role {replication['Role']} does not exist.")
    ids = [rule["ID"] for rule in rules if rule.get("ID")]
    if any(len(rule_id) > MAXIMUM_ID for rule_id in ids):
        raise refused("InvalidArgument", f"Rule Id must not be longer than {MAXIMUM_ID}")
    if twice(ids) is not None:
        raise refused("InvalidArgument", "Rule Id must be unique. Found same Id for more than one rule")
    if len({"Filter" in rule for rule in rules}) > 1:
        raise refused("InvalidRequest", "All rules must have either a Filter or a Prefix.")
    priorities = [rule["Priority"] for rule in rules if rule.get("Priority")]
    if twice(priorities) is not None:
        raise refused("InvalidRequest", f"Found duplicate priorities: {twice(priorities)}")
    for rule in rules:
        _check_form(rule)
        _check_destination(bucket, rule)
        _check_encryption(rule)


def _check_form(rule: Rule) -> None:
    if rule.get("Status") not in ("Enabled", "Disabled") or ("Filter" in rule and "Prefix" in rule):
        raise malformed()
    if "Filter" not in rule:
        return
    for name in ("Priority", "DeleteMarkerReplication"):
        if not rule.get(name):
            message = f"{name} must be specified for this version of Cross Region Replication configuration schema."
            raise refused("InvalidRequest", message)
    rule_filter = rule["Filter"] or {}
    has_tags = "Tag" in rule_filter or "Tag" in (rule_filter.get("And") or {})
    if has_tags and rule["DeleteMarkerReplication"].get("Status") == "Enabled":
        raise refused("InvalidRequest", "Delete marker replication is not supported if any Tag filter is specified.")


def _check_destination(bucket: Any, rule: Rule) -> None:
    destination = rule.get("Destination") or {}
    arn = parse_arn(destination.get("Bucket"))
    name = destination.get("Bucket", "").rpartition(":::")[2]
    if arn is None or arn.service != "s3" or arn.region or arn.account or "/" in name:
        raise refused("InvalidArgument", "Invalid bucket ARN.")
    if name == bucket.name:
        raise refused("InvalidRequest", "Destination bucket cannot be the same as the source bucket.")
    target = find_bucket(name)
    if target is None:
        raise refused("InvalidRequest", "Destination bucket must exist.")
    if target.versioning_status != "Enabled":
        raise refused("InvalidRequest", "Destination bucket must have versioning enabled.")
    owner = destination.get("Account")
    if owner and owner != target.account_id:
        raise refused("InvalidRequest", "Account in the destination is not the owner of the destination bucket.")
    if destination.get("AccessControlTranslation") and not owner:
        raise refused("InvalidRequest", "Account must be specified with AccessControlTranslation.")
    time = destination.get("ReplicationTime")
    if time and not destination.get("Metrics"):
        raise refused("InvalidRequest", "Metrics must be specified with ReplicationTime.")
    for setting in (time, destination.get("Metrics")):
        minutes = (setting or {}).get("Time") or (setting or {}).get("EventThreshold") or {}
        if minutes.get("Minutes", MINUTES_OF_TIME_CONTROL) != MINUTES_OF_TIME_CONTROL:
            raise refused("InvalidArgument", f"The only value allowed is {MINUTES_OF_TIME_CONTROL} minutes.")


def _check_encryption(rule: Rule) -> None:
    criteria = (rule.get("SourceSelectionCriteria") or {}).get("SseKmsEncryptedObjects") or {}
    configuration = (rule.get("Destination") or {}).get("EncryptionConfiguration")
    if criteria.get("Status") == "Enabled" and not (configuration or {}).get("ReplicaKmsKeyID"):
        message = "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present."
        raise refused("InvalidRequest", message)
    if configuration and not criteria:
        message = "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present."
        raise refused("InvalidRequest", message)


def _as_list(value: Any) -> List[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
