"""``/simulator/token``: a signed token of an issuer that ``/simulator/token-issuer`` has made."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.clock import clock
from aws_simulator.control import ControlError, control, field
from aws_simulator.controls.token_issuer import signing_keys
from aws_simulator.identities.tokens import without_scheme

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

SECONDS_VALID = 300


@control("POST", "token")
def sign_token(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Sign ``{"issuer": "https://...", "claims": {...}}``; times and issuer are added, unless claims have them or null."""
    from joserfc import jwt

    issuer, claims = field(body, "issuer", str), field(body, "claims", dict)
    key = signing_keys().get(without_scheme(issuer))
    if key is None:
        raise ControlError(f"There is no issuer {issuer}; POST /simulator/token-issuer makes one.")
    now = int(clock.now().timestamp())
    all_claims = {"iss": issuer, "iat": now, "nbf": now, "exp": now + SECONDS_VALID, **claims}
    sent = {name: value for name, value in all_claims.items() if value is not None}
    return {"token": jwt.encode({"alg": key.alg, "kid": key.kid}, sent, key), "claims": sent}
