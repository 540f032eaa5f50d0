"""Keys asked: nothing is written or read with a key that is missing, disabled, unavailable or not allowed."""
from __future__ import annotations

import datetime
import unittest
from typing import Any, Callable, Dict, List, Tuple

from aws_simulator import encryption

from tests.hsm_ceremony import PROXY
from tests.support import (
    AUDIT,
    MANAGEMENT,
    REGION,
    SimulatorTestCase,
    allow,
    client,
    make_bucket,
    make_function,
    policy,
    reset,
    trust,
    wait_until_idle,
)

MISSING = f"arn:aws:kms:{REGION}:{MANAGEMENT}:key/11111111-2222-3333-4444-555555555555"
ROOT = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}, "Action": "kms:*", "Resource": "*"}


def make_key(*statements: Dict[str, Any], account: str = MANAGEMENT, **options: Any) -> str:
    if statements:
        options["Policy"] = policy(*statements)
    return client("kms", account).create_key(**options)["KeyMetadata"]["Arn"]


def id_of(key: str) -> str:
    return key.rpartition("/")[2]


def disable(key: str) -> None:
    client("kms").disable_key(KeyId=id_of(key))


def schedule_deletion(key: str) -> None:
    client("kms").schedule_key_deletion(KeyId=id_of(key), PendingWindowInDays=7)


def make_store_key() -> Tuple[str, str]:
    """A key in an external key store that is connected, and the store."""
    kms = client("kms")
    store = kms.create_custom_key_store(CustomKeyStoreName="outside", **PROXY)
    store_id = store["CustomKeyStoreId"]
    kms.connect_custom_key_store(CustomKeyStoreId=store_id)
    return make_key(CustomKeyStoreId=store_id, Origin="EXTERNAL_KEY_STORE", XksKeyId="external"), store_id


class BucketTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        make_bucket("vault")

    def put(self, key: str = "object", **options: Any) -> None:
        client("s3").put_object(Bucket="vault", Key=key, Body=b"body", **options)

    def get(self, key: str = "object") -> bytes:
        return client("s3").get_object(Bucket="vault", Key=key)["Body"].read()

    def default_to(self, key: str, **rule: Any) -> None:
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        client("s3").put_bucket_encryption(
            Bucket="vault",
            ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": default, **rule}]},
        )

    def test_parts_of_uploads_ask_the_keys_of_both_objects(self) -> None:
        s3, key = client("s3"), make_key()
        make_bucket("plain")
        self.put(ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
        options = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
        into_vault = {"Bucket": "vault", "Key": "parts", "PartNumber": 1}
        into_vault["UploadId"] = s3.create_multipart_upload(Bucket="vault", Key="parts", **options)["UploadId"]
        into_plain = {"Bucket": "plain", "Key": "parts", "PartNumber": 1}
        into_plain["UploadId"] = s3.create_multipart_upload(Bucket="plain", Key="parts")["UploadId"]
        s3.upload_part(**into_vault, Body=b"part")
        s3.upload_part_copy(**into_plain, CopySource="vault/object")
        disable(key)
        s3.upload_part(**into_plain, Body=b"part")
        with self.refused("KMS.DisabledException"):
            s3.upload_part(**into_vault, Body=b"part")
        with self.refused("KMS.DisabledException"):
            s3.upload_part_copy(**into_plain, CopySource="vault/object")

    def test_a_key_named_in_the_request_is_asked(self) -> None:
        key = make_key()
        named = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
        self.put(**named)
        self.assertEqual(self.get(), b"body")
        self.put("with-aws-key", ServerSideEncryption="aws:kms")
        self.put("by-alias", ServerSideEncryption="aws:kms", SSEKMSKeyId="alias/aws/s3")
        disable(key)
        with self.refused("KMS.DisabledException", f"{key} is disabled."):
            self.put("other", **named)
        with self.refused("KMS.DisabledException"):
            self.get()
        client("s3").head_object(Bucket="vault", Key="object")
        client("kms").enable_key(KeyId=id_of(key))
        self.assertEqual(self.get(), b"body")
        schedule_deletion(key)
        with self.refused("KMS.KMSInvalidStateException", f"{key} is pending deletion."):
            self.put("other", **named)
        with self.refused("KMS.NotFoundException", "does not exist"):
            self.put("other", ServerSideEncryption="aws:kms", SSEKMSKeyId=MISSING)
        elsewhere = MISSING.replace(REGION, "us-east-1")
        with self.refused("KMS.NotFoundException", "Invalid arn us-east-1"):
            self.put("other", ServerSideEncryption="aws:kms", SSEKMSKeyId=elsewhere)
        self.assertNotIn("other", [entry["Key"] for entry in client("s3").list_objects_v2(Bucket="vault")["Contents"]])

    def test_the_key_of_the_bucket_is_asked_for_each_way_of_writing(self) -> None:
        key = make_key()
        self.put("plain")
        self.default_to(key, BucketKeyEnabled=True)
        self.put()
        disable(key)
        s3 = client("s3")
        code = "KMS.DisabledException"
        with self.refused(code):
            self.put("other")
        with self.refused(code):
            s3.copy_object(Bucket="vault", Key="copy", CopySource={"Bucket": "vault", "Key": "plain"})
        with self.refused(code):
            s3.create_multipart_upload(Bucket="vault", Key="parts")
        make_bucket("open")
        with self.refused(code):
            s3.copy_object(Bucket="open", Key="copy", CopySource={"Bucket": "vault", "Key": "object"})
        self.assertEqual(self.get("plain"), b"body")
        self.put("explicit", ServerSideEncryption="AES256")

    def test_a_key_in_a_store_that_is_disconnected_is_unavailable(self) -> None:
        key, store = make_store_key()
        self.default_to(key)
        self.put()
        client("kms").disconnect_custom_key_store(CustomKeyStoreId=store)
        with self.refused("KMS.KMSInvalidStateException", "unavailable"):
            self.get()
        with self.refused("KMS.KMSInvalidStateException"):
            self.put("other")

    def test_a_key_of_another_account_is_found(self) -> None:
        let_in = {**ROOT, "Principal": {"AWS": [f"arn:aws:iam::{a}:root" for a in (AUDIT, MANAGEMENT)]}}
        key = make_key(let_in, account=AUDIT)
        self.default_to(key)
        self.put()
        self.assertEqual(self.get(), b"body")
        client("kms", AUDIT).disable_key(KeyId=id_of(key))
        with self.refused("KMS.DisabledException"):
            self.get()


class MessageTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()

    def test_a_queue_is_written_and_read_with_its_key(self) -> None:
        key, sqs = make_key(), client("sqs")
        queue = sqs.create_queue(QueueName="q", Attributes={"KmsMasterKeyId": key})["QueueUrl"]
        sqs.send_message(QueueUrl=queue, MessageBody="m")
        entry = {"Id": "1", "MessageBody": "m"}
        calls: List[Callable[[], Any]] = [
            lambda: sqs.send_message(QueueUrl=queue, MessageBody="m"),
            lambda: sqs.send_message_batch(QueueUrl=queue, Entries=[entry]),
            lambda: sqs.receive_message(QueueUrl=queue),
        ]
        disable(key)
        for call in calls:
            with self.refused("KmsDisabled"):
                call()
        schedule_deletion(key)
        for call in calls:
            with self.refused("KmsInvalidState"):
                call()
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": MISSING})
        for call in calls:
            with self.refused("KmsNotFound"):
                call()
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": "alias/aws/sqs"})
        for call in calls:
            call()

    def test_a_topic_is_published_to_with_its_key(self) -> None:
        key, sns = make_key(), client("sns")
        topic = sns.create_topic(Name="t", Attributes={"KmsMasterKeyId": key})["TopicArn"]
        sns.publish(TopicArn=topic, Message="m")
        disable(key)
        with self.refused("KMSDisabled"):
            sns.publish(TopicArn=topic, Message="m")
        with self.refused("KMSDisabled"):
            sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[{"Id": "1", "Message": "m"}])
        schedule_deletion(key)
        with self.refused("KMSInvalidState"):
            sns.publish(TopicArn=topic, Message="m")
        sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue=MISSING)
        with self.refused("KMSNotFound"):
            sns.publish(TopicArn=topic, Message="m")

    def test_a_topic_needs_the_key_of_the_queue_that_it_writes_to(self) -> None:
        for_sns = allow("sns.amazonaws.com", ["kms:GenerateDataKey*", "kms:Decrypt"], "*")
        key = make_key(ROOT, for_sns)
        attributes = {"KmsMasterKeyId": key, "Policy": policy(allow("sns.amazonaws.com", "sqs:SendMessage", "*"))}
        queue = client("sqs").create_queue(QueueName="encrypted", Attributes=attributes)["QueueUrl"]
        topic = client("sns").create_topic(Name="plain")["TopicArn"]
        endpoint = f"arn:aws:sqs:{REGION}:{MANAGEMENT}:encrypted"
        client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=endpoint)

        def count() -> int:
            client("sns").publish(TopicArn=topic, Message="m")
            return len(client("sqs").receive_message(QueueUrl=queue).get("Messages", []))

        self.assertEqual(count(), 1)
        client("kms").put_key_policy(KeyId=id_of(key), PolicyName="default", Policy=policy(ROOT))
        self.assertEqual(count(), 0)

    def test_a_function_reads_an_encrypted_queue_only_if_its_role_may_decrypt(self) -> None:
        key = make_key(ROOT)
        attributes = {"KmsMasterKeyId": key, "VisibilityTimeout": "60"}
        url = client("sqs").create_queue(QueueName="secret", Attributes=attributes)["QueueUrl"]
        actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        read = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        make_function("reader", may=[read])
        request = {"EventSourceArn": f"arn:aws:sqs:{REGION}:{MANAGEMENT}:secret", "FunctionName": "reader"}
        with self.refused("InvalidParameterValueException", "kms:Decrypt"):
            client("lambda").create_event_source_mapping(**request)
        decrypt = {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": key}
        client("iam").put_role_policy(RoleName="reader", PolicyName="own", PolicyDocument=policy(read, decrypt))
        client("lambda").create_event_source_mapping(**request)
        client("sqs").send_message(QueueUrl=url, MessageBody="m")
        wait_until_idle()
        client("lambda").delete_function(FunctionName="reader")
        self.assertNotIn("Messages", client("sqs").receive_message(QueueUrl=url))


# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
LOG_KEY_ACTIONS = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]


class LogTest(SimulatorTestCase):
    def test_a_log_group_is_written_and_read_with_its_key(self) -> None:
        group = f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:secret"
        condition = {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": group}}
        for_logs = allow(f"logs.{REGION}.amazonaws.com", LOG_KEY_ACTIONS, "*", condition)
        key, logs = make_key(ROOT, for_logs), client("logs")
        logs.create_log_group(logGroupName="secret", kmsKeyId=key)
        logs.create_log_stream(logGroupName="secret", logStreamName="s")
        now = int(datetime.datetime.now(datetime.timezone.utc).timestamp() * 1000)
        event = {"timestamp": now, "message": "m"}
        calls: List[Callable[[], Any]] = [
            lambda: logs.put_log_events(logGroupName="secret", logStreamName="s", logEvents=[event]),
            lambda: logs.get_log_events(logGroupName="secret", logStreamName="s"),
            lambda: logs.filter_log_events(logGroupName="secret"),
        ]
        for call in calls:
            call()
        kms = client("kms")
        kms.put_key_policy(KeyId=id_of(key), PolicyName="default", Policy=policy(ROOT))
        for call in calls:
            with self.refused("InvalidParameterException", "not allowed to be used"):
                call()
        kms.put_key_policy(KeyId=id_of(key), PolicyName="default", Policy=policy(ROOT, for_logs))
        for call in calls:
            call()
        disable(key)
        for call in calls:
            with self.refused("InvalidParameterException", "is disabled"):
                call()


class FirehoseTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        make_bucket("lake")
        iam = client("iam")
        trusted = trust("firehose.amazonaws.com")
        self.role = iam.create_role(RoleName="hose", AssumeRolePolicyDocument=trusted)["Role"]["Arn"]
        self.grant({"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"})

    def grant(self, *statements: Dict[str, Any]) -> None:
        client("iam").put_role_policy(RoleName="hose", PolicyName="own", PolicyDocument=policy(*statements))

    def make_stream(self, **more: Any) -> None:
        destination = {"BucketARN": "arn:aws:s3:::lake", "RoleARN": self.role}
        client("firehose").create_delivery_stream(
            DeliveryStreamName="hose", ExtendedS3DestinationConfiguration=destination, **more
        )

    def put(self) -> int:
        client("firehose").put_record(DeliveryStreamName="hose", Record={"Data": b"r"})
        wait_until_idle(flush=True)
        return client("s3").list_objects_v2(Bucket="lake")["KeyCount"]

    def test_the_role_needs_the_key_of_the_bucket(self) -> None:
        key = make_key(ROOT)
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        client("s3").put_bucket_encryption(
            Bucket="lake",
            ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": default}]},
        )
        self.make_stream()
        self.assertEqual(self.put(), 0)
        put_object = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}
        self.grant(put_object, {"Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": key})
        self.assertEqual(self.put(), 1)
        disable(key)
        self.assertEqual(self.put(), 1)

    def test_a_stream_takes_no_records_that_it_cannot_encrypt(self) -> None:
        key = make_key(ROOT)
        self.make_stream(
            DeliveryStreamEncryptionConfigurationInput={"KeyARN": key, "KeyType": "CUSTOMER_MANAGED_CMK"}
        )
        self.assertEqual(self.put(), 1)
        disable(key)
        with self.refused("InvalidKMSResourceException"):
            self.put()


    def test_the_context_is_the_bucket_with_a_bucket_key_and_the_object_without(self) -> None:
        key = make_key(ROOT)
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        put_object = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}
        bucket, objects = "arn:aws:s3:::lake", "arn:aws:s3:::lake/*"
        self.make_stream()
        delivered = 0
        for bucket_key, context, expected in (
            (True, bucket, True),
            (True, objects, False),
            (False, objects, True),
            (False, bucket, False),
        ):
            with self.subTest(bucket_key=bucket_key, context=context):
                client("s3").put_bucket_encryption(
                    Bucket="lake",
                    ServerSideEncryptionConfiguration={
                        "Rules": [{"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": bucket_key}]
                    },
                )
                condition = {"StringLike": {"kms:EncryptionContext:aws:s3:arn": context}}
                use = {"Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": key, "Condition": condition}
                self.grant(put_object, use)
                before, delivered = delivered, self.put()
                self.assertEqual(delivered > before, expected)


class StateTest(unittest.TestCase):
    def test_aws_managed_keys_are_known_by_their_alias(self) -> None:
        self.assertTrue(encryption.is_aws_managed("alias/aws/s3"))
        self.assertTrue(encryption.is_aws_managed(f"arn:aws:kms:{REGION}:{MANAGEMENT}:alias/aws/sqs"))
        self.assertFalse(encryption.is_aws_managed("alias/own"))


if __name__ == "__main__":
    unittest.main()
