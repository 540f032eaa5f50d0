"""Key stores that are backed by a CloudHSM cluster.

https://docs.aws.amazon.com/kms/latest/developerguide/keystore-cloudhsm.html
"""
from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Any, Dict, Optional

from aws_simulator.context import AwsError, random_id
from aws_simulator.hsm.audit_log import CHANGE_PASSWORD, record
from aws_simulator.hsm.claim import is_same_certificate
from aws_simulator.hsm.cluster import ACTIVE, Cluster, clusters_of
from aws_simulator.hsm.network import (
    create_client_interfaces,
    delete_client_interfaces,
    full_subnets,
    lets_members_talk,
    missing_subnets,
)
from aws_simulator.hsm.sessions import log_in, log_out
from aws_simulator.hsm.users import (
    BY_KMS,
    CRYPTO_USER,
    LONGEST_PASSWORD,
    NoSuchUser,
    UserLocked,
    WrongPassword,
)
from aws_simulator.key_stores.store import AWS_CLOUDHSM, key_stores_of

KMS_USER = "kmsuser"
# https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html#before-keystore
FEWEST_ZONES = 2
ALPHANUMERIC = string.ascii_letters + string.digits
HSMS_FAILED, NETWORK, INTERNAL = "hsm-failed", "network", "internal"
SUBNET_DELETED, NO_ADDRESSES, LOGGED_IN = "subnet-deleted", "no-addresses", "user-logged-in"
# What the control cloudhsm-fault breaks, by the error of connecting that it leads to.
# https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html#fix-keystore-failed
ERROR_CODES = {
    NETWORK: "NETWORK_ERRORS",
    INTERNAL: "INTERNAL_ERROR",
    SUBNET_DELETED: "SUBNET_NOT_FOUND",
    NO_ADDRESSES: "INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET",
    LOGGED_IN: "USER_LOGGED_IN",
}
FAULTS = (HSMS_FAILED, *ERROR_CODES)


@dataclass
class ClusterBacking:
    """A CloudHSM cluster, into which KMS logs in as the crypto user ``kmsuser``."""

    account: str
    region: str
    cluster_id: str
    trust_anchor: str
    password: str
    # Of the cluster that the key store was made with: those that share its backups have the same one.
    cluster_certificate: str = ""
    type: str = AWS_CLOUDHSM

    @property
    def cluster(self) -> Optional[Cluster]:
        """The cluster, unless it was deleted."""
        return clusters_of(self.account, self.region).get(self.cluster_id)

    def check_creation(self) -> None:
        """Raise the error of a cluster that cannot be behind a new key store.

        https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html#API_CreateCustomKeyStore_Errors
        """
        cluster = self.active_cluster()
        self.cluster_certificate = cluster.certificate or ""
        for store in key_stores_of(self.account, self.region).values():
            other = store.backing
            if isinstance(other, ClusterBacking) and other.cluster_certificate == self.cluster_certificate:
                raise AwsError(
                    "CloudHsmClusterInUseException",
                    f"The AWS CloudHSM cluster {self.cluster_id} is associated with the custom key store {store.name}, "
                    "or shares a backup history with its cluster.",
                )
        check_configuration(cluster)
        if not is_same_certificate(self.trust_anchor, cluster.trust_anchor or ""):
            raise AwsError(
                "IncorrectTrustAnchorException",
                "The trust anchor certificate is not the trust anchor certificate of the AWS CloudHSM cluster "
                f"{self.cluster_id}.",
            )

    def active_cluster(self) -> Cluster:
        """The cluster, which must exist and be active."""
        cluster = self.cluster
        if cluster is None:
            raise AwsError(
                "CloudHsmClusterNotFoundException",
                f"AWS KMS cannot find the AWS CloudHSM cluster with the cluster ID {self.cluster_id}.",
            )
        _check_active(cluster)
        return cluster

    def check_relative(self, cluster_id: str) -> None:
        """Raise the error of another cluster that cannot replace this one.

        https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateCustomKeyStore.html#API_UpdateCustomKeyStore_Errors
        """
        other = ClusterBacking(self.account, self.region, cluster_id, self.trust_anchor, self.password)
        cluster = other.active_cluster()
        if cluster.certificate != self.cluster_certificate:
            raise AwsError(
                "CloudHsmClusterNotRelatedException",
                f"The AWS CloudHSM cluster {cluster_id} does not share a backup history with the original cluster.",
            )
        check_configuration(cluster)

    def check_connectable(self) -> None:
        """Raise the error of a cluster whose configuration is easily seen to be wrong."""
        cluster = self.cluster
        if cluster is not None:
            _check_active(cluster)
            _check_security_group(cluster)

    def connect(self) -> Optional[str]:
        """Log in and change the password, or tell why that failed.

        https://docs.aws.amazon.com/kms/latest/developerguide/connect-keystore.html
        """
        cluster = self.cluster
        if cluster is None:
            return "CLUSTER_NOT_FOUND"
        if cluster.fault is not None:
            return ERROR_CODES[cluster.fault]
        if missing_subnets(cluster):
            return ERROR_CODES[SUBNET_DELETED]
        if full_subnets(cluster):
            return ERROR_CODES[NO_ADDRESSES]
        if not cluster.active_hsms:
            return "INSUFFICIENT_CLOUDHSM_HSMS"
        return self._log_in(cluster)

    def _log_in(self, cluster: Cluster) -> Optional[str]:
        users = cluster.users
        try:
            if users.is_logged_in(users.find(KMS_USER, CRYPTO_USER)):
                return ERROR_CODES[LOGGED_IN]
            user = log_in(cluster, BY_KMS, KMS_USER, CRYPTO_USER, self.password)
        except NoSuchUser:
            return "USER_NOT_FOUND"
        except UserLocked:
            return "USER_LOCKED_OUT"
        except WrongPassword:
            return "INVALID_CREDENTIALS"
        create_client_interfaces(cluster, self._group_name)
        self.password = random_id(length=LONGEST_PASSWORD, alphabet=ALPHANUMERIC)
        users.change_password(KMS_USER, CRYPTO_USER, self.password, by=user)
        record(cluster, CHANGE_PASSWORD, KMS_USER, CRYPTO_USER)
        return None

    def disconnect(self) -> None:
        """Log out."""
        if self.cluster is not None:
            log_out(self.cluster, BY_KMS)
            delete_client_interfaces(self.cluster, self._group_name)

    @property
    def _group_name(self) -> str:
        stores = key_stores_of(self.account, self.region).values()
        return f"kms-{next(store.id for store in stores if store.backing is self)}"

    def failure(self) -> Optional[str]:
        """https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html#fix-keystore-communication"""
        cluster = self.cluster
        if cluster is None or not cluster.active_hsms or cluster.fault in (NETWORK, INTERNAL):
            return "KMS cannot communicate with your CloudHSM cluster"
        return None

    def check_key(self, parameters: Dict[str, Any]) -> None:
        """A key needs two HSMs, in different Availability Zones, so that it is not lost with one of them."""
        if parameters.get("XksKeyId"):
            raise AwsError("ValidationException", "XksKeyId is only valid for keys in an external key store.")
        check_configuration(self.active_cluster())

    def describe(self) -> Dict[str, Any]:
        """The cluster and its trust anchor, without the password."""
        return {"CloudHsmClusterId": self.cluster_id, "TrustAnchorCertificate": self.trust_anchor}

    def describe_key(self, key: Any) -> Dict[str, Any]:
        """The cluster that has the material of the key."""
        return {"Origin": AWS_CLOUDHSM, "CloudHsmClusterId": self.cluster_id}


def check_configuration(cluster: Cluster) -> None:
    """Raise the error of a cluster without subnets, HSMs or rules that a key store needs.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html#API_CreateCustomKeyStore_Errors
    """
    if len(cluster.subnets_by_zone) < FEWEST_ZONES:
        raise _invalid_configuration(cluster, "must have private subnets in at least two Availability Zones")
    _check_security_group(cluster)
    if len(cluster.active_zones) < FEWEST_ZONES:
        raise _invalid_configuration(
            cluster, "must contain at least two active HSMs, each in a different Availability Zone"
        )


def _check_security_group(cluster: Cluster) -> None:
    if not lets_members_talk(cluster):
        message = "must have a security group whose rules let its members reach each other by TCP on ports 2223-2225"
        raise _invalid_configuration(cluster, message)


def _check_active(cluster: Cluster) -> None:
    if cluster.phase != ACTIVE or cluster.state.endswith("_IN_PROGRESS"):
        raise AwsError(
            "CloudHsmClusterNotActiveException",
            f"The AWS CloudHSM cluster {cluster.id} is not active: its state is {cluster.state}.",
        )


def _invalid_configuration(cluster: Cluster, message: str) -> AwsError:
    return AwsError(
        "CloudHsmClusterInvalidConfigurationException", f"The AWS CloudHSM cluster {cluster.id} {message}."
    )
