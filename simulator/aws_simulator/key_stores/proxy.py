"""External key stores, which are backed by a key manager outside of AWS, behind a proxy.

All proxies can be reached, take every credential and have every key, unless the control xks-fault breaks them.
https://docs.aws.amazon.com/kms/latest/developerguide/keystore-external.html
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional

from aws_simulator.context import AwsError, store_of
from aws_simulator.key_stores.store import EXTERNAL_KEY_STORE, SERVICE, KeyStore, key_stores_of, keys_of

PUBLIC_ENDPOINT, VPC_ENDPOINT_SERVICE = "PUBLIC_ENDPOINT", "VPC_ENDPOINT_SERVICE"


@dataclass(frozen=True)
class Fault:
    """What can be wrong with a proxy: the ConnectionErrorCode, and the errors of operations that find out."""

    connection_error: Optional[str] = None
    # CreateCustomKeyStore and UpdateCustomKeyStore ask the proxy.
    error: Optional[str] = None
    # CreateKey asks it for the external key.
    key_error: Optional[str] = None


# https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html
FAULTS = {
    "credential": Fault("INVALID_CREDENTIALS", "XksProxyIncorrectAuthenticationCredentialException"),
    "access-denied": Fault("XKS_PROXY_ACCESS_DENIED", "XksProxyInvalidConfigurationException"),
    "not-reachable": Fault("XKS_PROXY_NOT_REACHABLE", "XksProxyUriUnreachableException"),
    "timed-out": Fault("XKS_PROXY_TIMED_OUT", "XksProxyUriUnreachableException"),
    "invalid-response": Fault("XKS_PROXY_INVALID_RESPONSE", "XksProxyInvalidResponseException"),
    "invalid-configuration": Fault("XKS_PROXY_INVALID_CONFIGURATION", "XksProxyInvalidConfigurationException"),
    "invalid-tls": Fault("XKS_PROXY_INVALID_TLS_CONFIGURATION", "XksProxyUriUnreachableException"),
    "service-not-found": Fault(
        "XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND", "XksProxyVpcEndpointServiceNotFoundException"
    ),
    "service-configuration": Fault(
        "XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION", "XksProxyVpcEndpointServiceInvalidConfigurationException"
    ),
    "network": Fault("NETWORK_ERRORS"),
    "internal": Fault("INTERNAL_ERROR"),
    "key-not-found": Fault(key_error="XksKeyNotFoundException"),
    "key-configuration": Fault(key_error="XksKeyInvalidConfigurationException"),
}


def faults_of(account: str, region: str) -> Dict[str, str]:
    """The names of the faults of proxies, by their endpoints."""
    return store_of(SERVICE, account, region, "faults of proxies")


@dataclass
class ProxyBacking:
    """A proxy of an external key manager."""

    account: str
    region: str
    connectivity: str
    endpoint: str
    path: str
    access_key_id: str
    secret_access_key: str
    service_name: Optional[str] = None
    service_owner: Optional[str] = None
    type: str = EXTERNAL_KEY_STORE

    @property
    def fault(self) -> Fault:
        """What is wrong with the proxy."""
        return FAULTS.get(faults_of(self.account, self.region).get(self.endpoint, ""), Fault())

    def check(self, own: Optional[KeyStore] = None) -> None:
        """Raise the error of a proxy that a key store cannot have; ``own`` is the one that it is for.

        https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html#API_CreateCustomKeyStore_Errors
        """
        stores = key_stores_of(self.account, self.region).values()
        others = [store.backing for store in stores if store is not own]
        self._check_unique([other for other in others if isinstance(other, ProxyBacking)])
        if self.connectivity == VPC_ENDPOINT_SERVICE:
            self._check_service()
        elif self.fault.error:
            raise AwsError(self.fault.error, f"The external key store proxy {self.endpoint}{self.path} cannot be used.")

    def check_service_name(self) -> None:
        """Raise the error of an endpoint service that is missing, or not wanted."""
        if self.connectivity == VPC_ENDPOINT_SERVICE and not self.service_name:
            raise AwsError(
                "ValidationException", "XksProxyVpcEndpointServiceName is required with VPC_ENDPOINT_SERVICE."
            )
        if self.connectivity == PUBLIC_ENDPOINT and self.service_name:
            raise AwsError(
                "ValidationException", "XksProxyVpcEndpointServiceName is only valid with VPC_ENDPOINT_SERVICE."
            )

    def _check_unique(self, others: "list[ProxyBacking]") -> None:
        for other in others:
            if (other.endpoint, other.path) == (self.endpoint, self.path):
                raise AwsError("XksProxyUriInUseException", f"{self.endpoint}{self.path} is in use.")
            if other.endpoint == self.endpoint and VPC_ENDPOINT_SERVICE in (other.connectivity, self.connectivity):
                raise AwsError("XksProxyUriEndpointInUseException", f"{self.endpoint} is in use.")
            if self.service_name and other.service_name == self.service_name:
                raise AwsError("XksProxyVpcEndpointServiceInUseException", f"{self.service_name} is in use.")

    def _check_service(self) -> None:
        """The endpoint service must exist, and fulfil the requirements.

        https://docs.aws.amazon.com/kms/latest/developerguide/vpc-connectivity.html#xks-vpc-requirements
        """
        from moto.ec2.models import ec2_backends

        owner = self.service_owner or self.account
        services = ec2_backends[owner][self.region].configurations.values()
        service = next((one for one in services if one.service_name == self.service_name), None)
        kms = f"cks.kms.{self.region}.amazonaws.com"
        if service is None or self.fault.error == FAULTS["service-not-found"].error:
            raise AwsError(
                "XksProxyVpcEndpointServiceNotFoundException",
                f"AWS KMS cannot find the VPC endpoint service {self.service_name}, or {kms} is not its principal.",
            )
        if kms not in service.principals:
            raise AwsError(
                "XksProxyVpcEndpointServiceNotFoundException",
                f"{kms} is not among the allowed principals of the VPC endpoint service {self.service_name}.",
            )
        problem = None
        if service.acceptance_required:
            problem = "must not require acceptance"
        elif not service.private_dns_name or f"https://{service.private_dns_name}" != self.endpoint:
            problem = "must have the private DNS name of the endpoint"
        elif len(set(service.availability_zones)) < 2:
            problem = "must have a network load balancer in at least two Availability Zones"
        elif self.fault.error == FAULTS["service-configuration"].error:
            problem = "does not fulfil the requirements"
        if problem:
            raise AwsError(
                "XksProxyVpcEndpointServiceInvalidConfigurationException",
                f"The VPC endpoint service {self.service_name} {problem}.",
            )

    def check_connectable(self) -> None:
        """Nothing of a proxy is seen before it is asked."""

    def connect(self) -> Optional[str]:
        """Ask the proxy for its health, or tell what it answers.

        https://docs.aws.amazon.com/kms/latest/developerguide/about-xks-connecting.html
        """
        return self.fault.connection_error

    def disconnect(self) -> None:
        """Nothing is left of a connection to a proxy."""

    def failure(self) -> Optional[str]:
        """https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html#fix-xks-crypto"""
        error = self.fault.connection_error
        return f"The external key store proxy cannot be used: {error}" if error else None

    def check_key(self, parameters: Dict[str, Any]) -> None:
        """A key needs an external key of its own, which the proxy must know.

        https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#API_CreateKey_Errors
        """
        external_id = parameters.get("XksKeyId")
        if not external_id:
            raise AwsError("ValidationException", "XksKeyId is required for keys in an external key store.")
        store = next(one for one in key_stores_of(self.account, self.region).values() if one.backing is self)
        if any(getattr(key, "xks_key_id", None) == external_id for key in keys_of(store)):
            raise AwsError(
                "XksKeyAlreadyInUseException",
                f"The external key {external_id} is associated with another KMS key in this external key store.",
            )
        if self.fault.key_error:
            raise AwsError(self.fault.key_error, f"The external key {external_id} cannot be used.")

    def describe(self) -> Dict[str, Any]:
        """The configuration of the proxy, without the secret."""
        configuration = {
            "Connectivity": self.connectivity,
            "AccessKeyId": self.access_key_id,
            "UriEndpoint": self.endpoint,
            "UriPath": self.path,
        }
        if self.service_name:
            configuration["VpcEndpointServiceName"] = self.service_name
            configuration["VpcEndpointServiceOwner"] = self.service_owner or self.account
        return {"XksProxyConfiguration": configuration}

    def describe_key(self, key: Any) -> Dict[str, Any]:
        """The external key of a key."""
        return {"Origin": EXTERNAL_KEY_STORE, "XksKeyConfiguration": {"Id": getattr(key, "xks_key_id", None)}}
