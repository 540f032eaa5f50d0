"""Amazon Simple Queue Service: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, checks

_RANGES = {
    "DelaySeconds": (0, 900),
    "KmsDataKeyReusePeriodSeconds": (60, 86_400),
    "MaximumMessageSize": (1_024, 1_048_576),
    "MessageRetentionPeriod": (60, 1_209_600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43_200),
}


@checks("sqs", "CreateQueue", "SetQueueAttributes")
def check_ranges(context: Context, parameters: Parameters) -> None:
    """Attributes of a queue that are no numbers, or too small or too large.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    """
    for name, value in (parameters.get("Attributes") or {}).items():
        least, most = _RANGES.get(name, (None, None))
        if least is not None and not (str(value).isdecimal() and least <= int(value) <= most):
            raise AwsError("InvalidAttributeValue", f"Invalid value for the parameter {name}.")
