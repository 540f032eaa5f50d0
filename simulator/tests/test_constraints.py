"""The constraints that botocore's models put on parameters."""
from __future__ import annotations

import unittest
from typing import Any, Dict, List

from moto.core.utils import get_service_model

from aws_simulator.constraints.members import InputCheck
from aws_simulator.constraints.patterns import matcher
from aws_simulator.constraints.refusal import refusal
from tests.support import LOG_ARCHIVE, MANAGEMENT, SimulatorTestCase, client, trust, unvalidated_client

DEPLOYED_SERVICES = (
    "accessanalyzer",
    "account",
    "chatbot",
    "cloudformation",
    "cloudhsmv2",
    "cloudtrail",
    "cloudwatch",
    "config",
    "events",
    "firehose",
    "guardduty",
    "iam",
    "inspector",
    "inspector2",
    "kms",
    "lambda",
    "logs",
    "organizations",
    "scheduler",
    "securityhub",
    "sns",
    "ssm",
    "stepfunctions",
    "sts",
)


class PatternTest(unittest.TestCase):
    def matches(self, pattern: str, text: str) -> bool:
        match = matcher(pattern)
        assert match is not None
        return bool(match(text))

    def test_the_patterns_of_the_services_that_are_deployed_are_all_usable(self) -> None:
        models = [get_service_model(name)._service_description for name in DEPLOYED_SERVICES]
        patterns = [shape["pattern"] for model in models for shape in model["shapes"].values() if "pattern" in shape]
        self.assertGreater(len(patterns), 600)
        self.assertEqual([pattern for pattern in patterns if matcher(pattern) is None], [])

    def test_a_pattern_describes_all_of_a_text(self) -> None:
        self.assertTrue(self.matches(r"[\w+=,.@-]+", "a-b"))
        self.assertFalse(self.matches(r"[\w+=,.@-]+", "a b"))
        self.assertFalse(self.matches(r"[\w+=,.@-]+", "ä"))

    def test_a_pattern_without_an_end_describes_the_start(self) -> None:
        self.assertTrue(self.matches(r"^arn:aws:organizations::.+:.+", "arn:aws:organizations::1:a\nb"))

    def test_classes_of_characters_are_understood(self) -> None:
        self.assertTrue(self.matches(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "Größe 1"))
        self.assertFalse(self.matches(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "a!"))
        self.assertTrue(self.matches(r"\p{ASCII}*", "a!"))
        self.assertTrue(self.matches(r"[\w-_]*", "a-_"))

    def test_what_cannot_be_converted_is_not_checked(self) -> None:
        self.assertIsNone(matcher(r"[\p{S}]+"))
        self.assertIsNone(matcher(r"[a-z&&[^b]]+"))


class InputCheckTest(unittest.TestCase):
    SHAPES: Dict[str, Any] = {
        "Input": {
            "type": "structure",
            "required": ["Name"],
            "members": {"Name": {"shape": "Name"}, "Tags": {"shape": "Tags"}, "Inner": {"shape": "Input"}},
        },
        "Name": {"type": "string", "min": 2, "max": 3},
        "Tags": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Days"}, "max": 1},
        "Days": {"type": "integer", "min": 1, "max": 9},
    }

    def problems(self, value: Dict[str, Any]) -> List[str]:
        return InputCheck(self.SHAPES).problems("Input", value)

    def test_what_satisfies_all_constraints_has_no_problems(self) -> None:
        self.assertEqual(self.problems({"Name": "ab", "Tags": {"cd": 9}, "Inner": {"Name": "abc"}, "Other": 1}), [])

    def test_problems_say_where_they_are(self) -> None:
        self.assertEqual(
            self.problems({"Name": "a", "Tags": {"cd": 10}, "Inner": {}}),
            [
                "Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
                "Value '10' at 'tags.cd.value' failed to satisfy constraint: "
                "Member must have value less than or equal to 9",
                "Value null at 'inner.name' failed to satisfy constraint: Member must not be null",
            ],
        )

    def test_an_operation_without_parameters_is_not_checked(self) -> None:
        self.assertIsNone(refusal("organizations", "DescribeOrganization", {}))


class RefusalTest(SimulatorTestCase):
    """Each service answers with the error of its API reference's page "Common Errors", or of the operation's page."""

    def test_kms_refuses_values_that_it_does_not_know(self) -> None:
        """https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html"""
        with self.refused("ValidationException", "at 'keySpec' failed to satisfy constraint: Member must satisfy enum"):
            client("kms").create_key(KeySpec="RSA_1024")

    def test_kms_refuses_what_is_out_of_range(self) -> None:
        """https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html"""
        key = client("kms").create_key()["KeyMetadata"]["KeyId"]
        with self.refused("ValidationException", "greater than or equal to 90"):
            unvalidated_client("kms").enable_key_rotation(KeyId=key, RotationPeriodInDays=30)

    def test_iam_refuses_characters_of_names(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html"""
        with self.refused("ValidationError", "at 'roleName'"):
            client("iam").create_role(RoleName="a role", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))

    def test_iam_refuses_characters_of_paths(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html"""
        with self.refused("ValidationError", "at 'path'"):
            client("iam").create_user(UserName="u", Path="team")

    def test_sts_refuses_sessions_that_are_too_short(self) -> None:
        """https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"""
        role = f"arn:aws:iam::{LOG_ARCHIVE}:role/OrganizationAccountAccessRole"
        with self.refused("ValidationError", "greater than or equal to 900"):
            unvalidated_client("sts").assume_role(RoleArn=role, RoleSessionName="test", DurationSeconds=1)

    def test_organizations_refuses_ids_of_another_form(self) -> None:
        """https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html"""
        with self.refused("InvalidInputException"):
            client("organizations").move_account(AccountId=LOG_ARCHIVE, SourceParentId="r", DestinationParentId="r")

    def test_logs_refuses_characters_of_log_groups(self) -> None:
        """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html"""
        with self.refused("InvalidParameterException", "at 'logGroupName'"):
            client("logs").create_log_group(logGroupName="a group")

    def test_config_refuses_long_names_and_missing_members(self) -> None:
        """https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html"""
        source = {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_VERSIONING_ENABLED"}
        with self.refused("ValidationException", "less than or equal to 128"):
            client("config").put_config_rule(ConfigRule={"ConfigRuleName": "r" * 129, "Source": source})
        with self.refused("ValidationException", "Member must not be null"):
            unvalidated_client("config").put_config_rule(ConfigRule={"ConfigRuleName": "r"})

    def test_events_refuses_characters_of_names(self) -> None:
        """https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html"""
        with self.refused("ValidationException", "at 'name'"):
            client("events").put_rule(Name="a rule", EventPattern='{"source": ["a"]}')

    def test_lambda_refuses_actions_of_other_services(self) -> None:
        """https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html"""
        with self.refused("ValidationException", "at 'action'"):
            client("lambda").add_permission(
                FunctionName="f", StatementId="s", Action="s3:GetObject", Principal="events.amazonaws.com"
            )

    def test_inspector_refuses_resource_types(self) -> None:
        """https://docs.aws.amazon.com/inspector/v2/APIReference/API_Enable.html"""
        with self.refused("ValidationException", "resourceTypes.1.member"):
            client("inspector2").enable(accountIds=[MANAGEMENT], resourceTypes=["EC3"])

    def test_accessanalyzer_refuses_types(self) -> None:
        """https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html"""
        with self.refused("ValidationException", "at 'type'"):
            client("accessanalyzer").create_analyzer(analyzerName="a", type="UNIT")

    def test_ssm_refuses_modes(self) -> None:
        """https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html"""
        with self.refused("ValidationException", "at 'type'"):
            client("ssm").put_parameter(Name="p", Value="v", Type="Text")

    def test_cloudtrail_refuses_unknown_types(self) -> None:
        """https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html"""
        with self.refused("ValidationException"):
            client("cloudtrail").put_insight_selectors(TrailName="trail", InsightSelectors=[{"InsightType": "Costs"}])
