"""AWS Lambda: https://docs.aws.amazon.com/lambda/latest/api/"""
from __future__ import annotations

import json
import re
from typing import Any, Callable, Dict, Optional

from moto.awslambda import models

from aws_simulator.policy_documents.checker import check, refusal
from aws_simulator.policy_documents.faults import Fault, Problem
from aws_simulator.policy_documents.resource_based import FUNCTION
from aws_simulator.registry import corrects

_IDENTITY = re.compile(r"arn:|\d|\*")
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


@corrects(models.LambdaBackend, "add_permission")
def add_permission(
    original: Callable[..., Any], self: Any, function_name: str, qualifier: Optional[str], raw: str
) -> Dict[str, Any]:
    """AddPermission takes principals that do not exist, and a statement id twice.

    https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
    """
    statement = json.loads(raw)
    principal, sid = statement["Principal"], statement["StatementId"]
    if any(other.get("Sid") == sid for other in self.get_function(function_name, qualifier).policy.statements):
        raise refusal(FUNCTION, Fault(Problem.DUPLICATE_SID, sid))
    named = {"AWS" if _IDENTITY.match(principal) else "Service": principal}
    document = {"Effect": "Allow", "Principal": named, "Action": statement["Action"], "Resource": "*"}
    check(FUNCTION, json.dumps({"Statement": document}))
    result: Dict[str, Any] = original(self, function_name, qualifier, raw)
    return result
