import { ruleParameters } from "../../../modules/config/rule-parameters";

describe("ruleParameters", () => {
  it("is JSON text, numbers in quotes, as AWS Config wants them", () => {
    expect(ruleParameters({ MinRetentionTime: "365" })).toBe('{"MinRetentionTime":"365"}');
  });

  it("is nothing where there are no parameters", () => {
    expect(ruleParameters()).toBeUndefined();
    expect(ruleParameters({})).toBeUndefined();
  });
});
