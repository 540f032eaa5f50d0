"""Accounts that join an organization, and what Inspector then scans in them.

https://docs.aws.amazon.com/inspector/latest/user/adding-member-accounts.html
"""
from __future__ import annotations

from aws_simulator.inspector import scans
from aws_simulator.inspector.membership import (
    associate,
    auto_enable_of,
    delegation_of,
    has_reached_limit,
    is_administrator,
    regions_with_administrator,
)
from aws_simulator.inspector.scan_types import KEYS, supported_in
from aws_simulator.opt_in_regions import is_enabled as is_region_enabled


def enrol(management: str, account: str) -> None:
    """Associate an account that joins, and begin the scans that its administrator wants for such accounts."""
    for region in regions_with_administrator(management):
        delegation = delegation_of(management, region)
        if delegation is None or not is_administrator(delegation[0], region):
            continue
        administrator = delegation[0]
        wanted = auto_enable_of(administrator, region)
        types = [type_ for type_ in supported_in(region) if wanted[KEYS[type_]]]
        if types and not has_reached_limit(administrator, region) and is_region_enabled(account, region):
            associate(administrator, region, account)
            scans.begin(account, region, types)
