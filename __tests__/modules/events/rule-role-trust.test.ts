import { ruleRoleTrust } from "../../../modules/events/rule-role-trust";

describe("ruleRoleTrust", () => {
  it("lets EventBridge in for the rules of one account, and nobody else", () => {
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
