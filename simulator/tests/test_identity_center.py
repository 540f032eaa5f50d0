"""Tests of IAM Identity Center: its assignments are roles in the accounts."""
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
    client,
    http,
    make_delegated_administrator,
    policy,
)

READ = policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})
ADA, BOB = "aaaaaaaa-1111-2222-3333-444455556666", "bbbbbbbb-1111-2222-3333-444455556666"
PATH = f"/aws-reserved/sso.amazonaws.com/{REGION}/"


def roles(account: str = AUDIT) -> List[Dict[str, Any]]:
    found = client("iam", account).list_roles(PathPrefix="/aws-reserved/sso.amazonaws.com/")["Roles"]
    return [client("iam", account).get_role(RoleName=role["RoleName"])["Role"] for role in found]


class IdentityCenterTestCase(SimulatorTestCase):
    def setUp(self) -> None:
        self.setUpClass()
        self.sso = client("sso-admin")
        self.instance = self.sso.list_instances()["Instances"][0]["InstanceArn"]
        self.permission_set = self.make_permission_set("auditor", SessionDuration="PT4H", Description="May look")

    def make_permission_set(self, name: str, **more: Any) -> Dict[str, str]:
        created = self.sso.create_permission_set(InstanceArn=self.instance, Name=name, **more)["PermissionSet"]
        return {"InstanceArn": self.instance, "PermissionSetArn": created["PermissionSetArn"]}

    def assignment(self, account: str = AUDIT, principal: str = ADA) -> Dict[str, Any]:
        principal_of = {"PrincipalType": "GROUP", "PrincipalId": principal}
        return {**self.permission_set, "TargetType": "AWS_ACCOUNT", "TargetId": account, **principal_of}

    def assign(self, account: str = AUDIT, **more: Any) -> Dict[str, Any]:
        answer = self.sso.create_account_assignment(**self.assignment(account, **more))
        return answer["AccountAssignmentCreationStatus"]


class IdentityStoreTest(IdentityCenterTestCase):
    def test_of_the_instance_has_groups(self) -> None:
        store = {"IdentityStoreId": self.sso.list_instances()["Instances"][0]["IdentityStoreId"]}
        group = client("identitystore").create_group(**store, DisplayName="Readers")["GroupId"]
        attribute = {"AttributePath": "DisplayName", "AttributeValue": "Readers"}
        found = client("identitystore").get_group_id(**store, AlternateIdentifier={"UniqueAttribute": attribute})
        self.assertEqual(found["GroupId"], group)


class AssignmentTest(IdentityCenterTestCase):
    def test_makes_a_role_in_the_account(self) -> None:
        self.sso.put_inline_policy_to_permission_set(**self.permission_set, InlinePolicy=READ)
        managed = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        self.sso.attach_managed_policy_to_permission_set(**self.permission_set, ManagedPolicyArn=managed)
        status = self.assign()
        self.assertEqual(status["Status"], "SUCCEEDED")
        described = self.sso.describe_account_assignment_creation_status(
            InstanceArn=self.instance, AccountAssignmentCreationRequestId=status["RequestId"]
        )["AccountAssignmentCreationStatus"]
        self.assertEqual(described["Status"], "SUCCEEDED")
        (role,) = roles()
        self.assertRegex(role["RoleName"], r"^AWSReservedSSO_auditor_[0-9a-f]{16}$")
        self.assertEqual((role["Path"], role["MaxSessionDuration"]), (PATH, 14400))
        statement = role["AssumeRolePolicyDocument"]["Statement"][0]
        self.assertRegex(
            statement["Principal"]["Federated"],
            rf"^arn:aws:iam::{AUDIT}:saml-provider/AWSSSO_[0-9a-f]{{16}}_DO_NOT_DELETE$",
        )
        self.assertEqual(statement["Action"], ["sts:AssumeRoleWithSAML", "sts:TagSession"])
        iam, name = client("iam", AUDIT), {"RoleName": role["RoleName"]}
        self.assertEqual(iam.get_role_policy(**name, PolicyName="AwsSSOInlinePolicy")["PolicyDocument"], json.loads(READ))
        attached = iam.list_attached_role_policies(**name)["AttachedPolicies"]
        self.assertEqual([policy["PolicyArn"] for policy in attached], [managed])
        self.assertEqual(roles(LOG_ARCHIVE), [])

    def test_there_is_one_role_of_a_permission_set_until_the_last_assignment_is_gone(self) -> None:
        self.assign()
        self.assign(principal=BOB)
        self.assertEqual(len(roles()), 1)
        self.sso.delete_account_assignment(**self.assignment())
        self.assertEqual(len(roles()), 1)
        with self.refused("ConflictException"):
            self.sso.delete_permission_set(**self.permission_set)
        self.sso.delete_account_assignment(**self.assignment(principal=BOB))
        self.assertEqual(roles(), [])
        self.sso.delete_permission_set(**self.permission_set)

    def test_policies_of_the_account_must_exist_there(self) -> None:
        reference = {"Name": "own", "Path": "/"}
        self.sso.attach_customer_managed_policy_reference_to_permission_set(
            **self.permission_set, CustomerManagedPolicyReference=reference
        )
        status = self.assign()
        self.assertEqual(status["Status"], "FAILED")
        self.assertIn(f"arn:aws:iam::{AUDIT}:policy/own", status["FailureReason"])
        client("iam", AUDIT).create_policy(PolicyName="own", PolicyDocument=READ)
        self.assertEqual(self.assign()["Status"], "SUCCEEDED")

    def test_changes_reach_the_roles_when_they_are_provisioned(self) -> None:
        self.assign()
        boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        self.sso.put_permissions_boundary_to_permission_set(
            **self.permission_set, PermissionsBoundary={"ManagedPolicyArn": boundary}
        )
        self.sso.put_inline_policy_to_permission_set(**self.permission_set, InlinePolicy=READ)
        self.assertNotIn("PermissionsBoundary", roles()[0])
        status = self.sso.provision_permission_set(**self.permission_set, TargetType="ALL_PROVISIONED_ACCOUNTS")
        request = status["PermissionSetProvisioningStatus"]["RequestId"]
        described = self.sso.describe_permission_set_provisioning_status(
            InstanceArn=self.instance, ProvisionPermissionSetRequestId=request
        )["PermissionSetProvisioningStatus"]
        self.assertEqual(described["Status"], "SUCCEEDED")
        (role,) = roles()
        self.assertEqual(role["PermissionsBoundary"]["PermissionsBoundaryArn"], boundary)
        names = client("iam", AUDIT).list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
        self.assertEqual(names, ["AwsSSOInlinePolicy"])

    def test_the_roles_cannot_be_changed_in_the_account(self) -> None:
        self.assign()
        iam, name = client("iam", AUDIT), {"RoleName": roles()[0]["RoleName"]}
        for change in (
            lambda: iam.delete_role(**name),
            lambda: iam.put_role_policy(**name, PolicyName="p", PolicyDocument=READ),
            lambda: iam.attach_role_policy(**name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"),
            lambda: iam.update_role(**name, MaxSessionDuration=43200),
            lambda: iam.tag_role(**name, Tags=[{"Key": "a", "Value": "b"}]),
        ):
            with self.refused("UnmodifiableEntity", "only modifiable by AWS"):
                change()

    def test_a_person_gets_a_session_of_the_role(self) -> None:
        self.assign()
        answer = json.loads(
            http("POST", "/simulator/sso-session", {"account": AUDIT, "permissionSet": "auditor", "user": "ada"})
        )
        self.assertEqual(answer["Arn"], f"arn:aws:sts::{AUDIT}:assumed-role/{roles()[0]['RoleName']}/ada")
        with self.assertRaises(HTTPError):
            http("POST", "/simulator/sso-session", {"account": LOG_ARCHIVE, "permissionSet": "auditor", "user": "ada"})


class PermissionSetTest(IdentityCenterTestCase):
    def test_has_tags(self) -> None:
        resource = {"InstanceArn": self.instance, "ResourceArn": self.permission_set["PermissionSetArn"]}
        self.sso.tag_resource(**resource, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
        self.sso.untag_resource(**resource, TagKeys=["a"])
        self.assertEqual(self.sso.list_tags_for_resource(**resource)["Tags"], [{"Key": "b", "Value": "2"}])

    def test_has_a_boundary(self) -> None:
        with self.refused("ResourceNotFoundException"):
            self.sso.get_permissions_boundary_for_permission_set(**self.permission_set)
        boundary = {"CustomerManagedPolicyReference": {"Name": "own", "Path": "/"}}
        self.sso.put_permissions_boundary_to_permission_set(**self.permission_set, PermissionsBoundary=boundary)
        answer = self.sso.get_permissions_boundary_for_permission_set(**self.permission_set)
        self.assertEqual(answer["PermissionsBoundary"], boundary)
        self.sso.delete_permissions_boundary_from_permission_set(**self.permission_set)

    def test_lasts_from_one_to_twelve_hours(self) -> None:
        for duration in ("PT30M", "PT13H"):
            with self.refused("ValidationException"):
                self.make_permission_set("other", SessionDuration=duration)
        with self.refused("ConflictException"):
            self.make_permission_set("auditor")

    def test_a_delegated_administrator_cannot_manage_the_management_account(self) -> None:
        make_delegated_administrator(AUDIT, "sso.amazonaws.com")
        delegate = client("sso-admin", AUDIT)
        self.assertEqual(delegate.list_instances()["Instances"][0]["InstanceArn"], self.instance)
        delegate.create_account_assignment(**self.assignment(LOG_ARCHIVE))
        self.assertEqual(len(roles(LOG_ARCHIVE)), 1)
        with self.refused("AccessDeniedException"):
            delegate.create_account_assignment(**self.assignment(MANAGEMENT))
