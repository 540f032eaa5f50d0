"""The switch of permissions: whose requests are refused when policies do not allow them."""
from __future__ import annotations

import enum
import sys
from typing import Any, Dict, List, Mapping, Optional

from werkzeug.wrappers import Request, Response

from aws_simulator.authorization.callers import Caller, caller_of_key
from aws_simulator.authorization.credentials import MESSAGE, are_invalid, code_of_invalid
from aws_simulator.authorization.evaluation import Decision
from aws_simulator.authorization.questions import Asked, decide
from aws_simulator.authorization.record import Record
from aws_simulator.authorization.refusal import code_of_refusal, message_of_refusal
from aws_simulator.authorization.requests import RequestReader, is_operation, prefix_of
from aws_simulator.authorization.s3_requests import s3_requests
from aws_simulator.fail_fast import error_response, operation_by_path, protocol_of
from aws_simulator.signature import Signature


# Where the environment of a request keeps who enforces permissions on it; absent when nobody does.
ENFORCED_BY = "aws_simulator.enforced_by"


class Mode(enum.Enum):
    """Whose permissions are enforced."""

    NONE = "none"
    # Everybody's but those of the credentials `local` and of the sessions that go back to them.
    MARKED = "marked"
    ALL = "all"


class Enforcement:
    """Decides about requests, and remembers what was asked."""

    def __init__(self, mode: Mode, *, quiet: bool = False):
        self.mode = mode
        self.quiet = quiet
        self.record = Record()

    def refusal(
        self,
        request: Request,
        signature: Signature,
        operation: Optional[str],
        parameters: Optional[Mapping[str, Any]],
    ) -> Optional[Response]:
        """AWS's error, when the policies that apply do not allow the request."""
        if self.mode is Mode.NONE:
            return None
        caller = caller_of_key(signature.access_key_id)
        if self.mode is Mode.MARKED and caller.is_exempt:
            return None
        request.environ[ENFORCED_BY] = self
        if are_invalid(signature.access_key_id):
            status, code = code_of_invalid(signature.service, protocol_of(request.environ, signature))
            return error_response(request.environ, signature, status, code, MESSAGE)
        return self._refusal(request, signature, caller, _asked(request, signature, caller, operation, parameters))

    def refusal_of_unsigned(self, request: Request) -> Optional[Response]:
        """AWS's error to a request without a signature: only S3 answers those, where a bucket policy lets everybody in.

        https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
        https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
        """
        if self.mode is Mode.NONE or request.path.startswith("/moto-api"):
            return None
        if "X-Amz-Target" in request.headers or "Action" in request.form or "Action" in request.args:
            message = "Request is missing Authentication Token"
            return error_response(request.environ, None, 403, "MissingAuthenticationToken", message)
        signature = Signature("", "us-east-1", "s3")
        return self._refusal(request, signature, caller_of_key(None), _asked_of_s3(request))

    def _refusal(
        self, request: Request, signature: Signature, caller: Caller, requests: List[Asked]
    ) -> Optional[Response]:
        for asked in requests:
            decision = self.decide(caller, asked, signature.region)
            if not decision.allowed:
                return _refused(request.environ, signature, caller, asked, decision)
        return None

    def watch(self, environ: Dict[str, Any]) -> None:
        """Have a request that is not signed decided where it is answered."""
        if self.mode is not Mode.NONE:
            environ[ENFORCED_BY] = self

    def decide(self, caller: Caller, asked: Asked, region: str) -> Decision:
        """Decide about an action, remember it, and say in the log what refuses it."""
        decision = decide(caller, asked, region)
        self.record.note(caller, asked, decision)
        if not decision.allowed:
            self._log(caller, asked, decision)
        return decision

    def _log(self, caller: Caller, asked: Asked, decision: Decision) -> None:
        if self.quiet:
            return
        by = "; ".join(map(str, decision.deciders)) or f"no {decision.layer} allows it"
        print(f"aws_simulator: denied: {caller.arn} {asked.action} {asked.resource}: {by}", file=sys.stderr, flush=True)


def _asked(
    request: Request,
    signature: Signature,
    caller: Caller,
    operation: Optional[str],
    parameters: Optional[Mapping[str, Any]],
) -> List[Asked]:
    if signature.service == "s3" and not request.path.startswith("/v20180820/"):
        return _asked_of_s3(request)
    service = "s3control" if signature.service == "s3" else signature.service
    name = operation or operation_by_path(request.environ, service)
    if not is_operation(service, name):
        raise NotImplementedError("whether this may be done cannot be said, as AWS knows no such operation")
    reader = RequestReader(caller.principal.account or "", signature.region)
    return reader.asked(service, name, parameters or {})


def _asked_of_s3(request: Request) -> List[Asked]:
    from moto.s3.responses import S3Response
    from moto.s3.utils import bucket_name_from_url

    headers = {name.lower(): value for name, value in request.headers.items()}
    path = request.path
    # The bucket can be in the name of the host.
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    if S3Response().subdomain_based_buckets(request):
        path = f"/{bucket_name_from_url(request.url)}{path}"
    return s3_requests(request.method, path, request.args, headers, request.get_data())


def _refused(
    environ: Dict[str, Any], signature: Signature, caller: Caller, asked: Asked, decision: Decision
) -> Response:
    service = prefix_of(signature.service)
    status, code = code_of_refusal(service, protocol_of(environ, signature))
    return error_response(environ, signature, status, code, message_of_refusal(service, caller, asked, decision))
