"""Remediations of resources that violate rules: https://docs.aws.amazon.com/config/latest/developerguide/remediation.html"""
from __future__ import annotations

from typing import Any, Dict

from moto.config.models import config_backends

from aws_simulator.context import AwsError, Context, random_id
from aws_simulator.corrections.config.rules import REMEDIATIONS
from aws_simulator.operations.config.naming import SERVICE
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "PutRemediationConfigurations")
def put_remediation_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Adds or updates the remediation of resources that violate a rule.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
    """
    for remediation in parameters["RemediationConfigurations"]:
        rule = remediation["ConfigRuleName"]
        if rule not in config_backends[context.account][context.region].config_rules:
            raise AwsError("InvalidParameterValueException", f"The ConfigRule '{rule}' does not exist.")
        arn = context.arn(f"remediation-configuration/{rule}/{random_id(length=8)}")
        context.store(REMEDIATIONS)[rule] = {**remediation, "Arn": arn}
    return {"FailedBatches": []}


@operation(SERVICE, "DescribeRemediationConfigurations")
def describe_remediation_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the remediations of resources that violate rules.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeRemediationConfigurations.html
    """
    remediations = context.store(REMEDIATIONS)
    return {"RemediationConfigurations": [remediations[n] for n in parameters["ConfigRuleNames"] if n in remediations]}


@operation(SERVICE, "DeleteRemediationConfiguration")
def delete_remediation_configuration(context: Context, parameters: Parameters) -> None:
    """Deletes the remediation of resources that violate a rule.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteRemediationConfiguration.html
    """
    if not context.store(REMEDIATIONS).pop(parameters["ConfigRuleName"], None):
        raise AwsError("NoSuchRemediationConfigurationException", "No RemediationConfiguration for rule exists.")
