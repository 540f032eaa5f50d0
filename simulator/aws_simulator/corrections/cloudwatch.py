"""Amazon CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/"""
from __future__ import annotations

import contextlib
from typing import Any, Callable, Dict, List

from moto.cloudwatch import models, responses

from aws_simulator.context import now
from aws_simulator.delivery import Undelivered, as_json, publish
from aws_simulator.grants import ServiceCaller
from aws_simulator.registry import corrects

SERVICE_PRINCIPAL = "cloudwatch.amazonaws.com"


@corrects(models.CloudWatchBackend, "put_metric_data")
def put_metric_data(original: Callable[..., Any], self: Any, namespace: str, metric_data: List[Dict[str, Any]]) -> None:
    """Values without a time are of the simulator's time, which can be ahead of the machine's.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
    """
    time = now().replace(tzinfo=None)
    original(self, namespace, [{**datum, "Timestamp": datum.get("Timestamp") or time} for datum in metric_data])


@corrects(models.CloudWatchBackend, "put_metric_alarm")
def put_metric_alarm(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """Trimmed means and other statistics that are no percentiles are refused.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
    """
    extended_statistic = parameters.pop("extended_statistic", None)
    alarm = original(self, *args, **parameters)
    alarm.extended_statistic = extended_statistic
    return alarm


@corrects(models.CloudWatchBackend, "set_alarm_state")
def set_alarm_state(
    original: Callable[..., Any], self: Any, alarm_name: str, reason: str, reason_data: str, state_value: str
) -> None:
    """SetAlarmState notifies nobody; AWS publishes a change of state to the topics among the alarm's actions.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
    """
    alarm = self.alarms.get(alarm_name)
    before = alarm.state_value if alarm else None
    original(self, alarm_name, reason, reason_data, state_value)
    if before == state_value or not alarm.actions_enabled:
        return
    account, region = self.account_id, self.region_name
    caller = ServiceCaller(SERVICE_PRINCIPAL, account, alarm.alarm_arn)
    message = as_json({**_description(alarm), "AWSAccountId": account, "Region": region, "OldStateValue": before})
    for action in _actions(alarm, state_value):
        if ":sns:" in action:
            # A topic that does not allow CloudWatch is an entry in the alarm's history, and no error.
            with contextlib.suppress(Undelivered):
                subject = f'{state_value}: "{alarm_name}" in {region}'
                publish(action, caller, message, subject[:100], {"aws:SourceOwner": account})


def _actions(alarm: Any, state_value: str) -> List[str]:
    by_state = {
        "ALARM": alarm.alarm_actions,
        "OK": alarm.ok_actions,
        "INSUFFICIENT_DATA": alarm.insufficient_data_actions,
    }
    return by_state[state_value] or []


def _description(alarm: Any) -> Dict[str, Any]:
    return {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AlarmArn": alarm.alarm_arn,
        "NewStateValue": alarm.state_value,
        "NewStateReason": alarm.state_reason,
        "StateChangeTime": now().strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        "OKActions": alarm.ok_actions,
        "AlarmActions": alarm.alarm_actions,
        "InsufficientDataActions": alarm.insufficient_data_actions,
        "Trigger": {
            "MetricName": alarm.metric_name,
            "Namespace": alarm.namespace,
            "Statistic": (alarm.statistic or "").upper(),
            "Period": alarm.period,
            "EvaluationPeriods": alarm.evaluation_periods,
            "ComparisonOperator": alarm.comparison_operator,
            "Threshold": alarm.threshold,
        },
    }


@corrects(responses.CloudWatchResponse, "put_metric_alarm")
def put_metric_alarm(original: Callable[..., Any], self: Any) -> Any:
    """PutMetricAlarm forgets which account a metric is of: the provider wants to add it in every plan."""
    result = original(self)
    queries = self.cloudwatch_backend.alarms[self._get_param("AlarmName")].metric_data_queries
    for query, parameters in zip(queries, self._get_param("Metrics") or []):
        query.account_id = parameters.get("AccountId")
    return result
