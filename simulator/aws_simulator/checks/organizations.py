"""AWS Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/"""
from __future__ import annotations

from aws_simulator import project
from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, checks

SERVICE = "organizations"
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
MAXIMUM_DEPTH = 5
# Attached by AWS to everything, and not counted in the project's table.
POLICY_OF_AWS = {"RESOURCE_CONTROL_POLICY": 1}


@checks(SERVICE, "CreateOrganizationalUnit")
def check_depth(context: Context, parameters: Parameters) -> None:
    """A sixth level of organizational units.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    """
    organization = context.organization
    if organization is None:
        return
    parents = {unit.id: unit.parent_id for unit in organization.ou}
    depth, parent = 0, parameters["ParentId"]
    while parent in parents and parents[parent]:
        depth, parent = depth + 1, parents[parent]
    if depth >= MAXIMUM_DEPTH:
        raise AwsError("ConstraintViolationException", "You have exceeded the maximum depth of organizational units. (OU_DEPTH_LIMIT_EXCEEDED)")


@checks(SERVICE, "AttachPolicy")
def check_attachments(context: Context, parameters: Parameters) -> None:
    """More policies of a type than a root, an organizational unit or an account may have.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    """
    organization = context.organization
    target = parameters["TargetId"]
    if organization is None:
        return
    kinds = {policy.id: policy.type for policy in organization.policies}
    kind = kinds.get(parameters["PolicyId"])
    limits = project.tables()["policyLimits"].get(kind)
    holders = [*organization.ou, *organization.accounts]
    attached = next((holder.attached_policies for holder in holders if holder.id == target), [])
    count = sum(policy.type == kind and policy.id != parameters["PolicyId"] for policy in attached)
    if limits and count >= limits["perTarget"] + POLICY_OF_AWS.get(str(kind), 0):
        raise AwsError(
            "ConstraintViolationException",
            "You have attached the maximum number of policies to the target. (MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED)",
        )
