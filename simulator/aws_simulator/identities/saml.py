"""SAML 2.0 responses: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html

``simulator/saml.ts`` verifies their signatures by the certificates in the metadata of the identity provider. This
module judges what is signed, by the simulator's clock.
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
"""
from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import re
from typing import Any, Dict, List, NoReturn, Optional

from aws_simulator.clock import clock
from aws_simulator.context import AwsError
from aws_simulator.policy import ContextValue
from aws_simulator.project import saml_assertion

RESPONSE_URL = "https://signin.aws.amazon.com/saml"
ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/"
NOT_AUTHORIZED = "Not authorized to perform sts:AssumeRoleWithSAML"

# The endpoints of AWS Sign-In, and of a SAML provider of its own.
# https://docs.aws.amazon.com/general/latest/gr/signin-service.html
_ENDPOINT = re.compile(r"https://([a-z0-9-]+\.)?signin\.aws\.amazon\.com/(static/)?saml(/acs/[A-Za-z0-9]+)?")
_OTHER_AUDIENCE = "urn:amazon:webservices"
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
_NAME = re.compile(r"[a-zA-Z_0-9+=,.@-]{2,64}")
_SECONDS_VALID = 300
_SESSION_SECONDS = range(900, 43201)
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
_MOST_TAGS, _LONGEST_KEY, _LONGEST_VALUE = 50, 128, 256

# The attributes that are condition keys of trust policies: those of eduPerson and eduOrg, Active Directory and X.500.
_EDU_PERSON = """affiliation nickname orgdn orgunitdn primaryaffiliation principalname entitlement primaryorgunitdn
    scopedaffiliation targetedid assurance""".split()
_EDU_ORG = "homepageuri identityauthnpolicyuri legalname superioruri whitepagesuri".split()
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
_KEYS_OF_ATTRIBUTES = {
    **{f"urn:oid:1.3.6.1.4.1.5923.1.1.1.{number}": f"eduperson{name}" for number, name in enumerate(_EDU_PERSON, 1)},
    **{f"urn:oid:1.3.6.1.4.1.5923.1.2.1.{number}": f"eduorg{name}" for number, name in enumerate(_EDU_ORG, 2)},
    "urn:oid:2.5.4.3": "cn",
    f"{_CLAIMS}name": "name",
    "http://schemas.xmlsoap.org/claims/CommonName": "commonname",
    f"{_CLAIMS}givenname": "givenname",
    f"{_CLAIMS}surname": "surname",
    f"{_CLAIMS}emailaddress": "mail",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid": "primarygroupsid",
    "2.5.4.3": "commonname",
    "2.5.4.4": "surname",
    "2.5.4.42": "givenname",
    "2.5.4.45": "x500uniqueidentifier",
    "0.9.2342.19200300100.1.1": "uid",
    "0.9.2342.19200300100.1.3": "mail",
    "0.9.2342.19200300.100.1.45": "organizationstatus",
}
# The keys that later requests of the session have, too.
_KEYS_OF_SESSIONS = ("saml:namequalifier", "saml:sub", "saml:sub_type")


def verified_assertion(response: str, provider_arn: str, providers: List[Any]) -> "VerifiedAssertion":
    """What one of the SAML providers of an account says of somebody, or the error with which STS refuses it."""
    provider = next((provider for provider in providers if provider.arn == provider_arn), None)
    if provider is None:
        _refuse("Specified provider doesn't exist")
    content = saml_assertion(_decoded(response), provider.saml_metadata_document)
    if "problem" in content:
        _refuse_for(content["kind"], content["problem"])
    assertion = VerifiedAssertion(provider, content)
    assertion.check()
    return assertion


class VerifiedAssertion:
    """An assertion that a provider has signed for AWS, and whose time it is."""

    def __init__(self, provider: Any, content: Dict[str, Any]):
        self.provider = provider
        self.issuer: str = content["issuer"]
        self._content = content

    @property
    def subject(self) -> str:
        """The name of whom it is about."""
        if not self._content.get("nameId"):
            raise AwsError("AccessDenied", NOT_AUTHORIZED)
        return self._content["nameId"]

    @property
    def subject_type(self) -> str:
        """``persistent``, ``transient``, or how the name is made up."""
        name = self._content["nameIdFormat"] or "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
        return name.removeprefix(_FORMAT)

    @property
    def recipient(self) -> str:
        """The address that it was sent to."""
        return self._content["confirmations"][0]["Recipient"]

    @property
    def name_qualifier(self) -> str:
        """What makes names of this provider unique."""
        text = f"{self.issuer}{self.provider.account_id}/{self.provider.name}"
        return base64.b64encode(hashlib.sha1(text.encode()).digest()).decode()

    @property
    def session_name(self) -> str:
        """The name of the session."""
        name = self._value("RoleSessionName")
        if name is None:
            _refuse("RoleSessionName is required in AuthnResponse")
        if not _NAME.fullmatch(name):
            _refuse(f"RoleSessionName in AuthnResponse must match {_NAME.pattern}")
        return name

    @property
    def source_identity(self) -> Optional[str]:
        """Who is behind the session."""
        identity = self._value("SourceIdentity")
        if identity is not None and (not _NAME.fullmatch(identity) or identity.startswith("aws:")):
            _refuse(f'Source Identity must match {_NAME.pattern} and not begin with "aws:"')
        return identity

    @property
    def tags(self) -> Dict[str, str]:
        """The session tags: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"""
        prefix = f"{ATTRIBUTES}PrincipalTag:"
        given = [one for one in self._content["attributes"] if (one["name"] or "").startswith(prefix)]
        tags = {one["name"][len(prefix) :]: (one["values"] or [""])[0] for one in given}
        if len(tags) > _MOST_TAGS:
            _refuse(f"A session can have {_MOST_TAGS} tags, not {len(tags)}")
        for key, value in tags.items():
            if not 0 < len(key) <= _LONGEST_KEY or len(value) > _LONGEST_VALUE:
                _refuse(f"The session tag {key} is too long, or has no key")
        return tags

    @property
    def transitive_tag_keys(self) -> List[str]:
        """The tags that are kept when the session assumes another role."""
        return self._values("TransitiveTagKeys")

    @property
    def most_seconds(self) -> Optional[int]:
        """How long the session can last, where the assertion says so; it only makes sessions shorter."""
        limits = [int((_time(end) - clock.now()).total_seconds()) for end in self._content["sessionEnds"]]
        if any(seconds <= 0 for seconds in limits):
            raise AwsError("ExpiredTokenException", "The session of the identity provider has ended")
        duration = self._value("SessionDuration")
        if duration is not None:
            if not duration.isdecimal() or int(duration) not in _SESSION_SECONDS:
                first, last = _SESSION_SECONDS[0], _SESSION_SECONDS[-1]
                _refuse(f"SessionDuration in AuthnResponse must be a number from {first} to {last}")
            limits.append(int(duration))
        return min(limits, default=None)

    def check(self) -> None:
        """Raise the error with which STS refuses an assertion that is for others, or for another time."""
        if not any(_ENDPOINT.fullmatch(one) or one == _OTHER_AUDIENCE for one in self._audiences()):
            _refuse("Response does not contain the required audience")
        confirmations = self._content["confirmations"]
        if len(confirmations) != 1 or confirmations[0]["method"] != _BEARER:
            _refuse("There must be exactly one SubjectConfirmation, for the bearer")
        if not confirmations[0]["Recipient"] or not confirmations[0]["NotOnOrAfter"]:
            _refuse("SubjectConfirmationData must have a Recipient and NotOnOrAfter")
        if not _ENDPOINT.fullmatch(self.recipient):
            _refuse(f"The recipient is {self.recipient}, not {RESPONSE_URL}")
        self._check_time()

    def names_role(self, role_arn: str) -> bool:
        """Is it for this role and provider? Both orders of the pair are in use."""
        pair = {role_arn, self.provider.arn}
        pairs = self._values("Role")
        if not pairs:
            _refuse("Your request included an invalid SAML response: it has no attribute Role")
        return any({arn.strip() for arn in value.split(",")} == pair for value in pairs)

    def trust_keys(self) -> Dict[str, ContextValue]:
        """The condition keys for the trust policy.

        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
        """
        keys: Dict[str, ContextValue] = {
            "saml:aud": self.recipient,
            "saml:doc": f"{self.provider.account_id}/{self.provider.name}",
            "saml:iss": self.issuer,
            "saml:namequalifier": self.name_qualifier,
            "saml:sub": self.subject,
            "saml:sub_type": self.subject_type,
        }
        for attribute in self._content["attributes"]:
            name, values = _KEYS_OF_ATTRIBUTES.get(attribute["name"]), attribute["values"]
            # Of several attributes for one key, one is taken.
            if name is not None and values:
                keys.setdefault(f"saml:{name}", values[0] if len(values) == 1 else values)
        return keys

    def session_keys(self) -> Dict[str, ContextValue]:
        """The condition keys for all requests of the session."""
        keys = self.trust_keys()
        return {name: keys[name] for name in _KEYS_OF_SESSIONS}

    def _audiences(self) -> List[str]:
        """Whom it is for: those in each of its restrictions."""
        restrictions = self._content["audiences"]
        return [one for one in (restrictions or [[]])[0] if all(one in others for others in restrictions)]

    def _check_time(self) -> None:
        now = clock.now()
        limits = [*self._content["conditions"], *self._content["confirmations"]]
        for limit in limits:
            if limit["NotBefore"] and now < _time(limit["NotBefore"]):
                _refuse(f"The response must not be used before {limit['NotBefore']}; it is {now:%Y-%m-%dT%H:%M:%SZ}")
        ends = [_time(limit["NotOnOrAfter"]) for limit in limits if limit["NotOnOrAfter"]]
        ends.append(_time(self._content["issued"]) + datetime.timedelta(seconds=_SECONDS_VALID))
        if now >= min(ends):
            raise AwsError("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")

    def _values(self, name: str) -> List[str]:
        named = [one["values"] for one in self._content["attributes"] if one["name"] == ATTRIBUTES + name]
        return [value for values in named for value in values]

    def _value(self, name: str) -> Optional[str]:
        return next(iter(self._values(name)), None)


def _decoded(response: str) -> str:
    try:
        return base64.b64decode("".join(response.split()), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        _refuse("Invalid base64 SAMLResponse")


def _refuse_for(kind: str, problem: str) -> NoReturn:
    if kind == "encrypted":
        raise NotImplementedError("encrypted SAML assertions cannot be read")
    if kind == "status":
        raise AwsError("IDPRejectedClaim", f"The identity provider reported that authentication failed: {problem}")
    reasons = {
        "issuer": "Issuer not present in specified provider",
        "metadata": "The metadata of the specified provider cannot be read",
        "signature": "Response signature invalid",
    }
    _refuse(f"{reasons.get(kind, 'Invalid SAML response')} ({problem})")


def _refuse(message: str) -> NoReturn:
    raise AwsError("InvalidIdentityToken", message)


def _time(text: Optional[str]) -> datetime.datetime:
    """A time, which SAML writes in UTC; fractions of a second do not matter."""
    without_fraction = re.sub(r"(\.\d+)?Z$", "Z", text or "")
    try:
        return datetime.datetime.strptime(without_fraction, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        _refuse(f"Invalid SAML response ({text!r} is no time in UTC)")
