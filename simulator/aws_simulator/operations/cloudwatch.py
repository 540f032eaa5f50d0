"""Amazon CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context, given, now
from aws_simulator.registry import LET_MOTO_ANSWER, Parameters, operation

SERVICE = "cloudwatch"


@operation(SERVICE, "PutCompositeAlarm")
def put_composite_alarm(context: Context, parameters: Parameters) -> None:
    """Creates or updates a composite alarm. Its rule is not evaluated: the alarm stays in the state OK.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    """
    name = parameters["AlarmName"]
    arn = context.arn(f"alarm:{name}")
    tags = parameters.pop("Tags", None)
    is_new = name not in context.store("composite alarms")
    context.store("composite alarms")[name] = {
        "ActionsEnabled": True,
        **given(parameters),
        "AlarmArn": arn,
        "StateValue": "OK",
        "StateReason": "The simulator does not evaluate alarm rules.",
        "StateUpdatedTimestamp": now(),
        "AlarmConfigurationUpdatedTimestamp": now(),
    }
    if is_new:
        # The tags of an existing alarm only change with TagResource and UntagResource.
        context.store("tags")[arn] = {tag["Key"]: tag["Value"] for tag in tags or []}


@operation(SERVICE, "DescribeAlarms")
def describe_alarms(context: Context, parameters: Parameters) -> Any:
    """Returns composite alarms when only those are asked for; moto knows the metric alarms.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    """
    if parameters.get("AlarmTypes") != ["CompositeAlarm"]:
        return LET_MOTO_ANSWER
    alarms = context.store("composite alarms").values()
    names = parameters.get("AlarmNames")
    prefix = parameters.get("AlarmNamePrefix") or ""
    return {
        "CompositeAlarms": [
            alarm
            for alarm in alarms
            if alarm["AlarmName"].startswith(prefix) and (not names or alarm["AlarmName"] in names)
        ],
        "MetricAlarms": [],
    }


@operation(SERVICE, "DeleteAlarms")
def delete_alarms(context: Context, parameters: Parameters) -> Any:
    """Deletes composite alarms, one per request as AWS allows; moto deletes the metric alarms.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
    """
    alarms = context.store("composite alarms")
    composite = [name for name in parameters["AlarmNames"] if name in alarms]
    if not composite:
        return LET_MOTO_ANSWER
    if len(parameters["AlarmNames"]) > 1:
        raise AwsError("ValidationError", "A composite alarm cannot be deleted together with other alarms.")
    del alarms[composite[0]]
    context.store("tags").pop(context.arn(f"alarm:{composite[0]}"), None)
    return None


@operation(SERVICE, "PutMetricStream")
def put_metric_stream(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates or updates a metric stream.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricStream.html
    """
    name = parameters["Name"]
    arn = context.arn(f"metric-stream/{name}")
    tags = parameters.pop("Tags", None)
    streams = context.store("metric streams")
    if name not in streams:
        context.store("tags")[arn] = {tag["Key"]: tag["Value"] for tag in tags or []}
    created = streams.get(name, {}).get("CreationDate") or now()
    streams[name] = {
        **given(parameters),
        "Arn": arn,
        "State": "running",
        "CreationDate": created,
        "LastUpdateDate": now(),
    }
    return {"Arn": arn}


@operation(SERVICE, "GetMetricStream")
def get_metric_stream(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a metric stream.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStream.html
    """
    name = parameters["Name"]
    return context.find("metric streams", name, "ResourceNotFoundException", f"Metric stream {name} does not exist")


@operation(SERVICE, "DeleteMetricStream")
def delete_metric_stream(context: Context, parameters: Parameters) -> None:
    """Deletes a metric stream; one that does not exist is no error.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteMetricStream.html
    """
    context.store("metric streams").pop(parameters["Name"], None)


@operation(SERVICE, "ListTagsForResource", "TagResource", "UntagResource")
def tags_of_resource(context: Context, parameters: Parameters) -> Any:
    """Tags of composite alarms and metric streams; moto keeps those of metric alarms.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html
    """
    tags = context.store("tags").get(parameters["ResourceARN"])
    if tags is None:
        return LET_MOTO_ANSWER
    tags.update({tag["Key"]: tag["Value"] for tag in parameters.get("Tags") or []})
    for key in parameters.get("TagKeys") or []:
        tags.pop(key, None)
    if context.operation == "ListTagsForResource":
        return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
    return None
