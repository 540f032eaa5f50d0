"""The policies of users and roles."""
from __future__ import annotations

from typing import Any, List, Optional

from aws_simulator.authorization.evaluation import NamedPolicy, Policies

# Unknown credentials belong to an administrator of the management account.
ADMINISTRATOR = NamedPolicy(
    "AdministratorAccess",
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
)


def identity_policies(entity: Any) -> Policies:
    """The inline and attached policies of moto's role or user; for a user those of its groups, too."""
    found = _own_policies(entity)
    for group in _groups_of(entity):
        found += _own_policies(group)
    return found


def boundary_of(entity: Any) -> Optional[Policies]:
    """The permissions boundary of moto's role or user; one whose policy is gone allows nothing.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    """
    arn = getattr(entity, "permissions_boundary_arn", None)
    return [managed_policy(entity.account_id, arn)] if arn else None


def managed_policy(account: str, arn: str) -> NamedPolicy:
    """A managed policy that an account can attach."""
    from moto.iam.models import iam_backends

    policy = iam_backends[account]["aws"].managed_policies.get(arn)
    return NamedPolicy(arn.rpartition("/")[2], _document_of(policy) if policy is not None else None)


def _document_of(policy: Any) -> str:
    return next(version.document for version in policy.versions if version.version_id == policy.default_version_id)


def _own_policies(entity: Any) -> List[NamedPolicy]:
    inline = [NamedPolicy(name, document) for name, document in entity.policies.items()]
    return inline + [NamedPolicy(policy.name, _document_of(policy)) for policy in entity.managed_policies.values()]


def _groups_of(entity: Any) -> List[Any]:
    from moto.iam.models import User, iam_backends

    if not isinstance(entity, User):
        return []
    groups = iam_backends[entity.account_id]["aws"].groups.values()
    return [group for group in groups if any(user.name == entity.name for user in group.users)]
