"""Which actions and resources requests need, compared with AWS's service authorization reference."""
from __future__ import annotations

import unittest
from typing import Any, Dict, List, Tuple

import botocore.session

from aws_simulator.authorization.requests import RequestReader, action_names, prefix_of
from aws_simulator.authorization.s3_requests import s3_requests
from aws_simulator.authorization_data import actions
from aws_simulator.registry import OPERATIONS, load_all_services

ACCOUNT, REGION = "111111111111", "eu-west-1"
# The services that the product's Terraform calls, by their name in botocore.
SERVICES = """accessanalyzer account chatbot cloudformation cloudhsmv2 cloudtrail cloudwatch config ec2 events firehose
    guardduty iam inspector inspector2 kms lambda logs organizations scheduler securityhub sns sqs ssm sso-admin
    stepfunctions sts""".split()
# Operations for which the reference has no action.
WITHOUT_ACTION = {
    ("cloudwatch", "DescribeAlarmContributors"),
    ("iam", "UpdateDelegationRequest"),
    ("logs", "GetLogObject"),
    ("securityhub", "BatchUpdateFindingsV2"),
    ("securityhub", "GetFindingStatisticsV2"),
    ("securityhub", "GetFindingsV2"),
    ("securityhub", "RegisterConnectorV2"),
}


class ActionsTest(unittest.TestCase):
    def missing(self, service: str, operation: str) -> List[str]:
        prefix = prefix_of(service)
        names = [action.partition(":")[2] for action in action_names(service, operation)]
        return [name for name in names if name.lower() not in actions(prefix)]

    def test_every_operation_of_the_services_that_terraform_calls_has_an_action(self) -> None:
        session = botocore.session.get_session()
        missing = {
            (service, operation)
            for service in SERVICES
            for operation in session.get_service_model(service).operation_names
            if self.missing(service, operation)
        }
        self.assertEqual(missing, WITHOUT_ACTION)

    def test_every_operation_that_the_overlay_answers_has_an_action(self) -> None:
        load_all_services()
        self.assertEqual([found for found in OPERATIONS if self.missing(*found)], [])

    def test_every_action_of_s3_exists(self) -> None:
        queries = """ acl accelerate analytics cors delete encryption intelligent-tiering inventory legal-hold lifecycle
            location logging metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock
            replication requestPayment retention tagging uploads uploadId versionId versioning versions website""".split()
        impossible = {"s3:PutBucketPolicyStatus", "s3:DeleteObjectAcl", "s3:DeleteObjectVersionAcl"}
        for method in ("GET", "HEAD", "PUT", "DELETE"):
            for path in ("/", "/bucket", "/bucket/key"):
                for query in ["", *queries]:
                    for asked in s3_requests(method, path, {query: "x"} if query else {}, {}, b"<Delete/>"):
                        name = asked.action.partition(":")[2]
                        known = name.lower() in actions("s3") or asked.action in impossible
                        is_write_only = name in ("DeleteObjectLegalHold", "DeleteObjectRetention")
                        self.assertTrue(known or is_write_only, (method, path, query, asked))


class ResourcesTest(unittest.TestCase):
    def asked(self, service: str, operation: str, **parameters: Any) -> List[Tuple[str, str]]:
        reader = RequestReader(ACCOUNT, REGION)
        return [(asked.action, asked.resource) for asked in reader.asked(service, operation, parameters)]

    def test_a_resource_that_is_only_mentioned_is_not_the_named_one(self) -> None:
        arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter"
        for parameters, names in (
            ({"Name": "mine", "Value": f"{arn}/other", "Description": f"{arn}/other"}, ["mine"]),
            ({"Name": "/team/mine"}, ["team/mine"]),
            ({"Name": f"{arn}/mine"}, ["mine"]),
        ):
            expected = [("ssm:PutParameter", f"{arn}/{name}") for name in names]
            self.assertEqual(self.asked("ssm", "PutParameter", **parameters), expected)
        both = [("ssm:GetParameters", f"{arn}/a"), ("ssm:GetParameters", f"{arn}/b")]
        self.assertEqual(self.asked("ssm", "GetParameters", Names=["a", "/b"]), both)

    def test_most_condition_keys_of_a_service_are_named_as_a_parameter(self) -> None:
        expected: Dict[str, Tuple[str, str, Dict[str, Any]]] = {
            "iam:PolicyARN": ("iam", "AttachRolePolicy", {"PolicyArn": "1"}),
            "iam:AWSServiceName": ("iam", "CreateServiceLinkedRole", {"AWSServiceName": "1"}),
            "kms:BypassPolicyLockoutSafetyCheck": ("kms", "PutKeyPolicy", {"BypassPolicyLockoutSafetyCheck": 1}),
            "kms:EncryptionContext:a": ("kms", "Encrypt", {"EncryptionContext": {"a": "1"}}),
            "kms:ScheduleKeyDeletionPendingWindowInDays": ("kms", "ScheduleKeyDeletion", {"PendingWindowInDays": 1}),
            "organizations:PolicyType": ("organizations", "CreatePolicy", {"Type": "1"}),
            "organizations:ServicePrincipal": ("organizations", "EnableAWSServiceAccess", {"ServicePrincipal": "1"}),
            "sns:Protocol": ("sns", "Subscribe", {"Protocol": "1"}),
            "events:source": ("events", "PutEvents", {"Entries": [{"Source": "1"}, {"Source": "1"}]}),
            "events:detail-type": ("events", "PutEvents", {"Entries": [{"Source": "a", "DetailType": "1"}]}),
        }
        for key, (service, operation, parameters) in expected.items():
            asked = RequestReader(ACCOUNT, REGION).asked(service, operation, parameters)
            self.assertEqual(asked[0].keys.get(key), "1", key)

    def test_resources_are_named_by_arn_or_by_what_it_is_made_of(self) -> None:
        here = f"{REGION}:{ACCOUNT}"
        topic = f"arn:aws:sns:{here}:t"
        expected: Dict[Tuple[str, str], Tuple[Dict[str, Any], List[str]]] = {
            ("sns", "Publish"): ({"TopicArn": topic}, [topic]),
            ("sns", "CreateTopic"): ({"Name": "t"}, [topic]),
            ("sqs", "SendMessage"): ({"QueueUrl": f"http://x/{ACCOUNT}/q"}, [f"arn:aws:sqs:{here}:q"]),
            ("kms", "Encrypt"): ({"KeyId": "1"}, [f"arn:aws:kms:{here}:key/1"]),
            ("kms", "CreateKey"): ({}, ["*"]),
            ("cloudtrail", "StopLogging"): ({"Name": "t"}, [f"arn:aws:cloudtrail:{here}:trail/t"]),
            ("cloudwatch", "DeleteAlarms"): (
                {"AlarmNames": ["a", "b"]},
                [f"arn:aws:cloudwatch:{here}:alarm:a", f"arn:aws:cloudwatch:{here}:alarm:b"],
            ),
            ("logs", "DeleteLogGroup"): ({"logGroupName": "g"}, [f"arn:aws:logs:{here}:log-group:g:log-stream:"]),
            ("events", "PutRule"): ({"Name": "r"}, [f"arn:aws:events:{here}:rule/r"]),
            ("events", "DeleteRule"): ({"Name": "r", "EventBusName": "b"}, [f"arn:aws:events:{here}:rule/b/r"]),
            ("events", "PutEvents"): ({"Entries": [{}]}, [f"arn:aws:events:{here}:event-bus/default"]),
            ("awslambda", "Invoke"): ({"FunctionName": "f"}, [f"arn:aws:lambda:{here}:function:f"]),
            ("iam", "CreateRole"): ({"RoleName": "r", "Path": "/p/"}, [f"arn:aws:iam::{ACCOUNT}:role/p/r"]),
            ("iam", "ListUsers"): ({}, ["*"]),
            ("ec2", "DeleteVpc"): ({"VpcId": "vpc-1"}, [f"arn:aws:ec2:{here}:vpc/vpc-1"]),
            ("config", "DeleteConfigRule"): ({"ConfigRuleName": "r"}, [f"arn:aws:config:{here}:config-rule/*"]),
        }
        for (service, operation), (parameters, resources) in expected.items():
            found = [resource for _, resource in self.asked(service, operation, **parameters)]
            self.assertEqual(found, resources, operation)

    def test_roles_that_are_handed_over_are_asked_for(self) -> None:
        role = f"arn:aws:iam::{ACCOUNT}:role/r"
        asked = self.asked("awslambda", "CreateFunction", FunctionName="f", Role=role)
        self.assertEqual(asked[1:], [("iam:PassRole", role)])
        self.assertEqual(len(self.asked("iam", "GetRole", RoleName="r")), 1)

    def test_tags_of_a_request_are_keys_and_need_the_action_that_tags(self) -> None:
        tags = {"Tags": [{"Key": "a", "Value": "b"}]}
        needed = {
            ("kms", "CreateKey"): ({"Tags": [{"TagKey": "a", "TagValue": "b"}]}, ["kms:CreateKey", "kms:TagResource"]),
            ("sns", "CreateTopic"): (tags, ["sns:CreateTopic", "sns:TagResource"]),
            ("sns", "TagResource"): (tags, ["sns:TagResource"]),
            ("sqs", "CreateQueue"): ({"tags": {"a": "b"}}, ["sqs:CreateQueue", "sqs:TagQueue"]),
            ("logs", "CreateLogGroup"): ({"tags": {"a": "b"}}, ["logs:CreateLogGroup", "logs:TagResource"]),
            ("iam", "CreateRole"): (tags, ["iam:CreateRole", "iam:TagRole"]),
            ("iam", "CreatePolicy"): (tags, ["iam:CreatePolicy", "iam:TagPolicy"]),
            ("cloudtrail", "CreateTrail"): (
                {"TagsList": tags["Tags"]},
                ["cloudtrail:CreateTrail", "cloudtrail:AddTags"],
            ),
            ("organizations", "CreatePolicy"): (tags, ["organizations:CreatePolicy", "organizations:TagResource"]),
        }
        for (service, operation), (parameters, actions_needed) in needed.items():
            with self.subTest(service, operation=operation):
                asked = RequestReader(ACCOUNT, REGION).asked(service, operation, parameters)
                self.assertEqual([one.action for one in asked], actions_needed)
                keys = {key: value for key, value in asked[0].keys.items() if key.startswith("aws:")}
                self.assertEqual(keys, {"aws:RequestTag/a": "b", "aws:TagKeys": ["a"]})

    def test_tags_can_be_given_to_everything_that_takes_them_when_it_is_made(self) -> None:
        reader = RequestReader(ACCOUNT, REGION)
        for service in SERVICES:
            for described in actions(prefix_of(service)).values():
                takes_tags = any(key.startswith("aws:RequestTag") for key in described["conditionKeys"])
                if takes_tags and described["name"].startswith("Create"):
                    asked = reader.asked(service, described["name"], {"Tags": {"a": "b"}})
                    self.assertTrue(any("Tag" in one.action for one in asked), described["name"])

    def test_requests_to_s3_by_method_query_and_headers(self) -> None:
        def s3(method: str, path: str, query: str = "", body: bytes = b"", **headers: str) -> List[Tuple[str, str]]:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            asked = s3_requests(method, path, {query: "1"} if query else {}, named, body)
            return [(one.action, one.resource.rpartition(":")[2]) for one in asked]

        self.assertEqual(s3("GET", "/"), [("s3:ListAllMyBuckets", "*")])
        self.assertEqual(s3("PUT", "/b", x_amz_acl="private"), [("s3:CreateBucket", "b")])
        self.assertEqual(
            s3("PUT", "/b", x_amz_acl="log-delivery-write"), [("s3:CreateBucket", "b"), ("s3:PutBucketAcl", "b")]
        )
        self.assertEqual(s3("GET", "/b", "list-type"), [("s3:ListBucket", "b")])
        self.assertEqual(s3("PUT", "/b", "lifecycle"), [("s3:PutLifecycleConfiguration", "b")])
        self.assertEqual(s3("DELETE", "/b", "lifecycle"), [("s3:PutLifecycleConfiguration", "b")])
        self.assertEqual(s3("DELETE", "/b", "policy"), [("s3:DeleteBucketPolicy", "b")])
        self.assertEqual(s3("DELETE", "/b/k", "versionId"), [("s3:DeleteObjectVersion", "b/k")])
        self.assertEqual(
            s3("PUT", "/b/k", x_amz_copy_source="/c/d"), [("s3:PutObject", "b/k"), ("s3:GetObject", "c/d")]
        )
        deletion = b"<Delete><Object><Key>x</Key></Object><Object><Key>y</Key><VersionId>1</VersionId></Object></Delete>"
        self.assertEqual(
            s3("POST", "/b", "delete", deletion), [("s3:DeleteObject", "b/x"), ("s3:DeleteObjectVersion", "b/y")]
        )


if __name__ == "__main__":
    unittest.main()
