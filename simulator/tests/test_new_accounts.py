"""Tests of accounts that are minutes old, in a simulator that is as slow as AWS."""
from __future__ import annotations

from typing import Any

import boto3

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    advance_clock,
    client,
    enable_service_access,
    make_recorder,
    reset,
)
from tests.test_config_organization import PACK
from tests.test_slowness import be_slow

MINUTE = 60
# What each service says to an account that it does not know yet, by a call that needs nothing.
REFUSALS = (
    ("ec2", "describe_vpcs", "OptInRequired"),
    ("s3", "list_buckets", "NotSignedUp"),
    ("config", "describe_config_rules", "SubscriptionRequiredException"),
    ("cloudformation", "list_stacks", "OptInRequired"),
    ("events", "list_rules", "SubscriptionRequiredException"),
)


def create_account() -> str:
    """An account that AWS says it has created."""
    organizations = client("organizations")
    request = organizations.create_account(AccountName="new", Email="new@example.com")["CreateAccountStatus"]["Id"]
    advance_clock(MINUTE + 1)
    status = organizations.describe_create_account_status(CreateAccountRequestId=request)["CreateAccountStatus"]
    return str(status["AccountId"])


def enter(account: str) -> Any:
    """A function that makes clients in the account, by its role."""
    credentials = client("sts").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole", RoleSessionName="test"
    )["Credentials"]
    session = boto3.Session(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])
    return lambda service: session.client(service, REGION, endpoint_url=client("sts").meta.endpoint_url)


class NewAccountTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        be_slow()

    def test_is_in_progress_first(self) -> None:
        organizations = client("organizations")
        status = organizations.create_account(AccountName="new", Email="new@example.com")["CreateAccountStatus"]
        self.assertEqual(status["State"], "IN_PROGRESS")
        self.assertNotIn("AccountId", status)
        advance_clock(MINUTE + 1)
        done = organizations.describe_create_account_status(CreateAccountRequestId=status["Id"])["CreateAccountStatus"]
        self.assertEqual(done["State"], "SUCCEEDED")

    def test_cannot_be_entered_at_once_though_it_is_created(self) -> None:
        account = create_account()
        with self.refused("AccessDenied"):
            enter(account)
        advance_clock(4 * MINUTE)
        self.assertEqual(enter(account)("sts").get_caller_identity()["Account"], account)

    def test_is_not_known_to_the_services_at_once(self) -> None:
        account = create_account()
        advance_clock(4 * MINUTE)
        new = enter(account)
        new("iam").list_roles()
        for service, operation, code in REFUSALS:
            with self.subTest(service), self.refused(code):
                getattr(new(service), operation)()
        advance_clock(3 * MINUTE)
        for service, operation, _ in REFUSALS:
            getattr(new(service), operation)()

    def test_gets_its_default_vpcs_last(self) -> None:
        account = create_account()
        advance_clock(7 * MINUTE)
        ec2 = enter(account)("ec2")
        self.assertEqual(ec2.describe_vpcs()["Vpcs"], [])
        ec2.create_vpc(CidrBlock="10.0.0.0/16")
        self.assertEqual([vpc["IsDefault"] for vpc in ec2.describe_vpcs()["Vpcs"]], [False])
        advance_clock(2 * MINUTE)
        self.assertIn(True, [vpc["IsDefault"] for vpc in ec2.describe_vpcs()["Vpcs"]])

    def test_takes_nothing_from_accounts_that_existed(self) -> None:
        create_account()
        self.assertEqual(len(client("ec2", AUDIT).describe_vpcs()["Vpcs"]), 1)

    def test_gets_the_organizations_rules_when_it_records_within_hours_and_never_after(self) -> None:
        for hours, rules in ((6, 1), (8, 0)):
            with self.subTest(hours):
                reset()
                be_slow()
                make_recorder()
                enable_service_access("config-multiaccountsetup.amazonaws.com")
                advance_clock(MINUTE)
                client("config").put_organization_config_rule(
                    OrganizationConfigRuleName="versioned",
                    OrganizationManagedRuleMetadata={"RuleIdentifier": "S3_BUCKET_VERSIONING_ENABLED"},
                    ExcludedAccounts=[LOG_ARCHIVE, AUDIT],
                )
                account = create_account()
                advance_clock(hours * 60 * MINUTE)
                make_recorder(account)
                config = client("config", account)
                self.assertEqual(len(config.describe_config_rules()["ConfigRules"]), rules)

    def test_is_brought_later_what_is_put_again(self) -> None:
        make_recorder()
        enable_service_access("config-multiaccountsetup.amazonaws.com")
        advance_clock(MINUTE)
        config = client("config")
        rule = {
            "OrganizationConfigRuleName": "versioned",
            "OrganizationManagedRuleMetadata": {"RuleIdentifier": "S3_BUCKET_VERSIONING_ENABLED"},
            "ExcludedAccounts": [LOG_ARCHIVE, AUDIT],
        }
        pack = {
            "OrganizationConformancePackName": "pack",
            "TemplateBody": PACK,
            "ExcludedAccounts": [LOG_ARCHIVE, AUDIT],
        }
        config.put_organization_config_rule(**rule)
        config.put_organization_conformance_pack(**pack)
        with self.refused("ResourceInUseException"):
            config.put_organization_conformance_pack(**pack)
        account = create_account()
        advance_clock(8 * 60 * MINUTE)
        make_recorder(account)

        def accounts_with() -> Any:
            rules = config.get_organization_config_rule_detailed_status(OrganizationConfigRuleName="versioned")
            packs = config.get_organization_conformance_pack_detailed_status(OrganizationConformancePackName="pack")
            return [
                {status["AccountId"] for status in rules["OrganizationConfigRuleDetailedStatus"]},
                {status["AccountId"] for status in packs["OrganizationConformancePackDetailedStatuses"]},
            ]

        self.assertEqual(accounts_with(), [{MANAGEMENT}, {MANAGEMENT}])
        config.put_organization_config_rule(**rule)
        config.put_organization_conformance_pack(**pack)
        self.assertEqual(accounts_with(), [{MANAGEMENT, account}, {MANAGEMENT, account}])
        self.assertGreater(len(client("config", account).describe_config_rules()["ConfigRules"]), 1)
