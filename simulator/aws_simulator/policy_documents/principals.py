"""Are the principals of a policy in a form that AWS knows, and do they exist?

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""
from __future__ import annotations

import re
from typing import Any, Dict

from aws_simulator.policy_documents.document import Statement, principals
from aws_simulator.policy_documents.faults import Fault, Problem

_PARTITION = r"arn:aws(-cn|-us-gov)?"
# The ids that AWS shows for a user or role that was deleted are in none of the forms.
_FORMS = {
    "AWS": re.compile(
        rf"\*|\d{{12}}|{_PARTITION}:iam::\d{{12}}:(root|(user|role)/[\x21-\x29\x2b-\x3e\x40-\x7e]+)"
        rf"|{_PARTITION}:sts::\d{{12}}:(assumed-role/[\w+=,.@-]+/[\w+=,.@-]+|federated-user/[\w+=,.@-]+)"
        rf"|{_PARTITION}:iam::cloudfront:user/CloudFront Origin Access Identity \w+"
    ),
    "CanonicalUser": re.compile(r"[0-9a-f]{64}"),
    "Federated": re.compile(
        rf"\*|{_PARTITION}:iam::\d{{12}}:(saml-provider|oidc-provider)/\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+"
    ),
    "Service": re.compile(r"\*|[a-z0-9_-]+(\.[a-z0-9_-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)"),
}
_ROLE_OR_USER = re.compile(rf"{_PARTITION}:iam::(?P<account>\d{{12}}):(?P<kind>user|role)/")


def check_forms(statement: Statement) -> None:
    """Is each principal of the statement in a known form?"""
    for kind, name in principals(statement):
        if _FORMS[kind].fullmatch(name) is None:
            raise Fault(Problem.PRINCIPAL, _quoted(kind, name))


def check_existence(statement: Statement) -> None:
    """Does each user and role among the principals exist, as far as its account is one of the simulator?

    AWS stores the unique id of a user or role, so it has to know it.
    """
    for kind, name in principals(statement):
        match = _ROLE_OR_USER.match(name) if kind == "AWS" else None
        if match and _is_known(match["account"]) and not _exists(match["account"], match["kind"], name):
            raise Fault(Problem.PRINCIPAL_NOT_FOUND, _quoted(kind, name))


def _quoted(kind: str, name: str) -> str:
    return f'"{kind}":"{name}"'


def _is_known(account: str) -> bool:
    from moto.core import DEFAULT_ACCOUNT_ID

    from aws_simulator.context import organization_of

    if account == DEFAULT_ACCOUNT_ID:
        return True
    organization = organization_of(account)
    return organization is not None and any(member.id == account for member in organization.accounts)


def _exists(account: str, kind: str, arn: str) -> bool:
    from moto.iam.models import iam_backends

    iam = iam_backends[account]["aws"]
    entities: Dict[str, Any] = iam.users if kind == "user" else iam.roles
    return any(entity.arn == arn for entity in list(entities.values()))
