"""``/simulator/cloudhsm-fault``: something of a cluster breaks, or is whole again."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import ControlError, control, field
from aws_simulator.controls.cloudhsm_cli import find_cluster

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "cloudhsm-fault")
def break_cluster(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Break ``{"account": id, "region": name, "cluster": id, "fault": name or null}``; null repairs everything.

    ``hsm-failed`` lets all HSMs fail, or the one of ``"hsm": id``. The others make KMS fail to connect, with the error
    that AWS documents. What also breaks a key store that is connected: ``hsm-failed``, ``network``, ``internal``.
    """
    from aws_simulator.key_stores.cluster import FAULTS, HSMS_FAILED

    cluster, fault = find_cluster(body), body.get("fault")
    if fault is not None and fault not in FAULTS:
        raise ControlError(f"The field 'fault' must be null or one of {', '.join(FAULTS)}.")
    wanted = field(body, "hsm", str, "")
    failing = [hsm for hsm in cluster.hsms if wanted in ("", hsm.id)]
    if wanted and not failing:
        raise ControlError(f"The cluster {cluster.id} has no HSM {wanted}.")
    if fault is None:
        cluster.fault = None
    elif fault != HSMS_FAILED:
        cluster.fault = fault
    for hsm in failing if fault in (None, HSMS_FAILED) else ():
        hsm.has_failed = fault is not None
    return {"cluster": cluster.id, "state": cluster.state, "hsms": {hsm.id: hsm.state for hsm in cluster.hsms}}
