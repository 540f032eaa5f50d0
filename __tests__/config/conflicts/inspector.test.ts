import { parseLandingZone } from "../../../config/load";
import { changed, extended, problems } from "../support";

const NOW = "2026-11-29T12:00:00Z";

beforeAll(() => jest.useFakeTimers({ now: new Date(NOW), doNotFake: ["nextTick", "setImmediate"] }));
afterAll(() => jest.useRealTimers());

const inspector = (fields: string): string => extended(`inspector: { ${fields} }`);
const found = (fields: string): string[] => problems(inspector(fields));
const suppression = ({
  name = "a",
  expires = "2027-03-31",
  criteria = "{ vulnerabilityId: [CVE-2024-*] }",
} = {}): string => `{ name: ${name}, reason: accepted until spring, expires: ${expires}, criteria: ${criteria} }`;
const suppressed = (...suppressions: string[]): string => `suppressions: [${suppressions.join(", ")}]`;

describe("scans of Amazon Inspector", () => {
  it("may be all, or the default", () => {
    expect(found("")).toEqual([]);
    expect(found("scans: [lambda-code, lambda, ec2, ecr]")).toEqual([]);
  });

  it("are of code only where functions are scanned", () => {
    expect(found("scans: [ec2, lambda-code]")).toEqual([
      '18:27 inspector.scans[1]: code is scanned of functions that are scanned | "lambda-code" | add lambda',
    ]);
  });

  it("are some that a governed region has", () => {
    const milan = changed({ "homeRegion:": "homeRegion: eu-south-1", "regions:": "regions: [eu-south-1, us-west-1]" });
    expect(problems(`${milan}\ninspector: { scans: [lambda, lambda-code] }`)).toEqual([
      expect.stringMatching(
        /^18:30 inspector\.scans\[1\]: Amazon Inspector has this scan in none of the governed regions/,
      ),
    ]);
    expect(problems(`${milan}\ninspector: { scans: [lambda] }`)).toEqual([]);
  });
});

it("leaves accounts that join to the policy, where there is one", () => {
  expect(found("enrolment: policy")).toEqual([]);
  expect(found("enrolment: policy, newAccounts: enroll")).toHaveLength(1);
});

describe("accounts that are associated already", () => {
  it("are accounts of the landing zone, or all", () => {
    expect(found("associated: [shop, management]")).toEqual([]);
    expect(found("associated: [all]")).toEqual([]);
    expect(found("associated: [shop, all]")).toEqual([expect.stringMatching(/are all accounts, beside which/)]);
    expect(found("associated: [shpo]")).toEqual([expect.stringMatching(/there is no such account/)]);
  });

  it("are others than the administrator, and none where a policy enrolls them", () => {
    expect(found("associated: [audit]")).toEqual([expect.stringMatching(/administers Amazon Inspector/)]);
    expect(found("associated: [shop], enrolment: policy")).toEqual([
      expect.stringMatching(/inspector\.associated: an Inspector policy/),
    ]);
  });
});

describe("a suppression", () => {
  it.each([
    "{ inspectorScore: { to: 10 } }",
    "{ epssScore: { from: 0, to: 1 } }",
    "{ severity: [CRITICAL, HIGH, MEDIUM, LOW] }",
    "{ severity: [CRITICAL, HIGH, MEDIUM, LOW, UNTRIAGED], inspectorScore: { to: 10 }, resourceTags: {} }",
  ])("does not hide everything: %s", (criteria) => {
    expect(found(suppressed(suppression({ criteria })))).toEqual([
      expect.stringMatching(/criteria: every finding of the organization meets these/),
    ]);
  });

  it.each([
    "{ inspectorScore: { to: 4 } }",
    "{ severity: [LOW] }",
    "{ severity: [CRITICAL, HIGH, MEDIUM, LOW], vulnerabilityId: [CVE-2024-1] }",
  ])("may hide some: %s", (criteria) => {
    expect(found(suppressed(suppression({ criteria })))).toEqual([]);
  });

  it("has at most ten tags, as AWS takes no more", () => {
    const tags = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: v`).join(", ");
    expect(found(suppressed(suppression({ criteria: `{ resourceTags: { ${tags(10)} } }` })))).toEqual([]);
    expect(found(suppressed(suppression({ criteria: `{ resourceTags: { ${tags(11)} } }` })))).toEqual([
      expect.stringMatching(/resourceTags: more tags than AWS takes in a filter \| 11 tags/),
    ]);
  });

  it("has a name of its own", () => {
    expect(found(suppressed(suppression(), suppression({ name: "b" })))).toEqual([]);
    expect(found(suppressed(suppression(), suppression()))).toEqual([
      expect.stringMatching(
        /suppressions\[1\]\.name: the name is the same as that of inspector\.suppressions\[0\]\.name/,
      ),
    ]);
  });

  it.each(["{}", "{ resourceTags: {} }"])("says which findings: %s", (criteria) => {
    expect(found(suppressed(suppression({ criteria })))).toEqual([
      expect.stringMatching(/criteria: without criteria every finding of the organization would be hidden/),
    ]);
  });

  it.each(["{ vulnerabilityID: [a] }", "{ portRange: [80] }", "{ severity: [] }", '{ title: ["*"] }'])(
    "has criteria that the provider knows, and values: %s",
    (criteria) => {
      expect(found(suppressed(suppression({ criteria })))).toHaveLength(1);
    },
  );

  it("has scores in their order", () => {
    expect(found(suppressed(suppression({ criteria: "{ inspectorScore: { from: 2, to: 4 } }" })))).toEqual([]);
    expect(found(suppressed(suppression({ criteria: "{ inspectorScore: { from: 5, to: 4 } }" })))).toHaveLength(1);
  });

  it.each(["reason: a", "reason: short"])("has a reason that says something: %s", (reason) => {
    expect(found(suppressed(suppression().replace(/reason: [^,]+/, reason)))).toHaveLength(1);
    expect(found(suppressed(suppression().replace(/reason: [^,]+, /, "")))).toHaveLength(1);
  });

  it("ends within a year, on a day that there is", () => {
    expect(found(suppressed(suppression({ expires: "2027-11-30" })))).toEqual([]);
    expect(found(suppressed(suppression({ expires: "2027-12-01" })))).toEqual([
      expect.stringMatching(/expires: more than a year ahead \| "2027-12-01" \| at most 2027-11-30/),
    ]);
    expect(found(suppressed(suppression({ expires: "2027-02-30" })))).toHaveLength(1);
  });

  it("that has expired is a warning, from the day after", () => {
    const warnings = (expires: string) =>
      parseLandingZone(inspector(suppressed(suppression({ expires }))), "").warnings;
    expect(warnings("2026-11-29").filter(({ path }) => path.startsWith("inspector"))).toEqual([]);
    expect(warnings("2026-11-28")).toContainEqual(
      expect.objectContaining({ severity: "warning", path: "inspector.suppressions[0].expires" }),
    );
  });
});
