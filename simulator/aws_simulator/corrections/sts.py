"""AWS Security Token Service: https://docs.aws.amazon.com/STS/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable, Dict, List

import flask
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sts import responses

from aws_simulator.authorization.callers import Caller, caller_of_key, request_keys
from aws_simulator.authorization.enforcement import ENFORCED_BY
from aws_simulator.authorization.questions import Asked
from aws_simulator.authorization.sessions import Session, remember_session, session_policies
from aws_simulator.context import AwsError, organization_of
from aws_simulator.grants import find_role
from aws_simulator.policy import ContextValue, Request, is_allowed
from aws_simulator.registry import corrects
from aws_simulator.signature import read_signature


@corrects(responses.TokenResponse, "assume_role")
def assume_role(original: Callable[..., Any], self: Any) -> Any:
    """Any role can be assumed, even one that does not exist; AWS refuses with AccessDenied.

    The role must be in the caller's account or organization, exist, and trust the caller.
    https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    """
    role_arn = self._get_param("RoleArn") or ""
    role = find_role(role_arn)
    signature = read_signature(flask.request.environ)
    caller = caller_of_key(signature.access_key_id if signature is not None else None)
    for asked in _asked(self, role_arn):
        if role is None or not _is_known(role.account_id) or not _is_allowed(caller, role, asked):
            raise AwsError(
                "AccessDenied",
                f"User: {caller.arn} is not authorized to perform: {asked.action} on resource: {role_arn}",
            )
    result = original(self)
    arns = [policy["arn"] for policy in self._get_param("PolicyArns") or []]
    remember_session(
        result.result["Credentials"].access_key_id,
        Session(
            policies=session_policies(role.account_id, self._get_param("Policy"), arns),
            tags=_tags(self),
            source_identity=self._get_param("SourceIdentity"),
            is_exempt=caller.is_exempt,
        ),
    )
    return result


def _asked(request: Any, role_arn: str) -> List[Asked]:
    """What a request to assume a role needs: tags and a source identity are permissions of their own.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
    """
    tags, source_identity = _tags(request), request._get_param("SourceIdentity")
    keys: Dict[str, ContextValue] = {f"aws:RequestTag/{key}": value for key, value in tags.items()}
    if tags:
        keys["aws:TagKeys"] = list(tags)
    given = {
        "sts:ExternalId": request._get_param("ExternalId"),
        "sts:RoleSessionName": request._get_param("RoleSessionName"),
        "sts:SourceIdentity": source_identity,
    }
    keys.update({key: value for key, value in given.items() if value})
    actions = ["sts:AssumeRole", *(["sts:TagSession"] if tags else [])]
    actions += ["sts:SetSourceIdentity"] if source_identity else []
    return [Asked(action, role_arn, keys) for action in actions]


def _tags(request: Any) -> Dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in request._get_param("Tags") or []}


def _is_allowed(caller: Caller, role: Any, asked: Asked) -> bool:
    """Does the role trust the caller? Where permissions are enforced, the caller's own policies must allow it, too."""
    enforcement = flask.request.environ.get(ENFORCED_BY)
    region = "us-east-1"
    if enforcement is not None:
        return bool(enforcement.decide(caller, asked, region).allowed)
    context = {**request_keys(region), **caller.keys, **asked.keys}
    return is_allowed(
        role.assume_role_policy_document, Request(caller.principal, asked.action, asked.resource, context)
    )


def _is_known(account: str) -> bool:
    """Is it the management account, or a member of its organization that is not closed?"""
    if account == DEFAULT_ACCOUNT_ID:
        return True
    organization = organization_of(account)
    return organization is not None and organization.get_account_by_id(account).status == "ACTIVE"
