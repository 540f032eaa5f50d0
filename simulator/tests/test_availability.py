"""What AWS does not have in every Region: refused by the project's own table, and rules as moto lists them."""

from __future__ import annotations

from typing import Any, Callable, Dict, Tuple

from aws_simulator import project
from tests.managed_rules import absences, known_identifiers
from tests.support import (
    AUDIT,
    MANAGEMENT,
    SimulatorTestCase,
    client,
    enable_service_access,
    make_delegated_administrator,
    make_recorder,
)

SETUP = "config-multiaccountsetup.amazonaws.com"
RULE = {
    "OrganizationConfigRuleName": "trail",
    "OrganizationManagedRuleMetadata": {"RuleIdentifier": "CLOUD_TRAIL_ENABLED"},
}
GUARD = {
    "OrganizationConfigRuleName": "guard",
    "OrganizationCustomPolicyRuleMetadata": {
        "PolicyRuntime": "guard-2.x.x",
        "PolicyText": "rule named { type exists }",
        "OrganizationConfigRuleTriggerTypes": ["ConfigurationItemChangeNotification"],
    },
}
PACK = {
    "OrganizationConformancePackName": "pack",
    "TemplateBody": """
Resources:
  Trail:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: trail
      Source: { Owner: AWS, SourceIdentifier: CLOUD_TRAIL_ENABLED }
""",
}
Call = Callable[[Any], Any]
OF_ORGANIZATIONS: Dict[str, Tuple[Tuple[str, Call], ...]] = {
    "organizationConfigRules": (
        ("a rule that AWS wrote", lambda config: config.put_organization_config_rule(**RULE)),
        ("a rule in Guard", lambda config: config.put_organization_config_rule(**GUARD)),
    ),
    "organizationConformancePacks": (
        ("a pack", lambda config: config.put_organization_conformance_pack(**PACK)),
    ),
}
# Regions of other partitions, which the organization of these tests is not in, and those that botocore does not know yet.
ELSEWHERE = ("cn-", "us-gov-", "me-west-", "sa-west-")


class OrganizationTest(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_delegated_administrator(AUDIT, SETUP)
        enable_service_access("account.amazonaws.com")

    def test_rules_and_packs_are_refused_where_the_table_has_none(self) -> None:
        for feature, calls in OF_ORGANIZATIONS.items():
            for region in project.tables()["absentFrom"][feature]:
                if region.startswith(ELSEWHERE):
                    continue
                client("account").enable_region(AccountId=AUDIT, RegionName=region)
                for what, call in calls:
                    with self.subTest(what=what, region=region), self.refused("AccessDeniedException"):
                        call(client("config", AUDIT, region))

    def test_they_are_made_elsewhere(self) -> None:
        for calls in OF_ORGANIZATIONS.values():
            for what, call in calls:
                with self.subTest(what=what):
                    call(client("config", AUDIT, "eu-west-1"))


class AccountTest(SimulatorTestCase):
    def test_a_rule_is_refused_where_the_catalog_says_that_it_is_missing(self) -> None:
        rule: Dict[str, Any] = {"ConfigRuleName": "keys", "Source": {"Owner": "AWS", "SourceIdentifier": "ACCESS_KEYS_ROTATED"}}
        rule["InputParameters"] = '{"maxAccessKeyAge": "90"}'
        client("account").enable_region(RegionName="eu-central-2")
        for region in ("eu-central-2", "eu-west-1"):
            make_recorder(MANAGEMENT, region)
        with self.refused("InvalidParameterValueException", "The sourceIdentifier ACCESS_KEYS_ROTATED is invalid."):
            client("config", region="eu-central-2").put_config_rule(ConfigRule=rule)
        client("config", region="eu-west-1").put_config_rule(ConfigRule=rule)

    def test_remediation_is_refused_where_there_is_none(self) -> None:
        remediation = {
            "ConfigRuleName": "keys",
            "TargetType": "SSM_DOCUMENT",
            "TargetId": "AWSConfigRemediation-RevokeUnusedIAMUserCredentials",
        }
        client("account").enable_region(RegionName="mx-central-1")
        with self.refused("InvalidParameterValueException", "mx-central-1"):
            client("config", region="mx-central-1").put_remediation_configurations(
                RemediationConfigurations=[remediation]
            )

    def test_a_recorder_in_beijing_does_not_deliver_to_ningxia(self) -> None:
        recorder = {"name": "default", "roleARN": f"arn:aws-cn:iam::{MANAGEMENT}:role/recorder"}
        config = client("config", region="cn-north-1")
        client("s3", region="cn-northwest-1").create_bucket(
            Bucket="ningxia", CreateBucketConfiguration={"LocationConstraint": "cn-northwest-1"}
        )
        config.put_configuration_recorder(ConfigurationRecorder=recorder)
        with self.refused("InsufficientDeliveryPolicyException", "the bucket must be in cn-north-1"):
            config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": "ningxia"})


class CatalogTest(SimulatorTestCase):
    def test_knows_of_each_rule_where_moto_says_that_it_is_missing(self) -> None:
        lists = absences()
        for identifier, regions in project.tables()["rulesAbsentFrom"].items():
            with self.subTest(rule=identifier):
                self.assertIn(identifier, lists, "moto does not list it: is the identifier right?")
                self.assertEqual(
                    sorted(lists[identifier] - set(regions)), [], "add these to absentFrom in config/aws-config/rules"
                )

    def test_was_compared_with_every_rule_that_moto_lists(self) -> None:
        known = known_identifiers()
        self.assertEqual(
            sorted(set(absences()) ^ known), [], "new or gone in moto's list: see the head of managed_rules.txt"
        )
