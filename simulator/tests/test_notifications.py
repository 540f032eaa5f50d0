"""SNS subscriptions, alarms that notify, chat channels, and state machines."""
from __future__ import annotations

import json
from typing import Any

from tests.support import AUDIT, LOG_ARCHIVE, MANAGEMENT, REGION, SimulatorTestCase, allow, client, policy, reset

PENDING = "PendingConfirmation"


class SubscriptionTest(SimulatorTestCase):
    def test_a_reader_confirms_a_subscription(self) -> None:
        sns = client("sns")
        topic = sns.create_topic(Name="alerts")["TopicArn"]
        for protocol, endpoint in (("email", "a@example.com"), ("https", "https://example.com/hook")):
            with self.subTest(protocol):
                request = {"TopicArn": topic, "Protocol": protocol, "Endpoint": endpoint}
                self.assertEqual(sns.subscribe(**request)["SubscriptionArn"], "pending confirmation")
                arn = sns.subscribe(**request, ReturnSubscriptionArn=True)["SubscriptionArn"]
                self.assertIn(PENDING, self.arns(topic, endpoint))
                attributes = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
                self.assertEqual((attributes[PENDING], attributes["ConfirmationWasAuthenticated"]), ("true", "false"))
                sns.publish(TopicArn=topic, Message="nobody hears it")
                with self.refused("InvalidParameter", "Cannot unsubscribe a subscription that is pending confirmation"):
                    sns.unsubscribe(SubscriptionArn=arn)
                with self.refused("InvalidParameter"):
                    sns.confirm_subscription(TopicArn=topic, Token="wrong")
                confirmed = sns.confirm_subscription(TopicArn=topic, Token=endpoint)["SubscriptionArn"]
                self.assertEqual(confirmed, arn)
                self.assertEqual(self.arns(topic, endpoint), [arn, arn])
                attributes = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
                self.assertEqual(attributes[PENDING], "false")
                sns.publish(TopicArn=topic, Message="no real mail or request is sent")
                sns.unsubscribe(SubscriptionArn=arn)
                self.assertEqual(self.arns(topic, endpoint), [])

    def arns(self, topic: str, endpoint: str) -> Any:
        """What both lists show as the ARN of a subscription."""
        sns = client("sns")
        listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        listed += sns.list_subscriptions()["Subscriptions"]
        return [entry["SubscriptionArn"] for entry in listed if entry["Endpoint"] == endpoint]

    def test_only_the_owner_of_a_queue_subscribes_it_at_once(self) -> None:
        sns = client("sns")
        topic = sns.create_topic(Name="shared")["TopicArn"]
        client("sqs", AUDIT).create_queue(QueueName="reader")
        queue = f"arn:aws:sqs:{REGION}:{AUDIT}:reader"
        request = {"TopicArn": topic, "Protocol": "sqs", "Endpoint": queue}
        with self.refused("AuthorizationError", topic):
            client("sns", AUDIT).subscribe(**request)
        statement = {"Effect": "Allow", "Principal": {"AWS": AUDIT}, "Action": "SNS:Subscribe", "Resource": topic}
        sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy(statement))
        arn = client("sns", AUDIT).subscribe(**request)["SubscriptionArn"]
        counts = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
        self.assertEqual((counts["SubscriptionsConfirmed"], counts["SubscriptionsPending"]), ("1", "0"))
        client("sns", AUDIT).unsubscribe(SubscriptionArn=arn)
        self.assertEqual(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"], [])
        self.assertEqual(sns.subscribe(**request)["SubscriptionArn"], "pending confirmation")

    def test_a_topic_keeps_all_its_attributes(self) -> None:
        sns = client("sns")
        wanted = {"SignatureVersion": "2", "TracingConfig": "Active"}
        topic = sns.create_topic(Name="kept", Attributes=wanted)["TopicArn"]
        role = f"arn:aws:iam::{MANAGEMENT}:role/feedback"
        sns.set_topic_attributes(TopicArn=topic, AttributeName="SQSFailureFeedbackRoleArn", AttributeValue=role)
        attributes = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
        self.assertEqual({**attributes, **wanted, "SQSFailureFeedbackRoleArn": role}, attributes)


class AlarmTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        self.topic = client("sns", AUDIT).create_topic(Name="alarms")["TopicArn"]
        from_sns = allow("sns.amazonaws.com", "sqs:SendMessage", "*", {"ArnEquals": {"aws:SourceArn": self.topic}})
        attributes = {"Policy": policy(from_sns)}
        self.queue = client("sqs", AUDIT).create_queue(QueueName="alarms", Attributes=attributes)["QueueUrl"]
        queue_arn = f"arn:aws:sqs:{REGION}:{AUDIT}:alarms"
        client("sns", AUDIT).subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=queue_arn)

    def let_in(self, account: str) -> None:
        condition = {"StringEquals": {"aws:SourceAccount": account}}
        statement = allow("cloudwatch.amazonaws.com", "sns:Publish", self.topic, condition)
        client("sns", AUDIT).set_topic_attributes(
            TopicArn=self.topic, AttributeName="Policy", AttributeValue=policy(statement)
        )

    def make_alarm(self, **more: Any) -> None:
        client("cloudwatch").put_metric_alarm(
            AlarmName="root",
            ComparisonOperator="GreaterThanThreshold",
            EvaluationPeriods=1,
            MetricName="m",
            Namespace="n",
            Period=60,
            Statistic="Sum",
            Threshold=0,
            **{"AlarmActions": [self.topic], **more},
        )

    def received(self) -> Any:
        messages = client("sqs", AUDIT).receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in messages]

    def set_state(self, state: str) -> None:
        client("cloudwatch").set_alarm_state(AlarmName="root", StateValue=state, StateReason="test")

    def test_an_alarm_notifies_the_topic_of_another_account_that_lets_it(self) -> None:
        self.make_alarm()
        self.let_in(LOG_ARCHIVE)
        self.set_state("ALARM")
        self.assertEqual(self.received(), [])
        self.let_in(MANAGEMENT)
        for state in ("OK", "ALARM", "ALARM"):
            self.set_state(state)
        (notification,) = self.received()
        self.assertEqual(notification["TopicArn"], self.topic)
        self.assertEqual(notification["Subject"], f'ALARM: "root" in {REGION}')
        message = json.loads(notification["Message"])
        expected = {"AlarmName": "root", "NewStateValue": "ALARM", "OldStateValue": "OK", "AWSAccountId": MANAGEMENT}
        self.assertEqual({**message, **expected}, message)

    def test_each_state_has_its_own_actions(self) -> None:
        self.let_in(MANAGEMENT)
        self.make_alarm(AlarmActions=[], OKActions=[self.topic])
        self.set_state("ALARM")
        self.assertEqual(self.received(), [])
        self.set_state("OK")
        self.assertEqual(len(self.received()), 1)
        self.make_alarm(ActionsEnabled=False)
        self.set_state("ALARM")
        self.assertEqual(self.received(), [])

    def test_a_topic_with_an_aws_managed_key_keeps_cloudwatch_out(self) -> None:
        self.let_in(MANAGEMENT)
        self.make_alarm()
        client("sns", AUDIT).set_topic_attributes(
            TopicArn=self.topic, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
        )
        self.set_state("ALARM")
        self.assertEqual(self.received(), [])

    def test_a_topic_lets_in_the_alarms_of_its_own_account_unless_it_says_otherwise(self) -> None:
        cloudwatch = client("cloudwatch", AUDIT)
        cloudwatch.put_metric_alarm(
            AlarmName="own",
            ComparisonOperator="GreaterThanThreshold",
            EvaluationPeriods=1,
            AlarmActions=[self.topic],
            Metrics=[
                {
                    "Id": "m",
                    "AccountId": MANAGEMENT,
                    "MetricStat": {"Metric": {"Namespace": "n", "MetricName": "m"}, "Period": 60, "Stat": "Sum"},
                }
            ],
            Threshold=0,
        )
        (alarm,) = cloudwatch.describe_alarms(AlarmNames=["own"])["MetricAlarms"]
        self.assertEqual(alarm["Metrics"][0]["AccountId"], MANAGEMENT)
        cloudwatch.set_alarm_state(AlarmName="own", StateValue="ALARM", StateReason="test")
        self.assertEqual(len(self.received()), 1)


class MetricFilterTest(SimulatorTestCase):
    def put(self, name: str, pattern: str = "x", group: str = "trail") -> None:
        transformation = {"metricName": "m", "metricNamespace": "n", "metricValue": "1"}
        client("logs").put_metric_filter(
            logGroupName=group, filterName=name, filterPattern=pattern, metricTransformations=[transformation]
        )

    def test_a_log_group_has_at_most_100_metric_filters(self) -> None:
        logs = client("logs")
        for group in ("trail", "other"):
            logs.create_log_group(logGroupName=group)
        for number in range(100):
            self.put(f"f{number}")
        with self.refused("LimitExceededException"):
            self.put("one-too-many")
        self.put("f0", "changed")
        self.put("elsewhere", group="other")
        filters = logs.describe_metric_filters(logGroupName="trail", filterNamePrefix="f0")["metricFilters"]
        self.assertEqual([entry["filterPattern"] for entry in filters], ["changed"])
        logs.delete_log_group(logGroupName="trail")
        logs.create_log_group(logGroupName="trail")
        self.assertEqual(logs.describe_metric_filters(logGroupName="trail")["metricFilters"], [])
        self.put("longest", "x" * 1024)
        with self.refused("InvalidParameterException"):
            self.put("too-long", "x" * 1025)
        with self.refused("ResourceNotFoundException"):
            self.put("f", group="missing")


class ChatTest(SimulatorTestCase):
    def test_a_slack_channel_is_configured(self) -> None:
        chatbot = client("chatbot", AUDIT)
        request = {
            "ConfigurationName": "security",
            "SlackTeamId": "T07EA123LEP",
            "SlackChannelId": "C07EZ1ABC23",
            "IamRoleArn": f"arn:aws:iam::{AUDIT}:role/chat",
        }
        created = chatbot.create_slack_channel_configuration(
            **request, SnsTopicArns=[], Tags=[{"TagKey": "a", "TagValue": "b"}]
        )["ChannelConfiguration"]
        arn = f"arn:aws:chatbot::{AUDIT}:chat-configuration/slack-channel/security"
        self.assertEqual((created["ChatConfigurationArn"], created["LoggingLevel"]), (arn, "NONE"))
        self.assertEqual(created["GuardrailPolicyArns"], ["arn:aws:iam::aws:policy/AdministratorAccess"])
        with self.refused("ConflictException"):
            chatbot.create_slack_channel_configuration(**request)
        changes = {"SlackChannelId": "C07EZ1ABC23", "LoggingLevel": "ERROR"}
        chatbot.update_slack_channel_configuration(ChatConfigurationArn=arn, **changes)
        chatbot.tag_resource(ResourceARN=arn, Tags=[{"TagKey": "c", "TagValue": "d"}])
        chatbot.untag_resource(ResourceARN=arn, TagKeys=["a"])
        # Configurations belong to the account, not to a Region.
        elsewhere = client("chatbot", AUDIT, "us-west-2")
        (found,) = elsewhere.describe_slack_channel_configurations()["SlackChannelConfigurations"]
        tags = [{"TagKey": "c", "TagValue": "d"}]
        self.assertEqual((found["LoggingLevel"], found["Tags"]), ("ERROR", tags))
        self.assertEqual(elsewhere.list_tags_for_resource(ResourceARN=arn)["Tags"], tags)
        chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)
        self.assertEqual(chatbot.describe_slack_channel_configurations()["SlackChannelConfigurations"], [])
        with self.refused("ResourceNotFoundException"):
            chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)

    def test_a_teams_channel_is_configured(self) -> None:
        chatbot = client("chatbot", AUDIT)
        request = {
            "ConfigurationName": "security",
            "TeamId": "74361522-da01-538d-aa2e-ac7918c6bb92",
            "TenantId": "74361522-da01-538d-aa2e-ac7918c6bb93",
            "ChannelId": "19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
            "IamRoleArn": f"arn:aws:iam::{AUDIT}:role/chat",
        }
        created = chatbot.create_microsoft_teams_channel_configuration(**request)["ChannelConfiguration"]
        arn = created["ChatConfigurationArn"]
        with self.refused("ConflictException"):
            chatbot.create_microsoft_teams_channel_configuration(**{**request, "ConfigurationName": "again"})
        changes = {"ChannelId": request["ChannelId"], "UserAuthorizationRequired": True}
        chatbot.update_microsoft_teams_channel_configuration(ChatConfigurationArn=arn, **changes)
        found = chatbot.get_microsoft_teams_channel_configuration(ChatConfigurationArn=arn)["ChannelConfiguration"]
        self.assertTrue(found["UserAuthorizationRequired"])
        for team, count in ((request["TeamId"], 1), ("74361522-da01-538d-aa2e-ac7918c6bb00", 0)):
            listed = chatbot.list_microsoft_teams_channel_configurations(TeamId=team)
            self.assertEqual(len(listed["TeamChannelConfigurations"]), count)
        chatbot.delete_microsoft_teams_channel_configuration(ChatConfigurationArn=arn)
        with self.refused("ResourceNotFoundException"):
            chatbot.get_microsoft_teams_channel_configuration(ChatConfigurationArn=arn)


class StateMachineTest(SimulatorTestCase):
    def test_a_definition_is_validated(self) -> None:
        states = client("stepfunctions")
        valid = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
        definitions = {json.dumps(valid): "OK", json.dumps({**valid, "StartAt": "B"}): "FAIL", "{": "FAIL"}
        for definition, result in definitions.items():
            self.assertEqual(states.validate_state_machine_definition(definition=definition)["result"], result)

    def test_a_state_machine_has_no_versions(self) -> None:
        arn = f"arn:aws:states:{REGION}:{MANAGEMENT}:stateMachine:s"
        versions = client("stepfunctions").list_state_machine_versions(stateMachineArn=arn)
        self.assertEqual(versions["stateMachineVersions"], [])
