"""CloudWatch, CloudWatch Logs, SNS, SQS and Kinesis."""
from __future__ import annotations

import datetime
import json

from tests.support import AUDIT, MANAGEMENT, REGION, SimulatorTestCase, client, http, policy, tags, trust

ROOT_LOGIN = (
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }'
)


class LogsTest(SimulatorTestCase):
    def test_the_class_of_a_log_group_is_remembered(self) -> None:
        logs = client("logs")
        logs.create_log_group(logGroupName="rare", logGroupClass="INFREQUENT_ACCESS")
        logs.create_log_group(logGroupName="usual")
        groups = logs.describe_log_groups()["logGroups"]
        classes = {group["logGroupName"]: group["logGroupClass"] for group in groups}
        self.assertEqual((classes["rare"], classes["usual"]), ("INFREQUENT_ACCESS", "STANDARD"))

    def test_a_metric_filter_can_look_for_the_root_user(self) -> None:
        logs = client("logs")
        logs.create_log_group(logGroupName="trail")
        transformation = {"metricName": "Root", "metricNamespace": "Security", "metricValue": "1"}
        logs.put_metric_filter(
            logGroupName="trail", filterName="root", filterPattern=ROOT_LOGIN, metricTransformations=[transformation]
        )
        filters = logs.describe_metric_filters(logGroupName="trail")["metricFilters"]
        self.assertEqual(filters[0]["filterPattern"], ROOT_LOGIN)

    def test_an_account_can_have_policies(self) -> None:
        logs = client("logs")
        key = {"policyName": "protect", "policyType": "DATA_PROTECTION_POLICY"}
        logs.put_account_policy(**key, policyDocument="{}")
        policies = logs.describe_account_policies(policyType="DATA_PROTECTION_POLICY")["accountPolicies"]
        described = [(entry["policyName"], entry["accountId"], entry["scope"]) for entry in policies]
        self.assertEqual(described, [("protect", MANAGEMENT, "ALL")])
        self.assertEqual(logs.describe_account_policies(policyType="SUBSCRIPTION_FILTER_POLICY")["accountPolicies"], [])
        logs.delete_account_policy(**key)
        with self.refused("ResourceNotFoundException"):
            logs.delete_account_policy(**key)

    def test_a_log_group_can_have_a_data_protection_policy(self) -> None:
        logs = client("logs")
        logs.put_data_protection_policy(logGroupIdentifier="protected", policyDocument="{}")
        self.assertEqual(logs.get_data_protection_policy(logGroupIdentifier="protected")["policyDocument"], "{}")
        logs.delete_data_protection_policy(logGroupIdentifier="protected")
        self.assertNotIn("policyDocument", logs.get_data_protection_policy(logGroupIdentifier="protected"))

    def test_queries_can_be_saved(self) -> None:
        logs = client("logs")
        query = logs.put_query_definition(name="errors", queryString="fields @message")["queryDefinitionId"]
        found = logs.describe_query_definitions(queryDefinitionNamePrefix="err")["queryDefinitions"]
        self.assertEqual([q["queryDefinitionId"] for q in found], [query])
        self.assertTrue(logs.delete_query_definition(queryDefinitionId=query)["success"])
        self.assertFalse(logs.delete_query_definition(queryDefinitionId=query)["success"])

    def test_events_can_be_sent_to_the_destination_of_another_account(self) -> None:
        iam = client("iam", AUDIT)
        role = iam.create_role(RoleName="logs", AssumeRolePolicyDocument=trust("logs.amazonaws.com"))["Role"]["Arn"]
        client("kinesis", AUDIT).create_stream(StreamName="events", ShardCount=1)
        stream = f"arn:aws:kinesis:{REGION}:{AUDIT}:stream/events"
        request = {"destinationName": "central", "targetArn": stream, "roleArn": role}
        destination = client("logs", AUDIT).put_destination(**request)["destination"]["arn"]
        logs = client("logs")
        logs.create_log_group(logGroupName="source")
        subscription = {"logGroupName": "source", "filterName": "all", "filterPattern": ""}
        with self.refused("InvalidParameterException"):
            logs.put_subscription_filter(**subscription, destinationArn=destination + "-missing")
        logs.put_subscription_filter(**subscription, destinationArn=destination)
        filters = logs.describe_subscription_filters(logGroupName="source")["subscriptionFilters"]
        self.assertEqual(filters[0]["destinationArn"], destination)


class CloudWatchTest(SimulatorTestCase):
    def test_composite_alarms_are_kept_beside_metric_alarms(self) -> None:
        cloudwatch = client("cloudwatch")
        cloudwatch.put_metric_alarm(
            AlarmName="metric",
            ComparisonOperator="GreaterThanThreshold",
            EvaluationPeriods=1,
            MetricName="m",
            Namespace="n",
            Period=60,
            Statistic="Sum",
            Threshold=0,
        )
        request = {"AlarmName": "both", "AlarmRule": "ALARM(metric)", "Tags": [{"Key": "a", "Value": "b"}]}
        cloudwatch.put_composite_alarm(**request)
        composite = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
        self.assertEqual([(alarm["AlarmName"], alarm["StateValue"]) for alarm in composite], [("both", "OK")])
        listed = cloudwatch.list_tags_for_resource(ResourceARN=composite[0]["AlarmArn"])["Tags"]
        self.assertEqual(tags(listed), {"a": "b"})
        self.assertEqual([alarm["AlarmName"] for alarm in cloudwatch.describe_alarms()["MetricAlarms"]], ["metric"])
        cloudwatch.delete_alarms(AlarmNames=["both"])
        self.assertEqual(cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"], [])
        cloudwatch.delete_alarms(AlarmNames=["metric"])
        self.assertEqual(cloudwatch.describe_alarms()["MetricAlarms"], [])

    def test_values_have_the_time_of_the_simulator_unless_they_bring_one(self) -> None:
        cloudwatch, machine = client("cloudwatch"), datetime.datetime.now(datetime.timezone.utc)
        http("POST", "/simulator/clock", {"advance": 7200})
        cloudwatch.put_metric_data(Namespace="n", MetricData=[{"MetricName": "m", "Value": 1}])
        cloudwatch.put_metric_data(Namespace="n", MetricData=[{"MetricName": "m", "Value": 2, "Timestamp": machine}])
        points = cloudwatch.get_metric_statistics(
            Namespace="n",
            MetricName="m",
            Period=3600,
            Statistics=["Maximum"],
            StartTime=machine - datetime.timedelta(hours=1),
            EndTime=machine + datetime.timedelta(hours=4),
        )["Datapoints"]
        self.assertEqual([point["Maximum"] for point in sorted(points, key=lambda one: one["Timestamp"])], [2, 1])

    def test_a_metric_stream_exists_until_it_is_deleted(self) -> None:
        cloudwatch = client("cloudwatch")
        stream = {
            "Name": "stream",
            "FirehoseArn": f"arn:aws:firehose:{REGION}:{MANAGEMENT}:deliverystream/d",
            "RoleArn": f"arn:aws:iam::{MANAGEMENT}:role/r",
            "OutputFormat": "json",
        }
        arn = cloudwatch.put_metric_stream(**stream, Tags=[{"Key": "a", "Value": "b"}])["Arn"]
        self.assertEqual(cloudwatch.get_metric_stream(Name="stream")["State"], "running")
        cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "c", "Value": "d"}])
        cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["a"])
        self.assertEqual(tags(cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]), {"c": "d"})
        cloudwatch.delete_metric_stream(Name="stream")
        with self.refused("ResourceNotFoundException"):
            cloudwatch.get_metric_stream(Name="stream")


class MessagingTest(SimulatorTestCase):
    def test_a_topic_can_have_a_data_protection_policy(self) -> None:
        sns = client("sns")
        arn = sns.create_topic(Name="protected")["TopicArn"]
        self.assertEqual(sns.get_data_protection_policy(ResourceArn=arn).get("DataProtectionPolicy", ""), "")
        sns.put_data_protection_policy(ResourceArn=arn, DataProtectionPolicy=policy())
        self.assertEqual(sns.get_data_protection_policy(ResourceArn=arn)["DataProtectionPolicy"], policy())
        with self.refused("NotFound"):
            sns.get_data_protection_policy(ResourceArn=arn + "-missing")

    def test_the_redrive_policy_of_a_queue_comes_back_without_added_spaces(self) -> None:
        sqs = client("sqs")
        sqs.create_queue(QueueName="dead")
        target = f"arn:aws:sqs:{REGION}:{MANAGEMENT}:dead"
        redrive = json.dumps({"deadLetterTargetArn": target, "maxReceiveCount": 3}, separators=(",", ":"))
        url = sqs.create_queue(QueueName="alive", Attributes={"RedrivePolicy": redrive})["QueueUrl"]
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])["Attributes"]
        self.assertEqual(attributes["RedrivePolicy"], redrive)

    def test_a_queue_says_whose_dead_letters_it_takes_and_keeps_its_policy(self) -> None:
        sqs = client("sqs")
        url = sqs.create_queue(QueueName="dead-letters")["QueueUrl"]
        allow = json.dumps({"redrivePermission": "denyAll"})
        statement = {"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
        denial = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": denial})
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedriveAllowPolicy": allow})
        for names in (["All"], ["Policy", "RedriveAllowPolicy"]):
            attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
            self.assertEqual((attributes["Policy"], attributes["RedriveAllowPolicy"]), (denial, allow))

    def test_a_stream_has_the_tags_it_was_created_with(self) -> None:
        kinesis = client("kinesis")
        kinesis.create_stream(StreamName="tagged", ShardCount=1, Tags={"a": "b"})
        self.assertEqual(tags(kinesis.list_tags_for_stream(StreamName="tagged")["Tags"]), {"a": "b"})
