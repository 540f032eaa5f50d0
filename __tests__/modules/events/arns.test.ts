import { eventBusArn, eventRuleArn } from "../../../modules/events/arns";
import type { Place } from "../../../modules/place";
import { synthesizeModule } from "../../support/terraform";

/** Arns of the same thing, here and in China. */
function arns(of: (place: Place) => string): string[] {
  const found: string[] = [];
  synthesizeModule((_, place) => {
    found.push(of(place), of({ ...place, partition: "aws-cn", region: "cn-north-1" }));
  });
  return found;
}

describe("eventBusArn", () => {
  it("is known before the bus is, in every partition", () => {
    expect(arns((place) => eventBusArn(place, "security"))).toEqual([
      "arn:aws:events:eu-west-1:222222222222:event-bus/security",
      "arn:aws-cn:events:cn-north-1:222222222222:event-bus/security",
    ]);
  });
});

describe("eventRuleArn", () => {
  it("does not name the default bus", () => {
    expect(arns((place) => eventRuleArn(place, "root-login"))).toEqual([
      "arn:aws:events:eu-west-1:222222222222:rule/root-login",
      "arn:aws-cn:events:cn-north-1:222222222222:rule/root-login",
    ]);
  });

  it("names any other bus", () => {
    expect(arns((place) => eventRuleArn(place, "*", "security"))).toEqual([
      "arn:aws:events:eu-west-1:222222222222:rule/security/*",
      "arn:aws-cn:events:cn-north-1:222222222222:rule/security/*",
    ]);
  });
});
