"""The evaluator of policies."""
from __future__ import annotations

import unittest
from typing import Any, Dict

from aws_simulator.policy import PolicyError, Principal, Request, is_allowed, is_denied

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
        return is_allowed({"Version": "2012-10-17", "Statement": list(statements)}, evaluated)

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

    def test_an_unknown_operator_is_an_error_for_allowances_and_denials(self) -> None:
        for effect in ("Allow", "Deny"):
            for operator in ("StringSimilar", "ForSomeValues:StringEquals"):
                with self.assertRaises(PolicyError):
                    self.decide(statement(Effect=effect, Condition={operator: {"aws:SourceAccount": "1"}}))

    def test_dates_addresses_and_binaries(self) -> None:
        context = {"aws:CurrentTime": "2026-11-29T10:00:00Z", "aws:SourceIp": "10.1.2.3", "key:Binary": "aGVsbG8="}

        def holds(operator: str, key: str, value: Any) -> bool:
            return self.decide(statement(Condition={operator: {key: value}}), context=context)

        self.assertTrue(holds("DateGreaterThan", "aws:CurrentTime", "2026-11-29T09:59:59Z"))
        self.assertFalse(holds("DateGreaterThan", "aws:CurrentTime", "2026-11-29T10:00:00+00:00"))
        self.assertTrue(holds("DateLessThanEquals", "aws:CurrentTime", "2026-11-29T12:00:00+02:00"))
        self.assertTrue(holds("DateEquals", "aws:CurrentTime", "1795946400"))
        self.assertTrue(holds("DateNotEquals", "aws:CurrentTime", "2026-11-30"))
        self.assertTrue(holds("IpAddress", "aws:SourceIp", ["192.0.2.0/24", "10.0.0.0/8"]))
        self.assertFalse(holds("NotIpAddress", "aws:SourceIp", ["192.0.2.0/24", "10.0.0.0/8"]))
        self.assertTrue(holds("IpAddress", "aws:SourceIp", "10.1.2.3"))
        self.assertTrue(holds("BinaryEquals", "key:Binary", "aGVsbG8="))
        self.assertFalse(holds("BinaryEquals", "key:Binary", "aGVsbG9v"))
        self.assertTrue(holds("DateLessThanIfExists", "aws:TokenIssueTime", "2000-01-01T00:00:00Z"))

    def test_quantifiers_of_keys_that_are_absent(self) -> None:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
        for operator in ("ForAllValues:StringEquals", "ForAllValues:StringNotEquals", "ForAnyValue:StringEqualsIfExists"):
            self.assertTrue(self.condition(operator, "aws:TagKeys", "a"), operator)
        for operator in ("ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals"):
            self.assertFalse(self.condition(operator, "aws:TagKeys", "a"), operator)

    def test_variables_have_defaults_and_their_values_no_wildcards(self) -> None:
        def reaches(resource: str, **context: str) -> bool:
            asked = self.decide(statement(Resource=f"{BUCKET}/{resource}"), context=context, resource=f"{BUCKET}/a/b")
            return asked

        self.assertTrue(reaches("${team}/*", team="a"))
        self.assertTrue(reaches("${team, 'a'}/*"))
        self.assertFalse(reaches("${team, 'a'}/*", team="other"))
        self.assertFalse(reaches("${team}/*"))
        self.assertFalse(reaches("${team}", team="*"))
        self.assertFalse(reaches("a/${*}"))
        self.assertTrue(self.condition("StringEquals", "aws:SourceAccount", "${aws:SourceAccount}"))
        self.assertFalse(self.condition("StringEquals", "aws:SourceAccount", "${aws:SourceOrgID}"))

    def test_documents_of_2008_know_no_variables(self) -> None:
        old = {"Version": "2008-10-17", "Statement": statement(Resource="${aws:SourceAccount}")}
        service = Principal.of_service("cloudtrail.amazonaws.com")
        self.assertFalse(is_allowed(old, Request(service, "s3:PutObject", "111111111111", CONTEXT)))
        self.assertTrue(is_allowed(old, Request(service, "s3:PutObject", "${aws:SourceAccount}", CONTEXT)))
        # A document that names no version is of 2008, too.
        del old["Version"]
        self.assertFalse(is_allowed(old, Request(service, "s3:PutObject", "111111111111", CONTEXT)))

    def test_federated_principals_and_canonical_users(self) -> None:
        provider = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"
        federated = statement(Principal={"Federated": provider})
        self.assertTrue(self.decide(federated, principal=Principal.of_provider(provider)))
        self.assertFalse(self.decide(federated, principal=Principal.of_provider(f"{provider}.example")))
        owner = statement(Principal={"CanonicalUser": "79a5"})
        self.assertTrue(self.decide(owner, principal=Principal(account="111111111111", canonical_user="79a5")))

    def test_not_principal_leaves_out_whoever_is_named_with_account_role_and_session(self) -> None:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
        role, session = "arn:aws:iam::111111111111:role/r", "arn:aws:sts::111111111111:assumed-role/r/s"
        principal = Principal.of_account("111111111111", role, session)
        request = Request(principal, "s3:PutObject", f"{BUCKET}/x")

        def denied(*named: str) -> bool:
            denial = {"Effect": "Deny", "NotPrincipal": {"AWS": list(named)}, "Action": "*", "Resource": "*"}
            return is_denied({"Version": "2012-10-17", "Statement": denial}, request)

        self.assertFalse(denied("arn:aws:iam::111111111111:root", role, session))
        self.assertTrue(denied(role, session))
        self.assertTrue(denied("arn:aws:iam::111111111111:root", role))

    def test_all_conditions_must_hold(self) -> None:
        both = {"StringEquals": {"aws:SourceAccount": "111111111111", "aws:SourceArn": "other"}}
        self.assertFalse(self.decide(statement(Condition=both)))
