"""The simulator's own requests, ``POST`` and ``GET /simulator/<thing>``: what in AWS happens by itself is asked for here.

``POST /simulator/deliver-logs`` is answered by the function that ``aws_simulator.controls.deliver_logs`` registers, which
is imported when the first request for it arrives.
"""
from __future__ import annotations

import importlib
import importlib.util
import json
from typing import TYPE_CHECKING, Any, Callable, Dict, Optional, Tuple, Type

from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

PREFIX = "/simulator/"

Control = Callable[["Simulator", Dict[str, Any]], Dict[str, Any]]

CONTROLS: Dict[Tuple[str, str], Control] = {}


class ControlError(Exception):
    """A request of the simulator itself that cannot be answered, and the sentence that says why."""

    def __init__(self, message: str, status: int = 400):
        super().__init__(message)
        self.status = status


def control(method: str, thing: str) -> Callable[[Control], Control]:
    """Register the decorated function as the answer to ``METHOD /simulator/<thing>``.

    It gets the simulator and the JSON object that was sent (``{}`` when nothing was), and returns the one to answer. It
    belongs into the module of ``aws_simulator.controls`` with the name of the thing, ``_`` for ``-``.
    """

    def register(function: Control) -> Control:
        CONTROLS[(method, thing)] = function
        return function

    return register


def answer_control(simulator: "Simulator", method: str, path: str, body: bytes) -> Response:
    """Answer a request of the simulator itself; what is wrong with it is said in a sentence."""
    try:
        result, status = _find(method, path[len(PREFIX):])(simulator, _parse(body)), 200
    except ControlError as error:
        result, status = {"message": str(error)}, error.status
    return Response(json.dumps(result, default=str), status=status, content_type="application/json")


def field(body: Dict[str, Any], name: str, kind: Type[Any], default: Optional[Any] = None) -> Any:
    """A field of what was sent, of this type; without a default it has to be there."""
    value = body.get(name, default)
    if value is None:
        raise ControlError(f"The field {name!r} is missing.")
    accepted = (int, float) if kind is float else kind
    if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
        raise ControlError(f"The field {name!r} must be {_NAMES[kind]}, not {json.dumps(value)}.")
    return kind(value)


_NAMES = {
    str: "a string", int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "an object"
}


def _find(method: str, thing: str) -> Control:
    module = f"aws_simulator.controls.{thing.replace('-', '_')}"
    if module.rpartition(".")[2].isidentifier() and importlib.util.find_spec(module) is not None:
        importlib.import_module(module)
    methods = sorted(known for known, name in CONTROLS if name == thing)
    if not methods:
        raise ControlError(f"The simulator has no {PREFIX}{thing}; simulator/README.md lists what it has.", 404)
    if method not in methods:
        raise ControlError(f"{PREFIX}{thing} takes {' and '.join(methods)}, not {method}.", 405)
    return CONTROLS[(method, thing)]


def _parse(body: bytes) -> Dict[str, Any]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError as error:
        raise ControlError(f"The body is not JSON: {error}.") from None
    if not isinstance(parsed, dict):
        raise ControlError("The body must be a JSON object.")
    return parsed
