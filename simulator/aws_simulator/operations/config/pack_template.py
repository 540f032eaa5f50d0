"""The template of a conformance pack: https://docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html"""
from __future__ import annotations

import json
from typing import Any, Dict

from aws_simulator.context import AwsError
from aws_simulator.grants import find_bucket
from aws_simulator.registry import Parameters, load_service

RULE, REMEDIATION = "AWS::Config::ConfigRule", "AWS::Config::RemediationConfiguration"
# https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html
MAXIMUM_BODY = 51_200


def read_template(parameters: Parameters, error_code: str) -> Dict[str, Any]:
    """The template that a request has, or names the address of; an AwsError with the code when it is not valid."""
    load_service("cloudformation")
    from moto.cloudformation.models import Stack  # which takes seconds

    uri = parameters.get("TemplateS3Uri")
    text = _read_object(uri) if uri else parameters.get("TemplateBody") or ""
    if len(text.encode()) > MAXIMUM_BODY:
        raise AwsError("ValidationException", f"The template body has more than {MAXIMUM_BODY} bytes.")
    try:
        template: Any = Stack.parse_template(text)
        types = {resource["Type"] for resource in template["Resources"].values()}
    except Exception:  # moto's parsers raise what they like
        raise AwsError(error_code, "The template is not valid.") from None
    if not types or types - {RULE, REMEDIATION}:
        raise AwsError(error_code, f"A conformance pack can have resources of the types {RULE} and {REMEDIATION}.")
    _check_parameters(template.get("Parameters") or {}, values_of(parameters), error_code)
    return dict(template)


def _read_object(uri: str) -> str:
    bucket_name, _, key = uri.partition("://")[2].partition("/")
    bucket = find_bucket(bucket_name)
    found = bucket.keys.get(key) if bucket else None
    return found.value.decode() if found else ""


def values_of(parameters: Parameters) -> Dict[str, str]:
    """The values that a request gives to the parameters of the template."""
    given = parameters.get("ConformancePackInputParameters") or []
    return {entry["ParameterName"]: entry["ParameterValue"] for entry in given}


def _check_parameters(known: Dict[str, Any], values: Dict[str, str], error_code: str) -> None:
    unknown = sorted(set(values) - set(known))
    missing = sorted(name for name in known if "Default" not in known[name] and name not in values)
    for problem, names in (("do not exist in the template", unknown), ("must have values", missing)):
        if names:
            raise AwsError(error_code, f"Parameters: [{', '.join(names)}] {problem}")


def with_suffix(template: Dict[str, Any], suffix: str) -> str:
    """The template with the names that its rules have in the account."""
    names: Dict[str, str] = {}
    resources: Dict[str, Any] = json.loads(json.dumps(template["Resources"]))
    for logical_id, resource in resources.items():
        if resource["Type"] == RULE:
            properties = resource.setdefault("Properties", {})
            name = properties.get("ConfigRuleName", logical_id)
            names[name] = properties["ConfigRuleName"] = f"{name}-{suffix}"
    for resource in resources.values():
        properties = resource.get("Properties") or {}
        if resource["Type"] == REMEDIATION and isinstance(properties.get("ConfigRuleName"), str):
            properties["ConfigRuleName"] = names.get(properties["ConfigRuleName"], properties["ConfigRuleName"])
    return json.dumps({**template, "Resources": resources})
