"""The organization that exists: units, accounts, trusted access, policy types and delegated administrators."""
from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, Optional, Tuple

from aws_simulator.existing.description import Existing, ExistingUnit, InvalidExisting


def add_organization(existing: Existing) -> None:
    """Create the organization, if there is one, with what is in it."""
    from moto.organizations import utils
    from moto.organizations.models import organizations_backends

    organizations_backends.master_accounts.clear()
    if not existing.has_organization:
        return
    backend = organizations_backends[existing.management_account_id]["aws"]
    with _next_id(utils, "make_random_org_id", existing.organization_id):
        with _next_id(utils, "make_random_root_id", existing.root_id):
            backend.create_organization(region="us-east-1", FeatureSet="ALL")
    root = backend.ou[0]
    _add_units(backend, existing.organizational_units, root.id)
    _add_accounts(backend, existing)
    with _problems_at("trustedServices"):
        for service in existing.trusted_services:
            backend.enable_aws_service_access(ServicePrincipal=service)
    with _problems_at("policyTypes"):
        for policy_type in existing.policy_types:
            root.add_policy_type(policy_type)
    with _problems_at("delegatedAdministrators"):
        for administrator in existing.delegated_administrators:
            for service in administrator.services:
                backend.register_delegated_administrator(AccountId=administrator.account, ServicePrincipal=service)


def close_accounts(existing: Existing) -> None:
    """Close the accounts that are to be closed: they stay in the organization as SUSPENDED.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html
    """
    from moto.organizations.models import organizations_backends

    backend = organizations_backends[existing.management_account_id]["aws"]
    for account in existing.accounts:
        if account.status == "SUSPENDED":
            backend.get_account_by_id(account.id).close()


def _add_units(backend: Any, units: Tuple[ExistingUnit, ...], parent: str) -> None:
    from moto.organizations import utils

    for unit in units:
        with _next_id(utils, "make_random_ou_id", unit.id):
            backend.create_organizational_unit(ParentId=parent, Name=unit.name, Tags=_pairs(unit.tags))
        _add_units(backend, unit.organizational_units, unit.id)


def _add_accounts(backend: Any, existing: Existing) -> None:
    from moto.organizations import utils

    for account in existing.accounts:
        if account.id == existing.management_account_id:
            management = backend.get_account_by_id(account.id)
            management.name, management.email = account.name, account.email
            backend.org.master_account_email = account.email
        else:
            with _next_id(utils, "make_random_account_id", account.id):
                backend.create_account(AccountName=account.name, Email=account.email)
        found = backend.get_account_by_id(account.id)
        found.tags.update(account.tags)
        found.parent_id = account.parent or found.parent_id


def _pairs(tags: Dict[str, str]) -> list:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


@contextmanager
def _problems_at(path: str) -> Iterator[None]:
    """Report what is refused as a problem of the description."""
    from aws_simulator.refusals import REFUSALS, code_of, reason_of

    try:
        yield
    except REFUSALS as error:
        raise InvalidExisting([f"{path}: refused: {code_of(error)}: {reason_of(error)}"]) from None


@contextmanager
def _next_id(utils: Any, function_name: str, value: Optional[str]) -> Iterator[None]:
    """Make one of moto's generators of random ids return a given id."""
    if value is None:
        yield
        return
    original = getattr(utils, function_name)
    setattr(utils, function_name, lambda *_: value)
    try:
        yield
    finally:
        setattr(utils, function_name, original)
