"""``/simulator/saml-issuer``: a SAML identity provider whose responses ``/simulator/saml-response`` signs."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict
from xml.sax.saxutils import quoteattr

from aws_simulator.clock import clock
from aws_simulator.context import GLOBAL, store_of
from aws_simulator.control import control, field

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

_DAYS_VALID = 365
_METADATA = """\
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID={entity_id}>
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data><X509Certificate>{certificate}</X509Certificate></X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location={entity_id}/>
  </IDPSSODescriptor>
</EntityDescriptor>
"""


@dataclass(frozen=True)
class SigningKey:
    """What an identity provider signs with, both in PEM."""

    private_key: str
    certificate: str


def signing_keys() -> Dict[str, SigningKey]:
    """The keys that identity providers sign with, by their entity ids."""
    return store_of("sts", GLOBAL, GLOBAL, "SAML signing keys")


@control("POST", "saml-issuer")
def make_issuer(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Give an identity provider a new key and certificate, for its metadata: ``{"entityId": "https://..."}``."""
    entity_id = field(body, "entityId", str)
    key = signing_keys()[entity_id] = _new_key()
    certificate = "".join(key.certificate.split("\n")[1:-2])
    metadata = _METADATA.format(entity_id=quoteattr(entity_id), certificate=certificate)
    return {"entityId": entity_id, "metadata": metadata}


def _new_key() -> SigningKey:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "simulator")])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=_DAYS_VALID))
        .sign(key, hashes.SHA256())
    )
    private_key = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SigningKey(private_key.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode())
