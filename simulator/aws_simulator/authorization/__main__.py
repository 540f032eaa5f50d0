"""Evaluates requests that another program writes: ``python3 -m aws_simulator.authorization``.

Each line of standard input is a JSON object with the principal, action, resource, context and policies of a request; each
line of standard output says whether it is allowed, and which statements decide.
"""
from __future__ import annotations

import json
import sys
from typing import Any, Dict, List, Mapping, Optional

from aws_simulator.authorization.evaluation import Applicable, NamedPolicy, Policies, evaluate
from aws_simulator.policy import Principal, Request


def main() -> None:
    """Answer line by line."""
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))))


def answer(question: Mapping[str, Any]) -> Dict[str, Any]:
    """The answer to one request."""
    policies = question["policies"]
    request = Request(_principal(question), question["action"], question["resource"]["arn"], question["context"])
    decision = evaluate(
        request,
        Applicable(
            account_of_resource=question["resource"]["accountId"],
            identity=_named("identity", policies["identity"]),
            service_control=[_named("SCP", level) for level in policies["serviceControl"]],
            resource_control=[_named("RCP", level) for level in policies["resourceControl"]],
            resource=_resource(policies.get("resource")),
        ),
    )
    return {"allowed": decision.allowed, "by": [decider.sid for decider in decision.deciders]}


def _principal(question: Mapping[str, Any]) -> Principal:
    principal: Optional[str] = question.get("principal")
    if principal is None:
        return Principal.anonymous()
    if not principal.startswith("arn:"):
        return Principal.of_service(principal)
    return Principal.of_account(principal.split(":")[4], principal)


def _resource(document: Optional[Mapping[str, Any]]) -> Optional[NamedPolicy]:
    return NamedPolicy("resource", document) if document is not None else None


def _named(name: str, documents: List[Mapping[str, Any]]) -> Policies:
    return [NamedPolicy(name, document) for document in documents]


if __name__ == "__main__":
    main()
