"""A conformance pack of an organization, and the packs of its accounts that it becomes.

https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
"""
from __future__ import annotations

from typing import Dict, List

from moto.config.models import config_backends

from aws_simulator.context import Context, store_of
from aws_simulator.corrections.config.organization import MULTI_ACCOUNT_SETUP_PRINCIPAL
from aws_simulator.corrections.config.rules import check_recorder
from aws_simulator.operations.config.conformance_pack import CONFORMANCE_PACKS, ConformancePack
from aws_simulator.operations.config.deployment import Deployment, target_accounts
from aws_simulator.operations.config.naming import SERVICE, random_suffix
from aws_simulator.registry import Parameters


class OrganizationPack:
    """A conformance pack of the organization, and the packs of its accounts that it became."""

    def __init__(self, context: Context, name: str):
        self.name = name
        self.unique_name = f"{name}-{random_suffix()}"
        self.member_pack_name = f"OrgConformsPack-{self.unique_name}"
        self.arn = context.arn(f"organization-conformance-pack/{self.unique_name}")
        self.region = context.region
        self.parameters: Parameters = {}
        self.deployment = Deployment()

    @property
    def excluded_accounts(self) -> List[str]:
        return self.parameters.get("ExcludedAccounts") or []

    def deploy(self, context: Context) -> None:
        """Bring the pack to every account that is not excluded, and take it from those that are."""
        before = list(self.deployment.errors)
        if before:
            self.deployment.again()
        targets = target_accounts(context, self.excluded_accounts)
        for account in targets:
            self.deployment.to(account, self.put_in)
        for account in set(before) - set(targets):
            self.remove_from(account)

    def put_in(self, account: str) -> None:
        check_recorder(config_backends[account][self.region])
        packs = self._packs_of(account)
        pack = packs.get(self.member_pack_name)
        if pack is None:
            pack = ConformancePack(account, self.region, self.member_pack_name, MULTI_ACCOUNT_SETUP_PRINCIPAL)
        pack.put(self.parameters)
        packs[self.member_pack_name] = pack
        if pack.failure:
            raise pack.failure

    def remove_from(self, account: str) -> None:
        pack = self._packs_of(account).pop(self.member_pack_name, None)
        if pack is not None:
            pack.delete()

    def _packs_of(self, account: str) -> Dict[str, ConformancePack]:
        return store_of(SERVICE, account, self.region, CONFORMANCE_PACKS)
