"""The policies of the organization that bind an account."""
from __future__ import annotations

from typing import Any, List, Sequence

from aws_simulator.authorization.evaluation import NamedPolicy, Policies
from aws_simulator.context import organization_of

SCP = "SERVICE_CONTROL_POLICY"
RCP = "RESOURCE_CONTROL_POLICY"


def levels_of(account: str, policy_type: str) -> Sequence[Policies]:
    """What is attached to the root, to each unit above the account, and to the account.

    The management account is not bound, nor is any account before the type is enabled.
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
    """
    organization = organization_of(account)
    if organization is None or organization.org is None or account == organization.org.master_account_id:
        return ()
    if all(enabled["Type"] != policy_type for enabled in organization.ou[0].policy_types):
        return ()
    return [_attached(organization, target, policy_type) for target in path_of(organization, account)]


def _attached(organization: Any, target: str, policy_type: str) -> Policies:
    return [
        NamedPolicy(policy.name, policy.content)
        for policy in organization.policies
        if policy.type == policy_type and any(attachment.id == target for attachment in policy.attachments)
    ]


def path_of(organization: Any, account: str) -> List[str]:
    """The ids of the root, of each unit above an account, and of the account."""
    parents = {unit.id: unit.parent_id for unit in organization.ou}
    path = [account]
    parent = organization.get_account_by_id(account).parent_id
    while parent:
        path.insert(0, parent)
        parent = parents.get(parent)
    return path


def organization_path(account: str) -> str:
    """The path of an account in its organization, as aws:PrincipalOrgPaths has it: ``o-id/r-id/ou-id/``."""
    organization = organization_of(account)
    if organization is None or organization.org is None:
        return ""
    return "/".join([organization.org.id, *path_of(organization, account)[:-1], ""])
