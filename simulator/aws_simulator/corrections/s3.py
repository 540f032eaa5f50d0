"""Amazon S3: https://docs.aws.amazon.com/AmazonS3/latest/API/"""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

import flask
from moto.core.responses import ActionResult
from moto.iam.access_control import PermissionResult
from moto.s3 import exceptions, models, responses

from aws_simulator.authorization.callers import caller_of_key, request_keys
from aws_simulator.grants import find_bucket
from aws_simulator.policy import Principal, Request, is_allowed, is_denied
from aws_simulator.registry import corrects
from aws_simulator.signature import read_signature


@corrects(models.FakeBucket, "get_permission")
def get_permission(original: Callable[..., Any], self: Any, action: str, resource: str) -> Any:
    """A bucket policy with conditions, such as one that denies insecure transport, makes PutObject and GetObject fail.

    moto takes a condition that it cannot evaluate for a denial. Here the policy is evaluated for the caller, as if the
    caller used TLS.
    """
    if not self.policy:
        return PermissionResult.NEUTRAL
    if action == "s3:DeleteObject" and "versionId" in flask.request.args:
        action = "s3:DeleteObjectVersion"
    request = _request_of_caller(action, resource)
    if is_denied(self.policy, request):
        return PermissionResult.DENIED
    # moto asks for a permission only when a request is not signed; signed requests are never refused for lack of one.
    is_public = is_allowed(self.policy, Request(Principal.anonymous(), action, resource, request.context))
    return PermissionResult.PERMITTED if is_public else PermissionResult.NEUTRAL


def _request_of_caller(action: str, resource: str) -> Request:
    signature = read_signature(flask.request.environ)
    caller = caller_of_key(signature.access_key_id if signature is not None else None)
    headers = {
        f"s3:{name.lower()}": value
        for name, value in flask.request.headers.items()
        if name.lower().startswith("x-amz-")
    }
    context = {**request_keys(signature.region if signature is not None else "us-east-1"), **caller.keys, **headers}
    return Request(caller.principal, action, resource, context)


# What a change of a bucket's setting is called in policies, by the parameter of the request.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
_BUCKET_ACTIONS = {
    "acl": "PutBucketAcl",
    "encryption": "PutEncryptionConfiguration",
    "lifecycle": "PutLifecycleConfiguration",
    "logging": "PutBucketLogging",
    "object-lock": "PutBucketObjectLockConfiguration",
    "ownershipControls": "PutBucketOwnershipControls",
    "policy": "PutBucketPolicy",
    "publicAccessBlock": "PutBucketPublicAccessBlock",
    "replication": "PutReplicationConfiguration",
    "versioning": "PutBucketVersioning",
}
_OBJECT_ACTIONS = {
    "legal-hold": "PutObjectLegalHold",
    "retention": "PutObjectRetention",
    "tagging": "PutObjectTagging",
}


@corrects(responses.S3Response, "_authenticate_and_authorize_s3_action")
def authorize_change(
    original: Callable[..., Any], self: Any, bucket_name: Optional[str] = None, key_name: Optional[str] = None
) -> None:
    """A bucket policy keeps nobody from deleting objects or from changing the bucket."""
    original(self, bucket_name=bucket_name, key_name=key_name)
    bucket = self.backend.buckets.get(bucket_name) or find_bucket(bucket_name or "")
    if bucket is None or not bucket.policy:
        return
    arn = f"arn:{bucket.partition}:s3:::{bucket_name}"
    resource = f"{arn}/{key_name}" if key_name else arn
    for action in _actions_of_change(bool(key_name)):
        if is_denied(bucket.policy, _request_of_caller(f"s3:{action}", resource)):
            raise exceptions.BucketAccessDeniedError(bucket_name or "")


def _actions_of_change(is_object: bool) -> List[str]:
    request = flask.request
    if request.method not in ("PUT", "DELETE"):
        return []
    known = _OBJECT_ACTIONS if is_object else _BUCKET_ACTIONS
    actions = [action for parameter, action in known.items() if parameter in request.args]
    if request.method == "DELETE" and not actions:
        version = "Version" if "versionId" in request.args else ""
        actions = [f"DeleteObject{version}" if is_object else "DeleteBucket"]
    if request.method == "DELETE" and "policy" in request.args:
        actions = ["DeleteBucketPolicy"]
    if request.headers.get("x-amz-bypass-governance-retention", "").lower() == "true":
        actions.append("BypassGovernanceRetention")
    return actions


@corrects(models.S3Backend, "put_object_lock_configuration")
def put_object_lock_configuration(
    original: Callable[..., Any], self: Any, bucket_name: str, *args: Any, **kwargs: Any
) -> None:
    """PutObjectLockConfiguration refuses buckets that hold objects, as AWS did until November 2023."""
    bucket = self.get_bucket(bucket_name)
    keys, bucket.keys = bucket.keys, models._VersionedKeyStore()
    try:
        original(self, bucket_name, *args, **kwargs)
    finally:
        bucket.keys = keys


@corrects(responses.S3Response, "get_bucket_replication")
def get_bucket_replication(original: Callable[..., Any], self: Any) -> Any:
    """GetBucketReplication loses the filter, delete markers and source selection: each plan wants to change them."""
    replication = self.backend.get_bucket_replication(self.bucket_name)
    if not replication:
        return original(self)
    self.data["Action"] = "GetBucketReplication"
    rules = [_replication_rule(rule) for rule in replication["Rule"]]
    configuration = {"Role": replication["Role"], "Rules": rules}
    return self.serialized(ActionResult({"ReplicationConfiguration": configuration}))


def _replication_rule(rule: Dict[str, Any]) -> Dict[str, Any]:
    """A rule as it was parsed from XML, in the types of the API."""
    kept = (
        "ID",
        "Status",
        "DeleteMarkerReplication",
        "SourceSelectionCriteria",
        "ExistingObjectReplication",
        "Destination",
    )
    result = {name: rule[name] for name in kept if rule.get(name)}
    result["Priority"] = int(rule.get("Priority", 0))
    result["Filter"] = _replication_filter(rule.get("Filter") or {})
    result["Destination"] = _replication_destination(result["Destination"])
    return result


def _replication_filter(rule_filter: Dict[str, Any]) -> Dict[str, Any]:
    if "And" in rule_filter:
        both = rule_filter["And"]
        return {"And": {"Prefix": both.get("Prefix"), "Tags": _as_list(both.get("Tag"))}}
    if "Tag" in rule_filter:
        return {"Tag": rule_filter["Tag"]}
    return {"Prefix": rule_filter.get("Prefix") or ""}


def _replication_destination(destination: Dict[str, Any]) -> Dict[str, Any]:
    def with_numbers(setting: Dict[str, Any]) -> Dict[str, Any]:
        return {
            name: {"Minutes": int(value["Minutes"])} if isinstance(value, dict) else value
            for name, value in setting.items()
        }

    return {
        name: with_numbers(value) if name in ("ReplicationTime", "Metrics") else value
        for name, value in destination.items()
    }


@corrects(responses.S3Response, "get_bucket_notification")
def get_bucket_notification(original: Callable[..., Any], self: Any) -> Any:
    """GetBucketNotification loses EventBridgeConfiguration: each plan wants to add it."""
    status, headers, body = original(self)
    configuration = self.backend.get_bucket_notification_configuration(self.bucket_name)
    if configuration is None or configuration.event_bridge is None:
        return status, headers, body
    text = body.decode() if isinstance(body, bytes) else body
    end = "<EventBridgeConfiguration/></NotificationConfiguration>"
    if text.endswith("/>"):
        return status, headers, f"{text[:-2]}>{end}"
    return status, headers, text.replace("</NotificationConfiguration>", end)


def _as_list(value: Any) -> List[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
