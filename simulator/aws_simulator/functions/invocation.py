"""Invocations of functions: which code runs, who it is, and what of it is seen afterwards.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-invocation.html
"""
from __future__ import annotations

import base64
import contextlib
import json
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional

from aws_simulator.background import background
from aws_simulator.clock import clock
from aws_simulator.context import AwsError, now_in_milliseconds, random_id, random_uuid, store_of
from aws_simulator.functions.processes import Outcome, Task, run
from aws_simulator.functions.runtimes import NoRuntime, command_of, variables_of
from aws_simulator.grants import RoleCaller, ServiceCaller, find_log_group, find_role
from aws_simulator.registry import load_service

SERVICE_PRINCIPAL = "lambda.amazonaws.com"
SECONDS_OF_A_SESSION = 3600
BYTES_OF_THE_LOG_TAIL = 4096


@dataclass(frozen=True)
class Invocation:
    """A function that was called, and the event it was called with."""

    function: Any
    request_id: str
    task: Task
    log_stream: str


def find_function(arn: str) -> Any:
    """The function (or version or alias of it) with this ARN, or None."""
    from moto.awslambda.exceptions import LambdaClientError
    from moto.awslambda.models import lambda_backends

    parts = arn.split(":")
    if len(parts) not in (7, 8) or parts[2] != "lambda" or parts[5] != "function":
        return None
    try:
        return lambda_backends[parts[4]][parts[3]].get_function(arn)
    except (KeyError, LambdaClientError):  # an unknown Region or function
        return None


def policy_of(function: Any) -> Dict[str, Any]:
    """The resource policy of a function."""
    return {"Version": "2012-10-17", "Statement": function.policy.statements}


def is_switched_off(function: Any) -> bool:
    """Whether a reserved concurrency of zero keeps a function from running.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
    """
    reserved = function.reserved_concurrency
    return reserved is not None and int(reserved) == 0


def role_of(function: Any) -> Any:
    """The execution role, or None where Lambda cannot assume it any more."""
    role = find_role(function.role)
    if role is None:
        return None
    caller = ServiceCaller(SERVICE_PRINCIPAL, function.account_id, function.function_arn)
    return role if caller.may(role.assume_role_policy_document, "sts:AssumeRole", role.arn) else None


def start(function: Any, event: Any) -> Invocation:
    """Collect what a process needs to know. The lock must be held."""
    request_id = random_uuid()
    stream = f"{clock.now():%Y/%m/%d}/[{function.version}]{random_id(length=32)}"
    context = {
        "functionName": function.function_name,
        "functionVersion": str(function.version),
        "invokedFunctionArn": function.function_arn,
        "memoryLimitInMB": str(function.memory_size),
        "awsRequestId": request_id,
        "logGroupName": function.logs_group_name,
        "logStreamName": stream,
    }
    task = Task(
        code=function.code_bytes,
        digest=function.code_digest,
        command=command_of(function.run_time, int(function.memory_size)),
        environment=_environment(function, stream),
        event=event,
        context=context,
        timeout=int(function.timeout),
        milliseconds_ahead=int(clock.ahead.total_seconds() * 1000),
    )
    return Invocation(function, request_id, task, stream)


def _environment(function: Any, log_stream: str) -> Dict[str, str]:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime"""
    return {
        "LANG": "en_US.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "TZ": ":UTC",
        **variables_of(function.run_time),
        **{name: str(value) for name, value in function.environment_vars.items()},
        "_HANDLER": function.handler,
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "AWS_ENDPOINT_URL": background.endpoint or "",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.run_time}",
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": function.logs_group_name,
        "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
        **_credentials(function),
    }


def _credentials(function: Any) -> Dict[str, str]:
    """The credentials of a session of the function's role, which last for some invocations."""
    from moto.sts.models import sts_backends

    sessions = store_of("awslambda", function.account_id, function.region, "sessions")
    session, expires = sessions.get((function.function_name, function.role), (None, None))
    if session is None or expires < clock.now().timestamp():
        session = sts_backends[function.account_id]["aws"].assume_role(
            region_name=function.region,
            role_session_name=function.function_name,
            role_arn=function.role,
            policy="",
            duration=SECONDS_OF_A_SESSION,
            external_id="",
        )
        expires = clock.now().timestamp() + SECONDS_OF_A_SESSION / 2
        sessions[(function.function_name, function.role)] = (session, expires)
    return {
        "AWS_ACCESS_KEY_ID": session.access_key_id,
        "AWS_SECRET_ACCESS_KEY": session.secret_access_key,
        "AWS_SESSION_TOKEN": session.session_token,
    }


def finish(invocation: Invocation, outcome: Outcome) -> str:
    """Write the log of an invocation as far as the function's role may, and return it. The lock must be held."""
    function, request_id = invocation.function, invocation.request_id
    milliseconds = f"{outcome.milliseconds:.2f} ms"
    lines = [f"START RequestId: {request_id} Version: {function.version}"]
    lines += outcome.output.splitlines()
    if outcome.failed:
        lines.append(f"[ERROR] RequestId: {request_id} {outcome.payload}")
    lines += [
        f"END RequestId: {request_id}",
        f"REPORT RequestId: {request_id}\tDuration: {milliseconds}\tBilled Duration: {milliseconds}"
        f"\tMemory Size: {function.memory_size} MB",
    ]
    _log(invocation, lines)
    return "\n".join(lines) + "\n"


def _log(invocation: Invocation, lines: Any) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html"""
    from moto.logs.models import logs_backends

    function = invocation.function
    load_service("logs")
    role = role_of(function)
    name = function.logs_group_name
    group_arn = f"arn:aws:logs:{function.region}:{function.account_id}:log-group:{name}"
    stream_arn = f"{group_arn}:log-stream:{invocation.log_stream}"
    if role is None:
        return
    caller = RoleCaller(role)
    if find_log_group(group_arn) is None:
        if not caller.may(None, "logs:CreateLogGroup", f"{group_arn}:log-stream:"):
            return
        logs_backends[function.account_id][function.region].ensure_log_group(name)
    if all(caller.may(None, action, stream_arn) for action in ("logs:CreateLogStream", "logs:PutLogEvents")):
        group = find_log_group(group_arn)
        group.create_log_stream(invocation.log_stream)
        events = [{"timestamp": now_in_milliseconds(), "message": line} for line in lines]
        # A key that cannot be used keeps the log away, not the function from running.
        with contextlib.suppress(AwsError):
            group.put_log_events(invocation.log_stream, events)


def tail(log: str) -> str:
    """The end of a log, as Invoke returns it."""
    return base64.b64encode(log.encode()[-BYTES_OF_THE_LOG_TAIL:]).decode()


def cannot_run(error: NoRuntime) -> Outcome:
    """The outcome of an invocation that nobody waits for, of a function that this machine cannot run."""
    problem = {"errorType": "Runtime.NotSimulated", "errorMessage": str(error)}
    return Outcome(json.dumps(problem), True, "", 0)


def run_in_background(function: Any, event: Any, then: Callable[[Invocation, Outcome], None]) -> None:
    """Run a function outside the lock; what follows from its outcome is done under the lock. The lock must be held."""
    started_in = background.round
    invocation: Optional[Invocation] = None
    try:
        invocation = start(function, event)
    except NoRuntime as error:
        unstarted = Invocation(function, random_uuid(), Task(b"", "", [], {}, event, {}, 0), random_id(length=32))
        then(unstarted, cannot_run(error))
        return
    to_run = invocation

    def job() -> None:
        outcome = run(to_run.task)
        with background.lock:
            if background.round == started_in:
                finish(to_run, outcome)
                then(to_run, outcome)

    background.submit(job)
