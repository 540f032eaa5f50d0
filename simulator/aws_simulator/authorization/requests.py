"""Which actions on which resources a request needs, by AWS's service authorization reference.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""
from __future__ import annotations

import functools
import re
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from botocore.exceptions import UnknownServiceError
from moto.core.utils import get_service_model

from aws_simulator.authorization.callers import tags_of
from aws_simulator.authorization.forwarded import forwarded
from aws_simulator.authorization.questions import Asked
from aws_simulator.authorization_data import actions, resource_types
from aws_simulator.policy import ContextValue

# Services whose actions begin with something else than their name in boto3 (or in signatures).
_PREFIXES = {
    "accessanalyzer": "access-analyzer",
    "awslambda": "lambda",
    "cloudcontrol": "cloudformation",
    "cloudcontrolapi": "cloudformation",
    "cloudhsmv2": "cloudhsm",
    "monitoring": "cloudwatch",
    "resourcegroupstaggingapi": "tag",
    "s3control": "s3",
    "sso-admin": "sso",
    "stepfunctions": "states",
    "tagging": "tag",
}
# Operations whose action is called otherwise.
_ACTIONS: Dict[Tuple[str, str], Tuple[str, ...]] = {
    ("cloudtrail", "ListInsightsMetricData"): ("cloudtrail:ListInsightsData",),
    ("kms", "ReEncrypt"): ("kms:ReEncryptFrom", "kms:ReEncryptTo"),
    ("lambda", "GetLayerVersionByArn"): ("lambda:GetLayerVersion",),
    ("lambda", "Invoke"): ("lambda:InvokeFunction",),
    ("lambda", "InvokeWithResponseStream"): ("lambda:InvokeFunction",),
    ("s3", "DeletePublicAccessBlock"): ("s3:PutAccountPublicAccessBlock",),
    ("s3", "GetPublicAccessBlock"): ("s3:GetAccountPublicAccessBlock",),
    ("s3", "PutPublicAccessBlock"): ("s3:PutAccountPublicAccessBlock",),
    ("sns", "PublishBatch"): ("sns:Publish",),
    ("sqs", "ChangeMessageVisibilityBatch"): ("sqs:ChangeMessageVisibility",),
    ("sqs", "DeleteMessageBatch"): ("sqs:DeleteMessage",),
    ("sqs", "SendMessageBatch"): ("sqs:SendMessage",),
    ("access-analyzer", "GetFindingV2"): ("access-analyzer:GetFinding",),
    ("access-analyzer", "ListFindingsV2"): ("access-analyzer:ListFindings",),
}
# Everybody may do these, whatever policies say.
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
# Those who assume roles by a token or assertion have no identity yet; the role's trust policy is asked.
_WITHOUT_PERMISSION = frozenset(
    (
        ("sts", "GetCallerIdentity"),
        ("sts", "GetSessionToken"),
        ("sts", "AssumeRoleWithWebIdentity"),
        ("sts", "AssumeRoleWithSAML"),
        # Asked with the trust policy, which knows the details of the request.
        ("sts", "AssumeRole"),
    )
)
# The actions that hand roles over to their service, by the dependent actions of the reference's tables.
_PASSES_ROLES = frozenset(
    """chatbot:CreateMicrosoftTeamsChannelConfiguration chatbot:CreateSlackChannelConfiguration
    cloudformation:CreateChangeSet cloudformation:CreateStack cloudformation:CreateStackSet
    cloudformation:UpdateStack cloudformation:UpdateStackSet cloudtrail:CreateTrail cloudtrail:UpdateTrail
    config:PutConfigurationAggregator config:PutConfigurationRecorder config:PutRemediationConfigurations
    ec2:CreateFlowLogs events:PutTargets firehose:CreateDeliveryStream firehose:UpdateDestination
    lambda:CreateFunction lambda:UpdateFunctionConfiguration logs:PutDestination logs:PutSubscriptionFilter
    scheduler:CreateSchedule scheduler:UpdateSchedule states:CreateStateMachine states:UpdateStateMachine""".split()
)
# Parameters that name what a variable of an ARN names, where the names are not alike.
_PARAMETERS: Dict[str, Tuple[str, ...]] = {
    "alias": ("AliasName",),
    "detectorid": ("DetectorId",),
    "eventbusname": ("EventBusName", "Name"),
    "instanceprofilenamewithpath": ("InstanceProfileName",),
    "parameternamewithoutleadingslash": ("Name", "Names", "Path"),
    "policynamewithpath": ("PolicyName",),
    "recordername": ("ConfigurationRecorderName",),
    "rulename": ("Rule", "Name"),
    "statemachinename": ("name",),
    "usernamewithpath": ("UserName",),
    "groupnamewithpath": ("GroupName",),
    "rolenamewithpath": ("RoleName",),
}


def prefix_of(service: str) -> str:
    """What the actions of a service begin with; the service is named as in its signature or in boto3."""
    return _PREFIXES.get(service, service)


def action_names(service: str, operation: str) -> Tuple[str, ...]:
    """The actions that an operation needs on its own resources."""
    prefix = prefix_of(service)
    known = _ACTIONS.get((prefix, operation))
    return known or (f"{prefix}:{operation}",)


def is_operation(service: str, operation: str) -> bool:
    """Does AWS know the operation? moto answers it in other spellings, too, in which no policy names it."""
    known = actions(prefix_of(service))
    if any(action.partition(":")[2].lower() in known for action in action_names(service, operation)):
        return True
    try:
        return operation in get_service_model(service).operation_names
    except UnknownServiceError:
        return False


class RequestReader:
    """Reads the actions and resources out of requests of one account and Region."""

    def __init__(self, account: str, region: str, partition: str = "aws"):
        self.account = account
        self.region = region
        self.partition = partition

    def asked(self, service: str, operation: str, parameters: Mapping[str, Any]) -> List[Asked]:
        """What a request needs: its actions on each of its resources, and to hand over the roles in it."""
        prefix = prefix_of(service)
        if (prefix, operation) in _WITHOUT_PERMISSION:
            return []
        keys = _tag_keys(parameters)
        found: List[Asked] = []
        for action in action_names(service, operation):
            own = self._own_keys(action, parameters)
            needed = [action, *(_tagging(action) if "aws:TagKeys" in keys else [])]
            for resource in self._resources(action, parameters):
                of_resource = {**keys, **_keys_of_resource(resource), **own}
                found += [Asked(one, resource, of_resource) for one in needed]
            found += forwarded(action, parameters, self.account)
            if action in _PASSES_ROLES:
                found += [
                    Asked("iam:PassRole", role, {"iam:PassedToService": f"{prefix}.amazonaws.com"})
                    for role in dict.fromkeys(_roles_in(parameters))
                ]
        return found

    def _resources(self, action: str, parameters: Mapping[str, Any]) -> List[str]:
        prefix, _, name = action.partition(":")
        special = _RESOURCES.get(prefix)
        if special is not None:
            resources = special(self, name, parameters)
            if resources:
                return resources
        described = actions(prefix).get(name.lower())
        if described is None or not described["resourceTypes"]:
            return ["*"]
        resources = []
        for of_action in described["resourceTypes"]:
            kind = resource_types(prefix).get(of_action["name"].lower())
            named = self._named(kind["arn"], parameters) if kind is not None else []
            if named:
                resources += named
            elif of_action["required"] and kind is not None:
                resources.append(self._filled(kind["arn"], {}))
        return list(dict.fromkeys(resources)) or ["*"]

    def _named(self, template: str, parameters: Mapping[str, Any]) -> List[str]:
        """The resources of a type that the parameters name, by ARN or by what its ARN is made of."""
        pattern = _arn_pattern(template)
        variables = [name for name in _VARIABLE.findall(template) if name not in ("Partition", "Region", "Account")]
        # What a parameter names is not what another one, such as a description, only mentions.
        named = [one for name in variables for one in _values_of(name, parameters)]
        arns = [value for value in named or _texts(parameters) if pattern.fullmatch(value)]
        if arns:
            return arns
        values = {name: _values_for(name, parameters) for name in variables}
        if not variables or not values[variables[0]]:
            return []
        return [
            self._filled(template, {**{name: found[0] for name, found in values.items() if found}, variables[0]: first})
            for first in values[variables[0]]
        ]

    def _filled(self, template: str, values: Mapping[str, str]) -> str:
        """An ARN; what is not known, such as the id of what is yet to be created, is a wildcard."""
        known = {"Partition": self.partition, "Region": self.region, "Account": self.account, **values}
        return _VARIABLE.sub(lambda match: known.get(match[1], "*"), template)

    def arn(self, service: str, resource: str, account: Optional[str] = None) -> str:
        """An ARN of this account and Region."""
        return f"arn:{self.partition}:{service}:{self.region}:{account or self.account}:{resource}"

    def _own_keys(self, action: str, parameters: Mapping[str, Any]) -> Dict[str, ContextValue]:
        """The service's own condition keys of an action, most of which are named as a parameter is."""
        prefix, _, name = action.partition(":")
        by_name = {parameter.lower(): value for parameter, value in parameters.items()}
        keys: Dict[str, ContextValue] = {}
        for key in actions(prefix).get(name.lower(), {}).get("conditionKeys", ()):
            of_service, _, own = key.partition(":")
            value = by_name.get(_PARAMETERS_OF_KEYS.get(key, own).lower())
            if of_service == prefix and isinstance(value, (bool, int, str)):
                keys[key] = str(value).lower() if isinstance(value, bool) else str(value)
        if prefix == "kms":
            encryption_context = parameters.get("EncryptionContext") or {}
            keys.update({f"kms:EncryptionContext:{one}": value for one, value in encryption_context.items()})
            keys["kms:CallerAccount"] = self.account
            if encryption_context:
                keys["kms:EncryptionContextKeys"] = list(encryption_context)
        if action == "events:PutEvents":
            # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
            for key, member in (("events:source", "Source"), ("events:detail-type", "DetailType")):
                values = list(dict.fromkeys(entry.get(member) or "" for entry in parameters.get("Entries") or []))
                keys[key] = values[0] if len(values) == 1 else values
        return keys


# Condition keys that are named otherwise than the parameter.
_PARAMETERS_OF_KEYS = {
    "kms:ScheduleKeyDeletionPendingWindowInDays": "PendingWindowInDays",
    "organizations:PolicyType": "Type",
}
_VARIABLE = re.compile(r"\$\{(\w+)\}")


@functools.lru_cache(maxsize=None)
def _arn_pattern(template: str) -> "re.Pattern[str]":
    parts = _VARIABLE.split(template)
    texts, names = parts[::2], parts[1::2]
    expression = re.escape(texts[0])
    for name, text in zip(names, texts[1:]):
        in_head = name in ("Partition", "Region", "Account")
        expression += ("[^:]*" if in_head else ".+") + re.escape(text)
    return re.compile(expression)


def _values_for(variable: str, parameters: Mapping[str, Any]) -> List[str]:
    """What the parameters say for a variable of an ARN; what is called a name may be any."""
    found = _values_of(variable, parameters)
    found = found or (_values_in(("Name",), parameters) if variable.endswith("Name") else [])
    return [one.removeprefix("/") for one in found] if variable.endswith("WithoutLeadingSlash") else found


def _values_of(variable: str, parameters: Mapping[str, Any]) -> List[str]:
    """What parameters of a variable's name say: ``AlarmName`` also in ``AlarmNames``."""
    return _values_in((variable, f"{variable}s", *_PARAMETERS.get(variable.lower(), ())), parameters)


def _values_in(names: Sequence[str], parameters: Mapping[str, Any]) -> List[str]:
    by_name = {name.lower(): value for name, value in parameters.items()}
    for name in names:
        value = by_name.get(name.lower())
        values = value if isinstance(value, list) else [value]
        texts = [one for one in values if isinstance(one, str) and one]
        if texts:
            return texts
    return []


def _texts(parameters: Any) -> Iterator[str]:
    """The texts of parameters, and of lists in them."""
    for value in parameters.values() if isinstance(parameters, Mapping) else parameters:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))


def _roles_in(parameters: Any) -> Iterator[str]:
    if isinstance(parameters, Mapping):
        for value in parameters.values():
            yield from _roles_in(value)
    elif isinstance(parameters, list):
        for value in parameters:
            yield from _roles_in(value)
    elif isinstance(parameters, str) and re.fullmatch(r"arn:[^:]+:iam::\d+:role/.+", parameters):
        yield parameters


def _tag_keys(parameters: Mapping[str, Any]) -> Dict[str, ContextValue]:
    """The keys of the tags that a request gives to something, or takes off it."""
    keys: Dict[str, ContextValue] = {}
    names: List[str] = []
    for name, value in parameters.items():
        if name.lower() in ("tags", "tagslist", "resourcetags"):
            pairs = value.items() if isinstance(value, Mapping) else _pairs(value)
            for key, text in pairs:
                keys[f"aws:RequestTag/{key}"] = str(text)
                names.append(str(key))
        elif name.lower() in ("tagkeys", "tagkeylist"):
            names += value
    return {**keys, "aws:TagKeys": names} if names else keys


@functools.lru_cache(maxsize=None)
def _tagging(action: str) -> Tuple[str, ...]:
    """What is needed besides to give tags to what an action makes: the action that tags it when it exists.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-tag-keys
    """
    prefix, _, name = action.partition(":")
    levels = {one["name"]: one["accessLevel"] for one in actions(prefix).values()}
    tagging = [one for one, level in levels.items() if level.startswith("Tagging")]
    if name in tagging:
        return ()
    candidates = ["TagResource", re.sub("^[A-Z][a-z]+", "Tag", name), "CreateTags"]
    candidates += [one for one in tagging if one.startswith(("Tag", "AddTags"))]
    return tuple(f"{prefix}:{one}" for one in candidates if one in tagging)[:1]


def _pairs(tags: Any) -> Iterator[Tuple[str, str]]:
    for tag in tags if isinstance(tags, list) else []:
        lowered = {name.lower(): value for name, value in tag.items()}
        key = lowered.get("key", lowered.get("tagkey"))
        if key is not None:
            yield key, lowered.get("value", lowered.get("tagvalue")) or ""


def _keys_of_resource(arn: str) -> Dict[str, ContextValue]:
    """The condition keys that describe a resource: its tags, and the boundary of a role or user."""
    from aws_simulator.grants import find_role

    keys: Dict[str, ContextValue] = {}
    is_of_iam = arn.split(":")[2:3] == ["iam"]
    for name, value in _tags_of_resource(arn).items():
        keys[f"aws:ResourceTag/{name}"] = value
        if is_of_iam:
            keys[f"iam:ResourceTag/{name}"] = value
    entity = (find_role(arn) or _find_user(arn)) if is_of_iam else None
    boundary = getattr(entity, "permissions_boundary_arn", None)
    return {**keys, "iam:PermissionsBoundary": boundary} if boundary else keys


def _find_user(arn: str) -> Any:
    from moto.iam.models import iam_backends

    account = arn.split(":")[4]
    users = iam_backends[account]["aws"].users.values() if account.isdigit() else ()
    return next((user for user in users if user.arn == arn), None)


def _tags_of_resource(arn: str) -> Mapping[str, str]:
    """The tags of a resource, as far as moto's service keeps them by ARN, or the resource has them."""
    from aws_simulator.grants import find_queue, find_role, find_topic
    from moto.backends import get_backend
    from moto.backend_index import backend_url_patterns

    parts = arn.split(":", 5)
    if len(parts) < 6 or "*" in arn or not parts[4].isdigit():
        return {}
    if parts[2] == "iam" and parts[5].startswith("role/"):
        return tags_of(find_role(arn))
    for find, attribute in ((find_topic, "_tags"), (find_queue, "tags")):
        tagged = find(arn)
        if tagged is not None:
            return getattr(tagged, attribute) or {}
    service = {"lambda": "awslambda"}.get(parts[2], parts[2])
    if parts[2] == "logs":
        arn = arn.partition(":log-stream:")[0]
    if parts[2] == "kms" and parts[5].startswith("key/"):
        arn = parts[5][len("key/") :]
    if all(known != service for known, _ in backend_url_patterns):
        return {}
    accounts = get_backend(service)
    region = parts[3] or "aws"
    # Asking for a backend would make one.
    if parts[4] not in accounts or region not in dict.keys(accounts[parts[4]]):
        return {}
    if service == "ec2":
        return dict(accounts[parts[4]][region].tags.get(parts[5].partition("/")[2], {}))
    tagger = getattr(accounts[parts[4]][region], "tagger", None)
    return tagger.get_tag_dict_for_resource(arn) if tagger is not None else {}


# Resources that the parameters name otherwise than the reference.


def _kms(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    from aws_simulator.grants import find_key, find_key_of_ciphertext

    found: List[str] = []
    if parameters.get("AliasName"):
        found.append(reader.arn("kms", parameters["AliasName"]))
    parameter = {"ReEncryptFrom": "SourceKeyId", "ReEncryptTo": "DestinationKeyId"}.get(name, "KeyId")
    key_id = parameters.get(parameter) or parameters.get("TargetKeyId")
    if not key_id and name in ("Decrypt", "ReEncryptFrom"):
        # A symmetric text tells which key it is of.
        key = find_key_of_ciphertext(parameters.get("CiphertextBlob"), reader.region)
        return [key.arn] if key is not None else []
    if key_id:
        key = find_key(key_id, reader.account, reader.region)
        found.append(key.arn if key is not None else key_id if key_id.startswith("arn:") else reader.arn("kms", f"key/{key_id}"))
    return found


def _sqs(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    url = parameters.get("QueueUrl")
    if not url:
        return []
    account, _, queue = url.rpartition("/")[0].rpartition("/")[2], "", url.rpartition("/")[2]
    return [reader.arn("sqs", queue, account if account.isdigit() else None)]


def _lambda(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    function = parameters.get("FunctionName")
    if not function:
        return []
    # A name, a partial ARN (account:function:name) or an ARN.
    parts = function.split(":")
    if function.startswith("arn:"):
        return [function]
    if len(parts) >= 3 and parts[1] == "function":
        return [reader.arn("lambda", ":".join(parts[1:]), parts[0])]
    return [reader.arn("lambda", f"function:{function}")]


def _logs(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    """Log groups are named with their (perhaps empty) stream.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    """
    group = parameters.get("logGroupName") or parameters.get("logGroupIdentifier")
    if not group:
        return []
    arn = group.removesuffix(":*") if group.startswith("arn:") else reader.arn("logs", f"log-group:{group}")
    return [f"{arn}:log-stream:{parameters.get('logStreamName') or ''}"]


def _iam(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    """Roles, users and groups are named with their path, which the parameters of those that exist do not tell."""
    from moto.iam.models import iam_backends

    backend = iam_backends[reader.account][reader.partition]
    kinds = (
        ("RoleName", "role", {role.name: role for role in backend.roles.values()}),
        ("UserName", "user", backend.users),
        ("GroupName", "group", backend.groups),
    )
    for parameter, kind, existing in kinds:
        given = parameters.get(parameter)
        if given and not (kind == "user" and name in ("AddUserToGroup", "RemoveUserFromGroup")):
            known = existing.get(given)
            path = (parameters.get("Path") or "/").strip("/")
            plain = f"arn:{reader.partition}:iam::{reader.account}:{kind}/{path + '/' if path else ''}{given}"
            return [known.arn if known is not None else plain]
    return []


def _events(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    """Rules of other buses than the default one are named with it.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
    """
    if name == "PutEvents":
        buses = [entry.get("EventBusName") or "default" for entry in parameters.get("Entries", [])]
        return [bus if bus.startswith("arn:") else reader.arn("events", f"event-bus/{bus}") for bus in dict.fromkeys(buses)]
    rule = parameters.get("Rule") or (parameters.get("Name") if name.endswith("Rule") else None)
    if rule:
        bus = (parameters.get("EventBusName") or "default").rpartition("/")[2]
        return [reader.arn("events", f"rule/{rule}" if bus == "default" else f"rule/{bus}/{rule}")]
    if name in ("PutPermission", "RemovePermission"):
        bus = (parameters.get("EventBusName") or "default").rpartition("/")[2]
        return [reader.arn("events", f"event-bus/{bus}")]
    return []


def _dynamodb(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    """Of a table only those who name an index of it ask for the index.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
    """
    table = parameters.get("TableName")
    if not isinstance(table, str):
        return []
    arn = table if table.startswith("arn:") else reader.arn("dynamodb", f"table/{table}")
    index = parameters.get("IndexName")
    return [f"{arn}/index/{index}" if index and name in ("Query", "Scan") else arn]


def _config(reader: RequestReader, name: str, parameters: Mapping[str, Any]) -> List[str]:
    """Config rules are named by an id that only Config knows."""
    from moto.config.models import config_backends

    rule = parameters.get("ConfigRule") or {}
    given = rule.get("ConfigRuleName") or parameters.get("ConfigRuleName")
    if not given:
        return []
    known = config_backends[reader.account][reader.region].config_rules.get(given)
    return [known.config_rule_arn if known is not None else reader.arn("config", "config-rule/*")]


_RESOURCES: Dict[str, Any] = {
    "config": _config,
    "dynamodb": _dynamodb,
    "events": _events,
    "iam": _iam,
    "kms": _kms,
    "lambda": _lambda,
    "logs": _logs,
    "sqs": _sqs,
}
