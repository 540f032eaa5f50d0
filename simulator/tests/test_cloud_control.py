"""Tests of the Cloud Control API and of the types that CloudFormation describes."""
from __future__ import annotations

import json
from typing import Any, Dict

from tests.support import MANAGEMENT, REGION, SimulatorTestCase, advance_clock, client, http, trust

CIS = "AWS::InspectorV2::CisScanConfiguration"
DESIRED = {
    "ScanName": "weekly",
    "SecurityLevel": "LEVEL_1",
    "Schedule": {"Weekly": {"Days": ["MON"], "StartTime": {"TimeOfDay": "03:00", "TimeZone": "UTC"}}},
    "Targets": {"AccountIds": [MANAGEMENT], "TargetResourceTags": {"scan": ["yes"]}},
}


class CloudControlTest(SimulatorTestCase):
    def setUp(self) -> None:
        self.setUpClass()
        client("inspector2").enable(resourceTypes=["EC2"])
        self.control = client("cloudcontrol")

    def create(self, desired: Dict[str, Any], type_name: str = CIS, **more: Any) -> Dict[str, Any]:
        request = self.control.create_resource(TypeName=type_name, DesiredState=json.dumps(desired), **more)
        return request["ProgressEvent"]

    def status(self, event: Dict[str, Any]) -> Dict[str, Any]:
        return self.control.get_resource_request_status(RequestToken=event["RequestToken"])["ProgressEvent"]

    def read(self, identifier: str, type_name: str = CIS) -> Dict[str, Any]:
        description = self.control.get_resource(TypeName=type_name, Identifier=identifier)["ResourceDescription"]
        return json.loads(description["Properties"])

    def test_a_resource_is_created_changed_and_deleted(self) -> None:
        event = self.create(DESIRED)
        self.assertEqual((event["Operation"], event["OperationStatus"]), ("CREATE", "IN_PROGRESS"))
        done = self.status(event)
        self.assertEqual(done["OperationStatus"], "SUCCESS")
        identifier = done["Identifier"]
        self.assertRegex(identifier, rf"^arn:aws:inspector2:{REGION}:{MANAGEMENT}:owner/{MANAGEMENT}/cis-configuration/")
        # The account itself is read as SELF.
        expected = {**DESIRED, "Arn": identifier, "Targets": {**DESIRED["Targets"], "AccountIds": ["SELF"]}}
        self.assertEqual(self.read(identifier), expected)
        patch = [{"op": "replace", "path": "/SecurityLevel", "value": "LEVEL_2"}]
        change = {"TypeName": CIS, "Identifier": identifier, "PatchDocument": json.dumps(patch)}
        self.assertEqual(self.status(self.control.update_resource(**change)["ProgressEvent"])["OperationStatus"], "SUCCESS")
        self.assertEqual(self.read(identifier)["SecurityLevel"], "LEVEL_2")
        listed = self.control.list_resources(TypeName=CIS)["ResourceDescriptions"]
        self.assertEqual([resource["Identifier"] for resource in listed], [identifier])
        self.control.delete_resource(TypeName=CIS, Identifier=identifier)
        with self.refused("ResourceNotFoundException"):
            self.read(identifier)
        operations = [s["Operation"] for s in self.control.list_resource_requests()["ResourceRequestStatusSummaries"]]
        self.assertEqual(operations, ["CREATE", "UPDATE", "DELETE"])

    def test_the_schema_of_the_type_is_checked(self) -> None:
        for change, message in (
            ({"Targets": None}, "required key [Targets] not found"),
            ({"Colour": "blue"}, "extraneous key [Colour] is not permitted"),
            ({"SecurityLevel": "LEVEL_3"}, "LEVEL_3"),
            ({"Arn": "arn:aws:inspector2:::"}, "extraneous key [Arn] is not permitted"),
            ({"Targets": {"AccountIds": ["SELF"]}}, "required key [TargetResourceTags] not found"),
        ):
            desired = {name: value for name, value in {**DESIRED, **change}.items() if value is not None}
            with self.refused("ValidationException", message):
                self.create(desired)
        with self.refused("ValidationException", "not valid JSON"):
            self.control.create_resource(TypeName=CIS, DesiredState="{")

    def test_only_the_types_of_the_region_are_known(self) -> None:
        with self.refused("TypeNotFoundException"):
            self.create({}, "AWS::Logs::NoSuchThing")
        client("account").enable_region(RegionName="ap-east-2")
        with self.refused("TypeNotFoundException"):
            client("cloudcontrol", region="ap-east-2").list_resources(TypeName=CIS)

    def test_what_can_only_be_set_at_creation_cannot_be_changed(self) -> None:
        done = self.status(self.create({"LogGroupName": "a", "RetentionInDays": 7}, "AWS::Logs::LogGroup"))
        change = {"TypeName": "AWS::Logs::LogGroup", "Identifier": done["Identifier"]}
        for patch, message in (
            ([{"op": "replace", "path": "/LogGroupName", "value": "b"}], "createOnlyProperties"),
            ([{"op": "replace", "path": "/Arn", "value": "b"}], "readOnlyProperties"),
            ([{"op": "remove", "path": "/KmsKeyId"}], "Invalid patch"),
        ):
            with self.refused("ValidationException", message):
                self.control.update_resource(**change, PatchDocument=json.dumps(patch))

    def test_a_resource_that_exists_cannot_be_created_again(self) -> None:
        self.create({"LogGroupName": "a"}, "AWS::Logs::LogGroup")
        done = self.status(self.create({"LogGroupName": "a"}, "AWS::Logs::LogGroup"))
        self.assertEqual((done["OperationStatus"], done["ErrorCode"]), ("FAILED", "AlreadyExists"))

    def test_types_that_stacks_know_are_made_for_good(self) -> None:
        desired = {"RoleName": "made", "AssumeRolePolicyDocument": json.loads(trust("ec2.amazonaws.com"))}
        done = self.status(self.create(desired, "AWS::IAM::Role"))
        self.assertEqual(done["Identifier"], "made")
        role = client("iam").get_role(RoleName="made")["Role"]
        self.assertEqual(self.read("made", "AWS::IAM::Role")["Arn"], role["Arn"])
        self.control.delete_resource(TypeName="AWS::IAM::Role", Identifier="made")
        with self.refused("NoSuchEntity"):
            client("iam").get_role(RoleName="made")

    def test_a_client_token_is_for_one_request(self) -> None:
        first = self.create(DESIRED, ClientToken="token-1")
        self.assertEqual(self.create(DESIRED, ClientToken="token-1")["RequestToken"], first["RequestToken"])
        with self.refused("ClientTokenConflictException"):
            self.create({**DESIRED, "ScanName": "other"}, ClientToken="token-1")

    def test_takes_a_while_and_can_be_cancelled_when_the_simulator_is_slow(self) -> None:
        http("POST", "/simulator/slowness", {"on": True, "factor": 1})
        event, cancelled = self.create(DESIRED), self.create(DESIRED)
        self.assertEqual(event["OperationStatus"], "PENDING")
        self.control.cancel_resource_request(RequestToken=cancelled["RequestToken"])
        advance_clock(11)
        self.assertEqual(self.status(event)["OperationStatus"], "IN_PROGRESS")
        advance_clock(10)
        self.assertEqual(self.status(event)["OperationStatus"], "SUCCESS")
        self.assertEqual(self.status(cancelled)["OperationStatus"], "CANCEL_COMPLETE")
        self.assertEqual(len(self.control.list_resources(TypeName=CIS)["ResourceDescriptions"]), 1)
        with self.refused("ConcurrentModificationException"):
            self.control.cancel_resource_request(RequestToken=event["RequestToken"])
        with self.refused("RequestTokenNotFoundException"):
            self.control.get_resource_request_status(RequestToken="a-token")


class DescribeTypeTest(SimulatorTestCase):
    def test_returns_the_schema(self) -> None:
        described = client("cloudformation").describe_type(Type="RESOURCE", TypeName=CIS)
        self.assertEqual(json.loads(described["Schema"])["primaryIdentifier"], ["/properties/Arn"])
        by_arn = client("cloudformation").describe_type(Arn=described["Arn"])
        self.assertEqual(by_arn["TypeName"], CIS)

    def test_refuses_types_that_the_region_lacks(self) -> None:
        with self.refused("TypeNotFoundException"):
            client("cloudformation").describe_type(Type="RESOURCE", TypeName="AWS::No::Thing")
