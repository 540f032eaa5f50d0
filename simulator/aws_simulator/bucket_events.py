"""What S3 says about objects: to the destinations of a bucket's notifications, and to EventBridge.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Tuple
from urllib.parse import quote_plus

from aws_simulator.clock import clock
from aws_simulator.context import random_id, random_uuid
from aws_simulator.delivery import Undelivered, as_json, check_queue, check_topic, deliver
from aws_simulator.functions.invocation import find_function, policy_of
from aws_simulator.grants import ServiceCaller, find_event_bus
from aws_simulator.registry import load_service

SERVICE_PRINCIPAL = "s3.amazonaws.com"

# What EventBridge calls an event, and the operation that it gives as the reason.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-mapping-troubleshooting.html
_EVENTBRIDGE_TYPES: Dict[str, Tuple[str, Optional[str]]] = {
    "ObjectCreated:Put": ("Object Created", "PutObject"),
    "ObjectCreated:Post": ("Object Created", "POST Object"),
    "ObjectCreated:Copy": ("Object Created", "CopyObject"),
    "ObjectCreated:CompleteMultipartUpload": ("Object Created", "CompleteMultipartUpload"),
    "ObjectRemoved:Delete": ("Object Deleted", "DeleteObject"),
    "ObjectRemoved:DeleteMarkerCreated": ("Object Deleted", "DeleteObject"),
    "ObjectRestore:Post": ("Object Restore Initiated", None),
    "ObjectRestore:Completed": ("Object Restore Completed", None),
    "ObjectAcl:Put": ("Object ACL Updated", None),
    "ObjectTagging:Put": ("Object Tags Added", None),
    "ObjectTagging:Delete": ("Object Tags Deleted", None),
}
_DELETIONS = {
    "ObjectRemoved:Delete": "Permanently Deleted",
    "ObjectRemoved:DeleteMarkerCreated": "Delete Marker Created",
}


@dataclass(frozen=True)
class ObjectEvent:
    """Something that happened to an object; the name is such as ``ObjectCreated:Put``."""

    name: str
    bucket: Any
    key: str
    version_id: Optional[str]
    size: Optional[int]
    etag: Optional[str]
    requester: str


def send(event: ObjectEvent) -> None:
    """Tell whoever the bucket's configuration names."""
    configuration = event.bucket.notification_configuration
    if configuration is None:
        return
    sequencer = random_id(length=16).upper()
    for notification in _notifications(configuration):
        if notification.matches(f"s3:{event.name}", event.key):
            _notify(event.bucket, notification.arn, _record(event, notification.id, sequencer))
    if configuration.event_bridge is not None and event.name in _EVENTBRIDGE_TYPES:
        _send_to_eventbridge(event, sequencer)


def caller_for(bucket: Any) -> ServiceCaller:
    """S3, as the policies of destinations see it when it acts for a bucket."""
    return ServiceCaller(SERVICE_PRINCIPAL, bucket.account_id, bucket.arn)


def _notify(bucket: Any, arn: str, message: Dict[str, Any]) -> None:
    try:
        deliver(arn, caller_for(bucket), as_json(message))
    except Undelivered:
        # S3 tells nobody.
        return


def _record(event: ObjectEvent, configuration_id: str, sequencer: str) -> Dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    optional = {"size": event.size, "eTag": event.etag, "versionId": event.version_id}
    bucket = event.bucket
    record = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": bucket.region_name,
        "eventTime": f"{clock.now():%Y-%m-%dT%H:%M:%S}.000Z",
        "eventName": event.name,
        "userIdentity": {"principalId": f"AWS:{event.requester}"},
        "requestParameters": {"sourceIPAddress": "127.0.0.1"},
        "responseElements": {"x-amz-request-id": random_id(length=16).upper(), "x-amz-id-2": random_id(length=32)},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration_id,
            "bucket": {"name": bucket.name, "ownerIdentity": {"principalId": bucket.account_id}, "arn": bucket.arn},
            "object": {
                "key": quote_plus(event.key, safe="/"),
                **{name: value for name, value in optional.items() if value is not None},
                "sequencer": sequencer,
            },
        },
    }
    return {"Records": [record]}


def _send_to_eventbridge(event: ObjectEvent, sequencer: str) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"""
    load_service("events")
    from aws_simulator.corrections.events import route

    bucket = event.bucket
    bus = find_event_bus(f"arn:{bucket.partition}:events:{bucket.region_name}:{bucket.account_id}:event-bus/default")
    detail_type, reason = _EVENTBRIDGE_TYPES[event.name]
    optional = {"size": event.size, "etag": event.etag, "version-id": event.version_id}
    detail: Dict[str, Any] = {
        "version": "0",
        "bucket": {"name": bucket.name},
        "object": {
            "key": event.key,
            **{name: value for name, value in optional.items() if value is not None},
            "sequencer": sequencer,
        },
        "request-id": random_id(length=16).upper(),
        "requester": event.requester,
        "source-ip-address": "127.0.0.1",
    }
    if reason:
        detail["reason"] = reason
    if event.name in _DELETIONS:
        detail["deletion-type"] = _DELETIONS[event.name]
    message = {
        "version": "0",
        "id": random_uuid(),
        "detail-type": detail_type,
        "source": "aws.s3",
        "account": bucket.account_id,
        "time": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
        "region": bucket.region_name,
        "resources": [bucket.arn],
        "detail": detail,
    }
    route(bus, message)


def send_test_events(bucket: Any) -> None:
    """What queues and topics receive when they become destinations.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    configuration = bucket.notification_configuration
    for arn in sorted({entry.arn for entry in [*configuration.queue, *configuration.topic]}):
        message = {
            "Service": "Amazon S3",
            "Event": "s3:TestEvent",
            "Time": f"{clock.now():%Y-%m-%dT%H:%M:%S}.000Z",
            "Bucket": bucket.name,
            "RequestId": random_id(length=16).upper(),
            "HostId": random_id(length=32),
        }
        _notify(bucket, arn, message)


def problem_of(configuration: Any) -> Optional[str]:
    """Why a configuration cannot be put whatever its destinations are, or None: two of its rules overlap.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
    """
    notifications = _notifications(configuration)
    for index, first in enumerate(notifications):
        for second in notifications[index + 1 :]:
            if _share_event(first.events, second.events) and _share_keys(first, second):
                if first.filters or second.filters:
                    return (
                        "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules "
                        "if the prefixes are overlapping for the same event type."
                    )
                return "Configurations overlap. Configurations on the same bucket cannot share a common event type."
    return None


def unreachable(bucket: Any, configuration: Any) -> List[str]:
    """The destinations that do not exist, or do not let S3 in for the bucket."""
    caller = caller_for(bucket)
    unusable = []
    for notification in _notifications(configuration):
        try:
            _check(notification.arn, caller)
        except Undelivered:
            unusable.append(notification.arn)
    return unusable


def _check(arn: str, caller: ServiceCaller) -> None:
    service = arn.split(":")[2]
    if service == "sqs":
        check_queue(arn, caller)
    elif service == "sns":
        check_topic(arn, caller)
    else:
        load_service("awslambda")
        function = find_function(arn)
        if function is None or not caller.may(policy_of(function), "lambda:InvokeFunction", arn):
            raise Undelivered("NO_PERMISSIONS", f"lambda:InvokeFunction on {arn} is not allowed.")
    if arn.endswith(".fifo"):
        raise Undelivered("SDK_CLIENT_ERROR", f"{arn} is a FIFO destination.")


def _notifications(configuration: Any) -> List[Any]:
    return [*configuration.topic, *configuration.queue, *configuration.cloud_function]


def _share_event(first: Iterable[str], second: Iterable[str]) -> bool:
    def covers(pattern: str, name: str) -> bool:
        return pattern == name or (pattern.endswith(":*") and name.startswith(pattern[:-1]))

    return any(covers(one, other) or covers(other, one) for one in first for other in second)


def _share_keys(first: Any, second: Any) -> bool:
    (prefix, suffix), (other_prefix, other_suffix) = _filter_of(first), _filter_of(second)
    prefixes_overlap = prefix.startswith(other_prefix) or other_prefix.startswith(prefix)
    return prefixes_overlap and (suffix.endswith(other_suffix) or other_suffix.endswith(suffix))


def _filter_of(notification: Any) -> Tuple[str, str]:
    rules = (notification.filters.get("S3Key") or {}).get("FilterRule") or []
    values = {rule["Name"].lower(): rule["Value"] or "" for rule in rules}
    return values.get("prefix", ""), values.get("suffix", "")
