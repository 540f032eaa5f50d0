"""A stack of a stack set, in an account and Region."""
from __future__ import annotations

from typing import Any, Dict, Optional

from aws_simulator.context import AwsError, random_uuid
from aws_simulator.opt_in_regions import is_enabled
from aws_simulator.refusals import REFUSALS, reason_of
from aws_simulator.stacks import create_stack, delete_stack, update_stack


class StackInstance:
    """A stack of a stack set. It may be missing, when it could not be created."""

    def __init__(self, stack_set: Any, account: str, region: str, organizational_unit: str):
        self.stack_set = stack_set
        self.account = account
        self.region = region
        self.organizational_unit = organizational_unit
        self.overrides: Dict[str, str] = {}
        self.stack: Any = None
        self.status = "OUTDATED"
        self.detailed_status = "PENDING"
        self.reason: Optional[str] = None
        self.last_operation = ""

    def deploy(self, operation_id: str) -> bool:
        """Create or update the stack; False when that fails, and what was done is undone."""
        self.last_operation = operation_id
        try:
            if self.stack is None:
                self._create()
            else:
                update_stack(self.stack, self.stack_set.template, self._values(), self.stack_set.tags)
        except REFUSALS as error:
            self.status, self.detailed_status, self.reason = "OUTDATED", "FAILED", reason_of(error)
            return False
        self.status, self.detailed_status, self.reason = "CURRENT", "SUCCEEDED", None
        return True

    def remove(self, operation_id: str) -> bool:
        """Delete the stack; False when that fails."""
        self.last_operation = operation_id
        try:
            if self.stack is not None:
                delete_stack(self.stack)
        except REFUSALS as error:
            self.status, self.detailed_status, self.reason = "INOPERABLE", "FAILED", reason_of(error)
            return False
        return True

    def _values(self) -> Dict[str, str]:
        return {**self.stack_set.parameters, **self.overrides}

    def _create(self) -> None:
        for account in (self.stack_set.owner, self.account):
            if not is_enabled(account, self.region):
                raise AwsError("ValidationError", f"Account {account} has not enabled the Region {self.region}.")
        name = f"StackSet-{self.stack_set.name}-{random_uuid()}"
        template, values, tags = self.stack_set.template, self._values(), self.stack_set.tags
        self.stack = create_stack(self.account, self.region, name, template, values, tags)

    def description(self) -> Dict[str, Any]:
        """As DescribeStackInstance returns it."""
        return {
            **self.summary(),
            "ParameterOverrides": [
                {"ParameterKey": key, "ParameterValue": value} for key, value in self.overrides.items()
            ],
        }

    def summary(self) -> Dict[str, Any]:
        """As ListStackInstances returns it."""
        return {
            "StackSetId": self.stack_set.id,
            "Account": self.account,
            "Region": self.region,
            "OrganizationalUnitId": self.organizational_unit,
            "StackId": self.stack.stack_id if self.stack is not None else None,
            "Status": self.status,
            "StatusReason": self.reason,
            "StackInstanceStatus": {"DetailedStatus": self.detailed_status},
            "DriftStatus": "NOT_CHECKED",
            "LastOperationId": self.last_operation,
        }
