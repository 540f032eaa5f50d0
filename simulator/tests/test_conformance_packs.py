"""Conformance packs of an account, and the rules in them."""
from __future__ import annotations

from typing import Any, Dict

from tests.support import AUDIT, SimulatorTestCase, client, make_bucket, make_recorder

TEMPLATE = """
Parameters:
  MinimumLength:
    Type: String
    Default: "14"
Resources:
  Password:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: password
      InputParameters:
        MinimumPasswordLength: !Ref MinimumLength
      Source:
        Owner: AWS
        SourceIdentifier: IAM_PASSWORD_POLICY
  Remediation:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: password
      TargetType: SSM_DOCUMENT
      TargetId: AWSConfigRemediation-SetIAMPasswordPolicy
"""


def rules() -> Dict[str, Any]:
    """The rules of the account by their names up to the suffix of their pack."""
    described = client("config").describe_config_rules()["ConfigRules"]
    return {rule["ConfigRuleName"].partition("-conformance-pack-")[0]: rule for rule in described}


class ConformancePackTest(SimulatorTestCase):
    def setUp(self) -> None:
        type(self).setUpClass()
        make_recorder()
        self.config = client("config")

    def put(self, template: str = TEMPLATE, **options: Any) -> Dict[str, Any]:
        self.config.put_conformance_pack(ConformancePackName="pack", TemplateBody=template, **options)
        return self.config.describe_conformance_pack_status()["ConformancePackStatusDetails"][0]

    def test_creates_rules_until_it_is_deleted(self) -> None:
        self.assertEqual(self.put()["ConformancePackState"], "CREATE_COMPLETE")
        details = self.config.describe_conformance_packs(ConformancePackNames=["pack"])["ConformancePackDetails"]
        self.assertIn("conformance-pack/pack/", details[0]["ConformancePackArn"])
        rule = rules()["password"]
        self.assertEqual(rule["InputParameters"], '{"MinimumPasswordLength": "14"}')
        name = rule["ConfigRuleName"]
        remediations = self.config.describe_remediation_configurations(ConfigRuleNames=[name])
        self.assertEqual(len(remediations["RemediationConfigurations"]), 1)
        with self.refused("AccessDeniedException"):
            self.config.delete_config_rule(ConfigRuleName=name)
        self.config.delete_conformance_pack(ConformancePackName="pack")
        self.assertEqual(rules(), {})
        with self.refused("NoSuchConformancePackException"):
            self.config.describe_conformance_packs(ConformancePackNames=["pack"])

    def test_changes_its_rules(self) -> None:
        self.put()
        parameters = [{"ParameterName": "MinimumLength", "ParameterValue": "20"}]
        status = self.put(ConformancePackInputParameters=parameters)
        self.assertEqual(status["ConformancePackState"], "CREATE_COMPLETE")
        self.assertEqual(rules()["password"]["InputParameters"], '{"MinimumPasswordLength": "20"}')

    def test_can_be_read_from_a_bucket(self) -> None:
        make_bucket("templates")
        client("s3").put_object(Bucket="templates", Key="pack.yaml", Body=TEMPLATE)
        self.config.put_conformance_pack(ConformancePackName="pack", TemplateS3Uri="s3://templates/pack.yaml")
        self.assertIn("password", rules())

    def test_fails_where_nothing_is_recorded(self) -> None:
        config = client("config", AUDIT)
        config.put_conformance_pack(ConformancePackName="pack", TemplateBody=TEMPLATE)
        status = config.describe_conformance_pack_status()["ConformancePackStatusDetails"][0]
        self.assertEqual(status["ConformancePackState"], "CREATE_FAILED")
        self.assertIn("configuration recorder", status["ConformancePackStatusReason"])
        config.delete_conformance_pack(ConformancePackName="pack")

    def test_fails_with_a_rule_that_config_does_not_know(self) -> None:
        status = self.put(TEMPLATE.replace("IAM_PASSWORD_POLICY", "NO_SUCH_RULE"))
        self.assertEqual(status["ConformancePackState"], "CREATE_FAILED")
        self.assertIn("NO_SUCH_RULE", status["ConformancePackStatusReason"])
        self.assertEqual(rules(), {})

    def test_refuses_templates_with_other_resources(self) -> None:
        with self.refused("ConformancePackTemplateValidationException"):
            self.put("Resources: {Topic: {Type: 'AWS::SNS::Topic'}}")
        with self.refused("ConformancePackTemplateValidationException"):
            self.put("not a template")

    def test_refuses_parameters_that_the_template_does_not_have(self) -> None:
        parameters = [{"ParameterName": "Other", "ParameterValue": "x"}]
        with self.refused("ConformancePackTemplateValidationException", "Other"):
            self.put(ConformancePackInputParameters=parameters)
