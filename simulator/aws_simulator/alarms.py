"""Alarms on metrics: which state the datapoints of their evaluation periods put them in.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
"""
from __future__ import annotations

import datetime
import operator
from typing import Any, Callable, Dict, List, Optional, Tuple

from aws_simulator.clock import clock

ALARM, OK, INSUFFICIENT_DATA = "ALARM", "OK", "INSUFFICIENT_DATA"
_COMPARISONS: Dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def evaluate(backend: Any, namespace: str) -> Dict[str, Any]:
    """Put all alarms on single metrics of a namespace in the state that they have by now."""
    changed, states = [], {}
    for alarm in list(backend.alarms.values()):
        if alarm.namespace != namespace or alarm.metric_data_queries or alarm.comparison_operator not in _COMPARISONS:
            continue
        before = alarm.state_value
        after, reason = _state_of(alarm, _datapoints(backend, alarm))
        if after != before:
            backend.set_alarm_state(alarm.name, reason, "{}", after)
            changed.append({"alarm": alarm.name, "from": before, "to": after, "reason": reason})
        states[alarm.name] = after
    return {"now": clock.now().isoformat(), "changed": changed, "states": states}


def _state_of(alarm: Any, datapoints: List[Optional[float]]) -> Tuple[str, str]:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html"""
    wanted = int(alarm.datapoints_to_alarm or alarm.evaluation_periods)
    missing = datapoints.count(None)
    treatment = alarm.treat_missing_data or "missing"
    if missing == len(datapoints) and treatment in ("missing", "ignore"):
        return (INSUFFICIENT_DATA if treatment == "missing" else alarm.state_value), "No datapoints were received."
    compare = _COMPARISONS[alarm.comparison_operator]
    breaching = sum(1 for value in datapoints if value is not None and compare(value, float(alarm.threshold)))
    if treatment == "breaching":
        breaching += missing
    known = [value for value in datapoints if value is not None]
    reason = (
        f"Threshold Crossed: {breaching} out of the last {len(datapoints)} datapoints were breaching "
        f"({alarm.comparison_operator} {alarm.threshold}): {known}, {missing} missing."
    )
    return (ALARM if breaching >= wanted else OK), reason


def _datapoints(backend: Any, alarm: Any) -> List[Optional[float]]:
    """The statistic of each evaluation period until now, the newest first; None where nothing was published."""
    now = clock.now().replace(tzinfo=None)
    period = datetime.timedelta(seconds=int(alarm.period))
    dimensions = {(dimension.name, dimension.value) for dimension in alarm.dimensions}
    published = [
        datum
        for datum in backend.metric_data
        if datum.namespace == alarm.namespace
        and datum.name == alarm.metric_name
        and {(dimension.name, dimension.value) for dimension in datum.dimensions} == dimensions
    ]
    datapoints = []
    for number in range(int(alarm.evaluation_periods)):
        end = now - period * number
        within = [datum for datum in published if end - period < _time_of(datum) <= end]
        datapoints.append(_statistic(alarm.statistic, within) if within else None)
    return datapoints


def _time_of(datum: Any) -> datetime.datetime:
    time: datetime.datetime = datum.timestamp
    return time.astimezone(datetime.timezone.utc).replace(tzinfo=None) if time.tzinfo else time


def _statistic(name: Optional[str], data: List[Any]) -> Optional[float]:
    """Of values, and of statistic sets; percentiles are not computed, as statistic sets have none."""
    samples = sum(getattr(datum, "sample_count", 1) for datum in data)
    total = sum(getattr(datum, "sum", getattr(datum, "value", 0)) for datum in data)
    statistics = {
        "SampleCount": lambda: samples,
        "Sum": lambda: total,
        "Average": lambda: total / samples if samples else None,
        "Maximum": lambda: max(datum.max if hasattr(datum, "max") else datum.value for datum in data),
        "Minimum": lambda: min(datum.min if hasattr(datum, "min") else datum.value for datum in data),
    }
    compute = statistics.get(name or "")
    return compute() if compute else None
