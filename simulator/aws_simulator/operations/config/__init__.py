"""AWS Config: https://docs.aws.amazon.com/config/latest/APIReference/"""
from aws_simulator.operations.config import (  # noqa: F401
    conformance_packs,
    custom_policies,
    organization_packs,
    organization_rules,
    remediations,
    status,
)
