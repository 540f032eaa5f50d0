"""The evaluator of policies."""
from __future__ import annotations

import unittest
from typing import Any, Dict

from aws_simulator.policy import Principal, Request, is_allowed, is_denied

BUCKET = "arn:aws:s3:::logs"
TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/t"
CONTEXT = {"aws:SourceArn": TRAIL, "aws:SourceAccount": "111111111111", "s3:x-amz-acl": "bucket-owner-full-control"}


def statement(**elements: Any) -> Dict[str, Any]:
    return {
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{BUCKET}/*",
        **elements,
    }


class PolicyTest(unittest.TestCase):
    def decide(self, *statements: Dict[str, Any], **request: Any) -> bool:
        principal = request.get("principal", Principal.of_service("cloudtrail.amazonaws.com"))
        resource = request.get("resource", f"{BUCKET}/AWSLogs/111111111111/log")
        evaluated = Request(principal, "s3:PutObject", resource, request.get("context", CONTEXT))
        return is_allowed({"Statement": list(statements)}, evaluated)

    def condition(self, operator: str, key: str, value: Any) -> bool:
        return self.decide(statement(Condition={operator: {key: value}}))

    def test_nothing_is_allowed_without_a_policy(self) -> None:
        self.assertFalse(is_allowed(None, Request(Principal.anonymous(), "s3:GetObject", BUCKET)))

    def test_policies_can_be_text_or_bytes(self) -> None:
        request = Request(Principal.of_service("a"), "b:c", "d")
        text = '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "b:c", "Resource": "d"}}'
        self.assertTrue(is_allowed(text, request))
        self.assertTrue(is_allowed(text.encode(), request))

    def test_only_the_named_service_is_allowed(self) -> None:
        self.assertTrue(self.decide(statement()))
        self.assertTrue(self.decide(statement(Principal={"Service": ["x", "cloudtrail.amazonaws.com"]})))
        self.assertFalse(self.decide(statement(Principal={"Service": "config.amazonaws.com"})))
        self.assertTrue(self.decide(statement(Principal="*")))
        self.assertTrue(self.decide(statement(Principal={"AWS": "*"})))
        self.assertFalse(self.decide(statement(Principal={"AWS": "arn:aws:iam::111111111111:root"})))

    def test_not_principal_matches_everybody_else(self) -> None:
        other = statement(NotPrincipal={"Service": "config.amazonaws.com"})
        del other["Principal"]
        self.assertTrue(self.decide(other))

    def test_an_account_allows_its_roles(self) -> None:
        role = Principal.of_account("111111111111", "arn:aws:iam::111111111111:role/r")
        for identity in ("111111111111", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:role/r"):
            self.assertTrue(self.decide(statement(Principal={"AWS": identity}), principal=role), identity)
        for identity in ("222222222222", "arn:aws:iam::222222222222:root", "arn:aws:iam::111111111111:role/other"):
            self.assertFalse(self.decide(statement(Principal={"AWS": identity}), principal=role), identity)

    def test_actions_have_wildcards_and_ignore_case(self) -> None:
        for action in ("s3:*", "*", "S3:putobject", ["s3:GetObject", "s3:Put*"], "s3:PutObjec?"):
            self.assertTrue(self.decide(statement(Action=action)), action)
        self.assertFalse(self.decide(statement(Action="s3:Put")))
        other = statement(NotAction="s3:GetObject")
        del other["Action"]
        self.assertTrue(self.decide(other))

    def test_resources_have_wildcards_and_variables(self) -> None:
        for resource in ("*", f"{BUCKET}/AWSLogs/*", f"{BUCKET}/AWSLogs/${{aws:SourceAccount}}/*"):
            self.assertTrue(self.decide(statement(Resource=resource)), resource)
        for resource in (BUCKET, f"{BUCKET}/AWSLogs/222222222222/*", "arn:aws:s3:::other/*"):
            self.assertFalse(self.decide(statement(Resource=resource)), resource)
        other = statement(NotResource="arn:aws:s3:::other/*")
        del other["Resource"]
        self.assertTrue(self.decide(other))

    def test_a_denial_wins(self) -> None:
        denial = statement(Effect="Deny", Principal="*", Action="s3:*")
        self.assertFalse(self.decide(statement(), denial))
        self.assertTrue(is_denied({"Statement": denial}, Request(Principal.anonymous(), "s3:GetObject", f"{BUCKET}/x")))

    def test_a_denial_whose_condition_does_not_hold_is_ignored(self) -> None:
        insecure = {"Bool": {"aws:SecureTransport": "false"}}
        denial = statement(Effect="Deny", Principal="*", Action="s3:*", Condition=insecure)
        self.assertTrue(self.decide(statement(), denial, context={"aws:SecureTransport": "true"}))
        self.assertFalse(self.decide(statement(), denial, context={"aws:SecureTransport": "false"}))

    def test_string_operators(self) -> None:
        self.assertTrue(self.condition("StringEquals", "aws:SourceAccount", ["x", "111111111111"]))
        self.assertFalse(self.condition("StringEquals", "aws:SourceAccount", "1111*"))
        self.assertTrue(self.condition("StringLike", "aws:SourceAccount", "1111*"))
        self.assertFalse(self.condition("StringNotEquals", "aws:SourceAccount", "111111111111"))
        self.assertTrue(self.condition("StringNotLike", "aws:SourceAccount", "2*"))
        self.assertTrue(self.condition("StringEqualsIgnoreCase", "s3:x-amz-acl", "BUCKET-owner-full-control"))

    def test_keys_of_conditions_ignore_case(self) -> None:
        self.assertTrue(self.condition("StringEquals", "AWS:sourceaccount", "111111111111"))

    def test_arn_operators_compare_each_part(self) -> None:
        for operator in ("ArnLike", "ArnEquals"):
            self.assertTrue(self.condition(operator, "aws:SourceArn", "arn:aws:cloudtrail:*:111111111111:trail/*"))
            self.assertTrue(self.condition(operator, "aws:SourceArn", TRAIL))
            self.assertFalse(self.condition(operator, "aws:SourceArn", "arn:aws:cloudtrail:*:trail/*"))
        self.assertTrue(self.condition("ArnNotLike", "aws:SourceArn", "arn:aws:config:*:*:*"))

    def test_a_key_that_is_absent_fails_unless_the_operator_is_negated_or_allows_it(self) -> None:
        self.assertFalse(self.condition("StringEquals", "aws:SourceOrgID", "o-1"))
        self.assertTrue(self.condition("StringNotEquals", "aws:SourceOrgID", "o-1"))
        self.assertTrue(self.condition("StringEqualsIfExists", "aws:SourceOrgID", "o-1"))
        self.assertFalse(self.condition("StringEqualsIfExists", "aws:SourceAccount", "2"))

    def test_null_tells_whether_a_key_is_absent(self) -> None:
        self.assertTrue(self.condition("Null", "aws:SourceOrgID", "true"))
        self.assertFalse(self.condition("Null", "aws:SourceAccount", True))
        self.assertTrue(self.condition("Null", "aws:SourceAccount", "false"))

    def test_numbers_and_quantifiers(self) -> None:
        context = {"s3:TlsVersion": "1.2", "keys": ["a", "b"]}

        def holds(operator: str, key: str, value: Any) -> bool:
            return self.decide(statement(Condition={operator: {key: value}}), context=context)

        self.assertFalse(holds("NumericLessThan", "s3:TlsVersion", "1.2"))
        self.assertTrue(holds("NumericGreaterThanEquals", "s3:TlsVersion", "1.2"))
        self.assertTrue(holds("ForAnyValue:StringEquals", "keys", "b"))
        self.assertFalse(holds("ForAllValues:StringEquals", "keys", "b"))
        self.assertTrue(holds("ForAllValues:StringEquals", "absent", "b"))

    def test_a_statement_with_an_unknown_operator_allows_nothing(self) -> None:
        self.assertFalse(self.condition("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"))

    def test_all_conditions_must_hold(self) -> None:
        both = {"StringEquals": {"aws:SourceAccount": "111111111111", "aws:SourceArn": "other"}}
        self.assertFalse(self.decide(statement(Condition=both)))
