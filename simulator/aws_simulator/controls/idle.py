"""``/simulator/idle``: answers once nothing runs and nothing is due, so that tests need not sleep."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.background import NotIdle, background
from aws_simulator.clock import clock
from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("GET", "idle")
def wait_until_idle(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Wait for the functions that run, and for those that they start."""
    try:
        background.wait_until_idle()
    except NotIdle as error:
        raise ControlError(f"{error}.", 503) from error
    return {"now": clock.now().isoformat()}


@control("POST", "idle")
def send_and_wait_until_idle(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Wait, too; with ``{"flush": true}`` what is kept until there is more, such as records of Firehose, is sent."""
    answer = wait_until_idle(simulator, {})
    while field(body, "flush", bool, False) and background.flush():
        answer = wait_until_idle(simulator, {})
    return answer
