"""The file that describes what exists before the first deploy: its dataclasses, and how it is read and checked."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

DEFAULT_MANAGEMENT_ACCOUNT_ID = "123456789012"

ACCOUNT_ID_PATTERN = re.compile(r"[0-9]{12}")
# https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
ORGANIZATION_ID_PATTERN = re.compile(r"o-[a-z0-9]{10,32}")

# https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
UNIT_ID_PATTERN = re.compile(r"ou-(?P<root>[0-9a-z]{4,32})-[a-z0-9]{8,32}")
# https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html
ROOT_ID_PATTERN = re.compile(r"r-[0-9a-z]{4,32}")

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
    # Id of the unit that it is in; by default it is directly below the root.
    parent: Optional[str] = None
    tags: Dict[str, str] = field(default_factory=dict)
    # ACTIVE, or SUSPENDED once it is closed.
    status: str = "ACTIVE"


@dataclass(frozen=True)
class ExistingUnit:
    """An organizational unit with the ones below it."""

    id: str
    name: str
    tags: Dict[str, str] = field(default_factory=dict)
    organizational_units: Tuple["ExistingUnit", ...] = ()


@dataclass(frozen=True)
class DelegatedAdministrator:
    """An account that administers services for the organization."""

    account: str
    services: Tuple[str, ...]


@dataclass(frozen=True)
class ExistingRequest:
    """A request that makes something which exists: an operation as boto3 and the API reference name it."""

    service: str
    operation: str
    account: str
    region: str = "us-east-1"
    parameters: Dict[str, Any] = field(default_factory=dict)


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
    organizational_units: Tuple[ExistingUnit, ...] = ()
    accounts: Tuple[ExistingAccount, ...] = ()
    # Service principals with trusted access.
    trusted_services: Tuple[str, ...] = ()
    # Policy types that are enabled on the root.
    policy_types: Tuple[str, ...] = ()
    delegated_administrators: Tuple[DelegatedAdministrator, ...] = ()
    # ARNs of IAM users.
    users: Tuple[str, ...] = ()
    # Users of accounts that do not exist yet, which come with them.
    later_users: Tuple[LaterUser, ...] = ()
    # ARNs of roles of administrators, which trust their account and the management account.
    roles: Tuple[str, ...] = ()
    requests: Tuple[ExistingRequest, ...] = ()

    @property
    def has_organization(self) -> bool:
        return self.organization_id is not None or bool(self.accounts)

    @property
    def root_id(self) -> Optional[str]:
        """Id of the root, which is a part of the ids of its units."""
        for unit in self.organizational_units:
            match = UNIT_ID_PATTERN.fullmatch(unit.id)
            return match and f"r-{match['root']}"
        return None


def read_existing(path: str) -> Existing:
    """Read and check the JSON file given with ``--existing``."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidExisting([f"{path}: cannot be read: {error.strerror or error}"]) from None
    except ValueError as error:
        raise InvalidExisting([f"{path}: is not valid JSON: {error}"]) from None
    from aws_simulator.existing.problems import problems_of

    problems = [f"{path}: {problem}" for problem in problems_of(content)]
    if problems:
        raise InvalidExisting(problems)
    management = content["managementAccountId"]
    return Existing(
        management_account_id=management,
        organization_id=content.get("organizationId"),
        organizational_units=_units(content.get("organizationalUnits")),
        accounts=tuple(ExistingAccount(**account) for account in content.get("accounts") or []),
        trusted_services=tuple(content.get("trustedServices") or []),
        policy_types=tuple(content.get("policyTypes") or []),
        delegated_administrators=tuple(
            DelegatedAdministrator(administrator["account"], tuple(administrator["services"]))
            for administrator in content.get("delegatedAdministrators") or []
        ),
        users=tuple(content.get("users") or []),
        roles=tuple(content.get("roles") or []),
        later_users=tuple(LaterUser(**user) for user in content.get("laterUsers") or []),
        requests=tuple(
            ExistingRequest(**{"account": management, **request}) for request in content.get("requests") or []
        ),
    )


def _units(written: Optional[List[Dict[str, Any]]]) -> Tuple[ExistingUnit, ...]:
    return tuple(
        ExistingUnit(unit["id"], unit["name"], unit.get("tags") or {}, _units(unit.get("organizationalUnits")))
        for unit in written or []
    )
