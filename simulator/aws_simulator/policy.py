"""The matcher of IAM policies: which statements of a policy are about a request?

What they decide together is in aws_simulator.authorization.evaluation.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""
from __future__ import annotations

import enum
import functools
import json
import re
from dataclasses import dataclass, field
from typing import Any, Iterator, List, Mapping, Optional, Set, Union

from aws_simulator.authorization.conditions import (
    ContextValue,
    PolicyError,
    RequestContext,
    conditions_hold,
    wildcard_matches,
)

__all__ = ["ContextValue", "Grant", "Policy", "PolicyError", "Principal", "Request", "is_allowed", "is_denied"]

Policy = Union[str, bytes, Mapping[str, Any], None]

# Documents of this version, and those that name none, know no variables.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
_VERSION_WITHOUT_VARIABLES = "2008-10-17"


@dataclass(frozen=True)
class Principal:
    """Who makes a request: an AWS service, an identity in an account, or one that an identity provider vouches for."""

    service: Optional[str] = None
    account: Optional[str] = None
    # The ARN of a user, of the root user, or of the role that was assumed.
    arn: Optional[str] = None
    # The ARN of the session, when a role was assumed: arn:aws:sts::123456789012:assumed-role/name/session.
    session: Optional[str] = None
    # The identity provider: an ARN, or a name such as cognito-identity.amazonaws.com.
    federated: Optional[str] = None
    # What S3 calls an account: https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html
    canonical_user: Optional[str] = None

    @staticmethod
    def of_service(service: str) -> "Principal":
        """An AWS service, such as ``cloudtrail.amazonaws.com``."""
        return Principal(service=service)

    @staticmethod
    def of_account(account: str, arn: Optional[str] = None, session: Optional[str] = None) -> "Principal":
        """A role or user of an account; without an ARN it is taken for any identity of the account."""
        return Principal(account=account, arn=arn, session=session)

    @staticmethod
    def of_provider(provider: str) -> "Principal":
        """Somebody whom an identity provider vouches for."""
        return Principal(federated=provider)

    @staticmethod
    def anonymous() -> "Principal":
        """Nobody: a request that is not signed."""
        return Principal()


@dataclass(frozen=True)
class Request:
    """One request to evaluate. ``context`` holds the condition keys that AWS sets for it."""

    principal: Principal
    action: str
    resource: str
    context: Mapping[str, ContextValue] = field(default_factory=dict)

    @functools.cached_property
    def keys(self) -> RequestContext:
        """The condition keys, as conditions and variables look them up."""
        return RequestContext(self.context)


class Grant(enum.IntEnum):
    """How exactly the principal of a statement names who makes a request.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    """

    NOTHING = 0
    # The account, which hands the decision over to its own policies.
    ACCOUNT = 1
    # The role that was assumed, whose boundary and session policies still bound it.
    ROLE = 2
    # Exactly this user, session, service or identity, or everybody.
    DIRECT = 3


def is_allowed(policies: Union[Policy, List[Policy]], request: Request) -> bool:
    """Do the policies allow the request? One statement must allow it and none may deny it."""
    effects = _effects(policies, request)
    return "Allow" in effects and "Deny" not in effects


def is_denied(policies: Union[Policy, List[Policy]], request: Request) -> bool:
    """Does a statement of the policies deny the request?"""
    return "Deny" in _effects(policies, request)


def _effects(policies: Union[Policy, List[Policy]], request: Request) -> Set[Any]:
    documents = policies if isinstance(policies, list) else [policies]
    return {match.effect for document in documents for match in matching_statements(document, request)}


@dataclass(frozen=True)
class Match:
    """A statement that is about a request."""

    effect: str
    sid: str
    grant: Grant


def matching_statements(document: Policy, request: Request) -> Iterator[Match]:
    """The statements of a policy that are about the request."""
    if not document:
        return
    parsed = document if isinstance(document, Mapping) else _parsed(document)
    matcher = _Matcher(request, parsed.get("Version", _VERSION_WITHOUT_VARIABLES) != _VERSION_WITHOUT_VARIABLES)
    for statement in _as_list(parsed.get("Statement")):
        grant = matcher.grant_of(statement)
        if grant is not Grant.NOTHING:
            yield Match(statement["Effect"], statement.get("Sid") or "", grant)


@functools.lru_cache(maxsize=2048)
def _parsed(document: Union[str, bytes]) -> Mapping[str, Any]:
    return json.loads(document)


class _Matcher:
    """Matches the statements of one document with one request."""

    def __init__(self, request: Request, with_variables: bool):
        self.request = request
        self.with_variables = with_variables

    def grant_of(self, statement: Mapping[str, Any]) -> Grant:
        """How the statement names the principal, if all of its elements match the request."""
        if not (self._action_matches(statement) and self._resource_matches(statement)):
            return Grant.NOTHING
        grant = self._principal_grant(statement)
        if grant is Grant.NOTHING:
            return grant
        conditions = statement.get("Condition") or {}
        holds = not conditions or conditions_hold(conditions, self.request.keys, self.with_variables)
        return grant if holds else Grant.NOTHING

    def _principal_grant(self, statement: Mapping[str, Any]) -> Grant:
        if "NotPrincipal" in statement:
            return Grant.NOTHING if self._is_excepted(statement["NotPrincipal"]) else Grant.DIRECT
        # A statement without a principal is one of a policy attached to the identity itself.
        return self._grant(statement["Principal"]) if "Principal" in statement else Grant.DIRECT

    def _grant(self, principals: Any) -> Grant:
        if principals == "*":
            return Grant.DIRECT
        principal = self.request.principal
        identities = _as_list(principals.get("AWS"))
        named = (
            ("Service", principal.service),
            ("Federated", principal.federated),
            ("CanonicalUser", principal.canonical_user),
        )
        if "*" in identities or any(name and name in _as_list(principals.get(kind)) for kind, name in named):
            return Grant.DIRECT
        return max((self._grant_of_identity(identity) for identity in identities), default=Grant.NOTHING)

    def _grant_of_identity(self, identity: str) -> Grant:
        principal = self.request.principal
        if principal.account is None:
            return Grant.NOTHING
        if identity == principal.session:
            return Grant.DIRECT
        if self._is_account(identity):
            return Grant.DIRECT if _is_root(principal.arn) else Grant.ACCOUNT
        if principal.arn is None:
            of_account = re.match(rf"arn:[^:]+:(iam|sts)::{principal.account}:", identity)
            return Grant.DIRECT if of_account else Grant.NOTHING
        if identity != principal.arn:
            return Grant.NOTHING
        return Grant.ROLE if ":role/" in principal.arn else Grant.DIRECT

    def _is_account(self, identity: str) -> bool:
        account = self.request.principal.account
        return identity == account or re.fullmatch(rf"arn:[^:]+:iam::{account}:root", identity) is not None

    def _is_excepted(self, principals: Any) -> bool:
        """Does NotPrincipal leave the caller out? Whoever has an account must be named with the account, and by session.

        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
        """
        principal = self.request.principal
        if principal.account is None or principals == "*" or principal.arn is None:
            return self._grant(principals) is not Grant.NOTHING
        identities = _as_list(principals.get("AWS"))
        arns = [arn for arn in (principal.arn, principal.session) if arn is not None and not _is_root(arn)]
        return any(map(self._is_account, identities)) and all(arn in identities for arn in arns)

    def _action_matches(self, statement: Mapping[str, Any]) -> bool:
        def matches(patterns: Any) -> bool:
            action = self.request.action.lower()
            return any(wildcard_matches(pattern.lower(), action) for pattern in _as_list(patterns))

        if "NotAction" in statement:
            return not matches(statement["NotAction"])
        return matches(statement.get("Action"))

    def _resource_matches(self, statement: Mapping[str, Any]) -> bool:
        if "NotResource" in statement:
            return not self._is_one_of(statement["NotResource"])
        # Trust policies have no Resource.
        return "Resource" not in statement or self._is_one_of(statement["Resource"])

    def _is_one_of(self, resources: Any) -> bool:
        patterns = (self.request.keys.pattern(text, self.with_variables) for text in _as_list(resources))
        return any(pattern is not None and pattern.matches(self.request.resource) for pattern in patterns)


def _is_root(arn: Optional[str]) -> bool:
    return arn is not None and arn.endswith(":root")


def _as_list(value: Any) -> List[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
