"""IAM Access Analyzer, a service that moto lacks: https://docs.aws.amazon.com/access-analyzer/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context, now
from aws_simulator.registry import Parameters, operation
from aws_simulator.slowness import ANALYZER, slowness

SERVICE = "accessanalyzer"
SERVICE_PRINCIPAL = "access-analyzer.amazonaws.com"
ANALYZERS, ARCHIVE_RULES = "analyzers", "archive rules"


@operation(SERVICE, "CreateAnalyzer")
def create_analyzer(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates an analyzer. One for the organization needs the management account or a delegated administrator.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html
    """
    name = parameters["analyzerName"]
    if name in context.store(ANALYZERS):
        raise AwsError("ConflictException", f"An analyzer with the name {name} already exists.")
    if parameters["type"].startswith("ORGANIZATION"):
        _check_organization_access(context)
    arn = context.arn(f"analyzer/{name}", service="access-analyzer")
    context.store(ANALYZERS)[name] = {
        "arn": arn,
        "name": name,
        "type": parameters["type"],
        "createdAt": now(),
        "status": "ACTIVE",
        "tags": parameters.get("tags") or {},
        "configuration": parameters.get("configuration"),
    }
    for rule in parameters.get("archiveRules") or []:
        _put_archive_rule(context, name, rule["ruleName"], rule["filter"])
    slowness.begin(ANALYZER, arn)
    return {"arn": arn}


def _check_organization_access(context: Context) -> None:
    from aws_simulator.corrections.organizations import has_service_access, is_delegated_administrator

    organization = context.organization
    if organization is None or organization.org is None:
        raise AwsError("ValidationException", "The account is not in an organization.")
    if organization.org.master_account_id == context.account:
        if not has_service_access(organization, SERVICE_PRINCIPAL):
            raise AwsError("ValidationException", f"Trusted access for {SERVICE_PRINCIPAL} is not enabled.")
    elif not is_delegated_administrator(organization, context.account, SERVICE_PRINCIPAL):
        raise AwsError("AccessDeniedException", "The account is not a delegated administrator of Access Analyzer.")


@operation(SERVICE, "GetAnalyzer")
def get_analyzer(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns an analyzer.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_GetAnalyzer.html
    """
    return {"analyzer": _described(_analyzer(context, parameters["analyzerName"]))}


def _described(analyzer: Dict[str, Any]) -> Dict[str, Any]:
    return {**analyzer, "status": "CREATING"} if slowness.lasts(ANALYZER, analyzer["arn"]) else analyzer


@operation(SERVICE, "ListAnalyzers")
def list_analyzers(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists analyzers, optionally of one type.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzers.html
    """
    wanted = parameters.get("type")
    analyzers = context.store(ANALYZERS).values()
    return {"analyzers": [_described(analyzer) for analyzer in analyzers if wanted in (None, analyzer["type"])]}


@operation(SERVICE, "DeleteAnalyzer")
def delete_analyzer(context: Context, parameters: Parameters) -> None:
    """Deletes an analyzer.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_DeleteAnalyzer.html
    """
    del context.store(ANALYZERS)[_analyzer(context, parameters["analyzerName"])["name"]]


@operation(SERVICE, "ListTagsForResource", "TagResource", "UntagResource")
def tags_of_analyzer(context: Context, parameters: Parameters) -> Any:
    """Tags of an analyzer.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_TagResource.html
    """
    tags = _analyzer(context, parameters["resourceArn"].rpartition("/")[2])["tags"]
    tags.update(parameters.get("tags") or {})
    for key in parameters.get("tagKeys") or []:
        tags.pop(key, None)
    return {"tags": tags} if context.operation == "ListTagsForResource" else None


@operation(SERVICE, "CreateArchiveRule", "UpdateArchiveRule")
def put_archive_rule(context: Context, parameters: Parameters) -> None:
    """Creates or changes a rule that archives findings.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateArchiveRule.html
    """
    _analyzer(context, parameters["analyzerName"])
    _put_archive_rule(context, parameters["analyzerName"], parameters["ruleName"], parameters["filter"])


def _put_archive_rule(context: Context, analyzer_name: str, rule_name: str, rule_filter: Dict[str, Any]) -> None:
    rules = context.store(ARCHIVE_RULES)
    key = (analyzer_name, rule_name)
    created = rules[key]["createdAt"] if key in rules else now()
    rules[key] = {"ruleName": rule_name, "filter": rule_filter, "createdAt": created, "updatedAt": now()}


@operation(SERVICE, "GetArchiveRule")
def get_archive_rule(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a rule that archives findings.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_GetArchiveRule.html
    """
    return {"archiveRule": _archive_rule(context, parameters)}


@operation(SERVICE, "DeleteArchiveRule")
def delete_archive_rule(context: Context, parameters: Parameters) -> None:
    """Deletes a rule that archives findings.

    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_DeleteArchiveRule.html
    """
    _archive_rule(context, parameters)
    del context.store(ARCHIVE_RULES)[(parameters["analyzerName"], parameters["ruleName"])]


def _analyzer(context: Context, name: str) -> Dict[str, Any]:
    return context.find(ANALYZERS, name, "ResourceNotFoundException", f"The analyzer {name} does not exist.")


def _archive_rule(context: Context, parameters: Parameters) -> Dict[str, Any]:
    key = (parameters["analyzerName"], parameters["ruleName"])
    return context.find(ARCHIVE_RULES, key, "ResourceNotFoundException", "The archive rule does not exist.")
