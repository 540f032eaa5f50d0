"""AWS's evaluation logic: what all policies that apply to a request decide together.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, List, Optional, Sequence, Tuple

from aws_simulator.authorization_data import rcp_services
from aws_simulator.policy import Grant, Match, Policy, Principal, Request, matching_statements

SERVICE_CONTROL = "service control policy"
RESOURCE_CONTROL = "resource control policy"
RESOURCE = "resource-based policy"
IDENTITY = "identity-based policy"
BOUNDARY = "permissions boundary"
SESSION = "session policy"

# What the owner's root user may do to a bucket policy whatever it says; only organization policies keep it from that.
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
_ROOT_OVERRIDES = frozenset({"s3:deletebucketpolicy", "s3:getbucketpolicy", "s3:putbucketpolicy"})


@dataclass(frozen=True)
class NamedPolicy:
    """A policy document, and what people call it."""

    name: str
    document: Policy


Policies = Sequence[NamedPolicy]


@dataclass(frozen=True)
class Applicable:
    """The policies that apply to a request. Where a kind does not bind, such as a boundary, it is None.

    Organization policies are by level, the root of the organization first, the account last. None are given for the
    management account, which they do not bind.
    """

    account_of_resource: Optional[str]
    identity: Policies = ()
    boundary: Optional[Policies] = None
    session: Optional[Policies] = None
    service_control: Sequence[Policies] = ()
    resource_control: Sequence[Policies] = ()
    resource: Optional[NamedPolicy] = None


@dataclass(frozen=True)
class Decider:
    """A statement that decides, and where it is."""

    layer: str
    policy: str
    sid: str

    def __str__(self) -> str:
        return f"{self.layer} {self.policy}" + (f" ({self.sid})" if self.sid else "")


@dataclass(frozen=True)
class Decision:
    """Whether a request is allowed, and by what: the denials of every layer, or what allows it.

    ``layer`` is the kind of policy that refuses; when it does so because it allows nothing, no statement decides.
    """

    allowed: bool
    deciders: Tuple[Decider, ...] = ()
    layer: str = ""

    @property
    def is_explicit(self) -> bool:
        """Does a statement deny it?"""
        return not self.allowed and bool(self.deciders)


class _Layer:
    """What the policies of one kind say about a request."""

    def __init__(self, kind: str, policies: Policies, request: Request):
        self.kind = kind
        self.found: List[Tuple[Decider, Match]] = [
            (Decider(kind, policy.name, match.sid), match)
            for policy in policies
            for match in matching_statements(policy.document, request)
        ]
        self.denials = [decider for decider, match in self.found if match.effect == "Deny"]
        self.allowances = [decider for decider, match in self.found if match.effect == "Allow"]
        self.grant = max((match.grant for _, match in self.found if match.effect == "Allow"), default=Grant.NOTHING)


def evaluate(request: Request, policies: Applicable) -> Decision:
    """Decide one request."""
    layers = _Layers(request, policies)
    denials = [decider for layer in layers.all for decider in layer.denials]
    if denials:
        return Decision(False, tuple(denials), denials[0].layer)
    lacking = layers.lacking()
    if lacking is not None:
        return Decision(False, layer=lacking)
    granting = [layer for layer in (layers.resource, layers.identity) if layer is not None]
    return Decision(True, tuple(decider for layer in granting for decider in layer.allowances))


class _Layers:
    """All kinds of policies of a request."""

    def __init__(self, request: Request, policies: Applicable):
        self.request = request
        self.principal = request.principal
        self.is_same_account = self.principal.account is not None and (
            policies.account_of_resource in (None, self.principal.account)
        )
        self.is_root = _is_root(self.principal)
        is_exempt = _is_service_linked_role(self.principal)

        def layer(kind: str, of_kind: Policies) -> _Layer:
            return _Layer(kind, of_kind, request)

        def optional(kind: str, of_kind: Optional[Policies]) -> Optional[_Layer]:
            return None if of_kind is None else layer(kind, of_kind)

        binds_principal = self.principal.account is not None and not is_exempt
        binds_resource = not is_exempt and _has_resource_control(request.action)
        self.service_control = [
            layer(SERVICE_CONTROL, level) for level in policies.service_control if binds_principal
        ]
        self.resource_control = [
            layer(RESOURCE_CONTROL, level) for level in policies.resource_control if binds_resource
        ]
        overrides = self.is_root and self.is_same_account and request.action.lower() in _ROOT_OVERRIDES
        is_given = policies.resource is not None and not overrides
        self.resource = layer(RESOURCE, [policies.resource]) if is_given and policies.resource else None
        self.identity = layer(IDENTITY, policies.identity)
        self.boundary = optional(BOUNDARY, policies.boundary)
        self.session = optional(SESSION, policies.session)

    @property
    def all(self) -> Iterator[_Layer]:
        yield from self.service_control
        yield from self.resource_control
        yield from (
            layer for layer in (self.resource, self.identity, self.boundary, self.session) if layer is not None
        )

    def lacking(self) -> Optional[str]:
        """The first kind of policy that would have to allow the request, and does not."""
        for level in (*self.resource_control, *self.service_control):
            if not level.allowances:
                return level.kind
        granted = self.resource.grant if self.resource is not None else Grant.NOTHING
        if self.principal.account is None:
            return None if granted else RESOURCE
        if not self.is_same_account:
            return self._lacking_of_identity() or (None if granted else RESOURCE)
        if _needs_resource_policy(self.request) and not granted:
            return RESOURCE
        if granted is Grant.DIRECT:
            return None
        return self._lacking_bounds() if granted is Grant.ROLE else self._lacking_of_identity()

    def _lacking_of_identity(self) -> Optional[str]:
        # The root user of an account may do everything in it that no policy denies.
        if not self.is_root and not self.identity.allowances:
            return IDENTITY
        return self._lacking_bounds()

    def _lacking_bounds(self) -> Optional[str]:
        bounds = (layer for layer in (self.boundary, self.session) if layer is not None)
        return next((layer.kind for layer in bounds if not layer.allowances), None)


def _is_root(principal: Principal) -> bool:
    return principal.arn is not None and principal.arn.endswith(":root")


def _is_service_linked_role(principal: Principal) -> bool:
    """Neither service control nor resource control policies bind these roles.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    """
    return re.match(r"arn:[^:]+:iam::\d+:role/aws-service-role/", principal.arn or "") is not None


def _has_resource_control(action: str) -> bool:
    """Resource control policies know the resources of some services only, and never keep grants from being retired.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
    """
    return action.partition(":")[0].lower() in rcp_services() and action.lower() != "kms:retiregrant"


def _needs_resource_policy(request: Request) -> bool:
    """Keys and roles are closed to their own account, too, unless their policy opens them.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
    """
    service = request.action.partition(":")[0].lower()
    kind = {"kms": "kms:[^:]*:[0-9]*:key", "sts": "iam::[0-9]*:role"}.get(service)
    return kind is not None and re.match(f"arn:[^:]+:{kind}/", request.resource) is not None
