"""AWS Lambda: https://docs.aws.amazon.com/lambda/latest/api/"""
from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any, Callable, Dict, List, Optional

from moto.awslambda import models, policy

from aws_simulator.context import AwsError
from aws_simulator.functions import queues
from aws_simulator.functions.invocation import find_function, role_of
from aws_simulator.policy_documents.checker import check, refusal
from aws_simulator.policy_documents.faults import Fault, Problem
from aws_simulator.policy_documents.resource_based import FUNCTION
from aws_simulator.registry import corrects

_IDENTITY = re.compile(r"arn:|\d|\*")
FORGOTTEN = ("KMSKeyArn", "DeadLetterConfig")


@corrects(models.LambdaFunction, "__init__")
def lambda_function_init(
    original: Callable[..., Any], self: Any, account_id: str, spec: Dict[str, Any], *args: Any, **kwargs: Any
) -> None:
    """KMSKeyArn and DeadLetterConfig are forgotten: the provider wants to add them in every plan."""
    original(self, account_id, spec, *args, **kwargs)
    self.remembered_configuration = {key: spec[key] for key in FORGOTTEN if spec.get(key)}


@corrects(models.LambdaFunction, "update_configuration")
def update_configuration(original: Callable[..., Any], self: Any, config_updates: Dict[str, Any]) -> Dict[str, Any]:
    """UpdateFunctionConfiguration forgets KMSKeyArn and DeadLetterConfig too."""
    for key in FORGOTTEN:
        if key in config_updates:
            self.remembered_configuration[key] = config_updates[key]
    return {**original(self, config_updates), **self.remembered_configuration}


@corrects(models.LambdaFunction, "get_configuration")
def get_configuration(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> Dict[str, Any]:
    """GetFunction does not return KMSKeyArn and DeadLetterConfig."""
    return {**original(self, *args, **kwargs), **getattr(self, "remembered_configuration", {})}


@corrects(models.LambdaBackend, "create_function")
def create_function(original: Callable[..., Any], self: Any, spec: Dict[str, Any]) -> Any:
    """CreateFunction takes a role that does not trust Lambda, and code that is no archive.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html
    """
    function = original(self, spec)
    problem = _problem_of_code(function)
    if role_of(function) is None:
        problem = "The role defined for the function cannot be assumed by Lambda."
    if problem:
        self.delete_function(function.function_name)
        raise _invalid(problem)
    return function


def _problem_of_code(function: Any) -> Optional[str]:
    code = getattr(function, "code_bytes", None)
    if code is not None and not zipfile.is_zipfile(io.BytesIO(code)):
        return "Could not unzip uploaded file. Please check your file, then try to upload again."
    return None


@corrects(models.LambdaFunction, "update_function_code")
def update_function_code(original: Callable[..., Any], self: Any, spec: Dict[str, Any]) -> Dict[str, Any]:
    """UpdateFunctionCode takes code that is no archive."""
    before = {name: value for name, value in vars(self).items() if name.startswith("code")}
    result: Dict[str, Any] = original(self, spec)
    problem = _problem_of_code(self)
    if problem:
        vars(self).update(before)
        raise _invalid(problem)
    return result


@corrects(models.LambdaBackend, "create_event_source_mapping")
def create_event_source_mapping(original: Callable[..., Any], self: Any, spec: Dict[str, Any]) -> Any:
    """A queue that a function reads calls it for each message while the message is sent, whatever the role may do.

    https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
    """
    queue_arn = spec.get("EventSourceArn") or ""
    if queue_arn.split(":")[2:3] != ["sqs"]:
        return original(self, spec)
    function = self.get_function(spec.get("FunctionName", ""))
    _check_batches(spec.get("BatchSize"), spec.get("MaximumBatchingWindowInSeconds"))
    for other in self._event_source_mappings.values():
        if (other.event_source_arn, other.function_arn) == (queue_arn, function.function_arn):
            raise AwsError(
                "ResourceConflictException",
                f'An event source mapping with SQS arn (" {queue_arn} ") and function (" {function.function_name} ") '
                f"already exists. Please update or delete the existing mapping with UUID {other.uuid}",
            )
    problem = queues.problem_of_reading(function, queue_arn)
    if problem:
        raise _invalid(problem)
    owner = {"RegionName": self.region_name, "AccountId": self.account_id, "FunctionArn": function.function_arn}
    mapping = models.EventSourceMapping({**spec, **owner})
    self._event_source_mappings[mapping.uuid] = mapping
    queues.poll_with(mapping)
    return mapping


def _check_batches(size: Any, window: Any) -> None:
    # https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    if size and int(size) > 10 and not window:
        raise _invalid(
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
        )


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidParameterValueException", message)


@corrects(models.LambdaBackend, "list_event_source_mappings")
def list_event_source_mappings(
    original: Callable[..., Any], self: Any, event_source_arn: str, function_name: str
) -> List[Any]:
    """ListEventSourceMappings finds none of a function that the mapping was made with the ARN of, and is asked by its name.

    https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html
    """

    def name(function: str) -> str:
        return function.partition("function:")[2].partition(":")[0] or function

    found = original(self, event_source_arn, "")
    return [one for one in found if not function_name or name(one.function_arn) == name(function_name)]


@corrects(models.LambdaBackend, "update_event_source_mapping")
def update_event_source_mapping(original: Callable[..., Any], self: Any, uuid: str, spec: Dict[str, Any]) -> Any:
    """UpdateEventSourceMapping takes any function, whatever its role may do."""
    mapping = self.get_event_source_mapping(uuid)
    if mapping is not None and ":sqs:" in mapping.event_source_arn:
        _check_batches(
            spec.get("BatchSize", mapping.batch_size),
            spec.get("MaximumBatchingWindowInSeconds", mapping.max_batch_window),
        )
        function = self.get_function(spec["FunctionName"]) if spec.get("FunctionName") else None
        function = function or find_function(mapping.function_arn)
        problem = queues.problem_of_reading(function, mapping.event_source_arn) if function else None
        if problem:
            raise _invalid(problem)
    return original(self, uuid, spec)


@corrects(models.EventSourceMapping, "get_configuration")
def event_source_mapping_configuration(original: Callable[..., Any], self: Any) -> Dict[str, Any]:
    """An event source mapping does not say how the last batch went."""
    result = getattr(self, "last_processing_result", queues.NO_RECORDS)
    return {**original(self), "LastProcessingResult": result}


@corrects(policy.Policy, "principal_formatter")
def principal_of_permission(original: Callable[..., Any], self: Any, obj: Any) -> Any:
    """A permission of a function for an account, a role or everybody is one that no policy evaluator understands.

    https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    """
    if isinstance(obj, str) and re.fullmatch(r"\d{12}", obj):
        return {"AWS": f"arn:aws:iam::{obj}:root"}
    if isinstance(obj, str) and obj.startswith("arn:"):
        return {"AWS": obj}
    return original(self, obj)


@corrects(models.LambdaBackend, "add_permission")
def add_permission(
    original: Callable[..., Any], self: Any, function_name: str, qualifier: Optional[str], raw: str
) -> Dict[str, Any]:
    """AddPermission takes principals that do not exist, and a statement id twice.

    https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
    """
    statement = json.loads(raw)
    principal, sid = statement["Principal"], statement["StatementId"]
    if any(other.get("Sid") == sid for other in self.get_function(function_name, qualifier).policy.statements):
        raise refusal(FUNCTION, Fault(Problem.DUPLICATE_SID, sid))
    named = {"AWS" if _IDENTITY.match(principal) else "Service": principal}
    document = {"Effect": "Allow", "Principal": named, "Action": statement["Action"], "Resource": "*"}
    check(FUNCTION, json.dumps({"Statement": document}))
    result: Dict[str, Any] = original(self, function_name, qualifier, raw)
    return result
