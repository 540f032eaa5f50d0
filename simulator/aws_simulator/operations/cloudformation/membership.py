"""Which accounts are in organizational units."""
from __future__ import annotations

from typing import Any, Dict, Iterable


def accounts_in(organization: Any, organizational_units: Iterable[str]) -> Dict[str, str]:
    """The accounts in organizational units and those below, each with the given unit that it is in.

    The management account is left out, as service-managed stack sets do not deploy to it.
    """
    parents = {unit.id: unit.parent_id for unit in organization.ou}
    found: Dict[str, str] = {}
    for account in organization.accounts:
        if account.status != "ACTIVE" or account.id == organization.account_id:
            continue
        unit = account.parent_id
        while unit is not None and unit not in organizational_units:
            unit = parents.get(unit)
        if unit is not None:
            found[account.id] = unit
    return found
