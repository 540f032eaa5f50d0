"""AWS Config."""
from __future__ import annotations

from typing import Any

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    ORGANIZATION_ID,
    REGION,
    SimulatorTestCase,
    allow,
    client,
    make_bucket,
    make_delegated_administrator,
    make_recorder,
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
            allow(SERVICE, ["s3:GetBucketAcl", "s3:ListBucket"], arn, condition),
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

    def test_says_when_it_cannot_deliver_any_more(self) -> None:
        make_delivery_bucket("kept-out")
        self.put("kept-out")

        def status() -> str:
            (channel,) = client("config", AUDIT).describe_delivery_channel_status()["DeliveryChannelsStatus"]
            return str(channel["configHistoryDeliveryInfo"]["lastStatus"])

        self.assertEqual(status(), "Success")
        client("s3", LOG_ARCHIVE).delete_bucket_policy(Bucket="kept-out")
        self.assertEqual(status(), "Failure")

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
        kms.put_key_policy(KeyId=key, Policy=document, BypassPolicyLockoutSafetyCheck=True)
        self.put("encrypted")

    def test_the_context_is_the_bucket_with_a_bucket_key_and_the_object_without(self) -> None:
        kms = client("kms", LOG_ARCHIVE)
        key = kms.create_key()["KeyMetadata"]["Arn"]
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        make_delivery_bucket("context")
        for bucket_key, context, missing in (
            (True, "arn:aws:s3:::context", None),
            (True, "arn:aws:s3:::context/*", "kms:GenerateDataKey"),
            (False, "arn:aws:s3:::context/AWSLogs/*", None),
            (False, "arn:aws:s3:::context", "kms:GenerateDataKey"),
        ):
            with self.subTest(bucket_key=bucket_key, context=context):
                rules = [{"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": bucket_key}]
                client("s3", LOG_ARCHIVE).put_bucket_encryption(
                    Bucket="context", ServerSideEncryptionConfiguration={"Rules": rules}
                )
                condition = {**OUR_ORGANIZATION, "StringLike": {"kms:EncryptionContext:aws:s3:arn": context}}
                use = allow(SERVICE, ["kms:GenerateDataKey", "kms:Decrypt"], "*", condition)
                kms.put_key_policy(KeyId=key, Policy=policy(use), BypassPolicyLockoutSafetyCheck=True)
                if missing is None:
                    self.put("context")
                else:
                    with self.refused("InsufficientDeliveryPolicyException", missing):
                        self.put("context")

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


class AggregatorTest(SimulatorTestCase):
    def test_only_the_management_account_or_a_delegated_administrator_aggregates_the_organization(self) -> None:
        source = {"RoleArn": f"arn:aws:iam::{AUDIT}:role/r", "AllAwsRegions": True}
        request = {"ConfigurationAggregatorName": "all", "OrganizationAggregationSource": source}
        with self.refused("OrganizationAccessDeniedException"):
            client("config", AUDIT).put_configuration_aggregator(**request)
        make_delegated_administrator(AUDIT, SERVICE)
        client("config", AUDIT).put_configuration_aggregator(**request)
        client("config").put_configuration_aggregator(**request)


    def test_an_aggregator_sees_the_accounts_that_authorize_it(self) -> None:
        sources = [{"AccountIds": [LOG_ARCHIVE], "AwsRegions": [REGION]}]
        config = client("config", AUDIT)
        config.put_configuration_aggregator(ConfigurationAggregatorName="some", AccountAggregationSources=sources)

        def status() -> str:
            name = {"ConfigurationAggregatorName": "some"}
            (seen,) = config.describe_configuration_aggregator_sources_status(**name)["AggregatedSourceStatusList"]
            return str(seen["LastUpdateStatus"])

        self.assertEqual(status(), "FAILED")
        client("config", LOG_ARCHIVE).put_aggregation_authorization(
            AuthorizedAccountId=AUDIT, AuthorizedAwsRegion=REGION
        )
        self.assertEqual(status(), "SUCCEEDED")
        with self.refused("NoSuchConfigurationAggregatorException"):
            config.describe_configuration_aggregator_sources_status(ConfigurationAggregatorName="none")


class RecorderTest(SimulatorTestCase):
    role_arn = f"arn:aws:iam::{AUDIT}:role/aws-service-role/{SERVICE}/AWSServiceRoleForConfig"

    def put(self, **settings: Any) -> None:
        recorder = {"name": "default", "roleARN": self.role_arn, **settings}
        client("config", AUDIT).put_configuration_recorder(ConfigurationRecorder=recorder)

    def recorder(self) -> Any:
        return client("config", AUDIT).describe_configuration_recorders()["ConfigurationRecorders"][0]

    def test_the_recording_mode_and_its_override_are_remembered(self) -> None:
        override = {"resourceTypes": ["AWS::CloudTrail::Trail"], "recordingFrequency": "CONTINUOUS"}
        mode = {"recordingFrequency": "DAILY", "recordingModeOverrides": [override]}
        self.put(recordingMode=mode)
        self.assertEqual(self.recorder()["recordingMode"], mode)

    def test_the_recording_mode_is_continuous_unless_it_is_set(self) -> None:
        self.put()
        self.assertEqual(self.recorder()["recordingMode"]["recordingFrequency"], "CONTINUOUS")

    def test_there_is_one_override_of_the_recording_mode(self) -> None:
        override = {"resourceTypes": ["AWS::CloudTrail::Trail"], "recordingFrequency": "CONTINUOUS"}
        with self.refused("ValidationException"):
            self.put(recordingMode={"recordingFrequency": "DAILY", "recordingModeOverrides": [override, override]})

    def test_excluded_types_can_be_recorded_again(self) -> None:
        excluded = {"resourceTypes": ["AWS::IAM::Role"]}
        exclusion = {"useOnly": "EXCLUSION_BY_RESOURCE_TYPES"}
        self.put(recordingGroup={"exclusionByResourceTypes": excluded, "recordingStrategy": exclusion})
        self.assertEqual(self.recorder()["recordingGroup"]["exclusionByResourceTypes"], excluded)
        everything = {"useOnly": "ALL_SUPPORTED_RESOURCE_TYPES"}
        self.put(
            recordingGroup={"allSupported": True, "exclusionByResourceTypes": {}, "recordingStrategy": everything}
        )
        self.assertTrue(self.recorder()["recordingGroup"]["allSupported"])

    def test_types_are_excluded_by_the_strategy_of_exclusion_only(self) -> None:
        excluded = {"resourceTypes": ["AWS::IAM::Role"]}
        everything = {"useOnly": "ALL_SUPPORTED_RESOURCE_TYPES"}
        with self.refused("InvalidRecordingGroupException"):
            self.put(
                recordingGroup={
                    "allSupported": True,
                    "exclusionByResourceTypes": excluded,
                    "recordingStrategy": everything,
                }
            )

    def test_there_is_one_recorder(self) -> None:
        self.put()
        with self.refused("MaxNumberOfConfigurationRecordersExceededException"):
            self.put(name="second")


class RuleTest(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_recorder()

    def test_a_rule_needs_a_recorder(self) -> None:
        source = {"Owner": "AWS", "SourceIdentifier": "CLOUD_TRAIL_ENABLED"}
        rule = {"ConfigRuleName": "rule", "Source": source}
        with self.refused("NoAvailableConfigurationRecorderException"):
            client("config", AUDIT).put_config_rule(ConfigRule=rule)
        make_recorder(AUDIT)
        client("config", AUDIT).put_config_rule(ConfigRule=rule)

    def test_a_rule_can_be_written_in_guard(self) -> None:
        config = client("config")
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
        remediation = {"ConfigRuleName": "rule", "TargetType": "SSM_DOCUMENT", "TargetId": "Stop"}
        content = '{"schemaVersion": "0.3", "mainSteps": []}'
        client("ssm").create_document(Name="Stop", Content=content, DocumentType="Automation", DocumentFormat="JSON")
        with self.refused("InvalidParameterValueException", "ConfigRule"):
            config.put_remediation_configurations(RemediationConfigurations=[remediation])
        source = {"Owner": "AWS", "SourceIdentifier": "CLOUD_TRAIL_ENABLED"}
        config.put_config_rule(ConfigRule={"ConfigRuleName": "rule", "Source": source})
        config.put_remediation_configurations(RemediationConfigurations=[remediation])
        with self.refused("ResourceInUseException"):
            config.delete_config_rule(ConfigRuleName="rule")
        described = config.describe_remediation_configurations(ConfigRuleNames=["rule", "other"])
        self.assertEqual([r["TargetId"] for r in described["RemediationConfigurations"]], ["Stop"])
        config.delete_remediation_configuration(ConfigRuleName="rule")
        with self.refused("NoSuchRemediationConfigurationException"):
            config.delete_remediation_configuration(ConfigRuleName="rule")
        config.delete_config_rule(ConfigRuleName="rule")
