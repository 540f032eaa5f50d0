"""``/simulator/permissions``: what was asked for, and who enforces it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import control

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("GET", "permissions")
def get_permissions(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Whose permissions are enforced, and each account, principal, action and resource asked for since the start."""
    return {"enforced": simulator.enforcement.mode.value, "asked": simulator.enforcement.record.entries()}


@control("DELETE", "permissions")
def forget_permissions(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Forget what was asked for until now, so that what is asked for from now on can be told apart."""
    simulator.enforcement.record.forget()
    return {}
