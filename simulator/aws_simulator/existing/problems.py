"""What is wrong with the file that describes what exists, a sentence for each thing."""
from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List, Optional, Set, Tuple

from aws_simulator.existing.description import (
    ACCOUNT_ID_PATTERN,
    ORGANIZATION_ID_PATTERN,
    ROLE_ARN_PATTERN,
    ROOT_ID_PATTERN,
    UNIT_ID_PATTERN,
    USER_ARN_PATTERN,
)

_KEYS = (
    "managementAccountId",
    "organizationId",
    "organizationalUnits",
    "accounts",
    "trustedServices",
    "policyTypes",
    "delegatedAdministrators",
    "users",
    "laterUsers",
    "roles",
    "requests",
)
# Only an organization has them.
_OF_ORGANIZATION = ("organizationalUnits", "trustedServices", "policyTypes", "delegatedAdministrators")
_STATUSES = ("ACTIVE", "SUSPENDED")
_ACCOUNT = ({"id", "name", "email"}, {"parent", "tags", "status"})
_UNIT = ({"id", "name"}, {"tags", "organizationalUnits"})
_ADMINISTRATOR = ({"account", "services"}, set())
_REQUEST = ({"service", "operation"}, {"account", "region", "parameters"})
_LATER_USER = ({"email", "name"}, set())


def problems_of(content: Any) -> List[str]:
    """All problems of the content of the file; none where it can be used."""
    if not isinstance(content, dict):
        return ["must be a JSON object"]
    problems = [f"unknown key {key!r} (known: {', '.join(_KEYS)})" for key in content if key not in _KEYS]
    if not _matches(ACCOUNT_ID_PATTERN, content.get("managementAccountId")):
        problems.append("managementAccountId must be a string of 12 digits")
    organization_id = content.get("organizationId")
    if organization_id is not None and not _matches(ORGANIZATION_ID_PATTERN, organization_id):
        problems.append("organizationId must be null or look like o-abc1234567")
    if organization_id is None and not content.get("accounts"):
        problems += [f"{key} needs an organization: organizationId" for key in _OF_ORGANIZATION if content.get(key)]
    units: Set[str] = set()
    problems += _problems_of_units(content.get("organizationalUnits"), "organizationalUnits", units)
    problems += _problems_of_roots(units)
    problems += _problems_of_accounts(content.get("accounts"), units)
    problems += _problems_of_texts(content, "trustedServices")
    problems += _problems_of_texts(content, "policyTypes")
    problems += _problems_of_administrators(content.get("delegatedAdministrators"))
    problems += _problems_of_arns(content, "users", USER_ARN_PATTERN, "ARNs of IAM users")
    problems += _problems_of_arns(content, "roles", ROLE_ARN_PATTERN, "ARNs of IAM roles")
    problems += _problems_of_requests(content.get("requests"))
    later = content.get("laterUsers") or []
    if not (isinstance(later, list) and all(_is_later_user(user) for user in later)):
        problems.append("laterUsers must be a list of objects with exactly email and name")
    return problems


def _entries(written: Any, path: str, keys: Tuple[Set[str], Set[str]]) -> Iterator[Tuple[str, Optional[Dict[str, Any]], str]]:
    """Each entry of a list of objects with its path, or None in its place and what is wrong."""
    if written is None:
        return
    if not isinstance(written, list):
        yield path, None, f"{path} must be a list"
        return
    required, optional = keys
    also = f", and if wanted {', '.join(sorted(optional))}" if optional else ""
    for position, entry in enumerate(written):
        at = f"{path}[{position}]"
        if isinstance(entry, dict) and required <= set(entry) <= required | optional:
            yield at, entry, ""
        else:
            yield at, None, f"{at} must be an object with {', '.join(sorted(required))}{also}"


def _problems_of_units(written: Any, path: str, known: Set[str]) -> Iterator[str]:
    for at, unit, problem in _entries(written, path, _UNIT):
        if unit is None:
            yield problem
            continue
        if not _matches(UNIT_ID_PATTERN, unit["id"]):
            yield f"{at}.id must look like ou-ab12-34cd56ef"
        elif unit["id"] in known:
            yield f"{at}.id is the same as another unit's"
        else:
            known.add(unit["id"])
        if not _matches(re.compile(r".{1,128}"), unit["name"]):
            yield f"{at}.name must be a string of 1 to 128 characters"
        yield from _problems_of_tags(unit, at)
        yield from _problems_of_units(unit.get("organizationalUnits"), f"{at}.organizationalUnits", known)


def _problems_of_roots(units: Set[str]) -> Iterator[str]:
    """An organization has one root, whose id is in the ids of all units."""
    roots = sorted({f"r-{unit.split('-')[1]}" for unit in units})
    if len(roots) > 1:
        yield f"organizationalUnits have ids of several roots: {', '.join(roots)}"


def _problems_of_accounts(written: Any, units: Set[str]) -> Iterator[str]:
    first_position: Dict[Tuple[str, str], str] = {}
    for at, account, problem in _entries(written, "accounts", _ACCOUNT):
        if account is None:
            yield problem
            continue
        if not _matches(ACCOUNT_ID_PATTERN, account["id"]):
            yield f"{at}.id must be a string of 12 digits"
        if not _matches(re.compile(r".{1,50}"), account["name"]):
            yield f"{at}.name must be a string of 1 to 50 characters"
        if not _matches(re.compile(r"[^\s@]+@[^\s@]+"), account["email"]):
            yield f"{at}.email must be an e-mail address"
        parent = account.get("parent")
        if parent is not None and parent not in units and not _matches(ROOT_ID_PATTERN, parent):
            yield f"{at}.parent must be the id of one of organizationalUnits, or of the root"
        if account.get("status", "ACTIVE") not in _STATUSES:
            yield f"{at}.status must be one of {', '.join(_STATUSES)}"
        yield from _problems_of_tags(account, at)
        for key in ("id", "email"):
            earlier = first_position.setdefault((key, str(account[key]).lower()), at)
            if earlier != at:
                yield f"{at}.{key} is the same as {earlier}.{key}"


def _problems_of_tags(entry: Dict[str, Any], at: str) -> Iterator[str]:
    tags = entry.get("tags", {})
    if not (isinstance(tags, dict) and all(isinstance(value, str) for value in tags.values())):
        yield f"{at}.tags must be an object of strings"


def _problems_of_texts(content: Dict[str, Any], key: str) -> Iterator[str]:
    written = content.get(key) or []
    if not (isinstance(written, list) and all(isinstance(text, str) for text in written)):
        yield f"{key} must be a list of strings"


def _problems_of_arns(content: Dict[str, Any], key: str, pattern: re.Pattern, what: str) -> Iterator[str]:
    written = content.get(key) or []
    if not (isinstance(written, list) and all(_matches(pattern, arn) for arn in written)):
        yield f"{key} must be a list of {what}"


def _problems_of_administrators(written: Any) -> Iterator[str]:
    for at, administrator, problem in _entries(written, "delegatedAdministrators", _ADMINISTRATOR):
        if administrator is None:
            yield problem
            continue
        if not _matches(ACCOUNT_ID_PATTERN, administrator["account"]):
            yield f"{at}.account must be a string of 12 digits"
        for problem in _problems_of_texts(administrator, "services"):
            yield f"{at}.{problem}"


def _problems_of_requests(written: Any) -> Iterator[str]:
    for at, request, problem in _entries(written, "requests", _REQUEST):
        if request is None:
            yield problem
            continue
        if "account" in request and not _matches(ACCOUNT_ID_PATTERN, request["account"]):
            yield f"{at}.account must be a string of 12 digits"
        for key in ("service", "operation", "region"):
            if not isinstance(request.get(key, ""), str):
                yield f"{at}.{key} must be a string"
        if not isinstance(request.get("parameters", {}), dict):
            yield f"{at}.parameters must be an object"


def _is_later_user(user: Any) -> bool:
    required, _ = _LATER_USER
    return isinstance(user, dict) and set(user) == required and all(isinstance(value, str) for value in user.values())


def _matches(pattern: re.Pattern, value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
