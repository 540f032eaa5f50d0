"""Accounts that join or leave an organization that has rules and conformance packs.

https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
"""
from __future__ import annotations

from typing import Any, Iterator

from aws_simulator.context import organization_of, stores_of
from aws_simulator.operations.config.naming import PACKS_OF_ORGANIZATION, RULES_OF_ORGANIZATION, SERVICE
from aws_simulator.slowness import RULE_ATTEMPTS, slowness


def deploy_to_new_account(account: str, region: str) -> None:
    """Bring what the organization deploys to an account that joined it later and now records.

    AWS tries for hours after the account joined, and never again.
    https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
    """
    if slowness.is_over(RULE_ATTEMPTS, account):
        return
    for deployed in _deployed_by(organization_of(account)):
        is_new = account not in deployed.excluded_accounts and account not in deployed.deployment.errors
        if is_new and deployed.region == region:
            deployed.deployment.to(account, deployed.put_in)


def remove_from_former_account(organization: Any, account: str) -> None:
    """Take what the organization has deployed from an account that leaves it."""
    for deployed in _deployed_by(organization):
        if deployed.deployment.errors.pop(account, account) is None:
            deployed.remove_from(account)


def _deployed_by(organization: Any) -> Iterator[Any]:
    for administrator in list(organization.accounts) if organization else []:
        for kind in (RULES_OF_ORGANIZATION, PACKS_OF_ORGANIZATION):
            for store in stores_of(SERVICE, administrator.id, kind):
                yield from list(store.values())
