"""Writes a trail's files into its bucket, as far as the policies of bucket and key let CloudTrail."""
from __future__ import annotations

from typing import Any, Dict, Mapping, Optional

from aws_simulator.context import store_of
from aws_simulator.delivery import Undelivered, as_json, publish
from aws_simulator.encryption import DISABLED, KeyRefused, check_state, condition_keys_of, context_of_object
from aws_simulator.grants import ServiceCaller, find_bucket, find_key, has_bucket_key

SERVICE_PRINCIPAL = "cloudtrail.amazonaws.com"


class DeliveryError(Exception):
    """A file that could not be delivered; the message is the error that S3 or KMS gave CloudTrail."""


def write(trail: Any, key: str, content: bytes, metadata: Optional[Dict[str, str]] = None) -> None:
    """Write one file.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    from moto.s3.models import s3_backends

    bucket = find_bucket(trail.bucket_name)
    if bucket is None:
        raise DeliveryError("NoSuchBucket")
    caller = ServiceCaller(SERVICE_PRINCIPAL, trail.account_id, trail.arn)
    headers = {"s3:x-amz-acl": "bucket-owner-full-control"}
    encryption: Dict[str, str] = {}
    context: Dict[str, str] = {}
    if trail.kms_key_id:
        headers["s3:x-amz-server-side-encryption"] = "aws:kms"
        headers["s3:x-amz-server-side-encryption-aws-kms-key-id"] = trail.kms_key_id
        encryption = {"encryption": "aws:kms", "kms_key_id": trail.kms_key_id}
        context = {"aws:cloudtrail:arn": trail.arn}
        _check_key(trail, caller, bucket, context_of_object(bucket, key, context))
    if not caller.may(bucket.policy, "s3:PutObject", f"{bucket.arn}/{key}", headers):
        raise DeliveryError("AccessDenied")
    written = s3_backends[bucket.account_id]["aws"].put_object(bucket.name, key, content, **encryption)
    written.encryption_context = context
    written.set_metadata({f"x-amz-meta-{name}": value for name, value in (metadata or {}).items()})


def _check_key(trail: Any, caller: ServiceCaller, bucket: Any, context: Mapping[str, str]) -> None:
    key = find_key(trail.kms_key_id, trail.account_id, trail.region_name)
    if key is None:
        raise DeliveryError("KMS.NotFoundException")
    try:
        check_state(key)
    except KeyRefused as error:
        code = "DisabledException" if error.problem == DISABLED else "KMSInvalidStateException"
        raise DeliveryError(f"KMS.{code}") from None
    # Behind an S3 Bucket Key, S3 decrypts the bucket's data key for whoever writes.
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    actions = ["kms:GenerateDataKey", *(["kms:Decrypt"] if has_bucket_key(bucket) else [])]
    if not all(caller.may(key.policy, action, key.arn, condition_keys_of(context)) for action in actions):
        raise DeliveryError("AccessDenied")


def announce(trail: Any, key: str) -> None:
    """Tell the trail's topic of a log file.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
    """
    if not trail.topic_arn:
        return
    caller = ServiceCaller(SERVICE_PRINCIPAL, trail.account_id, trail.arn)
    message = as_json({"s3Bucket": trail.bucket_name, "s3ObjectKey": [key]})
    try:
        publish(trail.topic_arn, caller, message)
        status_of(trail).pop("LatestNotificationError", None)
    except Undelivered as error:
        status_of(trail)["LatestNotificationError"] = error.code


def status_of(trail: Any) -> Dict[str, Any]:
    """What GetTrailStatus says of deliveries."""
    return store_of("cloudtrail", trail.account_id, trail.region_name, "deliveries").setdefault(trail.trail_name, {})
