"""``/simulator/sso-session``: a person signs in with IAM Identity Center and uses a permission set in an account."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

from aws_simulator.control import ControlError, control, field
from aws_simulator.registry import load_service

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator


@control("POST", "sso-session")
def sign_in(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Credentials for ``{"account": id, "permissionSet": name, "user": name}``, as the access portal gives them."""
    load_service("iam")
    load_service("sts")
    from moto.iam.models import iam_backends

    from aws_simulator.corrections.sts import DEFAULT_DURATION, issue_session

    account, name, user = (field(body, key, str) for key in ("account", "permissionSet", "user"))
    prefix = f"AWSReservedSSO_{name}_"
    roles = iam_backends[account]["aws"].roles.values() if account.isdigit() else []
    role = next((r for r in roles if r.path.startswith("/aws-reserved/sso.") and r.name[:-16] == prefix), None)
    if role is None:
        raise ControlError(f"The permission set {name} is not assigned in account {account}.")
    provider = next(p for p in iam_backends[account]["aws"].saml_providers.values() if p.name.startswith("AWSSSO_"))
    duration = int(role.max_session_duration or DEFAULT_DURATION)
    credentials = issue_session(role, user, duration, region="us-east-1", provider=provider.arn)
    return {
        "AccessKeyId": credentials.access_key_id,
        "SecretAccessKey": credentials.secret_access_key,
        "SessionToken": credentials.session_token,
        "Arn": credentials.arn,
    }
