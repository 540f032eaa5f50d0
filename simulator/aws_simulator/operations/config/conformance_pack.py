"""A conformance pack of an account, and the stack that it is deployed as."""
from __future__ import annotations

import contextlib
from typing import Any, Dict, Iterator, List, Optional

from moto.config.models import config_backends

from aws_simulator.context import LOWERCASE_ALPHANUMERIC, AwsError, given, now, random_id
from aws_simulator.operations.config.pack_template import read_template, values_of, with_suffix
from aws_simulator.refusals import REFUSALS, reason_of
from aws_simulator.registry import Parameters
from aws_simulator.stacks import create_stack, delete_stack, update_stack

CONFORMANCE_PACKS = "conformance packs"


class ConformancePack:
    """A collection of rules that is deployed as one."""

    def __init__(self, account: str, region: str, name: str, created_by: Optional[str] = None):
        self.account = account
        self.region = region
        self.name = name
        self.id = random_id("conformance-pack-", 9, LOWERCASE_ALPHANUMERIC)
        self.arn = f"arn:aws:config:{region}:{account}:conformance-pack/{name}/{self.id}"
        self.created_by = created_by
        self.parameters: Parameters = {}
        self.updated: Any = None
        self.stack: Any = None
        # What keeps it from being deployed.
        self.failure: Optional[Exception] = None

    @property
    def _stack_name(self) -> str:
        return f"awsconfigconforms-{self.name}-{self.id}"

    def put(self, parameters: Parameters) -> None:
        """Deploy the pack, or what changed of it."""
        template = read_template(parameters, "ConformancePackTemplateValidationException")
        body, values = with_suffix(template, self.id), values_of(parameters)
        self.failure = None
        try:
            with self._unlocked():
                if self.stack is None:
                    self.stack = create_stack(self.account, self.region, self._stack_name, body, values)
                else:
                    update_stack(self.stack, body, values)
        except REFUSALS as error:
            self.failure = error
        self.parameters = given(
            parameters, "DeliveryS3Bucket", "DeliveryS3KeyPrefix", "ConformancePackInputParameters"
        )
        self.updated = now()

    def delete(self) -> None:
        """Take back what was deployed."""
        if self.stack is not None:
            with self._unlocked():
                delete_stack(self.stack)

    @contextlib.contextmanager
    def _unlocked(self) -> Iterator[None]:
        """Only the pack itself can change its rules."""
        rules = config_backends[self.account][self.region].config_rules
        for rule in self._own(rules):
            rule.created_by = None
        try:
            yield
        finally:
            for rule in self._own(rules):
                rule.created_by = "config-conforms.amazonaws.com"

    def _own(self, rules: Dict[str, Any]) -> List[Any]:
        return [rule for name, rule in rules.items() if name.endswith(self.id)]

    def check_owner(self) -> None:
        """Raise when the organization has deployed the pack."""
        if self.created_by:
            raise AwsError("ResourceInUseException", f"The conformance pack {self.name} is owned by an AWS service.")

    def description(self) -> Dict[str, Any]:
        """As DescribeConformancePacks returns it."""
        return {
            "DeliveryS3Bucket": "",
            "DeliveryS3KeyPrefix": "",
            "ConformancePackInputParameters": [],
            **self.parameters,
            **self._names(),
            "LastUpdateRequestedTime": self.updated,
            **({"CreatedBy": self.created_by} if self.created_by else {}),
        }

    def status(self) -> Dict[str, Any]:
        """As DescribeConformancePackStatus returns it."""
        return {
            **self._names(),
            "ConformancePackState": "CREATE_FAILED" if self.failure else "CREATE_COMPLETE",
            "ConformancePackStatusReason": reason_of(self.failure) if self.failure else None,
            "StackArn": self.stack.stack_id if self.stack is not None else self._stack_arn(),
            "LastUpdateRequestedTime": self.updated,
            "LastUpdateCompletedTime": self.updated,
        }

    def _stack_arn(self) -> str:
        return f"arn:aws:cloudformation:{self.region}:{self.account}:stack/{self._stack_name}/failed"

    def _names(self) -> Dict[str, Any]:
        return {
            "ConformancePackName": self.name,
            "ConformancePackId": self.id,
            "ConformancePackArn": self.arn,
        }
