"""A rule of an organization, and the rules of its accounts that it becomes.

https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html
"""
from __future__ import annotations

from typing import Any, Dict, List

from moto.config.models import config_backends

from aws_simulator.context import Context, given
from aws_simulator.corrections.config.organization import MULTI_ACCOUNT_SETUP_PRINCIPAL
from aws_simulator.operations.config.deployment import Deployment, target_accounts
from aws_simulator.operations.config.naming import random_suffix
from aws_simulator.registry import Parameters

MANAGED, LAMBDA, GUARD = (
    "OrganizationManagedRuleMetadata",
    "OrganizationCustomRuleMetadata",
    "OrganizationCustomPolicyRuleMetadata",
)


class OrganizationRule:
    """A rule of the organization, and the rules of its accounts that it became."""

    def __init__(self, context: Context, name: str):
        self.name = name
        self.unique_name = f"{name}-{random_suffix()}"
        self.arn = context.arn(f"organization-config-rule/{self.unique_name}")
        self.region = context.region
        self.parameters: Parameters = {}
        self.deployment = Deployment()

    @property
    def member_rule_name(self) -> str:
        return f"OrgConfigRule-{self.unique_name}"

    @property
    def excluded_accounts(self) -> List[str]:
        return self.parameters.get("ExcludedAccounts") or []

    def deploy(self, context: Context) -> None:
        """Bring the rule to every account that is not excluded, and take it from those that are."""
        before = list(self.deployment.errors)
        if before:
            self.deployment.again()
        targets = target_accounts(context, self.excluded_accounts)
        for account in targets:
            self.deployment.to(account, self.put_in)
        for account in set(before) - set(targets):
            self.remove_from(account)

    def put_in(self, account: str) -> None:
        backend = config_backends[account][self.region]
        existing = backend.config_rules.get(self.member_rule_name)
        if existing is not None:
            existing.created_by = None
        backend.put_config_rule(self._rule())
        backend.config_rules[self.member_rule_name].created_by = MULTI_ACCOUNT_SETUP_PRINCIPAL

    def remove_from(self, account: str) -> None:
        config_backends[account][self.region].config_rules.pop(self.member_rule_name, None)

    def _rule(self) -> Dict[str, Any]:
        kind = next(kind for kind in (MANAGED, LAMBDA, GUARD) if self.parameters.get(kind))
        metadata = self.parameters[kind]
        scope = {
            "ComplianceResourceTypes": metadata.get("ResourceTypesScope"),
            "ComplianceResourceId": metadata.get("ResourceIdScope"),
            "TagKey": metadata.get("TagKeyScope"),
            "TagValue": metadata.get("TagValueScope"),
        }
        rule = {
            "ConfigRuleName": self.member_rule_name,
            "Source": _source(kind, metadata),
            **given(metadata, "Description", "InputParameters"),
        }
        if given(scope):
            rule["Scope"] = given(scope)
        if kind == MANAGED and metadata.get("MaximumExecutionFrequency"):
            rule["MaximumExecutionFrequency"] = metadata["MaximumExecutionFrequency"]
        return rule


def _source(kind: str, metadata: Dict[str, Any]) -> Dict[str, Any]:
    if kind == MANAGED:
        return {"Owner": "AWS", "SourceIdentifier": metadata["RuleIdentifier"]}
    frequency = metadata.get("MaximumExecutionFrequency")
    details = [
        {"EventSource": "aws.config", "MessageType": trigger}
        | ({"MaximumExecutionFrequency": frequency} if frequency and trigger == "ScheduledNotification" else {})
        for trigger in metadata.get("OrganizationConfigRuleTriggerTypes") or []
    ]
    if kind == LAMBDA:
        identifier = metadata["LambdaFunctionArn"]
        return {"Owner": "CUSTOM_LAMBDA", "SourceIdentifier": identifier, "SourceDetails": details}
    policy = {"PolicyRuntime": metadata.get("PolicyRuntime"), "PolicyText": metadata.get("PolicyText")}
    return {"Owner": "CUSTOM_POLICY", "SourceDetails": details, "CustomPolicyDetails": policy}
