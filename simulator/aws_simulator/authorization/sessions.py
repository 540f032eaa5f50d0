"""What was said when a role was assumed, and binds or describes the session."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional

from aws_simulator.authorization.evaluation import NamedPolicy, Policies
from aws_simulator.authorization.identities import managed_policy
from aws_simulator.context import GLOBAL, store_of


@dataclass(frozen=True)
class Session:
    """A session of a role."""

    # None when no session policy was given, which then binds nothing.
    policies: Optional[Policies] = None
    tags: Mapping[str, str] = field(default_factory=dict)
    source_identity: Optional[str] = None
    # Does it go back to the credentials that the switch of permissions exempts?
    is_exempt: bool = False


_UNKNOWN = Session()


def remember_session(access_key_id: str, session: Session) -> None:
    """Keep what is known of a session, by its access key."""
    _sessions()[access_key_id] = session


def session_of(access_key_id: str) -> Session:
    """What was remembered of a session."""
    return _sessions().get(access_key_id, _UNKNOWN)


def session_policies(account: str, inline: Optional[str], arns: List[str]) -> Optional[Policies]:
    """The session policies of a request to assume a role of the account; together they bound the session.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
    """
    policies = [NamedPolicy("of the session", inline)] if inline else []
    policies += [managed_policy(account, arn) for arn in arns]
    return policies or None


def _sessions() -> Dict[Any, Any]:
    return store_of("sts", "", GLOBAL, "sessions")
