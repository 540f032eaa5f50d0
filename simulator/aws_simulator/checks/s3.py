"""Amazon S3: https://docs.aws.amazon.com/AmazonS3/latest/API/"""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Optional

import flask
from moto.s3 import models

from aws_simulator import project
from aws_simulator.checks.lifecycle import check_lifecycle
from aws_simulator.checks.replication import check_replication
from aws_simulator.checks.s3_errors import malformed, refused
from aws_simulator.registry import corrects

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
ALGORITHMS = frozenset(("AES256", "aws:kms", "aws:kms:dsse"))
OWNER_ENFORCED = "BucketOwnerEnforced"
# What a bucket without ACLs can be created with, as it grants nobody else anything.
PRIVATE_ACLS = ("private", "bucket-owner-full-control")
# No page names these limits; S3 has them. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html
LONGEST_RETENTION = {"days": 36500, "years": 100}


@corrects(models.S3Backend, "create_bucket")
def create_bucket(original: Callable[..., Any], self: Any, bucket_name: str, *args: Any, **kwargs: Any) -> Any:
    """CreateBucket takes names that S3 keeps for itself, those with capital letters, and those like an IP address.

    New buckets do not block public access, as they do in AWS until somebody says otherwise.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
    """
    reserved = project.tables()["reservedBucketNames"]
    if (
        not _NAME.fullmatch(bucket_name)
        or ".." in bucket_name
        or _ADDRESS.fullmatch(bucket_name)
        or bucket_name.startswith(tuple(reserved["beginnings"]))
        or bucket_name.endswith(tuple(reserved["ends"]))
    ):
        raise refused("InvalidBucketName", "The specified bucket is not valid.")
    bucket = original(self, bucket_name, *args, **kwargs)
    bucket.public_access_block = models.PublicAccessBlock(True, True, True, True)
    return bucket


@corrects(models.S3Backend, "put_bucket_versioning")
def put_bucket_versioning(original: Callable[..., Any], self: Any, bucket_name: str, status: str) -> None:
    """Versioning can be suspended under Object Lock and replication, and have any status.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
    """
    if status not in ("Enabled", "Suspended"):
        raise malformed()
    bucket = self.get_bucket(bucket_name)
    if status == "Suspended" and bucket.object_lock_enabled:
        raise refused(
            "InvalidBucketState",
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
        )
    if status == "Suspended" and bucket.replication:
        raise refused(
            "InvalidBucketState",
            "A replication configuration is present on this bucket, so you cannot change the versioning state. "
            "To change the versioning state, first delete the replication configuration.",
        )
    original(self, bucket_name, status)


@corrects(models.S3Backend, "put_object_lock_configuration")
def put_object_lock_configuration(
    original: Callable[..., Any],
    self: Any,
    bucket_name: str,
    lock_enabled: Any,
    mode: Optional[str],
    days: Any,
    years: Any,
) -> None:
    """Object Lock can be configured on buckets without versioning, with any mode and any number of days.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html
    """
    bucket = self.get_bucket(bucket_name)
    if bucket.versioning_status != "Enabled":
        message = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"
        raise refused("InvalidBucketState", message)
    period = {"days": int(days or 0), "years": int(years or 0)}
    if mode:
        if mode not in ("GOVERNANCE", "COMPLIANCE") or all(period.values()):
            raise malformed()
        if max(period.values()) < 1:
            raise refused("InvalidArgument", "Default retention period must be a positive integer value")
        if any(value > LONGEST_RETENTION[name] for name, value in period.items()):
            raise refused("InvalidArgument", "Default retention period too large")
    original(self, bucket_name, lock_enabled, mode, days, years)


@corrects(models.S3Backend, "put_bucket_lifecycle")
def put_bucket_lifecycle(
    original: Callable[..., Any], self: Any, bucket_name: str, rules: List[Dict[str, Any]]
) -> None:
    """Lifecycle rules may contradict themselves, go backwards, share ids and do nothing.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
    """
    check_lifecycle(rules)
    original(self, bucket_name, rules)


@corrects(models.S3Backend, "put_bucket_replication")
def put_bucket_replication(
    original: Callable[..., Any], self: Any, bucket_name: str, replication: Dict[str, Any]
) -> None:
    """Replication goes to buckets that are missing or not versioned, by roles and rules that are none.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
    """
    check_replication(self.get_bucket(bucket_name), replication)
    original(self, bucket_name, replication)


@corrects(models.S3Backend, "put_bucket_encryption")
def put_bucket_encryption(
    original: Callable[..., Any], self: Any, bucket_name: str, encryption: Dict[str, Any]
) -> None:
    """Any algorithm is taken, and a key with one that uses none.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html
    """
    rule = encryption.get("Rule") or {}
    default = rule.get("ApplyServerSideEncryptionByDefault") if isinstance(rule, dict) else None
    if default:
        algorithm = default.get("SSEAlgorithm")
        if algorithm not in ALGORITHMS:
            raise malformed()
        if algorithm == "AES256" and default.get("KMSMasterKeyID"):
            message = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"
            raise refused("InvalidArgument", message)
    original(self, bucket_name, encryption)


@corrects(models.S3Backend, "put_bucket_acl")
def put_bucket_acl(original: Callable[..., Any], self: Any, bucket_name: str, acl: Any) -> None:
    """A bucket without ACLs takes one.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    """
    # A new bucket has no ACLs unless the request that creates it says so; the provider asks for the one it has anyway.
    asked = flask.request.headers.get("x-amz-object-ownership")
    if "acl" not in flask.request.args and flask.request.headers.get("x-amz-acl") in PRIVATE_ACLS:
        return original(self, bucket_name, acl)
    if (self.get_bucket(bucket_name).ownership_rule or asked or OWNER_ENFORCED) == OWNER_ENFORCED:
        raise refused("AccessControlListNotSupported", "The bucket does not allow ACLs")
    return original(self, bucket_name, acl)


@corrects(models.S3Backend, "put_bucket_ownership_controls")
def put_bucket_ownership_controls(original: Callable[..., Any], self: Any, bucket_name: str, ownership: Any) -> None:
    """ACLs can be switched off while one grants others access, and ownership be of no kind.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
    """
    if ownership not in (OWNER_ENFORCED, "BucketOwnerPreferred", "ObjectWriter"):
        raise malformed()
    bucket = self.get_bucket(bucket_name)
    if ownership == OWNER_ENFORCED and bucket.acl is not None and _grants_others(bucket.acl):
        message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
        raise refused("InvalidBucketAclWithObjectOwnership", message)
    original(self, bucket_name, ownership)


def _grants_others(acl: Any) -> bool:
    """Does an ACL name a group, or more than its one owner?"""
    grantees = [grantee for grant in acl.grants for grantee in grant.grantees]
    return len(grantees) > 1 or any(grantee.uri for grantee in grantees)
