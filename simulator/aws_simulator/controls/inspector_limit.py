"""``/simulator/inspector-limit``: an organization has more accounts than Amazon Inspector takes."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "inspector-limit")
def limit(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Reach the limit of members: ``{"account": delegated administrator, "region": name, "reached": true or false}``.

    The delegated administrator gets an event, and no account can be associated.
    """
    from aws_simulator.context import store_of
    from aws_simulator.inspector.events import publish_failed_enrolment
    from aws_simulator.inspector.membership import LIMIT, SERVICE, is_administrator

    account, region = field(body, "account", str), field(body, "region", str)
    if not is_administrator(account, region):
        raise ControlError(f"Account {account} is not the delegated administrator of Inspector in {region}.")
    reached = field(body, "reached", bool)
    store_of(SERVICE, account, region, LIMIT)["reached"] = reached
    if reached:
        publish_failed_enrolment(account, region)
    return {"reached": reached}
