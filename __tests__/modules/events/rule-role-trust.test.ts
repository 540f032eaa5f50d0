import { ruleRoleTrust } from "../../../modules/events/rule-role-trust";

describe("ruleRoleTrust", () => {
  it("is for EventBridge and the rules of one account, and for nobody else", () => {
    expect(JSON.parse(ruleRoleTrust({ accountId: "222222222222" }))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "RulesOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
        },
      ],
    });
  });
});
