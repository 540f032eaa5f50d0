"""``/simulator/digest-signature``: CloudTrail's signature under a text, as somebody had it who had got hold of its key."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import control, field
from aws_simulator.log_delivery.signing import signing_key_of

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "digest-signature")
def sign(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """The signature of ``{"region": name, "text": what is signed}``, in hexadecimal."""
    return {"signature": signing_key_of(field(body, "region", str)).sign(field(body, "text", str))}
