"""What CloudWatch refuses."""

from __future__ import annotations

from typing import Any, Dict

from tests.refusals import NOTHING, RefusalTestCase
from tests.support import MANAGEMENT, REGION, client

ALARM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"
QUERY = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html"
COMPOSITE = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html"

WRONG = "ValidationError"
BOTH = "InvalidParameterCombination"
TOPIC = f"arn:aws:sns:{REGION}:{MANAGEMENT}:topic"
RIGHT: Dict[str, Any] = {
    "AlarmName": "alarm",
    "MetricName": "m",
    "Namespace": "n",
    "Period": 300,
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    "Statistic": "Sum",
    "Threshold": 1.0,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
    "AlarmActions": [TOPIC],
    "Dimensions": [{"Name": "a", "Value": "b"}],
}
PROMQL = {"PromQLCriteria": {"Query": "up > 0"}}
METRIC = {"Namespace": "n", "MetricName": "m"}


def query(name: str, returns: bool = False, **of_metric: Any) -> Dict[str, Any]:
    """One metric of metric math."""
    stat = {"Metric": METRIC, "Period": 300, "Stat": "Sum", **of_metric}
    return {"Id": name, "MetricStat": stat, "ReturnData": returns}


def math(*queries: Dict[str, Any], **changes: Any) -> Dict[str, Any]:
    """The changes that make the alarm one of metric math."""
    left_out = dict.fromkeys(("MetricName", "Namespace", "Period", "Statistic", "Dimensions"), NOTHING)
    return {**left_out, "Metrics": list(queries), **changes}


SUM = {"Id": "sum", "Expression": "m1 + m2", "ReturnData": True}


class MetricAlarmTest(RefusalTestCase):
    def test_alarms_on_one_metric(self) -> None:
        refusals = {
            "a period of 90": ({"Period": 90}, WRONG, "multiple of 60", ALARM),
            "a period of 5": ({"Period": 5}, WRONG, "multiple of 60", ALARM),
            "two days of minutes": ({"Period": 60, "EvaluationPeriods": 1441}, WRONG, "86400", ALARM),
            "eight days of hours": ({"Period": 3600, "EvaluationPeriods": 169}, WRONG, "604800", ALARM),
            "more datapoints than periods": ({"DatapointsToAlarm": 4}, WRONG, "DatapointsToAlarm", ALARM),
            "two statistics": ({"ExtendedStatistic": "p99"}, BOTH, "mutually exclusive", ALARM),
            "no statistic": ({"Statistic": NOTHING}, BOTH, "one of them", ALARM),
            "no percentile": ({"Statistic": NOTHING, "ExtendedStatistic": "p101"}, WRONG, "p101", ALARM),
            "a word": ({"Statistic": NOTHING, "ExtendedStatistic": "median"}, WRONG, "median", ALARM),
            "no threshold": ({"Threshold": NOTHING}, "MissingParameter", "Threshold", ALARM),
            "no metric": ({"MetricName": NOTHING}, "MissingParameter", "MetricName", ALARM),
            "no period": ({"Period": NOTHING}, "MissingParameter", "Period", ALARM),
            "missing data": ({"TreatMissingData": "zero"}, WRONG, "TreatMissingData", ALARM),
            "an operator": ({"ComparisonOperator": "Equals"}, WRONG, "", ALARM),
            "a band's operator": ({"ComparisonOperator": "GreaterThanUpperThreshold"}, WRONG, "anomaly", ALARM),
            "a band's id": ({"ThresholdMetricId": "ad1"}, BOTH, "mutually exclusive", ALARM),
            "a dimension twice": ({"Dimensions": RIGHT["Dimensions"] * 2}, WRONG, "twice", ALARM),
            "31 dimensions": ({"Dimensions": [{"Name": f"d{i}", "Value": "v"} for i in range(31)]}, WRONG, "", ALARM),
            "a unit": ({"Unit": "Pounds"}, WRONG, "", ALARM),
            "a namespace": ({"Namespace": ":n"}, WRONG, "", ALARM),
            "six actions": ({"OKActions": [f"{TOPIC}{i}" for i in range(6)]}, WRONG, "5", ALARM),
            "an action twice": ({"OKActions": [TOPIC, TOPIC]}, WRONG, "unique", ALARM),
            "no ARN": ({"AlarmActions": ["topic"]}, WRONG, "arn", ALARM),
            "a bucket": ({"AlarmActions": ["arn:aws:s3:::bucket"]}, WRONG, "arn", ALARM),
            "a queue": ({"AlarmActions": [f"arn:aws:sqs:{REGION}:{MANAGEMENT}:q"]}, WRONG, "arn", ALARM),
            "a topic elsewhere": ({"AlarmActions": [TOPIC.replace(REGION, "us-east-1")]}, WRONG, "region", ALARM),
            "percentiles of a sum": ({"EvaluateLowSampleCountPercentile": "ignore"}, WRONG, "percentiles", ALARM),
            "no number of periods": ({"EvaluationPeriods": NOTHING}, "MissingParameter", "EvaluationPeriods", ALARM),
            "no comparison": ({"ComparisonOperator": NOTHING}, "MissingParameter", "ComparisonOperator", ALARM),
            "a metric and criteria": ({"EvaluationCriteria": PROMQL}, BOTH, "mutually exclusive", ALARM),
            "an interval": ({"EvaluationInterval": 60}, BOTH, "EvaluationCriteria", ALARM),
            "a metric and math": ({"Metrics": [query("m1", True)]}, BOTH, "mutually exclusive", ALARM),
        }
        self.check_refusals(client("cloudwatch").put_metric_alarm, RIGHT, refusals)
        client("cloudwatch").put_metric_alarm(**{**RIGHT, "AlarmActions": [f"arn:aws:automate:{REGION}:ec2:stop"]})
        criteria = {"EvaluationCriteria": PROMQL, "EvaluationInterval": 60}
        client("cloudwatch").put_metric_alarm(AlarmName="promql", AlarmActions=[TOPIC], **criteria)
        for action in (
            f"arn:aws:ssm-incidents::{MANAGEMENT}:response-plan/plan",
            f"arn:aws:ssm-incidents::{MANAGEMENT}:responseplan/plan",
            f"arn:aws:aiops:{REGION}:{MANAGEMENT}:investigation-group:group",
            f"arn:aws:aiops:{REGION}:{MANAGEMENT}:investigation-group/group",
        ):
            client("cloudwatch").put_metric_alarm(**{**RIGHT, "AlarmActions": [action]})
        without = {key: value for key, value in RIGHT.items() if key != "Statistic"}
        for statistic in ("p99.9", "tm90", "IQM", "TM(10%:90%)", "PR(:300)"):
            client("cloudwatch").put_metric_alarm(**{**without, "ExtendedStatistic": statistic})

    def test_alarms_on_metric_math(self) -> None:
        right = {
            key: value for key, value in {**RIGHT, **math(query("m1"), query("m2"), SUM)}.items() if value is not None
        }
        refusals = {
            "no data": (math(query("m1")), WRONG, "return data", QUERY),
            "two of data": (math(query("m1", True), query("m2", True)), WRONG, "return data", QUERY),
            "an id twice": (math(query("m1"), query("m1", True)), WRONG, "not unique", QUERY),
            "an id in capitals": (math(query("M1", True)), WRONG, "lowercase", QUERY),
            "an unknown id": (math(query("m1"), SUM), WRONG, "m2", QUERY),
            "neither metric nor expression": (math({"Id": "m1", "ReturnData": True}), BOTH, "either", QUERY),
            "a statistic": (math(query("m1", True, Stat="Most")), WRONG, "Most", QUERY),
            "a period of 90": (math(query("m1", True, Period=90)), WRONG, "multiple of 60", QUERY),
            "an operator without a band": (
                math(query("m1", True), ComparisonOperator="LessThanLowerThreshold"),
                WRONG,
                "anomaly",
                ALARM,
            ),
            "a band that is none": (
                math(
                    query("m1", True),
                    ComparisonOperator="LessThanLowerThreshold",
                    Threshold=NOTHING,
                    ThresholdMetricId="m1",
                ),
                WRONG,
                "",
                ALARM,
            ),
        }
        self.check_refusals(client("cloudwatch").put_metric_alarm, right, refusals)
        band = {"Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(m1, 2)", "ReturnData": True}
        of_band = math(
            query("m1", True),
            band,
            ComparisonOperator="GreaterThanUpperThreshold",
            Threshold=NOTHING,
            ThresholdMetricId="ad1",
        )
        client("cloudwatch").put_metric_alarm(**{k: v for k, v in {**RIGHT, **of_band}.items() if v is not None})


class CompositeAlarmTest(RefusalTestCase):
    def test_rules(self) -> None:
        cloudwatch = client("cloudwatch")
        for name in ("one", "two words"):
            cloudwatch.put_metric_alarm(**{**RIGHT, "AlarmName": name})
        rule = f'(ALARM(one) OR ALARM("two words")) AND NOT OK("arn:aws:cloudwatch:{REGION}:{MANAGEMENT}:alarm:one")'
        refusals = {
            "a missing alarm": ({"AlarmRule": "ALARM(three)"}, WRONG, "do not exist", COMPOSITE),
            "an open parenthesis": ({"AlarmRule": "(ALARM(one)"}, WRONG, "not valid", COMPOSITE),
            "no operator": ({"AlarmRule": "ALARM(one) OK(one)"}, WRONG, "not valid", COMPOSITE),
            "an unknown state": ({"AlarmRule": "BROKEN(one)"}, WRONG, "not valid", COMPOSITE),
            "nothing after AND": ({"AlarmRule": "ALARM(one) AND"}, WRONG, "not valid", COMPOSITE),
            "itself": ({"AlarmRule": "ALARM(composite)"}, WRONG, "itself", COMPOSITE),
            "actions": ({"AlarmActions": ["topic"]}, WRONG, "arn", COMPOSITE),
            "an action of EC2": ({"AlarmActions": [f"arn:aws:automate:{REGION}:ec2:stop"]}, WRONG, "arn", COMPOSITE),
            "501 elements": ({"AlarmRule": " OR ".join(["TRUE"] * 501)}, WRONG, "elements", COMPOSITE),
            "a missing suppressor": (
                {"ActionsSuppressor": "x", "ActionsSuppressorWaitPeriod": 1, "ActionsSuppressorExtensionPeriod": 1},
                WRONG,
                "do not exist",
                COMPOSITE,
            ),
            "a suppressor without periods": ({"ActionsSuppressor": "one"}, BOTH, "period", COMPOSITE),
        }
        self.check_refusals(cloudwatch.put_composite_alarm, {"AlarmName": "composite", "AlarmRule": rule}, refusals)
        cloudwatch.put_composite_alarm(AlarmName="fixed", AlarmRule="FALSE")
        cloudwatch.put_composite_alarm(AlarmName="long", AlarmRule=" AND ".join(["ALARM(one)"] * 500))
        cloudwatch.put_composite_alarm(AlarmName="some", AlarmRule='AT_LEAST(1, ALARM, (one, "two words"))')
