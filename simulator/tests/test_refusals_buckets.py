"""What S3 refuses."""

from __future__ import annotations

import datetime
from typing import Any, Dict

from tests.refusals import NOTHING, RefusalTestCase
from tests.support import AUDIT, MANAGEMENT, REGION, client, make_bucket, trust

LIFECYCLE = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html"
ELEMENTS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html"
TRANSITIONS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html"
REPLICATION = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html"
VERSIONING = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html"
LOCK = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html"
NAMES = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"
ENCRYPTION = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html"
OWNERSHIP = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"

REQUEST, ARGUMENT, XML = "InvalidRequest", "InvalidArgument", "MalformedXML"
TAG = {"Key": "a", "Value": "b"}


def rule(**changes: Any) -> Dict[str, Any]:
    """A lifecycle rule that is right, but for what is changed."""
    right = {"ID": "rule", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 400}, **changes}
    return {name: value for name, value in right.items() if value is not NOTHING}


def rules(*of: Dict[str, Any]) -> Dict[str, Any]:
    """A lifecycle of rules."""
    return {"LifecycleConfiguration": {"Rules": list(of)}}


def to(storage_class: str, days: int) -> Dict[str, Any]:
    """A transition."""
    return {"StorageClass": storage_class, "Days": days}


class LifecycleTest(RefusalTestCase):
    def test_rules(self) -> None:
        make_bucket("lifecycle")
        noon = datetime.datetime(2030, 1, 1, 12)
        midnight = datetime.datetime(2030, 1, 1)
        kept = {"NoncurrentDays": 1, "NewerNoncurrentVersions": 101}
        marker = {"ExpiredObjectDeleteMarker": True}
        sizes = {"And": {"ObjectSizeGreaterThan": 200, "ObjectSizeLessThan": 100}}
        abort = {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}
        refusals = {
            "an id twice": (rules(rule(), rule()), ARGUMENT, "unique", LIFECYCLE),
            "an id of 256": (rules(rule(ID="x" * 256)), ARGUMENT, "255", LIFECYCLE),
            "1,001 rules": (rules(*[rule(ID=f"r{i}") for i in range(1001)]), XML, "", LIFECYCLE),
            "no filter": (rules(rule(Filter=NOTHING)), XML, "", ELEMENTS),
            "no action": (rules(rule(Expiration=NOTHING)), REQUEST, "At least one action", ELEMENTS),
            "no days": (rules(rule(Expiration={"Days": 0})), ARGUMENT, "positive", LIFECYCLE),
            "days and a date": (rules(rule(Expiration={"Days": 1, "Date": midnight})), XML, "", ELEMENTS),
            "noon": (rules(rule(Expiration={"Date": noon})), ARGUMENT, "midnight", ELEMENTS),
            "days of one, a date of another": (
                rules(rule(Expiration={"Date": midnight}, Transitions=[to("GLACIER", 1)])),
                REQUEST,
                "mixed",
                ELEMENTS,
            ),
            "29 days to infrequent": (rules(rule(Transitions=[to("STANDARD_IA", 29)])), ARGUMENT, "30", TRANSITIONS),
            "the same class twice": (
                rules(rule(Transitions=[to("GLACIER", 30), to("GLACIER", 60)])),
                REQUEST,
                "StorageClass",
                TRANSITIONS,
            ),
            "backwards": (
                rules(rule(Transitions=[to("DEEP_ARCHIVE", 30), to("GLACIER", 60)])),
                ARGUMENT,
                "more than",
                TRANSITIONS,
            ),
            "too soon after infrequent": (
                rules(rule(Transitions=[to("STANDARD_IA", 30), to("GLACIER", 59)])),
                ARGUMENT,
                "30 days more",
                TRANSITIONS,
            ),
            "expired before its transition": (
                rules(rule(Expiration={"Days": 60}, Transitions=[to("GLACIER", 60)])),
                ARGUMENT,
                "greater than",
                TRANSITIONS,
            ),
            "an unknown class": (rules(rule(Transitions=[to("ATTIC", 60)])), XML, "", LIFECYCLE),
            "a marker with days": (rules(rule(Expiration={**marker, "Days": 1})), XML, "", ELEMENTS),
            "a marker with tags": (rules(rule(Filter={"Tag": TAG}, Expiration=marker)), REQUEST, "Tags", ELEMENTS),
            "uploads with tags": (rules(rule(Filter={"Tag": TAG}, **abort)), REQUEST, "Tags", ELEMENTS),
            "uploads with a size": (
                rules(rule(Filter={"ObjectSizeGreaterThan": 1}, **abort)),
                REQUEST,
                "ObjectSizeGreaterThan",
                ELEMENTS,
            ),
            "uploads of no days": (
                rules(rule(AbortIncompleteMultipartUpload={"DaysAfterInitiation": 0})),
                ARGUMENT,
                "positive",
                LIFECYCLE,
            ),
            "sizes of nothing": (rules(rule(Filter=sizes)), REQUEST, "ObjectSizeLessThan", ELEMENTS),
            "two filters": (rules(rule(Filter={"Prefix": "a", "Tag": TAG})), XML, "", ELEMENTS),
            "a tag twice": (rules(rule(Filter={"And": {"Tags": [TAG, TAG]}})), REQUEST, "Duplicate", ELEMENTS),
            "old versions of no days": (
                rules(rule(NoncurrentVersionExpiration={"NoncurrentDays": 0})),
                ARGUMENT,
                "positive",
                LIFECYCLE,
            ),
            "101 old versions": (rules(rule(NoncurrentVersionExpiration=kept)), ARGUMENT, "100", LIFECYCLE),
            "old versions soon infrequent": (
                rules(rule(NoncurrentVersionTransitions=[{"NoncurrentDays": 1, "StorageClass": "ONEZONE_IA"}])),
                ARGUMENT,
                "30",
                TRANSITIONS,
            ),
        }
        both = {"And": {"Prefix": "a", "Tags": [TAG]}}
        right = rules(
            rule(Transitions=[to("STANDARD_IA", 30), to("GLACIER_IR", 90), to("DEEP_ARCHIVE", 366)], **abort),
            rule(ID="both", Filter=both, NoncurrentVersionExpiration={"NoncurrentDays": 1}),
            rule(ID="marker", Expiration=marker),
            rule(ID="at once", Transitions=[to("GLACIER_IR", 0)]),
        )
        call = client("s3").put_bucket_lifecycle_configuration
        self.check_refusals(call, {"Bucket": "lifecycle", **right}, refusals)


class ReplicationTest(RefusalTestCase):
    def test_replication(self) -> None:
        s3 = client("s3")
        make_bucket("copied")
        make_bucket("copies", account=AUDIT)
        make_bucket("unversioned")
        for name, account in (("copied", MANAGEMENT), ("copies", AUDIT)):
            client("s3", account).put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        role = client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=trust("s3.amazonaws.com"))["Role"][
            "Arn"
        ]
        right = {
            "ID": "all",
            "Status": "Enabled",
            "Priority": 1,
            "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": {"Status": "Enabled"},
            "Destination": {"Bucket": "arn:aws:s3:::copies", "Account": AUDIT},
        }

        def configuration(*of: Dict[str, Any], role_arn: str = role) -> Dict[str, Any]:
            return {"ReplicationConfiguration": {"Role": role_arn, "Rules": list(of)}}

        def changed(**changes: Any) -> Dict[str, Any]:
            return configuration({name: value for name, value in {**right, **changes}.items() if value is not NOTHING})

        def destination(**changes: Any) -> Dict[str, Any]:
            return changed(Destination={**right["Destination"], **changes})

        encrypted = {"SseKmsEncryptedObjects": {"Status": "Enabled"}}
        time = {"Status": "Enabled", "Time": {"Minutes": 15}}
        missing = role[:-1] + "missing"
        refusals = {
            "a missing bucket": (destination(Bucket="arn:aws:s3:::missing-one"), REQUEST, "must exist", REPLICATION),
            "a bucket without versions": (
                changed(Destination={"Bucket": "arn:aws:s3:::unversioned"}),
                REQUEST,
                "versioning",
                REPLICATION,
            ),
            "itself": (changed(Destination={"Bucket": "arn:aws:s3:::copied"}), REQUEST, "same", REPLICATION),
            "a name": (destination(Bucket="copies"), ARGUMENT, "ARN", REPLICATION),
            "another's bucket": (destination(Account=MANAGEMENT), REQUEST, "owner", REPLICATION),
            "a missing role": (configuration(right, role_arn=missing), ARGUMENT, "role", REPLICATION),
            "a user for a role": (
                configuration(right, role_arn=role.replace(":role/", ":user/")),
                ARGUMENT,
                "Role",
                REPLICATION,
            ),
            "an id twice": (configuration(right, {**right, "Priority": 2}), ARGUMENT, "unique", REPLICATION),
            "a priority twice": (configuration(right, {**right, "ID": "b"}), REQUEST, "priorit", REPLICATION),
            "no priority": (changed(Priority=NOTHING), REQUEST, "Priority", REPLICATION),
            "no word on delete markers": (
                changed(DeleteMarkerReplication=NOTHING),
                REQUEST,
                "DeleteMarker",
                REPLICATION,
            ),
            "delete markers by tags": (changed(Filter={"Tag": TAG}), REQUEST, "Delete marker", REPLICATION),
            "encrypted objects without a key": (
                changed(SourceSelectionCriteria=encrypted),
                REQUEST,
                "ReplicaKmsKeyID",
                REPLICATION,
            ),
            "a key without encrypted objects": (
                destination(EncryptionConfiguration={"ReplicaKmsKeyID": "arn:aws:kms:eu-west-1:1:key/k"}),
                REQUEST,
                "SseKmsEncryptedObjects",
                REPLICATION,
            ),
            "a time without metrics": (destination(ReplicationTime=time), REQUEST, "Metrics", REPLICATION),
            "30 minutes": (
                destination(ReplicationTime={**time, "Time": {"Minutes": 30}}, Metrics={"Status": "Enabled"}),
                ARGUMENT,
                "15",
                REPLICATION,
            ),
        }
        self.check_refusals(s3.put_bucket_replication, {"Bucket": "copied", **configuration(right)}, refusals)
        with self.refused("InvalidBucketState", "replication"):
            s3.put_bucket_versioning(Bucket="copied", VersioningConfiguration={"Status": "Suspended"})


class BucketTest(RefusalTestCase):
    def test_names(self) -> None:
        s3 = client("s3")
        wrong = (
            "amzn-s3-demo-logs",
            "xn--logs",
            "sthree-logs",
            "logs-s3alias",
            "logs--ol-s3",
            "192.168.5.4",
            "Logs1",
            "a..b",
        )
        place = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
        refusals = {name: ({"Bucket": name}, "InvalidBucketName", "", NAMES) for name in wrong}
        self.check_refusals(s3.create_bucket, {"Bucket": "a.right-name", **place}, refusals)

    def test_versions_and_locks(self) -> None:
        s3 = client("s3")
        make_bucket("plain")
        place = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
        s3.create_bucket(Bucket="locked", ObjectLockEnabledForBucket=True, **place)
        suspended = {"VersioningConfiguration": {"Status": "Suspended"}}
        enabled = {"Bucket": "locked", "VersioningConfiguration": {"Status": "Enabled"}}
        self.check_refusals(
            s3.put_bucket_versioning, enabled, {"a lock": (suspended, "InvalidBucketState", "Lock", VERSIONING)}
        )

        def lock(**retention: Any) -> Dict[str, Any]:
            default = {"DefaultRetention": {"Mode": "GOVERNANCE", **retention}}
            return {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": default}}

        refusals = {
            "no versions": ({"Bucket": "plain"}, "InvalidBucketState", "Versioning", LOCK),
            "days and years": (lock(Days=1, Years=1), XML, "", LOCK),
            "no days": (lock(Days=0), ARGUMENT, "positive", LOCK),
            "101 years": (lock(Years=101), ARGUMENT, "large", LOCK),
            "another mode": (lock(Days=1, Mode="STRICT"), XML, "", LOCK),
        }
        self.check_refusals(s3.put_object_lock_configuration, {"Bucket": "locked", **lock(Days=7)}, refusals)

    def test_encryption_and_access_lists(self) -> None:
        s3 = client("s3")
        make_bucket("closed")
        place = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
        s3.create_bucket(Bucket="open", ObjectOwnership="ObjectWriter", **place)

        def encryption(**default: str) -> Dict[str, Any]:
            return {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": default}]}}

        refusals = {
            "an unknown algorithm": (encryption(SSEAlgorithm="AES512"), XML, "", ENCRYPTION),
            "a key for none": (
                encryption(SSEAlgorithm="AES256", KMSMasterKeyID="k"),
                ARGUMENT,
                "applicable",
                ENCRYPTION,
            ),
        }
        self.check_refusals(
            s3.put_bucket_encryption, {"Bucket": "closed", **encryption(SSEAlgorithm="AES256")}, refusals
        )
        location = {"LocationConstraint": REGION}
        s3.create_bucket(Bucket="created-private", ACL="private", CreateBucketConfiguration=location)
        closed = {"a bucket without ACLs": ({"Bucket": "closed"}, "AccessControlListNotSupported", "", OWNERSHIP)}
        self.check_refusals(s3.put_bucket_acl, {"Bucket": "open", "ACL": "public-read"}, closed)
        with self.refused("InvalidBucketAclWithObjectOwnership"):
            rule_of_owner = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
            s3.put_bucket_ownership_controls(Bucket="open", OwnershipControls=rule_of_owner)
