"""AWS Account Management: https://docs.aws.amazon.com/accounts/latest/reference/API_Reference.html"""
from __future__ import annotations

from typing import Any, Dict

import boto3

from aws_simulator.context import GLOBAL, AwsError, Context
from aws_simulator.opt_in_regions import DISABLED, ENABLED, OPT_IN_REGIONS, statuses_of
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation
from aws_simulator.slowness import REGION, slowness

SERVICE = "account"
SERVICE_PRINCIPAL = "account.amazonaws.com"


@operation(SERVICE, "PutContactInformation")
def put_contact_information(context: Context, parameters: Parameters) -> None:
    """Updates the primary contact of an account.

    https://docs.aws.amazon.com/accounts/latest/reference/API_PutContactInformation.html
    """
    _primary_contact(context, parameters)["contact"] = parameters["ContactInformation"]


@operation(SERVICE, "GetContactInformation")
def get_contact_information(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Retrieves the primary contact of an account.

    https://docs.aws.amazon.com/accounts/latest/reference/API_GetContactInformation.html
    """
    contact = _primary_contact(context, parameters).get("contact")
    if contact is None:
        raise AwsError("ResourceNotFoundException", "The account has no contact information.")
    return {"ContactInformation": contact}


def _primary_contact(context: Context, parameters: Parameters) -> Dict[str, Any]:
    return context.store("primary contact", account=_account(context, parameters), region=GLOBAL)


@operation(SERVICE, "PutAlternateContact", "GetAlternateContact", "DeleteAlternateContact")
def alternate_contact(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Who AWS turns to about security, billing or operations; moto keeps that, whoever asks for it.

    https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html
    """
    _account(context, parameters)
    return LET_MOTO_ANSWER


@operation(SERVICE, "EnableRegion", "DisableRegion")
def opt_in_or_out(context: Context, parameters: Parameters) -> None:
    """Enables or disables an opt-in Region for an account. In AWS that takes minutes to hours.

    https://docs.aws.amazon.com/accounts/latest/reference/API_EnableRegion.html
    """
    region = parameters["RegionName"]
    if region not in OPT_IN_REGIONS:
        raise AwsError("ValidationException", f"The Region {region} cannot be enabled or disabled.")
    account = _account(context, parameters)
    status = ENABLED if context.operation == "EnableRegion" else DISABLED
    if status == ENABLED and statuses_of(account).get(region) != ENABLED:
        slowness.begin(REGION, f"{account} {region}")
    statuses_of(account)[region] = status


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
    default = DISABLED if region in OPT_IN_REGIONS else "ENABLED_BY_DEFAULT"
    account = _account(context, parameters)
    status = statuses_of(account).get(region, default)
    return "ENABLING" if status == ENABLED and slowness.lasts(REGION, f"{account} {region}") else status


def _account(context: Context, parameters: Parameters) -> str:
    """The account that the request is about.

    AccountId names a member account. Only the management account and the delegated administrator may give it, when
    trusted access is enabled.
    """
    account = parameters.get("AccountId")
    if account is not None:
        _check_access_to_member(context, account)
    return account or context.account


def _check_access_to_member(context: Context, account: str) -> None:
    from aws_simulator.corrections.organizations import has_service_access, is_delegated_administrator

    organization = context.organization
    if (
        organization is None
        or account == context.account
        or all(member.id != account for member in organization.accounts)
        or not has_service_access(organization, SERVICE_PRINCIPAL)
        or (
            organization.account_id != context.account
            and not is_delegated_administrator(organization, context.account, SERVICE_PRINCIPAL)
        )
    ):
        raise AwsError("AccessDeniedException", f"User is not authorized to access the account {account}.")
