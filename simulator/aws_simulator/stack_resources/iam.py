"""https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html"""
from __future__ import annotations

import json
from typing import Any, Optional

from moto.iam.models import iam_backends
from moto.utilities.utils import get_partition

from aws_simulator.stack_resources.base import Properties, StackResource


class IamResource(StackResource):
    """Something that an account has once."""

    @property
    def iam(self) -> Any:
        return iam_backends[self.account][get_partition(self.region)]


class Role(IamResource):
    """A role with its inline policies and those that are attached to it."""

    type = "AWS::IAM::Role"
    name_property = "RoleName"
    replaced_by = ("Path",)
    attributes = ("Arn", "RoleId")

    def create(self) -> None:
        self.iam.create_role(
            role_name=self.name,
            assume_role_policy_document=_text(self.properties["AssumeRolePolicyDocument"]),
            path=self.properties.get("Path", "/"),
            permissions_boundary=self.properties.get("PermissionsBoundary"),
            description=self.properties.get("Description", ""),
            tags=self.properties.get("Tags", []),
            max_session_duration=str(self.properties.get("MaxSessionDuration", 3600)),
        )
        self._put_policies()

    def update(self, before: Properties) -> None:
        duration = str(self.properties.get("MaxSessionDuration", 3600))
        self.iam.update_role(self.name, self.properties.get("Description", ""), duration)
        self.iam.update_assume_role_policy(self.name, _text(self.properties["AssumeRolePolicyDocument"]))
        self._remove_policies()
        self._put_policies()

    def remove(self) -> None:
        self._remove_policies()
        self.iam.delete_role(self.name)

    def _put_policies(self) -> None:
        for policy in self.properties.get("Policies") or []:
            self.iam.put_role_policy(self.name, policy["PolicyName"], _text(policy["PolicyDocument"]))
        for arn in self.properties.get("ManagedPolicyArns") or []:
            self.iam.attach_role_policy(arn, self.name)

    def _remove_policies(self) -> None:
        role = self.iam.get_role(self.name)
        for name in list(role.policies):
            self.iam.delete_role_policy(self.name, name)
        for arn in list(role.managed_policies):
            self.iam.detach_role_policy(arn, self.name)

    def attribute(self, name: str) -> Optional[str]:
        role = self.iam.get_role(self.name)
        return {"Arn": role.arn, "RoleId": role.id}.get(name)


class ServiceLinkedRole(IamResource):
    """A role that a service has made for itself; there is one of a service in an account."""

    type = "AWS::IAM::ServiceLinkedRole"
    replaced_by = ("AWSServiceName", "CustomSuffix")
    attributes = ("RoleName",)

    def create(self) -> None:
        service, suffix = self.properties["AWSServiceName"], self.properties.get("CustomSuffix")
        self.name = self.iam.create_service_linked_role(service, self.properties.get("Description", ""), suffix).name

    def update(self, before: Properties) -> None:
        self.iam.update_role_description(self.name, self.properties.get("Description", ""))

    def remove(self) -> None:
        self.iam.delete_role(self.name)

    def attribute(self, name: str) -> Optional[str]:
        return self.name if name == "RoleName" else None


class ManagedPolicy(IamResource):
    """A policy that roles, users and groups can have in common."""

    type = "AWS::IAM::ManagedPolicy"
    name_property = "ManagedPolicyName"
    replaced_by = ("Path", "Description")
    attributes = ("PolicyArn",)

    def create(self) -> None:
        policy = self.iam.create_policy(
            description=self.properties.get("Description", ""),
            path=self.properties.get("Path"),
            policy_document=_text(self.properties["PolicyDocument"]),
            policy_name=self.name,
            tags=self.properties.get("Tags", []),
        )
        self.arn = policy.arn
        for role in self.properties.get("Roles") or []:
            self.iam.attach_role_policy(self.arn, role)

    def update(self, before: Properties) -> None:
        old = self.iam.get_policy(self.arn).default_version_id
        self.iam.create_policy_version(self.arn, _text(self.properties["PolicyDocument"]), "true")
        self.iam.delete_policy_version(self.arn, old)
        roles, roles_before = self.properties.get("Roles") or [], before.get("Roles") or []
        for role in set(roles_before) - set(roles):
            self.iam.detach_role_policy(self.arn, role)
        for role in set(roles) - set(roles_before):
            self.iam.attach_role_policy(self.arn, role)

    def remove(self) -> None:
        for role in list(self.iam.roles.values()):
            if self.arn in role.managed_policies:
                self.iam.detach_role_policy(self.arn, role.name)
        self.iam.delete_policy(self.arn)

    @property
    def physical_resource_id(self) -> str:
        return self.arn

    def attribute(self, name: str) -> Optional[str]:
        return self.arn if name == "PolicyArn" else None


def _text(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)
