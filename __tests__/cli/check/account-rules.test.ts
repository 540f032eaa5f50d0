import { accountRules } from "../../../cli/check/account-rules";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, whats } from "./fakes";

const landingZone = existingLandingZone("archive: { mfaDelete: required }");
const found = (...ConfigRules: object[]) =>
  whats(accountRules, environmentOf(landingZone, "logArchive"), { DescribeConfigRules: { ConfigRules } });

describe("the check of accounts' own rules", () => {
  it("looks where an account's stack makes one", () => {
    expect(accountRules.concerns(environmentOf(landingZone, "logArchive"))).toBe(true);
    expect(accountRules.concerns(environmentOf(landingZone, "logArchive", "us-east-1"))).toBe(false);
    expect(accountRules.concerns(environmentOf(landingZone, "audit"))).toBe(false);
    const remedied = existingLandingZone(
      "config: { rules: { s3BucketVersioningEnabled: { enabled: true, remediation: manual } } }",
    );
    expect(accountRules.concerns(environmentOf(remedied, "audit", "us-east-1"))).toBe(true);
  });

  it("says which there are not, and which AWS is about to delete", async () => {
    const missing = ["there is no AWS Config rule small-mfa-delete"];
    expect(await found({ ConfigRuleName: "small-mfa-delete", ConfigRuleState: "ACTIVE" })).toEqual([]);
    expect(await found({ ConfigRuleName: "small-mfa-delete", ConfigRuleState: "DELETING" })).toEqual(missing);
    expect(await found({ ConfigRuleName: "others" })).toEqual(missing);
  });
});
