import { changed, extended, problems, VALID } from "./support";

const IDS = 'twelve digits in quotes, such as "012345678901"';

describe("keys", () => {
  it("that are unknown are reported where they are, with what was probably meant", () => {
    expect(problems(changed({ "audit:": "  audit: { emial: audit@example.com }" }))).toEqual([
      "13:3 accounts.audit.email: is missing | add email:",
      '13:12 accounts.audit.emial: there is no such key | name, id, email, organizationalUnit, configServiceLinkedRole, existingConfig, existingSessionPreferences | did you mean "email"?',
    ]);
  });

  it("that are unknown and like no other are to be removed", () => {
    expect(problems(extended("colour: blue"))).toEqual([
      "18:1 colour: there is no such key | config, flowLogs, hosts, name, regions, accounts, access, trail and 14 more | remove it",
    ]);
  });

  it("that are unknown in a nested organizational unit are reported with their path", () => {
    expect(problems(changed({ "- name: Production": "        - name: Production\n          holder: me" }))).toEqual([
      "10:11 organization.organizationalUnits[1].organizationalUnits[0].holder: there is no such key | name, id, formerly, organizationalUnits | remove it",
    ]);
  });

  it("that are missing are reported at the mapping that lacks them", () => {
    expect(problems(changed({ "management:": "  management: { email: management@example.com }" }))).toEqual([
      "11:3 accounts.management.id: is missing | add id:",
    ]);
  });

  it("that are missing at the top are reported at the beginning", () => {
    expect(problems("name: example\n")).toEqual([
      "1:1 homeRegion: is missing | add homeRegion:",
      "1:1 regions: is missing | add regions:",
      "1:1 accounts: is missing | add accounts:",
    ]);
  });

  it("without a value are reported", () => {
    expect(problems("name: example\nhomeRegion: eu-west-1\nregions: [eu-west-1]\naccounts:\n")).toEqual([
      expect.stringMatching(/^4:\d+ accounts: must be a mapping \| nothing \| give it a value$/),
    ]);
  });

  it("without a value may be removed where they are optional", () => {
    const text = VALID.slice(0, 14).join("\n");
    expect(problems(text)).toEqual([
      expect.stringMatching(
        /^14:\d+ accounts\.workloads: must be a list \| nothing \| begin each entry with - in a line of its own, or write \[\] for none$/,
      ),
    ]);
  });

  it.each(["alarms: { rootlogin: { disabled: true } }", "rules: { rootlogin: { disabled: true } }"])(
    "that are unknown are not asked for a reason as well: %s",
    (line) => {
      expect(problems(extended("detection:", `  ${line}`))).toEqual([
        expect.stringMatching(/^19:\d+ detection\.\w+\.rootlogin: there is no such key/),
      ]);
    },
  );

  it("that are in the wrong mapping are reported with where they belong", () => {
    expect(problems(extended("cloudWatchLogsRetentionDays: 365"))[0]).toMatch(
      /^18:1 cloudWatchLogsRetentionDays: there is no such key .*\| it belongs in trail$/,
    );
  });

  it("that are there already are not what was meant", () => {
    const text = changed({ "audit:": "  audit: { email: audit@example.com, emial: b@example.com }" });
    expect(problems(text)[0]).toMatch(/^13:38 accounts\.audit\.emial: there is no such key .*\| remove it$/);
  });

  it("are not merged", () => {
    const text = changed({ "audit:": "  audit: { <<: { email: b@example.com }, email: audit@example.com }" });
    expect(problems(text)[0]).toMatch(/^13:12 accounts\.audit\.<<: .*\| write the fields out: keys are not merged$/);
  });

  it.each(["constructor", "toString", "__proto__"])("that every JavaScript object has are unknown, too: %s", (key) => {
    expect(problems(extended(`${key}: 1`))[0]).toMatch(new RegExp(`^18:1 ${key}: there is no such key`));
  });
});

describe("account ids", () => {
  it.each([
    ["111111111111", 'must be text | 111111111111 | write it in quotes: "111111111111"'],
    ["012345678901", 'must be text | 012345678901 | write it in quotes: "012345678901"'],
    ['"1234"', `not in the form it must have | "1234" | ${IDS}`],
    ['"arn:aws:iam::111111111111:root"', `not in the form it must have | "arn:aws:iam::111111111111:root" | ${IDS}`],
  ])("are twelve digits in quotes, unlike %s", (id, message) => {
    expect(problems(changed({ "management:": `  management: { id: ${id}, email: management@example.com }` }))).toEqual([
      `11:21 accounts.management.id: ${message}`,
    ]);
  });
});

describe("values", () => {
  it.each([
    ["name: Example", "1:7 name: not in the form it must have"],
    ["name: exa--mple", "1:7 name: not in the form it must have"],
    ["name: example-", "1:7 name: not in the form it must have"],
    ["name: 1example", "1:7 name: not in the form it must have"],
    ["name: ab", "1:7 name: not in the form it must have"],
    ["name: exam.ple", "1:7 name: not in the form it must have"],
    ["name: [example]", "1:7 name: must be text | a list"],
    ["name: 12", '1:7 name: must be text | 12 | write it in quotes: "12"'],
  ])("of name have a form: %s", (line, beginning) => {
    const [first = ""] = problems(changed({ "name: example": line }));
    expect(first.slice(0, beginning.length)).toBe(beginning);
  });

  it("of a list may not be alone, and the fix is shown", () => {
    expect(problems(changed({ "regions:": "regions: eu-west-1" }))).toEqual([
      '3:10 regions: must be a list | "eu-west-1" | write it in brackets: [eu-west-1]',
    ]);
  });

  it.each([
    ["organization: { organizationalUnits: Security }", "write a list of mappings: - { name: Security }"],
    ["organization: { organizationalUnits: [Security] }", "write a mapping: { name: Security }"],
    ["organization: { organizationalUnits: { name: Security } }", "begin each entry of the list with -"],
    ['detection: { archiveDays: "90" }', "write it without quotes: 90"],
    ['baseline: { ebsEncryption: "true" }', "write it without quotes: true"],
    ["baseline: { ebsEncryption: yes }", "write true"],
    ["hosts: { agent: { enabled: off } }", "write false"],
  ])("of another kind get a cure that fits: %s", (line, fix) => {
    const text = line.startsWith("organization") ? changed({ "organization:": `${line}\nunits:` }) : extended(line);
    expect(problems(text).filter((problem) => problem.endsWith(`| ${fix}`))).toHaveLength(1);
  });

  it.each(["__proto__", "constructor", "toString"])(
    "that every JavaScript object has are no tables' keys: %s",
    (word) => {
      expect(problems(extended(`baseline: { ebsEncryption: ${word} }`))).toEqual([
        expect.stringMatching(new RegExp(`baseline.ebsEncryption: must be true or false \\| "${word}"$`)),
      ]);
    },
  );

  it("of a list may not be missing where one is needed", () => {
    expect(problems(changed({ "regions:": "regions: []" }))).toEqual([
      "3:10 regions: must have at least 1 entry | none",
    ]);
  });

  it.each([
    ["c@example", false],
    ["not an address", false],
    [`${"x".repeat(60)}@example.com`, false],
    ["aws+audit@mail.example.com", true],
  ])("of e-mail addresses have a form: %s", (email, valid) => {
    expect(problems(changed({ "audit:": `  audit: { email: "${email}" }` })).length === 0).toBe(valid);
  });

  it("of the retention are those that CloudWatch Logs has", () => {
    expect(problems(extended("trail: { cloudWatchLogsRetentionDays: 366 }"))).toEqual([
      expect.stringMatching(
        /^18:39 trail\.cloudWatchLogsRetentionDays: not one of the values it may have \| 366 \| 1, 3, .*3653 \| the nearest are 365 and 400$/,
      ),
    ]);
    expect(problems(extended("trail: { cloudWatchLogsRetentionDays: 731 }"))).toEqual([]);
  });

  it.each([
    ['"365"', "write it without quotes: 365"],
    ["0", "the nearest is 1"],
    ["9999", "the nearest is 3653"],
  ])("of the retention are numbers: %s", (days, fix) => {
    expect(problems(extended(`trail: { cloudWatchLogsRetentionDays: ${days} }`))[0]).toMatch(new RegExp(`\\| ${fix}$`));
  });

  it("of the retention have no cure when they are no number", () => {
    expect(problems(extended("trail: { cloudWatchLogsRetentionDays: forever }"))[0]).toMatch(/3653$/);
  });

  it("of policy types are those that AWS has, unlike TAG_POLICIES", () => {
    const [message = ""] = problems(changed({ "organization:": "organization:\n  policyTypes: [TAG_POLICIES]" }));
    expect(message).toMatch(/^5:17 organization\.policyTypes\[0\]: not one of the values it may have/);
    expect(message.endsWith('did you mean "TAG_POLICY"?')).toBe(true);
  });

  it("of configServiceLinkedRole are reported with what was meant, whatever the case", () => {
    expect(
      problems(changed({ "audit:": "  audit: { email: audit@example.com, configServiceLinkedRole: Existing }" })),
    ).toEqual([
      '13:63 accounts.audit.configServiceLinkedRole: not one of the values it may have | "Existing" | create, existing | did you mean "existing"?',
    ]);
  });

  it.each(["日本", "!!!", " Security", "Security ", "Sec/urity", '"Sec\\nurity"', '""', "x".repeat(129)])(
    "of organizational units make a key and a path, unlike %s",
    (name) => {
      const quoted = name.startsWith('"') ? name : `"${name}"`;
      expect(problems(changed({ "- name: Production": `        - name: ${quoted}` }))[0]).toMatch(
        /^9:17 organization\.organizationalUnits\[1\]\.organizationalUnits\[0\]\.name: not in the form it must have/,
      );
    },
  );

  it.each(["Produktion 1", "日本 1", "R&D", "x".repeat(128)])("of organizational units are many: %s", (name) => {
    const text = changed({ "- name: Security": `    - name: "${name}"\n    - name: Security` });
    expect(problems(text)).toEqual([]);
  });

  it("of tags are text under keys that AWS takes", () => {
    expect(problems(extended("tags:", '  "aws:owner": me', "  CostCenter: 4711", "  Team: platform"))).toEqual([
      expect.stringMatching(/^19:3 tags\.aws:owner: not a key that is allowed here/),
      '20:15 tags.CostCenter: must be text | 4711 | write it in quotes: "4711"',
    ]);
  });

  it("of roles are names, not ARNs", () => {
    expect(problems(extended('deployment: { role: "arn:aws:iam::111111111111:role/Deploy" }'))).toEqual([
      expect.stringContaining("the name of an IAM role, not its ARN"),
    ]);
  });
});

describe("state", () => {
  it.each([
    [
      "state: { backend: s4 }",
      '18:19 state.backend: not one of the values it may have | "s4" | local, s3 | did you mean "s3"?',
    ],
    ["state: { bucket: b }", "18:1 state.backend: is missing | add backend:"],
    ["state: { backend: local, bucket: b }", "18:26 state.bucket: there is no such key | backend | remove it"],
  ])("has a backend and its settings: %s", (line, message) => {
    expect(problems(extended(line))).toContain(message);
  });

  it("in S3 needs a bucket and a region", () => {
    expect(problems(extended("state: { backend: s3 }"))).toEqual([
      "18:1 state.bucket: is missing | add bucket:",
      "18:1 state.region: is missing | add region:",
    ]);
  });
});
