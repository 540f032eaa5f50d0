"""Tests of what Amazon Inspector finds when it is told to."""
from __future__ import annotations

import json
from typing import Any, Dict
from urllib.error import HTTPError

from tests.support import AUDIT, LOG_ARCHIVE, MANAGEMENT, REGION, SimulatorTestCase, client, delegate_inspector, http


def find(account: str = LOG_ARCHIVE, **body: Any) -> Dict[str, Any]:
    return json.loads(http("POST", "/simulator/inspector-findings", {"account": account, "region": REGION, **body}))


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

    def test_events_of_them_reach_the_account_and_the_administrator(self) -> None:
        for account in (LOG_ARCHIVE, AUDIT):
            queue = client("sqs", account).create_queue(QueueName="findings")["QueueUrl"]
            arn = f"arn:aws:sqs:{REGION}:{account}:findings"
            statement = {
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn,
            }
            document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
            client("sqs", account).set_queue_attributes(QueueUrl=queue, Attributes={"Policy": document})
            pattern = {"source": ["aws.inspector2"], "detail-type": ["Inspector2 Finding"]}
            client("events", account).put_rule(Name="findings", EventPattern=json.dumps(pattern))
            client("events", account).put_targets(Rule="findings", Targets=[{"Id": "queue", "Arn": arn}])
        (arn,) = find(AUDIT, findings=[{"title": "own"}])["findingArns"]
        (other,) = find(findings=[{"title": "of a member"}])["findingArns"]

        def received(account: str) -> Any:
            sqs = client("sqs", account)
            url = sqs.get_queue_url(QueueName="findings")["QueueUrl"]
            messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            events = [json.loads(message["Body"]) for message in messages]
            return [(event["account"], event["detail"]["findingArn"]) for event in events]

        self.assertEqual(received(LOG_ARCHIVE), [(LOG_ARCHIVE, other)])
        self.assertEqual(received(AUDIT), [(AUDIT, arn), (AUDIT, other)])

    def test_coverage_tells_what_is_not_scanned_and_why(self) -> None:
        unmanaged = {"statusCode": "INACTIVE", "reason": "UNMANAGED_EC2_INSTANCE"}
        instance = {"resourceType": "AWS_EC2_INSTANCE", "scanType": "PACKAGE"}
        find(coverage=[{**instance, "resourceId": "i-1", "scanStatus": unmanaged}, {**instance, "resourceId": "i-2"}])
        criteria = {"scanStatusCode": [{"comparison": "EQUALS", "value": "INACTIVE"}]}
        answer = client("inspector2", AUDIT).list_coverage(filterCriteria=criteria)["coveredResources"]
        self.assertEqual([(r["resourceId"], r["accountId"]) for r in answer], [("i-1", LOG_ARCHIVE)])
        self.assertEqual(answer[0]["scanStatus"], unmanaged)
