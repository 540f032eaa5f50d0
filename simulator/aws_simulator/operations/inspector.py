"""Amazon Inspector Classic, a service that moto lacks.

https://docs.aws.amazon.com/inspector/v1/APIReference/
"""
from __future__ import annotations

import fnmatch
from typing import Any, Dict, List

from aws_simulator.context import AwsError, Context, now, random_id
from aws_simulator.grants import find_topic
from aws_simulator.registry import Parameters, operation

SERVICE = "inspector"
RESOURCE_GROUPS, TARGETS, TEMPLATES, TAGS, SUBSCRIPTIONS = (
    "resource groups",
    "assessment targets",
    "assessment templates",
    "tags",
    "event subscriptions",
)

# https://docs.aws.amazon.com/inspector/v1/userguide/inspector_limits.html
MOST_TARGETS, MOST_TEMPLATES = 50, 500

# https://docs.aws.amazon.com/inspector/v1/userguide/inspector_rules-arns.html; the ids differ in each Region of AWS.
RULES_PACKAGES_ACCOUNT = "357557129151"
RULES_PACKAGES = {
    "SnojL3Z6": "Common Vulnerabilities and Exposures",
    "sJBhCr0F": "CIS Operating System Security Configuration Benchmarks",
    "SPzU33xe": "Network Reachability",
    "nDEJvERe": "Security Best Practices",
}


@operation(SERVICE, "CreateResourceGroup")
def create_resource_group(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a resource group: the tags that select instances.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_CreateResourceGroup.html
    """
    arn = context.arn(random_id("resourcegroup/0-", 8))
    context.store(RESOURCE_GROUPS)[arn] = {"arn": arn, "tags": parameters["resourceGroupTags"], "createdAt": now()}
    return {"resourceGroupArn": arn}


@operation(SERVICE, "DescribeResourceGroups")
def describe_resource_groups(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns resource groups.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_DescribeResourceGroups.html
    """
    return _described(context, RESOURCE_GROUPS, parameters["resourceGroupArns"], "resourceGroups")


@operation(SERVICE, "CreateAssessmentTarget")
def create_assessment_target(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates an assessment target; without a resource group it is all instances of the account and Region.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_CreateAssessmentTarget.html
    """
    _check_name(context, TARGETS, parameters["assessmentTargetName"])
    _check_limit(context, TARGETS, MOST_TARGETS)
    arn = context.arn(random_id("target/0-", 8))
    target = {"arn": arn, "name": parameters["assessmentTargetName"], "createdAt": now(), "updatedAt": now()}
    if parameters.get("resourceGroupArn"):
        target["resourceGroupArn"] = _existing(context, RESOURCE_GROUPS, parameters["resourceGroupArn"])["arn"]
    context.store(TARGETS)[arn] = target
    return {"assessmentTargetArn": arn}


@operation(SERVICE, "DescribeAssessmentTargets")
def describe_assessment_targets(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns assessment targets.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_DescribeAssessmentTargets.html
    """
    return _described(context, TARGETS, parameters["assessmentTargetArns"], "assessmentTargets")


@operation(SERVICE, "ListAssessmentTargets")
def list_assessment_targets(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the assessment targets; those with a name that matches a pattern with ``*``.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_ListAssessmentTargets.html
    """
    pattern = (parameters.get("filter") or {}).get("assessmentTargetNamePattern") or "*"
    targets = context.store(TARGETS).values()
    return {"assessmentTargetArns": [one["arn"] for one in targets if fnmatch.fnmatchcase(one["name"], pattern)]}


@operation(SERVICE, "UpdateAssessmentTarget")
def update_assessment_target(context: Context, parameters: Parameters) -> None:
    """Changes the name or the resource group of an assessment target.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_UpdateAssessmentTarget.html
    """
    target = _existing(context, TARGETS, parameters["assessmentTargetArn"])
    _check_name(context, TARGETS, parameters["assessmentTargetName"], apart_from=target["arn"])
    target.update(name=parameters["assessmentTargetName"], updatedAt=now())
    target.pop("resourceGroupArn", None)
    if parameters.get("resourceGroupArn"):
        target["resourceGroupArn"] = _existing(context, RESOURCE_GROUPS, parameters["resourceGroupArn"])["arn"]


@operation(SERVICE, "DeleteAssessmentTarget")
def delete_assessment_target(context: Context, parameters: Parameters) -> None:
    """Deletes an assessment target and its templates.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_DeleteAssessmentTarget.html
    """
    target_arn = _existing(context, TARGETS, parameters["assessmentTargetArn"])["arn"]
    del context.store(TARGETS)[target_arn]
    templates = context.store(TEMPLATES)
    for arn in [arn for arn, template in templates.items() if template["assessmentTargetArn"] == target_arn]:
        del templates[arn]


@operation(SERVICE, "CreateAssessmentTemplate")
def create_assessment_template(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates an assessment template: which rules are checked for how long.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_CreateAssessmentTemplate.html
    """
    target_arn = _existing(context, TARGETS, parameters["assessmentTargetArn"])["arn"]
    _check_name(context, TEMPLATES, parameters["assessmentTemplateName"], assessmentTargetArn=target_arn)
    _check_limit(context, TEMPLATES, MOST_TEMPLATES)
    unknown = [arn for arn in parameters["rulesPackageArns"] if arn not in _rules_packages(context)]
    if unknown:
        raise AwsError("InvalidInputException", f"The rules package {unknown[0]} does not exist in {context.region}")
    arn = random_id(f"{target_arn}/template/0-", 8)
    context.store(TEMPLATES)[arn] = {
        "arn": arn,
        "name": parameters["assessmentTemplateName"],
        "assessmentTargetArn": target_arn,
        "durationInSeconds": parameters["durationInSeconds"],
        "rulesPackageArns": parameters["rulesPackageArns"],
        "userAttributesForFindings": parameters.get("userAttributesForFindings") or [],
        "assessmentRunCount": 0,
        "createdAt": now(),
    }
    return {"assessmentTemplateArn": arn}


@operation(SERVICE, "DescribeAssessmentTemplates")
def describe_assessment_templates(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns assessment templates.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_DescribeAssessmentTemplates.html
    """
    return _described(context, TEMPLATES, parameters["assessmentTemplateArns"], "assessmentTemplates")


@operation(SERVICE, "ListAssessmentTemplates")
def list_assessment_templates(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the assessment templates, of some targets if they are given. Filters are not simulated.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_ListAssessmentTemplates.html
    """
    if parameters.get("filter"):
        raise NotImplementedError("filters of assessment templates")
    targets = parameters.get("assessmentTargetArns")
    templates = context.store(TEMPLATES).values()
    found = [one["arn"] for one in templates if not targets or one["assessmentTargetArn"] in targets]
    return {"assessmentTemplateArns": found}


@operation(SERVICE, "DeleteAssessmentTemplate")
def delete_assessment_template(context: Context, parameters: Parameters) -> None:
    """Deletes an assessment template.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_DeleteAssessmentTemplate.html
    """
    del context.store(TEMPLATES)[_existing(context, TEMPLATES, parameters["assessmentTemplateArn"])["arn"]]


@operation(SERVICE, "SetTagsForResource")
def set_tags_for_resource(context: Context, parameters: Parameters) -> None:
    """Replaces the tags of an assessment template.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_SetTagsForResource.html
    """
    context.store(TAGS)[parameters["resourceArn"]] = parameters.get("tags") or []


@operation(SERVICE, "ListTagsForResource")
def list_tags_for_resource(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the tags of an assessment template.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_ListTagsForResource.html
    """
    return {"tags": context.store(TAGS).get(parameters["resourceArn"], [])}


@operation(SERVICE, "SubscribeToEvent")
def subscribe_to_event(context: Context, parameters: Parameters) -> None:
    """Sends notifications about an event of an assessment template to a topic.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_SubscribeToEvent.html
    """
    _existing(context, TEMPLATES, parameters["resourceArn"])
    if find_topic(parameters["topicArn"]) is None:
        raise AwsError("InvalidInputException", f"The topic {parameters['topicArn']} does not exist")
    subscriptions = context.store(SUBSCRIPTIONS).setdefault(parameters["resourceArn"], {})
    subscriptions[(parameters["event"], parameters["topicArn"])] = now()


@operation(SERVICE, "UnsubscribeFromEvent")
def unsubscribe_from_event(context: Context, parameters: Parameters) -> None:
    """Ends the notifications about an event.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_UnsubscribeFromEvent.html
    """
    subscriptions = context.store(SUBSCRIPTIONS).get(parameters["resourceArn"], {})
    subscriptions.pop((parameters["event"], parameters["topicArn"]), None)


@operation(SERVICE, "ListEventSubscriptions")
def list_event_subscriptions(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the notifications about the events of an assessment template.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_ListEventSubscriptions.html
    """
    template_arn = parameters.get("resourceArn")
    events_by_topic: Dict[str, List[Dict[str, Any]]] = {}
    for (event, topic_arn), subscribed_at in context.store(SUBSCRIPTIONS).get(template_arn, {}).items():
        events_by_topic.setdefault(topic_arn, []).append({"event": event, "subscribedAt": subscribed_at})
    return {
        "subscriptions": [
            {"resourceArn": template_arn, "topicArn": topic_arn, "eventSubscriptions": events}
            for topic_arn, events in events_by_topic.items()
        ]
    }


@operation(SERVICE, "ListRulesPackages")
def list_rules_packages(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the rules packages.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_ListRulesPackages.html
    """
    return {"rulesPackageArns": [_rules_package_arn(context, package_id) for package_id in RULES_PACKAGES]}


@operation(SERVICE, "DescribeRulesPackages")
def describe_rules_packages(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns rules packages.

    https://docs.aws.amazon.com/inspector/v1/APIReference/API_DescribeRulesPackages.html
    """
    return _selected(_rules_packages(context), parameters["rulesPackageArns"], "rulesPackages")


def _rules_packages(context: Context) -> Dict[str, Any]:
    return {
        _rules_package_arn(context, package_id): {
            "arn": _rules_package_arn(context, package_id),
            "name": name,
            "version": "1.1",
            "provider": "Amazon Web Services, Inc.",
        }
        for package_id, name in RULES_PACKAGES.items()
    }


def _rules_package_arn(context: Context, package_id: str) -> str:
    return context.arn(f"rulespackage/0-{package_id}", account=RULES_PACKAGES_ACCOUNT)


def _described(context: Context, kind: str, arns: List[str], result_key: str) -> Dict[str, Any]:
    return _selected(context.store(kind), arns, result_key)


def _selected(things: Dict[str, Any], arns: List[str], result_key: str) -> Dict[str, Any]:
    failure = {"failureCode": "ITEM_DOES_NOT_EXIST", "retryable": False}
    return {
        result_key: [things[arn] for arn in arns if arn in things],
        "failedItems": {arn: failure for arn in arns if arn not in things},
    }


def _check_name(context: Context, kind: str, name: str, *, apart_from: str = "", **among: str) -> None:
    """Names of targets are unique in an account, those of templates in a target."""
    for other in context.store(kind).values():
        is_of_them = all(other[key] == value for key, value in among.items())
        if other["name"] == name and other["arn"] != apart_from and is_of_them:
            raise AwsError("InvalidInputException", f"There are {kind} with the name {name} already")


def _check_limit(context: Context, kind: str, most: int) -> None:
    if len(context.store(kind)) >= most:
        raise AwsError("LimitExceededException", f"There are {most} {kind}, which is the limit")


def _existing(context: Context, kind: str, arn: str) -> Dict[str, Any]:
    return context.find(kind, arn, "NoSuchEntityException", f"{arn} does not exist")
