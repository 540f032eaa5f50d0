"""AWS Config."""
from __future__ import annotations

from typing import Any

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    ORGANIZATION_ID,
    SimulatorTestCase,
    allow,
    client,
    make_bucket,
    make_delegated_administrator,
    policy,
    trust,
)

SERVICE = "config.amazonaws.com"
OUR_ORGANIZATION = {"StringEquals": {"aws:SourceOrgID": ORGANIZATION_ID}}


def make_delivery_bucket(name: str, condition: Any = None) -> None:
    arn = f"arn:aws:s3:::{name}"
    make_bucket(
        name,
        LOG_ARCHIVE,
        policy(
            allow(SERVICE, "s3:GetBucketAcl", arn, condition),
            allow(SERVICE, "s3:PutObject", f"{arn}/AWSLogs/*/Config/*", condition),
        ),
    )


class DeliveryChannelTest(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        role_arn = client("iam", AUDIT).create_service_linked_role(AWSServiceName=SERVICE)["Role"]["Arn"]
        recorder = {"name": "default", "roleARN": role_arn}
        client("config", AUDIT).put_configuration_recorder(ConfigurationRecorder=recorder)

    def put(self, bucket: str, **options: str) -> None:
        channel = {"name": "default", "s3BucketName": bucket, **options}
        client("config", AUDIT).put_delivery_channel(DeliveryChannel=channel)

    def test_the_bucket_must_exist(self) -> None:
        with self.refused("NoSuchBucketException"):
            self.put("no-such-bucket")

    def test_the_bucket_must_let_config_write(self) -> None:
        make_bucket("closed", LOG_ARCHIVE)
        with self.refused("InsufficientDeliveryPolicyException", "s3:GetBucketAcl"):
            self.put("closed")
        names = [c["s3BucketName"] for c in client("config", AUDIT).describe_delivery_channels()["DeliveryChannels"]]
        self.assertNotIn("closed", names)

    def test_the_organization_can_be_a_condition(self) -> None:
        make_delivery_bucket("ours", OUR_ORGANIZATION)
        self.put("ours")
        make_delivery_bucket("theirs", {"StringEquals": {"aws:SourceOrgID": "o-other12345"}})
        with self.refused("InsufficientDeliveryPolicyException"):
            self.put("theirs")

    def test_the_account_can_be_a_condition(self) -> None:
        make_delivery_bucket("for-audit", {"StringEquals": {"aws:SourceAccount": AUDIT}})
        self.put("for-audit")
        make_delivery_bucket("for-archive", {"StringEquals": {"aws:SourceAccount": LOG_ARCHIVE}})
        with self.refused("InsufficientDeliveryPolicyException"):
            self.put("for-archive")

    def test_the_source_arn_can_be_a_condition(self) -> None:
        make_delivery_bucket("for-arn", {"ArnLike": {"aws:SourceArn": f"arn:aws:config:*:{AUDIT}:*"}})
        self.put("for-arn")

    def test_the_prefix_is_part_of_the_folder(self) -> None:
        make_delivery_bucket("with-prefix")
        with self.refused("InsufficientDeliveryPolicyException", "prefix/AWSLogs/"):
            self.put("with-prefix", s3KeyPrefix="prefix")

    def test_the_key_that_the_bucket_encrypts_with_must_let_config_use_it(self) -> None:
        make_delivery_bucket("encrypted")
        kms = client("kms", LOG_ARCHIVE)
        key = kms.create_key()["KeyMetadata"]["Arn"]
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        client("s3", LOG_ARCHIVE).put_bucket_encryption(
            Bucket="encrypted",
            ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": default}]},
        )
        with self.refused("InsufficientDeliveryPolicyException", "kms:GenerateDataKey"):
            self.put("encrypted")
        document = policy(allow(SERVICE, "kms:GenerateDataKey*", "*", OUR_ORGANIZATION))
        kms.put_key_policy(KeyId=key, PolicyName="default", Policy=document)
        self.put("encrypted")

    def test_the_topic_must_let_config_publish(self) -> None:
        make_delivery_bucket("with-topic")
        topic = client("sns", LOG_ARCHIVE).create_topic(Name="config")["TopicArn"]
        with self.refused("InsufficientDeliveryPolicyException", "sns:Publish"):
            self.put("with-topic", snsTopicARN=topic)
        client("sns", LOG_ARCHIVE).set_topic_attributes(
            TopicArn=topic, AttributeName="Policy", AttributeValue=policy(allow(SERVICE, "sns:Publish", topic))
        )
        self.put("with-topic", snsTopicARN=topic)

    def test_the_role_of_the_recorder_can_write_to_a_bucket_of_its_account(self) -> None:
        iam, config = client("iam", LOG_ARCHIVE), client("config", LOG_ARCHIVE)
        make_bucket("own", LOG_ARCHIVE)
        role = iam.create_role(RoleName="recorder", AssumeRolePolicyDocument=trust(SERVICE))["Role"]["Arn"]
        config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
        channel = {"name": "default", "s3BucketName": "own"}
        with self.refused("InsufficientDeliveryPolicyException"):
            config.put_delivery_channel(DeliveryChannel=channel)
        document = policy({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
        iam.put_role_policy(RoleName="recorder", PolicyName="write", PolicyDocument=document)
        config.put_delivery_channel(DeliveryChannel=channel)

    def test_a_recorder_without_a_channel_cannot_be_started(self) -> None:
        config = client("config", AUDIT, "us-east-1")
        role_arn = f"arn:aws:iam::{AUDIT}:role/aws-service-role/{SERVICE}/AWSServiceRoleForConfig"
        config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role_arn})
        with self.refused("NoAvailableDeliveryChannelException"):
            config.start_configuration_recorder(ConfigurationRecorderName="default")


class OrganizationTest(SimulatorTestCase):
    def test_only_the_management_account_or_a_delegated_administrator_aggregates_the_organization(self) -> None:
        source = {"RoleArn": f"arn:aws:iam::{AUDIT}:role/r", "AllAwsRegions": True}
        request = {"ConfigurationAggregatorName": "all", "OrganizationAggregationSource": source}
        with self.refused("OrganizationAccessDeniedException"):
            client("config", AUDIT).put_configuration_aggregator(**request)
        make_delegated_administrator(AUDIT, SERVICE)
        client("config", AUDIT).put_configuration_aggregator(**request)
        client("config").put_configuration_aggregator(**request)

    def test_only_the_management_account_or_a_delegated_administrator_makes_rules_for_the_organization(self) -> None:
        metadata = {"RuleIdentifier": "CLOUD_TRAIL_ENABLED"}
        rule = {"OrganizationConfigRuleName": "trail", "OrganizationManagedRuleMetadata": metadata}
        pack = {"OrganizationConformancePackName": "pack", "TemplateBody": "Resources: {}"}
        config = client("config", AUDIT)
        with self.refused("OrganizationAccessDeniedException"):
            config.put_organization_config_rule(**rule)
        with self.refused("OrganizationAccessDeniedException"):
            config.put_organization_conformance_pack(**pack)
        make_delegated_administrator(AUDIT, "config-multiaccountsetup.amazonaws.com")
        config.put_organization_config_rule(**rule)
        config.put_organization_conformance_pack(**pack)

    def test_a_rule_of_the_organization_is_created_in_its_accounts(self) -> None:
        config = client("config")
        metadata = {"RuleIdentifier": "CLOUD_TRAIL_ENABLED"}
        config.put_organization_config_rule(
            OrganizationConfigRuleName="here", OrganizationManagedRuleMetadata=metadata, ExcludedAccounts=[AUDIT]
        )
        rule = config.describe_organization_config_rules()["OrganizationConfigRules"][0]
        self.assertIn("organization-config-rule/here-", rule["OrganizationConfigRuleArn"])
        status = config.describe_organization_config_rule_statuses()["OrganizationConfigRuleStatuses"][0]
        self.assertEqual(status["OrganizationRuleStatus"], "CREATE_SUCCESSFUL")
        details = config.get_organization_config_rule_detailed_status(OrganizationConfigRuleName="here")
        accounts = [detail["AccountId"] for detail in details["OrganizationConfigRuleDetailedStatus"]]
        self.assertEqual(set(accounts), {MANAGEMENT, LOG_ARCHIVE})
        config.delete_organization_config_rule(OrganizationConfigRuleName="here")
        with self.refused("NoSuchOrganizationConfigRuleException"):
            config.describe_organization_config_rules(OrganizationConfigRuleNames=["here"])

    def test_the_text_of_a_guard_rule_of_the_organization_can_be_read(self) -> None:
        config = client("config")
        metadata = {
            "PolicyRuntime": "guard-2.x.x",
            "PolicyText": "rule a { true }",
            "OrganizationConfigRuleTriggerTypes": ["ConfigurationItemChangeNotification"],
        }
        config.put_organization_config_rule(
            OrganizationConfigRuleName="guard", OrganizationCustomPolicyRuleMetadata=metadata
        )
        text = config.get_organization_custom_rule_policy(OrganizationConfigRuleName="guard")["PolicyText"]
        self.assertEqual(text, "rule a { true }")


class RuleTest(SimulatorTestCase):
    def test_a_rule_can_be_written_in_guard(self) -> None:
        config = client("config")
        role_arn = f"arn:aws:iam::{MANAGEMENT}:role/r"
        config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role_arn})
        source = {
            "Owner": "CUSTOM_POLICY",
            "SourceDetails": [{"EventSource": "aws.config", "MessageType": "ConfigurationItemChangeNotification"}],
            "CustomPolicyDetails": {"PolicyRuntime": "guard-2.x.x", "PolicyText": "rule a { true }"},
        }
        config.put_config_rule(ConfigRule={"ConfigRuleName": "guard", "Source": source})
        self.assertEqual(config.get_custom_rule_policy(ConfigRuleName="guard")["PolicyText"], "rule a { true }")
        described = config.describe_config_rules(ConfigRuleNames=["guard"])["ConfigRules"][0]["Source"]
        self.assertEqual(described["CustomPolicyDetails"]["PolicyRuntime"], "guard-2.x.x")

    def test_a_rule_can_have_a_remediation(self) -> None:
        config = client("config")
        remediation = {"ConfigRuleName": "rule", "TargetType": "SSM_DOCUMENT", "TargetId": "AWS-Stop"}
        config.put_remediation_configurations(RemediationConfigurations=[remediation])
        described = config.describe_remediation_configurations(ConfigRuleNames=["rule", "other"])
        self.assertEqual([r["TargetId"] for r in described["RemediationConfigurations"]], ["AWS-Stop"])
        config.delete_remediation_configuration(ConfigRuleName="rule")
        with self.refused("NoSuchRemediationConfigurationException"):
            config.delete_remediation_configuration(ConfigRuleName="rule")

    def test_a_conformance_pack_is_deployed_until_it_is_deleted(self) -> None:
        config = client("config")
        config.put_conformance_pack(ConformancePackName="pack", TemplateBody="Resources: {}")
        details = config.describe_conformance_packs(ConformancePackNames=["pack"])["ConformancePackDetails"]
        self.assertIn("conformance-pack/pack/", details[0]["ConformancePackArn"])
        status = config.describe_conformance_pack_status()["ConformancePackStatusDetails"][0]
        self.assertEqual(status["ConformancePackState"], "CREATE_COMPLETE")
        config.delete_conformance_pack(ConformancePackName="pack")
        with self.refused("NoSuchConformancePackException"):
            config.describe_conformance_packs(ConformancePackNames=["pack"])
