"""Amazon EventBridge: https://docs.aws.amazon.com/eventbridge/latest/APIReference/"""
from __future__ import annotations

import datetime
import json
from typing import Any, Dict, Optional

from aws_simulator import project
from aws_simulator.context import AwsError, Context, given, now, random_uuid
from aws_simulator.corrections.events import check_put_events, route
from aws_simulator.grants import caller_of, find_event_bus
from aws_simulator.registry import Parameters, operation

SERVICE = "events"
REQUIRED = ("Source", "DetailType", "Detail")


@operation(SERVICE, "PutEvents")
def put_events(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Puts events on event buses, of other accounts too where the policy of the bus allows it.

    Events of AWS services can be put as well, so that their rules can be tried out; AWS refuses a source of its own.
    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
    """
    entries = parameters["Entries"]
    if not 1 <= len(entries) <= 10:
        raise AwsError(
            "ValidationException",
            "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
            "Member must have length less than or equal to 10",
        )
    account, role_arn = caller_of(context.access_key_id)
    buses = [_bus(context, entry) for entry in entries]
    for bus, entry in zip(buses, entries):
        check_put_events(bus, account, role_arn, entry)
    results = []
    for bus, entry in zip(buses, entries):
        problem = _problem(entry)
        event_id = random_uuid()
        if problem is None:
            route(bus, _event(context, event_id, entry))
        results.append(problem or {"EventId": event_id})
    return {"FailedEntryCount": sum("ErrorCode" in result for result in results), "Entries": results}


def _bus(context: Context, entry: Dict[str, Any]) -> Any:
    name = entry.get("EventBusName") or "default"
    if name.startswith("arn:") and name.split(":")[3] != context.region:
        # Rules send events to buses elsewhere; callers do not.
        raise AwsError("ValidationException", "Cross-region api call is not allowed.")
    bus = find_event_bus(name if name.startswith("arn:") else context.arn(f"event-bus/{name}"))
    if bus is None:
        raise AwsError("ResourceNotFoundException", f"Event bus {name} does not exist.")
    return bus


def _problem(entry: Dict[str, Any]) -> Optional[Dict[str, str]]:
    for name in REQUIRED:
        if not entry.get(name):
            message = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": message}
    try:
        is_object = isinstance(json.loads(entry["Detail"]), dict)
    except ValueError:
        is_object = False
    return None if is_object else {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}


def _event(context: Context, event_id: str, entry: Dict[str, Any]) -> Dict[str, Any]:
    time = entry.get("Time")
    if isinstance(time, (int, float)):
        time = datetime.datetime.fromtimestamp(time, datetime.timezone.utc)
    if not isinstance(time, datetime.datetime):
        time = now()
    return {
        "version": "0",
        "id": event_id,
        "detail-type": entry["DetailType"],
        "source": entry["Source"],
        # The account and Region that put the event, whosever bus it is on.
        "account": context.account,
        "time": time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": context.region,
        "resources": entry.get("Resources") or [],
        "detail": json.loads(entry["Detail"]),
    }


@operation(SERVICE, "UpdateEventBus")
def update_event_bus(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes the description, key and dead-letter queue of an event bus.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html
    """
    name = parameters.get("Name") or "default"
    bus = _bus(context, {"EventBusName": name})
    bus.description = parameters.get("Description")
    bus.kms_key_identifier = parameters.get("KmsKeyIdentifier")
    bus.dead_letter_config = parameters.get("DeadLetterConfig")
    bus.last_modified_time = now().timestamp()
    changed = given(parameters, "Description", "KmsKeyIdentifier", "DeadLetterConfig")
    return {"Arn": bus.arn, "Name": bus.name, **changed}


@operation(SERVICE, "TestEventPattern")
def test_event_pattern(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Says whether an event matches a pattern.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
    """
    try:
        event = json.loads(parameters["Event"])
    except ValueError:
        raise AwsError("ValidationException", "Parameter Event is not valid. Reason: it is no JSON.") from None
    required = ("id", "account", "source", "time", "region", "resources", "detail-type")
    missing = [name for name in required if not isinstance(event, dict) or name not in event]
    if missing:
        raise AwsError("ValidationException", f"Parameter Event is not valid. Reason: {', '.join(missing)} is missing.")
    return {"Result": project.matches_event_pattern(parameters["EventPattern"], event)}
