"""Who makes a request, and the condition keys that AWS sets for that kind of identity.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional

from aws_simulator.authorization.evaluation import Policies
from aws_simulator.authorization.identities import ADMINISTRATOR, boundary_of, identity_policies
from aws_simulator.authorization.organization import organization_path
from aws_simulator.authorization.sessions import session_policies
from aws_simulator.clock import clock
from aws_simulator.context import organization_of
from aws_simulator.policy import ContextValue, Principal
from aws_simulator.sessions import session_of

# The credentials that Terraform and the command line use; so are the sessions of roles that they assume.
EXEMPT_ACCESS_KEY = "local"


@dataclass(frozen=True)
class Caller:
    """Who makes a request, and the policies of that identity."""

    principal: Principal
    arn: str
    identity: Policies = ()
    boundary: Optional[Policies] = None
    session: Optional[Policies] = None
    is_exempt: bool = False
    keys: Mapping[str, ContextValue] = field(default_factory=dict)


def caller_of_key(access_key_id: Optional[str]) -> Caller:
    """Whose credentials a request was signed with; None: it was not signed."""
    from moto.iam.models import get_account_id_from, iam_backends
    from moto.sts.models import sts_backends

    if access_key_id is None:
        return Caller(Principal.anonymous(), "Anonymous", keys={"aws:PrincipalType": "Anonymous"})
    account = get_account_id_from(access_key_id)
    assumed = sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key_id)
    if assumed is not None:
        return _caller_of_session(assumed)
    # Users are looked for by their keys, as listing keys of each is slow.
    backend = iam_backends[account]["aws"]
    key = backend.access_keys.get(access_key_id)
    user = backend.users.get(key.user_name) if key is not None else None
    return _caller_of_user(user, access_key_id) if user is not None else _administrator(account, access_key_id)


def caller_of_role(role: Any, session_name: str = "aws") -> Caller:
    """A role that an AWS service has assumed."""
    session = f"arn:aws:sts::{role.account_id}:assumed-role/{role.name}/{session_name}"
    return Caller(
        principal=Principal.of_account(role.account_id, role.arn, session),
        arn=session,
        identity=identity_policies(role),
        boundary=boundary_of(role),
        keys={
            **account_keys(role.account_id),
            **_tag_keys(tags_of(role)),
            "aws:PrincipalArn": role.arn,
            "aws:PrincipalType": "AssumedRole",
            "aws:userid": f"{role.id}:{session_name}",
        },
    )


def _caller_of_session(assumed: Any) -> Caller:
    from aws_simulator.grants import find_role

    session = session_of(assumed.access_key_id)
    role = find_role(assumed.role_arn)
    # Another role that has its name by now is not the one that was assumed.
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    if role is not None and session is not None and session.role_id not in (None, role.id):
        role = None
    keys: Dict[str, ContextValue] = {
        **account_keys(assumed.account_id),
        # Session tags take the place of the role's own.
        **_tag_keys(tags_of(role)),
        **(session.condition_keys() if session is not None else {}),
        "aws:PrincipalArn": assumed.role_arn,
        "aws:PrincipalType": "AssumedRole",
        "aws:userid": assumed.user_id,
    }
    return Caller(
        principal=Principal.of_account(assumed.account_id, assumed.role_arn, assumed.arn),
        arn=assumed.arn,
        # A role that was deleted may do nothing any more.
        identity=identity_policies(role) if role is not None else (),
        boundary=boundary_of(role) if role is not None else None,
        session=session_policies(session.account, session.policy, session.policy_arns) if session is not None else None,
        is_exempt=session is not None and session.is_exempt,
        keys=keys,
    )


def _caller_of_user(user: Any, access_key_id: str) -> Caller:
    session = session_of(access_key_id)
    return Caller(
        principal=Principal.of_account(user.account_id, user.arn),
        arn=user.arn,
        identity=identity_policies(user),
        boundary=boundary_of(user),
        keys={
            **account_keys(user.account_id),
            **_tag_keys(tags_of(user)),
            "aws:PrincipalArn": user.arn,
            "aws:PrincipalType": "User",
            "aws:userid": user.id,
            "aws:username": user.name,
            **(session.condition_keys() if session is not None else {}),
        },
    )


def _administrator(account: str, access_key_id: str) -> Caller:
    """Whoever holds credentials that nothing is known of is taken for an administrator who signed in with MFA."""
    return Caller(
        principal=Principal.of_account(account),
        arn=f"arn:aws:sts::{account}:user/moto",
        identity=[ADMINISTRATOR],
        is_exempt=access_key_id == EXEMPT_ACCESS_KEY,
        keys={
            **account_keys(account),
            "aws:PrincipalType": "User",
            "aws:MultiFactorAuthPresent": "true",
            "aws:MultiFactorAuthAge": "0",
        },
    )


def account_keys(account: str) -> Dict[str, ContextValue]:
    """The keys that all identities of an account have."""
    keys: Dict[str, ContextValue] = {"aws:PrincipalAccount": account, "aws:PrincipalIsAWSService": "false"}
    organization = organization_of(account)
    if organization is not None and organization.org is not None:
        keys["aws:PrincipalOrgID"] = organization.org.id
        keys["aws:PrincipalOrgPaths"] = [organization_path(account)]
    return keys


# Where the request that is answered comes from.
_address = "127.0.0.1"


def source_address() -> str:
    """The address of whoever sent the request that is answered."""
    return _address


def take_address(environ: Mapping[str, Any]) -> None:
    """Have a request come from where its header ``X-Forwarded-For`` says, as behind a proxy; else from this machine."""
    global _address
    _address = str(environ.get("HTTP_X_FORWARDED_FOR") or "127.0.0.1").split(",")[0].strip()


def request_keys(region: str) -> Dict[str, ContextValue]:
    """The keys that all requests have, as if they came by TLS."""
    now = clock.now()
    return {
        "aws:CurrentTime": now.isoformat(),
        "aws:EpochTime": str(int(now.timestamp())),
        "aws:RequestedRegion": region,
        "aws:SecureTransport": "true",
        "aws:SourceIp": source_address(),
        "aws:ViaAWSService": "false",
        "s3:TlsVersion": "1.3",
    }


def _tag_keys(tags: Mapping[str, str]) -> Dict[str, ContextValue]:
    return {f"aws:PrincipalTag/{key}": value for key, value in tags.items()}


def tags_of(entity: Any) -> Dict[str, str]:
    """The tags of moto's role or user."""
    from moto.iam.models import Role, iam_backends

    if entity is None:
        return {}
    if isinstance(entity, Role):
        return {tag["Key"]: tag["Value"] for tag in entity.tags}
    tags: Dict[str, str] = iam_backends[entity.account_id]["aws"].tagger.get_tag_dict_for_resource(entity.arn)
    return tags
