"""``/simulator/inspector-findings``: Amazon Inspector finds something, and covers resources."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "inspector-findings")
def find(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Add ``{"account": id, "region": name, "findings": [...], "coverage": [...]}``.

    What a finding lacks is made up; one with the ARN of another replaces it. The account and its delegated administrator
    get an event of each finding.
    """
    from aws_simulator.inspector_findings import coverage_of, findings_of, is_enabled, make_finding

    account, region = field(body, "account", str), field(body, "region", str)
    if not is_enabled(account, region):
        raise ControlError(f"Inspector is not enabled for account {account} in {region}.")
    added = [make_finding(account, region, finding) for finding in field(body, "findings", list, [])]
    for finding in added:
        findings_of(account, region)[finding["findingArn"]] = finding
        _publish(finding, account, region)
    for covered in field(body, "coverage", list, []):
        if not {"resourceId", "resourceType", "scanType"} <= set(covered):
            raise ControlError("An entry of 'coverage' needs resourceId, resourceType and scanType.")
        status = {"statusCode": "ACTIVE", "reason": "SUCCESSFUL"}
        key = f"{covered['resourceId']} {covered['scanType']}"
        coverage_of(account, region)[key] = {"scanStatus": status, **covered, "accountId": account}
    return {"findingArns": [finding["findingArn"] for finding in added]}


def _publish(finding: Dict[str, Any], account: str, region: str) -> None:
    from moto.events.models import events_backends

    from aws_simulator.inspector_findings import administrator_of, finding_event
    from aws_simulator.registry import load_service

    load_service("events")
    from aws_simulator.corrections.events import route

    for receiver in dict.fromkeys((account, administrator_of(account, region))):
        bus = events_backends[receiver][region].event_buses["default"]
        route(bus, finding_event(finding, receiver, region))
