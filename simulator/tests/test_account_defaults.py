"""EC2 and Systems Manager: the defaults of an account; Lambda."""
from __future__ import annotations

import io
import zipfile

from tests.support import AUDIT, MANAGEMENT, REGION, SimulatorTestCase, client, trust


class Ec2DefaultsTest(SimulatorTestCase):
    def test_the_default_key_of_volumes(self) -> None:
        ec2 = client("ec2")
        self.assertEqual(ec2.get_ebs_default_kms_key_id()["KmsKeyId"], "alias/aws/ebs")
        ec2.modify_ebs_default_kms_key_id(KmsKeyId="alias/own")
        self.assertEqual(ec2.get_ebs_default_kms_key_id()["KmsKeyId"], "alias/own")
        self.assertEqual(ec2.reset_ebs_default_kms_key_id()["KmsKeyId"], "alias/aws/ebs")

    def test_public_snapshots_and_images_can_be_blocked(self) -> None:
        ec2 = client("ec2")
        self.assertEqual(ec2.get_snapshot_block_public_access_state()["State"], "unblocked")
        ec2.enable_snapshot_block_public_access(State="block-all-sharing")
        self.assertEqual(ec2.get_snapshot_block_public_access_state()["State"], "block-all-sharing")
        ec2.disable_snapshot_block_public_access()
        self.assertEqual(ec2.get_snapshot_block_public_access_state()["State"], "unblocked")
        ec2.enable_image_block_public_access(ImageBlockPublicAccessState="block-new-sharing")
        state = ec2.get_image_block_public_access_state()["ImageBlockPublicAccessState"]
        self.assertEqual(state, "block-new-sharing")
        ec2.disable_image_block_public_access()
        state = ec2.get_image_block_public_access_state()["ImageBlockPublicAccessState"]
        self.assertEqual(state, "unblocked")

    def test_the_serial_console_can_be_switched(self) -> None:
        ec2 = client("ec2")
        ec2.enable_serial_console_access()
        self.assertTrue(ec2.get_serial_console_access_status()["SerialConsoleAccessEnabled"])
        ec2.disable_serial_console_access()
        self.assertFalse(ec2.get_serial_console_access_status()["SerialConsoleAccessEnabled"])

    def test_the_defaults_of_instance_metadata_can_be_set_and_unset(self) -> None:
        ec2 = client("ec2")
        ec2.modify_instance_metadata_defaults(HttpTokens="required", HttpPutResponseHopLimit=2)
        defaults = ec2.get_instance_metadata_defaults()["AccountLevel"]
        self.assertEqual((defaults["HttpTokens"], defaults["HttpPutResponseHopLimit"]), ("required", 2))
        ec2.modify_instance_metadata_defaults(HttpTokens="no-preference", HttpPutResponseHopLimit=-1)
        self.assertNotIn("HttpTokens", ec2.get_instance_metadata_defaults()["AccountLevel"])

    def test_internet_gateways_can_be_blocked(self) -> None:
        ec2 = client("ec2")
        options = ec2.describe_vpc_block_public_access_options()["VpcBlockPublicAccessOptions"]
        self.assertEqual(options["InternetGatewayBlockMode"], "off")
        ec2.modify_vpc_block_public_access_options(InternetGatewayBlockMode="block-bidirectional")
        options = ec2.describe_vpc_block_public_access_options()["VpcBlockPublicAccessOptions"]
        self.assertEqual(options["InternetGatewayBlockMode"], "block-bidirectional")


class DefaultVpcTest(SimulatorTestCase):
    def test_there_is_one_in_each_region_of_each_account(self) -> None:
        for account, region in ((MANAGEMENT, REGION), (AUDIT, REGION), (AUDIT, "us-east-1")):
            vpcs = client("ec2", account, region).describe_vpcs()["Vpcs"]
            self.assertEqual([vpc["IsDefault"] for vpc in vpcs], [True])

    def test_it_can_be_deleted_when_its_subnets_and_gateway_are(self) -> None:
        ec2 = client("ec2", region="eu-central-1")
        vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
        for subnet in ec2.describe_subnets()["Subnets"]:
            ec2.delete_subnet(SubnetId=subnet["SubnetId"])
        with self.refused("DependencyViolation"):
            ec2.delete_vpc(VpcId=vpc)
        gateway = ec2.describe_internet_gateways()["InternetGateways"][0]["InternetGatewayId"]
        ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        ec2.delete_internet_gateway(InternetGatewayId=gateway)
        ec2.delete_vpc(VpcId=vpc)
        self.assertEqual(ec2.describe_vpcs()["Vpcs"], [])


class SystemsManagerTest(SimulatorTestCase):
    def test_settings_can_be_changed_and_reset(self) -> None:
        ssm = client("ssm")
        setting = "/ssm/documents/console/public-sharing-permission"
        arn = f"arn:aws:ssm:{REGION}:{MANAGEMENT}:servicesetting{setting}"
        self.assertEqual(ssm.get_service_setting(SettingId=setting)["ServiceSetting"]["Status"], "Default")
        ssm.update_service_setting(SettingId=arn, SettingValue="Disable")
        changed = ssm.get_service_setting(SettingId=setting)["ServiceSetting"]
        self.assertEqual((changed["SettingValue"], changed["Status"], changed["ARN"]), ("Disable", "Customized", arn))
        self.assertEqual(ssm.reset_service_setting(SettingId=setting)["ServiceSetting"]["SettingValue"], "Enable")

    def test_inventory_can_be_synchronized_to_a_bucket(self) -> None:
        ssm = client("ssm")
        destination = {"BucketName": "b", "SyncFormat": "JsonSerDe", "Region": REGION}
        ssm.create_resource_data_sync(SyncName="sync", S3Destination=destination)
        with self.refused("ResourceDataSyncAlreadyExistsException"):
            ssm.create_resource_data_sync(SyncName="sync", S3Destination=destination)
        self.assertEqual(ssm.list_resource_data_sync()["ResourceDataSyncItems"][0]["S3Destination"], destination)
        ssm.delete_resource_data_sync(SyncName="sync")
        with self.refused("ResourceDataSyncNotFoundException"):
            ssm.delete_resource_data_sync(SyncName="sync")

    def test_documents_can_be_associated_with_nodes(self) -> None:
        ssm = client("ssm")
        association = ssm.create_association(Name="AWS-UpdateSSMAgent")["AssociationDescription"]["AssociationId"]
        described = ssm.describe_association(AssociationId=association)["AssociationDescription"]
        self.assertEqual((described["Name"], described["Overview"]["Status"]), ("AWS-UpdateSSMAgent", "Success"))
        ssm.delete_association(AssociationId=association)
        with self.refused("AssociationDoesNotExist"):
            ssm.describe_association(AssociationId=association)


class LambdaTest(SimulatorTestCase):
    def test_the_key_and_the_dead_letter_queue_of_a_function_are_remembered(self) -> None:
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            archive.writestr("main.py", "def handler(event, context): pass")
        iam = client("iam")
        role = iam.create_role(RoleName="run", AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))["Role"]["Arn"]
        key, queue = f"arn:aws:kms:{REGION}:{MANAGEMENT}:key/k", f"arn:aws:sqs:{REGION}:{MANAGEMENT}:"
        functions = client("lambda")
        functions.create_function(
            FunctionName="f",
            Role=role,
            Runtime="python3.12",
            Handler="main.handler",
            Code={"ZipFile": code.getvalue()},
            KMSKeyArn=key,
            DeadLetterConfig={"TargetArn": queue + "first"},
        )
        configuration = functions.get_function(FunctionName="f")["Configuration"]
        self.assertEqual(configuration["KMSKeyArn"], key)
        self.assertEqual(configuration["DeadLetterConfig"]["TargetArn"], queue + "first")
        functions.update_function_configuration(FunctionName="f", DeadLetterConfig={"TargetArn": queue + "second"})
        configuration = functions.get_function(FunctionName="f")["Configuration"]
        self.assertEqual(configuration["DeadLetterConfig"]["TargetArn"], queue + "second")
