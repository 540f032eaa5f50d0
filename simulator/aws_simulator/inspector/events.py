"""What Inspector tells EventBridge: of findings, coverage and first scans the account and its administrator.

It tells nothing of CIS scans.
https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-inspector2.html
"""
from __future__ import annotations

import datetime
from typing import Any, Dict, Iterable, List

from aws_simulator.clock import clock
from aws_simulator.context import random_uuid
from aws_simulator.inspector.coverage import Covered
from aws_simulator.inspector.findings import TIMES, Finding
from aws_simulator.inspector.membership import administrator_of
from aws_simulator.registry import load_service


def publish_finding(finding: Finding, region: str) -> None:
    """Say that a finding is new, or that its state has changed."""
    detail = {name: _detail_time(value) if name in TIMES else value for name, value in finding.items()}
    resources = [resource["id"] for resource in finding["resources"]]
    _publish(_receivers(finding["awsAccountId"], region), region, "Inspector2 Finding", resources, detail)


def publish_coverage(covered: Covered, region: str) -> None:
    """Say that the scan coverage of a resource has changed."""
    status = covered["scanStatus"]
    detail = {
        "scanStatus": {"reason": status.get("reason"), "statusCodeValue": status.get("statusCode")},
        "scanType": covered["scanType"],
        "eventTimestamp": f"{clock.now():%Y-%m-%dT%H:%M:%S.%fZ}",
        "version": "1.0",
    }
    receivers = _receivers(covered["accountId"], region)
    _publish(receivers, region, "Inspector2 Coverage", [covered["resourceId"]], detail)


def publish_first_scan(covered: Covered, findings: Iterable[Finding], region: str) -> None:
    """Say that a resource was scanned for the first time, and what was found."""
    severities = [finding["severity"] for finding in findings]
    counts = {severity: severities.count(severity) for severity in ("CRITICAL", "HIGH", "MEDIUM")}
    detail: Dict[str, Any] = {
        "scan-status": "INITIAL_SCAN_COMPLETE",
        "finding-severity-counts": {**counts, "TOTAL": len(severities)},
        "version": "1.0",
    }
    if covered["resourceType"] == "AWS_EC2_INSTANCE":
        detail["instance-id"] = covered["resourceId"]
    receivers = _receivers(covered["accountId"], region)
    _publish(receivers, region, "Inspector2 Scan", [covered["resourceId"]], detail)


def publish_failed_enrolment(administrator: str, region: str) -> None:
    """Tell the delegated administrator that Inspector does not take more accounts."""
    reason = "The number of member accounts enabled with AWS Inspector has reached the maximum limit of 10,000"
    detail = {"version": "1.0.0", "AutoEnableStatus": "Failed", "Reason": reason}
    _publish([administrator], region, "Inspector2 AutoEnable", [], detail)


def _receivers(account: str, region: str) -> List[str]:
    """The account, and the delegated administrator whose member it is.

    https://docs.aws.amazon.com/inspector/latest/user/findings-managing-automating-responses.html
    """
    return list(dict.fromkeys((account, administrator_of(account, region))))


def _publish(receivers: List[str], region: str, detail_type: str, resources: List[str], detail: Dict[str, Any]) -> None:
    from moto.events.models import events_backends

    load_service("events")
    from aws_simulator.corrections.events import route

    for receiver in receivers:
        event = {
            "version": "0",
            "id": random_uuid(),
            "detail-type": detail_type,
            "source": "aws.inspector2",
            "account": receiver,
            "time": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
            "region": region,
            "resources": resources,
            "detail": detail,
        }
        route(events_backends[receiver][region].event_buses["default"], event)


def _detail_time(time: datetime.datetime) -> str:
    """Such as ``Jan 19, 2022, 10:46:15 PM``."""
    hour = time.hour % 12 or 12
    return f"{time:%b} {time.day}, {time.year}, {hour}:{time:%M:%S %p}"
