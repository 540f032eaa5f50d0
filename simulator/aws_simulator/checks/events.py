"""Amazon EventBridge: https://docs.aws.amazon.com/eventbridge/latest/APIReference/"""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Optional

from moto.events.models import events_backends

from aws_simulator import project
from aws_simulator.checks.problems import Arn, parse_arn
from aws_simulator.checks.schedules import is_schedule
from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, checks

SERVICE = "events"
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
MAXIMUM_RULES = 300
# https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
MAXIMUM_INPUT_PATHS = 100
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
RESERVED_VARIABLES = frozenset(
    f"aws.events.{name}" for name in ("rule-arn", "rule-name", "event", "event.json", "event.ingestion-time")
)
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
TARGET_SERVICES = frozenset(
    "appsync batch codebuild codepipeline ecs events execute-api firehose glue inspector kinesis lambda logs redshift "
    "redshift-serverless sagemaker sns sqs ssm ssm-incidents states".split()
)
# Names come after dots, not in brackets. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
_JSON_PATH = re.compile(r"\$(\.[\w-]+|\[(\d+|\*)\])*")
_VARIABLE = re.compile(r"<([^<>\s\"]+)>")


@checks(SERVICE, "PutRule")
def check_rule(context: Context, parameters: Parameters) -> None:
    """A pattern or schedule that does not parse, a role that is none, and the 301st rule of an event bus.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
    """
    _check_pattern(parameters.get("EventPattern"))
    schedule = parameters.get("ScheduleExpression")
    if schedule and not is_schedule(schedule):
        raise AwsError("ValidationException", "Parameter ScheduleExpression is not valid.")
    role = parameters.get("RoleArn")
    if role and not _is(parse_arn(role), "iam", "role/"):
        raise AwsError("ValidationException", f"Parameter RoleArn is not valid: {role}")
    name = (parameters.get("EventBusName") or "default").rpartition("/")[2]
    bus = events_backends[context.account][context.region].event_buses.get(name)
    if bus and parameters["Name"] not in bus.rules and len(bus.rules) >= MAXIMUM_RULES:
        raise AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")


@checks(SERVICE, "CreateArchive", "UpdateArchive", "TestEventPattern")
def check_event_pattern(context: Context, parameters: Parameters) -> None:
    """A pattern that does not parse.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    """
    _check_pattern(parameters.get("EventPattern"))


def _check_pattern(pattern: Optional[str]) -> None:
    if not pattern:
        return
    problem = project.problem_of_event_pattern(pattern)
    if problem is not None:
        raise AwsError("InvalidEventPatternException", f"Event pattern is not valid. Reason: {problem}")


@checks(SERVICE, "CreateEventBus", "UpdateEventBus")
def check_event_bus(context: Context, parameters: Parameters) -> None:
    """A name that is reserved, and a dead-letter queue that is none.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
    """
    name = parameters.get("Name") or "default"
    if context.operation == "CreateEventBus" and not name.startswith("aws.partner/"):
        if "/" in name:
            raise AwsError("ValidationException", "Event bus name must not contain '/'.")
        if name == "default":
            raise AwsError("ResourceAlreadyExistsException", f"Event bus {name} already exists.")
    _check_dead_letters(context, parameters)


@checks(SERVICE, "PutTargets")
def check_targets(context: Context, parameters: Parameters) -> None:
    """Targets of no kind or another Region, inputs that are none, and dead-letter queues that are none.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
    """
    for target in parameters["Targets"]:
        _check_arn(context, target)
        _check_dead_letters(context, target)
        _check_input(target)


def _check_arn(context: Context, target: Dict[str, Any]) -> None:
    text = target["Arn"]
    arn = parse_arn(text)
    if arn is None:
        raise _invalid(f"Parameter {text} is not valid. Reason: Provided Arn is not in correct format.")
    if arn.service not in TARGET_SERVICES:
        raise _invalid(f"Parameter {text} is not valid. Reason: {arn.service} is no target of EventBridge.")
    is_bus = _is(arn, "events", "event-bus/")
    # Only events go to another Region, on a bus of it; ssm-incidents and ssm documents of AWS have none.
    if arn.region not in ("", context.region) and not is_bus:
        raise _invalid(f"Parameter {text} is not valid. Reason: Provided Arn is not in Region {context.region}.")
    role = target.get("RoleArn")
    if role and not _is(parse_arn(role), "iam", "role/"):
        raise _invalid(f"Parameter RoleArn is not valid: {role}")


def _check_dead_letters(context: Context, parameters: Dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html"""
    text = (parameters.get("DeadLetterConfig") or {}).get("Arn")
    if not text:
        return
    arn = parse_arn(text)
    if arn is None or arn.service != "sqs":
        raise _invalid(f"Parameter DeadLetterConfig.Arn is not valid: {text} is no queue.")
    if arn.region != context.region:
        raise _invalid(f"Parameter DeadLetterConfig.Arn is not valid: {text} is not in Region {context.region}.")
    if arn.resource.endswith(".fifo"):
        raise _invalid(f"Parameter DeadLetterConfig.Arn is not valid: {text} is a FIFO queue.")


def _check_input(target: Dict[str, Any]) -> None:
    given = [name for name in ("Input", "InputPath", "InputTransformer") if target.get(name)]
    if len(given) > 1:
        raise _invalid(f"Only one of Input, InputPath, or InputTransformer must be provided for target {target['Id']}.")
    if target.get("Input") and not _is_json(target["Input"]):
        raise _invalid(f"JSON syntax error in input for target {target['Id']}.")
    path = target.get("InputPath")
    if path and not _JSON_PATH.fullmatch(path):
        raise _invalid(f"Parameter InputPath is not valid. Reason: {path} is no JSON path.")
    if target.get("InputTransformer"):
        _check_transformer(target["Id"], target["InputTransformer"])


def _check_transformer(target: str, transformer: Dict[str, Any]) -> None:
    paths: Dict[str, str] = transformer.get("InputPathsMap") or {}
    if len(paths) > MAXIMUM_INPUT_PATHS:
        raise _invalid(f"InputPathsMap of target {target} has more than {MAXIMUM_INPUT_PATHS} entries.")
    for name, path in paths.items():
        if name.upper().startswith("AWS"):
            raise _invalid(f"InputPathsMap of target {target}: the key {name} begins with AWS.")
        if not _JSON_PATH.fullmatch(path):
            raise _invalid(f"InputPathsMap of target {target}: {path} is no JSON path.")
    template = transformer["InputTemplate"]
    unknown = set(_VARIABLE.findall(template)) - set(paths) - RESERVED_VARIABLES
    if unknown:
        raise _invalid(f"InputTemplate of target {target}: {', '.join(sorted(unknown))} is not in InputPathsMap.")
    filled = _fill_in(template)
    # Text of several lines is a quoted string on each.
    if not _is_json(filled) and not all(_is_json(line) for line in filled.splitlines() if line.strip()):
        raise _invalid(f"Input for target {target} is not a valid JSON text.")


def _fill_in(template: str) -> str:
    """The template with something in place of each variable: text within quotes, a number outside of them."""

    def replace(match: "re.Match[str]") -> str:
        is_quoted = len(re.findall(r'(?<!\\)"', template[: match.start()])) % 2 == 1
        return "x" if is_quoted else "1"

    return _VARIABLE.sub(replace, template)


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except ValueError:
        return False
    return True


def _is(arn: Optional[Arn], service: str, beginning: str) -> bool:
    return arn is not None and arn.service == service and arn.resource.startswith(beginning)


def _invalid(message: str) -> AwsError:
    return AwsError("ValidationException", message)
