"""How each service refuses parameters that do not satisfy the constraints of its model."""
from __future__ import annotations

import functools
from typing import Any, Dict, Mapping, Optional

from moto.core.utils import get_service_model

from aws_simulator.constraints.members import InputCheck
from aws_simulator.context import AwsError

# The errors of most services: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
CODES_OF_PROTOCOLS = {"json": "ValidationException", "rest-json": "ValidationException", "query": "ValidationError"}
CODES_OF_SERVICES = {
    # https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
    "chatbot": "InvalidParameterException",
    # https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateCluster.html
    "cloudhsmv2": "CloudHsmInvalidRequestException",
    # It has three protocols, and the names of its errors are those of the oldest.
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html
    "cloudwatch": "ValidationError",
    # https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html
    "guardduty": "BadRequestException",
    # https://docs.aws.amazon.com/inspector/v1/APIReference/API_CreateAssessmentTarget.html
    "inspector": "InvalidInputException",
    # https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
    "logs": "InvalidParameterException",
    # https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
    "organizations": "InvalidInputException",
    # https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UpdateSecurityHubConfiguration.html
    "securityhub": "InvalidInputException",
}
# Services whose models say little of what they check, and which have an error of their own for each parameter.
UNCHECKED_SERVICES = frozenset(("cloudfront", "ec2", "route53", "s3", "s3control", "sqs"))


def refusal(service: str, operation: str, parameters: Mapping[str, Any]) -> Optional[AwsError]:
    """The error with which AWS refuses the parameters of an operation, or None when they satisfy all constraints."""
    if service in UNCHECKED_SERVICES:
        return None
    model = get_service_model(service)
    input_shape = _input_shapes(service).get(operation)
    if input_shape is None:
        return None
    problems = _check_of(service).problems(input_shape, parameters)
    if not problems:
        return None
    code = CODES_OF_SERVICES.get(service) or CODES_OF_PROTOCOLS.get(model.metadata["protocol"], "ValidationException")
    errors = "1 validation error" if len(problems) == 1 else f"{len(problems)} validation errors"
    return AwsError(code, f"{errors} detected: {'; '.join(problems)}")


@functools.lru_cache(maxsize=None)
def _input_shapes(service: str) -> Dict[str, str]:
    operations = get_service_model(service)._service_description["operations"]
    return {name: operation["input"]["shape"] for name, operation in operations.items() if "input" in operation}


@functools.lru_cache(maxsize=None)
def _check_of(service: str) -> InputCheck:
    return InputCheck(get_service_model(service)._service_description["shapes"])
