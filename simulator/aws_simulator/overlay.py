"""The WSGI application: answers what the simulator adds, and passes everything else on to moto."""
from __future__ import annotations

import io
import json
import sys
import time
import uuid
from typing import Any, Callable, Dict, Iterable, Optional
from urllib.parse import unquote

from botocore.exceptions import UnknownServiceError
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import get_service_model
from werkzeug.wrappers import Request, Response

from aws_simulator.authorization.callers import take_address
from aws_simulator.authorization.enforcement import Enforcement, Mode
from aws_simulator.background import background
from aws_simulator.clock import clock
from aws_simulator.constraints.refusal import refusal
from aws_simulator.context import Context, reset_stores
from aws_simulator.control import PREFIX, answer_control
from aws_simulator.existing import Existing, make
from aws_simulator.fail_fast import FailFast
from aws_simulator.functions.processes import end_running
from aws_simulator.new_accounts import refuse_new_account
from aws_simulator.opt_in_regions import refuse_disabled_region
from aws_simulator.replay import Answers, attempt_of
from aws_simulator.registry import CHECKS, LET_MOTO_ANSWER, OPERATIONS, load_service
from aws_simulator.signature import Signature, read_signature
from aws_simulator.slowness import DEFAULT_FACTOR, slowness

WsgiApplication = Callable[..., Iterable[bytes]]


class Simulator:
    """One local AWS: moto's server application with the overlay in front of it.

    Requests are answered one at a time. moto keeps its state in plain dictionaries that it iterates over without locks,
    and as it only computes, Python's interpreter lock would let nothing run in parallel anyway.
    """

    def __init__(
        self,
        moto: WsgiApplication,
        existing: Existing,
        *,
        quiet: bool = False,
        verbose: bool = False,
        permissions: Mode = Mode.NONE,
        slow_factor: Optional[float] = None,
    ):
        self.slow_factor = slow_factor
        self.enforcement = Enforcement(permissions, quiet=quiet)
        self.fail_fast = FailFast(moto, quiet=quiet)
        self.existing = existing
        self.verbose = verbose
        self.lock = background.lock
        self.answers = Answers()
        self.start_over()

    def start_over(self) -> None:
        """Forget what the overlay keeps and create what exists before the first deploy."""
        reset_stores()
        clock.start_over()
        background.start_over()
        end_running()
        self.answers.forget()
        load_service("iam")
        load_service("organizations")
        slowness.is_on, slowness.only = False, None  # What exists before the first deploy is there at once.
        make(self.existing, self)
        # By whom it was made, and with which permissions, is nobody's question.
        self.fail_fast.gaps.clear()
        self.enforcement.record.forget()
        slowness.is_on, slowness.factor = self.slow_factor is not None, self.slow_factor or DEFAULT_FACTOR

    def __call__(self, environ: Dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = _read_body(environ)
        started = time.monotonic()
        with self.lock:
            clock.do_what_is_due()
            take_address(environ)
            response = self.answers.again(environ)
            if response is None:
                response = self.answer(environ, body)
                self.answers.remember(environ, response)
            background.find_work()
        if self.verbose:
            self._log(environ, response, time.monotonic() - started)
        return response(environ, start_response)

    def answer(self, environ: Dict[str, Any], body: bytes) -> Response:
        """Answer one request."""
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if path.startswith(PREFIX):
            return answer_control(self, method, path, body)
        if path == "/moto-api/gaps":
            return Response(json.dumps(self.fail_fast.gaps, indent=2), content_type="application/json")
        signature = read_signature(environ)
        refusal = refuse_disabled_region(environ, signature) or refuse_new_account(environ, signature)
        if refusal is not None:
            return refusal
        environ["wsgi.input"] = io.BytesIO(body)
        response = self.fail_fast.answer(environ, signature, lambda: self._answer_from_overlay(environ, signature))
        if response is None:
            environ["wsgi.input"] = io.BytesIO(body)
            response = self.fail_fast.answer_from_moto(environ, signature)
        if path == "/moto-api/reset" and method == "POST":
            self.start_over()
        return response

    def _answer_from_overlay(self, environ: Dict[str, Any], signature: Optional[Signature]) -> Optional[Response]:
        if signature is None:
            if b"Action=AssumeRoleWith" in environ["wsgi.input"].getvalue():
                load_service("sts")  # The only requests that are not signed, as they ask for credentials.
                self.enforcement.watch(environ)
                return None
            return self.enforcement.refusal_of_unsigned(Request(environ))
        load_service(signature.service)
        request = MotoRequest(environ, signature.service)
        operation = request.operation
        environ["aws_simulator.operation"] = operation
        handler = OPERATIONS.get((signature.service, operation or ""))
        parameters = request.parse() if handler else request.parse_if_possible()
        refused = refusal(request.boto3_service_name, str(operation), parameters) if parameters is not None else None
        if refused is not None:
            return request.serialize(refused)
        denied = self.enforcement.refusal(request.http_request, signature, operation, parameters)
        if denied is not None:
            return denied
        checks = CHECKS.get((signature.service, operation or ""), ())
        if parameters is None or not (handler or checks):
            return None
        context = Context(
            service=signature.service,
            operation=str(operation),
            account=request.current_account,
            region=request.region,
            partition=request.partition,
            access_key_id=signature.access_key_id,
        )
        try:
            for check in checks:
                check(context, parameters)
            result: Any = handler(context, parameters) if handler else LET_MOTO_ANSWER
        except ServiceException as error:
            result = error
        return None if result is LET_MOTO_ANSWER else request.serialize(result)

    def _log(self, environ: Dict[str, Any], response: Response, seconds: float) -> None:
        signature = read_signature(environ)
        operation = environ.get("aws_simulator.operation") or _request_line(environ)
        name = f"{signature.service}.{operation} ({signature.region})" if signature else operation
        attempt = attempt_of(environ)
        again = "" if attempt == 1 else f" attempt={attempt}"
        sys.stderr.write(f"{response.status_code} {name} {seconds * 1000:.0f} ms{again}\n")
        sys.stderr.flush()


class MotoRequest(BaseResponse):
    """A request seen through moto's parsers and serializers, which know every service from botocore's models."""

    def __init__(self, environ: Dict[str, Any], service: str):
        super().__init__(service_name=service)
        self.automated_parameter_parsing = False
        self.environ = environ
        self.http_request = Request(environ)
        self.http_request.get_data(cache=True, parse_form_data=False)
        self.path_match: Any = None
        self.operation = self._find_operation()

    def _find_operation(self) -> Optional[str]:
        target = self.environ.get("HTTP_X_AMZ_TARGET")
        if target:
            return str(target).split(".")[-1]
        action = self.http_request.form.get("Action") or (self._is_query() and self.http_request.args.get("Action"))
        if action:
            return str(action)
        if self.environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
            return None
        signature = read_signature(self.environ)
        if signature is None or not (self._has_operations() or self._is_rest_json()):
            return None
        self.region = signature.region
        try:
            operation = self._get_action_from_method_and_request_uri(
                self.environ["REQUEST_METHOD"], self.environ.get("PATH_INFO", "")
            )
        except KeyError:
            return None
        self.path_match = self.uri_match
        return operation

    def _has_operations(self) -> bool:
        return any(service == self.service_name for service, _ in [*OPERATIONS, *CHECKS])

    def _is_rest_json(self) -> bool:
        try:
            return get_service_model(self.boto3_service_name).metadata["protocol"] == "rest-json"
        except UnknownServiceError:
            return False

    def _is_query(self) -> bool:
        """Has the service the Query API, whose parameters may also be in the URL?

        https://docs.aws.amazon.com/IAM/latest/UserGuide/programming.html
        """
        try:
            metadata = get_service_model(self.boto3_service_name).metadata
        except UnknownServiceError:
            return False
        return bool({"ec2", "query"}.intersection(metadata.get("protocols") or [metadata["protocol"]]))

    def _get_action(self) -> str:
        return str(self.operation)

    def parse(self) -> Dict[str, Any]:
        """The parameters of the request, as botocore's model of the operation describes them."""
        self.setup_class(self.http_request, self.http_request.url, self.http_request.headers)
        self.raw_path = unquote(self.environ.get("PATH_INFO", ""))
        self.uri_match = self.path_match
        self.automated_parameter_parsing = True
        self.parse_parameters(self.http_request)
        return dict(self.params or {})

    def parse_if_possible(self) -> Optional[Dict[str, Any]]:
        """The parameters, or None where only moto can tell what they are."""
        if self.operation is None:
            return None
        try:
            return self.parse()
        except Exception:  # moto's parsers raise whatever they stumble over
            return None

    def serialize(self, result: Any) -> Response:
        """The result of an operation, or its error, in the protocol of the service."""
        status, headers, body = self.serialized(ActionResult({} if result is None else result))
        if isinstance(result, dict):
            status = self._status_in(result) or status
        headers["x-amzn-RequestId"] = str(uuid.uuid4())
        return Response(body, status=status, headers={name: str(value) for name, value in headers.items()})

    def _status_in(self, result: Dict[str, Any]) -> Optional[int]:
        """The status that a result has a member for, as those of Invoke do; moto writes it into no answer."""
        shape = get_service_model(self.boto3_service_name).operation_model(self._get_action()).output_shape
        members = shape.members.items() if shape is not None else ()
        names = [name for name, member in members if member.serialization.get("location") == "statusCode"]
        return next((result[name] for name in names if name in result), None)


def _request_line(environ: Dict[str, Any]) -> str:
    query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
    return f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}{query}"


def _read_body(environ: Dict[str, Any]) -> bytes:
    if environ.get("wsgi.input_terminated"):
        return environ["wsgi.input"].read()
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return environ["wsgi.input"].read(length) if length else b""
