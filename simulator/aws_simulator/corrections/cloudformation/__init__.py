"""AWS CloudFormation: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/"""
from aws_simulator.registry import load_service

# Stacks create resources of these services.
for _service in ("config", "ec2", "events", "iam"):
    load_service(_service)

from aws_simulator.corrections.cloudformation import stacks, types, updates  # noqa: E402, F401
