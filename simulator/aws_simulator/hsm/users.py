"""The users of a cluster, which are on all of its HSMs, and who is logged in.

https://docs.aws.amazon.com/cloudhsm/latest/userguide/understanding-users.html
"""
from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional

ADMIN, CRYPTO_USER, UNACTIVATED_ADMIN = "admin", "crypto-user", "unactivated-admin"
APPLIANCE_USER = "internal(APPLIANCE_USER)"
# Who is logged in: a person through the CloudHSM CLI, or AWS KMS.
BY_COMMAND_LINE, BY_KMS = "command line", "kms"
# https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm_cli-login.html
MOST_FAILED_LOGINS = 5
# https://docs.aws.amazon.com/cloudhsm/latest/userguide/limits.html
SHORTEST_PASSWORD, LONGEST_PASSWORD = 7, 32
_NAME = re.compile(r"[A-Za-z0-9_]{1,31}")


class UserError(Exception):
    """What cannot be done with a user; the message says why."""


class NoSuchUser(UserError):
    """There is no user of that name and role."""


class UserLocked(UserError):
    """The user had too many wrong passwords."""


class WrongPassword(UserError):
    """The password is not the user's."""


@dataclass
class User:
    """A user of a cluster."""

    name: str
    role: str
    password: Optional[str] = None
    failed_logins: int = 0

    @property
    def is_locked(self) -> bool:
        """Were there too many wrong passwords since it was set?"""
        return self.failed_logins >= MOST_FAILED_LOGINS


def _new_users() -> Dict[str, User]:
    return {"admin": User("admin", UNACTIVATED_ADMIN), "app_user": User("app_user", APPLIANCE_USER)}


@dataclass
class Users:
    """The users of a cluster."""

    by_name: Dict[str, User] = field(default_factory=_new_users)
    sessions: Dict[str, str] = field(default_factory=dict)

    def copy(self) -> "Users":
        """The users as a backup has them: nobody is logged in."""
        return Users(copy.deepcopy(self.by_name))

    def all(self) -> List[User]:
        """All users, in the order in which they were made."""
        return list(self.by_name.values())

    def find(self, name: str, role: str) -> User:
        """The user of a name, which is not case-sensitive, and role."""
        user = self.by_name.get(name.lower())
        if user is None or user.role != role:
            raise NoSuchUser(f"There is no user {name} with the role {role}.")
        return user

    def activate(self, password: str) -> None:
        """Give the first administrator a password, and its role."""
        _check_password(password)
        self.by_name["admin"] = User("admin", ADMIN, password)

    def create(self, name: str, role: str, password: str) -> User:
        """Make a user."""
        _check_password(password)
        if not _NAME.fullmatch(name):
            raise UserError("A user's name has at most 31 letters, digits and underscores.")
        if name.lower() in self.by_name:
            raise UserError(f"The user {name.lower()} exists already.")
        user = self.by_name[name.lower()] = User(name.lower(), role, password)
        return user

    def change_password(self, name: str, role: str, password: str, by: User) -> User:
        """Set a password, which also unlocks the user."""
        user = self.find(name, role)
        _check_password(password)
        if by is not user:
            self._check_logged_out(user)
        user.password, user.failed_logins = password, 0
        return user

    def delete(self, name: str, role: str) -> User:
        """Remove a user."""
        user = self.find(name, role)
        self._check_logged_out(user)
        del self.by_name[user.name]
        return user

    def check_password(self, name: str, role: str, password: str) -> User:
        """The user, if that is its password; each wrong one is counted, and with the fifth the user is locked."""
        user = self.find(name, role)
        if user.is_locked:
            raise UserLocked(f"The user {user.name} is locked out because of too many failed logins.")
        if user.password != password:
            user.failed_logins += 1
            raise WrongPassword(f"The password of the user {user.name} is wrong.")
        user.failed_logins = 0
        return user

    def is_logged_in(self, user: User) -> bool:
        """Is the user logged in by anybody?"""
        return user.name in self.sessions.values()

    def _check_logged_out(self, user: User) -> None:
        if self.is_logged_in(user):
            raise UserError(f"The user {user.name} is logged in to the cluster.")


def _check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UserError(f"A password has from {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
