import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

/**
 * A channel of Slack or Microsoft Teams. Somebody has to authorize the workspace or team in the console of the account
 * once, before: there is no API for it.
 */
export type ChatClient = { readonly slack: SlackChannel } | { readonly teams: TeamsChannel };

export interface SlackChannel {
  /** ID of the workspace: T and capital letters and digits. */
  readonly teamId: string;
  /**
   * ID of the channel: C, or G if it is private, and capital letters and digits. Invite `@Amazon Q` to a private one.
   */
  readonly channelId: string;
}

export interface TeamsChannel {
  /** ID of the Microsoft 365 tenant, a UUID. */
  readonly tenantId: string;
  /** ID of the team, a UUID. */
  readonly teamId: string;
  /** @default - AWS finds it out */
  readonly teamName?: string;
  /** ID of the channel as in its link, URL-encoded: `19%3a...%40thread.tacv2`. */
  readonly channelId: string;
  /** @default - AWS finds it out */
  readonly channelName?: string;
}

export interface ChatChannelProps {
  /**
   * The service has an API in us-east-2, us-west-2, eu-west-1 and ap-southeast-1 only; which of them does not matter,
   * configurations are global.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html
   */
  readonly environment: Environment;
  /** Unique in the account; letters, digits, hyphens and underscores, at most 128 characters. */
  readonly configurationName: string;
  readonly client: ChatClient;
  /** ARN of the role of everybody in the channel, a ChatRole. */
  readonly roleArn: string;
  /**
   * ARNs of the policies that bound whatever roles allow; at least one, because AWS takes none for AdministratorAccess.
   */
  readonly guardrailPolicyArns: readonly string[];
  /** ARNs of the topics of this account, of any region, whose messages are shown; those of AWS services only. */
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
 * @throws Error when there are no guardrails.
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html
 */
export class ChatChannel extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ChatChannelProps) {
    super(scope, id);
    const { client, configurationName, environment } = props;
    if (props.guardrailPolicyArns.length === 0) {
      throw new Error(
        `the chat channel "${configurationName}" has no guardrail policies, which AWS takes for AdministratorAccess; name one`,
      );
    }
    const common = {
      ...inEnvironment(environment),
      configurationName,
      iamRoleArn: props.roleArn,
      guardrailPolicyArns: [...props.guardrailPolicyArns],
      snsTopicArns: [...props.topicArns],
      loggingLevel: props.loggingLevel ?? "ERROR",
    };
    const channel =
      "slack" in client
        ? new ChatbotSlackChannelConfiguration(this, "Default", {
            ...common,
            slackTeamId: client.slack.teamId,
            slackChannelId: client.slack.channelId,
          })
        : new ChatbotTeamsChannelConfiguration(this, "Default", { ...common, ...client.teams });
    this.arn = channel.chatConfigurationArn;
  }
}
