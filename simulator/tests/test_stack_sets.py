"""StackSets with service-managed permissions, and the stacks that they make in the accounts of an organization."""
from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Tuple

from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    client,
    enable_service_access,
    make_delegated_administrator,
    policy,
    trust,
    unvalidated_client,
)

SERVICE = "member.org.stacksets.cloudformation.amazonaws.com"
OTHER_REGION = "us-east-1"
AUTOMATIC = {"Enabled": True, "RetainStacksOnAccountRemoval": False}


def role(name: str, **properties: Any) -> Dict[str, Any]:
    document = json.loads(trust("ec2.amazonaws.com"))
    properties = {"RoleName": name, "AssumeRolePolicyDocument": document, **properties}
    return {"Type": "AWS::IAM::Role", "Properties": properties}


def template(**resources: Any) -> str:
    return json.dumps({"Resources": resources})


def root() -> str:
    return client("organizations").list_roots()["Roots"][0]["Id"]


def make_unit(name: str, parent: Optional[str] = None) -> str:
    request = {"ParentId": parent or root(), "Name": name}
    return client("organizations").create_organizational_unit(**request)["OrganizationalUnit"]["Id"]


def move(account: str, source: str, destination: str) -> None:
    client("organizations").move_account(
        AccountId=account, SourceParentId=source, DestinationParentId=destination
    )


def create_set(name: str, body: str, **options: Any) -> None:
    options = {"Capabilities": ["CAPABILITY_NAMED_IAM"], "AutoDeployment": AUTOMATIC, **options}
    client("cloudformation").create_stack_set(
        StackSetName=name, TemplateBody=body, PermissionModel="SERVICE_MANAGED", **options
    )


def deploy(name: str, unit: str, regions: Tuple[str, ...] = (REGION,), **options: Any) -> str:
    """Create stacks, and return how that ended."""
    targets = {"OrganizationalUnitIds": [unit], **options.pop("targets", {})}
    operation = client("cloudformation").create_stack_instances(
        StackSetName=name, DeploymentTargets=targets, Regions=list(regions), **options
    )
    return status(name, operation["OperationId"])


def withdraw(name: str, unit: str, retain: bool = False) -> str:
    """Delete stacks, and return how that ended."""
    operation = client("cloudformation").delete_stack_instances(
        StackSetName=name, DeploymentTargets={"OrganizationalUnitIds": [unit]}, Regions=[REGION], RetainStacks=retain
    )
    return status(name, operation["OperationId"])


def status(name: str, operation: str) -> str:
    described = client("cloudformation").describe_stack_set_operation(StackSetName=name, OperationId=operation)
    return described["StackSetOperation"]["Status"]


def instances(name: str) -> Dict[Tuple[str, str], str]:
    summaries = client("cloudformation").list_stack_instances(StackSetName=name)["Summaries"]
    return {(entry["Account"], entry["Region"]): entry["Status"] for entry in summaries}


def roles(account: str) -> List[str]:
    return [entry["RoleName"] for entry in client("iam", account).list_roles()["Roles"]]


class AccessTest(SimulatorTestCase):
    def setUp(self) -> None:
        type(self).setUpClass()

    def test_organizations_access_must_be_activated_besides_trusted_access(self) -> None:
        enable_service_access(SERVICE)
        with self.refused("ValidationError", "You must enable organizations access"):
            create_set("early", template(Role=role("early")))
        cloudformation = client("cloudformation")
        self.assertEqual(cloudformation.describe_organizations_access()["Status"], "DISABLED")
        cloudformation.activate_organizations_access()
        self.assertEqual(cloudformation.describe_organizations_access()["Status"], "ENABLED")
        create_set("early", template(Role=role("early")))
        client("organizations").disable_aws_service_access(ServicePrincipal=SERVICE)
        with self.refused("ValidationError", "You must enable organizations access"):
            deploy("early", root())

    def test_only_the_management_account_activates_it(self) -> None:
        with self.refused("InvalidOperationException"):
            client("cloudformation", AUDIT).activate_organizations_access()

    def test_a_delegated_administrator_acts_for_the_management_account(self) -> None:
        client("cloudformation").activate_organizations_access()
        request = {
            "StackSetName": "delegated",
            "TemplateBody": template(Role=role("delegated")),
            "Capabilities": ["CAPABILITY_NAMED_IAM"],
            "PermissionModel": "SERVICE_MANAGED",
            "AutoDeployment": AUTOMATIC,
        }
        cloudformation = client("cloudformation", AUDIT)
        with self.refused("ValidationError"):
            cloudformation.create_stack_set(**request)
        with self.refused("ValidationError"):
            cloudformation.create_stack_set(CallAs="DELEGATED_ADMIN", **request)
        make_delegated_administrator(AUDIT, SERVICE)
        cloudformation.create_stack_set(CallAs="DELEGATED_ADMIN", **request)
        client("cloudformation").describe_stack_set(StackSetName="delegated")


class StackSetTestCase(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        client("cloudformation").activate_organizations_access()


class StackSetTest(StackSetTestCase):
    def test_is_deployed_to_all_accounts_below_a_unit_but_not_to_the_management_account(self) -> None:
        create_set("all", template(Key={"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "all"}}))
        self.assertEqual(deploy("all", root(), (REGION, OTHER_REGION)), "SUCCEEDED")
        expected = {(account, region) for account in (LOG_ARCHIVE, AUDIT) for region in (REGION, OTHER_REGION)}
        self.assertEqual(set(instances("all")), expected)
        for account, region in expected:
            topics = client("sns", account, region).list_topics()["Topics"]
            self.assertEqual([topic["TopicArn"] for topic in topics], [f"arn:aws:sns:{region}:{account}:all"])
        self.assertEqual(client("sns", MANAGEMENT).list_topics()["Topics"], [])

    def test_can_leave_accounts_out(self) -> None:
        create_set("some", template(Role=role("some")))
        deploy("some", root(), targets={"AccountFilterType": "DIFFERENCE", "Accounts": [AUDIT]})
        self.assertEqual(set(instances("some")), {(LOG_ARCHIVE, REGION)})
        deploy("some", root(), targets={"AccountFilterType": "INTERSECTION", "Accounts": [AUDIT]})
        self.assertEqual(set(instances("some")), {(LOG_ARCHIVE, REGION), (AUDIT, REGION)})

    def test_names_organizational_units_that_exist(self) -> None:
        create_set("nowhere", template(Role=role("nowhere")))
        with self.refused("ValidationError"):
            deploy("nowhere", "ou-abcd-12345678")
        with self.refused("ValidationError", "OrganizationalUnit"):
            client("cloudformation").create_stack_instances(
                StackSetName="nowhere", Accounts=[AUDIT], Regions=[REGION]
            )

    def test_changes_and_deletes_its_stacks(self) -> None:
        cloudformation = client("cloudformation")
        create_set("changing", template(First=role("first"), Second=role("second")))
        deploy("changing", root())
        operation = cloudformation.update_stack_set(
            StackSetName="changing",
            TemplateBody=template(First=role("first", MaxSessionDuration=7200), Third=role("third")),
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        self.assertEqual(status("changing", operation["OperationId"]), "SUCCEEDED")
        self.assertEqual({"first", "second", "third"}.intersection(roles(AUDIT)), {"first", "third"})
        first = client("iam", AUDIT).get_role(RoleName="first")["Role"]
        self.assertEqual(first["MaxSessionDuration"], 7200)
        with self.refused("StackSetNotEmptyException"):
            cloudformation.delete_stack_set(StackSetName="changing")
        self.assertEqual(withdraw("changing", root()), "SUCCEEDED")
        self.assertEqual({"first", "third"}.intersection(roles(AUDIT)), set())
        cloudformation.delete_stack_set(StackSetName="changing")
        with self.refused("StackSetNotFoundException"):
            cloudformation.describe_stack_set(StackSetName="changing")

    def test_stacks_can_be_kept_when_they_are_taken_out(self) -> None:
        create_set("kept", template(Role=role("kept")))
        deploy("kept", root())
        withdraw("kept", root(), retain=True)
        self.assertEqual(instances("kept"), {})
        self.assertIn("kept", roles(AUDIT))

    def test_has_parameters_that_stacks_can_override(self) -> None:
        parameter = {"Parameters": {"Name": {"Type": "String"}}}
        body = json.dumps({**parameter, "Resources": {"Role": role("r")}}).replace('"r"', '{"Ref": "Name"}')
        with self.refused("ValidationError", "must have values"):
            create_set("valued", body)
        create_set("valued", body, Parameters=[{"ParameterKey": "Name", "ParameterValue": "of-the-set"}])
        overrides = [{"ParameterKey": "Name", "ParameterValue": "of-the-stack"}]
        archive = {"AccountFilterType": "INTERSECTION", "Accounts": [LOG_ARCHIVE]}
        deploy("valued", root(), targets=archive, ParameterOverrides=overrides)
        deploy("valued", root(), targets={**archive, "Accounts": [AUDIT]})
        self.assertIn("of-the-stack", roles(LOG_ARCHIVE))
        self.assertIn("of-the-set", roles(AUDIT))

    def test_needs_the_capability_to_make_roles(self) -> None:
        with self.refused("InsufficientCapabilitiesException", "CAPABILITY_NAMED_IAM"):
            create_set("incapable", template(Role=role("incapable")), Capabilities=["CAPABILITY_IAM"])

    def test_takes_templates_of_limited_length(self) -> None:
        with self.refused("ValidationError", "51200"):
            create_set("long", template(Role=role("long", Description="x" * 51_200)))

    def test_is_shown_as_it_was_created(self) -> None:
        create_set("shown", template(Role=role("shown")), Tags=[{"Key": "a", "Value": "b"}])
        shown = client("cloudformation").describe_stack_set(StackSetName="shown")["StackSet"]
        self.assertEqual(shown["PermissionModel"], "SERVICE_MANAGED")
        self.assertEqual(shown["AutoDeployment"], AUTOMATIC)
        self.assertEqual(shown["Capabilities"], ["CAPABILITY_NAMED_IAM"])
        self.assertEqual(shown["Tags"], [{"Key": "a", "Value": "b"}])
        with self.refused("NameAlreadyExistsException"):
            create_set("shown", template(Role=role("shown")))


class FailureTest(StackSetTestCase):
    def test_a_stack_that_fails_leaves_nothing_behind(self) -> None:
        client("iam", AUDIT).create_role(RoleName="taken", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
        create_set("failing", template(Free=role("free"), Taken=role("taken")))
        self.assertEqual(deploy("failing", root()), "FAILED")
        self.assertEqual(instances("failing"), {(LOG_ARCHIVE, REGION): "CURRENT", (AUDIT, REGION): "OUTDATED"})
        self.assertNotIn("free", roles(AUDIT))
        client("iam", AUDIT).delete_role(RoleName="taken")
        self.assertEqual(deploy("failing", root()), "SUCCEEDED")
        self.assertIn("free", roles(AUDIT))

    def test_failures_can_be_tolerated(self) -> None:
        client("iam", AUDIT).create_role(RoleName="tolerated", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
        create_set("tolerant", template(Role=role("tolerated")))
        self.assertEqual(deploy("tolerant", root(), OperationPreferences={"FailureTolerancePercentage": 49}), "FAILED")
        preferences = {"FailureTolerancePercentage": 50, "MaxConcurrentPercentage": 100}
        self.assertEqual(deploy("tolerant", root(), OperationPreferences=preferences), "SUCCEEDED")
        results = client("cloudformation").list_stack_instances(
            StackSetName="tolerant", Filters=[{"Name": "DETAILED_STATUS", "Values": "FAILED"}]
        )["Summaries"]
        self.assertEqual([entry["Account"] for entry in results], [AUDIT])

    def test_an_update_that_fails_is_undone(self) -> None:
        create_set("undone", template(Role=role("undone")))
        deploy("undone", root())
        client("iam", AUDIT).create_role(RoleName="blocking", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
        operation = client("cloudformation").update_stack_set(
            StackSetName="undone",
            TemplateBody=template(Role=role("undone"), More=role("more"), Blocking=role("blocking")),
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        self.assertEqual(status("undone", operation["OperationId"]), "FAILED")
        self.assertEqual({"undone", "more"}.intersection(roles(AUDIT)), {"undone"})
        self.assertEqual({"undone", "more"}.intersection(roles(LOG_ARCHIVE)), {"undone", "more"})

    def test_a_region_must_be_enabled(self) -> None:
        create_set("opted-out", template(Role=role("opted-out")))
        self.assertEqual(deploy("opted-out", root(), ("eu-south-1",)), "FAILED")

    def test_something_is_done_at_a_time(self) -> None:
        create_set("none-at-once", template(Role=role("none-at-once")))
        with self.refused("ValidationError", "maxConcurrentPercentage"):
            unvalidated_client("cloudformation").create_stack_instances(
                StackSetName="none-at-once",
                DeploymentTargets={"OrganizationalUnitIds": [root()]},
                Regions=[REGION],
                OperationPreferences={"MaxConcurrentPercentage": 0},
            )


class AutoDeploymentTest(StackSetTestCase):
    def new_account(self, name: str) -> str:
        request = {"AccountName": name, "Email": f"{name}@example.com"}
        return client("organizations").create_account(**request)["CreateAccountStatus"]["AccountId"]

    def test_an_account_that_joins_gets_the_stack(self) -> None:
        unit = make_unit("Joined")
        create_set("joined", template(Role=role("joined")))
        deploy("joined", unit)
        account = self.new_account("joining")
        self.assertEqual(instances("joined"), {})
        move(account, root(), make_unit("Below", unit))
        self.assertEqual(instances("joined"), {(account, REGION): "CURRENT"})
        self.assertIn("joined", roles(account))
        move(account, client("organizations").list_parents(ChildId=account)["Parents"][0]["Id"], root())
        self.assertEqual(instances("joined"), {})
        self.assertNotIn("joined", roles(account))

    def test_a_new_account_joins_the_root(self) -> None:
        create_set("rooted", template(Role=role("rooted")))
        deploy("rooted", root())
        account = self.new_account("rooting")
        self.assertIn("rooted", roles(account))
        withdraw("rooted", root())
        self.assertNotIn("rooted", roles(self.new_account("late")))

    def test_an_account_that_leaves_can_keep_its_stack(self) -> None:
        unit = make_unit("Left")
        retaining = {**AUTOMATIC, "RetainStacksOnAccountRemoval": True}
        create_set("left", template(Role=role("left")), AutoDeployment=retaining)
        account = self.new_account("leaving")
        move(account, root(), unit)
        deploy("left", unit)
        move(account, unit, root())
        self.assertEqual(instances("left"), {})
        self.assertIn("left", roles(account))

    def test_nobody_gets_a_stack_when_it_is_off(self) -> None:
        create_set("manual", template(Role=role("manual")), AutoDeployment={"Enabled": False})
        deploy("manual", root())
        self.assertNotIn("manual", roles(self.new_account("unnoticed")))

    def test_a_stack_set_can_wait_for_another(self) -> None:
        create_set("b-first", template(Role=role("b-first")))
        arn = client("cloudformation").describe_stack_set(StackSetName="b-first")["StackSet"]["StackSetARN"]
        document = json.loads(policy({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}))
        properties = {"PolicyDocument": document, "Roles": ["b-first"]}
        second = {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
        create_set("a-second", template(Policy=second), AutoDeployment={**AUTOMATIC, "DependsOn": [arn]})
        for name in ("b-first", "a-second"):
            deploy(name, root())
        account = self.new_account("waiting")
        self.assertEqual(instances("a-second")[account, REGION], "CURRENT")
