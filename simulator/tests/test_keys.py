"""KMS, its custom key stores, and CloudHSM."""
from __future__ import annotations

from typing import Any

from tests.support import REGION, SimulatorTestCase, client, policy


def subnet_id() -> str:
    return client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]


class KeyTest(SimulatorTestCase):
    def test_the_rotation_period_of_a_key_is_remembered(self) -> None:
        kms = client("kms")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        self.assertNotIn("RotationPeriodInDays", kms.get_key_rotation_status(KeyId=key))
        kms.enable_key_rotation(KeyId=key)
        self.assertEqual(kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"], 365)
        kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
        self.assertEqual(kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"], 180)

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


class CustomKeyStoreTest(SimulatorTestCase):
    def active_cluster(self) -> str:
        cloudhsm = client("cloudhsmv2")
        cluster = cloudhsm.create_cluster(HsmType="hsm1.medium", SubnetIds=[subnet_id()])["Cluster"]
        zone = next(iter(cluster["SubnetMapping"]))
        cloudhsm.create_hsm(ClusterId=cluster["ClusterId"], AvailabilityZone=zone)
        cloudhsm.initialize_cluster(ClusterId=cluster["ClusterId"], SignedCert="signed", TrustAnchor="anchor")
        return cluster["ClusterId"]

    def create(self, name: str, cluster: str, **options: Any) -> str:
        request = {"TrustAnchorCertificate": "signed", "KeyStorePassword": "password", **options}
        response = client("kms").create_custom_key_store(
            CustomKeyStoreName=name, CloudHsmClusterId=cluster, **request
        )
        return response["CustomKeyStoreId"]

    def state(self, store: str) -> str:
        stores = client("kms").describe_custom_key_stores(CustomKeyStoreId=store)["CustomKeyStores"]
        return stores[0]["ConnectionState"]

    def test_is_created_connected_and_deleted(self) -> None:
        kms = client("kms")
        store = self.create("store", self.active_cluster())
        self.assertEqual(self.state(store), "DISCONNECTED")
        kms.connect_custom_key_store(CustomKeyStoreId=store)
        self.assertEqual(self.state(store), "CONNECTED")
        with self.refused("CustomKeyStoreInvalidStateException"):
            kms.update_custom_key_store(CustomKeyStoreId=store, NewCustomKeyStoreName="renamed")
        kms.disconnect_custom_key_store(CustomKeyStoreId=store)
        kms.update_custom_key_store(CustomKeyStoreId=store, NewCustomKeyStoreName="renamed")
        self.assertTrue(kms.describe_custom_key_stores(CustomKeyStoreName="renamed")["CustomKeyStores"])
        kms.delete_custom_key_store(CustomKeyStoreId=store)
        with self.refused("CustomKeyStoreNotFoundException"):
            kms.describe_custom_key_stores(CustomKeyStoreId=store)

    def test_its_cluster_must_be_active_and_fit_the_certificate(self) -> None:
        with self.refused("CloudHsmClusterNotFoundException"):
            self.create("missing", "cluster-missing2345")
        idle = client("cloudhsmv2").create_cluster(HsmType="hsm1.medium", SubnetIds=[subnet_id()])["Cluster"]
        with self.refused("CloudHsmClusterNotActiveException"):
            self.create("idle", idle["ClusterId"])
        with self.refused("IncorrectTrustAnchorException"):
            self.create("wrong", self.active_cluster(), TrustAnchorCertificate="other")

    def test_holds_keys_that_name_it(self) -> None:
        kms = client("kms")
        store = self.create("keys", self.active_cluster())
        key = kms.create_key(CustomKeyStoreId=store, Origin="AWS_CLOUDHSM")["KeyMetadata"]
        self.assertEqual((key["CustomKeyStoreId"], key["Origin"]), (store, "AWS_CLOUDHSM"))
        self.assertEqual(kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["CustomKeyStoreId"], store)
        with self.refused("CustomKeyStoreHasCMKsException"):
            kms.delete_custom_key_store(CustomKeyStoreId=store)


class CloudHsmTest(SimulatorTestCase):
    def test_a_cluster_becomes_active_with_an_hsm_and_certificates(self) -> None:
        cloudhsm = client("cloudhsmv2")
        request = {"HsmType": "hsm1.medium", "SubnetIds": [subnet_id()], "TagList": [{"Key": "a", "Value": "b"}]}
        cluster = cloudhsm.create_cluster(**request)["Cluster"]
        cluster_id = cluster["ClusterId"]
        self.assertEqual(cluster["State"], "UNINITIALIZED")
        zone = next(iter(cluster["SubnetMapping"]))
        hsm = cloudhsm.create_hsm(ClusterId=cluster_id, AvailabilityZone=zone)["Hsm"]
        cloudhsm.initialize_cluster(ClusterId=cluster_id, SignedCert="signed", TrustAnchor="anchor")
        described = cloudhsm.describe_clusters(Filters={"clusterIds": [cluster_id]})["Clusters"][0]
        self.assertEqual((described["State"], len(described["Hsms"])), ("ACTIVE", 1))
        with self.refused("CloudHsmInvalidRequestException"):
            cloudhsm.delete_cluster(ClusterId=cluster_id)
        cloudhsm.delete_hsm(ClusterId=cluster_id, HsmId=hsm["HsmId"])
        cloudhsm.delete_cluster(ClusterId=cluster_id)
        with self.refused("CloudHsmResourceNotFoundException"):
            cloudhsm.list_tags(ResourceId=cluster_id)

    def test_tags_of_a_cluster_can_change(self) -> None:
        cloudhsm = client("cloudhsmv2")
        cluster = cloudhsm.create_cluster(HsmType="hsm1.medium", SubnetIds=[subnet_id()])["Cluster"]["ClusterId"]
        cloudhsm.tag_resource(ResourceId=cluster, TagList=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
        cloudhsm.untag_resource(ResourceId=cluster, TagKeyList=["a"])
        self.assertEqual(cloudhsm.list_tags(ResourceId=cluster)["TagList"], [{"Key": "b", "Value": "2"}])
