"""S3: what Terraform's state and the log archive rely on."""
from __future__ import annotations

from typing import Any, Dict

from botocore.exceptions import ClientError

from tests.support import (
    AUDIT,
    MANAGEMENT,
    ORGANIZATION_ID,
    REGION,
    SimulatorTestCase,
    allow,
    client,
    make_bucket,
    policy,
    trust,
)

INSECURE = {"Bool": {"aws:SecureTransport": "false"}}


def deny(condition: Dict[str, Any], bucket: str) -> Dict[str, Any]:
    resources = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    return {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": resources, "Condition": condition}


class StateTest(SimulatorTestCase):
    def test_only_one_writer_gets_the_lock(self) -> None:
        make_bucket("state")
        lock = {"Bucket": "state", "Key": "stack.tflock", "Body": b"lock", "IfNoneMatch": "*"}
        client("s3").put_object(**lock)
        with self.refused("PreconditionFailed"):
            client("s3").put_object(**lock)
        client("s3").delete_object(Bucket="state", Key="stack.tflock")
        client("s3").put_object(**lock)


class BucketPolicyTest(SimulatorTestCase):
    def put_and_get(self, bucket: str, account: str = MANAGEMENT, **options: str) -> bytes:
        s3 = client("s3", account)
        s3.put_object(Bucket=bucket, Key="AWSLogs/key", Body=b"body", **options)
        return s3.get_object(Bucket=bucket, Key="AWSLogs/key")["Body"].read()

    def test_denying_insecure_transport_denies_nobody(self) -> None:
        make_bucket("secure", MANAGEMENT, policy(deny(INSECURE, "secure")))
        self.assertEqual(self.put_and_get("secure"), b"body")

    def test_conditions_for_an_aws_service_deny_nobody(self) -> None:
        write = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
        statement = allow("cloudtrail.amazonaws.com", "s3:PutObject", "arn:aws:s3:::service/*", write)
        make_bucket("service", MANAGEMENT, policy(statement))
        self.assertEqual(self.put_and_get("service"), b"body")

    def test_a_denial_that_applies_to_the_caller_is_enforced(self) -> None:
        others = {"StringNotEquals": {"aws:PrincipalAccount": AUDIT}}
        make_bucket("for-audit", MANAGEMENT, policy(deny(others, "for-audit")))
        self.assertEqual(self.put_and_get("for-audit", AUDIT), b"body")
        with self.refused("403"):
            client("s3").head_object(Bucket="for-audit", Key="AWSLogs/key")

    def test_the_organization_of_the_caller_is_known(self) -> None:
        external_principals = {"StringNotEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID}}
        make_bucket("for-us", MANAGEMENT, policy(deny(external_principals, "for-us")))
        self.assertEqual(self.put_and_get("for-us", AUDIT), b"body")

    def test_the_headers_of_the_request_are_known(self) -> None:
        unencrypted = {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}
        statement = {**deny(unencrypted, "encrypted"), "Action": "s3:PutObject"}
        make_bucket("encrypted", MANAGEMENT, policy(statement))
        self.assertEqual(self.put_and_get("encrypted", ServerSideEncryption="aws:kms"), b"body")
        with self.refused("403"):
            client("s3").put_object(Bucket="encrypted", Key="plain", Body=b"body")


class HeadBucketTest(SimulatorTestCase):
    def test_a_bucket_is_found_in_its_region_alone(self) -> None:
        client("s3", region="us-east-1").create_bucket(Bucket="elsewhere")
        with self.assertRaises(ClientError) as raised:
            client("s3").head_bucket(Bucket="elsewhere")
        answer = raised.exception.response["ResponseMetadata"]
        self.assertEqual((answer["HTTPStatusCode"], answer["HTTPHeaders"]["x-amz-bucket-region"]), (301, "us-east-1"))

    def test_a_bucket_of_another_account_is_not_the_one_that_is_expected(self) -> None:
        make_bucket("of-another")
        s3 = client("s3")
        s3.head_bucket(Bucket="of-another", ExpectedBucketOwner=MANAGEMENT)
        with self.refused("403"):
            s3.head_bucket(Bucket="of-another", ExpectedBucketOwner=AUDIT)


class ConfigurationTest(SimulatorTestCase):
    def test_the_replication_of_a_bucket_comes_back_as_it_was_set(self) -> None:
        s3 = client("s3")
        for bucket in ("source", "target"):
            make_bucket(bucket)
            s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        fifteen_minutes = {"Status": "Enabled", "EventThreshold": {"Minutes": 15}}
        rule = {
            "ID": "all",
            "Priority": 7,
            "Status": "Enabled",
            "Filter": {"And": {"Prefix": "logs/", "Tags": [{"Key": "a", "Value": "b"}]}},
            "DeleteMarkerReplication": {"Status": "Disabled"},
            "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
            "Destination": {
                "Bucket": "arn:aws:s3:::target",
                "EncryptionConfiguration": {"ReplicaKmsKeyID": f"arn:aws:kms:{REGION}:{MANAGEMENT}:key/k"},
                "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
                "Metrics": fifteen_minutes,
            },
        }
        role = client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=trust("s3.amazonaws.com"))["Role"]["Arn"]
        configuration = {"Role": role, "Rules": [rule]}
        s3.put_bucket_replication(Bucket="source", ReplicationConfiguration=configuration)
        self.assertEqual(s3.get_bucket_replication(Bucket="source")["ReplicationConfiguration"], configuration)
        make_bucket("unreplicated")
        with self.refused("ReplicationConfigurationNotFoundError"):
            s3.get_bucket_replication(Bucket="unreplicated")

    def test_notifications_to_eventbridge_come_back(self) -> None:
        s3 = client("s3")
        make_bucket("notifying")
        self.assertNotIn("EventBridgeConfiguration", s3.get_bucket_notification_configuration(Bucket="notifying"))
        topic = client("sns").create_topic(Name="uploads")["TopicArn"]
        let_in = policy(allow("s3.amazonaws.com", "sns:Publish", topic))
        client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=let_in)
        topics = [{"TopicArn": topic, "Events": ["s3:ObjectCreated:*"]}]
        for configuration in ({}, {"TopicConfigurations": topics}):
            s3.put_bucket_notification_configuration(
                Bucket="notifying", NotificationConfiguration={"EventBridgeConfiguration": {}, **configuration}
            )
            returned = s3.get_bucket_notification_configuration(Bucket="notifying")
            self.assertEqual(returned["EventBridgeConfiguration"], {})
            self.assertEqual(len(returned.get("TopicConfigurations", [])), len(configuration))


class ProtectionTest(SimulatorTestCase):
    def test_denied_changes_of_a_bucket_are_refused(self) -> None:
        statement = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": ["s3:Put*", "s3:DeleteBucket*"],
            "Resource": "arn:aws:s3:::guarded",
        }
        make_bucket("guarded", MANAGEMENT, policy(statement))
        s3 = client("s3")
        changes = [
            lambda: s3.put_bucket_versioning(Bucket="guarded", VersioningConfiguration={"Status": "Suspended"}),
            lambda: s3.put_bucket_policy(Bucket="guarded", Policy=policy()),
            lambda: s3.delete_bucket_policy(Bucket="guarded"),
            lambda: s3.delete_bucket_lifecycle(Bucket="guarded"),
            lambda: s3.delete_bucket(Bucket="guarded"),
        ]
        for change in changes:
            with self.refused("AccessDenied"):
                change()
        s3.put_object(Bucket="guarded", Key="key", Body=b"body")

    def test_denied_deletions_are_refused(self) -> None:
        statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::kept/*"}
        make_bucket("kept", MANAGEMENT, policy(statement))
        s3 = client("s3")
        s3.put_bucket_versioning(Bucket="kept", VersioningConfiguration={"Status": "Enabled"})
        version = s3.put_object(Bucket="kept", Key="key", Body=b"body")["VersionId"]
        with self.refused("403"):
            s3.delete_object(Bucket="kept", Key="key")
        s3.delete_object(Bucket="kept", Key="key", VersionId=version)

    def test_a_lock_can_be_given_to_a_bucket_that_holds_objects(self) -> None:
        make_bucket("late")
        s3 = client("s3")
        s3.put_bucket_versioning(Bucket="late", VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(Bucket="late", Key="before", Body=b"body")
        rule = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}
        s3.put_object_lock_configuration(
            Bucket="late", ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule}
        )
        version = s3.put_object(Bucket="late", Key="after", Body=b"body")["VersionId"]
        self.assertEqual(s3.get_object(Bucket="late", Key="before")["Body"].read(), b"body")
        with self.refused("AccessDenied"):
            s3.delete_object(Bucket="late", Key="after", VersionId=version)
        s3.delete_object(Bucket="late", Key="after", VersionId=version, BypassGovernanceRetention=True)
