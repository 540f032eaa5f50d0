"""Clusters and their HSMs, and in which state they are.

https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_Cluster.html
"""
from __future__ import annotations

import datetime
import string
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Set

from aws_simulator.context import now, random_id, store_of
from aws_simulator.hsm.identity import Identity, new_identity
from aws_simulator.hsm.users import Users
from aws_simulator.slowness import CLUSTER, HSM, INITIALIZATION, slowness

SERVICE = "cloudhsmv2"
BASE32 = string.ascii_lowercase + "234567"
UNINITIALIZED, INITIALIZED, ACTIVE, DEGRADED = "UNINITIALIZED", "INITIALIZED", "ACTIVE", "DEGRADED"
CREATE_IN_PROGRESS, INITIALIZE_IN_PROGRESS = "CREATE_IN_PROGRESS", "INITIALIZE_IN_PROGRESS"
# https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_BackupRetentionPolicy.html
DEFAULT_RETENTION_DAYS = 90


@dataclass
class Hsm:
    """An HSM of a cluster."""

    id: str
    cluster_id: str
    type: str
    zone: str
    subnet_id: str
    interface_id: str
    address: str
    has_failed: bool = False

    @property
    def state(self) -> str:
        """The state, as the API names it."""
        if slowness.lasts(HSM, self.id):
            return CREATE_IN_PROGRESS
        return DEGRADED if self.has_failed else ACTIVE

    def describe(self) -> Dict[str, Any]:
        """The HSM, as the API answers it."""
        return {
            "HsmId": self.id,
            "ClusterId": self.cluster_id,
            "HsmType": self.type,
            "AvailabilityZone": self.zone,
            "SubnetId": self.subnet_id,
            "EniId": self.interface_id,
            "EniIp": self.address,
            "State": self.state,
        }


@dataclass
class Cluster:
    """A cluster of HSMs."""

    account: str
    region: str
    hsm_type: str
    mode: str
    subnets_by_zone: Dict[str, str]
    vpc_id: str
    network_type: str = "IPV4"
    source_backup: Optional[str] = None
    retention_days: int = DEFAULT_RETENTION_DAYS
    tags: Dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: random_id("cluster-", 11, BASE32))
    created: datetime.datetime = field(default_factory=now)
    security_group: str = ""
    hsms: List[Hsm] = field(default_factory=list)
    # How far its owner has come: UNINITIALIZED, INITIALIZED or ACTIVE.
    phase: str = UNINITIALIZED
    # Of the first HSM, until the cluster is initialized.
    identity: Optional[Identity] = None
    certificate: Optional[str] = None
    # Never answered by an operation: its owner has to keep it.
    trust_anchor: Optional[str] = None
    users: Users = field(default_factory=Users)
    # What the control cloudhsm-fault has broken.
    fault: Optional[str] = None

    @property
    def state(self) -> str:
        """The state, as the API names it."""
        if slowness.lasts(CLUSTER, self.id):
            return CREATE_IN_PROGRESS
        if slowness.lasts(INITIALIZATION, self.id):
            return INITIALIZE_IN_PROGRESS
        has_failed = bool(self.hsms) and all(hsm.has_failed for hsm in self.hsms)
        return DEGRADED if has_failed else self.phase

    @property
    def active_hsms(self) -> List[Hsm]:
        """The HSMs that work."""
        return [hsm for hsm in self.hsms if hsm.state == ACTIVE]

    @property
    def active_zones(self) -> Set[str]:
        """The Availability Zones in which an HSM works."""
        return {hsm.zone for hsm in self.active_hsms}

    @property
    def request(self) -> Optional[str]:
        """The certificate signing request, which there is from the first HSM on until the cluster is initialized."""
        return self.identity.request if self.identity and self._shows_identity else None

    @property
    def _shows_identity(self) -> bool:
        return self.state == UNINITIALIZED and bool(self.active_hsms)

    def add(self, hsm: Hsm) -> None:
        """Add an HSM; the first one of a new cluster brings its identity."""
        self.hsms.append(hsm)
        if self.phase == UNINITIALIZED:
            self.identity = new_identity(self.mode)

    def remove(self, hsm: Hsm) -> None:
        """Remove an HSM."""
        self.hsms.remove(hsm)
        if self.phase == UNINITIALIZED:
            self.identity = None

    def describe(self) -> Dict[str, Any]:
        """The cluster, as the API answers it."""
        cluster = {
            "BackupPolicy": "DEFAULT",
            "BackupRetentionPolicy": {"Type": "DAYS", "Value": str(self.retention_days)},
            "Certificates": self._certificates(),
            "ClusterId": self.id,
            "CreateTimestamp": self.created,
            "Hsms": [hsm.describe() for hsm in self.hsms],
            "HsmType": self.hsm_type,
            "Mode": self.mode,
            "NetworkType": self.network_type,
            "SecurityGroup": self.security_group,
            "State": self.state,
            "SubnetMapping": self.subnets_by_zone,
            "TagList": as_list(self.tags),
            "VpcId": self.vpc_id,
        }
        return {**cluster, "SourceBackupId": self.source_backup} if self.source_backup else cluster

    def _certificates(self) -> Dict[str, str]:
        if self.certificate is not None:
            return {"ClusterCertificate": self.certificate}
        if self.identity is None or not self._shows_identity:
            return {}
        return {
            "ClusterCsr": self.identity.request,
            "HsmCertificate": self.identity.certificate,
            "AwsHardwareCertificate": self.identity.aws_hardware_certificate,
            "ManufacturerHardwareCertificate": self.identity.manufacturer_hardware_certificate,
        }


def clusters_of(account: str, region: str) -> Dict[str, Cluster]:
    """The clusters of an account in a Region, by their ids."""
    return store_of(SERVICE, account, region, "clusters")


def as_list(tags: Dict[str, str]) -> List[Dict[str, str]]:
    """Tags, as the API answers them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def as_tags(pairs: Optional[List[Dict[str, str]]]) -> Dict[str, str]:
    """Tags, as the API is given them."""
    return {pair["Key"]: pair["Value"] for pair in pairs or []}
