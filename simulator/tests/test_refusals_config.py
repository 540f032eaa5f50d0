"""What AWS Config refuses."""

from __future__ import annotations

import json
from typing import Any, Dict

from tests.refusals import NOTHING, RefusalTestCase
from tests.support import MANAGEMENT, client, enable_service_access, make_recorder, trust

RULE = "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html"
ORGANIZATION_RULE = "https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html"
GUARD = "https://docs.aws.amazon.com/cfn-guard/latest/ug/writing-rules.html"
TYPES = "https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html"
RECORDER = "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html"
MODES = "https://docs.aws.amazon.com/config/latest/developerguide/select-resources-recording-modes.html"
REMEDIATION = "https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html"
KEYS_ROTATED = "https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html"

WRONG = "InvalidParameterValueException"


def rule(source: Dict[str, Any], **more: Any) -> Dict[str, Any]:
    """A rule with a source."""
    return {"ConfigRule": {"ConfigRuleName": "rule", "Source": source, **more}}


def managed(parameters: str = "", **more: Any) -> Dict[str, Any]:
    """AWS's rule on the age of access keys."""
    inputs = {"InputParameters": parameters} if parameters else {}
    return rule({"Owner": "AWS", "SourceIdentifier": "ACCESS_KEYS_ROTATED"}, **inputs, **more)


def guard(text: str) -> Dict[str, Any]:
    """A rule in Guard."""
    details = [{"EventSource": "aws.config", "MessageType": "ConfigurationItemChangeNotification"}]
    policy = {"PolicyRuntime": "guard-2.x.x", "PolicyText": text}
    return rule({"Owner": "CUSTOM_POLICY", "SourceDetails": details, "CustomPolicyDetails": policy})


class RuleTest(RefusalTestCase):
    def test_rules(self) -> None:
        make_recorder()
        refusals = {
            "a word for a number": (managed('{"maxAccessKeyAge": "abc"}'), WRONG, "abc", KEYS_ROTATED),
            "a number that is no text": (managed('{"maxAccessKeyAge": 90}'), WRONG, "maxAccessKeyAge", RULE),
            "no JSON": (managed("{"), WRONG, "json", RULE),
            "an unknown type": (managed(Scope={"ComplianceResourceTypes": ["AWS::S3::Nonsense"]}), WRONG, "", TYPES),
            "an open brace": (guard("rule a { b exists"), WRONG, "not closed", GUARD),
            "a brace too many": (guard("rule a { b exists } }"), WRONG, "closes nothing", GUARD),
            "an open string": (guard('rule a { b == "c }'), WRONG, "string", GUARD),
            "an open expression": (guard("rule a { b == /c }"), WRONG, "regular expression", GUARD),
            "no name": (guard("rule { b exists }"), WRONG, "name", GUARD),
            "no condition": (guard("rule a { }"), WRONG, "condition", GUARD),
            "no text": (guard("# nothing"), WRONG, "no rule", GUARD),
            "nothing compared": (guard("rule a { b.c }"), WRONG, "compared", GUARD),
        }
        call = client("config").put_config_rule
        self.check_refusals(call, managed('{"maxAccessKeyAge": "90"}'), refusals)
        for text in (
            "rule a when resourceType == 'AWS::S3::Bucket' { configuration.tags.owner !empty <<no {owner>> }",
            "let buckets = Resources.*[ Type == /S3::Bucket$/ ]\nrule a when %buckets !empty { %buckets.Name exists }",
            "rule a { b exists or c not exists # or so {\n }\nrule d { a }",
        ):
            call(**guard(text))

    def test_rules_of_the_organization(self) -> None:
        make_recorder()
        enable_service_access("config-multiaccountsetup.amazonaws.com")
        keys = {"RuleIdentifier": "ACCESS_KEYS_ROTATED"}
        inputs = json.dumps({"maxAccessKeyAge": "abc"})
        text = {"PolicyRuntime": "guard-2.x.x", "PolicyText": "rule a {"}
        change = ["ConfigurationItemChangeNotification"]
        page = ORGANIZATION_RULE
        refusals = {
            "a word for a number": (
                {"OrganizationManagedRuleMetadata": {**keys, "InputParameters": inputs}},
                WRONG,
                "abc",
                page,
            ),
            "an unknown type": (
                {"OrganizationManagedRuleMetadata": {**keys, "ResourceTypesScope": ["AWS::S3::Nonsense"]}},
                WRONG,
                "Nonsense",
                page,
            ),
            "Guard that does not parse": (
                {
                    "OrganizationManagedRuleMetadata": NOTHING,
                    "OrganizationCustomPolicyRuleMetadata": {**text, "OrganizationConfigRuleTriggerTypes": change},
                },
                WRONG,
                "not closed",
                GUARD,
            ),
            "no kind": ({"OrganizationManagedRuleMetadata": NOTHING}, WRONG, "exactly one", page),
        }
        right = {"OrganizationConfigRuleName": "keys", "OrganizationManagedRuleMetadata": keys}
        self.check_refusals(client("config").put_organization_config_rule, right, refusals)


class RecorderTest(RefusalTestCase):
    def test_types(self) -> None:
        role = f"arn:aws:iam::{MANAGEMENT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        all_types = {"allSupported": True, "includeGlobalResourceTypes": True}

        def recorder(override: Any = None, frequency: str = "DAILY", **group: Any) -> Dict[str, Any]:
            overrides = [{"resourceTypes": override, "recordingFrequency": frequency}] if override else []
            mode = {"recordingFrequency": "CONTINUOUS", "recordingModeOverrides": overrides}
            settings = {"roleARN": role, "recordingGroup": group or all_types, "recordingMode": mode}
            return {"ConfigurationRecorder": {"name": "default", **settings}}

        only = {"allSupported": False, "resourceTypes": ["AWS::S3::Bucket"]}
        refusals = {
            "an unknown type": (
                recorder(allSupported=False, resourceTypes=["AWS::S3::Nonsense"]),
                "ValidationException",
                "",
                RECORDER,
            ),
            "an unknown type of another frequency": (
                recorder(["AWS::S3::Nonsense"]),
                "ValidationException",
                "",
                RECORDER,
            ),
            "a type that is never daily": (
                recorder(["AWS::Config::ResourceCompliance"]),
                "ValidationException",
                "",
                MODES,
            ),
            "a type that is not recorded": (recorder(["AWS::EC2::VPC"], **only), "ValidationException", "", MODES),
        }
        call = client("config").put_configuration_recorder
        self.check_refusals(call, recorder(["AWS::EC2::NetworkInterface"]), refusals)


class RemediationTest(RefusalTestCase):
    def test_documents_parameters_and_roles(self) -> None:
        make_recorder()
        config, iam = client("config"), client("iam")
        source = {"Owner": "AWS", "SourceIdentifier": "CLOUD_TRAIL_ENABLED"}
        config.put_config_rule(ConfigRule={"ConfigRuleName": "rule", "Source": source})
        roles = {
            service: iam.create_role(RoleName=service, AssumeRolePolicyDocument=trust(f"{service}.amazonaws.com"))
            for service in ("ssm", "ec2")
        }
        arns = {service: role["Role"]["Arn"] for service, role in roles.items()}
        resource = {"ResourceValue": {"Value": "RESOURCE_ID"}}

        def static(value: str) -> Dict[str, Any]:
            return {"StaticValue": {"Values": [value]}}

        parameters = {"BucketName": resource, "AutomationAssumeRole": static(arns["ssm"])}

        def remediation(**changes: Any) -> Dict[str, Any]:
            given = {
                "ConfigRuleName": "rule",
                "TargetType": "SSM_DOCUMENT",
                "TargetId": "AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock",
                "Parameters": parameters,
                "Automatic": True,
                "MaximumAutomaticAttempts": 5,
                "RetryAttemptSeconds": 60,
                **changes,
            }
            return {"RemediationConfigurations": [given]}

        def with_role(arn: str) -> Dict[str, Any]:
            return remediation(Parameters={**parameters, "AutomationAssumeRole": static(arn)})

        denied = "InsufficientPermissionsException"
        refusals = {
            "an unknown document": (remediation(TargetId="AWS-Nonsense"), WRONG, "does not exist", REMEDIATION),
            "an unknown parameter": (remediation(Parameters={**parameters, "X": resource}), WRONG, "X", REMEDIATION),
            "a missing parameter": (
                remediation(Parameters={"AutomationAssumeRole": parameters["AutomationAssumeRole"]}),
                WRONG,
                "needs",
                REMEDIATION,
            ),
            "no role": (remediation(Parameters={"BucketName": resource}), WRONG, "AutomationAssumeRole", REMEDIATION),
            "a missing role": (with_role(arns["ssm"] + "x"), denied, "does not exist", REMEDIATION),
            "a role for others": (with_role(arns["ec2"]), denied, "assume", REMEDIATION),
            "another account's role": (
                with_role(arns["ssm"].replace(MANAGEMENT, "2" * 12)),
                WRONG,
                "role",
                REMEDIATION,
            ),
            "two values": (
                remediation(Parameters={**parameters, "BucketName": {**resource, **static("b")}}),
                WRONG,
                "either",
                REMEDIATION,
            ),
            "a resource's name": (
                remediation(Parameters={**parameters, "BucketName": {"ResourceValue": {"Value": "NAME"}}}),
                "ValidationException",
                "",
                REMEDIATION,
            ),
        }
        self.check_refusals(config.put_remediation_configurations, remediation(), refusals)
