"""Everything that has to happen before moto is imported: is the right version there, and how must it be configured."""
from __future__ import annotations

import importlib.metadata
import importlib.util
import os

REQUIRED_MOTO_VERSION = "5.2.1"
INSTALL_HINT = "pip install -r simulator/requirements.txt"

MOTO_ENVIRONMENT = {
    # AdministratorAccess and the other AWS managed policies exist, as they do in AWS.
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    # The catalogue of public AMIs costs start-up time and a landing zone launches no instances.
    "MOTO_EC2_LOAD_DEFAULT_AMIS": "false",
    # Buckets are reached across accounts; the bucket policies that matter are evaluated by the corrections.
    "MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS": "true",
}
# These would make moto behave differently from what the corrections expect. MOTO_ACCOUNT_ID in particular makes moto
# ignore the credentials of every request, so that assumed roles would not change the account.
FORBIDDEN_ENVIRONMENT = ("MOTO_ACCOUNT_ID", "MOTO_PORT", "TEST_SERVER_MODE", "TEST_PROXY_MODE")


class MotoUnavailable(Exception):
    """moto is missing or has the wrong version; the message says what to do."""


def check_moto() -> None:
    """Raise MotoUnavailable unless the pinned version of moto with its server extra is installed."""
    try:
        version = importlib.metadata.version("moto")
    except importlib.metadata.PackageNotFoundError:
        raise MotoUnavailable(f"The Python package moto is not installed; run: {INSTALL_HINT}") from None
    if version != REQUIRED_MOTO_VERSION:
        raise MotoUnavailable(
            f"The simulator needs moto {REQUIRED_MOTO_VERSION}, but moto {version} is installed; run: {INSTALL_HINT}"
        )
    for module in ("flask", "flask_cors", "werkzeug"):
        if importlib.util.find_spec(module) is None:
            raise MotoUnavailable(
                f"moto is installed without its server extra (the module {module} is missing); run: {INSTALL_HINT}"
            )


def configure_moto(management_account_id: str) -> None:
    """Set moto's environment and its default account: the one that credentials not made by moto belong to."""
    for name in FORBIDDEN_ENVIRONMENT:
        os.environ.pop(name, None)
    os.environ.update(MOTO_ENVIRONMENT)
    # moto copies this constant into other modules when they are imported, therefore it is replaced before that.
    import moto.core
    import moto.core.models

    moto.core.models.DEFAULT_ACCOUNT_ID = management_account_id
    moto.core.DEFAULT_ACCOUNT_ID = management_account_id
