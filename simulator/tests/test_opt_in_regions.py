"""Regions that an account has to enable first."""
from __future__ import annotations

from tests.support import AUDIT, MANAGEMENT, SimulatorTestCase, client, enable_service_access

REGION = "eu-south-1"


class OptInRegionTest(SimulatorTestCase):
    def test_a_region_does_not_know_an_account_that_has_not_enabled_it(self) -> None:
        with self.refused("AuthFailure"):
            client("ec2", MANAGEMENT, REGION).describe_vpcs()
        with self.refused("InvalidClientTokenId"):
            client("sts", MANAGEMENT, REGION).get_caller_identity()
        with self.refused("UnrecognizedClientException"):
            client("config", MANAGEMENT, REGION).describe_configuration_recorders()
        with self.refused("UnrecognizedClientException"):
            client("accessanalyzer", MANAGEMENT, REGION).list_analyzers()
        with self.refused("InvalidAccessKeyId"):
            client("s3", MANAGEMENT, REGION).list_buckets()

    def test_each_account_enables_it_for_itself(self) -> None:
        enable_service_access("account.amazonaws.com")
        client("account").enable_region(AccountId=AUDIT, RegionName="il-central-1")
        client("sts", AUDIT, "il-central-1").get_caller_identity()
        with self.refused("InvalidClientTokenId"):
            client("sts", MANAGEMENT, "il-central-1").get_caller_identity()
        client("account").disable_region(AccountId=AUDIT, RegionName="il-central-1")
        with self.refused("InvalidClientTokenId"):
            client("sts", AUDIT, "il-central-1").get_caller_identity()

    def test_other_regions_are_enabled(self) -> None:
        for region in ("eu-north-1", "sa-east-1"):
            client("sts", AUDIT, region).get_caller_identity()
