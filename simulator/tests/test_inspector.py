"""Tests of who administers Amazon Inspector, what is enabled where, and what AWS refuses."""
from __future__ import annotations

import json
from typing import Any, Dict, List
from urllib.error import HTTPError

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    advance_clock,
    client,
    delegate_inspector,
    enable_service_access,
    http,
)

NO_LAMBDA_CODE = "eu-west-3"
NOTHING_JOINS = {"ec2": False, "ecr": False, "lambda": False, "lambdaCode": False, "codeRepository": False}


def statuses(account: str, asking: str = AUDIT, region: str = REGION) -> Dict[str, str]:
    answer = client("inspector2", asking, region).batch_get_account_status(accountIds=[account])["accounts"][0]
    return {"status": answer["state"]["status"], **{k: v["status"] for k, v in answer["resourceState"].items()}}


def failed(answer: Dict[str, Any]) -> Dict[str, str]:
    return {one["accountId"]: one["errorCode"] for one in answer["failedAccounts"]}


class InspectorTestCase(SimulatorTestCase):
    def setUp(self) -> None:
        self.setUpClass()


class DelegationTest(InspectorTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.inspector = client("inspector2")

    def delegate(self, account: str = AUDIT, region: str = REGION) -> None:
        client("inspector2", region=region).enable_delegated_admin_account(delegatedAdminAccountId=account)

    def test_only_the_management_account_delegates_once_inspector_is_trusted(self) -> None:
        with self.refused("AccessDeniedException", "does not trust"):
            self.delegate()
        enable_service_access("inspector2.amazonaws.com")
        with self.refused("AccessDeniedException", "Invoking account does not have access"):
            client("inspector2", LOG_ARCHIVE).enable_delegated_admin_account(delegatedAdminAccountId=AUDIT)
        with self.refused("ResourceNotFoundException"):
            self.delegate("999999999999")
        self.delegate()
        admins = client("organizations").list_delegated_administrators(ServicePrincipal="inspector2.amazonaws.com")
        self.assertEqual([admin["Id"] for admin in admins["DelegatedAdministrators"]], [AUDIT])
        listed = self.inspector.list_delegated_admin_accounts()["delegatedAdminAccounts"]
        self.assertEqual(listed, [{"accountId": AUDIT, "status": "ENABLED"}])

    def test_an_organization_has_one_administrator_in_all_regions(self) -> None:
        enable_service_access("inspector2.amazonaws.com")
        self.delegate()
        with self.refused("ConflictException", "already enabled"):
            self.delegate()
        with self.refused("ConflictException", f"{AUDIT} is already enabled"):
            self.delegate(LOG_ARCHIVE)
        with self.refused("ConflictException", "another Region"):
            self.delegate(LOG_ARCHIVE, "eu-central-1")
        elsewhere = client("inspector2", region="eu-central-1").list_delegated_admin_accounts()
        self.assertEqual(elsewhere["delegatedAdminAccounts"], [])
        self.delegate(AUDIT, "eu-central-1")

    def test_the_administrator_is_told_that_it_is_the_administrator(self) -> None:
        delegate_inspector()
        own = client("inspector2", AUDIT)
        for ask in (own.list_delegated_admin_accounts, own.get_delegated_admin_account):
            with self.refused("ValidationException", "is the delegated admin"):
                ask()
        answer = client("inspector2", LOG_ARCHIVE).get_delegated_admin_account()["delegatedAdmin"]
        self.assertEqual(answer, {"accountId": AUDIT, "relationshipStatus": "ENABLED"})

    def test_who_is_removed_leaves_members_that_scan_as_before(self) -> None:
        delegate_inspector(LOG_ARCHIVE)
        self.inspector.disable_delegated_admin_account(delegatedAdminAccountId=AUDIT)
        self.assertEqual(self.inspector.list_delegated_admin_accounts()["delegatedAdminAccounts"], [])
        self.assertEqual(statuses(LOG_ARCHIVE, LOG_ARCHIVE)["ec2"], "ENABLED")
        answer = client("inspector2", AUDIT).batch_get_account_status(accountIds=[LOG_ARCHIVE])
        self.assertEqual(failed(answer), {LOG_ARCHIVE: "ACCESS_DENIED"})
        with self.refused("ResourceNotFoundException"):
            self.inspector.disable_delegated_admin_account(delegatedAdminAccountId=AUDIT)

    def test_removing_takes_a_while(self) -> None:
        delegate_inspector()
        http("POST", "/simulator/slowness", {"on": True, "factor": 1})
        self.inspector.disable_delegated_admin_account(delegatedAdminAccountId=AUDIT)
        listed = self.inspector.list_delegated_admin_accounts()["delegatedAdminAccounts"]
        self.assertEqual([one["status"] for one in listed], ["DISABLE_IN_PROGRESS"])
        with self.refused("ConflictException", "being disabled"):
            self.delegate()
        advance_clock(15)
        self.assertEqual(self.inspector.list_delegated_admin_accounts()["delegatedAdminAccounts"], [])


class EnablementTest(InspectorTestCase):
    def test_an_account_enables_itself_and_gets_the_roles_of_inspector(self) -> None:
        client("inspector2", LOG_ARCHIVE).enable(resourceTypes=["EC2", "LAMBDA"])
        expected = {"status": "ENABLED", "ec2": "ENABLED", "lambda": "ENABLED", "ecr": "DISABLED"}
        self.assertLessEqual(expected.items(), statuses(LOG_ARCHIVE, LOG_ARCHIVE).items())
        for name in ("AWSServiceRoleForAmazonInspector2", "AWSServiceRoleForAmazonInspector2Agentless"):
            client("iam", LOG_ARCHIVE).get_role(RoleName=name)

    def test_the_administrator_enables_itself_or_members_but_not_both(self) -> None:
        delegate_inspector(LOG_ARCHIVE)
        inspector = client("inspector2", AUDIT)
        with self.refused("ValidationException", "either the delegated admin account or member accounts"):
            inspector.enable(accountIds=[AUDIT, LOG_ARCHIVE], resourceTypes=["ECR"])
        self.assertEqual(failed(inspector.enable(accountIds=[LOG_ARCHIVE], resourceTypes=["ECR"])), {})
        self.assertEqual(statuses(LOG_ARCHIVE)["ecr"], "ENABLED")
        self.assertEqual(statuses(AUDIT)["ecr"], "DISABLED")

    def test_accounts_that_are_no_members_fail(self) -> None:
        delegate_inspector(LOG_ARCHIVE)
        inspector = client("inspector2", AUDIT)
        answer = inspector.enable(accountIds=[LOG_ARCHIVE, MANAGEMENT], resourceTypes=["ECR"])
        self.assertEqual([one["accountId"] for one in answer["accounts"]], [LOG_ARCHIVE])
        self.assertEqual(failed(answer), {MANAGEMENT: "ACCESS_DENIED"})
        self.assertIn("does not have access to this account", answer["failedAccounts"][0]["errorMessage"])
        answer = client("inspector2", LOG_ARCHIVE).enable(accountIds=[MANAGEMENT], resourceTypes=["ECR"])
        self.assertEqual(failed(answer), {MANAGEMENT: "ACCESS_DENIED"})
        self.assertEqual(failed(inspector.batch_get_account_status(accountIds=[MANAGEMENT])), {MANAGEMENT: "ACCESS_DENIED"})

    def test_code_of_functions_needs_the_scans_of_functions(self) -> None:
        inspector = client("inspector2")
        with self.refused("ValidationException", "LAMBDA_CODE"):
            inspector.enable(resourceTypes=["LAMBDA_CODE"])
        inspector.enable(resourceTypes=["LAMBDA", "LAMBDA_CODE"])
        self.assertEqual(statuses(MANAGEMENT, MANAGEMENT)["lambdaCode"], "ENABLED")
        inspector.disable(resourceTypes=["LAMBDA"])
        self.assertEqual(statuses(MANAGEMENT, MANAGEMENT)["lambdaCode"], "DISABLED")

    def test_a_region_refuses_types_of_scan_that_it_lacks(self) -> None:
        inspector = client("inspector2", region=NO_LAMBDA_CODE)
        for call in (inspector.enable, inspector.disable):
            with self.refused("AccessDeniedException", f"Lambda code scanning is not supported in {NO_LAMBDA_CODE}"):
                call(resourceTypes=["LAMBDA", "LAMBDA_CODE"])
        inspector.enable(resourceTypes=["LAMBDA"])
        self.assertEqual(statuses(MANAGEMENT, MANAGEMENT, NO_LAMBDA_CODE)["lambdaCode"], "DISABLED")
        client("account").enable_region(RegionName="ap-southeast-6")
        with self.refused("AccessDeniedException", "not available"):
            client("inspector2", region="ap-southeast-6").list_findings()

    def test_takes_minutes(self) -> None:
        http("POST", "/simulator/slowness", {"on": True, "factor": 1})
        inspector = client("inspector2")
        answer = inspector.enable(resourceTypes=["EC2"])["accounts"][0]
        self.assertEqual((answer["status"], answer["resourceStatus"]["ec2"]), ("ENABLING", "ENABLING"))
        self.assertEqual(failed(inspector.enable(resourceTypes=["EC2"])), {MANAGEMENT: "ENABLE_IN_PROGRESS"})
        self.assertEqual(failed(inspector.disable(resourceTypes=["EC2"])), {MANAGEMENT: "ENABLE_IN_PROGRESS"})
        advance_clock(300)
        self.assertEqual(statuses(MANAGEMENT, MANAGEMENT)["status"], "ENABLING")
        advance_clock(150)
        self.assertEqual(statuses(MANAGEMENT, MANAGEMENT)["status"], "ENABLED")
        self.assertEqual(inspector.disable()["accounts"][0]["status"], "DISABLING")
        self.assertEqual(failed(inspector.enable(resourceTypes=["EC2"])), {MANAGEMENT: "DISABLE_IN_PROGRESS"})
        advance_clock(61)
        self.assertEqual(statuses(MANAGEMENT, MANAGEMENT)["status"], "DISABLED")

    def test_members_do_not_disable_and_the_administrator_goes_last(self) -> None:
        delegate_inspector(LOG_ARCHIVE)
        own = client("inspector2", LOG_ARCHIVE)
        self.assertEqual(failed(own.disable(resourceTypes=["EC2"])), {LOG_ARCHIVE: "ACCESS_DENIED"})
        inspector = client("inspector2", AUDIT)
        self.assertEqual(failed(inspector.disable(accountIds=[AUDIT])), {AUDIT: "DISASSOCIATE_ALL_MEMBERS"})
        self.assertEqual(failed(inspector.disable(accountIds=[LOG_ARCHIVE])), {})
        self.assertEqual(statuses(LOG_ARCHIVE)["status"], "DISABLED")
        inspector.disassociate_member(accountId=LOG_ARCHIVE)
        self.assertEqual(failed(inspector.disable(accountIds=[AUDIT])), {})

    def test_a_suspended_account_is_isolated(self) -> None:
        delegate_inspector(LOG_ARCHIVE)
        client("organizations").close_account(AccountId=LOG_ARCHIVE)
        answer = client("inspector2", AUDIT).enable(accountIds=[LOG_ARCHIVE], resourceTypes=["ECR"])
        self.assertEqual(failed(answer), {LOG_ARCHIVE: "ACCOUNT_IS_ISOLATED"})


class MembersTest(InspectorTestCase):
    def test_only_the_administrator_that_is_enabled_associates_accounts_of_the_organization(self) -> None:
        enable_service_access("inspector2.amazonaws.com")
        client("inspector2").enable_delegated_admin_account(delegatedAdminAccountId=AUDIT)
        inspector = client("inspector2", AUDIT)
        with self.refused("AccessDeniedException", "Invoking account is not enabled"):
            inspector.associate_member(accountId=LOG_ARCHIVE)
        inspector.enable(resourceTypes=["EC2"])
        with self.refused("AccessDeniedException", "Invoking account does not have access"):
            client("inspector2").associate_member(accountId=LOG_ARCHIVE)
        with self.refused("ValidationException", "not an active account"):
            inspector.associate_member(accountId="999999999999")
        inspector.associate_member(accountId=LOG_ARCHIVE)
        for account in (LOG_ARCHIVE, AUDIT):
            with self.refused("ValidationException", "already a member or associated member"):
                inspector.associate_member(accountId=account)
        self.assertEqual([one["accountId"] for one in inspector.list_members()["members"]], [LOG_ARCHIVE])
        everybody = inspector.list_members(onlyAssociated=False)["members"]
        self.assertEqual({one["accountId"] for one in everybody}, {LOG_ARCHIVE, MANAGEMENT})

    def test_an_association_takes_a_while_and_can_end(self) -> None:
        delegate_inspector()
        inspector = client("inspector2", AUDIT)
        with self.refused("AccessDeniedException", "does not have access to get member account"):
            inspector.get_member(accountId=LOG_ARCHIVE)
        with self.refused("ValidationException", "is not yet associated to it"):
            inspector.disassociate_member(accountId=LOG_ARCHIVE)
        http("POST", "/simulator/slowness", {"on": True, "factor": 1})
        inspector.associate_member(accountId=LOG_ARCHIVE)
        self.assertEqual(inspector.get_member(accountId=LOG_ARCHIVE)["member"]["relationshipStatus"], "CREATED")
        answer = inspector.enable(accountIds=[LOG_ARCHIVE], resourceTypes=["EC2"])
        self.assertEqual(failed(answer), {LOG_ARCHIVE: "ACCESS_DENIED"})
        advance_clock(31)
        member = inspector.get_member(accountId=LOG_ARCHIVE)["member"]
        self.assertEqual((member["relationshipStatus"], member["delegatedAdminAccountId"]), ("ENABLED", AUDIT))
        inspector.enable(accountIds=[LOG_ARCHIVE], resourceTypes=["EC2"])
        inspector.disassociate_member(accountId=LOG_ARCHIVE)
        self.assertEqual(inspector.get_member(accountId=LOG_ARCHIVE)["member"]["relationshipStatus"], "REMOVED")
        self.assertEqual(statuses(LOG_ARCHIVE, LOG_ARCHIVE)["ec2"], "ENABLING")
        inspector.associate_member(accountId=LOG_ARCHIVE)


class OrganizationTest(InspectorTestCase):
    def setUp(self) -> None:
        super().setUp()
        delegate_inspector()
        self.inspector = client("inspector2", AUDIT)

    def test_only_the_administrator_configures_the_organization(self) -> None:
        for account in (MANAGEMENT, LOG_ARCHIVE):
            other = client("inspector2", account)
            with self.refused("AccessDeniedException", "does not have access to describe the organization configuration"):
                other.describe_organization_configuration()
            with self.refused("AccessDeniedException", "does not have access to update"):
                other.update_organization_configuration(autoEnable={"ec2": True, "ecr": True})

    def test_what_is_not_mentioned_stays_as_it_is(self) -> None:
        update = self.inspector.update_organization_configuration
        self.assertEqual(self.inspector.describe_organization_configuration()["autoEnable"], NOTHING_JOINS)
        update(autoEnable={"ec2": True, "ecr": False, "codeRepository": True})
        answer = update(autoEnable={"ec2": True, "ecr": True, "lambda": True})["autoEnable"]
        expected = {**NOTHING_JOINS, "ec2": True, "ecr": True, "lambda": True, "codeRepository": True}
        self.assertEqual(answer, expected)
        described = self.inspector.describe_organization_configuration()
        self.assertEqual((described["autoEnable"], described["maxAccountLimitReached"]), (expected, False))

    def test_refuses_code_without_functions_and_in_regions_without_it(self) -> None:
        with self.refused("ValidationException", "LambdaCode"):
            self.inspector.update_organization_configuration(autoEnable={"ec2": True, "ecr": True, "lambdaCode": True})
        delegate_inspector(region=NO_LAMBDA_CODE)
        wanted = {"ec2": True, "ecr": True, "lambda": True, "lambdaCode": True}
        with self.refused("AccessDeniedException", "Lambda code scanning is not supported"):
            client("inspector2", AUDIT, NO_LAMBDA_CODE).update_organization_configuration(autoEnable=wanted)

    def join(self) -> str:
        created = client("organizations").create_account(Email="new@example.com", AccountName="new")
        return str(created["CreateAccountStatus"]["AccountId"])

    def test_accounts_that_join_are_enrolled(self) -> None:
        self.inspector.update_organization_configuration(autoEnable={"ec2": True, "ecr": False, "lambda": True})
        account = self.join()
        found = statuses(account)
        self.assertEqual((found["ec2"], found["ecr"], found["lambda"]), ("ENABLED", "DISABLED", "ENABLED"))
        self.assertEqual(self.inspector.get_member(accountId=account)["member"]["relationshipStatus"], "ENABLED")

    def test_accounts_that_join_are_left_alone_without_auto_enable_and_beyond_the_limit(self) -> None:
        account = self.join()
        self.assertEqual(failed(self.inspector.batch_get_account_status(accountIds=[account])), {account: "ACCESS_DENIED"})
        self.inspector.update_organization_configuration(autoEnable={"ec2": True, "ecr": True})
        http("POST", "/simulator/inspector-limit", {"account": AUDIT, "region": REGION, "reached": True})
        self.assertTrue(self.inspector.describe_organization_configuration()["maxAccountLimitReached"])
        with self.refused("ServiceQuotaExceededException"):
            self.inspector.associate_member(accountId=account)

    def test_an_account_that_leaves_is_no_member(self) -> None:
        self.inspector.update_organization_configuration(autoEnable={"ec2": True, "ecr": True})
        account = self.join()
        client("organizations").remove_account_from_organization(AccountId=account)
        self.assertEqual(self.inspector.list_members()["members"], [])


class OrganizationPolicyTest(InspectorTestCase):
    def setUp(self) -> None:
        super().setUp()
        delegate_inspector(LOG_ARCHIVE)
        self.inspector = client("inspector2", AUDIT)
        organizations = client("organizations")
        root = organizations.list_roots()["Roots"][0]["Id"]
        organizations.enable_policy_type(RootId=root, PolicyType="INSPECTOR_POLICY")
        self.attach(root, {"ecr_scanning": {"enable_in_regions": {"@@assign": [REGION]}}})
        self.attach(root, {"ec2_scanning": {"disable_in_regions": {"@@assign": ["ALL_SUPPORTED"]}}})

    def attach(self, target: str, enablement: Dict[str, Any]) -> None:
        organizations = client("organizations")
        content = json.dumps({"inspector": {"enablement": enablement}})
        name = f"inspector-{len(organizations.list_policies(Filter='INSPECTOR_POLICY')['Policies'])}"
        policy = organizations.create_policy(Name=name, Description="", Type="INSPECTOR_POLICY", Content=content)
        organizations.attach_policy(PolicyId=policy["Policy"]["PolicySummary"]["Id"], TargetId=target)

    def test_decides_what_is_scanned(self) -> None:
        for account in (AUDIT, LOG_ARCHIVE):
            found = statuses(account)
            self.assertEqual((found["ecr"], found["ec2"], found["lambda"]), ("ENABLED", "DISABLED", "DISABLED"))
        self.assertEqual(statuses(MANAGEMENT, MANAGEMENT)["ecr"], "ENABLED")

    def test_blocks_what_contradicts_it(self) -> None:
        blocked = {LOG_ARCHIVE: "BLOCKED_BY_ORGANIZATION_POLICY"}
        self.assertEqual(failed(self.inspector.enable(accountIds=[LOG_ARCHIVE], resourceTypes=["EC2"])), blocked)
        self.assertEqual(failed(self.inspector.disable(accountIds=[LOG_ARCHIVE], resourceTypes=["ECR"])), blocked)
        self.assertEqual(failed(self.inspector.enable(accountIds=[LOG_ARCHIVE], resourceTypes=["LAMBDA"])), {})
        with self.refused("ValidationException", "organization policy"):
            self.inspector.disassociate_member(accountId=LOG_ARCHIVE)

    def test_is_refused_when_it_says_what_is_not_known(self) -> None:
        for enablement in (
            {"ec3_scanning": {"enable_in_regions": {"@@assign": [REGION]}}},
            {"ec2_scanning": {"enable_in_regions": {"@@assign": REGION}}},
            {"ec2_scanning": {"enable_in_regions": [REGION]}},
        ):
            with self.subTest(enablement), self.refused("MalformedPolicyDocumentException"):
                self.attach(LOG_ARCHIVE, enablement)

    def test_is_overridden_below(self) -> None:
        override = {"ecr_scanning": {"enable_in_regions": {"@@remove": [REGION]}}}
        self.attach(LOG_ARCHIVE, override)
        self.assertEqual((statuses(LOG_ARCHIVE)["ecr"], statuses(AUDIT)["ecr"]), ("DISABLED", "ENABLED"))


class FiltersTest(InspectorTestCase):
    def setUp(self) -> None:
        super().setUp()
        delegate_inspector(LOG_ARCHIVE)
        self.inspector = client("inspector2", AUDIT)

    def create(self, name: str, account: str = AUDIT, action: str = "SUPPRESS", severity: str = "LOW") -> str:
        criteria = {"severity": [{"comparison": "EQUALS", "value": severity}]}
        answer = client("inspector2", account).create_filter(
            name=name, action=action, filterCriteria=criteria, reason="known", tags={"a": "b"}
        )
        return str(answer["arn"])

    def names(self, **chosen: Any) -> List[str]:
        return [one["name"] for one in self.inspector.list_filters(**chosen)["filters"]]

    def found(self) -> Dict[str, str]:
        return {one["title"]: one["status"] for one in client("inspector2", LOG_ARCHIVE).list_findings()["findings"]}

    def find(self, title: str, severity: str) -> None:
        body = {"account": LOG_ARCHIVE, "region": REGION, "findings": [{"title": title, "severity": severity}]}
        http("POST", "/simulator/inspector-findings", body)

    def test_are_created_changed_and_deleted(self) -> None:
        arn = self.create("one")
        self.create("two", action="NONE")
        (one,) = self.inspector.list_filters(arns=[arn])["filters"]
        self.assertEqual((one["ownerId"], one["reason"], one["tags"]), (AUDIT, "known", {"a": "b"}))
        self.assertEqual(one["criteria"], {"severity": [{"comparison": "EQUALS", "value": "LOW"}]})
        self.assertEqual(self.names(action="NONE"), ["two"])
        with self.refused("ValidationException", "already exists"):
            self.create("one")
        with self.refused("ValidationException", "already exists"):
            self.inspector.update_filter(filterArn=arn, name="two")
        self.inspector.update_filter(filterArn=arn, name="three", description="text")
        self.assertEqual(self.names(), ["three", "two"])
        first = self.inspector.list_filters(maxResults=1)
        self.assertEqual(self.names(nextToken=first["nextToken"]), ["two"])
        self.inspector.delete_filter(arn=arn)
        with self.refused("ResourceNotFoundException"):
            self.inspector.delete_filter(arn=arn)
        with self.refused("ResourceNotFoundException"):
            self.inspector.update_filter(filterArn=arn)

    def test_members_make_no_suppression_rules(self) -> None:
        with self.refused("AccessDeniedException", "delegated admin"):
            self.create("own", LOG_ARCHIVE)
        self.create("own", LOG_ARCHIVE, action="NONE")
        self.create("own", MANAGEMENT)

    def test_suppress_findings_of_members_that_are_there_and_that_come(self) -> None:
        self.find("before", "LOW")
        arn = self.create("low")
        self.find("after", "LOW")
        self.find("other", "HIGH")
        self.assertEqual(self.found(), {"before": "SUPPRESSED", "after": "SUPPRESSED", "other": "ACTIVE"})
        criteria = {"severity": [{"comparison": "EQUALS", "value": "HIGH"}]}
        self.inspector.update_filter(filterArn=arn, filterCriteria=criteria)
        self.assertEqual(self.found(), {"before": "ACTIVE", "after": "ACTIVE", "other": "SUPPRESSED"})
        self.inspector.delete_filter(arn=arn)
        self.assertEqual(set(self.found().values()), {"ACTIVE"})

    def test_end_with_the_last_scan(self) -> None:
        self.create("own", MANAGEMENT)
        own = client("inspector2")
        own.enable(resourceTypes=["EC2"])
        own.disable(resourceTypes=["EC2"])
        self.assertEqual(own.list_filters()["filters"], [])


class LimitTest(InspectorTestCase):
    def test_is_that_of_a_delegated_administrator(self) -> None:
        with self.assertRaises(HTTPError) as caught:
            http("POST", "/simulator/inspector-limit", {"account": AUDIT, "region": REGION, "reached": True})
        self.assertIn("not the delegated administrator", json.loads(caught.exception.read())["message"])
