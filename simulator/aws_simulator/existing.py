"""What exists before the first deploy: the management account, and optionally an organization with member accounts."""
from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

DEFAULT_MANAGEMENT_ACCOUNT_ID = "123456789012"

ACCOUNT_ID_PATTERN = re.compile(r"[0-9]{12}")
# https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
ORGANIZATION_ID_PATTERN = re.compile(r"o-[a-z0-9]{10,32}")

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
USER_ARN_PATTERN = re.compile(
    r"arn:aws:iam::(?P<account>[0-9]{12}):user(?P<path>/([^/\s]+/)*)(?P<name>[\w+=,.@-]{1,64})"
)

ROLE_ARN_PATTERN = re.compile(
    r"arn:aws:iam::(?P<account>[0-9]{12}):role(?P<path>/([^/\s]+/)*)(?P<name>[\w+=,.@-]{1,64})"
)


class InvalidExisting(Exception):
    """The file that describes what exists is unusable; ``problems`` has one line for each thing that is wrong."""

    def __init__(self, problems: List[str]):
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class ExistingAccount:
    """A member account. An entry with the management account's id gives that account its name and e-mail address."""

    id: str
    name: str
    email: str


@dataclass(frozen=True)
class LaterUser:
    """An IAM user of an account that is yet to be created, as if somebody made it right then."""

    email: str
    name: str


@dataclass(frozen=True)
class Existing:
    """What the simulator starts with, and what it returns to when it is reset."""

    management_account_id: str = DEFAULT_MANAGEMENT_ACCOUNT_ID
    organization_id: Optional[str] = None
    accounts: Tuple[ExistingAccount, ...] = ()
    # ARNs of IAM users.
    users: Tuple[str, ...] = ()
    # Users of accounts that do not exist yet, which come with them.
    later_users: Tuple[LaterUser, ...] = ()
    # ARNs of roles of administrators, which trust their account.
    roles: Tuple[str, ...] = ()

    @property
    def has_organization(self) -> bool:
        return self.organization_id is not None or bool(self.accounts)


def read_existing(path: str) -> Existing:
    """Read and check the JSON file given with ``--existing``."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidExisting([f"{path}: cannot be read: {error.strerror or error}"]) from None
    except ValueError as error:
        raise InvalidExisting([f"{path}: is not valid JSON: {error}"]) from None
    problems = [f"{path}: {problem}" for problem in _problems_of(content)]
    if problems:
        raise InvalidExisting(problems)
    return Existing(
        management_account_id=content["managementAccountId"],
        organization_id=content.get("organizationId"),
        accounts=tuple(ExistingAccount(**account) for account in content.get("accounts") or []),
        users=tuple(content.get("users") or []),
        roles=tuple(content.get("roles") or []),
        later_users=tuple(LaterUser(**user) for user in content.get("laterUsers") or []),
    )


_KEYS = ("managementAccountId", "organizationId", "accounts", "users", "laterUsers", "roles")


def _problems_of(content: Any) -> List[str]:
    if not isinstance(content, dict):
        return ["must be a JSON object"]
    problems = [
        f"unknown key {key!r} (known: {', '.join(_KEYS)})"
        for key in content
        if key not in _KEYS
    ]
    if not _matches(ACCOUNT_ID_PATTERN, content.get("managementAccountId")):
        problems.append("managementAccountId must be a string of 12 digits")
    organization_id = content.get("organizationId")
    if organization_id is not None and not _matches(ORGANIZATION_ID_PATTERN, organization_id):
        problems.append("organizationId must be null or look like o-abc1234567")
    accounts = content.get("accounts")
    if accounts is not None and not isinstance(accounts, list):
        problems.append("accounts must be a list")
    else:
        problems.extend(_problems_of_accounts(accounts or []))
    users = content.get("users")
    if users is not None and not (isinstance(users, list) and all(_matches(USER_ARN_PATTERN, user) for user in users)):
        problems.append("users must be a list of ARNs of IAM users")
    roles = content.get("roles")
    if roles is not None and not (isinstance(roles, list) and all(_matches(ROLE_ARN_PATTERN, role) for role in roles)):
        problems.append("roles must be a list of ARNs of IAM roles")
    later = content.get("laterUsers")
    if later is not None and not (isinstance(later, list) and all(_is_later_user(user) for user in later)):
        problems.append("laterUsers must be a list of objects with exactly email and name")
    return problems


def _problems_of_accounts(accounts: List[Any]) -> Iterator[str]:
    first_position: Dict[Tuple[str, str], int] = {}
    for position, account in enumerate(accounts):
        path = f"accounts[{position}]"
        if not isinstance(account, dict) or set(account) != {"id", "name", "email"}:
            yield f"{path} must be an object with exactly id, name and email"
            continue
        if not _matches(ACCOUNT_ID_PATTERN, account["id"]):
            yield f"{path}.id must be a string of 12 digits"
        if not _matches(re.compile(r".{1,50}"), account["name"]):
            yield f"{path}.name must be a string of 1 to 50 characters"
        if not _matches(re.compile(r"[^\s@]+@[^\s@]+"), account["email"]):
            yield f"{path}.email must be an e-mail address"
        for key in ("id", "email"):
            earlier = first_position.setdefault((key, str(account[key]).lower()), position)
            if earlier != position:
                yield f"{path}.{key} is the same as accounts[{earlier}].{key}"


def _is_later_user(user: Any) -> bool:
    return isinstance(user, dict) and set(user) == {"email", "name"} and all(isinstance(v, str) for v in user.values())


def _matches(pattern: re.Pattern, value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def seed(existing: Existing) -> None:
    """Create in moto what ``existing`` describes. moto's state must be empty."""
    from moto.iam.models import iam_backends
    from moto.organizations.models import organizations_backends

    from aws_simulator.context import GLOBAL, store_of

    organizations_backends.master_accounts.clear()
    _create_organization(existing)
    for arn in existing.users:
        match = USER_ARN_PATTERN.fullmatch(arn)
        assert match is not None
        iam_backends[match["account"]]["aws"].create_user("us-east-1", match["name"], match["path"])
    store_of("iam", GLOBAL, GLOBAL, "later users")["all"] = existing.later_users
    for arn in existing.roles:
        _create_administrator(arn)


def _create_administrator(arn: str) -> None:
    from moto.iam.models import iam_backends

    match = ROLE_ARN_PATTERN.fullmatch(arn)
    assert match is not None
    principal = {"AWS": f"arn:aws:iam::{match['account']}:root"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    iam = iam_backends[match["account"]]["aws"]
    iam.create_role(
        role_name=match["name"],
        assume_role_policy_document=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        path=match["path"],
        permissions_boundary=None,
        description="",
        tags=[],
        max_session_duration="3600",
    )
    iam.attach_role_policy("arn:aws:iam::aws:policy/AdministratorAccess", match["name"])


def add_later_users(account: str, email: str) -> None:
    """Create the users that come with an account."""
    from moto.iam.models import iam_backends

    from aws_simulator.context import GLOBAL, store_of

    for user in store_of("iam", GLOBAL, GLOBAL, "later users").get("all", ()):
        if user.email.lower() == email.lower():
            iam_backends[account]["aws"].create_user("us-east-1", user.name, "/")


def _create_organization(existing: Existing) -> None:
    from moto.organizations import utils
    from moto.organizations.models import organizations_backends

    if not existing.has_organization:
        return
    backend = organizations_backends[existing.management_account_id]["aws"]
    with _next_id(utils, "make_random_org_id", existing.organization_id):
        backend.create_organization(region="us-east-1", FeatureSet="ALL")
    for account in existing.accounts:
        if account.id == existing.management_account_id:
            management = backend.get_account_by_id(account.id)
            management.name, management.email = account.name, account.email
            backend.org.master_account_email = account.email
        else:
            with _next_id(utils, "make_random_account_id", account.id):
                backend.create_account(AccountName=account.name, Email=account.email)


@contextmanager
def _next_id(utils: Any, function_name: str, value: Optional[str]) -> Iterator[None]:
    """Make one of moto's generators of random ids return a given id."""
    if value is None:
        yield
        return
    original = getattr(utils, function_name)
    setattr(utils, function_name, lambda: value)
    try:
        yield
    finally:
        setattr(utils, function_name, original)
