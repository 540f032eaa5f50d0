"""What Inspector scans in an account and Region: what was asked for, unless a policy of the organization decides it.

https://docs.aws.amazon.com/inspector/latest/user/activate-scans.html
"""
from __future__ import annotations

from typing import Any, Dict, Iterable

from aws_simulator.context import store_of
from aws_simulator.inspector.organization_policy import forced
from aws_simulator.inspector.scan_types import KEYS, supported_in
from aws_simulator.service_linked_roles import INSPECTOR, INSPECTOR_AGENTLESS
from aws_simulator.slowness import INSPECTOR_SCAN, INSPECTOR_SCAN_END, slowness

SERVICE = "inspector2"
ENABLING, ENABLED, DISABLING, DISABLED = "ENABLING", "ENABLED", "DISABLING", "DISABLED"
# What ends with the last scan of an account.
# https://docs.aws.amazon.com/inspector/latest/user/deactivating-best-practices.html
_ENDING = ("findings", "coverage", "filters")


def status_of(account: str, region: str, type_: str) -> str:
    """The status of a type of scan."""
    decided = forced(account, region, type_) if type_ in supported_in(region) else False
    if decided is not None:
        return ENABLED if decided else DISABLED
    name = _name(account, region, type_)
    if store_of(SERVICE, account, region, "scans").get(type_):
        return ENABLING if slowness.lasts(INSPECTOR_SCAN, name) else ENABLED
    return DISABLING if slowness.lasts(INSPECTOR_SCAN_END, name) else DISABLED


def statuses_of(account: str, region: str) -> Dict[str, str]:
    """The statuses of all types of scan, by the keys that answers give them; those that the Region lacks are disabled.

    Terraform's provider ends with an error when one is missing.
    """
    return {key: status_of(account, region, type_) for type_, key in KEYS.items()}


def account_status(account: str, region: str) -> str:
    """The status of Inspector in an account: enabled while it scans anything."""
    statuses = statuses_of(account, region).values()
    return next((status for status in (ENABLED, ENABLING, DISABLING) if status in statuses), DISABLED)


def is_enabled(account: str, region: str) -> bool:
    """Does Inspector scan anything in the account and Region?"""
    return account_status(account, region) == ENABLED


def is_on(account: str, region: str) -> bool:
    """Does Inspector scan anything, or is it about to?"""
    return account_status(account, region) in (ENABLED, ENABLING)


def begin(account: str, region: str, types: Iterable[str]) -> None:
    """Begin scans. Inspector makes its roles in the account.

    https://docs.aws.amazon.com/inspector/latest/user/using-service-linked-roles.html
    """
    INSPECTOR.ensure(account)
    wanted = store_of(SERVICE, account, region, "scans")
    for type_ in types:
        if type_ == "EC2":
            INSPECTOR_AGENTLESS.ensure(account)
        if not wanted.get(type_):
            wanted[type_] = True
            slowness.begin(INSPECTOR_SCAN, _name(account, region, type_))


def end(account: str, region: str, types: Iterable[str]) -> None:
    """End scans. Without any, the account has no findings, coverage and filters."""
    wanted = store_of(SERVICE, account, region, "scans")
    for type_ in types:
        if wanted.pop(type_, None):
            slowness.begin(INSPECTOR_SCAN_END, _name(account, region, type_))
    if not is_on(account, region):
        for kind in _ENDING:
            store_of(SERVICE, account, region, kind).clear()


def describe(account: str, region: str) -> Dict[str, Any]:
    """As Enable and Disable return an account."""
    statuses = statuses_of(account, region)
    return {"accountId": account, "status": account_status(account, region), "resourceStatus": statuses}


def _name(account: str, region: str, type_: str) -> str:
    return f"{account} {region} {type_}"
