"""AWS Key Management Service: https://docs.aws.amazon.com/kms/latest/APIReference/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.encryption import DISABLED, KeyRefused, check_state
from aws_simulator.grants import find_key, find_key_of_ciphertext
from aws_simulator.key_stores.keys import check_makes_random, check_new_key
from aws_simulator.key_stores.store import find_key_store
from aws_simulator.registry import Parameters, checks


@checks("kms", "CreateGrant")
def check_grant(context: Context, parameters: Parameters) -> None:
    """A grant for a key that does not exist.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
    """
    if find_key(parameters["KeyId"], context.account, context.region) is None:
        raise AwsError("NotFoundException", f"Key '{parameters['KeyId']}' does not exist")


# https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-KeyUsage
_USAGES = (
    ("SYMMETRIC_DEFAULT", ("ENCRYPT_DECRYPT",)),
    ("HMAC_", ("GENERATE_VERIFY_MAC",)),
    ("RSA_", ("ENCRYPT_DECRYPT", "SIGN_VERIFY")),
    ("ECC_SECG_", ("SIGN_VERIFY",)),
    ("ECC_NIST_EDWARDS", ("SIGN_VERIFY",)),
    ("ECC_NIST_", ("SIGN_VERIFY", "KEY_AGREEMENT")),
    ("ML_DSA_", ("SIGN_VERIFY",)),
)
_SHORTEST_WAIT, _LONGEST_WAIT = 7, 30


@checks("kms", "CreateKey")
def check_usage(context: Context, parameters: Parameters) -> None:
    """A key that is to be used for what its kind of key material cannot do.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
    """
    spec = parameters.get("KeySpec") or parameters.get("CustomerMasterKeySpec") or "SYMMETRIC_DEFAULT"
    usage = parameters.get("KeyUsage") or "ENCRYPT_DECRYPT"
    allowed = next((usages for beginning, usages in _USAGES if spec.startswith(beginning)), (usage,))
    if usage not in allowed:
        raise AwsError("ValidationException", f"KeyUsage {usage} is not compatible with KeySpec {spec}")


@checks("kms", "CreateAlias", "UpdateAlias", "DeleteAlias")
def check_alias(context: Context, parameters: Parameters) -> None:
    """An alias with the prefix of the keys that AWS manages.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
    """
    if parameters["AliasName"].startswith("alias/aws/"):
        raise AwsError("InvalidAliasNameException", "The prefix alias/aws/ is reserved for AWS managed keys.")


@checks("kms", "ScheduleKeyDeletion")
def check_waiting_period(context: Context, parameters: Parameters) -> None:
    """A waiting period of less than 7 or more than 30 days; moto takes the request and does nothing.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
    """
    days = parameters.get("PendingWindowInDays") or _LONGEST_WAIT
    if not _SHORTEST_WAIT <= days <= _LONGEST_WAIT:
        raise AwsError("ValidationException", f"PendingWindowInDays is {days}, and must be from 7 to 30")


@checks("kms", "EnableKeyRotation", "DisableKeyRotation", "GetKeyRotationStatus")
def check_rotation(context: Context, parameters: Parameters) -> None:
    """Automatic rotation of keys that are not symmetric, imported, or in a custom key store.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
    """
    key = find_key(parameters["KeyId"], context.account, context.region)
    if key is None:
        return
    if key.origin != "AWS_KMS":
        raise AwsError(
            "UnsupportedOperationException", f"{key.arn} origin is {key.origin} which is not valid for this operation."
        )
    if context.operation == "EnableKeyRotation" and key.key_spec != "SYMMETRIC_DEFAULT":
        raise AwsError("UnsupportedOperationException", f"{key.arn} does not support automatic rotation.")


@checks(
    "kms",
    *"""Decrypt DeriveSharedSecret Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext
    GenerateDataKeyWithoutPlaintext GenerateMac GetPublicKey ReEncrypt Sign Verify VerifyMac""".split(),
)
def check_use(context: Context, parameters: Parameters) -> None:
    """The use of a key that is disabled, about to be deleted or unavailable.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
    """
    key_ids = [parameters.get(name) for name in ("KeyId", "SourceKeyId", "DestinationKeyId")]
    keys = [find_key(key_id, context.account, context.region) for key_id in key_ids if key_id]
    keys.append(find_key_of_ciphertext(parameters.get("CiphertextBlob"), context.region))
    for key in keys:
        try:
            if key is not None:
                check_state(key)
        except KeyRefused as error:
            code = "DisabledException" if error.problem == DISABLED else "KMSInvalidStateException"
            raise AwsError(code, str(error)) from error


@checks(
    "kms",
    *"""CreateAlias CreateGrant DisableKey DisableKeyRotation EnableKey EnableKeyRotation ScheduleKeyDeletion TagResource
    UntagResource UpdateKeyDescription""".split(),
)
def check_pending(context: Context, parameters: Parameters) -> None:
    """A change of a key that is about to be deleted.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
    """
    key = find_key(parameters.get("KeyId") or parameters["TargetKeyId"], context.account, context.region)
    if key is not None and key.key_state == "PendingDeletion":
        raise AwsError("KMSInvalidStateException", f"{key.arn} is pending deletion.")


@checks("kms", "CreateKey")
def check_key_store(context: Context, parameters: Parameters) -> None:
    """A key that its custom key store cannot have, or that has none although its origin is one.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
    """
    check_new_key(context, parameters)


@checks("kms", "GetParametersForImport", "ImportKeyMaterial", "DeleteImportedKeyMaterial")
def check_import(context: Context, parameters: Parameters) -> None:
    """Key material for a key that does not take any.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html
    """
    key = find_key(parameters["KeyId"], context.account, context.region)
    if key is not None and key.origin != "EXTERNAL":
        raise AwsError(
            "UnsupportedOperationException", f"{key.arn} origin is {key.origin} which is not valid for this operation."
        )


@checks("kms", "GenerateRandom")
def check_random(context: Context, parameters: Parameters) -> None:
    """Random bytes of a custom key store that is no CloudHSM key store, or not connected.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html
    """
    if parameters.get("CustomKeyStoreId"):
        check_makes_random(find_key_store(context, parameters["CustomKeyStoreId"]))
