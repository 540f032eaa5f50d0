"""Tests of CIS scans of Amazon Inspector: their configurations, what they find, and who sees it."""
from __future__ import annotations

import json
import urllib.request
from typing import Any, Dict, List, Optional
from urllib.error import HTTPError

from tests.support import AUDIT, LOG_ARCHIVE, MANAGEMENT, REGION, SimulatorTestCase, client, delegate_inspector, http

TYPE = "AWS::InspectorV2::CisScanConfiguration"
START = {"TimeOfDay": "03:00", "TimeZone": "Europe/Berlin"}
TAGS = {"scan": ["yes", "weekly"]}


def desired(name: str = "weekly", accounts: Optional[List[str]] = None, **changes: Any) -> Dict[str, Any]:
    return {
        "ScanName": name,
        "SecurityLevel": "LEVEL_1",
        "Schedule": {"Weekly": {"Days": ["MON"], "StartTime": START}},
        "Targets": {"AccountIds": accounts or ["SELF"], "TargetResourceTags": TAGS},
        **changes,
    }


def configure(state: Dict[str, Any], account: str = AUDIT, region: str = REGION) -> Dict[str, Any]:
    control = client("cloudcontrol", account, region)
    request = control.create_resource(TypeName=TYPE, DesiredState=json.dumps(state))["ProgressEvent"]
    status = control.get_resource_request_status(RequestToken=request["RequestToken"])
    return dict(status["ProgressEvent"])


def run(configuration: str, account: str = AUDIT, **body: Any) -> Dict[str, Any]:
    request = {"account": account, "region": REGION, "configuration": configuration, **body}
    return dict(json.loads(http("POST", "/simulator/cis-scan", request)))


def equals(value: str) -> List[Dict[str, str]]:
    return [{"comparison": "EQUALS", "value": value}]


class ConfigurationTest(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        delegate_inspector(LOG_ARCHIVE)

    def fails(self, code: str, message: str, account: str = AUDIT, **changes: Any) -> None:
        done = configure(desired(**changes), account)
        self.assertEqual((done["OperationStatus"], done.get("ErrorCode")), ("FAILED", code), done)
        self.assertIn(message, done["StatusMessage"])

    def test_needs_tags_a_schedule_and_a_known_time_zone(self) -> None:
        targets = {"AccountIds": ["SELF"], "TargetResourceTags": {}}
        self.fails("InvalidRequest", "at least one tag", Targets=targets)
        self.fails("InvalidRequest", "exactly one", Schedule={})
        both = {"Daily": {"StartTime": START}, "Weekly": {"Days": ["MON"], "StartTime": START}}
        self.fails("InvalidRequest", "exactly one", Schedule=both)
        unknown = {"Daily": {"StartTime": {"TimeOfDay": "03:00", "TimeZone": "Berlin"}}}
        self.fails("InvalidRequest", "timezone", Schedule=unknown)
        self.fails("InvalidRequest", "128", name="n" * 129)
        self.fails("InvalidRequest", "ids of accounts", accounts=["222222222222x"])

    def test_needs_inspector_in_the_account(self) -> None:
        self.fails("AccessDenied", "not enabled", MANAGEMENT)

    def test_only_the_administrator_scans_other_accounts_that_are_members(self) -> None:
        self.fails("AccessDenied", "Only the delegated admin account", LOG_ARCHIVE, accounts=[AUDIT])
        self.fails("AccessDenied", "Only the delegated admin account", LOG_ARCHIVE, accounts=["ALL_ACCOUNTS"])
        self.fails("InvalidRequest", MANAGEMENT, accounts=[LOG_ARCHIVE, MANAGEMENT])
        self.assertEqual(configure(desired("members", [LOG_ARCHIVE]))["OperationStatus"], "SUCCESS")

    def test_is_checked_when_it_changes(self) -> None:
        arn = configure(desired("changing"))["Identifier"]
        patch = [{"op": "replace", "path": "/Schedule", "value": {}}]
        control = client("cloudcontrol", AUDIT)
        request = control.update_resource(TypeName=TYPE, Identifier=arn, PatchDocument=json.dumps(patch))["ProgressEvent"]
        status = control.get_resource_request_status(RequestToken=request["RequestToken"])["ProgressEvent"]
        self.assertEqual(status["OperationStatus"], "FAILED")

    def test_can_be_listed(self) -> None:
        arn = configure(desired("listed"))["Identifier"]
        inspector = client("inspector2", AUDIT)
        criteria = {"scanNameFilters": equals("listed")}
        (found,) = inspector.list_cis_scan_configurations(filterCriteria=criteria)["scanConfigurations"]
        self.assertEqual((found["scanConfigurationArn"], found["ownerId"]), (arn, AUDIT))
        self.assertEqual(found["targets"], {"accountIds": [AUDIT], "targetResourceTags": TAGS})
        time = {"timeOfDay": "03:00", "timezone": "Europe/Berlin"}
        self.assertEqual(found["schedule"], {"weekly": {"days": ["MON"], "startTime": time}})
        configure(desired("z"))
        first = inspector.list_cis_scan_configurations(maxResults=1, sortBy="SCAN_NAME", sortOrder="DESC")
        self.assertEqual([one["scanName"] for one in first["scanConfigurations"]], ["z"])
        rest = inspector.list_cis_scan_configurations(nextToken=first["nextToken"])["scanConfigurations"]
        self.assertGreaterEqual(len(rest), 1)


class ScansTest(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        delegate_inspector(LOG_ARCHIVE)
        configure(desired("all", ["ALL_ACCOUNTS"]))
        configure(desired("own"), LOG_ARCHIVE)
        cls.inspector = client("inspector2", AUDIT)
        checks = [
            {"checkId": "1.1", "title": "first", "status": "FAILED"},
            {"checkId": "1.2", "title": "second", "status": "PASSED", "level": "LEVEL_2"},
            {"checkId": "1.3", "title": "third", "status": "SKIPPED", "statusReason": "not applicable"},
        ]
        resources = [
            {"account": AUDIT, "resourceId": "i-00000000000000001", "checks": checks},
            {"account": LOG_ARCHIVE, "resourceId": "i-00000000000000002", "checks": checks[:1]},
            {"account": LOG_ARCHIVE, "resourceId": "i-00000000000000003", "status": "TIMED_OUT", "reason": "SSM_UNMANAGED"},
        ]
        cls.scan = run("all", resources=resources)["scanArn"]
        cls.own = run("own", LOG_ARCHIVE)["scanArn"]

    def scans(self, account: str = AUDIT, **parameters: Any) -> List[str]:
        return [scan["scanArn"] for scan in client("inspector2", account).list_cis_scans(**parameters)["scans"]]

    def test_are_listed_with_what_failed(self) -> None:
        (scan,) = self.inspector.list_cis_scans(detailLevel="ORGANIZATION")["scans"]
        self.assertEqual((scan["scanArn"], scan["status"], scan["scanName"]), (self.scan, "COMPLETED", "all"))
        self.assertEqual((scan["failedChecks"], scan["totalChecks"], scan["scheduledBy"]), (2, 4, AUDIT))

    def test_are_seen_by_who_scheduled_them_the_administrator_and_who_was_scanned(self) -> None:
        self.assertEqual(self.scans(), [self.scan, self.own])
        self.assertEqual(self.scans(detailLevel="MEMBER"), [self.own])
        self.assertEqual(self.scans(LOG_ARCHIVE), [self.own, self.scan])
        self.assertEqual(self.scans(MANAGEMENT), [])
        with self.refused("ValidationException", "was not found"):
            client("inspector2").list_cis_scan_results_aggregated_by_checks(scanArn=self.scan)
        answer = client("inspector2", LOG_ARCHIVE).list_cis_scan_results_aggregated_by_target_resource(scanArn=self.scan)
        self.assertEqual({one["accountId"] for one in answer["targetResourceAggregations"]}, {LOG_ARCHIVE})

    def test_can_be_filtered_sorted_and_paged(self) -> None:
        def only(**criteria: Any) -> List[str]:
            return self.scans(filterCriteria=criteria)

        self.assertEqual(only(scanNameFilters=equals("own")), [self.own])
        self.assertEqual(only(failedChecksFilters=[{"lowerInclusive": 2}]), [self.scan])
        self.assertEqual(only(targetResourceIdFilters=equals("i-00000000000000002")), [self.scan])
        self.assertEqual(only(targetResourceTagFilters=[{"comparison": "EQUALS", "key": "scan", "value": "no"}]), [])
        self.assertEqual(only(scanAtFilters=[{"latestScanStartTime": "2001-01-01T00:00:00Z"}]), [])
        self.assertEqual(len(only(scanAtFilters=[{"earliestScanStartTime": "2001-01-01T00:00:00Z"}])), 2)
        self.assertEqual(self.scans(sortBy="FAILED_CHECKS", sortOrder="ASC"), [self.own, self.scan])
        first = self.inspector.list_cis_scans(maxResults=1)
        self.assertEqual(self.scans(nextToken=first["nextToken"]), [self.own])

    def test_results_are_aggregated_by_instances(self) -> None:
        def listed(**criteria: Any) -> Any:
            answer = self.inspector.list_cis_scan_results_aggregated_by_target_resource(
                scanArn=self.scan, filterCriteria=criteria, sortBy="RESOURCE_ID"
            )
            return answer["targetResourceAggregations"]

        first, _, third = listed()
        self.assertEqual(first["statusCounts"], {"failed": 1, "passed": 1, "skipped": 1})
        self.assertEqual((first["targetStatus"], first["targetResourceTags"]), ("COMPLETED", {"scan": ["yes"]}))
        self.assertEqual((third["targetStatus"], third["targetStatusReason"]), ("TIMED_OUT", "SSM_UNMANAGED"))
        self.assertEqual(len(listed(statusFilters=equals("FAILED"))), 2)
        self.assertEqual(len(listed(targetStatusFilters=equals("TIMED_OUT"))), 1)

    def test_results_are_aggregated_by_checks(self) -> None:
        def listed(**criteria: Any) -> Any:
            answer = self.inspector.list_cis_scan_results_aggregated_by_checks(scanArn=self.scan, filterCriteria=criteria)
            return answer["checkAggregations"]

        counts = {(one["accountId"], one["checkId"]): one["statusCounts"]["failed"] for one in listed()}
        self.assertEqual(counts, {(AUDIT, "1.1"): 1, (AUDIT, "1.2"): 0, (AUDIT, "1.3"): 0, (LOG_ARCHIVE, "1.1"): 1})
        self.assertEqual([one["checkId"] for one in listed(securityLevelFilters=equals("LEVEL_2"))], ["1.2"])
        self.assertEqual(len(listed(accountIdFilters=equals(LOG_ARCHIVE))), 1)

    def test_the_checks_of_an_instance_are_listed(self) -> None:
        of = {"scanArn": self.scan, "accountId": AUDIT, "targetResourceId": "i-00000000000000001"}
        details = self.inspector.get_cis_scan_result_details(**of, sortBy="CHECK_ID")["scanResultDetails"]
        found = [(one["checkId"], one["status"]) for one in details]
        self.assertEqual(found, [("1.1", "FAILED"), ("1.2", "PASSED"), ("1.3", "SKIPPED")])
        self.assertEqual(details[2]["statusReason"], "not applicable")
        criteria = {"findingStatusFilters": equals("FAILED")}
        failed = self.inspector.get_cis_scan_result_details(**of, filterCriteria=criteria)["scanResultDetails"]
        self.assertEqual([one["title"] for one in failed], ["first"])
        page = self.inspector.get_cis_scan_result_details(**of, maxResults=2)
        rest = self.inspector.get_cis_scan_result_details(**of, nextToken=page["nextToken"])
        self.assertEqual(len(rest["scanResultDetails"]), 1)
        with self.refused("ValidationException", "no results"):
            self.inspector.get_cis_scan_result_details(**{**of, "accountId": LOG_ARCHIVE})

    def test_a_report_can_be_downloaded(self) -> None:
        report = self.inspector.get_cis_scan_report(scanArn=self.scan, reportFormat="CSV", targetAccounts=[LOG_ARCHIVE])
        self.assertEqual(report["status"], "SUCCEEDED")
        with urllib.request.urlopen(report["url"]) as response:
            lines = response.read().decode().splitlines()
        self.assertEqual(len(lines), 2)
        self.assertIn("i-00000000000000002", lines[1])
        with self.refused("NotImplemented", "PDF"):
            self.inspector.get_cis_scan_report(scanArn=self.scan)

    def test_a_run_that_cannot_be_is_refused(self) -> None:
        for message, body in (
            ("0 CIS scan configurations", {"configuration": "other"}),
            ("is not for account", {"configuration": "all", "resources": [{"account": MANAGEMENT}]}),
            ("not those that the scan looks for", {"configuration": "all", "resources": [{"tags": {"scan": "no"}}]}),
            ("needs a checkId", {"configuration": "all", "resources": [{"checks": [{}]}]}),
            ("must be one of", {"configuration": "all", "status": "DONE"}),
        ):
            with self.subTest(message), self.assertRaises(HTTPError) as caught:
                run(account=AUDIT, **body)
            self.assertIn(message, json.loads(caught.exception.read())["message"])


class ScanInProgressTest(SimulatorTestCase):
    def test_a_scan_can_be_in_progress(self) -> None:
        inspector = client("inspector2", LOG_ARCHIVE)
        inspector.enable(resourceTypes=["EC2"])
        configure(desired("own"), LOG_ARCHIVE)
        arn = run("own", LOG_ARCHIVE, status="IN_PROGRESS")["scanArn"]
        (scan,) = inspector.list_cis_scans(filterCriteria={"scanStatusFilters": equals("IN_PROGRESS")})["scans"]
        self.assertEqual((scan["scanArn"], scan["totalChecks"]), (arn, 0))
        self.assertEqual(inspector.get_cis_scan_report(scanArn=arn)["status"], "IN_PROGRESS")
        request = {"account": LOG_ARCHIVE, "region": REGION, "scan": arn, "status": "FAILED", "resources": [{}]}
        http("POST", "/simulator/cis-scan", request)
        (scan,) = inspector.list_cis_scans(filterCriteria={"scanArnFilters": equals(arn)})["scans"]
        self.assertEqual((scan["status"], scan["totalChecks"]), ("FAILED", 3))
