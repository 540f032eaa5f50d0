"""CloudHSM: clusters and their HSMs, from creation to activation, and their backups."""
from __future__ import annotations

import json
from typing import Any

from cryptography import x509

from tests.hsm_ceremony import Authority, Ceremony, active_cluster, authority, new_cluster, subnets
from tests.support import AUDIT, MANAGEMENT, REGION, SimulatorTestCase, advance_clock, client, http, policy, reset, tags

INVALID, NOT_FOUND = "CloudHsmInvalidRequestException", "CloudHsmResourceNotFoundException"
DAY = 86_400


class ClusterTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()

    def test_a_cluster_needs_a_mode_that_its_type_has(self) -> None:
        for options, message in (
            ({"HsmType": "hsm2m.medium", "Mode": None}, "Mode is required"),
            ({"HsmType": "hsm1.medium", "Mode": "NON_FIPS"}, "not available"),
            ({"HsmType": "hsm3.large"}, "is not one of hsm1.medium, hsm2m.medium"),
        ):
            with self.subTest(**options), self.refused(INVALID, message):
                request = {"Mode": "FIPS", "SubnetIds": [subnets()[0]["SubnetId"]], **options}
                client("cloudhsmv2").create_cluster(**{k: v for k, v in request.items() if v is not None})
        self.assertEqual(new_cluster(Mode="NON_FIPS").describe()["Mode"], "NON_FIPS")

    def test_its_subnets_are_in_one_vpc_and_in_different_zones(self) -> None:
        ec2, first = client("ec2"), subnets()[0]
        vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        elsewhere, twice = (
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{index}.0/24", AvailabilityZone=f"{REGION}b")["Subnet"]
            for index in range(2)
        )
        for ids, message in (
            ([first["SubnetId"], elsewhere["SubnetId"]], "same VPC"),
            ([elsewhere["SubnetId"], twice["SubnetId"]], "one subnet"),
            (["subnet-0123456789abcdef0"], "does not exist"),
        ):
            with self.subTest(message), self.refused(INVALID, message):
                new_cluster(SubnetIds=ids)

    def test_it_has_a_security_group_whose_members_reach_each_other_until_it_is_deleted(self) -> None:
        cluster, ec2 = new_cluster(), client("ec2")
        group_id = cluster.describe()["SecurityGroup"]
        group = ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"][0]
        self.assertEqual(group["GroupName"], f"cloudhsm-cluster-{cluster.id}-sg")
        for rules in (group["IpPermissions"], group["IpPermissionsEgress"]):
            self.assertEqual([(rule["FromPort"], rule["ToPort"]) for rule in rules], [(2223, 2225)])
            self.assertEqual(rules[0]["UserIdGroupPairs"][0]["GroupId"], group_id)
        hsm = cluster.add_hsm()
        interface = ec2.describe_network_interfaces(NetworkInterfaceIds=[hsm["EniId"]])["NetworkInterfaces"][0]
        self.assertEqual((interface["PrivateIpAddress"], interface["SubnetId"]), (hsm["EniIp"], hsm["SubnetId"]))
        client("cloudhsmv2").delete_hsm(ClusterId=cluster.id, EniId=hsm["EniId"])
        with self.refused("InvalidNetworkInterfaceID.NotFound"):
            ec2.describe_network_interfaces(NetworkInterfaceIds=[hsm["EniId"]])
        client("cloudhsmv2").delete_cluster(ClusterId=cluster.id)
        with self.refused("InvalidGroup.NotFound"):
            ec2.describe_security_groups(GroupIds=[group_id])

    def test_it_is_not_deleted_while_it_has_hsms(self) -> None:
        cluster, cloudhsm = new_cluster(), client("cloudhsmv2")
        hsm = cluster.add_hsm()
        with self.refused(INVALID, "has HSMs"):
            cloudhsm.delete_cluster(ClusterId=cluster.id)
        cloudhsm.delete_hsm(ClusterId=cluster.id, HsmId=hsm["HsmId"])
        self.assertEqual(cloudhsm.delete_cluster(ClusterId=cluster.id)["Cluster"]["State"], "DELETE_IN_PROGRESS")
        self.assertEqual(cloudhsm.describe_clusters(Filters={"clusterIds": [cluster.id]})["Clusters"], [])
        with self.refused(NOT_FOUND):
            cloudhsm.list_tags(ResourceId=cluster.id)

    def test_clusters_are_filtered_and_paged(self) -> None:
        cloudhsm = client("cloudhsmv2")
        ids = sorted(new_cluster().id for _ in range(3))
        vpc = subnets()[0]["VpcId"]
        self.assertEqual(len(cloudhsm.describe_clusters(Filters={"vpcIds": [vpc]})["Clusters"]), 3)
        self.assertEqual(cloudhsm.describe_clusters(Filters={"states": ["ACTIVE"]})["Clusters"], [])
        pages = cloudhsm.get_paginator("describe_clusters").paginate(PaginationConfig={"PageSize": 2})
        self.assertEqual(sorted(cluster["ClusterId"] for page in pages for cluster in page["Clusters"]), ids)
        with self.refused(INVALID, "filter"):
            cloudhsm.describe_clusters(Filters={"names": ["a"]})

    def test_its_tags_can_change(self) -> None:
        cluster, cloudhsm = new_cluster(TagList=[{"Key": "a", "Value": "1"}]), client("cloudhsmv2")
        cloudhsm.tag_resource(ResourceId=cluster.id, TagList=[{"Key": "b", "Value": "2"}])
        self.assertEqual(tags(cloudhsm.list_tags(ResourceId=cluster.id)["TagList"]), {"a": "1", "b": "2"})
        cloudhsm.untag_resource(ResourceId=cluster.id, TagKeyList=["a"])
        self.assertEqual(cluster.describe()["TagList"], [{"Key": "b", "Value": "2"}])
        with self.refused("CloudHsmResourceLimitExceededException"):
            many = [{"Key": str(index), "Value": ""} for index in range(50)]
            cloudhsm.tag_resource(ResourceId=cluster.id, TagList=many)

    def test_its_backup_retention_can_change(self) -> None:
        cluster, cloudhsm = new_cluster(), client("cloudhsmv2")
        self.assertEqual(cluster.describe()["BackupRetentionPolicy"], {"Type": "DAYS", "Value": "90"})
        for days in ("7", "379"):
            kept = {"Type": "DAYS", "Value": days}
            cloudhsm.modify_cluster(ClusterId=cluster.id, BackupRetentionPolicy=kept)
            self.assertEqual(cluster.describe()["BackupRetentionPolicy"], kept)
        for days in ("6", "380"):
            with self.subTest(days), self.refused(INVALID, "from 7 to 379"):
                policy_ = {"Type": "DAYS", "Value": days}
                cloudhsm.modify_cluster(ClusterId=cluster.id, BackupRetentionPolicy=policy_)


class ActivationTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()

    def test_each_step_needs_the_one_before(self) -> None:
        cluster, cloudhsm = new_cluster(), client("cloudhsmv2")
        self.assertEqual((cluster.describe()["State"], cluster.describe()["Certificates"]), ("UNINITIALIZED", {}))
        own = authority().certificate
        with self.refused(INVALID, "no active HSM"):
            cloudhsm.initialize_cluster(ClusterId=cluster.id, SignedCert=own, TrustAnchor=own)
        self.assertEqual(cluster.answer("cluster activate --password 1234567")["error_code"], 1)
        cluster.add_hsm()
        self.assertIn("UNINITIALIZED", cluster.answer("cluster activate --password 1234567")["data"])
        with self.refused(INVALID, f"'{cluster.id}' already contains an HSM but has not yet been fully activated"):
            cluster.add_hsm(1)
        cluster.initialize()
        self.assertEqual(cluster.describe()["State"], "INITIALIZED")
        with self.refused(INVALID, "has not yet been fully activated"):
            cluster.add_hsm(1)
        with self.refused(INVALID, "in the state INITIALIZED"):
            cloudhsm.initialize_cluster(ClusterId=cluster.id, SignedCert=own, TrustAnchor=own)
        cluster.activate()
        self.assertEqual(cluster.describe()["State"], "ACTIVE")
        self.assertEqual(cluster.answer("cluster activate --password 1234567")["error_code"], 1)
        cluster.add_hsm(1)
        self.assertEqual({hsm["AvailabilityZone"] for hsm in cluster.describe()["Hsms"]}, set(cluster.zones))

    def test_what_is_shown_of_certificates_changes_with_initialization(self) -> None:
        cluster = new_cluster()
        cluster.add_hsm()
        before = cluster.describe()["Certificates"]
        self.assertEqual(
            set(before), {"ClusterCsr", "HsmCertificate", "AwsHardwareCertificate", "ManufacturerHardwareCertificate"}
        )
        cluster.initialize()
        after = cluster.describe()
        self.assertEqual(list(after["Certificates"]), ["ClusterCertificate"])
        self.assertNotIn(authority().certificate, json.dumps(after, default=str))

    def test_the_hardware_vouches_for_the_request(self) -> None:
        cluster = new_cluster()
        cluster.add_hsm()
        shown = cluster.describe()["Certificates"]
        roots = json.loads(http("GET", "/simulator/cloudhsm-roots"))
        own = x509.load_pem_x509_certificate(shown["HsmCertificate"].encode())
        request = x509.load_pem_x509_csr(shown["ClusterCsr"].encode())
        self.assertEqual(own.public_key(), request.public_key())
        for name, root in (("AwsHardwareCertificate", "aws"), ("ManufacturerHardwareCertificate", "manufacturer")):
            hardware = x509.load_pem_x509_certificate(shown[name].encode())
            own.verify_directly_issued_by(hardware)
            hardware.verify_directly_issued_by(x509.load_pem_x509_certificate(roots[root].encode()))

    def test_an_hsm_that_is_replaced_before_initialization_brings_another_request(self) -> None:
        cluster = new_cluster()
        hsm = cluster.add_hsm()
        before = cluster.describe()["Certificates"]["ClusterCsr"]
        client("cloudhsmv2").delete_hsm(ClusterId=cluster.id, HsmId=hsm["HsmId"])
        self.assertEqual(cluster.describe()["Certificates"], {})
        cluster.add_hsm()
        self.assertNotEqual(cluster.describe()["Certificates"]["ClusterCsr"], before)

    def test_certificates_that_do_not_belong_together_are_refused(self) -> None:
        cluster, right, other = new_cluster(), authority(), Authority()
        cluster.add_hsm()
        request = cluster.describe()["Certificates"]["ClusterCsr"]
        signed = right.sign(request)
        intermediate = right.issue(other.name, other.key.public_key())
        without = Authority(constraints=None, usage=True)
        no_authority = Authority(constraints=x509.BasicConstraints(False, None))
        for name, (certificate, anchor, message) in {
            "another anchor": (signed, other.certificate, "not signed by the trust anchor"),
            "another key": (right.issue(right.name, other.key.public_key()), right.certificate, "public key"),
            "the anchor as certificate": (right.certificate, right.certificate, "public key"),
            "no root": (other.sign(request), intermediate, "not a self-signed"),
            "exchanged": (right.certificate, signed, "not a self-signed"),
            "no constraints": (without.sign(request), without.certificate, "no Basic Constraints"),
            "no authority": (no_authority.sign(request), no_authority.certificate, "no certificate authority"),
            "no PEM": ("signed", right.certificate, "not one certificate"),
            "a request": (request, right.certificate, "not one certificate"),
            "a chain": (signed + right.certificate, right.certificate, "not one certificate"),
            "a long certificate": (signed + "\n" * 5000, right.certificate, "at most 5000"),
            "a long anchor": (signed, right.certificate + "\n" * 5000, "at most 5000"),
        }.items():
            with self.subTest(name), self.refused(INVALID, message):
                client("cloudhsmv2").initialize_cluster(
                    ClusterId=cluster.id, SignedCert=certificate, TrustAnchor=anchor
                )
        self.assertEqual(cluster.describe()["State"], "UNINITIALIZED")
        plain = Authority(constraints=None)
        client("cloudhsmv2").initialize_cluster(
            ClusterId=cluster.id, SignedCert=plain.sign(request), TrustAnchor=plain.certificate
        )

    def test_initialization_and_activation_wait_for_hsms_where_things_take_time(self) -> None:
        cluster = new_cluster()
        http("POST", "/simulator/slowness", {"on": True, "factor": 1})
        with_hsm = cluster.add_hsm()
        self.assertEqual((with_hsm["State"], cluster.describe()["Certificates"]), ("CREATE_IN_PROGRESS", {}))
        advance_clock(301)
        cluster.initialize()
        self.assertEqual(cluster.describe()["State"], "INITIALIZE_IN_PROGRESS")
        self.assertEqual(cluster.answer("cluster activate --password 1234567")["error_code"], 1)
        advance_clock(301)
        cluster.activate()


class HsmTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()

    def test_it_is_in_a_zone_of_the_cluster_at_an_address_of_the_subnet(self) -> None:
        cluster, cloudhsm = new_cluster(), client("cloudhsmv2")
        zone = cluster.zones[0]
        with self.refused(INVALID, "no subnet"):
            cloudhsm.create_hsm(ClusterId=cluster.id, AvailabilityZone=f"{REGION}c")
        with self.refused(INVALID, "not an available address"):
            cloudhsm.create_hsm(ClusterId=cluster.id, AvailabilityZone=zone, IpAddress="192.0.2.1")
        address = subnets()[0]["CidrBlock"].split("/")[0].rpartition(".")[0] + ".77"
        hsm = cloudhsm.create_hsm(ClusterId=cluster.id, AvailabilityZone=zone, IpAddress=address)["Hsm"]
        self.assertEqual(hsm["EniIp"], address)
        with self.refused(INVALID, "one of HsmId, EniId and EniIp"):
            cloudhsm.delete_hsm(ClusterId=cluster.id)
        with self.refused(NOT_FOUND):
            cloudhsm.delete_hsm(ClusterId=cluster.id, EniIp="192.0.2.1")
        cloudhsm.delete_hsm(ClusterId=cluster.id, EniIp=address)
        self.assertEqual(cluster.describe()["Hsms"], [])

    def test_the_cluster_is_degraded_once_all_have_failed(self) -> None:
        cluster = active_cluster()
        first, second = (hsm["HsmId"] for hsm in cluster.describe()["Hsms"])
        cluster.fault("hsm-failed", hsm=first)
        states = {hsm["HsmId"]: hsm["State"] for hsm in cluster.describe()["Hsms"]}
        self.assertEqual(states, {first: "DEGRADED", second: "ACTIVE"})
        self.assertEqual(cluster.describe()["State"], "ACTIVE")
        cluster.fault("hsm-failed")
        self.assertEqual(cluster.describe()["State"], "DEGRADED")
        cluster.fault(None)
        self.assertEqual(cluster.describe()["State"], "ACTIVE")


class BackupTest(SimulatorTestCase):
    def setUp(self) -> None:
        reset()
        self.cloudhsm = client("cloudhsmv2")

    def backups(self, cluster: Ceremony, **filters: Any) -> Any:
        wanted = {"clusterIds": [cluster.id], **filters}
        return self.cloudhsm.describe_backups(Filters=wanted)["Backups"]

    def test_backups_are_made_when_the_cluster_changes_and_every_day(self) -> None:
        cluster = new_cluster()
        hsm = cluster.add_hsm()
        self.assertEqual(self.backups(cluster), [])
        cluster.initialize()
        cluster.activate()
        self.assertEqual(len(self.backups(cluster)), 1)
        second = cluster.add_hsm(1)
        self.cloudhsm.delete_hsm(ClusterId=cluster.id, HsmId=second["HsmId"])
        self.assertEqual(len(self.backups(cluster)), 3)
        advance_clock(2 * DAY + 60)
        self.assertEqual(len(self.backups(cluster)), 5)
        self.cloudhsm.delete_hsm(ClusterId=cluster.id, HsmId=hsm["HsmId"])
        advance_clock(2 * DAY)
        self.assertEqual(len(self.backups(cluster)), 6)

    def test_backups_expire_except_for_the_last_and_those_that_never_do(self) -> None:
        cluster = active_cluster(hsms=1)
        self.cloudhsm.modify_cluster(ClusterId=cluster.id, BackupRetentionPolicy={"Type": "DAYS", "Value": "7"})
        kept = self.backups(cluster)[-1]["BackupId"]
        self.cloudhsm.modify_backup_attributes(BackupId=kept, NeverExpires=True)
        advance_clock(20 * DAY)
        found = self.backups(cluster)
        self.assertLess(len(found), 10)
        self.assertIn(kept, [backup["BackupId"] for backup in found])
        self.assertEqual([b["BackupId"] for b in self.backups(cluster, neverExpires=["true"])], [kept])

    def test_a_deleted_backup_can_be_restored_for_seven_days(self) -> None:
        cluster = active_cluster()
        backup, other = (one["BackupId"] for one in self.backups(cluster)[:2])
        for one in (backup, other):
            self.assertEqual(self.cloudhsm.delete_backup(BackupId=one)["Backup"]["BackupState"], "PENDING_DELETION")
        with self.refused(INVALID, "PENDING_DELETION"):
            self.cloudhsm.delete_backup(BackupId=backup)
        self.assertEqual(self.cloudhsm.restore_backup(BackupId=backup)["Backup"]["BackupState"], "READY")
        with self.refused(INVALID, "READY"):
            self.cloudhsm.restore_backup(BackupId=backup)
        advance_clock(7 * DAY + 1)
        self.assertTrue(self.backups(cluster, backupIds=[backup]))
        with self.refused(NOT_FOUND):
            self.cloudhsm.restore_backup(BackupId=other)

    def test_a_cluster_from_a_backup_is_active_and_has_its_users(self) -> None:
        cluster = active_cluster()
        backup = self.backups(cluster)[0]["BackupId"]
        with self.refused(INVALID, "mode"):
            new_cluster(SourceBackupId=backup, Mode="NON_FIPS")
        restored = new_cluster(SourceBackupId=backup)
        described = restored.describe()
        self.assertEqual((described["State"], described["SourceBackupId"]), ("ACTIVE", backup))
        self.assertEqual(described["Certificates"], cluster.describe()["Certificates"])
        restored.add_hsm()
        restored.log_in()
        self.assertIn("kmsuser", [user["username"] for user in restored.run("user list")["users"]])
        with self.refused(NOT_FOUND):
            new_cluster(SourceBackupId="backup-aaaaaaaaaaa")

    def test_a_backup_is_copied_to_another_region(self) -> None:
        cluster = active_cluster()
        backup = self.backups(cluster)[0]["BackupId"]
        with self.refused(INVALID):
            self.cloudhsm.copy_backup_to_region(BackupId=backup, DestinationRegion=REGION)
        copied = self.cloudhsm.copy_backup_to_region(BackupId=backup, DestinationRegion="eu-central-1")
        self.assertEqual(copied["DestinationBackup"]["SourceBackup"], backup)
        found = client("cloudhsmv2", region="eu-central-1").describe_backups(Filters={"sourceBackupIds": [backup]})
        self.assertEqual(found["Backups"][0]["SourceRegion"], REGION)

    def test_a_backup_is_shared_with_another_account_by_its_policy(self) -> None:
        backup = self.backups(active_cluster())[0]
        arn = backup["BackupArn"]
        self.assertNotIn("Policy", self.cloudhsm.get_resource_policy(ResourceArn=arn))
        cloudhsm = client("cloudhsmv2", AUDIT)
        subnet = client("ec2", AUDIT).describe_subnets()["Subnets"][0]["SubnetId"]
        request = {"HsmType": "hsm2m.medium", "Mode": "FIPS", "SubnetIds": [subnet], "SourceBackupId": arn}
        with self.refused(NOT_FOUND):
            cloudhsm.create_cluster(**request)
        document = policy(
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{AUDIT}:root"},
                "Action": ["cloudhsm:CreateCluster", "cloudhsm:DescribeBackups"],
                "Resource": arn,
            }
        )
        self.cloudhsm.put_resource_policy(ResourceArn=arn, Policy=document)
        self.assertEqual(self.cloudhsm.get_resource_policy(ResourceArn=arn)["Policy"], document)
        self.assertEqual(cloudhsm.create_cluster(**request)["Cluster"]["State"], "ACTIVE")
        self.cloudhsm.delete_resource_policy(ResourceArn=arn)
        self.assertNotIn("Policy", self.cloudhsm.get_resource_policy(ResourceArn=arn))
        with self.refused(INVALID, "policy document"):
            self.cloudhsm.put_resource_policy(ResourceArn=arn, Policy="{}")
        with self.refused(INVALID, "Only backups"):
            cluster = f"arn:aws:cloudhsm:{REGION}:{MANAGEMENT}:cluster/{backup['ClusterId']}"
            self.cloudhsm.get_resource_policy(ResourceArn=cluster)
