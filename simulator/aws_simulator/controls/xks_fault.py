"""``/simulator/xks-fault``: the proxy of external key stores breaks, or is whole again."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "xks-fault")
def break_proxy(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Break ``{"account": id, "region": name, "endpoint": "https://...", "fault": name or null}``; null repairs it."""
    from aws_simulator.key_stores.proxy import FAULTS, faults_of

    account, region, endpoint = (field(body, name, str) for name in ("account", "region", "endpoint"))
    fault = body.get("fault")
    if fault is not None and fault not in FAULTS:
        raise ControlError(f"The field 'fault' must be null or one of {', '.join(FAULTS)}.")
    if fault is None:
        faults_of(account, region).pop(endpoint, None)
    else:
        faults_of(account, region)[endpoint] = fault
    return {"endpoint": endpoint, "fault": fault}
