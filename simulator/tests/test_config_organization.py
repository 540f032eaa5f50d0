"""The rules and conformance packs of an organization, in its accounts."""
from __future__ import annotations

from typing import Any, Dict, List

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    SimulatorTestCase,
    client,
    make_delegated_administrator,
    make_function,
    make_recorder,
)

SERVICE = "config-multiaccountsetup.amazonaws.com"
MANAGED = {"RuleIdentifier": "IAM_PASSWORD_POLICY", "InputParameters": '{"MinimumPasswordLength":"14"}'}
PACK = """
Resources:
  Trail:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: trail
      Source:
        Owner: AWS
        SourceIdentifier: CLOUD_TRAIL_ENABLED
"""


def rules_in(account: str, name: str) -> List[Dict[str, Any]]:
    rules = client("config", account).describe_config_rules()["ConfigRules"]
    return [rule for rule in rules if rule["ConfigRuleName"].startswith(f"OrgConfigRule-{name}-")]


def packs_in(account: str, name: str) -> List[str]:
    packs = client("config", account).describe_conformance_packs()["ConformancePackDetails"]
    names = [pack["ConformancePackName"] for pack in packs]
    return [pack for pack in names if pack.startswith(f"OrgConformsPack-{name}-")]


class AccessTest(SimulatorTestCase):
    def test_only_the_management_account_or_a_delegated_administrator_makes_rules_for_the_organization(self) -> None:
        rule = {"OrganizationConfigRuleName": "trail", "OrganizationManagedRuleMetadata": MANAGED}
        pack = {"OrganizationConformancePackName": "pack", "TemplateBody": PACK}
        config = client("config", AUDIT)
        with self.refused("OrganizationAccessDeniedException"):
            config.put_organization_config_rule(**rule)
        with self.refused("OrganizationAccessDeniedException"):
            config.put_organization_conformance_pack(**pack)
        make_delegated_administrator(AUDIT, SERVICE)
        config.put_organization_config_rule(**rule)
        config.put_organization_conformance_pack(**pack)


class OrganizationTestCase(SimulatorTestCase):
    """All accounts but the log archive record; the audit account is the delegated administrator."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_delegated_administrator(AUDIT, SERVICE)
        for account in (MANAGEMENT, AUDIT):
            make_recorder(account)

    @staticmethod
    def put(name: str, **options: Any) -> None:
        options = {"OrganizationManagedRuleMetadata": MANAGED, "ExcludedAccounts": [LOG_ARCHIVE], **options}
        client("config", AUDIT).put_organization_config_rule(OrganizationConfigRuleName=name, **options)

    @staticmethod
    def status(name: str) -> Dict[str, Any]:
        config = client("config", AUDIT)
        statuses = config.describe_organization_config_rule_statuses(OrganizationConfigRuleNames=[name])
        return statuses["OrganizationConfigRuleStatuses"][0]


class OrganizationRuleTest(OrganizationTestCase):
    def test_is_a_rule_of_every_account_that_is_not_excluded(self) -> None:
        self.put("everywhere")
        self.assertEqual(self.status("everywhere")["OrganizationRuleStatus"], "CREATE_SUCCESSFUL")
        for account in (MANAGEMENT, AUDIT):
            rule = rules_in(account, "everywhere")[0]
            self.assertEqual(rule["Source"], {"Owner": "AWS", "SourceIdentifier": "IAM_PASSWORD_POLICY"})
            self.assertEqual(rule["InputParameters"], MANAGED["InputParameters"])
        self.assertEqual(rules_in(LOG_ARCHIVE, "everywhere"), [])

    def test_fails_in_accounts_that_do_not_record(self) -> None:
        self.put("unrecorded", ExcludedAccounts=[])
        self.assertEqual(self.status("unrecorded")["OrganizationRuleStatus"], "CREATE_FAILED")
        details = client("config", AUDIT).get_organization_config_rule_detailed_status(
            OrganizationConfigRuleName="unrecorded", Filters={"MemberAccountRuleStatus": "CREATE_FAILED"}
        )["OrganizationConfigRuleDetailedStatus"]
        self.assertEqual([detail["AccountId"] for detail in details], [LOG_ARCHIVE])
        self.assertEqual(details[0]["ErrorCode"], "NoAvailableConfigurationRecorder")
        self.put("unrecorded")
        self.assertEqual(self.status("unrecorded")["OrganizationRuleStatus"], "UPDATE_SUCCESSFUL")

    def test_changes_and_disappears_in_the_accounts_too(self) -> None:
        self.put("changing")
        self.put("changing", ExcludedAccounts=[MANAGEMENT, LOG_ARCHIVE])
        self.assertEqual(rules_in(MANAGEMENT, "changing"), [])
        self.assertEqual(len(rules_in(AUDIT, "changing")), 1)
        client("config", AUDIT).delete_organization_config_rule(OrganizationConfigRuleName="changing")
        self.assertEqual(rules_in(AUDIT, "changing"), [])
        with self.refused("NoSuchOrganizationConfigRuleException"):
            self.status("changing")

    def test_can_only_be_changed_by_its_administrator(self) -> None:
        self.put("owned")
        with self.refused("AccessDeniedException"):
            client("config").delete_config_rule(ConfigRuleName=rules_in(MANAGEMENT, "owned")[0]["ConfigRuleName"])

    def test_has_an_identifier_that_config_knows(self) -> None:
        with self.refused("InvalidParameterValueException", "NO_SUCH_RULE"):
            self.put("unknown", OrganizationManagedRuleMetadata={"RuleIdentifier": "NO_SUCH_RULE"})

    def test_reaches_an_account_that_joins_once_that_records(self) -> None:
        self.put("later")
        request = {"AccountName": "new", "Email": "new@example.com"}
        account = client("organizations").create_account(**request)["CreateAccountStatus"]["AccountId"]
        self.assertEqual(rules_in(account, "later"), [])
        make_recorder(account)
        self.assertEqual(len(rules_in(account, "later")), 1)

    def test_leaves_an_account_that_leaves(self) -> None:
        request = {"AccountName": "leaving", "Email": "leaving@example.com"}
        account = client("organizations").create_account(**request)["CreateAccountStatus"]["AccountId"]
        make_recorder(account)
        self.put("left")
        self.assertEqual(len(rules_in(account, "left")), 1)
        config = client("config", account)
        client("organizations").remove_account_from_organization(AccountId=account)
        self.assertEqual(config.describe_config_rules()["ConfigRules"], [])

    def test_can_be_written_in_guard(self) -> None:
        metadata = {
            "PolicyRuntime": "guard-2.x.x",
            "PolicyText": "rule a { true }",
            "OrganizationConfigRuleTriggerTypes": ["ConfigurationItemChangeNotification"],
        }
        config = client("config", AUDIT)
        config.put_organization_config_rule(
            OrganizationConfigRuleName="guard",
            OrganizationCustomPolicyRuleMetadata=metadata,
            ExcludedAccounts=[LOG_ARCHIVE],
        )
        text = config.get_organization_custom_rule_policy(OrganizationConfigRuleName="guard")["PolicyText"]
        self.assertEqual(text, "rule a { true }")
        self.assertEqual(rules_in(MANAGEMENT, "guard")[0]["Source"]["Owner"], "CUSTOM_POLICY")

    def test_can_be_a_function_that_config_may_run_for_every_account(self) -> None:
        function = make_function("rule", AUDIT)
        metadata = {
            "LambdaFunctionArn": function,
            "OrganizationConfigRuleTriggerTypes": ["ScheduledNotification"],
            "MaximumExecutionFrequency": "TwentyFour_Hours",
        }
        rule = {"OrganizationCustomRuleMetadata": metadata, "ExcludedAccounts": [LOG_ARCHIVE]}
        config = client("config", AUDIT)
        config.put_organization_config_rule(OrganizationConfigRuleName="function", **rule)
        self.assertEqual(self.status("function")["OrganizationRuleStatus"], "CREATE_FAILED")
        self.assertEqual(self.status("function")["ErrorCode"], "InsufficientPermissions")
        client("lambda", AUDIT).add_permission(
            FunctionName="rule",
            StatementId="config",
            Action="lambda:InvokeFunction",
            Principal="config.amazonaws.com",
        )
        config.put_organization_config_rule(OrganizationConfigRuleName="function", **rule)
        self.assertEqual(self.status("function")["OrganizationRuleStatus"], "UPDATE_SUCCESSFUL")
        details = rules_in(MANAGEMENT, "function")[0]["Source"]["SourceDetails"]
        self.assertEqual(details[0]["MaximumExecutionFrequency"], "TwentyFour_Hours")


class OrganizationPackTest(OrganizationTestCase):
    def put_pack(self, name: str, **options: Any) -> str:
        config = client("config", AUDIT)
        options = {"TemplateBody": PACK, "ExcludedAccounts": [LOG_ARCHIVE], **options}
        config.put_organization_conformance_pack(OrganizationConformancePackName=name, **options)
        statuses = config.describe_organization_conformance_pack_statuses(OrganizationConformancePackNames=[name])
        return statuses["OrganizationConformancePackStatuses"][0]["Status"]

    def test_is_a_pack_of_every_account_that_is_not_excluded(self) -> None:
        self.assertEqual(self.put_pack("everywhere"), "CREATE_SUCCESSFUL")
        for account in (MANAGEMENT, AUDIT):
            self.assertEqual(len(packs_in(account, "everywhere")), 1)
        with self.refused("ResourceInUseException"):
            client("config").delete_conformance_pack(ConformancePackName=packs_in(MANAGEMENT, "everywhere")[0])
        config = client("config", AUDIT)
        described = config.describe_organization_conformance_packs(OrganizationConformancePackNames=["everywhere"])
        self.assertEqual(described["OrganizationConformancePacks"][0]["ExcludedAccounts"], [LOG_ARCHIVE])
        config.delete_organization_conformance_pack(OrganizationConformancePackName="everywhere")
        self.assertEqual(packs_in(MANAGEMENT, "everywhere"), [])

    def test_reaches_an_account_that_joins_once_that_records(self) -> None:
        self.put_pack("later")
        request = {"AccountName": "new", "Email": "pack@example.com"}
        account = client("organizations").create_account(**request)["CreateAccountStatus"]["AccountId"]
        self.assertEqual(packs_in(account, "later"), [])
        make_recorder(account)
        self.assertEqual(len(packs_in(account, "later")), 1)

    def test_fails_in_accounts_that_do_not_record(self) -> None:
        self.assertEqual(self.put_pack("unrecorded", ExcludedAccounts=[]), "CREATE_FAILED")
        details = client("config", AUDIT).get_organization_conformance_pack_detailed_status(
            OrganizationConformancePackName="unrecorded", Filters={"Status": "CREATE_FAILED"}
        )["OrganizationConformancePackDetailedStatuses"]
        self.assertEqual([detail["AccountId"] for detail in details], [LOG_ARCHIVE])
        self.assertEqual(self.put_pack("unrecorded"), "UPDATE_SUCCESSFUL")
