"""AWS Security Token Service: https://docs.aws.amazon.com/STS/latest/APIReference/"""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Dict, List, Optional, Tuple

import flask
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult
from moto.iam.models import iam_backends
from moto.sts import models, responses

from aws_simulator.authorization.callers import Caller, caller_of_key, request_keys
from aws_simulator.authorization.enforcement import ENFORCED_BY
from aws_simulator.authorization.questions import Asked
from aws_simulator.clock import clock
from aws_simulator.context import AwsError, organization_of
from aws_simulator.grants import find_role
from aws_simulator.identities.mfa import is_code_of
from aws_simulator.identities.saml import NOT_AUTHORIZED, verified_assertion
from aws_simulator.identities.tokens import verified_claims
from aws_simulator.policy import ContextValue, Principal, Request, is_allowed
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.identity import SESSION
from aws_simulator.registry import corrects
from aws_simulator.sessions import Session, keep, session_of, user_of
from aws_simulator.signature import read_signature
from aws_simulator.slowness import ACCOUNT_ROLE, slowness

# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
LONGEST_CHAINED_SESSION = 3600
DEFAULT_DURATION = 3600
LONGEST_SESSION_POLICIES = 2048

_INVALID_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. "


@dataclass(frozen=True)
class _Wish:
    """Which session is asked for."""

    action: str
    role_arn: str
    name: str
    duration: int
    caller: Caller
    keys: Dict[str, ContextValue]
    refusal: str
    is_chained: bool = False
    tags: Dict[str, str] = field(default_factory=dict)
    transitive_tag_keys: Tuple[str, ...] = ()
    source_identity: Optional[str] = None
    provider: Optional[str] = None
    federated_context: Dict[str, ContextValue] = field(default_factory=dict)
    # What makes the session shorter than asked for.
    most_seconds: Optional[int] = None


@corrects(responses.TokenResponse, "assume_role")
def assume_role(original: Callable[..., Any], self: Any) -> Any:
    """Any role can be assumed, even one that does not exist; AWS refuses with AccessDenied.

    The role must be in the caller's account or organization, exist, and trust the caller. A code of an MFA device must
    be that of a device of the user who asks.
    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    """
    key = _access_key_id()
    role_arn = self._get_param("RoleArn") or ""
    before = session_of(key)
    caller = caller_of_key(key)
    caller = replace(
        caller, keys={**caller.keys, **_mfa_keys(key, self._get_param("SerialNumber"), self._get_param("TokenCode"))}
    )
    external_id = self._get_param("ExternalId")
    inherited = before.transitive_tag_keys if before else ()
    given_tags = {tag["Key"]: tag["Value"] for tag in self._get_param("Tags") or []}
    tags = {**given_tags, **{name: before.tags[name] for name in inherited}} if before else given_tags
    wish = _Wish(
        action="sts:AssumeRole",
        role_arn=role_arn,
        name=self._get_param("RoleSessionName"),
        duration=self._get_int_param("DurationSeconds", DEFAULT_DURATION),
        caller=caller,
        keys={"sts:ExternalId": external_id} if external_id else {},
        refusal=f"User: {caller.arn} is not authorized to perform: sts:AssumeRole on resource: {role_arn}",
        is_chained=before is not None and before.is_role,
        tags=tags,
        transitive_tag_keys=tuple(dict.fromkeys([*inherited, *(self._get_param("TransitiveTagKeys") or [])])),
        source_identity=(before.source_identity if before else None) or self._get_param("SourceIdentity"),
    )
    session = _assume(self, wish)
    return _result(session, {"SourceIdentity": wish.source_identity} if wish.source_identity else {})


def _access_key_id() -> str:
    """The access key of the request, however short; moto only knows those as long as AWS makes them."""
    signature = read_signature(flask.request.environ)
    return signature.access_key_id if signature is not None else ""


def _mfa_keys(key: str, serial_number: Optional[str], code: Optional[str]) -> Dict[str, ContextValue]:
    """The condition keys of a code that is given with the request itself."""
    if not serial_number and not code:
        return {}
    check_code(user_of(key), serial_number, code)
    return {"aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "0"}


def check_code(user: Any, serial_number: Optional[str], code: Optional[str]) -> None:
    """Raise the error with which STS refuses a code, unless it is that of a device of the user."""
    if user is None or not serial_number or serial_number not in user.mfa_devices:
        raise AwsError("AccessDenied", "MultiFactorAuthentication failed, unable to validate MFA code. ")
    device = iam_backends[user.account_id]["aws"].virtual_mfa_devices.get(serial_number)
    if device is None:
        raise NotImplementedError(f"the code of {serial_number}, which is no virtual MFA device, cannot be checked")
    if not is_code_of(device, code or ""):
        raise AwsError("AccessDenied", _INVALID_CODE)


@corrects(responses.TokenResponse, "assume_role_with_web_identity")
def assume_role_with_web_identity(original: Callable[..., Any], self: Any) -> Any:
    """Any text is taken for a token of any issuer, and any role can be assumed with it.

    The issuer must be an OIDC provider of the role's account, the token be signed by it, for one of the provider's
    client ids and not expired, and the role's trust policy accept its claims.
    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
    """
    role_arn = self._get_param("RoleArn") or ""
    account = (role_arn.split(":") + [""] * 5)[4]
    providers = list(iam_backends[account]["aws"].open_id_providers.values()) if account.isdigit() else []
    token = verified_claims(self._get_param("WebIdentityToken") or "", providers)
    federated_context = token.condition_keys()
    wish = _Wish(
        action="sts:AssumeRoleWithWebIdentity",
        role_arn=role_arn,
        name=self._get_param("RoleSessionName"),
        duration=self._get_int_param("DurationSeconds", DEFAULT_DURATION),
        caller=Caller(Principal.of_provider(token.provider.arn), token.provider.arn, keys=federated_context),
        keys={},
        refusal="Not authorized to perform sts:AssumeRoleWithWebIdentity",
        tags=token.tags,
        transitive_tag_keys=tuple(token.transitive_tag_keys),
        source_identity=token.source_identity,
        provider=token.provider.arn,
        federated_context=federated_context,
    )
    session = _assume(self, wish)
    more: Dict[str, Any] = {
        "SubjectFromWebIdentityToken": token.claims["sub"],
        "Audience": token.audiences[0],
        "Provider": token.provider.arn,
    }
    return _result(session, {**more, **({"SourceIdentity": token.source_identity} if token.source_identity else {})})


@corrects(responses.TokenResponse, "assume_role_with_saml")
def assume_role_with_saml(original: Callable[..., Any], self: Any) -> Any:
    """Any document is taken for an assertion of any identity provider, and any role can be assumed with it.

    The assertion must be signed by a SAML provider of the role's account, for AWS and this role, and at its time, and
    the role's trust policy accept what it says. Roles of IAM Identity Center cannot be assumed so.
    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
    """
    role_arn = self._get_param("RoleArn") or ""
    account = (role_arn.split(":") + [""] * 5)[4]
    if role_arn.rpartition("/")[2].startswith("AWSReservedSSO_"):
        raise AwsError("AccessDenied", NOT_AUTHORIZED)
    providers = list(iam_backends[account]["aws"].saml_providers.values()) if account.isdigit() else []
    assertion = verified_assertion(
        self._get_param("SAMLAssertion") or "", self._get_param("PrincipalArn") or "", providers
    )
    if not assertion.names_role(role_arn):
        raise AwsError("AccessDenied", NOT_AUTHORIZED)
    wish = _Wish(
        action="sts:AssumeRoleWithSAML",
        role_arn=role_arn,
        name=assertion.session_name,
        duration=self._get_int_param("DurationSeconds", DEFAULT_DURATION),
        most_seconds=assertion.most_seconds,
        caller=Caller(
            Principal.of_provider(assertion.provider.arn), assertion.provider.arn, keys=assertion.trust_keys()
        ),
        keys={},
        refusal=NOT_AUTHORIZED,
        tags=assertion.tags,
        transitive_tag_keys=tuple(assertion.transitive_tag_keys),
        source_identity=assertion.source_identity,
        provider=assertion.provider.arn,
        federated_context=assertion.session_keys(),
    )
    session = _assume(self, wish)
    more: Dict[str, Any] = {
        "Subject": assertion.subject,
        "SubjectType": assertion.subject_type,
        "Issuer": assertion.issuer,
        "Audience": assertion.recipient,
        "NameQualifier": assertion.name_qualifier,
    }
    return _result(session, {**more, **({"SourceIdentity": wish.source_identity} if wish.source_identity else {})})


def _assume(request: Any, wish: _Wish) -> Any:
    role = find_role(wish.role_arn)
    if role is None or not _is_known(role.account_id) or not _is_trusted(role, wish):
        raise AwsError("AccessDenied", wish.refusal)
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
    if wish.is_chained and wish.duration > LONGEST_CHAINED_SESSION:
        raise AwsError(
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
        )
    if wish.duration > int(role.max_session_duration or DEFAULT_DURATION):
        raise AwsError(
            "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    policy_arns = tuple(policy["arn"] for policy in request._get_param("PolicyArns") or [])
    policy = request._get_param("Policy")
    _check_size("".join([policy or "", *policy_arns]))
    return issue_session(
        role,
        wish.name,
        wish.duration if wish.most_seconds is None else min(wish.duration, wish.most_seconds),
        request.region,
        source_identity=wish.source_identity,
        tags=wish.tags,
        transitive_tag_keys=wish.transitive_tag_keys,
        policy_arns=policy_arns,
        policy=policy,
        provider=wish.provider,
        federated_context=wish.federated_context,
        is_exempt=wish.caller.is_exempt,
    )


def _check_size(policies: str) -> None:
    """Refuse session policies that are too long together.

    How AWS packs them is not documented, only how long they can be before.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    """
    if len(policies) > LONGEST_SESSION_POLICIES:
        percentage = len(policies) * 100 // LONGEST_SESSION_POLICIES + 1
        raise AwsError(
            "PackedPolicyTooLarge",
            f"Packed policy consumes {percentage}% of allotted space, please use smaller policy.",
        )


def issue_session(role: Any, name: str, duration: int, region: str, **more: Any) -> Any:
    """moto's credentials of a session, which is remembered with what else is known of it."""
    credentials = models.sts_backends[role.account_id][role.partition].assume_role(
        region_name=region,
        role_session_name=name,
        role_arn=role.arn,
        policy=more.get("policy"),
        duration=duration,
        external_id=None,
    )
    issued = clock.now()
    credentials.expiration = issued + datetime.timedelta(seconds=duration)
    keep(
        Session(
            access_key_id=credentials.access_key_id,
            account=role.account_id,
            principal_arn=role.arn,
            is_role=True,
            role_id=role.id,
            issued=issued,
            expires=credentials.expiration,
            name=name,
            **more,
        )
    )
    return credentials


def _is_trusted(role: Any, wish: _Wish) -> bool:
    """Does the trust policy allow everything that is asked for?

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
    """
    keys = {**wish.keys, "sts:RoleSessionName": wish.name}
    actions: List[str] = [wish.action]
    if wish.tags:
        actions.append("sts:TagSession")
        keys.update({f"aws:RequestTag/{key}": value for key, value in wish.tags.items()})
        keys["aws:TagKeys"] = list(wish.tags)
        keys["sts:TransitiveTagKeys"] = list(wish.transitive_tag_keys)
    if wish.source_identity:
        actions.append("sts:SetSourceIdentity")
        keys["sts:SourceIdentity"] = wish.source_identity
    return all(_is_allowed(wish.caller, role, Asked(action, role.arn, keys)) for action in actions)


def _is_allowed(caller: Caller, role: Any, asked: Asked) -> bool:
    """Does the role trust the caller? Where permissions are enforced, all other policies must allow it, too."""
    enforcement = flask.request.environ.get(ENFORCED_BY)
    region = "us-east-1"
    if enforcement is not None:
        return bool(enforcement.decide(caller, asked, region).allowed)
    context = {**request_keys(region), **caller.keys, **asked.keys}
    request = Request(caller.principal, asked.action, asked.resource, context)
    return is_allowed(role.assume_role_policy_document, request)


def _is_known(account: str) -> bool:
    """Is it the management account, or a member of its organization that is not closed?"""
    if account == DEFAULT_ACCOUNT_ID:
        return True
    if slowness.lasts(ACCOUNT_ROLE, account):
        return False
    organization = organization_of(account)
    return organization is not None and organization.get_account_by_id(account).status == "ACTIVE"


@corrects(models.STSBackend, "assume_role")
def assume_role_with_session_policy(original: Callable[..., Any], self: Any, **parameters: Any) -> Any:
    """A session policy can say anything.

    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    """
    if parameters.get("policy"):
        check(SESSION, parameters["policy"])
    return original(self, **parameters)


def _result(credentials: Any, more: Dict[str, Any]) -> ActionResult:
    user = {"AssumedRoleId": credentials.user_id, "Arn": credentials.arn}
    return ActionResult({"Credentials": credentials, "AssumedRoleUser": user, "PackedPolicySize": 6, **more})


@corrects(responses.TokenResponse, "get_session_token")
def get_session_token(original: Callable[..., Any], self: Any) -> Any:
    """The session of a user is nobody's, and codes of MFA devices are not checked.

    https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
    """
    key = _access_key_id()
    if session_of(key) is not None:
        raise AwsError("AccessDenied", "Cannot call GetSessionToken with session credentials")
    serial_number, code = self._get_param("SerialNumber"), self._get_param("TokenCode")
    user = user_of(key)
    if serial_number or code:
        check_code(user, serial_number, code)
    if user is None:
        return original(self)
    issued = clock.now()
    duration = self._get_int_param("DurationSeconds", 43200)
    temporary = iam_backends[user.account_id]["aws"].create_temp_access_key()
    temporary.user_name = user.name
    expires = issued + datetime.timedelta(seconds=duration)
    keep(
        Session(
            access_key_id=temporary.access_key_id,
            account=user.account_id,
            principal_arn=user.arn,
            is_role=False,
            issued=issued,
            expires=expires,
            mfa_time=issued if serial_number else None,
        )
    )
    credentials = {
        "AccessKeyId": temporary.access_key_id,
        "SecretAccessKey": temporary.secret_access_key,
        "SessionToken": models.random_session_token(),
        "Expiration": expires,
    }
    return ActionResult({"Credentials": credentials})


@corrects(responses.TokenResponse, "get_federation_token")
def get_federation_token(original: Callable[..., Any], self: Any) -> Any:
    """The credentials of a federated user are always the same ones, which are an administrator's here.

    https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
    """
    raise NotImplementedError("sessions of federated users are not kept")


@corrects(models.STSBackend, "get_caller_identity")
def get_caller_identity(original: Callable[..., Any], self: Any, access_key_id: str, region: str) -> Tuple[str, ...]:
    """A user's session token belongs to nobody that is known."""
    session = session_of(access_key_id)
    if session is not None and not session.is_role:
        user = user_of(access_key_id)
        return user.id, user.arn, user.account_id
    return original(self, access_key_id, region)
