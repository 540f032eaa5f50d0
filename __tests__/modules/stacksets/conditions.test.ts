import { anyOf, equals, inAccount, not, REGION } from "../../../modules/stacksets/conditions";
import type { TemplateValue } from "../../../modules/stacksets/template";

/** Whether a condition holds in an account, as CloudFormation would say. */
function holds(condition: TemplateValue, accountId: string): boolean {
  const [[name, operands]] = Object.entries(condition) as [[string, TemplateValue[]]];
  if (name === "Fn::Equals") return operands[1] === accountId;
  if (name === "Fn::Or") {
    // No expect(): this is asked about a million times.
    if (operands.length < 2 || operands.length > 10) throw new Error(`Fn::Or of ${operands.length} conditions`);
    return operands.some((operand) => holds(operand, accountId));
  }
  throw new Error(`no condition: ${name}`);
}

const accountIds = (count: number): string[] => Array.from({ length: count }, (_, index) => `account-${index}`);

describe("anyOf", () => {
  it("is the condition itself when there is one", () => {
    expect(anyOf([equals(REGION, "eu-west-1")])).toEqual({ "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"] });
  });

  it("needs one", () => {
    expect(() => anyOf([])).toThrow("needs at least one");
  });
});

describe("inAccount", () => {
  it.each([1, 2, 10, 11, 20, 21, 100, 101, 1234])("holds in every one of %i accounts, and in no other", (count) => {
    const condition = inAccount(accountIds(count));
    expect(accountIds(count).filter((accountId) => !holds(condition, accountId))).toEqual([]);
    expect(holds(condition, `account-${count}`)).toBe(false);
  });

  it("looks at the account of the stack", () => {
    expect(inAccount(["111111111111"])).toEqual({ "Fn::Equals": [{ Ref: "AWS::AccountId" }, "111111111111"] });
  });
});

describe("not", () => {
  it("turns a condition round", () => {
    expect(not(inAccount(["1"]))).toEqual({ "Fn::Not": [inAccount(["1"])] });
  });
});
