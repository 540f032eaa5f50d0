"""Keys asked: services encrypt and decrypt only with a key that works and lets in whoever writes or reads.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple, Union

import flask

from aws_simulator.authorization.callers import caller_of_key
from aws_simulator.authorization.enforcement import ENFORCED_BY
from aws_simulator.authorization.questions import Asked
from aws_simulator.grants import RoleCaller, ServiceCaller, find_key, has_bucket_key
from aws_simulator.key_stores.keys import failure_of, is_unavailable
from aws_simulator.policy import ContextValue

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
    """Whoever sent the request, in whose name the service asks for the key."""

    access_key_id: str


Caller = Union[ServiceCaller, RoleCaller, Requester]


def context_of_object(
    bucket: Any, key: str, own: Mapping[str, str] = {}, bucket_key: Optional[object] = None
) -> Dict[str, str]:
    """The encryption context that S3 gives for an object: what its writer gave, and an ARN.

    The ARN is the bucket's behind an S3 Bucket Key, else the object's. ``bucket_key`` is what the object says, if it
    does: the setting of the bucket counts when an object is written, and not for those that were there before.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    """
    behind = has_bucket_key(bucket) if bucket_key is None else str(bucket_key).lower() == "true"
    return {**own, "aws:s3:arn": bucket.arn if behind else f"{bucket.arn}/{key}"}


def condition_keys_of(context: Mapping[str, ContextValue]) -> Dict[str, ContextValue]:
    """The condition keys with which policies of keys ask for an encryption context."""
    keys: Dict[str, ContextValue] = {f"kms:EncryptionContext:{name}": value for name, value in context.items()}
    return {**keys, "kms:EncryptionContextKeys": list(context)}


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
        **condition_keys_of(context),
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
        raise KeyRefused(INVALID_STATE, f"{key.arn} is unavailable.")
    failure = failure_of(key)
    if failure is not None:
        raise KeyRefused(INVALID_STATE, failure)


def is_usable(key: Any) -> bool:
    """Can a key be used at all?"""
    try:
        check_state(key)
    except KeyRefused:
        return False
    return True


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
        return caller.may(key.policy, action, key.arn, {"kms:CallerAccount": caller.role.account_id, **keys})
    return _requester_may_use(caller, key, action, keys)


def _requester_may_use(requester: Requester, key: Any, action: str, keys: Mapping[str, ContextValue]) -> bool:
    """A service asks for the key with what its own request allows: in the name of whoever sent that one.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
    """
    enforcement = flask.request.environ.get(ENFORCED_BY) if flask.has_request_context() else None
    if enforcement is None:
        return True
    caller = caller_of_key(requester.access_key_id)
    forwarded = {"aws:ViaAWSService": "true", "kms:CallerAccount": caller.principal.account or "", **keys}
    return bool(enforcement.decide(caller, Asked(action, key.arn, forwarded), key.region).allowed)
