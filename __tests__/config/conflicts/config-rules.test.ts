import { parseLandingZone } from "../../../config/load";
import { ADOPTED, extended, changed, problems } from "../support";

const config = (fields: string): string[] => problems(extended(`config: { ${fields} }`));
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

describe("a rule that no governed region has", () => {
  const warned = (regions: string, settings: string) => {
    const text = changed({
      "homeRegion:": `homeRegion: ${regions.split(",")[0] ?? ""}`,
      "regions:": `regions: [${regions}]`,
    });
    return parseLandingZone(`${text}\nconfig: { rules: { ${settings} } }`, "test.yaml").warnings.map(
      ({ allowed, fix, got, message, path }) => [path, message, got, allowed, fix].join(" | "),
    );
  };
  const message = "AWS offers this rule in none of the governed regions, so that it is deployed nowhere";
  const china = "cn-north-1, cn-northwest-1";

  it("is warned of where somebody asks for it", () => {
    expect(warned(china, "rootAccountMfaEnabled: { enabled: true }")).toEqual([
      `config.rules.rootAccountMfaEnabled | ${message} | ${china} | none: no region of partition aws-cn has it | remove it`,
    ]);
    expect(
      warned("cn-north-1", "accountPartOfOrganizations: { parameters: { MasterAccountId: '111111111111' } }"),
    ).toEqual([
      `config.rules.accountPartOfOrganizations | ${message} | cn-north-1 | cn-northwest-1 | remove it, or govern a region that has it`,
    ]);
  });

  it("is not where nobody asks for it, or where one of them has it", () => {
    expect(warned(china, "rootAccountMfaEnabled: { excludedAccounts: [shop] }")).toEqual([]);
    expect(warned(china, "rootAccountMfaEnabled: { enabled: false, reason: AWS offers none in China }")).toEqual([]);
    expect(warned(china, "accountPartOfOrganizations: { enabled: true }")).toEqual([]);
  });
});

describe("settings of a rule that is off", () => {
  const warned = (rule: string) =>
    parseLandingZone(extended(`config: { rules: { ${rule} } }`), "test.yaml").warnings.map(({ fix, message, path }) =>
      [path, message, fix].join(" | "),
    );

  it.each([
    [
      "ec2Imdsv2Check: { enabled: false, reason: We do not need this one, remediation: automatic }",
      "config.rules.ec2Imdsv2Check.remediation | does nothing, as the rule is off | remove it, or enabled: false",
    ],
    [
      "cloudWatchAlarmSettingsCheck: { parameters: { metricName: CPUUtilization } }",
      "config.rules.cloudWatchAlarmSettingsCheck.parameters | does nothing, as the rule is off by default | add enabled: true, or remove it",
    ],
  ])("are warned of: %s", (rule, expected) => {
    expect(warned(rule)).toEqual([expected]);
  });

  it.each([
    "ec2Imdsv2Check: { remediation: automatic }",
    "ec2Imdsv2Check: { enabled: false, reason: We do not need this one, remediation: 'off' }",
    "cloudWatchAlarmSettingsCheck: { enabled: false, parameters: { metricName: CPUUtilization } }",
  ])("are not: %s", (rule) => {
    expect(warned(rule)).toEqual([]);
  });
});

describe("a rule of one's own", () => {
  it("has a policy that parses", () => {
    expect(config(`policyRules: { owners: { ${own}, policy: 'rule a { b exists' } }`)).toEqual([
      expect.stringContaining('config.policyRules.owners.policy: not Guard text: line 1: "{" is not closed'),
    ]);
  });

  it("has a key that no other rule has", () => {
    expect(config(`policyRules: { cloudTrailEnabled: { ${own}, policy: 'rule a { b exists }' } }`)).toEqual([
      expect.stringContaining("the landing zone has a rule of this name already") as string,
    ]);
    const both = [
      `policyRules: { owners: { ${own}, policy: 'rule a { b exists }' } }`,
      `functionRules: { owners: { ${own}, functions: ["arn:aws:lambda:eu-west-1:333333333333:function:owners"] } }`,
    ].join(", ");
    expect(config(both)).toEqual([expect.stringContaining("config.functionRules.owners") as string]);
  });

  it("names a control", () => {
    expect(
      config("policyRules: { owners: { title: Buckets have owners, controls: [], policy: 'rule a { b exists }' } }"),
    ).toEqual([expect.stringContaining("must have at least 1 entry") as string]);
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

  it("is decided by functions of the partition", () => {
    const arn = "arn:aws-cn:lambda:eu-west-1:333333333333:function:owners";
    expect(config(`functionRules: { owners: { ${own}, functions: ["${arn}"] } }`)).toEqual([
      `18:97 config.functionRules.owners.functions[0]: the function is in partition aws-cn, the home region in aws | "${arn}" | functions whose ARN begins with arn:aws:lambda:`,
    ]);
  });

  it("is decided by functions of the audit account", () => {
    const text = changed({
      "audit:": '  audit: { id: "333333333333", email: audit@example.com }',
      "name: example": "name: example",
    });
    const withId = text.replace("organization:\n", `${ADOPTED}\n`);
    const arn = "arn:aws:lambda:eu-west-1:444444444444:function:owners";
    expect(
      problems(`${withId}\nconfig: { functionRules: { owners: { ${own}, functions: ["${arn}"] } } }`),
    ).toContainEqual(expect.stringContaining("the function is not in the audit account") as string);
  });
});

describe("a function's policy", () => {
  const arn = "arn:aws:lambda:eu-west-1:333333333333:function:owners";
  const policy = (accounts: number, rules: number, functions = 1) => {
    const workloads = Array.from(
      { length: accounts - 3 },
      (_, index) => `    - { name: team-${index}, email: team-${index}@example.com }`,
    );
    const ruled = Array.from(
      { length: rules },
      (_, index) => `rule${index}x: { ${own}, functions: ["${arn}${index % functions}"] }`,
    );
    const [before] = extended("").split("  workloads:");
    return problems(
      `${before ?? ""}  workloads:\n${workloads.join("\n")}\nconfig: { functionRules: { ${ruled.join(", ")} } }`,
    );
  };
  const refused = "the function's policy has no room for every account and rule";
  const allowed = "about 75: Lambda keeps 20,480 bytes, and a statement takes some 269";

  it("has room for every account and rule", () => {
    expect(policy(75, 1)).toEqual([]);
    expect(policy(37, 2)).toEqual([]);
    expect(policy(75, 3, 3)).toEqual([]);
  });

  it("has room for no more accounts with one rule", () => {
    expect(policy(76, 1)).toEqual([
      expect.stringMatching(
        new RegExp(
          ` config\\.functionRules\\.rule0x\\.functions\\[0\\]: ${refused} \\| 76 statements: 76 accounts × 1 rule with this function \\| ${allowed} \\| write its rules as policyRules, which need no permission$`,
        ),
      ) as string,
    ]);
  });

  it("has room for no more rules", () => {
    expect(policy(38, 4, 2)).toEqual(
      [0, 1].map(
        (rule) =>
          expect.stringMatching(
            new RegExp(
              `rule${rule}x.*: ${refused} \\| 76 statements: 38 accounts × 2 rules with this function \\| ${allowed} \\| let another function decide some of the rules, or write them as policyRules, which need no permission$`,
            ),
          ) as string,
      ),
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
  it("are not those of the landing zone, and are there once", () => {
    const external = (...ids: string[]) =>
      config(`aggregation: { externalAccounts: [${ids.map((id) => `{ id: "${id}" }`).join(", ")}] }`);
    expect(external("999999999999")).toEqual([]);
    expect(external("111111111111")).toEqual([expect.stringContaining("whose aggregator sees it already") as string]);
    expect(external("999999999999", "999999999999")).toHaveLength(1);
  });
});
