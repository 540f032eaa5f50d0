"""Requests by which everything else is made that exists: recorders, trails, documents, roles ...

They are answered as those of a client, so that what AWS would not have let exist cannot exist here either.
"""
from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Dict, Iterator, Tuple

from aws_simulator.existing.description import ExistingRequest, InvalidExisting

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

ACCESS_ROLE = "OrganizationAccountAccessRole"
_ENDPOINT = "http://127.0.0.1"


def send(requests: Tuple[ExistingRequest, ...], simulator: "Simulator") -> None:
    """Send the requests one after the other, each as an administrator of its account.

    Raises InvalidExisting at the first one that is refused or that botocore cannot send.
    """
    if requests:
        clients = _Clients(simulator)
        for position, request in enumerate(requests):
            _send(clients, position, request)


def _send(clients: "_Clients", position: int, request: ExistingRequest) -> None:
    from botocore import xform_name
    from botocore.exceptions import BotoCoreError, ClientError

    path = f"requests[{position}] ({request.service} {request.operation} in {request.account} {request.region})"
    try:
        client = clients.get(request.service, request.account, request.region)
        method = getattr(client, xform_name(request.operation), None)
        if method is None:
            raise InvalidExisting([f"{path}: {request.service} has no operation {request.operation}"])
        method(**request.parameters)
    except ClientError as error:
        told = error.response["Error"]
        raise InvalidExisting([f"{path}: refused: {told.get('Code')}: {told.get('Message')}"]) from None
    except BotoCoreError as error:
        raise InvalidExisting([f"{path}: {' '.join(str(error).split())}"]) from None


class _Clients:
    """Clients of botocore whose requests do not leave the process."""

    def __init__(self, simulator: "Simulator"):
        from botocore.session import Session

        self.simulator = simulator
        self.session = Session()
        self.made: Dict[Tuple[str, str, str], Any] = {}
        self.credentials: Dict[str, Tuple[str, ...]] = {}

    def get(self, service: str, account: str, region: str) -> Any:
        """A client for a service in an account and Region."""
        key = (service, account, region)
        if key not in self.made:
            self.made[key] = self._make(service, region, self._credentials_of(account))
        return self.made[key]

    def _credentials_of(self, account: str) -> Tuple[str, ...]:
        management = self.simulator.existing.management_account_id
        if account == management:
            return ("existing", "existing")
        if account not in self.credentials:
            role = f"arn:aws:iam::{account}:role/{ACCESS_ROLE}"
            sts = self.get("sts", management, "us-east-1")
            issued = sts.assume_role(RoleArn=role, RoleSessionName="existing")["Credentials"]
            self.credentials[account] = (issued["AccessKeyId"], issued["SecretAccessKey"], issued["SessionToken"])
        return self.credentials[account]

    def _make(self, service: str, region: str, credentials: Tuple[str, ...]) -> Any:
        from botocore.config import Config

        client = self.session.create_client(
            service,
            region_name=region,
            endpoint_url=_ENDPOINT,
            config=Config(
                retries={"max_attempts": 1, "mode": "standard"}, s3={"addressing_style": "path"}, inject_host_prefix=False
            ),
            **dict(zip(("aws_access_key_id", "aws_secret_access_key", "aws_session_token"), credentials)),
        )
        client.meta.events.register("before-send", self._answer)
        return client

    def _answer(self, request: Any, **_: Any) -> Any:
        """What botocore calls in place of sending a request."""
        from botocore.awsrequest import AWSResponse
        from werkzeug.test import EnvironBuilder

        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else body.read()
        path, _, query = request.url[len(_ENDPOINT) :].partition("?")
        headers = {name: _text(value) for name, value in request.headers.items()}
        environ = EnvironBuilder(
            path=path,
            query_string=query,
            base_url=_ENDPOINT,
            method=request.method,
            headers=headers,
            data=body,
        ).get_environ()
        answer = self.simulator.answer(environ, body)
        return AWSResponse(request.url, answer.status_code, dict(answer.headers), _Raw(answer.get_data()))


class _Raw(io.BytesIO):
    """A body as urllib3 gives it to botocore."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        """All of it at once."""
        yield self.read()


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
