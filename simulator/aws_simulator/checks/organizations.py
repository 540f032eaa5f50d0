"""AWS Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/"""

from __future__ import annotations

from aws_simulator.context import Context
from aws_simulator.corrections.organizations import violation
from aws_simulator.registry import Parameters, checks

SERVICE = "organizations"
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
MAXIMUM_DEPTH = 5


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
        raise violation("OU_DEPTH_LIMIT_EXCEEDED", "You have exceeded the maximum depth of organizational units.")
