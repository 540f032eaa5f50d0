"""KMS: its keys, outside of custom key stores."""
from __future__ import annotations

from tests.support import AUDIT, MANAGEMENT, REGION, SimulatorTestCase, advance_clock, client, policy


class KeyTest(SimulatorTestCase):
    def test_the_rotation_period_of_a_key_is_remembered(self) -> None:
        kms = client("kms")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        self.assertNotIn("RotationPeriodInDays", kms.get_key_rotation_status(KeyId=key))
        kms.enable_key_rotation(KeyId=key)
        self.assertEqual(kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"], 365)
        kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
        self.assertEqual(kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"], 180)

    def test_a_policy_that_denies_a_key_to_other_accounts_denies_it_to_no_one_else(self) -> None:
        kms = client("kms")
        everything = {"Principal": "*", "Action": "kms:*", "Resource": "*"}

        def key_but_for(account: str) -> str:
            others = {"StringNotEquals": {"aws:PrincipalAccount": account}}
            denial = {**everything, "Effect": "Deny", "Condition": others}
            document = policy({**everything, "Effect": "Allow"}, denial)
            created = kms.create_key(Policy=document, BypassPolicyLockoutSafetyCheck=True)
            return created["KeyMetadata"]["KeyId"]

        kms.describe_key(KeyId=key_but_for(MANAGEMENT))
        with self.refused("AccessDeniedException"):
            kms.describe_key(KeyId=key_but_for(AUDIT))

    def test_the_primary_of_a_multi_region_key_stays_the_primary(self) -> None:
        kms = client("kms")
        key = kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
        kms.replicate_key(KeyId=key, ReplicaRegion="us-east-1")

        def key_type(region: str) -> str:
            metadata = client("kms", region=region).describe_key(KeyId=key)["KeyMetadata"]
            return metadata["MultiRegionConfiguration"]["MultiRegionKeyType"]

        self.assertEqual((key_type(REGION), key_type("us-east-1")), ("PRIMARY", "REPLICA"))

    def test_a_replica_has_its_own_tags_description_and_policy(self) -> None:
        key = client("kms").create_key(MultiRegion=True, Description="primary")["KeyMetadata"]["KeyId"]
        document = policy({"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"})
        client("kms").replicate_key(
            KeyId=key,
            ReplicaRegion="us-west-2",
            Description="replica",
            Policy=document,
            Tags=[{"TagKey": "a", "TagValue": "b"}],
        )
        replicas = client("kms", region="us-west-2")
        self.assertEqual(replicas.list_resource_tags(KeyId=key)["Tags"], [{"TagKey": "a", "TagValue": "b"}])
        self.assertEqual(replicas.describe_key(KeyId=key)["KeyMetadata"]["Description"], "replica")
        self.assertEqual(replicas.get_key_policy(KeyId=key, PolicyName="default")["Policy"], document)
        self.assertEqual(client("kms").describe_key(KeyId=key)["KeyMetadata"]["Description"], "primary")

    def test_what_state_a_key_is_in_decides_whether_it_encrypts(self) -> None:
        kms = client("kms")
        key = kms.create_key()["KeyMetadata"]["Arn"]
        ciphertext = kms.encrypt(KeyId=key, Plaintext=b"text")["CiphertextBlob"]
        kms.disable_key(KeyId=key)
        for call in (
            lambda: kms.encrypt(KeyId=key, Plaintext=b"text"),
            lambda: kms.decrypt(CiphertextBlob=ciphertext),
            lambda: kms.generate_data_key(KeyId=key, KeySpec="AES_256"),
            lambda: kms.generate_data_key_without_plaintext(KeyId=key, KeySpec="AES_256"),
            lambda: kms.re_encrypt(CiphertextBlob=ciphertext, DestinationKeyId=key),
        ):
            with self.refused("DisabledException", f"{key} is disabled."):
                call()
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        with self.refused("KMSInvalidStateException", f"{key} is pending deletion."):
            kms.encrypt(KeyId=key, Plaintext=b"text")

    def test_a_key_is_deleted_at_the_end_of_its_waiting_period_unless_that_is_cancelled(self) -> None:
        kms = client("kms")
        deleted, kept = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))
        for key in (deleted, kept):
            kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        kms.cancel_key_deletion(KeyId=kept)
        advance_clock(7 * 86_400 + 1)
        with self.refused("NotFoundException"):
            kms.describe_key(KeyId=deleted)
        self.assertEqual(kms.describe_key(KeyId=kept)["KeyMetadata"]["KeyState"], "Disabled")
