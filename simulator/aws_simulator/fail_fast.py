"""Turns what moto cannot do into an error that stops Terraform at once and says what is missing.

moto lets the exception of an unknown operation escape, which becomes an HTML page with status 500 (or 404 when the
path is unknown). The AWS SDKs retry a 500 for minutes and then report that HTML cannot be parsed. Status 501 with an
error in the format of the service is not retried, and its message reaches the user.
"""
from __future__ import annotations

import json
import sys
import traceback
from typing import Any, Callable, Dict, Iterable, Optional
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

from aws_simulator.signature import Signature

ERROR_CODE = "NotImplemented"
_PROTOCOL_OF_UNKNOWN_SERVICES = "rest-json"


class FailFast:
    """Answers requests, with a 501 when that fails. ``gaps`` counts the failures by operation."""

    def __init__(self, moto: Callable[..., Iterable[bytes]], *, quiet: bool = False):
        self.moto = moto
        self.quiet = quiet
        self.gaps: Dict[str, int] = {}

    def answer(
        self, environ: Dict[str, Any], signature: Optional[Signature], produce: Callable[[], Optional[Response]]
    ) -> Optional[Response]:
        """Call ``produce``; an exception it raises becomes the 501."""
        try:
            return produce()
        except Exception as error:  # whatever moto or a handler raises must reach the client as a clean error
            reason = f"{type(error).__name__}: {error}"
            if not isinstance(error, NotImplementedError) and not self.quiet:
                traceback.print_exc(file=sys.stderr)
            return self._refuse(environ, signature, reason)

    def answer_from_moto(self, environ: Dict[str, Any], signature: Optional[Signature]) -> Response:
        """moto's answer, or the 501."""
        response = self.answer(environ, signature, lambda: Response.from_app(self.moto, environ, buffered=True))
        assert response is not None
        if signature is not None and _is_unknown_path(response):
            return self._refuse(environ, signature, "moto has no such path")
        return response

    def _refuse(self, environ: Dict[str, Any], signature: Optional[Signature], reason: str) -> Response:
        name = _name_of_request(environ, signature)
        if name not in self.gaps and not self.quiet:
            print(f"aws_simulator: not simulated: {name} ({reason})", file=sys.stderr, flush=True)
        self.gaps[name] = self.gaps.get(name, 0) + 1
        message = f"The AWS simulator does not answer {name} ({reason}). simulator/README.md says how to add it."
        return error_response(environ, signature, 501, ERROR_CODE, message)


def _is_unknown_path(response: Response) -> bool:
    """Is this the page with which Flask answers a path that moto does not have?"""
    return (
        response.status_code in (404, 405)
        and response.mimetype == "text/html"
        and response.get_data().lstrip().lower().startswith(b"<!doctype html>")
    )


def _name_of_request(environ: Dict[str, Any], signature: Optional[Signature]) -> str:
    service = signature.service if signature else "unsigned"
    operation = environ.get("aws_simulator.operation") or operation_by_path(environ, service)
    return f"{service}.{operation}"


def operation_by_path(environ: Dict[str, Any], service: str) -> str:
    """The operation that a request's method and path belong to, or these where botocore knows none."""
    from moto.core.responses import BaseResponse

    method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
    if service == "s3":
        # The operations of S3 differ in their query, which botocore's paths do not contain.
        return f"{method} {path}"
    request = BaseResponse(service)
    request.region = "us-east-1"
    try:
        return request._get_action_from_method_and_request_uri(method, path) or f"{method} {path}"
    except Exception:  # botocore does not know the service
        return f"{method} {path}"


def protocol_of(environ: Dict[str, Any], signature: Optional[Signature]) -> str:
    """The protocol that a request is written in."""
    content_type = environ.get("CONTENT_TYPE", "")
    if environ.get("HTTP_X_AMZ_TARGET") or "json" in content_type:
        return "json"
    if signature and signature.service == "ec2":
        return "ec2"
    if content_type.startswith("application/x-www-form-urlencoded"):
        return "query"
    return _protocol_of_model(signature.service if signature else "")


def _protocol_of_model(service: str) -> str:
    from moto.core.utils import get_service_model

    try:
        return str(get_service_model(service).metadata["protocol"])
    except Exception:  # botocore does not know the service
        return _PROTOCOL_OF_UNKNOWN_SERVICES


def error_response(
    environ: Dict[str, Any], signature: Optional[Signature], status: int, code: str, message: str
) -> Response:
    """An error in the protocol of the service that a request is for."""
    protocol = protocol_of(environ, signature)
    headers = {"x-amzn-ErrorType": code}
    if protocol in ("json", "rest-json"):
        body = json.dumps({"__type": code, "code": code, "message": message})
        return Response(body, status=status, content_type="application/x-amz-json-1.1", headers=headers)
    error = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    if protocol == "ec2":
        body = f"<Response><Errors>{error}</Errors><RequestID>simulator</RequestID></Response>"
    elif protocol == "rest-xml":
        body = error
    else:
        body = f"<ErrorResponse>{error}<RequestId>simulator</RequestId></ErrorResponse>"
    return Response(body, status=status, content_type="text/xml", headers=headers)
