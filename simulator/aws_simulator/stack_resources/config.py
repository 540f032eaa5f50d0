"""https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Config.html"""
from __future__ import annotations

import json
from typing import Any, Dict, Optional

from moto.config.models import config_backends

from aws_simulator.context import AwsError, given, random_id, store_of
from aws_simulator.corrections.config.rules import REMEDIATIONS
from aws_simulator.stack_resources.base import Properties, StackResource

# Delivery channels that wait for their recorder.
WAITING = "delivery channels without a recorder"


class ConfigResource(StackResource):
    """Something of AWS Config."""

    @property
    def config(self) -> Any:
        return config_backends[self.account][self.region]

    @property
    def waiting(self) -> Dict[str, Any]:
        return store_of("cloudformation", self.account, self.region, WAITING)

    def start_recorders(self) -> None:
        """CloudFormation starts a recorder by itself, once there is a delivery channel."""
        if self.config.delivery_channels:
            for name in self.config.recorders:
                self.config.start_configuration_recorder(name)


class ConfigurationRecorder(ConfigResource):
    """A recorder, which is started before it is said to be created, and so waits for a delivery channel."""

    type = "AWS::Config::ConfigurationRecorder"
    name_property = "Name"
    attributes = ()

    def create(self) -> None:
        self._put()
        for name in list(self.waiting):
            self.config.put_delivery_channel(self.waiting.pop(name))
        self.start_recorders()

    def update(self, before: Properties) -> None:
        self._put()

    def remove(self) -> None:
        if self.name in self.config.recorders:
            self.config.delete_configuration_recorder(self.name)

    def is_ready(self) -> bool:
        recorder = self.config.recorders.get(self.name)
        return recorder is not None and recorder.status.recording

    def _put(self) -> None:
        self.config.put_configuration_recorder({**_uncapitalized(self.properties), "name": self.name})


class DeliveryChannel(ConfigResource):
    """A delivery channel, which waits for a recorder."""

    type = "AWS::Config::DeliveryChannel"
    name_property = "Name"
    attributes = ()

    def create(self) -> None:
        channel = {**_uncapitalized(self.properties), "name": self.name}
        if not self.config.recorders:
            self.waiting[self.name] = channel
            return
        if self.depends_on and not any(recorder.status.recording for recorder in self.config.recorders.values()):
            raise AwsError(
                "ValidationError",
                f"The delivery channel depends on {', '.join(self.depends_on)}, but a recorder is not created before "
                "it has a delivery channel.",
            )
        self.config.put_delivery_channel(channel)
        self.start_recorders()

    def update(self, before: Properties) -> None:
        self.config.put_delivery_channel({**_uncapitalized(self.properties), "name": self.name})

    def remove(self) -> None:
        self.waiting.pop(self.name, None)
        if self.name in self.config.delivery_channels:
            self.config.delete_delivery_channel(self.name)

    def is_ready(self) -> bool:
        return self.name in self.config.delivery_channels


class ConfigRule(ConfigResource):
    """A rule of the account."""

    type = "AWS::Config::ConfigRule"
    name_property = "ConfigRuleName"
    attributes = ("Arn", "ConfigRuleId")

    def create(self) -> None:
        rule = given(self.properties, "Description", "Scope", "Source", "MaximumExecutionFrequency")
        parameters = self.properties.get("InputParameters")
        if parameters:
            text = parameters if isinstance(parameters, str) else json.dumps(_strings(parameters))
            rule["InputParameters"] = text
        self.config.put_config_rule({**rule, "ConfigRuleName": self.name})

    def update(self, before: Properties) -> None:
        self.create()

    def remove(self) -> None:
        if self.name in self.config.config_rules:
            self.config.delete_config_rule(self.name)

    def attribute(self, name: str) -> Optional[str]:
        rule = self.config.config_rules[self.name]
        return {"Arn": rule.config_rule_arn, "ConfigRuleId": rule.config_rule_id}.get(name)


class RemediationConfiguration(ConfigResource):
    """The remediation of resources that violate a rule."""

    type = "AWS::Config::RemediationConfiguration"
    name_property = "ConfigRuleName"
    attributes = ()

    @property
    def remediations(self) -> Dict[Any, Any]:
        return store_of("config", self.account, self.region, REMEDIATIONS)

    def create(self) -> None:
        if self.name not in self.config.config_rules:
            raise AwsError("InvalidParameterValueException", f"The ConfigRule '{self.name}' does not exist.")
        arn = f"arn:aws:config:{self.region}:{self.account}:remediation-configuration/{self.name}/{random_id(length=8)}"
        self.remediations[self.name] = {**self.properties, "Arn": arn}

    def update(self, before: Properties) -> None:
        self.create()

    def remove(self) -> None:
        self.remediations.pop(self.name, None)


def _uncapitalized(value: Any) -> Any:
    """The properties of a template as the parameters of the API, whose names begin with a small letter."""
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: _uncapitalized(item) for name, item in value.items()}
    return [_uncapitalized(item) for item in value] if isinstance(value, list) else value


def _strings(parameters: Dict[str, Any]) -> Dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in parameters.items()
    }
