"""Amazon CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""

from __future__ import annotations

from typing import Any, Dict

from moto.logs.models import logs_backends

from aws_simulator import project
from aws_simulator.checks.problems import parse_arn
from aws_simulator.context import AwsError, Context
from aws_simulator.encryption import is_usable
from aws_simulator.grants import ServiceCaller, find_key
from aws_simulator.registry import Parameters, checks

SERVICE = "logs"
# What the page has a key policy grant, but for kms:Describe*, without which log groups of the CDK are known to work.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
KEY_ACTIONS = ("kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey")
# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
MAXIMUM_DIMENSIONS = 3
UNITS = frozenset(
    "Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits "
    "Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second "
    "Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second Count/Second None".split()
)


@checks(SERVICE, "CreateLogGroup", "AssociateKmsKey")
def check_key(context: Context, parameters: Parameters) -> None:
    """A key that is missing, disabled, asymmetric or of another Region, or whose policy does not let the service in.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    key_id = parameters.get("kmsKeyId")
    if not key_id:
        return
    name = parameters.get("logGroupName") or str(parameters.get("resourceIdentifier", "")).rpartition(":log-group:")[2]
    arn = parse_arn(key_id)
    if arn is None or arn.service != "kms" or not arn.resource.startswith("key/"):
        raise AwsError("InvalidParameterException", f"The specified KMS Key Id could not be found. '{name}'")
    log_group = context.arn(f"log-group:{name}")
    key = find_key(key_id, context.account, context.region) if arn.region == context.region else None
    if key is None:
        message = f"The specified KMS key does not exist or is not allowed to be used with Arn '{log_group}'"
        raise AwsError("InvalidParameterException", message)
    if key.key_spec != "SYMMETRIC_DEFAULT" or not is_usable(key):
        message = "The specified KMS Key Id is disabled, or is not a symmetric encryption key."
        raise AwsError("InvalidParameterException", message)
    _check_policy(context, key, log_group)


def _check_policy(context: Context, key: Any, log_group: str) -> None:
    # The service is another principal in each Region, and names the log group in the encryption context only.
    caller = ServiceCaller(f"logs.{context.region}.amazonaws.com", context.account, log_group)
    keys = {
        "kms:EncryptionContext:aws:logs:arn": log_group,
        "kms:EncryptionContextKeys": "aws:logs:arn",
        "kms:CallerAccount": context.account,
    }
    if not all(caller.may(key.policy, action, key.arn, keys) for action in KEY_ACTIONS):
        message = f"The specified KMS key does not exist or is not allowed to be used with Arn '{log_group}'"
        raise AwsError("AccessDeniedException", message)


@checks(SERVICE, "PutRetentionPolicy")
def check_retention(context: Context, parameters: Parameters) -> None:
    """A number of days that CloudWatch Logs does not offer.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    """
    days = parameters["retentionInDays"]
    if days not in project.tables()["retentionDays"]:
        raise _invalid(f"1 validation error detected: Value '{days}' at 'retentionInDays' is not one of those allowed")


@checks(SERVICE, "PutMetricFilter")
def check_metric_filter(context: Context, parameters: Parameters) -> None:
    """A filter pattern that does not parse, and transformations that CloudWatch would not take.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
    """
    pattern = parameters["filterPattern"]
    _check_pattern(pattern)
    for transformation in parameters["metricTransformations"]:
        _check_transformation(pattern, transformation)


@checks(SERVICE, "PutSubscriptionFilter", "TestMetricFilter")
def check_filter_pattern(context: Context, parameters: Parameters) -> None:
    """A filter pattern that does not parse.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
    """
    _check_pattern(parameters["filterPattern"])


@checks(SERVICE, "DeleteMetricFilter")
def check_filter_exists(context: Context, parameters: Parameters) -> None:
    """A metric filter that does not exist.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html
    """
    wanted = (parameters["logGroupName"], parameters["filterName"])
    existing = logs_backends[context.account][context.region].filters.metric_filters
    if wanted not in [(entry["logGroupName"], entry["filterName"]) for entry in existing]:
        raise AwsError("ResourceNotFoundException", "The specified metric filter does not exist.")


def _check_pattern(pattern: str) -> None:
    problem = project.problem_of_filter_pattern(pattern)
    if problem is not None:
        raise _invalid(f"Invalid metric filter pattern: {problem}")


def _check_transformation(pattern: str, transformation: Dict[str, Any]) -> None:
    value, dimensions = transformation["metricValue"], transformation.get("dimensions") or {}
    if not (_is_number(value) or value.startswith("$")):
        raise _invalid(f"Invalid metric transformation: the value '{value}' is neither a number nor a field.")
    if transformation["metricNamespace"].startswith("AWS/"):
        raise _invalid("Invalid metric transformation: namespaces that begin with AWS/ are reserved.")
    if dimensions and transformation.get("defaultValue") is not None:
        raise _invalid("Invalid metric transformation: dimensions and default value are mutually exclusive properties.")
    if len(dimensions) > MAXIMUM_DIMENSIONS:
        raise _invalid(f"Invalid metric transformation: at most {MAXIMUM_DIMENSIONS} dimensions are allowed.")
    has_fields = pattern.strip()[:1] in ("{", "[")
    if dimensions and not has_fields:
        raise _invalid("Invalid metric transformation: dimensions need a pattern for JSON or space-delimited events.")
    if not all(field.startswith("$") for field in dimensions.values()):
        raise _invalid("Invalid metric transformation: the value of a dimension is a field, such as $.eventName.")
    if transformation.get("unit", "None") not in UNITS:
        raise _invalid(f"Invalid metric transformation: the unit '{transformation['unit']}' is unknown.")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidParameterException", message)
