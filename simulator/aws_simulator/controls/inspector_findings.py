"""``/simulator/inspector-findings``: Amazon Inspector finds something, and covers resources."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List

from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "inspector-findings")
def find(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Add ``{"account": id, "region": name, "findings": [...], "coverage": [...]}``.

    What a finding lacks is made up; one with the ARN of another replaces it. An entry of the coverage needs
    ``resourceId``, ``resourceType`` and ``scanType``; without a ``scanStatus`` the resource is scanned, which completes
    its first scan. The account and its delegated administrator get an event of each finding, of each change of the
    coverage, and of each first scan.
    """
    from aws_simulator.inspector.events import publish_finding
    from aws_simulator.inspector.findings import SEVERITIES, STATUSES, findings_of, make_finding
    from aws_simulator.inspector.scans import is_enabled

    account, region = field(body, "account", str), field(body, "region", str)
    if not is_enabled(account, region):
        raise ControlError(f"Inspector is not enabled for account {account} in {region}.")
    for finding in field(body, "findings", list, []):
        _check("severity", finding.get("severity"), SEVERITIES)
        _check("status", finding.get("status"), STATUSES)
    added = [make_finding(account, region, finding) for finding in field(body, "findings", list, [])]
    for finding in added:
        findings_of(account, region)[finding["findingArn"]] = finding
        publish_finding(finding, region)
    for covered in field(body, "coverage", list, []):
        _cover(account, region, covered)
    return {"findingArns": [finding["findingArn"] for finding in added]}


def _cover(account: str, region: str, given: Dict[str, Any]) -> None:
    from aws_simulator.inspector.coverage import SUCCESSFUL, coverage_of, key_of
    from aws_simulator.inspector.events import publish_coverage, publish_first_scan
    from aws_simulator.inspector.findings import findings_of

    if not {"resourceId", "resourceType", "scanType"} <= set(given):
        raise ControlError("An entry of 'coverage' needs resourceId, resourceType and scanType.")
    covered = {"scanStatus": SUCCESSFUL, **given, "accountId": account}
    for name, shape in (("resourceType", "CoverageResourceType"), ("scanType", "ScanType")):
        _check(name, covered[name], _enum(shape))
    _check("scanStatus.statusCode", covered["scanStatus"].get("statusCode"), _enum("ScanStatusCode"))
    _check("scanStatus.reason", covered["scanStatus"].get("reason"), _enum("ScanStatusReason"))
    store, key = coverage_of(account, region), key_of(covered)
    before = store.get(key)
    was_scanned = before is not None and before["was scanned"]
    is_scanned = covered["scanStatus"] == SUCCESSFUL
    store[key] = {**covered, "was scanned": was_scanned or is_scanned}
    if before is None or before["scanStatus"] != covered["scanStatus"]:
        publish_coverage(covered, region)
    if is_scanned and not was_scanned:
        found = findings_of(account, region).values()
        of_resource = [one for one in found if covered["resourceId"] in [other["id"] for other in one["resources"]]]
        publish_first_scan(covered, of_resource, region)


def _enum(shape: str) -> List[str]:
    from moto.core.utils import get_service_model

    return list(get_service_model("inspector2").shape_for(shape).enum)


def _check(name: str, value: Any, allowed: Any) -> None:
    if value is not None and value not in allowed:
        raise ControlError(f"{name} must be one of {', '.join(allowed)}, not {value}.")
