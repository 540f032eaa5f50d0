"""CIS scan configurations, and the scans and results that they led to."""
from __future__ import annotations

import csv
import io
from typing import Any, Callable, Dict, List, Tuple

from aws_simulator.context import AwsError, Context, given
from aws_simulator.inspector import cis_reports
from aws_simulator.inspector.cis_configurations import configurations_of
from aws_simulator.inspector.cis_scans import (
    CHECK_FIELDS,
    DETAIL_FIELDS,
    IN_PROGRESS,
    SCAN_FIELDS,
    TARGET_FIELDS,
    Scan,
    Target,
    counts_of,
    describe,
    seen_by,
)
from aws_simulator.inspector.matching import meets
from aws_simulator.inspector.membership import SERVICE
from aws_simulator.inspector.pages import page
from aws_simulator.registry import Parameters, operation

Keys = Dict[str, Callable[[Dict[str, Any]], Any]]


@operation(SERVICE, "ListCisScanConfigurations")
def list_cis_scan_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the CIS scan configurations that the account made with the Cloud Control API.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScanConfigurations.html
    """
    criteria = given(parameters.get("filterCriteria") or {})
    fields: Keys = {
        "scanNameFilters": lambda one: [one["scanName"]],
        "scanConfigurationArnFilters": lambda one: [one["scanConfigurationArn"]],
        "targetResourceTagFilters": lambda one: [
            (key, value) for key, values in one["targets"]["targetResourceTags"].items() for value in values
        ],
    }
    found = [one for one in configurations_of(context.account, context.region).values() if meets(one, criteria, fields)]
    keys: Keys = {
        "SCAN_NAME": lambda one: one["scanName"],
        "SCAN_CONFIGURATION_ARN": lambda one: one["scanConfigurationArn"],
    }
    return page("scanConfigurations", _sorted(found, parameters, keys), parameters)


@operation(SERVICE, "ListCisScans")
def list_cis_scans(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the scans that an account sees: those it scheduled, and by ``detailLevel`` those of members.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScans.html
    """
    criteria = given(parameters.get("filterCriteria") or {})
    seen = seen_by(context.account, context.region, parameters.get("detailLevel"))
    found = [describe(*one) for one in seen if meets(one, criteria, SCAN_FIELDS)]  # type: ignore[arg-type]
    keys: Keys = {
        "STATUS": lambda scan: scan["status"],
        "SCHEDULED_BY": lambda scan: scan["scheduledBy"],
        "SCAN_START_DATE": lambda scan: scan["scanDate"],
        "FAILED_CHECKS": lambda scan: scan["failedChecks"],
    }
    return page("scans", _sorted(found, parameters, keys), parameters, 50)


@operation(SERVICE, "ListCisScanResultsAggregatedByTargetResource")
def list_by_target_resource(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the instances of a scan, with how many checks passed, failed and were skipped.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScanResultsAggregatedByTargetResource.html
    """
    scan, targets = _find(context, parameters["scanArn"])
    criteria = given(parameters.get("filterCriteria") or {})
    found = [
        {**given(target), "scanArn": scan["scanArn"], "statusCounts": counts_of(target["checks"])}
        for target in targets
        if meets(target, criteria, TARGET_FIELDS)
    ]
    keys: Keys = {
        "RESOURCE_ID": lambda target: target["targetResourceId"],
        "FAILED_COUNTS": lambda target: target["statusCounts"]["failed"],
        "ACCOUNT_ID": lambda target: target["accountId"],
        "PLATFORM": lambda target: target["platform"],
        "TARGET_STATUS": lambda target: target["targetStatus"],
        "TARGET_STATUS_REASON": lambda target: target.get("targetStatusReason") or "",
    }
    return page("targetResourceAggregations", _sorted(found, parameters, keys), parameters)


@operation(SERVICE, "ListCisScanResultsAggregatedByChecks")
def list_by_checks(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the checks of a scan in each account and platform, with how many instances passed, failed and were skipped.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScanResultsAggregatedByChecks.html
    """
    scan, targets = _find(context, parameters["scanArn"])
    groups: Dict[Tuple[str, ...], List[Dict[str, Any]]] = {}
    for target in targets:
        for check in target["checks"]:
            groups.setdefault((target["accountId"], target["platform"], check["checkId"]), []).append(check)
    aggregations = [
        {
            **given(checks[0], "checkId", "title", "checkDescription", "level"),
            "scanArn": scan["scanArn"],
            "accountId": account,
            "platform": platform,
            "statusCounts": counts_of(checks),
        }
        for (account, platform, _), checks in groups.items()
    ]
    criteria = given(parameters.get("filterCriteria") or {})
    found = [one for one in aggregations if meets(one, criteria, CHECK_FIELDS)]
    keys: Keys = {
        "CHECK_ID": lambda one: one["checkId"],
        "TITLE": lambda one: one["title"],
        "PLATFORM": lambda one: one["platform"],
        "FAILED_COUNTS": lambda one: one["statusCounts"]["failed"],
        "SECURITY_LEVEL": lambda one: one["level"],
    }
    return page("checkAggregations", _sorted(found, parameters, keys), parameters)


@operation(SERVICE, "GetCisScanResultDetails")
def get_details(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the checks of one instance in a scan.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_GetCisScanResultDetails.html
    """
    scan, targets = _find(context, parameters["scanArn"])
    wanted = (parameters["accountId"], parameters["targetResourceId"])
    found = [target for target in targets if (target["accountId"], target["targetResourceId"]) == wanted]
    if not found:
        raise AwsError("ValidationException", f"The scan has no results of {wanted[1]} in account {wanted[0]}.")
    criteria = given(parameters.get("filterCriteria") or {})
    details = [_detail(scan, found[0], check) for check in found[0]["checks"] if meets(check, criteria, DETAIL_FIELDS)]
    keys: Keys = {"CHECK_ID": lambda one: one["checkId"], "STATUS": lambda one: one["status"]}
    return page("scanResultDetails", _sorted(details, parameters, keys), parameters, 1000)


@operation(SERVICE, "GetCisScanReport")
def get_report(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the address of a report of a scan as CSV. PDF is not made here.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_GetCisScanReport.html
    """
    scan, targets = _find(context, parameters["scanArn"], "ResourceNotFoundException")
    if scan["status"] == IN_PROGRESS:
        return {"status": IN_PROGRESS}
    if (parameters.get("reportFormat") or "PDF") != "CSV":
        raise NotImplementedError("CIS scan reports as PDF")
    accounts = parameters.get("targetAccounts") or [target["accountId"] for target in targets]
    rows = [
        _detail(scan, target, check)
        for target in targets
        if target["accountId"] in accounts
        for check in target["checks"]
    ]
    return {"status": "SUCCEEDED", "url": cis_reports.keep(context.region, _as_csv(rows))}


def _find(context: Context, arn: str, code: str = "ValidationException") -> Tuple[Scan, List[Target]]:
    for scan, targets in seen_by(context.account, context.region):
        if scan["scanArn"] == arn:
            return scan, targets
    raise AwsError(code, f"The scan {arn} was not found.")


def _detail(scan: Scan, target: Target, check: Dict[str, Any]) -> Dict[str, Any]:
    return {
        **check,
        "scanArn": scan["scanArn"],
        "accountId": target["accountId"],
        "targetResourceId": target["targetResourceId"],
        "platform": target["platform"],
    }


def _sorted(found: List[Dict[str, Any]], parameters: Parameters, keys: Keys) -> List[Dict[str, Any]]:
    by = parameters.get("sortBy")
    is_descending = parameters.get("sortOrder") == "DESC"
    return sorted(found, key=keys[by], reverse=is_descending) if by else found


def _as_csv(rows: List[Dict[str, Any]]) -> str:
    text = io.StringIO()
    names = ["accountId", "targetResourceId", "platform", "checkId", "title", "level", "status"]
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
