"""Credentials that AWS no longer takes: of a key that was deleted or deactivated, or of a session that has expired."""
from __future__ import annotations

from typing import Dict, Optional, Tuple

from aws_simulator.clock import clock
from aws_simulator.context import GLOBAL, store_of
from aws_simulator.sessions import session_of, user_of

INVALID, EXPIRED = "invalid", "expired"

# By protocol, and of the services whose codes are not those of their protocol.
# https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
_CODES = {
    "ec2": {INVALID: (401, "AuthFailure"), EXPIRED: (400, "RequestExpired")},
    "json": {INVALID: (400, "UnrecognizedClientException"), EXPIRED: (400, "ExpiredTokenException")},
    "query": {INVALID: (403, "InvalidClientTokenId"), EXPIRED: (403, "ExpiredToken")},
    "rest-json": {INVALID: (403, "UnrecognizedClientException"), EXPIRED: (403, "ExpiredTokenException")},
    "s3": {INVALID: (403, "InvalidAccessKeyId"), EXPIRED: (400, "ExpiredToken")},
}


def problem_of(access_key_id: str) -> Optional[str]:
    """What is wrong with credentials, if anything. Those that were never issued are an administrator's here.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys_update.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
    """
    session = session_of(access_key_id)
    user = user_of(access_key_id)
    if session is not None:
        if session.expires <= clock.now():
            return EXPIRED
        return None if session.is_role or user is not None else INVALID
    if access_key_id in _deleted():
        return INVALID
    keys = user.access_keys if user is not None else ()
    is_inactive = any(key.access_key_id == access_key_id and key.status == "Inactive" for key in keys)
    return INVALID if is_inactive else None


def note_deleted(access_key_id: str) -> None:
    """Remember that a key existed."""
    _deleted()[access_key_id] = True


def code_of_problem(service: str, protocol: str, problem: str) -> Tuple[int, str]:
    """The status and code with which a service refuses the credentials."""
    return (_CODES.get(service) or _CODES.get(protocol) or _CODES["query"])[problem]


def message_of_problem(problem: str) -> str:
    """What is said of the credentials."""
    return f"The security token included in the request is {problem}."


def _deleted() -> Dict[str, bool]:
    return store_of("iam", GLOBAL, GLOBAL, "deleted access keys")
