"""Tests of who is believed to be who: MFA codes, tokens of identity providers, sessions."""
from __future__ import annotations

import base64
import hashlib
import json
import re
import time
import unittest
from datetime import datetime
from typing import Any, Dict, Optional

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from aws_simulator.identities.mfa import code_at

from tests.support import (
    AUDIT,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    advance_clock,
    client,
    endpoint,
    http,
    policy,
)

GITHUB = "https://token.actions.githubusercontent.com"
WITH_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def trust_account(account: str = MANAGEMENT, condition: Optional[Dict[str, Any]] = None, actions: Any = None) -> str:
    """A trust policy for an account."""
    statement = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": actions or "sts:AssumeRole"}
    return policy({**statement, **({"Condition": condition} if condition else {})})


def make_role(name: str, trust_policy: str, account: str = MANAGEMENT, **more: Any) -> str:
    """Create a role, and return its ARN."""
    iam = client("iam", account)
    return iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust_policy, **more)["Role"]["Arn"]


def sts_with(credentials: Optional[Dict[str, str]]) -> Any:
    """A client of STS with credentials, or without."""
    config = Config(retries={"max_attempts": 1, "mode": "standard"})
    if credentials is None:
        unsigned = config.merge(Config(signature_version=UNSIGNED))
        return boto3.client("sts", region_name=REGION, endpoint_url=endpoint(), config=unsigned)
    keys = {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials.get("SessionToken"),
    }
    return boto3.client("sts", region_name=REGION, endpoint_url=endpoint(), config=config, **keys)


class CodeTest(unittest.TestCase):
    def test_is_that_of_the_standard(self) -> None:
        # https://www.rfc-editor.org/rfc/rfc6238#appendix-B, of which AWS takes six digits.
        seed = base64.b32encode(b"12345678901234567890").decode()
        for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
            self.assertEqual(code_at(seed, seconds // 30), code)


class MfaTest(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        iam = client("iam")
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName="ada")["VirtualMFADevice"]
        cls.serial_number, cls.seed = device["SerialNumber"], device["Base32StringSeed"].decode()
        cls.role = make_role("with-mfa", trust_account(condition=WITH_MFA))
        cls.plain_role = make_role("plain", trust_account())
        for name in ("ada", "bob"):
            iam.create_user(UserName=name)
        cls.ada = sts_with(iam.create_access_key(UserName="ada")["AccessKey"])
        cls.bob = sts_with(iam.create_access_key(UserName="bob")["AccessKey"])
        iam.enable_mfa_device(
            UserName="ada",
            SerialNumber=cls.serial_number,
            AuthenticationCode1=cls.code(-1),
            AuthenticationCode2=cls.code(0),
        )

    @classmethod
    def code(cls, drift: int = 0) -> str:
        now = json.loads(http("GET", "/simulator/clock"))["now"]
        return code_at(cls.seed, int(datetime.fromisoformat(now).timestamp()) // 30 + drift)

    def assume(self, sts: Any, role: str = "", **more: Any) -> Dict[str, Any]:
        return sts.assume_role(RoleArn=role or self.role, RoleSessionName="test", **more)

    def test_a_device_is_enabled_with_two_codes_in_a_row(self) -> None:
        iam = client("iam")
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName="spare")["VirtualMFADevice"]
        with self.refused("InvalidAuthenticationCode"):
            iam.enable_mfa_device(
                UserName="bob",
                SerialNumber=device["SerialNumber"],
                AuthenticationCode1="123456",
                AuthenticationCode2="654321",
            )

    def test_a_role_that_needs_mfa_is_assumed_with_the_code_of_the_users_device(self) -> None:
        with self.refused("AccessDenied", "is not authorized to perform: sts:AssumeRole"):
            self.assume(self.ada)
        for drift in (-1, 0):
            arn = self.assume(self.ada, SerialNumber=self.serial_number, TokenCode=self.code(drift))["AssumedRoleUser"]
            self.assertEqual(arn["Arn"], f"arn:aws:sts::{MANAGEMENT}:assumed-role/with-mfa/test")

    def test_wrong_codes_and_the_devices_of_others_are_refused(self) -> None:
        with self.refused("AccessDenied", "invalid MFA one time pass code"):
            self.assume(self.ada, SerialNumber=self.serial_number, TokenCode=self.code(10))
        with self.refused("AccessDenied", "unable to validate MFA code"):
            self.assume(self.bob, SerialNumber=self.serial_number, TokenCode=self.code())
        with self.refused("AccessDenied", "unable to validate MFA code"):
            self.assume(client("sts"), SerialNumber=self.serial_number, TokenCode=self.code())
        # Also where the role does not need one.
        with self.refused("AccessDenied", "invalid MFA one time pass code"):
            self.assume(self.ada, self.plain_role, SerialNumber=self.serial_number, TokenCode=self.code(10))
        self.assume(self.ada, self.plain_role)

    def test_a_code_is_that_of_the_simulators_time(self) -> None:
        code = self.code()
        advance_clock(300)
        with self.refused("AccessDenied", "invalid MFA one time pass code"):
            self.assume(self.ada, SerialNumber=self.serial_number, TokenCode=code)

    def test_a_session_token_tells_how_long_ago_the_code_was_given(self) -> None:
        recent = make_role(
            "recent-mfa", trust_account(condition={**WITH_MFA, "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}})
        )
        with self.refused("AccessDenied", "invalid MFA"):
            self.ada.get_session_token(SerialNumber=self.serial_number, TokenCode=self.code(10))
        token = self.ada.get_session_token(SerialNumber=self.serial_number, TokenCode=self.code())["Credentials"]
        session = sts_with(token)
        self.assertEqual(session.get_caller_identity()["Arn"], f"arn:aws:iam::{MANAGEMENT}:user/ada")
        self.assume(session, recent)
        advance_clock(3700)
        with self.refused("AccessDenied"):
            self.assume(session, recent)
        self.assume(session)
        with self.refused("AccessDenied", "Cannot call GetSessionToken with session credentials"):
            session.get_session_token()
        without_code = sts_with(self.ada.get_session_token()["Credentials"])
        with self.refused("AccessDenied"):
            self.assume(without_code)

    def test_users_are_told_apart(self) -> None:
        role = make_role("for-ada", trust_account(f"arn:aws:iam::{MANAGEMENT}:user/ada"))
        self.assume(self.ada, role)
        with self.refused("AccessDenied"):
            self.assume(self.bob, role)

    def test_the_local_credentials_have_signed_in_with_mfa(self) -> None:
        self.assume(client("sts"))

    def test_roles_have_not_signed_in_with_mfa(self) -> None:
        session = sts_with(self.assume(self.ada, SerialNumber=self.serial_number, TokenCode=self.code())["Credentials"])
        with self.refused("AccessDenied"):
            self.assume(session)


class SessionTest(SimulatorTestCase):
    def assume(self, role: str, sts: Any = None, **more: Any) -> Dict[str, Any]:
        return (sts or client("sts")).assume_role(RoleArn=role, RoleSessionName="test", **more)

    def test_lasts_no_longer_than_the_role_allows(self) -> None:
        role = make_role("long", trust_account(), MaxSessionDuration=7200)
        self.assume(role, DurationSeconds=7200)
        with self.refused("ValidationError", "exceeds the MaxSessionDuration"):
            self.assume(role, DurationSeconds=7201)
        with self.refused("ValidationError", "role chaining"):
            self.assume(role, sts_with(self.assume(role)["Credentials"]), DurationSeconds=3601)

    def test_has_tags_and_a_source_identity_where_the_role_allows_them(self) -> None:
        plain = make_role("untagged", trust_account())
        with self.refused("AccessDenied"):
            self.assume(plain, Tags=[{"Key": "team", "Value": "red"}])
        with self.refused("AccessDenied"):
            self.assume(plain, SourceIdentity="ada")
        actions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
        tagged = make_role("tagged", trust_account(actions=actions))
        answer = self.assume(
            tagged, Tags=[{"Key": "team", "Value": "red"}], TransitiveTagKeys=["team"], SourceIdentity="ada"
        )
        self.assertEqual(answer["SourceIdentity"], "ada")
        # Both stay with the session when it assumes another role.
        condition = {"StringEquals": {"aws:PrincipalTag/team": "red", "aws:SourceIdentity": "ada"}}
        account = {"Effect": "Allow", "Principal": {"AWS": MANAGEMENT}}
        red = make_role(
            "red",
            policy(
                {**account, "Action": ["sts:TagSession", "sts:SetSourceIdentity"]},
                {**account, "Action": "sts:AssumeRole", "Condition": condition},
            ),
        )
        self.assume(red, sts_with(answer["Credentials"]))
        with self.refused("AccessDenied"):
            self.assume(red)


class WebIdentityTest(SimulatorTestCase):
    role: str

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        iam = client("iam", AUDIT)
        http("POST", "/simulator/token-issuer", {"url": GITHUB})
        provider = iam.create_open_id_connect_provider(
            Url=GITHUB, ClientIDList=["sts.amazonaws.com"], ThumbprintList=["a" * 40]
        )["OpenIDConnectProviderArn"]
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
                "StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme@1/app@2:ref:refs/heads/main"},
            },
        }
        cls.role = make_role("deploy", policy(statement), AUDIT)

    def token(self, issuer: str = GITHUB, **claims: Any) -> str:
        standard = {"aud": "sts.amazonaws.com", "sub": "repo:acme@1/app@2:ref:refs/heads/main"}
        body = {"issuer": issuer, "claims": {**standard, **claims}}
        return json.loads(http("POST", "/simulator/token", body))["token"]

    def assume(self, token: str, role: str = "", **more: Any) -> Dict[str, Any]:
        return sts_with(None).assume_role_with_web_identity(
            RoleArn=role or self.role, RoleSessionName="run", WebIdentityToken=token, **more
        )

    def test_a_token_of_a_provider_gives_a_session_of_the_role(self) -> None:
        answer = self.assume(self.token())
        self.assertEqual(answer["Audience"], "sts.amazonaws.com")
        self.assertEqual(answer["SubjectFromWebIdentityToken"], "repo:acme@1/app@2:ref:refs/heads/main")
        identity = sts_with(answer["Credentials"]).get_caller_identity()
        self.assertEqual(identity["Arn"], f"arn:aws:sts::{AUDIT}:assumed-role/deploy/run")

    def test_claims_that_the_trust_policy_does_not_want_are_refused(self) -> None:
        for sub in ("repo:acme/app:ref:refs/heads/main", "repo:acme@1/app@2:pull_request"):
            with self.refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"):
                self.assume(self.token(sub=sub))
        with self.refused("AccessDenied"):
            self.assume(self.token(), f"arn:aws:iam::{AUDIT}:role/missing")

    def test_claims_that_github_makes_condition_keys_are_evaluated(self) -> None:
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": f"arn:aws:iam::{AUDIT}:oidc-provider/token.actions.githubusercontent.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"token.actions.githubusercontent.com:repository_id": "2"}},
        }
        role = make_role("by-repository", policy(statement), AUDIT)
        self.assume(self.token(repository_id="2"), role)
        with self.refused("AccessDenied"):
            self.assume(self.token(repository_id="3"), role)

    def test_the_audience_must_be_a_client_of_the_provider(self) -> None:
        with self.refused("InvalidIdentityToken", "Incorrect token audience"):
            self.assume(self.token(aud="https://github.com/acme"))

    def test_the_issuer_must_be_a_provider_of_the_roles_account(self) -> None:
        http("POST", "/simulator/token-issuer", {"url": "https://gitlab.com", "algorithm": "ES256"})
        with self.refused("InvalidIdentityToken", "No OpenIDConnect provider found in your account"):
            self.assume(self.token("https://gitlab.com"))
        elsewhere = make_role("elsewhere", trust_account())
        with self.refused("InvalidIdentityToken", "No OpenIDConnect provider found in your account"):
            self.assume(self.token(), elsewhere)

    def test_tokens_signed_with_elliptic_curves_are_verified(self) -> None:
        http("POST", "/simulator/token-issuer", {"url": "https://gitlab.example.com", "algorithm": "ES256"})
        provider = client("iam", AUDIT).create_open_id_connect_provider(
            Url="https://gitlab.example.com", ClientIDList=["https://gitlab.example.com"], ThumbprintList=[]
        )["OpenIDConnectProviderArn"]
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"gitlab.example.com:sub": "project_path:a/b:ref_type:branch:ref:main"}},
        }
        role = make_role("gitlab", policy(statement), AUDIT)
        claims = {"aud": "https://gitlab.example.com", "sub": "project_path:a/b:ref_type:branch:ref:main"}
        self.assume(self.token("https://gitlab.example.com", **claims), role)

    def test_the_signature_must_be_that_of_the_issuer(self) -> None:
        header, claims, signature = self.token().split(".")
        _, others, _ = self.token(sub="repo:acme@1/app@2:ref:refs/heads/main", extra="x").split(".")
        unsigned = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
        for forged in (f"{header}.{others}.{signature}", f"{unsigned}.{claims}."):
            with self.refused("InvalidIdentityToken", "cannot be verified"):
                self.assume(forged)
        with self.refused("InvalidIdentityToken", "not a valid JWT"):
            self.assume("nonsense")

    def test_the_times_of_a_token_are_those_of_the_simulator(self) -> None:
        token = self.token()
        with self.refused("InvalidIdentityToken", "must not be used before"):
            self.assume(self.token(nbf=int(time.time()) + 1_000_000))
        advance_clock(400)
        with self.refused("ExpiredTokenException", "Token expired"):
            self.assume(token)
        self.assume(self.token())

    def test_required_claims_must_be_there(self) -> None:
        for claim in ("exp", "iat", "sub", "aud"):
            with self.refused("InvalidIdentityToken", f"Missing a required claim: {claim}"):
                self.assume(self.token(**{claim: None}))

    def test_lasts_no_longer_than_the_role_allows(self) -> None:
        with self.refused("ValidationError", "MaxSessionDuration"):
            self.assume(self.token(), DurationSeconds=3601)


class SamlTest(SimulatorTestCase):
    entity_id = "https://idp.example.com/saml"
    provider: str
    role: str

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        iam = client("iam", AUDIT)
        cls.provider = iam.create_saml_provider(Name="idp", SAMLMetadataDocument=cls.metadata(cls.entity_id))[
            "SAMLProviderArn"
        ]
        cls.role = cls.make_role("people", {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}})

    @classmethod
    def metadata(cls, entity_id: str) -> str:
        """The metadata of an identity provider that has a new key."""
        return json.loads(http("POST", "/simulator/saml-issuer", {"entityId": entity_id}))["metadata"]

    @classmethod
    def make_role(cls, name: str, condition: Dict[str, Any], *more_actions: str, **more: Any) -> str:
        """Create a role that trusts the provider under a condition, and return its ARN."""
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": cls.provider},
            "Action": ["sts:AssumeRoleWithSAML", *more_actions],
            "Condition": condition,
        }
        return make_role(name, policy(statement), AUDIT, **more)

    def response(self, **body: Any) -> str:
        """A response of the identity provider for the role, or another that the fields describe."""
        right = {"issuer": self.entity_id, "role": self.role, "provider": self.provider, "name": "ada@example.com"}
        return json.loads(http("POST", "/simulator/saml-response", {**right, **body}))["response"]

    def assume(self, response: str, **more: Any) -> Dict[str, Any]:
        return sts_with(None).assume_role_with_saml(
            **{"RoleArn": self.role, "PrincipalArn": self.provider, "SAMLAssertion": response, **more}
        )

    def test_a_provider_has_tags(self) -> None:
        iam = client("iam")
        given = [{"Key": "a", "Value": "1"}]
        metadata = self.metadata("https://idp.example.com/tagged")
        created = iam.create_saml_provider(Name="tagged", SAMLMetadataDocument=metadata, Tags=given)
        arn = {"SAMLProviderArn": created["SAMLProviderArn"]}
        self.assertEqual(iam.get_saml_provider(**arn)["Tags"], given)
        iam.tag_saml_provider(**arn, Tags=[{"Key": "b", "Value": "2"}])
        iam.untag_saml_provider(**arn, TagKeys=["a"])
        self.assertEqual(iam.get_saml_provider(**arn)["Tags"], [{"Key": "b", "Value": "2"}])

    def test_a_signed_assertion_gives_a_session_of_the_role(self) -> None:
        for signed in ("assertion", "response", "both"):
            answer = self.assume(self.response(signed=signed))
            self.assertEqual(
                {name: answer[name] for name in ("Subject", "SubjectType", "Issuer", "Audience")},
                {
                    "Subject": "ada",
                    "SubjectType": "persistent",
                    "Issuer": self.entity_id,
                    "Audience": "https://signin.aws.amazon.com/saml",
                },
            )
            qualifier = hashlib.sha1(f"{self.entity_id}{AUDIT}/idp".encode()).digest()
            self.assertEqual(answer["NameQualifier"], base64.b64encode(qualifier).decode())
            identity = sts_with(answer["Credentials"]).get_caller_identity()
            self.assertEqual(identity["Arn"], f"arn:aws:sts::{AUDIT}:assumed-role/people/ada@example.com")

    def test_the_issuer_must_be_that_of_the_metadata(self) -> None:
        self.metadata("https://other.example.com")
        with self.refused("InvalidIdentityToken", "Issuer not present in specified provider"):
            self.assume(self.response(issuer="https://other.example.com"))

    def test_the_certificate_must_be_one_of_the_metadata(self) -> None:
        old = self.response()
        metadata = self.metadata(self.entity_id)
        with self.refused("InvalidIdentityToken", "no certificate of the metadata has signed it"):
            self.assume(self.response())
        client("iam", AUDIT).update_saml_provider(SAMLProviderArn=self.provider, SAMLMetadataDocument=metadata)
        self.assume(self.response())
        with self.refused("InvalidIdentityToken", "Response signature invalid"):
            self.assume(old)

    def test_what_was_signed_cannot_be_altered(self) -> None:
        for signed in ("assertion", "response"):
            xml = base64.b64decode(self.response(signed=signed))
            altered = base64.b64encode(xml.replace(b"ada@example.com", b"eve@example.com")).decode()
            with self.refused("InvalidIdentityToken", "Response signature invalid (what was signed has been altered)"):
                self.assume(altered)
        with self.refused("InvalidIdentityToken", "neither the response nor its assertion is signed"):
            self.assume(self.response(signed="nothing"))

    def test_what_is_signed_cannot_be_wrapped(self) -> None:
        xml = base64.b64decode(self.response()).decode()
        match = re.search(r"<(\w+):Assertion.*</\1:Assertion>", xml, re.DOTALL)
        assert match is not None
        signed = match[0]
        unsigned = re.sub(r"<ds:Signature.*</ds:Signature>", "", signed, flags=re.DOTALL).replace("ada@", "eve@")
        forged = re.sub(r' ID="\w+"', ' ID="_forged"', unsigned)
        signature = re.search(r"<ds:Signature.*</ds:Signature>", signed, re.DOTALL)
        assert signature is not None
        inside = re.sub(r"(</\w+:Issuer>)", lambda issuer: issuer[0] + signature[0], forged)
        wrapped = {
            # A second assertion, before or behind the signed one.
            forged + signed: "it has 2 assertions instead of one",
            signed + forged: "it has 2 assertions instead of one",
            # The signed one where nobody looks for it.
            f"<Extensions>{signed}</Extensions>{forged}": "neither the response nor its assertion is signed",
            # Its signature in another one, which it does not cover.
            f"<Extensions>{signed.replace(signature[0], '')}</Extensions>{inside}": "does not cover the element",
            f"<Extensions>{signed.replace(signature[0], '')}</Extensions>"
            + re.sub(r' ID="_forged"', re.search(r' ID="\w+"', signed)[0], inside): "multiple elements",
        }
        for replacement, reason in wrapped.items():
            with self.refused("InvalidIdentityToken", reason):
                self.assume(base64.b64encode(xml.replace(signed, replacement).encode()).decode())

    def test_comments_change_nothing(self) -> None:
        # They are not signed; a reader that took the text before one would take somebody else for the subject.
        xml = base64.b64decode(self.response(subject="ada@example.com.evil.example"))
        commented = xml.replace(b"ada@example.com.evil", b"ada@example.com<!-- -->.evil")
        answer = self.assume(base64.b64encode(commented).decode())
        self.assertEqual(answer["Subject"], "ada@example.com.evil.example")

    def test_entities_and_nonsense_are_refused(self) -> None:
        xml = base64.b64decode(self.response()).decode()
        doctype = base64.b64encode(f'<!DOCTYPE x [<!ENTITY e "x">]>{xml}'.encode()).decode()
        for nonsense in (doctype, base64.b64encode(b"<a>").decode(), base64.b64encode(b"<a/>").decode()):
            with self.refused("InvalidIdentityToken", "Invalid SAML response"):
                self.assume(nonsense)
        with self.refused("InvalidIdentityToken", "Invalid base64 SAMLResponse"):
            self.assume("nonsense!")

    def test_the_times_of_an_assertion_are_those_of_the_simulator(self) -> None:
        response = self.response()
        with self.refused("InvalidIdentityToken", "must not be used before"):
            self.assume(self.response(notBefore=60))
        with self.refused("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance"):
            self.assume(self.response(notOnOrAfter=0))
        # However long the identity provider says that it is valid.
        long = self.response(notOnOrAfter=3600)
        advance_clock(290)
        self.assume(response)
        advance_clock(20)
        for late in (response, long):
            with self.refused("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance"):
                self.assume(late)
        self.assume(self.response())

    def test_it_must_be_for_aws(self) -> None:
        for audience in ("urn:amazon:webservices", "https://eu-west-1.signin.aws.amazon.com/saml"):
            self.assume(self.response(audience=audience))
        with self.refused("InvalidIdentityToken", "Response does not contain the required audience"):
            self.assume(self.response(audience="https://app.example.com/saml"))
        with self.refused("InvalidIdentityToken", "The recipient is https://app.example.com/saml"):
            self.assume(self.response(recipient="https://app.example.com/saml"))
        # It is the recipient that the trust policy calls the audience.
        with self.refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML"):
            self.assume(self.response(recipient="https://eu-west-1.signin.aws.amazon.com/saml"))

    def test_the_identity_provider_must_have_let_the_person_in(self) -> None:
        with self.refused("IDPRejectedClaim", "status:Responder"):
            self.assume(self.response(status="urn:oasis:names:tc:SAML:2.0:status:Responder"))

    def test_it_must_name_the_role_and_the_provider(self) -> None:
        other = self.make_role("others", {"StringEquals": {"SAML:iss": self.entity_id}})
        with self.refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML"):
            self.assume(self.response(), RoleArn=other)
        for role in (f"{self.role},{self.provider}x", self.role, f"{self.role} {self.provider}"):
            with self.refused("AccessDenied"):
                self.assume(self.response(attributes={"Role": role}))
        with self.refused("InvalidIdentityToken", "it has no attribute Role"):
            self.assume(self.response(attributes={"Role": None}))
        pairs = [f"{self.provider},{self.role}", f"{other},{self.provider}"]
        for role in (self.role, other):
            self.assume(self.response(attributes={"Role": pairs}), RoleArn=role)
        missing = f"arn:aws:iam::{AUDIT}:role/missing"
        with self.refused("AccessDenied"):
            self.assume(self.response(role=missing), RoleArn=missing)

    def test_the_provider_must_be_one_of_the_roles_account(self) -> None:
        for provider in (f"{self.provider}x", f"arn:aws:iam::{MANAGEMENT}:saml-provider/idp"):
            with self.refused("InvalidIdentityToken", "Specified provider doesn't exist"):
                self.assume(self.response(provider=provider), PrincipalArn=provider)

    def test_a_session_has_a_name(self) -> None:
        with self.refused("InvalidIdentityToken", "RoleSessionName is required in AuthnResponse"):
            self.assume(self.response(attributes={"RoleSessionName": None}))
        for name in ("Ada Lovelace", "a", "a" * 65):
            with self.refused("InvalidIdentityToken", "must match [a-zA-Z_0-9+=,.@-]{2,64}"):
                self.assume(self.response(name=name))

    def test_the_trust_policy_can_ask_what_the_assertion_says(self) -> None:
        staff = "urn:oid:1.3.6.1.4.1.5923.1.1.1.1"
        role = self.make_role(
            "staff",
            {
                "StringEquals": {
                    "saml:sub": "ada",
                    "saml:sub_type": "transient",
                    "saml:iss": self.entity_id,
                    "saml:doc": f"{AUDIT}/idp",
                },
                "ForAnyValue:StringLike": {"saml:edupersonaffiliation": ["staff", "faculty"]},
            },
        )
        transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
        right = {"role": role, "subjectFormat": transient, "attributes": {staff: ["member", "staff"]}}
        self.assume(self.response(**right), RoleArn=role)
        for wrong in ({"subject": "eve"}, {"subjectFormat": f"{transient}s"}, {"attributes": {staff: "student"}}):
            with self.refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML"):
                self.assume(self.response(**{**right, **wrong}), RoleArn=role)
        with self.refused("AccessDenied"):
            self.assume(self.response(subject=""))

    def test_has_tags_and_a_source_identity_where_the_role_allows_them(self) -> None:
        issued = {"StringEquals": {"saml:iss": self.entity_id}}
        attributes = {"PrincipalTag:team": "red", "TransitiveTagKeys": ["team"], "SourceIdentity": "ada"}
        for attribute in ("PrincipalTag:team", "SourceIdentity"):
            with self.refused("AccessDenied"):
                self.assume(self.response(attributes={attribute: "red"}))
        role = self.make_role("tagged", issued, "sts:TagSession", "sts:SetSourceIdentity")
        answer = self.assume(self.response(role=role, attributes=attributes), RoleArn=role)
        self.assertEqual(answer["SourceIdentity"], "ada")
        condition = {
            "StringEquals": {"aws:PrincipalTag/team": "red", "aws:SourceIdentity": "ada", "saml:sub": "ada"},
            "Null": {"saml:iss": "true"},
        }
        account = {"Effect": "Allow", "Principal": {"AWS": AUDIT}}
        red = make_role(
            "red",
            policy(
                {**account, "Action": ["sts:TagSession", "sts:SetSourceIdentity"]},
                {**account, "Action": "sts:AssumeRole", "Condition": condition},
            ),
            AUDIT,
        )
        sts_with(answer["Credentials"]).assume_role(RoleArn=red, RoleSessionName="test")
        with self.refused("InvalidIdentityToken", "Source Identity must match"):
            self.assume(self.response(role=role, attributes={"SourceIdentity": "a b"}), RoleArn=role)
        many = {f"PrincipalTag:{number}": "x" for number in range(51)}
        with self.refused("InvalidIdentityToken", "A session can have 50 tags, not 51"):
            self.assume(self.response(role=role, attributes=many), RoleArn=role)

    def test_lasts_no_longer_than_the_role_and_the_assertion_allow(self) -> None:
        def seconds(response: str, **more: Any) -> float:
            now = datetime.fromisoformat(json.loads(http("GET", "/simulator/clock"))["now"])
            return (self.assume(response, **more)["Credentials"]["Expiration"] - now).total_seconds()

        self.assertAlmostEqual(seconds(self.response()), 3600, delta=10)
        self.assertAlmostEqual(seconds(self.response(attributes={"SessionDuration": 1800})), 1800, delta=10)
        self.assertAlmostEqual(seconds(self.response(attributes={"SessionDuration": 43200})), 3600, delta=10)
        self.assertAlmostEqual(seconds(self.response(sessionNotOnOrAfter=1000)), 1000, delta=10)
        self.assertAlmostEqual(seconds(self.response(), DurationSeconds=900), 900, delta=10)
        with self.refused("ValidationError", "MaxSessionDuration"):
            self.assume(self.response(attributes={"SessionDuration": 1800}), DurationSeconds=3601)
        with self.refused("ExpiredTokenException", "The session of the identity provider has ended"):
            self.assume(self.response(sessionNotOnOrAfter=-1))
        for duration in ("899", "43201", "an hour"):
            with self.refused("InvalidIdentityToken", "SessionDuration in AuthnResponse"):
                self.assume(self.response(attributes={"SessionDuration": duration}))

    def test_session_policies_are_limited_together(self) -> None:
        document = policy({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Sid": "x" * 1900})
        self.assume(self.response(), Policy=document)
        arns = [{"arn": f"arn:aws:iam::aws:policy/{name}"} for name in ("ReadOnlyAccess", "SecurityAudit", "Billing")]
        with self.refused("PackedPolicyTooLarge", "of allotted space"):
            self.assume(self.response(), Policy=document, PolicyArns=arns)

    def test_roles_of_identity_center_are_not_assumed_so(self) -> None:
        with self.refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML"):
            self.assume(self.response(), RoleArn=f"arn:aws:iam::{AUDIT}:role/aws-reserved/AWSReservedSSO_a_0123")

    def test_the_metadata_of_a_provider_must_be_complete(self) -> None:
        iam = client("iam", AUDIT)
        metadata = self.metadata("https://new.example.com")
        certificate = re.search(r"<X509Certificate>(.*)</X509Certificate>", metadata)
        assert certificate is not None
        filler = f"<!--{'x' * 1000}-->"
        wrong = {
            "x" * 1000: "it is not XML",
            "\ufeff" + metadata: "it is not XML",
            f"<a/>{filler}": "its root is no EntityDescriptor",
            metadata.replace(' entityID="https://new.example.com"', ""): "it has no entityID",
            metadata.replace('use="signing"', 'use="encryption"'): "has an X.509 certificate for signing",
            re.sub("<X509Certificate>.*</X509Certificate>", filler, metadata): "has an X.509 certificate for signing",
            metadata.replace(certificate[1], certificate[1][100:]): "a certificate in it is none of X.509",
        }
        for document, reason in wrong.items():
            with self.refused("InvalidInput", reason):
                iam.create_saml_provider(Name="new", SAMLMetadataDocument=document)
            with self.refused("InvalidInput", "Could not parse metadata"):
                iam.update_saml_provider(SAMLProviderArn=self.provider, SAMLMetadataDocument=document)
        with self.refused("EntityAlreadyExists"):
            iam.create_saml_provider(Name="idp", SAMLMetadataDocument=metadata)
