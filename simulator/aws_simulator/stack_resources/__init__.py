"""Resources of CloudFormation stacks that moto lacks, or makes only half."""
from __future__ import annotations

from typing import Dict, Type

from aws_simulator.stack_resources import config, ec2, events, iam
from aws_simulator.stack_resources.base import StackResource

_ALL = (
    config.ConfigurationRecorder,
    config.DeliveryChannel,
    config.ConfigRule,
    config.RemediationConfiguration,
    ec2.SnapshotBlockPublicAccess,
    events.Rule,
    iam.ManagedPolicy,
    iam.Role,
    iam.ServiceLinkedRole,
)

RESOURCES: Dict[str, Type[StackResource]] = {resource.type: resource for resource in _ALL}
