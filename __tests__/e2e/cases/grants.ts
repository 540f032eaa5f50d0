// Each grant that lets logs and alarms get where they belong is taken out of what was deployed, by itself: what it is for must
// then fail, or the grant is for nothing and the other tests of that way show nothing.
import { CloudTrailClient, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
  ConfigServiceClient,
  DescribeDeliveryChannelsCommand,
  PutDeliveryChannelCommand,
} from "@aws-sdk/client-config-service";
import { DescribeEventBusCommand, EventBridgeClient, PutPermissionCommand } from "@aws-sdk/client-eventbridge";
import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Account } from "../../../config/accounts/settings";
import { assumeRole } from "../../../terraform/account-clients";
import type { Deployment } from "../../support/deployment";
import { controlSimulator } from "../../support/simulator-control";
import { alertListener, stopTrail } from "./detection";

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: { readonly Service?: string | string[] } | string;
  readonly Condition?: Readonly<Record<string, object>>;
}

interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** A policy that was deployed, and how it is read and replaced. */
interface DeployedPolicy {
  readonly name: string;
  readonly read: () => Promise<string | undefined>;
  readonly write: (policy: string) => Promise<unknown>;
}

/** A way that logs or alarms take. */
/** Each grant is withdrawn by itself, which takes seconds beside other deployments. */
const TIMEOUT = 300_000;

export interface Way {
  /** Goes that way; fails, or answers with `false`, where it is closed. */
  readonly go: () => Promise<unknown>;
  /** The policies on the way. */
  readonly policies: readonly DeployedPolicy[];
  /** Service principal, ARN of a role, or the policy's own role, that has to be let through. */
  readonly who: string;
  /** Sids of what the service is granted for another way. */
  readonly elsewhere?: readonly string[];
}

/** Policies of a deployment, by the account that they are in. */
export function policiesOf({ clients, landingZone }: Deployment) {
  return {
    bucket: (account: Account, Bucket: string): DeployedPolicy => {
      // The bucket's own policy lets nobody else change it.
      const s3 = async () => {
        const breakGlass = `arn:aws:iam::${await clients.accountId(account)}:role/${landingZone.breakGlass.role}`;
        const settings = await assumeRole(await clients.settings(landingZone.management), breakGlass);
        return new S3Client({ ...settings, forcePathStyle: true });
      };
      return {
        name: `bucket ${Bucket}`,
        read: async () => (await (await s3()).send(new GetBucketPolicyCommand({ Bucket }))).Policy,
        write: async (Policy) => (await s3()).send(new PutBucketPolicyCommand({ Bucket, Policy })),
      };
    },
    key: (account: Account, alias: string): DeployedPolicy => {
      const kms = async () => new KMSClient(await clients.settings(account));
      // Policies of keys are not found by alias.
      const idOf = async () => (await (await kms()).send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata?.KeyId;
      return {
        name: `key ${alias}`,
        read: async () => (await (await kms()).send(new GetKeyPolicyCommand({ KeyId: await idOf() }))).Policy,
        write: async (Policy) => (await kms()).send(new PutKeyPolicyCommand({ KeyId: await idOf(), Policy })),
      };
    },
    topic: (account: Account, TopicArn: string): DeployedPolicy => {
      const sns = async () => new SNSClient(await clients.settings(account));
      return {
        name: `topic ${TopicArn}`,
        read: async () => (await (await sns()).send(new GetTopicAttributesCommand({ TopicArn }))).Attributes?.Policy,
        write: async (AttributeValue) =>
          (await sns()).send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue })),
      };
    },
    queue: (account: Account, QueueUrl: string): DeployedPolicy => {
      const sqs = async () => new SQSClient(await clients.settings(account));
      return {
        name: `queue ${QueueUrl}`,
        read: async () =>
          (await (await sqs()).send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }))).Attributes
            ?.Policy,
        write: async (Policy) =>
          (await sqs()).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } })),
      };
    },
    bus: (account: Account, Name: string): DeployedPolicy => {
      const events = async () => new EventBridgeClient(await clients.settings(account));
      return {
        name: `event bus ${Name}`,
        read: async () => (await (await events()).send(new DescribeEventBusCommand({ Name }))).Policy,
        write: async (Policy) => (await events()).send(new PutPermissionCommand({ EventBusName: Name, Policy })),
      };
    },
    role: (account: Account, RoleName: string): DeployedPolicy => {
      const iam = async () => new IAMClient(await clients.settings(account));
      const nameOf = async () => {
        const { PolicyNames = [] } = await (await iam()).send(new ListRolePoliciesCommand({ RoleName }));
        return PolicyNames[0];
      };
      return {
        name: `role ${RoleName}`,
        read: async () => {
          const { PolicyDocument = "" } = await (
            await iam()
          ).send(new GetRolePolicyCommand({ RoleName, PolicyName: await nameOf() }));
          return decodeURIComponent(PolicyDocument);
        },
        write: async (PolicyDocument) =>
          (await iam()).send(new PutRolePolicyCommand({ RoleName, PolicyName: await nameOf(), PolicyDocument })),
      };
    },
  };
}

/** Whether a statement lets a service in, or a role by its ARN; those of a role's own policy have no principal. */
function grants({ Condition = {}, Effect, Principal }: Statement, who: string): boolean {
  const services = typeof Principal === "object" ? [Principal.Service ?? []].flat() : [];
  const isNamed =
    Principal === undefined ||
    (who.startsWith("arn:") ? isFor(Condition, who) : Principal === "*" || services.includes(who));
  return Effect === "Allow" && isNamed;
}

function isFor(condition: NonNullable<Statement["Condition"]>, roleArn: string): boolean {
  return Object.values(condition).some((values) =>
    [(values as Record<string, string | string[]>)["aws:PrincipalArn"] ?? []].flat().includes(roleArn),
  );
}

/** A statement that grants nothing to anybody: a policy must not be left without statements. */
function withdrawn(statement: Statement): Statement {
  const { StringEquals = {} } = statement.Condition ?? {};
  const never = { ...StringEquals, "aws:PrincipalTag/withdrawn": "never" };
  return { ...statement, Condition: { ...statement.Condition, StringEquals: never } };
}

/** The grants without which a way is still open. Every policy is what it was afterwards. */
export async function needlessGrants({ elsewhere = [], go, policies, who }: Way): Promise<string[]> {
  const isOpen = async () => (await go().catch(() => false)) !== false;
  const needless: string[] = [];
  for (const { name, read, write } of policies) {
    const text = (await read()) ?? "";
    const document = JSON.parse(text) as Document;
    const granting = document.Statement.filter(
      (statement) => grants(statement, who) && !elsewhere.includes(statement.Sid ?? ""),
    );
    for (const granted of granting) {
      const Statement = document.Statement.map((statement) =>
        statement === granted ? withdrawn(statement) : statement,
      );
      try {
        await write(JSON.stringify({ ...document, Statement }));
        if (await isOpen()) needless.push(`${name}: ${granted.Sid ?? ""}`);
      } finally {
        await write(text);
      }
    }
    if (granting.length === 0) needless.push(`${name}: no grant for ${who}`);
  }
  return needless;
}

const HOME = "eu-west-1";
const NAME = "baseline-org";

const arn = (service: string, account: Account, resource: string) =>
  `arn:aws:${service}:${HOME}:${String(account.id)}:${resource}`;

export async function queueUrl({ clients }: Deployment, account: Account, QueueName: string): Promise<string> {
  const sqs = new SQSClient(await clients.settings(account));
  return (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? "";
}

/** Takes every message out of a queue: one that is only received comes back when the clock is moved. */
export async function receiver(
  { clients }: Deployment,
  account: Account,
  QueueUrl: string,
): Promise<() => Promise<string[]>> {
  const sqs = new SQSClient(await clients.settings(account));
  return async () => {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return bodies;
      for (const { Body = "", ReceiptHandle } of Messages) {
        bodies.push(Body);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
}

/** Has CloudTrail deliver what an account did in an hour, and tells whether all of it and the notice of it arrived. */
async function deliveryNotices(deployment: Deployment): Promise<() => Promise<boolean>> {
  const { env, landingZone } = deployment;
  const { audit, management } = landingZone;
  const url = await queueUrl(deployment, management, `${NAME}-trail-deliveries`);
  // The queue's key lets nobody else read.
  const received = await receiver(deployment, audit, url);
  return async () => {
    await received();
    await controlSimulator(env, "clock", { advance: 3600 });
    const request = { trail: arn("cloudtrail", management, `trail/${NAME}-organization`), accounts: [management.id] };
    const { undelivered } = (await controlSimulator(env, "deliver-logs", request)) as { undelivered: object[] };
    return undelivered.length === 0 && (await received()).length > 0;
  };
}

/** What shows that no grant is missed, in the organization of examples/baseline.yaml with examples/detection.yaml. */
export function grantCases(deployed: () => Deployment): void {
  const ways: Readonly<Record<string, (deployment: Deployment) => Promise<Way>>> = {
    "the trail to its bucket, log group and topic": async (deployment) => {
      const { clients, landingZone } = deployment;
      const { logArchive, management } = landingZone;
      const { bucket, key, role, topic } = policiesOf(deployment);
      const client = new CloudTrailClient(await clients.settings(management));
      const noticed = await deliveryNotices(deployment);
      return {
        who: "cloudtrail.amazonaws.com",
        go: async () => {
          const isDelivered = await noticed();
          // Only for this does CloudTrail look at the log group: before it changes a trail.
          await client.send(new UpdateTrailCommand({ Name: `${NAME}-organization` }));
          return isDelivered;
        },
        policies: [
          bucket(logArchive, `${NAME}-cloudtrail-${HOME}`),
          key(logArchive, `alias/${NAME}-logs`),
          topic(management, arn("sns", management, `${NAME}-trail-deliveries`)),
          key(management, `alias/${NAME}-notifications`),
          role(management, `${NAME}-trail-to-cloudwatch-logs`),
        ],
      };
    },
    "a notice of a delivery to the queue of its topic": async (deployment) => {
      const { management } = deployment.landingZone;
      const { key, queue } = policiesOf(deployment);
      return {
        who: "sns.amazonaws.com",
        go: await deliveryNotices(deployment),
        policies: [
          queue(management, await queueUrl(deployment, management, `${NAME}-trail-deliveries`)),
          key(management, `alias/${NAME}-notifications`),
        ],
      };
    },
    "AWS Config to its bucket and topic": async (deployment) => {
      const { clients, landingZone } = deployment;
      const { accounts, audit, logArchive } = landingZone;
      const { bucket, key, topic } = policiesOf(deployment);
      const client = new ConfigServiceClient(await clients.settings(accounts.at(-1) ?? audit));
      const { DeliveryChannels: [DeliveryChannel] = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
      return {
        who: "config.amazonaws.com",
        // Config writes a test file before it takes a channel. It publishes nothing here: the topic's key is not asked.
        go: () => client.send(new PutDeliveryChannelCommand({ DeliveryChannel })),
        policies: [
          bucket(logArchive, `${NAME}-config-${HOME}`),
          key(logArchive, `alias/${NAME}-logs`),
          topic(audit, arn("sns", audit, `${NAME}-config`)),
        ],
      };
    },
    "an alarm to the topic of its severity": async (deployment) => {
      const { clients, landingZone } = deployment;
      const { audit, management } = landingZone;
      const { key, topic } = policiesOf(deployment);
      const client = new CloudWatchClient(await clients.settings(management));
      const heard = await alertListener(deployment, "critical", "heard-withdrawn-alarms");
      const AlarmName = `${NAME}-root-login`;
      const change = (StateValue: "ALARM" | "OK") =>
        client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "withdrawn grants" }));
      return {
        who: "cloudwatch.amazonaws.com",
        go: async () => {
          await change("OK");
          await heard();
          await change("ALARM");
          return (await heard()).length > 0;
        },
        policies: [key(audit, `alias/${NAME}-alerts`), topic(audit, arn("sns", audit, `${NAME}-alerts-critical`))],
      };
    },
    "an event to the security bus and the topic of its severity": async (deployment) => {
      const { landingZone } = deployment;
      const { audit, logArchive } = landingZone;
      const { bus, key, role, topic } = policiesOf(deployment);
      const heard = await alertListener(deployment, "critical", "heard-withdrawn-events");
      return {
        who: "events.amazonaws.com",
        // The dead-letter queue's.
        elsewhere: ["EventRulesSend"],
        go: async () => {
          await stopTrail(deployment);
          return (await heard()).length > 0;
        },
        policies: [
          role(logArchive, `${NAME}-to-security-bus`),
          bus(audit, `${NAME}-security`),
          topic(audit, arn("sns", audit, `${NAME}-alerts-critical`)),
          key(audit, `alias/${NAME}-alerts`),
        ],
      };
    },
    "an event that its topic refuses to the queue of dead letters": async (deployment) => {
      const { audit } = deployment.landingZone;
      const { key, queue, topic } = policiesOf(deployment);
      const refusing = topic(audit, arn("sns", audit, `${NAME}-alerts-critical`));
      const dead = await queueUrl(deployment, audit, `${NAME}-security-events-dead`);
      const received = await receiver(deployment, audit, dead);
      return {
        who: "events.amazonaws.com",
        // The topics'.
        elsewhere: ["EventRulesPublish"],
        go: async () => {
          const text = (await refusing.read()) ?? "";
          const { Statement, ...document } = JSON.parse(text) as Document;
          try {
            await refusing.write(JSON.stringify({ ...document, Statement: Statement.map(withdrawn) }));
            await received();
            await stopTrail(deployment);
            return (await received()).length > 0;
          } finally {
            await refusing.write(text);
          }
        },
        policies: [queue(audit, dead), key(audit, `alias/${NAME}-alerts`)],
      };
    },
  };

  it.each(Object.keys(ways))(
    "needs each grant that takes %s",
    async (name) => {
      const way = await ways[name]?.(deployed());
      expect(way).toBeDefined();
      if (way === undefined) return;
      expect(await way.go()).toBeTruthy();
      expect(await needlessGrants(way)).toEqual([]);
      expect(await way.go()).toBeTruthy();
    },
    TIMEOUT,
  );
}
