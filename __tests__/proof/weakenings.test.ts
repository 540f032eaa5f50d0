// What a careless change, or a careful enemy, would do to one layer, while the others still hold.
import { failuresOfAnswers } from "../../proof/failures";
import { unclaimed } from "../../proof/layers";
import { Matrix } from "../../proof/matrix";
import type { Policies, Policy, Statement } from "../../proof/policies";
import { policiesOf } from "../../proof/policies";
import type { Principal } from "../../proof/principal";
import type { Question } from "../../proof/questions/question";
import { withStandIns } from "../../proof/stand-ins";
import { weakLayers } from "../../proof/weak-layers";
import { exampleLandingZone, existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 120_000;

type Weakening = (statement: Statement) => readonly Statement[];

const list = (value: unknown): string[] => [value as string | string[]].flat();
const without: Weakening = () => [];
const withoutAction =
  (action: string): Weakening =>
  (statement) => [
    statement.NotAction === undefined
      ? { ...statement, Action: list(statement.Action).filter((one) => one !== action) }
      : { ...statement, NotAction: [...list(statement.NotAction), action] },
  ];
const withoutCondition =
  (key: string): Weakening =>
  (statement) => {
    const operators = Object.entries((statement.Condition ?? {}) as Record<string, Record<string, unknown>>);
    const left = operators.map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).filter(([name]) => name !== key)),
    ]);
    return [{ ...statement, Condition: Object.fromEntries(left) as unknown }];
  };
const alsoExcept =
  (role: string): Weakening =>
  (statement) => {
    const condition = (statement.Condition ?? {}) as Record<string, Record<string, unknown>>;
    const operator = Object.keys(condition).find((name) => name.startsWith("ArnNot")) ?? "";
    const keys = condition[operator] ?? {};
    const arns = [...list(keys["aws:PrincipalArn"]), role];
    return [{ ...statement, Condition: { ...condition, [operator]: { "aws:PrincipalArn": arns } } }];
  };
const openedTo =
  (principal: unknown): Weakening =>
  (statement) => [{ ...statement, Principal: principal }];

const landingZone = exampleLandingZone();
const intact = policiesOf(withStandIns(landingZone));

/** The policies with one statement of one layer changed, wherever it is. */
function weakened(layer: string, sid: string, weakening: Weakening, address = /./): Policies {
  let changed = 0;
  const change = <T extends Policy>(policy: T): T => {
    const statements = policy.statements.flatMap((statement) => {
      if (policy.layer !== layer || statement.Sid !== sid) {
        return [statement];
      }
      changed += 1;
      return weakening(statement);
    });
    return { ...policy, statements };
  };
  const policies: Policies = {
    organization: intact.organization.map(change),
    resources: new Map(
      [...intact.resources].map(([key, resource]) => [
        key,
        address.test(key) ? { ...resource, policy: resource.policy && change(resource.policy) } : resource,
      ]),
    ),
  };
  expect(changed).toBeGreaterThan(0);
  return policies;
}

async function failures(policies: Policies, isAsked: (question: Question) => boolean): Promise<string[]> {
  const cells = await new Matrix(landingZone, policies).cells(isAsked, undefined, isAskedOf);
  return failuresOfAnswers({ cells, mutations: [], open: [], weak: weakLayers(cells, landingZone) }).map(
    ({ text }) => text,
  );
}

/** One of each kind that is let in, or kept out, for a reason of its own. */
const ASKED = [
  "admin-log-archive",
  "admin-management",
  "admin-audit",
  "deployment-log-archive",
  "external",
  "external-forwarder",
];
const isAskedOf = ({ accountId, key }: Principal): boolean => accountId === undefined || ASKED.includes(key);
const BUCKETS = /^(Config|trail) bucket$/;
const CLOUD_TRAIL_FOR_ANYONE = { Service: "cloudtrail.amazonaws.com" };
const ANY_ROLE = "arn:aws:iam::*:role/*";

describe("a layer that is weakened, while the others hold", () => {
  // prettier-ignore
  it.each([
    ["DenyTampering out of every bucket policy", "bucket policy", "DenyTampering", without, BUCKETS, "s3:"],
    ["deletion of versions out of it", "bucket policy", "DenyTampering", withoutAction("s3:DeleteObjectVersion"), BUCKETS, "s3:DeleteObjectVersion"],
    ["passing over locks out of it", "bucket policy", "DenyTampering", withoutAction("s3:BypassGovernanceRetention"), BUCKETS, "s3:Bypass"],
    ["an exception more in it", "bucket policy", "DenyTampering", alsoExcept(ANY_ROLE), BUCKETS, "s3:DeleteObject"],
    ["the settings of buckets", "bucket policy", "DenyReconfiguration", withoutAction("s3:PutLifecycleConfiguration"), BUCKETS, "s3:PutLifecycle"],
    ["the Config bucket open to every organization's AWS Config", "bucket policy", "AWSConfigBucketDelivery", withoutCondition("aws:SourceOrgID"), /Config bucket/, "s3:PutObject"],
    ["the trail bucket open to every trail", "bucket policy", "CloudTrailWritesOrganization", withoutCondition("aws:SourceArn"), /trail bucket/, "s3:PutObject"],
    ["buckets open to other organizations", "bucket policy", "DenyOutsideOrganization", without, BUCKETS, "s3:GetObject"],
    ["buckets without TLS", "bucket policy", "DenyInsecureTransport", without, BUCKETS, "s3:GetObject"],
    ["deletion out of the guardrail", "SCP", "LogObjects", withoutAction("s3:DeleteObject*"), BUCKETS, "s3:DeleteObject"],
    ["an exception more in the guardrail", "SCP", "LogObjects", alsoExcept(ANY_ROLE), BUCKETS, "s3:DeleteObject"],
    ["settings out of the guardrail", "SCP", "LogBucketSettings", withoutAction("s3:PutBucketPolicy"), BUCKETS, "s3:PutBucketPolicy"],
    ["deletion out of the guardrail on resources", "RCP", "LogObjects", withoutAction("s3:DeleteObject*"), BUCKETS, "s3:DeleteObject"],
    ["outsiders out of the guardrail on resources", "RCP", "LogsOutsiders", without, BUCKETS, "s3:GetObject"],
    ["deputies out of the guardrail on resources", "RCP", "LogsConfusedDeputy", without, BUCKETS, "s3:"],
    ["outsiders of event buses out of it", "RCP", "Outsiders", without, /bus$/, "events:PutEvents"],
    ["queues out of it", "RCP", "Outsiders", withoutAction("sqs:*"), /undelivered/, "sqs:ReceiveMessage"],
    ["the destruction of keys", "key policy", "DenyDestruction", without, /key$/, "kms:DisableKey"],
    ["one way to destroy keys", "key policy", "DenyDestruction", withoutAction("kms:ScheduleKeyDeletion"), /key$/, "kms:ScheduleKeyDeletion"],
    ["the log key open to every trail", "key policy", "CloudTrailEncryptsLogs", withoutCondition("aws:SourceArn"), /log key/, "kms:GenerateDataKey"],
    ["the guardrail of keys", "RCP", "KeyDestruction", without, /key$/, "kms:DisableKey"],
    ["the guardrail of keys in accounts", "SCP", "KeySettings", withoutAction("kms:CreateGrant"), /key$/, "kms:CreateGrant"],
    ["a topic without TLS", "topic policy", "DenyInsecureTransport", without, /alerts|topic/, "sns:Publish"],
    ["alarms of other accounts", "topic policy", "AlarmsPublish", withoutCondition("aws:SourceAccount"), /alerts/, "sns:Publish"],
    ["the delivery topic open to every trail", "topic policy", "TrailPublishes", withoutCondition("aws:SourceArn"), /topic/, "sns:Publish"],
    ["a queue open to every topic", "queue policy", "TopicSends", withoutCondition("aws:SourceArn"), /queue/, "sqs:SendMessage"],
    ["a queue without TLS", "queue policy", "DenyInsecureTransport", without, /queue|undelivered/, "sqs:ReceiveMessage"],
    ["subscriptions of alerts", "SCP", "Topics", withoutAction("sns:Subscribe"), /alerts/, "sns:Subscribe"],
    ["the trail", "SCP", "Trail", withoutAction("cloudtrail:StopLogging"), /accounts/, "cloudtrail:StopLogging"],
    ["a bus open to roles of that name outside", "bus policy", "ForwardersOfTheOrganization", withoutCondition("aws:PrincipalOrgID"), /bus/, "events:PutEvents"],
    ["the break-glass role open to whoever has a second factor", "trust policy", "EmergencyWithMfa", openedTo("*"), /break-glass/, "sts:AssumeRole"],
    ["a forwarding role of other rules", "trust policy", "RulesOfThisAccount", openedTo(CLOUD_TRAIL_FOR_ANYONE), /roles/, "sts:AssumeRole"],
  ] as const)(
    "fails with its name: %s",
    async (_, layer, sid, weakening, area, action) => {
      const found = await failures(weakened(layer, sid, weakening), (question) => area.test(question.area) && question.action.startsWith(action));
      const named = found.filter((text) => text.startsWith(`${layer} ${sid} does not keep `) || text.includes(sid));
      expect(named.join("\n")).toContain(action);
    },
    TIMEOUT,
  );

  it(
    "is Object Lock, too, when the bucket loses it",
    async () => {
      const trail = intact.resources.get("log-archive/trail-bucket");
      const resources = new Map(intact.resources);
      resources.set("log-archive/trail-bucket", { ...trail, lock: undefined } as never);
      const found = await failures({ ...intact, resources }, ({ lockedObject }) => lockedObject === true);
      expect(found.join("\n")).toMatch(/^Object Lock governance mode does not keep .* from s3:DeleteObjectVersion/);
    },
    TIMEOUT,
  );
});

describe("a question", () => {
  it(
    "claims every layer that keeps somebody from what it asks, and no layer that does not: copies, Inspector and transcripts",
    async () => {
      const zone = existingLandingZone(
        "archive: { replica: { region: us-east-1 } }",
        "inspector: {}",
        "hosts: { sessions: {} }",
      );
      // What is asked of others is asked of the example, too, whose proof is another test's.
      const areas = /replica|finding|session|transcript|Inspector|trail bucket/i;
      const cells = await new Matrix(zone).cells(({ area }) => areas.test(area));
      expect(new Set(cells.map(({ question }) => question.area)).size).toBeGreaterThan(4);
      expect(unclaimed(cells)).toEqual([]);
      expect(weakLayers(cells, zone)).toEqual([]);
    },
    TIMEOUT,
  );
});
