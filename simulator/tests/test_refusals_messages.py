"""What KMS, SNS and SQS refuse of keys, topics and queues."""

from __future__ import annotations

from tests.refusals import RefusalTestCase
from tests.support import client

_KMS = "https://docs.aws.amazon.com/kms/latest/APIReference"
_SNS = "https://docs.aws.amazon.com/sns/latest/api"
_SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html"


class KeyRefusalTest(RefusalTestCase):
    def test_usages_that_the_material_of_a_key_does_not_have(self) -> None:
        page = f"{_KMS}/API_CreateKey.html"
        wrong = (("SYMMETRIC_DEFAULT", "SIGN_VERIFY"), ("HMAC_256", "ENCRYPT_DECRYPT"), ("RSA_2048", "KEY_AGREEMENT"))
        self.check_refusals(
            client("kms").create_key,
            {"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"},
            {
                spec: ({"KeySpec": spec, "KeyUsage": usage}, "ValidationException", spec, page)
                for spec, usage in (*wrong, ("ECC_SECG_P256K1", "KEY_AGREEMENT"))
            },
        )

    def test_aliases_of_aws_and_periods_of_waiting(self) -> None:
        kms = client("kms")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        self.check_refusals(
            kms.create_alias,
            {"AliasName": "alias/mine", "TargetKeyId": key},
            {
                "AWS's": (
                    {"AliasName": "alias/aws/mine"},
                    "InvalidAliasNameException",
                    "reserved",
                    f"{_KMS}/API_CreateAlias.html",
                )
            },
        )
        page = f"{_KMS}/API_ScheduleKeyDeletion.html"
        self.check_refusals(
            kms.schedule_key_deletion,
            {"KeyId": key, "PendingWindowInDays": 7},
            {str(days): ({"PendingWindowInDays": days}, "ValidationException", "", page) for days in (1, 6, 31)},
        )

    def test_rotation_of_keys_that_are_not_symmetric(self) -> None:
        kms = client("kms")
        other = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
        page = f"{_KMS}/API_EnableKeyRotation.html"
        self.check_refusals(
            kms.enable_key_rotation,
            {"KeyId": kms.create_key()["KeyMetadata"]["KeyId"]},
            {"asymmetric": ({"KeyId": other}, "UnsupportedOperationException", "rotation", page)},
        )


    def test_keys_that_cannot_be_used(self) -> None:
        kms = client("kms")
        key = {"KeyId": kms.create_key()["KeyMetadata"]["KeyId"]}
        encrypted = {"CiphertextBlob": kms.encrypt(**key, Plaintext=b"text")["CiphertextBlob"]}
        kms.disable_key(**key)
        uses = (
            (kms.encrypt, {**key, "Plaintext": b"text"}),
            (kms.decrypt, encrypted),
            (kms.generate_data_key, {**key, "KeySpec": "AES_256"}),
            (kms.re_encrypt, {**encrypted, "DestinationKeyId": kms.create_key()["KeyMetadata"]["KeyId"]}),
        )
        for use, parameters in uses:
            with self.refused("DisabledException"):
                use(**parameters)
        kms.enable_key(**key)
        self.assertEqual(kms.decrypt(**encrypted)["Plaintext"], b"text")
        kms.schedule_key_deletion(**key)
        for use, parameters in (*uses, (kms.enable_key, key), (kms.schedule_key_deletion, key)):
            with self.refused("KMSInvalidStateException"):
                use(**parameters)
        kms.cancel_key_deletion(**key)
        kms.enable_key(**key)


class TopicRefusalTest(RefusalTestCase):
    def test_attributes_subscriptions_and_messages(self) -> None:
        sns = client("sns")
        topic = {"TopicArn": sns.create_topic(Name="refusing")["TopicArn"]}
        self.check_refusals(
            sns.set_topic_attributes,
            {**topic, "AttributeName": "DisplayName", "AttributeValue": "a"},
            {
                name: ({"AttributeName": name}, "InvalidParameter", "", f"{_SNS}/API_SetTopicAttributes.html")
                for name in ("Owner", "displayname")
            },
        )
        page = f"{_SNS}/API_Subscribe.html"
        self.check_refusals(
            sns.subscribe,
            {**topic, "Protocol": "email", "Endpoint": "a@example.com"},
            {
                "protocol": ({"Protocol": "smtp"}, "InvalidParameter", "smtp", page),
                "address": ({"Endpoint": "example.com"}, "InvalidParameter", "Email address", page),
            },
        )
        empty = ({"Message": ""}, "InvalidParameter", "Empty message", f"{_SNS}/API_Publish.html")
        self.check_refusals(sns.publish, {**topic, "Message": "a"}, {"empty": empty})


class QueueRefusalTest(RefusalTestCase):
    def test_attributes_out_of_their_range(self) -> None:
        sqs = client("sqs")
        queue = sqs.create_queue(QueueName="refusing")["QueueUrl"]
        values = {
            "DelaySeconds": "901",
            "KmsDataKeyReusePeriodSeconds": "59",
            "MaximumMessageSize": "1023",
            "MessageRetentionPeriod": "59",
            "ReceiveMessageWaitTimeSeconds": "21",
            "VisibilityTimeout": "43201",
        }
        self.check_refusals(
            sqs.set_queue_attributes,
            {"QueueUrl": queue, "Attributes": {"VisibilityTimeout": "43200", "DelaySeconds": "0"}},
            {
                name: ({"Attributes": {name: value}}, "InvalidAttributeValue", name, _SQS)
                for name, value in {**values, "DelaySeconds": "soon"}.items()
            },
        )
        with self.refused("InvalidAttributeValue", "DelaySeconds"):
            sqs.create_queue(QueueName="too-slow", Attributes={"DelaySeconds": "901"})
