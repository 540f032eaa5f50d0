"""What can be wrong with a policy document. Each kind of policies has its own words for it."""
from __future__ import annotations

import enum


class Problem(enum.Enum):
    """A class of faults."""

    JSON = "is not JSON, or has a key twice"
    VERSION = "has no version of the policy language, where it needs one, or one that does not exist"
    ELEMENT = "has an element that does not exist, or of the wrong type"
    NO_STATEMENT = "has no statements"
    EFFECT = "has a statement with another effect than Allow and Deny"
    NO_ACTION = "has a statement without actions"
    NO_RESOURCE = "has a statement without resources"
    NO_PRINCIPAL = "has a statement without principals"
    RESOURCE_FORBIDDEN = "has resources, which this kind of policies is attached to"
    PRINCIPAL_FORBIDDEN = "has principals, which this kind of policies is attached to"
    NOT_PRINCIPAL = "allows everybody but some principals"
    NOT_ACTION = "applies to all actions but some, where it must name them"
    ANY_ACTION = "applies to the actions of all services, where it must name the service"
    SID = "has a statement id with characters that are not allowed"
    DUPLICATE_SID = "has two statements with the same id"
    VENDOR = "has an action without the prefix of a service"
    ACTION = "has an action that does not exist, or of another service"
    PRINCIPAL = "has a principal that is not in a known form"
    PRINCIPAL_NOT_FOUND = "has a principal that does not exist"
    RESOURCE = "has a resource that is not an ARN, or not what the policy is attached to"
    ACTION_RESOURCE = "has an action that none of its statement's resources has"
    OPERATOR = "has a condition operator that does not exist"
    CONDITION_KEY = "has a condition key that does not exist"
    CONDITION_ACTION = "has a condition key that none of its statement's actions has"
    SIZE = "is too long"


class Fault(Exception):
    """A problem of a document, with the part of it that is wrong."""

    def __init__(self, problem: Problem, detail: str = ""):
        super().__init__(f"The policy {problem.value}: {detail}")
        self.problem = problem
        self.detail = detail
