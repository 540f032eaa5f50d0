"""What holds for all services."""
from __future__ import annotations

import json
import threading
from typing import Any, List

import boto3

from aws_simulator.coverage import coverage_table
from aws_simulator.registry import CORRECTIONS, OPERATIONS
from tests.support import (
    AUDIT,
    LOG_ARCHIVE,
    REGION,
    SIMULATOR_FOLDER,
    SimulatorTestCase,
    client,
    endpoint,
    http,
    reset,
)


class GapTest(SimulatorTestCase):
    def refused_as_gap(self, name: str) -> Any:
        return self.refused("NotImplemented", name)

    def test_an_unknown_operation_is_refused_in_the_json_format(self) -> None:
        with self.refused_as_gap("codebuild.ListSharedProjects"):
            client("codebuild").list_shared_projects()

    def test_an_unknown_operation_is_refused_in_the_query_format(self) -> None:
        with self.refused_as_gap("iam.GenerateServiceLastAccessedDetails"):
            client("iam").generate_service_last_accessed_details(Arn="arn:aws:iam::111111111111:role/x")

    def test_an_unknown_operation_is_refused_in_the_format_of_ec2(self) -> None:
        with self.refused_as_gap("ec2.DescribeFpgaImages"):
            client("ec2").describe_fpga_images()

    def test_an_unknown_path_is_refused_in_the_format_of_rest_services(self) -> None:
        with self.refused_as_gap("account.GetPrimaryEmail"):
            client("account").get_primary_email(AccountId=AUDIT)

    def test_an_unknown_service_is_refused(self) -> None:
        with self.refused_as_gap("auditmanager.ListAssessments"):
            client("auditmanager").list_assessments()

    def test_gaps_are_counted_until_the_reset(self) -> None:
        reset()
        for _ in range(2):
            with self.refused_as_gap("codebuild.ListSharedProjects"):
                client("codebuild").list_shared_projects()
        self.assertEqual(json.loads(http("GET", "/moto-api/gaps")), {"codebuild.ListSharedProjects": 2})
        reset()
        self.assertEqual(json.loads(http("GET", "/moto-api/gaps")), {})


class RetryTest(SimulatorTestCase):
    def create_log_group(self, name: str, invocation: str, attempt: int) -> None:
        logs = boto3.client(
            "logs", endpoint_url=endpoint(), region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test"
        )

        def as_attempt(request: Any, **_: Any) -> None:
            request.headers["amz-sdk-invocation-id"] = invocation
            request.headers["amz-sdk-request"] = f"attempt={attempt}; max=3"

        logs.meta.events.register("before-send.logs.CreateLogGroup", as_attempt)
        logs.create_log_group(logGroupName=name)

    def test_another_attempt_of_what_was_done_gets_the_same_answer(self) -> None:
        self.create_log_group("retried", "first", attempt=1)
        self.create_log_group("retried", "first", attempt=2)

    def test_another_operation_does_not(self) -> None:
        self.create_log_group("repeated", "second", attempt=1)
        with self.refused("ResourceAlreadyExistsException"):
            self.create_log_group("repeated", "third", attempt=2)

    def test_another_attempt_of_what_failed_is_made(self) -> None:
        self.create_log_group("freed", "fourth", attempt=1)
        with self.refused("ResourceAlreadyExistsException"):
            self.create_log_group("freed", "fifth", attempt=1)
        client("logs").delete_log_group(logGroupName="freed")
        self.create_log_group("freed", "fifth", attempt=2)


class StateTest(SimulatorTestCase):
    def test_accounts_have_their_own_state(self) -> None:
        client("sns", LOG_ARCHIVE).create_topic(Name="own")
        self.assertEqual(client("sns", AUDIT).list_topics()["Topics"], [])

    def test_the_overlay_keeps_state_for_each_region(self) -> None:
        client("ec2").enable_serial_console_access()
        self.assertTrue(client("ec2").get_serial_console_access_status()["SerialConsoleAccessEnabled"])
        other_region = client("ec2", region="us-east-1")
        self.assertFalse(other_region.get_serial_console_access_status()["SerialConsoleAccessEnabled"])

    def test_reset_forgets_everything_and_creates_the_existing_accounts_again(self) -> None:
        client("logs").create_log_group(logGroupName="forgotten")
        client("ec2").enable_serial_console_access()
        client("organizations").create_account(AccountName="new", Email="new@example.com")
        reset()
        self.assertEqual(client("logs").describe_log_groups()["logGroups"], [])
        self.assertFalse(client("ec2").get_serial_console_access_status()["SerialConsoleAccessEnabled"])
        self.assertEqual(len(client("organizations").list_accounts()["Accounts"]), 3)

    def test_many_clients_at_once_are_served(self) -> None:
        errors: List[Exception] = []

        def work(number: int) -> None:
            try:
                for index in range(10):
                    client("ssm").put_parameter(Name=f"/{number}/{index}", Value="x", Type="String")
                    client("ssm").describe_parameters()
            except Exception as error:
                errors.append(error)

        client("ssm")
        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(errors, [])


class CoverageTest(SimulatorTestCase):
    def test_the_coverage_table_in_the_folder_is_up_to_date(self) -> None:
        self.assertEqual((SIMULATOR_FOLDER / "COVERAGE.md").read_text(), coverage_table())

    def test_every_operation_names_its_page_in_the_api_reference(self) -> None:
        coverage_table()
        for (service, name), handler in OPERATIONS.items():
            self.assertIn("https://docs.aws.amazon.com/", handler.__doc__ or "", f"{service}.{name}")

    def test_every_operation_exists_in_the_api_of_its_service(self) -> None:
        coverage_table()
        for service, name in OPERATIONS:
            boto3_name = {"awslambda": "lambda"}.get(service, service)
            self.assertIn(name, client(boto3_name).meta.service_model.operation_names)

    def test_every_correction_names_the_symptom_it_cures(self) -> None:
        coverage_table()
        for correction in CORRECTIONS:
            self.assertGreater(len(correction.symptom), 20, correction.target)
