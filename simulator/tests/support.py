"""Starts one simulator for all tests, and makes boto3 clients for its accounts."""
from __future__ import annotations

import atexit
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import urllib.request
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

SIMULATOR_FOLDER = Path(__file__).resolve().parent.parent

MANAGEMENT = "111111111111"
LOG_ARCHIVE = "222222222222"
AUDIT = "333333333333"
ORGANIZATION_ID = "o-abc1234567"
REGION = "eu-west-1"
EXISTING = {
    "managementAccountId": MANAGEMENT,
    "organizationId": ORGANIZATION_ID,
    "accounts": [
        {"id": MANAGEMENT, "name": "management", "email": "management@example.com"},
        {"id": LOG_ARCHIVE, "name": "log-archive", "email": "log-archive@example.com"},
        {"id": AUDIT, "name": "audit", "email": "audit@example.com"},
    ],
    "users": [f"arn:aws:iam::{MANAGEMENT}:user/team/lead"],
    "roles": [f"arn:aws:iam::{MANAGEMENT}:role/Deployment"],
    "laterUsers": [{"email": "later@example.com", "name": "carol"}],
}
ACCESS_ROLE = "OrganizationAccountAccessRole"

_endpoint: Optional[str] = None
_session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
_clients: Dict[Tuple[str, ...], Any] = {}


def start(*arguments: str, **options: Any) -> subprocess.Popen:
    """Start a simulator as its users do."""
    search_path = os.pathsep.join(filter(None, [str(SIMULATOR_FOLDER), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": search_path}
    return subprocess.Popen(
        [sys.executable, "-m", "aws_simulator", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def endpoint() -> str:
    """The address of the simulator that all tests share."""
    global _endpoint
    if _endpoint is None:
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(EXISTING, file)
        server = start("--port", "0", "--existing", file.name, "--quiet", "--exit-with-parent")
        atexit.register(_stop, server, file.name)
        assert server.stdout is not None
        _endpoint = json.loads(server.stdout.readline())["endpoint"]
    return _endpoint


def _stop(server: subprocess.Popen, existing: str) -> None:
    server.terminate()
    server.communicate()
    os.unlink(existing)


def client(service: str, account: str = MANAGEMENT, region: str = REGION, role: str = ACCESS_ROLE) -> Any:
    """A boto3 client; for a member account with the credentials of a role of it."""
    key = (service, account, region, role)
    if key not in _clients:
        _clients[key] = _make_client(service, region, _credentials(account, role))
    return _clients[key]


def unvalidated_client(service: str) -> Any:
    """A boto3 client of the management account that sends what boto3 itself would refuse, as other SDKs do."""
    return _make_client(service, REGION, {}, parameter_validation=False)


def _make_client(service: str, region: str, credentials: Dict[str, str], **options: Any) -> Any:
    retries = {"max_attempts": 1, "mode": "standard"}
    return _session.client(
        service,
        region_name=region,
        endpoint_url=endpoint(),
        config=Config(retries=retries, s3={"addressing_style": "path"}, **options),
        **credentials,
    )


def _credentials(account: str, role: str) -> Dict[str, str]:
    if account == MANAGEMENT:
        return {}
    role_arn = f"arn:aws:iam::{account}:role/{role}"
    credentials = client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]
    return {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }


def reset() -> None:
    """Return the simulator to what exists before the first deploy."""
    http("POST", "/moto-api/reset")
    # The credentials of member accounts are gone.
    for key in [key for key in _clients if key[1] != MANAGEMENT]:
        del _clients[key]


def http(method: str, path: str, body: Optional[Dict[str, Any]] = None) -> bytes:
    """Send a request that is not signed."""
    return http_at(endpoint(), method, path, body)


def http_at(address: str, method: str, path: str, body: Optional[Dict[str, Any]] = None) -> bytes:
    """Send a request that is not signed to a simulator other than the shared one."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(address + path, data, method=method)) as response:
        return response.read()


def advance_clock(seconds: float) -> None:
    """Move the time of the simulator forward."""
    http("POST", "/simulator/clock", {"advance": seconds})


def wait_until_idle(flush: bool = False) -> None:
    """Wait until no function runs and none is due; with ``flush`` also until what was kept back is sent."""
    http("POST", "/simulator/idle", {"flush": flush})


def policy(*statements: Dict[str, Any]) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(service: str, actions: Any, resource: str, condition: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
    """A statement that allows an AWS service something."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": actions, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def trust(service: str) -> str:
    """The trust policy of a role for an AWS service."""
    return policy({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"})


def tags(pairs: List[Dict[str, str]]) -> Dict[str, str]:
    """A list of tags as a dictionary."""
    return {tag["Key"]: tag["Value"] for tag in pairs}


class SimulatorTestCase(unittest.TestCase):
    """Starts each class of tests with a simulator that has just been reset."""

    @classmethod
    def setUpClass(cls) -> None:
        reset()

    @contextmanager
    def refused(self, code: str, message: str = "") -> Iterator[None]:
        """The calls in the block must be refused with this error code, and a message that contains this text."""
        with self.assertRaises(ClientError) as caught:
            yield
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], code, error.get("Message"))
        self.assertIn(message, error.get("Message", ""))


def enable_service_access(*service_principals: str) -> None:
    """Make the organization trust services."""
    for service_principal in service_principals:
        client("organizations").enable_aws_service_access(ServicePrincipal=service_principal)


def make_delegated_administrator(account: str, service_principal: str) -> None:
    """Make an account a delegated administrator for a service."""
    enable_service_access(service_principal)
    client("organizations").register_delegated_administrator(AccountId=account, ServicePrincipal=service_principal)


def delegate_inspector(*members: str, types: Optional[List[str]] = None, region: str = REGION) -> None:
    """Make the audit account the administrator of Inspector, associate members, and begin scans in all of them."""
    enable_service_access("inspector2.amazonaws.com")
    client("inspector2", region=region).enable_delegated_admin_account(delegatedAdminAccountId=AUDIT)
    administrator = client("inspector2", AUDIT, region)
    administrator.enable(accountIds=[AUDIT], resourceTypes=types or ["EC2"])
    for member in members:
        administrator.associate_member(accountId=member)
    if members:
        administrator.enable(accountIds=list(members), resourceTypes=types or ["EC2"])


def make_bucket(name: str, account: str = MANAGEMENT, bucket_policy: Optional[str] = None) -> None:
    """Create a bucket, with a policy."""
    s3 = client("s3", account)
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    if bucket_policy:
        s3.put_bucket_policy(Bucket=name, Policy=bucket_policy)


def make_recorder(account: str = MANAGEMENT, region: str = REGION) -> None:
    """Have Config record in an account and Region, as far as rules need it."""
    role_arn = f"arn:aws:iam::{account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    recorder = {"name": "default", "roleARN": role_arn}
    client("config", account, region).put_configuration_recorder(ConfigurationRecorder=recorder)


def make_function(
    name: str,
    account: str = MANAGEMENT,
    files: Optional[Dict[str, str]] = None,
    may: Optional[List[Dict[str, Any]]] = None,
    **settings: Any,
) -> str:
    """Create a Lambda function from files, with a role that has these statements, and return its ARN."""
    iam = client("iam", account)
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))["Role"]["Arn"]
    if may:
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*may))
    function = client("lambda", account).create_function(
        FunctionName=name,
        Role=role,
        Code={"ZipFile": code_of(files or {"main.py": "def handler(event, context): pass"})},
        **{"Runtime": "python3.12", "Handler": "main.handler", **settings},
    )
    return function["FunctionArn"]


def code_of(files: Dict[str, str]) -> bytes:
    """The archive of the code of a function."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return code.getvalue()
