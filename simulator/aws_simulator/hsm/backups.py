"""Backups of clusters, which CloudHSM makes by itself, keeps for some days, and deletes.

https://docs.aws.amazon.com/cloudhsm/latest/userguide/backups.html
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from aws_simulator.clock import clock
from aws_simulator.context import now, random_id, store_of
from aws_simulator.hsm.cluster import BASE32, SERVICE, Cluster, as_list, clusters_of
from aws_simulator.hsm.users import Users

READY, PENDING_DELETION = "READY", "PENDING_DELETION"
DAY = datetime.timedelta(days=1)
# A backup can be restored for so long after it was deleted.
# https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteBackup.html
GRACE = 7 * DAY


@dataclass
class Backup:
    """What there was on the HSMs of a cluster at a time."""

    account: str
    region: str
    cluster_id: str
    hsm_type: str
    mode: str
    phase: str
    certificate: Optional[str]
    trust_anchor: Optional[str]
    users: Users
    tags: Dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: random_id("backup-", 11, BASE32))
    created: datetime.datetime = field(default_factory=now)
    state: str = READY
    never_expires: bool = False
    deleted: Optional[datetime.datetime] = None
    policy: Optional[str] = None
    # What is only known of a copy: when it was made, and of what.
    origin: Dict[str, Any] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudhsm.html"""
        return f"arn:aws:cloudhsm:{self.region}:{self.account}:backup/{self.id}"

    def describe(self) -> Dict[str, Any]:
        """The backup, as the API answers it."""
        backup = {
            "BackupId": self.id,
            "BackupArn": self.arn,
            "BackupState": self.state,
            "ClusterId": self.cluster_id,
            "CreateTimestamp": self.created,
            "HsmType": self.hsm_type,
            "Mode": self.mode,
            "NeverExpires": self.never_expires,
            "TagList": as_list(self.tags),
            **self.origin,
        }
        return {**backup, "DeleteTimestamp": self.deleted} if self.deleted else backup


def backups_of(account: str, region: str) -> Dict[str, Backup]:
    """The backups of an account in a Region, by their ids."""
    return store_of(SERVICE, account, region, "backups")


def back_up(cluster: Cluster) -> None:
    """Make a backup of a cluster. It gets the tags of the cluster."""
    backup = Backup(
        account=cluster.account,
        region=cluster.region,
        cluster_id=cluster.id,
        hsm_type=cluster.hsm_type,
        mode=cluster.mode,
        phase=cluster.phase,
        certificate=cluster.certificate,
        trust_anchor=cluster.trust_anchor,
        users=cluster.users.copy(),
        tags=dict(cluster.tags),
    )
    backups_of(cluster.account, cluster.region)[backup.id] = backup


def back_up_daily(cluster: Cluster) -> None:
    """Make a backup every day from now on, and remove those that have been kept for long enough."""
    clock.after(DAY.total_seconds(), lambda: _each_day(cluster))


def _each_day(cluster: Cluster) -> None:
    if clusters_of(cluster.account, cluster.region).get(cluster.id) is not cluster:
        return
    if cluster.active_hsms:
        back_up(cluster)
    _expire(cluster)
    back_up_daily(cluster)


def _expire(cluster: Cluster) -> None:
    """Remove what is older than the cluster's retention, but never its last backup."""
    backups = backups_of(cluster.account, cluster.region)
    own = [one for one in backups.values() if one.cluster_id == cluster.id and one.state == READY and not one.origin]
    oldest = now() - cluster.retention_days * DAY
    for backup in own[:-1]:
        if backup.created < oldest and not backup.never_expires:
            del backups[backup.id]


def delete(backup: Backup) -> None:
    """Delete a backup, which can be restored for some days."""
    backup.state, backup.deleted = PENDING_DELETION, now() + GRACE
    deleted = backup.deleted
    clock.after(GRACE.total_seconds(), lambda: _forget(backup, deleted))


def restore(backup: Backup) -> None:
    """Bring a backup back that was deleted."""
    backup.state, backup.deleted = READY, None


def _forget(backup: Backup, deleted: datetime.datetime) -> None:
    if backup.deleted == deleted:
        backups_of(backup.account, backup.region).pop(backup.id, None)


def newest_first(backups: List[Backup]) -> List[Backup]:
    """Backups in the order of their age; of those of the same second, the one that was made last is the first."""
    return sorted(reversed(backups), key=lambda backup: backup.created, reverse=True)
