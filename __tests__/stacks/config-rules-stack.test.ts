import { parseLandingZone } from "../../config/load";
import { existingLandingZone, stackOf, synthesizeLandingZone } from "../support/landing-zones";
import type { Template } from "../support/terraform";

const CORE = ["management", "log-archive", "audit"];
/** Of the rule without a remediation; its stack is the organization's. */
const PLAIN = "S3_BUCKET_SSL_REQUESTS_ONLY";
const REMEDIATED = "S3_BUCKET_VERSIONING_ENABLED";

const synthesized = (config: string): Record<string, Template> =>
  synthesizeLandingZone(existingLandingZone(`config: { ${config} }`)).stacks;

/** Accounts that the organization does not deploy the rule in, in each region. */
const excludedOf = (stacks: Record<string, Template>): unknown[] =>
  stackOf(stacks, "config-rules")
    .resources("aws_config_organization_managed_rule")
    .filter(({ rule_identifier: identifier }) => identifier === PLAIN)
    .map(({ excluded_accounts: excluded }) => excluded);

/** Accounts that have the rule with a remediation, and the role of the remediation. */
const having = (stacks: Record<string, Template>, what: "rule" | "role"): string[] =>
  CORE.filter((account) => {
    const { text } = stackOf(stacks, `baseline-${account}`);
    return text.includes(
      what === "rule" ? `"source_identifier": "${REMEDIATED}"` : "remedy-s3-bucket-versioning-enabled",
    );
  });

describe("an account that is left out", () => {
  const rules = (account: string, remediated = account) =>
    `rules: { s3BucketSslRequestsOnly: { excludedAccounts: ["${account}"] }, s3BucketVersioningEnabled: { remediation: manual, excludedAccounts: ["${remediated}"] } }`;

  it.each(["audit", "333333333333"])("has no rule, whichever way the file names it: %s", (account) => {
    const stacks = synthesized(rules(account));
    expect(excludedOf(stacks)).toEqual([["333333333333"], ["333333333333"]]);
    expect(having(stacks, "rule")).toEqual(["management", "log-archive"]);
    expect(having(stacks, "role")).toEqual(["management", "log-archive"]);
  });

  it.each(["audit", "333333333333"])("has none at all, where none shall be there: %s", (account) => {
    const remediated = "rules: { s3BucketVersioningEnabled: { remediation: manual } }";
    const stacks = synthesized(`excludedAccounts: ["${account}"], ${remediated}`);
    expect(excludedOf(stacks)).toEqual([["333333333333"], ["333333333333"]]);
    expect(having(stacks, "rule")).toEqual(["management", "log-archive"]);
  });

  it("may be one outside of the landing zone", () => {
    const stacks = synthesized(rules("999999999999"));
    expect(excludedOf(stacks)).toEqual([["999999999999"], ["999999999999"]]);
    expect(having(stacks, "rule")).toEqual(CORE);
  });
});

describe("a region without rules of organizations", () => {
  const text = (remediation: string) =>
    [
      "name: small",
      "homeRegion: eu-west-1",
      "regions: [eu-west-1, mx-central-1]",
      "baseline: { optInRegions: enable }",
      "organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [] }",
      "accounts:",
      '  management: { id: "111111111111", email: management@example.com }',
      '  logArchive: { id: "222222222222", email: log-archive@example.com }',
      '  audit: { id: "333333333333", email: audit@example.com }',
      "config:",
      "  policyRules: { own: { title: Our own rule, controls: [Own 1], policy: 'rule named { type exists }' } }",
      `  rules: { s3BucketVersioningEnabled: { remediation: ${remediation} } }`,
    ].join("\n");
  const { stacks } = synthesizeLandingZone(parseLandingZone(text("manual"), "small.yaml").landingZone);
  const identifiers = (stack: string, type: string) =>
    stackOf(stacks, stack)
      .resources(type)
      .filter(({ provider }) => String(provider).includes("mx-central-1"));

  it("has none of them", () => {
    const { text: all } = stackOf(stacks, "config-rules");
    expect(all).toContain("eu-west-1");
    expect(identifiers("config-rules", "aws_config_organization_managed_rule")).toEqual([]);
    expect(identifiers("config-rules", "aws_config_organization_custom_policy_rule")).toEqual([]);
  });

  it.each(CORE)("has the rules that AWS manages as those of the account: %s", (account) => {
    const there = identifiers(`baseline-${account}`, "aws_config_config_rule").map(({ source }) =>
      JSON.stringify(source),
    );
    expect(there).toContainEqual(expect.stringContaining("CLOUD_TRAIL_ENABLED"));
    expect(there).toContainEqual(expect.stringContaining(REMEDIATED));
    expect(identifiers(`baseline-${account}`, "aws_config_remediation_configuration")).toEqual([]);
  });

  it("leaves the others as they are", () => {
    const remediated = stackOf(stacks, "baseline-audit").resources("aws_config_remediation_configuration");
    expect(remediated).toHaveLength(1);
    expect(stackOf(stacks, "config-rules").resources("aws_config_organization_managed_rule").length).toBeGreaterThan(
      10,
    );
  });
});
