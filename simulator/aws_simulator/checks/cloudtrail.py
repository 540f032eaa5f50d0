"""Refuses what AWS CloudTrail refuses."""
from __future__ import annotations

from typing import Any, Dict, List, Tuple

from aws_simulator.context import AwsError, Context, organization_of
from aws_simulator.log_delivery.selectors import DATA, MANAGEMENT, NETWORK_ACTIVITY, OPERATORS
from aws_simulator.registry import Parameters, checks

MOST_BASIC, MOST_RESOURCES, MOST_VALUES = 5, 250, 500
BASIC_TYPES = ("AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Object")
BASIC_EXCLUDED = ("kms.amazonaws.com", "rdsdata.amazonaws.com")

# Fields of a trail's selectors by category, and those of them that have to be there.
# https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
_FIELDS: Dict[str, Tuple[Tuple[str, ...], Tuple[str, ...]]] = {
    MANAGEMENT: (("eventCategory", "eventSource", "readOnly"), ()),
    DATA: (
        (
            "eventCategory",
            "eventName",
            "eventSource",
            "eventType",
            "readOnly",
            "resources.ARN",
            "resources.type",
            "sessionCredentialFromConsole",
            "userIdentity.arn",
        ),
        ("resources.type",),
    ),
    NETWORK_ACTIVITY: (("errorCode", "eventCategory", "eventName", "eventSource", "vpcEndpointId"), ("eventSource",)),
}
_ONLY_EQUALS = ("eventCategory", "readOnly", "resources.type")


@checks("cloudtrail", "PutEventSelectors")
def put_event_selectors(context: Context, parameters: Parameters) -> None:
    """Refuses selectors of both forms, of none, too many, and fields and operators that their category does not have.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
    """
    basic, advanced = parameters.get("EventSelectors"), parameters.get("AdvancedEventSelectors")
    if basic and advanced:
        raise _invalid("A trail has either event selectors or advanced event selectors, not both.")
    if advanced:
        _check_advanced(advanced)
    elif basic:
        _check_basic(basic)
    else:
        raise _invalid("Specify event selectors or advanced event selectors: neither list may be empty.")
    _check_caller(context, parameters)


def _check_caller(context: Context, parameters: Parameters) -> None:
    """Only the management account and a delegated administrator change what an organization trail records."""
    from aws_simulator.corrections.cloudtrail import SERVICE_PRINCIPAL
    from aws_simulator.corrections.organizations import is_delegated_administrator

    name = parameters.get("TrailName") or ""
    owner = name.split(":")[4] if name.startswith("arn:") and name.count(":") == 5 else context.account
    organization = organization_of(context.account)
    if owner == context.account or organization is None:
        return
    if not is_delegated_administrator(organization, context.account, SERVICE_PRINCIPAL):
        raise AwsError(
            "NotOrganizationMasterAccountException",
            "Only the management account or a delegated administrator changes an organization trail.",
        )


def _check_basic(selectors: List[Dict[str, Any]]) -> None:
    if len(selectors) > MOST_BASIC:
        raise _invalid(f"A trail can have up to {MOST_BASIC} event selectors.")
    resources = [resource for selector in selectors for resource in selector.get("DataResources") or []]
    for resource in resources:
        if resource.get("Type") not in BASIC_TYPES:
            raise _invalid(f"Value {resource.get('Type')} for DataResources.Type is invalid.")
    values = [value for resource in resources for value in resource.get("Values") or []]
    for value in values:
        if "*" in value or not value.startswith("arn:"):
            raise _invalid(f"Value {value} for DataResources.Values is invalid.")
    _check_resources(values)
    for source in (source for selector in selectors for source in selector.get("ExcludeManagementEventSources") or []):
        if source not in BASIC_EXCLUDED:
            raise _invalid(f"Value {source} for ExcludeManagementEventSources is invalid.")


def _check_resources(arns: List[str]) -> None:
    if len(arns) > MOST_RESOURCES:
        raise _invalid(f"A trail is limited to {MOST_RESOURCES} data resources.")


def _check_advanced(selectors: List[Dict[str, Any]]) -> None:
    for selector in selectors:
        _check_fields(selector["FieldSelectors"])
    conditions = [condition for selector in selectors for condition in selector["FieldSelectors"]]
    values = [value for condition in conditions for operator in OPERATORS for value in condition.get(operator) or []]
    if len(values) > MOST_VALUES:
        raise _invalid(f"A maximum of {MOST_VALUES} total values for all conditions is allowed.")
    named = [condition for condition in conditions if condition["Field"] == "resources.ARN"]
    _check_resources([arn for condition in named for arn in condition.get("Equals") or []])


def _check_fields(conditions: List[Dict[str, Any]]) -> None:
    fields = [condition["Field"] for condition in conditions]
    category = next((c.get("Equals") for c in conditions if c["Field"] == "eventCategory"), None)
    if not category or len(category) != 1 or category[0] not in _FIELDS:
        raise _invalid(f"eventCategory is required, and Equals one of {', '.join(_FIELDS)}.")
    allowed, required = _FIELDS[category[0]]
    for field in required:
        if field not in fields:
            raise _invalid(f"{field} is required for {category[0]} events.")
    for condition in conditions:
        field = condition["Field"]
        if field not in allowed:
            raise _invalid(f"{field} is not a field for {category[0]} events of trails.")
        if fields.count(field) > 1:
            raise _invalid(f"{field} is there more than once.")
        _check_operators(category[0], condition)


def _check_operators(category: str, condition: Dict[str, Any]) -> None:
    field = condition["Field"]
    operators = [operator for operator in OPERATORS if condition.get(operator)]
    if not operators:
        raise _invalid(f"{field} has no operator.")
    only_equals = field in _ONLY_EQUALS or (category == NETWORK_ACTIVITY and field in ("errorCode", "eventSource"))
    if only_equals and operators != ["Equals"]:
        raise _invalid(f"{field} only takes Equals.")
    if category == MANAGEMENT and field == "eventSource" and operators != ["NotEquals"]:
        raise _invalid("eventSource of management events only takes NotEquals.")
    values = [value for operator in operators for value in condition[operator]]
    if field == "readOnly" and values not in (["true"], ["false"]):
        raise _invalid("readOnly is true or false.")
    if field in ("eventSource", "resources.type") and only_equals and len(values) != 1:
        raise _invalid(f"{field} takes one value in a selector.")
    if field == "errorCode" and values != ["VpceAccessDenied"]:
        raise _invalid("errorCode can only be VpceAccessDenied.")
    if field == "resources.ARN" and any("*" in value for value in values):
        raise _invalid("Selectors don't support wildcards.")


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidEventSelectorsException", message)
