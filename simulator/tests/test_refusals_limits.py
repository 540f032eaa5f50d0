"""What is too many, and what is not refused although moto does."""

from __future__ import annotations

import json

from tests.support import AUDIT, LOG_ARCHIVE, MANAGEMENT, REGION, SimulatorTestCase, client, trust


class LimitTest(SimulatorTestCase):
    def test_organizational_units_have_five_levels(self) -> None:
        # https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
        organizations = client("organizations")
        parent = organizations.list_roots()["Roots"][0]["Id"]
        for level in range(5):
            unit = organizations.create_organizational_unit(ParentId=parent, Name=f"level{level}")
            parent = unit["OrganizationalUnit"]["Id"]
        with self.refused("ConstraintViolationException", "maximum depth"):
            organizations.create_organizational_unit(ParentId=parent, Name="level5")

    def test_names_of_roles_do_not_differ_in_case_only(self) -> None:
        # https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
        trusting = {"AssumeRolePolicyDocument": trust("lambda.amazonaws.com")}
        client("iam").create_role(RoleName="Reader", **trusting)
        with self.refused("EntityAlreadyExists"):
            client("iam").create_role(RoleName="reader", **trusting)

    def test_an_account_has_one_analyzer_of_a_type_in_a_region(self) -> None:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
        client("accessanalyzer").create_analyzer(analyzerName="one", type="ACCOUNT")
        with self.refused("ServiceQuotaExceededException"):
            client("accessanalyzer").create_analyzer(analyzerName="two", type="ACCOUNT")
        client("accessanalyzer", region="us-east-1").create_analyzer(analyzerName="two", type="ACCOUNT")

    def test_an_organization_has_one_analyzer_of_internal_access_and_five_of_each_other_type(self) -> None:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
        client("organizations").enable_aws_service_access(ServicePrincipal="access-analyzer.amazonaws.com")
        analyzers = client("accessanalyzer")
        for kind, most in (("ORGANIZATION_INTERNAL_ACCESS", 1), ("ORGANIZATION_UNUSED_ACCESS", 5)):
            for index in range(most):
                analyzers.create_analyzer(analyzerName=f"{kind}{index}", type=kind)
            with self.refused("ServiceQuotaExceededException"):
                analyzers.create_analyzer(analyzerName=f"{kind}{most}", type=kind)


class KeyTest(SimulatorTestCase):
    def test_keys_are_disabled_and_deleted_by_their_arn(self) -> None:
        kms = client("kms")
        arn = kms.create_key()["KeyMetadata"]["Arn"]
        kms.disable_key(KeyId=arn)
        self.assertEqual(kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"], "Disabled")
        kms.enable_key(KeyId=arn)
        kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
        self.assertEqual(kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"], "PendingDeletion")
        kms.cancel_key_deletion(KeyId=arn)

    def test_a_key_of_another_account_is_used_as_far_as_its_policy_goes(self) -> None:
        def statement(account: str, action: str) -> dict:
            principal = {"AWS": f"arn:aws:iam::{account}:root"}
            return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}

        statements = [statement(AUDIT, "kms:*"), statement(LOG_ARCHIVE, "kms:DescribeKey")]
        statements.append(statement(LOG_ARCHIVE, "kms:GenerateDataKey"))
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        arn = client("kms", AUDIT).create_key(Policy=document)["KeyMetadata"]["Arn"]
        kms = client("kms", LOG_ARCHIVE)
        self.assertEqual(kms.describe_key(KeyId=arn)["KeyMetadata"]["AWSAccountId"], AUDIT)
        self.assertEqual(kms.generate_data_key(KeyId=arn, KeySpec="AES_256")["KeyId"], arn)
        with self.refused("AccessDeniedException"):
            kms.encrypt(KeyId=arn, Plaintext=b"text")
        with self.refused("AccessDeniedException"):
            client("kms", MANAGEMENT).describe_key(KeyId=arn)
        # Nobody changes keys of other accounts.
        with self.refused("NotFoundException"):
            kms.disable_key(KeyId=arn)
        with self.refused("NotFoundException"):
            kms.describe_key(KeyId=arn[:-12] + "000000000000")

    def test_a_log_group_takes_a_key_of_another_account(self) -> None:
        log_group = f"arn:aws:logs:{REGION}:{LOG_ARCHIVE}:log-group:shared"
        service = {
            "Effect": "Allow",
            "Principal": {"Service": f"logs.{REGION}.amazonaws.com"},
            "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            "Resource": "*",
            "Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": log_group}},
        }
        owner = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{AUDIT}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": [owner, service]})
        arn = client("kms", AUDIT).create_key(Policy=document)["KeyMetadata"]["Arn"]
        client("logs", LOG_ARCHIVE).create_log_group(logGroupName="shared", kmsKeyId=arn)


class MissingTest(SimulatorTestCase):
    def test_what_does_not_exist_has_aws_s_error(self) -> None:
        key = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grant = {"KeyId": key, "GranteePrincipal": f"arn:aws:iam::{MANAGEMENT}:root", "Operations": ["Encrypt"]}
        client("logs").create_log_group(logGroupName="empty")
        for service, operation, parameters, code in (
            ("kms", "create_grant", grant, "NotFoundException"),
            ("sns", "get_topic_attributes", {"TopicArn": "x"}, "InvalidParameter"),
            ("sns", "delete_topic", {"TopicArn": "x"}, "InvalidParameter"),
            ("config", "describe_config_rules", {"ConfigRuleNames": ["x"]}, "NoSuchConfigRuleException"),
            (
                "logs",
                "delete_metric_filter",
                {"logGroupName": "empty", "filterName": "x"},
                "ResourceNotFoundException",
            ),
        ):
            with self.subTest(operation), self.refused(code):
                getattr(client(service), operation)(**parameters)

    def test_a_metric_filter_is_tried_out(self) -> None:
        found = client("logs").test_metric_filter(
            filterPattern="{ $.a = 1 }", logEventMessages=['{"a": 2}', '{"a": 1}']
        )
        self.assertEqual([match["eventNumber"] for match in found["matches"]], [2])
        with self.refused("InvalidParameterException"):
            client("logs").test_metric_filter(filterPattern="{", logEventMessages=["a"])
