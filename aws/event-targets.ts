const HOME = "[a-z0-9-]+:[0-9]{12}";

/**
 * ARN of what a rule can have for a target: a topic, but no FIFO topic, a queue, a function, a stream or a state machine, the
 * same that `modules/events/target-kind` knows.
 */
export const TARGET_ARN = new RegExp(
  "^arn:aws[a-z-]*:(" +
    [
      `lambda:${HOME}:function:[\\w-]+(:[\\w$-]+)?`,
      `kinesis:${HOME}:stream/[\\w.-]+`,
      `sns:${HOME}:[\\w-]+`,
      `sqs:${HOME}:[\\w-]+(\\.fifo)?`,
      `states:${HOME}:stateMachine:[^:/]+(:[^:/]+)?`,
    ].join("|") +
    ")$",
);
