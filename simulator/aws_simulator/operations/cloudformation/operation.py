"""Something that was done with stacks of a stack set."""
from __future__ import annotations

from typing import Any, Dict, List, Tuple

from aws_simulator.context import AwsError, now, random_uuid
from aws_simulator.operations.cloudformation.stack_instance import StackInstance
from aws_simulator.registry import Parameters
from aws_simulator.slowness import STACK_SET_OPERATION, slowness


class Operation:
    """A creation, update or deletion of stacks. Here it is done before the request is answered."""

    def __init__(self, stack_set: Any, action: str, parameters: Parameters):
        self.id = parameters.get("OperationId") or random_uuid()
        if self.id in stack_set.operations:
            raise AwsError("OperationIdAlreadyExistsException", f"The operation {self.id} exists already.")
        self.stack_set = stack_set
        self.action = action
        self.time = now()
        self.preferences = check_preferences(parameters.get("OperationPreferences") or {})
        self.targets = parameters.get("DeploymentTargets")
        self.results: List[Tuple[StackInstance, bool]] = []
        slowness.begin(STACK_SET_OPERATION, self.id)

    @property
    def status(self) -> str:
        """SUCCEEDED, unless more accounts of a Region failed than are tolerated, or it still lasts."""
        if slowness.lasts(STACK_SET_OPERATION, self.id):
            return "RUNNING"
        for region in {instance.region for instance, _ in self.results}:
            outcomes = [succeeded for instance, succeeded in self.results if instance.region == region]
            percentage = self.preferences.get("FailureTolerancePercentage") or 0
            tolerated = self.preferences.get("FailureToleranceCount") or len(outcomes) * percentage // 100
            if outcomes.count(False) > tolerated:
                return "FAILED"
        return "SUCCEEDED"

    def summary(self) -> Dict[str, Any]:
        """As ListStackSetOperations returns it."""
        status = self.status
        return {
            "OperationId": self.id,
            "Action": self.action,
            "Status": status,
            "CreationTimestamp": self.time,
            "EndTimestamp": None if status == "RUNNING" else self.time,
            "OperationPreferences": self.preferences,
        }

    def shape(self) -> Dict[str, Any]:
        """As DescribeStackSetOperation returns it."""
        return {**self.summary(), "StackSetId": self.stack_set.id, "DeploymentTargets": self.targets}

    def result_summaries(self) -> List[Dict[str, Any]]:
        """As ListStackSetOperationResults returns them."""
        return [
            {
                "Account": instance.account,
                "Region": instance.region,
                "OrganizationalUnitId": instance.organizational_unit,
                "Status": "SUCCEEDED" if succeeded else "FAILED",
                "StatusReason": None if succeeded else instance.reason,
            }
            for instance, succeeded in self.results
        ]


def check_preferences(preferences: Dict[str, Any]) -> Dict[str, Any]:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html"""
    for name in ("MaxConcurrentCount", "MaxConcurrentPercentage"):
        if preferences.get(name) == 0:
            raise AwsError(
                "ValidationError",
                f"1 validation error detected: Value '0' at 'operationPreferences.{name[0].lower()}{name[1:]}' failed "
                "to satisfy constraint: Member must have value greater than or equal to 1",
            )
    for kind in ("FailureTolerance", "MaxConcurrent"):
        if f"{kind}Count" in preferences and f"{kind}Percentage" in preferences:
            raise AwsError("ValidationError", f"Either {kind}Count or {kind}Percentage can be specified, not both.")
    return preferences
