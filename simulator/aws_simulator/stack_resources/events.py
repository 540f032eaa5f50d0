"""https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Events.html"""
from __future__ import annotations

from typing import Any, Optional

from moto.events.models import events_backends

from aws_simulator.delivery import as_json
from aws_simulator.stack_resources.base import Properties, StackResource


class Rule(StackResource):
    """A rule of an event bus and its targets."""

    type = "AWS::Events::Rule"
    name_property = "Name"
    replaced_by = ("EventBusName",)

    @property
    def events(self) -> Any:
        return events_backends[self.account][self.region]

    @property
    def bus(self) -> str:
        return self.properties.get("EventBusName") or "default"

    def create(self) -> None:
        self._put()

    def update(self, before: Properties) -> None:
        kept = {target["Id"] for target in self.properties.get("Targets") or []}
        gone = [target["Id"] for target in before.get("Targets") or [] if target["Id"] not in kept]
        self.events.remove_targets(self.name, self.bus, gone)
        self._put()

    def remove(self) -> None:
        ids = [target["Id"] for target in self.properties.get("Targets") or []]
        self.events.remove_targets(self.name, self.bus, ids)
        self.events.delete_rule(self.name, self.bus)

    def _put(self) -> None:
        pattern = self.properties.get("EventPattern")
        rule = self.events.put_rule(
            self.name,
            description=self.properties.get("Description"),
            event_bus_arn=self.bus,
            event_pattern=as_json(pattern) if isinstance(pattern, dict) else pattern,
            role_arn=self.properties.get("RoleArn"),
            scheduled_expression=self.properties.get("ScheduleExpression"),
            state=self.properties.get("State"),
        )
        self.arn = rule.arn
        if self.properties.get("Targets"):
            self.events.put_targets(self.name, self.bus, self.properties["Targets"])

    def attribute(self, name: str) -> Optional[str]:
        return self.arn if name == "Arn" else None
