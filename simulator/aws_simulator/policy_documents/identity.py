"""The policies of IAM and STS: managed, inline, session and trust policies.

What IAM says of a document it refuses: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html
"""
from __future__ import annotations

import dataclasses
import re

from aws_simulator.policy_documents.actions import check_services, check_vendors
from aws_simulator.policy_documents.document import Statement
from aws_simulator.policy_documents.faults import Fault, Problem
from aws_simulator.policy_documents.kind import Kind, Need, without_whitespace

_MESSAGES = {
    Problem.JSON: "This policy contains invalid Json",
    Problem.VERSION: "Policy document must be version 2012-10-17 or greater.",
    Problem.NO_ACTION: "Policy statement must contain actions.",
    Problem.NO_RESOURCE: "Policy statement must contain resources.",
    Problem.PRINCIPAL_FORBIDDEN: "Policy document should not specify a principal.",
    Problem.SID: (
        "Statement IDs (SID) must be alpha-numeric. "
        "Check that your input satisfies the regular expression [0-9A-Za-z]*"
    ),
    Problem.DUPLICATE_SID: "Statement IDs (SID) in a single policy must be unique.",
    Problem.VENDOR: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    Problem.RESOURCE: 'Resource {} must be in ARN format or "*".',
    Problem.CONDITION_KEY: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    Problem.OPERATOR: "Invalid Condition type : {}",
}

# https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
MANAGED = Kind(
    code="MalformedPolicyDocument",
    message="Syntax errors in policy.",
    messages={**_MESSAGES, Problem.SIZE: "Cannot exceed quota for PolicySize: 6144"},
    codes={Problem.SIZE: "LimitExceeded"},
    principals=Need.FORBIDDEN,
    needs_version=True,
    sid=re.compile(r"[0-9A-Za-z]*"),
    longest=6_144,
    measure=without_whitespace,
    checks=(check_vendors,),
)
# Those of one identity are limited together. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
INLINE = dataclasses.replace(MANAGED, longest=None)
# https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
SESSION = dataclasses.replace(
    MANAGED,
    longest=2_048,
    measure=len,
    codes={Problem.SIZE: "ValidationError"},
    messages={**_MESSAGES, Problem.SIZE: "The session policy must not have more than 2048 characters."},
)


def _check_assumes(statement: Statement) -> None:
    check_services(statement, frozenset(("sts",)), may_be_any=False)


def _check_no_not_principal(statement: Statement) -> None:
    if "NotPrincipal" in statement:
        raise Fault(Problem.NOT_PRINCIPAL)


# Service roles that AWS itself has made have the version of 2008.
# https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
TRUST = Kind(
    code="MalformedPolicyDocument",
    message="Syntax errors in policy.",
    messages={
        **_MESSAGES,
        Problem.RESOURCE_FORBIDDEN: "Has prohibited field Resource",
        Problem.NO_PRINCIPAL: "Missing required field Principal",
        Problem.NOT_PRINCIPAL: "Has prohibited field NotPrincipal",
        Problem.PRINCIPAL: "Invalid principal in policy: {}",
        Problem.PRINCIPAL_NOT_FOUND: "Invalid principal in policy: {}",
        Problem.ACTION: "AssumeRole policy may only specify STS AssumeRole actions.",
        Problem.SIZE: "Cannot exceed quota for ACLSizePerRole: 2048",
    },
    codes={Problem.SIZE: "LimitExceeded"},
    principals_exist=True,
    resources=Need.FORBIDDEN,
    sid=re.compile(r"[0-9A-Za-z]*"),
    longest=2_048,
    measure=without_whitespace,
    checks=(check_vendors, _check_assumes, _check_no_not_principal),
)
