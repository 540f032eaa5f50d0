// What holds of every public module: it works alone, its addresses stay, and what has to wait does.
import { Construct } from "constructs";
import { TerraformStack } from "cdktf";
import {
  cisAlarms,
  configRules,
  eventRules,
  guardrailStatements,
  logAlarms,
  resourceGuardrailStatements,
} from "../../catalogs";
import { awsEnvironment } from "../../modules";
import { Trail } from "../../modules/cloudtrail";
import { AccountRules, ConfigRecorder, OrganizationManagedRule } from "../../modules/config";
import { EventAlert, EventForwarding } from "../../modules/events";
import { InspectorAdministrator, InspectorMember, InspectorOrganizationConfiguration } from "../../modules/inspector";
import { DelegatedAdministrator } from "../../modules/organizations";
import { AccessLogBucket, ConfigBucket, FlowLogBucket, ReplicaBucket, TrailBucket } from "../../modules/s3";
import type { ReplicationTarget } from "../../modules/s3";
import { AlertTopic } from "../../modules/sns";
import { DeadLetterQueue } from "../../modules/sqs";
import { VpcFlowLogs } from "../../modules/vpc";
import { synthesizeApp } from "../support/terraform";
import type { Template } from "../support/terraform";
import { INDEXES, SMALLEST } from "./smallest-uses";

const HERE = { accountId: "222222222222", region: "eu-west-1" };
const TRAIL = { trailName: "trail", ...HERE };

function stacksOf(define: Readonly<Record<string, (stack: TerraformStack) => void>>): Record<string, Template> {
  return synthesizeApp((app) => {
    for (const [id, make] of Object.entries(define)) {
      const stack = new TerraformStack(app, id);
      awsEnvironment(stack, HERE);
      make(stack);
    }
  }).stacks;
}

function alone(make: (stack: TerraformStack) => void): Template {
  const { test } = stacksOf({ test: make });
  if (test === undefined) throw new Error("the stack was not written");
  return test;
}

describe("public modules", () => {
  const exported = Object.values(INDEXES).flatMap((index) =>
    Object.entries(index)
      .filter(
        ([, value]) => typeof value === "function" && (value as { prototype: unknown }).prototype instanceof Construct,
      )
      .map(([name]) => name),
  );

  it("each have a smallest use here", () => {
    expect(Object.keys(SMALLEST).sort()).toEqual(exported.sort());
  });

  it.each(Object.entries(SMALLEST))(
    "%s works alone, in a stack with an environment, and keeps its addresses",
    (_, make) => {
      expect(alone(make).addresses).toMatchSnapshot();
    },
  );

  it.each(Object.entries(SMALLEST))("%s has resources to extend as fields", (_, make) => {
    const stacks = stacksOf({
      test: (stack) => {
        const made = make(stack) as object;
        const fields = Object.values(made).filter((value) => typeof value === "object" && value !== null);
        expect(fields.length).toBeGreaterThan(1);
      },
    });
    expect(stacks.test?.json.provider.aws).toEqual([{ region: "eu-west-1", allowed_account_ids: ["222222222222"] }]);
  });
});

describe("what has to wait", () => {
  const waits = (template: Template, type: string): unknown => template.resource(type).depends_on;

  it("waits by itself for what is made beside it", () => {
    const template = alone((stack) => {
      const bucket = new TrailBucket(stack, "trail-bucket", { bucketName: "trail-logs", trail: TRAIL });
      new Trail(stack, "trail", { trail: TRAIL, bucket });
      const configBucket = new ConfigBucket(stack, "config-bucket", { bucketName: "config-logs" });
      const recorder = new ConfigRecorder(stack, "recorder", { bucket: configBucket });
      new AccountRules(stack, "rules", { recorder, rules: { mfa: { identifier: "ROOT_ACCOUNT_MFA_ENABLED" } } });
      new VpcFlowLogs(stack, "flow-logs", { bucket: new FlowLogBucket(stack, "flows", { bucketName: "flow-logs" }) });
    });
    const policyOf = (bucket: string) =>
      expect.stringMatching(new RegExp(`^aws_s3_bucket_policy\\.${bucket}_`)) as string;
    expect(waits(template, "aws_cloudtrail")).toEqual([
      policyOf("trail-bucket"),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
    expect(waits(template, "aws_config_delivery_channel")).toContainEqual(policyOf("config-bucket"));
    expect(waits(template, "aws_config_config_rule")).toEqual([
      expect.stringMatching(/^aws_config_configuration_recorder_status\./),
    ]);
    expect(waits(template, "aws_flow_log")).toEqual([policyOf("flows")]);
  });

  it("waits for what it is told to come after", () => {
    const template = alone((stack) => {
      const administrator = new InspectorAdministrator(stack, "inspector");
      const joining = new InspectorOrganizationConfiguration(stack, "joining", { after: [administrator] });
      new InspectorMember(stack, "member", { accountId: "333333333333", after: [administrator, joining] });
      const delegation = new DelegatedAdministrator(stack, "audit", {
        accountId: "222222222222",
        services: ["config-multiaccountsetup.amazonaws.com"],
      });
      new OrganizationManagedRule(stack, "rule", { identifier: "ROOT_ACCOUNT_MFA_ENABLED", after: [delegation] });
    });
    const joining = "aws_inspector2_organization_configuration.joining";
    expect(waits(template, "aws_inspector2_organization_configuration")).toEqual(["aws_inspector2_enabler.inspector"]);
    expect(waits(template, "aws_inspector2_member_association")).toEqual(["aws_inspector2_enabler.inspector", joining]);
    expect(waits(template, "aws_config_organization_managed_rule")).toEqual([
      expect.stringMatching(/^aws_organizations_delegated_administrator\.audit_/),
    ]);
  });

  it("copies to a bucket of another stack after that, with no name of what is there", () => {
    let target: ReplicationTarget | undefined;
    let archive: TerraformStack | undefined;
    const role = { accountId: HERE.accountId, name: "copies" };
    const { originals } = stacksOf({
      copies: (stack) => {
        const kmsKeyArn = "arn:aws:kms:eu-west-1:222222222222:key/1";
        ({ target } = new ReplicaBucket(stack, "x", { bucketName: "copies", kmsKeyArn, replicationRole: role }));
      },
      originals: (stack) => {
        archive = stack;
        if (target === undefined) throw new Error("there is no target");
        new TrailBucket(stack, "x", { bucketName: "logs", trail: TRAIL, replication: { roleName: role.name, target } });
      },
    });
    expect(originals?.resource("aws_s3_bucket_replication_configuration")).toMatchObject({
      rule: [{ destination: { bucket: "arn:aws:s3:::copies" } }],
    });
    expect(archive?.dependencies.map(({ node }) => node.id)).toEqual(["copies"]);
  });

  it("waits for the whole stack of what another stack makes, which Terraform cannot name", () => {
    let bucket: ConfigBucket | undefined;
    let recording: TerraformStack | undefined;
    const { workload } = stacksOf({
      logs: (stack) => {
        bucket = new ConfigBucket(stack, "config", { bucketName: "config-logs" });
      },
      workload: (stack) => {
        recording = stack;
        new ConfigRecorder(stack, "recorder", { bucket: bucket ?? "missing" });
      },
    });
    expect(JSON.stringify(workload?.json)).not.toContain("aws_s3_bucket_policy");
    expect(recording?.dependencies.map(({ node }) => node.id)).toEqual(["logs"]);
  });
});

describe("resources of the same stack", () => {
  it("are targets and subscribers by reference", () => {
    const template = alone((stack) => {
      const queue = new DeadLetterQueue(stack, "queue", { queueName: "siem", senders: [] });
      const { topicArn } = new AlertTopic(stack, "alerts", {
        topicName: "alerts",
        subscriptions: [{ protocol: "sqs", endpoint: queue.queueArn }],
      });
      new EventAlert(stack, "root", {
        ruleName: "root",
        eventPattern: { source: ["aws.signin"] },
        topicArn,
        targets: [{ arn: queue.queueArn, kind: "sqs", id: "siem" }],
      });
    });
    const reference = "${aws_sqs_queue.queue.arn}";
    expect(template.resource("aws_sns_topic_subscription").endpoint).toBe(reference);
    expect(template.statements("aws_iam_role_policy").SendMessage?.Resource).toEqual([reference]);
    expect(template.resources("aws_cloudwatch_event_target").map(({ arn }) => arn)).toContain(reference);
  });

  it("say how to give a target whose kind is not known", () => {
    expect(() =>
      alone((stack) => {
        const { queueArn } = new DeadLetterQueue(stack, "queue", { queueName: "siem", senders: [] });
        new EventAlert(stack, "root", {
          ruleName: "root",
          eventPattern: { source: ["aws.signin"] },
          topicArn: "arn:aws:sns:eu-west-1:222222222222:alerts",
          targets: [queueArn],
        });
      }),
    ).toThrow("a reference to a resource as { arn, kind, id }");
  });
});

describe("who may reach a bucket", () => {
  const conditionOf = (template: Template, sid: string): unknown =>
    template.statements("aws_s3_bucket_policy")[sid]?.Condition;

  it("is its own account without an organization, and its readers' accounts", () => {
    const template = alone((stack) => {
      const readers = ["arn:aws:iam::333333333333:root"];
      new ConfigBucket(stack, "x", { bucketName: "config-logs", protection: { readers } });
    });
    expect(conditionOf(template, "DenyOtherAccounts")).toEqual({
      StringNotEqualsIfExists: { "aws:PrincipalAccount": ["222222222222", "333333333333"] },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    });
    expect(conditionOf(template, "AWSConfigBucketDelivery")).toMatchObject({
      StringEquals: { "aws:SourceAccount": "222222222222" },
    });
    expect(conditionOf(template, "DenyTampering")).toBeUndefined();
  });

  it("are all buckets of its account for access logs, unless they are named", () => {
    const template = alone((stack) => new AccessLogBucket(stack, "x", { bucketName: "access-logs" }));
    expect(conditionOf(template, "S3WritesAccessLogs")).toEqual({
      ArnLike: { "aws:SourceArn": ["arn:aws:s3:::*"] },
      StringEquals: { "aws:SourceAccount": "222222222222" },
    });
  });
});

describe("catalogs", () => {
  it("hold what needs no names of a landing zone, as JSON", () => {
    const all = {
      cis: cisAlarms(),
      alarms: logAlarms({ variant: "tuned" }),
      events: eventRules(),
      rules: configRules({ region: "eu-west-1" }),
      guardrails: guardrailStatements({
        breakGlassRole: "b",
        deploymentRole: "d",
        logBuckets: ["logs-of-ours"],
        keyAliases: ["alias/logs"],
        trailName: "org",
        namePrefix: "sec",
      }),
    };
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
    expect(Object.keys(all.cis).length).toBeGreaterThanOrEqual(14);
    for (const part of Object.values(all)) {
      expect(Object.keys(part).length).toBeGreaterThan(5);
      expect(JSON.stringify(part)).not.toMatch(/undefined|null/);
    }
  });

  it("have CIS's item of organizations from version 1.4 on, as CIS does", () => {
    expect(Object.keys(cisAlarms({ version: "1.4" })).length).toBeLessThanOrEqual(Object.keys(cisAlarms()).length);
  });

  it("give all guardrails for what there is, and none for what is not", () => {
    const sids = guardrailStatements({ breakGlassRole: "b", deploymentRole: "d", trailName: "org" }).map(
      ({ Sid }) => Sid,
    );
    expect(sids).toContain("Trail");
    expect(sids).not.toContain("LogObjects");
    const guarded = { breakGlassRole: "b", deploymentRole: "d", organizationId: "o-exampleorgid" };
    const all = { ...guarded, trailName: "org", logBuckets: ["our-logs"], keyAliases: ["alias/x"], namePrefix: "sec" };
    const sidsOf = (statements: readonly { readonly Sid: string }[]) => statements.map(({ Sid }) => Sid);
    expect(sidsOf(guardrailStatements(all))).toEqual(
      expect.arrayContaining(["Trail", "LogObjects", "LogBucketSettings", "KeyDestruction", "Alarms", "Queues"]),
    );
    expect(sidsOf(resourceGuardrailStatements(all))).toEqual(
      expect.arrayContaining(["LogObjects", "LogsOutsiders", "KeysOutsiders"]),
    );
  });
});

it("EventForwarding makes one role for all buses", () => {
  const bus = (name: string) => `arn:aws:events:eu-west-1:111111111111:event-bus/${name}`;
  const template = alone((stack) => {
    new EventForwarding(stack, "x", {
      ruleName: "root",
      eventPattern: { source: ["aws.signin"] },
      busArn: bus("one"),
      furtherBusArns: [bus("two")],
    });
  });
  expect(template.statements("aws_iam_role_policy").ForwardEvents?.Resource).toEqual([bus("one"), bus("two")]);
});
