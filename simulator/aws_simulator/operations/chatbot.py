"""AWS Chatbot (Amazon Q Developer in chat applications): https://docs.aws.amazon.com/chatbot/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import GLOBAL, AwsError, Context, given
from aws_simulator.registry import Parameters, operation

SERVICE = "chatbot"
SLACK, TEAMS, TAGS = "slack channels", "teams channels", "tags"
DEFAULT_GUARDRAIL = "policy/AdministratorAccess"


@operation(SERVICE, "CreateSlackChannelConfiguration")
def create_slack_channel_configuration(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Configures a Slack channel. Every workspace counts as authorized, which in AWS needs the console.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
    """
    names = {"SlackTeamName": parameters["SlackTeamId"]}
    return {"ChannelConfiguration": _create(context, SLACK, "slack-channel", {**names, **given(parameters)})}


@operation(SERVICE, "CreateMicrosoftTeamsChannelConfiguration")
def create_teams_channel_configuration(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Configures a Microsoft Teams channel. Every team counts as authorized, which in AWS needs the console.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateMicrosoftTeamsChannelConfiguration.html
    """
    teams = context.store(TEAMS, region=GLOBAL).values()
    if any(team["ChannelId"] == parameters["ChannelId"] for team in teams):
        raise AwsError("ConflictException", "There is a configuration of this channel already.")
    return {"ChannelConfiguration": _create(context, TEAMS, "teams-channel", given(parameters))}


def _create(context: Context, kind: str, type_in_arn: str, parameters: Dict[str, Any]) -> Dict[str, Any]:
    name = parameters["ConfigurationName"]
    arn = context.arn(f"chat-configuration/{type_in_arn}/{name}", region="")
    configurations = context.store(kind, region=GLOBAL)
    if arn in configurations:
        raise AwsError("ConflictException", f"The configuration {name} exists already.")
    context.store(TAGS, region=GLOBAL)[arn] = {tag["TagKey"]: tag["TagValue"] for tag in parameters.pop("Tags", [])}
    configurations[arn] = {
        "SlackChannelName" if kind == SLACK else "ChannelName": "",
        "SnsTopicArns": [],
        "LoggingLevel": "NONE",
        "GuardrailPolicyArns": [context.arn(DEFAULT_GUARDRAIL, service="iam", region="", account="aws")],
        "UserAuthorizationRequired": False,
        **parameters,
        "ChatConfigurationArn": arn,
        "State": "ENABLED",
    }
    return _described(context, configurations[arn])


@operation(SERVICE, "UpdateSlackChannelConfiguration", "UpdateMicrosoftTeamsChannelConfiguration")
def update_channel_configuration(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes what is given of a channel's configuration.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_UpdateSlackChannelConfiguration.html
    """
    configuration = _find(context, parameters)
    configuration.update(given(parameters))
    return {"ChannelConfiguration": _described(context, configuration)}


@operation(SERVICE, "DescribeSlackChannelConfigurations")
def describe_slack_channel_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the configurations of Slack channels, or the one that is named.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_DescribeSlackChannelConfigurations.html
    """
    arn = parameters.get("ChatConfigurationArn")
    configurations = context.store(SLACK, region=GLOBAL).values()
    found = [_described(context, entry) for entry in configurations if arn in (None, entry["ChatConfigurationArn"])]
    return {"SlackChannelConfigurations": found}


@operation(SERVICE, "GetMicrosoftTeamsChannelConfiguration")
def get_teams_channel_configuration(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the configuration of a Microsoft Teams channel.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_GetMicrosoftTeamsChannelConfiguration.html
    """
    return {"ChannelConfiguration": _described(context, _find(context, parameters))}


@operation(SERVICE, "ListMicrosoftTeamsChannelConfigurations")
def list_teams_channel_configurations(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the configurations of Microsoft Teams channels, or those of one team.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_ListMicrosoftTeamsChannelConfigurations.html
    """
    team = parameters.get("TeamId")
    configurations = context.store(TEAMS, region=GLOBAL).values()
    found = [_described(context, entry) for entry in configurations if team in (None, entry["TeamId"])]
    return {"TeamChannelConfigurations": found}


@operation(SERVICE, "DeleteSlackChannelConfiguration", "DeleteMicrosoftTeamsChannelConfiguration")
def delete_channel_configuration(context: Context, parameters: Parameters) -> None:
    """Deletes the configuration of a channel.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_DeleteSlackChannelConfiguration.html
    """
    arn = _find(context, parameters)["ChatConfigurationArn"]
    for kind in (SLACK, TEAMS, TAGS):
        context.store(kind, region=GLOBAL).pop(arn, None)


@operation(SERVICE, "ListTagsForResource", "TagResource", "UntagResource")
def tags_of_resource(context: Context, parameters: Parameters) -> Any:
    """Tags of the configurations of channels.

    https://docs.aws.amazon.com/chatbot/latest/APIReference/API_TagResource.html
    """
    arn = parameters["ResourceARN"]
    tags = context.find(TAGS, arn, "ResourceNotFoundException", f"There is no {arn}.", region=GLOBAL)
    tags.update({tag["TagKey"]: tag["TagValue"] for tag in parameters.get("Tags") or []})
    for key in parameters.get("TagKeys") or []:
        tags.pop(key, None)
    return {"Tags": _as_list(tags)} if context.operation == "ListTagsForResource" else None


def _find(context: Context, parameters: Parameters) -> Dict[str, Any]:
    kind = TEAMS if "Teams" in context.operation else SLACK
    arn = parameters["ChatConfigurationArn"]
    return context.find(kind, arn, "ResourceNotFoundException", f"There is no configuration {arn}.", region=GLOBAL)


def _described(context: Context, configuration: Dict[str, Any]) -> Dict[str, Any]:
    tags = context.store(TAGS, region=GLOBAL)[configuration["ChatConfigurationArn"]]
    return {**configuration, "Tags": _as_list(tags)}


def _as_list(tags: Dict[str, str]) -> Any:
    return [{"TagKey": key, "TagValue": value} for key, value in tags.items()]
