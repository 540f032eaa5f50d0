"""What CloudHSM demands of the certificates that a cluster is claimed with, and what two trust anchors have in common.

https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html
https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_InitializeCluster.html
"""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509

MOST_CHARACTERS = 5_000


class ClaimRefused(Exception):
    """Certificates with which a cluster cannot be claimed; the message says why."""


def check_claim(request: str, signed_certificate: str, trust_anchor: str) -> None:
    """Raise ClaimRefused unless the trust anchor is a root that has signed the request of the cluster."""
    from cryptography import x509

    signed = _read("signed certificate", signed_certificate)
    anchor = _read("trust anchor", trust_anchor)
    if not _has_issued(anchor, anchor):
        raise ClaimRefused("The trust anchor is not a self-signed certificate.")
    _check_constraints(anchor)
    if signed.public_key() != x509.load_pem_x509_csr(request.encode()).public_key():
        raise ClaimRefused("The public key of the signed certificate is not that of the cluster's CSR.")
    if not _has_issued(anchor, signed):
        raise ClaimRefused("The signed certificate is not signed by the trust anchor.")


def is_same_certificate(one: str, other: str) -> bool:
    """Are both the same certificate, however their PEM is folded?"""
    try:
        return _read("one", one) == _read("other", other)
    except ClaimRefused:
        return False


def _read(what: str, pem: str) -> "x509.Certificate":
    from cryptography import x509

    if len(pem) > MOST_CHARACTERS:
        raise ClaimRefused(f"The {what} has {len(pem)} characters; it can have at most {MOST_CHARACTERS}.")
    try:
        certificates = x509.load_pem_x509_certificates(pem.encode())
    except ValueError:
        certificates = []
    if len(certificates) != 1:
        raise ClaimRefused(f"The {what} is not one certificate in PEM format.")
    return certificates[0]


def _has_issued(issuer: "x509.Certificate", certificate: "x509.Certificate") -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def _check_constraints(anchor: "x509.Certificate") -> None:
    """With extensions, the trust anchor needs Basic Constraints too; without any, it is taken for a CA."""
    from cryptography import x509

    if not list(anchor.extensions):
        return
    try:
        constraints = anchor.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        raise ClaimRefused("The trust anchor has X.509v3 extensions, but no Basic Constraints.") from None
    if not constraints.ca:
        raise ClaimRefused("The Basic Constraints of the trust anchor say that it is no certificate authority.")
