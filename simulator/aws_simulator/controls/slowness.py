"""``/simulator/slowness``: whether what takes time in AWS takes time here."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import ControlError, control, field
from aws_simulator.slowness import DURATIONS, slowness

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("GET", "slowness")
def get_slowness(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Whether the simulator is slow, and how many seconds things take then."""
    seconds = {what: slowness.seconds(what) for what in DURATIONS}
    only = sorted(DURATIONS if slowness.only is None else slowness.only)
    return {"on": slowness.is_on, "factor": slowness.factor, "only": only, "seconds": seconds}


@control("POST", "slowness")
def set_slowness(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Make it slow or not: ``{"on": true, "factor": 1}``; with 1 things take as long as in AWS.

    With ``"only": ["a new account"]`` nothing else is slow.
    """
    factor = field(body, "factor", float, slowness.factor)
    if factor <= 0:
        raise ControlError("The field 'factor' must be more than 0.")
    only = field(body, "only", list, list(DURATIONS))
    unknown = [what for what in only if what not in DURATIONS]
    if unknown:
        raise ControlError(f"Nothing is called {unknown[0]!r}; there are: {', '.join(DURATIONS)}.")
    slowness.is_on, slowness.factor, slowness.only = field(body, "on", bool), factor, frozenset(only)
    return get_slowness(simulator, {})
