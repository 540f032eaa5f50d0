"""Things that are found by their names."""
from __future__ import annotations

from typing import Any, List, Optional

from aws_simulator.context import LOWERCASE_ALPHANUMERIC, Context, random_id

SERVICE = "config"
RULES_OF_ORGANIZATION = "organization config rules"
PACKS_OF_ORGANIZATION = "organization conformance packs"


def named(context: Context, kind: str, names: Optional[List[str]], error_code: str, description: str) -> List[Any]:
    """The things with these names, or all; a name that does not exist is an error."""
    store = context.store(kind)
    message = f"One or more {description} do not exist."
    return [context.find(kind, name, error_code, message) for name in (names or list(store))]


def random_suffix() -> str:
    """What AWS appends to the names of what it deploys."""
    return random_id(length=8, alphabet=LOWERCASE_ALPHANUMERIC)
