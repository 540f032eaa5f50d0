"""IAM users and roles that exist, or that come with an account."""
from __future__ import annotations

import json

from aws_simulator.existing.description import ROLE_ARN_PATTERN, USER_ARN_PATTERN, Existing


def add_identities(existing: Existing) -> None:
    """Create the users and the administrators' roles."""
    from moto.iam.models import iam_backends

    from aws_simulator.context import GLOBAL, store_of

    for arn in existing.users:
        match = USER_ARN_PATTERN.fullmatch(arn)
        assert match is not None
        iam_backends[match["account"]]["aws"].create_user("us-east-1", match["name"], match["path"])
    store_of("iam", GLOBAL, GLOBAL, "later users")["all"] = existing.later_users
    for arn in existing.roles:
        _create_administrator(arn, existing.management_account_id)


def _create_administrator(arn: str, management: str) -> None:
    """A role with AdministratorAccess that trusts its account and the management account."""
    from moto.iam.models import iam_backends

    match = ROLE_ARN_PATTERN.fullmatch(arn)
    assert match is not None
    principal = {"AWS": [f"arn:aws:iam::{account}:root" for account in sorted({match["account"], management})]}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    iam = iam_backends[match["account"]]["aws"]
    iam.create_role(
        role_name=match["name"],
        assume_role_policy_document=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        path=match["path"],
        permissions_boundary=None,
        description="",
        tags=[],
        max_session_duration="3600",
    )
    iam.attach_role_policy("arn:aws:iam::aws:policy/AdministratorAccess", match["name"])


def add_later_users(account: str, email: str) -> None:
    """Create the users that come with an account."""
    from moto.iam.models import iam_backends

    from aws_simulator.context import GLOBAL, store_of

    for user in store_of("iam", GLOBAL, GLOBAL, "later users").get("all", ()):
        if user.email.lower() == email.lower():
            iam_backends[account]["aws"].create_user("us-east-1", user.name, "/")
