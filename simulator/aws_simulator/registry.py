"""What the simulator adds to moto: the tables of operations, corrections and checks, and the loader that fills them.

<<<<<<< HEAD
The modules ``operations.<service>``, ``corrections.<service>`` and ``checks.<service>`` are imported when the first request
for their service arrives, because importing all of moto takes seconds.
=======
The modules ``operations.<service>`` and ``corrections.<service>`` (``_`` for ``-``) are imported when the first request for their service
arrives, because importing all of moto takes seconds.
>>>>>>> sim-identity
"""
from __future__ import annotations

import functools
import importlib
import importlib.util
import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Set, Tuple

if TYPE_CHECKING:
    from aws_simulator.context import Context

Parameters = Dict[str, Any]
Handler = Callable[["Context", Parameters], Optional[Dict[str, Any]]]
Check = Callable[["Context", Parameters], None]

# A handler returns this to have moto answer the request after all.
LET_MOTO_ANSWER: Dict[str, Any] = {}

OPERATIONS: Dict[Tuple[str, str], Handler] = {}
CORRECTIONS: List["Correction"] = []
CHECKS: Dict[Tuple[str, str], List[Check]] = {}
PACKAGES = ("aws_simulator.corrections", "aws_simulator.operations", "aws_simulator.checks")

_loaded_services: Set[str] = set()


@dataclass(frozen=True)
class Correction:
    """A method of moto that is replaced, and the symptom that the replacement cures."""

    service: str
    target: str
    symptom: str


def operation(service: str, *names: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the answer to one or more operations of a service.

    ``service`` is the name boto3 has for the service; ``names`` are the names of the operations in the API reference.
    The function gets a Context and the parsed parameters, and returns the result as the API reference documents it.
    """

    def register(handler: Handler) -> Handler:
        for name in names:
            OPERATIONS[(service, name)] = handler
        return handler

    return register


def checks(service: str, *names: str) -> Callable[[Check], Check]:
    """Register the decorated function to look at requests for operations, whoever answers them: it raises what AWS does.

    It gets a Context and the parsed parameters. Its docstring says what is refused, and which page says so.
    """

    def register(check: Check) -> Check:
        for name in names:
            CHECKS.setdefault((service, name), []).append(check)
        return check

    return register


def corrects(owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Replace a method of a moto class (or a function of a moto module) by the decorated function.

    The replacement gets the original as its first argument. Its docstring starts with the symptom it cures.
    """

    def replace(replacement: Callable[..., Any]) -> Callable[..., Any]:
        original = getattr(owner, name)

        @functools.wraps(original)
        def corrected(*args: Any, **kwargs: Any) -> Any:
            return replacement(original, *args, **kwargs)

        setattr(owner, name, corrected)
        note_correction(replacement, f"{owner.__name__}.{name}")
        return replacement

    return replace


def note_correction(replacement: Callable[..., Any], target: str) -> None:
    """Record a correction that was applied by hand, because it replaces something else than a method."""
    service = replacement.__module__.split(".")[2]
    symptom = " ".join((replacement.__doc__ or "").split("\n\n")[0].split())
    CORRECTIONS.append(Correction(service, target, symptom))


def load_service(service: str) -> None:
    """Import what the simulator has for a service, unless it has nothing or that is done already."""
    if service in _loaded_services:
        return
    _loaded_services.add(service)
<<<<<<< HEAD
    for package in PACKAGES:
        module = f"{package}.{service}"
        if service.isidentifier() and importlib.util.find_spec(module) is not None:
=======
    for package in ("aws_simulator.corrections", "aws_simulator.operations"):
        name = service.replace("-", "_")
        module = f"{package}.{name}"
        if name.isidentifier() and importlib.util.find_spec(module) is not None:
>>>>>>> sim-identity
            importlib.import_module(module)


def load_all_services() -> None:
    """Import everything; used to list what the simulator does."""
    for package in PACKAGES:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            load_service(module.name)
