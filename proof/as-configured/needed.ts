import { matcher } from "../relevant";
import { statementsOf } from "../statements";
import type { Statement } from "../statements";
import type { SynthesizedStack } from "../stacks";

/** Policies of what services deliver to and people read from. Those of keys let administrators destroy them: see below. */
const POLICIES = [
  "aws_cloudwatch_event_bus_policy",
  "aws_iam_role_policy",
  "aws_kms_key",
  "aws_s3_bucket_policy",
  "aws_sns_topic_policy",
  "aws_sqs_queue",
];

/**
 * Actions by which logs and alerts are delivered and read: what the configuration allows services, and roles that
 * services assume, and readers of buckets and queues. A denial of one of these silences somebody, in whatever context.
 */
export function neededActions(configured: readonly SynthesizedStack[]): string[] {
  const allowed = configured.flatMap(({ resource }) =>
    POLICIES.flatMap((type) =>
      Object.values(resource[type] ?? {}).flatMap(({ policy }) =>
        typeof policy === "string" ? statementsOf(policy).filter((one) => isOfUse(type, one)) : [],
      ),
    ),
  );
  // Of `kms:GenerateDataKey*` the one that is called so.
  return [...new Set(allowed.flatMap(({ Action }) => listed(Action)).map((one) => one.replace(/\*$/, "")))].sort();
}

/** What a key's policy allows to people is to administer it. */
function isOfUse(type: string, { Action, Effect, Principal }: Statement): boolean {
  const isOfService = typeof Principal === "object" && Principal !== null && "Service" in Principal;
  return Effect === "Allow" && Action !== undefined && (type !== "aws_kms_key" || isOfService);
}

/** Which of the needed actions a denial may deny. What is sent without TLS nobody sends. */
export function deniedOf({ Action, Condition, NotAction, Resource }: Statement, needed: readonly string[]): string[] {
  const { Bool } = (Condition ?? {}) as { readonly Bool?: Readonly<Record<string, unknown>> };
  if (String(Bool?.["aws:SecureTransport"]) === "false") {
    return [];
  }
  const [actions, others, resources] = [listed(Action), listed(NotAction), listed(Resource)];
  return needed.filter(
    (action) =>
      (Resource === undefined || resources.some((arn) => isOfService(arn, action))) &&
      (NotAction === undefined
        ? actions.some((pattern) => matches(pattern, action))
        : !others.some((pattern) => matches(pattern, action))),
  );
}

function listed(value: unknown): string[] {
  return value === undefined ? [] : [value as string | string[]].flat();
}

/** Whether a resource may be one of the service that an action is of. */
function isOfService(arn: string, action: string): boolean {
  const service = arn.split(":")[2];
  return service === undefined || matches(service, action.slice(0, action.indexOf(":")));
}

function matches(pattern: string, text: string): boolean {
  return matcher(pattern, "i").test(text);
}
