"""Whether keys in custom key stores can be used, and which can be made.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""
from __future__ import annotations

from typing import Any, Dict, Optional

from aws_simulator.context import AwsError, Context
from aws_simulator.key_stores.store import (
    AWS_CLOUDHSM,
    CONNECTED,
    EXTERNAL_KEY_STORE,
    KeyStore,
    find_key_store,
    key_store_of,
)

SYMMETRIC = "SYMMETRIC_DEFAULT"
ORIGINS = (AWS_CLOUDHSM, EXTERNAL_KEY_STORE)


def is_unavailable(key: Any) -> bool:
    """Is the key in a custom key store that is not connected?"""
    if getattr(key, "custom_key_store_id", None) is None:
        return False
    store = key_store_of(key)
    return store is None or store.state != CONNECTED


def failure_of(key: Any) -> Optional[str]:
    """Why what is behind the key's custom key store cannot be reached although that is connected, or None."""
    store = key_store_of(key)
    return None if store is None or store.state != CONNECTED else store.backing.failure()


def check_new_key(context: Context, parameters: Dict[str, Any]) -> None:
    """Raise the error of a key that cannot be made in the custom key store that it names.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
    """
    store_id, origin = parameters.get("CustomKeyStoreId"), parameters.get("Origin") or "AWS_KMS"
    if store_id is None:
        if origin in ORIGINS:
            raise AwsError("ValidationException", f"CustomKeyStoreId is required for keys of the origin {origin}.")
        if parameters.get("XksKeyId"):
            raise AwsError("ValidationException", "XksKeyId is only valid for keys in an external key store.")
        return
    store = find_key_store(context, store_id)
    if origin != store.backing.type:
        raise AwsError(
            "ValidationException", f"Keys in the custom key store {store_id} have the origin {store.backing.type}."
        )
    spec = parameters.get("KeySpec") or parameters.get("CustomerMasterKeySpec") or SYMMETRIC
    usage = parameters.get("KeyUsage") or "ENCRYPT_DECRYPT"
    if spec != SYMMETRIC or usage != "ENCRYPT_DECRYPT":
        raise AwsError("UnsupportedOperationException", "Custom key stores support symmetric encryption keys only.")
    if parameters.get("MultiRegion"):
        raise AwsError("UnsupportedOperationException", "Custom key stores do not support multi-Region keys.")
    if store.state != CONNECTED:
        raise store.wrong_state("must be connected")
    store.backing.check_key(parameters)


def check_makes_random(store: KeyStore) -> None:
    """Raise the error of a custom key store whose HSMs cannot make random bytes."""
    if store.backing.type != AWS_CLOUDHSM:
        raise AwsError("UnsupportedOperationException", "External key stores generate no random bytes.")
    if store.state != CONNECTED:
        raise store.wrong_state("must be connected")
    failure = store.backing.failure()
    if failure is not None:
        raise AwsError("KMSInternalException", failure)
