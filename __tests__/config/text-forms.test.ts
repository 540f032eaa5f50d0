import { problems, changed, extended } from "./support";

const FOR_NEW_ACCOUNTS = /AWS creates no account with this address|not in the form it must have/;

describe("the address of an account that is to be created", () => {
  const problem = (address: string) =>
    problems(changed({ "audit:": `  audit: { email: ${JSON.stringify(address)} }` }))[0];

  it.each([
    ["angle brackets", "<x@example.com>"],
    ["a blank", "a b@example.com"],
    ["quotes", '"a"@example.com'],
    ["an apostrophe", "o'brien@example.com"],
    ["an ampersand", "a&b@example.com"],
    ["an umlaut", "müller@example.com"],
    ["an umlaut in the domain", "mueller@exämple.com"],
    ["an underscore in the domain", "aws@my_company.com"],
    ["a hyphen at the beginning of the domain", "aws@-example.com"],
    ["a dot at the beginning", ".aws@example.com"],
    ["no dot in the domain", "aws@example"],
    ["two dots in the domain", "aws@example..com"],
    ["two @", "a@b@example.com"],
    ["more than 64 characters", `${"x".repeat(53)}@example.com`],
    ["an invisible character", "a\u200bb@example.com"],
  ])("has no %s", (_, address) => {
    expect(problem(address)).toMatch(/^13:\d+ /);
  });

  it.each(["aws+audit@example.com", "first.last@mail.example.co.uk", `${"x".repeat(52)}@example.com`, "a_b-c@e.de"])(
    "may be %s",
    (address) => {
      expect(problem(address)).toBeUndefined();
    },
  );

  it("is checked beside what else is wrong with the account", () => {
    const found = problems(changed({ "audit:": `  audit: { name: 5, email: "o'brien@example.com" }` }));
    expect(found).toEqual([expect.stringContaining("name"), expect.stringMatching(FOR_NEW_ACCOUNTS)]);
  });

  it("may be what AWS refuses by now where the account exists", () => {
    const audit = (id: string) => problems(changed({ "audit:": `  audit: { ${id}email: "o'brien@example.com" }` }))[0];
    expect(audit("")).toMatch(FOR_NEW_ACCOUNTS);
    expect(audit('id: "333333333333", ') ?? "").not.toMatch(FOR_NEW_ACCOUNTS);
  });
});

describe("an endpoint", () => {
  const problem = (url: string) =>
    problems(extended(`alerts: { routes: { high: { https: [${JSON.stringify(url)}] } } }`))[0];

  it.each(["https://alerts.example.com", "https://alerts.example.com:8443/aws?key=1#x", "https://a.example.com?x=a@b"])(
    "may be %s",
    (url) => {
      expect(problem(url)).toBeUndefined();
    },
  );

  it.each([
    "https://user:secret@alerts.example.com/aws",
    "https://user@alerts.example.com",
    "http://alerts.example.com",
    "https://",
    "https://exämple.com",
  ])("may not be %s", (url) => {
    expect(problem(url)).toMatch(/not in the form it must have .* without user:password@$/);
  });
});

describe("the bucket of the state", () => {
  const problem = (bucket: string) =>
    problems(extended(`state: { backend: s3, region: eu-west-1, bucket: "${bucket}" }`))[0];

  it.each(["terraform.example.org", "a1-b", "1.2.3", "x".repeat(63)])("may be %s", (bucket) => {
    expect(problem(bucket)).toBeUndefined();
  });

  it.each(["a..b", "192.168.5.4", ".ab", "ab-", "Ab", "a_b", "x".repeat(64)])("may not be %s", (bucket) => {
    expect(problem(bucket)).toMatch(/^18:\d+ state\.bucket: not in the form it must have/);
  });
});

describe("the key of the state", () => {
  const problem = (id: string) =>
    problems(
      extended(
        "state:",
        "  backend: s3",
        "  region: eu-west-1",
        "  bucket: example-org-state",
        `  kmsKeyArn: arn:aws:kms:eu-west-1:111111111111:key/${id}`,
      ),
    )[0];

  it.each(["1234abcd-12ab-34cd-86ef-1234567890ab", "mrk-1234abcd12ab34cd86ef1234567890ab"])("may be %s", (id) => {
    expect(problem(id)).toBeUndefined();
  });

  it.each(["1234abcd-12ab-34cd-56ef-1234567890ab", "1234ABCD-12ab-34cd-86ef-1234567890ab", "my-key", "mrk-1"])(
    "may not be %s, which Terraform refuses",
    (id) => {
      expect(problem(id)).toMatch(/^22:14 state\.kmsKeyArn: not in the form it must have/);
    },
  );
});

describe("texts", () => {
  it.each([
    ["a control character", "\u0007", "U+0007"],
    ["half of a character", "\ud83d", "U+D83D"],
    ["a change of direction", "\u202e", "U+202E"],
    ["a line separator", "\u2028", "U+2028"],
  ])("have no %s", (_, character, name) => {
    const escaped = JSON.stringify(`Pay${character}roll`).replace(
      /[^ -~]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(problems(extended("tags:", `  Team: ${escaped}`))).toEqual([
      expect.stringMatching(
        new RegExp(`^19:9 : holds a character that cannot be seen, ${name.replace("+", "\\+")} .* remove it$`),
      ),
    ]);
    expect(problems(extended("tags:", `  ${escaped}: platform`))[0]).toMatch(
      /^19:3 : holds a character that cannot be seen/,
    );
  });

  it("may have line breaks where they are long, and the joiners of scripts that need them", () => {
    expect(
      problems(
        extended('config: { policyRules: { own: { title: نمی\u200cخواهم, controls: [Own 1], policy: "a\\n\\tb" } } }'),
      ),
    ).toEqual([]);
  });
});

describe("parameters of rules", () => {
  const problem = (rule: string, parameters: string) =>
    problems(extended(`config: { rules: { ${rule}: { parameters: { ${parameters} } } } }`))[0];

  it.each([
    ["accessKeysRotated", 'maxAccessKeyAge: "30"'],
    ["s3BucketVersioningEnabled", 'isMfaDeleteEnabled: "True"'],
    ["vpcFlowLogsEnabled", "trafficType: REJECT"],
  ])("may be what AWS takes: %s, %s", (rule, parameters) => {
    expect(problem(rule, parameters)).toBeUndefined();
  });

  it.each([
    ["accessKeysRotated", "maxAccessKeyAge: abc", 'a whole number in quotes, such as "90"'],
    ["s3BucketVersioningEnabled", 'isMfaDeleteEnabled: "yes"', '"true" or "false"'],
    ["vpcFlowLogsEnabled", "trafficType: reject", "ACCEPT, REJECT, ALL"],
  ])("may not be anything else: %s, %s", (rule, parameters, allowed) => {
    expect(problem(rule, parameters)).toMatch(/parameters\.\w+: not a value that the rule's parameter takes/);
    expect(problem(rule, parameters)?.endsWith(`| ${allowed}`)).toBe(true);
  });
});
