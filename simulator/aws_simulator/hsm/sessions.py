"""Users log in to a cluster, and out; the audit log tells of both, and of who is not let in."""
from __future__ import annotations

from aws_simulator.hsm.audit_log import LOGIN, LOGIN_FAILURE, LOGOUT, UNKNOWN_USER, record
from aws_simulator.hsm.cluster import Cluster
from aws_simulator.hsm.users import NoSuchUser, User, UserLocked, WrongPassword


def log_in(cluster: Cluster, client: str, name: str, role: str, password: str) -> User:
    """Log a user in through a client: the CloudHSM CLI, or AWS KMS."""
    try:
        user = cluster.users.check_password(name, role, password)
    except NoSuchUser:
        record(cluster, LOGIN, name, role, UNKNOWN_USER)
        raise
    except (UserLocked, WrongPassword):
        record(cluster, LOGIN, name, role, LOGIN_FAILURE)
        raise
    cluster.users.sessions[client] = user.name
    record(cluster, LOGIN, user.name, user.role)
    return user


def log_out(cluster: Cluster, client: str) -> None:
    """Log out who is logged in through a client, if somebody is."""
    name = cluster.users.sessions.pop(client, None)
    if name is not None:
        record(cluster, LOGOUT, name, cluster.users.by_name[name].role)
