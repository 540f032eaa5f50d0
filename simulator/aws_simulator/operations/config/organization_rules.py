"""Rules of an organization: https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html"""
from __future__ import annotations

from typing import Any, Dict, List, Optional

from moto.config.models import MANAGED_RULES_CONSTRAINTS

from aws_simulator.context import AwsError, Context, given
from aws_simulator.corrections.config.organization import MULTI_ACCOUNT_SETUP_PRINCIPAL, check_organization_access
from aws_simulator.operations.config.naming import RULES_OF_ORGANIZATION, SERVICE, named
from aws_simulator.operations.config.organization_rule import GUARD, LAMBDA, MANAGED, OrganizationRule
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "PutOrganizationConfigRule")
def put_organization_config_rule(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Adds or updates a rule that applies to every account of the organization, and deploys it to those that record.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
    """
    check_organization_access(context.account, [MULTI_ACCOUNT_SETUP_PRINCIPAL])
    _check_kind(parameters)
    name = parameters["OrganizationConfigRuleName"]
    rule = context.store(RULES_OF_ORGANIZATION).setdefault(name, OrganizationRule(context, name))
    rule.parameters = given(parameters)
    rule.deploy(context)
    return {"OrganizationConfigRuleArn": rule.arn}


def _check_kind(parameters: Parameters) -> None:
    if sum(bool(parameters.get(kind)) for kind in (MANAGED, LAMBDA, GUARD)) != 1:
        raise AwsError("ValidationException", "A rule is either managed, a function, or a policy.")
    if parameters.get(MANAGED) and parameters[MANAGED]["RuleIdentifier"] not in MANAGED_RULES_CONSTRAINTS:
        raise AwsError(
            "InvalidParameterValueException",
            f"The sourceIdentifier {parameters[MANAGED]['RuleIdentifier']} is invalid. Please refer to the "
            "documentation for a list of valid sourceIdentifiers that can be used when AWS is the Owner.",
        )


@operation(SERVICE, "DescribeOrganizationConfigRules")
def describe_organization_config_rules(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the rules of the organization.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConfigRules.html
    """
    rules = _rules(context, parameters.get("OrganizationConfigRuleNames"))
    return {"OrganizationConfigRules": [_description(rule) for rule in rules]}


def _description(rule: OrganizationRule) -> Dict[str, Any]:
    description = {
        **rule.parameters,
        "OrganizationConfigRuleArn": rule.arn,
        "LastUpdateTime": rule.deployment.time,
    }
    if GUARD in description:
        # The text of the policy is left out; GetOrganizationCustomRulePolicy returns it.
        kept = {name: value for name, value in description[GUARD].items() if name != "PolicyText"}
        description[GUARD] = kept
    return description


@operation(SERVICE, "DescribeOrganizationConfigRuleStatuses")
def describe_organization_config_rule_statuses(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns whether the rules of the organization were created in its accounts.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConfigRuleStatuses.html
    """
    rules = _rules(context, parameters.get("OrganizationConfigRuleNames"))
    return {
        "OrganizationConfigRuleStatuses": [
            {"OrganizationConfigRuleName": rule.name, **rule.deployment.status("OrganizationRuleStatus")}
            for rule in rules
        ]
    }


@operation(SERVICE, "GetOrganizationConfigRuleDetailedStatus")
def get_organization_config_rule_detailed_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the status of a rule of the organization in each account.

    https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationConfigRuleDetailedStatus.html
    """
    rule = _rules(context, [parameters["OrganizationConfigRuleName"]])[0]
    details = rule.deployment.details("MemberAccountRuleStatus", parameters.get("Filters"))
    return {
        "OrganizationConfigRuleDetailedStatus": [
            {"ConfigRuleName": rule.member_rule_name, **detail} for detail in details
        ]
    }


@operation(SERVICE, "GetOrganizationCustomRulePolicy")
def get_organization_custom_rule_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the text of a rule of the organization that is written in Guard.

    https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationCustomRulePolicy.html
    """
    rule = _rules(context, [parameters["OrganizationConfigRuleName"]])[0]
    return {"PolicyText": rule.parameters.get(GUARD, {}).get("PolicyText")}


@operation(SERVICE, "DeleteOrganizationConfigRule")
def delete_organization_config_rule(context: Context, parameters: Parameters) -> None:
    """Deletes a rule of the organization, from its accounts too.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteOrganizationConfigRule.html
    """
    rule = _rules(context, [parameters["OrganizationConfigRuleName"]])[0]
    for account in rule.deployment.errors:
        rule.remove_from(account)
    del context.store(RULES_OF_ORGANIZATION)[rule.name]


def _rules(context: Context, names: Optional[List[str]]) -> List[OrganizationRule]:
    error = "NoSuchOrganizationConfigRuleException"
    return named(context, RULES_OF_ORGANIZATION, names, error, "organization config rules")
