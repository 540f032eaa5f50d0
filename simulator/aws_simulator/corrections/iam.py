"""AWS Identity and Access Management: https://docs.aws.amazon.com/IAM/latest/APIReference/"""
from __future__ import annotations

import copy
import json
from typing import Any, Callable, Dict, List, Optional

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam import models, responses
from moto.iam.exceptions import EntityAlreadyExists

from aws_simulator.authorization.credentials import note_deleted
from aws_simulator.context import AwsError
from aws_simulator.identities.mfa import are_consecutive_codes_of
from aws_simulator.policy_documents.attached import check_boundary, check_inline_size, check_number
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.identity import INLINE, MANAGED, TRUST
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


@corrects(models.IAMBackend, "delete_access_key_by_name")
def delete_access_key(original: Callable[..., Any], self: Any, name: str) -> None:
    """A key that was deleted is one that nothing is known of, which is an administrator's here.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
    """
    original(self, name)
    note_deleted(name)


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


@corrects(models.IAMBackend, "create_role")
def create_role(
    original: Callable[..., Any],
    self: Any,
    role_name: str,
    assume_role_policy_document: str,
    path: str,
    permissions_boundary: Optional[str],
    *args: Any,
    **parameters: Any,
) -> Any:
    """CreateRole takes any trust policy, with principals that do not exist, and any permissions boundary.

    It also takes names that differ only in case, which AWS does not tell apart.
    https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
    """
    if any(role.name.lower() == role_name.lower() for role in self.roles.values()):
        raise EntityAlreadyExists(f"Role with name {role_name} already exists.")
    check(TRUST, assume_role_policy_document)
    check_boundary(self, permissions_boundary)
    role = original(self, role_name, assume_role_policy_document, path, permissions_boundary, *args, **parameters)
    slowness.begin(ROLE, role.arn)
    slowness.begin(IAM_READ, role.arn)
    return role


@corrects(models.IAMBackend, "update_assume_role_policy")
def update_assume_role_policy(original: Callable[..., Any], self: Any, role_name: str, policy_document: str) -> None:
    """A trust policy can be given principals that do not exist, and be of any length; the version of 2008 is refused.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
    """
    role = self.get_role(role_name)
    check(TRUST, policy_document)
    role.assume_role_policy_document = policy_document


@corrects(models.IAMBackend, "put_role_permissions_boundary")
def put_role_permissions_boundary(
    original: Callable[..., Any], self: Any, role_name: str, permissions_boundary: str
) -> None:
    """A permissions boundary need not exist.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
    """
    check_boundary(self, permissions_boundary)
    original(self, role_name, permissions_boundary)


@corrects(responses.IamResponse, "create_user")
def create_user(original: Callable[..., Any], self: Any) -> Any:
    """The permissions boundary of a new user need not exist.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
    """
    check_boundary(self.backend, self._get_param("PermissionsBoundary"))
    return original(self)


@corrects(models.IAMBackend, "create_policy")
def create_policy(
    original: Callable[..., Any], self: Any, description: str, path: str, policy_document: str, *args: Any, **more: Any
) -> Any:
    """A managed policy can be of any length, and have a principal.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
    """
    check(MANAGED, policy_document)
    policy = original(self, description, path, policy_document, *args, **more)
    slowness.begin(IAM_READ, policy.arn)
    return policy


@corrects(models.IAMBackend, "create_policy_version")
def create_policy_version(
    original: Callable[..., Any], self: Any, policy_arn: str, policy_document: str, set_as_default: bool
) -> Any:
    """A version of a managed policy can be what the policy cannot.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
    """
    check(MANAGED, policy_document)
    return original(self, policy_arn, policy_document, set_as_default)


def _limit_policies(kind: str) -> None:
    """The inline policies of an identity can be of any length together, and have principals.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
    """

    @corrects(models.IAMBackend, f"put_{kind}_policy")
    def put_policy(original: Callable[..., Any], self: Any, name: str, policy_name: str, policy_json: str) -> None:
        """The inline policies of an identity can be of any length together, and have principals."""
        policies = _inline_policies(getattr(self, f"get_{kind}")(name))
        check(INLINE, policy_json)
        check_inline_size(kind, name, policies, policy_name, policy_json)
        original(self, name, policy_name, policy_json)

    @corrects(models.IAMBackend, f"attach_{kind}_policy")
    def attach_policy(original: Callable[..., Any], self: Any, policy_arn: str, name: str) -> None:
        """Any number of managed policies can be attached to an identity."""
        check_number(kind, getattr(self, f"get_{kind}")(name).managed_policies, policy_arn)
        original(self, policy_arn, name)


def _inline_policies(identity: Any) -> Dict[str, str]:
    return {name: text if isinstance(text, str) else json.dumps(text) for name, text in identity.policies.items()}


for identity_kind in ("user", "role", "group"):
    _limit_policies(identity_kind)


PROTECTED_PATH = "/aws-reserved/"


def _protect(operation: str) -> None:
    @corrects(responses.IamResponse, operation)
    def change_role(original: Callable[..., Any], self: Any) -> Any:
        """The roles that IAM Identity Center makes in an account can be changed there.

        https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html#issue4
        """
        name = self._get_param("RoleName")
        role = next((role for role in self.backend.roles.values() if role.name == name), None)
        if role is not None and role.path.startswith(PROTECTED_PATH):
            raise AwsError(
                "UnmodifiableEntity",
                f"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS",
            )
        return original(self)


for protected_operation in (
    "attach_role_policy",
    "delete_role",
    "delete_role_permissions_boundary",
    "delete_role_policy",
    "detach_role_policy",
    "put_role_permissions_boundary",
    "put_role_policy",
    "tag_role",
    "untag_role",
    "update_assume_role_policy",
    "update_role",
    "update_role_description",
):
    _protect(protected_operation)


@corrects(responses.IamResponse, "create_saml_provider")
def create_saml_provider(original: Callable[..., Any], self: Any) -> Any:
    """A SAML provider loses the tags that it is made with.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
    """
    result = original(self)
    provider = self.backend.saml_providers[self._get_param("Name")]
    provider.tags = self._get_param("Tags", [])
    return result
