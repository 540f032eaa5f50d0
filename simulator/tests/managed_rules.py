"""The list of AWS's rules that moto brings, and the Regions that each is missing in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, List, Set

import botocore.session
from moto.config.models import MANAGED_RULES

from aws_simulator import project

KNOWN = Path(__file__).with_suffix(".txt")
EXCEPT, ONLY, EVERYWHERE = "All supported AWS regions except ", "Only available in ", "All supported AWS regions"


def known_identifiers() -> Set[str]:
    """The identifiers that somebody has looked through, for rules that the catalog should have."""
    return {line for line in KNOWN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def absences() -> Dict[str, Set[str]]:
    """Regions of the project without a rule, by the identifier of the rule."""
    regions = project.tables()["regions"]
    return {
        identifier: _absent(rule["AWS Region"], regions) for identifier, rule in MANAGED_RULES["ManagedRules"].items()
    }


def _absent(text: str, regions: List[str]) -> Set[str]:
    if text.startswith(EXCEPT):
        return _named(text[len(EXCEPT) :]) & set(regions)
    if text.startswith(ONLY):
        return set(regions) - _named(text[len(ONLY) :])
    if text != EVERYWHERE:
        raise ValueError(f"cannot read where a rule is: {text}")
    return set()


def _named(text: str) -> Set[str]:
    """Regions by their English names, which botocore knows; an unknown one is an error."""
    return {REGION_NAMES[name] for name in re.split(r", (?![^(]*\))", re.sub(r" Region$", "", text))}


REGION_NAMES: Dict[str, str] = {
    region["description"]: name
    for partition in botocore.session.get_session().get_data("endpoints")["partitions"]
    for name, region in partition["regions"].items()
}
