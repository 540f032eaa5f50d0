"""``/simulator/inspector-classic``: Amazon Inspector Classic answers as before its end, or no longer."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "inspector-classic")
def set_alive(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Let it answer or not: ``{"alive": true}``. What was made while it did is kept."""
    from aws_simulator.context import GLOBAL, store_of

    alive = field(body, "alive", bool)
    store_of("inspector", GLOBAL, GLOBAL, "end of support")["is alive"] = alive
    return {"alive": alive}
