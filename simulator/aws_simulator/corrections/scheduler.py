"""EventBridge Scheduler: https://docs.aws.amazon.com/scheduler/latest/APIReference/"""
from __future__ import annotations

import datetime
import json
from typing import Any, Callable, Dict, Optional

from moto.scheduler import models

from aws_simulator import schedules
from aws_simulator.clock import clock
from aws_simulator.context import AwsError, random_uuid
from aws_simulator.delivery import Undelivered, deliver, put_event
from aws_simulator.grants import RoleCaller, find_role, role_trusts
from aws_simulator.registry import corrects

SERVICE_PRINCIPAL = "scheduler.amazonaws.com"
SECONDS_BEFORE_RETRY = 60
MOST_SECONDS_BEFORE_RETRY = 3600


@corrects(models.Schedule, "__init__")
def schedule_init(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> None:
    """A schedule never invokes its target, and takes any expression and any role.

    https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
    """
    original(self, *args, **parameters)
    _check(self)
    _keep(self)


@corrects(models.Schedule, "update")
def update_schedule(original: Callable[..., Any], self: Any, **parameters: Any) -> None:
    """UpdateSchedule takes any expression and any role."""
    before = dict(vars(self))
    original(self, **parameters)
    try:
        _check(self)
    except AwsError:
        vars(self).update(before)
        raise
    _keep(self)


def _check(schedule: Any) -> None:
    try:
        schedules.next_time(schedule.schedule_expression, clock.now(), schedule.schedule_expression_timezone)
    except schedules.InvalidSchedule as error:
        raise AwsError("ValidationException", f"Invalid Schedule Expression {error}.") from None
    if _role_of(schedule) is None:
        raise AwsError(
            "ValidationException",
            "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
        )


def _role_of(schedule: Any) -> Any:
    account = schedule.arn.split(":")[4]
    # Policies may name the group of the schedule: it is the source of the request.
    # https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    region = schedule.arn.split(":")[3]
    group = f"arn:aws:scheduler:{region}:{account}:schedule-group/{schedule.group_name}"
    role = find_role(schedule.target.get("RoleArn") or "")
    return role if role is not None and role_trusts(role, SERVICE_PRINCIPAL, account, group) else None


def _keep(schedule: Any) -> None:
    """Have the target invoked at the times of the schedule, as long as that stays as it is now."""
    version = schedule.version = random_uuid()

    def is_current() -> bool:
        region, account = schedule.arn.split(":")[3:5]
        group = models.scheduler_backends[account][region].schedule_groups.get(schedule.group_name)
        is_known = group is not None and group.schedules.get(schedule.name) is schedule
        return is_known and schedule.version == version

    def fire() -> None:
        if schedule.state == "ENABLED":
            _invoke(schedule, dict(schedule.target), clock.now(), 0)

    def complete() -> None:
        if schedule.action_after_completion == "DELETE" and is_current():
            region, account = schedule.arn.split(":")[3:5]
            models.scheduler_backends[account][region].delete_schedule(schedule.group_name, schedule.name)

    schedules.repeat(
        schedule.schedule_expression,
        fire,
        is_current,
        time_zone=schedule.schedule_expression_timezone,
        start=_time(schedule.start_date),
        end=_time(schedule.end_date),
        then=complete,
    )


def _time(value: Any) -> Optional[datetime.datetime]:
    if value is None:
        return None
    if isinstance(value, (int, float)):
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    return datetime.datetime.fromisoformat(str(value).replace("Z", "+00:00"))


def _invoke(schedule: Any, target: Dict[str, Any], scheduled: datetime.datetime, retries: int) -> None:
    """Invoke a target; what fails is tried again, and goes to the dead-letter queue in the end.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
    """
    text = _input(schedule, target, scheduled)
    role = _role_of(schedule)
    try:
        if role is None:
            raise Undelivered("NO_PERMISSIONS", "The execution role cannot be assumed.")
        _deliver(target, RoleCaller(role), text)
    except Undelivered as error:
        _retry_or_give_up(schedule, target, scheduled, retries, error)


def _deliver(target: Dict[str, Any], caller: RoleCaller, text: str) -> None:
    if ":event-bus/" in target["Arn"]:
        parameters = target.get("EventBridgeParameters") or {}
        put_event(target["Arn"], caller, parameters.get("Source", ""), parameters.get("DetailType", ""), text)
    else:
        deliver(target["Arn"], caller, text, (target.get("SqsParameters") or {}).get("MessageGroupId"))


def _input(schedule: Any, target: Dict[str, Any], scheduled: datetime.datetime) -> str:
    """https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html"""
    values = {
        "aws.scheduler.schedule-arn": schedule.arn,
        "aws.scheduler.scheduled-time": f"{scheduled:%Y-%m-%dT%H:%M:%SZ}",
        "aws.scheduler.execution-id": random_uuid(),
        "aws.scheduler.attempt-number": "1",
    }
    text = target.get("Input") or "{}"
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text


def _retry_or_give_up(
    schedule: Any, target: Dict[str, Any], scheduled: datetime.datetime, retries: int, error: Undelivered
) -> None:
    limits = target.get("RetryPolicy") or {}
    age = (clock.now() - scheduled).total_seconds()
    wait = min(SECONDS_BEFORE_RETRY * 2**retries, MOST_SECONDS_BEFORE_RETRY)
    is_young = age + wait <= limits.get("MaximumEventAgeInSeconds", 86400)
    if retries < limits.get("MaximumRetryAttempts", 185) and is_young:
        clock.after(wait, lambda: _invoke(schedule, target, scheduled, retries + 1))
        return
    queue, role = (target.get("DeadLetterConfig") or {}).get("Arn"), _role_of(schedule)
    if not queue or role is None:
        return
    attributes = {
        "ERROR_CODE": error.code,
        "ERROR_MESSAGE": str(error),
        "RETRY_ATTEMPTS": str(retries),
        "SCHEDULE_ARN": schedule.arn,
        "TARGET_ARN": target["Arn"],
    }
    try:
        deliver(queue, RoleCaller(role), target.get("Input") or json.dumps({}), attributes=attributes)
    except Undelivered:
        # AWS counts it in the metric InvocationsFailedToBeSentToDeadLetterCount.
        return
