"""Roles that services make for themselves when they first need them.

https://docs.aws.amazon.com/cloudhsm/latest/userguide/service-linked-roles.html
https://docs.aws.amazon.com/kms/latest/developerguide/authorize-kms.html
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Optional


@dataclass(frozen=True)
class ServiceLinkedRole:
    """The role of a service."""

    service: str
    name: str

    def arn(self, account: str) -> str:
        """Its ARN in an account."""
        return f"arn:aws:iam::{account}:role/aws-service-role/{self.service}/{self.name}"

    def find(self, account: str) -> Optional[Any]:
        """The role of an account, or None."""
        from moto.iam.models import iam_backends

        roles = iam_backends[account]["aws"].roles.values()
        return next((role for role in roles if role.name == self.name), None)

    def ensure(self, account: str) -> None:
        """Make the role, unless the account has it."""
        from moto.iam.models import iam_backends

        if self.find(account) is not None:
            return
        trust = {"Effect": "Allow", "Principal": {"Service": self.service}, "Action": "sts:AssumeRole"}
        iam_backends[account]["aws"].create_role(
            self.name,
            json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
            f"/aws-service-role/{self.service}/",
            permissions_boundary=None,
            description="",
            tags=[],
            max_session_duration="3600",
            linked_service=self.service,
        )


CLOUDHSM = ServiceLinkedRole("cloudhsm.amazonaws.com", "AWSServiceRoleForCloudHSM")
CUSTOM_KEY_STORES = ServiceLinkedRole(
    "cks.kms.amazonaws.com", "AWSServiceRoleForKeyManagementServiceCustomKeyStores"
)
# https://docs.aws.amazon.com/inspector/latest/user/using-service-linked-roles.html
INSPECTOR = ServiceLinkedRole("inspector2.amazonaws.com", "AWSServiceRoleForAmazonInspector2")
INSPECTOR_AGENTLESS = ServiceLinkedRole(
    "agentless.inspector2.amazonaws.com", "AWSServiceRoleForAmazonInspector2Agentless"
)
