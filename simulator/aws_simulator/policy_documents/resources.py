"""Are the resources of a statement ARNs, and do they belong to what the policy is attached to?

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""
from __future__ import annotations

import re
from typing import Any, Callable, Iterable, List, Mapping, Set

from aws_simulator.policy_documents import actions
from aws_simulator.policy_documents.document import Statement, values
from aws_simulator.policy_documents.faults import Fault, Problem

_PARTITION = re.compile(r"aws(-[a-z]+)*|\*")
_S3_ARN = re.compile(r"arn:aws(-[a-z]+)*:s3:::(?P<bucket>[^/]*)(?P<object>/.*)?", re.DOTALL)


def named(statement: Statement) -> List[str]:
    """The resources of a statement, whether it applies to them or to all others."""
    return [*values(statement.get("Resource")), *values(statement.get("NotResource"))]


def check_arns(statement: Statement) -> None:
    """Is each resource an ARN, or any resource?"""
    for resource in named(statement):
        if resource == "*":
            continue
        parts = resource.split(":", 5)
        if len(parts) < 6 or parts[0] != "arn" or _PARTITION.fullmatch(parts[1]) is None or not parts[2]:
            raise Fault(Problem.RESOURCE, resource)


def check_owner(statement: Statement, belongs: Callable[[str], bool]) -> None:
    """Does each resource belong to what the policy is attached to?"""
    for resource in named(statement):
        if not belongs(resource):
            raise Fault(Problem.RESOURCE, resource)


def is_pattern_for(pattern: str, arn: str) -> bool:
    """Does a resource with wildcards stand for this one?"""
    expression = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern)
    return re.fullmatch(expression, arn, re.DOTALL) is not None


def is_of_bucket(resource: str, bucket: str) -> bool:
    """Does a resource stand for a bucket or for objects in it?"""
    match = _S3_ARN.fullmatch(resource)
    return resource == "*" or (match is not None and is_pattern_for(match["bucket"], bucket))


def check_actions_of_bucket(statement: Statement) -> None:
    """Has each action of a bucket policy a resource in its statement that it is for: the bucket, or objects in it?

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
    """
    types = _types_of_bucket_resources(values(statement.get("Resource")))
    for action in values(statement.get("Action")):
        if types and action != "*" and not any(_types(entry) & types for entry in actions.matching(action)):
            raise Fault(Problem.ACTION_RESOURCE, action)


def _types(action: Mapping[str, Any]) -> Set[str]:
    return {resource["name"] for resource in action["resourceTypes"]}


def _types_of_bucket_resources(resources: Iterable[str]) -> Set[str]:
    types: Set[str] = set()
    for resource in resources:
        match = _S3_ARN.fullmatch(resource)
        if match is None or (match["object"] is None and match["bucket"].endswith("*")):
            types |= {"bucket", "object"}
        else:
            types.add("object" if match["object"] else "bucket")
    return types
