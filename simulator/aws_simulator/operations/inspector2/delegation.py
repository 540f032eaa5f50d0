"""The delegated administrator of an organization, in each Region."""
from __future__ import annotations

from typing import Any, Dict, NoReturn

from aws_simulator.context import AwsError, Context
from aws_simulator.inspector.membership import (
    ENABLED,
    ENDING,
    SERVICE,
    SERVICE_PRINCIPAL,
    administrators_elsewhere,
    delegate,
    delegation_of,
    end_delegation,
    is_administrator,
    is_trusted,
    organization_administrator,
)
from aws_simulator.inspector.pages import page
from aws_simulator.registry import Parameters, operation

IS_ADMINISTRATOR = "Invoking account is the delegated admin."


@operation(SERVICE, "EnableDelegatedAdminAccount")
def enable_delegated_admin_account(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Makes an account the delegated administrator in a Region. Only the management account may, and there is one for all.

    Inspector has to be trusted before. It registers the account in AWS Organizations.
    https://docs.aws.amazon.com/inspector/v2/APIReference/API_EnableDelegatedAdminAccount.html
    https://docs.aws.amazon.com/inspector/latest/user/designating-admin.html
    https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-inspector2.html
    """
    organization = _managed_organization(context, "enable the delegated admin account")
    account = parameters["delegatedAdminAccountId"]
    if not is_trusted(organization):
        raise AwsError(
            "AccessDeniedException",
            f"The organization does not trust Amazon Inspector: enable trusted access for {SERVICE_PRINCIPAL} first.",
        )
    if account not in {member.id for member in organization.accounts if member.status == "ACTIVE"}:
        raise AwsError("ResourceNotFoundException", f"The account {account} is no active account of the organization.")
    delegation = delegation_of(context.account, context.region)
    if delegation is not None and delegation[1] == ENDING:
        raise AwsError("ConflictException", f"Delegated admin account {delegation[0]} is being disabled.")
    if delegation is not None:
        raise AwsError("ConflictException", f"Delegated admin account {delegation[0]} is already enabled.")
    others = [other for other in administrators_elsewhere(context.account) if other != account]
    if others:
        raise AwsError("ConflictException", f"The account {others[0]} is the delegated admin in another Region.")
    delegate(context.account, context.region, account)
    _register(organization, account)
    return {"delegatedAdminAccountId": account}


@operation(SERVICE, "DisableDelegatedAdminAccount")
def disable_delegated_admin_account(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Removes the delegated administrator of a Region. It and its members keep their scans, each on its own.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_DisableDelegatedAdminAccount.html
    https://docs.aws.amazon.com/inspector/latest/user/remove-delegated-admin.html
    """
    _managed_organization(context, "disable the delegated admin account")
    account = parameters["delegatedAdminAccountId"]
    delegation = delegation_of(context.account, context.region)
    if delegation is None or delegation[0] != account:
        raise AwsError("ResourceNotFoundException", f"The account {account} is not the delegated administrator.")
    if delegation[1] == ENDING:
        raise AwsError("ConflictException", f"Delegated admin account {account} is being disabled.")
    end_delegation(context.account, context.region)
    return {"delegatedAdminAccountId": account}


@operation(SERVICE, "ListDelegatedAdminAccounts")
def list_delegated_admin_accounts(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the delegated administrator for the management account. The administrator itself is refused in its own words.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListDelegatedAdminAccounts.html
    https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/inspector2/delegated_admin_account.go
    """
    if is_administrator(context.account, context.region):
        raise AwsError("ValidationException", IS_ADMINISTRATOR)
    _managed_organization(context, "list delegated admin accounts")
    delegation = delegation_of(context.account, context.region)
    accounts = [] if delegation is None else [{"accountId": delegation[0], "status": delegation[1]}]
    return page("delegatedAdminAccounts", accounts, parameters, 5)


@operation(SERVICE, "GetDelegatedAdminAccount")
def get_delegated_admin_account(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Tells an account of an organization who the delegated administrator is.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_GetDelegatedAdminAccount.html
    """
    administrator = organization_administrator(context.account, context.region)
    if administrator is None:
        raise AwsError("ResourceNotFoundException", "There is no delegated admin account.")
    if administrator == context.account:
        raise AwsError("ValidationException", IS_ADMINISTRATOR)
    return {"delegatedAdmin": {"accountId": administrator, "relationshipStatus": ENABLED}}


def _managed_organization(context: Context, what: str) -> Any:
    organization = context.organization
    if organization is None or organization.org is None or organization.org.master_account_id != context.account:
        refuse(what)
    return organization


def refuse(what: str) -> NoReturn:
    """Refuse what is up to another account."""
    raise AwsError("AccessDeniedException", f"Invoking account does not have access to {what}")


def _register(organization: Any, account: str) -> None:
    from aws_simulator.corrections.organizations import is_delegated_administrator
    from aws_simulator.slowness import DELEGATION, slowness

    is_registered = is_delegated_administrator(organization, account, SERVICE_PRINCIPAL)
    is_being_registered = slowness.lasts(DELEGATION, f"{account} {SERVICE_PRINCIPAL}")
    if account != organization.org.master_account_id and not is_registered and not is_being_registered:
        organization.register_delegated_administrator(AccountId=account, ServicePrincipal=SERVICE_PRINCIPAL)
