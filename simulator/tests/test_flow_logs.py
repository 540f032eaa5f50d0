"""VPC flow logs, and whether they can be delivered."""
from __future__ import annotations

from typing import Any, Dict, Optional

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
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

DELIVERY = "delivery.logs.amazonaws.com"
OUR_ORGANIZATION = {"StringEquals": {"aws:SourceOrgID": ORGANIZATION_ID}}
HIVE = {"FileFormat": "parquet", "HiveCompatiblePartitions": True, "PerHourPartition": True}


def make_vpc(account: str = MANAGEMENT) -> str:
    return client("ec2", account).create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]


def create(vpc: str, account: str = MANAGEMENT, **options: Any) -> Dict[str, Any]:
    return client("ec2", account).create_flow_logs(
        ResourceType="VPC", ResourceIds=[vpc], TrafficType="ALL", **options
    )


def make_delivery_bucket(name: str, folder: str = "AWSLogs", condition: Optional[Dict[str, Any]] = None) -> str:
    arn = f"arn:aws:s3:::{name}"
    acl = {"s3:x-amz-acl": "bucket-owner-full-control", **(condition or OUR_ORGANIZATION)["StringEquals"]}
    make_bucket(
        name,
        LOG_ARCHIVE,
        policy(
            allow(DELIVERY, "s3:GetBucketAcl", arn, condition or OUR_ORGANIZATION),
            allow(DELIVERY, "s3:PutObject", f"{arn}/{folder}/*", {"StringEquals": acl}),
        ),
    )
    return arn


class BucketTest(SimulatorTestCase):
    def put(self, destination: str, account: str = AUDIT, **options: Any) -> Optional[str]:
        """Why a flow log of a new VPC to the destination is refused."""
        created = create(make_vpc(account), account, LogDestinationType="s3", LogDestination=destination, **options)
        return created["Unsuccessful"][0]["Error"]["Message"] if created["Unsuccessful"] else None

    def test_a_flow_log_can_be_written_to_a_folder_in_a_format(self) -> None:
        make_bucket("own")
        destination = {"LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::own/vpc/"}
        vpc = make_vpc()
        created = create(vpc, **destination, DestinationOptions=HIVE)
        self.assertEqual(created["Unsuccessful"], [])
        flow_log = client("ec2").describe_flow_logs(FlowLogIds=created["FlowLogIds"])["FlowLogs"][0]
        self.assertEqual(flow_log["LogDestination"], "arn:aws:s3:::own/vpc/")
        self.assertEqual(flow_log["DestinationOptions"], HIVE)
        with self.refused("FlowLogAlreadyExists"):
            create(vpc, **destination)

    def test_the_bucket_of_another_account_must_let_log_delivery_write(self) -> None:
        make_bucket("closed", LOG_ARCHIVE)
        self.assertIn("Access Denied for LogDestination: closed", self.put("arn:aws:s3:::closed") or "")
        self.assertIsNone(self.put(make_delivery_bucket("open")))

    def test_the_bucket_of_the_same_account_lets_log_delivery_write_unless_it_denies_that(self) -> None:
        arn = "arn:aws:s3:::archive"
        insecure = {"Bool": {"aws:SecureTransport": "false"}}
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
        make_bucket("archive", LOG_ARCHIVE, policy({**deny, "Condition": insecure}))
        self.assertIsNone(self.put(arn, LOG_ARCHIVE))
        client("s3", LOG_ARCHIVE).put_bucket_policy(
            Bucket="archive", Policy=policy({**deny, "Principal": {"Service": DELIVERY}})
        )
        self.assertIn("Access Denied", self.put(arn, LOG_ARCHIVE) or "")

    def test_the_organization_is_a_condition(self) -> None:
        theirs = make_delivery_bucket("theirs", condition={"StringEquals": {"aws:SourceOrgID": "o-other12345"}})
        self.assertIn("s3:GetBucketAcl", self.put(theirs) or "")

    def test_the_folder_is_part_of_what_is_allowed(self) -> None:
        bucket = make_delivery_bucket("folder", "vpc/AWSLogs")
        self.assertIn("s3:PutObject", self.put(bucket) or "")
        self.assertIsNone(self.put(f"{bucket}/vpc/"))

    def test_hive_compatible_partitions_have_another_folder(self) -> None:
        bucket = make_delivery_bucket("hive", f"AWSLogs/{AUDIT}")
        self.assertIsNone(self.put(bucket))
        self.assertIn(f"aws-account-id={AUDIT}/", self.put(bucket, DestinationOptions=HIVE) or "")

    def test_the_key_that_the_bucket_encrypts_with_must_let_log_delivery_use_it(self) -> None:
        bucket = make_delivery_bucket("encrypted")
        kms = client("kms", LOG_ARCHIVE)
        key = kms.create_key()["KeyMetadata"]["Arn"]
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        client("s3", LOG_ARCHIVE).put_bucket_encryption(
            Bucket="encrypted",
            ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": default}]},
        )
        self.assertIn("kms:GenerateDataKey", self.put(bucket) or "")
        document = policy(allow(DELIVERY, "kms:GenerateDataKey*", "*", OUR_ORGANIZATION))
        kms.put_key_policy(KeyId=key, Policy=document, BypassPolicyLockoutSafetyCheck=True)
        self.assertIsNone(self.put(bucket))


class LogGroupTest(SimulatorTestCase):
    group = f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:flow"

    def test_the_role_must_be_able_to_write(self) -> None:
        client("logs").create_log_group(logGroupName="flow")
        iam = client("iam")
        document = trust("vpc-flow-logs.amazonaws.com")
        role = iam.create_role(RoleName="flow", AssumeRolePolicyDocument=document)["Role"]["Arn"]
        flow_log = create(make_vpc(), LogDestination=self.group, DeliverLogsPermissionArn=role)["FlowLogIds"][0]
        self.assertEqual(self.status_of(flow_log), ("FAILED", "Access error"))
        actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"]
        write = policy({"Effect": "Allow", "Action": actions, "Resource": "*"})
        iam.put_role_policy(RoleName="flow", PolicyName="write", PolicyDocument=write)
        self.assertEqual(self.status_of(flow_log), ("SUCCESS", None))
        iam.update_assume_role_policy(RoleName="flow", PolicyDocument=trust("ec2.amazonaws.com"))
        self.assertEqual(self.status_of(flow_log), ("FAILED", "Access error"))

    @staticmethod
    def status_of(flow_log: str) -> Any:
        described = client("ec2").describe_flow_logs(FlowLogIds=[flow_log])["FlowLogs"][0]
        return described["DeliverLogsStatus"], described.get("DeliverLogsErrorMessage")

    def test_a_vpc_has_at_most_two_flow_logs(self) -> None:
        vpc = make_vpc()
        role = f"arn:aws:iam::{MANAGEMENT}:role/any"
        for name in ("first", "second"):
            create(vpc, LogGroupName=name, DeliverLogsPermissionArn=role)
        with self.refused("FlowLogsLimitExceeded"):
            create(vpc, LogGroupName="third", DeliverLogsPermissionArn=role)
