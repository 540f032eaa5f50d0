"""Delivery channels: https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html"""
from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from moto.config import models

from aws_simulator import project
from aws_simulator.context import AwsError
from aws_simulator.encryption import condition_keys_of, context_of_object
from aws_simulator.grants import (
    ServiceCaller,
    default_key_of,
    find_bucket,
    find_key,
    find_role,
    find_topic,
    has_bucket_key,
    role_allows,
)
from aws_simulator.registry import corrects

SERVICE_PRINCIPAL = "config.amazonaws.com"


@corrects(models.ConfigBackend, "put_delivery_channel")
def put_delivery_channel(original: Callable[..., Any], self: Any, delivery_channel: Dict[str, Any]) -> None:
    """A delivery channel can be made to a bucket that does not exist, or that Config may not or cannot write to.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html
    """
    before = dict(self.delivery_channels)
    original(self, delivery_channel)
    try:
        _check_delivery(self, delivery_channel)
    except Exception:
        self.delivery_channels = before
        raise


def reason_not_to_deliver(backend: Any, channel: Dict[str, Any]) -> Optional[AwsError]:
    """Why Config could not deliver by the channel now, if so."""
    try:
        _check_delivery(backend, channel)
    except AwsError as error:
        return error
    return None


def _check_delivery(backend: Any, channel: Dict[str, Any]) -> None:
    bucket = find_bucket(channel["s3BucketName"])
    if bucket is None:
        name = channel["s3BucketName"]
        raise AwsError("NoSuchBucketException", f"Cannot find a S3 bucket with the specified bucket name: {name}")
    across_regions = project.has_feature("configDeliveryToOtherRegions", backend.region_name)
    if not across_regions and bucket.region_name != backend.region_name:
        raise _insufficient_policy(channel, f"the bucket must be in {backend.region_name}, and is in {bucket.region_name}")
    recorder = next(iter(backend.recorders.values()))
    source_arn = f"arn:{backend.partition}:config:{backend.region_name}:{backend.account_id}:{recorder.name}"
    caller = ServiceCaller(SERVICE_PRINCIPAL, backend.account_id, source_arn)
    role = find_role(recorder.role_arn or "")
    _check_bucket(backend, channel, caller, bucket, role)
    _check_keys(backend, channel, caller, bucket, role)
    _check_topic(channel, caller, role)


def _check_bucket(backend: Any, channel: Dict[str, Any], caller: ServiceCaller, bucket: Any, role: Any) -> None:
    # https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    log_file = f"{bucket.arn}/{_log_file(backend, channel)}"
    in_own_account = bucket.account_id == backend.account_id
    checked = (("s3:GetBucketAcl", bucket.arn), ("s3:ListBucket", bucket.arn), ("s3:PutObject", log_file))
    for action, resource in checked:
        headers = {"s3:x-amz-acl": "bucket-owner-full-control"} if action == "s3:PutObject" else {}
        if in_own_account and _role_may(role, action, resource):
            continue
        if not caller.may(bucket.policy, action, resource, headers):
            raise _insufficient_policy(
                channel, f"{SERVICE_PRINCIPAL} is not allowed {action} on {resource} for account {backend.account_id}"
            )


def _log_file(backend: Any, channel: Dict[str, Any]) -> str:
    prefix = f"{channel['s3KeyPrefix']}/AWSLogs" if channel.get("s3KeyPrefix") else "AWSLogs"
    return f"{prefix}/{backend.account_id}/Config/ConfigWritabilityCheckFile"


def _check_keys(backend: Any, channel: Dict[str, Any], caller: ServiceCaller, bucket: Any, role: Any) -> None:
    # https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
    for key_id in {channel.get("s3KmsKeyArn"), default_key_of(bucket)} - {None}:
        key = find_key(str(key_id), bucket.account_id, bucket.region_name)
        if key is None:
            raise _insufficient_policy(channel, f"the KMS key {key_id} does not exist")
        if key.account_id == backend.account_id and _role_may(role, "kms:GenerateDataKey", key.arn):
            continue
        via_s3 = {
            "kms:ViaService": f"s3.{bucket.region_name}.amazonaws.com",
            "kms:CallerAccount": backend.account_id,
            **condition_keys_of(context_of_object(bucket, _log_file(backend, channel))),
        }
        # Behind an S3 Bucket Key, S3 decrypts the bucket's data key for whoever writes.
        for action in ("kms:GenerateDataKey", *(("kms:Decrypt",) if has_bucket_key(bucket) else ())):
            if not caller.may(key.policy, action, key.arn, via_s3):
                raise _insufficient_policy(
                    channel,
                    f"{SERVICE_PRINCIPAL} is not allowed {action} on {key.arn} for account {backend.account_id}",
                )


def _check_topic(channel: Dict[str, Any], caller: ServiceCaller, role: Any) -> None:
    topic_arn = channel.get("snsTopicARN")
    if not topic_arn:
        return
    topic = find_topic(topic_arn)
    if topic is not None and (
        caller.may(topic.policy, "sns:Publish", topic_arn)
        or (topic.account_id == caller.source_account and _role_may(role, "sns:Publish", topic_arn))
    ):
        return
    raise _insufficient_policy(channel, f"{SERVICE_PRINCIPAL} is not allowed sns:Publish on {topic_arn}")


def _role_may(role: Any, action: str, resource: str) -> bool:
    """Config delivers with the recorder's role, unless that is its service-linked role, which may not write."""
    return role is not None and not role._linked_service and role_allows(role, action, resource)


def _insufficient_policy(channel: Dict[str, Any], reason: str) -> AwsError:
    prefix, key = channel.get("s3KeyPrefix") or "null", channel.get("s3KmsKeyArn") or "null"
    return AwsError(
        "InsufficientDeliveryPolicyException",
        f"Insufficient delivery policy to s3 bucket: {channel['s3BucketName']}, unable to write to bucket, "
        f"provided s3 key prefix is '{prefix}', provided kms key is '{key}'. ({reason})",
    )
