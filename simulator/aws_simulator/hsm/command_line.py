"""Stands in for the CloudHSM CLI, by which the owner of a cluster activates it and manages its users.

It is no API of AWS but a program on a host in the VPC, so people and tests give their command lines to the simulator.
https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-reference.html
"""
from __future__ import annotations

import shlex
from typing import Any, Callable, Dict, List, Tuple

from aws_simulator.hsm.audit_log import CHANGE_PASSWORD, CREATE_ADMIN, CREATE_CRYPTO_USER, DELETE_USER, record
from aws_simulator.hsm.cluster import ACTIVE, INITIALIZED, Cluster
from aws_simulator.hsm.sessions import log_in, log_out
from aws_simulator.hsm.users import ADMIN, BY_COMMAND_LINE, CRYPTO_USER, UNACTIVATED_ADMIN, User, UserError

PROGRAM = "cloudhsm-cli"
Options = Dict[str, str]
# What the CLI answers: https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-getting-started-use.html
SUCCESS, FAILURE = 0, 1


class UsageError(Exception):
    """A command line that the CLI does not take; the message says why."""


def run(cluster: Cluster, line: str) -> Dict[str, Any]:
    """What the CLI prints for a command line. Whoever logs in stays logged in until the command line says otherwise."""
    name, options = _parse(line)
    command, needed = _COMMANDS[name]
    if options.pop("cluster-id", cluster.id) != cluster.id:
        raise UsageError(f"--cluster-id is not {cluster.id}.")
    wrong = sorted(set(options) ^ set(needed))
    if wrong:
        takes = " ".join(f"--{option}" for option in needed) or "no options"
        raise UsageError(f"{name!r} takes {takes}; it differs in {', '.join(wrong)}. Passwords are not prompted for.")
    try:
        if not cluster.active_hsms:
            raise UserError("Could not connect to any HSM: the cluster has no active one.")
        return {"error_code": SUCCESS, "data": command(cluster, options)}
    except UserError as error:
        return {"error_code": FAILURE, "data": str(error)}


def _parse(line: str) -> Tuple[str, Options]:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(f"The command line cannot be read: {error}.") from None
    if words[:1] == [PROGRAM]:
        words = words[1:]
    first = next((index for index, word in enumerate(words) if word.startswith("-")), len(words))
    name = " ".join(words[:first])
    if name not in _COMMANDS:
        raise UsageError(f"The simulator knows the commands {', '.join(_COMMANDS)}, not {name!r}.")
    return name, _options(words[first:])


def _options(words: List[str]) -> Options:
    options: Options = {}
    rest = list(words)
    while rest:
        name, separator, value = rest.pop(0).partition("=")
        if not separator:
            value = rest.pop(0) if rest else ""
        if not name.startswith("--") or not value:
            raise UsageError(f"{name} is not an option with a value.")
        options[name[2:]] = value
    return options


def _activate(cluster: Cluster, options: Options) -> str:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-cluster-activate.html"""
    if cluster.state != INITIALIZED:
        raise UserError(f"The cluster cannot be activated: it is in the state {cluster.state}, not {INITIALIZED}.")
    cluster.users.activate(options["password"])
    cluster.phase = ACTIVE
    record(cluster, CHANGE_PASSWORD, "admin", UNACTIVATED_ADMIN)
    return "Cluster activation successful"


def _login(cluster: Cluster, options: Options) -> Dict[str, str]:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-login.html"""
    if BY_COMMAND_LINE in cluster.users.sessions:
        raise UserError(f"{cluster.users.sessions[BY_COMMAND_LINE]} is logged in already.")
    return _described(log_in(cluster, BY_COMMAND_LINE, options["username"], _role(options), options["password"]))


def _logout(cluster: Cluster, options: Options) -> str:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-logout.html"""
    _logged_in(cluster)
    log_out(cluster, BY_COMMAND_LINE)
    return "Logout successful"


def _list_users(cluster: Cluster, options: Options) -> Dict[str, Any]:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-user-list.html"""
    rest = {"mfa": [], "quorum": [], "cluster-coverage": "full"}
    users = cluster.users.all()
    return {"users": [{**_described(user), "locked": str(user.is_locked).lower(), **rest} for user in users]}


def _create_user(cluster: Cluster, options: Options) -> Dict[str, str]:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-user-create.html"""
    _check_admin(cluster)
    user = cluster.users.create(options["username"], _role(options), options["password"])
    record(cluster, CREATE_CRYPTO_USER if user.role == CRYPTO_USER else CREATE_ADMIN, user.name, user.role)
    return _described(user)


def _change_password(cluster: Cluster, options: Options) -> Dict[str, str]:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-user-change-password.html"""
    by = _logged_in(cluster)
    user = cluster.users.find(options["username"], _role(options))
    if by.role != ADMIN and by is not user:
        raise UserError("Only an admin can change the password of another user.")
    cluster.users.change_password(user.name, user.role, options["password"], by)
    record(cluster, CHANGE_PASSWORD, user.name, user.role)
    return _described(user)


def _delete_user(cluster: Cluster, options: Options) -> Dict[str, str]:
    """https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-user-delete.html"""
    _check_admin(cluster)
    user = cluster.users.delete(options["username"], _role(options))
    record(cluster, DELETE_USER, user.name, user.role)
    return _described(user)


_COMMANDS: Dict[str, Tuple[Callable[[Cluster, Options], Any], Tuple[str, ...]]] = {
    "cluster activate": (_activate, ("password",)),
    "login": (_login, ("username", "role", "password")),
    "logout": (_logout, ()),
    "user list": (_list_users, ()),
    "user create": (_create_user, ("username", "role", "password")),
    "user change-password": (_change_password, ("username", "role", "password")),
    "user delete": (_delete_user, ("username", "role")),
}


def _role(options: Options) -> str:
    if options["role"] not in (ADMIN, CRYPTO_USER):
        raise UsageError(f"--role is {ADMIN} or {CRYPTO_USER}, not {options['role']}.")
    return options["role"]


def _logged_in(cluster: Cluster) -> User:
    name = cluster.users.sessions.get(BY_COMMAND_LINE)
    if name is None:
        raise UserError("Nobody is logged in: log in with the login command first.")
    return cluster.users.by_name[name]


def _check_admin(cluster: Cluster) -> None:
    user = _logged_in(cluster)
    if user.role != ADMIN:
        raise UserError(f"The user {user.name} is no {ADMIN}.")


def _described(user: User) -> Dict[str, str]:
    return {"username": user.name, "role": user.role}
