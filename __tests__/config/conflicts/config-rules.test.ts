import { extended, changed, told } from "../support";

const config = (fields: string): string[] => told(extended(`config: { ${fields} }`));
const own = "title: Buckets have owners, controls: [Own 1]";

describe("a rule that AWS manages", () => {
  it("is switched off with a reason", () => {
    expect(config("rules: { cloudTrailEnabled: { enabled: false } }")).toEqual([
      "18:41 config.rules.cloudTrailEnabled.enabled: switched off without a reason | add reason: with a sentence for those who review the file, or remove enabled",
    ]);
    expect(config("rules: { cloudTrailEnabled: { enabled: false, reason: Another tool checks it } }")).toEqual([]);
  });

  it("needs none where it is off anyway", () => {
    expect(config("rules: { securityHubEnabled: { enabled: false } }")).toEqual([]);
  });

  it("has parameters that it knows", () => {
    expect(config("rules: { cwLogGroupRetentionPeriodCheck: { parameters: { MinRetentionTimes: '90' } } }")).toEqual([
      expect.stringMatching(
        /config\.rules\.cwLogGroupRetentionPeriodCheck\.parameters\.MinRetentionTimes: the rule has no such parameter \| "MinRetentionTimes" \| .*MinRetentionTime.* \| did you mean "MinRetentionTime"\?$/,
      ) as string,
    ]);
  });

  it("has all that it needs", () => {
    expect(config("rules: { cloudWatchAlarmSettingsCheck: { enabled: true } }")).toEqual([
      expect.stringContaining("config.rules.cloudWatchAlarmSettingsCheck: the rule needs parameters") as string,
    ]);
    expect(
      config("rules: { cloudWatchAlarmSettingsCheck: { enabled: true, parameters: { metricName: CPUUtilization } } }"),
    ).toEqual([]);
  });

  it("has a remediation only where AWS owns a document for it", () => {
    expect(config("rules: { cloudTrailEnabled: { remediation: automatic } }")).toEqual([
      expect.stringContaining("AWS owns no SSM document that puts right what this rule reports") as string,
    ]);
    expect(config("rules: { s3BucketVersioningEnabled: { remediation: automatic } }")).toEqual([]);
  });
});

describe("a rule of one's own", () => {
  it("has a key that no other rule has", () => {
    expect(config(`policyRules: { cloudTrailEnabled: { ${own}, policy: 'rule a' } }`)).toEqual([
      expect.stringContaining("the landing zone has a rule of this name already") as string,
    ]);
    const both = [
      `policyRules: { owners: { ${own}, policy: 'rule a' } }`,
      `functionRules: { owners: { ${own}, functions: ["arn:aws:lambda:eu-west-1:333333333333:function:owners"] } }`,
    ].join(", ");
    expect(config(both)).toEqual([expect.stringContaining("config.functionRules.owners") as string]);
  });

  it("names a control", () => {
    expect(config("policyRules: { owners: { title: Buckets have owners, controls: [], policy: 'rule a' } }")).toEqual([
      expect.stringContaining("must have at least 1 entry") as string,
    ]);
  });

  it("is decided by functions in governed regions, one in each", () => {
    const functions = (...arns: string[]) =>
      config(`functionRules: { owners: { ${own}, functions: [${arns.map((arn) => `"${arn}"`).join(", ")}] } }`);
    const arn = (region: string, name = "owners") => `arn:aws:lambda:${region}:333333333333:function:${name}`;
    expect(functions(arn("eu-west-1"), arn("us-east-1"))).toEqual([]);
    expect(functions(arn("eu-north-1"))).toEqual([
      expect.stringContaining("the function is in a region that is not governed") as string,
    ]);
    expect(functions(arn("eu-west-1"), arn("eu-west-1", "other"))).toEqual([
      expect.stringContaining("name one function a region") as string,
    ]);
  });

  it("is decided by functions of the audit account", () => {
    const text = changed({
      "audit:": '  audit: { id: "333333333333", email: audit@example.com }',
      "name: example": "name: example",
    });
    const withId = text.replace("organization:\n", "organization:\n  id: o-exampleorgid\n");
    const arn = "arn:aws:lambda:eu-west-1:444444444444:function:owners";
    expect(told(`${withId}\nconfig: { functionRules: { owners: { ${own}, functions: ["${arn}"] } } }`)).toContainEqual(
      expect.stringContaining("the function is not in the audit account") as string,
    );
  });
});

describe("accounts that are left out", () => {
  it.each(["management", "log-archive", "audit", "shop", "123456789012"])("may be %s", (account) => {
    expect(config(`excludedAccounts: ["${account}"]`)).toEqual([]);
  });

  it("are accounts that there are", () => {
    expect(config("excludedAccounts: [shpo]")).toEqual([
      '18:30 config.excludedAccounts[0]: there is no such account | "shpo" | management, log-archive, audit, shop, or twelve digits | did you mean "shop"?',
    ]);
    expect(config("rules: { cloudTrailEnabled: { excludedAccounts: [shpo] } }")).toHaveLength(1);
  });
});

describe("accounts outside of the organization", () => {
  it("are not those of the landing zone, and stand there once", () => {
    const external = (...ids: string[]) =>
      config(`aggregation: { externalAccounts: [${ids.map((id) => `{ id: "${id}" }`).join(", ")}] }`);
    expect(external("999999999999")).toEqual([]);
    expect(external("111111111111")).toEqual([expect.stringContaining("whose aggregator sees it already") as string]);
    expect(external("999999999999", "999999999999")).toHaveLength(1);
  });
});
