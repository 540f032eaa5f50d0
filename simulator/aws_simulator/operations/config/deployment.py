"""What the rules and conformance packs of an organization become in its accounts.

https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, List, Optional

from aws_simulator.context import Context, now, random_uuid
from aws_simulator.refusals import REFUSALS, code_of, reason_of
from aws_simulator.slowness import ORGANIZATION_RULE, slowness


@dataclass
class Deployment:
    """How far a rule or conformance pack of the organization came, by account."""

    verb: str = "CREATE"
    time: Any = field(default_factory=now)
    id: str = field(default_factory=random_uuid)
    # None where it succeeded.
    errors: Dict[str, Optional[Exception]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        slowness.begin(ORGANIZATION_RULE, self.id)

    def again(self) -> None:
        """An update of what was deployed before."""
        slowness.begin(ORGANIZATION_RULE, self.id)
        self.verb, self.time, self.errors = "UPDATE", now(), {}

    def lasts(self) -> bool:
        """Is AWS still at it?"""
        return bool(self.errors) and slowness.lasts(ORGANIZATION_RULE, self.id)

    def to(self, account: str, deploy: Callable[[str], None]) -> None:
        """Deploy to an account. What fails there is reported, and keeps nothing from the other accounts."""
        try:
            deploy(account)
            self.errors[account] = None
        except REFUSALS as error:
            self.errors[account] = error

    def status(self, status_name: str) -> Dict[str, Any]:
        """The status of the whole, as the API reports it under the given name."""
        failures = {account: error for account, error in self.errors.items() if error is not None}
        return {status_name: self._status(bool(failures)), "LastUpdateTime": self.time, **_summary(failures)}

    def details(self, status_name: str, filters: Optional[Dict[str, str]]) -> Iterator[Dict[str, Any]]:
        """The status in each account, as the API reports it under the given name."""
        wanted = filters or {}
        for account, error in self.errors.items():
            status = self._status(error is not None)
            if account == wanted.get("AccountId", account) and status == wanted.get(status_name, status):
                description = {"ErrorCode": _short_code(error), "ErrorMessage": reason_of(error)} if error else {}
                yield {"AccountId": account, status_name: status, "LastUpdateTime": self.time, **description}

    def _status(self, failed: bool) -> str:
        if slowness.lasts(ORGANIZATION_RULE, self.id):
            return f"{self.verb}_IN_PROGRESS"
        return f"{self.verb}_{'FAILED' if failed else 'SUCCESSFUL'}"


def _summary(failures: Dict[str, Exception]) -> Dict[str, str]:
    if not failures:
        return {}
    codes = {account: _short_code(error) for account, error in failures.items()}
    message = ", ".join(f"{account} ({code})" for account, code in codes.items())
    return {"ErrorCode": min(codes.values()), "ErrorMessage": f"Failed in {len(codes)} account(s): {message}"}


def _short_code(error: Exception) -> str:
    """The code of an error, as the status of a deployment has it."""
    return code_of(error).replace("Exception", "")


def target_accounts(context: Context, excluded: Optional[List[str]]) -> List[str]:
    """The accounts of the organization, its management account included, that are not excluded."""
    accounts = context.organization.accounts if context.organization else []
    return [account.id for account in accounts if account.status == "ACTIVE" and account.id not in (excluded or [])]
