import { TerraformOutput } from "cdktf";
import { EventTargetRole } from "../../../modules/events/event-target-role";
import { ruleRoleTrust } from "../../../modules/events/rule-role-trust";
import { ACCOUNT_ID, synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const HERE = "eu-west-1:222222222222";
const FUNCTION = `arn:aws:lambda:${HERE}:function:respond:live`;
const STREAM = `arn:aws:kinesis:${HERE}:stream/events`;
const TOPIC = `arn:aws:sns:${HERE}:pager`;
const QUEUE = `arn:aws:sqs:${HERE}:siem`;
const FIFO_QUEUE = `arn:aws:sqs:${HERE}:siem.fifo`;
const MACHINE = `arn:aws:states:${HERE}:stateMachine:contain`;

function role(...targets: string[]): Template {
  return synthesizeModule((stack, environment) => {
    const { roleArn } = new EventTargetRole(stack, "role", { environment, roleName: "deliverer", targets });
    new TerraformOutput(stack, "arn", { value: roleArn });
  });
}

describe("EventTargetRole", () => {
  const template = role(QUEUE, FUNCTION, STREAM, TOPIC, FIFO_QUEUE, MACHINE);

  it("exposes its ARN", () => {
    expect(template.json.output?.arn?.value).toBe("${aws_iam_role.role.arn}");
  });

  it("is assumed by EventBridge for rules of its own account", () => {
    expect(template.resource("aws_iam_role")).toMatchObject({
      name: "deliverer",
      assume_role_policy: ruleRoleTrust({ accountId: ACCOUNT_ID }),
    });
  });

  it("delivers to its targets, each kind by its own action, and does nothing else", () => {
    expect(template.resource("aws_iam_role_policy").role).toBe("${aws_iam_role.role.name}");
    expect(Object.values(template.statements("aws_iam_role_policy"))).toEqual([
      { Sid: "SendMessage", Effect: "Allow", Action: "sqs:SendMessage", Resource: [QUEUE, FIFO_QUEUE] },
      { Sid: "InvokeFunction", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: [FUNCTION] },
      { Sid: "PutRecord", Effect: "Allow", Action: "kinesis:PutRecord", Resource: [STREAM] },
      { Sid: "Publish", Effect: "Allow", Action: "sns:Publish", Resource: [TOPIC] },
      { Sid: "StartExecution", Effect: "Allow", Action: "states:StartExecution", Resource: [MACHINE] },
    ]);
  });

  it("says nothing of kinds that are not there", () => {
    expect(Object.keys(role(MACHINE).statements("aws_iam_role_policy"))).toEqual(["StartExecution"]);
  });

  it("refuses what EventBridge does not deliver to", () => {
    expect(() => role(QUEUE, "arn:aws:s3:::bucket")).toThrow('"arn:aws:s3:::bucket"');
  });

  it("refuses to be of no use", () => {
    expect(() => role()).toThrow("test/role: targets: got []; allowed: at least one entry");
  });
});
