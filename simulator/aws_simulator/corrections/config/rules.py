"""Rules of an account: https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config.html"""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from moto.awslambda.models import lambda_backends
from moto.config import models
from moto.config.exceptions import InsufficientPermissionsException

from aws_simulator import project
from aws_simulator.context import AwsError, store_of
from aws_simulator.corrections.config.delivery import SERVICE_PRINCIPAL
from aws_simulator.grants import ServiceCaller
from aws_simulator.registry import corrects, note_correction

REMEDIATIONS = "remediation configurations"


def allow_more_rules() -> None:
    """An account can have 150 rules in a Region; in AWS it is 1,000.

    https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html
    """
    models.ConfigRule.MAX_RULES = 1000


allow_more_rules()
note_correction(allow_more_rules, "ConfigRule.MAX_RULES")


@corrects(models.ConfigBackend, "put_config_rule")
def put_config_rule(
    original: Callable[..., Any], self: Any, config_rule: Dict[str, Any], *args: Any, **kwargs: Any
) -> Any:
    """A rule can be made where nothing is recorded, and one of AWS's where AWS does not offer it; AWS refuses both.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
    """
    check_recorder(self)
    _check_owner(self.config_rules.get(config_rule.get("ConfigRuleName")))
    _check_offered(config_rule.get("Source") or {}, self.region_name)
    return original(self, config_rule, *args, **kwargs)


@corrects(models.ConfigBackend, "delete_config_rule")
def delete_config_rule(original: Callable[..., Any], self: Any, rule_name: str) -> None:
    """A rule that has a remediation, or is the organization's, can be deleted; AWS refuses that.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteConfigRule.html
    """
    _check_owner(self.config_rules.get(rule_name))
    if rule_name in store_of("config", self.account_id, self.region_name, REMEDIATIONS):
        raise AwsError(
            "ResourceInUseException",
            f"The rule {rule_name} cannot be deleted, because a remediation action is associated with it.",
        )
    original(self, rule_name)


def check_recorder(backend: Any) -> None:
    """Raise unless the account records, so that its rules have something to look at."""
    if not backend.recorders:
        raise AwsError(
            "NoAvailableConfigurationRecorderException",
            "You must create a configuration recorder before you can create or update a Config rule.",
        )


def _check_offered(source: Dict[str, Any], region: str) -> None:
    identifier = source.get("SourceIdentifier")
    if source.get("Owner") == "AWS" and region in project.tables()["rulesAbsentFrom"].get(identifier, []):
        raise AwsError(
            "InvalidParameterValueException",
            f"The sourceIdentifier {identifier} is invalid. Please refer to the documentation for a list of valid "
            "sourceIdentifiers that can be used when AWS is the Owner.",
        )


def _check_owner(rule: Any) -> None:
    if rule is not None and rule.created_by:
        raise AwsError(
            "AccessDeniedException",
            "An AWS service owns ServiceLinkedConfigRule. You do not have permissions to take action on this rule.",
        )


@corrects(models.Source, "__init__")
def source_init(
    original: Callable[..., Any],
    self: Any,
    account_id: str,
    region: str,
    owner: Optional[str] = None,
    source_identifier: Optional[str] = None,
    source_details: Optional[List[Dict[str, Any]]] = None,
    custom_policy_details: Optional[Dict[str, Any]] = None,
) -> None:
    """PutConfigRule with a CUSTOM_POLICY answers 500, functions of other accounts are not found, and any can be run."""
    if owner not in ("CUSTOM_POLICY", "CUSTOM_LAMBDA") or not source_details:
        original(self, account_id, region, owner, source_identifier, source_details)
        return
    models.ConfigEmptyDictable.__init__(self, capitalize_start=True, capitalize_arn=False)
    self.owner, self.source_identifier = owner, source_identifier
    self.source_details = [
        models.SourceDetail(**models.convert_to_class_args(detail)) for detail in source_details or []
    ]
    if owner == "CUSTOM_LAMBDA":
        _check_function(str(source_identifier), account_id, region)
        return
    details = {key.replace("_", "").lower(): value for key, value in (custom_policy_details or {}).items()}
    # DescribeConfigRules does not return the text; GetCustomRulePolicy does.
    self._policy_text = details.get("policytext")
    self.custom_policy_details = {
        "PolicyRuntime": details.get("policyruntime"),
        "EnableDebugLogDelivery": bool(details.get("enabledebuglogdelivery")),
    }


def _check_function(arn: str, account: str, region: str) -> None:
    """https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html"""
    parts = arn.split(":")
    try:
        function = lambda_backends[parts[4]][parts[3]].get_function(arn)
    except Exception:  # moto raises different errors for unknown functions, malformed ARNs and unknown Regions
        function = None
    policy = {"Statement": function.policy.statements} if function and function.policy else None
    caller = ServiceCaller(SERVICE_PRINCIPAL, account, f"arn:aws:config:{region}:{account}:config-rule/config-rule-0")
    if not caller.may(policy, "lambda:InvokeFunction", arn):
        raise InsufficientPermissionsException(
            f"The AWS Lambda function {arn} cannot be invoked. Check the specified function ARN, and check the "
            "function's permissions."
        )
