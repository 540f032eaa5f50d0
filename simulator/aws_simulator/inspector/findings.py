"""What Inspector found, by account and Region, and which findings are suppressed.

https://docs.aws.amazon.com/inspector/latest/user/findings-understanding.html
"""
from __future__ import annotations

import datetime
from typing import Any, Callable, Dict, Iterator, List, Mapping

from aws_simulator.context import now, random_id, store_of
from aws_simulator.inspector.matching import meets
from aws_simulator.inspector.membership import accounts_seen_by, administrator_of

SERVICE = "inspector2"
Finding = Dict[str, Any]

TIMES = ("firstObservedAt", "lastObservedAt", "updatedAt")
ACTIVE, SUPPRESSED, CLOSED = "ACTIVE", "SUPPRESSED", "CLOSED"
STATUSES = (ACTIVE, SUPPRESSED, CLOSED)
SEVERITIES = ("UNTRIAGED", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL")


def findings_of(account: str, region: str) -> Dict[str, Finding]:
    """The findings in an account and Region, by their ARNs."""
    return store_of(SERVICE, account, region, "findings")


def filters_of(account: str, region: str) -> Dict[str, Dict[str, Any]]:
    """The filters that an account made in a Region, by their ARNs."""
    return store_of(SERVICE, account, region, "filters")


def make_finding(account: str, region: str, given: Mapping[str, Any]) -> Finding:
    """A finding with what is given, and a vulnerable package of an instance for the rest.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html
    """
    finding: Finding = {
        "findingArn": f"arn:aws:inspector2:{region}:{account}:finding/{random_id(length=32)}",
        "awsAccountId": account,
        "type": "PACKAGE_VULNERABILITY",
        "title": "CVE-2021-44228 - log4j-core",
        "description": "Lookups in log messages are followed.",
        "remediation": {"recommendation": {"text": "None Provided"}},
        "severity": "CRITICAL",
        "status": ACTIVE,
        "inspectorScore": 10.0,
        "fixAvailable": "YES",
        "exploitAvailable": "YES",
        **{name: now() for name in TIMES},
        "resources": [
            {"id": random_id("i-"), "type": "AWS_EC2_INSTANCE", "partition": "aws", "region": region, "tags": {}}
        ],
        **given,
    }
    if finding["type"] == "PACKAGE_VULNERABILITY":
        package = {"name": "log4j-core", "version": "2.14.1", "packageManager": "JAR", "fixedInVersion": "2.15.0"}
        details = {"vulnerabilityId": "CVE-2021-44228", "source": "NVD", "vulnerablePackages": [package]}
        finding.setdefault("packageVulnerabilityDetails", details)
    for name in TIMES:
        if isinstance(finding[name], str):
            finding[name] = datetime.datetime.fromisoformat(finding[name].replace("Z", "+00:00"))
    if finding["status"] == ACTIVE and is_suppressed(finding, account, region):
        finding["status"] = SUPPRESSED
    return finding


def is_suppressed(finding: Finding, account: str, region: str) -> bool:
    """Does a suppression rule of the account, or of the administrator whose member it is, match a finding?

    https://docs.aws.amazon.com/inspector/latest/user/findings-managing-supression-rules.html
    """
    owner = administrator_of(account, region)
    rules = (one for one in filters_of(owner, region).values() if one["action"] == "SUPPRESS")
    return any(meets(finding, rule["criteria"], FINDING_FIELDS) for rule in rules)


def suppress_anew(owner: str, region: str) -> Iterator[Finding]:
    """Apply the suppression rules of an account to all findings that they are about; yields those that change."""
    for account in accounts_seen_by(owner, region):
        for finding in findings_of(account, region).values():
            if finding["status"] == CLOSED:
                continue
            status = SUPPRESSED if is_suppressed(finding, account, region) else ACTIVE
            if status != finding["status"]:
                finding.update(status=status, updatedAt=now())
                yield finding


def _resources(finding: Finding, name: str) -> List[Any]:
    return [resource.get(name) for resource in finding["resources"]]


def _tags(finding: Finding) -> List[Any]:
    return [pair for resource in finding["resources"] for pair in (resource.get("tags") or {}).items()]


def _details(finding: Finding, kind: str, name: str) -> List[Any]:
    """A value of the details of the resources: one, or each of a list."""
    found = [((resource.get("details") or {}).get(kind) or {}).get(name) for resource in finding["resources"]]
    return [one for value in found for one in (value if isinstance(value, list) else [value])]


def _vulnerability(finding: Finding, name: str) -> List[Any]:
    value = (finding.get("packageVulnerabilityDetails") or {}).get(name)
    return value if isinstance(value, list) else [value]


# https://docs.aws.amazon.com/inspector/v2/APIReference/API_FilterCriteria.html
FINDING_FIELDS: Dict[str, Callable[[Finding], List[Any]]] = {
    **{
        name: (lambda finding, name=name: [finding.get(name)])
        for name in (
            "awsAccountId exploitAvailable findingArn firstObservedAt fixAvailable inspectorScore lastObservedAt "
            "severity title updatedAt"
        ).split()
    },
    "epssScore": lambda finding: [(finding.get("epss") or {}).get("score")],
    "findingStatus": lambda finding: [finding["status"]],
    "findingType": lambda finding: [finding["type"]],
    "networkProtocol": lambda finding: [(finding.get("networkReachabilityDetails") or {}).get("protocol")],
    "resourceId": lambda finding: _resources(finding, "id"),
    "resourceTags": _tags,
    "resourceType": lambda finding: _resources(finding, "type"),
    "relatedVulnerabilities": lambda finding: _vulnerability(finding, "relatedVulnerabilities"),
    "vendorSeverity": lambda finding: _vulnerability(finding, "vendorSeverity"),
    "vulnerabilityId": lambda finding: _vulnerability(finding, "vulnerabilityId"),
    "vulnerabilitySource": lambda finding: _vulnerability(finding, "source"),
    **{
        filter_: (lambda finding, kind=kind, name=name: _details(finding, kind, name))
        for filter_, kind, name in (
            ("ec2InstanceImageId", "awsEc2Instance", "imageId"),
            ("ec2InstanceSubnetId", "awsEc2Instance", "subnetId"),
            ("ec2InstanceVpcId", "awsEc2Instance", "vpcId"),
            ("ecrImageArchitecture", "awsEcrContainerImage", "architecture"),
            ("ecrImageHash", "awsEcrContainerImage", "imageHash"),
            ("ecrImageRegistry", "awsEcrContainerImage", "registry"),
            ("ecrImageRepositoryName", "awsEcrContainerImage", "repositoryName"),
            ("ecrImageTags", "awsEcrContainerImage", "imageTags"),
            ("lambdaFunctionExecutionRoleArn", "awsLambdaFunction", "executionRoleArn"),
            ("lambdaFunctionLayers", "awsLambdaFunction", "layers"),
            ("lambdaFunctionName", "awsLambdaFunction", "functionName"),
            ("lambdaFunctionRuntime", "awsLambdaFunction", "runtime"),
        )
    },
}
