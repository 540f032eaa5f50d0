"""AWS CloudHSM: https://docs.aws.amazon.com/cloudhsm/latest/APIReference/

moto has the clusters, but with timestamps that the provider cannot read ("expected Timestamp to be a JSON Number"), and
no HSMs. Therefore clusters are answered here too.
"""
from __future__ import annotations

import string
from typing import Any, Dict, List, Tuple

from moto.ec2.models import ec2_backends

from aws_simulator.context import AwsError, Context, given, now, random_id
from aws_simulator.registry import Parameters, operation

SERVICE = "cloudhsmv2"
BASE32 = string.ascii_lowercase + "234567"
CLUSTERS = "clusters"


@operation(SERVICE, "CreateCluster")
def create_cluster(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a cluster. In AWS that takes minutes; here it is done at once.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateCluster.html
    """
    cluster_id = random_id("cluster-", 11, BASE32)
    subnets_by_zone, vpc_id = _network(context, parameters["SubnetIds"])
    cluster = {
        "BackupRetentionPolicy": {"Type": "DAYS", "Value": "90"},
        "Mode": "FIPS",
        "NetworkType": "IPV4",
        "TagList": [],
        **given(parameters, "BackupRetentionPolicy", "HsmType", "Mode", "NetworkType", "SourceBackupId", "TagList"),
        "ClusterId": cluster_id,
        "BackupPolicy": "DEFAULT",
        "CreateTimestamp": now(),
        "Hsms": [],
        "State": "UNINITIALIZED",
        "SubnetMapping": subnets_by_zone,
        "VpcId": vpc_id,
        "SecurityGroup": random_id("sg-"),
        "Certificates": {"ClusterCsr": "-----BEGIN CERTIFICATE REQUEST-----"},
    }
    context.store(CLUSTERS)[cluster_id] = cluster
    return {"Cluster": cluster}


def _network(context: Context, subnet_ids: List[str]) -> Tuple[Dict[str, str], str]:
    backend = ec2_backends[context.account][context.region]
    subnets = [backend.get_subnet(subnet_id) for subnet_id in subnet_ids]
    return {subnet.availability_zone: subnet.id for subnet in subnets}, subnets[0].vpc_id


@operation(SERVICE, "DescribeClusters")
def describe_clusters(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns clusters.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DescribeClusters.html
    """
    wanted = (parameters.get("Filters") or {}).get("clusterIds")
    clusters = context.store(CLUSTERS).values()
    return {"Clusters": [cluster for cluster in clusters if not wanted or cluster["ClusterId"] in wanted]}


@operation(SERVICE, "InitializeCluster")
def initialize_cluster(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Claims a cluster with certificates of its owner.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_InitializeCluster.html
    """
    cluster = _cluster(context, parameters["ClusterId"])
    cluster["Certificates"]["ClusterCertificate"] = parameters["SignedCert"]
    cluster["State"] = "ACTIVE" if cluster["Hsms"] else "INITIALIZED"
    return {"State": cluster["State"], "StateMessage": "Cluster initialized."}


@operation(SERVICE, "DeleteCluster")
def delete_cluster(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a cluster that has no HSMs.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteCluster.html
    """
    cluster = _cluster(context, parameters["ClusterId"])
    if cluster["Hsms"]:
        raise AwsError("CloudHsmInvalidRequestException", "The cluster has HSMs; delete them first.")
    del context.store(CLUSTERS)[cluster["ClusterId"]]
    return {"Cluster": {**cluster, "State": "DELETED"}}


@operation(SERVICE, "CreateHsm")
def create_hsm(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates an HSM in a cluster.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateHsm.html
    """
    cluster = _cluster(context, parameters["ClusterId"])
    zone = parameters["AvailabilityZone"]
    if zone not in cluster["SubnetMapping"]:
        raise AwsError("CloudHsmInvalidRequestException", f"The cluster has no subnet in {zone}.")
    hsm = {
        "HsmId": random_id("hsm-", 11, BASE32),
        "ClusterId": cluster["ClusterId"],
        "AvailabilityZone": zone,
        "SubnetId": cluster["SubnetMapping"][zone],
        "EniId": random_id("eni-"),
        "EniIp": parameters.get("IpAddress") or "10.0.1.10",
        "HsmType": cluster["HsmType"],
        "State": "ACTIVE",
        "StateMessage": "HSM created.",
    }
    cluster["Hsms"].append(hsm)
    if cluster["State"] == "INITIALIZED":
        cluster["State"] = "ACTIVE"
    return {"Hsm": hsm}


@operation(SERVICE, "DeleteHsm")
def delete_hsm(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes an HSM, which is named by its id or by its network interface.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteHsm.html
    """
    cluster = _cluster(context, parameters["ClusterId"])
    wanted = given(parameters, "HsmId", "EniId", "EniIp").items()
    for hsm in cluster["Hsms"]:
        if any(hsm[name] == value for name, value in wanted):
            cluster["Hsms"].remove(hsm)
            return {"HsmId": hsm["HsmId"]}
    raise AwsError("CloudHsmResourceNotFoundException", "The HSM does not exist.")


@operation(SERVICE, "TagResource", "UntagResource", "ListTags")
def tags_of_cluster(context: Context, parameters: Parameters) -> Any:
    """Tags of a cluster.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_TagResource.html
    """
    cluster = _cluster(context, parameters["ResourceId"])
    tags = {tag["Key"]: tag["Value"] for tag in cluster["TagList"]}
    tags.update({tag["Key"]: tag["Value"] for tag in parameters.get("TagList") or []})
    for key in parameters.get("TagKeyList") or []:
        tags.pop(key, None)
    cluster["TagList"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {"TagList": cluster["TagList"]} if context.operation == "ListTags" else None


def _cluster(context: Context, cluster_id: str) -> Dict[str, Any]:
    return context.find(
        CLUSTERS, cluster_id, "CloudHsmResourceNotFoundException", f"Cluster {cluster_id} does not exist."
    )
