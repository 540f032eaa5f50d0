"""``/simulator/cloudhsm-roots``: the roots of the certificates of HSMs, which in AWS are downloaded from web pages."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import control

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("GET", "cloudhsm-roots")
def get_roots(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """The root certificates ``{"aws": PEM, "manufacturer": PEM}``, the same for all clusters of the simulator."""
    from aws_simulator.hsm.identity import root_certificates

    return dict(root_certificates())
