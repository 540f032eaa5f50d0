import { CloudWatchAccessPolicies } from "../../../modules/cloudwatch/access-policies";
import type { CloudWatchAccessPoliciesProps } from "../../../modules/cloudwatch/access-policies";
import { synthesizeModule } from "../../support/terraform";
import type { Statement, Template } from "../../support/terraform";

const LOG_GROUP_ARN = "arn:aws:logs:eu-west-1:222222222222:log-group:trail";
const TOPIC_ARN = "arn:aws:sns:eu-west-1:222222222222:alerts";

function policies(props: Partial<CloudWatchAccessPoliciesProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new CloudWatchAccessPolicies(stack, "access", {
      environment,
      readerPolicyName: "org-log-reader",
      operatorPolicyName: "org-log-operator",
      logGroupArns: [LOG_GROUP_ARN],
      topicArns: [TOPIC_ARN],
      ...props,
    });
  });
}

function statements(template: Template, policyName: string): Record<string, Statement> {
  const policy = template.resources("aws_iam_policy").find(({ name }) => name === policyName);
  const { Statement } = JSON.parse(String(policy?.policy)) as { Statement: Statement[] };
  return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
}

function actions(of: Record<string, Statement>): string[] {
  return Object.values(of).flatMap(({ Action }) => Action as string | string[]);
}

describe("CloudWatchAccessPolicies", () => {
  const template = policies();
  const reader = statements(template, "org-log-reader");
  const operator = statements(template, "org-log-operator");

  it("lets readers read and query the given log groups, and their streams", () => {
    expect(reader.ReadLogGroups).toMatchObject({
      Effect: "Allow",
      Action: expect.arrayContaining(["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"]) as unknown,
      Resource: [LOG_GROUP_ARN, `${LOG_GROUP_ARN}:*`],
    });
  });

  it("lets readers see who is alerted", () => {
    expect(reader.SeeWhoIsAlerted).toEqual({
      Sid: "SeeWhoIsAlerted",
      Effect: "Allow",
      Action: ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
      Resource: [TOPIC_ARN],
    });
  });

  it("says nothing of what there is none of, because AWS refuses statements without resources", () => {
    const bare = policies({ logGroupArns: [], topicArns: [] });
    const { ReadLogGroups, SeeWhoIsAlerted } = statements(bare, "org-log-reader");
    expect([ReadLogGroups, SeeWhoIsAlerted]).toEqual([undefined, undefined]);
  });

  it("lets readers change nothing", () => {
    const others = actions(reader).filter((action) => !/:(Describe|Get|List|Filter)[A-Za-z]+$/.test(action));
    expect(others.sort()).toEqual(["logs:StartQuery", "logs:StopQuery"]);
  });

  it("lets operators do what readers do, and test the alarms of the account", () => {
    const { TryOutAlarms, ...rest } = operator;
    expect(rest).toEqual(reader);
    expect(TryOutAlarms).toEqual({
      Sid: "TryOutAlarms",
      Effect: "Allow",
      Action: ["cloudwatch:EnableAlarmActions", "cloudwatch:SetAlarmState"],
      Resource: "arn:aws:cloudwatch:*:222222222222:alarm:*",
    });
  });

  it("names every action in full", () => {
    expect(actions(operator).filter((action) => action.includes("*"))).toEqual([]);
  });

  it("keeps within what AWS allows a policy, with twenty log groups", () => {
    const logGroupArns = Array.from({ length: 20 }, (_, index) => `${LOG_GROUP_ARN}-of-an-application-${index}`);
    const [longest = 0] = policies({ logGroupArns })
      .resources("aws_iam_policy")
      .map(({ policy }) => String(policy).length)
      .sort((a, b) => b - a);
    expect(longest).toBeLessThanOrEqual(6144);
  });
});
