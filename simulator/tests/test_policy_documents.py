"""What AWS refuses of a policy document when it is written, for each kind of policies.

The grammar of all of them: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""
from __future__ import annotations

import json
import unittest
from typing import Any, ClassVar, Dict, Mapping, Optional, Tuple

from aws_simulator.context import AwsError
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.identity import MANAGED, TRUST
from aws_simulator.policy_documents.organization import RESOURCE_CONTROL, SERVICE_CONTROL
from aws_simulator.policy_documents.public import is_public
from aws_simulator.policy_documents.resource_based import BUCKET
from aws_simulator.policy_documents.resources import is_of_bucket
from tests.support import (
    AUDIT,
    MANAGEMENT,
    ORGANIZATION_ID,
    REGION,
    SimulatorTestCase,
    client,
    make_bucket,
    make_function,
    policy,
    trust,
)

MISSING_ROLE = f"arn:aws:iam::{AUDIT}:role/missing"
EXISTING_USER = f"arn:aws:iam::{MANAGEMENT}:user/team/lead"


def root_of(account: str) -> Dict[str, str]:
    return {"AWS": f"arn:aws:iam::{account}:root"}


def document_of(changes: Mapping[str, Any], statement: Dict[str, Any]) -> str:
    """A document with one statement that is changed; an element that becomes None is taken out."""
    changed = {**statement, **changes}
    return policy({name: value for name, value in changed.items() if value is not None})


class DocumentTestCase(SimulatorTestCase):
    """Faults that all kinds of policies have in common, and what the service says of them."""

    # The error of the service, and a statement that it takes.
    code: ClassVar[str] = ""
    statement: ClassVar[Dict[str, Any]] = {}
    # Changes of that statement, with what is said of them, and the error where it is another.
    faults: ClassVar[Tuple[Tuple[Mapping[str, Any], str], ...]] = ()
    # Changes of the statement that are no faults.
    accepted: ClassVar[Tuple[Mapping[str, Any], ...]] = ()
    version_required: ClassVar[bool] = False

    def put(self, document: str) -> None:
        raise NotImplementedError

    def refuses(self, document: str, message: str = "") -> None:
        with self.subTest(document), self.refused(self.code, message):
            self.put(document)

    def test_a_sound_document_is_taken(self) -> None:
        for changes in ({}, *self.accepted):
            with self.subTest(changes):
                self.put(document_of(changes, self.statement))

    def test_what_is_no_policy_is_refused(self) -> None:
        statement = json.dumps(self.statement)
        self.refuses("no policy")
        self.refuses("[]")
        self.refuses('{"Version": "2012-10-17"}')
        self.refuses('{"Version": "2012-10-17", "Statement": []}')
        self.refuses(f'{{"Version": "2012-10-18", "Statement": {statement}}}')
        self.refuses(f'{{"Version": "2012-10-17", "Statements": {statement}}}')
        self.refuses(f'{{"Version": "2012-10-17", "Statement": {statement}, "Statement": {statement}}}')
        if self.version_required:
            self.refuses(f'{{"Statement": {statement}}}')

    def test_statements_have_elements_that_exist(self) -> None:
        for changes in (
            {"Effect": "allow"},
            {"Effect": None},
            {"Action": None},
            {"Action": []},
            {"Action": "GetObject"},
            {"Actions": "s3:GetObject"},
            {"Condition": {"StringIs": {"aws:PrincipalOrgID": "o-1"}}},
            {"Condition": {"StringEquals": "aws:PrincipalOrgID"}},
            {"Condition": {"StringEquals": {"PrincipalOrgID": "o-1"}}},
        ):
            self.refuses(document_of(changes, self.statement))

    def test_statement_ids_are_unique(self) -> None:
        statement = {**self.statement, "Sid": "Twice"}
        self.refuses(policy(statement, statement))

    def test_faults_of_this_kind_are_refused(self) -> None:
        for changes, message in self.faults:
            self.refuses(document_of(changes, self.statement), message)


class BucketPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html

    What S3 checks: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
    """

    code = "MalformedPolicy"
    statement = {
        "Effect": "Allow",
        "Principal": root_of(AUDIT),
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::checked/*",
    }
    faults = (
        ({"Effect": "allow"}, "Invalid effect: allow"),
        ({"Action": None}, "Missing required field Action"),
        ({"Resource": None}, "Missing required field Resource"),
        ({"Principal": None}, "Missing required field Principal"),
        ({"Principals": "*"}, "Unknown field Principals"),
        ({"Principal": {"AWS": MISSING_ROLE}}, "Invalid principal in policy"),
        ({"Principal": {"AWS": "arn:aws:iam::*:root"}}, "Invalid principal in policy"),
        ({"Principal": {"AWS": "AROAEXAMPLEEXAMPLEEX"}}, "Invalid principal in policy"),
        ({"Principal": {"Service": "cloudtrail"}}, "Invalid principal in policy"),
        ({"Principal": {"User": AUDIT}}, "Invalid principal in policy"),
        ({"Principal": None, "NotPrincipal": root_of(AUDIT)}, "Allow with NotPrincipal is not allowed."),
        ({"Action": "s3:ReadObject"}, "Policy has invalid action"),
        ({"Action": "kms:Decrypt"}, "Policy has invalid action"),
        ({"Action": "s3:Fetch*"}, "Policy has invalid action"),
        ({"Resource": "arn:aws:s3:::other/*"}, "Policy has invalid resource"),
        ({"Resource": "checked"}, "Policy has invalid resource"),
        ({"Resource": "arn:aws:sns:eu-west-1:1:checked"}, "Policy has invalid resource"),
        ({"Action": "s3:ListBucket"}, "Action does not apply to any resource(s) in statement"),
        ({"Resource": "arn:aws:s3:::checked"}, "Action does not apply to any resource(s) in statement"),
        ({"Condition": {"Bool": {"aws:SecureTransports": "true"}}}, "Policy has an invalid condition key"),
        ({"Condition": {"StringEquals": {"s3:acl": "private"}}}, "Policy has an invalid condition key"),
        (
            {"Condition": {"StringEquals": {"s3:prefix": "logs/"}}},
            "Conditions do not apply to combination of actions and resources in statement",
        ),
    )
    accepted = (
        {"Action": "s3:*", "Resource": ["arn:aws:s3:::checked", "arn:aws:s3:::checked/*"]},
        {"Action": "S3:getobject"},
        {"Action": "*"},
        {"Resource": "*"},
        {"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID}}},
        {"Principal": {"AWS": EXISTING_USER}},
        {"Principal": {"AWS": "999999999999"}},
        {"Principal": {"AWS": "arn:aws:iam::999999999999:role/of-another-company"}},
        {"Principal": {"AWS": f"arn:aws:sts::{AUDIT}:assumed-role/role/session"}},
        {"Principal": {"Service": "delivery.logs.amazonaws.com"}},
        {"Principal": {"CanonicalUser": "a" * 64}},
        {"Effect": "Deny", "Principal": None, "NotPrincipal": root_of(AUDIT)},
        {"Condition": {"StringEqualsIfExists": {"aws:PrincipalTag/Team": "a"}, "Null": {"aws:TokenIssueTime": "true"}}},
        {"Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/*"}}},
        {"Condition": {"StringEquals": {"s3:ExistingObjectTag/Team": "a"}}},
        {
            "Action": "s3:ListBucket",
            "Resource": "arn:aws:s3:::checked",
            "Condition": {"StringLike": {"s3:prefix": "logs/*"}},
        },
        {"Sid": "With spaces"},
    )

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_bucket("checked")

    def put(self, document: str) -> None:
        client("s3").put_bucket_policy(Bucket="checked", Policy=document)

    def test_long_policies_are_refused(self) -> None:
        """https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html"""
        long = document_of({"Sid": "s" * 20_480}, self.statement)
        self.refuses(long, "Policy exceeds the maximum allowed document size.")

    def test_public_policies_are_refused_where_they_are_blocked(self) -> None:
        """https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"""
        s3 = client("s3")
        make_bucket("blocking")
        public = {**self.statement, "Principal": "*", "Resource": "arn:aws:s3:::blocking/*"}
        with self.refused("AccessDenied"):
            s3.put_bucket_policy(Bucket="blocking", Policy=policy(public))
        s3.delete_public_access_block(Bucket="blocking")
        s3.put_bucket_policy(Bucket="blocking", Policy=policy(public))
        s3.put_public_access_block(Bucket="blocking", PublicAccessBlockConfiguration={"BlockPublicPolicy": True})
        with self.refused("AccessDenied"):
            s3.put_bucket_policy(Bucket="blocking", Policy=policy(public))
        limited = {**public, "Condition": {"StringEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID}}}
        s3.put_bucket_policy(Bucket="blocking", Policy=policy(limited))


class KeyPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html"""

    code = "MalformedPolicyDocumentException"
    statement = {"Effect": "Allow", "Principal": root_of(MANAGEMENT), "Action": "kms:*", "Resource": "*"}
    faults = (
        ({"Principal": {"AWS": MISSING_ROLE}}, "Policy contains a statement with one or more invalid principals."),
        ({"Principal": {"AWS": "everybody"}}, "Policy contains a statement with one or more invalid principals."),
        ({"Resource": None}, "resource"),
        ({"Principal": None}, "principal"),
        ({"Resource": "key"}, ""),
    )
    accepted = ({"Principal": {"AWS": [MANAGEMENT, EXISTING_USER]}}, {"Sid": "Enable IAM policies"})
    key: str

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.key = client("kms").create_key()["KeyMetadata"]["KeyId"]

    def put(self, document: str) -> None:
        client("kms").put_key_policy(KeyId=self.key, PolicyName="default", Policy=document)

    def test_a_new_key_has_a_sound_policy(self) -> None:
        """https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html"""
        with self.refused("MalformedPolicyDocumentException"):
            client("kms").create_key(Policy=document_of({"Principal": {"AWS": MISSING_ROLE}}, self.statement))
        client("kms").create_key(Policy=policy(self.statement))

    def test_a_replica_has_a_sound_policy(self) -> None:
        """https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html"""
        key = client("kms").create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
        with self.refused("MalformedPolicyDocumentException"):
            client("kms").replicate_key(KeyId=key, ReplicaRegion="eu-central-1", Policy='{"Statement": []}')

    def test_nobody_locks_themselves_out(self) -> None:
        """https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"""
        message = "The new key policy will not allow you to update the key policy in the future."
        for changes in ({"Action": "kms:Decrypt"}, {"Principal": root_of(AUDIT)}, {"Effect": "Deny"}):
            document = document_of(changes, self.statement)
            self.refuses(document, message)
            with self.subTest(changes), self.refused(self.code, message):
                client("kms").create_key(Policy=document)
        client("kms").create_key(
            Policy=document_of({"Principal": root_of(AUDIT)}, self.statement), BypassPolicyLockoutSafetyCheck=True
        )

    def test_long_policies_are_refused(self) -> None:
        """https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html"""
        with self.refused("LimitExceededException"):
            self.put(policy({**self.statement, "Sid": "s" * 32_768}))


class TopicPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html"""

    code = "InvalidParameter"
    topic = f"arn:aws:sns:{REGION}:{MANAGEMENT}:checked"
    statement = {"Effect": "Allow", "Principal": root_of(AUDIT), "Action": "sns:Publish", "Resource": topic}
    faults = (
        ({"Principal": {"AWS": MISSING_ROLE}}, "PrincipalNotFound"),
        ({"Principal": {"AWS": "nobody"}}, "PrincipalNotFound"),
        ({"Principal": None}, "Policy Error"),
        ({"Action": "sns:*"}, "Policy statement action out of service scope!"),
        ({"Action": "sns:CreateTopic"}, "Policy statement action out of service scope!"),
        ({"Action": "sqs:SendMessage"}, "Policy statement action out of service scope!"),
        ({"Resource": f"{topic}-2"}, "Policy Error"),
        ({"Resource": None}, "Policy Error"),
    )
    accepted = ({"Resource": "*"}, {"Action": ["SNS:Publish", "SNS:Receive", "sns:Subscribe"]})

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        client("sns").create_topic(Name="checked")

    def put(self, document: str) -> None:
        client("sns").set_topic_attributes(TopicArn=self.topic, AttributeName="Policy", AttributeValue=document)

    def test_a_new_topic_has_a_sound_policy(self) -> None:
        """https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html"""
        with self.refused("InvalidParameter", "PrincipalNotFound"):
            document = document_of({"Principal": {"AWS": MISSING_ROLE}, "Resource": "*"}, self.statement)
            client("sns").create_topic(Name="new", Attributes={"Policy": document})

    def test_there_are_limits(self) -> None:
        """https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html"""
        accounts = [f"{number:012}" for number in range(1, 202)]
        for statements in ([self.statement] * 101, [{**self.statement, "Principal": {"AWS": accounts}}]):
            with self.refused(self.code, "too long"):
                self.put(policy(*statements))

    def test_an_empty_policy_brings_back_the_first(self) -> None:
        """https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"""
        self.put("")
        attributes = client("sns").get_topic_attributes(TopicArn=self.topic)["Attributes"]
        self.assertIn("__default_statement_ID", attributes["Policy"])


class QueuePolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html"""

    code = "InvalidAttributeValue"
    queue = f"arn:aws:sqs:{REGION}:{MANAGEMENT}:checked"
    statement = {"Effect": "Allow", "Principal": root_of(AUDIT), "Action": "sqs:SendMessage", "Resource": queue}
    faults = (
        ({"Principal": {"AWS": MISSING_ROLE}}, "Invalid value for the parameter Policy."),
        ({"Principal": None}, "Invalid value for the parameter Policy."),
        ({"Action": "sns:Publish"}, "Invalid value for the parameter Policy."),
        ({"Resource": f"arn:aws:sqs:{REGION}:{MANAGEMENT}:other"}, "Invalid value for the parameter Policy."),
    )
    accepted = ({"Resource": None}, {"Resource": "*"}, {"Action": "SQS:*"})
    url: str

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.url = client("sqs").create_queue(QueueName="checked")["QueueUrl"]

    def put(self, document: str) -> None:
        client("sqs").set_queue_attributes(QueueUrl=self.url, Attributes={"Policy": document})

    def test_a_new_queue_has_a_sound_policy(self) -> None:
        """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"""
        with self.refused(self.code):
            client("sqs").create_queue(QueueName="new", Attributes={"Policy": "{}"})

    def test_there_are_limits(self) -> None:
        """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html"""
        actions = [f"sqs:{name}" for name in ("AddPermission", "DeleteMessage", "DeleteQueue", "GetQueueAttributes")]
        actions += [f"sqs:{name}" for name in ("GetQueueUrl", "ListQueueTags", "PurgeQueue", "ReceiveMessage")]
        accounts = [f"{number:012}" for number in range(1, 52)]
        conditions = {"StringEquals": {f"aws:PrincipalTag/{number}": "" for number in range(11)}}
        for changes in (
            {"Action": actions},
            {"Sid": "s" * 8_192},
            {"Principal": {"AWS": accounts}},
            {"Condition": conditions},
        ):
            with self.subTest(changes), self.refused("OverLimit"):
                self.put(document_of(changes, self.statement))
        with self.refused("OverLimit"):
            self.put(policy(*[{**self.statement, "Principal": "*"}] * 21))


class EventBusPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html"""

    code = "ValidationException"
    bus = f"arn:aws:events:{REGION}:{MANAGEMENT}:event-bus/default"
    statement = {"Effect": "Allow", "Principal": root_of(AUDIT), "Action": "events:PutEvents", "Resource": bus}
    faults = (
        ({"Action": "sns:Publish"}, ""),
        ({"Principal": None}, ""),
        ({"Resource": None}, ""),
        ({"Resource": "default"}, ""),
        ({"Resource": f"arn:aws:sns:{REGION}:{MANAGEMENT}:default"}, ""),
    )
    accepted = ({"Action": "events:*", "Resource": f"arn:aws:events:{REGION}:{MANAGEMENT}:rule/*"},)

    def put(self, document: str) -> None:
        client("events").put_permission(Policy=document)


class LogsPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html"""

    code = "InvalidParameterException"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:/events/*:*",
    }
    faults = (
        ({"Action": "s3:PutObject"}, ""),
        ({"Principal": None}, ""),
        ({"Resource": None}, ""),
        ({"Principal": {"Service": "events"}}, ""),
    )

    def put(self, document: str) -> None:
        client("logs").put_resource_policy(policyName="checked", policyDocument=document)


class ServiceControlPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html"""

    code = "MalformedPolicyDocumentException"
    policy_type = "SERVICE_CONTROL_POLICY"
    statement = {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
    faults: ClassVar[Tuple[Tuple[Mapping[str, Any], str], ...]] = (
        ({"Principal": "*"}, "requirements of the specified policy type"),
        ({"NotPrincipal": "*"}, ""),
        ({"Resource": None}, ""),
        ({"Resource": "bucket"}, ""),
    )
    accepted: ClassVar[Tuple[Mapping[str, Any], ...]] = (
        {"Effect": "Allow", "Action": "*"},
        {"Action": None, "NotAction": ["iam:*", "sts:*"], "Resource": "*"},
        {"Effect": "Allow", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
        {"Action": "s3:*Bucket"},
        {"Resource": None, "NotResource": "arn:aws:s3:::kept"},
    )
    version_required = True

    def put(self, document: str) -> None:
        organizations = client("organizations")
        request = {"Name": "checked", "Description": "", "Type": self.policy_type, "Content": document}
        created = organizations.create_policy(**request)["Policy"]["PolicySummary"]["Id"]
        organizations.delete_policy(PolicyId=created)

    def test_a_policy_stays_sound(self) -> None:
        """https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html"""
        organizations = client("organizations")
        request = {"Name": "kept", "Description": "", "Type": self.policy_type, "Content": policy(self.statement)}
        created = organizations.create_policy(**request)["Policy"]["PolicySummary"]["Id"]
        with self.refused(self.code):
            organizations.update_policy(PolicyId=created, Content='{"Statement": []}')


class ResourceControlPolicyTest(ServiceControlPolicyTest):
    """https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html"""

    policy_type = "RESOURCE_CONTROL_POLICY"
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    faults = (
        ({"Effect": "Allow"}, "requirements of the specified policy type"),
        ({"Principal": root_of(AUDIT)}, ""),
        ({"Principal": None}, ""),
        ({"Principal": None, "NotPrincipal": root_of(AUDIT)}, ""),
        ({"Action": None, "NotAction": "s3:*"}, ""),
        ({"Action": "*"}, ""),
        ({"Action": "ec2:*"}, ""),
        ({"Resource": None}, ""),
    )
    accepted = (
        {"Action": ["kms:Decrypt", "sqs:*", "secretsmanager:*", "sts:AssumeRole"]},
        {"Resource": None, "NotResource": "arn:aws:s3:::public/*"},
    )


class AttachmentTest(SimulatorTestCase):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html"""

    def test_a_policy_is_attached_once_and_while_its_type_is_enabled(self) -> None:
        organizations = client("organizations")
        root = organizations.list_roots()["Roots"][0]["Id"]
        content = policy(ServiceControlPolicyTest.statement)
        created = organizations.create_policy(
            Name="attached", Description="", Type="SERVICE_CONTROL_POLICY", Content=content
        )["Policy"]["PolicySummary"]["Id"]
        with self.refused("PolicyTypeNotEnabledException"):
            organizations.attach_policy(PolicyId=created, TargetId=AUDIT)
        organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
        organizations.attach_policy(PolicyId=created, TargetId=AUDIT)
        with self.refused("DuplicatePolicyAttachmentException"):
            organizations.attach_policy(PolicyId=created, TargetId=AUDIT)
        organizations.detach_policy(PolicyId=created, TargetId=AUDIT)
        organizations.attach_policy(PolicyId=created, TargetId=AUDIT)

    def test_the_policies_of_aws_stay_as_they_are(self) -> None:
        """https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html"""
        with self.refused("InvalidInputException", "managed by AWS"):
            client("organizations").update_policy(PolicyId="p-FullAWSAccess", Description="more")


class OrganizationResourcePolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_PutResourcePolicy.html"""

    code = "InvalidInputException"
    statement = {
        "Effect": "Allow",
        "Principal": root_of(AUDIT),
        "Action": "organizations:DescribePolicy",
        "Resource": "*",
    }
    faults = (({"Action": "iam:*"}, ""), ({"Principal": None}, ""), ({"Resource": None}, ""))

    def put(self, document: str) -> None:
        client("organizations").put_resource_policy(Content=document)


class TrustPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html

    What IAM checks: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html
    """

    code = "MalformedPolicyDocument"
    statement = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    faults = (
        ({"Resource": "*"}, "Has prohibited field Resource"),
        ({"Principal": None}, "Missing required field Principal"),
        ({"Principal": {"AWS": MISSING_ROLE}}, f'Invalid principal in policy: "AWS":"{MISSING_ROLE}"'),
        ({"Principal": {"AWS": f"arn:aws:iam::{AUDIT}:user/missing"}}, "Invalid principal in policy"),
        ({"Principal": {"AWS": f"arn:aws:iam::{AUDIT}:role/*"}}, "Invalid principal in policy"),
        ({"Principal": {"Service": "ec2"}}, "Invalid principal in policy"),
        ({"Action": "iam:PassRole"}, "AssumeRole policy may only specify STS AssumeRole actions."),
        ({"Action": "*"}, "AssumeRole policy may only specify STS AssumeRole actions."),
        ({"Sid": "With spaces"}, "[0-9A-Za-z]*"),
        ({"Effect": "Deny", "Principal": None, "NotPrincipal": root_of(AUDIT)}, "Has prohibited field NotPrincipal"),
    )
    accepted = (
        {"Principal": {"AWS": "*"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},
        {"Principal": {"AWS": EXISTING_USER}, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]},
        {
            "Principal": {"Federated": f"arn:aws:iam::{AUDIT}:oidc-provider/token.actions.githubusercontent.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}},
        },
        {"Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity"},
    )

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        client("iam").create_role(RoleName="checked", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))

    def put(self, document: str) -> None:
        client("iam").update_assume_role_policy(RoleName="checked", PolicyDocument=document)

    def test_the_language_of_2008_is_taken(self) -> None:
        self.put(json.dumps({"Version": "2008-10-17", "Statement": [self.statement]}))

    def test_a_new_role_has_a_sound_trust_policy(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html"""
        document = document_of({"Principal": {"AWS": MISSING_ROLE}}, self.statement)
        with self.refused(self.code, "Invalid principal in policy"):
            client("iam").create_role(RoleName="new", AssumeRolePolicyDocument=document)

    def test_long_policies_are_refused(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
        with self.refused("LimitExceeded", "ACLSizePerRole: 2048"):
            self.put(document_of({"Sid": "s" * 2_048}, self.statement))
        self.put(policy(self.statement) + " " * 2_048)


class ManagedPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html

    What IAM checks: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html
    """

    code = "MalformedPolicyDocument"
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    faults = (
        ({"Principal": "*"}, "Policy document should not specify a principal."),
        ({"Resource": None}, "Policy statement must contain resources."),
        ({"Action": None}, "Policy statement must contain actions."),
        ({"Action": "GetObject"}, "must be prefaced by a vendor"),
        ({"Action": "s3:Get:Object"}, "must be prefaced by a vendor"),
        ({"Resource": "bucket"}, 'must be in ARN format or "*"'),
        ({"Sid": "With-dash"}, "[0-9A-Za-z]*"),
    )
    accepted = (
        {"Action": "s3:NoActionOfThisName"},
        {"Action": None, "NotAction": "iam:*"},
        {"Condition": {"StringEquals": {"aws:NoKeyOfThisName": "a"}}},
    )
    version_required = True

    def put(self, document: str) -> None:
        arn = client("iam").create_policy(PolicyName="checked", PolicyDocument=document)["Policy"]["Arn"]
        client("iam").delete_policy(PolicyArn=arn)

    def test_a_version_of_a_policy_is_sound(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html"""
        iam = client("iam")
        arn = iam.create_policy(PolicyName="versions", PolicyDocument=policy(self.statement))["Policy"]["Arn"]
        with self.refused(self.code, "principal"):
            iam.create_policy_version(PolicyArn=arn, PolicyDocument=document_of({"Principal": "*"}, self.statement))

    def test_long_policies_are_refused(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
        with self.refused("LimitExceeded", "PolicySize: 6144"):
            self.put(document_of({"Sid": "s" * 6_144}, self.statement))
        self.put(policy(self.statement) + " " * 6_144)


class InlinePolicyTest(SimulatorTestCase):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""

    def put(self, kind: str, name: str, policy_name: str, statement: Dict[str, Any]) -> None:
        names = {f"{kind.capitalize()}Name": name, "PolicyName": policy_name}
        getattr(client("iam"), f"put_{kind}_policy")(**names, PolicyDocument=policy(statement))

    def make(self, kind: str, name: str) -> None:
        options = {"AssumeRolePolicyDocument": trust("ec2.amazonaws.com")} if kind == "role" else {}
        getattr(client("iam"), f"create_{kind}")(**{f"{kind.capitalize()}Name": name}, **options)

    def test_the_inline_policies_of_an_identity_are_limited_together(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html"""
        for kind, longest in (("user", 2_048), ("group", 5_120), ("role", 10_240)):
            with self.subTest(kind):
                self.make(kind, f"{kind}-inline")
                half = {**ManagedPolicyTest.statement, "Sid": "s" * (longest // 2 - 20)}
                self.put(kind, f"{kind}-inline", "one", half)
                with self.refused("LimitExceeded", f"Maximum policy size of {longest} bytes exceeded for {kind}"):
                    self.put(kind, f"{kind}-inline", "two", half)
                self.put(kind, f"{kind}-inline", "one", half)

    def test_inline_policies_have_no_principals(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html"""
        for kind in ("user", "group", "role"):
            self.make(kind, f"{kind}-principal")
            with self.subTest(kind), self.refused("MalformedPolicyDocument", "principal"):
                self.put(kind, f"{kind}-principal", "one", {**ManagedPolicyTest.statement, "Principal": "*"})

    def test_ten_policies_are_attached_to_an_identity(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html"""
        iam = client("iam")
        document = policy(ManagedPolicyTest.statement)
        names = [f"attached-{number}" for number in range(11)]
        arns = [iam.create_policy(PolicyName=name, PolicyDocument=document)["Policy"]["Arn"] for name in names]
        for kind in ("user", "group", "role"):
            self.make(kind, f"{kind}-attached")
            attach = getattr(iam, f"attach_{kind}_policy")
            target = {f"{kind.capitalize()}Name": f"{kind}-attached"}
            for arn in arns[:10]:
                attach(**target, PolicyArn=arn)
            attach(**target, PolicyArn=arns[0])
            with self.subTest(kind), self.refused("LimitExceeded", f"PoliciesPer{kind.capitalize()}: 10"):
                attach(**target, PolicyArn=arns[10])


class BoundaryTest(SimulatorTestCase):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"""

    missing = f"arn:aws:iam::{MANAGEMENT}:policy/missing"

    def test_boundaries_exist(self) -> None:
        """https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html"""
        iam = client("iam")
        request = {"RoleName": "bound", "AssumeRolePolicyDocument": trust("ec2.amazonaws.com")}
        message = "does not exist or is not attachable"
        with self.refused("NoSuchEntity", message):
            iam.create_role(**request, PermissionsBoundary=self.missing)
        with self.refused("NoSuchEntity", message):
            iam.create_user(UserName="bound", PermissionsBoundary=self.missing)
        iam.create_role(**request, PermissionsBoundary="arn:aws:iam::aws:policy/ReadOnlyAccess")
        with self.refused("NoSuchEntity", message):
            iam.put_role_permissions_boundary(RoleName="bound", PermissionsBoundary=self.missing)


class SessionPolicyTest(DocumentTestCase):
    """https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"""

    code = "MalformedPolicyDocument"
    statement = ManagedPolicyTest.statement
    faults = (
        ({"Principal": "*"}, "principal"),
        ({"Resource": None}, "resources"),
        ({"Resource": "bucket"}, "ARN format"),
    )
    version_required = True

    def put(self, document: str) -> None:
        role = f"arn:aws:iam::{AUDIT}:role/OrganizationAccountAccessRole"
        client("sts").assume_role(RoleArn=role, RoleSessionName="test", Policy=document)


class FunctionPermissionTest(SimulatorTestCase):
    """https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html"""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_function("permitting")

    def add(self, sid: str, principal: str) -> None:
        request = {"FunctionName": "permitting", "StatementId": sid, "Action": "lambda:InvokeFunction"}
        client("lambda").add_permission(**request, Principal=principal)

    def test_principals_exist(self) -> None:
        for number, principal in enumerate((MISSING_ROLE, "events", "arn:aws:iam::1:root")):
            with self.subTest(principal), self.refused("InvalidParameterValueException", "principal was invalid"):
                self.add(f"wrong{number}", principal)
        for number, principal in enumerate(("events.amazonaws.com", AUDIT, EXISTING_USER, "*")):
            self.add(f"right{number}", principal)

    def test_statement_ids_are_unique(self) -> None:
        self.add("twice", "events.amazonaws.com")
        with self.refused("ResourceConflictException", "twice"):
            self.add("twice", "events.amazonaws.com")


class PublicTest(unittest.TestCase):
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"""

    def is_public(self, condition: Optional[Dict[str, Any]] = None, **changes: Any) -> bool:
        return is_public(document_of({"Principal": "*", "Condition": condition, **changes}, BucketPolicyTest.statement))

    def test_everybody_is_public(self) -> None:
        self.assertTrue(self.is_public())
        self.assertTrue(self.is_public(Principal={"AWS": "*"}))
        self.assertTrue(self.is_public({"Bool": {"aws:SecureTransport": "true"}}))

    def test_fixed_values_are_not_public(self) -> None:
        for operator, key, value in (
            ("StringEquals", "aws:PrincipalOrgID", "o-abc1234567"),
            ("StringEquals", "aws:sourcevpce", ["vpce-1", "vpce-2"]),
            ("ArnLike", "aws:SourceArn", "arn:aws:cloudtrail:*:111111111111:trail/*"),
            ("StringLike", "s3:DataAccessPointArn", "arn:aws:s3:us-west-2:111111111111:accesspoint/*"),
            ("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
        ):
            self.assertFalse(self.is_public({operator: {key: value}}), value)

    def test_other_values_are_public(self) -> None:
        for operator, key, value in (
            ("StringLike", "aws:PrincipalOrgID", "o-*"),
            ("StringNotEquals", "aws:PrincipalOrgID", "o-abc1234567"),
            ("StringEquals", "aws:SourceVpc", "${aws:username}"),
            ("ArnLike", "aws:SourceArn", "arn:aws:cloudtrail:*:*:trail/*"),
            ("IpAddress", "aws:SourceIp", "0.0.0.0/0"),
        ):
            self.assertTrue(self.is_public({operator: {key: value}}), value)

    def test_denials_and_named_principals_are_not_public(self) -> None:
        self.assertFalse(self.is_public(Effect="Deny"))
        self.assertFalse(self.is_public(Principal=root_of(AUDIT)))


class CheckerTest(unittest.TestCase):
    """What no service is needed for."""

    def test_the_error_is_that_of_the_service(self) -> None:
        for kind in (BUCKET, MANAGED, RESOURCE_CONTROL, SERVICE_CONTROL, TRUST):
            with self.subTest(kind.code), self.assertRaises(AwsError) as caught:
                check(kind, "{")
            self.assertEqual(caught.exception.code, kind.code)

    def test_buckets_can_be_named_with_wildcards(self) -> None:
        self.assertTrue(is_of_bucket("arn:aws:s3:::log*", "logs"))
        self.assertFalse(is_of_bucket("arn:aws:s3:::log?/*", "archive"))


# It is of no kind, and has nothing to run.
del DocumentTestCase
