"""The audit log of a cluster: what is done on its HSMs is written to CloudWatch Logs, to a stream for each HSM.

https://docs.aws.amazon.com/cloudhsm/latest/userguide/get-hsm-audit-logs-using-cloudwatch.html
https://docs.aws.amazon.com/cloudhsm/latest/userguide/interpreting-audit-logs.html
"""
from __future__ import annotations

import contextlib
from typing import Any

from aws_simulator.clock import clock
from aws_simulator.context import AwsError
from aws_simulator.hsm.cluster import Cluster, Hsm
from aws_simulator.hsm.users import ADMIN, CRYPTO_USER, UNACTIVATED_ADMIN
from aws_simulator.registry import load_service

# https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm-audit-log-reference.html
INIT_TOKEN, INIT_DONE = "CN_INIT_TOKEN (0x1)", "CN_INIT_DONE (0x95)"
CREATE_CRYPTO_USER, CREATE_ADMIN, DELETE_USER = "CN_CREATE_USER (0x3)", "CN_CREATE_CO (0x4)", "CN_DELETE_USER (0xa1)"
LOGIN, LOGOUT, CHANGE_PASSWORD = "CN_LOGIN (0xd)", "CN_LOGOUT (0xe)", "CN_CHANGE_PSWD (0x9)"
SUCCESS = "0:HSM Return: SUCCESS"
UNKNOWN_USER = "157:HSM Error: user isn't initialized or user with this name doesn't exist"
LOGIN_FAILURE = "163:HSM Error: RET_USER_LOGIN_FAILURE"
_TYPES = {
    CRYPTO_USER: "CN_CRYPTO_USER (1)",
    ADMIN: "CN_CRYPTO_OFFICER (2)",
    UNACTIVATED_ADMIN: "CN_CRYPTO_PRE_OFFICER (6)",
}


def record_initialization(cluster: Cluster, hsm: Hsm) -> None:
    """The first HSM of a cluster is initialized."""
    for opcode in (INIT_TOKEN, INIT_DONE):
        _write(cluster, hsm, opcode, SUCCESS, "MINIMAL_LOG_ENTRY (0)")


def record(cluster: Cluster, opcode: str, name: str, role: str, response: str = SUCCESS) -> None:
    """Something is done with a user, or by it. The HSM that the client talks to writes it."""
    hsm = next(iter(cluster.active_hsms), None)
    if hsm is not None:
        user = f"\nUser Name : {name}\nUser Type : {_TYPES[role]}"
        _write(cluster, hsm, opcode, response, f"MGMT_USER_DETAILS_LOG (2){user}")


def _write(cluster: Cluster, hsm: Hsm, opcode: str, response: str, end: str) -> None:
    group = _log_group(cluster)
    if hsm.id not in group.streams:
        group.create_log_stream(hsm.id)
    time = clock.now()
    message = "\n".join(
        (
            f"Time: {time:%m/%d/%y %H:%M:%S.%f}, usecs:{int(time.timestamp() * 1_000_000)}",
            f"Sequence No : {len(group.streams[hsm.id].events):#x}",
            "Reboot counter : 0x107",
            "Command Type(hex) : CN_MGMT_CMD (0x0)",
            f"Opcode : {opcode}",
            "Session Handle : 0x7014006",
            f"Response : {response}",
            f"Log type : {end}",
        )
    )
    # A key that cannot be used keeps the log away, and not the HSM from working.
    with contextlib.suppress(AwsError):
        group.put_log_events(hsm.id, [{"timestamp": int(time.timestamp() * 1000), "message": message}])


def _log_group(cluster: Cluster) -> Any:
    """The log group, which CloudHSM makes unless it is there."""
    from moto.logs.models import logs_backends

    load_service("logs")
    name = f"/aws/cloudhsm/{cluster.id}"
    backend = logs_backends[cluster.account][cluster.region]
    backend.ensure_log_group(name)
    return backend.groups[name]
