"""Stack sets: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html"""
from __future__ import annotations

from typing import Any, Dict, List

from moto.cloudformation.exceptions import StackSetNotEmpty
from moto.cloudformation.models import cloudformation_backends

from aws_simulator.context import AwsError, Context, store_of
from aws_simulator.operations.cloudformation.organizations_access import SERVICE, check_owner, owner_of
from aws_simulator.operations.cloudformation.stack_set import STACK_SETS, StackSet, find_stack_set
from aws_simulator.operations.cloudformation.targets import existing_instances
from aws_simulator.operations.cloudformation.templates import check_template, read_template
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation


@operation(SERVICE, "CreateStackSet")
def create_stack_set(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a stack set with service-managed permissions.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
    """
    if parameters.get("PermissionModel") != "SERVICE_MANAGED":
        return LET_MOTO_ANSWER
    owner = owner_of(context, parameters)
    check_owner(context, owner)
    name = parameters["StackSetName"]
    stack_sets = store_of(SERVICE, owner, context.region, STACK_SETS)
    if name in stack_sets:
        raise AwsError("NameAlreadyExistsException", f"StackSet {name} already exists")
    if parameters.get("AutoDeployment") is None:
        raise AwsError("ValidationError", "AutoDeployment must be specified for a SERVICE_MANAGED stack set")
    stack_set = StackSet(owner, context.region, name)
    stack_set.template = read_template(context, parameters)
    _set(stack_set, parameters)
    stack_sets[name] = stack_set
    return {"StackSetId": stack_set.id}


def _set(stack_set: StackSet, parameters: Parameters) -> None:
    """Give the stack set what the request says, or leave it as it is when that cannot be deployed."""
    values = {
        entry["ParameterKey"]: (
            stack_set.parameters.get(entry["ParameterKey"])
            if entry.get("UsePreviousValue")
            else entry["ParameterValue"]
        )
        for entry in parameters.get("Parameters") or []
    }
    capabilities = parameters.get("Capabilities") or []
    template = parameters.get("template") or stack_set.template
    check_template(template, capabilities, values)
    stack_set.template, stack_set.parameters, stack_set.capabilities = template, values, capabilities
    stack_set.description = parameters.get("Description") or stack_set.description
    if parameters.get("Tags") is not None:
        stack_set.tags = {tag["Key"]: tag["Value"] for tag in parameters["Tags"]}
    stack_set.auto_deployment = parameters.get("AutoDeployment") or stack_set.auto_deployment
    stack_set.managed_execution = parameters.get("ManagedExecution") or stack_set.managed_execution


@operation(SERVICE, "DescribeStackSet")
def describe_stack_set(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a stack set.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSet.html
    """
    stack_set = find_stack_set(context, parameters)
    return {"StackSet": stack_set.shape()} if stack_set else LET_MOTO_ANSWER


@operation(SERVICE, "ListStackSets")
def list_stack_sets(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists stack sets, those of moto too.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSets.html
    """
    owner = owner_of(context, parameters)
    summaries = [stack_set.summary() for stack_set in store_of(SERVICE, owner, context.region, STACK_SETS).values()]
    summaries += [
        {
            "StackSetName": stack_set.name,
            "StackSetId": stack_set.id,
            "Description": stack_set.description,
            "Status": stack_set.status,
            "PermissionModel": stack_set.permission_model,
        }
        for stack_set in cloudformation_backends[owner][context.region].list_stack_sets()
    ]
    wanted = parameters.get("Status")
    return {"Summaries": [summary for summary in summaries if not wanted or summary["Status"] == wanted]}


@operation(SERVICE, "UpdateStackSet")
def update_stack_set(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes a stack set and its stacks, or those of some accounts and Regions only.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    check_owner(context, stack_set.owner)
    template = None if parameters.get("UsePreviousTemplate") else read_template(context, parameters)
    _set(stack_set, {**parameters, "template": template})
    instances: List[Any] = (
        existing_instances(stack_set, parameters)
        if parameters.get("DeploymentTargets")
        else list(stack_set.instances.values())
    )
    return {"OperationId": stack_set.run("UPDATE", parameters, instances).id}


@operation(SERVICE, "DeleteStackSet")
def delete_stack_set(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a stack set, which must have no stacks any more.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStackSet.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    if stack_set.instances:
        raise StackSetNotEmpty()
    del store_of(SERVICE, stack_set.owner, context.region, STACK_SETS)[stack_set.name]
    return {}
