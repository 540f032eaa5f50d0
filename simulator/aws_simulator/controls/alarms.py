"""``/simulator/alarms``: has CloudWatch evaluate the alarms on the metrics of a namespace."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.alarms import evaluate
from aws_simulator.control import control, field
from aws_simulator.registry import load_service

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "alarms")
def evaluate_alarms(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Evaluate the alarms of ``{"account": id, "region": name, "namespace": text}`` at the simulator's time.

    They are those on one metric of the namespace, which has to be one that somebody publishes: AWS's own services
    publish nothing here. What changes is announced as AWS announces it, and answered with all states.
    """
    from moto.cloudwatch.models import cloudwatch_backends

    load_service("cloudwatch")
    backend = cloudwatch_backends[field(body, "account", str)][field(body, "region", str)]
    return evaluate(backend, field(body, "namespace", str))
