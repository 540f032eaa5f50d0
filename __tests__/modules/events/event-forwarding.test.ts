import { EventForwarding } from "../../../modules/events/event-forwarding";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const BUS_ARN = "arn:aws:events:eu-west-1:333333333333:event-bus/security";
const ROLE_ARN = "arn:aws:iam::222222222222:role/forwarder";
const PATTERN = '{"source":["aws.signin"]}';

function forwarding({
  description,
  furtherBusArns,
  readsToo,
}: { description?: string; furtherBusArns?: string[]; readsToo?: boolean } = {}): Template {
  return synthesizeModule((stack, environment) => {
    new EventForwarding(stack, "forwarding", {
      environment,
      ruleName: "forward-sign-ins",
      eventPattern: PATTERN,
      description,
      readsToo,
      furtherBusArns,
      busArn: BUS_ARN,
      roleArn: ROLE_ARN,
    });
  });
}

describe("EventForwarding", () => {
  const template = forwarding({ description: "Sign-ins" });

  it("takes events that match from the default bus", () => {
    const rule = template.resource("aws_cloudwatch_event_rule");
    expect(rule).toMatchObject({ name: "forward-sign-ins", event_pattern: PATTERN, description: "Sign-ins" });
    expect(rule.event_bus_name).toBeUndefined();
  });

  it("needs no description", () => {
    expect(forwarding().resource("aws_cloudwatch_event_rule").description).toBeUndefined();
  });

  it("gets calls that only read where asked", () => {
    expect(template.resource("aws_cloudwatch_event_rule").state).toBeUndefined();
    expect(forwarding({ readsToo: true }).resource("aws_cloudwatch_event_rule").state).toBe(
      "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    );
  });

  it("puts them on the other bus with the role", () => {
    const target = template.resource("aws_cloudwatch_event_target");
    expect(target).toMatchObject({
      rule: "${aws_cloudwatch_event_rule.forwarding.name}",
      arn: BUS_ARN,
      role_arn: ROLE_ARN,
    });
    expect(target.event_bus_name).toBeUndefined();
  });

  it("puts them on further buses, each by itself", () => {
    const further = BUS_ARN.replace("eu-west-1", "us-east-1").replace("security", "tampering");
    const targets = forwarding({ furtherBusArns: [further] }).resources("aws_cloudwatch_event_target");
    expect(targets.map(({ arn, role_arn: role, rule }) => [arn, role, rule]).sort()).toEqual([
      [BUS_ARN, ROLE_ARN, "${aws_cloudwatch_event_rule.forwarding.name}"],
      [further, ROLE_ARN, "${aws_cloudwatch_event_rule.forwarding.name}"],
    ]);
  });
});
