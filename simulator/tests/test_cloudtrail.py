"""CloudTrail: the trail of the organization with its bucket, key, topic and log group in two accounts."""
from __future__ import annotations

import json
from typing import Any, Dict, Optional

from tests.support import (
    LOG_ARCHIVE,
    MANAGEMENT,
    ORGANIZATION_ID,
    REGION,
    SimulatorTestCase,
    allow,
    client,
    enable_service_access,
    make_bucket,
    policy,
    tags,
    trust,
)

SERVICE = "cloudtrail.amazonaws.com"
TRAIL_ARN = f"arn:aws:cloudtrail:{REGION}:{MANAGEMENT}:trail/audit"
FOR_TRAIL = {"StringEquals": {"aws:SourceArn": TRAIL_ARN}}
WRITE = {"StringEquals": {"aws:SourceArn": TRAIL_ARN, "s3:x-amz-acl": "bucket-owner-full-control"}}
ALL_FOLDERS = (MANAGEMENT, ORGANIZATION_ID)


def bucket_policy(bucket: str, *folders: str, write: Optional[Dict[str, Any]] = None) -> str:
    arn = f"arn:aws:s3:::{bucket}"
    objects = [f"{arn}/AWSLogs/{folder}/*" for folder in folders]
    return policy(
        allow(SERVICE, "s3:GetBucketAcl", arn, FOR_TRAIL),
        {**allow(SERVICE, "s3:PutObject", "", write or WRITE), "Resource": objects},
    )


def create_trail(bucket: str, **options: Any) -> Dict[str, Any]:
    return client("cloudtrail").create_trail(Name="audit", S3BucketName=bucket, **options)


def create_key(*statements: Dict[str, Any], region: str = REGION) -> str:
    administration = {"Effect": "Allow", "Principal": {"AWS": LOG_ARCHIVE}, "Action": "kms:*", "Resource": "*"}
    document = policy(administration, *statements)
    return client("kms", LOG_ARCHIVE, region).create_key(Policy=document)["KeyMetadata"]["Arn"]


class TrailTestCase(SimulatorTestCase):
    def setUp(self) -> None:
        self.addCleanup(self.delete_trail)

    def delete_trail(self) -> None:
        for trail in client("cloudtrail").describe_trails()["trailList"]:
            client("cloudtrail").delete_trail(Name=trail["TrailARN"])


class BucketTest(TrailTestCase):
    def test_no_bucket_may_demand_a_tls_of_cloudtrail_that_aws_does_not_say_it_has(self) -> None:
        for bucket, version, exemption in (
            ("tls-12", "1.2", {}),
            ("tls-13-of-others", "1.3", {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}),
            ("tls-13", "1.3", {}),
        ):
            with self.subTest(bucket=bucket):
                condition = {"NumericLessThan": {"s3:TlsVersion": version}, **exemption}
                denial = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": condition}
                denial["Resource"] = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
                statements = json.loads(bucket_policy(bucket, MANAGEMENT))["Statement"]
                make_bucket(bucket, LOG_ARCHIVE, policy(*statements, denial))
                if bucket == "tls-13":
                    with self.refused("InsufficientS3BucketPolicyException", "s3:GetBucketAcl"):
                        create_trail(bucket)
                else:
                    create_trail(bucket)
                    self.delete_trail()

    def test_the_bucket_must_exist(self) -> None:
        with self.refused("S3BucketDoesNotExistException"):
            create_trail("no-such-bucket")

    def test_the_bucket_can_be_in_another_account(self) -> None:
        make_bucket("foreign", LOG_ARCHIVE, bucket_policy("foreign", MANAGEMENT))
        self.assertEqual(create_trail("foreign")["TrailARN"], TRAIL_ARN)

    def test_the_bucket_must_let_cloudtrail_write(self) -> None:
        make_bucket("closed", LOG_ARCHIVE)
        with self.refused("InsufficientS3BucketPolicyException", "s3:GetBucketAcl"):
            create_trail("closed")
        with self.refused("TrailNotFoundException"):
            client("cloudtrail").get_trail(Name="audit")

    def test_the_bucket_must_let_cloudtrail_write_to_the_folder_of_the_account(self) -> None:
        make_bucket("wrong-folder", LOG_ARCHIVE, bucket_policy("wrong-folder", LOG_ARCHIVE))
        with self.refused("InsufficientS3BucketPolicyException", f"AWSLogs/{MANAGEMENT}/"):
            create_trail("wrong-folder")

    def test_the_conditions_of_the_bucket_policy_must_fit_the_trail(self) -> None:
        other = {"StringEquals": {"aws:SourceArn": TRAIL_ARN + "-other"}}
        make_bucket("wrong-trail", LOG_ARCHIVE, bucket_policy("wrong-trail", MANAGEMENT, write=other))
        with self.refused("InsufficientS3BucketPolicyException", "s3:PutObject"):
            create_trail("wrong-trail")

    def test_the_prefix_is_part_of_the_folder(self) -> None:
        make_bucket("with-prefix", LOG_ARCHIVE, bucket_policy("with-prefix", MANAGEMENT))
        with self.refused("InsufficientS3BucketPolicyException", "/prefix/AWSLogs/"):
            create_trail("with-prefix", S3KeyPrefix="prefix")

    def test_an_update_is_checked_too_and_changes_nothing_when_it_is_refused(self) -> None:
        make_bucket("before-update", LOG_ARCHIVE, bucket_policy("before-update", MANAGEMENT))
        make_bucket("closed-update", LOG_ARCHIVE)
        create_trail("before-update")
        with self.refused("InsufficientS3BucketPolicyException"):
            client("cloudtrail").update_trail(Name="audit", S3BucketName="closed-update")
        self.assertEqual(client("cloudtrail").get_trail(Name="audit")["Trail"]["S3BucketName"], "before-update")


class OrganizationTrailTest(TrailTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_bucket("organization", LOG_ARCHIVE, bucket_policy("organization", *ALL_FOLDERS))
        make_bucket("account-only", LOG_ARCHIVE, bucket_policy("account-only", MANAGEMENT))

    def test_needs_trusted_access_and_the_folder_of_the_organization(self) -> None:
        with self.refused("CloudTrailAccessNotEnabledException"):
            create_trail("organization", IsOrganizationTrail=True)
        enable_service_access(SERVICE)
        with self.refused("InsufficientS3BucketPolicyException", f"AWSLogs/{ORGANIZATION_ID}/"):
            create_trail("account-only", IsOrganizationTrail=True)
        self.assertTrue(create_trail("organization", IsOrganizationTrail=True)["IsOrganizationTrail"])
        client("cloudtrail").start_logging(Name=TRAIL_ARN)
        member = client("cloudtrail", LOG_ARCHIVE)
        self.assertEqual(member.get_trail(Name=TRAIL_ARN)["Trail"]["S3BucketName"], "organization")
        self.assertTrue(member.get_trail_status(Name=TRAIL_ARN)["IsLogging"])
        client("cloudtrail").stop_logging(Name=TRAIL_ARN)
        self.assertFalse(member.get_trail_status(Name=TRAIL_ARN)["IsLogging"])
        for ask in (member.get_trail, member.get_trail_status):
            with self.refused("TrailNotFoundException"):
                ask(Name="audit")
            with self.refused("TrailNotFoundException"):
                ask(Name=TRAIL_ARN.replace("audit", "other"))

    def test_cannot_be_made_by_a_member_account(self) -> None:
        with self.refused("NotOrganizationMasterAccountException"):
            request = {"Name": "audit", "S3BucketName": "organization", "IsOrganizationTrail": True}
            client("cloudtrail", LOG_ARCHIVE).create_trail(**request)


class KeyTest(TrailTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_bucket("encrypted", LOG_ARCHIVE, bucket_policy("encrypted", MANAGEMENT))

    encrypt = {
        **allow(SERVICE, "kms:GenerateDataKey*", "*", None),
        "Condition": {
            **FOR_TRAIL,
            "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": f"arn:aws:cloudtrail:*:{MANAGEMENT}:trail/*"},
        },
    }
    describe = allow(SERVICE, "kms:DescribeKey", "*")

    def test_the_key_can_be_in_another_account(self) -> None:
        key = create_key(self.encrypt, self.describe)
        self.assertEqual(create_trail("encrypted", KmsKeyId=key)["KmsKeyId"], key)

    def test_the_key_must_let_cloudtrail_encrypt(self) -> None:
        with self.refused("InsufficientEncryptionPolicyException", "kms:GenerateDataKey"):
            create_trail("encrypted", KmsKeyId=create_key(self.describe))
        with self.refused("InsufficientEncryptionPolicyException", "kms:DescribeKey"):
            create_trail("encrypted", KmsKeyId=create_key(self.encrypt))

    def test_behind_a_bucket_key_the_key_must_let_cloudtrail_decrypt(self) -> None:
        make_bucket("bucket-key", LOG_ARCHIVE, bucket_policy("bucket-key", MANAGEMENT))
        key = create_key(self.encrypt, self.describe)
        rule = {
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
            "BucketKeyEnabled": True,
        }
        client("s3", LOG_ARCHIVE).put_bucket_encryption(
            Bucket="bucket-key", ServerSideEncryptionConfiguration={"Rules": [rule]}
        )
        with self.refused("InsufficientEncryptionPolicyException", "kms:Decrypt"):
            create_trail("bucket-key", KmsKeyId=key)
        decrypt = allow(SERVICE, "kms:Decrypt", "*", FOR_TRAIL)
        other = create_key(self.encrypt, self.describe, decrypt)
        self.assertEqual(create_trail("bucket-key", KmsKeyId=other)["KmsKeyId"], other)

    def test_the_key_must_exist_in_the_region_of_the_bucket(self) -> None:
        with self.refused("KmsKeyNotFoundException"):
            create_trail("encrypted", KmsKeyId=f"arn:aws:kms:{REGION}:{LOG_ARCHIVE}:key/missing")
        with self.refused("KmsKeyNotFoundException", "region"):
            create_trail("encrypted", KmsKeyId=create_key(self.encrypt, self.describe, region="us-east-1"))


class DeliveryTest(TrailTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_bucket("delivery", LOG_ARCHIVE, bucket_policy("delivery", MANAGEMENT))
        client("logs").create_log_group(logGroupName="trail")

    group_arn = f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:trail:*"

    def role(self, name: str, trusted: str, *actions: str) -> str:
        iam = client("iam")
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(trusted))["Role"]["Arn"]
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": self.group_arn}
        iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy(statement))
        return arn

    def test_the_topic_must_let_cloudtrail_publish(self) -> None:
        sns = client("sns")
        arn = sns.create_topic(Name="closed")["TopicArn"]
        with self.refused("InsufficientSnsTopicPolicyException"):
            create_trail("delivery", SnsTopicName="closed")
        document = policy(allow(SERVICE, "sns:Publish", arn, FOR_TRAIL))
        sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=document)
        self.assertEqual(create_trail("delivery", SnsTopicName="closed")["SnsTopicARN"], arn)

    def test_the_topic_can_be_given_by_arn_and_be_in_another_account(self) -> None:
        sns = client("sns", LOG_ARCHIVE)
        arn = sns.create_topic(Name="foreign")["TopicArn"]
        document = policy(allow(SERVICE, "sns:Publish", arn))
        sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=document)
        self.assertEqual(create_trail("delivery", SnsTopicName=arn)["SnsTopicARN"], arn)

    def test_the_role_must_trust_cloudtrail_and_be_allowed_to_write_to_the_log_group(self) -> None:
        actions = ("logs:CreateLogStream", "logs:PutLogEvents")
        bad_roles = {
            self.role("untrusting", "ec2.amazonaws.com", *actions): "trust",
            self.role("unpermitted", SERVICE, "logs:CreateLogStream"): "logs:PutLogEvents",
            f"arn:aws:iam::{MANAGEMENT}:role/missing": "trust",
        }
        for role, reason in bad_roles.items():
            with self.refused("InvalidCloudWatchLogsRoleArnException", reason):
                create_trail("delivery", CloudWatchLogsLogGroupArn=self.group_arn, CloudWatchLogsRoleArn=role)
        role = self.role("good", SERVICE, *actions)
        create_trail("delivery", CloudWatchLogsLogGroupArn=self.group_arn, CloudWatchLogsRoleArn=role)

    def test_the_log_group_must_exist_and_its_arn_end_with_a_star(self) -> None:
        role = self.role("writer", SERVICE, "logs:*")
        for arn in (self.group_arn.replace("trail", "missing"), self.group_arn[:-2]):
            with self.refused("InvalidCloudWatchLogsLogGroupArnException"):
                create_trail("delivery", CloudWatchLogsLogGroupArn=arn, CloudWatchLogsRoleArn=role)


class TrailTest(TrailTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_bucket("trails", LOG_ARCHIVE, bucket_policy("trails", MANAGEMENT))

    def test_a_trail_can_be_named_by_its_arn(self) -> None:
        cloudtrail = client("cloudtrail")
        create_trail("trails")
        cloudtrail.start_logging(Name=TRAIL_ARN)
        self.assertTrue(cloudtrail.get_trail_status(Name=TRAIL_ARN)["IsLogging"])
        cloudtrail.stop_logging(Name=TRAIL_ARN)
        self.assertFalse(cloudtrail.get_trail_status(Name=TRAIL_ARN)["IsLogging"])
        cloudtrail.delete_trail(Name=TRAIL_ARN)
        with self.refused("TrailNotFoundException"):
            cloudtrail.get_trail(Name=TRAIL_ARN)

    def test_two_trails_cannot_have_one_name(self) -> None:
        create_trail("trails")
        with self.refused("TrailAlreadyExistsException"):
            create_trail("trails")

    def test_describing_trails_by_name_leaves_out_the_others(self) -> None:
        create_trail("trails")
        described = client("cloudtrail").describe_trails(trailNameList=["other"])["trailList"]
        self.assertEqual(described, [])
        described = client("cloudtrail").describe_trails(trailNameList=[TRAIL_ARN])["trailList"]
        self.assertEqual([trail["Name"] for trail in described], ["audit"])

    def test_selectors_are_replaced_and_reported(self) -> None:
        cloudtrail = client("cloudtrail")
        trail = create_trail("trails")
        self.assertFalse(cloudtrail.get_trail(Name="audit")["Trail"]["HasCustomEventSelectors"])
        fields = [{"Field": "eventCategory", "Equals": ["Management"]}]
        cloudtrail.put_event_selectors(TrailName="audit", AdvancedEventSelectors=[{"FieldSelectors": fields}])
        cloudtrail.put_event_selectors(TrailName="audit", EventSelectors=[{"ReadWriteType": "All"}])
        self.assertFalse(cloudtrail.get_event_selectors(TrailName="audit").get("AdvancedEventSelectors"))
        for insight in ("ApiCallRateInsight", "ApiErrorRateInsight"):
            cloudtrail.put_insight_selectors(TrailName="audit", InsightSelectors=[{"InsightType": insight}])
        insights = cloudtrail.get_insight_selectors(TrailName=trail["TrailARN"])["InsightSelectors"]
        self.assertEqual(insights, [{"InsightType": "ApiErrorRateInsight"}])
        trail = cloudtrail.get_trail(Name="audit")["Trail"]
        self.assertTrue(trail["HasCustomEventSelectors"] and trail["HasInsightSelectors"])


def condition(field: str, *values: str, operator: str = "Equals") -> Dict[str, Any]:
    return {"Field": field, operator: list(values)}


OBJECTS = (condition("eventCategory", "Data"), condition("resources.type", "AWS::S3::Object"))


class EventSelectorsTest(TrailTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        make_bucket("selectors", LOG_ARCHIVE, bucket_policy("selectors", *ALL_FOLDERS))

    def setUp(self) -> None:
        super().setUp()
        create_trail("selectors")

    def put(self, *conditions: Dict[str, Any], **more: Any) -> None:
        advanced = [{"FieldSelectors": list(conditions)}] if conditions else []
        client("cloudtrail").put_event_selectors(TrailName="audit", **{"AdvancedEventSelectors": advanced, **more})

    def test_are_of_one_form_and_at_least_one(self) -> None:
        basic = [{"ReadWriteType": "All"}]
        with self.refused("InvalidEventSelectorsException", "not both"):
            self.put(*OBJECTS, EventSelectors=basic)
        with self.refused("InvalidEventSelectorsException", "neither list may be empty"):
            self.put()
        with self.refused("InvalidEventSelectorsException", "up to 5"):
            client("cloudtrail").put_event_selectors(TrailName="audit", EventSelectors=basic * 6)

    def test_leave_the_former_ones_as_they_were_when_they_are_refused(self) -> None:
        self.put(*OBJECTS)
        with self.refused("InvalidEventSelectorsException"):
            self.put()
        selectors = client("cloudtrail").get_event_selectors(TrailName="audit")["AdvancedEventSelectors"]
        self.assertEqual(len(selectors), 1)

    def test_have_the_fields_and_operators_of_their_category(self) -> None:
        management, network = condition("eventCategory", "Management"), condition("eventCategory", "NetworkActivity")
        kms = condition("eventSource", "kms.amazonaws.com")
        for conditions, reason in (
            ([condition("readOnly", "true")], "eventCategory is required"),
            ([condition("eventCategory", "Data", "Management")], "eventCategory is required"),
            ([management, condition("eventName", "RunInstances")], "eventName is not a field for Management"),
            ([management, kms], "only takes NotEquals"),
            ([OBJECTS[0]], "resources.type is required"),
            ([*OBJECTS, condition("vpcEndpointId", "vpce-1")], "vpcEndpointId is not a field for Data"),
            ([*OBJECTS, condition("readOnly", "true", operator="NotEquals")], "readOnly only takes Equals"),
            ([*OBJECTS, condition("readOnly", "yes")], "readOnly is true or false"),
            ([*OBJECTS, OBJECTS[1]], "more than once"),
            ([*OBJECTS, condition("resources.ARN", "arn:aws:s3:::b/*", operator="StartsWith")], "wildcards"),
            ([*OBJECTS, {"Field": "eventName"}], "no operator"),
            ([network], "eventSource is required"),
            ([network, kms, condition("errorCode", "AccessDenied")], "VpceAccessDenied"),
            ([network, condition("eventSource", "kms.amazonaws.com", "s3.amazonaws.com")], "one value"),
        ):
            with self.refused("InvalidEventSelectorsException", reason):
                self.put(*conditions)
        self.put(network, kms, condition("errorCode", "VpceAccessDenied"))
        self.put(management, condition("eventSource", "kms.amazonaws.com", operator="NotEquals"))

    def test_have_500_values_and_name_250_resources_at_most(self) -> None:
        beginnings = [f"arn:aws:s3:::bucket-{number}/" for number in range(499)]
        with self.refused("InvalidEventSelectorsException", "500 total values"):
            self.put(*OBJECTS, condition("resources.ARN", *beginnings, operator="StartsWith"))
        self.put(*OBJECTS, condition("resources.ARN", *beginnings[:498], operator="StartsWith"))
        with self.refused("InvalidEventSelectorsException", "250 data resources"):
            self.put(*OBJECTS, condition("resources.ARN", *(f"{arn}key" for arn in beginnings[:251])))
        resource = {"Type": "AWS::S3::Object", "Values": beginnings[:251]}
        with self.refused("InvalidEventSelectorsException", "250 data resources"):
            client("cloudtrail").put_event_selectors(TrailName="audit", EventSelectors=[{"DataResources": [resource]}])

    def test_of_the_basic_form_are_of_three_types_and_without_wildcards(self) -> None:
        for resource, reason in (
            ({"Type": "AWS::SQS::Queue", "Values": []}, "DataResources.Type"),
            ({"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::*"]}, "Value arn:aws:s3:::* for DataResources.Values"),
        ):
            with self.refused("InvalidEventSelectorsException", reason):
                selectors = [{"DataResources": [resource]}]
                client("cloudtrail").put_event_selectors(TrailName="audit", EventSelectors=selectors)

    def test_of_an_organization_trail_are_changed_by_the_management_account(self) -> None:
        client("cloudtrail").delete_trail(Name="audit")
        enable_service_access(SERVICE)
        create_trail("selectors", IsOrganizationTrail=True)
        with self.refused("NotOrganizationMasterAccountException"):
            client("cloudtrail", LOG_ARCHIVE).put_event_selectors(
                TrailName=TRAIL_ARN, AdvancedEventSelectors=[{"FieldSelectors": list(OBJECTS)}]
            )


class EventDataStoreTest(SimulatorTestCase):
    def test_has_defaults_tags_and_termination_protection(self) -> None:
        cloudtrail = client("cloudtrail")
        request = {"Name": "lake", "TagsList": [{"Key": "a", "Value": "b"}]}
        arn = cloudtrail.create_event_data_store(**request)["EventDataStoreArn"]
        store = cloudtrail.get_event_data_store(EventDataStore=arn)
        self.assertEqual((store["Status"], store["RetentionPeriod"]), ("ENABLED", 2555))
        listed = cloudtrail.list_tags(ResourceIdList=[arn])["ResourceTagList"][0]["TagsList"]
        self.assertEqual(tags(listed), {"a": "b"})
        with self.refused("EventDataStoreTerminationProtectedException"):
            cloudtrail.delete_event_data_store(EventDataStore=arn)
        cloudtrail.update_event_data_store(EventDataStore=arn, TerminationProtectionEnabled=False)
        cloudtrail.delete_event_data_store(EventDataStore=arn)
        with self.refused("EventDataStoreNotFoundException"):
            cloudtrail.get_event_data_store(EventDataStore=arn)
