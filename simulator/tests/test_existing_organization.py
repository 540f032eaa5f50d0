"""An organization with a history: what existed before the first deploy, and what AWS refuses because of it."""
from __future__ import annotations

import json
import os
import tempfile
import unittest
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Optional

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from tests.support import ACCESS_ROLE, AUDIT, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION_ID, REGION, allow, http_at, policy, start

CLOSED, NETWORK = "444444444444", "555555555555"
ROOT, WORKLOADS, PRODUCTION = "r-ab12", "ou-ab12-11111111", "ou-ab12-22222222"
TRAIL_BUCKET = "somebody-elses-trail"
RECORDER = "StackSet-recorder-1A2B"
PREFERENCES = {
    "Name": "SSM-SessionManagerRunShell",
    "DocumentType": "Session",
    "DocumentFormat": "JSON",
    "Content": json.dumps({"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": {}}),
}
SERVICES = [
    "access-analyzer.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "cost-optimization-hub.bcm.amazonaws.com",
    "ec2.amazonaws.com",
    "guardduty.amazonaws.com",
    "notifications.amazonaws.com",
    "security-ir.amazonaws.com",
    "ssm-quicksetup.amazonaws.com",
    "sso.amazonaws.com",
]


def recorder(account: str, region: str, name: str) -> List[Dict[str, Any]]:
    role_arn = f"arn:aws:iam::{account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    return [
        {
            "account": account,
            "region": region,
            "service": "config",
            "operation": "PutConfigurationRecorder",
            "parameters": {"ConfigurationRecorder": {"name": name, "roleARN": role_arn}},
        }
    ]


TRAIL = [
    {
        "service": "s3",
        "operation": "CreateBucket",
        "region": REGION,
        "parameters": {"Bucket": TRAIL_BUCKET, "CreateBucketConfiguration": {"LocationConstraint": REGION}},
    },
    {
        "service": "s3",
        "operation": "PutBucketPolicy",
        "region": REGION,
        "parameters": {
            "Bucket": TRAIL_BUCKET,
            "Policy": policy(
                allow("cloudtrail.amazonaws.com", "s3:GetBucketAcl", f"arn:aws:s3:::{TRAIL_BUCKET}"),
                allow("cloudtrail.amazonaws.com", "s3:PutObject", f"arn:aws:s3:::{TRAIL_BUCKET}/*"),
            ),
        },
    },
    {
        "service": "cloudtrail",
        "operation": "CreateTrail",
        "region": REGION,
        "parameters": {
            "Name": "theirs",
            "S3BucketName": TRAIL_BUCKET,
            "IsMultiRegionTrail": True,
            "IsOrganizationTrail": True,
        },
    },
]
EXISTING = {
    "managementAccountId": MANAGEMENT,
    "organizationId": ORGANIZATION_ID,
    "organizationalUnits": [
        {
            "id": WORKLOADS,
            "name": "Workloads",
            "tags": {"owner": "platform"},
            "organizationalUnits": [{"id": PRODUCTION, "name": "Production"}],
        }
    ],
    "accounts": [
        {"id": LOG_ARCHIVE, "name": "logs", "email": "logs@example.com", "parent": PRODUCTION, "tags": {"cost": "1"}},
        {"id": AUDIT, "name": "audit", "email": "audit@example.com"},
        {"id": NETWORK, "name": "network", "email": "network@example.com", "parent": WORKLOADS},
        {"id": CLOSED, "name": "closed", "email": "closed@example.com", "parent": WORKLOADS, "status": "SUSPENDED"},
    ],
    "trustedServices": SERVICES,
    "policyTypes": ["S3_POLICY", "TAG_POLICY"],
    "delegatedAdministrators": [
        {"account": AUDIT, "services": ["access-analyzer.amazonaws.com"]},
        {"account": NETWORK, "services": ["guardduty.amazonaws.com"]},
    ],
    "requests": [
        *recorder(AUDIT, "eu-west-1", RECORDER),
        *recorder(AUDIT, "us-east-1", "StackSet-recorder-3C4D"),
        {"account": AUDIT, "service": "ssm", "operation": "CreateDocument", "parameters": PREFERENCES},
        *TRAIL,
    ],
}


class _OwnSimulator(unittest.TestCase):
    """Each class of tests has a simulator of its own, with its own past."""

    endpoint = ""

    @classmethod
    def setUpClass(cls) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(EXISTING, file)
        cls.addClassCleanup(os.unlink, file.name)
        server = start("--port", "0", "--existing", file.name, "--quiet", "--exit-with-parent", "--permissions", "all")
        cls.addClassCleanup(server.communicate)
        cls.addClassCleanup(server.terminate)
        assert server.stdout is not None
        cls.endpoint = json.loads(server.stdout.readline())["endpoint"]

    @classmethod
    def client(cls, service: str, account: str = MANAGEMENT, region: str = REGION) -> Any:
        credentials = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        if account != MANAGEMENT:
            role_arn = f"arn:aws:iam::{account}:role/{ACCESS_ROLE}"
            issued = cls.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]
            credentials = {
                "aws_access_key_id": issued["AccessKeyId"],
                "aws_secret_access_key": issued["SecretAccessKey"],
                "aws_session_token": issued["SessionToken"],
            }
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=cls.endpoint,
            config=Config(retries={"max_attempts": 1, "mode": "standard"}, s3={"addressing_style": "path"}),
            **credentials,
        )

    @contextmanager
    def refused(self, code: str, reason: Optional[str] = None) -> Iterator[None]:
        with self.assertRaises(ClientError) as caught:
            yield
        response = caught.exception.response
        self.assertEqual((response["Error"]["Code"], response.get("Reason")), (code, reason))


class HistoryTest(_OwnSimulator):
    def test_units_are_nested_have_their_ids_and_keep_their_tags(self) -> None:
        organizations = self.client("organizations")
        self.assertEqual(organizations.list_roots()["Roots"][0]["Id"], ROOT)
        for parent, unit, name in ((ROOT, WORKLOADS, "Workloads"), (WORKLOADS, PRODUCTION, "Production")):
            units = organizations.list_organizational_units_for_parent(ParentId=parent)["OrganizationalUnits"]
            self.assertEqual([(found["Id"], found["Name"]) for found in units], [(unit, name)])
        tags = organizations.list_tags_for_resource(ResourceId=WORKLOADS)["Tags"]
        self.assertEqual(tags, [{"Key": "owner", "Value": "platform"}])

    def test_accounts_are_where_they_are_said_to_be_with_their_tags(self) -> None:
        organizations = self.client("organizations")
        for account, parent in ((LOG_ARCHIVE, PRODUCTION), (AUDIT, ROOT), (CLOSED, WORKLOADS)):
            self.assertEqual(organizations.list_parents(ChildId=account)["Parents"][0]["Id"], parent)
        tags = organizations.list_tags_for_resource(ResourceId=LOG_ARCHIVE)["Tags"]
        self.assertEqual(tags, [{"Key": "cost", "Value": "1"}])

    def test_services_policy_types_and_administrators_are_as_said(self) -> None:
        organizations = self.client("organizations")
        trusted = organizations.list_aws_service_access_for_organization()["EnabledServicePrincipals"]
        self.assertEqual([service["ServicePrincipal"] for service in trusted], SERVICES)
        types = organizations.list_roots()["Roots"][0]["PolicyTypes"]
        self.assertEqual([entry["Type"] for entry in types], ["S3_POLICY", "TAG_POLICY"])
        administrators = organizations.list_delegated_administrators()["DelegatedAdministrators"]
        self.assertEqual({administrator["Id"] for administrator in administrators}, {AUDIT, NETWORK})

    def test_what_requests_made_exists_in_its_account_and_region(self) -> None:
        for region, name in (("eu-west-1", RECORDER), ("us-east-1", "StackSet-recorder-3C4D"), ("eu-central-1", None)):
            found = self.client("config", AUDIT, region).describe_configuration_recorders()["ConfigurationRecorders"]
            self.assertEqual([entry["name"] for entry in found], [name] if name else [])
        trails = self.client("cloudtrail").describe_trails()["trailList"]
        self.assertEqual([(trail["Name"], trail["IsOrganizationTrail"]) for trail in trails], [("theirs", True)])
        document = self.client("ssm", AUDIT, "us-east-1").describe_document(Name=PREFERENCES["Name"])["Document"]
        self.assertEqual(document["DocumentType"], "Session")

    def test_a_trail_of_another_region_tells_its_state_by_its_arn(self) -> None:
        elsewhere = self.client("cloudtrail", region="us-east-1")
        [trail] = elsewhere.describe_trails()["trailList"]
        self.assertFalse(elsewhere.get_trail_status(Name=trail["TrailARN"])["IsLogging"])

    def test_it_comes_back_with_a_reset_and_nobody_has_asked_for_anything(self) -> None:
        self.client("organizations").disable_aws_service_access(ServicePrincipal="sso.amazonaws.com")
        http_at(self.endpoint, "POST", "/moto-api/reset")
        self.test_services_policy_types_and_administrators_are_as_said()
        self.test_what_requests_made_exists_in_its_account_and_region()
        http_at(self.endpoint, "POST", "/moto-api/reset")
        self.assertEqual(json.loads(http_at(self.endpoint, "GET", "/simulator/permissions"))["asked"], [])


class RefusalTest(_OwnSimulator):
    def test_a_unit_that_exists_is_not_created_again_and_others_are_not_renamed_to_it(self) -> None:
        organizations = self.client("organizations")
        with self.refused("DuplicateOrganizationalUnitException"):
            organizations.create_organizational_unit(ParentId=WORKLOADS, Name="Production")
        other = organizations.create_organizational_unit(ParentId=WORKLOADS, Name="Other")["OrganizationalUnit"]["Id"]
        with self.refused("DuplicateOrganizationalUnitException"):
            organizations.update_organizational_unit(OrganizationalUnitId=other, Name="Production")

    def test_a_unit_can_have_the_name_of_one_elsewhere_and_keep_its_own(self) -> None:
        organizations = self.client("organizations")
        unit = organizations.create_organizational_unit(ParentId=ROOT, Name="Test")["OrganizationalUnit"]["Id"]
        for name in ("Production", "Production"):
            organizations.update_organizational_unit(OrganizationalUnitId=unit, Name=name)

    def test_a_delegation_that_exists_is_not_made_again(self) -> None:
        request = {"AccountId": AUDIT, "ServicePrincipal": "access-analyzer.amazonaws.com"}
        with self.refused("AccountAlreadyRegisteredException"):
            self.client("organizations").register_delegated_administrator(**request)

    def test_a_service_with_one_administrator_gets_no_second(self) -> None:
        request = {"AccountId": NETWORK, "ServicePrincipal": "access-analyzer.amazonaws.com"}
        with self.refused("ConstraintViolationException", "DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE"):
            self.client("organizations").register_delegated_administrator(**request)

    def test_a_delegated_administrator_does_not_leave(self) -> None:
        with self.refused("ConstraintViolationException", "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG"):
            self.client("organizations").remove_account_from_organization(AccountId=NETWORK)

    def test_a_policy_type_that_is_enabled_is_not_enabled_again(self) -> None:
        with self.refused("PolicyTypeAlreadyEnabledException"):
            self.client("organizations").enable_policy_type(RootId=ROOT, PolicyType="S3_POLICY")

    def test_an_account_is_moved_from_where_it_is_to_somewhere_else(self) -> None:
        cases = (
            (WORKLOADS, PRODUCTION, "DuplicateAccountException"),
            (WORKLOADS, ROOT, "SourceParentNotFoundException"),
            (PRODUCTION, "ou-ab12-99999999", "DestinationParentNotFoundException"),
        )
        for source, destination, code in cases:
            with self.refused(code):
                self.client("organizations").move_account(
                    AccountId=LOG_ARCHIVE, SourceParentId=source, DestinationParentId=destination
                )

    def test_a_closed_account_is_entered_by_nobody_keeps_its_address_and_administers_nothing(self) -> None:
        organizations = self.client("organizations")
        self.assertEqual(organizations.describe_account(AccountId=CLOSED)["Account"]["Status"], "SUSPENDED")
        with self.refused("AccessDenied"):
            self.client("sts", CLOSED)
        status = organizations.create_account(AccountName="again", Email="closed@example.com")["CreateAccountStatus"]
        self.assertEqual(status["FailureReason"], "EMAIL_ALREADY_EXISTS")
        request = {"AccountId": CLOSED, "ServicePrincipal": "guardduty.amazonaws.com"}
        reason = "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR"
        with self.refused("ConstraintViolationException", reason):
            organizations.register_delegated_administrator(**request)

    def test_a_closed_account_can_be_moved_and_is_not_closed_again(self) -> None:
        organizations = self.client("organizations")
        organizations.move_account(AccountId=CLOSED, SourceParentId=WORKLOADS, DestinationParentId=ROOT)
        self.assertEqual(organizations.list_parents(ChildId=CLOSED)["Parents"][0]["Id"], ROOT)
        with self.refused("AccountAlreadyClosedException"):
            organizations.close_account(AccountId=CLOSED)

    def test_the_management_account_is_not_closed(self) -> None:
        with self.refused("ConstraintViolationException", "CANNOT_CLOSE_MANAGEMENT_ACCOUNT"):
            self.client("organizations").close_account(AccountId=MANAGEMENT)

    def test_a_region_has_one_recorder_whatever_it_is_called(self) -> None:
        request = recorder(AUDIT, REGION, "default")[0]["parameters"]
        with self.refused("MaxNumberOfConfigurationRecordersExceededException"):
            self.client("config", AUDIT).put_configuration_recorder(**request)

    def test_preferences_that_exist_are_not_created_again(self) -> None:
        with self.refused("DocumentAlreadyExists"):
            self.client("ssm", AUDIT, "us-east-1").create_document(**PREFERENCES)

    def test_a_second_organization_trail_is_allowed_and_a_sixth_trail_is_not(self) -> None:
        cloudtrail = self.client("cloudtrail")
        options = {"S3BucketName": TRAIL_BUCKET, "IsMultiRegionTrail": True}
        cloudtrail.create_trail(Name="ours", IsOrganizationTrail=True, **options)
        for number in (3, 4, 5):
            cloudtrail.create_trail(Name=f"trail-{number}", **options)
        for elsewhere in (REGION, "us-east-1"):
            with self.refused("MaximumNumberOfTrailsExceededException"):
                self.client("cloudtrail", region=elsewhere).create_trail(Name="one-too-many", **options)


class UnusableTest(unittest.TestCase):
    """What cannot be made is reported when the simulator starts."""

    def report(self, **changes: Any) -> List[str]:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({**EXISTING, "requests": [], **changes}, file)
            file.flush()
            server = start("--port", "0", "--existing", file.name, "--exit-with-parent")
            _, errors = server.communicate(timeout=60)
        self.assertEqual(server.returncode, 2, errors)
        return [line.split(".json: ", 1)[-1] for line in errors.splitlines() if line.startswith("aws_simulator: ")]

    def test_each_problem_of_the_organization_has_a_line(self) -> None:
        problems = self.report(
            organizationalUnits=[
                {"id": "ou-ab12-11111111", "name": "One", "tags": {"a": 1}},
                {"id": "ou-cd34-11111111", "name": ""},
                {"id": "unit", "name": "Three", "more": True},
                {"id": "ou-ab12-11111111", "name": "Four"},
            ],
            accounts=[
                {"id": AUDIT, "name": "audit", "email": "audit@example.com", "parent": "ou-ab12-77777777"},
                {"id": NETWORK, "name": "network", "email": "network@example.com", "status": "CLOSED"},
            ],
            trustedServices="sso.amazonaws.com",
            delegatedAdministrators=[{"account": "1", "services": [1]}],
            requests=[{"service": "ssm"}, {"service": "ssm", "operation": "CreateDocument", "parameters": []}],
        )
        paths = (
            "organizationalUnits[0].tags",
            "organizationalUnits[1].name",
            "organizationalUnits[2]",
            "organizationalUnits[3].id",
            "organizationalUnits have ids of several roots: r-ab12, r-cd34",
            "accounts[0].parent",
            "accounts[1].status",
            "trustedServices",
            "delegatedAdministrators[0].account",
            "delegatedAdministrators[0].services",
            "requests[0]",
            "requests[1].parameters",
        )
        for path in paths:
            self.assertTrue([problem for problem in problems if problem.startswith(path)], (path, problems))
        self.assertEqual(len(problems), len(paths), problems)

    def test_what_aws_refuses_is_named_with_the_request_and_the_reason(self) -> None:
        twice = [*recorder(AUDIT, REGION, "one"), *recorder(AUDIT, REGION, "two")]
        missing = [{"service": "ssm", "operation": "MakeDocument"}]
        unknown = [{"service": "sms", "operation": "CreateDocument"}]
        unsent = [{"service": "ssm", "operation": "CreateDocument", "parameters": {"Title": "x"}}]
        delegated = [{"account": AUDIT, "services": ["config.amazonaws.com"]}]
        cases: List[Any] = [
            ({"requests": twice}, f"requests[1] (config PutConfigurationRecorder in {AUDIT} {REGION}): refused: MaxNumber"),
            ({"requests": missing}, "requests[0] (ssm MakeDocument in "),
            ({"requests": unknown}, "requests[0] (sms CreateDocument in "),
            ({"requests": unsent}, "requests[0] (ssm CreateDocument in "),
            ({"delegatedAdministrators": delegated}, "delegatedAdministrators: refused: ConstraintViolationException"),
            ({"policyTypes": ["NO_POLICY"]}, "policyTypes: refused: InvalidInputException"),
            ({"trustedServices": ["no.amazonaws.com"], "delegatedAdministrators": []}, "trustedServices: refused"),
        ]
        for changes, expected in cases:
            [problem] = self.report(**changes)
            self.assertTrue(problem.startswith(expected), problem)
