"""IAM Identity Center: https://docs.aws.amazon.com/singlesignon/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict, List

from moto.ssoadmin.models import ssoadmin_backends

from aws_simulator.context import AwsError, Context, given, now, random_uuid, store_of
from aws_simulator.corrections.sso_admin import backend_of
from aws_simulator.identities.identity_center import (
    BOUNDARIES,
    ProvisioningError,
    ReservedRole,
    boundary_of,
    seconds_of,
)
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation

SERVICE = "sso-admin"

ASSIGNMENTS = "statuses of assignments"
PROVISIONINGS = "statuses of provisionings"


@operation(SERVICE, "CreateAccountAssignment")
def create_account_assignment(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Assigns a permission set to a user or group in an account, which gets a role for it.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
    """
    backend = _backend(context)
    permission_set = _permission_set(context, parameters)
    _check_target(context, parameters["TargetId"])
    assignment = _assignment(parameters)
    error = None
    if not _is_assigned(backend, assignment):
        try:
            role = ReservedRole(backend, permission_set, parameters["TargetId"])
            if role.role is None:
                role.provision()
            backend.create_account_assignment(**assignment)
        except ProvisioningError as reason:
            error = str(reason)
    return {"AccountAssignmentCreationStatus": _keep_status(context, parameters, error)}


@operation(SERVICE, "DeleteAccountAssignment")
def delete_account_assignment(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Removes an assignment, and the role once there is no other of the permission set in the account.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeleteAccountAssignment.html
    """
    backend = _backend(context)
    permission_set = _permission_set(context, parameters)
    account = parameters["TargetId"]
    _check_target(context, account)
    backend.delete_account_assignment(**_assignment(parameters))
    if account not in _accounts_of(backend, permission_set):
        ReservedRole(backend, permission_set, account).remove()
    return {"AccountAssignmentDeletionStatus": _keep_status(context, parameters, None)}


@operation(SERVICE, "DescribeAccountAssignmentCreationStatus", "DescribeAccountAssignmentDeletionStatus")
def describe_assignment_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns what became of an assignment.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribeAccountAssignmentCreationStatus.html
    """
    kind = "Creation" if "Creation" in context.operation else "Deletion"
    request = parameters[f"AccountAssignment{kind}RequestId"]
    return {f"AccountAssignment{kind}Status": _status(context, ASSIGNMENTS, request)}


@operation(SERVICE, "CreatePermissionSet", "UpdatePermissionSet")
def check_permission_set(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates or changes a permission set, whose sessions last from 1 to 12 hours; moto keeps it.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
    """
    if parameters.get("SessionDuration"):
        seconds_of(parameters["SessionDuration"])
    if context.operation == "CreatePermissionSet":
        if any(permission_set.name == parameters["Name"] for permission_set in _backend(context).permission_sets):
            raise AwsError("ConflictException", f"PermissionSet with name {parameters['Name']} already exists.")
    return LET_MOTO_ANSWER


@operation(SERVICE, "DeletePermissionSet")
def delete_permission_set(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a permission set that is not assigned.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeletePermissionSet.html
    """
    permission_set = _permission_set(context, parameters)
    if _accounts_of(_backend(context), permission_set):
        raise AwsError("ConflictException", "The permission set has account assignments.")
    backend = _backend(context)
    store_of(SERVICE, backend.account_id, backend.region_name, BOUNDARIES).pop(permission_set.permission_set_arn, None)
    return LET_MOTO_ANSWER


@operation(SERVICE, "ProvisionPermissionSet")
def provision_permission_set(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Makes the roles in one account, or in all where it is assigned, what the permission set now says.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html
    """
    backend, permission_set = _backend(context), _permission_set(context, parameters)
    assigned = _accounts_of(backend, permission_set)
    accounts = [parameters["TargetId"]] if parameters["TargetType"] == "AWS_ACCOUNT" else assigned
    errors: List[str] = []
    for account in accounts:
        if account not in assigned:
            raise AwsError("ResourceNotFoundException", f"The permission set is not assigned in {account}.")
        try:
            ReservedRole(backend, permission_set, account).provision()
        except ProvisioningError as error:
            errors.append(str(error))
    status = {
        "Status": "FAILED" if errors else "SUCCEEDED",
        "RequestId": random_uuid(),
        "PermissionSetArn": permission_set.permission_set_arn,
        "AccountId": parameters.get("TargetId"),
        "FailureReason": " ".join(errors) or None,
        "CreatedDate": now(),
    }
    context.store(PROVISIONINGS)[status["RequestId"]] = given(status)
    return {"PermissionSetProvisioningStatus": given(status)}


@operation(SERVICE, "DescribePermissionSetProvisioningStatus")
def describe_provisioning_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns what became of provisioning a permission set.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribePermissionSetProvisioningStatus.html
    """
    request = parameters["ProvisionPermissionSetRequestId"]
    return {"PermissionSetProvisioningStatus": _status(context, PROVISIONINGS, request)}


@operation(SERVICE, "ListAccountsForProvisionedPermissionSet")
def list_accounts(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the accounts that have a role of a permission set.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountsForProvisionedPermissionSet.html
    """
    return {"AccountIds": _accounts_of(_backend(context), _permission_set(context, parameters))}


@operation(SERVICE, "ListPermissionSetsProvisionedToAccount")
def list_permission_sets(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the permission sets that an account has a role of.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListPermissionSetsProvisionedToAccount.html
    """
    assignments = _backend(context).account_assignments
    arns = [a.permission_set_arn for a in assignments if a.target_id == parameters["AccountId"]]
    return {"PermissionSets": list(dict.fromkeys(arns))}


@operation(
    SERVICE,
    "PutPermissionsBoundaryToPermissionSet",
    "GetPermissionsBoundaryForPermissionSet",
    "DeletePermissionsBoundaryFromPermissionSet",
)
def permissions_boundary(context: Context, parameters: Parameters) -> Any:
    """The permissions boundary of the roles of a permission set: one of AWS's policies, or one of each account.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutPermissionsBoundaryToPermissionSet.html
    """
    backend, permission_set = _backend(context), _permission_set(context, parameters)
    boundaries = store_of(SERVICE, backend.account_id, backend.region_name, BOUNDARIES)
    if context.operation.startswith("Put"):
        boundary = given(parameters["PermissionsBoundary"])
        if len(boundary) != 1:
            raise AwsError("ValidationException", "Give either CustomerManagedPolicyReference or ManagedPolicyArn.")
        if "ManagedPolicyArn" in boundary:
            backend._find_managed_policy(boundary["ManagedPolicyArn"])
        boundaries[permission_set.permission_set_arn] = boundary
        return None
    boundary = boundary_of(backend, permission_set)
    if boundary is None:
        raise AwsError("ResourceNotFoundException", "The permission set has no permissions boundary.")
    if context.operation.startswith("Delete"):
        del boundaries[permission_set.permission_set_arn]
        return None
    return {"PermissionsBoundary": boundary}


@operation(SERVICE, "TagResource", "UntagResource", "ListTagsForResource")
def tags_of_permission_set(context: Context, parameters: Parameters) -> Any:
    """Tags of a permission set.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListTagsForResource.html
    """
    wanted = {"PermissionSetArn": parameters["ResourceArn"], "InstanceArn": parameters.get("InstanceArn")}
    wanted["InstanceArn"] = wanted["InstanceArn"] or _backend(context).instances[0].instance_arn
    permission_set = _permission_set(context, wanted)
    tags = {tag["Key"]: tag["Value"] for tag in permission_set.tags or []}
    tags.update({tag["Key"]: tag["Value"] for tag in parameters.get("Tags") or []})
    for key in parameters.get("TagKeys") or []:
        tags.pop(key, None)
    permission_set.tags = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {"Tags": permission_set.tags} if context.operation == "ListTagsForResource" else None


def _backend(context: Context) -> Any:
    return backend_of(context.account, context.region)


def _permission_set(context: Context, parameters: Parameters) -> Any:
    return _backend(context)._find_permission_set(parameters["InstanceArn"], parameters["PermissionSetArn"])


def _check_target(context: Context, account: str) -> None:
    """The account must be one of the organization, and only the management account may manage its own access.

    https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
    """
    organization = context.organization
    if organization is None or all(member.id != account for member in organization.accounts):
        raise AwsError("ResourceNotFoundException", f"The account {account} is not in the organization.")
    if account == organization.account_id != context.account:
        raise AwsError("AccessDeniedException", "Only the management account can manage access to itself.")


def _assignment(parameters: Parameters) -> Dict[str, str]:
    return {
        "instance_arn": parameters["InstanceArn"],
        "target_id": parameters["TargetId"],
        "target_type": parameters["TargetType"],
        "permission_set_arn": parameters["PermissionSetArn"],
        "principal_type": parameters["PrincipalType"],
        "principal_id": parameters["PrincipalId"],
    }


def _is_assigned(backend: Any, assignment: Dict[str, str]) -> bool:
    return any(
        all(getattr(existing, name) == value for name, value in assignment.items())
        for existing in backend.account_assignments
    )


def _accounts_of(backend: Any, permission_set: Any) -> List[str]:
    arn = permission_set.permission_set_arn
    accounts = [a.target_id for a in backend.account_assignments if a.permission_set_arn == arn]
    return list(dict.fromkeys(accounts))


def _keep_status(context: Context, parameters: Parameters, error: Any) -> Dict[str, Any]:
    status = given(
        {
            "Status": "FAILED" if error else "SUCCEEDED",
            "RequestId": random_uuid(),
            "FailureReason": error,
            "CreatedDate": now(),
            **given(parameters, "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId"),
        }
    )
    context.store(ASSIGNMENTS)[status["RequestId"]] = status
    return status


def _status(context: Context, kind: str, request: str) -> Dict[str, Any]:
    return context.find(kind, request, "ResourceNotFoundException", f"There is no request {request}.")
