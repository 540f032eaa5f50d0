"""CIS scans that were run, what they found, and who sees it.

https://docs.aws.amazon.com/inspector/latest/user/scanning-cis.html
"""
from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple

from aws_simulator.context import now, random_id, random_uuid, store_of
from aws_simulator.inspector.membership import accounts_managed_by, administrator_of

SERVICE = "inspector2"
IN_PROGRESS, COMPLETED = "IN_PROGRESS", "COMPLETED"
SCAN_STATUSES = ("FAILED", COMPLETED, "CANCELLED", IN_PROGRESS)
PASSED, FAILED, SKIPPED = "PASSED", "FAILED", "SKIPPED"
CHECK_STATUSES = (PASSED, FAILED, SKIPPED)
TARGET_STATUSES = ("TIMED_OUT", "CANCELLED", "COMPLETED")
TARGET_STATUS_REASONS = ("SCAN_IN_PROGRESS", "UNSUPPORTED_OS", "SSM_UNMANAGED")
DEFAULT_PLATFORM = "AMAZON_LINUX_2023"

Scan = Dict[str, Any]
# What an instance has of a scan: who it is, and its checks.
Target = Dict[str, Any]

DEFAULT_CHECKS: Tuple[Mapping[str, Any], ...] = (
    {"checkId": "1.1.1.1", "title": "Ensure mounting of cramfs filesystems is disabled", "status": PASSED},
    {"checkId": "5.2.4", "title": "Ensure SSH access is limited", "status": FAILED},
    {"checkId": "1.7.1", "title": "Ensure message of the day is configured properly", "status": SKIPPED},
)


def scans_of(owner: str, region: str) -> Dict[str, Scan]:
    """The scans that an account scheduled, by their ARNs."""
    return store_of(SERVICE, owner, region, "cis scans")


def make_scan(owner: str, region: str, configuration: Mapping[str, Any], status: str, targets: List[Target]) -> Scan:
    """A scan of a configuration, with what it found."""
    arn = f"arn:aws:inspector2:{region}:{owner}:owner/{owner}/cis-scan/{random_uuid()}"
    scan = {
        "scanArn": arn,
        "scanConfigurationArn": configuration["scanConfigurationArn"],
        "status": status,
        "scanName": configuration["scanName"],
        "scanDate": now(),
        "targets": configuration["targets"],
        "scheduledBy": owner,
        "securityLevel": configuration["securityLevel"],
        "found": targets,
    }
    scans_of(owner, region)[arn] = scan
    return scan


def make_target(owner: str, region: str, account: str, tags: Mapping[str, Any], given: Mapping[str, Any]) -> Target:
    """An instance with what is given, and made up checks for the rest."""
    checks = given.get("checks", DEFAULT_CHECKS) if given.get("status", COMPLETED) == COMPLETED else ()
    return {
        "accountId": account,
        "targetResourceId": given.get("resourceId") or random_id("i-"),
        "targetResourceTags": {key: values if isinstance(values, list) else [values] for key, values in tags.items()},
        "platform": given.get("platform", DEFAULT_PLATFORM),
        "targetStatus": given.get("status", COMPLETED),
        "targetStatusReason": given.get("reason"),
        "checks": [_check(owner, region, check) for check in checks],
    }


def _check(owner: str, region: str, given: Mapping[str, Any]) -> Dict[str, Any]:
    arn = f"arn:aws:inspector2:{region}:{owner}:owner/{owner}/cis-finding/{random_uuid()}"
    return {
        "title": f"Check {given['checkId']}",
        "checkDescription": "",
        "remediation": "",
        "level": "LEVEL_1",
        "status": PASSED,
        "findingArn": arn,
        **given,
    }


def counts_of(checks: List[Dict[str, Any]]) -> Dict[str, int]:
    """How many checks passed, failed and were skipped."""
    statuses = [check["status"] for check in checks]
    return {status.lower(): statuses.count(status) for status in CHECK_STATUSES}


def describe(scan: Scan, targets: List[Target]) -> Dict[str, Any]:
    """A scan as ListCisScans returns it, to somebody who sees these targets."""
    checks = [check for target in targets for check in target["checks"]]
    described = {name: value for name, value in scan.items() if name != "found"}
    return {**described, "failedChecks": counts_of(checks)["failed"], "totalChecks": len(checks)}


def seen_by(account: str, region: str, level: Optional[str] = None) -> Iterator[Tuple[Scan, List[Target]]]:
    """The scans that an account sees, and which targets of them.

    It sees what it scheduled. The delegated administrator also sees what its members did (the level MEMBER), and a
    member of its administrator's scans what is about its own instances.
    """
    if level in (None, "ORGANIZATION"):
        yield from ((scan, scan["found"]) for scan in scans_of(account, region).values())
    administrator = administrator_of(account, region)
    if administrator != account and level in (None, "ORGANIZATION"):
        for scan in scans_of(administrator, region).values():
            own = [target for target in scan["found"] if target["accountId"] == account]
            if own:
                yield scan, own
    if level in (None, "MEMBER"):
        for member in accounts_managed_by(account, region):
            yield from ((scan, scan["found"]) for scan in scans_of(member, region).values())


def _of_targets(name: str) -> Callable[[Any], List[Any]]:
    return lambda seen: [target[name] for target in seen[1]]


def _tags(targets: List[Target]) -> List[Any]:
    return [
        (key, value) for target in targets for key, values in target["targetResourceTags"].items() for value in values
    ]


# https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScansFilterCriteria.html
SCAN_FIELDS: Dict[str, Callable[[Any], List[Any]]] = {
    "scanNameFilters": lambda seen: [seen[0]["scanName"]],
    "scanStatusFilters": lambda seen: [seen[0]["status"]],
    "scanAtFilters": lambda seen: [seen[0]["scanDate"]],
    "scanConfigurationArnFilters": lambda seen: [seen[0]["scanConfigurationArn"]],
    "scanArnFilters": lambda seen: [seen[0]["scanArn"]],
    "scheduledByFilters": lambda seen: [seen[0]["scheduledBy"]],
    "failedChecksFilters": lambda seen: [describe(*seen)["failedChecks"]],
    "targetAccountIdFilters": lambda seen: seen[0]["targets"]["accountIds"],
    "targetResourceIdFilters": _of_targets("targetResourceId"),
    "targetResourceTagFilters": lambda seen: _tags(seen[1]),
}

# https://docs.aws.amazon.com/inspector/v2/APIReference/API_CisScanResultsAggregatedByTargetResourceFilterCriteria.html
TARGET_FIELDS: Dict[str, Callable[[Target], List[Any]]] = {
    "accountIdFilters": lambda target: [target["accountId"]],
    "statusFilters": lambda target: [check["status"] for check in target["checks"]],
    "checkIdFilters": lambda target: [check["checkId"] for check in target["checks"]],
    "targetResourceIdFilters": lambda target: [target["targetResourceId"]],
    "targetResourceTagFilters": lambda target: _tags([target]),
    "platformFilters": lambda target: [target["platform"]],
    "targetStatusFilters": lambda target: [target["targetStatus"]],
    "targetStatusReasonFilters": lambda target: [target["targetStatusReason"]],
    "failedChecksFilters": lambda target: [counts_of(target["checks"])["failed"]],
}

# https://docs.aws.amazon.com/inspector/v2/APIReference/API_CisScanResultDetailsFilterCriteria.html
DETAIL_FIELDS: Dict[str, Callable[[Dict[str, Any]], List[Any]]] = {
    "findingStatusFilters": lambda check: [check["status"]],
    "checkIdFilters": lambda check: [check["checkId"]],
    "titleFilters": lambda check: [check["title"]],
    "securityLevelFilters": lambda check: [check["level"]],
    "findingArnFilters": lambda check: [check["findingArn"]],
}

# https://docs.aws.amazon.com/inspector/v2/APIReference/API_CisScanResultsAggregatedByChecksFilterCriteria.html
CHECK_FIELDS: Dict[str, Callable[[Dict[str, Any]], List[Any]]] = {
    "accountIdFilters": lambda check: [check["accountId"]],
    "checkIdFilters": lambda check: [check["checkId"]],
    "titleFilters": lambda check: [check["title"]],
    "platformFilters": lambda check: [check["platform"]],
    "failedResourcesFilters": lambda check: [check["statusCounts"]["failed"]],
    "securityLevelFilters": lambda check: [check["level"]],
}
