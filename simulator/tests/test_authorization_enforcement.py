"""Permissions enforced on requests: by identity, boundary, session, organization and resource policies."""
from __future__ import annotations

import json
import os
import re
import tempfile
import textwrap
import time
import unittest
import urllib.error
import urllib.request
from typing import Any, Dict, List, Optional

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from aws_simulator.identities.mfa import code_at

from tests.support import AUDIT, EXISTING, LOG_ARCHIVE, MANAGEMENT, REGION, code_of, policy, start

ACCESS_ROLE = "OrganizationAccountAccessRole"
TRUST_ALL = policy({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole", "sts:TagSession"]})
EVERYTHING = policy({"Effect": "Allow", "Action": "*", "Resource": "*"})


class Aws:
    """One simulator, and clients for whoever asks it."""

    def __init__(self, mode: str):
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(EXISTING, file)
        self.file = file.name
        self.process = start("--port", "0", "--existing", file.name, "--permissions", mode, "--exit-with-parent")
        assert self.process.stdout is not None
        self.endpoint = json.loads(self.process.stdout.readline())["endpoint"]

    def stop(self) -> str:
        """End it, and return what it logged."""
        self.process.kill()
        os.unlink(self.file)
        return self.process.communicate()[1]

    def client(
        self, service: str, credentials: Optional[Dict[str, str]] = None, key: str = "test", **options: Any
    ) -> Any:
        """A client with these credentials, or with unknown ones, which the management account's administrator has."""
        credentials = credentials or {"AccessKeyId": key, "SecretAccessKey": key, "SessionToken": ""}
        config = Config(retries={"max_attempts": 1, "mode": "standard"}, s3={"addressing_style": "path"})
        return boto3.client(
            service,
            region_name=REGION,
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials.get("SessionToken") or None,
            **{"endpoint_url": self.endpoint, "config": config, **options},
        )

    def assume(self, account: str, role: str = ACCESS_ROLE, key: str = "test", **options: Any) -> Dict[str, str]:
        """The credentials of a session."""
        arn = f"arn:aws:iam::{account}:role/{role}"
        sts = self.client("sts", key=key)
        return sts.assume_role(RoleArn=arn, RoleSessionName="session", **options)["Credentials"]

    def role(self, account: str, name: str, *statements: Dict[str, Any], **options: Any) -> None:
        """A role that may do what the statements say."""
        iam = self.client("iam", None if account == MANAGEMENT else self.assume(account))
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST_ALL, **options)
        if statements:
            iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=policy(*statements))

    def control(self, thing: str, body: Dict[str, Any]) -> Dict[str, Any]:
        """Ask the simulator itself for something."""
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/simulator/{thing}", data, method="POST")
        with urllib.request.urlopen(request) as response:
            return json.load(response)

    def record(self) -> List[Dict[str, Any]]:
        """What was asked."""
        with urllib.request.urlopen(f"{self.endpoint}/simulator/permissions") as response:
            return json.load(response)["asked"]


def may(action: Any, resource: Any = "*", **elements: Any) -> Dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **elements}


class EnforcementTest(unittest.TestCase):
    aws: Aws

    @classmethod
    def setUpClass(cls) -> None:
        cls.aws = Aws("marked")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.aws.stop()

    def refused(self, call: Any, reason: str = "", code: str = "AccessDenied", **parameters: Any) -> None:
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], code, error)
        self.assertIn(reason, error["Message"])

    def session(self, account: str, name: str, *statements: Dict[str, Any], **options: Any) -> Dict[str, str]:
        self.aws.role(account, name, *statements, **options)
        return self.aws.assume(account, name)

    def test_a_role_may_what_its_policy_allows_and_nothing_else(self) -> None:
        sns = self.aws.client("sns", self.session(MANAGEMENT, "narrow", may("sns:CreateTopic", "arn:aws:sns:*:*:mine")))
        arn = sns.create_topic(Name="mine")["TopicArn"]
        self.refused(
            sns.create_topic,
            f"User: arn:aws:sts::{MANAGEMENT}:assumed-role/narrow/session is not authorized to perform: sns:CreateTopic "
            f"on resource: arn:aws:sns:{REGION}:{MANAGEMENT}:yours because no identity-based policy allows the "
            "sns:CreateTopic action",
            "AuthorizationError",
            Name="yours",
        )
        self.refused(sns.delete_topic, "sns:DeleteTopic", "AuthorizationError", TopicArn=arn)
        asked = {(one["principal"], one["action"], one["resource"]): one["allowed"] for one in self.aws.record()}
        role = f"arn:aws:iam::{MANAGEMENT}:role/narrow"
        self.assertIs(asked[role, "sns:CreateTopic", f"arn:aws:sns:{REGION}:{MANAGEMENT}:mine"], True)
        self.assertIs(asked[role, "sns:DeleteTopic", arn], False)

    def test_everybody_may_ask_who_they_are(self) -> None:
        sts = self.aws.client("sts", self.session(MANAGEMENT, "nothing"))
        self.assertIn("assumed-role/nothing", sts.get_caller_identity()["Arn"])

    def test_policies_know_a_key_by_its_aliases(self) -> None:
        kms = self.aws.client("kms")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        named = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": ["alias/of-logs"]}}
        allowed = {"Effect": "Allow", "Action": "kms:Encrypt", "Resource": "*", "Condition": named}
        user = self.aws.client("kms", self.session(MANAGEMENT, "by-alias", allowed))
        self.refused(user.encrypt, code="AccessDeniedException", KeyId=key, Plaintext=b"x")
        kms.create_alias(AliasName="alias/of-logs", TargetKeyId=key)
        user.encrypt(KeyId=key, Plaintext=b"x")

    def test_a_request_comes_from_where_its_header_says(self) -> None:
        office = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
        allowed = {"Effect": "Allow", "Action": "iam:ListRoles", "Resource": "*", "Condition": office}
        iam = self.aws.client("iam", self.session(MANAGEMENT, "office", allowed))
        self.refused(iam.list_roles, code="AccessDenied")

        def add_header(request: Any, **_: Any) -> None:
            request.headers["X-Forwarded-For"] = "203.0.113.7"

        iam.meta.events.register("before-send.iam", add_header)
        iam.list_roles()

    def test_the_codes_of_refusals_are_those_of_the_service(self) -> None:
        credentials = self.session(MANAGEMENT, "codes")
        codes = {
            ("ec2", "describe_vpcs"): "UnauthorizedOperation",
            ("iam", "list_roles"): "AccessDenied",
            ("kms", "list_keys"): "AccessDeniedException",
            ("lambda", "list_functions"): "AccessDeniedException",
            ("organizations", "list_accounts"): "AccessDeniedException",
            ("s3", "list_buckets"): "AccessDenied",
        }
        for (service, operation), code in codes.items():
            self.refused(getattr(self.aws.client(service, credentials), operation), code=code)

    def test_users_are_bound_by_their_own_policies_and_those_of_their_groups(self) -> None:
        iam = self.aws.client("iam")
        iam.create_user(UserName="carlos")
        key = iam.create_access_key(UserName="carlos")["AccessKey"]
        users = self.aws.client("iam", key)
        self.refused(users.list_users, f"User: arn:aws:iam::{MANAGEMENT}:user/carlos is not authorized")
        iam.create_group(GroupName="readers")
        iam.put_group_policy(GroupName="readers", PolicyName="p", PolicyDocument=policy(may("iam:ListUsers")))
        iam.add_user_to_group(GroupName="readers", UserName="carlos")
        self.assertIn("carlos", [user["UserName"] for user in users.list_users()["Users"]])
        own = policy(may("iam:GetUser", "arn:aws:iam::*:user/${aws:username}"))
        iam.put_user_policy(UserName="carlos", PolicyName="own", PolicyDocument=own)
        self.assertEqual(users.get_user(UserName="carlos")["User"]["UserName"], "carlos")
        self.refused(users.get_user, UserName="other")

    def test_service_control_policies_bind_administrators_of_members_and_not_of_the_management_account(self) -> None:
        organizations = self.aws.client("organizations")
        root = organizations.list_roots()["Roots"][0]["Id"]
        denial = policy({"Sid": "NoUsers", "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"})
        created = organizations.create_policy(
            Content=denial, Description="", Name="no-users", Type="SERVICE_CONTROL_POLICY"
        )["Policy"]["PolicySummary"]
        organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
        organizations.attach_policy(PolicyId=created["Id"], TargetId=root)
        try:
            member = self.aws.client("iam", self.aws.assume(AUDIT))
            self.refused(member.create_user, "with an explicit deny in a service control policy", UserName="u")
            self.aws.client("iam").create_user(UserName="of-management")
            self.assertIn(
                ["service control policy no-users (NoUsers)"],
                [one["by"] for one in self.aws.record() if one["action"] == "iam:CreateUser"],
            )
        finally:
            organizations.detach_policy(PolicyId=created["Id"], TargetId=root)

    def test_resource_control_policies_bind_the_resources_of_members(self) -> None:
        organizations = self.aws.client("organizations")
        root = organizations.list_roots()["Roots"][0]["Id"]
        statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetBucketPolicy", "Resource": "*"}
        created = organizations.create_policy(
            Content=policy(statement), Description="", Name="closed", Type="RESOURCE_CONTROL_POLICY"
        )["Policy"]["PolicySummary"]
        enabled = [one["Type"] for one in organizations.list_roots()["Roots"][0]["PolicyTypes"]]
        if "RESOURCE_CONTROL_POLICY" not in enabled:
            organizations.enable_policy_type(RootId=root, PolicyType="RESOURCE_CONTROL_POLICY")
        organizations.attach_policy(PolicyId=created["Id"], TargetId=root)
        s3 = self.aws.client("s3", self.aws.assume(LOG_ARCHIVE))
        s3.create_bucket(Bucket="controlled", CreateBucketConfiguration={"LocationConstraint": REGION})
        try:
            self.refused(s3.get_bucket_policy, "with an explicit deny in a resource control policy", Bucket="controlled")
        finally:
            organizations.detach_policy(PolicyId=created["Id"], TargetId=root)

    def test_resource_control_policies_bind_services_that_deliver(self) -> None:
        member = self.aws.assume(LOG_ARCHIVE)
        sqs, events = self.aws.client("sqs", member), self.aws.client("events", member)
        url, arn = sqs.create_queue(QueueName="delivered")["QueueUrl"], f"arn:aws:sqs:{REGION}:{LOG_ARCHIVE}:delivered"
        allowed = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy({**allowed, "Resource": arn})})
        events.put_rule(Name="delivers", EventPattern='{"source":["test"]}')
        events.put_targets(Rule="delivers", Targets=[{"Id": "queue", "Arn": arn}])

        def arrives() -> bool:
            events.put_events(Entries=[{"Source": "test", "DetailType": "t", "Detail": "{}"}])
            return bool(sqs.receive_message(QueueUrl=url).get("Messages"))

        self.assertTrue(arrives())
        organizations = self.aws.client("organizations")
        root = organizations.list_roots()["Roots"][0]
        if all(enabled["Type"] != "RESOURCE_CONTROL_POLICY" for enabled in root["PolicyTypes"]):
            organizations.enable_policy_type(RootId=root["Id"], PolicyType="RESOURCE_CONTROL_POLICY")
        denial = {"Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
        created = organizations.create_policy(
            Content=policy(denial), Description="", Name="no-messages", Type="RESOURCE_CONTROL_POLICY"
        )["Policy"]["PolicySummary"]
        organizations.attach_policy(PolicyId=created["Id"], TargetId=root["Id"])
        try:
            self.assertFalse(arrives())
        finally:
            organizations.detach_policy(PolicyId=created["Id"], TargetId=root["Id"])

    def test_a_boundary_bounds_a_role(self) -> None:
        iam = self.aws.client("iam")
        document = policy(may("sns:*"))
        arn = iam.create_policy(PolicyName="boundary", PolicyDocument=document)["Policy"]["Arn"]
        bounded = self.session(MANAGEMENT, "bounded", may("*"), PermissionsBoundary=arn)
        self.aws.client("sns", bounded).list_topics()
        self.refused(self.aws.client("iam", bounded).list_users, "because no permissions boundary allows the iam:ListUsers")

    def test_a_session_policy_bounds_a_session(self) -> None:
        self.aws.role(MANAGEMENT, "wide", may("*"))
        inline = self.aws.assume(MANAGEMENT, "wide", Policy=policy(may("sns:*")))
        managed = self.aws.assume(MANAGEMENT, "wide", PolicyArns=[{"arn": "arn:aws:iam::aws:policy/AmazonSNSFullAccess"}])
        for session in (inline, managed):
            self.aws.client("sns", session).list_topics()
            self.refused(self.aws.client("iam", session).list_users, "because no session policy allows the iam:ListUsers")
        self.aws.client("iam", self.aws.assume(MANAGEMENT, "wide")).list_users()

    def test_session_tags_are_keys_of_conditions(self) -> None:
        condition = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
        self.aws.role(MANAGEMENT, "tagged", may("sns:ListTopics", Condition=condition))
        blue = self.aws.assume(MANAGEMENT, "tagged", Tags=[{"Key": "team", "Value": "blue"}])
        self.aws.client("sns", blue).list_topics()
        self.refused(self.aws.client("sns", self.aws.assume(MANAGEMENT, "tagged")).list_topics, code="AuthorizationError")

    def test_a_role_is_assumed_by_whom_the_trust_policy_and_the_own_policy_allow(self) -> None:
        sts = self.aws.client("sts", self.session(MANAGEMENT, "cannot-assume", may("sns:*")))
        target = f"arn:aws:iam::{AUDIT}:role/{ACCESS_ROLE}"
        self.refused(sts.assume_role, "sts:AssumeRole", RoleArn=target, RoleSessionName="session")
        can = self.aws.client("sts", self.session(MANAGEMENT, "can-assume", may("sts:AssumeRole", target)))
        can.assume_role(RoleArn=target, RoleSessionName="session")

    def test_roles_carry_no_mfa(self) -> None:
        iam = self.aws.client("iam")
        trust = {"Effect": "Allow", "Principal": {"AWS": MANAGEMENT}, "Action": "sts:AssumeRole"}
        guarded = policy({**trust, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})
        iam.create_role(RoleName="guarded", AssumeRolePolicyDocument=guarded)
        arn = f"arn:aws:iam::{MANAGEMENT}:role/guarded"
        self.aws.assume(MANAGEMENT, "guarded")
        sts = self.aws.client("sts", self.session(MANAGEMENT, "without-mfa", may("*")))
        self.refused(sts.assume_role, RoleArn=arn, RoleSessionName="session")

    def test_users_carry_mfa_when_they_gave_a_code(self) -> None:
        iam = self.aws.client("iam")
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName="ada")["VirtualMFADevice"]
        seed, step = device["Base32StringSeed"].decode(), int(time.time()) // 30
        iam.create_user(UserName="ada")
        with_mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
        statements = (may("sts:GetSessionToken"), may("sns:ListTopics", Condition=with_mfa))
        iam.put_user_policy(UserName="ada", PolicyName="inline", PolicyDocument=policy(*statements))
        codes = {"AuthenticationCode1": code_at(seed, step - 1), "AuthenticationCode2": code_at(seed, step)}
        iam.enable_mfa_device(UserName="ada", SerialNumber=device["SerialNumber"], **codes)
        key = iam.create_access_key(UserName="ada")["AccessKey"]
        sts = self.aws.client("sts", key)
        self.refused(self.aws.client("sns", key).list_topics, code="AuthorizationError")
        without = sts.get_session_token()["Credentials"]
        self.refused(self.aws.client("sns", without).list_topics, code="AuthorizationError")
        code = {"SerialNumber": device["SerialNumber"], "TokenCode": code_at(seed, int(time.time()) // 30)}
        self.aws.client("sns", sts.get_session_token(**code)["Credentials"]).list_topics()

    def test_claims_of_web_identities_are_keys_of_conditions(self) -> None:
        issuer = "https://token.actions.githubusercontent.com"
        self.aws.control("token-issuer", {"url": issuer})
        iam = self.aws.client("iam")
        provider = iam.create_open_id_connect_provider(
            Url=issuer, ClientIDList=["sts.amazonaws.com"], ThumbprintList=["a" * 40]
        )["OpenIDConnectProviderArn"]
        principal = {"Effect": "Allow", "Principal": {"Federated": provider}}
        only = {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme/*"}}
        trust = policy({**principal, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": only})
        iam.create_role(RoleName="deploys", AssumeRolePolicyDocument=trust)
        main = {"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main"}}
        document = policy(may("sns:ListTopics", Condition=main))
        iam.put_role_policy(RoleName="deploys", PolicyName="inline", PolicyDocument=document)

        def session(sub: str) -> Dict[str, str]:
            claims = {"sub": sub, "aud": "sts.amazonaws.com"}
            token = self.aws.control("token", {"issuer": issuer, "claims": claims})["token"]
            request = {"RoleSessionName": "run", "WebIdentityToken": token}
            arn = f"arn:aws:iam::{MANAGEMENT}:role/deploys"
            return self.aws.client("sts").assume_role_with_web_identity(RoleArn=arn, **request)["Credentials"]

        self.aws.client("sns", session("repo:acme/app:ref:refs/heads/main")).list_topics()
        other = self.aws.client("sns", session("repo:acme/app:pull_request"))
        self.refused(other.list_topics, code="AuthorizationError")
        self.refused(session, "Not authorized", sub="repo:other/app:ref:refs/heads/main")

    def test_handing_over_a_role_needs_iam_pass_role(self) -> None:
        trust = policy({"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sts:AssumeRole"})
        self.aws.client("iam").create_role(RoleName="handed", AssumeRolePolicyDocument=trust)
        role = f"arn:aws:iam::{MANAGEMENT}:role/handed"
        credentials = self.session(MANAGEMENT, "hands-over", may("events:*"))
        events = self.aws.client("events", credentials)
        events.put_rule(Name="r", EventPattern='{"source":["x"]}')
        target = {"Id": "t", "Arn": f"arn:aws:events:{REGION}:{AUDIT}:event-bus/b", "RoleArn": role}
        self.refused(events.put_targets, "iam:PassRole", "AccessDeniedException", Rule="r", Targets=[target])

    def test_a_bucket_is_reached_from_another_account_if_both_allow(self) -> None:
        owner = self.aws.client("s3", self.aws.assume(LOG_ARCHIVE))
        owner.create_bucket(Bucket="shared", CreateBucketConfiguration={"LocationConstraint": REGION})
        owner.put_object(Bucket="shared", Key="x", Body=b"x")
        reader = self.aws.client("s3", self.session(AUDIT, "s3-reader", may("s3:Get*")))
        self.refused(reader.get_object, "because no resource-based policy allows the s3:GetObject", Bucket="shared", Key="x")
        arn = f"arn:aws:iam::{AUDIT}:role/s3-reader"
        allowed = {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "s3:*", "Resource": "arn:aws:s3:::shared/*"}
        owner.put_bucket_policy(Bucket="shared", Policy=policy(allowed))
        self.assertEqual(reader.get_object(Bucket="shared", Key="x")["Body"].read(), b"x")
        self.refused(reader.put_object, "no identity-based policy", Bucket="shared", Key="y", Body=b"y")
        objects = {"Objects": [{"Key": "x"}]}
        self.refused(reader.delete_objects, "s3:DeleteObject", Bucket="shared", Delete=objects)

    def test_a_key_opens_itself_to_its_account_only_by_its_policy(self) -> None:
        kms = self.aws.client("kms")
        arn = kms.create_key()["KeyMetadata"]["Arn"]
        user = self.aws.client("kms", self.session(MANAGEMENT, "encrypts", may("kms:Encrypt", arn)))
        user.encrypt(KeyId=arn, Plaintext=b"x")
        self.refused(user.describe_key, "kms:DescribeKey", "AccessDeniedException", KeyId=arn)
        stranger = self.aws.client("kms", self.session(AUDIT, "stranger", may("kms:*")))
        self.refused(stranger.encrypt, "no resource-based policy", "AccessDeniedException", KeyId=arn, Plaintext=b"x")
        closed = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{AUDIT}:root"}, "Action": "kms:*", "Resource": "*"}
        kms.put_key_policy(KeyId=arn, PolicyName="default", Policy=policy(closed), BypassPolicyLockoutSafetyCheck=True)
        self.refused(user.encrypt, "no resource-based policy", "AccessDeniedException", KeyId=arn, Plaintext=b"x")

    def test_buckets_topics_and_queues_ask_their_key_in_the_name_of_who_writes_and_reads(self) -> None:
        admin = self.aws.client("kms")
        key = admin.create_key()["KeyMetadata"]["Arn"]
        s3, sns, sqs = (self.aws.client(service) for service in ("s3", "sns", "sqs"))
        s3.create_bucket(Bucket="keyed", CreateBucketConfiguration={"LocationConstraint": REGION})
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
        s3.put_bucket_encryption(Bucket="keyed", ServerSideEncryptionConfiguration={"Rules": [rule]})
        topic = sns.create_topic(Name="keyed", Attributes={"KmsMasterKeyId": key})["TopicArn"]
        queue = sqs.create_queue(QueueName="keyed", Attributes={"KmsMasterKeyId": key})["QueueUrl"]
        data = may(["s3:*", "sns:*", "sqs:*"])

        def ways(name: str, *more: Dict[str, Any]) -> List[Any]:
            session = self.session(MANAGEMENT, name, data, *more)
            return [
                lambda: self.aws.client("s3", session).put_object(Bucket="keyed", Key="k", Body=b"x"),
                lambda: self.aws.client("s3", session).get_object(Bucket="keyed", Key="k"),
                lambda: self.aws.client("sns", session).publish(TopicArn=topic, Message="m"),
                lambda: self.aws.client("sqs", session).send_message(QueueUrl=queue, MessageBody="m"),
            ]

        uses = ["kms:GenerateDataKey", "kms:Decrypt"]
        for way in ways("with-key", may(uses, key)):
            way()
        for way, code in zip(ways("no-key"), ["AccessDenied", "AccessDenied", "KMSAccessDenied", "KmsAccessDenied"]):
            with self.subTest(code):
                self.refused(way, "kms:", code)
        via = {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}, "Bool": {"aws:ViaAWSService": "true"}}
        write, read, publish, _ = ways("by-s3", may(uses, key, Condition=via))
        write()
        read()
        self.refused(publish, "kms:", "KMSAccessDenied")

    def test_a_function_does_what_its_role_may(self) -> None:
        topic = self.aws.client("sns").create_topic(Name="told-by-function")["TopicArn"]
        iam, functions = self.aws.client("iam"), self.aws.client("lambda")
        trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        role = iam.create_role(RoleName="tells", AssumeRolePolicyDocument=policy(trust))["Role"]["Arn"]
        code = """
            import boto3
            def handler(event, context):
                return boto3.client("sns").publish(TopicArn=event["topic"], Message="m")["MessageId"]
        """
        functions.create_function(
            FunctionName="tells",
            Role=role,
            Runtime="python3.12",
            Handler="main.handler",
            Timeout=30,
            Code={"ZipFile": code_of({"main.py": textwrap.dedent(code)})},
        )

        def tell() -> Dict[str, Any]:
            return functions.invoke(FunctionName="tells", Payload=json.dumps({"topic": topic}))

        refused = tell()
        self.assertEqual(refused["FunctionError"], "Unhandled")
        self.assertIn("is not authorized to perform: SNS:Publish".lower(), refused["Payload"].read().decode().lower())
        iam.put_role_policy(RoleName="tells", PolicyName="p", PolicyDocument=policy(may("sns:Publish", topic)))
        self.assertNotIn("FunctionError", tell())

    def test_topics_and_queues_are_reached_from_another_account_if_both_allow(self) -> None:
        topic = self.aws.client("sns").create_topic(Name="reached")["TopicArn"]
        outside = self.session(AUDIT, "publishes", may(["sns:Publish", "sqs:SendMessage"]))
        sns = self.aws.client("sns", outside)
        self.refused(sns.publish, "no resource-based policy", "AuthorizationError", TopicArn=topic, Message="m")
        opened = {"Effect": "Allow", "Principal": {"AWS": AUDIT}, "Action": "sns:Publish", "Resource": topic}
        self.aws.client("sns").set_topic_attributes(
            TopicArn=topic, AttributeName="Policy", AttributeValue=policy(opened)
        )
        sns.publish(TopicArn=topic, Message="m")
        sqs, other = self.aws.client("sqs"), self.aws.client("sqs", outside)
        url = sqs.create_queue(QueueName="reached")["QueueUrl"]
        self.refused(other.send_message, "sqs:SendMessage", QueueUrl=url, MessageBody="m")
        arn = f"arn:aws:sqs:{REGION}:{MANAGEMENT}:reached"
        opened = {"Effect": "Allow", "Principal": {"AWS": AUDIT}, "Action": "sqs:SendMessage", "Resource": arn}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy(opened)})
        other.send_message(QueueUrl=url, MessageBody="m")
        self.assertEqual([one["Body"] for one in sqs.receive_message(QueueUrl=url)["Messages"]], ["m"])
        self.refused(other.receive_message, "sqs:ReceiveMessage", QueueUrl=url)

    def test_credentials_end_with_their_key_and_their_user(self) -> None:
        iam = self.aws.client("iam")
        iam.create_user(UserName="eve")
        iam.put_user_policy(UserName="eve", PolicyName="inline", PolicyDocument=EVERYTHING)
        key = iam.create_access_key(UserName="eve")["AccessKey"]
        token = self.aws.client("sts", key).get_session_token()["Credentials"]
        named = {"UserName": "eve", "AccessKeyId": key["AccessKeyId"]}
        clients = {
            service: getattr(self.aws.client(service, key), operation)
            for service, operation in (
                ("ec2", "describe_vpcs"),
                ("iam", "list_users"),
                ("kms", "list_keys"),
                ("lambda", "list_functions"),
                ("s3", "list_buckets"),
            )
        }
        for call in clients.values():
            call()
        iam.update_access_key(**named, Status="Inactive")
        invalid = {
            "ec2": "AuthFailure",
            "iam": "InvalidClientTokenId",
            "kms": "UnrecognizedClientException",
            "lambda": "UnrecognizedClientException",
            "s3": "InvalidAccessKeyId",
        }
        for service, code in invalid.items():
            self.refused(clients[service], code=code)
        iam.update_access_key(**named, Status="Active")
        clients["iam"]()
        iam.delete_access_key(**named)
        self.refused(clients["iam"], code="InvalidClientTokenId")
        self.refused(self.aws.client("sts", key).get_caller_identity, code="InvalidClientTokenId")
        iam.delete_user_policy(UserName="eve", PolicyName="inline")
        iam.delete_user(UserName="eve")
        self.refused(self.aws.client("iam", token).list_users, code="InvalidClientTokenId")

    def test_a_session_ends_with_its_role_even_if_another_gets_its_name(self) -> None:
        session = self.session(MANAGEMENT, "again")
        self.aws.client("iam").delete_role(RoleName="again")
        self.refused(self.aws.client("iam", session).list_users)
        self.aws.role(MANAGEMENT, "again", may("*"))
        self.refused(self.aws.client("iam", session).list_users)
        self.aws.client("iam", self.aws.assume(MANAGEMENT, "again")).list_users()

    def bucket(self, name: str, **objects: str) -> Any:
        """A bucket of the management account with these objects."""
        s3 = self.aws.client("s3")
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        for key, text in objects.items():
            s3.put_object(Bucket=name, Key=key, Body=text)
        return s3

    def fetch(self, url: str, body: Optional[bytes] = None, method: str = "PUT", **headers: str) -> bytes:
        """What a request answers that is not signed, or signed in its URL; what is refused has its error's code."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(url, body, named, method="GET" if body is None else method)
        try:
            with urllib.request.urlopen(request) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            found = re.search(rb'<Code>(\w+)|"code": "(\w+)', error.read())
            assert found is not None
            return found[1] or found[2]

    def test_presigned_urls_may_what_their_signer_may(self) -> None:
        own = self.bucket("presigned", k="text")
        others = self.aws.client("s3", self.session(MANAGEMENT, "signer"))
        versions = (None, Config(signature_version="s3v4", s3={"addressing_style": "path"}))
        for version, expected, credentials in (
            (version, expected, credentials)
            for version in versions
            for expected, credentials in ((b"text", None), (b"AccessDenied", self.aws.assume(MANAGEMENT, "signer")))
        ):
            s3 = self.aws.client("s3", credentials, **({"config": version} if version else {}))
            url = s3.generate_presigned_url("get_object", Params={"Bucket": "presigned", "Key": "k"})
            self.assertEqual(self.fetch(url), expected, url)
        url = others.generate_presigned_url("put_object", Params={"Bucket": "presigned", "Key": "k"})
        self.assertEqual(self.fetch(url, b"forged"), b"AccessDenied")
        self.assertEqual(own.get_object(Bucket="presigned", Key="k")["Body"].read(), b"text")

    def test_requests_without_a_signature_need_a_bucket_policy_and_are_no_others(self) -> None:
        s3 = self.bucket("unsigned", k="text", public="text")
        url = f"{self.aws.endpoint}/unsigned"
        self.assertEqual(self.fetch(f"{url}/k", b"forged"), b"AccessDenied")
        self.assertEqual(self.fetch(url), b"AccessDenied")
        s3.delete_public_access_block(Bucket="unsigned")
        opened = {"Principal": "*", **may("s3:GetObject", "arn:aws:s3:::unsigned/public")}
        s3.put_bucket_policy(Bucket="unsigned", Policy=policy(opened))
        self.assertEqual(self.fetch(f"{url}/public"), b"text")
        self.assertEqual(self.fetch(f"{url}/k"), b"AccessDenied")
        target = {"X_Amz_Target": "TrentService.CreateKey", "Content_Type": "application/x-amz-json-1.1"}
        self.assertEqual(self.fetch(self.aws.endpoint, b"{}", "POST", **target), b"MissingAuthenticationToken")
        query = f"{self.aws.endpoint}/?Action=CreateUser&UserName=nobody"
        self.assertEqual(self.fetch(query), b"MissingAuthenticationToken")

    def test_the_bucket_can_be_in_the_name_of_the_host(self) -> None:
        self.bucket("by-host", k="text")
        narrow = self.session(MANAGEMENT, "by-host", may("s3:*", ["arn:aws:s3:::by-host", "arn:aws:s3:::by-host/*"]))
        own_path = {"by-host/k": "secret"}
        self.bucket("elsewhere", **own_path)
        config = Config(s3={"addressing_style": "virtual"}, proxies={"http": self.aws.endpoint})
        s3 = self.aws.client("s3", narrow, config=config, endpoint_url=f"http://s3.{REGION}.amazonaws.com")
        self.assertEqual(s3.get_object(Bucket="by-host", Key="k")["Body"].read(), b"text")
        s3.list_objects_v2(Bucket="by-host")
        self.refused(s3.get_object, Bucket="elsewhere", Key="by-host/k")
        self.refused(s3.put_object, Bucket="elsewhere", Key="by-host/k", Body=b"forged")

    def test_a_copy_needs_the_permission_to_read_its_source(self) -> None:
        self.bucket("copied", **{"k": "text", "a?b": "text"})
        self.bucket("copier")
        s3 = self.aws.client("s3", self.session(MANAGEMENT, "copier", may("s3:*", "arn:aws:s3:::copier/*")))
        upload = s3.create_multipart_upload(Bucket="copier", Key="k")["UploadId"]
        for key in ("k", "a?b"):
            source = {"Bucket": "copied", "Key": key}
            self.refused(s3.copy_object, f"copied/{key}", Bucket="copier", Key="k", CopySource=source)
            part = {"Bucket": "copier", "Key": "k", "UploadId": upload, "PartNumber": 1, "CopySource": source}
            self.refused(s3.upload_part_copy, f"copied/{key}", **part)

    def test_what_a_request_to_s3_does_besides_needs_its_own_permission(self) -> None:
        own = self.bucket("besides", k="text")
        lock = {"ObjectLockMode": "GOVERNANCE", "ObjectLockRetainUntilDate": "2100-01-01"}
        here = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
        own.create_bucket(Bucket="besides-locked", ObjectLockEnabledForBucket=True, **here)
        version = own.put_object(Bucket="besides-locked", Key="k", Body=b"", **lock)["VersionId"]
        actions = ["CreateBucket", "DeleteObjectVersion", "GetObjectAttributes", "PutObject"]
        s3 = self.aws.client("s3", self.session(MANAGEMENT, "besides", may([f"s3:{action}" for action in actions])))
        s3.create_multipart_upload(Bucket="besides", Key="k")
        s3.create_bucket(Bucket="besides-plain", **here)
        upload, new, key = s3.create_multipart_upload, s3.create_bucket, {"Bucket": "besides", "Key": "k"}
        deleted = {"Delete": {"Objects": [{"Key": "k", "VersionId": version}]}, "BypassGovernanceRetention": True}
        for action, call, parameters in (
            ("PutObjectAcl", s3.put_object, {**key, "GrantRead": 'id="1"'}),
            ("PutObjectTagging", upload, {**key, "Tagging": "a=b"}),
            ("PutObjectAcl", upload, {**key, "ACL": "public-read"}),
            ("PutObjectRetention", upload, {**key, **lock}),
            ("GetObject", s3.get_object_attributes, {**key, "ObjectAttributes": ["ETag"]}),
            ("PutBucketObjectLockConfiguration", new, {"Bucket": "more", "ObjectLockEnabledForBucket": True, **here}),
            ("PutBucketOwnershipControls", new, {"Bucket": "more", "ObjectOwnership": "ObjectWriter", **here}),
            ("BypassGovernanceRetention", s3.delete_objects, {"Bucket": "besides-locked", **deleted}),
        ):
            with self.subTest(action=action, parameters=parameters):
                self.refused(call, f"s3:{action} ", **parameters)

    def test_the_parameters_of_a_query_can_be_in_the_url(self) -> None:
        denied = {"Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"}
        session = self.session(MANAGEMENT, "query", may("*"), denied)
        credentials = Credentials(session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
        for body in (None, b""):
            url = f"{self.aws.endpoint}/?Action=CreateUser&UserName=by-query&Version=2010-05-08"
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            request = AWSRequest("GET" if body is None else "POST", url, form, body)
            SigV4Auth(credentials, "iam", REGION).add_auth(request)
            signed = {name.replace("-", "_"): value for name, value in request.headers.items()}
            self.assertEqual(self.fetch(url, body, "POST", **signed), b"AccessDenied")

    def test_operations_in_other_spellings_are_not_answered(self) -> None:
        denied = {"Effect": "Deny", "Action": "kms:CreateKey", "Resource": "*"}
        session = self.session(MANAGEMENT, "spelling", may("*"), denied)
        credentials = Credentials(session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
        codes = (("CreateKey", b"AccessDeniedException"), ("create_key", b"NotImplemented"))
        for target, code in codes:
            headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"TrentService.{target}"}
            request = AWSRequest("POST", self.aws.endpoint, headers, b"{}")
            SigV4Auth(credentials, "kms", REGION).add_auth(request)
            signed = {name.replace("-", "_"): value for name, value in request.headers.items()}
            self.assertEqual(self.fetch(self.aws.endpoint, b"{}", "POST", **signed), code)

    def test_a_text_is_decrypted_by_the_policy_of_its_key(self) -> None:
        kms = self.aws.client("kms")
        key = kms.create_key()["KeyMetadata"]
        encrypted = kms.encrypt(KeyId=key["KeyId"], Plaintext=b"text")["CiphertextBlob"]
        self.assertEqual(kms.decrypt(CiphertextBlob=encrypted)["Plaintext"], b"text")
        allowed = self.session(MANAGEMENT, "decrypting", may("kms:Decrypt", key["Arn"]))
        self.aws.client("kms", allowed).decrypt(CiphertextBlob=encrypted)
        others = self.aws.client("kms", self.session(MANAGEMENT, "not-decrypting", may("kms:Decrypt", f"{key['Arn']}x")))
        self.refused(others.decrypt, key["Arn"], "AccessDeniedException", CiphertextBlob=encrypted)

    def test_conditions_know_the_tags_of_resources(self) -> None:
        tag, pairs = {"guarded": "yes"}, [{"Key": "guarded", "Value": "yes"}]
        client = self.aws.client
        client("iam").create_role(RoleName="guarded-by-tag", AssumeRolePolicyDocument=TRUST_ALL, Tags=pairs)
        topic = client("sns").create_topic(Name="guarded", Tags=pairs)["TopicArn"]
        queue = client("sqs").create_queue(QueueName="guarded", tags=tag)["QueueUrl"]
        client("logs").create_log_group(logGroupName="guarded", tags=tag)
        of_vpc = [{"ResourceType": "vpc", "Tags": pairs}]
        vpc = client("ec2").create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=of_vpc)["Vpc"]["VpcId"]
        guarded = {"StringEquals": {"aws:ResourceTag/guarded": "yes"}}
        denied = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": guarded}
        session = self.session(MANAGEMENT, "tags-of-resources", may("*"), denied)
        for service, operation, code, parameters in (
            ("iam", "delete_role", "AccessDenied", {"RoleName": "guarded-by-tag"}),
            ("sns", "delete_topic", "AuthorizationError", {"TopicArn": topic}),
            ("sqs", "delete_queue", "AccessDenied", {"QueueUrl": queue}),
            ("logs", "delete_log_group", "AccessDeniedException", {"logGroupName": "guarded"}),
            ("ec2", "delete_vpc", "UnauthorizedOperation", {"VpcId": vpc}),
        ):
            with self.subTest(service):
                self.refused(getattr(client(service, session), operation), code=code, **parameters)

    def test_conditions_know_the_boundary_of_a_role(self) -> None:
        iam = self.aws.client("iam")
        boundary = iam.create_policy(PolicyName="boundary-of-all", PolicyDocument=EVERYTHING)["Policy"]["Arn"]
        bounded = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
        actions = ["iam:CreateRole", "iam:PutRolePolicy"]
        delegate = self.aws.client("iam", self.session(MANAGEMENT, "delegate", may(actions, Condition=bounded)))
        of_role = {"RoleName": "delegated", "AssumeRolePolicyDocument": TRUST_ALL}
        self.refused(delegate.create_role, **of_role)
        delegate.create_role(**of_role, PermissionsBoundary=boundary)
        inline = {"PolicyName": "inline", "PolicyDocument": EVERYTHING}
        delegate.put_role_policy(RoleName="delegated", **inline)
        self.refused(delegate.put_role_policy, RoleName="delegate", **inline)

    def test_the_credentials_local_and_their_sessions_are_exempt(self) -> None:
        self.aws.role(MANAGEMENT, "exempt")
        exempt = self.aws.assume(MANAGEMENT, "exempt", key="local")
        self.aws.client("iam", exempt).list_users()
        self.refused(self.aws.client("iam", self.aws.assume(MANAGEMENT, "exempt")).list_users)


class SwitchTest(unittest.TestCase):
    def test_all_spares_nobody_and_the_log_names_what_refuses(self) -> None:
        aws = Aws("all")
        try:
            aws.role(MANAGEMENT, "nothing")
            with self.assertRaises(ClientError):
                aws.client("iam", aws.assume(MANAGEMENT, "nothing", key="local")).list_users()
            denial = {"Sid": "Never", "Effect": "Deny", "Action": "sns:*", "Resource": "*"}
            aws.role(MANAGEMENT, "denied", may("*"), denial)
            with self.assertRaises(ClientError):
                aws.client("sns", aws.assume(MANAGEMENT, "denied", key="local")).list_topics()
        finally:
            log = aws.stop()
        session = f"arn:aws:sts::{MANAGEMENT}:assumed-role"
        self.assertIn(f"denied: {session}/nothing/session iam:ListUsers", log)
        self.assertIn("no identity-based policy allows it", log)
        self.assertIn("identity-based policy inline (Never)", log)

    def test_without_the_switch_everybody_may_do_everything(self) -> None:
        aws = Aws("none")
        try:
            aws.role(MANAGEMENT, "nothing")
            aws.client("iam", aws.assume(MANAGEMENT, "nothing")).list_users()
            self.assertEqual(aws.record(), [])
        finally:
            aws.stop()


if __name__ == "__main__":
    unittest.main()
