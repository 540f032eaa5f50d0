const HOME = "[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}";

/**
 * ARN of what a rule can have for a target: a topic, but no FIFO topic, a queue, a function, a stream or a state machine, the
 * same that `modules/events/target-kind` knows.
 */
export const TARGET_ARN = new RegExp(
  "^arn:aws(-[a-z]+)*:(" +
    [
      `lambda:${HOME}:function:[\\w-]+(:[\\w$-]+)?`,
      `kinesis:${HOME}:stream/[\\w.-]+`,
      `sns:${HOME}:[\\w-]+`,
      `sqs:${HOME}:[\\w-]+(\\.fifo)?`,
      `states:${HOME}:stateMachine:[\\w.()!@+='-]{1,80}(:[\\w.-]{1,80})?`,
    ].join("|") +
    ")$",
);
