"""Tests of what Amazon Inspector finds when it is told to."""
from __future__ import annotations

import json
from typing import Any, Dict, List
from urllib.error import HTTPError

import botocore.session

from tests.support import AUDIT, LOG_ARCHIVE, MANAGEMENT, REGION, SimulatorTestCase, allow, client, delegate_inspector, http, policy


def find(account: str = LOG_ARCHIVE, **body: Any) -> Dict[str, Any]:
    return json.loads(http("POST", "/simulator/inspector-findings", {"account": account, "region": REGION, **body}))


def listen(account: str) -> None:
    """Have the events of Inspector kept in a queue of the account."""
    queue = client("sqs", account).create_queue(QueueName="inspector")["QueueUrl"]
    arn = f"arn:aws:sqs:{REGION}:{account}:inspector"
    document = policy(allow("events.amazonaws.com", "sqs:SendMessage", arn))
    client("sqs", account).set_queue_attributes(QueueUrl=queue, Attributes={"Policy": document})
    client("events", account).put_rule(Name="inspector", EventPattern=json.dumps({"source": ["aws.inspector2"]}))
    client("events", account).put_targets(Rule="inspector", Targets=[{"Id": "queue", "Arn": arn}])


def received(account: str) -> List[Dict[str, Any]]:
    """The events that came since the last time."""
    sqs = client("sqs", account)
    url = sqs.get_queue_url(QueueName="inspector")["QueueUrl"]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for message in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return [json.loads(message["Body"]) for message in messages]


class InspectorFindingsTest(SimulatorTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        delegate_inspector(LOG_ARCHIVE)
        cls.low = find(findings=[{"severity": "LOW", "title": "A low one", "inspectorScore": 2.5}])["findingArns"][0]
        cls.critical = find(findings=[{"severity": "CRITICAL"}])["findingArns"][0]

    def arns(self, account: str = LOG_ARCHIVE, **parameters: Any) -> Any:
        findings = client("inspector2", account).list_findings(**parameters)["findings"]
        return [finding["findingArn"] for finding in findings]

    def test_are_seen_by_their_account_and_the_delegated_administrator(self) -> None:
        for account in (LOG_ARCHIVE, AUDIT):
            self.assertEqual(self.arns(account), [self.low, self.critical])
        self.assertEqual(self.arns(MANAGEMENT), [])

    def test_can_be_filtered_sorted_and_paged(self) -> None:
        def only(**criteria: Any) -> Any:
            return self.arns(filterCriteria=criteria)

        self.assertEqual(only(severity=[{"comparison": "EQUALS", "value": "LOW"}]), [self.low])
        self.assertEqual(only(severity=[{"comparison": "NOT_EQUALS", "value": "LOW"}]), [self.critical])
        self.assertEqual(only(title=[{"comparison": "PREFIX", "value": "A low"}]), [self.low])
        self.assertEqual(only(inspectorScore=[{"lowerInclusive": 5, "upperInclusive": 10}]), [self.critical])
        self.assertEqual(only(resourceType=[{"comparison": "EQUALS", "value": "AWS_ECR_CONTAINER_IMAGE"}]), [])
        with self.refused("NotImplemented", "the filter componentId"):
            only(componentId=[{"comparison": "EQUALS", "value": "c"}])
        by_severity = {"field": "SEVERITY", "sortOrder": "DESC"}
        self.assertEqual(self.arns(sortCriteria=by_severity), [self.critical, self.low])
        page = client("inspector2", AUDIT).list_findings(maxResults=1)
        self.assertEqual(self.arns(AUDIT, maxResults=1, nextToken=page["nextToken"]), [self.critical])

    def test_have_details(self) -> None:
        missing = self.low[:-32] + "0" * 32
        answer = client("inspector2", AUDIT).batch_get_finding_details(findingArns=[self.low, missing])
        self.assertEqual([details["findingArn"] for details in answer["findingDetails"]], [self.low])
        self.assertEqual(answer["errors"][0]["errorCode"], "FINDING_DETAILS_NOT_FOUND")

    def test_need_inspector(self) -> None:
        with self.assertRaises(HTTPError) as caught:
            find(MANAGEMENT, findings=[{}])
        self.assertIn("not enabled", json.loads(caught.exception.read())["message"])

    def test_coverage_tells_what_is_not_scanned_and_why(self) -> None:
        unmanaged = {"statusCode": "INACTIVE", "reason": "UNMANAGED_EC2_INSTANCE"}
        instance = {"resourceType": "AWS_EC2_INSTANCE", "scanType": "PACKAGE"}
        find(coverage=[{**instance, "resourceId": "i-1", "scanStatus": unmanaged}, {**instance, "resourceId": "i-2"}])
        criteria = {
            "scanStatusCode": [{"comparison": "EQUALS", "value": "INACTIVE"}],
            "resourceType": [{"comparison": "EQUALS", "value": "AWS_EC2_INSTANCE"}],
        }
        answer = client("inspector2", AUDIT).list_coverage(filterCriteria=criteria)["coveredResources"]
        self.assertEqual([(r["resourceId"], r["accountId"]) for r in answer], [("i-1", LOG_ARCHIVE)])
        self.assertEqual(answer[0]["scanStatus"], unmanaged)

    def test_coverage_is_filtered_and_counted(self) -> None:
        function = {"resourceType": "AWS_LAMBDA_FUNCTION", "scanType": "PACKAGE"}
        metadata = {"lambdaFunction": {"functionName": "f", "runtime": "PYTHON_3_12", "functionTags": {}, "layers": []}}
        unsupported = {"statusCode": "INACTIVE", "reason": "UNSUPPORTED_RUNTIME"}
        find(coverage=[{**function, "resourceId": "f", "resourceMetadata": metadata, "scanStatus": unsupported}])
        inspector = client("inspector2", AUDIT)
        criteria = {"lambdaFunctionName": [{"comparison": "EQUALS", "value": "f"}]}
        self.assertEqual(len(inspector.list_coverage(filterCriteria=criteria)["coveredResources"]), 1)
        answer = inspector.list_coverage_statistics(filterCriteria=criteria, groupBy="SCAN_STATUS_REASON")
        self.assertEqual(answer["countsByGroup"], [{"groupKey": "UNSUPPORTED_RUNTIME", "count": 1}])
        self.assertEqual(answer["totalCounts"], 1)
        self.assertNotIn("countsByGroup", inspector.list_coverage_statistics())

    def test_every_reason_of_the_model_can_be_told_and_no_other(self) -> None:
        model = botocore.session.get_session().get_service_model("inspector2")
        reasons = model.shape_for("ScanStatusReason").enum
        image = {"resourceType": "AWS_ECR_CONTAINER_IMAGE", "scanType": "PACKAGE"}
        statuses = [{"statusCode": "INACTIVE", "reason": reason} for reason in reasons]
        find(coverage=[{**image, "resourceId": f"image-{i}", "scanStatus": one} for i, one in enumerate(statuses)])
        answer = client("inspector2", AUDIT).list_coverage_statistics(
            filterCriteria={"resourceType": [{"comparison": "EQUALS", "value": "AWS_ECR_CONTAINER_IMAGE"}]},
            groupBy="SCAN_STATUS_REASON",
        )
        self.assertEqual({one["groupKey"] for one in answer["countsByGroup"]}, set(reasons))
        with self.assertRaises(HTTPError) as caught:
            find(coverage=[{**image, "resourceId": "x", "scanStatus": {"statusCode": "INACTIVE", "reason": "NO_AGENT"}}])
        self.assertIn("scanStatus.reason must be one of", json.loads(caught.exception.read())["message"])


class InspectorEventsTest(SimulatorTestCase):
    def setUp(self) -> None:
        self.setUpClass()
        delegate_inspector(LOG_ARCHIVE)
        for account in (LOG_ARCHIVE, AUDIT):
            listen(account)

    def received(self, account: str) -> Any:
        return [(event["detail-type"].partition(" ")[2], event) for event in received(account)]

    def test_findings_are_told_to_the_account_and_the_administrator(self) -> None:
        (own,) = find(AUDIT, findings=[{"title": "own"}])["findingArns"]
        (other,) = find(findings=[{"title": "of a member"}])["findingArns"]

        def told(account: str) -> Any:
            return [(event["account"], event["detail"]["findingArn"]) for _, event in self.received(account)]

        self.assertEqual(told(LOG_ARCHIVE), [(LOG_ARCHIVE, other)])
        self.assertEqual(told(AUDIT), [(AUDIT, own), (AUDIT, other)])

    def test_suppressed_findings_are_told_with_their_status(self) -> None:
        find(findings=[{"title": "there"}])
        criteria = {"severity": [{"comparison": "EQUALS", "value": "CRITICAL"}]}
        client("inspector2", AUDIT).create_filter(name="all", action="SUPPRESS", filterCriteria=criteria)
        find(findings=[{"title": "new"}])
        for account in (LOG_ARCHIVE, AUDIT):
            told = [(event["detail"]["title"], event["detail"]["status"]) for _, event in self.received(account)]
            self.assertEqual(told, [("there", "ACTIVE"), ("there", "SUPPRESSED"), ("new", "SUPPRESSED")])

    def test_coverage_is_told_when_it_changes_and_a_first_scan_once(self) -> None:
        instance = {"resourceType": "AWS_EC2_INSTANCE", "scanType": "PACKAGE", "resourceId": "i-1"}
        unmanaged = {"statusCode": "INACTIVE", "reason": "UNMANAGED_EC2_INSTANCE"}
        resources = [{"id": "i-1", "type": "AWS_EC2_INSTANCE", "partition": "aws", "region": REGION}]
        find(findings=[{"severity": "HIGH", "resources": resources}])
        find(coverage=[{**instance, "scanStatus": unmanaged}])
        for _ in range(2):
            find(coverage=[instance])
        for account in (LOG_ARCHIVE, AUDIT):
            kinds, events = zip(*self.received(account))
            self.assertEqual(kinds, ("Finding", "Coverage", "Coverage", "Scan"))
            status = {"reason": "UNMANAGED_EC2_INSTANCE", "statusCodeValue": "INACTIVE"}
            self.assertEqual((events[1]["detail"]["scanStatus"], events[1]["resources"]), (status, ["i-1"]))
            counts = {"CRITICAL": 0, "HIGH": 1, "MEDIUM": 0, "TOTAL": 1}
            self.assertEqual(events[3]["detail"]["finding-severity-counts"], counts)

    def test_the_limit_of_members_is_told_to_the_administrator(self) -> None:
        http("POST", "/simulator/inspector-limit", {"account": AUDIT, "region": REGION, "reached": True})
        ((kind, event),) = self.received(AUDIT)
        self.assertEqual((kind, event["detail"]["AutoEnableStatus"]), ("AutoEnable", "Failed"))
        self.assertEqual(self.received(LOG_ARCHIVE), [])
