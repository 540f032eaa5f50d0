"""What describes a kind of policies."""
from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from typing import Callable, Mapping, Optional, Tuple

from aws_simulator.policy_documents.document import Document, Statement
from aws_simulator.policy_documents.faults import Problem

CheckOfStatement = Callable[[Statement], None]
CheckOfDocument = Callable[[Document], None]


class Need(enum.Enum):
    """Must statements have an element?"""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORBIDDEN = "forbidden"


def without_whitespace(document: str) -> int:
    """The length of a document as IAM counts it: without white space.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    """
    return len("".join(document.split()))


@dataclass(frozen=True)
class Kind:
    """A kind of policies: what its documents may say, and how its service refuses the others."""

    # The error of a document that is refused, and what it says; ``{}`` stands for the part that is wrong.
    code: str
    message: str
    codes: Mapping[Problem, str] = field(default_factory=dict)
    messages: Mapping[Problem, str] = field(default_factory=dict)
    principals: Need = Need.REQUIRED
    resources: Need = Need.REQUIRED
    # Do users and roles have to exist?
    principals_exist: bool = False
    needs_version: bool = False
    sid: Optional["re.Pattern[str]"] = None
    longest: Optional[int] = None
    measure: Callable[[str], int] = len
    # How much a document may hold, besides its length.
    check_quotas: Optional[CheckOfDocument] = None
    # What else is checked of each statement, before and after its resources and the operators of its conditions.
    checks: Tuple[CheckOfStatement, ...] = ()
    checks_of_service: Tuple[CheckOfStatement, ...] = ()
