"""Custom key stores of KMS that are backed by a CloudHSM cluster, and their keys."""
from __future__ import annotations

import json
from typing import Any, Dict, List

from tests.hsm_ceremony import (
    KMS_PASSWORD,
    PROXY,
    Authority,
    Ceremony,
    active_cluster,
    authority,
    describe_store,
    new_cluster,
    new_store,
)
from tests.support import (
    MANAGEMENT,
    SimulatorTestCase,
    advance_clock,
    client,
    http,
    make_bucket,
    policy,
    reset,
    unvalidated_client,
)

DAY = 86_400
INVALID_STATE = "CustomKeyStoreInvalidStateException"
INVALID_CONFIGURATION = "CloudHsmClusterInvalidConfigurationException"


def connect(store: str) -> None:
    client("kms").connect_custom_key_store(CustomKeyStoreId=store)


def disconnect(store: str) -> None:
    client("kms").disconnect_custom_key_store(CustomKeyStoreId=store)


def new_key(store: str, **options: Any) -> str:
    return client("kms").create_key(CustomKeyStoreId=store, Origin="AWS_CLOUDHSM", **options)["KeyMetadata"]["Arn"]


def remove_hsms(cluster: Ceremony, count: int) -> None:
    for hsm in cluster.describe()["Hsms"][:count]:
        client("cloudhsmv2").delete_hsm(ClusterId=cluster.id, HsmId=hsm["HsmId"])


def newest_backup(cluster: Ceremony) -> str:
    return client("cloudhsmv2").describe_backups(Filters={"clusterIds": [cluster.id]})["Backups"][0]["BackupId"]


class CreationTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()

    def test_the_cluster_is_active_with_two_hsms_in_different_zones(self) -> None:
        kms = client("kms")
        with self.refused("CloudHsmClusterNotFoundException"):
            new_store(Ceremony("cluster-missing2345", []))
        cluster = new_cluster()
        with self.refused("CloudHsmClusterNotActiveException", "UNINITIALIZED"):
            new_store(cluster)
        cluster.add_hsm()
        cluster.initialize()
        with self.refused("CloudHsmClusterNotActiveException", "INITIALIZED"):
            new_store(cluster)
        cluster.activate()
        with self.refused(INVALID_CONFIGURATION, "two active HSMs"):
            new_store(cluster)
        cluster.add_hsm(0)
        with self.refused(INVALID_CONFIGURATION, "different Availability Zone"):
            new_store(cluster)
        cluster.add_hsm(1)
        store = describe_store(new_store(cluster))
        self.assertEqual((store["ConnectionState"], store["CloudHsmClusterId"]), ("DISCONNECTED", cluster.id))
        self.assertEqual(store["TrustAnchorCertificate"], authority().certificate)
        self.assertNotIn(KMS_PASSWORD, json.dumps(kms.describe_custom_key_stores(), default=str))

    def test_the_security_group_lets_its_members_talk(self) -> None:
        cluster = active_cluster()
        group = cluster.describe()["SecurityGroup"]
        rules = client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissionsEgress"]
        client("ec2").revoke_security_group_egress(GroupId=group, IpPermissions=rules)
        with self.refused(INVALID_CONFIGURATION, "ports 2223-2225"):
            new_store(cluster)
        client("ec2").authorize_security_group_egress(GroupId=group, IpPermissions=rules)
        new_store(cluster)

    def test_the_certificate_is_the_trust_anchor_of_the_cluster(self) -> None:
        cluster = active_cluster()
        for certificate in (cluster.describe()["Certificates"]["ClusterCertificate"], Authority().certificate, "PEM"):
            with self.refused("IncorrectTrustAnchorException"):
                new_store(cluster, TrustAnchorCertificate=certificate)
        anchor = authority().certificate + "\n"
        self.assertEqual(
            describe_store(new_store(cluster, TrustAnchorCertificate=anchor))["TrustAnchorCertificate"], anchor
        )

    def test_a_cluster_and_its_relatives_are_behind_one_key_store(self) -> None:
        cluster = active_cluster()
        restored = new_cluster(SourceBackupId=newest_backup(cluster))
        for zone in (0, 1):
            restored.add_hsm(zone)
        new_store(cluster)
        for other in (cluster, restored):
            with self.refused("CloudHsmClusterInUseException"):
                new_store(other, "another")

    def test_one_like_a_disconnected_one_is_that_one(self) -> None:
        cluster = active_cluster()
        store = new_store(cluster)
        self.assertEqual(new_store(cluster), store)
        with self.refused("CustomKeyStoreNameInUseException"):
            new_store(cluster, KeyStorePassword="different")
        connect(store)
        with self.refused("CustomKeyStoreNameInUseException"):
            new_store(cluster)

    def test_parameters_are_those_of_its_type(self) -> None:
        cluster, kms = active_cluster(), unvalidated_client("kms")
        right = {
            "CustomKeyStoreName": "store",
            "CloudHsmClusterId": cluster.id,
            "TrustAnchorCertificate": authority().certificate,
            "KeyStorePassword": KMS_PASSWORD,
        }
        for name in list(right)[1:]:
            with self.subTest(name), self.refused("ValidationException", name):
                kms.create_custom_key_store(**{key: value for key, value in right.items() if key != name})
        with self.refused("ValidationException", "XksProxyUriPath is not valid"):
            kms.create_custom_key_store(**right, XksProxyUriPath=PROXY["XksProxyUriPath"])
        with self.refused("ValidationException", "keyStorePassword"):
            kms.create_custom_key_store(**{**right, "KeyStorePassword": "short"})


class ConnectionTest(SimulatorTestCase):
    cluster: Ceremony
    store: str

    def setUp(self) -> None:
        reset()
        self.cluster = active_cluster()
        self.store = new_store(self.cluster)

    def state(self) -> Any:
        store = describe_store(self.store)
        return store["ConnectionState"], store.get("ConnectionErrorCode")

    def fails_with(self, code: str) -> None:
        connect(self.store)
        self.assertEqual(self.state(), ("FAILED", code))
        disconnect(self.store)
        self.assertEqual(self.state(), ("DISCONNECTED", None))

    def set_password(self, password: str = KMS_PASSWORD) -> None:
        client("kms").update_custom_key_store(CustomKeyStoreId=self.store, KeyStorePassword=password)

    def test_connecting_rotates_the_password(self) -> None:
        connect(self.store)
        self.assertEqual(self.state(), ("CONNECTED", None))
        login = f"login --username kmsuser --role crypto-user --password {KMS_PASSWORD}"
        self.assertIn("wrong", self.cluster.answer(login)["data"])
        connect(self.store)
        with self.refused(INVALID_STATE, "is CONNECTED"):
            self.set_password()
        disconnect(self.store)
        with self.refused(INVALID_STATE, "is DISCONNECTED"):
            disconnect(self.store)
        connect(self.store)
        self.assertEqual(self.state(), ("CONNECTED", None))
        disconnect(self.store)
        self.set_password()
        self.fails_with("INVALID_CREDENTIALS")

    def test_kms_has_network_interfaces_in_the_subnets_while_it_is_connected(self) -> None:
        ec2, wanted = client("ec2"), [{"Name": "group-name", "Values": [f"kms-{self.store}"]}]
        connect(self.store)
        group = ec2.describe_security_groups(Filters=wanted)["SecurityGroups"][0]
        self.assertEqual(group["VpcId"], self.cluster.describe()["VpcId"])
        interfaces = ec2.describe_network_interfaces(
            Filters=[{"Name": "group-id", "Values": [group["GroupId"]]}]
        )["NetworkInterfaces"]
        subnets = {interface["SubnetId"] for interface in interfaces}
        self.assertEqual(subnets, set(self.cluster.describe()["SubnetMapping"].values()))
        disconnect(self.store)
        self.assertEqual(ec2.describe_security_groups(Filters=wanted)["SecurityGroups"], [])

    def test_a_failed_one_is_disconnected_before_it_is_connected_again(self) -> None:
        self.set_password("mistaken")
        connect(self.store)
        self.assertEqual(self.state(), ("FAILED", "INVALID_CREDENTIALS"))
        for call in (
            lambda: connect(self.store),
            self.set_password,
            lambda: client("kms").update_custom_key_store(CustomKeyStoreId=self.store, NewCustomKeyStoreName="new"),
            lambda: client("kms").delete_custom_key_store(CustomKeyStoreId=self.store),
        ):
            with self.refused(INVALID_STATE, "is FAILED"):
                call()
        disconnect(self.store)
        self.set_password()
        connect(self.store)
        self.assertEqual(self.state(), ("CONNECTED", None))

    def test_the_fifth_wrong_password_locks_the_user(self) -> None:
        self.set_password("mistaken")
        for _ in range(5):
            self.fails_with("INVALID_CREDENTIALS")
        self.set_password()
        self.fails_with("USER_LOCKED_OUT")
        self.cluster.set_kms_password("another1")
        self.fails_with("INVALID_CREDENTIALS")
        self.set_password("another1")
        connect(self.store)
        self.assertEqual(self.state(), ("CONNECTED", None))

    def test_the_user_exists_and_is_not_logged_in(self) -> None:
        self.cluster.run(f"login --username kmsuser --role crypto-user --password {KMS_PASSWORD}")
        self.fails_with("USER_LOGGED_IN")
        self.cluster.run("logout")
        self.cluster.log_in()
        self.cluster.run("user delete --username kmsuser --role crypto-user")
        self.fails_with("USER_NOT_FOUND")
        self.cluster.run(f"user create --username kmsuser --role crypto-user --password {KMS_PASSWORD}")
        connect(self.store)
        change = "user change-password --username kmsuser --role crypto-user --password another1"
        self.assertIn("logged in", self.cluster.answer(change)["data"])
        disconnect(self.store)
        self.cluster.run(change)

    def test_one_hsm_is_enough_and_none_is_not(self) -> None:
        remove_hsms(self.cluster, 1)
        connect(self.store)
        self.assertEqual(self.state(), ("CONNECTED", None))
        disconnect(self.store)
        remove_hsms(self.cluster, 1)
        self.fails_with("INSUFFICIENT_CLOUDHSM_HSMS")
        client("cloudhsmv2").delete_cluster(ClusterId=self.cluster.id)
        self.fails_with("CLUSTER_NOT_FOUND")

    def test_each_fault_has_its_error(self) -> None:
        for fault, code in (
            ("hsm-failed", "INSUFFICIENT_CLOUDHSM_HSMS"),
            ("network", "NETWORK_ERRORS"),
            ("internal", "INTERNAL_ERROR"),
            ("subnet-deleted", "SUBNET_NOT_FOUND"),
            ("no-addresses", "INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET"),
            ("user-logged-in", "USER_LOGGED_IN"),
        ):
            with self.subTest(fault):
                self.cluster.fault(fault)
                self.fails_with(code)
                self.cluster.fault(None)
        connect(self.store)
        self.assertEqual(self.state(), ("CONNECTED", None))

    def test_a_security_group_without_rules_is_found_at_once(self) -> None:
        group = self.cluster.describe()["SecurityGroup"]
        rules = client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
        client("ec2").revoke_security_group_ingress(GroupId=group, IpPermissions=rules)
        with self.refused(INVALID_CONFIGURATION):
            connect(self.store)
        self.assertEqual(self.state(), ("DISCONNECTED", None))

    def test_a_subnet_of_the_cluster_that_was_deleted_is_missed(self) -> None:
        zone = self.cluster.zones[1]
        remove_hsms(self.cluster, 2)
        self.cluster.add_hsm(0)
        client("ec2").delete_subnet(SubnetId=self.cluster.describe()["SubnetMapping"][zone])
        self.fails_with("SUBNET_NOT_FOUND")

    def test_connecting_takes_time_where_things_do(self) -> None:
        http("POST", "/simulator/slowness", {"on": True, "factor": 1})
        connect(self.store)
        self.assertEqual(self.state(), ("CONNECTING", None))
        disconnect(self.store)
        advance_clock(600)
        connect(self.store)
        advance_clock(700)
        self.assertEqual(self.state(), ("CONNECTING", None))
        self.cluster.fault("network")
        advance_clock(600)
        self.assertEqual(self.state(), ("FAILED", "NETWORK_ERRORS"))

    def test_a_related_cluster_can_take_over(self) -> None:
        kms, stranger = client("kms"), active_cluster()
        related = new_cluster(SourceBackupId=newest_backup(self.cluster))

        def change(cluster: Ceremony) -> None:
            kms.update_custom_key_store(CustomKeyStoreId=self.store, CloudHsmClusterId=cluster.id)

        with self.refused("CloudHsmClusterNotRelatedException"):
            change(stranger)
        with self.refused("CloudHsmClusterNotFoundException"):
            change(Ceremony("cluster-missing2345", []))
        with self.refused(INVALID_CONFIGURATION):
            change(related)
        for zone in (0, 1):
            related.add_hsm(zone)
        change(related)
        connect(self.store)
        self.assertEqual(describe_store(self.store)["CloudHsmClusterId"], related.id)

    def test_only_the_name_changes_while_it_is_connected(self) -> None:
        connect(self.store)
        kms = client("kms")
        kms.update_custom_key_store(CustomKeyStoreId=self.store, NewCustomKeyStoreName="renamed")
        self.assertTrue(kms.describe_custom_key_stores(CustomKeyStoreName="renamed")["CustomKeyStores"])
        with self.refused(INVALID_STATE):
            kms.update_custom_key_store(
                CustomKeyStoreId=self.store, NewCustomKeyStoreName="again", CloudHsmClusterId=self.cluster.id
            )
        with self.refused("ValidationException"):
            kms.update_custom_key_store(CustomKeyStoreId=self.store, XksProxyUriPath=PROXY["XksProxyUriPath"])
        for call in (connect, disconnect):
            with self.refused("CustomKeyStoreNotFoundException"):
                call("cks-missing")


class KeyTest(SimulatorTestCase):
    cluster: Ceremony
    store: str

    def setUp(self) -> None:
        reset()
        self.cluster = active_cluster()
        self.store = new_store(self.cluster)
        connect(self.store)

    def test_it_is_symmetric_and_in_one_region(self) -> None:
        metadata = client("kms").describe_key(KeyId=new_key(self.store))["KeyMetadata"]
        self.assertEqual(
            (metadata["CustomKeyStoreId"], metadata["CloudHsmClusterId"], metadata["Origin"], metadata["KeyState"]),
            (self.store, self.cluster.id, "AWS_CLOUDHSM", "Enabled"),
        )
        for options, code in (
            ({"KeySpec": "RSA_2048"}, "UnsupportedOperationException"),
            ({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}, "UnsupportedOperationException"),
            ({"MultiRegion": True}, "UnsupportedOperationException"),
            ({"XksKeyId": "external"}, "ValidationException"),
        ):
            with self.subTest(**options), self.refused(code):
                new_key(self.store, **options)
        kms = client("kms")
        for options, code in (
            ({"CustomKeyStoreId": self.store}, "ValidationException"),
            ({"CustomKeyStoreId": self.store, "Origin": "EXTERNAL"}, "ValidationException"),
            ({"Origin": "AWS_CLOUDHSM"}, "ValidationException"),
            ({"XksKeyId": "external"}, "ValidationException"),
            ({"CustomKeyStoreId": "cks-missing", "Origin": "AWS_CLOUDHSM"}, "CustomKeyStoreNotFoundException"),
        ):
            with self.subTest(**options), self.refused(code):
                kms.create_key(**options)

    def test_it_does_not_rotate_and_takes_no_material(self) -> None:
        kms, key = client("kms"), new_key(self.store)
        for call in (
            lambda: kms.enable_key_rotation(KeyId=key),
            lambda: kms.disable_key_rotation(KeyId=key),
            lambda: kms.get_key_rotation_status(KeyId=key),
            lambda: kms.get_parameters_for_import(
                KeyId=key, WrappingAlgorithm="RSAES_OAEP_SHA_256", WrappingKeySpec="RSA_2048"
            ),
        ):
            with self.refused("UnsupportedOperationException", f"{key} origin is AWS_CLOUDHSM which is not valid"):
                call()

    def test_it_needs_a_connection_and_two_hsms(self) -> None:
        remove_hsms(self.cluster, 1)
        with self.refused(INVALID_CONFIGURATION):
            new_key(self.store)
        disconnect(self.store)
        with self.refused(INVALID_STATE, "is DISCONNECTED"):
            new_key(self.store)

    def test_it_is_unavailable_while_the_key_store_is_disconnected(self) -> None:
        kms, key, disabled = client("kms"), new_key(self.store), new_key(self.store)
        ciphertext = kms.encrypt(KeyId=key, Plaintext=b"text")["CiphertextBlob"]
        kms.disable_key(KeyId=disabled)
        disconnect(self.store)
        for one in (key, disabled):
            metadata = kms.describe_key(KeyId=one)["KeyMetadata"]
            self.assertEqual((metadata["KeyState"], metadata["Enabled"]), ("Unavailable", False))
        for call in (
            lambda: kms.encrypt(KeyId=key, Plaintext=b"text"),
            lambda: kms.decrypt(CiphertextBlob=ciphertext),
            lambda: kms.generate_data_key(KeyId=key, KeySpec="AES_256"),
        ):
            with self.refused("KMSInvalidStateException", f"{key} is unavailable."):
                call()
        kms.enable_key(KeyId=disabled)
        self.assertEqual(kms.describe_key(KeyId=disabled)["KeyMetadata"]["KeyState"], "Unavailable")
        kms.create_alias(AliasName="alias/unavailable", TargetKeyId=key)
        connect(self.store)
        self.assertEqual(kms.decrypt(CiphertextBlob=ciphertext)["Plaintext"], b"text")
        self.assertEqual(kms.describe_key(KeyId=disabled)["KeyMetadata"]["KeyState"], "Enabled")

    def test_it_cannot_be_used_while_the_cluster_is_out_of_reach(self) -> None:
        kms, key = client("kms"), new_key(self.store)
        message = "KMS cannot communicate with your CloudHSM cluster"

        def encrypt() -> None:
            kms.encrypt(KeyId=key, Plaintext=b"text")

        for fault in ("network", "hsm-failed"):
            self.cluster.fault(fault)
            with self.refused("KMSInvalidStateException", message):
                encrypt()
            self.assertEqual(describe_store(self.store)["ConnectionState"], "CONNECTED")
            self.assertEqual(kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"], "Enabled")
            self.cluster.fault(None)
        remove_hsms(self.cluster, 1)
        encrypt()
        remove_hsms(self.cluster, 1)
        with self.refused("KMSInvalidStateException", message):
            encrypt()

    def test_its_hsms_make_random_bytes_while_it_is_connected(self) -> None:
        kms = client("kms")
        request = {"NumberOfBytes": 32, "CustomKeyStoreId": self.store}
        self.assertEqual(len(kms.generate_random(**request)["Plaintext"]), 32)
        disconnect(self.store)
        with self.refused(INVALID_STATE):
            kms.generate_random(**request)

    def test_the_key_store_is_deleted_after_its_keys(self) -> None:
        kms, key = client("kms"), new_key(self.store)

        def delete() -> None:
            kms.delete_custom_key_store(CustomKeyStoreId=self.store)

        with self.refused(INVALID_STATE, "is CONNECTED"):
            delete()
        disconnect(self.store)
        with self.refused("CustomKeyStoreHasCMKsException"):
            delete()
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        self.assertEqual(kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"], "PendingDeletion")
        with self.refused("CustomKeyStoreHasCMKsException"):
            delete()
        advance_clock(7 * DAY + 1)
        delete()
        with self.refused("CustomKeyStoreNotFoundException"):
            describe_store(self.store)

    def test_buckets_and_trails_do_without_an_unavailable_key(self) -> None:
        key = new_key(self.store, Policy=_policy_of_log_key())
        make_bucket("logs", bucket_policy=_policy_of_log_bucket())
        s3, cloudtrail = client("s3"), client("cloudtrail")
        s3.put_object(Bucket="logs", Key="object", Body=b"x", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
        trail = cloudtrail.create_trail(Name="trail", S3BucketName="logs", KmsKeyId=key)["TrailARN"]
        cloudtrail.start_logging(Name=trail)
        self.assertTrue(self.delivered(trail))
        disconnect(self.store)
        self.assertFalse(self.delivered(trail))
        status = cloudtrail.get_trail_status(Name=trail)
        self.assertEqual(status["LatestDeliveryError"], "KMS.KMSInvalidStateException")
        with self.refused("KMS.KMSInvalidStateException", f"{key} is unavailable."):
            s3.get_object(Bucket="logs", Key="object")
        with self.refused("KmsException", "unavailable"):
            cloudtrail.update_trail(Name=trail, KmsKeyId=key)
        connect(self.store)
        self.assertTrue(self.delivered(trail))
        self.assertNotIn("LatestDeliveryError", cloudtrail.get_trail_status(Name=trail))

    def delivered(self, trail: str) -> List[str]:
        advance_clock(3600)
        return json.loads(http("POST", "/simulator/deliver-logs", {"trail": trail, "hours": 1}))["delivered"]


def _policy_of_log_key() -> str:
    root = {"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}
    return policy(
        {"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"},
        _let_trail(["kms:GenerateDataKey*", "kms:DescribeKey", "kms:Decrypt"], "*"),
    )


def _policy_of_log_bucket() -> str:
    return policy(
        _let_trail("s3:GetBucketAcl", "arn:aws:s3:::logs"), _let_trail("s3:PutObject", "arn:aws:s3:::logs/*")
    )


def _let_trail(actions: Any, resource: str) -> Dict[str, Any]:
    principal = {"Service": "cloudtrail.amazonaws.com"}
    return {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": resource}
