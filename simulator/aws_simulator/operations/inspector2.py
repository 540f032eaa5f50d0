"""Amazon Inspector: https://docs.aws.amazon.com/inspector/v2/APIReference/"""
from __future__ import annotations

import datetime
from typing import Any, Callable, Dict, List

from moto.inspector2.models import inspector2_backends

from aws_simulator.context import AwsError, Context, given
from aws_simulator.inspector_findings import accounts_seen_by, coverage_of, findings_of
from aws_simulator.registry import Parameters, operation

SERVICE = "inspector2"


@operation(SERVICE, "DisableDelegatedAdminAccount")
def disable_delegated_admin_account(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Removes the delegated administrator. moto keeps it as DISABLED; the provider waits until it is gone.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_DisableDelegatedAdminAccount.html
    """
    account = parameters["delegatedAdminAccountId"]
    if inspector2_backends[context.account][context.region].admin_accounts.pop(account, None) is None:
        raise AwsError("ResourceNotFoundException", f"The account {account} is not the delegated administrator.")
    return {"delegatedAdminAccountId": account}


@operation(SERVICE, "ListFindings")
def list_findings(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the findings of the account, and for the delegated administrator those of its members.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFindings.html
    """
    seen = accounts_seen_by(context.account, context.region)
    findings = [finding for account in seen for finding in findings_of(account, context.region).values()]
    criteria = given(parameters.get("filterCriteria") or {})
    chosen = [finding for finding in findings if _meets(finding, criteria, FINDING_FIELDS)]
    sorting = parameters.get("sortCriteria")
    if sorting:
        key = SORT_FIELDS.get(sorting["field"])
        if key is None:
            raise NotImplementedError(f"findings sorted by {sorting['field']}")
        chosen.sort(key=key, reverse=sorting["sortOrder"] == "DESC")
    return _page("findings", chosen, parameters)


@operation(SERVICE, "ListCoverage")
def list_coverage(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the resources that are scanned, or not, of the accounts that are seen.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverage.html
    """
    seen = accounts_seen_by(context.account, context.region)
    covered = [resource for account in seen for resource in coverage_of(account, context.region).values()]
    criteria = given(parameters.get("filterCriteria") or {})
    return _page("coveredResources", [r for r in covered if _meets(r, criteria, COVERAGE_FIELDS)], parameters)


@operation(SERVICE, "BatchGetFindingDetails")
def batch_get_finding_details(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns what is known of findings besides themselves.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetFindingDetails.html
    """
    seen = accounts_seen_by(context.account, context.region)
    known = {arn: f for account in seen for arn, f in findings_of(account, context.region).items()}
    details, errors = [], []
    for arn in parameters["findingArns"]:
        if arn not in known:
            message = f"The finding {arn} was not found."
            errors.append({"findingArn": arn, "errorCode": "FINDING_DETAILS_NOT_FOUND", "errorMessage": message})
            continue
        vulnerability = known[arn].get("packageVulnerabilityDetails") or {}
        details.append({"findingArn": arn, "cwes": [], "referenceUrls": vulnerability.get("referenceUrls") or []})
    return {"findingDetails": details, "errors": errors}


@operation(SERVICE, "ListCisScanConfigurations")
def list_cis_scan_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the CIS scan configurations that were made with the Cloud Control API.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScanConfigurations.html
    """
    if parameters.get("filterCriteria"):
        raise NotImplementedError("filters of CIS scan configurations")
    resources = context.store("resources AWS::InspectorV2::CisScanConfiguration", service="cloudcontrol").values()
    return {"scanConfigurations": [_cis_configuration(context, resource.all) for resource in resources]}


def _cis_configuration(context: Context, properties: Dict[str, Any]) -> Dict[str, Any]:
    targets = properties["Targets"]
    own = ("SELF", "ALL_ACCOUNTS")
    accounts = [context.account if account in own else account for account in targets["AccountIds"]]
    return {
        "scanConfigurationArn": properties["Arn"],
        "ownerId": context.account,
        "scanName": properties["ScanName"],
        "securityLevel": properties["SecurityLevel"],
        "targets": {"accountIds": accounts, "targetResourceTags": targets["TargetResourceTags"]},
        "tags": properties.get("Tags") or {},
    }


def _resources(finding: Dict[str, Any], name: str) -> List[Any]:
    return [resource[name] for resource in finding["resources"]]


def _vulnerability(finding: Dict[str, Any], name: str) -> List[Any]:
    return [(finding.get("packageVulnerabilityDetails") or {}).get(name)]


# The values that a filter compares: https://docs.aws.amazon.com/inspector/v2/APIReference/API_FilterCriteria.html
FINDING_FIELDS: Dict[str, Callable[[Dict[str, Any]], List[Any]]] = {
    **{
        name: (lambda finding, name=name: [finding.get(name)])
        for name in (
            "awsAccountId exploitAvailable findingArn firstObservedAt fixAvailable inspectorScore lastObservedAt "
            "severity title updatedAt"
        ).split()
    },
    "findingStatus": lambda finding: [finding["status"]],
    "findingType": lambda finding: [finding["type"]],
    "resourceId": lambda finding: _resources(finding, "id"),
    "resourceType": lambda finding: _resources(finding, "type"),
    "vulnerabilityId": lambda finding: _vulnerability(finding, "vulnerabilityId"),
    "vulnerabilitySource": lambda finding: _vulnerability(finding, "source"),
}
# https://docs.aws.amazon.com/inspector/v2/APIReference/API_CoverageFilterCriteria.html
COVERAGE_FIELDS: Dict[str, Callable[[Dict[str, Any]], List[Any]]] = {
    **{
        name: (lambda resource, name=name: [resource.get(name)])
        for name in ("accountId", "resourceId", "resourceType", "scanMode", "scanType")
    },
    "scanStatusCode": lambda resource: [resource["scanStatus"].get("statusCode")],
    "scanStatusReason": lambda resource: [resource["scanStatus"].get("reason")],
}

SEVERITIES = ("UNTRIAGED", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL")
SORT_FIELDS: Dict[str, Callable[[Dict[str, Any]], Any]] = {
    "AWS_ACCOUNT_ID": lambda finding: finding["awsAccountId"],
    "FINDING_STATUS": lambda finding: finding["status"],
    "FINDING_TYPE": lambda finding: finding["type"],
    "FIRST_OBSERVED_AT": lambda finding: finding["firstObservedAt"],
    "INSPECTOR_SCORE": lambda finding: finding["inspectorScore"],
    "LAST_OBSERVED_AT": lambda finding: finding["lastObservedAt"],
    "SEVERITY": lambda finding: SEVERITIES.index(finding["severity"]),
}


def _meets(thing: Dict[str, Any], criteria: Dict[str, Any], fields: Dict[str, Callable[..., List[Any]]]) -> bool:
    """Does it meet one filter of each kind, and none of those that exclude?"""
    for name, filters in criteria.items():
        if name not in fields:
            raise NotImplementedError(f"the filter {name}")
        values = [value for value in fields[name](thing) if value is not None]
        excluding = [one for one in filters if one.get("comparison") == "NOT_EQUALS"]
        including = [one for one in filters if one.get("comparison") != "NOT_EQUALS"]
        if any(one["value"] in values for one in excluding):
            return False
        if including and not any(_matches(value, one) for value in values for one in including):
            return False
    return True


def _matches(value: Any, one: Dict[str, Any]) -> bool:
    if "comparison" in one:
        return value.startswith(one["value"]) if one["comparison"] == "PREFIX" else value == one["value"]
    if isinstance(value, datetime.datetime):
        start, end = (_time(one.get(name)) for name in ("startInclusive", "endInclusive"))
    else:
        start, end = one.get("lowerInclusive"), one.get("upperInclusive")
    return (start is None or start <= value) and (end is None or value <= end)


def _time(value: Any) -> Any:
    if isinstance(value, (int, float)):
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=datetime.timezone.utc)
    return value


def _page(name: str, items: List[Any], parameters: Parameters) -> Dict[str, Any]:
    start = int(parameters.get("nextToken") or 0)
    end = start + int(parameters.get("maxResults") or 100)
    return {name: items[start:end], **({"nextToken": str(end)} if end < len(items) else {})}
