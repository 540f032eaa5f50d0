/** Kinds of targets that an event may be delivered to, besides its topic. */
export type TargetKind = "lambda" | "kinesis" | "sns" | "sqs" | "stepFunctions";

const HOME = "[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}";
/** Functions and state machines also by version or alias. FIFO topics, whose group rules cannot give, are none. */
const RESOURCES: Readonly<Record<TargetKind, string>> = {
  lambda: `lambda:${HOME}:function:[\\w-]+(:[\\w$-]+)?`,
  kinesis: `kinesis:${HOME}:stream/[\\w.-]+`,
  sns: `sns:${HOME}:[\\w-]+`,
  sqs: `sqs:${HOME}:[\\w-]+(\\.fifo)?`,
  stepFunctions: `states:${HOME}:stateMachine:[\\w.()!@+='-]{1,80}(:[\\w.-]{1,80})?`,
};
const arnOf = (resources: readonly string[]): RegExp => new RegExp(`^arn:aws(-[a-z]+)*:(${resources.join("|")})$`);
const PATTERNS = Object.entries(RESOURCES).map(([kind, resource]) => ({
  kind: kind as TargetKind,
  pattern: arnOf([resource]),
}));

/** ARN of what a rule can have for a target: a topic, but no FIFO topic, a queue, a function, a stream or a state machine. */
export const TARGET_ARN = arnOf(Object.values(RESOURCES));

/**
 * What kind of target an ARN is of, or undefined if it is none that is supported.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
export function targetKindOf(arn: string): TargetKind | undefined {
  return PATTERNS.find(({ pattern }) => pattern.test(arn))?.kind;
}
