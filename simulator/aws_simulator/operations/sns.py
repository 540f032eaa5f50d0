"""Amazon Simple Notification Service: https://docs.aws.amazon.com/sns/latest/api/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context
from aws_simulator.grants import find_topic
from aws_simulator.registry import Parameters, operation

SERVICE = "sns"


@operation(SERVICE, "PutDataProtectionPolicy")
def put_data_protection_policy(context: Context, parameters: Parameters) -> None:
    """Adds or replaces the data protection policy of a topic; an empty one removes it.

    https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html
    """
    arn = _topic_arn(parameters)
    context.store("data protection policies")[arn] = parameters.get("DataProtectionPolicy") or ""


@operation(SERVICE, "GetDataProtectionPolicy")
def get_data_protection_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the data protection policy of a topic.

    https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html
    """
    return {"DataProtectionPolicy": context.store("data protection policies").get(_topic_arn(parameters), "")}


def _topic_arn(parameters: Parameters) -> str:
    if find_topic(parameters["ResourceArn"]) is None:
        raise AwsError("NotFound", "Topic does not exist")
    return parameters["ResourceArn"]
