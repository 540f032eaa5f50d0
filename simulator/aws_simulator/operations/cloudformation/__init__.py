"""AWS CloudFormation StackSets: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/

Those with service-managed permissions are answered here, those with self-managed ones by moto.
"""
from aws_simulator.operations.cloudformation import (  # noqa: F401
    organizations_access,
    stack_instances,
    stack_set_operations,
    stack_sets,
    types,
)
