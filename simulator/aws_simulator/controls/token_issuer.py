"""``/simulator/token-issuer``: an OpenID Connect issuer whose tokens ``/simulator/token`` signs."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.context import GLOBAL, store_of
from aws_simulator.control import ControlError, control, field
from aws_simulator.identities.tokens import issuers, without_scheme

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


def signing_keys() -> Dict[str, Any]:
    """The keys that issuers sign with, by the name that IAM gives the issuer."""
    return store_of("sts", GLOBAL, GLOBAL, "signing keys")


@control("POST", "token-issuer")
def make_issuer(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Have an issuer publish a new key, and none of those it had: ``{"url": "https://...", "algorithm": "RS256"}``."""
    from joserfc.jwk import ECKey, RSAKey

    url, algorithm = field(body, "url", str), field(body, "algorithm", str, "RS256")
    if not url.startswith("https://"):
        raise ControlError(f"The URL of an issuer begins with https://, which {url!r} does not.")
    options = {"use": "sig", "alg": algorithm}
    if algorithm == "RS256":
        key: Any = RSAKey.generate_key(2048, options, auto_kid=True)
    elif algorithm == "ES256":
        key = ECKey.generate_key("P-256", options, auto_kid=True)
    else:
        raise ControlError(f"The algorithm is RS256 or ES256, not {algorithm!r}.")
    key_set = {"keys": [{**key.as_dict(private=False), "kid": key.kid}]}
    issuers()[without_scheme(url)] = key_set
    signing_keys()[without_scheme(url)] = key
    return {"url": url, "jwks": key_set}
