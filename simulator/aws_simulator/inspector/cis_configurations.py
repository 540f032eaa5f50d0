"""CIS scan configurations: what Inspector takes beyond the schema of their type, and which there are.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-inspectorv2-cisscanconfiguration.html
"""
from __future__ import annotations

import functools
import re
from typing import Any, Dict, FrozenSet, Iterable, Mapping, Optional, Tuple
from zoneinfo import available_timezones

from aws_simulator.context import store_of
from aws_simulator.inspector.membership import accounts_managed_by, is_administrator
from aws_simulator.inspector.scan_types import has_cis_scans
from aws_simulator.inspector.scans import is_on

TYPE = "AWS::InspectorV2::CisScanConfiguration"
SELF, ALL_ACCOUNTS = "SELF", "ALL_ACCOUNTS"
SCHEDULES = ("OneTime", "Daily", "Weekly", "Monthly")
# https://docs.aws.amazon.com/inspector/v2/APIReference/API_CreateCisScanConfiguration.html
LONGEST_NAME, LONGEST_ZONE, LONGEST_TAG_VALUE = 128, 50, 256

# A code of HandlerErrorCode, and a message.
Problem = Tuple[str, str]


def problem_of(account: str, region: str, properties: Mapping[str, Any]) -> Optional[Problem]:
    """Why Inspector refuses a configuration that satisfies the schema, or None."""
    if not has_cis_scans(region):
        return "InvalidRequest", f"CIS scans are not supported in {region}"
    if not is_on(account, region):
        return "AccessDenied", "Invoking account is not enabled."
    invalid = _invalid(properties)
    if invalid:
        return "InvalidRequest", invalid
    return _problem_of_targets(account, region, properties["Targets"]["AccountIds"])


def _invalid(properties: Mapping[str, Any]) -> Optional[str]:
    if len(properties["ScanName"]) > LONGEST_NAME:
        return f"scanName has more than {LONGEST_NAME} characters"
    tags = properties["Targets"]["TargetResourceTags"]
    if not tags:
        return "targetResourceTags must have at least one tag"
    if any(not 1 <= len(value) <= LONGEST_TAG_VALUE for values in tags.values() for value in values):
        return f"values of targetResourceTags have 1 to {LONGEST_TAG_VALUE} characters"
    if not all(re.fullmatch(rf"\d{{12}}|{ALL_ACCOUNTS}|{SELF}", one) for one in properties["Targets"]["AccountIds"]):
        return f"accountIds are ids of accounts, {ALL_ACCOUNTS} or {SELF}"
    schedule = properties["Schedule"]
    if not isinstance(schedule, dict) or len(schedule) != 1 or next(iter(schedule)) not in SCHEDULES:
        return f"schedule must have exactly one of {', '.join(SCHEDULES)}"
    time = next(iter(schedule.values())).get("StartTime")
    if time and (len(time["TimeZone"]) > LONGEST_ZONE or time["TimeZone"] not in _zones()):
        return f"the timezone {time['TimeZone']} is not known"
    return None


def _problem_of_targets(account: str, region: str, targets: Iterable[str]) -> Optional[Problem]:
    """Only the delegated administrator scans instances of other accounts: of its members."""
    others = set(targets) - {SELF, account}
    if not others:
        return None
    if not is_administrator(account, region):
        return "AccessDenied", "Only the delegated admin account can scan other accounts"
    strangers = others - {ALL_ACCOUNTS, *accounts_managed_by(account, region)}
    if strangers:
        return "InvalidRequest", f"{', '.join(sorted(strangers))} are no members of the delegated admin account"
    return None


@functools.lru_cache(maxsize=None)
def _zones() -> FrozenSet[str]:
    return frozenset(available_timezones())


def configurations_of(account: str, region: str) -> Dict[str, Dict[str, Any]]:
    """The configurations of an account by their ARNs, as ListCisScanConfigurations has them."""
    resources = store_of("cloudcontrol", account, region, f"resources {TYPE}")
    return {resource.identifier: _describe(account, resource.all) for resource in resources.values()}


def _describe(account: str, properties: Mapping[str, Any]) -> Dict[str, Any]:
    targets = properties["Targets"]
    return {
        "scanConfigurationArn": properties["Arn"],
        "ownerId": account,
        "scanName": properties["ScanName"],
        "securityLevel": properties["SecurityLevel"],
        "schedule": {name[0].lower() + name[1:]: _schedule(value) for name, value in properties["Schedule"].items()},
        "targets": {
            "accountIds": [account if target == SELF else target for target in targets["AccountIds"]],
            "targetResourceTags": targets["TargetResourceTags"],
        },
        "tags": properties.get("Tags") or {},
    }


def _schedule(value: Mapping[str, Any]) -> Dict[str, Any]:
    """The same with the names of Inspector's own operations."""
    described: Dict[str, Any] = {}
    if "StartTime" in value:
        time = value["StartTime"]
        described["startTime"] = {"timeOfDay": time["TimeOfDay"], "timezone": time["TimeZone"]}
    described.update({name.lower(): value[name] for name in ("Days", "Day") if name in value})
    return described


def targets_of(owner: str, region: str, configuration: Mapping[str, Any]) -> Tuple[str, ...]:
    """The accounts whose instances a configuration has scanned."""
    accounts = configuration["targets"]["accountIds"]
    if ALL_ACCOUNTS in accounts:
        return (owner, *accounts_managed_by(owner, region))
    return tuple(accounts)
