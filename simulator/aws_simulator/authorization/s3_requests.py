"""What requests to S3 are called in policies.

The operations of S3 differ in the query of the request, and many actions are called otherwise than the operation.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""
from __future__ import annotations

from typing import Dict, Iterator, List, Mapping, Sequence, Tuple
from urllib.parse import unquote
from xml.etree import ElementTree

from aws_simulator.authorization.questions import Asked
from aws_simulator.policy import ContextValue

# By the parameter in the query, what is read and written: of buckets, and of objects.
_BUCKET_SETTINGS = {
    "accelerate": "AccelerateConfiguration",
    "acl": "BucketAcl",
    "analytics": "AnalyticsConfiguration",
    "cors": "BucketCORS",
    "encryption": "EncryptionConfiguration",
    "intelligent-tiering": "IntelligentTieringConfiguration",
    "inventory": "InventoryConfiguration",
    "lifecycle": "LifecycleConfiguration",
    "logging": "BucketLogging",
    "metrics": "MetricsConfiguration",
    "notification": "BucketNotification",
    "object-lock": "BucketObjectLockConfiguration",
    "ownershipControls": "BucketOwnershipControls",
    "policy": "BucketPolicy",
    "policyStatus": "BucketPolicyStatus",
    "publicAccessBlock": "BucketPublicAccessBlock",
    "replication": "ReplicationConfiguration",
    "requestPayment": "BucketRequestPayment",
    "tagging": "BucketTagging",
    "versioning": "BucketVersioning",
    "website": "BucketWebsite",
}
_BUCKET_LISTS = {
    "versions": "ListBucketVersions",
    "uploads": "ListBucketMultipartUploads",
    "location": "GetBucketLocation",
}
_OBJECT_SETTINGS = {
    "acl": "ObjectAcl",
    "attributes": "ObjectAttributes",
    "legal-hold": "ObjectLegalHold",
    "retention": "ObjectRetention",
    "tagging": "ObjectTagging",
    "torrent": "ObjectTorrent",
}
# Settings that are removed with the permission to write them, as they have no other.
_WITH_OWN_DELETION = frozenset(("policy", "website"))
# What there is of single versions has actions of its own.
_OF_VERSIONS = frozenset(("ObjectAcl", "ObjectAttributes", "ObjectTagging", "ObjectTorrent"))


def s3_requests(
    method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
) -> List[Asked]:
    """The actions and resources of a request to S3, in which the bucket is the first part of the path.

    AWS answers DeleteObjects object by object; here one that may not be deleted refuses the request.
    """
    bucket, _, key = path.lstrip("/").partition("/")
    keys = _keys(query, headers)
    if not bucket:
        return [Asked("s3:ListAllMyBuckets", "*", keys)]
    arn = f"arn:aws:s3:::{bucket}"
    if method == "POST" and "delete" in query:
        return [
            Asked(f"s3:{action}", f"{arn}/{name}", keys)
            for deletion, name in _deletions(body)
            for action in (deletion, *_bypass(headers))
        ]
    if not key:
        return [Asked(f"s3:{action}", arn, keys) for action in _bucket_actions(method, query, headers)]
    asked = [Asked(f"s3:{action}", f"{arn}/{key}", keys) for action in _object_actions(method, query, headers)]
    if "x-amz-copy-source" in headers:
        # A question mark that is not encoded begins the version.
        source, _, version = headers["x-amz-copy-source"].partition("?versionId=")
        action = "GetObjectVersion" if version else "GetObject"
        asked.append(Asked(f"s3:{action}", f"arn:aws:s3:::{unquote(source).lstrip('/')}", keys))
    return asked


def _deletions(body: bytes) -> Iterator[Tuple[str, str]]:
    """The objects and versions that a request deletes at once."""
    for element in ElementTree.fromstring(body).iter():
        if element.tag.rpartition("}")[2] == "Object":
            named = {child.tag.rpartition("}")[2]: child.text or "" for child in element}
            yield ("DeleteObjectVersion" if named.get("VersionId") else "DeleteObject"), named.get("Key", "")


def _bypass(headers: Mapping[str, str]) -> List[str]:
    is_asked = headers.get("x-amz-bypass-governance-retention", "").lower() == "true"
    return ["BypassGovernanceRetention"] if is_asked else []


def _bucket_actions(method: str, query: Mapping[str, str], headers: Mapping[str, str]) -> List[str]:
    action = _bucket_action(method, query)
    if action != "CreateBucket":
        return [action]
    # An ACL that grants nobody anything needs nothing.
    needing = {name: value for name, value in headers.items() if (name, value) != ("x-amz-acl", "private")}
    return [action, *_actions_of(_OF_NEW_BUCKETS, needing)]


def _actions_of(actions: Sequence[Tuple[str, str]], headers: Mapping[str, str]) -> List[str]:
    """What is needed besides by headers that begin with something."""
    found = [action for beginning, action in actions if any(name.startswith(beginning) for name in headers)]
    return list(dict.fromkeys(found))


def _bucket_action(method: str, query: Mapping[str, str]) -> str:
    if method in ("GET", "HEAD"):
        listed = next((action for name, action in _BUCKET_LISTS.items() if name in query), None)
        setting = next((what for name, what in _BUCKET_SETTINGS.items() if name in query), None)
        return listed or (f"Get{setting}" if setting else "ListBucket")
    name = next((name for name in _BUCKET_SETTINGS if name in query), None)
    if name is None:
        return {"PUT": "CreateBucket", "DELETE": "DeleteBucket"}.get(method, "PutObject")
    verb = "Delete" if method == "DELETE" and name in _WITH_OWN_DELETION else "Put"
    return verb + _BUCKET_SETTINGS[name]


def _object_actions(method: str, query: Mapping[str, str], headers: Mapping[str, str]) -> List[str]:
    setting = next((what for name, what in _OBJECT_SETTINGS.items() if name in query), None)
    version = "Version" if "versionId" in query else ""
    if setting is not None:
        verb = {"GET": "Get", "HEAD": "Get", "DELETE": "Delete"}.get(method, "Put")
        changed = setting.replace("Object", f"Object{version}", 1) if setting in _OF_VERSIONS else setting
        actions = [verb + changed]
        if setting == "ObjectAttributes":
            actions.append(f"GetObject{version}")
    elif "uploadId" in query and method in ("GET", "DELETE"):
        actions = ["ListMultipartUploadParts" if method == "GET" else "AbortMultipartUpload"]
    elif "restore" in query:
        actions = ["RestoreObject"]
    else:
        verbs = {"GET": "GetObject", "HEAD": "GetObject", "DELETE": "DeleteObject"}
        actions = [verbs[method] + version if method in verbs else "PutObject"]
    actions += _bypass(headers)
    if method == "PUT" and setting is None or method == "POST" and "uploads" in query:
        actions += _actions_of(_OF_NEW_OBJECTS, headers)
    return actions


# https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
_OF_NEW_BUCKETS: Tuple[Tuple[str, str], ...] = (
    ("x-amz-acl", "PutBucketAcl"),
    ("x-amz-bucket-object-lock-enabled", "PutBucketObjectLockConfiguration"),
    ("x-amz-bucket-object-lock-enabled", "PutBucketVersioning"),
    ("x-amz-grant-", "PutBucketAcl"),
    ("x-amz-object-ownership", "PutBucketOwnershipControls"),
)
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
_OF_NEW_OBJECTS: Tuple[Tuple[str, str], ...] = (
    ("x-amz-acl", "PutObjectAcl"),
    ("x-amz-grant-", "PutObjectAcl"),
    ("x-amz-object-lock-legal-hold", "PutObjectLegalHold"),
    ("x-amz-object-lock-mode", "PutObjectRetention"),
    ("x-amz-tagging", "PutObjectTagging"),
)

# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
_KEYS_OF_QUERY = {
    "delimiter": "s3:delimiter",
    "max-keys": "s3:max-keys",
    "prefix": "s3:prefix",
    "versionId": "s3:VersionId",
}


def _keys(query: Mapping[str, str], headers: Mapping[str, str]) -> Dict[str, ContextValue]:
    keys: Dict[str, ContextValue] = {_KEYS_OF_QUERY[name]: query[name] for name in query if name in _KEYS_OF_QUERY}
    for name, value in headers.items():
        if name.startswith("x-amz-object-lock-"):
            keys[f"s3:{name[len('x-amz-'):]}"] = value
        elif name.startswith("x-amz-"):
            keys[f"s3:{name}"] = value
        elif name in ("if-match", "if-none-match"):
            keys[f"s3:{name}"] = value
    return keys
