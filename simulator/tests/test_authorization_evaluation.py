"""AWS's evaluation logic, by the examples of its documentation and by what must hold of all policies."""
from __future__ import annotations

import itertools
import random
import unittest
from typing import Any, Dict, List, Optional

from aws_simulator.authorization.evaluation import (
    BOUNDARY,
    IDENTITY,
    RESOURCE,
    RESOURCE_CONTROL,
    SERVICE_CONTROL,
    SESSION,
    Applicable,
    Decision,
    NamedPolicy,
    evaluate,
)
from aws_simulator.policy import Principal, Request

ACCOUNT, OTHER = "111111111111", "222222222222"
ROLE, SESSION_ARN = f"arn:aws:iam::{ACCOUNT}:role/r", f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s"
USER = f"arn:aws:iam::{ACCOUNT}:user/carlos"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
OBJECT = "arn:aws:s3:::logs/x"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1"

AS_ROLE = Principal.of_account(ACCOUNT, ROLE, SESSION_ARN)
AS_USER = Principal.of_account(ACCOUNT, USER)
AS_ROOT = Principal.of_account(ACCOUNT, ROOT)


def named(*statements: Dict[str, Any], name: str = "p") -> NamedPolicy:
    return NamedPolicy(name, {"Version": "2012-10-17", "Statement": list(statements)})


def statement(effect: str = "Allow", action: Any = "*", principal: Any = None, **elements: Any) -> Dict[str, Any]:
    made = {"Sid": f"{effect}It", "Effect": effect, "Action": action, "Resource": "*", **elements}
    return made if principal is None else {**made, "Principal": principal}


ALLOW, DENY = named(statement()), named(statement("Deny"))
NOTHING = named(statement(action="none:None"))


def for_principal(principal: Any) -> NamedPolicy:
    return named(statement(principal=principal))


class EvaluationTest(unittest.TestCase):
    def decide(
        self, principal: Principal = AS_ROLE, action: str = "s3:GetObject", **policies: Any
    ) -> Decision:
        applicable = Applicable(**{"account_of_resource": ACCOUNT, **policies})
        return evaluate(Request(principal, action, OBJECT), applicable)

    def assert_allowed(self, principal: Principal = AS_ROLE, **given: Any) -> None:
        self.assertTrue(self.decide(principal, **given).allowed, given)

    def assert_refused(self, layer: str, principal: Principal = AS_ROLE, explicit: bool = False, **given: Any) -> None:
        decision = self.decide(principal, **given)
        self.assertFalse(decision.allowed, given)
        self.assertEqual((decision.layer, decision.is_explicit), (layer, explicit))

    def test_nothing_is_allowed_by_default_except_to_root(self) -> None:
        self.assert_refused(IDENTITY)
        self.assert_refused(IDENTITY, AS_USER)
        self.assert_allowed(AS_ROOT)

    def test_identity_or_resource_policy_is_enough_in_one_account(self) -> None:
        self.assert_allowed(identity=[ALLOW])
        self.assert_allowed(AS_USER, identity=[NOTHING], resource=for_principal({"AWS": USER}))
        self.assert_allowed(resource=for_principal({"AWS": ROLE}))
        self.assert_allowed(resource=for_principal("*"))

    def test_a_resource_policy_that_names_the_account_hands_over_to_its_policies(self) -> None:
        self.assert_refused(IDENTITY, resource=for_principal({"AWS": ROOT}))
        self.assert_allowed(resource=for_principal({"AWS": ROOT}), identity=[ALLOW])

    def test_both_accounts_must_allow_across_accounts(self) -> None:
        outside = {"account_of_resource": OTHER}
        self.assert_refused(RESOURCE, identity=[ALLOW], **outside)
        for principal in (ROOT, ROLE, SESSION_ARN, ACCOUNT):
            self.assert_refused(IDENTITY, resource=for_principal({"AWS": principal}), **outside)
            self.assert_allowed(identity=[ALLOW], resource=for_principal({"AWS": principal}), **outside)
        self.assert_refused(RESOURCE, identity=[ALLOW], resource=for_principal({"AWS": USER}), **outside)
        self.assert_refused(RESOURCE, AS_ROOT, **outside)

    def test_a_denial_in_any_layer_refuses(self) -> None:
        opened = {"identity": [ALLOW], "resource": for_principal("*")}
        denials = {
            SERVICE_CONTROL: {"service_control": [[ALLOW], [ALLOW, DENY]]},
            RESOURCE_CONTROL: {"resource_control": [[ALLOW, DENY]]},
            RESOURCE: {"resource": named(statement(principal="*"), statement("Deny", principal="*"))},
            IDENTITY: {"identity": [ALLOW, DENY]},
            BOUNDARY: {"boundary": [ALLOW, DENY]},
            SESSION: {"session": [ALLOW, DENY]},
        }
        for layer, policies in denials.items():
            self.assert_refused(layer, explicit=True, **{**opened, **policies})

    def test_every_level_of_organization_policies_must_allow(self) -> None:
        for kind, layer in (("service_control", SERVICE_CONTROL), ("resource_control", RESOURCE_CONTROL)):
            self.assert_allowed(identity=[ALLOW], **{kind: [[ALLOW], [ALLOW, NOTHING]]})
            self.assert_refused(layer, identity=[ALLOW], **{kind: [[ALLOW], [NOTHING]]})
            self.assert_refused(layer, AS_ROOT, **{kind: [[ALLOW], [NOTHING]]})

    def test_organization_policies_do_not_bind_service_linked_roles(self) -> None:
        linked = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        principal = Principal.of_account(ACCOUNT, linked, f"arn:aws:sts::{ACCOUNT}:assumed-role/x/y")
        denied = [[ALLOW, DENY]]
        self.assert_allowed(principal, identity=[ALLOW], service_control=denied, resource_control=denied)

    def test_resource_control_policies_bind_services_and_know_some_resources_only(self) -> None:
        service = Principal.of_service("cloudtrail.amazonaws.com")
        opened, denied = for_principal({"Service": "cloudtrail.amazonaws.com"}), [[ALLOW, DENY]]
        self.assert_refused(RESOURCE_CONTROL, service, True, resource=opened, resource_control=denied)
        self.assert_allowed(service, resource=opened, service_control=denied)
        self.assert_allowed(identity=[ALLOW], action="sns:Publish", resource_control=denied)
        self.assert_allowed(identity=[ALLOW], action="kms:RetireGrant", resource_control=denied)

    def test_boundaries_and_session_policies_bound_what_identity_policies_allow(self) -> None:
        for kind, layer in (("boundary", BOUNDARY), ("session", SESSION)):
            self.assert_allowed(identity=[ALLOW], **{kind: [ALLOW]})
            self.assert_refused(layer, identity=[ALLOW], **{kind: [NOTHING]})
            self.assert_refused(layer, identity=[ALLOW], **{kind: []})

    def test_they_bound_what_a_resource_policy_gives_to_a_role_but_not_to_a_session_or_user(self) -> None:
        for kind, layer in (("boundary", BOUNDARY), ("session", SESSION)):
            bounded = {kind: [NOTHING]}
            self.assert_refused(layer, resource=for_principal({"AWS": ROLE}), **bounded)
            self.assert_allowed(resource=for_principal({"AWS": SESSION_ARN}), **bounded)
        self.assert_allowed(AS_USER, resource=for_principal({"AWS": USER}), boundary=[NOTHING])
        outside = {"account_of_resource": OTHER, "boundary": [NOTHING], "identity": [ALLOW]}
        self.assert_refused(BOUNDARY, resource=for_principal({"AWS": SESSION_ARN}), **outside)

    def test_keys_and_roles_are_closed_unless_their_policy_opens_them(self) -> None:
        roles = {"action": "sts:AssumeRole", "resource": f"arn:aws:iam::{ACCOUNT}:role/path/other"}
        for principal, asked in itertools.product((AS_ROLE, AS_ROOT), ({"action": "kms:Decrypt", "resource": KEY}, roles)):
            request = Request(principal, asked["action"], asked["resource"])

            def allowed(policy: Optional[NamedPolicy], *identity: NamedPolicy) -> bool:
                return evaluate(request, Applicable(ACCOUNT, identity=identity, resource=policy)).allowed

            self.assertFalse(allowed(None, ALLOW))
            self.assertFalse(allowed(for_principal({"AWS": USER}), ALLOW))
            self.assertTrue(allowed(for_principal({"AWS": ROOT}), ALLOW))
        key = Request(AS_ROLE, "kms:Decrypt", KEY)
        self.assertTrue(evaluate(key, Applicable(ACCOUNT, resource=for_principal({"AWS": ROLE}))).allowed)
        self.assertFalse(evaluate(key, Applicable(ACCOUNT, resource=for_principal({"AWS": ROOT}))).allowed)
        self.assertTrue(evaluate(Request(AS_ROLE, "kms:ListKeys", "*"), Applicable(None, identity=[ALLOW])).allowed)

    def test_root_overrules_the_bucket_policy_of_its_own_account_and_nothing_else(self) -> None:
        closed = named(statement("Deny", principal="*"))
        for action in ("s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:DeleteBucketPolicy"):
            self.assert_allowed(AS_ROOT, action=action, resource=closed)
            self.assert_refused(RESOURCE, explicit=True, action=action, identity=[ALLOW], resource=closed)
        self.assert_refused(RESOURCE, AS_ROOT, True, action="s3:GetObject", resource=closed)

    def test_unsigned_requests_and_services_need_the_resource_policy(self) -> None:
        self.assert_refused(RESOURCE, Principal.anonymous(), identity=[ALLOW])
        self.assert_allowed(Principal.anonymous(), resource=for_principal("*"))
        self.assert_refused(RESOURCE, Principal.of_service("a"), resource=for_principal({"Service": "b"}))

    def test_the_decision_names_its_statements(self) -> None:
        denying = named(statement("Deny", Sid="Guard"), name="p-1")
        decision = self.decide(identity=[ALLOW], service_control=[[ALLOW, denying]], boundary=[DENY])
        self.assertEqual(
            list(map(str, decision.deciders)),
            ["service control policy p-1 (Guard)", "permissions boundary p (DenyIt)"],
        )
        self.assertEqual([str(decider) for decider in self.decide(identity=[ALLOW]).deciders], [
            "identity-based policy p (AllowIt)"
        ])


class PropertiesTest(unittest.TestCase):
    """What holds of every request, tried with policies made at random, always the same ones."""

    def setUp(self) -> None:
        self.random = random.Random(7)

    def some(self, *values: Any) -> Any:
        return self.random.choice(values)

    def statement(self) -> Dict[str, Any]:
        condition = self.some({}, {}, {"Condition": {self.some("StringEquals", "StringNotEquals"): {"k": "v"}}})
        return statement(self.some("Allow", "Allow", "Deny"), self.some("*", "s3:*", "kms:Decrypt", "s3:Put*"), **condition)

    def policy(self, principals: bool = False) -> NamedPolicy:
        made = [self.statement() for _ in range(self.random.randint(0, 3))]
        if principals:
            someone = ("*", {"AWS": ROLE}, {"AWS": ROOT}, {"AWS": USER}, {"AWS": SESSION_ARN}, {"Service": "s"})
            made = [{**one, "Principal": self.some(*someone)} for one in made]
        return named(*made)

    def policies(self, most: int = 2) -> List[NamedPolicy]:
        return [self.policy() for _ in range(self.random.randint(0, most))]

    def applicable(self) -> Dict[str, Any]:
        return {
            "account_of_resource": self.some(ACCOUNT, OTHER),
            "identity": self.policies(),
            "boundary": self.some(None, self.policies()),
            "session": self.some(None, self.policies()),
            "service_control": [[ALLOW, *self.policies()] for _ in range(self.random.randint(0, 2))],
            "resource_control": [[ALLOW, *self.policies()] for _ in range(self.random.randint(0, 2))],
            "resource": self.some(None, self.policy(principals=True)),
        }

    def request(self) -> Request:
        principal = self.some(AS_ROLE, AS_USER, AS_ROOT, Principal.of_service("s"), Principal.anonymous())
        action, resource = self.some(("s3:GetObject", OBJECT), ("s3:PutObject", OBJECT), ("kms:Decrypt", KEY))
        return Request(principal, action, resource, self.some({}, {"k": "v"}, {"k": "w"}))

    def test_a_denial_always_wins(self) -> None:
        for _ in range(500):
            request, policies = self.request(), self.applicable()
            denial = named(statement("Deny", principal="*"))
            self.assertFalse(evaluate(request, Applicable(**{**policies, "resource": denial})).allowed
                             and request.principal is not AS_ROOT)
            if request.principal.account is not None:
                self.assertFalse(evaluate(request, Applicable(**{**policies, "identity": [DENY]})).allowed)

    def test_the_order_of_policies_and_statements_has_no_say(self) -> None:
        for _ in range(500):
            request, policies = self.request(), self.applicable()

            def reversed_policies(of_kind: Any) -> Any:
                if isinstance(of_kind, NamedPolicy):
                    return named(*reversed(of_kind.document["Statement"]))  # type: ignore[index]
                return [reversed_policies(one) for one in reversed(of_kind)] if isinstance(of_kind, list) else of_kind

            turned = {kind: reversed_policies(of_kind) for kind, of_kind in policies.items()}
            self.assertEqual(
                evaluate(request, Applicable(**policies)).allowed, evaluate(request, Applicable(**turned)).allowed
            )

    def test_taking_out_an_allowance_never_allows(self) -> None:
        for _ in range(500):
            request, policies = self.request(), self.applicable()

            def without_allowances(of_kind: Any) -> Any:
                if isinstance(of_kind, NamedPolicy):
                    kept = [one for one in of_kind.document["Statement"] if one["Effect"] == "Deny"]  # type: ignore[index]
                    return named(*kept)
                return [without_allowances(one) for one in of_kind] if isinstance(of_kind, list) else of_kind

            before = evaluate(request, Applicable(**policies)).allowed
            for kind in policies:
                poorer = {**policies, kind: without_allowances(policies[kind])}
                self.assertLessEqual(evaluate(request, Applicable(**poorer)).allowed, before, (request, poorer))


if __name__ == "__main__":
    unittest.main()
