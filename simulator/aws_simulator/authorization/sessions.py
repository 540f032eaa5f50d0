"""The policies that limit a session, in the evaluator's terms."""
from __future__ import annotations

from typing import Optional, Sequence

from aws_simulator.authorization.evaluation import NamedPolicy, Policies
from aws_simulator.authorization.identities import managed_policy


def session_policies(account: str, inline: Optional[str], arns: Sequence[str]) -> Optional[Policies]:
    """The session policies of a request to assume a role of the account; together they bound the session.

    None when there are none, which binds nothing.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
    """
    policies = [NamedPolicy("of the session", inline)] if inline else []
    policies += [managed_policy(account, arn) for arn in arns]
    return policies or None
