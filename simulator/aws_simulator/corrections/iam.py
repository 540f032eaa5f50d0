"""AWS Identity and Access Management: https://docs.aws.amazon.com/IAM/latest/APIReference/"""
from __future__ import annotations

import copy
from typing import Any, Callable, Dict, List

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam import models, responses
from moto.iam.exceptions import EntityAlreadyExists

from aws_simulator.context import AwsError
from aws_simulator.identities.mfa import are_consecutive_codes_of
from aws_simulator.registry import corrects, note_correction
from aws_simulator.slowness import IAM_READ, ROLE, slowness


@corrects(models, "get_account_id_from")
def get_account_id_from(original: Callable[..., Any], access_key: str) -> str:
    """The first request after a start takes seconds, because moto makes an IAM backend for each partition to look in.

    A key is only looked for in the backends that exist.
    """
    for account_id, backends in list(models.iam_backends.items()):
        if any(access_key in backend.access_keys for backend in list(dict.values(backends))):
            return account_id
    return DEFAULT_ACCOUNT_ID


_policies_by_partition: Dict[str, List[Any]] = {}


@corrects(models.IAMBackend, "_init_aws_policies")
def init_aws_policies(original: Callable[..., Any], self: Any) -> List[Any]:
    """Each new account takes a fifth of a second, because the 1,500 AWS managed policies are parsed for it again.

    They are parsed once and copied: AWS managed policies are the same in each account.
    """
    if self.region_name not in _policies_by_partition:
        _policies_by_partition[self.region_name] = original(self)
    return [_copy_policy(policy, self.account_id) for policy in _policies_by_partition[self.region_name]]


def _copy_policy(policy: Any, account_id: str) -> Any:
    copied = copy.copy(policy)
    copied.account_id = account_id
    copied.tags = {}
    copied.versions = [copy.copy(version) for version in policy.versions]
    return copied


def name_service_linked_roles() -> None:
    """Service-linked roles have names that differ in case from those in AWS, such as AWSServiceRoleForconfig.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
    """
    models.SERVICE_NAME_CONVERSION.update(
        {
            "access-analyzer": "AccessAnalyzer",
            "cloudtrail": "CloudTrail",
            "cloudhsm": "CloudHSM",
            "config": "Config",
            "guardduty": "AmazonGuardDuty",
            "inspector": "AmazonInspector",
            "inspector2": "AmazonInspector2",
            "organizations": "Organizations",
            "securityhub": "SecurityHub",
            "ssm": "AmazonSSM",
        }
    )


name_service_linked_roles()
note_correction(name_service_linked_roles, "SERVICE_NAME_CONVERSION")


@corrects(models.IAMBackend, "create_service_linked_role")
def create_service_linked_role(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """CreateServiceLinkedRole for a role that exists answers EntityAlreadyExists; in AWS it is InvalidInput.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
    """
    try:
        return original(self, *args, **parameters)
    except EntityAlreadyExists as error:
        role_name = str(error.message).split()[3]
        raise AwsError(
            "InvalidInput",
            f"Service role name {role_name} has been taken in this account, please try a different suffix.",
        ) from None


@corrects(models.IAMBackend, "enable_mfa_device")
def enable_mfa_device(
    original: Callable[..., Any], self: Any, user_name: str, serial_number: str, first_code: str, second_code: str
) -> None:
    """A virtual MFA device is enabled with any codes.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
    """
    device = self.virtual_mfa_devices.get(serial_number)
    if device is not None and not are_consecutive_codes_of(device, first_code, second_code):
        raise AwsError("InvalidAuthenticationCode", "Authentication code for device is not valid")
    original(self, user_name, serial_number, first_code, second_code)


@corrects(models.IAMBackend, "create_role")
def create_role(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """A new role can be read and assumed at once, however slow the simulator is to be."""
    role = original(self, *args, **parameters)
    slowness.begin(ROLE, role.arn)
    slowness.begin(IAM_READ, role.arn)
    return role


@corrects(models.IAMBackend, "create_policy")
def create_policy(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """A new policy can be read at once, however slow the simulator is to be."""
    policy = original(self, *args, **parameters)
    slowness.begin(IAM_READ, policy.arn)
    return policy


@corrects(responses.IamResponse, "get_role")
def get_role(original: Callable[..., Any], self: Any) -> Any:
    """GetRole finds a role that was only just created, however slow the simulator is to be."""
    name = self._get_param("RoleName")
    role = next((role for role in self.backend.roles.values() if role.name == name), None)
    if role is not None and slowness.lasts(IAM_READ, role.arn):
        raise AwsError("NoSuchEntity", f"The role with name {name} cannot be found.")
    return original(self)


@corrects(responses.IamResponse, "get_policy")
def get_policy(original: Callable[..., Any], self: Any) -> Any:
    """GetPolicy finds a policy that was only just created, however slow the simulator is to be."""
    arn = self._get_param("PolicyArn")
    if slowness.lasts(IAM_READ, arn):
        raise AwsError("NoSuchEntity", f"Policy {arn} was not found.")
    return original(self)
