"""The table of what the simulator adds to moto, made from the code itself."""
from __future__ import annotations

import inspect
import re
from typing import Any, Callable, Dict, Iterable, Iterator, List, Tuple

from aws_simulator.constraints.refusal import CODES_OF_PROTOCOLS, CODES_OF_SERVICES, UNCHECKED_SERVICES
from aws_simulator.policy_documents.kinds import KINDS
from aws_simulator.registry import CHECKS, CORRECTIONS, OPERATIONS, load_all_services

_HEADER = """\
# What the simulator adds to moto

Made by `PYTHONPATH=simulator python3 -m aws_simulator --coverage`; do not edit by hand.
Everything that is not listed here is answered by moto itself, or refused with status 501.
"""


def coverage_table() -> str:
    """All tables as Markdown."""
    load_all_services()
    tables = (_operations(), _corrections(), _checks(), _policy_documents(), _constraints())
    return f"{_HEADER}\n" + "\n".join("".join(table) for table in tables)


def _operations() -> Iterator[str]:
    yield "## Operations that the simulator answers\n\n"
    yield "| Service | Operations | What they do |\n| --- | --- | --- |\n"
    yield from _rows((service, name, handler) for (service, name), handler in OPERATIONS.items())


def _checks() -> Iterator[str]:
    yield "## What the simulator refuses, as AWS does\n\n"
    yield "| Service | Operations | What is refused |\n| --- | --- | --- |\n"
    yield from _rows((service, name, check) for (service, name), found in CHECKS.items() for check in found)


def _rows(functions: Iterable[Tuple[str, str, Callable[..., Any]]]) -> Iterator[str]:
    """A row for each function, with the operations that it is for."""
    names_by_function: Dict[Tuple[str, Callable[..., Any]], List[str]] = {}
    for service, name, function in functions:
        names_by_function.setdefault((service, function), []).append(name)
    for (service, function), names in sorted(names_by_function.items(), key=lambda item: (item[0][0], item[1])):
        links = ", ".join(f"`{name}`" for name in names)
        yield f"| {service} | {links} | {_summary(function.__doc__)} |\n"


def _corrections() -> Iterator[str]:
    yield "## Behaviours of moto that the simulator corrects\n\n"
    yield "| Service | Where in moto | Symptom without the correction |\n| --- | --- | --- |\n"
    for correction in sorted(CORRECTIONS, key=lambda correction: (correction.service, correction.target)):
        yield f"| {correction.service} | `{correction.target}` | {correction.symptom} |\n"


def _policy_documents() -> Iterator[str]:
    yield "## Policy documents that are checked when they are written\n\n"
    yield "| Policy | Error | Users and roles must exist | Most characters |\n| --- | --- | --- | --- |\n"
    for name, kind in sorted(KINDS.items()):
        yield f"| {name} | `{kind.code}` | {'yes' if kind.principals_exist else ''} | {kind.longest or ''} |\n"


def _constraints() -> Iterator[str]:
    yield "## Parameters that are checked with botocore's models\n\n"
    unchecked = ", ".join(sorted(UNCHECKED_SERVICES))
    yield f"Those of all services but {unchecked}.\n\n| Service | Error |\n| --- | --- |\n"
    for service, code in sorted(CODES_OF_SERVICES.items()):
        yield f"| {service} | `{code}` |\n"
    for protocol, code in sorted(CODES_OF_PROTOCOLS.items()):
        yield f"| others with the protocol {protocol} | `{code}` |\n"


def _summary(documentation: object) -> str:
    """The first paragraph of a docstring, as the cell of a table."""
    paragraph = inspect.cleandoc(str(documentation or "")).split("\n\n")[0]
    return re.sub(r"\s+", " ", paragraph).replace("|", "\\|")
