"""The stacks of stack sets: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stackinstances-create.html"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context
from aws_simulator.operations.cloudformation.organizations_access import SERVICE, check_owner
from aws_simulator.operations.cloudformation.stack_instance import StackInstance
from aws_simulator.operations.cloudformation.stack_set import StackSet, find_stack_set
from aws_simulator.operations.cloudformation.targets import (
    existing_instances,
    target_accounts,
    target_regions,
    target_units,
)
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation


@operation(SERVICE, "CreateStackInstances")
def create_stack_instances(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates the stacks of a stack set in all accounts of organizational units, and from now on in those that join.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    check_owner(context, stack_set.owner)
    accounts, regions = target_accounts(stack_set, parameters), target_regions(parameters)
    instances = [
        stack_set.instances.get((account, region)) or StackInstance(stack_set, account, region, unit)
        for region in regions
        for account, unit in accounts.items()
    ]
    for instance in instances:
        instance.overrides = _overrides(parameters)
    for unit in target_units(stack_set, parameters):
        known = stack_set.auto_deployment_targets.setdefault(unit, [])
        known += [region for region in regions if region not in known]
    return {"OperationId": stack_set.run("CREATE", parameters, instances).id}


@operation(SERVICE, "UpdateStackInstances")
def update_stack_instances(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes the parameters of stacks of a stack set.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackInstances.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    check_owner(context, stack_set.owner)
    instances = existing_instances(stack_set, parameters)
    for instance in instances:
        instance.overrides = _overrides(parameters)
    return {"OperationId": stack_set.run("UPDATE", parameters, instances).id}


@operation(SERVICE, "DeleteStackInstances")
def delete_stack_instances(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes stacks of a stack set, or takes them out of it, and ends that those who join get some.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStackInstances.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    check_owner(context, stack_set.owner)
    instances = existing_instances(stack_set, parameters)
    operation_ = stack_set.run("DELETE", parameters, instances)
    if not parameters["DeploymentTargets"].get("Accounts"):
        for unit in target_units(stack_set, parameters):
            remaining = set(stack_set.auto_deployment_targets.pop(unit, [])) - set(target_regions(parameters))
            if remaining:
                stack_set.auto_deployment_targets[unit] = sorted(remaining)
    return {"OperationId": operation_.id}


def _overrides(parameters: Parameters) -> Dict[str, str]:
    return {entry["ParameterKey"]: entry["ParameterValue"] for entry in parameters.get("ParameterOverrides") or []}


@operation(SERVICE, "DescribeStackInstance")
def describe_stack_instance(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a stack of a stack set.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackInstance.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    account, region = parameters["StackInstanceAccount"], parameters["StackInstanceRegion"]
    instance = stack_set.instances.get((account, region))
    if instance is None:
        message = f"Stack instance for {stack_set.id}, {account}, {region} not found"
        raise AwsError("StackInstanceNotFoundException", message)
    return {"StackInstance": instance.description()}


@operation(SERVICE, "ListStackInstances")
def list_stack_instances(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the stacks of a stack set.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    return {"Summaries": [i.summary() for i in stack_set.instances.values() if _is_wanted(i, parameters)]}


def _is_wanted(instance: StackInstance, parameters: Parameters) -> bool:
    filters = {entry["Name"]: entry["Values"].split(",") for entry in parameters.get("Filters") or []}
    return (
        instance.account == (parameters.get("StackInstanceAccount") or instance.account)
        and instance.region == (parameters.get("StackInstanceRegion") or instance.region)
        and instance.detailed_status in filters.get("DETAILED_STATUS", [instance.detailed_status])
        and instance.last_operation in filters.get("LAST_OPERATION_ID", [instance.last_operation])
    )


@operation(SERVICE, "ListStackSetAutoDeploymentTargets")
def list_stack_set_auto_deployment_targets(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the organizational units whose accounts get the stacks of a stack set when they join.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetAutoDeploymentTargets.html
    """
    stack_set = find_stack_set(context, parameters)
    targets = _auto_deployment_targets(stack_set) if stack_set else {}
    return {"Summaries": [{"OrganizationalUnitId": unit, "Regions": regions} for unit, regions in targets.items()]}


def _auto_deployment_targets(stack_set: StackSet) -> Dict[str, Any]:
    return stack_set.auto_deployment_targets if stack_set.auto_deployment.get("Enabled") else {}
