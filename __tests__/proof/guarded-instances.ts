import type { GuardedKind } from "../../config/guardrails/left-open";
import type { LandingZone } from "../../config/landing-zone";
import { logBucketsOf } from "../../config/names";
import type { Block } from "../../proof/kinds";
import { synthesized } from "../../proof/stacks";

/** A resource that a landing zone makes and guardrails guard. */
export interface Instance {
  readonly kind: GuardedKind;
  readonly arn: string;
  readonly accountId: string;
  /** Keys of the request's context that the resource has. */
  readonly context: Readonly<Record<string, string | string[]>>;
}

interface Shape {
  readonly kind: GuardedKind;
  readonly service: string;
  /** @default - region and account */
  readonly scope?: "account" | "nothing";
  /** Last part of the ARN, from the block. */
  readonly resource: (block: Block) => string;
}

const named = (prefix: string, argument = "name") => ({
  resource: (block: Block) => `${prefix}${String(block[argument])}`,
});

const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  aws_s3_bucket: [
    { kind: "logBucket", service: "s3", scope: "nothing", ...named("", "bucket") },
    {
      kind: "logObject",
      service: "s3",
      scope: "nothing",
      resource: ({ bucket }) => `${String(bucket)}/AWSLogs/file.json.gz`,
    },
  ],
  aws_kms_alias: [{ kind: "alias", service: "kms", ...named("") }],
  aws_sns_topic: [{ kind: "topic", service: "sns", ...named("") }],
  aws_sqs_queue: [{ kind: "queue", service: "sqs", ...named("") }],
  aws_cloudwatch_log_group: [
    { kind: "logGroup", service: "logs", ...named("log-group:") },
    { kind: "logGroup", service: "logs", resource: ({ name }) => `log-group:${String(name)}:log-stream:stream` },
  ],
  aws_cloudwatch_metric_alarm: [{ kind: "alarm", service: "cloudwatch", ...named("alarm:", "alarm_name") }],
  aws_cloudwatch_event_bus: [{ kind: "eventRule", service: "events", ...named("event-bus/") }],
  aws_cloudwatch_event_archive: [{ kind: "eventRule", service: "events", ...named("archive/") }],
  aws_cloudwatch_event_rule: [{ kind: "eventRule", service: "events", ...named("rule/") }],
  aws_cloudtrail: [{ kind: "trail", service: "cloudtrail", ...named("trail/") }],
  aws_lambda_function: [{ kind: "function", service: "lambda", ...named("function:", "function_name") }],
  aws_kinesis_firehose_delivery_stream: [{ kind: "stream", service: "firehose", ...named("deliverystream/") }],
  aws_iam_role: [{ kind: "role", service: "iam", scope: "account", ...named("role/") }],
  aws_iam_group: [{ kind: "group", service: "iam", scope: "account", ...named("group/") }],
};

/** Names of keys that guardrails leave alone, as the test of the guardrail of keys says. */
const OPEN_ALIASES = ["configTopicKeyAlias"] as const;

/** Every resource of a landing zone whose ids are all known that guardrails know by its name. */
export function guardedInstances(landingZone: LandingZone): Instance[] {
  const { accounts, homeRegion, names, partition } = landingZone;
  const openAliases: readonly string[] = OPEN_ALIASES.map((name) => names[name]);
  const logBuckets = logBucketsOf(names);
  const found = synthesized(landingZone).flatMap(({ accountSlug, resource }) => {
    const accountId = accounts.find(({ slug }) => slug === accountSlug)?.id ?? "";
    const arn = ({ resource: last, scope, service }: Shape, block: Block): string => {
      const region = /^aws\.(.+)$/.exec(String(block.provider))?.[1] ?? homeRegion;
      return `arn:${partition}:${service}:${scope === undefined ? region : ""}:${scope === "nothing" ? "" : accountId}:${last(block)}`;
    };
    return Object.entries(SHAPES).flatMap(([type, shapes]) =>
      Object.values(resource[type] ?? {}).flatMap((block) =>
        shapes
          .filter(({ kind }) => !(kind === "alias" && openAliases.includes(String(block.name))))
          .filter(({ kind }) => !/^log(?:Bucket|Object)$/.test(kind) || logBuckets.includes(String(block.bucket)))
          .flatMap((shape): Instance[] => {
            const instance: Instance = { kind: shape.kind, arn: arn(shape, block), accountId, context: {} };
            return shape.kind === "alias"
              ? [
                  instance,
                  {
                    kind: "key",
                    arn: instance.arn.replace(/:alias\/.*/, ":key/11111111-2222-3333-4444-555555555555"),
                    accountId,
                    context: { "kms:ResourceAliases": [String(block.name)] },
                  },
                ]
              : [instance];
          }),
      ),
    );
  });
  return [...new Map(found.map((instance) => [JSON.stringify(instance), instance])).values()];
}
