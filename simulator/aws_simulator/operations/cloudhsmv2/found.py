"""What requests name, and how they are refused."""
from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

from aws_simulator.context import AwsError, Context
from aws_simulator.hsm.backups import Backup, backups_of
from aws_simulator.hsm.cluster import Cluster, clusters_of

FEWEST_RETENTION_DAYS, MOST_RETENTION_DAYS = 7, 379


def invalid(message: str) -> AwsError:
    """The error of a request that is not valid."""
    return AwsError("CloudHsmInvalidRequestException", message)


def not_found(message: str) -> AwsError:
    """The error of a request for what does not exist."""
    return AwsError("CloudHsmResourceNotFoundException", message)


def find_cluster(context: Context, cluster_id: str) -> Cluster:
    """A cluster of the account in the Region."""
    cluster = clusters_of(context.account, context.region).get(cluster_id)
    if cluster is None:
        raise not_found(f"Cluster {cluster_id} does not exist.")
    return cluster


def find_backup(context: Context, backup_id: str) -> Backup:
    """A backup of the account in the Region."""
    backup = backups_of(context.account, context.region).get(backup_id)
    if backup is None:
        raise not_found(f"Backup {backup_id} does not exist.")
    return backup


def retention_days(policy: Dict[str, str]) -> int:
    """The days of a retention policy.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_BackupRetentionPolicy.html
    """
    value = policy.get("Value") or ""
    if policy.get("Type") != "DAYS" or not FEWEST_RETENTION_DAYS <= int(value or 0) <= MOST_RETENTION_DAYS:
        raise invalid(
            f"The backup retention policy must have the type DAYS and a value from {FEWEST_RETENTION_DAYS} to "
            f"{MOST_RETENTION_DAYS}."
        )
    return int(value)


def check_filters(filters: Optional[Dict[str, List[str]]], *known: str) -> Dict[str, List[str]]:
    """The filters of a request, all of which must be known."""
    for name in filters or {}:
        if name not in known:
            raise invalid(f"The filter {name} is not one of {', '.join(known)}.")
    return filters or {}


def page(found: Sequence[Any], parameters: Dict[str, Any], most: int) -> Tuple[Sequence[Any], Dict[str, str]]:
    """A part of what was found, and the token of the next one, if there is one."""
    token = parameters.get("NextToken") or "0"
    if not token.isdigit():
        raise invalid("The NextToken is not valid.")
    start, size = int(token), parameters.get("MaxResults") or most
    rest = {"NextToken": str(start + size)} if start + size < len(found) else {}
    return found[start:start + size], rest
