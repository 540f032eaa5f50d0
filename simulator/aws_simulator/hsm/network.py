"""What CloudHSM makes in the VPC of a cluster: its security group, and a network interface for each HSM.

https://docs.aws.amazon.com/cloudhsm/latest/userguide/configure-sg.html
"""
from __future__ import annotations

import ipaddress
from typing import Any, Optional, Sequence, Set

from aws_simulator.hsm.cluster import Cluster

FIRST_PORT, LAST_PORT = 2223, 2225


class NetworkError(Exception):
    """What is wrong with a subnet or address; the message says it."""


def find_subnet(account: str, region: str, subnet_id: str) -> Optional[Any]:
    """A subnet of the account in the Region, or None."""
    from moto.ec2.models import ec2_backends

    found = ec2_backends[account][region].subnets.values()
    return next((subnets[subnet_id] for subnets in found if subnet_id in subnets), None)


def create_security_group(cluster: Cluster) -> str:
    """The security group of a new cluster, whose members reach each other on the ports of the HSMs."""
    group = _ec2(cluster).create_security_group(
        f"cloudhsm-cluster-{cluster.id}-sg", "Security group for AWS CloudHSM cluster", vpc_id=cluster.vpc_id
    )
    group.egress_rules.clear()
    for authorize in ("authorize_security_group_ingress", "authorize_security_group_egress"):
        getattr(_ec2(cluster), authorize)(
            group.id, "tcp", str(FIRST_PORT), str(LAST_PORT), [], source_groups=[{"GroupId": group.id}],
            vpc_id=cluster.vpc_id,
        )
    return str(group.id)


def delete_security_group(cluster: Cluster) -> None:
    """Remove the security group of a cluster that is deleted."""
    group = _security_group(cluster)
    if group is not None:
        _ec2(cluster).delete_security_group(group_id=group.id)


def lets_members_talk(cluster: Cluster) -> bool:
    """Do the rules of the security group still let its members reach each other on the ports of the HSMs?"""
    group = _security_group(cluster)
    return group is not None and all(
        any(_lets_talk(rule, group.id) for rule in rules) for rules in (group.ingress_rules, group.egress_rules)
    )


def _lets_talk(rule: Any, group_id: str) -> bool:
    if rule.source_group.get("GroupId") != group_id:
        return False
    if rule.ip_protocol == "-1":
        return True
    return rule.ip_protocol == "tcp" and rule.from_port <= FIRST_PORT and rule.to_port >= LAST_PORT


def create_interface(cluster: Cluster, zone: str, address: Optional[str]) -> Any:
    """The network interface of a new HSM."""
    subnet = find_subnet(cluster.account, cluster.region, cluster.subnets_by_zone[zone])
    if subnet is None:
        raise NetworkError(f"The subnet {cluster.subnets_by_zone[zone]} does not exist.")
    if address is not None:
        taken = _taken_addresses(cluster, subnet.id)
        if ipaddress.ip_address(address) not in subnet.cidr or address in taken:
            raise NetworkError(f"The IP address {address} is not an available address of the subnet {subnet.id}.")
    group_ids = [cluster.security_group]
    return _create_interface(cluster, subnet, group_ids, f"CloudHSM cluster {cluster.id}", address)


def _create_interface(
    cluster: Cluster, subnet: Any, group_ids: Sequence[str], description: str, address: Optional[str] = None
) -> Any:
    address = address or _free_address(subnet, _taken_addresses(cluster, subnet.id))
    return _ec2(cluster).create_network_interface(subnet, address, group_ids=group_ids, description=description)


def delete_interface(cluster: Cluster, interface_id: str) -> None:
    """Remove the network interface of an HSM."""
    _ec2(cluster).enis.pop(interface_id, None)


def create_client_interfaces(cluster: Cluster, group_name: str) -> None:
    """A security group and, in each subnet of the cluster, a network interface of a client outside of the VPC: of KMS.

    https://docs.aws.amazon.com/kms/latest/developerguide/connect-keystore.html
    """
    ec2 = _ec2(cluster)
    group = ec2.create_security_group(group_name, f"Security group of {group_name}", vpc_id=cluster.vpc_id)
    ec2.authorize_security_group_ingress(
        group.id, "tcp", str(FIRST_PORT), str(LAST_PORT), [], source_groups=[{"GroupId": cluster.security_group}],
        vpc_id=cluster.vpc_id,
    )
    group_ids = [group.id, cluster.security_group]
    for subnet_id in cluster.subnets_by_zone.values():
        _create_interface(cluster, find_subnet(cluster.account, cluster.region, subnet_id), group_ids, group_name)


def delete_client_interfaces(cluster: Cluster, group_name: str) -> None:
    """Remove the security group and the network interfaces of a client."""
    ec2 = _ec2(cluster)
    group = ec2.get_security_group_by_name_or_id(group_name, cluster.vpc_id)
    if group is None:
        return
    for interface in [one for one in ec2.enis.values() if group in one._group_set]:
        delete_interface(cluster, interface.id)
    ec2.delete_security_group(group_id=group.id)


def missing_subnets(cluster: Cluster) -> Sequence[str]:
    """The subnets of the cluster that were deleted."""
    subnet_ids = cluster.subnets_by_zone.values()
    return [one for one in subnet_ids if find_subnet(cluster.account, cluster.region, one) is None]


def full_subnets(cluster: Cluster) -> Sequence[str]:
    """The subnets of the cluster without a free address."""
    subnets = [find_subnet(cluster.account, cluster.region, one) for one in cluster.subnets_by_zone.values()]
    return [subnet.id for subnet in subnets if subnet is not None and subnet.available_ip_address_count < 1]


def _free_address(subnet: Any, taken: Set[str]) -> str:
    # The first four addresses and the last one are AWS's.
    # https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    for address in list(subnet.cidr)[4:-1]:
        if str(address) not in taken:
            return str(address)
    raise NetworkError(f"The subnet {subnet.id} has no free address.")


def _taken_addresses(cluster: Cluster, subnet_id: str) -> Set[str]:
    interfaces = _ec2(cluster).enis.values()
    return {one.private_ip_address for one in interfaces if one.subnet.id == subnet_id}


def _security_group(cluster: Cluster) -> Any:
    return _ec2(cluster).groups[cluster.vpc_id].get(cluster.security_group)


def _ec2(cluster: Cluster) -> Any:
    from moto.ec2.models import ec2_backends

    return ec2_backends[cluster.account][cluster.region]
