"""AWS Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/"""
from __future__ import annotations

from contextlib import nullcontext
from typing import Any, Callable, ContextManager, Dict

from moto.iam.models import iam_backends
from moto.organizations import models, responses
from moto.organizations.exceptions import ConstraintViolationException, OrganizationNotEmptyException
from moto.utilities.utils import get_partition

from aws_simulator import project
from aws_simulator.context import AwsError, stores_of
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
_DEPLOYED_BY_CONFIG = ("organization config rules", "organization conformance packs")


def add_service_principals() -> None:
    """EnableAWSServiceAccess and RegisterDelegatedAdministrator refuse principals that AWS accepts.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrated_services_list.html
    """
    trusted = models.FakeServiceAccess.TRUSTED_SERVICES
    trusted += [
        "iam.amazonaws.com",
        "malware-protection.guardduty.amazonaws.com",
        "observabilityadmin.amazonaws.com",
        "resource-explorer-2.amazonaws.com",
    ]
    delegable = models.FakeDelegatedAdministrator.SUPPORTED_SERVICES
    delegable += [principal for principal in trusted if principal not in delegable]


def add_policy_types() -> None:
    """EnablePolicyType refuses the newer policy types."""
    for owner in (models.FakeRoot, models.FakePolicy):
        owner.SUPPORTED_POLICY_TYPES = [
            *owner.SUPPORTED_POLICY_TYPES,
            "CHATBOT_POLICY",
            "DECLARATIVE_POLICY_EC2",
            "INSPECTOR_POLICY",
            "SECURITYHUB_POLICY",
        ]


add_service_principals()
note_correction(add_service_principals, "FakeServiceAccess.TRUSTED_SERVICES")
add_policy_types()
note_correction(add_policy_types, "FakeRoot.SUPPORTED_POLICY_TYPES")


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
    """A moved account keeps the stacks of where it was, and gets none of where it is."""
    with _stack_sets_following(self):
        original(self, **parameters)


@corrects(models.OrganizationsBackend, "remove_account_from_organization")
def remove_account_from_organization(original: Callable[..., Any], self: Any, **parameters: Any) -> None:
    """An account that leaves the organization keeps the stacks, rules and conformance packs that it got there."""
    account = parameters["AccountId"]
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
    """A delegated administrator can be registered for a service that has no trusted access; AWS refuses that.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
    """
    principal = parameters["ServicePrincipal"]
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
