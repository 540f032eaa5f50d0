"""AWS Config: https://docs.aws.amazon.com/config/latest/APIReference/"""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List, Optional

from moto.config.models import config_backends
from moto.ssm.models import ssm_backends

from aws_simulator import project
from aws_simulator.checks.problems import parse_arn
from aws_simulator.context import AwsError, Context
from aws_simulator.grants import find_role, role_trusts
from aws_simulator.registry import Parameters, checks

SERVICE = "config"
AUTOMATION = "ssm.amazonaws.com"
ROLE_PARAMETER = "AutomationAssumeRole"
METADATA_OF_ORGANIZATION_RULES = ("OrganizationManagedRuleMetadata", "OrganizationCustomRuleMetadata")
GUARD_METADATA = "OrganizationCustomPolicyRuleMetadata"


@checks(SERVICE, "PutConfigRule")
def check_rule(context: Context, parameters: Parameters) -> None:
    """Values that a parameter does not take, types that Config does not record, and Guard text that is none.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
    """
    rule = parameters["ConfigRule"]
    source = rule.get("Source") or {}
    _check_types((rule.get("Scope") or {}).get("ComplianceResourceTypes") or [])
    _check_guard((source.get("CustomPolicyDetails") or {}).get("PolicyText"))
    if source.get("Owner") == "AWS":
        _check_values(str(source.get("SourceIdentifier")), rule.get("InputParameters"))


@checks(SERVICE, "DescribeConfigRules")
def check_rules_exist(context: Context, parameters: Parameters) -> None:
    """Rules that do not exist.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigRules.html
    """
    existing = config_backends[context.account][context.region].config_rules
    for name in parameters.get("ConfigRuleNames") or []:
        if name not in existing:
            raise AwsError("NoSuchConfigRuleException", f"The ConfigRule '{name}' provided in the request is invalid.")


@checks(SERVICE, "PutOrganizationConfigRule")
def check_organization_rule(context: Context, parameters: Parameters) -> None:
    """The same of a rule of the organization, and one that is of no kind or of several.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
    """
    given = [parameters[kind] for kind in (*METADATA_OF_ORGANIZATION_RULES, GUARD_METADATA) if parameters.get(kind)]
    if len(given) != 1:
        raise _invalid("A rule of the organization has exactly one of the three kinds of metadata.")
    if not project.has_feature("organizationConfigRules", context.region):
        raise _not_here()
    metadata = given[0]
    _check_types(metadata.get("ResourceTypesScope") or [])
    _check_guard(metadata.get("PolicyText"))
    if "RuleIdentifier" in metadata:
        _check_values(metadata["RuleIdentifier"], metadata.get("InputParameters"))


@checks(SERVICE, "PutOrganizationConformancePack")
def check_organization_pack(context: Context, parameters: Parameters) -> None:
    """Conformance packs of the organization where AWS has none.

    https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html#conformance-packs-regions
    """
    if not project.has_feature("organizationConformancePacks", context.region):
        raise _not_here()


def _check_types(types: List[str]) -> None:
    known = {*project.tables()["recordableTypes"], *project.tables()["neverDaily"]}
    unknown = [name for name in types if name not in known]
    if unknown:
        raise _invalid(f"The resource types {', '.join(unknown)} are not supported.")


def _check_guard(text: Optional[str]) -> None:
    problem = project.problem_of_guard(text) if text is not None else None
    if problem is not None:
        raise _invalid(f"The policy text is not valid: {problem}")


def _check_values(identifier: str, parameters: Optional[str]) -> None:
    try:
        values = json.loads(parameters or "{}")
    except ValueError:
        raise _invalid(f"Invalid json {parameters} passed in the InputParameters field") from None
    for name, value in values.items():
        if not isinstance(value, str):
            raise _invalid(f"Blank spaces are not acceptable for input parameter: {name}.")
        form = project.tables()["ruleParameters"].get(identifier, {}).get(name)
        if form and not re.search(form["pattern"], value, re.IGNORECASE if form["ignoreCase"] else 0):
            raise _invalid(f"Invalid value '{value}' for parameter {name}: it must be {form['allowed']}.")


@checks(SERVICE, "PutConfigurationRecorder")
def check_recorder(context: Context, parameters: Parameters) -> None:
    """Types that Config does not record, or not daily, and overrides for types that are not recorded.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
    https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
    """
    recorder = parameters["ConfigurationRecorder"]
    group, mode = recorder.get("recordingGroup") or {}, recorder.get("recordingMode") or {}
    excluded = (group.get("exclusionByResourceTypes") or {}).get("resourceTypes") or []
    overrides = mode.get("recordingModeOverrides") or []
    known = {*project.tables()["recordableTypes"], *project.tables()["neverDaily"]}
    never_daily = project.tables()["neverDaily"]
    for name in [*(group.get("resourceTypes") or []), *excluded]:
        if name not in known:
            raise AwsError("ValidationException", f"The resource type {name} is not supported.")
    for override in overrides:
        for name in override.get("resourceTypes") or []:
            if name not in known:
                raise AwsError("ValidationException", f"The resource type {name} is not supported.")
            if name in never_daily and override.get("recordingFrequency") == "DAILY":
                raise AwsError("ValidationException", f"The resource type {name} cannot be recorded daily.")
            if name in excluded or (group.get("resourceTypes") and name not in group["resourceTypes"]):
                raise AwsError("ValidationException", f"The override is for {name}, which is not recorded.")


@checks(SERVICE, "PutRemediationConfigurations")
def check_remediations(context: Context, parameters: Parameters) -> None:
    """Remediations where there are none, and documents, parameters and roles that they cannot run with.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
    """
    if not project.has_feature("configRemediation", context.region):
        raise _invalid(f"Remediation is not supported in the Region {context.region}.")
    for remediation in parameters["RemediationConfigurations"]:
        document = str(remediation["TargetId"])
        given: Dict[str, Dict[str, Any]] = remediation.get("Parameters") or {}
        known = project.tables()["remediationDocuments"].get(document)
        # Documents that others share have an ARN.
        if known is None and not document.startswith("arn:") and not _has_document(context, document):
            raise _invalid(f"The SSM document {document} does not exist.")
        for name, value in given.items():
            if known is not None and name not in [*known, ROLE_PARAMETER]:
                raise _invalid(f"The SSM document {document} has no parameter {name}.")
            if len([kind for kind in ("ResourceValue", "StaticValue") if value.get(kind)]) != 1:
                raise _invalid(f"The parameter {name} has either a ResourceValue or a StaticValue.")
        missing = [name for name in known or [] if name not in given]
        if missing:
            raise _invalid(f"The SSM document {document} needs the parameters {', '.join(missing)}.")
        _check_role(context, remediation, given)


def _has_document(context: Context, name: str) -> bool:
    return name in ssm_backends[context.account][context.region]._documents


def _check_role(context: Context, remediation: Dict[str, Any], given: Dict[str, Dict[str, Any]]) -> None:
    values = ((given.get(ROLE_PARAMETER) or {}).get("StaticValue") or {}).get("Values") or []
    if not values:
        if remediation.get("Automatic"):
            raise _invalid(f"{ROLE_PARAMETER} is needed for automatic remediation.")
        return
    arn, role = parse_arn(values[0]), find_role(values[0])
    if arn is None or arn.account != context.account:
        raise _invalid(f"{ROLE_PARAMETER} {values[0]} is not a role of account {context.account}.")
    if role is None or not role_trusts(
        role, AUTOMATION, context.account, context.arn("automation-execution/*", service="ssm")
    ):
        message = f"The role {values[0]} does not exist, or {AUTOMATION} cannot assume it."
        raise AwsError("InsufficientPermissionsException", message)


def _not_here() -> AwsError:
    """What AWS answers where it has no rules and packs of organizations: the code, and no word more.

    https://github.com/hashicorp/terraform-provider-aws/issues/36509
    """
    return AwsError("AccessDeniedException", "")


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidParameterValueException", message)
