"""Tests of who is believed to be who: MFA codes, tokens of identity providers, sessions."""
from __future__ import annotations

import base64
import json
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
    def test_is_refused_because_its_signature_cannot_be_verified(self) -> None:
        with self.refused("NotImplemented", "SAML assertions cannot be verified"):
            sts_with(None).assume_role_with_saml(
                RoleArn=f"arn:aws:iam::{AUDIT}:role/a",
                PrincipalArn=f"arn:aws:iam::{AUDIT}:saml-provider/b",
                SAMLAssertion="PHNhbWwvPg==",
            )
