"""Amazon CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from moto.logs.models import logs_backends
from moto.logs.utils import EventMessageFilter

from aws_simulator.context import AwsError, Context, now_in_milliseconds, random_uuid
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation

SERVICE = "logs"


@operation(SERVICE, "PutAccountPolicy")
def put_account_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a policy that applies to all log groups of the account.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
    """
    policy = {
        "policyName": parameters["policyName"],
        "policyType": parameters["policyType"],
        "policyDocument": parameters["policyDocument"],
        "scope": parameters.get("scope") or "ALL",
        "selectionCriteria": parameters.get("selectionCriteria"),
        "accountId": context.account,
        "lastUpdatedTime": now_in_milliseconds(),
    }
    context.store("account policies")[(policy["policyType"], policy["policyName"])] = policy
    return {"accountPolicy": policy}


@operation(SERVICE, "DescribeAccountPolicies")
def describe_account_policies(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the policies that apply to all log groups of the account.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeAccountPolicies.html
    """
    name = parameters.get("policyName")
    return {
        "accountPolicies": [
            policy
            for policy in context.store("account policies").values()
            if policy["policyType"] == parameters["policyType"] and name in (None, policy["policyName"])
        ]
    }


@operation(SERVICE, "DeleteAccountPolicy")
def delete_account_policy(context: Context, parameters: Parameters) -> None:
    """Deletes a policy that applies to all log groups of the account.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteAccountPolicy.html
    """
    key = (parameters["policyType"], parameters["policyName"])
    if not context.store("account policies").pop(key, None):
        raise AwsError("ResourceNotFoundException", "The specified policy does not exist.")


@operation(SERVICE, "PutDataProtectionPolicy")
def put_data_protection_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates the data protection policy of a log group.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html
    """
    log_group = parameters["logGroupIdentifier"]
    policy = {
        "logGroupIdentifier": log_group,
        "policyDocument": parameters["policyDocument"],
        "lastUpdatedTime": now_in_milliseconds(),
    }
    context.store("data protection policies")[log_group] = policy
    return policy


@operation(SERVICE, "GetDataProtectionPolicy")
def get_data_protection_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the data protection policy of a log group.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDataProtectionPolicy.html
    """
    log_group = parameters["logGroupIdentifier"]
    return context.store("data protection policies").get(log_group, {"logGroupIdentifier": log_group})


@operation(SERVICE, "DeleteDataProtectionPolicy")
def delete_data_protection_policy(context: Context, parameters: Parameters) -> None:
    """Deletes the data protection policy of a log group.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDataProtectionPolicy.html
    """
    context.store("data protection policies").pop(parameters["logGroupIdentifier"], None)


@operation(SERVICE, "PutQueryDefinition")
def put_query_definition(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates or updates a saved query of CloudWatch Logs Insights.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
    """
    query_id = parameters.get("queryDefinitionId") or random_uuid()
    context.store("query definitions")[query_id] = {
        "queryDefinitionId": query_id,
        "name": parameters["name"],
        "queryString": parameters["queryString"],
        "logGroupNames": parameters.get("logGroupNames") or [],
        "lastModified": now_in_milliseconds(),
    }
    return {"queryDefinitionId": query_id}


@operation(SERVICE, "DescribeQueryDefinitions")
def describe_query_definitions(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns saved queries of CloudWatch Logs Insights.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html
    """
    prefix = parameters.get("queryDefinitionNamePrefix") or ""
    queries = context.store("query definitions").values()
    return {"queryDefinitions": [query for query in queries if query["name"].startswith(prefix)]}


@operation(SERVICE, "DeleteQueryDefinition")
def delete_query_definition(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a saved query of CloudWatch Logs Insights.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html
    """
    return {"success": bool(context.store("query definitions").pop(parameters["queryDefinitionId"], None))}


@operation(SERVICE, "PutSubscriptionFilter")
def put_subscription_filter(context: Context, parameters: Parameters) -> Any:
    """Sends the events of a log group to a destination, which can be of another account. moto knows other targets.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
    """
    destination_arn = parameters["destinationArn"]
    if ":destination:" not in destination_arn:
        return LET_MOTO_ANSWER
    region, account = destination_arn.split(":")[3:5]
    destinations = logs_backends[account][region].destinations.values()
    if all(destination.arn != destination_arn for destination in destinations):
        raise AwsError("InvalidParameterException", f"Could not deliver test message to destination {destination_arn}.")
    log_group = logs_backends[context.account][context.region].groups.get(parameters["logGroupName"])
    if log_group is None:
        raise AwsError("ResourceNotFoundException", "The specified log group does not exist.")
    log_group.put_subscription_filter(
        parameters["filterName"], parameters["filterPattern"], destination_arn, parameters.get("roleArn")
    )
    return None


@operation(SERVICE, "AssociateKmsKey", "DisassociateKmsKey")
def set_key(context: Context, parameters: Parameters) -> None:
    """Sets or removes the key that a log group is encrypted with.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html
    """
    name = parameters.get("logGroupName") or str(parameters.get("resourceIdentifier", "")).rpartition(":log-group:")[2]
    group = logs_backends[context.account][context.region].groups.get(name)
    if group is None:
        raise AwsError("ResourceNotFoundException", "The specified log group does not exist.")
    group.kms_key_id = parameters.get("kmsKeyId")


@operation(SERVICE, "TestMetricFilter")
def test_metric_filter(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Says which of some log events match a pattern.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
    """
    matches = EventMessageFilter(parameters["filterPattern"]).matches
    return {
        "matches": [
            {"eventNumber": number, "eventMessage": message, "extractedValues": {}}
            for number, message in enumerate(parameters["logEventMessages"], 1)
            if matches(message)
        ]
    }
