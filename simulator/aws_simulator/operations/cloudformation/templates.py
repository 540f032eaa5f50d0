"""What CloudFormation refuses of a template before it creates anything."""
from __future__ import annotations

from typing import Any, Dict, List

from moto.cloudformation.models import Stack
from moto.cloudformation.parsing import resource_class_from_type
from moto.cloudformation.utils import get_stack_from_s3_url

from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
MAXIMUM_BODY = 51_200
# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
IAM_NAMES = {
    "AWS::IAM::AccessKey": None,
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Policy": None,
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::IAM::UserToGroupAddition": None,
}


def read_template(context: Context, parameters: Parameters) -> str:
    """The template that a request has, or names the address of."""
    if parameters.get("TemplateURL"):
        return str(get_stack_from_s3_url(parameters["TemplateURL"], context.account, context.partition))
    body = parameters.get("TemplateBody") or ""
    if len(body.encode()) > MAXIMUM_BODY:
        raise AwsError(
            "ValidationError",
            "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have "
            f"length less than or equal to {MAXIMUM_BODY}",
        )
    return str(body)


def check_template(template: str, capabilities: List[str], values: Dict[str, Any]) -> None:
    """Raise what CloudFormation says of a template that cannot be deployed with these capabilities and parameters."""
    try:
        parsed = Stack.parse_template(template)
    except Exception:  # moto's parsers raise what they like
        parsed = None
    if not isinstance(parsed, dict):
        raise AwsError("ValidationError", "Template format error: unsupported structure.")
    resources = parsed.get("Resources")
    if not resources:
        raise AwsError("ValidationError", "Template format error: At least one Resources member must be defined.")
    for resource in resources.values():
        resource_class_from_type(resource["Type"])
    _check_conditions(parsed)
    _check_capabilities(resources, capabilities)
    _check_parameters(parsed.get("Parameters") or {}, values)


def _check_conditions(template: Dict[str, Any]) -> None:
    known = template.get("Conditions") or {}
    for name, resource in template["Resources"].items():
        if resource.get("Condition") and resource["Condition"] not in known:
            raise AwsError(
                "ValidationError",
                f"Template format error: Unresolved condition {resource['Condition']} in resource {name}",
            )


def _check_capabilities(resources: Dict[str, Any], capabilities: List[str]) -> None:
    iam = [resource for resource in resources.values() if resource["Type"] in IAM_NAMES]
    named = any(IAM_NAMES[r["Type"]] in (r.get("Properties") or {}) for r in iam)
    sufficient = {"CAPABILITY_NAMED_IAM"} if named else {"CAPABILITY_NAMED_IAM", "CAPABILITY_IAM"}
    if iam and not sufficient.intersection(capabilities):
        required = "CAPABILITY_NAMED_IAM" if named else "CAPABILITY_IAM"
        raise AwsError("InsufficientCapabilitiesException", f"Requires capabilities : [{required}]")


def _check_parameters(known: Dict[str, Any], values: Dict[str, Any]) -> None:
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise AwsError("ValidationError", f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    missing = sorted(name for name in known if "Default" not in known[name] and name not in values)
    if missing:
        raise AwsError("ValidationError", f"Parameters: [{', '.join(missing)}] must have values")
