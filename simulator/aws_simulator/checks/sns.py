"""Amazon Simple Notification Service: https://docs.aws.amazon.com/sns/latest/api/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, checks

PARTS_OF_AN_ARN = 6
_PROTOCOLS = frozenset("application email email-json firehose http https lambda sms sqs".split())
_ATTRIBUTES = frozenset(
    """ArchivePolicy ContentBasedDeduplication DeliveryPolicy DisplayName FifoThroughputScope KmsMasterKeyId Policy
    SignatureVersion TracingConfig""".split()
    + [
        f"{protocol}{feedback}"
        for protocol in ("Application", "Firehose", "HTTP", "Lambda", "SQS")
        for feedback in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
    ]
)


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


@checks("sns", "SetTopicAttributes")
def check_attribute(context: Context, parameters: Parameters) -> None:
    """An attribute that topics do not have, or that cannot be set.

    https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
    """
    if parameters["AttributeName"] not in _ATTRIBUTES:
        raise AwsError("InvalidParameter", "Invalid parameter: AttributeName")


@checks("sns", "Subscribe")
def check_subscription(context: Context, parameters: Parameters) -> None:
    """A protocol that topics do not speak, and an endpoint that is no e-mail address where one is needed.

    https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
    """
    protocol = parameters["Protocol"]
    if protocol not in _PROTOCOLS:
        raise AwsError("InvalidParameter", f"Invalid parameter: Does not support this protocol string: {protocol}")
    if protocol.startswith("email") and "@" not in (parameters.get("Endpoint") or ""):
        raise AwsError("InvalidParameter", "Invalid parameter: Email address")


@checks("sns", "Publish")
def check_message(context: Context, parameters: Parameters) -> None:
    """An empty message.

    https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    """
    if parameters.get("Message") == "":
        raise AwsError("InvalidParameter", "Invalid parameter: Empty message")
