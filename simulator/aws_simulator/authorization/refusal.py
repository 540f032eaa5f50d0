"""How AWS refuses a request for lack of permission.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""
from __future__ import annotations

from typing import Tuple

from aws_simulator.authorization.callers import Caller
from aws_simulator.authorization.evaluation import Decision
from aws_simulator.authorization.questions import Asked

# Of the services whose code is not that of their protocol.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
# https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
_CODES_OF_SERVICES = {"ec2": "UnauthorizedOperation", "sns": "AuthorizationError"}
# https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
_JSON_CODE, _XML_CODE = "AccessDeniedException", "AccessDenied"
# The JSON services whose errors kept the older name.
_OLDER_CODES = frozenset(("sqs",))


def code_of_refusal(service: str, protocol: str) -> Tuple[int, str]:
    """The status and code of a service's refusal."""
    if service in _CODES_OF_SERVICES:
        return 403, _CODES_OF_SERVICES[service]
    if protocol in ("json", "rest-json") and service not in _OLDER_CODES:
        return (403 if protocol == "rest-json" else 400), _JSON_CODE
    return 403, _XML_CODE


def message_of_refusal(service: str, caller: Caller, asked: Asked, decision: Decision) -> str:
    """The sentence that names the kind of policy that refuses."""
    reason = (
        f"with an explicit deny in a{'n' if decision.layer[0] in 'aeiou' else ''} {decision.layer}"
        if decision.is_explicit
        else f"because no {decision.layer} allows the {asked.action} action"
    )
    sentence = f"User: {caller.arn} is not authorized to perform: {asked.action} on resource: {asked.resource} {reason}"
    return f"You are not authorized to perform this operation. {sentence}" if service == "ec2" else sentence
