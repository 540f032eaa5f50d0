"""The members of the delegated administrator."""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context
from aws_simulator.inspector import scans
from aws_simulator.inspector.membership import (
    CREATED,
    SERVICE,
    associate,
    disassociate,
    has_reached_limit,
    is_administrator,
    members_of,
)
from aws_simulator.inspector.organization_policy import forced
from aws_simulator.inspector.pages import page
from aws_simulator.inspector.scan_types import supported_in
from aws_simulator.operations.inspector2.delegation import refuse
from aws_simulator.registry import Parameters, operation

NOT_ENABLED = "Invoking account is not enabled."


@operation(SERVICE, "AssociateMember")
def associate_member(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Begins to associate an account of the organization. The delegated administrator has to be enabled itself.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_AssociateMember.html
    https://github.com/hashicorp/terraform-provider-aws/pull/33935
    """
    account = parameters["accountId"]
    check_administrator(context, "associate member account")
    if not scans.is_on(context.account, context.region):
        raise AwsError("AccessDeniedException", NOT_ENABLED)
    member = members_of(context.account, context.region).get(account)
    if account == context.account or (member is not None and not member.is_removed):
        raise _rejected("the given account ID is already a member or associated member of the current account.")
    organization = context.organization
    known = {other.id for other in organization.accounts if other.status == "ACTIVE"} if organization else set()
    if account not in known:
        raise _rejected("the given account ID is not an active account of the organization of the current account.")
    if has_reached_limit(context.account, context.region):
        raise AwsError("ServiceQuotaExceededException", "The organization has reached the limit of member accounts.")
    associate(context.account, context.region, account)
    return {"accountId": account}


@operation(SERVICE, "DisassociateMember")
def disassociate_member(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Ends the association of a member, which scans as before. One whose scans a policy enables stays a member.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_DisassociateMember.html
    https://docs.aws.amazon.com/inspector/latest/user/disassociating-member-accounts.html
    """
    account = parameters["accountId"]
    check_administrator(context, "disassociate member account")
    member = members_of(context.account, context.region).get(account)
    if member is None or member.is_removed:
        raise _rejected(
            "the current account cannot disassociate the given member account ID since the latter is not yet "
            "associated to it."
        )
    if any(forced(account, context.region, type_) is not None for type_ in supported_in(context.region)):
        raise _rejected("an organization policy manages the given member account ID.")
    disassociate(context.account, context.region, account)
    return {"accountId": account}


@operation(SERVICE, "GetMember")
def get_member(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a member, also one that was associated before.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_GetMember.html
    https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/inspector2/member_association.go
    """
    check_administrator(context, "get member account")
    member = members_of(context.account, context.region).get(parameters["accountId"])
    if member is None:
        refuse("get member account")
    return {"member": member.describe()}


@operation(SERVICE, "ListMembers")
def list_members(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the members; with ``onlyAssociated`` false all accounts of the organization.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListMembers.html
    """
    check_administrator(context, "list members")
    known = members_of(context.account, context.region)
    members = [member.describe() for member in known.values() if not member.is_removed]
    if parameters.get("onlyAssociated") is False:
        members = [member.describe() for member in known.values()]
        organization = context.organization
        for other in organization.accounts if organization else ():
            if other.id not in (context.account, *known):
                members.append({"accountId": other.id, "relationshipStatus": CREATED})
    return page("members", members, parameters, 50)


def check_administrator(context: Context, what: str) -> None:
    """Refuse whoever is not the delegated administrator of the Region."""
    if not is_administrator(context.account, context.region):
        refuse(what)


def _rejected(why: str) -> AwsError:
    return AwsError("ValidationException", f"The request is rejected because {why}")
