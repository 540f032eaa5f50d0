// Detection: an event that matches is carried through to the people behind a topic, as far as the simulator can.
import { readFileSync } from "node:fs";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, ListTargetsByRuleCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { ListSubscriptionsByTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetDocumentCommand, GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Severity } from "../../../config/detection/severity";
import { matchesFilterPattern, parseFilterPattern } from "../../../patterns/filter-pattern";
import type { Deployment } from "../../support/deployment";

const AUDIT = "333333333333";
const topicArn = (severity: string) => `arn:aws:sns:eu-west-1:${AUDIT}:baseline-org-alerts-${severity}`;

const sample = (file: string): Record<string, unknown> =>
  (JSON.parse(readFileSync(`__tests__/events/${file}`, "utf8")) as { event: Record<string, unknown> }).event;

/** A queue behind the topic of a severity, or behind that of tampering, and what arrives in it. */
export async function alertListener(
  deployment: Deployment,
  severity: Severity | "tampering",
  name: string,
): Promise<() => Promise<string[]>> {
  const { alerts, audit, homeRegion } = deployment.landingZone;
  const { region, topicName } =
    severity === "tampering" ? alerts.tampering : { ...alerts.routes[severity], region: homeRegion };
  const settings = await deployment.clients.settings(audit, region);
  const auditId = await deployment.clients.accountId(audit);
  const TopicArn = `arn:aws:sns:${region}:${auditId}:${topicName}`;
  const sqs = new SQSClient(settings);
  const Resource = `arn:aws:sqs:${region}:${auditId}:${name}`;
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource,
      Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
    },
  ];
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: { Policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
    }),
  );
  const sns = new SNSClient(settings);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: Resource }));
  return async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    // What is not deleted is heard again once its visibility timeout is over.
    for (const { ReceiptHandle } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.map(({ Body = "" }) => Body);
  };
}

/** Puts the event of a trail that is stopped on the log archive's own bus. */
export async function stopTrail({ clients, landingZone }: Deployment): Promise<void> {
  const { detail, "detail-type": DetailType, source } = sample("trailTampering/match-stopped.json");
  const events = new EventBridgeClient(await clients.settings(landingZone.logArchive));
  await events.send(
    new PutEventsCommand({
      Entries: [{ Source: String(source), DetailType: String(DetailType), Detail: JSON.stringify(detail) }],
    }),
  );
}

/** What shows that the sections of examples/detection.yaml have been deployed, in the organization of examples/baseline.yaml. */
export function detectionCases(deployed: () => Deployment): void {
  const settings = (account: "audit" | "logArchive" | "management", region?: string) =>
    deployed().clients.settings(deployed().landingZone[account], region);

  // The simulator does not evaluate metric filters, nor alarms: that the deployed filter matches is shown by the project's
  // own evaluator, that its metric is the alarm's by comparison, and the alarm is triggered by hand.
  it("carries root's sign-in from the deployed filter over the alarm to the topic's subscribers", async () => {
    const logs = new CloudWatchLogsClient(await settings("management"));
    const { metricFilters = [] } = await logs.send(
      new DescribeMetricFiltersCommand({
        logGroupName: "baseline-org/organization-trail",
        filterNamePrefix: "root-login",
      }),
    );
    const [filter] = metricFilters;
    const [transformation] = filter?.metricTransformations ?? [];
    const event = JSON.stringify(sample("rootLogin/match-console-login.json"));
    expect(matchesFilterPattern(parseFilterPattern(filter?.filterPattern ?? ""), event)).toBe(true);

    const cloudWatch = new CloudWatchClient(await settings("management"));
    const AlarmName = "baseline-org-root-login";
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
    expect(MetricAlarms).toEqual([
      expect.objectContaining({
        Namespace: transformation?.metricNamespace,
        MetricName: transformation?.metricName,
        AlarmActions: [topicArn("critical")],
      }),
    ]);

    const heard = await alertListener(deployed(), "critical", "heard-alarms");
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason: "root signed in" }));
    expect(await heard()).toEqual([expect.stringContaining(AlarmName)]);
  });

  it("carries tampering from another account over the security bus to the topic's subscribers", async () => {
    const heard = await alertListener(deployed(), "critical", "heard-events");
    await stopTrail(deployed());
    expect(await heard()).toEqual([expect.stringContaining("StopLogging")]);
  });

  it("carries the same by another bus, topic and key in another region", async () => {
    const { alerts } = deployed().landingZone;
    expect(alerts.tampering.region).toBe("us-east-1");
    const heard = await alertListener(deployed(), "tampering", "heard-tampering");
    await stopTrail(deployed());
    expect(await heard()).toEqual([expect.stringContaining("StopLogging")]);
  });

  it("starts what a rule names besides its topic", async () => {
    const events = new EventBridgeClient(await settings("audit"));
    const { Targets = [] } = await events.send(
      new ListTargetsByRuleCommand({ EventBusName: "baseline-org-security", Rule: "baseline-org-trail-tampering" }),
    );
    expect(Targets.map(({ Arn }) => Arn).sort()).toEqual([
      `arn:aws:lambda:eu-west-1:${AUDIT}:function:isolate`,
      topicArn("critical"),
    ]);
    for (const { DeadLetterConfig } of Targets) {
      expect(DeadLetterConfig?.Arn).toBe(`arn:aws:sqs:eu-west-1:${AUDIT}:baseline-org-security-events-dead`);
    }
  });

  it("waits for people to confirm, and not for queues", async () => {
    const sns = new SNSClient(await settings("audit"));
    const subscribers = async (severity: string) => {
      const { Subscriptions = [] } = await sns.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: topicArn(severity) }),
      );
      return Subscriptions.map(({ Endpoint, SubscriptionArn }) => [
        Endpoint,
        SubscriptionArn === "PendingConfirmation",
      ]);
    };
    const elsewhere = new SNSClient(await settings("audit", "us-east-1"));
    const { Subscriptions: ofTampering = [] } = await elsewhere.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: `arn:aws:sns:us-east-1:${AUDIT}:baseline-org-tampering` }),
    );
    // Who is notified of what is critical or high; nothing is low.
    const waiting = ofTampering.filter(({ SubscriptionArn }) => SubscriptionArn === "PendingConfirmation");
    expect(waiting.map(({ Endpoint }) => Endpoint).sort()).toEqual([
      "https://on-call.example.com/aws",
      "on-call@example.com",
      "security@example.com",
    ]);
    expect((await subscribers("low")).sort()).toEqual([
      [`arn:aws:sqs:eu-west-1:${AUDIT}:tickets`, false],
      ["security@example.com", true],
    ]);
  });

  it("shows the alarms on a dashboard", async () => {
    const client = new CloudWatchClient(await settings("management"));
    const { DashboardBody = "" } = await client.send(new GetDashboardCommand({ DashboardName: "baseline-org-alarms" }));
    expect(DashboardBody).toContain("alarm:baseline-org-root-login");
    expect(DashboardBody).not.toContain("baseline-org-vpc-changes");
  });

  it("has the agent's configuration and Session Manager's preferences in every account", async () => {
    const client = new SSMClient(await settings("logArchive"));
    const { Parameter } = await client.send(new GetParameterCommand({ Name: "AmazonCloudWatch-baseline-org-linux" }));
    expect(JSON.parse(Parameter?.Value ?? "")).toMatchObject({ metrics: { namespace: "baseline-org/Hosts" } });
    const { Content } = await client.send(new GetDocumentCommand({ Name: "SSM-SessionManagerRunShell" }));
    expect(JSON.parse(Content ?? "")).toMatchObject({
      inputs: { s3BucketName: "baseline-org-sessions-eu-west-1", s3KeyPrefix: "222222222222" },
    });
  });
}
