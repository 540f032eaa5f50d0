import { readdirSync } from "node:fs";
import { parseLandingZone, loadLandingZone } from "../../../config/load";
import { ADOPTED, changed, extended } from "../support";

const warnings = (text: string): string[] =>
  parseLandingZone(text, "test.yaml").warnings.map(({ column, fix, got, line, message, path }) =>
    [`${line}:${column} ${path}: ${message}`, got, fix].filter((part) => part !== undefined).join(" | "),
  );
const archive = (fields: string): string[] => warnings(extended(`archive: { ${fields} }`));

describe("copies of the trail's files", () => {
  const COMPLIANCE = "objectLock: { mode: compliance, duration: 30 days }";
  const UNREADABLE = "one account can make all copies of the trail's files unreadable: the break-glass role of";

  it.each([
    [
      "beside originals that a lock does not hold",
      "replica: { region: us-east-1 }",
      `18:21 archive.replica: ${UNREADABLE} log-archive can destroy the key of the originals, and the key of the copies | copies in log-archive, the key of the originals in log-archive | set archive.replica.account: audit, or to a workload account of its own`,
    ],
    [
      "beside originals whose key is elsewhere",
      "logKeyAccount: audit, replica: { region: us-east-1, account: log-archive }",
      `18:73 archive.replica.account: ${UNREADABLE} log-archive can destroy the originals, and the key of the copies | copies in log-archive, the key of the originals in audit | set archive.replica.account to a workload account of its own`,
    ],
    [
      "in the account of the originals' key",
      `${COMPLIANCE}, logKeyAccount: audit, replica: { region: us-east-1, account: Audit }`,
      `18:126 archive.replica.account: ${UNREADABLE} audit can destroy the key of the originals, and the key of the copies | copies in audit, the key of the originals in audit | set archive.replica.account to a workload account of its own, or archive.logKeyAccount: log-archive`,
    ],
  ])("are warned of: %s", (_, fields, expected) => {
    expect(archive(fields)).toEqual([expected]);
  });

  it.each([
    "",
    "logKeyAccount: audit",
    "replica: { region: us-east-1, account: audit }",
    "replica: { region: us-east-1, account: shop }",
    "logKeyAccount: audit, replica: { region: us-east-1, account: shop }",
    // The originals cannot be deleted, and their key is elsewhere.
    `${COMPLIANCE}, logKeyAccount: audit, replica: { region: us-east-1 }`,
  ])("are not where no account has both: %s", (fields) => {
    expect(archive(fields)).toEqual([]);
  });
});

describe("a principal for emergencies", () => {
  const trusted = (arn: string, ...more: string[]): string[] =>
    warnings(extended(`breakGlass: { trustedPrincipals: ["${arn}"] }`, ...more));
  it.each([
    "arn:aws:iam::111111111111:root",
    "arn:aws:iam::111111111111:user/lead",
    "arn:aws:iam::111111111111:role/lead",
  ])("gets in: %s", (arn) => {
    expect(trusted(arn)).toEqual([]);
  });

  it("never gets in by the role itself", () => {
    expect(trusted("arn:aws:iam::111111111111:role/example-break-glass")).toEqual([
      '18:35 breakGlass.trustedPrincipals[0]: this principal can never get in: it is the break-glass role itself, which only those have who got in | "arn:aws:iam::111111111111:role/example-break-glass" | name who is to assume the role: IAM users with an MFA device, other roles or permission sets',
    ]);
  });

  it("never gets in by a role of an account outside of the organization; a user does", () => {
    const outside = 'config: { aggregation: { externalAccounts: [{ id: "999999999999" }] } }';
    expect(trusted("arn:aws:iam::999999999999:role/lead", outside)).toEqual([
      expect.stringMatching(
        /^18:35 .* can never get in: the role demands roles of the organization, .*externalAccounts has its account outside \| .* \| name an IAM user with an MFA device of that account, or /,
      ),
    ]);
    expect(trusted("arn:aws:iam::999999999999:user/lead", outside)).toEqual([]);
    expect(trusted("arn:aws:iam::888888888888:role/lead", outside)).toEqual([]);
  });

  it("does not get in for long by a role of an account that leaves", () => {
    const file = changed({
      "organization:": ADOPTED,
      "- name: shop": '    - id: "444444444444"\n      name: shop\n      leaving: true',
    });
    const lead = 'breakGlass: { trustedPrincipals: ["arn:aws:iam::444444444444:role/lead"] }';
    expect(warnings(`${file}\n${lead}`)).toContainEqual(
      expect.stringMatching(
        /can never get in: .* and its account is leaving \| .* \| name a role of an account that stays/,
      ),
    );
  });

  it("gets in by nothing that the file makes, where it does not make the role", () => {
    expect(
      warnings(extended('breakGlass: { create: false, trustedPrincipals: ["arn:aws:iam::111111111111:root"] }')),
    ).toEqual([
      "18:30 breakGlass.trustedPrincipals: nobody gets in by it: breakGlass.create is false, so that the role and its trust policy are made elsewhere | remove it and see to the trust policy where the role is made, or remove create: false",
    ]);
    expect(warnings(extended("breakGlass: { create: false }"))).toEqual([]);
  });
});

describe("the examples", () => {
  const files = [
    "landing-zone.yaml",
    ...readdirSync("examples")
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => `examples/${name}`),
  ];

  it.each(files)("leave nobody out, and give no account all copies: %s", (file) => {
    const found = loadLandingZone(file).warnings.filter(({ message }) => /all copies|get in|gets in/.test(message));
    expect(found).toEqual([]);
  });
});
