"""Brings clusters of HSMs and key stores to where tests need them: with certificates, users and a second HSM."""
from __future__ import annotations

import datetime
import json
import urllib.error
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.support import MANAGEMENT, REGION, client, http

ADMIN_PASSWORD, KMS_PASSWORD = "administrator1", "kmsPswd1"
PROXY: Dict[str, Any] = {
    "CustomKeyStoreType": "EXTERNAL_KEY_STORE",
    "XksProxyConnectivity": "PUBLIC_ENDPOINT",
    "XksProxyUriEndpoint": "https://xks.example.com",
    "XksProxyUriPath": "/prefix/kms/xks/v1",
    "XksProxyAuthenticationCredential": {"AccessKeyId": "A" * 20, "RawSecretAccessKey": "a" * 43},
}


class Authority:
    """A certificate authority of a customer, or something that pretends to be one."""

    def __init__(
        self, *, constraints: Optional[x509.BasicConstraints] = x509.BasicConstraints(True, None), usage: bool = False
    ):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "customer")])
        builder = _builder(self.name, self.name, self.key.public_key())
        if constraints is not None:
            builder = builder.add_extension(constraints, critical=True)
        if usage:
            identifier = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
            builder = builder.add_extension(identifier, critical=False)
        self.certificate = _pem(builder.sign(self.key, hashes.SHA256()))

    def sign(self, request: str) -> str:
        """Sign a request, and return the certificate."""
        csr = x509.load_pem_x509_csr(request.encode())
        return self.issue(csr.subject, csr.public_key())

    def issue(self, subject: x509.Name, key: Any) -> str:
        """Issue a certificate for a key."""
        return _pem(_builder(subject, self.name, key).sign(self.key, hashes.SHA256()))


def _builder(subject: x509.Name, issuer: x509.Name, key: Any) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=3652))
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


_authorities: List[Authority] = []


def authority() -> Authority:
    """The authority that all tests can share."""
    if not _authorities:
        _authorities.append(Authority())
    return _authorities[0]


def subnets(count: int = 2) -> List[Dict[str, Any]]:
    """Subnets of the default VPC, each in another Availability Zone."""
    return client("ec2").describe_subnets()["Subnets"][:count]


@dataclass
class Ceremony:
    """A cluster, and what its owner does with it."""

    id: str
    zones: List[str]

    def describe(self) -> Dict[str, Any]:
        return client("cloudhsmv2").describe_clusters(Filters={"clusterIds": [self.id]})["Clusters"][0]

    def add_hsm(self, zone: int = 0) -> Dict[str, Any]:
        return client("cloudhsmv2").create_hsm(ClusterId=self.id, AvailabilityZone=self.zones[zone])["Hsm"]

    def initialize(self) -> None:
        request = self.describe()["Certificates"]["ClusterCsr"]
        client("cloudhsmv2").initialize_cluster(
            ClusterId=self.id, SignedCert=authority().sign(request), TrustAnchor=authority().certificate
        )

    def run(self, line: str) -> Any:
        """Run a command line of the CloudHSM CLI that must succeed."""
        answer = self.answer(line)
        assert answer["error_code"] == 0, answer
        return answer["data"]

    def answer(self, line: str) -> Dict[str, Any]:
        """What the CloudHSM CLI prints for a command line."""
        return json.loads(http("POST", "/simulator/cloudhsm-cli", self._named(run=line)))

    def activate(self) -> None:
        self.run(f"cluster activate --password {ADMIN_PASSWORD}")

    def log_in(self) -> None:
        self.run(f"login --username admin --role admin --password {ADMIN_PASSWORD}")

    def create_kms_user(self, password: str = KMS_PASSWORD) -> None:
        self.log_in()
        self.run(f"user create --username kmsuser --role crypto-user --password {password}")
        self.run("logout")

    def set_kms_password(self, password: str = KMS_PASSWORD) -> None:
        self.log_in()
        self.run(f"user change-password --username kmsuser --role crypto-user --password {password}")
        self.run("logout")

    def fault(self, name: Optional[str], **hsm: str) -> None:
        http("POST", "/simulator/cloudhsm-fault", self._named(fault=name, **hsm))

    def _named(self, **rest: Any) -> Dict[str, Any]:
        return {"account": MANAGEMENT, "region": REGION, "cluster": self.id, **rest}


def new_cluster(**options: Any) -> Ceremony:
    """A cluster without HSMs."""
    found = subnets()
    request = {"HsmType": "hsm2m.medium", "Mode": "FIPS", "SubnetIds": [one["SubnetId"] for one in found], **options}
    cluster = client("cloudhsmv2").create_cluster(**request)["Cluster"]
    return Ceremony(cluster["ClusterId"], [one["AvailabilityZone"] for one in found])


def active_cluster(hsms: int = 2) -> Ceremony:
    """A cluster that is active and has ``kmsuser``."""
    cluster = new_cluster()
    cluster.add_hsm(0)
    cluster.initialize()
    cluster.activate()
    cluster.create_kms_user()
    for zone in range(1, hsms):
        cluster.add_hsm(zone)
    return cluster


def new_store(cluster: Ceremony, name: str = "store", **options: Any) -> str:
    """A key store that is backed by a cluster, not connected."""
    request = {
        "CustomKeyStoreName": name,
        "CloudHsmClusterId": cluster.id,
        "TrustAnchorCertificate": authority().certificate,
        "KeyStorePassword": KMS_PASSWORD,
        **options,
    }
    return client("kms").create_custom_key_store(**request)["CustomKeyStoreId"]


def describe_store(store: str) -> Dict[str, Any]:
    """What DescribeCustomKeyStores says of a key store."""
    return client("kms").describe_custom_key_stores(CustomKeyStoreId=store)["CustomKeyStores"][0]


def refusal_of_control(path: str, body: Dict[str, Any]) -> str:
    """The sentence with which the simulator refuses a request of its own."""
    try:
        http("POST", path, body)
    except urllib.error.HTTPError as error:
        return json.loads(error.read())["message"]
    raise AssertionError(f"{path} is not refused")
