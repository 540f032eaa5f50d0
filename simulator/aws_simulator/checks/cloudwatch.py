"""Amazon CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/"""

from __future__ import annotations

import re
from typing import Any, Dict, FrozenSet, List, Optional

from moto.cloudwatch.models import cloudwatch_backends

from aws_simulator.checks.alarm_rules import RuleError, alarms_of_rule
from aws_simulator.checks.problems import is_region, parse_arn, twice
from aws_simulator.context import AwsError, Context, store_of
from aws_simulator.registry import Parameters, checks

SERVICE = "cloudwatch"
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
PERIODS_BELOW_A_MINUTE = (10, 20, 30)
HOUR, DAY, WEEK = 3600, 86400, 604800
BANDS = frozenset(("LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"))
MISSING_DATA = frozenset(("breaching", "notBreaching", "ignore", "missing"))
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
_EXTENDED_STATISTIC = re.compile(
    r"p(100|\d{1,2})(\.\d{1,10})?|(tm|wm|tc|ts)(100|\d{1,2})(\.\d{1,10})?|IQM|"
    r"(TM|WM|PR|TC|TS)\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\)"
)
_OF_ONE_METRIC = ("MetricName", "Namespace", "Period", "Statistic", "ExtendedStatistic", "Dimensions", "Unit")
_OF_EVALUATION = ("EvaluationPeriods", "ComparisonOperator")
_STATISTICS = frozenset(("SampleCount", "Average", "Sum", "Minimum", "Maximum"))
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
_QUERY_ID = re.compile(r"[a-z][A-Za-z0-9_]*")
# What an alarm can do, by the service of its ARN.
_ACTIONS = {
    "sns": re.compile(r"[\w-]{1,256}"),
    "lambda": re.compile(r"function:[\w-]+(:[\w$-]+)?"),
    "autoscaling": re.compile(r"scalingPolicy:.+"),
    "ssm": re.compile(r"opsitem:.+"),
    # The page and the services write these two differently.
    "ssm-incidents": re.compile(r"response-?plan/.+"),
    "aiops": re.compile(r"investigation-group[:/].+"),
    "swf": re.compile(r"action/actions/.+"),
    "automate": re.compile(r"ec2:(stop|terminate|recover|reboot)"),
}
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
_ACTIONS_OF_COMPOSITES = frozenset(("sns", "lambda", "ssm", "ssm-incidents", "aiops"))
_ACTION_LISTS = ("AlarmActions", "OKActions", "InsufficientDataActions")


@checks(SERVICE, "PutMetricAlarm")
def check_metric_alarm(context: Context, parameters: Parameters) -> None:
    """Alarms with missing, contradicting or impossible settings, and actions that are none.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    """
    _check_actions(context, parameters, frozenset(_ACTIONS))
    if parameters.get("EvaluationCriteria"):
        _check_criteria(parameters)
        return
    queries = parameters.get("Metrics") or []
    if queries:
        _check_queries(parameters, queries)
    else:
        _check_metric(parameters)
    _check_evaluation(parameters, queries)
    _check_threshold(parameters, queries)
    if parameters.get("TreatMissingData") not in {None, *MISSING_DATA}:
        raise _error(f"Option {parameters['TreatMissingData']} is not supported for parameter TreatMissingData.")
    percentiles = parameters.get("EvaluateLowSampleCountPercentile")
    if percentiles and not str(parameters.get("ExtendedStatistic", "")).startswith("p"):
        raise _error("EvaluateLowSampleCountPercentile is for alarms on percentiles only.")


def _check_criteria(parameters: Parameters) -> None:
    """PromQL alarms say all that they evaluate in one structure."""
    for name in (*_OF_ONE_METRIC, *_OF_EVALUATION, "Metrics", "Threshold", "ThresholdMetricId", "DatapointsToAlarm"):
        if parameters.get(name) is not None:
            raise _error(
                f"The parameters EvaluationCriteria and {name} are mutually exclusive.", "InvalidParameterCombination"
            )
    if parameters.get("EvaluationInterval") is None:
        raise _error("The parameter EvaluationInterval must be specified.", "MissingParameter")


def _check_actions(context: Context, parameters: Parameters, services: FrozenSet[str]) -> None:
    for name in _ACTION_LISTS:
        actions = parameters.get(name) or []
        if len(actions) > 5:
            raise _error(f"Value for {name} has {len(actions)} members; at most 5 are allowed.")
        if twice(actions) is not None:
            raise _error(f"{name} must be unique.")
        for text in actions:
            arn = parse_arn(_with_account(text))
            if arn is None or arn.service not in services or not _ACTIONS[arn.service].fullmatch(arn.resource):
                raise _error(f"Invalid arn syntax: {text}")
            # The response plans of Incident Manager have no Region.
            if arn.region not in ("", context.region):
                raise _error(f"Invalid region {arn.region} specified. Only {context.region} is supported.")


def _with_account(text: str) -> str:
    """ARNs of EC2 actions and of OpsItems have no account, or the Region alone."""
    return re.sub(r"^(arn:[^:]+:automate:[^:]+):(ec2:)", r"\1::\2", text)


def _check_metric(parameters: Parameters) -> None:
    for name in ("MetricName", "Namespace", "Period"):
        if not parameters.get(name):
            raise _error(f"The parameter {name} must be specified, unless Metrics is.", "MissingParameter")
    statistic, extended = parameters.get("Statistic"), parameters.get("ExtendedStatistic")
    if bool(statistic) == bool(extended):
        raise _error(
            "The parameters Statistic and ExtendedStatistic are mutually exclusive, and one of them must be specified.",
            "InvalidParameterCombination",
        )
    if extended and not _EXTENDED_STATISTIC.fullmatch(extended):
        raise _error(f"The value {extended} for parameter ExtendedStatistic is not supported.")
    if parameters["Namespace"].startswith(":"):
        raise _error("The parameter Namespace must not begin with a colon.")
    _check_period(parameters["Period"])
    _check_dimensions(parameters.get("Dimensions") or [])


def _check_dimensions(dimensions: List[Dict[str, str]]) -> None:
    if len(dimensions) > 30:
        raise _error("At most 30 dimensions are allowed.")
    repeated = twice([dimension["Name"] for dimension in dimensions])
    if repeated is not None:
        raise _error(f"The dimension {repeated} is given twice.")
    for dimension in dimensions:
        if dimension["Name"].startswith(":") or not dimension["Name"].isascii() or not dimension["Value"].strip():
            raise _error(f"The dimension {dimension['Name']} has no valid name and value.")


def _check_period(period: int) -> None:
    if period not in PERIODS_BELOW_A_MINUTE and (period < 60 or period % 60):
        raise _error("The period must be 10, 20, 30 or a multiple of 60")


def _check_queries(parameters: Parameters, queries: List[Dict[str, Any]]) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html"""
    for name in _OF_ONE_METRIC:
        if parameters.get(name):
            raise _error(f"The parameters Metrics and {name} are mutually exclusive.", "InvalidParameterCombination")
    ids = [query["Id"] for query in queries]
    if twice(ids) is not None:
        raise _error(f"The id {twice(ids)} is not unique.")
    for query in queries:
        _check_query(query)
    returned = [query for query in queries if query.get("ReturnData") is not False]
    band = parameters.get("ThresholdMetricId")
    if len([query for query in returned if query["Id"] != band]) != 1:
        raise _error("Exactly one element of the metrics list should return data.")
    if band is not None and band not in ids:
        raise _error(f"ThresholdMetricId {band} is not among the ids of the metrics list.")
    for query in queries:
        unknown = _names_in(query.get("Expression") or "") - set(ids)
        if unknown:
            raise _error(f"The expression of {query['Id']} refers to {', '.join(sorted(unknown))}, which is not there.")


def _names_in(expression: str) -> "set[str]":
    """The ids that an expression of metric math refers to; those of functions and of SQL are none."""
    if re.match(r"\s*SELECT\b", expression, re.IGNORECASE):
        return set()
    without_text = re.sub(r"'[^']*'|\"[^\"]*\"", "", expression)
    return set(re.findall(r"(?<![\w.])[a-z][A-Za-z0-9_]*\b(?!\s*\()", without_text)) - {"true", "false"}


def _check_query(query: Dict[str, Any]) -> None:
    if not _QUERY_ID.fullmatch(query["Id"]):
        raise _error(
            f"The id {query['Id']} does not begin with a lowercase letter, or has other than letters and digits."
        )
    stat, expression = query.get("MetricStat"), query.get("Expression")
    if bool(stat) == bool(expression):
        raise _error(f"Metric {query['Id']} must have either MetricStat or Expression.", "InvalidParameterCombination")
    if not stat:
        return
    _check_period(stat["Period"])
    if stat["Stat"] not in _STATISTICS and not _EXTENDED_STATISTIC.fullmatch(stat["Stat"]):
        raise _error(f"The value {stat['Stat']} for parameter Stat is not supported.")
    _check_dimensions((stat.get("Metric") or {}).get("Dimensions") or [])


def _check_evaluation(parameters: Parameters, queries: List[Dict[str, Any]]) -> None:
    for name in _OF_EVALUATION:
        if parameters.get(name) is None:
            raise _error(f"The parameter {name} must be specified, unless EvaluationCriteria is.", "MissingParameter")
    if parameters.get("EvaluationInterval") is not None:
        raise _error("EvaluationInterval goes with EvaluationCriteria only.", "InvalidParameterCombination")
    periods = parameters["EvaluationPeriods"]
    datapoints = parameters.get("DatapointsToAlarm")
    if datapoints is not None and datapoints > periods:
        raise _error("DatapointsToAlarm must be less than or equal to EvaluationPeriods.")
    of_queries = [query["MetricStat"]["Period"] for query in queries if query.get("MetricStat")]
    of_expressions = [query["Period"] for query in queries if query.get("Period")]
    period = parameters.get("Period") or max(of_expressions + of_queries, default=0)
    longest = DAY if period < HOUR else WEEK
    if period * periods > longest:
        raise _error(f"Metrics cannot be checked across more than {longest} seconds (EvaluationPeriods * Period).")


def _check_threshold(parameters: Parameters, queries: List[Dict[str, Any]]) -> None:
    band, threshold = parameters.get("ThresholdMetricId"), parameters.get("Threshold")
    is_band = parameters["ComparisonOperator"] in BANDS
    if band is not None and threshold is not None:
        raise _error("Threshold and ThresholdMetricId are mutually exclusive.", "InvalidParameterCombination")
    if is_band != (band is not None):
        raise _error("ThresholdMetricId goes with the comparison operators of anomaly detection, and with no others.")
    if band is None and threshold is None:
        raise _error("The parameter Threshold must be specified.", "MissingParameter")
    expression = next((query.get("Expression") for query in queries if query["Id"] == band), None)
    if band is not None and "ANOMALY_DETECTION_BAND" not in (expression or ""):
        raise _error(f"{band} is no ANOMALY_DETECTION_BAND.")


@checks(SERVICE, "PutCompositeAlarm")
def check_composite_alarm(context: Context, parameters: Parameters) -> None:
    """A rule that does not parse, that refers to the alarm itself or to alarms that are not there, and wrong actions.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    """
    _check_actions(context, parameters, _ACTIONS_OF_COMPOSITES)
    try:
        names = alarms_of_rule(parameters["AlarmRule"])
    except RuleError as error:
        raise _error(f"AlarmRule is not valid: {error}") from None
    suppressor = parameters.get("ActionsSuppressor")
    periods = (parameters.get("ActionsSuppressorWaitPeriod"), parameters.get("ActionsSuppressorExtensionPeriod"))
    if suppressor and None in periods:
        raise _error("ActionsSuppressor needs a wait period and an extension period.", "InvalidParameterCombination")
    for name in [*names, *([suppressor] if suppressor else [])]:
        found = _name_of_alarm(context, name)
        if found is None:
            raise _error(f"Could not save the composite alarm as alarms [{name}] in the alarm rule do not exist")
        if found == parameters["AlarmName"]:
            raise _error("A composite alarm cannot depend on itself.")


def _name_of_alarm(context: Context, name_or_arn: str) -> Optional[str]:
    arn = parse_arn(name_or_arn)
    if arn is not None and (arn.service != SERVICE or not is_region(arn.region)):
        return None
    # Alarms of other accounts can be referred to by their ARN, and are looked up there.
    account, region = (arn.account, arn.region) if arn else (context.account, context.region)
    name = arn.resource.partition("alarm:")[2] if arn else name_or_arn
    known = cloudwatch_backends[account][region].alarms
    return name if name in known or name in store_of(SERVICE, account, region, "composite alarms") else None


def _error(message: str, code: str = "ValidationError") -> AwsError:
    return AwsError(code, message)
