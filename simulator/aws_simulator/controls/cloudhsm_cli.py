"""``/simulator/cloudhsm-cli``: a person runs the CloudHSM CLI on a host in the VPC of a cluster."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import ControlError, control, field

if TYPE_CHECKING:
    from aws_simulator.hsm.cluster import Cluster
    from aws_simulator.overlay import Simulator


@control("POST", "cloudhsm-cli")
def run_command(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """What the CLI prints for ``{"account": id, "region": name, "cluster": id, "run": "login --username ..."}``.

    Who logs in stays logged in until ``logout``: all command lines for a cluster belong to one interactive session.
    """
    from aws_simulator.hsm.command_line import UsageError, run

    try:
        return run(find_cluster(body), field(body, "run", str))
    except UsageError as error:
        raise ControlError(str(error)) from None


def find_cluster(body: Dict[str, Any]) -> "Cluster":
    """The cluster that was sent."""
    from aws_simulator.hsm.cluster import clusters_of

    account, region, cluster_id = (field(body, name, str) for name in ("account", "region", "cluster"))
    cluster = clusters_of(account, region).get(cluster_id)
    if cluster is None:
        raise ControlError(f"There is no cluster {cluster_id} of account {account} in {region}.")
    return cluster
