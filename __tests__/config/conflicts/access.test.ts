import { extended, problems, problemsOf } from "../support";
import { parseLandingZone } from "../../../config/load";

const access = (...lines: string[]) => extended("access:", ...lines.map((line) => `  ${line}`));
const people = (...entries: string[]) => access("people:", ...entries.map((entry) => `  - ${entry}`));
const own = (fields: string, statement: string, ...more: string[]) =>
  access(
    "ownFunctions:",
    `  - { title: Mine, purpose: Mine., in: audit, ${fields}, statements: [${statement}] }`,
    ...more,
  );
const SEE = '{ sid: See, actions: ["ce:GetCostAndUsage"], resources: ["*"] }';
const warnings = (text: string) => parseLandingZone(text, "test.yaml").warnings.map(({ message }) => message);

describe("access", () => {
  it.each([
    ["access: {}", extended("access: {}")],
    ["several functions", people("{ name: alice, functions: [logReader, cloudWatchReader] }")],
    ["a function of one's own", own("key: costReader", SEE, "people: [{ name: a, functions: [costReader] }]")],
  ])("is taken with %s", (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["an unknown function", people("{ name: alice, functions: [logReeder] }"), 'no such function | "logReeder" | '],
    [
      "people who differ in case alone",
      people("{ name: alice, functions: [logReader] }", "{ name: Alice, functions: [reviewer] }"),
      'the name is the same as that of access.people[0].name | "Alice", after "alice"',
    ],
    [
      "two functions of which one watches over the other",
      people("{ name: alice, functions: [keyCustodian, logReader] }"),
      'alice has keyCustodian already, and nobody has both | "logReader" | none of ',
    ],
    [
      "a function whose other half is declared by one's own",
      own(
        "key: costReader, incompatibleWith: [reviewer]",
        SEE,
        "people: [{ name: a, functions: [reviewer, costReader] }]",
      ),
      "a has reviewer already, and nobody has both",
    ],
    ["an unknown identity account", access("identityAccount: adit"), 'no account of this file | "adit" | '],
    [
      "logs of an unknown account",
      access("functions: { logReader: { ofAccounts: [shoop] } }"),
      'no account of this file | "shoop"',
    ],
    [
      "a function that is switched off",
      access("functions: { reviewer: { enabled: false } }", "people: [{ name: a, functions: [reviewer] }]"),
      'this function has no role | "reviewer" | enable access.functions.reviewer',
    ],
    [
      "a crypto officer without HSMs",
      people("{ name: alice, functions: [hsmCryptoOfficer] }"),
      "it needs a keyStore of type cloudhsm",
    ],
    [
      "a deployer where the management account has no role",
      people("{ name: alice, functions: [deployer] }"),
      "there is none in the management account | name deployment.managementRole",
    ],
    [
      "Identity Center without its region",
      access("through: [identity-center]"),
      "through names identity-center, and access.identityCenter is missing",
    ],
    [
      "SAML without metadata",
      access("through: [saml]", "saml: { provider: idp }"),
      "the provider is to be made, and its metadata is missing",
    ],
    [
      "metadata that is not there",
      access("through: [saml]", "saml: { provider: idp, metadata: nowhere.xml }"),
      "the metadata cannot be read",
    ],
    [
      "metadata that is none",
      access("through: [saml]", "saml: { provider: idp, metadata: package.json }"),
      "the file is no metadata of a SAML identity provider",
    ],
    [
      "one of two ids",
      access('ci: { github: { owner: o, repository: r, ownerId: "1" } }').concat(
        "\ndeployment: { managementRole: Deploy }",
      ),
      "one of ownerId and repositoryId is missing",
    ],
    ["a key of the catalog", own("key: logReader", SEE), "the catalog has a function of this key"],
    [
      "a key whose role is another one",
      own("key: configAggregator", SEE),
      "the landing zone has something else that is called example-config-aggregator",
    ],
    [
      "a key whose role is that for emergencies",
      own("key: emergency", SEE).concat("\nbreakGlass: { role: Example-Emergency }"),
      "the landing zone has something else that is called example-emergency",
    ],
    [
      "a key whose role is the deployment's",
      own("key: deployment", SEE).concat("\ndeployment: { role: example-deployment }"),
      "the landing zone has something else that is called example-deployment",
    ],
    [
      "a key whose policy is that of a group",
      own("key: logReaderMembers", SEE),
      "the landing zone has something else that is called example-log-reader-members",
    ],
    [
      "a statement and a denial of one name",
      own('key: mine, deny: [{ sid: See, actions: ["s3:GetObject"], resources: ["*"] }]', SEE),
      "the sid is the same as that of access.ownFunctions[0].statements[0].sid",
    ],
    [
      "all actions of a service",
      own("key: mine", '{ sid: All, actions: ["s3:*"], resources: ["*"] }'),
      "service:Action",
    ],
    [
      "reading and deleting logs",
      own("key: mine", '{ sid: Both, actions: ["s3:GetObject", "s3:DeleteObject"], resources: ["*"] }'),
      "the function may both read log files and change or delete what guards the logs",
    ],
    [
      "administering and using keys",
      own("key: mine", '{ sid: Both, actions: ["kms:Decrypt", "kms:CreateGrant"], resources: ["*"] }'),
      "the function may both administer keys and decrypt",
    ],
    [
      "reading what a session's tag names, and deleting it",
      own(
        "key: mine",
        '{ sid: Get, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::${aws:PrincipalTag/log}/*"] }, ' +
          '{ sid: Delete, actions: ["s3:DeleteObject"], resources: ["*"] }',
      ),
      "the function may both read log files and change or delete what guards the logs",
    ],
    [
      "reading the trail's log group and silencing its alarms",
      own(
        "key: mine",
        '{ sid: Both, actions: ["logs:StartQuery", "cloudwatch:DisableAlarmActions"], resources: ["*"] }',
      ),
      "the function may both read log files and change or delete what guards the logs",
    ],
    ...["kms:CreateGrant", "kms:PutKeyPolicy"].map((action): [string, string, string] => [
      `${action}, by which one lets oneself decrypt`,
      own("key: mine", `{ sid: Hand, actions: ["${action}"], resources: ["*"] }`),
      "the function may both administer keys and decrypt",
    ]),
    [
      "reading logs and becoming the deployment",
      own(
        "key: mine",
        '{ sid: Get, actions: ["s3:GetObject"], resources: ["*"] }, ' +
          '{ sid: Become, actions: ["sts:Assume*"], resources: ["arn:aws:iam::*:role/OrganizationAccountAccessRole"] }',
      ),
      "the function may both read log files and change or delete what guards the logs",
    ],
    [
      "a person who reads by the catalog and deletes by one's own",
      own(
        "key: mine",
        '{ sid: Delete, actions: ["s3:Delete*"], resources: ["*"] }',
        "people: [{ name: a, functions: [logReader, mine] }]",
      ),
      "with logReader one person could read log files and change or delete what guards the logs",
    ],
    [
      "more networks than a trust policy holds",
      access(
        `functions: { reviewer: { sourceNetworks: [${Array.from({ length: 140 }, (_, index) => `10.0.${index}.0/24`).join(", ")}] } }`,
      ),
      "its role's trust policy has no room",
    ],
    ...["logReader", "breakGlass"].map((key): [string, string, string] => [
      `more people with ${key} than a trust policy holds`,
      people(
        ...Array.from({ length: 80 }, (_, index) => `{ name: somebody.${index}@example.com, functions: [${key}] }`),
      ),
      `the trust policy of the role of ${key} has no room for everybody who has the function | 80 people`,
    ]),
    [
      "a statement that no policy holds",
      own(
        "key: mine",
        `{ sid: Many, actions: ["s3:GetObject"], resources: [${Array.from({ length: 200 }, (_, index) => `"arn:aws:s3:::some-other-bucket-${index}/*"`).join(", ")}] }`,
      ),
      "the statement Many does not fit into a managed policy",
    ],
    ["a session of 13 hours", access("functions: { reviewer: { hours: 13 } }"), "must be at most 12"],
  ])("refuses %s", (_, text, message) => {
    expect(problems(text)).toEqual([expect.stringContaining(message)]);
  });

  it.each(["*", "arn:aws:iam::222222222222:role/example-break-glass"])(
    "lets nobody become %s by a function",
    (role) => {
      const text = own("key: mine", `{ sid: Become, actions: ["sts:AssumeRole"], resources: ["${role}"] }`);
      expect(problems(text)).toEqual(
        ["read log files and change or delete what guards the logs", "administer keys and decrypt"].map(
          (both) => expect.stringContaining(`the function may both ${both}`) as string,
        ),
      );
    },
  );

  it("lets a function become roles of one's own", () => {
    const role = "arn:aws:iam::222222222222:role/costs";
    expect(problems(own("key: mine", `{ sid: Become, actions: ["sts:AssumeRole"], resources: ["${role}"] }`))).toEqual(
      [],
    );
  });

  it("points at the place", () => {
    const [problem] = problemsOf(people("{ name: alice, functions: [keyCustodian, logReader] }"));
    expect(problem).toMatchObject({ line: 20, path: "access.people[0].functions[1]" });
  });

  it("takes what is denied without a condition for not allowed", () => {
    const text = own(
      'key: mine, deny: [{ sid: Not, actions: ["s3:Delete*"], resources: ["*"] }]',
      '{ sid: Both, actions: ["s3:GetObject", "s3:DeleteObject"], resources: ["*"] }',
    );
    expect(problems(text)).toEqual([]);
  });

  it("warns of people without functions, and of functions without people", () => {
    expect(warnings(own("key: costReader", SEE, "people: [{ name: alice }]"))).toEqual(
      expect.arrayContaining([
        "alice has no function, and so no access",
        "nobody in this file has the function costReader",
      ]),
    );
  });

  it("warns of what is left of Identity Center, and of SAML without effect", () => {
    expect(warnings(access("identityCenter: { region: eu-west-1 }"))).toEqual([
      "through does not name identity-center: permission sets that were made are taken away",
    ]);
    expect(warnings(access("saml: { provider: idp, existing: true }"))).toEqual([
      "without effect: through does not name saml",
    ]);
  });

  it("has a permission set name of at most 32 characters", () => {
    const text = extended("access: {}").replace("name: example", `name: ${"a".repeat(30)}`);
    const { landingZone } = parseLandingZone(text, "test.yaml");
    const names = landingZone.access?.functions.map(({ permissionSet }) => permissionSet) ?? [];
    expect(names.filter((name) => name.length > 32)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
