"""AWS Account Management: https://docs.aws.amazon.com/accounts/latest/reference/API_Reference.html"""
from __future__ import annotations

from typing import Any, Dict

import boto3

from aws_simulator.context import GLOBAL, AwsError, Context
from aws_simulator.registry import Parameters, operation

SERVICE = "account"

# https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
OPT_IN_REGIONS = frozenset(
    """af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
    ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1
    mx-central-1""".split()
)


@operation(SERVICE, "PutContactInformation")
def put_contact_information(context: Context, parameters: Parameters) -> None:
    """Updates the primary contact of an account.

    https://docs.aws.amazon.com/accounts/latest/reference/API_PutContactInformation.html
    """
    _store(context, parameters, "primary contact")["contact"] = parameters["ContactInformation"]


@operation(SERVICE, "GetContactInformation")
def get_contact_information(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Retrieves the primary contact of an account.

    https://docs.aws.amazon.com/accounts/latest/reference/API_GetContactInformation.html
    """
    contact = _store(context, parameters, "primary contact").get("contact")
    if contact is None:
        raise AwsError("ResourceNotFoundException", "The account has no contact information.")
    return {"ContactInformation": contact}


@operation(SERVICE, "EnableRegion", "DisableRegion")
def opt_in_or_out(context: Context, parameters: Parameters) -> None:
    """Enables or disables an opt-in Region for an account. In AWS that takes minutes to hours; here it is done at once.

    https://docs.aws.amazon.com/accounts/latest/reference/API_EnableRegion.html
    """
    region = parameters["RegionName"]
    if region not in OPT_IN_REGIONS:
        raise AwsError("ValidationException", f"The Region {region} cannot be enabled or disabled.")
    status = "ENABLED" if context.operation == "EnableRegion" else "DISABLED"
    _store(context, parameters, "regions")[region] = status


@operation(SERVICE, "GetRegionOptStatus")
def get_region_opt_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Retrieves whether a Region is enabled for an account.

    https://docs.aws.amazon.com/accounts/latest/reference/API_GetRegionOptStatus.html
    """
    region = parameters["RegionName"]
    return {"RegionName": region, "RegionOptStatus": _opt_status(context, parameters, region)}


@operation(SERVICE, "ListRegions")
def list_regions(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the Regions of an account, optionally only those with certain statuses.

    https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
    """
    known = sorted(OPT_IN_REGIONS.union(boto3.Session().get_available_regions("ec2")))
    wanted = parameters.get("RegionOptStatusContains")
    regions = [{"RegionName": name, "RegionOptStatus": _opt_status(context, parameters, name)} for name in known]
    return {"Regions": [region for region in regions if not wanted or region["RegionOptStatus"] in wanted]}


def _opt_status(context: Context, parameters: Parameters, region: str) -> str:
    default = "DISABLED" if region in OPT_IN_REGIONS else "ENABLED_BY_DEFAULT"
    return _store(context, parameters, "regions").get(region, default)


def _store(context: Context, parameters: Parameters, kind: str) -> Dict[str, Any]:
    """What is kept of the account that the request is about.

    AccountId names a member account. Only the management account may give it, when it has enabled trusted access.
    """
    account = parameters.get("AccountId")
    if account is not None:
        _check_access_to_member(context, account)
    return context.store(kind, account=account, region=GLOBAL)


def _check_access_to_member(context: Context, account: str) -> None:
    from aws_simulator.corrections.organizations import has_service_access

    organization = context.organization
    if (
        organization is None
        or organization.account_id != context.account
        or account == context.account
        or all(member.id != account for member in organization.accounts)
        or not has_service_access(organization, "account.amazonaws.com")
    ):
        raise AwsError("AccessDeniedException", f"User is not authorized to access the account {account}.")
