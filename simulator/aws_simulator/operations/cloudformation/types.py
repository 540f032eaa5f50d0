"""The types of resources that CloudFormation knows."""
from __future__ import annotations

import json
from typing import Any, Dict

from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, operation
from aws_simulator.resource_types import find_type


@operation("cloudformation", "DescribeType")
def describe_type(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a type of resources with its schema.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html
    """
    arn = parameters.get("Arn") or ""
    name = parameters.get("TypeName") or arn.rpartition("/")[2].replace("-", "::")
    type_ = find_type(context.region, name) if parameters.get("Type", "RESOURCE") == "RESOURCE" else None
    if type_ is None:
        raise AwsError("TypeNotFoundException", f"The type '{name}' cannot be found.")
    return {
        "Arn": f"arn:{context.partition}:cloudformation:{context.region}::type/resource/{name.replace('::', '-')}",
        "Type": "RESOURCE",
        "TypeName": name,
        "Schema": json.dumps(type_.schema),
        "ProvisioningType": "FULLY_MUTABLE",
        "DeprecatedStatus": "LIVE",
        "Visibility": "PUBLIC",
    }
