"""External key stores of KMS: their proxies, and their keys."""
from __future__ import annotations

from typing import Any, Dict

from tests.hsm_ceremony import PROXY, describe_store, refusal_of_control, subnets
from tests.refusals import RefusalTestCase
from tests.support import MANAGEMENT, REGION, client, http, reset, unvalidated_client

REFERENCE = "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html"
ENDPOINT = PROXY["XksProxyUriEndpoint"]


def create(name: str = "outside", **options: Any) -> str:
    request = {key: value for key, value in {**PROXY, **options}.items() if value is not None}
    return client("kms").create_custom_key_store(CustomKeyStoreName=name, **request)["CustomKeyStoreId"]


def connected(**options: Any) -> str:
    store = create(**options)
    client("kms").connect_custom_key_store(CustomKeyStoreId=store)
    return store


def fault(name: Any, endpoint: str = ENDPOINT) -> None:
    body = {"account": MANAGEMENT, "region": REGION, "endpoint": endpoint, "fault": name}
    http("POST", "/simulator/xks-fault", body)


def endpoint_service(private_dns_name: str, allowed: bool = True, acceptance: bool = False) -> str:
    """An endpoint service as KMS requires it, by its name."""
    balancers = client("elbv2").create_load_balancer(
        Name=private_dns_name.split(".")[0], Type="network", Subnets=[one["SubnetId"] for one in subnets()]
    )["LoadBalancers"]
    ec2 = client("ec2")
    service = ec2.create_vpc_endpoint_service_configuration(
        NetworkLoadBalancerArns=[balancers[0]["LoadBalancerArn"]],
        PrivateDnsName=private_dns_name,
        AcceptanceRequired=acceptance,
    )["ServiceConfiguration"]
    if allowed:
        ec2.modify_vpc_endpoint_service_permissions(
            ServiceId=service["ServiceId"], AddAllowedPrincipals=[f"cks.kms.{REGION}.amazonaws.com"]
        )
    return service["ServiceName"]


class ExternalKeyStoreTest(RefusalTestCase):
    def setUp(self) -> None:
        reset()

    def test_it_needs_all_that_a_proxy_is_reached_with(self) -> None:
        credential: Dict[str, Any] = PROXY["XksProxyAuthenticationCredential"]
        invalid = "ValidationException"
        right = {"CustomKeyStoreName": "outside", **PROXY}
        refusals: Any = {
            **{name: ({name: None}, invalid, name, REFERENCE) for name in list(PROXY)[1:]},
            "http": ({"XksProxyUriEndpoint": "http://xks.example.com"}, invalid, "xksProxyUriEndpoint", REFERENCE),
            "port": ({"XksProxyUriEndpoint": f"{ENDPOINT}:8443"}, invalid, "xksProxyUriEndpoint", REFERENCE),
            "path": ({"XksProxyUriPath": "/prefix/v1/else"}, invalid, "xksProxyUriPath", REFERENCE),
            "id": (
                {"XksProxyAuthenticationCredential": {**credential, "AccessKeyId": "short"}},
                invalid, "accessKeyId", REFERENCE,
            ),
            "secret": (
                {"XksProxyAuthenticationCredential": {**credential, "RawSecretAccessKey": "short"}},
                invalid, "rawSecretAccessKey", REFERENCE,
            ),
            "cluster": ({"KeyStorePassword": "password"}, invalid, "KeyStorePassword is not valid", REFERENCE),
            "service": (
                {"XksProxyVpcEndpointServiceName": f"com.amazonaws.vpce.{REGION}.vpce-svc-0123456789abcdef0"},
                invalid, "only valid with VPC_ENDPOINT_SERVICE", REFERENCE,
            ),
        }
        self.check_refusals(unvalidated_client("kms").create_custom_key_store, right, refusals)

    def test_it_does_not_tell_the_secret(self) -> None:
        store = describe_store(create())
        self.assertEqual(
            store["XksProxyConfiguration"],
            {
                "Connectivity": "PUBLIC_ENDPOINT",
                "AccessKeyId": "A" * 20,
                "UriEndpoint": ENDPOINT,
                "UriPath": PROXY["XksProxyUriPath"],
            },
        )
        self.assertNotIn("a" * 43, str(store))

    def test_proxies_are_not_shared(self) -> None:
        create()
        self.assertEqual(create(), create())
        with self.refused("CustomKeyStoreNameInUseException"):
            create(XksProxyUriPath="/other/kms/xks/v1")
        with self.refused("XksProxyUriInUseException"):
            create("another")
        create("another", XksProxyUriPath="/other/kms/xks/v1")

    def test_there_are_ten_at_most(self) -> None:
        for index in range(10):
            create(f"store-{index}", XksProxyUriPath=f"/path-{index}/kms/xks/v1")
        with self.refused("LimitExceededException"):
            create("one-more", XksProxyUriPath="/one-more/kms/xks/v1")
        kms = client("kms")
        first = kms.describe_custom_key_stores(Limit=6)
        rest = kms.describe_custom_key_stores(Limit=6, Marker=first["NextMarker"])
        self.assertEqual((first["Truncated"], len(rest["CustomKeyStores"]), rest["Truncated"]), (True, 4, False))

    def test_a_proxy_at_a_public_endpoint_is_asked_before_the_key_store_is_made(self) -> None:
        for name, code in (
            ("credential", "XksProxyIncorrectAuthenticationCredentialException"),
            ("not-reachable", "XksProxyUriUnreachableException"),
            ("invalid-response", "XksProxyInvalidResponseException"),
            ("invalid-configuration", "XksProxyInvalidConfigurationException"),
        ):
            fault(name)
            with self.subTest(name), self.refused(code):
                create()
        fault(None)
        create()
        body = {"account": MANAGEMENT, "region": REGION, "endpoint": ENDPOINT, "fault": "fire"}
        self.assertIn("null or one of", refusal_of_control("/simulator/xks-fault", body))

    def test_connecting_fails_with_each_documented_error(self) -> None:
        kms, store = client("kms"), create()
        for name, code in (
            ("credential", "INVALID_CREDENTIALS"),
            ("access-denied", "XKS_PROXY_ACCESS_DENIED"),
            ("not-reachable", "XKS_PROXY_NOT_REACHABLE"),
            ("timed-out", "XKS_PROXY_TIMED_OUT"),
            ("invalid-response", "XKS_PROXY_INVALID_RESPONSE"),
            ("invalid-configuration", "XKS_PROXY_INVALID_CONFIGURATION"),
            ("invalid-tls", "XKS_PROXY_INVALID_TLS_CONFIGURATION"),
            ("service-not-found", "XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND"),
            ("service-configuration", "XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION"),
            ("network", "NETWORK_ERRORS"),
            ("internal", "INTERNAL_ERROR"),
        ):
            with self.subTest(name):
                fault(name)
                kms.connect_custom_key_store(CustomKeyStoreId=store)
                described = describe_store(store)
                self.assertEqual((described["ConnectionState"], described["ConnectionErrorCode"]), ("FAILED", code))
                with self.refused("CustomKeyStoreInvalidStateException"):
                    kms.connect_custom_key_store(CustomKeyStoreId=store)
                kms.disconnect_custom_key_store(CustomKeyStoreId=store)

    def test_an_endpoint_service_fulfils_the_requirements(self) -> None:
        right = endpoint_service("right.example.com")
        refused = endpoint_service("refused.example.com", allowed=False)
        accepting = endpoint_service("accepting.example.com", acceptance=True)
        configuration = "XksProxyVpcEndpointServiceInvalidConfigurationException"
        not_found = "XksProxyVpcEndpointServiceNotFoundException"

        def create_with(service: Any, host: str, name: str = "inside") -> None:
            create(
                name,
                XksProxyConnectivity="VPC_ENDPOINT_SERVICE",
                XksProxyUriEndpoint=f"https://{host}.example.com",
                XksProxyVpcEndpointServiceName=service,
            )

        missing = f"com.amazonaws.vpce.{REGION}.vpce-svc-0123456789abcdef0"
        for service, host, code in (
            (None, "right", "ValidationException"),
            (missing, "right", not_found),
            (refused, "refused", not_found),
            (accepting, "accepting", configuration),
            (right, "another", configuration),
        ):
            with self.subTest(service, host=host), self.refused(code):
                create_with(service, host)
        create_with(right, "right")
        with self.refused("XksProxyUriInUseException"):
            create_with(right, "right", "again")
        with self.refused("XksProxyVpcEndpointServiceInUseException"):
            create_with(right, "another", "again")
        with self.refused("XksProxyUriEndpointInUseException"):
            create(
                "public", XksProxyUriEndpoint="https://right.example.com", XksProxyUriPath="/public/kms/xks/v1"
            )

    def test_credential_and_path_change_while_it_is_connected_and_the_rest_does_not(self) -> None:
        kms, store = client("kms"), connected()
        credential = {"AccessKeyId": "B" * 20, "RawSecretAccessKey": "b" * 43}
        kms.update_custom_key_store(
            CustomKeyStoreId=store, XksProxyAuthenticationCredential=credential, XksProxyUriPath="/new/kms/xks/v1"
        )
        configuration = describe_store(store)["XksProxyConfiguration"]
        self.assertEqual((configuration["AccessKeyId"], configuration["UriPath"]), ("B" * 20, "/new/kms/xks/v1"))
        moved = {"CustomKeyStoreId": store, "XksProxyUriEndpoint": "https://new.example.com"}
        with self.refused("CustomKeyStoreInvalidStateException"):
            kms.update_custom_key_store(**moved)
        kms.disconnect_custom_key_store(CustomKeyStoreId=store)
        kms.update_custom_key_store(**moved)
        fault("credential", "https://new.example.com")
        with self.refused("XksProxyIncorrectAuthenticationCredentialException"):
            kms.update_custom_key_store(CustomKeyStoreId=store, XksProxyAuthenticationCredential=credential)
        with self.refused("ValidationException", "XksProxyUriEndpoint"):
            kms.update_custom_key_store(CustomKeyStoreId=store, XksProxyConnectivity="VPC_ENDPOINT_SERVICE")

    def test_each_key_has_an_external_key_of_its_own(self) -> None:
        kms, store = client("kms"), connected()

        def new_key(**options: Any) -> Dict[str, Any]:
            return kms.create_key(CustomKeyStoreId=store, Origin="EXTERNAL_KEY_STORE", **options)["KeyMetadata"]

        key = new_key(XksKeyId="one")
        self.assertEqual((key["Origin"], key["XksKeyConfiguration"]), ("EXTERNAL_KEY_STORE", {"Id": "one"}))
        self.assertNotIn("CloudHsmClusterId", key)
        with self.refused("XksKeyAlreadyInUseException"):
            new_key(XksKeyId="one")
        with self.refused("ValidationException", "XksKeyId is required"):
            new_key()
        for name, code in (
            ("key-not-found", "XksKeyNotFoundException"),
            ("key-configuration", "XksKeyInvalidConfigurationException"),
        ):
            fault(name)
            with self.subTest(name), self.refused(code):
                new_key(XksKeyId="two")
        fault("timed-out")
        with self.refused("KMSInvalidStateException", "XKS_PROXY_TIMED_OUT"):
            kms.encrypt(KeyId=key["KeyId"], Plaintext=b"text")
        fault(None)
        kms.disconnect_custom_key_store(CustomKeyStoreId=store)
        self.assertEqual(kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"], "Unavailable")
