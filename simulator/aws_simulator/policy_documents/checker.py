"""Checks a document of one kind of policies."""
from __future__ import annotations

from typing import Callable, Optional, Union

from aws_simulator.context import AwsError
from aws_simulator.policy_documents import conditions, principals, resources
from aws_simulator.policy_documents.document import Document, Statement, read
from aws_simulator.policy_documents.faults import Fault, Problem
from aws_simulator.policy_documents.kind import Kind, Need


def check(kind: Kind, text: Union[str, bytes], belongs: Optional[Callable[[str], bool]] = None) -> None:
    """Raise the error with which AWS refuses a document; ``belongs`` says whether a resource is of its owner."""
    document = text.decode("utf-8") if isinstance(text, bytes) else text
    try:
        if kind.longest is not None and kind.measure(document) > kind.longest:
            raise Fault(Problem.SIZE)
        _check_document(kind, read(document), belongs)
    except Fault as fault:
        raise refusal(kind, fault) from None


def refusal(kind: Kind, fault: Fault) -> AwsError:
    """A fault in the words of the service that keeps this kind of policies."""
    code = kind.codes.get(fault.problem, kind.code)
    message = kind.messages.get(fault.problem, kind.message)
    return AwsError(code, message.replace("{}", fault.detail))


def _check_document(kind: Kind, document: Document, belongs: Optional[Callable[[str], bool]]) -> None:
    if document.version != "2012-10-17" and kind.needs_version:
        raise Fault(Problem.VERSION, str(document.version))
    if kind.check_quotas is not None:
        kind.check_quotas(document)
    seen = set()
    for statement in document.statements:
        _check_elements(kind, statement)
        sid = statement.get("Sid")
        if sid:
            if kind.sid is not None and kind.sid.fullmatch(sid) is None:
                raise Fault(Problem.SID, sid)
            if sid in seen:
                raise Fault(Problem.DUPLICATE_SID, sid)
            seen.add(sid)
        principals.check_forms(statement)
        for check_statement in kind.checks:
            check_statement(statement)
        resources.check_arns(statement)
        if belongs is not None:
            resources.check_owner(statement, belongs)
        conditions.check_operators(statement)
        for check_statement in kind.checks_of_service:
            check_statement(statement)
        if kind.principals_exist:
            principals.check_existence(statement)


def _check_elements(kind: Kind, statement: Statement) -> None:
    if not (statement.get("Action") or statement.get("NotAction")):
        raise Fault(Problem.NO_ACTION)
    has_resources = bool(statement.get("Resource") or statement.get("NotResource"))
    if kind.resources is Need.FORBIDDEN and ("Resource" in statement or "NotResource" in statement):
        raise Fault(Problem.RESOURCE_FORBIDDEN)
    if kind.resources is Need.REQUIRED and not has_resources:
        raise Fault(Problem.NO_RESOURCE)
    if kind.principals is Need.FORBIDDEN and ("Principal" in statement or "NotPrincipal" in statement):
        raise Fault(Problem.PRINCIPAL_FORBIDDEN)
    if kind.principals is Need.REQUIRED and not (statement.get("Principal") or statement.get("NotPrincipal")):
        raise Fault(Problem.NO_PRINCIPAL)
    if "NotPrincipal" in statement and statement["Effect"] == "Allow":
        raise Fault(Problem.NOT_PRINCIPAL)
