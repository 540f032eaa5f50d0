"""Permissions for what services do in the name of their caller: CloudHSM in EC2, KMS in CloudHSM, Inspector in IAM."""
from __future__ import annotations

import unittest
from typing import Any

from botocore.exceptions import ClientError

from tests.hsm_ceremony import PROXY
from tests.support import MANAGEMENT, REGION
from tests.test_authorization_enforcement import Aws, may

# https://docs.aws.amazon.com/cloudhsm/latest/userguide/identity-access-management.html#permissions-for-cloudhsm
FOR_CLUSTERS = [
    "cloudhsm:CreateCluster",
    "ec2:DescribeSubnets",
    "ec2:CreateSecurityGroup",
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupEgress",
]
ROLE = f"arn:aws:iam::{MANAGEMENT}:role/aws-service-role/cloudhsm.amazonaws.com/AWSServiceRoleForCloudHSM"


class ForwardedTest(unittest.TestCase):
    aws: Aws

    @classmethod
    def setUpClass(cls) -> None:
        cls.aws = Aws("all")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.aws.stop()

    def client(self, service: str, name: str, *statements: Any) -> Any:
        self.aws.role(MANAGEMENT, name, *statements)
        return self.aws.client(service, self.aws.assume(MANAGEMENT, name))

    def create_cluster(self, name: str, *statements: Any) -> Any:
        subnet = self.aws.client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
        cloudhsm = self.client("cloudhsmv2", name, *statements)
        return cloudhsm.create_cluster(HsmType="hsm2m.medium", Mode="FIPS", SubnetIds=[subnet])

    def test_who_creates_a_cluster_may_make_its_security_group_and_the_role_of_the_service(self) -> None:
        with self.assertRaisesRegex(ClientError, "ec2:DescribeSubnets"):
            self.create_cluster("cluster-only", may("cloudhsm:CreateCluster"))
        with self.assertRaisesRegex(ClientError, "iam:CreateServiceLinkedRole"):
            self.create_cluster("without-role", may(FOR_CLUSTERS))
        condition = {"StringEquals": {"iam:AWSServiceName": "cloudhsm.amazonaws.com"}}
        role = may("iam:CreateServiceLinkedRole", ROLE, Condition=condition)
        self.create_cluster("with-role", may(FOR_CLUSTERS), role)
        found = self.aws.client("iam").get_role(RoleName="AWSServiceRoleForCloudHSM")["Role"]
        self.assertEqual(found["Arn"], ROLE)
        self.create_cluster("with-role-there", may(FOR_CLUSTERS))

    def test_a_key_store_of_a_cluster_needs_to_read_clusters_and_an_external_one_does_not(self) -> None:
        kms = self.client("kms", "store", may("kms:CreateCustomKeyStore"))
        kms.create_custom_key_store(CustomKeyStoreName="outside", **PROXY)
        with self.assertRaisesRegex(ClientError, "cloudhsm:DescribeClusters"):
            kms.create_custom_key_store(
                CustomKeyStoreName="inside",
                CloudHsmClusterId="cluster-aaaaaaaaaaa",
                TrustAnchorCertificate="PEM",
                KeyStorePassword="password",
            )

    def test_who_only_reads_needs_nothing_else(self) -> None:
        actions = may(["cloudhsm:DescribeClusters", "kms:DescribeCustomKeyStores"])
        self.client("cloudhsmv2", "probe", actions).describe_clusters()
        self.client("kms", "probe-of-stores", actions).describe_custom_key_stores()
        with self.assertRaisesRegex(ClientError, "kms:ConnectCustomKeyStore"):
            self.client("kms", "probe-again", actions).connect_custom_key_store(CustomKeyStoreId="cks-0123456789")

    def test_s3_gives_a_key_the_bucket_behind_a_bucket_key_and_the_object_without_as_each_was_written(self) -> None:
        s3, bucket = self.aws.client("s3"), "arn:aws:s3:::vault"
        s3.create_bucket(Bucket="vault", CreateBucketConfiguration={"LocationConstraint": REGION})
        key = self.aws.client("kms").create_key()["KeyMetadata"]["Arn"]
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}

        def with_context(name: str, *arns: str) -> Any:
            condition = {"StringLike": {"kms:EncryptionContext:aws:s3:arn": list(arns)}}
            return self.client("s3", name, may("s3:*"), may("kms:*", key, Condition=condition))

        of_objects, of_bucket = with_context("of-objects", f"{bucket}/*"), with_context("of-bucket", bucket)
        of_namesake = with_context("of-namesake", f"{bucket}-other", f"{bucket}-other/*")
        of_both = with_context("of-both", bucket, f"{bucket}/*")
        # The setting of the bucket counts when an object is written; what is there keeps its own.
        for name, bucket_key, writer, others in (
            ("before", False, of_objects, (of_bucket, of_namesake)),
            ("after", True, of_bucket, (of_objects, of_namesake)),
        ):
            rules = [{"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": bucket_key}]
            s3.put_bucket_encryption(Bucket="vault", ServerSideEncryptionConfiguration={"Rules": rules})
            writer.put_object(Bucket="vault", Key=name)
            for other in others:
                with self.assertRaisesRegex(ClientError, "kms:GenerateDataKey"):
                    other.put_object(Bucket="vault", Key=name)
        of_objects.put_object(Bucket="vault", Key="opted-out", BucketKeyEnabled=False)
        for name, reader, other in (
            ("before", of_objects, of_bucket),
            ("after", of_bucket, of_objects),
            ("opted-out", of_objects, of_bucket),
        ):
            for allowed in (reader, of_both):
                allowed.get_object(Bucket="vault", Key=name)
            for denied in (other, of_namesake):
                with self.assertRaisesRegex(ClientError, "kms:Decrypt"):
                    denied.get_object(Bucket="vault", Key=name)

    def test_who_enables_inspector_may_make_its_roles(self) -> None:
        with self.assertRaisesRegex(ClientError, "iam:CreateServiceLinkedRole"):
            self.client("inspector2", "enable-only", may("inspector2:Enable")).enable(resourceTypes=["ECR"])
        names = ["inspector2.amazonaws.com", "agentless.inspector2.amazonaws.com"]
        for name, services, types in (("images", names[:1], ["ECR"]), ("instances", names, ["EC2"])):
            condition = {"StringEquals": {"iam:AWSServiceName": services}}
            role = may("iam:CreateServiceLinkedRole", "*", Condition=condition)
            inspector = self.client("inspector2", name, may("inspector2:Enable"), role)
            self.assertEqual(inspector.enable(resourceTypes=types)["failedAccounts"], [])

    def test_who_designates_the_administrator_of_inspector_may_register_it(self) -> None:
        inspector = self.client("inspector2", "designate", may("inspector2:EnableDelegatedAdminAccount"))
        with self.assertRaisesRegex(ClientError, "organizations:EnableAWSServiceAccess"):
            inspector.enable_delegated_admin_account(delegatedAdminAccountId=MANAGEMENT)


if __name__ == "__main__":
    unittest.main()
