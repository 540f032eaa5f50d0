"""AWS Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/"""
from __future__ import annotations

import json
from contextlib import nullcontext
from typing import Any, Callable, ContextManager, Dict

from moto.iam.models import iam_backends
from moto.organizations import models, responses, utils
from moto.organizations.exceptions import ConstraintViolationException, OrganizationNotEmptyException
from moto.utilities.utils import get_partition

from aws_simulator import project
from aws_simulator.context import AwsError, organization_of, stores_of
from aws_simulator.existing import add_later_users
from aws_simulator.inspector import organization_policy
from aws_simulator.inspector.enrolment import enrol
from aws_simulator.inspector.membership import leave
from aws_simulator.new_accounts import begin_slowly
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.organization import CONTROL_POLICIES
from aws_simulator.registry import corrects, note_correction
from aws_simulator.slowness import ACCOUNT, DELEGATION, SERVICE_ACCESS, slowness

DEFAULT_ROLE_NAME = "OrganizationAccountAccessRole"
# Policies that everything has, AWS makes and nobody can detach, which the project's table of limits leaves out.
POLICIES_OF_AWS = {"RESOURCE_CONTROL_POLICY": 1}
# https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-delegated-administrator.html
WITH_ONE_ADMINISTRATOR = {"access-analyzer.amazonaws.com"}
_DEPLOYED_BY_CONFIG = ("organization config rules", "organization conformance packs")


def add_service_principals() -> None:
    """EnableAWSServiceAccess and RegisterDelegatedAdministrator refuse principals that AWS accepts.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrated_services_list.html
    """
    trusted = models.FakeServiceAccess.TRUSTED_SERVICES
    trusted += [
        "cost-optimization-hub.bcm.amazonaws.com",
        "ec2.amazonaws.com",
        "iam.amazonaws.com",
        "license-manager.member-account.amazonaws.com",
        "malware-protection.guardduty.amazonaws.com",
        "notifications.amazonaws.com",
        "observabilityadmin.amazonaws.com",
        "resource-explorer-2.amazonaws.com",
        "security-ir.amazonaws.com",
        "ssm-quicksetup.amazonaws.com",
    ]
    delegable = models.FakeDelegatedAdministrator.SUPPORTED_SERVICES
    delegable += [principal for principal in trusted if principal not in delegable]


def add_policy_types() -> None:
    """EnablePolicyType refuses the newer policy types."""
    for owner in (models.FakeRoot, models.FakePolicy):
        owner.SUPPORTED_POLICY_TYPES = [
            *owner.SUPPORTED_POLICY_TYPES,
            "BEDROCK_POLICY",
            "CHATBOT_POLICY",
            "DECLARATIVE_POLICY_EC2",
            "INSPECTOR_POLICY",
            "NETWORK_SECURITY_DIRECTOR_POLICY",
            "S3_POLICY",
            "SECURITYHUB_POLICY",
            "UPGRADE_ROLLOUT_POLICY",
        ]


def widen_ids() -> None:
    """Roots and units have ids of one length only.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
    """
    utils.ROOT_ID_REGEX = r"r-[0-9a-z]{4,32}"
    utils.OU_ID_REGEX = r"ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}"


add_service_principals()
note_correction(add_service_principals, "FakeServiceAccess.TRUSTED_SERVICES")
add_policy_types()
note_correction(add_policy_types, "FakeRoot.SUPPORTED_POLICY_TYPES")
widen_ids()
note_correction(widen_ids, "OU_ID_REGEX")


@corrects(models.FakePolicy, "__init__")
def make_policy(original: Callable[..., Any], self: Any, organization: Any, **parameters: Any) -> None:
    """CreatePolicy makes no policies of the newer types.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector.html
    """
    try:
        original(self, organization, **parameters)
    except NotImplementedError:
        # The last thing that moto sets is how the ARN looks.
        self._arn_format = f"arn:{{0}}:organizations::{{1}}:policy/{{2}}/{self.type.lower()}/{{3}}"


@corrects(models.OrganizationsBackend, "create_account")
def create_account(original: Callable[..., Any], self: Any, **parameters: Any) -> Dict[str, Any]:
    """The role that CreateAccount makes in the new account has no permissions; in AWS it has AdministratorAccess.

    The account gets the stacks of stack sets that are deployed to the root, what Inspector scans in new accounts, and the
    users that are to come with it.
    """
    with _stack_sets_following(self):
        status = _create_account(original, self, **parameters)
    return status


def _create_account(original: Callable[..., Any], self: Any, **parameters: Any) -> Dict[str, Any]:
    status = original(self, **parameters)
    account_id = status["CreateAccountStatus"]["AccountId"]
    iam = iam_backends[account_id]["aws"]
    role_name = parameters.get("RoleName") or DEFAULT_ROLE_NAME
    partition = get_partition(self.org.region)
    iam.attach_role_policy(f"arn:{partition}:iam::aws:policy/AdministratorAccess", role_name)
    add_later_users(account_id, parameters["Email"])
    begin_slowly(account_id)
    enrol(self.account_id, account_id)
    return self.get_account_by_id(account_id).create_account_status


def create_account_status(self: Any) -> Dict[str, Any]:
    """A new account is there at once, however slow the simulator is to be."""
    status = _create_account_status(self)
    if slowness.lasts(ACCOUNT, self.id):
        described = dict(status["CreateAccountStatus"], State="IN_PROGRESS")
        for name in ("AccountId", "CompletedTimestamp"):
            del described[name]
        return {"CreateAccountStatus": described}
    return status


_create_account_status = models.FakeAccount.create_account_status.fget  # type: ignore[attr-defined]
models.FakeAccount.create_account_status = property(create_account_status)  # type: ignore[method-assign,assignment]
note_correction(create_account_status, "FakeAccount.create_account_status")


@corrects(models.OrganizationsBackend, "move_account")
def move_account(original: Callable[..., Any], self: Any, **parameters: Any) -> None:
    """An account can be moved from where it is not, and keeps the stacks of where it was.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
    """
    places = {unit.id for unit in self.ou}
    source, destination = parameters["SourceParentId"], parameters["DestinationParentId"]
    if destination not in places:
        raise AwsError("DestinationParentNotFoundException", "We can't find the destination container (a root or OU).")
    parent = self.get_account_by_id(parameters["AccountId"]).parent_id
    if parent == destination:
        raise AwsError("DuplicateAccountException", "That account is already present in the specified destination.")
    if source != parent:
        raise AwsError("SourceParentNotFoundException", "We can't find a source root or OU with the ParentId.")
    with _stack_sets_following(self):
        original(self, **parameters)


@corrects(models.OrganizationsBackend, "remove_account_from_organization")
def remove_account_from_organization(original: Callable[..., Any], self: Any, **parameters: Any) -> None:
    """An account that leaves the organization keeps the stacks, rules and conformance packs that it got there.

    A delegated administrator can leave; AWS refuses that.
    https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html
    """
    account = parameters["AccountId"]
    if any(administrator.account.id == account for administrator in self.admins):
        raise violation(
            "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
            "You can't remove an account that is registered as a delegated administrator. Deregister it first.",
        )
    leave(self.account_id, account)
    if any(stores_of("config", member.id, kind) for member in self.accounts for kind in _DEPLOYED_BY_CONFIG):
        from aws_simulator.operations.config.membership import remove_from_former_account

        remove_from_former_account(self, account)
    with _stack_sets_following(self):
        original(self, **parameters)


def _stack_sets_following(organization: Any) -> ContextManager[None]:
    if not any(stores_of("cloudformation", organization.account_id, "stack sets")):
        return nullcontext()  # CloudFormation takes seconds to load
    from aws_simulator.operations.cloudformation.auto_deployment import following

    return following(organization)


@corrects(models.OrganizationsBackend, "register_delegated_administrator")
def register_delegated_administrator(original: Callable[..., Any], self: Any, **parameters: str) -> None:
    """An account can be registered for a service without trusted access, or that has an administrator, and when closed.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
    """
    principal, account = parameters["ServicePrincipal"], parameters["AccountId"]
    if any(member.id == account and member.status == "SUSPENDED" for member in self.accounts):
        raise violation(
            "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
            "You cannot register a suspended account as a delegated administrator.",
        )
    others = [admin for admin in self.admins if admin.account.id != account and principal in admin.services]
    if principal in WITH_ONE_ADMINISTRATOR and others:
        raise violation(
            "DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE",
            f"{principal} already has a delegated administrator. Deregister it first.",
        )
    if principal in models.FakeServiceAccess.TRUSTED_SERVICES and not _trusts(self, principal):
        raise ConstraintViolationException(
            f"SERVICE_ACCESS_NOT_ENABLED: You must enable trusted access for {principal} before you register a "
            "delegated administrator for it."
        )
    original(self, **parameters)
    slowness.begin(DELEGATION, f"{parameters['AccountId']} {principal}")


@corrects(models.OrganizationsBackend, "create_organizational_unit")
def create_organizational_unit(original: Callable[..., Any], self: Any, **parameters: Any) -> Dict[str, Any]:
    """Two units of one parent can have the same name, and the parent need not exist; AWS refuses both."""
    parent_id = self.validate_parent_id(parameters["ParentId"])
    if any(unit.parent_id == parent_id and unit.name == parameters["Name"] for unit in self.ou):
        raise AwsError("DuplicateOrganizationalUnitException", "An OU with the same name already exists.")
    return original(self, **parameters)


@corrects(models.OrganizationsBackend, "update_organizational_unit")
def update_organizational_unit(original: Callable[..., Any], self: Any, **parameters: str) -> Dict[str, Any]:
    """No two units of the organization can have one name, and a unit cannot keep its own; AWS compares siblings.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdateOrganizationalUnit.html
    """
    unit = self.get_organizational_unit_by_id(parameters["OrganizationalUnitId"])
    name = parameters.get("Name") or unit.name
    if any(other.parent_id == unit.parent_id and other.name == name and other is not unit for other in self.ou):
        raise AwsError("DuplicateOrganizationalUnitException", "An OU with the same name already exists.")
    unit.name = name
    return unit.describe()


@corrects(models.OrganizationsBackend, "close_account")
def close_account(original: Callable[..., Any], self: Any, **parameters: str) -> None:
    """The management account can be closed; AWS refuses that.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html
    """
    if parameters["AccountId"] == self.account_id:
        raise violation("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You can't close the management account.")
    original(self, **parameters)


@corrects(models.OrganizationsBackend, "delete_organizational_unit")
def delete_organizational_unit(original: Callable[..., Any], self: Any, **parameters: str) -> None:
    """A unit that holds accounts or other units can be deleted; AWS refuses that."""
    unit_id = parameters["OrganizationalUnitId"]
    if any(child.parent_id == unit_id for child in [*self.ou, *self.accounts]):
        raise AwsError("OrganizationalUnitNotEmptyException", "The specified OU is not empty.")
    original(self, **parameters)


@corrects(models.OrganizationsBackend, "delete_organization")
def delete_organization(original: Callable[..., Any], self: Any) -> None:
    """The management account is recognized by the name "master", which an existing account may not have."""
    if self.org and any(account.id != self.account_id for account in self.accounts):
        raise OrganizationNotEmptyException
    for account in self.accounts:
        account.name = "master"
    original(self)


@corrects(models.OrganizationsBackend, "create_policy")
def create_policy(original: Callable[..., Any], self: Any, **parameters: Any) -> Dict[str, Any]:
    """A policy can be of any length and say anything; AWS refuses what does not follow the syntax of its type.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
    """
    _check_content(parameters["Type"], parameters["Content"])
    return original(self, **parameters)


@corrects(models.OrganizationsBackend, "update_policy")
def update_policy(original: Callable[..., Any], self: Any, **parameters: Any) -> Dict[str, Any]:
    """A policy can become anything; AWS refuses what it would not create, and to change its own policies.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html
    """
    policy = self.get_policy_by_id(parameters["PolicyId"])
    if policy.aws_managed:
        raise AwsError("InvalidInputException", "You specified a policy that is managed by AWS and can't be modified.")
    if parameters.get("Content"):
        _check_content(policy.type, parameters["Content"])
    return original(self, **parameters)


@corrects(models.OrganizationsBackend, "attach_policy")
def attach_policy(original: Callable[..., Any], self: Any, **parameters: str) -> None:
    """Any number of policies can be attached to one target; AWS allows ten service and five resource control policies.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
    """
    policy = self.get_policy_by_id(parameters["PolicyId"])
    for target in (*self.ou, *self.accounts):
        if target.id == parameters["TargetId"] and policy not in target.attached_policies:
            attached = [other for other in target.attached_policies if other.type == policy.type]
            limits = project.tables()["policyLimits"].get(policy.type)
            if limits and len(attached) >= limits["perTarget"] + POLICIES_OF_AWS.get(policy.type, 0):
                raise violation(
                    "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
                    "You have attached the maximum number of policies to the specified target.",
                )
    original(self, **parameters)


@corrects(responses.OrganizationsResponse, "attach_policy")
def attach_policy_once(original: Callable[..., Any], self: Any) -> Any:
    """AttachPolicy attaches a policy twice, and while the policies of its type are disabled.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
    """
    organization = self.organizations_backend
    policy = organization.get_policy_by_id(self._get_param("PolicyId"))
    _check_enabled(organization, policy.type)
    if any(target.id == self._get_param("TargetId") for target in policy.attachments):
        raise AwsError("DuplicatePolicyAttachmentException", "The selected policy is already attached to the target.")
    return original(self)


def _check_enabled(organization: Any, policy_type: str) -> None:
    root = next(unit for unit in organization.ou if isinstance(unit, models.FakeRoot))
    if all(enabled["Type"] != policy_type for enabled in root.policy_types):
        raise AwsError("PolicyTypeNotEnabledException", "The specified policy type isn't enabled in this root.")


def _check_content(policy_type: str, content: str) -> None:
    if policy_type in CONTROL_POLICIES:
        check(CONTROL_POLICIES[policy_type], content)
    problem = organization_policy.problem_of(content) if policy_type == organization_policy.POLICY_TYPE else None
    if problem:
        raise AwsError("MalformedPolicyDocumentException", f"The provided policy document is not valid: {problem}.")
    limits = project.tables()["policyLimits"].get(policy_type)
    if limits and len(content) > limits["longest"]:
        raise violation("POLICY_CONTENT_LIMIT_EXCEEDED", "You have exceeded the maximum policy size.")


def violation(reason: str, message: str) -> ConstraintViolationException:
    """What cannot be done because of a limit or rule of the organization, by AWS's word for it."""
    error = ConstraintViolationException(message)
    error.Reason = reason
    return error


def has_service_access(organization: Any, service_principal: str) -> bool:
    """Does the organization trust the service, and do the services know it by now?"""
    return _trusts(organization, service_principal) and not slowness.lasts(SERVICE_ACCESS, service_principal)


def _trusts(organization: Any, service_principal: str) -> bool:
    """Does the organization trust the service?"""
    return any(service["ServicePrincipal"] == service_principal for service in organization.services)


def is_delegated_administrator(organization: Any, account: str, service_principal: str) -> bool:
    """Is the account a delegated administrator for the service, and do the services know it by now?"""
    if slowness.lasts(DELEGATION, f"{account} {service_principal}"):
        return False
    return any(admin.account.id == account and service_principal in admin.services for admin in organization.admins)


@corrects(models.OrganizationsBackend, "enable_aws_service_access")
def enable_aws_service_access(original: Callable[..., Any], self: Any, **parameters: Any) -> None:
    """Services know at once that the organization trusts them, however slow the simulator is to be."""
    is_new = not _trusts(self, parameters["ServicePrincipal"])
    original(self, **parameters)
    if is_new:
        slowness.begin(SERVICE_ACCESS, parameters["ServicePrincipal"])


@corrects(responses.OrganizationsResponse, "list_accounts")
def list_accounts(original: Callable[..., Any], self: Any) -> Any:
    """ListAccounts tells members that there are none: delegated administrators see all, and others are refused.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
    """
    organization = organization_of(self.current_account)
    if organization is None or organization.org.master_account_id == self.current_account:
        return original(self)
    if all(admin.account.id != self.current_account for admin in organization.admins):
        raise AwsError("AccessDeniedException", "You don't have permissions to access this resource.")
    accounts, next_token = organization.list_accounts(
        max_results=self._get_int_param("MaxResults"), next_token=self._get_param("NextToken")
    )
    return json.dumps({"Accounts": accounts, "NextToken": next_token})
