"""Scans of accounts, which are enabled and disabled."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Tuple

from aws_simulator.context import AwsError, Context, organization_of
from aws_simulator.inspector import scans
from aws_simulator.inspector.membership import (
    SERVICE,
    accounts_managed_by,
    administrator_of,
    associated,
    is_administrator,
)
from aws_simulator.inspector.organization_policy import forced
from aws_simulator.inspector.scan_types import check_supported, supported_in
from aws_simulator.registry import Parameters, operation

# An error code of FailedAccount, and its message.
Failure = Tuple[str, str]
NO_ACCESS: Failure = ("ACCESS_DENIED", "Invoking account does not have access to this account")


@operation(SERVICE, "Enable")
def enable(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Begins scans of the own account, or of members of the delegated administrator: never of both at once.

    Accounts that are no members, or whose association is not complete, are among those that fail.
    https://docs.aws.amazon.com/inspector/v2/APIReference/API_Enable.html
    https://github.com/hashicorp/terraform-provider-aws/pull/31038
    https://github.com/hashicorp/terraform-provider-aws/issues/27646
    """
    types = parameters["resourceTypes"]
    accounts = _accounts(context, parameters)
    check_supported(context.region, types)

    def failure_of(account: str) -> Optional[Failure]:
        for type_ in types:
            if forced(account, context.region, type_) is False:
                return "BLOCKED_BY_ORGANIZATION_POLICY", f"An organization policy disables {type_} scans"
            status = scans.status_of(account, context.region, type_)
            if status == scans.ENABLING:
                return "ENABLE_IN_PROGRESS", f"{type_} scans are being enabled"
            if status == scans.DISABLING:
                return "DISABLE_IN_PROGRESS", f"{type_} scans are being disabled"
        return None

    def apply(account: str) -> None:
        if "LAMBDA_CODE" in types and "LAMBDA" not in types:
            if scans.status_of(account, context.region, "LAMBDA") not in (scans.ENABLED, scans.ENABLING):
                raise AwsError("ValidationException", "LAMBDA_CODE scans need LAMBDA scans")
        scans.begin(account, context.region, types)

    return _changed(context, accounts, failure_of, apply)


@operation(SERVICE, "Disable")
def disable(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Ends scans; without types all. The scans of code of functions end with those of functions.

    A member cannot deactivate Inspector itself, and the delegated administrator cannot while it has members.
    https://docs.aws.amazon.com/inspector/v2/APIReference/API_Disable.html
    https://docs.aws.amazon.com/inspector/latest/user/deactivating-best-practices.html
    """
    types = list(parameters.get("resourceTypes") or supported_in(context.region))
    accounts = _accounts(context, parameters)
    check_supported(context.region, types)
    if "LAMBDA" in types and "LAMBDA_CODE" in supported_in(context.region):
        types.append("LAMBDA_CODE")

    def failure_of(account: str) -> Optional[Failure]:
        region = context.region
        on = [type_ for type_ in supported_in(region) if scans.status_of(account, region, type_) != scans.DISABLED]
        if any(forced(account, region, type_) for type_ in types):
            return "BLOCKED_BY_ORGANIZATION_POLICY", "An organization policy enables these scans"
        if account == context.account != administrator_of(account, region):
            return "ACCESS_DENIED", "A member account cannot disable scans"
        statuses = [scans.status_of(account, region, type_) for type_ in types]
        if scans.ENABLING in statuses:
            return "ENABLE_IN_PROGRESS", "The scans are being enabled"
        if scans.DISABLING in statuses:
            return "DISABLE_IN_PROGRESS", "The scans are being disabled"
        if on and set(on) <= set(types) and is_administrator(account, region) and associated(account, region):
            return "DISASSOCIATE_ALL_MEMBERS", "The delegated admin account still has members"
        return None

    return _changed(context, accounts, failure_of, lambda account: scans.end(account, context.region, types))


@operation(SERVICE, "BatchGetAccountStatus")
def batch_get_account_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the status of Inspector in the own account, and for the delegated administrator in its members.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
    """
    accounts, failed = [], []
    for account in parameters.get("accountIds") or [context.account]:
        if not _may_manage(context, account):
            failed.append(_failed(context, account, NO_ACCESS))
            continue
        described = scans.describe(account, context.region)
        states = {key: {"status": status} for key, status in described["resourceStatus"].items()}
        state = {"status": described["status"]}
        accounts.append({"accountId": account, "state": state, "resourceState": states})
    return {"accounts": accounts, "failedAccounts": failed}


def _accounts(context: Context, parameters: Parameters) -> List[str]:
    accounts = list(dict.fromkeys(parameters.get("accountIds") or [context.account]))
    if len(accounts) > 1 and context.account in accounts and is_administrator(context.account, context.region):
        raise AwsError(
            "ValidationException", "accountIds can contain either the delegated admin account or member accounts"
        )
    return accounts


def _changed(
    context: Context,
    accounts: List[str],
    failure_of: Callable[[str], Optional[Failure]],
    apply: Callable[[str], None],
) -> Dict[str, Any]:
    done, failed = [], []
    for account in accounts:
        failure = _failure_of_access(context, account) or failure_of(account)
        if failure is not None:
            failed.append(_failed(context, account, failure))
            continue
        apply(account)
        done.append(scans.describe(account, context.region))
    return {"accounts": done, "failedAccounts": failed}


def _failure_of_access(context: Context, account: str) -> Optional[Failure]:
    if not _may_manage(context, account):
        return NO_ACCESS
    organization = organization_of(account)
    suspended = [other.id for other in organization.accounts if other.status != "ACTIVE"] if organization else []
    return ("ACCOUNT_IS_ISOLATED", "The account is suspended") if account in suspended else None


def _may_manage(context: Context, account: str) -> bool:
    return account == context.account or account in accounts_managed_by(context.account, context.region)


def _failed(context: Context, account: str, failure: Failure) -> Dict[str, Any]:
    described = scans.describe(account, context.region) if _may_manage(context, account) else {"accountId": account}
    return {**described, "errorCode": failure[0], "errorMessage": failure[1]}
