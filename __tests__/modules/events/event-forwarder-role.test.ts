import { TerraformOutput } from "cdktf";
import { EventForwarderRole } from "../../../modules/events/event-forwarder-role";
import { ruleRoleTrust } from "../../../modules/events/rule-role-trust";
import { ACCOUNT_ID, synthesizeModule } from "../../support/terraform";

const BUS_ARN = "arn:aws:events:eu-west-1:333333333333:event-bus/security";

describe("EventForwarderRole", () => {
  const template = synthesizeModule((stack, environment) => {
    const { roleArn } = new EventForwarderRole(stack, "forwarder", {
      environment,
      roleName: "forwarder",
      busArn: BUS_ARN,
    });
    new TerraformOutput(stack, "arn", { value: roleArn });
  });

  it("exposes its ARN", () => {
    expect(template.json.output?.arn?.value).toBe("${aws_iam_role.forwarder.arn}");
  });

  it("is assumed by EventBridge for rules of its own account", () => {
    expect(template.resource("aws_iam_role")).toMatchObject({
      name: "forwarder",
      assume_role_policy: ruleRoleTrust({ accountId: ACCOUNT_ID }),
    });
  });

  it("puts events on one bus, and does nothing else", () => {
    expect(template.resource("aws_iam_role_policy").role).toBe("${aws_iam_role.forwarder.name}");
    expect(Object.values(template.statements("aws_iam_role_policy"))).toEqual([
      { Sid: "ForwardEvents", Effect: "Allow", Action: "events:PutEvents", Resource: BUS_ARN },
    ]);
  });

  it("puts events on further buses that are named", () => {
    const further = BUS_ARN.replace("security", "tampering");
    const both = synthesizeModule((stack, environment) => {
      new EventForwarderRole(stack, "forwarder", {
        environment,
        roleName: "forwarder",
        busArn: BUS_ARN,
        furtherBusArns: [further],
      });
    });
    expect(both.statements("aws_iam_role_policy").ForwardEvents?.Resource).toEqual([BUS_ARN, further]);
  });
});
