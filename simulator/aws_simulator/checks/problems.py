"""What the checks have in common: the parts of ARNs, and which Regions there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, List, Optional

from aws_simulator import project

_ARN = re.compile(r"arn:(aws(?:-[a-z]+)*):([a-z0-9-]+):([a-z0-9-]*):([0-9]{12}|aws|):(.+)", re.DOTALL)


@dataclass(frozen=True)
class Arn:
    """An ARN in its parts: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"""

    text: str
    partition: str
    service: str
    region: str
    account: str
    resource: str


def parse_arn(text: Any) -> Optional[Arn]:
    """The parts of an ARN, or None where it is none."""
    match = _ARN.fullmatch(text) if isinstance(text, str) else None
    return Arn(text, match[1], match[2], match[3], match[4], match[5]) if match else None


def is_region(name: str) -> bool:
    """Is there a Region of this name?"""
    return name in project.tables()["regions"]


def twice(values: List[Any]) -> Optional[Any]:
    """The first value that is in a list twice, or None."""
    return next((value for index, value in enumerate(values) if value in values[:index]), None)
