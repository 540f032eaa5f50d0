"""The sessions that STS gave credentials to: who they are, and what AWS knows about how they signed in.

Whoever evaluates a caller's permissions finds the session by the access key id of the request: ``session_of(key)``. It
has the role or user, the session's policies (which only limit what the role allows), its tags and source identity, and
``condition_keys()``, the keys that AWS sends with each request of the session. An access key without a session is that
of an IAM user (``user_of(key)``), or neither: those are the credentials that Terraform and ``landing-zone local`` use,
which stand for an administrator of the management account who has signed in with MFA.
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Tuple

from aws_simulator.clock import clock
from aws_simulator.context import GLOBAL, store_of
from aws_simulator.policy import ContextValue


@dataclass(frozen=True)
class Session:
    """Temporary credentials of a role, or of an IAM user who asked for a session token."""

    access_key_id: str
    account: str
    # The ARN of the role, or of the user.
    principal_arn: str
    is_role: bool
    issued: datetime.datetime
    expires: datetime.datetime
    # The session name of a role.
    name: str = ""
    source_identity: Optional[str] = None
    tags: Dict[str, str] = field(default_factory=dict)
    transitive_tag_keys: Tuple[str, ...] = ()
    # The ARNs of managed policies that limit the session, and the document that does.
    policy_arns: Tuple[str, ...] = ()
    policy: Optional[str] = None
    # When the user of a session token gave a code of an MFA device. Roles have none: MFA is only in the request for them.
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
    mfa_time: Optional[datetime.datetime] = None
    # The ARN of the identity provider of a session with web identity or SAML, and the keys its claims make.
    provider: Optional[str] = None
    federated_context: Dict[str, ContextValue] = field(default_factory=dict)
    # Does it go back to the credentials that the switch of permissions spares?
    is_exempt: bool = False
    # The unique id of the role, which another one with its name does not have.
    role_id: Optional[str] = None

    def condition_keys(self) -> Dict[str, ContextValue]:
        """The condition keys that describe the session in each of its requests.

        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
        """
        keys: Dict[str, ContextValue] = {
            **self.federated_context,
            "aws:TokenIssueTime": self.issued.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        if not self.is_role:
            keys["aws:MultiFactorAuthPresent"] = "true" if self.mfa_time else "false"
        if self.mfa_time:
            keys["aws:MultiFactorAuthAge"] = str(int((clock.now() - self.mfa_time).total_seconds()))
        if self.source_identity:
            keys["aws:SourceIdentity"] = self.source_identity
        if self.provider:
            keys["aws:FederatedProvider"] = self.provider
        keys.update({f"aws:PrincipalTag/{key}": value for key, value in self.tags.items()})
        return keys


def session_of(access_key_id: str) -> Optional[Session]:
    """The session that credentials were issued for, or None."""
    return _sessions().get(access_key_id)


def keep(session: Session) -> None:
    """Remember a session."""
    _sessions()[session.access_key_id] = session


def user_of(access_key_id: str) -> Any:
    """The IAM user that an access key belongs to, also that of a session token; or None."""
    from moto.iam.models import get_account_id_from, iam_backends

    backend = iam_backends[get_account_id_from(access_key_id)]["aws"]
    key = backend.access_keys.get(access_key_id)
    return backend.users.get(key.user_name) if key is not None and key.user_name else None


def _sessions() -> Dict[str, Session]:
    return store_of("sts", GLOBAL, GLOBAL, "sessions")
