import { ChatChannel } from "../../../modules/chat/chat-channel";
import type { ChatChannelProps } from "../../../modules/chat/chat-channel";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const ROLE_ARN = "arn:aws:iam::222222222222:role/org-chat";
const GUARDRAIL_ARN = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";
const TOPIC_ARN = "arn:aws:sns:eu-west-1:222222222222:alerts";

const SLACK = { slack: { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" } };
const TEAMS = {
  teams: {
    tenantId: "11111111-1111-4111-8111-111111111111",
    teamId: "22222222-2222-4222-8222-222222222222",
    channelId: "19%3a0123456789abcdef%40thread.tacv2",
  },
};

const COMMON = {
  configuration_name: "org-alerts",
  iam_role_arn: ROLE_ARN,
  guardrail_policy_arns: [GUARDRAIL_ARN],
  sns_topic_arns: [TOPIC_ARN],
  logging_level: "ERROR",
};

function channel(props: Partial<ChatChannelProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new ChatChannel(stack, "channel", {
      environment,
      configurationName: "org-alerts",
      client: SLACK,
      roleArn: ROLE_ARN,
      guardrailPolicyArns: [GUARDRAIL_ARN],
      topicArns: [TOPIC_ARN],
      ...props,
    });
  });
}

describe("ChatChannel", () => {
  it("shows topics in a channel of Slack", () => {
    const template = channel();
    expect(template.addresses).toEqual(["aws_chatbot_slack_channel_configuration.channel"]);
    expect(template.resource("aws_chatbot_slack_channel_configuration")).toMatchObject({
      ...COMMON,
      slack_team_id: "T07EA123LEP",
      slack_channel_id: "C07EZ1ABC23",
    });
  });

  it("shows topics in a channel of Teams", () => {
    const template = channel({ client: TEAMS });
    expect(template.addresses).toEqual(["aws_chatbot_teams_channel_configuration.channel"]);
    const configuration = template.resource("aws_chatbot_teams_channel_configuration");
    expect(configuration).toMatchObject({
      ...COMMON,
      tenant_id: "11111111-1111-4111-8111-111111111111",
      team_id: "22222222-2222-4222-8222-222222222222",
      channel_id: "19%3a0123456789abcdef%40thread.tacv2",
    });
    expect(configuration).not.toHaveProperty("team_name");
    expect(configuration).not.toHaveProperty("channel_name");
  });

  it("names team and channel of Teams where given", () => {
    const client = { teams: { ...TEAMS.teams, teamName: "Security", channelName: "Alerts" } };
    expect(channel({ client }).resource("aws_chatbot_teams_channel_configuration")).toMatchObject({
      team_name: "Security",
      channel_name: "Alerts",
    });
  });

  it("logs as much as given", () => {
    const template = channel({ loggingLevel: "NONE" });
    expect(template.resource("aws_chatbot_slack_channel_configuration").logging_level).toBe("NONE");
  });

  it("refuses to be without guardrails, which AWS takes for administrators'", () => {
    expect(() => channel({ guardrailPolicyArns: [] })).toThrow("guardrailPolicyArns: got []");
  });
});
