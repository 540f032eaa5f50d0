"""AWS Key Management Service, custom key stores: https://docs.aws.amazon.com/kms/latest/APIReference/"""
from __future__ import annotations

import dataclasses
from typing import Any, Dict, Sequence

from aws_simulator.context import AwsError, Context, given
from aws_simulator.key_stores.cluster import ClusterBacking, check_configuration
from aws_simulator.key_stores.proxy import ProxyBacking
from aws_simulator.key_stores.store import (
    AWS_CLOUDHSM,
    CONNECTED,
    DISCONNECTED,
    EXTERNAL_KEY_STORE,
    SERVICE,
    KeyStore,
    find_key_store,
    key_stores_of,
    keys_of,
    not_found,
)
from aws_simulator.registry import Parameters, operation
from aws_simulator.service_linked_roles import CUSTOM_KEY_STORES

# https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
MOST_KEY_STORES = 10
MOST_STORES_ON_A_PAGE = 1000
OF_CLUSTERS = ("CloudHsmClusterId", "TrustAnchorCertificate", "KeyStorePassword")
OF_PROXIES = (
    "XksProxyConnectivity",
    "XksProxyUriEndpoint",
    "XksProxyUriPath",
    "XksProxyAuthenticationCredential",
)
OF_SERVICES = ("XksProxyVpcEndpointServiceName", "XksProxyVpcEndpointServiceOwner")
# What of an external key store can also be changed while it is connected.
WHILE_CONNECTED = frozenset(("NewCustomKeyStoreName", "XksProxyAuthenticationCredential", "XksProxyUriPath"))


@operation(SERVICE, "CreateCustomKeyStore")
def create_custom_key_store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a custom key store that is backed by a CloudHSM cluster or an external key store.

    One with all the properties of another that is disconnected is taken for a retry, and is that one.
    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
    https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html
    """
    stores, name = key_stores_of(context.account, context.region), parameters["CustomKeyStoreName"]
    store_type = parameters.get("CustomKeyStoreType") or AWS_CLOUDHSM
    make = _cluster_backing if store_type == AWS_CLOUDHSM else _proxy_backing
    backing = make(context, parameters)
    for store in stores.values():
        if store.name == name and store.state == DISCONNECTED and _is_same(store.backing, backing):
            return {"CustomKeyStoreId": store.id}
    _check_name(context, name)
    if len(stores) >= MOST_KEY_STORES:
        raise AwsError(
            "LimitExceededException", f"The account has {MOST_KEY_STORES} custom key stores in the Region already."
        )
    if isinstance(backing, ClusterBacking):
        backing.check_creation()
        CUSTOM_KEY_STORES.ensure(context.account)
    else:
        backing.check()
    store = KeyStore(context.account, context.region, name, backing)
    stores[store.id] = store
    return {"CustomKeyStoreId": store.id}


def _cluster_backing(context: Context, parameters: Parameters) -> ClusterBacking:
    _check_parameters(parameters, OF_CLUSTERS, (*OF_PROXIES, *OF_SERVICES), AWS_CLOUDHSM)
    cluster_id, trust_anchor, password = (parameters[name] for name in OF_CLUSTERS)
    return ClusterBacking(context.account, context.region, cluster_id, trust_anchor, password)


def _proxy_backing(context: Context, parameters: Parameters) -> ProxyBacking:
    _check_parameters(parameters, OF_PROXIES, OF_CLUSTERS, EXTERNAL_KEY_STORE)
    credential = parameters["XksProxyAuthenticationCredential"]
    backing = ProxyBacking(
        account=context.account,
        region=context.region,
        connectivity=parameters["XksProxyConnectivity"],
        endpoint=parameters["XksProxyUriEndpoint"],
        path=parameters["XksProxyUriPath"],
        access_key_id=credential["AccessKeyId"],
        secret_access_key=credential["RawSecretAccessKey"],
        service_name=parameters.get("XksProxyVpcEndpointServiceName"),
        service_owner=parameters.get("XksProxyVpcEndpointServiceOwner"),
    )
    backing.check_service_name()
    return backing


def _check_parameters(parameters: Parameters, needed: Sequence[str], foreign: Sequence[str], store_type: str) -> None:
    missing = [name for name in needed if parameters.get(name) is None]
    if missing:
        message = f"{', '.join(missing)} must be given for key stores of type {store_type}."
        raise AwsError("ValidationException", message)
    wrong = list(given(parameters, *foreign))
    if wrong:
        raise AwsError("ValidationException", f"{', '.join(wrong)} is not valid for key stores of type {store_type}.")


def _is_same(one: Any, other: Any) -> bool:
    """Were both made with the same parameters?"""
    if isinstance(one, ClusterBacking) and isinstance(other, ClusterBacking):
        return dataclasses.replace(one, cluster_certificate="") == other
    return bool(one == other)


def _check_name(context: Context, name: str) -> None:
    if any(store.name == name for store in key_stores_of(context.account, context.region).values()):
        raise AwsError("CustomKeyStoreNameInUseException", f"The custom key store name {name} is in use.")


@operation(SERVICE, "DescribeCustomKeyStores")
def describe_custom_key_stores(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the custom key stores of the account and Region.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html
    """
    stores = list(key_stores_of(context.account, context.region).values())
    for parameter, attribute in (("CustomKeyStoreId", "id"), ("CustomKeyStoreName", "name")):
        if parameters.get(parameter):
            stores = [store for store in stores if getattr(store, attribute) == parameters[parameter]]
            if not stores:
                raise not_found(parameters[parameter])
    start, size = _start(parameters), parameters.get("Limit") or MOST_STORES_ON_A_PAGE
    answer = {"CustomKeyStores": [store.describe() for store in stores[start:start + size]]}
    if start + size < len(stores):
        return {**answer, "Truncated": True, "NextMarker": str(start + size)}
    return {**answer, "Truncated": False}


def _start(parameters: Parameters) -> int:
    marker = parameters.get("Marker") or "0"
    if not marker.isdigit():
        raise AwsError("InvalidMarkerException", "The marker is not valid.")
    return int(marker)


@operation(SERVICE, "UpdateCustomKeyStore")
def update_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Changes a custom key store, which must be disconnected for most changes.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateCustomKeyStore.html
    """
    store, changes = find_key_store(context, parameters["CustomKeyStoreId"]), given(parameters)
    del changes["CustomKeyStoreId"]
    of_cluster = isinstance(store.backing, ClusterBacking)
    _check_parameters(parameters, (), (*OF_PROXIES, *OF_SERVICES) if of_cluster else OF_CLUSTERS, store.backing.type)
    _check_state(store, frozenset(("NewCustomKeyStoreName",)) if of_cluster else WHILE_CONNECTED, changes)
    name = changes.pop("NewCustomKeyStoreName", store.name)
    if name != store.name:
        _check_name(context, name)
    if changes and isinstance(store.backing, ClusterBacking):
        _update_cluster(store.backing, changes)
    elif changes and isinstance(store.backing, ProxyBacking):
        store.backing = _updated_proxy(store, store.backing, changes)
    store.name = name


def _check_state(store: KeyStore, while_connected: "frozenset[str]", changes: Dict[str, Any]) -> None:
    if store.state == DISCONNECTED or (store.state == CONNECTED and changes.keys() <= while_connected):
        return
    raise store.wrong_state("must be disconnected")


def _update_cluster(backing: ClusterBacking, changes: Dict[str, Any]) -> None:
    cluster_id = changes.get("CloudHsmClusterId", backing.cluster_id)
    if cluster_id != backing.cluster_id:
        backing.check_relative(cluster_id)
    else:
        check_configuration(backing.active_cluster())
    backing.cluster_id = cluster_id
    backing.password = changes.get("KeyStorePassword", backing.password)


def _updated_proxy(store: KeyStore, backing: ProxyBacking, changes: Dict[str, Any]) -> ProxyBacking:
    credential = changes.get("XksProxyAuthenticationCredential") or {}
    connectivity = changes.get("XksProxyConnectivity", backing.connectivity)
    same_connectivity = connectivity == backing.connectivity
    if not same_connectivity and "XksProxyUriEndpoint" not in changes:
        raise AwsError("ValidationException", "A change of XksProxyConnectivity needs a new XksProxyUriEndpoint.")
    updated = dataclasses.replace(
        backing,
        connectivity=connectivity,
        endpoint=changes.get("XksProxyUriEndpoint", backing.endpoint),
        path=changes.get("XksProxyUriPath", backing.path),
        access_key_id=credential.get("AccessKeyId", backing.access_key_id),
        secret_access_key=credential.get("RawSecretAccessKey", backing.secret_access_key),
        service_name=changes.get("XksProxyVpcEndpointServiceName", backing.service_name if same_connectivity else None),
        service_owner=changes.get(
            "XksProxyVpcEndpointServiceOwner", backing.service_owner if same_connectivity else None
        ),
    )
    updated.check_service_name()
    updated.check(own=store)
    return updated


@operation(SERVICE, "ConnectCustomKeyStore")
def connect_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Begins to connect a custom key store. In AWS that takes up to 20 minutes, and its state tells how it ended.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
    """
    find_key_store(context, parameters["CustomKeyStoreId"]).connect()


@operation(SERVICE, "DisconnectCustomKeyStore")
def disconnect_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Disconnects a custom key store.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html
    """
    find_key_store(context, parameters["CustomKeyStoreId"]).disconnect()


@operation(SERVICE, "DeleteCustomKeyStore")
def delete_custom_key_store(context: Context, parameters: Parameters) -> None:
    """Deletes a custom key store, which must be disconnected and hold no keys, not even such that wait for deletion.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteCustomKeyStore.html
    """
    store = find_key_store(context, parameters["CustomKeyStoreId"])
    if store.state != DISCONNECTED:
        raise store.wrong_state("must be disconnected")
    if keys_of(store):
        raise AwsError("CustomKeyStoreHasCMKsException", f"The custom key store {store.id} contains KMS keys.")
    del key_stores_of(context.account, context.region)[store.id]
