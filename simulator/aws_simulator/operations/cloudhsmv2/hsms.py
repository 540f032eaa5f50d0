"""The HSMs of a cluster."""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import Context, given, random_id
from aws_simulator.hsm.audit_log import record_initialization
from aws_simulator.hsm.backups import back_up
from aws_simulator.hsm.cluster import ACTIVE, BASE32, SERVICE, UNINITIALIZED, Cluster, Hsm
from aws_simulator.hsm.network import NetworkError, create_interface, delete_interface
from aws_simulator.operations.cloudhsmv2.found import find_cluster, invalid, not_found
from aws_simulator.registry import Parameters, operation
from aws_simulator.slowness import HSM, slowness


@operation(SERVICE, "CreateHsm")
def create_hsm(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates an HSM in a cluster; until the cluster is active, there can be one only.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateHsm.html
    https://github.com/hashicorp/terraform-provider-aws/issues/7437
    """
    cluster, zone = find_cluster(context, parameters["ClusterId"]), parameters["AvailabilityZone"]
    _check_may_grow(cluster, zone)
    try:
        interface = create_interface(cluster, zone, parameters.get("IpAddress"))
    except NetworkError as error:
        raise invalid(str(error)) from None
    if cluster.phase != UNINITIALIZED and cluster.active_hsms:
        back_up(cluster)
    hsm = Hsm(
        id=random_id("hsm-", 11, BASE32),
        cluster_id=cluster.id,
        type=cluster.hsm_type,
        zone=zone,
        subnet_id=cluster.subnets_by_zone[zone],
        interface_id=interface.id,
        address=interface.private_ip_address,
    )
    cluster.add(hsm)
    if cluster.phase == UNINITIALIZED:
        record_initialization(cluster, hsm)
    slowness.begin(HSM, hsm.id)
    return {"Hsm": {**hsm.describe(), "State": "CREATE_IN_PROGRESS"}}


def _check_may_grow(cluster: Cluster, zone: str) -> None:
    if cluster.state.endswith("_IN_PROGRESS"):
        raise invalid(f"Cluster '{cluster.id}' is in the state {cluster.state}.")
    if cluster.hsms and cluster.phase != ACTIVE:
        raise invalid(f"Cluster '{cluster.id}' already contains an HSM but has not yet been fully activated")
    if zone not in cluster.subnets_by_zone:
        raise invalid(f"Cluster '{cluster.id}' has no subnet in the Availability Zone {zone}.")


@operation(SERVICE, "DeleteHsm")
def delete_hsm(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes an HSM, which is named by its id or by its network interface.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteHsm.html
    """
    cluster = find_cluster(context, parameters["ClusterId"])
    wanted = given(parameters, "HsmId", "EniId", "EniIp")
    if len(wanted) != 1:
        raise invalid("Specify one of HsmId, EniId and EniIp.")
    hsm = next((hsm for hsm in cluster.hsms if wanted.items() <= hsm.describe().items()), None)
    if hsm is None:
        raise not_found(f"Cluster {cluster.id} has no HSM {next(iter(wanted.values()))}.")
    if cluster.phase != UNINITIALIZED:
        back_up(cluster)
    cluster.remove(hsm)
    delete_interface(cluster, hsm.interface_id)
    return {"HsmId": hsm.id}
