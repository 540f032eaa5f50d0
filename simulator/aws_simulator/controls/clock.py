"""``/simulator/clock``: the simulator's time, which can be moved forward."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.clock import clock
from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("GET", "clock")
def get_time(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """The time."""
    return {"now": clock.now().isoformat()}


@control("POST", "clock")
def move_time(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Move the time by ``{"advance": seconds}``; what is due by then is done."""
    seconds = field(body, "advance", float)
    if seconds < 0:
        raise ControlError("The time can only be moved forward.")
    clock.advance(seconds)
    return get_time(simulator, {})
