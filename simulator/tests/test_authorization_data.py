"""AWS's service authorization reference."""
from __future__ import annotations

import unittest
from pathlib import Path
from unittest import mock

from aws_simulator import authorization_data


class AuthorizationDataTest(unittest.TestCase):
    def test_actions_have_resource_types_and_condition_keys(self) -> None:
        put_object = authorization_data.actions("s3")["putobject"]
        self.assertEqual(put_object["name"], "PutObject")
        self.assertIn("object", [resource["name"] for resource in put_object["resourceTypes"]])
        self.assertIn("s3:x-amz-acl", put_object["conditionKeys"])

    def test_resource_types_have_arns(self) -> None:
        bucket = authorization_data.resource_types("s3")["bucket"]
        self.assertEqual(bucket["arn"], "arn:${Partition}:s3:::${BucketName}")

    def test_condition_keys_have_types(self) -> None:
        self.assertEqual(authorization_data.condition_keys("s3")["s3:x-amz-acl"]["type"], "String")

    def test_an_unknown_service_has_no_actions(self) -> None:
        self.assertEqual(authorization_data.actions("../services"), {})

    def test_prefixes_are_not_case_sensitive(self) -> None:
        self.assertIn("putobject", authorization_data.actions("S3"))

    def test_resource_control_policies_know_their_services(self) -> None:
        self.assertIn("kms", authorization_data.rcp_services())
        self.assertNotIn("ec2", authorization_data.rcp_services())

    def test_global_condition_keys_are_known(self) -> None:
        self.assertIn("aws:PrincipalOrgID", authorization_data.global_condition_keys())

    def test_a_missing_package_is_named_with_its_cure(self) -> None:
        authorization_data._package.cache_clear()
        self.addCleanup(authorization_data._package.cache_clear)
        with mock.patch.object(authorization_data, "PACKAGE", Path("node_modules", "@cloud-copilot", "absent")):
            with self.assertRaisesRegex(authorization_data.MissingAuthorizationData, "npm install"):
                authorization_data._package()
