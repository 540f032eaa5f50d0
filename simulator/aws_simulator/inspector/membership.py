"""Who administers Inspector in an organization and Region, and which accounts are its members there.

https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

from aws_simulator.context import GLOBAL, now, organization_of, store_of, stores_of
from aws_simulator.slowness import INSPECTOR_DELEGATION_END, INSPECTOR_MEMBER, slowness

SERVICE = "inspector2"
SERVICE_PRINCIPAL = "inspector2.amazonaws.com"
DELEGATED, MEMBERS, AUTO_ENABLE, LIMIT = "delegated administrator", "members", "auto enable", "member limit"
CREATED, ENABLED, REMOVED = "CREATED", "ENABLED", "REMOVED"
ENDING = "DISABLE_IN_PROGRESS"


@dataclass
class Member:
    """An account that the delegated administrator has, or had, associated in a Region."""

    account: str
    administrator: str
    region: str
    updated_at: datetime.datetime
    is_removed: bool = False

    @property
    def status(self) -> str:
        """How far its association is."""
        if self.is_removed:
            return REMOVED
        return CREATED if slowness.lasts(INSPECTOR_MEMBER, f"{self.account} {self.region}") else ENABLED

    def describe(self) -> Dict[str, Any]:
        """As GetMember returns it."""
        return {
            "accountId": self.account,
            "delegatedAdminAccountId": self.administrator,
            "relationshipStatus": self.status,
            "updatedAt": self.updated_at,
        }


def delegation_of(management: str, region: str) -> Optional[Tuple[str, str]]:
    """The delegated administrator of an organization in a Region, and its status."""
    store = store_of(SERVICE, management, region, DELEGATED)
    if "account" not in store:
        return None
    if not store.get("is ending"):
        return store["account"], ENABLED
    if slowness.lasts(INSPECTOR_DELEGATION_END, f"{management} {region}"):
        return store["account"], ENDING
    store.clear()
    return None


def delegate(management: str, region: str, account: str) -> None:
    """Make an account the delegated administrator."""
    store_of(SERVICE, management, region, DELEGATED)["account"] = account
    store_of(SERVICE, management, GLOBAL, "regions with an administrator")[region] = True


def end_delegation(management: str, region: str) -> None:
    """Remove the delegated administrator. It and its members become standalone accounts, which scan as before.

    https://docs.aws.amazon.com/inspector/latest/user/remove-delegated-admin.html
    """
    store = store_of(SERVICE, management, region, DELEGATED)
    administrator = store["account"]
    for kind in (MEMBERS, AUTO_ENABLE, LIMIT):
        store_of(SERVICE, administrator, region, kind).clear()
    store["is ending"] = True
    slowness.begin(INSPECTOR_DELEGATION_END, f"{management} {region}")


def administrators_elsewhere(management: str) -> List[str]:
    """Who is the delegated administrator of an organization in any Region."""
    stores = stores_of(SERVICE, management, DELEGATED)
    return [store["account"] for store in stores if "account" in store and not store.get("is ending")]


def is_administrator(account: str, region: str) -> bool:
    """Is an account the delegated administrator of its organization in a Region?"""
    return organization_administrator(account, region) == account


def organization_administrator(account: str, region: str) -> Optional[str]:
    """The delegated administrator of an account's organization in a Region, whether the account is its member or not."""
    organization = organization_of(account)
    if organization is None or organization.org is None:
        return None
    delegation = delegation_of(organization.org.master_account_id, region)
    return delegation[0] if delegation is not None and delegation[1] == ENABLED else None


def administrator_of(account: str, region: str) -> str:
    """The delegated administrator whose member an account is, or the account itself."""
    administrator = organization_administrator(account, region)
    if administrator is None:
        return account
    member = members_of(administrator, region).get(account)
    return administrator if member is not None and member.status == ENABLED else account


def members_of(administrator: str, region: str) -> Dict[str, Member]:
    """The accounts that an administrator has, or had, associated in a Region."""
    return store_of(SERVICE, administrator, region, MEMBERS)


def associated(administrator: str, region: str) -> List[str]:
    """The accounts whose association has not ended."""
    return [member.account for member in members_of(administrator, region).values() if not member.is_removed]


def associate(administrator: str, region: str, account: str) -> None:
    """Begin to associate an account."""
    members_of(administrator, region)[account] = Member(account, administrator, region, now())
    slowness.begin(INSPECTOR_MEMBER, f"{account} {region}")


def disassociate(administrator: str, region: str, account: str) -> None:
    """End an association. The account scans as before, on its own.

    https://docs.aws.amazon.com/inspector/latest/user/disassociating-member-accounts.html
    """
    member = members_of(administrator, region)[account]
    member.is_removed, member.updated_at = True, now()


def accounts_seen_by(account: str, region: str) -> List[str]:
    """An account sees what is its own, the delegated administrator also what is its members'."""
    return [account, *(member for member in accounts_managed_by(account, region) if member != account)]


def accounts_managed_by(account: str, region: str) -> List[str]:
    """The members of a delegated administrator whose association is complete."""
    if not is_administrator(account, region):
        return []
    return [member.account for member in members_of(account, region).values() if member.status == ENABLED]


def auto_enable_of(administrator: str, region: str) -> Dict[str, bool]:
    """The types of scan, by their keys, that accounts get which join the organization."""
    store = store_of(SERVICE, administrator, region, AUTO_ENABLE)
    for key in ("ec2", "ecr", "lambda", "lambdaCode", "codeRepository"):
        store.setdefault(key, False)
    return store


def has_reached_limit(administrator: str, region: str) -> bool:
    """Has the organization more accounts than Inspector takes? The control ``inspector-limit`` says so."""
    return bool(store_of(SERVICE, administrator, region, LIMIT).get("reached"))


def is_trusted(organization: Any) -> bool:
    """Does the organization trust Inspector, and does Inspector know it by now?"""
    from aws_simulator.corrections.organizations import has_service_access

    return has_service_access(organization, SERVICE_PRINCIPAL)


def leave(management: str, account: str) -> None:
    """An account left the organization: it is no member any more."""
    for region in regions_with_administrator(management):
        delegation = delegation_of(management, region)
        if delegation is not None:
            members_of(delegation[0], region).pop(account, None)


def regions_with_administrator(management: str) -> List[str]:
    """The Regions in which an organization has a delegated administrator."""
    known = store_of(SERVICE, management, GLOBAL, "regions with an administrator")
    return [region for region in known if delegation_of(management, region) is not None]
