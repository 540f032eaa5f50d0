"""AWS Lambda: https://docs.aws.amazon.com/lambda/latest/api/"""
from __future__ import annotations

import json
from typing import Any, Dict

from moto.awslambda.models import lambda_backends

from aws_simulator.background import background
from aws_simulator.context import AwsError, Context
from aws_simulator.functions import asynchronous, processes
from aws_simulator.functions.invocation import finish, find_function, is_switched_off, policy_of, start, tail
from aws_simulator.functions.runtimes import command_of
from aws_simulator.grants import caller_of, identity_keys
from aws_simulator.policy import Principal, Request, is_allowed
from aws_simulator.registry import Parameters, operation

SERVICE = "awslambda"
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MAXIMUM_REQUEST = 6_291_456


@operation(SERVICE, "Invoke")
def invoke(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Runs a function and returns its result, or has it run by and by.

    https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    """
    function = _function(context, parameters)
    event = _event(parameters.get("Payload"))
    kind = parameters.get("InvocationType") or "RequestResponse"
    version = str(function.version)
    if kind == "DryRun":
        return {"StatusCode": 204, "ExecutedVersion": version}
    if kind == "Event":
        command_of(function.run_time, function.memory_size)
        asynchronous.invoke(function.function_arn, event)
        return {"StatusCode": 202}
    if is_switched_off(function):
        raise AwsError("TooManyRequestsException", "Rate Exceeded.")
    invocation, started_in = start(function, event), background.round
    with background.unlocked():
        outcome = processes.run(invocation.task)
    if background.round != started_in:
        raise AwsError("ServiceException", "The simulator has started over.")
    log = finish(invocation, outcome)
    result = {"StatusCode": 200, "Payload": outcome.payload.encode(), "ExecutedVersion": version}
    if outcome.failed:
        result["FunctionError"] = "Unhandled"
    if parameters.get("LogType") == "Tail":
        result["LogResult"] = tail(log)
    return result


def _function(context: Context, parameters: Parameters) -> Any:
    """The function that a name, ARN or part of an ARN means; that of another account must let the caller in."""
    name = parameters["FunctionName"]
    qualifier = parameters.get("Qualifier")
    if not name.startswith("arn:"):
        account, _, partial = name.rpartition(":function:")
        name = context.arn(f"function:{partial}", service="lambda", account=account or context.account)
    if qualifier and name.count(":") == 6:
        name = f"{name}:{qualifier}"
    function = find_function(name)
    if function is None:
        raise AwsError("ResourceNotFoundException", f"Function not found: {name}")
    if function.account_id != context.account:
        _check_policy(context, function)
    return function


def _check_policy(context: Context, function: Any) -> None:
    account, role_arn = caller_of(context.access_key_id)
    principal = Principal.of_account(account, role_arn)
    keys = identity_keys(account, role_arn)
    if not is_allowed(policy_of(function), Request(principal, "lambda:InvokeFunction", function.function_arn, keys)):
        raise AwsError(
            "AccessDeniedException",
            f"User: {role_arn or account} is not authorized to perform: lambda:InvokeFunction on resource: "
            f"{function.function_arn} because no resource-based policy allows the lambda:InvokeFunction action",
        )


def _event(payload: Any) -> Any:
    if not payload:
        return {}
    if len(payload) > MAXIMUM_REQUEST:
        message = f"Request must be smaller than {MAXIMUM_REQUEST} bytes for the InvokeFunction operation"
        raise AwsError("RequestTooLargeException", message)
    try:
        return json.loads(payload)
    except ValueError as error:
        raise AwsError("InvalidRequestContentException", f"Could not parse request body into json: {error}") from None


@operation(SERVICE, "PublishVersion")
def publish_version(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Publishes a version, unless the code is another one by now than the caller thinks.

    https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
    """
    backend = lambda_backends[context.account][context.region]
    function = backend.get_function(parameters["FunctionName"])
    expected = parameters.get("CodeSha256")
    if expected and expected != function.code_sha_256:
        raise AwsError(
            "InvalidParameterValueException",
            f"CodeSHA256 ({expected}) is different from current CodeSHA256 in $LATEST ({function.code_sha_256}). "
            "Please try again with the CodeSHA256 in $LATEST.",
        )
    version = backend.publish_version(parameters["FunctionName"], parameters.get("Description") or "")
    return dict(version.get_configuration())
