"""Asynchronous invocations: retries, destinations and dead letters.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Optional

from aws_simulator.clock import clock
from aws_simulator.delivery import Undelivered, as_json, deliver, put_event
from aws_simulator.context import random_id, random_uuid
from aws_simulator.functions.invocation import (
    Invocation,
    Outcome,
    find_function,
    is_switched_off,
    role_of,
    run_in_background,
)
from aws_simulator.functions.processes import Task
from aws_simulator.grants import RoleCaller

MOST_RETRIES = 2
MOST_AGE_IN_SECONDS = 6 * 3600
# One minute before the first retry, two before the second.
SECONDS_BEFORE_RETRY = (60, 120)


@dataclass
class Event:
    """An event on its way to a function."""

    arn: str
    payload: Any
    received: float
    attempts: int = 0


def invoke(arn: str, payload: Any) -> None:
    """Have a function run with an event, by and by. The lock must be held."""
    _attempt(Event(arn, payload, clock.now().timestamp()))


def _attempt(event: Event) -> None:
    function = find_function(event.arn)
    if function is None:
        return
    if is_switched_off(function):
        _drop(event, function)
        return
    event.attempts += 1
    run_in_background(function, event.payload, lambda invocation, outcome: _conclude(event, invocation, outcome))


def _drop(event: Event, function: Any) -> None:
    """What comes while the reserved concurrency is zero is dropped at once.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (AsyncEventsDropped)
    """
    invocation = Invocation(function, random_uuid(), Task(b"", "", [], {}, event.payload, {}, 0), random_id(length=32))
    problem = {"errorType": "TooManyRequestsException", "errorMessage": "Rate Exceeded."}
    outcome = Outcome(json.dumps(problem), True, "", 0)
    _send(_settings_of(function), "OnFailure", "ZeroReservedConcurrency", event, invocation, outcome)
    _send_dead_letter(function, event, invocation, outcome)


def _conclude(event: Event, invocation: Invocation, outcome: Outcome) -> None:
    function = invocation.function
    settings = _settings_of(function)
    if not outcome.failed:
        _send(settings, "OnSuccess", "Success", event, invocation, outcome)
        return
    retries = settings.get("MaximumRetryAttempts", MOST_RETRIES)
    most_age = settings.get("MaximumEventAgeInSeconds", MOST_AGE_IN_SECONDS)
    if event.attempts <= retries:
        wait = SECONDS_BEFORE_RETRY[event.attempts - 1]
        if clock.now().timestamp() + wait - event.received <= most_age:
            clock.after(wait, lambda: _attempt(event))
            return
        condition = "EventAgeExceeded"
    else:
        condition = "RetriesExhausted"
    _send(settings, "OnFailure", condition, event, invocation, outcome)
    _send_dead_letter(function, event, invocation, outcome)


def _settings_of(function: Any) -> Dict[str, Any]:
    configurations = function.event_invoke_config
    return dict(configurations[-1].config) if configurations else {}


def _send(
    settings: Dict[str, Any], kind: str, condition: str, event: Event, invocation: Invocation, outcome: Outcome
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    destination = ((settings.get("DestinationConfig") or {}).get(kind) or {}).get("Destination")
    if not destination:
        return
    function = invocation.function
    record = {
        "version": "1.0",
        "timestamp": f"{clock.now():%Y-%m-%dT%H:%M:%S}.000Z",
        "requestContext": {
            "requestId": invocation.request_id,
            "functionArn": f"{function.function_arn}:{function.version}",
            "condition": condition,
            "approximateInvokeCount": event.attempts,
        },
        "requestPayload": event.payload,
        "responseContext": {"statusCode": 200, "executedVersion": str(function.version)},
        "responsePayload": json.loads(outcome.payload),
    }
    if outcome.failed:
        record["responseContext"]["functionError"] = "Unhandled"
    kind = "Success" if condition == "Success" else "Failure"
    _deliver(function, destination, as_json(record), detail_type=f"Lambda Function Invocation Result - {kind}")


def _send_dead_letter(function: Any, event: Event, invocation: Invocation, outcome: Outcome) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq"""
    configuration = getattr(function, "remembered_configuration", {}).get("DeadLetterConfig") or {}
    if configuration.get("TargetArn"):
        attributes = {
            "RequestID": invocation.request_id,
            "ErrorCode": "200",
            "ErrorMessage": json.loads(outcome.payload).get("errorMessage", "")[:1024],
        }
        _deliver(function, configuration["TargetArn"], as_json(event.payload), attributes)


def _deliver(
    function: Any, arn: str, text: str, attributes: Optional[Dict[str, str]] = None, detail_type: str = ""
) -> None:
    role = role_of(function)
    if role is None:
        return
    try:
        if ":event-bus/" in arn:
            put_event(arn, RoleCaller(role), "lambda", detail_type, text)
        else:
            deliver(arn, RoleCaller(role), text, attributes=attributes)
    except Undelivered:
        # AWS counts it in the metrics DestinationDeliveryFailures and DeadLetterErrors.
        return
