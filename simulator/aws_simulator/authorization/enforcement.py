"""The switch of permissions: whose requests are refused when policies do not allow them."""
from __future__ import annotations

import enum
import sys
from typing import Any, Dict, List, Mapping, Optional

from werkzeug.wrappers import Request, Response

from aws_simulator.authorization.callers import Caller, caller_of_key
from aws_simulator.authorization.evaluation import Decision
from aws_simulator.authorization.questions import Asked, decide
from aws_simulator.authorization.record import Record
from aws_simulator.authorization.refusal import code_of_refusal, message_of_refusal
from aws_simulator.authorization.requests import RequestReader, prefix_of
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
        for asked in _asked(request, signature, caller, operation, parameters):
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
        headers = {name.lower(): value for name, value in request.headers.items()}
        return s3_requests(request.method, request.path, request.args, headers, request.get_data())
    service = "s3control" if signature.service == "s3" else signature.service
    name = operation or operation_by_path(request.environ, service)
    reader = RequestReader(caller.principal.account or "", signature.region)
    return reader.asked(service, name, parameters or {})


def _refused(
    environ: Dict[str, Any], signature: Signature, caller: Caller, asked: Asked, decision: Decision
) -> Response:
    service = prefix_of(signature.service)
    status, code = code_of_refusal(service, protocol_of(environ, signature))
    return error_response(environ, signature, status, code, message_of_refusal(service, caller, asked, decision))
