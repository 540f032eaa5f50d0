"""AWS Key Management Service: https://docs.aws.amazon.com/kms/latest/APIReference/"""
from __future__ import annotations

import datetime
import functools
import json
from typing import Any, Callable, Dict, Optional

from moto.core.utils import unix_time
from moto.kms import models, responses

from aws_simulator.authorization.callers import caller_of_key, request_keys
from aws_simulator.clock import clock
from aws_simulator.context import AwsError, now
from aws_simulator.grants import caller_of, find_key, identity_keys
from aws_simulator.key_stores.keys import is_unavailable
from aws_simulator.key_stores.store import key_store_of
from aws_simulator.policy import Principal, Request, is_allowed, is_denied
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.lockout import check_lockout
from aws_simulator.policy_documents.resource_based import KEY
from aws_simulator.registry import corrects, note_correction

DEFAULT_ROTATION_PERIOD_IN_DAYS = 365
# https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
ACTIONS_ACROSS_ACCOUNTS = frozenset(
    "CreateGrant Decrypt DeriveSharedSecret DescribeKey Encrypt GenerateDataKey GenerateDataKeyPair "
    "GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GetKeyRotationStatus "
    "GetPublicKey ListGrants RetireGrant RevokeGrant Sign Verify VerifyMac".split()
)


@corrects(responses.KmsResponse, "enable_key_rotation")
def enable_key_rotation(original: Callable[..., Any], self: Any) -> str:
    """RotationPeriodInDays is forgotten: the provider wants to change it in every plan."""
    result = original(self)
    key = _key_of(self)
    key.rotation_period = self._get_param("RotationPeriodInDays") or _rotation_period(key)
    return result


@corrects(responses.KmsResponse, "get_key_rotation_status")
def get_key_rotation_status(original: Callable[..., Any], self: Any) -> str:
    """GetKeyRotationStatus does not return RotationPeriodInDays: the provider wants to change it in every plan."""
    result = json.loads(original(self))
    if result["KeyRotationEnabled"]:
        result["RotationPeriodInDays"] = _rotation_period(_key_of(self))
    return json.dumps(result)


@corrects(responses.KmsResponse, "create_key")
def create_key(original: Callable[..., Any], self: Any) -> str:
    """CreateKey forgets CustomKeyStoreId: the provider wants to replace the key in every plan.

    It takes any policy, even one that locks its owner out.
    """
    _check_policy(self, self._get_param("Policy"), self.region)
    result = json.loads(original(self))
    custom_key_store_id = self._get_param("CustomKeyStoreId")
    if not custom_key_store_id:
        return json.dumps(result)
    key = self.kms_backend.keys[result["KeyMetadata"]["KeyId"]]
    key.custom_key_store_id = custom_key_store_id
    key.xks_key_id = self._get_param("XksKeyId")
    return json.dumps(key.to_dict())


@corrects(responses.KmsResponse, "replicate_key")
def replicate_key(original: Callable[..., Any], self: Any) -> str:
    """ReplicateKey forgets tags, description and policy: the provider waits for the tags until it times out.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
    """
    _check_policy(self, self._get_param("Policy"), self._get_param("ReplicaRegion"))
    result = json.loads(original(self))
    metadata = result["ReplicaKeyMetadata"]
    region = models.kms_backends[self.current_account][self._get_param("ReplicaRegion")]
    replica = region.keys[metadata["KeyId"]]
    replica.description = self._get_param("Description") or ""
    replica.policy = self._get_param("Policy") or replica.generate_default_policy()
    region.tag_resource(replica.id, self._get_param("Tags") or [])
    result.update(ReplicaKeyMetadata=replica.to_dict()["KeyMetadata"], ReplicaPolicy=replica.policy)
    return json.dumps(result)


@corrects(models.Key, "to_dict")
def key_to_dict(original: Callable[..., Any], self: Any) -> Dict[str, Any]:
    """The primary of a multi-Region key calls itself a replica once it has one, and custom key stores are missing."""
    result = original(self)
    metadata = result["KeyMetadata"]
    store = key_store_of(self)
    if store is not None:
        metadata.update(CustomKeyStoreId=store.id, **store.backing.describe_key(self))
        # https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html#fix-unavailable-cmks
        if self.key_state != "PendingDeletion" and is_unavailable(self):
            metadata.update(KeyState="Unavailable", Enabled=False)
    if self.multi_region:
        configuration = dict(metadata["MultiRegionConfiguration"])
        is_primary = self.arn == configuration["PrimaryKey"]["Arn"]
        configuration["MultiRegionKeyType"] = "PRIMARY" if is_primary else "REPLICA"
        metadata["MultiRegionConfiguration"] = configuration
    return result


@corrects(responses.KmsResponse, "put_key_policy")
def put_key_policy(original: Callable[..., Any], self: Any) -> str:
    """PutKeyPolicy takes any policy, even one that locks its owner out.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
    """
    _check_policy(self, self._get_param("Policy"), self.region)
    result: str = original(self)
    return result


@corrects(responses, "_assert_default_policy")
def assert_default_policy(original: Callable[..., Any], policy_name: Optional[str]) -> None:
    """PutKeyPolicy and GetKeyPolicy need PolicyName, which AWS takes for default when it is missing."""
    if policy_name is not None:
        original(policy_name)


def _check_policy(request: Any, policy: Optional[str], region: str) -> None:
    if policy is None:
        return
    check(KEY, policy)
    if not request._get_param("BypassPolicyLockoutSafetyCheck"):
        key_id = request._get_param("KeyId") or "new"
        key_arn = f"arn:{request.partition}:kms:{region}:{request.current_account}:key/{key_id.rpartition('/')[2]}"
        check_lockout(policy, request.get_access_key(), key_arn)


def _by_arn(name: str) -> None:
    @corrects(models.KmsBackend, name)
    def call(original: Callable[..., Any], self: Any, key_id: str, *args: Any, **kwargs: Any) -> Any:
        """A key that is named by its ARN answers 500."""
        return original(self, self.get_key_id(key_id), *args, **kwargs)


for _name in ("enable_key", "disable_key", "cancel_key_deletion"):
    _by_arn(_name)


@corrects(models.KmsBackend, "schedule_key_deletion")
def schedule_key_deletion(original: Callable[..., Any], self: Any, key_id: str, days: int) -> float:
    """A key that is named by its ARN answers 500, and one that waits for its deletion is never deleted.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
    """
    key_id = self.get_key_id(key_id)
    original(self, key_id, days)
    key = self.keys[key_id]
    date = key.deletion_date = (now() + datetime.timedelta(days=days)).replace(tzinfo=None)
    clock.after(datetime.timedelta(days=days).total_seconds(), lambda: _delete(self, key, date))
    return unix_time(date)


def _delete(backend: Any, key: Any, date: datetime.datetime) -> None:
    if key.key_state == "PendingDeletion" and key.deletion_date == date:
        backend.delete_key(key.id)


def find_backend(original: Callable[[Any], Any], self: Any) -> Any:
    """Keys of other accounts are not found, even where their policy lets the caller in.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
    """
    arn = self._get_param("KeyId")
    key = find_key(arn, self.current_account, self.region) if isinstance(arn, str) and arn.startswith("arn:") else None
    action = self._get_action()
    if key is None or key.account_id == self.current_account or action not in ACTIONS_ACROSS_ACCOUNTS:
        return original(self)
    account, role_arn = caller_of(self.access_key)
    context = identity_keys(account, role_arn)
    request = Request(Principal.of_account(account, role_arn), f"kms:{action}", key.arn, context)
    if key.region != self.region or not is_allowed(key.policy, request):
        raise AwsError("AccessDeniedException", f"No resource-based policy allows kms:{action} on {key.arn}")
    return models.kms_backends[key.account_id][key.region]


responses.KmsResponse.kms_backend = property(functools.partial(find_backend, responses.KmsResponse.kms_backend.fget))
note_correction(find_backend, "KmsResponse.kms_backend")


@corrects(responses.KmsResponse, "_validate_key_policy")
def validate_key_policy(original: Callable[..., Any], self: Any, key_id: str, action: str) -> None:
    """A key policy that denies an action to some, such as those of other accounts, denies it to everyone.

    https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
    """
    key = self.kms_backend.keys.get(self.kms_backend.get_key_id(key_id))
    if key is None:
        return
    caller = caller_of_key(self.access_key)
    request = Request(caller.principal, action, key.arn, {**request_keys(self.region), **caller.keys})
    if is_denied(key.policy, request):
        raise AwsError("AccessDeniedException", f"Action {action} is not allowed by the policy of {key.arn}")


def _key_of(request: Any) -> Any:
    return request.kms_backend.keys[request.kms_backend.get_key_id(request._get_param("KeyId"))]


def _rotation_period(key: Any) -> int:
    return getattr(key, "rotation_period", DEFAULT_ROTATION_PERIOD_IN_DAYS)
