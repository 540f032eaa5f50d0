"""Amazon EC2, VPC flow logs: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable

from moto.ec2.models import flow_logs
from moto.ec2.responses import flow_logs as flow_log_responses

from aws_simulator.registry import corrects


@corrects(flow_logs.FlowLogsBackend, "create_flow_logs")
def create_flow_logs_in_folder(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """A folder in the destination bucket is refused: "LogDestination: bucket/folder/ does not exist"."""
    destination = parameters.get("log_destination") or ""
    bucket_arn, _, folder = destination.partition("/")
    if parameters.get("log_destination_type") != "s3" or not folder:
        return original(self, *args, **parameters)
    parameters["log_destination"] = bucket_arn
    created, errors = original(self, *args, **parameters)
    for flow_log in created:
        flow_log.log_destination = destination
    return created, errors


@corrects(flow_log_responses.FlowLogs, "create_flow_logs")
def create_flow_logs(original: Callable[..., Any], self: Any) -> Any:
    """DestinationOptions are forgotten: the provider wants to replace the flow log in every plan."""
    response = original(self)
    options = self._get_param("DestinationOptions")
    if options:
        for flow_log_id in response.result["FlowLogIds"]:
            self.ec2_backend.flow_logs[flow_log_id].destination_options = dict(options)
    return response
