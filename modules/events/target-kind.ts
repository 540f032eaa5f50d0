/** What an alert may be delivered to, besides its topic. */
export type TargetKind = "lambda" | "kinesis" | "sns" | "sqs" | "stepFunctions";

/** The IAM action that a role needs to deliver an event to a target. */
export const TARGET_ACTIONS: Readonly<Record<TargetKind, string>> = {
  lambda: "lambda:InvokeFunction",
  kinesis: "kinesis:PutRecord",
  sns: "sns:Publish",
  sqs: "sqs:SendMessage",
  stepFunctions: "states:StartExecution",
};

const HOME = "[a-z0-9-]+:[0-9]{12}";
/** Functions and state machines also by version or alias. FIFO topics, whose group rules cannot give, are none. */
const RESOURCES: readonly (readonly [kind: TargetKind, resource: string])[] = [
  ["lambda", `lambda:${HOME}:function:[\\w-]+(:[\\w$-]+)?`],
  ["kinesis", `kinesis:${HOME}:stream/[\\w.-]+`],
  ["sns", `sns:${HOME}:[\\w-]+`],
  ["sqs", `sqs:${HOME}:[\\w-]+(\\.fifo)?`],
  ["stepFunctions", `states:${HOME}:stateMachine:[^:/]+(:[^:/]+)?`],
];
const PATTERNS = RESOURCES.map(([kind, resource]) => ({ kind, pattern: new RegExp(`^arn:aws[a-z-]*:${resource}$`) }));

/**
 * What kind of target an ARN is of, or undefined if it is none that is supported.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
export function targetKindOf(arn: string): TargetKind | undefined {
  return PATTERNS.find(({ pattern }) => pattern.test(arn))?.kind;
}
