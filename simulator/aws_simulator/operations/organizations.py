"""AWS Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import GLOBAL, LOWERCASE_ALPHANUMERIC, AwsError, Context, now, random_id
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.organization import ORGANIZATION_RESOURCE
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation

SERVICE = "organizations"
NO_RESOURCE_POLICY = "We can't find a resource policy request with the parameter that you specified."


@operation(SERVICE, "CreateAccount")
def create_account(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a member account; moto does that. An e-mail address that is in use makes the creation fail.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
    """
    organization = context.organization
    used = {account.email.lower() for account in organization.accounts} if organization else set()
    if parameters["Email"].lower() not in used:
        return LET_MOTO_ANSWER
    status = {
        "Id": random_id("car-", 32),
        "AccountName": parameters["AccountName"],
        "State": "FAILED",
        "FailureReason": "EMAIL_ALREADY_EXISTS",
        "RequestedTimestamp": now(),
        "CompletedTimestamp": now(),
    }
    context.store("failed account creations", region=GLOBAL)[status["Id"]] = status
    return {"CreateAccountStatus": status}


@operation(SERVICE, "DescribeCreateAccountStatus")
def describe_create_account_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Retrieves the status of a request to create an account. moto knows those that succeeded.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeCreateAccountStatus.html
    """
    failed = context.store("failed account creations", region=GLOBAL)
    status = failed.get(parameters["CreateAccountRequestId"])
    return {"CreateAccountStatus": status} if status else LET_MOTO_ANSWER


@operation(SERVICE, "PutResourcePolicy")
def put_resource_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates or updates the resource-based policy of the organization.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_PutResourcePolicy.html
    """
    organization = context.organization
    if organization is None or organization.org is None:
        raise AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
    check(ORGANIZATION_RESOURCE, parameters["Content"])
    policies = context.store("resource policy", region=GLOBAL)
    policy_id = next(iter(policies), None) or random_id("rp-", 8, LOWERCASE_ALPHANUMERIC)
    arn = context.arn(f"resourcepolicy/{organization.org.id}/{policy_id}", region="")
    policies[policy_id] = {
        "ResourcePolicySummary": {"Id": policy_id, "Arn": arn},
        "Content": parameters["Content"],
    }
    if parameters.get("Tags"):
        _tags(context, policy_id).update({tag["Key"]: tag["Value"] for tag in parameters["Tags"]})
    return {"ResourcePolicy": policies[policy_id]}


@operation(SERVICE, "DescribeResourcePolicy")
def describe_resource_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Retrieves the resource-based policy of the organization.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeResourcePolicy.html
    """
    for policy in context.store("resource policy", region=GLOBAL).values():
        return {"ResourcePolicy": policy}
    raise AwsError("ResourcePolicyNotFoundException", NO_RESOURCE_POLICY)


@operation(SERVICE, "DeleteResourcePolicy")
def delete_resource_policy(context: Context, parameters: Parameters) -> None:
    """Deletes the resource-based policy of the organization.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteResourcePolicy.html
    """
    policies = context.store("resource policy", region=GLOBAL)
    if not policies:
        raise AwsError("ResourcePolicyNotFoundException", NO_RESOURCE_POLICY)
    policies.clear()


@operation(SERVICE, "TagResource", "UntagResource", "ListTagsForResource")
def tags_of_resource_policy(context: Context, parameters: Parameters) -> Any:
    """Tags of the resource-based policy; moto keeps those of accounts, units, roots and policies.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_TagResource.html
    """
    if not parameters["ResourceId"].startswith("rp-"):
        return LET_MOTO_ANSWER
    tags = _tags(context, parameters["ResourceId"])
    tags.update({tag["Key"]: tag["Value"] for tag in parameters.get("Tags") or []})
    for key in parameters.get("TagKeys") or []:
        tags.pop(key, None)
    if context.operation == "ListTagsForResource":
        return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
    return None


def _tags(context: Context, policy_id: str) -> Dict[str, str]:
    return context.store("resource policy tags", region=GLOBAL).setdefault(policy_id, {})
