"""The policies of AWS Organizations, which says nothing of what it finds wrong.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
"""
from __future__ import annotations

from typing import Dict

from aws_simulator import authorization_data
from aws_simulator.policy_documents.actions import check_services, check_vendors, named
from aws_simulator.policy_documents.document import Statement, principals
from aws_simulator.policy_documents.faults import Fault, Problem
from aws_simulator.policy_documents.kind import Kind, Need

_CODE = "MalformedPolicyDocumentException"
_MESSAGE = "The provided policy document does not meet the requirements of the specified policy type."


def _check_denial_of_services(statement: Statement) -> None:
    if statement["Effect"] != "Deny":
        raise Fault(Problem.EFFECT, statement["Effect"])
    if "NotPrincipal" in statement or any(principal != ("AWS", "*") for principal in principals(statement)):
        raise Fault(Problem.PRINCIPAL)
    if "NotAction" in statement:
        raise Fault(Problem.NOT_ACTION)
    if "*" in named(statement):
        raise Fault(Problem.ANY_ACTION)
    check_services(statement, authorization_data.rcp_services(), may_be_any=False)


def _check_is_of_organizations(statement: Statement) -> None:
    check_services(statement, frozenset(("organizations",)), may_be_any=False)


# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
SERVICE_CONTROL = Kind(
    code=_CODE,
    message=_MESSAGE,
    principals=Need.FORBIDDEN,
    needs_version=True,
    checks=(check_vendors,),
)
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
RESOURCE_CONTROL = Kind(
    code=_CODE,
    message=_MESSAGE,
    needs_version=True,
    checks=(check_vendors, _check_denial_of_services),
)
CONTROL_POLICIES: Dict[str, Kind] = {
    "SERVICE_CONTROL_POLICY": SERVICE_CONTROL,
    "RESOURCE_CONTROL_POLICY": RESOURCE_CONTROL,
}
# https://docs.aws.amazon.com/organizations/latest/APIReference/API_PutResourcePolicy.html
ORGANIZATION_RESOURCE = Kind(
    code="InvalidInputException",
    message="The provided policy document does not meet the requirements of a resource policy.",
    checks=(check_vendors, _check_is_of_organizations),
)
