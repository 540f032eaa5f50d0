import { TARGET_ARN, targetKindOf } from "../../aws/event-targets";

const HERE = "eu-west-1:222222222222";

describe("targetKindOf", () => {
  it.each([
    [`arn:aws:lambda:${HERE}:function:respond`, "lambda"],
    [`arn:aws:lambda:${HERE}:function:respond:live`, "lambda"],
    [`arn:aws:lambda:${HERE}:function:respond:$LATEST`, "lambda"],
    [`arn:aws:kinesis:${HERE}:stream/security.events`, "kinesis"],
    [`arn:aws:sns:${HERE}:pager`, "sns"],
    [`arn:aws:sqs:${HERE}:siem`, "sqs"],
    [`arn:aws:sqs:${HERE}:siem.fifo`, "sqs"],
    [`arn:aws:states:${HERE}:stateMachine:contain`, "stepFunctions"],
    [`arn:aws:states:${HERE}:stateMachine:contain:live`, "stepFunctions"],
    ["arn:aws-cn:sqs:cn-north-1:222222222222:siem", "sqs"],
    ["arn:aws-us-gov:lambda:us-gov-west-1:222222222222:function:respond", "lambda"],
  ])("knows %s", (arn, kind) => {
    expect(targetKindOf(arn)).toBe(kind);
    expect(arn).toMatch(TARGET_ARN);
  });

  it.each([
    "",
    "siem",
    `arn:aws:lambda:${HERE}:layer:respond`,
    `arn:aws:kinesis:${HERE}:stream/events/consumer/siem:1`,
    `arn:aws:sns:${HERE}:pager.fifo`,
    `arn:aws:sns:${HERE}:pager:0a1b2c3d`,
    `arn:aws:sqs:${HERE}:siem/other`,
    `arn:aws:states:${HERE}:execution:contain:1`,
    `arn:aws:firehose:${HERE}:deliverystream/siem`,
    `arn:aws:events:${HERE}:event-bus/security`,
    `arn:aws:sqs:${HERE}:`,
    "arn:aws:sqs:eu-west-1:account:siem",
    `arn:other:sqs:${HERE}:siem`,
    `https://arn:aws:sqs:${HERE}:siem`,
  ])("knows no kind of %s", (arn) => {
    expect(targetKindOf(arn)).toBeUndefined();
    expect(arn).not.toMatch(TARGET_ARN);
  });
});
