"""AWS Security Token Service: https://docs.aws.amazon.com/STS/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable, Optional

from moto.core import DEFAULT_ACCOUNT_ID
from moto.sts import models, responses

from aws_simulator.context import AwsError, organization_of
from aws_simulator.grants import find_role, identity_keys
from aws_simulator.policy import Principal, Request, is_allowed
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.identity import SESSION
from aws_simulator.registry import corrects


@corrects(responses.TokenResponse, "assume_role")
def assume_role(original: Callable[..., Any], self: Any) -> Any:
    """Any role can be assumed, even one that does not exist; AWS refuses with AccessDenied.

    The role must be in the caller's account or organization, exist, and trust the caller.
    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    """
    role_arn = self._get_param("RoleArn") or ""
    _, caller_arn, caller_account = self.backend.get_caller_identity(self.get_access_key(), self.region)
    caller_role = _role_of_session(self)
    if not _may_assume(role_arn, caller_account, caller_role, self._get_param("ExternalId")):
        raise AwsError(
            "AccessDenied",
            f"User: {caller_arn} is not authorized to perform: sts:AssumeRole on resource: {role_arn}",
        )
    return original(self)


def _role_of_session(request: Any) -> Optional[str]:
    session = request.backend.get_assumed_role_from_access_key(request.get_access_key())
    return session.role_arn if session else None


def _may_assume(role_arn: str, caller_account: str, caller_role: Optional[str], external_id: Optional[str]) -> bool:
    role = find_role(role_arn)
    if role is None or not _is_known(role.account_id):
        return False
    context = identity_keys(caller_account, caller_role)
    if caller_role is None:
        # Whoever holds the local credentials is taken to have signed in with multi-factor authentication.
        context["aws:MultiFactorAuthPresent"] = "true"
    if external_id:
        context["sts:ExternalId"] = external_id
    principal = Principal.of_account(caller_account, caller_role)
    return is_allowed(role.assume_role_policy_document, Request(principal, "sts:AssumeRole", role_arn, context))


def _is_known(account: str) -> bool:
    """Is it the management account, or a member of its organization that is not closed?"""
    if account == DEFAULT_ACCOUNT_ID:
        return True
    organization = organization_of(account)
    return organization is not None and organization.get_account_by_id(account).status == "ACTIVE"


@corrects(models.STSBackend, "assume_role")
def assume_role_with_session_policy(original: Callable[..., Any], self: Any, **parameters: Any) -> Any:
    """A session policy can say anything.

    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    """
    if parameters.get("policy"):
        check(SESSION, parameters["policy"])
    return original(self, **parameters)
