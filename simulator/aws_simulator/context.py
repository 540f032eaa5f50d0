"""What a handler knows about the request it answers, and the state it can keep."""
from __future__ import annotations

import datetime
import random
import string
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from moto.core.exceptions import ServiceException

from aws_simulator.clock import clock

if TYPE_CHECKING:
    from moto.organizations.models import OrganizationsBackend

# The region of state that an account has once, not once per region.
GLOBAL = "global"

HEXADECIMAL = string.digits + "abcdef"
LOWERCASE_ALPHANUMERIC = string.ascii_lowercase + string.digits

_stores: Dict[Tuple[str, str, str, str], Dict[Any, Any]] = {}


class AwsError(ServiceException):
    """An error as the API reference of the operation documents it: ``AwsError("NoSuchEntity", "The user ...")``."""


class Context:
    """The account, region and operation of a request."""

    def __init__(self, service: str, operation: str, account: str, region: str, partition: str, access_key_id: str):
        self.service = service
        self.operation = operation
        self.account = account
        self.region = region
        self.partition = partition
        self.access_key_id = access_key_id

    def store(
        self, kind: str, *, account: Optional[str] = None, region: Optional[str] = None, service: Optional[str] = None
    ) -> Dict[Any, Any]:
        """The dictionary that keeps things of one kind, by default of this request's service, account and region."""
        return store_of(service or self.service, account or self.account, region or self.region, kind)

    def find(self, kind: str, key: Any, error_code: str, message: str, **store: Any) -> Any:
        """One thing of a store; when it is not there, the error that the API reference documents."""
        try:
            return self.store(kind, **store)[key]
        except KeyError:
            raise AwsError(error_code, message) from None

    def arn(
        self,
        resource: str,
        *,
        service: Optional[str] = None,
        region: Optional[str] = None,
        account: Optional[str] = None,
    ) -> str:
        """The ARN of a resource in this request's account and region."""
        region = self.region if region is None else region
        account = self.account if account is None else account
        return f"arn:{self.partition}:{service or self.service}:{region}:{account}:{resource}"

    @property
    def organization(self) -> Optional["OrganizationsBackend"]:
        """moto's backend of the organization that the account is in, or None."""
        return organization_of(self.account, self.partition)


def organization_of(account: str, partition: str = "aws") -> Optional["OrganizationsBackend"]:
    """moto's backend of the organization that an account is the management account or a member of, or None."""
    from moto.organizations.models import organizations_backends

    management_account, partition = organizations_backends.master_accounts.get(account, (account, partition))
    backend = organizations_backends[management_account][partition]
    return backend if backend.org else None


def now() -> datetime.datetime:
    """The current time, to the second as AWS reports it."""
    return clock.now().replace(microsecond=0)


def now_in_milliseconds() -> int:
    """The current time as CloudWatch Logs reports it."""
    return int(now().timestamp() * 1000)


def random_id(prefix: str = "", length: int = 17, alphabet: str = HEXADECIMAL) -> str:
    """A random id such as ``vpc-0123456789abcdef0``."""
    return prefix + "".join(random.choice(alphabet) for _ in range(length))


def random_uuid() -> str:
    """A random id in the form of a UUID."""
    return "-".join(random_id(length=length) for length in (8, 4, 4, 4, 12))


def given(parameters: Dict[str, Any], *names: str) -> Dict[str, Any]:
    """Those of the parameters that the caller gave; with ``names`` only those of them."""
    return {name: value for name, value in parameters.items() if value is not None and (not names or name in names)}


def store_of(service: str, account: str, region: str, kind: str) -> Dict[Any, Any]:
    """The dictionary that keeps things of one kind, of a service in an account and region."""
    return _stores.setdefault((service, account, region, kind), {})


def stores_of(service: str, account: str, kind: str) -> List[Dict[Any, Any]]:
    """The dictionaries that keep things of one kind, of a service in all Regions of an account."""
    return [store for (*owner, _, of), store in _stores.items() if (*owner, of) == (service, account, kind)]


def reset_stores() -> None:
    """Forget everything that handlers keep."""
    _stores.clear()
