"""How much IAM lets be attached to an identity, and what can be its permissions boundary.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""
from __future__ import annotations

from typing import Any, Mapping, Optional

from aws_simulator.context import AwsError
from aws_simulator.policy_documents.kind import without_whitespace

# Most characters of all inline policies of an identity, without white space.
LONGEST_INLINE = {"user": 2_048, "role": 10_240, "group": 5_120}
MOST_MANAGED = 10


def check_inline_size(kind: str, identity: str, policies: Mapping[str, str], name: str, document: str) -> None:
    """Do the inline policies of a user, role or group fit, with this one among them?"""
    total = sum(without_whitespace(text) for text in {**policies, name: document}.values())
    if total > LONGEST_INLINE[kind]:
        raise AwsError(
            "LimitExceeded", f"Maximum policy size of {LONGEST_INLINE[kind]} bytes exceeded for {kind} {identity}"
        )


def check_number(kind: str, attached: Mapping[str, Any], policy_arn: str) -> None:
    """Can one more managed policy be attached to a user, role or group?"""
    if policy_arn not in attached and len(attached) >= MOST_MANAGED:
        raise AwsError("LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind.capitalize()}: {MOST_MANAGED}")


def check_boundary(iam: Any, policy_arn: Optional[str]) -> None:
    """Is a permissions boundary a managed policy that exists?

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
    """
    if policy_arn and all(policy.arn != policy_arn for policy in list(iam.managed_policies.values())):
        raise AwsError("NoSuchEntity", f"Scope ARN: {policy_arn} does not exist or is not attachable.")
