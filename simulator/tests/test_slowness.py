"""Tests of the simulator that is as slow as AWS."""
from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    advance_clock,
    client,
    enable_service_access,
    http,
    make_bucket,
    make_recorder,
    policy,
    reset,
    trust,
)

TRUST = policy({"Effect": "Allow", "Principal": {"AWS": MANAGEMENT}, "Action": "sts:AssumeRole"})


def be_slow(on: bool = True, **more: Any) -> Any:
    return json.loads(http("POST", "/simulator/slowness", {"on": on, "factor": 1, **more}))


class SlownessTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        client("sts", AUDIT), client("iam", LOG_ARCHIVE)
        be_slow()

    def test_is_off_unless_asked_for_and_after_a_reset(self) -> None:
        reset()
        self.assertFalse(json.loads(http("GET", "/simulator/slowness"))["on"])
        role = client("iam").create_role(RoleName="quick", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        client("sts").assume_role(RoleArn=role, RoleSessionName="test")

    def test_can_be_faster_than_aws(self) -> None:
        self.assertEqual(be_slow(factor=10)["seconds"]["a new role can be assumed"], 1)
        with self.assertRaises(HTTPError):
            be_slow(factor=0)

    def test_can_be_slow_in_some_things_only(self) -> None:
        be_slow(only=["a new account"])
        role = client("iam").create_role(RoleName="quick", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        client("sts").assume_role(RoleArn=role, RoleSessionName="test")
        status = client("organizations").create_account(AccountName="new", Email="new@example.com")
        self.assertEqual(status["CreateAccountStatus"]["State"], "IN_PROGRESS")
        with self.assertRaises(HTTPError):
            be_slow(only=["everything"])

    def test_a_new_role_can_be_read_and_assumed_after_a_while(self) -> None:
        iam, sts = client("iam"), client("sts")
        role = iam.create_role(RoleName="new", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        with self.refused("NoSuchEntity"):
            iam.get_role(RoleName="new")
        advance_clock(3)
        iam.get_role(RoleName="new")
        with self.refused("AccessDenied"):
            sts.assume_role(RoleArn=role, RoleSessionName="test")
        advance_clock(10)
        sts.assume_role(RoleArn=role, RoleSessionName="test")

    def test_a_new_policy_can_be_read_after_a_while(self) -> None:
        iam = client("iam")
        document = policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})
        arn = iam.create_policy(PolicyName="new", PolicyDocument=document)["Policy"]["Arn"]
        with self.refused("NoSuchEntity"):
            iam.get_policy(PolicyArn=arn)
        advance_clock(3)
        iam.get_policy(PolicyArn=arn)

    def test_services_do_not_know_a_new_role_at_once(self) -> None:
        service = "cloudtrail.amazonaws.com"
        iam, logs, cloudtrail = client("iam"), client("logs"), client("cloudtrail")
        make_bucket(
            "trail",
            bucket_policy=policy(
                {"Effect": "Allow", "Principal": {"Service": service}, "Action": "s3:*", "Resource": "arn:aws:s3:::trail*"}
            ),
        )
        logs.create_log_group(logGroupName="trail")
        role = iam.create_role(RoleName="logs", AssumeRolePolicyDocument=trust(service))["Role"]["Arn"]
        document = policy({"Effect": "Allow", "Action": "logs:*", "Resource": "*"})
        iam.put_role_policy(RoleName="logs", PolicyName="logs", PolicyDocument=document)
        trail = {
            "Name": "audit",
            "S3BucketName": "trail",
            "CloudWatchLogsLogGroupArn": f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:trail:*",
            "CloudWatchLogsRoleArn": role,
        }
        with self.refused("InvalidCloudWatchLogsRoleArnException"):
            cloudtrail.create_trail(**trail)
        advance_clock(11)
        cloudtrail.create_trail(**trail)

    def test_trusted_access_and_delegation_reach_the_services_after_a_while(self) -> None:
        organizations = client("organizations")
        service = "config-multiaccountsetup.amazonaws.com"
        make_recorder()
        rule = {
            "OrganizationConfigRuleName": "versioned",
            "OrganizationManagedRuleMetadata": {"RuleIdentifier": "S3_BUCKET_VERSIONING_ENABLED"},
            "ExcludedAccounts": [LOG_ARCHIVE, AUDIT],
        }
        enable_service_access(service)
        organizations.register_delegated_administrator(AccountId=AUDIT, ServicePrincipal=service)
        with self.refused("OrganizationAccessDeniedException"):
            client("config", AUDIT).put_organization_config_rule(**rule)
        advance_clock(16)
        client("config", AUDIT).put_organization_config_rule(**rule)
        statuses = client("config", AUDIT).describe_organization_config_rule_statuses
        (status,) = statuses()["OrganizationConfigRuleStatuses"]
        self.assertEqual(status["OrganizationRuleStatus"], "CREATE_IN_PROGRESS")
        advance_clock(121)
        (status,) = statuses()["OrganizationConfigRuleStatuses"]
        self.assertEqual(status["OrganizationRuleStatus"], "CREATE_SUCCESSFUL")

    def test_a_region_is_being_enabled_for_a_while(self) -> None:
        account = client("account")
        account.enable_region(RegionName="eu-south-1")
        self.assertEqual(account.get_region_opt_status(RegionName="eu-south-1")["RegionOptStatus"], "ENABLING")
        with self.refused("AuthFailure"):
            client("ec2", region="eu-south-1").describe_vpcs()
        advance_clock(301)
        self.assertEqual(account.get_region_opt_status(RegionName="eu-south-1")["RegionOptStatus"], "ENABLED")
        client("ec2", region="eu-south-1").describe_vpcs()

    def test_a_cluster_and_its_hsms_are_being_created_for_a_while(self) -> None:
        cloudhsm = client("cloudhsmv2")
        subnets = client("ec2").describe_subnets()["Subnets"]
        cluster = cloudhsm.create_cluster(HsmType="hsm2m.medium", Mode="FIPS", SubnetIds=[subnets[0]["SubnetId"]])
        cluster_id = cluster["Cluster"]["ClusterId"]

        def described() -> Any:
            return cloudhsm.describe_clusters(Filters={"clusterIds": [cluster_id]})["Clusters"][0]

        self.assertEqual(described()["State"], "CREATE_IN_PROGRESS")
        advance_clock(301)
        self.assertEqual(described()["State"], "UNINITIALIZED")
        cloudhsm.create_hsm(ClusterId=cluster_id, AvailabilityZone=subnets[0]["AvailabilityZone"])
        self.assertEqual(described()["Hsms"][0]["State"], "CREATE_IN_PROGRESS")
        advance_clock(301)
        self.assertEqual(described()["Hsms"][0]["State"], "ACTIVE")

    def test_a_key_store_is_being_connected_for_a_while(self) -> None:
        kms = client("kms")
        store = kms.create_custom_key_store(
            CustomKeyStoreName="external",
            CustomKeyStoreType="EXTERNAL_KEY_STORE",
            XksProxyUriEndpoint="https://xks.example.com",
            XksProxyUriPath="/kms/xks/v1",
            XksProxyConnectivity="PUBLIC_ENDPOINT",
            XksProxyAuthenticationCredential={"AccessKeyId": "A" * 20, "RawSecretAccessKey": "a" * 43},
        )["CustomKeyStoreId"]
        kms.connect_custom_key_store(CustomKeyStoreId=store)

        def state() -> str:
            return kms.describe_custom_key_stores(CustomKeyStoreId=store)["CustomKeyStores"][0]["ConnectionState"]

        self.assertEqual(state(), "CONNECTING")
        advance_clock(1201)
        self.assertEqual(state(), "CONNECTED")

    def test_an_analyzer_is_being_created_for_a_while(self) -> None:
        analyzers = client("accessanalyzer")
        analyzers.create_analyzer(analyzerName="a", type="ACCOUNT")
        self.assertEqual(analyzers.get_analyzer(analyzerName="a")["analyzer"]["status"], "CREATING")
        advance_clock(16)
        self.assertEqual(analyzers.get_analyzer(analyzerName="a")["analyzer"]["status"], "ACTIVE")
