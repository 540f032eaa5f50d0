"""Whose a resource is, and the policy it has."""
from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from moto.core.exceptions import ServiceException
from werkzeug.exceptions import HTTPException

from aws_simulator.authorization.evaluation import NamedPolicy
from aws_simulator.context import organization_of
from aws_simulator.policy import ContextValue


def owner_and_policy(arn: str, account: str) -> Tuple[str, Optional[NamedPolicy]]:
    """The account that a resource belongs to, and its policy. What names no account is the caller's."""
    parts = arn.split(":", 5)
    if len(parts) < 6:
        return account, None
    find = _FINDERS.get(parts[2])
    found = find(arn, parts[5]) if find is not None else None
    if found is None:
        return parts[4] if parts[4].isdigit() else account, None
    owner, kind, document = found
    return owner, NamedPolicy(f"{kind} policy of {arn}", document) if document else None


def is_trail_of_organization(arn: str, account: str) -> bool:
    """Whether it is the trail of the organization that an account is in."""
    from moto.cloudtrail.models import cloudtrail_backends

    parts = arn.split(":", 5)
    if len(parts) < 6 or parts[2] != "cloudtrail" or not parts[4].isdigit():
        return False
    own, other = organization_of(account), organization_of(parts[4])
    if own is None or own is not other:
        return False
    trails = cloudtrail_backends[parts[4]][parts[3]].trails.values()
    return any(trail.arn == arn and trail.is_org_trail for trail in trails)


def resource_keys(owner: str) -> Dict[str, ContextValue]:
    """The keys that say whose a resource is."""
    keys: Dict[str, ContextValue] = {"aws:ResourceAccount": owner, "s3:ResourceAccount": owner}
    organization = organization_of(owner)
    if organization is not None and organization.org is not None:
        keys["aws:ResourceOrgID"] = organization.org.id
    return keys


def key_aliases(arn: str) -> Dict[str, ContextValue]:
    """The aliases of a KMS key, which policies know it by.

    https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
    """
    from aws_simulator.grants import find_key

    if not arn.startswith("arn:") or arn.split(":")[2] != "kms" or not arn.rpartition(":")[2].startswith("key/"):
        return {}
    key = find_key(arn, "", "")
    return {"kms:ResourceAliases": list(key.aliases)} if key is not None and key.aliases else {}


def _bucket(arn: str, resource: str) -> Any:
    from aws_simulator.grants import find_bucket

    bucket = find_bucket(resource.partition("/")[0])
    return (bucket.account_id, "bucket", bucket.policy) if bucket is not None else None


def _key(arn: str, resource: str) -> Any:
    from aws_simulator.grants import find_key

    if not resource.startswith("key/"):
        return None
    key = find_key(arn, "", "")
    if key is not None:
        return key.account_id, "key", key.policy
    # Who may ask in the account is told that there is no such key.
    account = arn.split(":")[4]
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    return account, "missing key", {"Statement": [{"Effect": "Allow", "Principal": root, "Action": "*", "Resource": "*"}]}


def _topic(arn: str, resource: str) -> Any:
    from aws_simulator.grants import find_topic

    topic = find_topic(arn)
    return (topic.account_id, "topic", topic.policy) if topic is not None else None


def _queue(arn: str, resource: str) -> Any:
    from aws_simulator.grants import find_queue

    queue = find_queue(arn)
    return (arn.split(":")[4], "queue", getattr(queue, "policy", None)) if queue is not None else None


def _event_bus(arn: str, resource: str) -> Any:
    from aws_simulator.grants import find_event_bus

    bus = find_event_bus(arn)
    return (arn.split(":")[4], "bus", bus.policy) if bus is not None else None


def _role(arn: str, resource: str) -> Any:
    from aws_simulator.grants import find_role

    role = find_role(arn)
    return (role.account_id, "trust", role.assume_role_policy_document) if role is not None else None


def _function(arn: str, resource: str) -> Any:
    from moto.awslambda.models import lambda_backends

    region, account = arn.split(":")[3:5]
    try:
        function = lambda_backends[account][region].get_function(":".join(arn.split(":")[:7]))
    except (KeyError, HTTPException, ServiceException):  # an unknown Region or function
        return None
    statements = function.policy.statements if function.policy is not None else []
    return account, "function", {"Version": "2012-10-17", "Statement": statements}


_FINDERS: Dict[str, Any] = {
    "events": _event_bus,
    "iam": _role,
    "kms": _key,
    "lambda": _function,
    "s3": _bucket,
    "sns": _topic,
    "sqs": _queue,
}
