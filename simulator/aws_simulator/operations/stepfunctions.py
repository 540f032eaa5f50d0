"""AWS Step Functions: https://docs.aws.amazon.com/step-functions/latest/apireference/"""
from __future__ import annotations

import json
from typing import Any, Dict

from aws_simulator.context import Context
from aws_simulator.registry import Parameters, operation

SERVICE = "stepfunctions"


@operation(SERVICE, "ValidateStateMachineDefinition")
def validate_state_machine_definition(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Says whether a definition is JSON with states, one of which it starts at.

    https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
    """
    try:
        definition = json.loads(parameters["definition"])
        is_valid = definition["StartAt"] in definition["States"]
    except (ValueError, KeyError, TypeError):
        is_valid = False
    if is_valid:
        return {"result": "OK", "diagnostics": [], "truncated": False}
    diagnostic = {
        "severity": "ERROR",
        "code": "SCHEMA_VALIDATION_FAILED",
        "message": "The definition is not JSON with States and a StartAt that is one of them.",
    }
    return {"result": "FAIL", "diagnostics": [diagnostic], "truncated": False}


@operation(SERVICE, "ListStateMachineVersions")
def list_state_machine_versions(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns no version: none is ever published here.

    https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html
    """
    return {"stateMachineVersions": []}
