"""The tokens of OpenID Connect providers: who signed them, for whom, and until when.

The simulator fetches nothing, so it knows the keys of an issuer only when they were registered with
``POST /simulator/token-issuer``.
https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""
from __future__ import annotations

import base64
import json
from typing import Any, Dict, List, Optional

from aws_simulator.authorization_data import condition_keys
from aws_simulator.clock import clock
from aws_simulator.context import GLOBAL, AwsError, store_of
from aws_simulator.policy import ContextValue

# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"]
_REQUIRED_CLAIMS = ("iss", "sub", "aud", "exp", "iat")


def issuers() -> Dict[str, Dict[str, Any]]:
    """The key sets that issuers publish, by their URL."""
    return store_of("sts", GLOBAL, GLOBAL, "token issuers")


def without_scheme(url: str) -> str:
    """The name that IAM gives an issuer: its URL without ``https://``."""
    return url.rstrip("/").removeprefix("https://")


def verified_claims(token: str, providers: List[Any]) -> "VerifiedToken":
    """The claims of a token of one of the OIDC providers of an account, or the error with which STS refuses it."""
    issuer = str(_unverified_claims(token).get("iss"))
    provider = next((p for p in providers if without_scheme(p.url) == without_scheme(issuer)), None)
    if provider is None:
        raise AwsError("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {issuer}")
    claims = _signed_claims(token, issuer)
    for name in _REQUIRED_CLAIMS:
        if name not in claims:
            raise AwsError("InvalidIdentityToken", f"Missing a required claim: {name}")
    verified = VerifiedToken(provider, claims)
    if not set(verified.audiences) & set(provider.client_id_list or []):
        raise AwsError("InvalidIdentityToken", "Incorrect token audience")
    _check_time(claims)
    return verified


class VerifiedToken:
    """The claims of a token whose signature, audience and time are right."""

    def __init__(self, provider: Any, claims: Dict[str, Any]):
        self.provider = provider
        self.claims = claims

    @property
    def audiences(self) -> List[str]:
        """Whom the token is for: ``azp`` where there is one, ``aud`` otherwise."""
        audience = self.claims.get("azp") or self.claims["aud"]
        return list(audience) if isinstance(audience, list) else [str(audience)]

    def condition_keys(self) -> Dict[str, ContextValue]:
        """The condition keys that the claims make.

        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
        """
        name = without_scheme(self.provider.url)
        audience = self.audiences
        keys: Dict[str, ContextValue] = {
            f"{name}:aud": audience[0] if len(audience) == 1 else audience,
            f"{name}:sub": str(self.claims["sub"]),
        }
        if "azp" in self.claims:
            keys[f"{name}:oaud"] = self.claims["aud"]
        for claim in ("amr", "email", *_claims_of_known_provider(name)):
            if claim in self.claims:
                keys[f"{name}:{claim}"] = self.claims[claim]
        return keys

    @property
    def tags(self) -> Dict[str, str]:
        """The session tags: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"""
        given = (self.claims.get("https://aws.amazon.com/tags") or {}).get("principal_tags") or {}
        return {key: value[0] if isinstance(value, list) else str(value) for key, value in given.items()}

    @property
    def transitive_tag_keys(self) -> List[str]:
        """The tags that are kept when the session assumes another role."""
        return list((self.claims.get("https://aws.amazon.com/tags") or {}).get("transitive_tag_keys") or [])

    @property
    def source_identity(self) -> Optional[str]:
        """Who is behind the session.

        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
        """
        return self.claims.get("https://aws.amazon.com/source_identity")


def _claims_of_known_provider(name: str) -> List[str]:
    """The claims besides those of the standard that are condition keys, such as ``repository`` of GitHub."""
    known = (key.partition(":") for key in condition_keys("sts"))
    return [claim for provider, _, claim in known if provider == name and claim not in ("aud", "sub", "oaud")]


def _unverified_claims(token: str) -> Dict[str, Any]:
    parts = token.split(".")
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (IndexError, ValueError):
        claims = None
    if len(parts) != 3 or not isinstance(claims, dict):
        raise AwsError("InvalidIdentityToken", "The ID Token provided is not a valid JWT.")
    return claims


def _signed_claims(token: str, issuer: str) -> Dict[str, Any]:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    keys = issuers().get(without_scheme(issuer))
    if keys is None:
        raise AwsError(
            "InvalidIdentityToken",
            "Couldn't retrieve verification key from your identity provider, please reference "
            f"AssumeRoleWithWebIdentity documentation for requirements (POST /simulator/token-issuer makes {issuer})",
        )
    try:
        return dict(jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims)
    except (JoseError, ValueError) as error:
        reason = f"The signature of the web identity token cannot be verified: {error}"
        raise AwsError("InvalidIdentityToken", reason) from None


def _check_time(claims: Dict[str, Any]) -> None:
    now = int(clock.now().timestamp())
    if now >= int(claims["exp"]):
        raise AwsError(
            "ExpiredTokenException",
            f"Token expired: current date/time {now} must be before the expiration date/time {claims['exp']}",
        )
    if now < int(claims.get("nbf", now)):
        raise AwsError("InvalidIdentityToken", f"The token must not be used before {claims['nbf']}; it is {now}.")
