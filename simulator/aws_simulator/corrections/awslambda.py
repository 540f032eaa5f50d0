"""AWS Lambda: https://docs.aws.amazon.com/lambda/latest/api/"""
from __future__ import annotations

from typing import Any, Callable, Dict

from moto.awslambda import models

from aws_simulator.registry import corrects

FORGOTTEN = ("KMSKeyArn", "DeadLetterConfig")


@corrects(models.LambdaFunction, "__init__")
def lambda_function_init(
    original: Callable[..., Any], self: Any, account_id: str, spec: Dict[str, Any], *args: Any, **kwargs: Any
) -> None:
    """KMSKeyArn and DeadLetterConfig are forgotten: the provider wants to add them in every plan."""
    original(self, account_id, spec, *args, **kwargs)
    self.remembered_configuration = {key: spec[key] for key in FORGOTTEN if spec.get(key)}


@corrects(models.LambdaFunction, "update_configuration")
def update_configuration(original: Callable[..., Any], self: Any, config_updates: Dict[str, Any]) -> Dict[str, Any]:
    """UpdateFunctionConfiguration forgets KMSKeyArn and DeadLetterConfig too."""
    for key in FORGOTTEN:
        if key in config_updates:
            self.remembered_configuration[key] = config_updates[key]
    return {**original(self, config_updates), **self.remembered_configuration}


@corrects(models.LambdaFunction, "get_configuration")
def get_configuration(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> Dict[str, Any]:
    """GetFunction does not return KMSKeyArn and DeadLetterConfig."""
    return {**original(self, *args, **kwargs), **getattr(self, "remembered_configuration", {})}
