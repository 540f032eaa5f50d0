import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CHAT_REGIONS } from "../../aws/chat-regions";
import { FORMATS } from "../../aws/formats";
import { checkFormats, isKnown, nameOf, pathOf, refuse } from "../checks";
import { checkPlace, environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { ChatRole } from "./chat-role";

/**
 * A channel of Slack or Microsoft Teams. Somebody has to authorize the workspace or team in the console of the account
 * once, before: there is no API for it.
 */
export type ChatClient = { readonly slack: SlackChannel } | { readonly teams: TeamsChannel };

/** A channel of Slack. */
export interface SlackChannel {
  /** ID of the workspace: T and capital letters and digits. */
  readonly teamId: string;
  /**
   * ID of the channel: C, or G if it is private, and capital letters and digits. Invite `@Amazon Q` to a private one.
   */
  readonly channelId: string;
}

/** A channel of Microsoft Teams. */
export interface TeamsChannel {
  /** ID of the Microsoft 365 tenant, a UUID. */
  readonly tenantId: string;
  /** ID of the team, a UUID. */
  readonly teamId: string;
  /**
   * Name of the team.
   * @default - AWS finds it out
   */
  readonly teamName?: string;
  /** ID of the channel as in its link, URL-encoded: `19%3a...%40thread.tacv2`. */
  readonly channelId: string;
  /**
   * Name of the channel.
   * @default - AWS finds it out
   */
  readonly channelName?: string;
}

/**
 * The service has an API in us-east-2, us-west-2, eu-west-1 and ap-southeast-1 only: the environment is one of them; which one does
 * not matter, configurations are global.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html
 */
export interface ChatChannelProps extends EnvironmentProps {
  /**
   * Unique in the account; letters, digits, hyphens and underscores, at most 128 characters.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly configurationName?: string;
  /** The channel, of Slack or of Microsoft Teams. */
  readonly client: ChatClient;
  /**
   * ARN of the role of everybody in the channel: that of a `ChatRole`.
   * @default - a `ChatRole` of the channel
   */
  readonly roleArn?: string;
  /**
   * ARNs of the policies that bound whatever roles allow; at least one, because AWS takes none for AdministratorAccess.
   * @default - AWS's `CloudWatchReadOnlyAccess`
   */
  readonly guardrailPolicyArns?: readonly string[];
  /** ARNs of the topics of this account, of any region, whose messages are shown; those of AWS services only. At least one. */
  readonly topicArns: readonly string[];
  /**
   * What the service logs of its own doings, to CloudWatch Logs in us-east-1.
   * @default "ERROR"
   */
  readonly loggingLevel?: "ERROR" | "INFO" | "NONE";
}

/**
 * Shows the messages of topics in a chat channel, by Amazon Q Developer in chat applications (formerly AWS Chatbot). It
 * subscribes itself to the topics.
 *
 * @throws Error when there are no guardrails
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html
 */
export class ChatChannel extends Construct {
  /** ARN of the configuration. */
  readonly channelArn: string;
  /** The configuration itself. */
  readonly channel: ChatbotSlackChannelConfiguration | ChatbotTeamsChannelConfiguration;
  /** The configuration: from then on alerts are shown. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ChatChannelProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { client, configurationName = nameOf(where) } = props;
    checkChannel(where, { ...props, configurationName });
    const environment = environmentOf(scope, id, props);
    if (isKnown(environment.region) && !CHAT_REGIONS.some((region) => region === environment.region)) {
      refuse(where, "environment.region", {
        got: environment.region,
        allowed: `${CHAT_REGIONS.join(", ")}: the others have no API of it, and channels are global`,
      });
    }
    for (const [index, arn] of props.topicArns.entries()) {
      checkPlace(where, `topicArns[${index}]`, arn, { accountId: environment.accountId });
    }
    const role = props.roleArn === undefined ? new ChatRole(this, "role", { environment }) : undefined;
    const readOnly = `arn:${environment.partition}:iam::aws:policy/CloudWatchReadOnlyAccess`;
    const common = {
      ...inEnvironment(environment),
      configurationName,
      iamRoleArn: props.roleArn ?? role?.roleArn ?? "",
      guardrailPolicyArns: [...(props.guardrailPolicyArns ?? [readOnly])],
      snsTopicArns: [...props.topicArns],
      loggingLevel: props.loggingLevel ?? "ERROR",
      dependsOn: role && [role.ready],
    };
    const channel =
      "slack" in client
        ? new ChatbotSlackChannelConfiguration(this, "Default", {
            ...common,
            slackTeamId: client.slack.teamId,
            slackChannelId: client.slack.channelId,
          })
        : new ChatbotTeamsChannelConfiguration(this, "Default", { ...common, ...client.teams });
    this.channelArn = channel.chatConfigurationArn;
    this.channel = channel;
    this.ready = channel;
  }
}

function checkChannel(where: string, props: ChatChannelProps): void {
  checkFormats(where, props, {
    configurationName: FORMATS.chatConfigurationName,
    roleArn: FORMATS.roleArn,
    guardrailPolicyArns: FORMATS.iamPolicyArn,
    topicArns: FORMATS.topicArn,
  });
  if ("slack" in props.client) {
    checkFormats(`${where}: client.slack`, props.client.slack, {
      teamId: FORMATS.slackWorkspaceId,
      channelId: FORMATS.slackChannelId,
    });
  } else {
    checkFormats(`${where}: client.teams`, props.client.teams, {
      tenantId: FORMATS.uuid,
      teamId: FORMATS.uuid,
      channelId: FORMATS.teamsChannelId,
    });
  }
}
