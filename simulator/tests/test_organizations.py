"""AWS Organizations, Account Management, and the roles of accounts."""
from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator, Optional

from botocore.exceptions import ClientError
from tests.support import (
    ACCESS_ROLE,
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    ORGANIZATION_ID,
    SimulatorTestCase,
    client,
    enable_service_access,
    make_delegated_administrator,
    policy,
    reset,
    tags,
)


def root_id() -> str:
    return client("organizations").list_roots()["Roots"][0]["Id"]


class AccountCreationTest(SimulatorTestCase):
    def test_a_new_account_has_the_role_that_was_asked_for_with_full_access(self) -> None:
        request = {"AccountName": "new", "Email": "new@example.com", "RoleName": "Admin"}
        account = client("organizations").create_account(**request)["CreateAccountStatus"]["AccountId"]
        iam = client("iam", account, role="Admin")
        attached = iam.list_attached_role_policies(RoleName="Admin")["AttachedPolicies"]
        self.assertEqual([entry["PolicyName"] for entry in attached], ["AdministratorAccess"])

    def test_an_email_address_that_is_in_use_makes_the_creation_fail(self) -> None:
        organizations = client("organizations")
        request = {"AccountName": "again", "Email": "AUDIT@example.com"}
        request_id = organizations.create_account(**request)["CreateAccountStatus"]["Id"]
        status = organizations.describe_create_account_status(CreateAccountRequestId=request_id)["CreateAccountStatus"]
        self.assertEqual((status["State"], status["FailureReason"]), ("FAILED", "EMAIL_ALREADY_EXISTS"))


class StructureTest(SimulatorTestCase):
    def test_units_of_one_parent_have_different_names(self) -> None:
        organizations = client("organizations")
        organizations.create_organizational_unit(ParentId=root_id(), Name="Twice")
        with self.refused("DuplicateOrganizationalUnitException"):
            organizations.create_organizational_unit(ParentId=root_id(), Name="Twice")

    def test_the_parent_of_a_unit_must_exist(self) -> None:
        with self.refused("ParentNotFoundException"):
            client("organizations").create_organizational_unit(ParentId="ou-abcd-12345678", Name="Orphan")

    def test_a_unit_that_is_not_empty_cannot_be_deleted(self) -> None:
        organizations = client("organizations")
        unit = organizations.create_organizational_unit(ParentId=root_id(), Name="Full")["OrganizationalUnit"]["Id"]
        child = organizations.create_organizational_unit(ParentId=unit, Name="Child")["OrganizationalUnit"]["Id"]
        with self.refused("OrganizationalUnitNotEmptyException"):
            organizations.delete_organizational_unit(OrganizationalUnitId=unit)
        organizations.delete_organizational_unit(OrganizationalUnitId=child)
        organizations.delete_organizational_unit(OrganizationalUnitId=unit)

    def test_an_organization_with_members_cannot_be_deleted(self) -> None:
        with self.refused("OrganizationNotEmptyException"):
            client("organizations").delete_organization()

    def test_an_organization_without_members_can_be_deleted_whatever_the_management_account_is_called(self) -> None:
        self.addCleanup(reset)
        organizations = client("organizations")
        for account in (LOG_ARCHIVE, AUDIT):
            organizations.remove_account_from_organization(AccountId=account)
        organizations.delete_organization()
        with self.refused("AWSOrganizationsNotInUseException"):
            organizations.describe_organization()

    def test_newer_policy_types_can_be_enabled(self) -> None:
        client("organizations").enable_policy_type(RootId=root_id(), PolicyType="DECLARATIVE_POLICY_EC2")
        types = client("organizations").list_roots()["Roots"][0]["PolicyTypes"]
        self.assertIn({"Type": "DECLARATIVE_POLICY_EC2", "Status": "ENABLED"}, types)

    def test_the_organization_can_have_a_resource_policy(self) -> None:
        organizations = client("organizations")
        with self.refused("ResourcePolicyNotFoundException"):
            organizations.describe_resource_policy()
        delegated = {"Principal": {"AWS": AUDIT}, "Action": "organizations:Describe*", "Resource": "*"}
        content = policy({"Effect": "Allow", **delegated})
        request = {"Content": content, "Tags": [{"Key": "a", "Value": "b"}]}
        summary = organizations.put_resource_policy(**request)["ResourcePolicy"]["ResourcePolicySummary"]
        self.assertIn(f"resourcepolicy/{ORGANIZATION_ID}/", summary["Arn"])
        self.assertEqual(organizations.describe_resource_policy()["ResourcePolicy"]["Content"], content)
        self.assertEqual(tags(organizations.list_tags_for_resource(ResourceId=summary["Id"])["Tags"]), {"a": "b"})
        organizations.tag_resource(ResourceId=summary["Id"], Tags=[{"Key": "c", "Value": "d"}])
        organizations.untag_resource(ResourceId=summary["Id"], TagKeys=["a"])
        self.assertEqual(tags(organizations.list_tags_for_resource(ResourceId=summary["Id"])["Tags"]), {"c": "d"})
        organizations.delete_resource_policy()
        with self.refused("ResourcePolicyNotFoundException"):
            organizations.delete_resource_policy()


class PolicyLimitsTest(SimulatorTestCase):
    """https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"""

    longest = {"SERVICE_CONTROL_POLICY": 10_240, "RESOURCE_CONTROL_POLICY": 5_120}
    # Beside FullAWSAccess or RCPFullAWSAccess.
    most = {"SERVICE_CONTROL_POLICY": 9, "RESOURCE_CONTROL_POLICY": 4}

    @contextmanager
    def violates(self, reason: str) -> Iterator[None]:
        with self.assertRaises(ClientError) as caught:
            yield
        response = caught.exception.response
        self.assertEqual((response["Error"]["Code"], response["Reason"]), ("ConstraintViolationException", reason))

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        for policy_type in cls.longest:
            client("organizations").enable_policy_type(RootId=root_id(), PolicyType=policy_type)

    def content(self, policy_type: str, length: int = 0) -> str:
        statement = {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
        principal = {"Principal": "*"} if policy_type == "RESOURCE_CONTROL_POLICY" else {}
        return policy({**statement, **principal}).ljust(length)

    def create(self, policy_type: str, name: str, content: Optional[str] = None) -> str:
        content = self.content(policy_type) if content is None else content
        request = {"Type": policy_type, "Name": name, "Description": "", "Content": content}
        return client("organizations").create_policy(**request)["Policy"]["PolicySummary"]["Id"]

    def test_a_policy_has_at_most_as_many_characters_as_its_type_allows(self) -> None:
        for policy_type, length in self.longest.items():
            with self.subTest(policy_type):
                self.create(policy_type, f"{policy_type}-longest", self.content(policy_type, length))
                with self.violates("POLICY_CONTENT_LIMIT_EXCEEDED"):
                    self.create(policy_type, f"{policy_type}-too-long", self.content(policy_type, length + 1))

    def test_a_policy_does_not_become_longer_than_that(self) -> None:
        organizations = client("organizations")
        for policy_type, length in self.longest.items():
            with self.subTest(policy_type):
                policy_id = self.create(policy_type, f"{policy_type}-grows")
                organizations.update_policy(PolicyId=policy_id, Content=self.content(policy_type, length))
                with self.violates("POLICY_CONTENT_LIMIT_EXCEEDED"):
                    organizations.update_policy(PolicyId=policy_id, Content=self.content(policy_type, length + 1))
                content = organizations.update_policy(PolicyId=policy_id, Description="as it was")["Policy"]["Content"]
                self.assertEqual(len(content), length)

    def test_policies_of_other_types_are_longer(self) -> None:
        self.create("TAG_POLICY", "tags", policy().ljust(6_000))

    def test_as_many_policies_of_a_type_are_attached_as_it_allows(self) -> None:
        organizations = client("organizations")
        unit = organizations.create_organizational_unit(ParentId=root_id(), Name="Bound")["OrganizationalUnit"]["Id"]
        for policy_type, most in self.most.items():
            policy_ids = [self.create(policy_type, f"{policy_type}-{number}") for number in range(most + 1)]
            for target in (root_id(), unit, AUDIT):
                with self.subTest(policy_type, target=target):
                    for policy_id in policy_ids[:-1]:
                        organizations.attach_policy(PolicyId=policy_id, TargetId=target)
                    with self.violates("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"):
                        organizations.attach_policy(PolicyId=policy_ids[-1], TargetId=target)
                    organizations.detach_policy(PolicyId=policy_ids[0], TargetId=target)
                    organizations.attach_policy(PolicyId=policy_ids[-1], TargetId=target)


class AccountListTest(SimulatorTestCase):
    def test_accounts_are_listed_to_delegated_administrators_and_to_no_other_member(self) -> None:
        listed = lambda account: {one["Id"] for one in client("organizations", account).list_accounts()["Accounts"]}
        with self.refused("AccessDeniedException"):
            listed(AUDIT)
        enable_service_access("config.amazonaws.com")
        make_delegated_administrator(AUDIT, "config.amazonaws.com")
        self.assertEqual(listed(AUDIT), listed(MANAGEMENT))
        self.assertIn(LOG_ARCHIVE, listed(AUDIT))


class DelegationTest(SimulatorTestCase):
    def test_delegation_needs_trusted_access(self) -> None:
        request = {"AccountId": AUDIT, "ServicePrincipal": "config.amazonaws.com"}
        with self.refused("ConstraintViolationException", "SERVICE_ACCESS_NOT_ENABLED"):
            client("organizations").register_delegated_administrator(**request)

    def test_an_account_can_be_delegated_several_services(self) -> None:
        principals = ["cloudtrail.amazonaws.com", "config-multiaccountsetup.amazonaws.com"]
        for principal in principals:
            make_delegated_administrator(AUDIT, principal)
        services = client("organizations").list_delegated_services_for_account(AccountId=AUDIT)["DelegatedServices"]
        self.assertEqual([service["ServicePrincipal"] for service in services], principals)

    def test_cloudtrail_delegates_its_administration_itself(self) -> None:
        enable_service_access("cloudtrail.amazonaws.com")
        client("cloudtrail").register_organization_delegated_admin(MemberAccountId=LOG_ARCHIVE)
        request = {"ServicePrincipal": "cloudtrail.amazonaws.com"}
        administrators = client("organizations").list_delegated_administrators(**request)["DelegatedAdministrators"]
        self.assertIn(LOG_ARCHIVE, [administrator["Id"] for administrator in administrators])
        client("cloudtrail").deregister_organization_delegated_admin(DelegatedAdminAccountId=LOG_ARCHIVE)
        administrators = client("organizations").list_delegated_administrators(**request)["DelegatedAdministrators"]
        self.assertNotIn(LOG_ARCHIVE, [administrator["Id"] for administrator in administrators])


class AssumeRoleTest(SimulatorTestCase):
    def assume(self, account: str, role: str, by: str = MANAGEMENT) -> None:
        client("sts", by).assume_role(RoleArn=f"arn:aws:iam::{account}:role/{role}", RoleSessionName="session")

    def test_a_session_in_a_member_account_belongs_to_that_account(self) -> None:
        identity = client("sts", LOG_ARCHIVE).get_caller_identity()
        self.assertEqual(identity["Account"], LOG_ARCHIVE)
        self.assertIn(f"assumed-role/{ACCESS_ROLE}/", identity["Arn"])

    def test_credentials_of_no_role_belong_to_the_management_account(self) -> None:
        self.assertEqual(client("sts").get_caller_identity()["Account"], MANAGEMENT)

    def test_a_role_that_does_not_exist_cannot_be_assumed(self) -> None:
        with self.refused("AccessDenied", "sts:AssumeRole"):
            self.assume(LOG_ARCHIVE, "Missing")

    def test_a_role_of_an_unknown_account_cannot_be_assumed(self) -> None:
        with self.refused("AccessDenied"):
            self.assume("999999999999", ACCESS_ROLE)

    def test_a_role_that_does_not_trust_the_caller_cannot_be_assumed(self) -> None:
        with self.refused("AccessDenied"):
            self.assume(LOG_ARCHIVE, ACCESS_ROLE, by=AUDIT)

    def test_a_role_of_the_management_account_can_be_assumed(self) -> None:
        trusted = {"Effect": "Allow", "Principal": {"AWS": MANAGEMENT}, "Action": "sts:AssumeRole"}
        client("iam").create_role(RoleName="Own", AssumeRolePolicyDocument=policy(trusted))
        self.assume(MANAGEMENT, "Own")

    def test_the_conditions_of_the_trust_policy_are_checked(self) -> None:
        trusted = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
        for role, organization in (("Ours", ORGANIZATION_ID), ("Theirs", "o-other12345")):
            condition = {"StringEquals": {"aws:PrincipalOrgID": organization}}
            document = policy({**trusted, "Condition": condition})
            client("iam").create_role(RoleName=role, AssumeRolePolicyDocument=document)
        self.assume(MANAGEMENT, "Ours", by=AUDIT)
        with self.refused("AccessDenied"):
            self.assume(MANAGEMENT, "Theirs", by=AUDIT)

    def test_a_role_of_a_closed_account_cannot_be_assumed(self) -> None:
        request = {"AccountName": "closed", "Email": "closed@example.com"}
        account = client("organizations").create_account(**request)["CreateAccountStatus"]["AccountId"]
        self.assume(account, ACCESS_ROLE)
        client("organizations").close_account(AccountId=account)
        with self.refused("AccessDenied"):
            self.assume(account, ACCESS_ROLE)


class IamTest(SimulatorTestCase):
    def test_a_service_linked_role_exists_once(self) -> None:
        client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")
        with self.refused("InvalidInput", "AWSServiceRoleForConfig has been taken"):
            client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")

    def test_root_users_can_be_managed_centrally_when_iam_has_trusted_access(self) -> None:
        iam = client("iam")
        with self.refused("ServiceAccessNotEnabledException"):
            iam.enable_organizations_root_sessions()
        enable_service_access("iam.amazonaws.com")
        iam.enable_organizations_root_sessions()
        iam.enable_organizations_root_credentials_management()
        iam.disable_organizations_root_sessions()
        features = iam.list_organizations_features()
        self.assertEqual(features["OrganizationId"], ORGANIZATION_ID)
        self.assertEqual(features["EnabledFeatures"], ["RootCredentialsManagement"])

    def test_users_have_no_service_specific_credentials(self) -> None:
        self.assertEqual(client("iam").list_service_specific_credentials()["ServiceSpecificCredentials"], [])


class AccountTest(SimulatorTestCase):
    contact = {
        "FullName": "Security",
        "AddressLine1": "1 Main Street",
        "City": "Town",
        "PostalCode": "12345",
        "CountryCode": "DE",
        "PhoneNumber": "+491234567",
    }

    def test_an_account_has_a_primary_contact_once_it_is_set(self) -> None:
        with self.refused("ResourceNotFoundException"):
            client("account").get_contact_information()
        client("account").put_contact_information(ContactInformation=self.contact)
        contact = client("account").get_contact_information()["ContactInformation"]
        self.assertEqual(contact["FullName"], "Security")

    def test_regions_that_are_not_on_by_default_can_be_enabled(self) -> None:
        account = client("account")
        self.assertEqual(account.get_region_opt_status(RegionName="eu-south-1")["RegionOptStatus"], "DISABLED")
        account.enable_region(RegionName="eu-south-1")
        self.assertEqual(account.get_region_opt_status(RegionName="eu-south-1")["RegionOptStatus"], "ENABLED")
        enabled = account.list_regions(RegionOptStatusContains=["ENABLED"])["Regions"]
        self.assertEqual(enabled, [{"RegionName": "eu-south-1", "RegionOptStatus": "ENABLED"}])
        with self.refused("ValidationException"):
            account.disable_region(RegionName="eu-west-1")

    def test_the_management_account_reaches_its_members_when_trusted_access_is_enabled(self) -> None:
        account = client("account")
        with self.refused("AccessDeniedException"):
            account.enable_region(AccountId=AUDIT, RegionName="eu-south-2")
        enable_service_access("account.amazonaws.com")
        account.enable_region(AccountId=AUDIT, RegionName="eu-south-2")
        status = client("account", AUDIT).get_region_opt_status(RegionName="eu-south-2")
        self.assertEqual(status["RegionOptStatus"], "ENABLED")
        with self.refused("AccessDeniedException"):
            client("account", AUDIT).enable_region(AccountId=LOG_ARCHIVE, RegionName="eu-south-2")
        make_delegated_administrator(AUDIT, "account.amazonaws.com")
        client("account", AUDIT).enable_region(AccountId=LOG_ARCHIVE, RegionName="eu-south-2")

    def test_an_account_has_alternate_contacts(self) -> None:
        who = {"Name": "Security", "Title": "Team", "EmailAddress": "security@example.com", "PhoneNumber": "+491234567"}
        account = client("account")
        account.put_alternate_contact(AlternateContactType="SECURITY", **who)
        contact = account.get_alternate_contact(AlternateContactType="SECURITY")["AlternateContact"]
        self.assertEqual(contact["EmailAddress"], "security@example.com")
        with self.refused("AccessDeniedException"):
            client("account", LOG_ARCHIVE).get_alternate_contact(AccountId=AUDIT, AlternateContactType="SECURITY")
