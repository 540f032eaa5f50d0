"""Findings."""
from __future__ import annotations

from typing import Any, Callable, Dict

from aws_simulator.context import Context, given
from aws_simulator.inspector.findings import FINDING_FIELDS, SEVERITIES, findings_of
from aws_simulator.inspector.matching import meets
from aws_simulator.inspector.membership import SERVICE, accounts_seen_by
from aws_simulator.inspector.pages import page
from aws_simulator.registry import Parameters, operation

SORT_FIELDS: Dict[str, Callable[[Dict[str, Any]], Any]] = {
    "AWS_ACCOUNT_ID": lambda finding: finding["awsAccountId"],
    "FINDING_STATUS": lambda finding: finding["status"],
    "FINDING_TYPE": lambda finding: finding["type"],
    "FIRST_OBSERVED_AT": lambda finding: finding["firstObservedAt"],
    "INSPECTOR_SCORE": lambda finding: finding["inspectorScore"],
    "LAST_OBSERVED_AT": lambda finding: finding["lastObservedAt"],
    "SEVERITY": lambda finding: SEVERITIES.index(finding["severity"]),
}


@operation(SERVICE, "ListFindings")
def list_findings(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the findings of the account, and for the delegated administrator those of its members.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFindings.html
    """
    criteria = given(parameters.get("filterCriteria") or {})
    chosen = [finding for finding in _seen(context).values() if meets(finding, criteria, FINDING_FIELDS)]
    sorting = parameters.get("sortCriteria")
    if sorting:
        key = SORT_FIELDS.get(sorting["field"])
        if key is None:
            raise NotImplementedError(f"findings sorted by {sorting['field']}")
        chosen.sort(key=key, reverse=sorting["sortOrder"] == "DESC")
    return page("findings", chosen, parameters)


@operation(SERVICE, "BatchGetFindingDetails")
def batch_get_finding_details(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns what is known of findings besides themselves.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetFindingDetails.html
    """
    known = _seen(context)
    details, errors = [], []
    for arn in parameters["findingArns"]:
        if arn not in known:
            message = f"The finding {arn} was not found."
            errors.append({"findingArn": arn, "errorCode": "FINDING_DETAILS_NOT_FOUND", "errorMessage": message})
            continue
        vulnerability = known[arn].get("packageVulnerabilityDetails") or {}
        details.append({"findingArn": arn, "cwes": [], "referenceUrls": vulnerability.get("referenceUrls") or []})
    return {"findingDetails": details, "errors": errors}


def _seen(context: Context) -> Dict[str, Dict[str, Any]]:
    accounts = accounts_seen_by(context.account, context.region)
    return {arn: one for account in accounts for arn, one in findings_of(account, context.region).items()}
