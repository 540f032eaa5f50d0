"""AWS Key Management Service, custom key stores: https://docs.aws.amazon.com/kms/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from moto.kms.models import kms_backends

from aws_simulator.context import AwsError, Context, given, now, random_id
from aws_simulator.registry import Parameters, operation
from aws_simulator.slowness import KEY_STORE, slowness

SERVICE = "kms"
CUSTOM_KEY_STORES = "custom key stores"
CONNECTED, DISCONNECTED = "CONNECTED", "DISCONNECTED"


@operation(SERVICE, "CreateCustomKeyStore")
def create_custom_key_store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a custom key store that is backed by a CloudHSM cluster or an external key store.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
    """
    stores = context.store(CUSTOM_KEY_STORES)
    name = parameters["CustomKeyStoreName"]
    if any(store["CustomKeyStoreName"] == name for store in stores.values()):
        raise AwsError("CustomKeyStoreNameInUseException", f"The custom key store name {name} is in use.")
    store_type = parameters.get("CustomKeyStoreType") or "AWS_CLOUDHSM"
    if store_type == "AWS_CLOUDHSM":
        _check_cluster(context, parameters)
    store_id = random_id("cks-")
    stores[store_id] = {
        **given(parameters, "CloudHsmClusterId", "TrustAnchorCertificate"),
        "CustomKeyStoreId": store_id,
        "CustomKeyStoreName": name,
        "CustomKeyStoreType": store_type,
        "ConnectionState": DISCONNECTED,
        "CreationDate": now(),
    }
    return {"CustomKeyStoreId": store_id}


def _check_cluster(context: Context, parameters: Parameters) -> None:
    cluster_id = parameters.get("CloudHsmClusterId")
    cluster = context.find(
        "clusters",
        cluster_id,
        "CloudHsmClusterNotFoundException",
        f"AWS KMS cannot find the AWS CloudHSM cluster with the cluster ID {cluster_id}.",
        service="cloudhsmv2",
    )
    if cluster["State"] != "ACTIVE":
        raise AwsError("CloudHsmClusterNotActiveException", f"The cluster {cluster_id} is not active.")
    if cluster["Certificates"].get("ClusterCertificate") != parameters.get("TrustAnchorCertificate"):
        raise AwsError(
            "IncorrectTrustAnchorException",
            "The trust anchor certificate is not the one that was specified when the cluster was initialized.",
        )


@operation(SERVICE, "DescribeCustomKeyStores")
def describe_custom_key_stores(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the custom key stores of the account and Region.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html
    """
    stores = list(context.store(CUSTOM_KEY_STORES).values())
    for parameter in ("CustomKeyStoreId", "CustomKeyStoreName"):
        if parameters.get(parameter):
            stores = [store for store in stores if store[parameter] == parameters[parameter]]
            if not stores:
                raise _not_found(parameters[parameter])
    return {"CustomKeyStores": [_described(store) for store in stores], "Truncated": False}


def _described(store: Dict[str, Any]) -> Dict[str, Any]:
    is_connecting = store["ConnectionState"] == CONNECTED and slowness.lasts(KEY_STORE, store["CustomKeyStoreId"])
    return {**store, "ConnectionState": "CONNECTING"} if is_connecting else store


@operation(SERVICE, "UpdateCustomKeyStore")
def update_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Changes a custom key store, which must be disconnected.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateCustomKeyStore.html
    """
    store = _disconnected_store(context, parameters)
    if parameters.get("NewCustomKeyStoreName"):
        store["CustomKeyStoreName"] = parameters["NewCustomKeyStoreName"]
    if parameters.get("CloudHsmClusterId"):
        store["CloudHsmClusterId"] = parameters["CloudHsmClusterId"]


@operation(SERVICE, "ConnectCustomKeyStore")
def connect_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Connects a custom key store. In AWS that takes up to 20 minutes.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
    """
    store = _store(context, parameters)
    store["ConnectionState"] = CONNECTED
    slowness.begin(KEY_STORE, store["CustomKeyStoreId"])


@operation(SERVICE, "DisconnectCustomKeyStore")
def disconnect_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Disconnects a custom key store.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html
    """
    _store(context, parameters)["ConnectionState"] = DISCONNECTED


@operation(SERVICE, "DeleteCustomKeyStore")
def delete_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Deletes a custom key store, which must be disconnected and hold no keys.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteCustomKeyStore.html
    """
    store_id = _disconnected_store(context, parameters)["CustomKeyStoreId"]
    keys = kms_backends[context.account][context.region].keys.values()
    if any(getattr(key, "custom_key_store_id", None) == store_id for key in keys):
        raise AwsError("CustomKeyStoreHasCMKsException", "The custom key store contains KMS keys.")
    del context.store(CUSTOM_KEY_STORES)[store_id]


def _store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    store = context.store(CUSTOM_KEY_STORES).get(parameters["CustomKeyStoreId"])
    if store is None:
        raise _not_found(parameters["CustomKeyStoreId"])
    return store


def _disconnected_store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    store = _store(context, parameters)
    if store["ConnectionState"] != DISCONNECTED:
        raise AwsError("CustomKeyStoreInvalidStateException", "The custom key store must be disconnected.")
    return store


def _not_found(name: str) -> AwsError:
    return AwsError("CustomKeyStoreNotFoundException", f"AWS KMS cannot find the custom key store {name}.")
