"""Clusters: made, claimed by their owner, changed and deleted."""
from __future__ import annotations

from typing import Any, Dict, Optional

from aws_simulator.context import Context
from aws_simulator.hsm.backups import READY, Backup, back_up, back_up_daily, backups_of
from aws_simulator.hsm.claim import ClaimRefused, check_claim
from aws_simulator.hsm.cluster import INITIALIZED, SERVICE, UNINITIALIZED, Cluster, as_tags, clusters_of
from aws_simulator.hsm.network import create_security_group, delete_security_group, find_subnet
from aws_simulator.operations.cloudhsmv2.found import (
    check_filters,
    find_cluster,
    invalid,
    not_found,
    page,
    retention_days,
)
from aws_simulator.policy import Principal, Request, is_allowed
from aws_simulator.registry import Parameters, operation
from aws_simulator.service_linked_roles import CLOUDHSM
from aws_simulator.slowness import CLUSTER, INITIALIZATION, slowness

OLD_TYPE, TYPE = "hsm1.medium", "hsm2m.medium"
FIPS = "FIPS"
MOST_CLUSTERS_ON_A_PAGE = 25


@operation(SERVICE, "CreateCluster")
def create_cluster(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a cluster, also from a backup; then it is active at once.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateCluster.html
    https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster-from-backup.html
    """
    hsm_type, mode = parameters["HsmType"], _mode(parameters)
    subnets = _subnets(context, parameters["SubnetIds"])
    backup = _backup(context, parameters.get("SourceBackupId"))
    cluster = Cluster(
        account=context.account,
        region=context.region,
        hsm_type=hsm_type,
        mode=mode,
        subnets_by_zone={subnet.availability_zone: subnet.id for subnet in subnets},
        vpc_id=subnets[0].vpc_id,
        network_type=parameters.get("NetworkType") or "IPV4",
        tags=as_tags(parameters.get("TagList")),
    )
    if parameters.get("BackupRetentionPolicy"):
        cluster.retention_days = retention_days(parameters["BackupRetentionPolicy"])
    if backup is not None:
        _restore(cluster, backup)
    CLOUDHSM.ensure(context.account)
    cluster.security_group = create_security_group(cluster)
    clusters_of(context.account, context.region)[cluster.id] = cluster
    slowness.begin(CLUSTER, cluster.id)
    return {"Cluster": cluster.describe()}


def _mode(parameters: Parameters) -> str:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cluster-hsm-types.html"""
    hsm_type, mode = parameters["HsmType"], parameters.get("Mode")
    if hsm_type not in (OLD_TYPE, TYPE):
        raise invalid(f"The HSM type {hsm_type} is not one of {OLD_TYPE}, {TYPE}.")
    if hsm_type == TYPE and mode is None:
        raise invalid(f"Mode is required for the HSM type {TYPE}.")
    if hsm_type == OLD_TYPE and mode not in (None, FIPS):
        raise invalid(f"The mode {mode} is not available for the HSM type {OLD_TYPE}.")
    return str(mode or FIPS)


def _subnets(context: Context, subnet_ids: Any) -> Any:
    subnets = []
    for subnet_id in subnet_ids:
        subnet = find_subnet(context.account, context.region, subnet_id)
        if subnet is None:
            raise invalid(f"The subnet {subnet_id} does not exist.")
        subnets.append(subnet)
    if len({subnet.vpc_id for subnet in subnets}) > 1:
        raise invalid("All subnets must be in the same VPC.")
    zones = [subnet.availability_zone for subnet in subnets]
    if len(set(zones)) < len(zones):
        raise invalid("Only one subnet can be specified for each Availability Zone.")
    return subnets


def _backup(context: Context, name: Optional[str]) -> Optional[Backup]:
    """A backup by its id or ARN; one of another account must be shared."""
    if not name:
        return None
    is_arn = name.startswith("arn:")
    account = name.split(":")[4] if is_arn else context.account
    backup = backups_of(account, context.region).get(name.rpartition("/")[2])
    if backup is None or (is_arn and backup.arn != name):
        raise not_found(f"Backup {name} does not exist.")
    if account != context.account:
        request = Request(Principal.of_account(context.account), "cloudhsm:CreateCluster", backup.arn, {})
        if backup.policy is None or not is_allowed(backup.policy, request):
            raise not_found(f"Backup {name} does not exist.")
    if backup.state != READY:
        raise invalid(f"Backup {name} is in the state {backup.state}.")
    return backup


def _restore(cluster: Cluster, backup: Backup) -> None:
    if cluster.mode != backup.mode:
        raise invalid(f"A backup of the mode {backup.mode} cannot be restored to a cluster of the mode {cluster.mode}.")
    if (cluster.hsm_type, backup.hsm_type) == (OLD_TYPE, TYPE):
        raise invalid(f"A backup of the HSM type {TYPE} cannot be restored to a cluster of the HSM type {OLD_TYPE}.")
    cluster.source_backup = backup.id
    cluster.phase, cluster.users = backup.phase, backup.users.copy()
    cluster.certificate, cluster.trust_anchor = backup.certificate, backup.trust_anchor
    back_up_daily(cluster)


@operation(SERVICE, "DescribeClusters")
def describe_clusters(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns clusters, without their trust anchors.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DescribeClusters.html
    """
    filters = check_filters(parameters.get("Filters"), "clusterIds", "vpcIds", "states")
    found = [
        cluster
        for cluster in clusters_of(context.account, context.region).values()
        if cluster.id in filters.get("clusterIds", [cluster.id])
        and cluster.vpc_id in filters.get("vpcIds", [cluster.vpc_id])
        and cluster.state in filters.get("states", [cluster.state])
    ]
    clusters, rest = page(found, parameters, MOST_CLUSTERS_ON_A_PAGE)
    return {"Clusters": [cluster.describe() for cluster in clusters], **rest}


@operation(SERVICE, "InitializeCluster")
def initialize_cluster(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Claims a cluster with certificates of its owner. It becomes active by a command of the CloudHSM CLI only.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_InitializeCluster.html
    """
    cluster = find_cluster(context, parameters["ClusterId"])
    if cluster.state != UNINITIALIZED:
        raise invalid(f"Cluster {cluster.id} is in the state {cluster.state}, not {UNINITIALIZED}.")
    if cluster.request is None:
        raise invalid(f"Cluster {cluster.id} has no active HSM, and therefore no CSR.")
    try:
        check_claim(cluster.request, parameters["SignedCert"], parameters["TrustAnchor"])
    except ClaimRefused as error:
        raise invalid(str(error)) from None
    cluster.certificate, cluster.trust_anchor = parameters["SignedCert"], parameters["TrustAnchor"]
    cluster.phase, cluster.identity = INITIALIZED, None
    slowness.begin(INITIALIZATION, cluster.id)
    back_up(cluster)
    back_up_daily(cluster)
    return {
        "State": "INITIALIZE_IN_PROGRESS",
        "StateMessage": "Cluster is initializing. State will change to INITIALIZED upon completion.",
    }


@operation(SERVICE, "ModifyCluster")
def modify_cluster(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes for how many days the backups of a cluster are kept.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_ModifyCluster.html
    """
    cluster = find_cluster(context, parameters["ClusterId"])
    if parameters.get("HsmType") not in (None, cluster.hsm_type):
        raise invalid(f"The HSM type {cluster.hsm_type} of cluster {cluster.id} cannot be changed.")
    if parameters.get("BackupRetentionPolicy"):
        cluster.retention_days = retention_days(parameters["BackupRetentionPolicy"])
    return {"Cluster": cluster.describe()}


@operation(SERVICE, "DeleteCluster")
def delete_cluster(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a cluster that has no HSMs. Its backups stay.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteCluster.html
    """
    cluster = find_cluster(context, parameters["ClusterId"])
    if cluster.hsms:
        raise invalid(f"Cluster {cluster.id} has HSMs. Delete all HSMs of the cluster before the cluster.")
    described = cluster.describe()
    delete_security_group(cluster)
    del clusters_of(context.account, context.region)[cluster.id]
    return {"Cluster": {**described, "State": "DELETE_IN_PROGRESS"}}
