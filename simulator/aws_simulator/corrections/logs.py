"""Amazon CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""
from __future__ import annotations

import base64
import contextlib
import gzip
from typing import Any, Callable, Dict, List

from moto.logs import models, responses
from moto.logs.utils import EventMessageFilter

from aws_simulator import encryption, project
from aws_simulator.context import AwsError
from aws_simulator.delivery import Undelivered, as_json, invoke, put_record
from aws_simulator.functions.invocation import find_function, policy_of
from aws_simulator.grants import RoleCaller, ServiceCaller, find_role, role_trusts
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.resource_based import LOGS
from aws_simulator.registry import corrects

DEFAULT_CLASS = "STANDARD"
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
MAXIMUM_METRIC_FILTERS = 100


@corrects(responses.LogsResponse, "create_log_group")
def create_log_group(original: Callable[..., Any], self: Any) -> str:
    """logGroupClass is forgotten: the provider wants to replace the log group in every plan."""
    result = original(self)
    log_group = self.logs_backend.groups[self._get_param("logGroupName")]
    log_group.log_group_class = self._get_param("logGroupClass") or DEFAULT_CLASS
    return result


@corrects(models.LogGroup, "to_describe_dict")
def log_group_to_describe_dict(original: Callable[..., Any], self: Any) -> Dict[str, Any]:
    """DescribeLogGroups does not return logGroupClass: the provider wants to replace the log group in every plan."""
    return {**original(self), "logGroupClass": getattr(self, "log_group_class", DEFAULT_CLASS)}


@corrects(models.LogsBackend, "put_metric_filter")
def put_metric_filter(
    original: Callable[..., Any],
    self: Any,
    filter_name: str,
    filter_pattern: str,
    log_group_name: str,
    metric_transformations: Any,
) -> None:
    """PutMetricFilter adds a second filter instead of changing one, without limit, to log groups that do not exist.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
    """
    if log_group_name not in self.groups:
        raise AwsError("ResourceNotFoundException", "The specified log group does not exist.")
    others = [
        entry
        for entry in self.filters.metric_filters
        if (entry["logGroupName"], entry["filterName"]) != (log_group_name, filter_name)
    ]
    if sum(entry["logGroupName"] == log_group_name for entry in others) >= MAXIMUM_METRIC_FILTERS:
        raise AwsError("LimitExceededException", "Resource limit exceeded.")
    self.filters.metric_filters = others
    original(self, filter_name, filter_pattern, log_group_name, metric_transformations)


@corrects(models.LogsBackend, "delete_log_group")
def delete_log_group(original: Callable[..., Any], self: Any, log_group_name: str) -> None:
    """The metric filters of a log group outlive it."""
    original(self, log_group_name)
    kept = [entry for entry in self.filters.metric_filters if entry["logGroupName"] != log_group_name]
    self.filters.metric_filters = kept


def _service_of(region: str) -> str:
    return f"logs.{region}.amazonaws.com"


def _callers(group: Any) -> List[ServiceCaller]:
    """CloudWatch Logs, by its name and by that in a Region: policies may use either."""
    source = f"arn:aws:logs:{group.region}:{group.account_id}:log-group:{group.name}:*"
    names = ("logs.amazonaws.com", _service_of(group.region))
    return [ServiceCaller(name, group.account_id, source) for name in names]


@corrects(EventMessageFilter, "__init__")
def read_filter_pattern(original: Callable[..., Any], self: Any, pattern: str) -> None:
    """Filter patterns of JSON events match everything.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
    """
    self.pattern = pattern or ""
    original(self, pattern)


@corrects(EventMessageFilter, "matches")
def matches_filter_pattern(original: Callable[..., Any], self: Any, message: str) -> bool:
    """Patterns with several terms, wildcards and regular expressions match what they do not match in AWS."""
    if self.pattern.lstrip().startswith("["):
        return bool(original(self, message))
    return not self.pattern or project.matches_filter_pattern(self.pattern, message)


@corrects(models.LogStream, "_send_log_events")
def send_log_events(
    original: Callable[..., Any],
    self: Any,
    service: str,
    destination_arn: str,
    filter_name: str,
    log_events: List[Dict[str, Any]],
) -> None:
    """Subscription filters send everything to functions and streams, whatever policies and roles may do.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
    """
    if service not in ("lambda", "firehose"):
        original(self, service, destination_arn, filter_name, log_events)
        return
    group = self.log_group
    subscription = group.subscription_filters[filter_name]
    matches = EventMessageFilter(subscription.filter_pattern or "").matches
    chosen = [{**event, "id": str(event["id"])} for event in log_events if matches(event["message"])]
    if not chosen:
        return
    message = {
        "messageType": "DATA_MESSAGE",
        "owner": group.account_id,
        "logGroup": group.name,
        "logStream": self.log_stream_name,
        "subscriptionFilters": [filter_name],
        "logEvents": chosen,
    }
    data = gzip.compress(as_json(message).encode())
    # What cannot be delivered is counted in the metric DeliveryErrors.
    with contextlib.suppress(Undelivered):
        if service == "lambda":
            caller = _caller_of_function(group, destination_arn)
            invoke(destination_arn, caller, {"awslogs": {"data": base64.b64encode(data).decode()}})
        else:
            put_record(destination_arn, _caller_of_stream(group, subscription), data)


def _caller_of_function(group: Any, arn: str) -> ServiceCaller:
    callers = _callers(group)
    function = find_function(arn)
    if function is None:
        return callers[0]
    policy = policy_of(function)
    return next((c for c in callers if c.may(policy, "lambda:InvokeFunction", arn)), callers[0])


def _caller_of_stream(group: Any, subscription: Any) -> RoleCaller:
    role = find_role(subscription.role_arn or "")
    source = f"arn:aws:logs:{group.region}:{group.account_id}:*"
    services = [caller.service for caller in _callers(group)]
    if role is None or not any(role_trusts(role, service, group.account_id, source) for service in services):
        raise Undelivered("NO_PERMISSIONS", f"The role of the subscription filter of {group.name} cannot be assumed.")
    return RoleCaller(role)


def _check_key(group: Any, *actions: str) -> None:
    """CloudWatch Logs uses the key itself, for whoever may write or read the log group.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    if not group.kms_key_id:
        return
    caller = ServiceCaller(_service_of(group.region), group.account_id, group.arn)
    arn = f"arn:aws:logs:{group.region}:{group.account_id}:log-group:{group.name}"
    try:
        home = (group.account_id, group.region)
        encryption.check(group.kms_key_id, home, caller, actions, "logs", {"aws:logs:arn": arn})
    except encryption.KeyRefused as error:
        message = f"The specified KMS key does not exist or is not allowed to be used with Arn '{arn}': {error}"
        raise AwsError("InvalidParameterException", message) from error


@corrects(models.LogGroup, "put_log_events")
def put_log_events(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """Log events are written under a key that cannot be used."""
    _check_key(self, encryption.WRITE)
    return original(self, *args, **parameters)


@corrects(models.LogGroup, "get_log_events")
def get_log_events(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """Log events are read although their key cannot be used."""
    _check_key(self, encryption.READ)
    return original(self, *args, **parameters)


@corrects(models.LogGroup, "filter_log_events")
def filter_log_events(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """Log events are searched although their key cannot be used."""
    _check_key(self, encryption.READ)
    return original(self, *args, **parameters)


@corrects(models.LogsBackend, "put_resource_policy")
def put_resource_policy(original: Callable[..., Any], self: Any, policy_name: str, policy_doc: str) -> Any:
    """A resource policy can say anything.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
    """
    check(LOGS, policy_doc)
    return original(self, policy_name, policy_doc)


@corrects(models.LogsBackend, "put_destination_policy")
def put_destination_policy(
    original: Callable[..., Any], self: Any, destination_name: str, access_policy: str
) -> None:
    """The access policy of a destination can say anything.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html
    """
    check(LOGS, access_policy)
    original(self, destination_name, access_policy)
