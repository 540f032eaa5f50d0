"""https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html"""
from __future__ import annotations

from typing import Any, Dict, Optional

from aws_simulator.context import store_of
from aws_simulator.operations.ec2 import DEFAULTS, UNBLOCKED
from aws_simulator.stack_resources.base import Properties, StackResource


class SnapshotBlockPublicAccess(StackResource):
    """What the account does to public EBS snapshots in the Region."""

    type = "AWS::EC2::SnapshotBlockPublicAccess"
    attributes = ("AccountId",)

    @property
    def _defaults(self) -> Dict[Any, Any]:
        return store_of("ec2", self.account, self.region, DEFAULTS)

    @property
    def physical_resource_id(self) -> str:
        return self.account

    def create(self) -> None:
        self._defaults["snapshots"] = self.properties["State"]

    def update(self, before: Properties) -> None:
        self.create()

    def remove(self) -> None:
        self._defaults["snapshots"] = UNBLOCKED

    def attribute(self, name: str) -> Optional[str]:
        return self.account if name == "AccountId" else None
