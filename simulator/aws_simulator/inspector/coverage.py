"""Which resources Inspector scans, which it does not, and why.

https://docs.aws.amazon.com/inspector/latest/user/assessing-coverage.html
"""
from __future__ import annotations

from typing import Any, Callable, Dict, List

from aws_simulator.context import store_of

SERVICE = "inspector2"
Covered = Dict[str, Any]

SUCCESSFUL = {"statusCode": "ACTIVE", "reason": "SUCCESSFUL"}


def coverage_of(account: str, region: str) -> Dict[str, Covered]:
    """The resources that are scanned, or not, and why, by resource and type of scan."""
    return store_of(SERVICE, account, region, "coverage")


def key_of(covered: Covered) -> str:
    """What a resource is kept by."""
    return f"{covered['resourceId']} {covered['scanType']}"


def _metadata(covered: Covered, kind: str, name: str) -> List[Any]:
    value = ((covered.get("resourceMetadata") or {}).get(kind) or {}).get(name)
    return value if isinstance(value, list) else [value]


def _tags(kind: str) -> Callable[[Covered], List[Any]]:
    return lambda covered: list((((covered.get("resourceMetadata") or {}).get(kind) or {}).get("tags") or {}).items())


# https://docs.aws.amazon.com/inspector/v2/APIReference/API_CoverageFilterCriteria.html
COVERAGE_FIELDS: Dict[str, Callable[[Covered], List[Any]]] = {
    **{
        name: (lambda covered, name=name: [covered.get(name)])
        for name in ("accountId", "lastScannedAt", "resourceId", "resourceType", "scanMode", "scanType")
    },
    "scanStatusCode": lambda covered: [covered["scanStatus"].get("statusCode")],
    "scanStatusReason": lambda covered: [covered["scanStatus"].get("reason")],
    "ec2InstanceTags": _tags("ec2"),
    "lambdaFunctionTags": _tags("lambdaFunction"),
    "ecrImageTags": lambda covered: _metadata(covered, "ecrImage", "tags"),
    "ecrRepositoryName": lambda covered: _metadata(covered, "ecrRepository", "name"),
    "lambdaFunctionName": lambda covered: _metadata(covered, "lambdaFunction", "functionName"),
    "lambdaFunctionRuntime": lambda covered: _metadata(covered, "lambdaFunction", "runtime"),
}

# By what ListCoverageStatistics counts.
# https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverageStatistics.html
GROUPS: Dict[str, Callable[[Covered], Any]] = {
    "SCAN_STATUS_CODE": lambda covered: covered["scanStatus"].get("statusCode"),
    "SCAN_STATUS_REASON": lambda covered: covered["scanStatus"].get("reason"),
    "ACCOUNT_ID": lambda covered: covered["accountId"],
    "RESOURCE_TYPE": lambda covered: covered["resourceType"],
    "ECR_REPOSITORY_NAME": lambda covered: _metadata(covered, "ecrRepository", "name")[0],
}
