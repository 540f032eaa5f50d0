"""Resources of CloudFormation stacks, and what updates do with them."""
from __future__ import annotations

import json
from typing import Any, Dict

from tests.support import MANAGEMENT, SimulatorTestCase, allow, client, make_bucket, make_recorder, policy

SERVICE = "config.amazonaws.com"
SERVICE_LINKED_ROLE = f"aws-service-role/{SERVICE}/AWSServiceRoleForConfig"
ROLE = {"Fn::Sub": f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{SERVICE_LINKED_ROLE}"}
RECORDER = {
    "Type": "AWS::Config::ConfigurationRecorder",
    "Properties": {
        "Name": "default",
        "RoleARN": ROLE,
        "RecordingGroup": {"AllSupported": True, "IncludeGlobalResourceTypes": True},
        "RecordingMode": {"RecordingFrequency": "DAILY"},
    },
}
CHANNEL = {
    "Type": "AWS::Config::DeliveryChannel",
    "Properties": {
        "Name": "default",
        "S3BucketName": "history",
        "ConfigSnapshotDeliveryProperties": {"DeliveryFrequency": "Six_Hours"},
    },
}


def topic(name: str, **more: Any) -> Dict[str, Any]:
    return {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": name}, **more}


class StackTestCase(SimulatorTestCase):
    def setUp(self) -> None:
        type(self).setUpClass()
        self.cloudformation = client("cloudformation")

    def create(self, conditions: Any = None, parameters: Any = None, **resources: Any) -> str:
        self.cloudformation.create_stack(
            StackName="stack",
            TemplateBody=json.dumps(self.template(conditions, resources)),
            Parameters=self.values(parameters),
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        return self.status()

    def update(self, conditions: Any = None, parameters: Any = None, **resources: Any) -> str:
        self.cloudformation.update_stack(
            StackName="stack",
            TemplateBody=json.dumps(self.template(conditions, resources)),
            Parameters=self.values(parameters),
        )
        return self.status()

    @staticmethod
    def template(conditions: Any, resources: Any) -> Dict[str, Any]:
        parameters = {"Stage": {"Type": "String", "Default": "test"}}
        return {"Parameters": parameters, "Conditions": conditions or {}, "Resources": resources}

    @staticmethod
    def values(parameters: Any) -> Any:
        return [{"ParameterKey": key, "ParameterValue": value} for key, value in (parameters or {}).items()]

    def status(self) -> str:
        return self.cloudformation.describe_stacks(StackName="stack")["Stacks"][0]["StackStatus"]


class ConfigResourcesTest(StackTestCase):
    def setUp(self) -> None:
        super().setUp()
        arn = "arn:aws:s3:::history"
        make_bucket(
            "history",
            bucket_policy=policy(
                allow(SERVICE, ["s3:GetBucketAcl", "s3:ListBucket"], arn),
                allow(SERVICE, "s3:PutObject", f"{arn}/AWSLogs/*"),
            ),
        )
        self.config = client("config")

    def test_a_recorder_is_started_when_it_has_a_channel(self) -> None:
        for order in ({"Recorder": RECORDER, "Channel": CHANNEL}, {"Channel": CHANNEL, "Recorder": RECORDER}):
            self.assertEqual(self.create(**order), "CREATE_COMPLETE")
            recorder = self.config.describe_configuration_recorders()["ConfigurationRecorders"][0]
            self.assertEqual(recorder["recordingMode"]["recordingFrequency"], "DAILY")
            self.assertTrue(recorder["recordingGroup"]["includeGlobalResourceTypes"])
            status = self.config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"][0]
            self.assertTrue(status["recording"])
            channel = self.config.describe_delivery_channels()["DeliveryChannels"][0]
            self.assertEqual(channel["configSnapshotDeliveryProperties"], {"deliveryFrequency": "Six_Hours"})
            self.cloudformation.delete_stack(StackName="stack")
            self.assertEqual(self.config.describe_configuration_recorders()["ConfigurationRecorders"], [])
            self.assertEqual(self.config.describe_delivery_channels()["DeliveryChannels"], [])

    def test_a_recorder_waits_for_a_channel(self) -> None:
        self.assertEqual(self.create(Recorder=RECORDER), "CREATE_IN_PROGRESS")

    def test_a_channel_that_waits_for_the_recorder_waits_for_ever(self) -> None:
        with self.refused("ValidationError", "depends on Recorder"):
            self.create(Recorder=RECORDER, Channel={**CHANNEL, "DependsOn": "Recorder"})

    def test_a_channel_must_be_able_to_deliver(self) -> None:
        client("s3").delete_bucket_policy(Bucket="history")
        with self.refused("InsufficientDeliveryPolicyException"):
            self.create(Recorder=RECORDER, Channel=CHANNEL)

    def test_a_rule_has_the_parameters_of_the_template(self) -> None:
        make_recorder()
        source = {"Owner": "AWS", "SourceIdentifier": "IAM_PASSWORD_POLICY"}
        properties = {"ConfigRuleName": "rule", "Source": source, "InputParameters": {"MinimumPasswordLength": 14}}
        self.create(Rule={"Type": "AWS::Config::ConfigRule", "Properties": properties})
        rule = self.config.describe_config_rules()["ConfigRules"][0]
        self.assertEqual(json.loads(rule["InputParameters"]), {"MinimumPasswordLength": "14"})


class OtherResourcesTest(StackTestCase):
    def test_a_role_has_its_policies(self) -> None:
        trusted = json.loads(policy({"Effect": "Allow", "Principal": {"AWS": MANAGEMENT}, "Action": "sts:AssumeRole"}))
        managed = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        properties = {"RoleName": "role", "AssumeRolePolicyDocument": trusted, "ManagedPolicyArns": [managed]}
        iam = client("iam")
        self.create(Role={"Type": "AWS::IAM::Role", "Properties": properties})
        attached = iam.list_attached_role_policies(RoleName="role")["AttachedPolicies"]
        self.assertEqual([entry["PolicyArn"] for entry in attached], [managed])
        denial = json.loads(policy({"Effect": "Deny", "Action": "*", "Resource": "*"}))
        inline = {"PolicyName": "own", "PolicyDocument": denial}
        changed = {**properties, "ManagedPolicyArns": [], "Policies": [inline]}
        self.assertEqual(self.update(Role={"Type": "AWS::IAM::Role", "Properties": changed}), "UPDATE_COMPLETE")
        self.assertEqual(iam.list_attached_role_policies(RoleName="role")["AttachedPolicies"], [])
        self.assertEqual(iam.list_role_policies(RoleName="role")["PolicyNames"], ["own"])

    def test_a_managed_policy_can_be_changed(self) -> None:
        def resource(action: str) -> Dict[str, Any]:
            document = json.loads(policy({"Effect": "Allow", "Action": action, "Resource": "*"}))
            properties = {"ManagedPolicyName": "policy", "PolicyDocument": document}
            return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}

        self.create(Policy=resource("s3:Get*"))
        self.update(Policy=resource("s3:List*"))
        iam = client("iam")
        arn = f"arn:aws:iam::{MANAGEMENT}:policy/policy"
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
        self.assertEqual(document["Statement"][0]["Action"], "s3:List*")
        self.cloudformation.delete_stack(StackName="stack")
        self.assertEqual(iam.list_policies(Scope="Local")["Policies"], [])

    def test_a_service_linked_role_exists_once(self) -> None:
        resource = {"Type": "AWS::IAM::ServiceLinkedRole", "Properties": {"AWSServiceName": SERVICE}}
        self.create(Role=resource)
        role = client("iam").get_role(RoleName="AWSServiceRoleForConfig")["Role"]
        self.assertEqual(role["Arn"], f"arn:aws:iam::{MANAGEMENT}:role/{SERVICE_LINKED_ROLE}")
        self.cloudformation.delete_stack(StackName="stack")
        client("iam").create_service_linked_role(AWSServiceName=SERVICE)
        with self.refused("InvalidInput"):
            self.create(Role=resource)

    def test_an_event_rule_has_its_targets(self) -> None:
        events, target = client("events"), {"Id": "topic", "Arn": f"arn:aws:sns:eu-west-1:{MANAGEMENT}:t"}
        properties = {"Name": "rule", "EventPattern": {"source": ["aws.config"]}, "Targets": [target]}
        self.create(Rule={"Type": "AWS::Events::Rule", "Properties": properties})
        self.assertEqual(events.describe_rule(Name="rule")["EventPattern"], '{"source":["aws.config"]}')
        changed = {**properties, "Targets": [{**target, "Id": "other"}]}
        self.update(Rule={"Type": "AWS::Events::Rule", "Properties": changed})
        self.assertEqual([t["Id"] for t in events.list_targets_by_rule(Rule="rule")["Targets"]], ["other"])
        self.cloudformation.delete_stack(StackName="stack")
        self.assertEqual(events.list_rules()["Rules"], [])

    def test_public_snapshots_are_blocked(self) -> None:
        resource = {"Type": "AWS::EC2::SnapshotBlockPublicAccess", "Properties": {"State": "block-all-sharing"}}
        self.create(Block=resource)
        self.assertEqual(client("ec2").get_snapshot_block_public_access_state()["State"], "block-all-sharing")
        self.cloudformation.delete_stack(StackName="stack")
        self.assertEqual(client("ec2").get_snapshot_block_public_access_state()["State"], "unblocked")

    def test_a_type_that_is_not_simulated_is_refused(self) -> None:
        with self.refused("NotImplemented", "AWS::Macie::Session"):
            self.create(Session={"Type": "AWS::Macie::Session"})


class UpdateTest(StackTestCase):
    production = {"InProduction": {"Fn::Equals": [{"Ref": "Stage"}, "production"]}}

    @staticmethod
    def topics() -> Any:
        return sorted(entry["TopicArn"].split(":")[-1] for entry in client("sns").list_topics()["Topics"])

    def test_conditions_hold_in_updates_too(self) -> None:
        resources = {"Always": topic("always"), "Sometimes": topic("sometimes", Condition="InProduction")}
        self.create(self.production, **resources)
        self.assertEqual(self.topics(), ["always"])
        self.update(self.production, {"Stage": "production"}, **resources)
        self.assertEqual(self.topics(), ["always", "sometimes"])
        self.update(self.production, {"Stage": "test"}, **resources)
        self.assertEqual(self.topics(), ["always"])

    def test_a_resource_can_come_back(self) -> None:
        self.create(First=topic("first"), Second=topic("second"))
        self.update(First=topic("first"))
        self.assertEqual(self.topics(), ["first"])
        self.update(First=topic("first"), Second=topic("second"))
        self.assertEqual(self.topics(), ["first", "second"])

    def test_resources_that_a_condition_rules_out_are_not_described(self) -> None:
        self.create(self.production, Always=topic("always"), Sometimes=topic("sometimes", Condition="InProduction"))
        described = self.cloudformation.describe_stack_resources(StackName="stack")["StackResources"]
        self.assertEqual([entry["LogicalResourceId"] for entry in described], ["Always"])
