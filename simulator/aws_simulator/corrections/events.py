"""Amazon EventBridge: https://docs.aws.amazon.com/eventbridge/latest/APIReference/"""
from __future__ import annotations

import json
import re
from typing import Any, Callable, Dict, List, Mapping, Optional

from moto.events import models

from aws_simulator import project, schedules
from aws_simulator.clock import clock
from aws_simulator.context import AwsError, now_in_milliseconds, random_uuid
from aws_simulator.delivery import Caller, Undelivered, as_json, deliver, send
from aws_simulator.grants import (
    RoleCaller,
    ServiceCaller,
    find_event_bus,
    find_log_group,
    find_role,
    identity_keys,
    role_trusts,
)
from aws_simulator.policy import Principal, Request, is_allowed
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.resource_based import EVENT_BUS
from aws_simulator.registry import corrects

SERVICE_PRINCIPAL = "events.amazonaws.com"
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
MAXIMUM_PATTERN_LENGTH = 2048
MAXIMUM_TARGETS = 5
MAXIMUM_POLICY_LENGTH = 10240
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
SERVICES_REACHED_WITH_A_ROLE = ("kinesis", "states", "firehose", "codebuild", "codepipeline", "batch", "ecs")
# The state of a rule that gets calls which only read, too.
WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
# An event that a rule has sent to another bus carries this, and is not sent on to a third.
FORWARDED = "simulator-forwarded"


def check_pattern(pattern: Optional[str]) -> None:
    """Raise the error with which AWS refuses an event pattern; moto checks what is in it."""
    if not pattern:
        return
    if len(pattern) > MAXIMUM_PATTERN_LENGTH:
        raise models.InvalidEventPatternException(reason=f"It has more than {MAXIMUM_PATTERN_LENGTH} characters")
    try:
        is_object = isinstance(json.loads(pattern), dict)
    except ValueError:
        raise models.InvalidEventPatternException(reason="Invalid JSON") from None
    if not is_object:
        raise models.InvalidEventPatternException(reason="Filter is not an object")


@corrects(models.EventsBackend, "put_rule")
def put_rule(original: Callable[..., Any], self: Any, name: str, *args: Any, **parameters: Any) -> Any:
    """PutRule takes event patterns and schedules of any form, and answers 500 to a pattern that is not an object.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
    """
    if not parameters.get("managed_by"):
        check_pattern(parameters.get("event_pattern"))
    _check_schedule(parameters.get("scheduled_expression"))
    rule = original(self, name, *args, **parameters)
    _keep_schedule(rule)
    return rule


def _check_schedule(expression: Optional[str]) -> None:
    # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
    try:
        if expression and expression.startswith("at("):
            raise schedules.InvalidSchedule("rules have no one-time schedules")
        if expression:
            schedules.next_time(expression, clock.now())
    except schedules.InvalidSchedule:
        raise AwsError("ValidationException", "Parameter ScheduleExpression is not valid.") from None


def _keep_schedule(rule: Any) -> None:
    """Have a rule sent what its schedule sends, as long as it stays as it is now."""
    if not rule.scheduled_expression:
        return
    expression = rule.scheduled_expression
    bus = models.events_backends[rule.account_id][rule.region_name].event_buses

    def is_current() -> bool:
        rules = bus["default"].rules if "default" in bus else {}
        return rules.get(rule.name) is rule and rule.scheduled_expression == expression

    def fire() -> None:
        if rule.state != "DISABLED":
            event = _scheduled_event(rule)
            _send_to_targets(rule, {**event, "ingestion-time": now_in_milliseconds() / 1000}, event)

    schedules.repeat(expression, fire, is_current)


def _scheduled_event(rule: Any) -> Dict[str, Any]:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html"""
    return {
        "version": "0",
        "id": random_uuid(),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": rule.account_id,
        "time": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
        "region": rule.region_name,
        "resources": [rule.arn],
        "detail": {},
    }


@corrects(models.EventsBackend, "create_archive")
def create_archive(
    original: Callable[..., Any],
    self: Any,
    name: str,
    source_arn: str,
    description: str,
    event_pattern: str,
    retention: str,
) -> Any:
    """CreateArchive takes event patterns of any length.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html
    """
    check_pattern(event_pattern)
    return original(self, name, source_arn, description, event_pattern, retention)


@corrects(models.Archive, "update")
def update_archive(
    original: Callable[..., Any],
    self: Any,
    description: Optional[str],
    event_pattern: Optional[str],
    retention: Optional[str],
) -> None:
    """UpdateArchive changes the event pattern that is shown, but not the one that events are chosen with.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateArchive.html
    """
    check_pattern(event_pattern)
    original(self, description, event_pattern, retention)
    if event_pattern and self.rule:
        without_replays = {**json.loads(event_pattern), "replay-name": [{"exists": False}]}
        self.rule.event_pattern = models.EventPattern.load(json.dumps(without_replays))


@corrects(models.EventPattern, "matches_event")
def matches_event(original: Callable[..., Any], self: Any, event: Any) -> bool:
    """Rules and archives match other events than in AWS, where their patterns have combinations of operators."""
    pattern = self.dump()
    return not pattern or project.matches_event_pattern(pattern, event)


@corrects(models.EventsBackend, "put_targets")
def put_targets(
    original: Callable[..., Any], self: Any, name: str, event_bus_arn: Optional[str], targets: List[Dict[str, Any]]
) -> None:
    """PutTargets takes any number of targets, and those that can only be reached with a role without one.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
    """
    rule = self.describe_rule(name, event_bus_arn)
    for target in targets:
        _check_role(rule, target)
    if len({target["Id"] for target in [*rule.targets, *targets]}) > MAXIMUM_TARGETS:
        raise AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
    original(self, name, event_bus_arn, targets)


def _check_role(rule: Any, target: Dict[str, Any]) -> None:
    arn, role_arn = target["Arn"], target.get("RoleArn")
    if not role_arn:
        if _needs_role(rule, arn):
            raise AwsError("ValidationException", f"RoleArn is required for target {arn}.")
        return
    role = find_role(role_arn)
    if role is None or not role_trusts(role, SERVICE_PRINCIPAL, rule.account_id, rule.arn):
        raise AwsError(
            "ValidationException",
            f"Provided role '{role_arn}' cannot be assumed by principal '{SERVICE_PRINCIPAL}'.",
        )


def _needs_role(rule: Any, arn: str) -> bool:
    service, region, account = (arn.split(":") + [""] * 5)[2:5]
    if service == "events" and ":event-bus/" in arn:
        return (account, region) != (rule.account_id, rule.region_name)
    return service in SERVICES_REACHED_WITH_A_ROLE


class _Statement:
    """A statement of the policy of an event bus, as it was put."""

    def __init__(self, statement: Dict[str, Any]):
        self.principal = statement.get("Principal")
        self._statement = statement

    def describe(self) -> Dict[str, Any]:
        return self._statement


@corrects(models.EventBus, "add_policy")
def add_policy(original: Callable[..., Any], self: Any, policy: Dict[str, Any]) -> None:
    """PutPermission keeps statements of the old policy, loses parts of the new one, and needs a Sid in each.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
    """
    if len(as_json(policy)) > MAXIMUM_POLICY_LENGTH:
        raise AwsError("PolicyLengthExceededException", "The event bus policy is too long.")
    statements = policy["Statement"]
    self._statements.clear()
    for index, statement in enumerate(statements if isinstance(statements, list) else [statements]):
        self._statements[statement.get("Sid") or str(index)] = _Statement(statement)


@corrects(models.EventsBackend, "put_permission")
def put_permission(original: Callable[..., Any], self: Any, *parameters: Any) -> None:
    """PutPermission takes any policy.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
    """
    policy = parameters[-1]
    if policy:
        check(EVENT_BUS, policy, lambda resource: resource == "*" or resource.split(":")[2] == "events")
    original(self, *parameters)


def _taggable(backend: Any, arn: str) -> str:
    for bus in backend.event_buses.values():
        if arn == bus.arn or any(arn == rule.arn for rule in bus.rules.values()):
            return arn
    raise AwsError("ResourceNotFoundException", f"Resource {arn} does not exist.")


@corrects(models.EventsBackend, "list_tags_for_resource")
def list_tags_for_resource(original: Callable[..., Any], self: Any, arn: str) -> Dict[str, Any]:
    """Rules of different event buses that have the same name share their tags."""
    return self.tagger.list_tags_for_resource(_taggable(self, arn))


@corrects(models.EventsBackend, "tag_resource")
def tag_resource(original: Callable[..., Any], self: Any, arn: str, tags: List[Dict[str, str]]) -> None:
    """A tag of a rule is added to the first rule of that name on any event bus."""
    self.tagger.tag_resource(_taggable(self, arn), tags)


@corrects(models.EventsBackend, "untag_resource")
def untag_resource(original: Callable[..., Any], self: Any, arn: str, tag_names: List[str]) -> None:
    """A tag of a rule is taken from the first rule of that name on any event bus."""
    self.tagger.untag_resource_using_names(_taggable(self, arn), tag_names)


def route(bus: Any, event: Mapping[str, Any]) -> None:
    """Give an event to the rules of a bus."""
    for rule in list(bus.rules.values()):
        rule.send_to_targets({**event, "ingestion-time": now_in_milliseconds() / 1000})


@corrects(models.Rule, "send_to_targets")
def send_to_targets(original: Callable[..., Any], self: Any, original_event: Any, transform_input: bool = True) -> None:
    """PutEvents answers 500 when a rule has a topic or function as its target, and runs disabled rules and schedules.

    Delivered is what the policies and roles allow. What could not be delivered goes to the target's dead-letter queue.
    Calls that only read are for rules in the state that asks for them.
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
    """
    if self.state == "DISABLED" or not self.event_pattern.get_pattern():
        return
    if self.state != WITH_READS and _only_reads(original_event):
        return
    visible = {key: value for key, value in original_event.items() if key not in (FORWARDED, "ingestion-time")}
    if self.event_pattern.matches_event(visible):
        _send_to_targets(self, original_event, visible)


def _only_reads(event: Mapping[str, Any]) -> bool:
    """Is it a management event of CloudTrail that changes nothing?"""
    detail = event.get("detail")
    return (
        str(event.get("detail-type")).endswith(" via CloudTrail")
        and isinstance(detail, dict)
        and detail.get("readOnly") is True
        and detail.get("managementEvent") is not False
    )


def _send_to_targets(rule: Any, event: Dict[str, Any], visible: Dict[str, Any]) -> None:
    for target in list(rule.targets):
        text = _input(rule, target, event, visible)
        try:
            _deliver(rule, target, event, visible, text)
        except Undelivered as error:
            _give_up(rule, target, text, error)


def _deliver(rule: Any, target: Dict[str, Any], event: Dict[str, Any], visible: Dict[str, Any], text: str) -> None:
    arn = target["Arn"]
    service, _, account = arn.split(":")[2:5]
    if rule.managed_by:
        archive = models.events_backends[rule.account_id][rule.region_name].archives.get(_archive_of(rule))
        if archive is not None:
            archive.events.append(visible)
    elif service == "events" and ":event-bus/" in arn:
        _forward(rule, target, event, visible)
    elif service in ("sns", "sqs", "lambda", "firehose"):
        deliver(arn, _caller(rule, target, account), text, target.get("SqsParameters", {}).get("MessageGroupId"))
    elif service == "logs":
        _log(arn, text)


def _archive_of(rule: Any) -> str:
    return str(rule.name[len("Events-Archive-") :])


def _caller(rule: Any, target: Dict[str, Any], account: str) -> Caller:
    """The service reaches what is in the account of the rule; a role reaches what is in others too."""
    role = find_role(target.get("RoleArn") or "")
    if role is not None and role_trusts(role, SERVICE_PRINCIPAL, rule.account_id, rule.arn):
        return RoleCaller(role)
    if account != rule.account_id:
        raise Undelivered("NO_PERMISSIONS", f"A role is needed to reach {target['Arn']}.")
    # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
    names_source = ":sns:" not in target["Arn"]
    return ServiceCaller(SERVICE_PRINCIPAL, rule.account_id, rule.arn, names_source)


def _forward(rule: Any, target: Dict[str, Any], event: Dict[str, Any], visible: Dict[str, Any]) -> None:
    """Send an event to another event bus, the policy of which must let the role of another account in.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
    """
    arn = target["Arn"]
    account = arn.split(":")[4]
    bus = find_event_bus(arn)
    if bus is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Event bus {arn} does not exist.")
    if event.get(FORWARDED):
        return
    caller = _caller(rule, target, account)
    if isinstance(caller, RoleCaller):
        keys = {
            "events:source": visible["source"],
            "events:detail-type": visible["detail-type"],
            "events:eventBusInvocation": "true",
            "aws:SourceArn": rule.arn,
            "aws:SourceAccount": rule.account_id,
        }
        if not caller.may(bus.policy, "events:PutEvents", arn, keys):
            raise Undelivered("NO_PERMISSIONS", f"{target['RoleArn']} is not allowed events:PutEvents on {arn}.")
    route(bus, {**visible, FORWARDED: True})


def _log(arn: str, text: str) -> None:
    group = find_log_group(arn)
    if group is None:
        raise Undelivered("RESOURCE_NOT_FOUND", f"Log group {arn} does not exist.")
    stream = random_uuid()
    group.create_log_stream(stream)
    group.put_log_events(stream, [{"timestamp": now_in_milliseconds(), "message": text}])


def _give_up(rule: Any, target: Dict[str, Any], text: str, error: Undelivered) -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html"""
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    attributes = {
        "ERROR_CODE": error.code,
        "ERROR_MESSAGE": str(error),
        "RULE_ARN": rule.arn,
        "TARGET_ARN": target["Arn"],
    }
    try:
        if queue:
            caller = ServiceCaller(SERVICE_PRINCIPAL, rule.account_id, rule.arn)
            send(queue, caller, text, attributes=attributes)
    except Undelivered:
        # AWS counts it in the metric InvocationsFailedToBeSentToDlq.
        return


def _input(rule: Any, target: Dict[str, Any], event: Dict[str, Any], visible: Dict[str, Any]) -> str:
    """What a target receives.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
    """
    if target.get("Input"):
        return str(target["Input"])
    if target.get("InputPath"):
        return as_json(_value_at(visible, target["InputPath"]))
    transformer = target.get("InputTransformer")
    if not transformer:
        return as_json(visible)
    values = {name: _value_at(visible, path) for name, path in (transformer.get("InputPathsMap") or {}).items()}
    values["aws.events.event"] = values["aws.events.event.json"] = visible
    values["aws.events.event.ingestion-time"] = event.get("ingestion-time")
    values["aws.events.rule-arn"], values["aws.events.rule-name"] = rule.arn, rule.name
    return _fill_in(transformer["InputTemplate"], values)


def _value_at(event: Any, path: str) -> Any:
    """The value at a path such as ``$.detail.findings[0].id``, or None."""
    for name, index in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path):
        try:
            event = event[name] if name else event[int(index)]
        except (KeyError, IndexError, TypeError):
            return None
    return event


def _fill_in(template: str, values: Dict[str, Any]) -> str:
    """Replace ``<name>``; strings are only quoted outside of quotes."""

    def replace(match: "re.Match[str]") -> str:
        if match[1] not in values:
            return match[0]
        value = values[match[1]]
        is_quoted = len(re.findall(r'(?<!\\)"', template[: match.start()])) % 2 == 1
        if not is_quoted:
            return as_json(value)
        if isinstance(value, str):
            return as_json(value)[1:-1]
        return "" if value is None else as_json(as_json(value))[1:-1]

    return re.sub(r"<([A-Za-z0-9_.-]+)>", replace, template)


def check_put_events(bus: Any, account: str, role_arn: Optional[str], entry: Dict[str, Any]) -> None:
    """Raise unless the caller may put an event on a bus: its policy must let other accounts in, and deny nothing.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-permissions-manage.html
    """
    context = {
        **identity_keys(account, role_arn),
        "events:source": entry.get("Source") or "",
        "events:detail-type": entry.get("DetailType") or "",
    }
    principal = Principal.of_account(account, role_arn)
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    # Permissions of callers are not checked, therefore the caller's own account always allows.
    policies = [bus.policy, {"Statement": statement}] if account == bus.account_id else [bus.policy]
    if not is_allowed(policies, Request(principal, "events:PutEvents", bus.arn, context)):
        raise AwsError(
            "AccessDeniedException",
            f"User: {role_arn or f'arn:aws:iam::{account}:root'} is not authorized to perform: events:PutEvents "
            f"on resource: {bus.arn} because no resource-based policy allows the events:PutEvents action",
        )
