"""Does a bucket policy give everybody access?

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""
from __future__ import annotations

import ipaddress
from typing import Any, Union

from aws_simulator.policy_documents.document import Statement, principals, read, values

# Keys that limit access when they are compared with fixed values, without wildcards or variables.
_LIMITING_KEYS = frozenset(
    (
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    )
)
_COMPARISONS = frozenset(("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"))
# In these the account of an ARN or the id of the organization counts, and what follows may have wildcards.
_PARTLY_FIXED = frozenset(
    ("aws:principalarn", "aws:principalorgpaths", "aws:sourcearn", "aws:sourceorgpaths", "s3:dataaccesspointarn")
)
# Larger networks than these are everybody.
_LARGEST_NETWORKS = {4: 8, 6: 32}


def is_public(policy: Union[str, bytes]) -> bool:
    """Does a statement of the policy allow anybody anything?"""
    text = policy.decode("utf-8") if isinstance(policy, bytes) else policy
    return any(_is_public(statement) for statement in read(text).statements)


def _is_public(statement: Statement) -> bool:
    if statement["Effect"] != "Allow" or ("AWS", "*") not in principals(statement):
        return False
    return not any(
        _limits(operator.lower(), key.lower(), values(expected))
        for operator, keys in statement.get("Condition", {}).items()
        for key, expected in keys.items()
    )


def _limits(operator: str, key: str, expected: Any) -> bool:
    if operator == "ipaddress" and key == "aws:sourceip":
        return all(_is_small(network) for network in expected)
    return operator in _COMPARISONS and key in _LIMITING_KEYS and all(_is_fixed(key, str(value)) for value in expected)


def _is_fixed(key: str, value: str) -> bool:
    if key in _PARTLY_FIXED:
        value = value.split(":")[4] if value.startswith("arn:") and value.count(":") >= 5 else value.split("/")[0]
    return bool(value) and not any(character in value for character in "*?$")


def _is_small(network: str) -> bool:
    try:
        parsed = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
    return parsed.prefixlen >= _LARGEST_NETWORKS[parsed.version]
