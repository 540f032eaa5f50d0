"""Who an HSM is: the certificates that it comes with, and the certificate signing request of its cluster.

The HSM has a key pair of its own, for which the request is made. Its certificate is issued by the hardware, which has
a certificate of AWS and one of its manufacturer.
https://docs.aws.amazon.com/cloudhsm/latest/userguide/verify-hsm-identity.html

The roots are the simulator's own. The certificates between root and HSM do not say that they may issue others: they
have no Basic Constraints. AWS's page says that OpenSSL 1.1 refuses its chains, and not why; verifiers that insist on
what may be missing there are found out here.
"""
from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Dict, Tuple

from aws_simulator.context import random_id

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

_AGE = datetime.timedelta(days=365)
_VALIDITY = datetime.timedelta(days=3652)
AWS, MANUFACTURER = "aws", "manufacturer"
_ROOTS = {AWS: "AWS CloudHSM Root of the simulator", MANUFACTURER: "HSM manufacturer root of the simulator"}


@dataclass(frozen=True)
class Identity:
    """The request and the certificates of the first HSM of a cluster, as PEM."""

    request: str
    certificate: str
    aws_hardware_certificate: str
    manufacturer_hardware_certificate: str


def new_identity(mode: str) -> Identity:
    """The identity of a new HSM, whose private key nobody gets to see."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    key = _new_key()
    serial, partition = random_id(length=32).upper(), random_id(length=2, alphabet="123456789")
    suffix = ", for FIPS mode" if mode == "FIPS" else ""
    name = _name(O="Cavium", OU="N3FIPS", L="SanJose", CN=f"HSM:{serial}:PARTN:{partition}{suffix}")
    hardware = _hardware()
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    certificate = _issue(name, key.public_key(), hardware.name, hardware.key)
    return Identity(
        _pem(request), _pem(certificate), hardware.certificates[AWS], hardware.certificates[MANUFACTURER]
    )


def root_certificates() -> Dict[str, str]:
    """The roots that the hardware's certificates lead to, as PEM."""
    return {issuer: _pem(_root(issuer)[1]) for issuer in _ROOTS}


@dataclass(frozen=True)
class _Hardware:
    """The device that all HSMs of the simulator are parts of."""

    name: "x509.Name"
    key: "RSAPrivateKey"
    certificates: Dict[str, str]


@functools.lru_cache(maxsize=None)
def _hardware() -> _Hardware:
    key = _new_key()
    name = _name(O="Cavium", OU="LiquidSecurity", L="SanJose", CN=f"HSM:{random_id(length=12)}")
    certificates = {}
    for issuer in _ROOTS:
        root_key, root = _root(issuer)
        certificates[issuer] = _pem(_issue(name, key.public_key(), root.subject, root_key))
    return _Hardware(name, key, certificates)


@functools.lru_cache(maxsize=None)
def _root(issuer: str) -> "Tuple[RSAPrivateKey, x509.Certificate]":
    key = _new_key()
    name = _name(O="AWS simulator", OU="CloudHSM", CN=_ROOTS[issuer])
    return key, _issue(name, key.public_key(), name, key, is_root=True)


def _issue(
    subject: "x509.Name", key: "RSAPublicKey", issuer: "x509.Name", issuer_key: "RSAPrivateKey", is_root: bool = False
) -> "x509.Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _AGE)
        .not_valid_after(now + _VALIDITY)
    )
    if is_root:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _name(**parts: str) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    identifiers = {
        "C": NameOID.COUNTRY_NAME,
        "ST": NameOID.STATE_OR_PROVINCE_NAME,
        "O": NameOID.ORGANIZATION_NAME,
        "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
        "L": NameOID.LOCALITY_NAME,
        "CN": NameOID.COMMON_NAME,
    }
    pairs = {"C": "US", "ST": "CA", **parts}.items()
    return x509.Name([x509.NameAttribute(identifiers[part], value) for part, value in pairs])


def _new_key() -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _pem(what: "x509.Certificate | x509.CertificateSigningRequest") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return what.public_bytes(Encoding.PEM).decode()
