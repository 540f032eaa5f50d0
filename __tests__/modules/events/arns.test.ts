import { eventBusArn, eventRuleArn } from "../../../modules/events/arns";
import type { Environment } from "../../../modules/environment";
import { synthesizeModule } from "../../support/terraform";

/** Arns of the same thing, here and in China. */
function arns(of: (environment: Environment) => string): string[] {
  const found: string[] = [];
  synthesizeModule((_, environment) => {
    found.push(of(environment), of({ ...environment, partition: "aws-cn", region: "cn-north-1" }));
  });
  return found;
}

describe("eventBusArn", () => {
  it("is known before the bus is, in every partition", () => {
    expect(arns((environment) => eventBusArn(environment, "security"))).toEqual([
      "arn:aws:events:eu-west-1:222222222222:event-bus/security",
      "arn:aws-cn:events:cn-north-1:222222222222:event-bus/security",
    ]);
  });
});

describe("eventRuleArn", () => {
  it("does not name the default bus", () => {
    expect(arns((environment) => eventRuleArn(environment, "root-login"))).toEqual([
      "arn:aws:events:eu-west-1:222222222222:rule/root-login",
      "arn:aws-cn:events:cn-north-1:222222222222:rule/root-login",
    ]);
  });

  it("names any other bus", () => {
    expect(arns((environment) => eventRuleArn(environment, "*", "security"))).toEqual([
      "arn:aws:events:eu-west-1:222222222222:rule/security/*",
      "arn:aws-cn:events:cn-north-1:222222222222:rule/security/*",
    ]);
  });
});
