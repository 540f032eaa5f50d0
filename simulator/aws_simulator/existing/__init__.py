"""What exists before the first deploy: the management account, and optionally an organization with all that is in it."""
from __future__ import annotations

from typing import TYPE_CHECKING

from aws_simulator.existing.description import Existing, InvalidExisting, read_existing
from aws_simulator.existing.identities import add_later_users

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

__all__ = ["Existing", "InvalidExisting", "add_later_users", "make", "read_existing"]


def make(existing: Existing, simulator: "Simulator") -> None:
    """Create what ``existing`` describes. The state of moto and of the simulator must be empty.

    Raises InvalidExisting where a request is refused.
    """
    from aws_simulator.existing.identities import add_identities
    from aws_simulator.existing.organization import add_organization, close_accounts
    from aws_simulator.existing.requests import send

    add_organization(existing)
    add_identities(existing)
    send(existing.requests, simulator)
    # Nothing can be done in an account that is closed, therefore that comes last.
    close_accounts(existing)
