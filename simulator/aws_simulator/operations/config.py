"""AWS Config: https://docs.aws.amazon.com/config/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict, List, Optional

from moto.config.models import config_backends

from aws_simulator.context import LOWERCASE_ALPHANUMERIC, AwsError, Context, given, now, random_id
from aws_simulator.corrections.config import MULTI_ACCOUNT_SETUP_PRINCIPAL, check_organization_access
from aws_simulator.registry import Parameters, operation

SERVICE = "config"

RULES_OF_ORGANIZATION = "organization config rules"
CONFORMANCE_PACKS = "conformance packs"
REMEDIATIONS = "remediation configurations"


@operation(SERVICE, "PutOrganizationConfigRule")
def put_organization_config_rule(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Adds or updates a rule that applies to every account of the organization.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
    """
    check_organization_access(context.account, [MULTI_ACCOUNT_SETUP_PRINCIPAL])
    name = parameters["OrganizationConfigRuleName"]
    rules = context.store(RULES_OF_ORGANIZATION)
    arn = rules.get(name, {}).get("OrganizationConfigRuleArn") or context.arn(
        f"organization-config-rule/{name}-{random_id(length=8, alphabet=LOWERCASE_ALPHANUMERIC)}"
    )
    rule = {**given(parameters), "OrganizationConfigRuleArn": arn, "LastUpdateTime": now()}
    if "OrganizationCustomPolicyRuleMetadata" in rule:
        # DescribeOrganizationConfigRules leaves the text of the policy out, GetOrganizationCustomRulePolicy returns it.
        metadata = dict(rule["OrganizationCustomPolicyRuleMetadata"])
        rule["PolicyText"] = metadata.pop("PolicyText", None)
        rule["OrganizationCustomPolicyRuleMetadata"] = metadata
    rules[name] = rule
    return {"OrganizationConfigRuleArn": arn}


@operation(SERVICE, "DescribeOrganizationConfigRules")
def describe_organization_config_rules(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the rules of the organization.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConfigRules.html
    """
    rules = _organization_rules(context, parameters.get("OrganizationConfigRuleNames"))
    return {"OrganizationConfigRules": rules}


@operation(SERVICE, "DescribeOrganizationConfigRuleStatuses")
def describe_organization_config_rule_statuses(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns whether the rules of the organization were created in its accounts; here they always were.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConfigRuleStatuses.html
    """
    rules = _organization_rules(context, parameters.get("OrganizationConfigRuleNames"))
    return {
        "OrganizationConfigRuleStatuses": [
            {
                "OrganizationConfigRuleName": rule["OrganizationConfigRuleName"],
                "OrganizationRuleStatus": "CREATE_SUCCESSFUL",
                "LastUpdateTime": rule["LastUpdateTime"],
            }
            for rule in rules
        ]
    }


@operation(SERVICE, "GetOrganizationConfigRuleDetailedStatus")
def get_organization_config_rule_detailed_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the status of a rule of the organization in each member account.

    https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationConfigRuleDetailedStatus.html
    """
    rule = _organization_rules(context, [parameters["OrganizationConfigRuleName"]])[0]
    accounts = context.organization.accounts if context.organization else []
    return {
        "OrganizationConfigRuleDetailedStatus": [
            {
                "AccountId": account.id,
                "ConfigRuleName": f"OrgConfigRule-{rule['OrganizationConfigRuleName']}",
                "MemberAccountRuleStatus": "CREATE_SUCCESSFUL",
                "LastUpdateTime": rule["LastUpdateTime"],
            }
            for account in accounts
            if account.id not in (rule.get("ExcludedAccounts") or [])
        ]
    }


@operation(SERVICE, "GetOrganizationCustomRulePolicy")
def get_organization_custom_rule_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the text of a rule of the organization that is written in Guard.

    https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationCustomRulePolicy.html
    """
    rule = _organization_rules(context, [parameters["OrganizationConfigRuleName"]])[0]
    return {"PolicyText": rule.get("PolicyText")}


@operation(SERVICE, "DeleteOrganizationConfigRule")
def delete_organization_config_rule(context: Context, parameters: Parameters) -> None:
    """Deletes a rule of the organization.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteOrganizationConfigRule.html
    """
    rule = _organization_rules(context, [parameters["OrganizationConfigRuleName"]])[0]
    del context.store(RULES_OF_ORGANIZATION)[rule["OrganizationConfigRuleName"]]


def _organization_rules(context: Context, names: Optional[List[str]]) -> List[Dict[str, Any]]:
    error = "NoSuchOrganizationConfigRuleException"
    return _named(context, RULES_OF_ORGANIZATION, names, error, "organization config rules")


@operation(SERVICE, "PutConformancePack")
def put_conformance_pack(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates or updates a conformance pack.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html
    """
    name = parameters["ConformancePackName"]
    packs = context.store(CONFORMANCE_PACKS)
    pack_id = packs.get(name, {}).get("ConformancePackId") or random_id("conformance-pack-", 9, LOWERCASE_ALPHANUMERIC)
    packs[name] = {
        "DeliveryS3Bucket": "",
        "DeliveryS3KeyPrefix": "",
        "ConformancePackInputParameters": [],
        **given(parameters, "DeliveryS3Bucket", "DeliveryS3KeyPrefix", "ConformancePackInputParameters"),
        "ConformancePackName": name,
        "ConformancePackId": pack_id,
        "ConformancePackArn": context.arn(f"conformance-pack/{name}/{pack_id}"),
        "LastUpdateRequestedTime": now(),
    }
    return {"ConformancePackArn": packs[name]["ConformancePackArn"]}


@operation(SERVICE, "DescribeConformancePacks")
def describe_conformance_packs(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns conformance packs.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConformancePacks.html
    """
    return {"ConformancePackDetails": _conformance_packs(context, parameters.get("ConformancePackNames"))}


@operation(SERVICE, "DescribeConformancePackStatus")
def describe_conformance_pack_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns whether conformance packs are deployed; here they always are. Names that do not exist are left out.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConformancePackStatus.html
    """
    packs = context.store(CONFORMANCE_PACKS)
    names = parameters.get("ConformancePackNames") or list(packs)
    return {
        "ConformancePackStatusDetails": [
            {
                **given(packs[name], "ConformancePackName", "ConformancePackId", "ConformancePackArn"),
                "ConformancePackState": "CREATE_COMPLETE",
                "StackArn": context.arn(f"stack/awsconfigconforms-{name}/simulator", service="cloudformation"),
                "LastUpdateRequestedTime": packs[name]["LastUpdateRequestedTime"],
                "LastUpdateCompletedTime": packs[name]["LastUpdateRequestedTime"],
            }
            for name in names
            if name in packs
        ]
    }


@operation(SERVICE, "DeleteConformancePack")
def delete_conformance_pack(context: Context, parameters: Parameters) -> None:
    """Deletes a conformance pack.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteConformancePack.html
    """
    pack = _conformance_packs(context, [parameters["ConformancePackName"]])[0]
    del context.store(CONFORMANCE_PACKS)[pack["ConformancePackName"]]


def _conformance_packs(context: Context, names: Optional[List[str]]) -> List[Dict[str, Any]]:
    return _named(context, CONFORMANCE_PACKS, names, "NoSuchConformancePackException", "conformance packs")


@operation(SERVICE, "PutRemediationConfigurations")
def put_remediation_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Adds or updates what remedies resources that violate a rule.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
    """
    for remediation in parameters["RemediationConfigurations"]:
        rule = remediation["ConfigRuleName"]
        arn = context.arn(f"remediation-configuration/{rule}/{random_id(length=8)}")
        context.store(REMEDIATIONS)[rule] = {**remediation, "Arn": arn}
    return {"FailedBatches": []}


@operation(SERVICE, "DescribeRemediationConfigurations")
def describe_remediation_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns what remedies resources that violate rules.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeRemediationConfigurations.html
    """
    remediations = context.store(REMEDIATIONS)
    return {"RemediationConfigurations": [remediations[n] for n in parameters["ConfigRuleNames"] if n in remediations]}


@operation(SERVICE, "DeleteRemediationConfiguration")
def delete_remediation_configuration(context: Context, parameters: Parameters) -> None:
    """Deletes what remedies resources that violate a rule.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteRemediationConfiguration.html
    """
    if not context.store(REMEDIATIONS).pop(parameters["ConfigRuleName"], None):
        raise AwsError("NoSuchRemediationConfigurationException", "No RemediationConfiguration for rule exists.")


@operation(SERVICE, "GetCustomRulePolicy")
def get_custom_rule_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the text of a rule that is written in Guard.

    https://docs.aws.amazon.com/config/latest/APIReference/API_GetCustomRulePolicy.html
    """
    rule = config_backends[context.account][context.region].config_rules.get(parameters["ConfigRuleName"])
    if rule is None:
        raise AwsError("NoSuchConfigRuleException", f"The ConfigRule '{parameters['ConfigRuleName']}' does not exist.")
    return {"PolicyText": getattr(rule.source, "_policy_text", None)}


def _named(
    context: Context, kind: str, names: Optional[List[str]], error_code: str, description: str
) -> List[Dict[str, Any]]:
    """The things with these names, or all; a name that does not exist is an error."""
    store = context.store(kind)
    message = f"One or more {description} do not exist."
    return [context.find(kind, name, error_code, message) for name in (names or list(store))]
