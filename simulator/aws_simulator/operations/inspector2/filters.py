"""Filters of findings, which are suppression rules when their action is SUPPRESS."""
from __future__ import annotations

from typing import Any, Dict

from moto.inspector2.models import inspector2_backends

from aws_simulator.context import AwsError, Context, given, now, random_id
from aws_simulator.inspector.events import publish_finding
from aws_simulator.inspector.findings import filters_of, suppress_anew
from aws_simulator.inspector.membership import SERVICE, administrator_of
from aws_simulator.inspector.pages import page
from aws_simulator.registry import Parameters, operation

SUPPRESS = "SUPPRESS"
# https://docs.aws.amazon.com/inspector/latest/user/quotas.html
MOST_SUPPRESSION_RULES = 500


@operation(SERVICE, "CreateFilter")
def create_filter(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a filter. Members have their delegated administrator's suppression rules, and make none.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_CreateFilter.html
    https://docs.aws.amazon.com/inspector/latest/user/findings-managing-supression-rules.html
    """
    filters = filters_of(context.account, context.region)
    _check(context, parameters["action"])
    _check_name(context, parameters["name"], "")
    rules = [one for one in filters.values() if one["action"] == SUPPRESS]
    if parameters["action"] == SUPPRESS and len(rules) >= MOST_SUPPRESSION_RULES:
        raise AwsError("ServiceQuotaExceededException", f"There are {MOST_SUPPRESSION_RULES} suppression rules.")
    arn = context.arn(f"owner/{context.account}/filter/{random_id(length=16)}")
    filters[arn] = {
        **given(parameters, "action", "description", "name", "reason"),
        "arn": arn,
        "ownerId": context.account,
        "criteria": given(parameters["filterCriteria"]),
        "createdAt": now(),
        "updatedAt": now(),
    }
    _backend(context).tag_resource(arn, parameters.get("tags") or {})
    _apply(context)
    return {"arn": arn}


@operation(SERVICE, "UpdateFilter")
def update_filter(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes what is given of a filter.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateFilter.html
    """
    arn = parameters["filterArn"]
    one = _find(context, arn)
    _check(context, parameters.get("action") or one["action"])
    _check_name(context, parameters.get("name") or one["name"], arn)
    one.update(given(parameters, "action", "description", "name", "reason"), updatedAt=now())
    if parameters.get("filterCriteria") is not None:
        one["criteria"] = given(parameters["filterCriteria"])
    _apply(context)
    return {"arn": arn}


@operation(SERVICE, "DeleteFilter")
def delete_filter(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a filter; what it suppressed is active again.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_DeleteFilter.html
    """
    arn = parameters["arn"]
    _check(context, _find(context, arn)["action"])
    del filters_of(context.account, context.region)[arn]
    _apply(context)
    return {"arn": arn}


@operation(SERVICE, "ListFilters")
def list_filters(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the filters of the account: those with the ARNs and the action that are given.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListFilters.html
    """
    arns, action = parameters.get("arns"), parameters.get("action")
    tagger = _backend(context)
    filters = [
        {**one, "tags": tagger.list_tags_for_resource(one["arn"])}
        for one in filters_of(context.account, context.region).values()
        if (not arns or one["arn"] in arns) and (not action or one["action"] == action)
    ]
    return page("filters", filters, parameters)


def _find(context: Context, arn: str) -> Dict[str, Any]:
    one = filters_of(context.account, context.region).get(arn)
    if one is None:
        raise AwsError("ResourceNotFoundException", f"The filter {arn} was not found.")
    return one


def _check(context: Context, action: str) -> None:
    if action == SUPPRESS and administrator_of(context.account, context.region) != context.account:
        raise AwsError("AccessDeniedException", "Only the delegated admin account can manage suppression rules.")


def _check_name(context: Context, name: str, own_arn: str) -> None:
    for arn, other in filters_of(context.account, context.region).items():
        if other["name"] == name and arn != own_arn:
            raise AwsError("ValidationException", f"A filter with the name {name} already exists.")


def _apply(context: Context) -> None:
    """Suppress what is to be, and no longer what is not; the state of findings changes, of which there are events."""
    for finding in suppress_anew(context.account, context.region):
        publish_finding(finding, context.region)


def _backend(context: Context) -> Any:
    """moto's own, which keeps the tags."""
    return inspector2_backends[context.account][context.region]
