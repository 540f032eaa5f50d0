"""What was done with stack sets. Here it is done when the request that asks for it is answered."""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context
from aws_simulator.operations.cloudformation.operation import Operation
from aws_simulator.operations.cloudformation.organizations_access import SERVICE
from aws_simulator.operations.cloudformation.stack_set import StackSet, find_stack_set
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation


@operation(SERVICE, "DescribeStackSetOperation")
def describe_stack_set_operation(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns how an operation on a stack set ended.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSetOperation.html
    """
    stack_set = find_stack_set(context, parameters)
    return {"StackSetOperation": _find(stack_set, parameters).shape()} if stack_set else LET_MOTO_ANSWER


@operation(SERVICE, "ListStackSetOperations")
def list_stack_set_operations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the operations on a stack set, the latest first.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetOperations.html
    """
    stack_set = find_stack_set(context, parameters)
    if stack_set is None:
        return LET_MOTO_ANSWER
    return {"Summaries": [operation_.summary() for operation_ in reversed(list(stack_set.operations.values()))]}


@operation(SERVICE, "ListStackSetOperationResults")
def list_stack_set_operation_results(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists how an operation on a stack set ended in each account and Region.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetOperationResults.html
    """
    stack_set = find_stack_set(context, parameters)
    return {"Summaries": _find(stack_set, parameters).result_summaries()} if stack_set else LET_MOTO_ANSWER


def _find(stack_set: StackSet, parameters: Parameters) -> Operation:
    operation_ = stack_set.operations.get(parameters["OperationId"])
    if operation_ is None:
        raise AwsError("OperationNotFoundException", f"Operation {parameters['OperationId']} not found")
    return operation_
