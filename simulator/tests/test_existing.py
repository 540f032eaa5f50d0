"""What exists before the first deploy."""
from __future__ import annotations

import json

from tests.support import ACCESS_ROLE, AUDIT, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION_ID, SimulatorTestCase, client


class ExistingTest(SimulatorTestCase):
    def test_the_organization_exists_with_its_id_and_all_features(self) -> None:
        organization = client("organizations").describe_organization()["Organization"]
        self.assertEqual(organization["Id"], ORGANIZATION_ID)
        self.assertEqual(organization["FeatureSet"], "ALL")
        self.assertEqual(organization["MasterAccountId"], MANAGEMENT)
        self.assertIn(f"/{ORGANIZATION_ID}", organization["MasterAccountArn"])

    def test_the_accounts_exist_under_the_root(self) -> None:
        organizations = client("organizations")
        root = organizations.list_roots()["Roots"][0]
        self.assertIn(f"/{ORGANIZATION_ID}/", root["Arn"])
        accounts = {account["Id"]: account for account in organizations.list_accounts()["Accounts"]}
        self.assertEqual(set(accounts), {MANAGEMENT, LOG_ARCHIVE, AUDIT})
        account = accounts[LOG_ARCHIVE]
        self.assertEqual((account["Name"], account["Email"]), ("log-archive", "log-archive@example.com"))
        self.assertEqual((account["Status"], account["State"]), ("ACTIVE", "ACTIVE"))
        self.assertIn(f"/{ORGANIZATION_ID}/{LOG_ARCHIVE}", account["Arn"])
        parents = organizations.list_parents(ChildId=LOG_ARCHIVE)["Parents"]
        self.assertEqual(parents, [{"Id": root["Id"], "Type": "ROOT"}])

    def test_the_management_account_can_be_named(self) -> None:
        account = client("organizations").describe_account(AccountId=MANAGEMENT)["Account"]
        self.assertEqual((account["Name"], account["Email"]), ("management", "management@example.com"))
        organization = client("organizations").describe_organization()["Organization"]
        self.assertEqual(organization["MasterAccountEmail"], "management@example.com")

    def test_the_users_exist(self) -> None:
        user = client("iam").get_user(UserName="lead")["User"]
        self.assertEqual(user["Arn"], f"arn:aws:iam::{MANAGEMENT}:user/team/lead")

    def test_the_roles_exist_trust_their_account_and_may_do_everything(self) -> None:
        arn = f"arn:aws:iam::{MANAGEMENT}:role/Deployment"
        session = client("sts").assume_role(RoleArn=arn, RoleSessionName="test")
        self.assertIn(":assumed-role/Deployment/test", session["AssumedRoleUser"]["Arn"])
        attached = client("iam").list_attached_role_policies(RoleName="Deployment")["AttachedPolicies"]
        self.assertEqual([policy["PolicyName"] for policy in attached], ["AdministratorAccess"])

    def test_users_come_with_the_account_that_is_created_with_their_address(self) -> None:
        organizations = client("organizations")
        for email, users in (("other@example.com", []), ("Later@example.com", ["carol"])):
            created = organizations.create_account(AccountName="later", Email=email)["CreateAccountStatus"]
            found = client("iam", created["AccountId"]).list_users()["Users"]
            self.assertEqual([user["UserName"] for user in found], users)

    def test_the_accounts_have_an_access_role_that_trusts_the_management_account(self) -> None:
        iam = client("iam", LOG_ARCHIVE)
        role = iam.get_role(RoleName=ACCESS_ROLE)["Role"]
        self.assertEqual(role["Arn"], f"arn:aws:iam::{LOG_ARCHIVE}:role/{ACCESS_ROLE}")
        self.assertIn(f"arn:aws:iam::{MANAGEMENT}:root", json.dumps(role["AssumeRolePolicyDocument"]))
        attached = iam.list_attached_role_policies(RoleName=ACCESS_ROLE)["AttachedPolicies"]
        self.assertEqual([policy["PolicyName"] for policy in attached], ["AdministratorAccess"])
