"""Alarms that are evaluated: what was published, and what was not."""
from __future__ import annotations

import json
from typing import Any, Dict, List

from tests.support import MANAGEMENT, REGION, SimulatorTestCase, advance_clock, client, http

NAMESPACE = "Own"


class AlarmsTest(SimulatorTestCase):
    def setUp(self) -> None:
        self.setUpClass()
        sns, sqs = client("sns"), client("sqs")
        self.topic = sns.create_topic(Name="alerts")["TopicArn"]
        self.queue = sqs.create_queue(QueueName="heard")["QueueUrl"]
        arn = f"arn:aws:sqs:{REGION}:{MANAGEMENT}:heard"
        policy = {
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn}
            ]
        }
        sqs.set_queue_attributes(QueueUrl=self.queue, Attributes={"Policy": json.dumps(policy)})
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn)

    def alarm(self, **settings: Any) -> None:
        usual = {
            "AlarmName": "watch",
            "Namespace": NAMESPACE,
            "MetricName": "Failures",
            "Statistic": "Sum",
            "Period": 300,
            "EvaluationPeriods": 1,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "Threshold": 1,
            "TreatMissingData": "notBreaching",
            "AlarmActions": [self.topic],
        }
        client("cloudwatch").put_metric_alarm(**{**usual, **settings})

    def publish(self, **datum: Any) -> None:
        client("cloudwatch").put_metric_data(Namespace=NAMESPACE, MetricData=[{"MetricName": "Failures", **datum}])

    def state(self) -> str:
        body = {"account": MANAGEMENT, "region": REGION, "namespace": NAMESPACE}
        answer: Dict[str, Any] = json.loads(http("POST", "/simulator/alarms", body))
        return str(answer["states"]["watch"])

    def heard(self) -> List[str]:
        answer = client("sqs").receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10)
        messages = [json.loads(json.loads(one["Body"])["Message"]) for one in answer.get("Messages", [])]
        return [message["NewStateValue"] for message in messages]

    def test_what_crosses_the_threshold_is_told_once_and_passes(self) -> None:
        self.alarm()
        self.assertEqual(self.state(), "OK")
        self.publish(Value=0)
        self.assertEqual(self.state(), "OK")
        self.publish(Value=1)
        self.assertEqual((self.state(), self.state()), ("ALARM", "ALARM"))
        self.assertEqual(self.heard(), ["ALARM"])
        advance_clock(310)
        self.assertEqual(self.state(), "OK")

    def test_what_is_not_published_is_missing_for_all_periods(self) -> None:
        self.alarm(
            Statistic="SampleCount", Period=3600, EvaluationPeriods=3, ComparisonOperator="LessThanThreshold",
            TreatMissingData="breaching",
        )
        self.publish(Value=0)
        for _ in range(2):
            advance_clock(3600)
            self.assertEqual(self.state(), "OK")
        advance_clock(3600)
        self.assertEqual(self.state(), "ALARM")

    def test_statistic_sets_have_their_own_maximum(self) -> None:
        self.alarm(Statistic="Maximum", Threshold=100)
        self.publish(StatisticValues={"SampleCount": 3, "Sum": 120, "Minimum": 1, "Maximum": 99})
        self.assertEqual(self.state(), "OK")
        self.publish(StatisticValues={"SampleCount": 3, "Sum": 120, "Minimum": 1, "Maximum": 100})
        self.assertEqual(self.state(), "ALARM")

    def test_without_data_an_alarm_knows_nothing(self) -> None:
        self.alarm(TreatMissingData="missing")
        self.assertEqual(self.state(), "INSUFFICIENT_DATA")
