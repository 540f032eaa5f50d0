"""Amazon CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable, Dict

from moto.logs import models, responses

from aws_simulator.context import AwsError
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
