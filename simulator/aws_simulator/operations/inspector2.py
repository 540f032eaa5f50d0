"""Amazon Inspector: https://docs.aws.amazon.com/inspector/v2/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from moto.inspector2.models import inspector2_backends

from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, operation

SERVICE = "inspector2"


@operation(SERVICE, "DisableDelegatedAdminAccount")
def disable_delegated_admin_account(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Removes the delegated administrator. moto keeps it as DISABLED; the provider waits until it is gone.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_DisableDelegatedAdminAccount.html
    """
    account = parameters["delegatedAdminAccountId"]
    if inspector2_backends[context.account][context.region].admin_accounts.pop(account, None) is None:
        raise AwsError("ResourceNotFoundException", f"The account {account} is not the delegated administrator.")
    return {"delegatedAdminAccountId": account}
