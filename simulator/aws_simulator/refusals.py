"""The errors with which moto and the simulator refuse something; any other exception is a gap of the simulator."""
from __future__ import annotations

from botocore.exceptions import ClientError
from moto.core.exceptions import JsonRESTError, ServiceException
from werkzeug.exceptions import HTTPException

REFUSALS = (ServiceException, HTTPException, ClientError)


def code_of(error: Exception) -> str:
    """The code of an error, such as ``NoSuchEntity``."""
    if isinstance(error, JsonRESTError):
        return str(error.error_type)
    return str(error.code) if isinstance(error, ServiceException) else type(error).__name__


def reason_of(error: Exception) -> str:
    """What an error says."""
    return str(getattr(error, "message", None) or getattr(error, "description", None) or error)
