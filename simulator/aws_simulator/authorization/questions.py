"""One question, put together: may this caller do this to that resource?"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping

from aws_simulator.authorization.callers import Caller, request_keys
from aws_simulator.authorization.evaluation import Applicable, Decision, evaluate
from aws_simulator.authorization.organization import RCP, SCP, levels_of
from aws_simulator.authorization.resources import (
    is_trail_of_organization,
    key_aliases,
    owner_and_policy,
    resource_keys,
)
from aws_simulator.policy import ContextValue, Request


# The trail of an organization is one of each of its accounts for who looks at it.
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
_READS_OF_ORGANIZATION_TRAILS = ("cloudtrail:gettrail", "cloudtrail:gettrailstatus", "cloudtrail:geteventselectors")


@dataclass(frozen=True)
class Asked:
    """An action on a resource that a request needs, and the condition keys that describe the request."""

    action: str
    resource: str
    keys: Mapping[str, ContextValue] = field(default_factory=dict)


def decide(caller: Caller, asked: Asked, region: str) -> Decision:
    """Evaluate all policies that apply."""
    account = caller.principal.account or ""
    owner, policy = owner_and_policy(asked.resource, account)
    if asked.action.lower() in _READS_OF_ORGANIZATION_TRAILS and is_trail_of_organization(asked.resource, account):
        owner = account
    # A trust policy is about who may assume a role, and about nothing else.
    if policy is not None and asked.resource.split(":")[2] == "iam" and not asked.action.lower().startswith("sts:"):
        policy = None
    of_resource = {**resource_keys(owner), **key_aliases(asked.resource)}
    context = {**request_keys(region), **of_resource, **caller.keys, **asked.keys}
    applicable = Applicable(
        account_of_resource=owner or None,
        identity=caller.identity,
        boundary=caller.boundary,
        session=caller.session,
        service_control=levels_of(account, SCP) if account else (),
        resource_control=levels_of(owner, RCP) if owner else (),
        resource=policy,
    )
    return evaluate(Request(caller.principal, asked.action, asked.resource, context), applicable)
