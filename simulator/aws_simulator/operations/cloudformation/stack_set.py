"""A stack set with service-managed permissions."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Tuple

from aws_simulator.context import Context, organization_of, random_uuid, store_of
from aws_simulator.operations.cloudformation.operation import Operation
from aws_simulator.operations.cloudformation.organizations_access import SERVICE, owner_of
from aws_simulator.operations.cloudformation.stack_instance import StackInstance
from aws_simulator.registry import Parameters

STACK_SETS = "stack sets"


class StackSet:
    """A template, the stacks that were made of it, and what was done with them."""

    def __init__(self, owner: str, region: str, name: str):
        self.owner = owner
        self.region = region
        self.name = name
        self.id = f"{name}:{random_uuid()}"
        self.arn = f"arn:aws:cloudformation:{region}:{owner}:stackset/{self.id}"
        self.template = ""
        self.description = ""
        self.parameters: Dict[str, str] = {}
        self.capabilities: List[str] = []
        self.tags: Dict[str, str] = {}
        self.auto_deployment: Dict[str, Any] = {"Enabled": False}
        self.managed_execution: Dict[str, Any] = {"Active": False}
        self.instances: Dict[Tuple[str, str], StackInstance] = {}
        self.operations: Dict[str, Operation] = {}
        # The Regions that accounts get stacks in when they join, by the organizational unit that they join.
        self.auto_deployment_targets: Dict[str, List[str]] = {}

    @property
    def organization(self) -> Any:
        """The organization that the stack set deploys to."""
        return organization_of(self.owner)

    @property
    def retains_stacks(self) -> bool:
        return bool(self.auto_deployment.get("RetainStacksOnAccountRemoval"))

    def run(self, action: str, parameters: Parameters, instances: Iterable[StackInstance]) -> Operation:
        """Deploy or delete stacks, as the preferences of the operation say."""
        operation = Operation(self, action, parameters)
        self.operations[operation.id] = operation
        retain = parameters.get("RetainStacks") or False
        for instance in list(instances):
            if action == "DELETE":
                succeeded = retain or instance.remove(operation.id)
                if succeeded:
                    del self.instances[instance.account, instance.region]
            else:
                self.instances[instance.account, instance.region] = instance
                succeeded = instance.deploy(operation.id)
            operation.results.append((instance, succeeded))
        return operation

    def shape(self) -> Dict[str, Any]:
        """As DescribeStackSet returns it."""
        role = "aws-service-role/stacksets.cloudformation.amazonaws.com"
        return {
            **self.summary(),
            "TemplateBody": self.template,
            "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in self.parameters.items()],
            "Capabilities": self.capabilities,
            "Tags": [{"Key": key, "Value": value} for key, value in self.tags.items()],
            "StackSetARN": self.arn,
            "AdministrationRoleARN": (
                f"arn:aws:iam::{self.owner}:role/{role}/AWSServiceRoleForCloudFormationStackSetsOrgAdmin"
            ),
            "ExecutionRoleName": f"stacksets-exec-{self.id[-32:].replace('-', '')}",
            "OrganizationalUnitIds": sorted({i.organizational_unit for i in self.instances.values()}),
            "Regions": sorted({instance.region for instance in self.instances.values()}),
        }

    def summary(self) -> Dict[str, Any]:
        """As ListStackSets returns it."""
        return {
            "StackSetName": self.name,
            "StackSetId": self.id,
            "Description": self.description,
            "Status": "ACTIVE",
            "PermissionModel": "SERVICE_MANAGED",
            "AutoDeployment": self.auto_deployment,
            "ManagedExecution": self.managed_execution,
        }


def find_stack_set(context: Context, parameters: Parameters) -> Optional[StackSet]:
    """The stack set with a name or id; None when it is one with self-managed permissions, or does not exist."""
    stack_sets = store_of(SERVICE, owner_of(context, parameters), context.region, STACK_SETS)
    return stack_sets.get(parameters["StackSetName"].partition(":")[0])
