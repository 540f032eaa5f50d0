"""Backups of clusters."""
from __future__ import annotations

import copy
from typing import Any, Dict

from aws_simulator.context import Context, now, random_id
from aws_simulator.hsm.backups import PENDING_DELETION, READY, backups_of, delete, newest_first, restore
from aws_simulator.hsm.cluster import BASE32, SERVICE, as_tags
from aws_simulator.operations.cloudhsmv2.found import check_filters, find_backup, invalid, page
from aws_simulator.registry import Parameters, operation

MOST_BACKUPS_ON_A_PAGE = 50
FILTERS = ("backupIds", "sourceBackupIds", "clusterIds", "states", "neverExpires")


@operation(SERVICE, "DescribeBackups")
def describe_backups(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns backups. None are shared by AWS RAM, which is not simulated.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DescribeBackups.html
    """
    filters = check_filters(parameters.get("Filters"), *FILTERS)
    if parameters.get("Shared"):
        return {"Backups": []}
    found = [
        backup
        for backup in newest_first(list(backups_of(context.account, context.region).values()))
        if backup.id in filters.get("backupIds", [backup.id])
        and backup.cluster_id in filters.get("clusterIds", [backup.cluster_id])
        and backup.state in filters.get("states", [backup.state])
        and backup.origin.get("SourceBackup") in filters.get("sourceBackupIds", [backup.origin.get("SourceBackup")])
        and str(backup.never_expires).lower() in _lower(filters.get("neverExpires", [str(backup.never_expires)]))
    ]
    if parameters.get("SortAscending"):
        found.reverse()
    backups, rest = page(found, parameters, MOST_BACKUPS_ON_A_PAGE)
    return {"Backups": [backup.describe() for backup in backups], **rest}


def _lower(values: Any) -> Any:
    return [value.lower() for value in values]


@operation(SERVICE, "DeleteBackup")
def delete_backup(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a backup, which can be restored for seven days.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteBackup.html
    """
    backup = find_backup(context, parameters["BackupId"])
    _check_state(backup, READY)
    delete(backup)
    return {"Backup": backup.describe()}


@operation(SERVICE, "RestoreBackup")
def restore_backup(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Brings back a backup that was deleted.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_RestoreBackup.html
    """
    backup = find_backup(context, parameters["BackupId"])
    _check_state(backup, PENDING_DELETION)
    restore(backup)
    return {"Backup": backup.describe()}


@operation(SERVICE, "ModifyBackupAttributes")
def modify_backup_attributes(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Exempts a backup from the retention policy of its cluster.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_ModifyBackupAttributes.html
    """
    backup = find_backup(context, parameters["BackupId"])
    _check_state(backup, READY)
    backup.never_expires = parameters["NeverExpires"]
    return {"Backup": backup.describe()}


@operation(SERVICE, "CopyBackupToRegion")
def copy_backup_to_region(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Copies a backup to another Region.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CopyBackupToRegion.html
    """
    backup, region = find_backup(context, parameters["BackupId"]), parameters["DestinationRegion"]
    _check_state(backup, READY)
    if region == context.region:
        raise invalid(f"Backup {backup.id} is in the Region {region} already.")
    copied = copy.copy(backup)
    copied.id, copied.region, copied.users = random_id("backup-", 11, BASE32), region, backup.users.copy()
    copied.tags = as_tags(parameters["TagList"]) if parameters.get("TagList") else dict(backup.tags)
    copied.policy, copied.never_expires = None, False
    source = {"SourceRegion": backup.region, "SourceBackup": backup.id, "SourceCluster": backup.cluster_id}
    copied.origin = {**source, "CopyTimestamp": now()}
    backups_of(context.account, region)[copied.id] = copied
    return {"DestinationBackup": {"CreateTimestamp": backup.created, **source}}


def _check_state(backup: Any, state: str) -> None:
    if backup.state != state:
        raise invalid(f"Backup {backup.id} is in the state {backup.state}, not {state}.")
