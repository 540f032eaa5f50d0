import { TARGET_ACTIONS } from "../../../modules/events/target-actions";

describe("TARGET_ACTIONS", () => {
  it("is what a role needs to deliver", () => {
    expect(TARGET_ACTIONS).toEqual({
      lambda: "lambda:InvokeFunction",
      kinesis: "kinesis:PutRecord",
      sns: "sns:Publish",
      sqs: "sqs:SendMessage",
      stepFunctions: "states:StartExecution",
    });
  });
});
