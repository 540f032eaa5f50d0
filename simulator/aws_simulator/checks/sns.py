"""Amazon Simple Notification Service: https://docs.aws.amazon.com/sns/latest/api/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, checks

PARTS_OF_AN_ARN = 6


@checks("sns", "GetTopicAttributes", "SetTopicAttributes", "DeleteTopic", "Subscribe", "ListSubscriptionsByTopic")
def check_topic(context: Context, parameters: Parameters) -> None:
    """A topic that is named by something else than an ARN.

    https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
    """
    parts = str(parameters.get("TopicArn")).split(":")
    if len(parts) < PARTS_OF_AN_ARN:
        raise AwsError(
            "InvalidParameter",
            "Invalid parameter: TopicArn Reason: "
            f"An ARN must have at least {PARTS_OF_AN_ARN} elements, not {len(parts)}",
        )
