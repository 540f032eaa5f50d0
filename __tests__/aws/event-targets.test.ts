import { TARGET_ARN } from "../../aws/event-targets";
import { targetKindOf } from "../../modules/events/target-kind";

const at = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:333333333333:${resource}`;

describe("the ARNs of targets", () => {
  it.each([
    at("lambda", "function:isolate"),
    at("lambda", "function:isolate:live"),
    at("kinesis", "stream/security"),
    at("sns", "news"),
    at("sqs", "tickets"),
    at("sqs", "tickets.fifo"),
    at("states", "stateMachine:respond"),
  ])("are taken: %s", (arn) => {
    expect(arn).toMatch(TARGET_ARN);
    expect(targetKindOf(arn)).toBeDefined();
  });

  it.each([
    at("lambda", "layer:isolate:1"),
    at("sns", "news.fifo"),
    at("states", "execution:respond:1"),
    at("events", "event-bus/default"),
    at("sqs", ""),
    "tickets",
  ])("are refused, as the modules refuse them: %s", (arn) => {
    expect(arn).not.toMatch(TARGET_ARN);
    expect(targetKindOf(arn)).toBeUndefined();
  });
});
