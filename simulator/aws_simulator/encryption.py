"""Keys asked: services encrypt and decrypt only with a key that works and lets in whoever writes or reads.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple, Union

from aws_simulator.context import store_of
from aws_simulator.grants import RoleCaller, ServiceCaller, caller_of, find_key, find_role, identity_keys
from aws_simulator.policy import ContextValue, Principal, Request, is_allowed, is_denied

# The names of what services do with a key.
WRITE, READ = "kms:GenerateDataKey", "kms:Decrypt"
# What can be wrong with a key, by the name that the errors of most services have in common.
NOT_FOUND, DISABLED, INVALID_STATE, ACCESS_DENIED = "NotFound", "Disabled", "InvalidState", "AccessDenied"


class KeyRefused(Exception):
    """A key cannot be used, or not by the caller. Each service has its own error for each problem."""

    def __init__(self, problem: str, message: str):
        super().__init__(message)
        self.problem = problem


@dataclass(frozen=True)
class Requester:
    """Whoever sent a request to the service that uses the key."""

    access_key_id: str

    @property
    def account(self) -> str:
        """The account that the credentials belong to."""
        return caller_of(self.access_key_id)[0]


Caller = Union[ServiceCaller, RoleCaller, Requester]


def permissions_are_asked(access_key_id: str) -> bool:
    """Are the permissions of a requester enforced? Without that, everybody may do everything."""
    return False


def check(
    key_id: Optional[str],
    home: Tuple[str, str],
    caller: Caller,
    actions: Sequence[str],
    service: str,
    context: Mapping[str, ContextValue],
) -> None:
    """Raise KeyRefused unless a service may use a key for a caller.

    ``home`` is the account and Region in which an id or alias is looked up; ``context`` is the encryption context.
    """
    if not key_id:
        return
    if is_aws_managed(key_id):
        _check_aws_managed(key_id, caller)
        return
    account, region = home
    key = find_key(key_id, account, region)
    if key is None:
        raise KeyRefused(NOT_FOUND, f"Key '{key_id}' does not exist")
    check_state(key)
    keys = {
        "kms:ViaService": f"{service}.{region}.amazonaws.com",
        **{f"kms:EncryptionContext:{name}": value for name, value in context.items()},
        "kms:EncryptionContextKeys": list(context),
    }
    for action in actions:
        if not _may_use(caller, key, action, keys):
            raise KeyRefused(ACCESS_DENIED, f"{action} on {key.arn} is not allowed")


def check_state(key: Any) -> None:
    """Raise KeyRefused unless a key can be used at all."""
    if key.key_state == "PendingDeletion":
        raise KeyRefused(INVALID_STATE, f"{key.arn} is pending deletion.")
    if not key.enabled:
        raise KeyRefused(DISABLED, f"{key.arn} is disabled.")
    if is_unavailable(key):
        raise KeyRefused(INVALID_STATE, f"{key.arn} is unavailable: its custom key store is not connected.")


def is_unavailable(key: Any) -> bool:
    """Is a key in a custom key store that is not connected?"""
    store_id = getattr(key, "custom_key_store_id", None)
    if store_id is None:
        return False
    store = store_of("kms", key.account_id, key.region, "custom key stores").get(store_id)
    return store is None or store["ConnectionState"] != "CONNECTED"


def is_aws_managed(key_id: str) -> bool:
    """Is it the alias of a key that AWS manages for a service?"""
    return key_id.rpartition(":")[2].startswith("alias/aws/")


def _check_aws_managed(key_id: str, caller: Caller) -> None:
    """The policies of AWS managed keys let in the identities of the account, and no other service.

    https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
    """
    if isinstance(caller, ServiceCaller):
        raise KeyRefused(ACCESS_DENIED, f"The policy of {key_id} does not allow {caller.service}")


def _may_use(caller: Caller, key: Any, action: str, keys: Mapping[str, ContextValue]) -> bool:
    if isinstance(caller, ServiceCaller):
        return caller.may(key.policy, action, key.arn, keys)
    if isinstance(caller, RoleCaller):
        return _role_may_use(caller, key, action, keys)
    if not permissions_are_asked(caller.access_key_id):
        return True
    account, role_arn = caller_of(caller.access_key_id)
    role = find_role(role_arn or "")
    if role is not None:
        return _role_may_use(RoleCaller(role), key, action, keys)
    principal = Principal.of_account(account, role_arn)
    return is_allowed(key.policy, Request(principal, action, key.arn, {**identity_keys(account), **keys}))


def _role_may_use(caller: RoleCaller, key: Any, action: str, keys: Mapping[str, ContextValue]) -> bool:
    """The key's policy must let a role in: by name, or by leaving it to the policies of the account.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    role = caller.role
    context = {**identity_keys(role.account_id, role.arn), "kms:CallerAccount": role.account_id, **keys}
    request = Request(Principal.of_account(role.account_id, role.arn), action, key.arn, context)
    if is_denied(key.policy, request) or not is_allowed(key.policy, request):
        return False
    return caller.may(key.policy, action, key.arn, context) or is_allowed(_naming(key.policy, role.arn), request)


def _naming(policy: Any, role_arn: str) -> Dict[str, Any]:
    """The statements of a policy that name a role."""
    document = policy if isinstance(policy, Mapping) else json.loads(policy)
    statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    return {"Statement": [statement for statement in statements if _names(statement.get("Principal"), role_arn)]}


def _names(principal: Any, role_arn: str) -> bool:
    named = principal.get("AWS") if isinstance(principal, Mapping) else principal
    return role_arn in (named if isinstance(named, list) else [named])
