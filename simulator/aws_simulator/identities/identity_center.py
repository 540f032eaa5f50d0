"""The roles that IAM Identity Center makes in the accounts that a permission set is assigned in.

https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
"""
from __future__ import annotations

import json
import re
from typing import Any, Dict, Optional

from aws_simulator.context import AwsError, random_id, store_of
from aws_simulator.registry import load_service

HOME_REGION_WITHOUT_FOLDER = "us-east-1"
AUDIENCE = "https://signin.aws.amazon.com/saml"
INLINE_POLICY = "AwsSSOInlinePolicy"
DEFAULT_DURATION = "PT1H"
BOUNDARIES = "permissions boundaries"


class ProvisioningError(Exception):
    """A role that cannot be made as its permission set wants it; the message is the failure reason."""


def boundary_of(backend: Any, permission_set: Any) -> Optional[Dict[str, Any]]:
    """The permissions boundary of a permission set, as the API has it."""
    boundaries = store_of("sso-admin", backend.account_id, backend.region_name, BOUNDARIES)
    return boundaries.get(permission_set.permission_set_arn)


class ReservedRole:
    """The role of a permission set in an account."""

    def __init__(self, backend: Any, permission_set: Any, account: str):
        load_service("iam")
        from moto.iam.models import iam_backends

        self.backend = backend
        self.permission_set = permission_set
        self.account = account
        self.iam = iam_backends[account]["aws"]

    @property
    def _names(self) -> Dict[Any, str]:
        return store_of("sso-admin", self.backend.account_id, self.backend.region_name, "roles")

    @property
    def role(self) -> Any:
        """The role, or None."""
        name = self._names.get((self.permission_set.permission_set_arn, self.account))
        return self.iam.get_role(name) if name else None

    def provision(self) -> None:
        """Make the role what the permission set says; the role it was stays when that cannot be done."""
        policies = [policy.arn for policy in self.permission_set.managed_policies]
        policies += [self._own_policy(policy.name, policy.path) for policy in self.permission_set.customer_managed_policies]
        boundary = self._boundary()
        role = self.role or self._create()
        self.iam.update_role(role.name, self.permission_set.description or "", str(self._seconds()))
        if boundary:
            self.iam.put_role_permissions_boundary(role.name, boundary)
        else:
            self.iam.delete_role_permissions_boundary(role.name)
        for name in list(role.policies):
            del role.policies[name]
        if self.permission_set.inline_policy:
            role.policies[INLINE_POLICY] = self.permission_set.inline_policy
        for arn in set(role.managed_policies) - set(policies):
            self.iam.detach_role_policy(arn, role.name)
        for arn in policies:
            if arn not in role.managed_policies:
                self.iam.attach_role_policy(arn, role.name)

    def remove(self) -> None:
        """Delete the role."""
        role = self.role
        if role is None:
            return
        for arn in list(role.managed_policies):
            self.iam.detach_role_policy(arn, role.name)
        role.policies.clear()
        self.iam.delete_role(role.name)
        del self._names[(self.permission_set.permission_set_arn, self.account)]

    def _create(self) -> Any:
        region = self.backend.region_name
        folder = "" if region == HOME_REGION_WITHOUT_FOLDER else f"{region}/"
        trust = {
            "Effect": "Allow",
            "Principal": {"Federated": self._provider()},
            "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
            "Condition": {"StringEquals": {"SAML:aud": AUDIENCE}},
        }
        role = self.iam.create_role(
            role_name=f"AWSReservedSSO_{self.permission_set.name}_{random_id(length=16)}",
            assume_role_policy_document=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
            path=f"/aws-reserved/sso.amazonaws.com/{folder}",
            permissions_boundary=None,
            description=self.permission_set.description or "",
            tags=[],
            max_session_duration=str(self._seconds()),
        )
        self._names[(self.permission_set.permission_set_arn, self.account)] = role.name
        return role

    def _provider(self) -> str:
        providers = (p.arn for p in self.iam.saml_providers.values() if p.name.startswith("AWSSSO_"))
        arn = next(providers, None)
        return arn or self.iam.create_saml_provider(f"AWSSSO_{random_id(length=16)}_DO_NOT_DELETE", "").arn

    def _seconds(self) -> int:
        return seconds_of(self.permission_set.session_duration or DEFAULT_DURATION)

    def _boundary(self) -> Optional[str]:
        boundary = boundary_of(self.backend, self.permission_set) or {}
        reference = boundary.get("CustomerManagedPolicyReference")
        if reference:
            return self._own_policy(reference["Name"], reference.get("Path") or "/")
        return boundary.get("ManagedPolicyArn")

    def _own_policy(self, name: str, path: str) -> str:
        """A policy that must exist in the account; Identity Center does not make it.

        https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
        """
        arn = f"arn:aws:iam::{self.account}:policy{path}{name}"
        if arn not in self.iam.managed_policies:
            raise ProvisioningError(f"Received a 404 status error: Not supported policy {arn}.")
        return arn


def seconds_of(duration: str) -> int:
    """The seconds of a session duration such as ``PT8H``, which may be from 1 to 12 hours.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
    """
    match = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", duration)
    seconds = sum(int(part or 0) * unit for part, unit in zip(match.groups(), (3600, 60, 1))) if match else 0
    if not 3600 <= seconds <= 43200:
        raise AwsError("ValidationException", f"The session duration {duration} is not from 1 to 12 hours.")
    return seconds
