"""Rules written in Guard: https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_cfn-guard.html"""
from __future__ import annotations

from typing import Any, Dict

from moto.config.models import config_backends

from aws_simulator.context import AwsError, Context
from aws_simulator.operations.config.naming import SERVICE
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "GetCustomRulePolicy")
def get_custom_rule_policy(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the text of a rule that is written in Guard.

    https://docs.aws.amazon.com/config/latest/APIReference/API_GetCustomRulePolicy.html
    """
    rule = config_backends[context.account][context.region].config_rules.get(parameters["ConfigRuleName"])
    if rule is None:
        raise AwsError("NoSuchConfigRuleException", f"The ConfigRule '{parameters['ConfigRuleName']}' does not exist.")
    return {"PolicyText": getattr(rule.source, "_policy_text", None)}
