"""Amazon S3: https://docs.aws.amazon.com/AmazonS3/latest/API/"""
from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional

import flask
from moto.core.responses import ActionResult
from moto.iam.access_control import PermissionResult
from moto.iam.models import get_account_id_from
from moto.s3 import exceptions, models, notifications, responses

from aws_simulator import bucket_events, encryption
from aws_simulator.authorization.callers import caller_of_key, request_keys
from aws_simulator.context import AwsError
from aws_simulator.grants import find_bucket
from aws_simulator.policy import Principal, Request, is_allowed, is_denied
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.public import is_public
from aws_simulator.policy_documents.resource_based import BUCKET
from aws_simulator.policy_documents.resources import is_of_bucket
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


# Which bucket events are held back, because what sends them is only a part of something else.
_held_back: List[str] = []


@contextmanager
def _without_events() -> Iterator[None]:
    _held_back.append("all")
    try:
        yield
    finally:
        _held_back.pop()


@corrects(notifications, "send_event")
def send_event(original: Callable[..., Any], account_id: str, event_name: Any, bucket: Any, key: Any) -> None:
    """S3 writes to queues, topics and functions whatever their policies say, and tells all event buses.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
    """
    if not _held_back and bucket.notification_configuration is not None and key is not None:
        version = key.version_id if bucket.is_versioned else None
        _send(event_name.value[len("s3:") :], bucket, key.name, version, getattr(key, "size", None), _etag(key))


def _etag(key: Any) -> Optional[str]:
    etag = getattr(key, "etag", None)
    return etag.strip('"') if etag else None


def _send(
    name: str, bucket: Any, key: str, version: Optional[str], size: Optional[int] = None, etag: Optional[str] = None
) -> None:
    bucket_events.send(bucket_events.ObjectEvent(name, bucket, key, version, size, etag, _requester(bucket)))


def _requester(bucket: Any) -> str:
    """The account that sent the request; what services write comes from the account of the bucket here."""
    signature = read_signature(flask.request.environ) if flask.has_request_context() else None
    return get_account_id_from(signature.access_key_id) if signature else bucket.account_id


@corrects(models.S3Backend, "complete_multipart_upload")
def complete_multipart_upload(original: Callable[..., Any], self: Any, bucket_name: str, *args: Any) -> Any:
    """CompleteMultipartUpload also sends the event of PutObject."""
    with _without_events():
        key = original(self, bucket_name, *args)
    if key is not None:
        bucket = self.get_bucket(bucket_name)
        event = notifications.S3NotificationEvent.OBJECT_CREATED_COMPLETE_MULTIPART_UPLOAD_EVENT
        notifications.send_event(self.account_id, event, bucket, key)
    return key


@corrects(models.S3Backend, "put_object_tagging")
def put_object_tagging(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """Each object that is put also sends the event of PutObjectTagging."""
    if flask.has_request_context() and "tagging" in flask.request.args:
        return original(self, *args, **parameters)
    with _without_events():
        return original(self, *args, **parameters)


@corrects(models.S3Backend, "delete_object")
def delete_object(
    original: Callable[..., Any],
    self: Any,
    bucket_name: str,
    key_name: str,
    version_id: Optional[str] = None,
    bypass: bool = False,
) -> Any:
    """A deletion in a versioned bucket sends no event, unless it deletes the last version.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
    """
    with _without_events():
        existed, headers = original(self, bucket_name, key_name, version_id, bypass)
    bucket = self.get_bucket(bucket_name)
    if existed and bucket.notification_configuration is not None:
        is_marker = bucket.is_versioned and version_id is None
        name = "ObjectRemoved:DeleteMarkerCreated" if is_marker else "ObjectRemoved:Delete"
        _send(name, bucket, key_name, headers.get("version-id"))
    return existed, headers


@corrects(models.FakeBucket, "set_notification_configuration")
def set_notification_configuration(
    original: Callable[..., Any], self: Any, notification_config: Optional[Dict[str, Any]]
) -> None:
    """PutBucketNotificationConfiguration takes destinations that are missing or keep S3 out, and rules that overlap.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
    """
    before = self.notification_configuration
    with _without_test_events():
        original(self, notification_config)
    after = self.notification_configuration
    if after is None:
        return
    problem = bucket_events.problem_of(after)
    if problem is None and not _skips_validation() and bucket_events.unreachable(self, after):
        problem = "Unable to validate the following destination configurations"
    if problem:
        self.notification_configuration = before
        raise exceptions.InvalidArgumentError(problem, "NotificationConfiguration", "")
    bucket_events.send_test_events(self)


@contextmanager
def _without_test_events() -> Iterator[None]:
    send_test_event = notifications.send_test_event
    notifications.send_test_event = lambda account_id, bucket: None
    try:
        yield
    finally:
        notifications.send_test_event = send_test_event


def _skips_validation() -> bool:
    if not flask.has_request_context():
        return False
    return flask.request.headers.get("x-amz-skip-destination-validation", "").lower() == "true"


# AWS documents no errors of keys for S3; these are those that it answers with.
# https://repost.aws/knowledge-center/s3-troubleshoot-403
_KEY_ERRORS = {
    encryption.NOT_FOUND: "KMS.NotFoundException",
    encryption.DISABLED: "KMS.DisabledException",
    encryption.INVALID_STATE: "KMS.KMSInvalidStateException",
    encryption.ACCESS_DENIED: "AccessDenied",
}


def _check_key(
    algorithm: Optional[str],
    key_id: Optional[str],
    bucket: Any,
    account: str,
    use: str,
    context: Mapping[str, str],
) -> None:
    """Refuse to write or read an object that is encrypted with a key that cannot be used for that.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    """
    if not (algorithm or "").startswith("aws:kms") or not key_id or not flask.has_request_context():
        return
    signature = read_signature(flask.request.environ)
    if signature is None:
        message = "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4."
        raise exceptions.S3ClientError("InvalidArgument", message)
    caller = encryption.Requester(signature.access_key_id)
    try:
        if key_id.startswith("arn:") and key_id.split(":")[3] != bucket.region_name:
            raise encryption.KeyRefused(encryption.NOT_FOUND, f"Invalid arn {key_id.split(':')[3]}")
        encryption.check(key_id, (account, bucket.region_name), caller, (use,), "s3", context)
    except encryption.KeyRefused as error:
        raise exceptions.S3ClientError(_KEY_ERRORS[error.problem], str(error)) from error


def _check_writing(
    backend: Any,
    bucket_name: str,
    key_name: str,
    algorithm: Optional[str],
    key_id: Optional[str],
    bucket_key: Optional[str] = None,
) -> None:
    bucket = backend.get_bucket(bucket_name)
    default = ((bucket.encryption or {}).get("Rule") or {}).get("ApplyServerSideEncryptionByDefault") or {}
    algorithm, key_id = algorithm or default.get("SSEAlgorithm"), key_id or default.get("KMSMasterKeyID")
    context = encryption.context_of_object(bucket, key_name, bucket_key=bucket_key)
    _check_key(algorithm, key_id, bucket, backend.account_id, encryption.WRITE, context)


@corrects(models.S3Backend, "put_object")
def put_object(
    original: Callable[..., Any], self: Any, bucket_name: str, key_name: str, *args: Any, **parameters: Any
) -> Any:
    """Objects are written under keys that do not exist, are disabled or are about to be deleted."""
    asked = (parameters.get(name) for name in ("encryption", "kms_key_id", "bucket_key_enabled"))
    _check_writing(self, bucket_name, key_name, *asked)
    return original(self, bucket_name, key_name, *args, **parameters)


@corrects(models.S3Backend, "create_multipart_upload")
def create_multipart_upload(
    original: Callable[..., Any], self: Any, bucket_name: str, key_name: str, *args: Any
) -> Any:
    """Uploads in parts begin under keys that cannot be used."""
    _check_writing(self, bucket_name, key_name, *args[-2:])
    return original(self, bucket_name, key_name, *args)


@corrects(models.S3Backend, "upload_part")
def upload_part(
    original: Callable[..., Any], self: Any, bucket_name: str, multipart_id: str, *args: Any, **parameters: Any
) -> Any:
    """Parts are written under keys that cannot be used any more.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
    """
    _check_writing_part(self, bucket_name, multipart_id)
    return original(self, bucket_name, multipart_id, *args, **parameters)


@corrects(models.S3Backend, "upload_part_copy")
def upload_part_copy(
    original: Callable[..., Any], self: Any, bucket_name: str, multipart_id: str, *args: Any, **parameters: Any
) -> Any:
    """Parts are copied although the key of the source cannot be used.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
    """
    _check_writing_part(self, bucket_name, multipart_id)
    version = parameters["src_version_id"]
    source = self.get_object(parameters["src_bucket_name"], parameters["src_key_name"], version_id=version)
    if source is not None:
        _check_reading(self, source)
    return original(self, bucket_name, multipart_id, *args, **parameters)


def _check_writing_part(backend: Any, bucket_name: str, multipart_id: str) -> None:
    upload = backend.get_bucket(bucket_name).multiparts.get(multipart_id)
    if upload is not None:
        _check_writing(backend, bucket_name, upload.key_name, upload.sse_encryption, upload.kms_key_id)


@corrects(models.S3Backend, "copy_object")
def copy_object(original: Callable[..., Any], self: Any, src_key: Any, *args: Any, **parameters: Any) -> None:
    """Objects are copied although the key of the source cannot be used."""
    _check_reading(self, src_key)
    original(self, src_key, *args, **parameters)


@corrects(responses.S3Response, "head_bucket")
def head_bucket(original: Callable[..., Any], self: Any) -> Any:
    """HeadBucket answers for a bucket of another region, and of another account than the caller expects.

    HEAD has no body: AWS says where the bucket is by a header, and no more.
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
    """
    status, headers, body = original(self)
    if status != 200:
        return status, headers, body
    bucket = self.backend.get_bucket(self.bucket_name)
    if flask.request.headers.get("x-amz-expected-bucket-owner", bucket.account_id) != bucket.account_id:
        return 403, {"content-type": "application/xml"}, ""
    signature = read_signature(flask.request.environ)
    if signature is not None and signature.region not in (bucket.region_name, "aws-global"):
        return 301, headers, ""
    return status, headers, body


@corrects(responses.S3Response, "get_object")
def get_object(original: Callable[..., Any], self: Any) -> Any:
    """Objects are read although their key cannot be used."""
    key, _ = self._get_key()
    _check_reading(self.backend, key)
    return original(self)


def _check_reading(backend: Any, key: Any) -> None:
    bucket = backend.get_bucket(key.bucket_name)
    # A bucket key that is enabled later is not that of the objects which are there.
    own, bucket_key = getattr(key, "encryption_context", {}), key.bucket_key_enabled or False
    context = encryption.context_of_object(bucket, key.name, own, bucket_key)
    _check_key(key.encryption, key.kms_key_id, bucket, backend.account_id, encryption.READ, context)


@corrects(models.S3Backend, "put_bucket_policy")
def put_bucket_policy(original: Callable[..., Any], self: Any, bucket_name: str, policy: bytes) -> None:
    """A bucket takes any policy, even a public one while public policies are blocked.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
    """
    bucket = self.get_bucket(bucket_name)
    try:
        check(BUCKET, policy, lambda resource: is_of_bucket(resource, bucket_name))
    except AwsError as error:
        raise exceptions.S3ClientError(error.code, error.message) from None
    if _blocks_public_policies(bucket) and is_public(policy):
        raise exceptions.S3AccessDeniedError()
    original(self, bucket_name, policy)


def _blocks_public_policies(bucket: Any) -> bool:
    """Does the bucket or its account block public policies?

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    from moto.s3control.models import s3control_backends

    of_account = s3control_backends[bucket.account_id]["aws"].public_access_block
    return any(block is not None and block.block_public_policy for block in (bucket.public_access_block, of_account))
