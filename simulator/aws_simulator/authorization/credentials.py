"""Credentials that AWS no longer takes: a key that was deleted or deactivated, or a session of a user who is gone."""
from __future__ import annotations

from typing import Dict, Tuple

from aws_simulator.context import GLOBAL, store_of
from aws_simulator.sessions import session_of, user_of

# By protocol, and of the services whose codes are not those of their protocol.
# https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
_CODES = {
    "ec2": (401, "AuthFailure"),
    "json": (400, "UnrecognizedClientException"),
    "query": (403, "InvalidClientTokenId"),
    "rest-json": (403, "UnrecognizedClientException"),
    "s3": (403, "InvalidAccessKeyId"),
}
MESSAGE = "The security token included in the request is invalid."


def are_invalid(access_key_id: str) -> bool:
    """Are these the credentials of a user which do not work any more?

    Those that were never issued are an administrator's here. Sessions do not expire: who holds them renews them by the
    machine's time, not by the one that was moved.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys_update.html
    """
    session = session_of(access_key_id)
    if session is not None and session.is_role:
        return False
    user = user_of(access_key_id)
    if session is not None:
        return user is None
    keys = user.access_keys if user is not None else ()
    is_inactive = any(key.access_key_id == access_key_id and key.status == "Inactive" for key in keys)
    return is_inactive or access_key_id in _deleted()


def note_deleted(access_key_id: str) -> None:
    """Remember that a key existed."""
    _deleted()[access_key_id] = True


def code_of_invalid(service: str, protocol: str) -> Tuple[int, str]:
    """The status and code with which a service refuses the credentials."""
    return _CODES.get(service) or _CODES.get(protocol) or _CODES["query"]


def _deleted() -> Dict[str, bool]:
    return store_of("iam", GLOBAL, GLOBAL, "deleted access keys")
