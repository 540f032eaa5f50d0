"""Who may have stack sets with service-managed permissions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import GLOBAL, AwsError, Context, store_of
from aws_simulator.registry import Parameters, load_service, operation

SERVICE = "cloudformation"
SERVICE_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com"
ACCESS = "organizations access"


@operation(SERVICE, "ActivateOrganizationsAccess", "DeactivateOrganizationsAccess")
def switch_organizations_access(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lets the management account have stack sets with service-managed permissions, or not any more.

    Trusted access in Organizations alone does not; this gives that too.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ActivateOrganizationsAccess.html
    """
    organization = context.organization
    if organization is None or organization.account_id != context.account or organization.org.feature_set != "ALL":
        raise AwsError(
            "InvalidOperationException",
            "Only the management account of an organization with all features can change organizations access.",
        )
    if context.operation.startswith("Activate"):
        organization.enable_aws_service_access(ServicePrincipal=SERVICE_PRINCIPAL)
        context.store(ACCESS, region=GLOBAL)["activated"] = True
    else:
        organization.disable_aws_service_access(ServicePrincipal=SERVICE_PRINCIPAL)
        context.store(ACCESS, region=GLOBAL).clear()
    return {}


@operation(SERVICE, "DescribeOrganizationsAccess")
def describe_organizations_access(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns whether the management account can have stack sets with service-managed permissions.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeOrganizationsAccess.html
    """
    organization = context.organization
    if organization is None:
        raise AwsError("InvalidOperationException", "The account is not in an organization.")
    return {"Status": "ENABLED" if is_activated(organization) else "DISABLED"}


def is_activated(organization: Any) -> bool:
    """Can the organization have stack sets with service-managed permissions?"""
    load_service("organizations")
    from aws_simulator.corrections.organizations import has_service_access

    activated = store_of(SERVICE, organization.account_id, GLOBAL, ACCESS).get("activated")
    return bool(activated) and has_service_access(organization, SERVICE_PRINCIPAL)


def owner_of(context: Context, parameters: Parameters) -> str:
    """The account that the caller's stack sets belong to: its own, or the management account that it acts for."""
    organization = context.organization
    if parameters.get("CallAs") != "DELEGATED_ADMIN" or organization is None:
        return context.account
    from aws_simulator.corrections.organizations import is_delegated_administrator

    if not is_delegated_administrator(organization, context.account, SERVICE_PRINCIPAL):
        raise AwsError("ValidationError", "You must be a delegated administrator to call as one.")
    return organization.account_id


def check_owner(context: Context, owner: str) -> None:
    """Raise unless the account may have stack sets with service-managed permissions."""
    organization = context.organization
    if organization is None or organization.account_id != owner:
        raise AwsError(
            "ValidationError",
            "You must be the management account or delegated admin account of an organization before operating a "
            "SERVICE_MANAGED stack set",
        )
    if not is_activated(organization):
        raise AwsError(
            "ValidationError", "You must enable organizations access to operate a service managed stack set"
        )
