import type { TargetKind } from "../../aws/event-targets";

/** The IAM action that a role needs to deliver an event to a target. */
export const TARGET_ACTIONS: Readonly<Record<TargetKind, string>> = {
  lambda: "lambda:InvokeFunction",
  kinesis: "kinesis:PutRecord",
  sns: "sns:Publish",
  sqs: "sqs:SendMessage",
  stepFunctions: "states:StartExecution",
};
