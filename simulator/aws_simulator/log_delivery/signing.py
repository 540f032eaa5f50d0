"""The key that CloudTrail signs the digest files of a Region with."""
from __future__ import annotations

import datetime
import hashlib
from typing import Any, Dict

from aws_simulator.clock import clock
from aws_simulator.context import GLOBAL, store_of

VALIDITY = datetime.timedelta(days=365)


class SigningKey:
    """A key pair of a Region; all accounts' digest files in the Region are signed with it."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa

        self._private_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.public_key = self._private_key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.PKCS1
        )
        self.fingerprint = hashlib.md5(self.public_key).hexdigest()
        self.valid_from = clock.now().replace(microsecond=0) - VALIDITY
        self.valid_until = self.valid_from + 3 * VALIDITY

    def sign(self, text: str) -> str:
        """The signature, SHA256withRSA, as CloudTrail writes it."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding

        return self._private_key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()).hex()

    def describe(self) -> Dict[str, Any]:
        """The public part, as ListPublicKeys answers it."""
        return {
            "Value": self.public_key,
            "ValidityStartTime": self.valid_from,
            "ValidityEndTime": self.valid_until,
            "Fingerprint": self.fingerprint,
        }


def signing_key_of(region: str) -> SigningKey:
    """The key of a Region, which is made when it is first asked for."""
    keys = store_of("cloudtrail", GLOBAL, region, "signing keys")
    if not keys:
        keys["key"] = SigningKey()
    return keys["key"]
