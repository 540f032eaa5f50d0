"""What accounts get that join the organization."""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context, given
from aws_simulator.inspector.membership import SERVICE, auto_enable_of, has_reached_limit
from aws_simulator.inspector.scan_types import KEYS, check_supported
from aws_simulator.operations.inspector2.members import check_administrator
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "UpdateOrganizationConfiguration")
def update_organization_configuration(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Sets which types of scan begin in accounts that join. A type that is not mentioned stays as it is.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateOrganizationConfiguration.html
    """
    check_administrator(context, "update the organization configuration")
    wanted = auto_enable_of(context.account, context.region)
    changed = {**wanted, **given(parameters["autoEnable"])}
    check_supported(context.region, [type_ for type_, key in KEYS.items() if changed[key]])
    if changed["lambdaCode"] and not changed["lambda"]:
        raise AwsError("ValidationException", "LambdaCode scans can only be enabled together with Lambda scans")
    wanted.update(changed)
    return {"autoEnable": dict(wanted)}


@operation(SERVICE, "DescribeOrganizationConfiguration")
def describe_organization_configuration(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns which types of scan begin in accounts that join, and whether there are too many.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_DescribeOrganizationConfiguration.html
    https://github.com/hashicorp/terraform-provider-aws/issues/27000
    """
    check_administrator(context, "describe the organization configuration")
    return {
        "autoEnable": dict(auto_enable_of(context.account, context.region)),
        "maxAccountLimitReached": has_reached_limit(context.account, context.region),
    }
