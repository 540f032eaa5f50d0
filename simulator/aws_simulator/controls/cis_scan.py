"""``/simulator/cis-scan``: a CIS scan of Amazon Inspector runs."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Tuple

from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "cis-scan")
def run(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Run ``{"account": owner, "region": name, "configuration": ARN or name, "resources": [...], "status": "COMPLETED"}``.

    Each of the resources is an instance: ``{"account": id, "resourceId": "i-...", "platform": text, "tags": {...},
    "checks": [{"checkId": "1.1", "title": text, "status": "FAILED"}]}``. What it lacks is made up; with a ``status`` that
    is not COMPLETED and a ``reason`` it was not checked. Without resources each account of the targets has one. With
    ``"scan": ARN`` instead of a configuration a scan that is IN_PROGRESS gets its resources and status.
    """
    from aws_simulator.inspector.cis_scans import COMPLETED, SCAN_STATUSES, make_scan, scans_of

    owner, region = field(body, "account", str), field(body, "region", str)
    status = field(body, "status", str, COMPLETED)
    _check("status", status, SCAN_STATUSES)
    arn = field(body, "scan", str, "")
    if arn:
        scan = scans_of(owner, region).get(arn)
        if scan is None:
            raise ControlError(f"Account {owner} has no scan {arn} in {region}.")
        configuration: Mapping[str, Any] = scan
        targets = _targets(owner, region, configuration, body)
        scan.update(status=status, found=targets)
    else:
        configuration = _configuration(owner, region, field(body, "configuration", str))
        scan = make_scan(owner, region, configuration, status, _targets(owner, region, configuration, body))
    resources = [{"account": one["accountId"], "resourceId": one["targetResourceId"]} for one in scan["found"]]
    return {"scanArn": scan["scanArn"], "resources": resources}


def _configuration(owner: str, region: str, wanted: str) -> Mapping[str, Any]:
    from aws_simulator.inspector.cis_configurations import configurations_of
    from aws_simulator.inspector.scans import is_enabled

    if not is_enabled(owner, region):
        raise ControlError(f"Inspector is not enabled for account {owner} in {region}.")
    known = configurations_of(owner, region)
    found = [one for arn, one in known.items() if wanted in (arn, one["scanName"])]
    if len(found) != 1:
        names = ", ".join(one["scanName"] for one in known.values()) or "none"
        count = f"{len(found)} CIS scan configurations {wanted}"
        raise ControlError(f"Account {owner} has {count} in {region}; it has: {names}.")
    return found[0]


def _targets(owner: str, region: str, configuration: Mapping[str, Any], body: Dict[str, Any]) -> List[Dict[str, Any]]:
    from aws_simulator.inspector.cis_configurations import targets_of
    from aws_simulator.inspector.cis_scans import IN_PROGRESS, make_target

    accounts = targets_of(owner, region, configuration)
    wanted: Mapping[str, List[str]] = configuration["targets"]["targetResourceTags"]
    resources = field(body, "resources", list, [])
    if not resources and body.get("status") != IN_PROGRESS:
        resources = [{"account": account} for account in accounts]
    found = []
    for given in resources:
        account = given.get("account", owner)
        if account not in accounts:
            raise ControlError(f"The scan is not for account {account}, but for {', '.join(accounts)}.")
        tags = given.get("tags", {key: values[0] for key, values in wanted.items()})
        if not any(tags.get(key) in values for key, values in wanted.items()):
            raise ControlError(f"The tags {tags} are not those that the scan looks for: {dict(wanted)}.")
        _check_resource(given)
        found.append(make_target(owner, region, account, tags, given))
    return found


def _check_resource(given: Mapping[str, Any]) -> None:
    from aws_simulator.inspector.cis_scans import CHECK_STATUSES, TARGET_STATUS_REASONS, TARGET_STATUSES

    _check("the status of a resource", given.get("status"), TARGET_STATUSES)
    _check("the reason of a resource", given.get("reason"), TARGET_STATUS_REASONS)
    for check in given.get("checks", ()):
        if "checkId" not in check:
            raise ControlError("A check needs a checkId.")
        _check("the status of a check", check.get("status"), CHECK_STATUSES)


def _check(name: str, value: Any, allowed: Tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise ControlError(f"{name} must be one of {', '.join(allowed)}, not {value}.")
