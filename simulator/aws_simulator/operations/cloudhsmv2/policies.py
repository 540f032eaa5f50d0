"""Resource policies, by which backups are shared with other accounts."""
from __future__ import annotations

import json
from typing import Any, Dict

from aws_simulator.context import Context
from aws_simulator.hsm.backups import READY, Backup, backups_of
from aws_simulator.hsm.cluster import SERVICE
from aws_simulator.operations.cloudhsmv2.found import invalid, not_found
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "PutResourcePolicy")
def put_resource_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Shares a backup with other accounts.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_PutResourcePolicy.html
    """
    backup = _find(context, parameters)
    if backup.state != READY:
        raise invalid(f"Backup {backup.id} is in the state {backup.state}, not {READY}.")
    backup.policy = _checked(parameters.get("Policy") or "")
    return {"ResourceArn": backup.arn, "Policy": backup.policy}


@operation(SERVICE, "GetResourcePolicy")
def get_resource_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the policy of a backup.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_GetResourcePolicy.html
    """
    policy = _find(context, parameters).policy
    return {} if policy is None else {"Policy": policy}


@operation(SERVICE, "DeleteResourcePolicy")
def delete_resource_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Shares a backup no more.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteResourcePolicy.html
    """
    backup = _find(context, parameters)
    policy, backup.policy = backup.policy, None
    return {"ResourceArn": backup.arn} if policy is None else {"ResourceArn": backup.arn, "Policy": policy}


def _find(context: Context, parameters: Parameters) -> Backup:
    arn = parameters.get("ResourceArn") or ""
    kind, _, name = arn.rpartition(":")[2].partition("/")
    if kind != "backup":
        raise invalid("Only backups have resource policies.")
    backup = backups_of(context.account, context.region).get(name)
    if backup is None or backup.arn != arn:
        raise not_found(f"Backup {arn} does not exist.")
    return backup


def _checked(policy: str) -> str:
    try:
        statements = json.loads(policy)["Statement"]
    except (ValueError, KeyError, TypeError):
        raise invalid("The policy is not a policy document.") from None
    for statement in [statements] if isinstance(statements, dict) else statements:
        if not {"Effect", "Principal", "Action", "Resource"} <= set(statement):
            raise invalid("Each statement of the policy needs an effect, a principal, an action and a resource.")
    return policy
