"""What Amazon Inspector found and what it covers, by account and Region, and who sees it."""
from __future__ import annotations

import datetime
from typing import Any, Dict, List, Mapping

from moto.inspector2.models import inspector2_backends

from aws_simulator.context import now, organization_of, random_id, random_uuid, store_of

Finding = Dict[str, Any]
Covered = Dict[str, Any]

TIMES = ("firstObservedAt", "lastObservedAt", "updatedAt")


def findings_of(account: str, region: str) -> Dict[str, Finding]:
    """The findings in an account and Region, by their ARNs."""
    return store_of("inspector2", account, region, "findings")


def coverage_of(account: str, region: str) -> Dict[str, Covered]:
    """The resources that are scanned, or not, and why, by resource and type of scan."""
    return store_of("inspector2", account, region, "coverage")


def administrator_of(account: str, region: str) -> str:
    """The delegated administrator whose member an account is, or the account itself.

    https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
    """
    organization = organization_of(account)
    if organization is None:
        return account
    administrators = inspector2_backends[organization.account_id][region].admin_accounts
    for administrator, status in administrators.items():
        member = inspector2_backends[administrator][region].members.get(account)
        if status == "ENABLED" and member is not None and member.status == "ENABLED":
            return administrator
    return account


def accounts_seen_by(account: str, region: str) -> List[str]:
    """An account sees what is its own, the delegated administrator also what is its members'."""
    organization = organization_of(account)
    members = inspector2_backends[account][region].members if organization is not None else {}
    return [account, *(member for member in members if administrator_of(member, region) == account)]


def is_enabled(account: str, region: str) -> bool:
    """Does Inspector scan anything in the account and Region?"""
    owners = {account, administrator_of(account, region)}
    statuses = (inspector2_backends[owner][region].account_status.get(account) for owner in owners)
    return any(status is not None and status._status() == "ENABLED" for status in statuses)


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
        "status": "ACTIVE",
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
    return finding


def finding_event(finding: Finding, bus_account: str, region: str) -> Dict[str, Any]:
    """What EventBridge gets of a finding.

    https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
    """
    detail = {name: _event_time(value) if name in TIMES else value for name, value in finding.items()}
    return {
        "version": "0",
        "id": random_uuid(),
        "detail-type": "Inspector2 Finding",
        "source": "aws.inspector2",
        "account": bus_account,
        "time": f"{finding['updatedAt']:%Y-%m-%dT%H:%M:%SZ}",
        "region": region,
        "resources": [resource["id"] for resource in finding["resources"]],
        "detail": detail,
    }


def _event_time(time: datetime.datetime) -> str:
    """Such as ``Jan 19, 2022, 10:46:15 PM``."""
    hour = time.hour % 12 or 12
    return f"{time:%b} {time.day}, {time.year}, {hour}:{time:%M:%S %p}"
