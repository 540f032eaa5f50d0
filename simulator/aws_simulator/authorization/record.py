"""What was asked for since the start, so that a test can tell what a role needed."""
from __future__ import annotations

from collections import OrderedDict
from typing import Any, Dict, List, Tuple

from aws_simulator.authorization.callers import Caller
from aws_simulator.authorization.evaluation import Decision
from aws_simulator.authorization.questions import Asked

MOST_REMEMBERED = 20_000


class Record:
    """Each account, principal, action and resource that was asked about, once, with the latest decision."""

    def __init__(self) -> None:
        self._entries: "OrderedDict[Tuple[str, ...], Decision]" = OrderedDict()

    def note(self, caller: Caller, asked: Asked, decision: Decision) -> None:
        """Keep a decision; the oldest ones go when there are too many."""
        principal = caller.principal
        key = (principal.account or "", principal.arn or caller.arn, asked.action, asked.resource)
        self._entries[key] = decision
        if len(self._entries) > MOST_REMEMBERED:
            self._entries.popitem(last=False)

    def entries(self) -> List[Dict[str, Any]]:
        """All of it, as JSON."""
        return [
            {
                "account": account,
                "principal": principal,
                "action": action,
                "resource": resource,
                "allowed": decision.allowed,
                "by": [str(decider) for decider in decision.deciders] or [decision.layer],
            }
            for (account, principal, action, resource), decision in self._entries.items()
        ]

    def forget(self) -> None:
        """Forget all of it."""
        self._entries.clear()
