import type { LandingZone } from "../../config/landing-zone";
import { validatorSource } from "../../config/log-validation/findings";
import { allBut, byPolicy, byServiceControl } from "../layers";
import { LOG_VALIDATOR } from "../principal";
import type { Entry } from "./entry";
import { asKeyAllows } from "./keys";
import { ofOwnPolicy } from "./own-policy";
import { anyOf, bound, inside, nobody, only, outsidersOf, target } from "./question";
import type { Question, Subject } from "./question";

/**
 * What would silence the log validator or make it forget, whether the file has one or not: it may have been taken out of the file,
 * and nothing of AWS.
 */
export function logValidationEntries({ audit, homeRegion, names, partition }: LandingZone): {
  readonly byDeployment: readonly Entry[];
  /** What the validator itself does. */
  readonly byValidator: readonly Entry[];
  /** What the guardrail leaves to its role, and the policy of the role does not. */
  readonly byDeploymentThough: readonly Entry[];
} {
  const validator = `function:${names.logValidator}`;
  const table = `table/${names.logValidationTable}`;
  const mapping = "event-source-mapping:3a1b2c3d-0000-4000-8000-123456789abc";
  const mapped = {
    "lambda:FunctionArn": `arn:${partition}:lambda:${homeRegion}:${audit.id ?? ""}:${validator}`,
  };
  return {
    byDeployment: [
      ["logValidation", "rewrite the log validator", "lambda:UpdateFunctionCode", "lambda", validator],
      ["logValidation", "stop the log validator", "lambda:PutFunctionConcurrency", "lambda", validator],
      [
        "logValidation",
        "take the log validator off its queue",
        "lambda:UpdateEventSourceMapping",
        "lambda",
        mapping,
        mapped,
      ],
      [
        "logValidation",
        "delete the mapping of the log validator's queue",
        "lambda:DeleteEventSourceMapping",
        "lambda",
        mapping,
        mapped,
      ],
      ["queues", "empty the log validator's queue", "sqs:PurgeQueue", "sqs", names.logValidationQueue],
      [
        "eventRules",
        "stop the sweeps of the log validator",
        "events:DisableRule",
        "events",
        `rule/${names.logValidator}`,
      ],
    ],
    byValidator: [
      ["logValidation", "say that a digest was verified", "dynamodb:PutItem", "dynamodb", table],
      ["logValidation", "swallow events of digests", "sqs:DeleteMessage", "sqs", names.logValidationQueue],
      ["logValidation", "hide events of digests", "sqs:ReceiveMessage", "sqs", names.logValidationQueue],
      ["logValidation", "send the log validator elsewhere", "sqs:SendMessage", "sqs", names.logValidationQueue],
    ],
    byDeploymentThough: [
      ["logValidation", "delete what the log validator remembers", "dynamodb:DeleteTable", "dynamodb", table],
      [
        "logValidation",
        "delete a backup of what the log validator remembers",
        "dynamodb:DeleteBackup",
        "dynamodb",
        `${table}/backup/01489602797149-73d8d5bc`,
      ],
      [
        "logValidation",
        "keep digests waiting that were never verified",
        "sqs:ChangeMessageVisibility",
        "sqs",
        names.logValidationQueue,
      ],
    ],
  };
}

const OUTSIDERS = outsidersOf("outsiders", "");

/** What the log validator may do, and who feeds it, where the landing zone has one. */
export function logValidationQuestions(subject: Subject): Question[] {
  return subject.landingZone.logValidation?.enabled === true
    ? [...queueQuestions(subject), ...roleQuestions(subject), ...ownQuestions(subject)]
    : [];
}

const area = "log validator";

function queueQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit } = landingZone;
  const [queue, deadLetters] = ["queue", "queue_dead-letters_2382CF29"].map((id) => resource(`log-validation/${id}`));
  if (queue === undefined || deadLetters === undefined) {
    return [];
  }
  const senders = anyOf(
    only("events-digests", LOG_VALIDATOR),
    only(`deployment-${audit.slug}`, `break-glass-${audit.slug}`),
  );
  const plain = { "aws:SecureTransport": "false" };
  return [
    {
      area,
      label: "give it an event of a digest",
      action: "sqs:SendMessage",
      resource: target(queue),
      allowed: senders,
      layers: [
        byPolicy("RuleSends", ({ accountId, ...principal }) => accountId !== audit.id && !senders(principal)),
        byServiceControl(
          "logValidation",
          "LogValidationQueue",
          bound(landingZone, "deployment", "break-glass", "log-validator"),
        ),
        ...OUTSIDERS,
      ],
    },
    ...[queue, deadLetters].map((asked): Question => ({
      area,
      label: `take messages ${asked === queue ? "from its queue" : "that it could not work through"} without TLS`,
      action: "sqs:ReceiveMessage",
      resource: target(asked),
      context: plain,
      allowed: nobody,
      layers: [
        byPolicy("DenyInsecureTransport", allBut(nobody)),
        ...(asked === queue
          ? [
              byServiceControl(
                "logValidation",
                "LogValidationQueue",
                bound(landingZone, "deployment", "break-glass", "log-validator"),
              ),
            ]
          : []),
        ...OUTSIDERS,
      ],
    })),
  ];
}

function roleQuestions({ landingZone, resource }: Subject): Question[] {
  const { archive, arns, homeRegion, logArchive, audit, names, organization } = landingZone;
  const key = resource(archive.logKeyAccount === logArchive.slug ? "log-archive/log-key" : "log-key/log-key");
  const lambda = only("lambda");
  const readers = anyOf(
    inside(logArchive.slug, audit.slug),
    only("analyst", "cloudtrail", "config", "replication", LOG_VALIDATOR),
  );
  return [
    {
      area,
      label: "act as it",
      action: "sts:AssumeRole",
      resource: target(resource("log-validation/validator_role_5EF3E2F1")),
      allowed: lambda,
      layers: [byPolicy("ServiceAssumesRole", allBut(lambda))],
    },
    {
      area,
      label: "decrypt a log file that S3 gives",
      action: "kms:Decrypt",
      resource: target(key),
      context: {
        "aws:ResourceOrgID": organization.id ?? "",
        "kms:EncryptionContext:aws:cloudtrail:arn": arns.trail,
        "kms:ResourceAliases": [names.logKeyAlias],
        "kms:ViaService": `s3.${homeRegion}.amazonaws.com`,
      },
      allowed: readers,
      layers: asKeyAllows("ReadersDecryptTrail", readers),
    },
  ];
}

/** What only its own policy is about: others in its account may do it with theirs. */
function ownQuestions({ landingZone }: Subject): Question[] {
  const { arns, audit, homeRegion, name, names, partition } = landingZone;
  const accountId = audit.id ?? "";
  const administrators = inside(audit.slug);
  const ask = ofOwnPolicy(landingZone, area, LOG_VALIDATOR);
  const here = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${homeRegion}:${accountId}:${resource}`;
  const bus = here("events", `event-bus/${names.securityBus}`);
  // Roles that forward what AWS services and Amazon Inspector say: only EventBridge acts with them.
  const putters = anyOf(administrators, only(`forwarder-${audit.slug}`, "finding-forwarder"));
  return [
    ask("read CloudTrail's public keys", "cloudtrail:ListPublicKeys", "*"),
    ask("look at the organization's trail", "cloudtrail:GetTrailStatus", arns.trail),
    ask("look at what it remembers", "dynamodb:Query", here("dynamodb", `table/${names.logValidationTable}`)),
    ask("tell of a finding in its name", "events:PutEvents", bus, {
      context: { "events:source": [validatorSource(name)] },
      allowed: anyOf(putters, only(LOG_VALIDATOR)),
    }),
    ask("tell of something else in its place", "events:PutEvents", bus, {
      context: { "events:source": [validatorSource(name), `${name}.other`] },
      allowed: putters,
    }),
    ask("publish its metrics", "cloudwatch:PutMetricData", "*", {
      context: { "cloudwatch:namespace": names.logValidationNamespace },
    }),
    ask("publish other metrics", "cloudwatch:PutMetricData", "*", {
      context: { "cloudwatch:namespace": names.metricNamespace },
      allowed: administrators,
    }),
    ask(
      "write its log",
      "logs:PutLogEvents",
      here("logs", `log-group:/aws/lambda/${names.logValidator}:log-stream:2026`),
    ),
  ];
}
