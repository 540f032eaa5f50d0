"""VPC flow logs: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"""
from __future__ import annotations

from typing import Any, Callable, List, Optional

from moto.core.responses import ActionResult
from moto.ec2.exceptions import FlowLogAlreadyExists
from moto.ec2.models import flow_logs
from moto.ec2.responses import flow_logs as flow_log_responses

from aws_simulator.context import AwsError
from aws_simulator.encryption import condition_keys_of, context_of_object
from aws_simulator.grants import (
    ServiceCaller,
    default_key_of,
    find_bucket,
    find_key,
    find_log_group,
    find_role,
    role_allows,
    role_trusts,
)
from aws_simulator.registry import corrects

DELIVERY_PRINCIPAL = "delivery.logs.amazonaws.com"
FLOW_LOG_PRINCIPAL = "vpc-flow-logs.amazonaws.com"
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
MAXIMUM_FLOW_LOGS = 2


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
    """DestinationOptions are forgotten, and a flow log can be made to a bucket that log delivery may not write to.

    https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
    """
    options = self._get_param("DestinationOptions") or {}
    for resource_id in self._get_param("ResourceIds", []):
        _check_others(self.ec2_backend, resource_id, self._get_param("LogDestination"))
    if self._get_param("LogDestinationType") == "s3":
        reason = _reason_not_to_deliver(self.ec2_backend, self._get_param("LogDestination"), options)
        if reason:
            ids = self._get_param("ResourceIds", [])
            error = {"Code": "400", "Message": reason}
            return ActionResult({"FlowLogIds": [], "Unsuccessful": [{"ResourceId": id, "Error": error} for id in ids]})
    response = original(self)
    if options:
        for flow_log_id in response.result["FlowLogIds"]:
            self.ec2_backend.flow_logs[flow_log_id].destination_options = dict(options)
    return response


def _check_others(backend: Any, resource_id: str, destination: Optional[str]) -> None:
    others = [flow_log for flow_log in backend.flow_logs.values() if flow_log.resource_id == resource_id]
    if destination and any(flow_log.log_destination == destination for flow_log in others):
        raise FlowLogAlreadyExists
    if len(others) >= MAXIMUM_FLOW_LOGS:
        message = f"{resource_id} has {MAXIMUM_FLOW_LOGS} flow logs, the most there can be."
        raise AwsError("FlowLogsLimitExceeded", message)


def _reason_not_to_deliver(backend: Any, destination: str, options: Any) -> Optional[str]:
    bucket_arn, _, folder = destination.partition("/")
    bucket = find_bucket(bucket_arn.rpartition(":")[2])
    if bucket is None:
        return None  # moto says so
    account, region = backend.account_id, backend.region_name
    caller = ServiceCaller(DELIVERY_PRINCIPAL, account, f"arn:{backend.partition}:logs:{region}:{account}:*")
    log_file = f"{bucket.arn}/{_folder_of(backend, folder, options)}/log"
    for action, resource in (("s3:GetBucketAcl", bucket.arn), ("s3:PutObject", log_file)):
        headers = {"s3:x-amz-acl": "bucket-owner-full-control"} if action == "s3:PutObject" else {}
        if not _may(caller, bucket, action, resource, headers):
            return _access_denied(bucket, f"{action} on {resource}", account)
    key_id = default_key_of(bucket)
    key = find_key(key_id, bucket.account_id, bucket.region_name) if key_id else None
    context = condition_keys_of(context_of_object(bucket, log_file.partition("/")[2]))
    if key_id and (key is None or not caller.may(key.policy, "kms:GenerateDataKey", key.arn, context)):
        return _access_denied(bucket, f"kms:GenerateDataKey on {key_id}", account)
    return None


def _folder_of(backend: Any, prefix: str, options: Any) -> str:
    """https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html"""
    account, region = backend.account_id, backend.region_name
    hive = str(options.get("HiveCompatiblePartitions")).lower() == "true"
    partitions = (
        f"aws-account-id={account}/aws-service=vpcflowlogs/aws-region={region}"
        if hive
        else f"{account}/vpcflowlogs/{region}"
    )
    return "/".join(filter(None, [prefix.strip("/"), "AWSLogs", partitions]))


def _may(caller: ServiceCaller, bucket: Any, action: str, resource: str, headers: Any) -> bool:
    if bucket.account_id != caller.source_account:
        return caller.may(bucket.policy, action, resource, headers)
    # AWS adds what is missing to the policy of the caller's own bucket.
    return not caller.is_denied_by(bucket.policy, action, resource, headers)


def _access_denied(bucket: Any, missing: str, account: str) -> str:
    return (
        f"Access Denied for LogDestination: {bucket.name}. Please check LogDestination permission "
        f"({DELIVERY_PRINCIPAL} is not allowed {missing} for account {account})"
    )


@corrects(flow_logs.FlowLogsBackend, "describe_flow_logs")
def describe_flow_logs(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> List[Any]:
    """A flow log to CloudWatch Logs looks delivered, whatever its role may do; AWS reports an access error.

    https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html
    """
    for flow_log in self.flow_logs.values():
        if flow_log.log_destination_type == "cloud-watch-logs":
            delivers = _can_deliver_to_log_group(self, flow_log)
            flow_log.deliver_logs_status = "SUCCESS" if delivers else "FAILED"
            flow_log.deliver_logs_error_message = None if delivers else "Access error"
    return original(self, *args, **kwargs)


def _can_deliver_to_log_group(backend: Any, flow_log: Any) -> bool:
    account, region, partition = backend.account_id, backend.region_name, backend.partition
    groups = f"arn:{partition}:logs:{region}:{account}:log-group"
    group = find_log_group(flow_log.log_destination or f"{groups}:{flow_log.log_group_name}")
    role = find_role(flow_log.deliver_logs_permission_arn or "")
    flow_log_arn = f"arn:{partition}:ec2:{region}:{account}:vpc-flow-log/{flow_log.id}"
    return (
        group is not None
        and role is not None
        and role_trusts(role, FLOW_LOG_PRINCIPAL, account, flow_log_arn)
        and role_allows(role, "logs:DescribeLogGroups", f"{groups}:*")
        and role_allows(role, "logs:DescribeLogStreams", f"{group.arn}:*")
        and all(
            role_allows(role, action, f"{group.arn}:log-stream:eni-0")
            for action in ("logs:CreateLogStream", "logs:PutLogEvents")
        )
    )
