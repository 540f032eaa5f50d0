"""Amazon CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable, Dict

from moto.logs import models, responses

from aws_simulator.registry import corrects

DEFAULT_CLASS = "STANDARD"


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
