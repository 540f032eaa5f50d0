// What exists under the name that this project gives it, and has no setting of its own, is adopted by its line of the ledger.
import { parseLandingZone } from "../../config/load";
import type { Ledger } from "../../config/ledger/schema";
import { defineLandingZone } from "../../stacks/landing-zone";
import { synthesizeApp } from "../support/terraform";
import type { Template } from "../support/terraform";

const FILE = [
  "name: small",
  "homeRegion: eu-west-1",
  "regions: [eu-west-1]",
  "organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [] }",
  "accounts:",
  '  management: { id: "111111111111", email: management@example.com }',
  '  logArchive: { id: "222222222222", email: log-archive@example.com }',
  '  audit: { id: "333333333333", email: audit@example.com }',
].join("\n");

function synthesized(before?: Ledger): { readonly ledger: Ledger; readonly stacks: Record<string, Template> } {
  const { landingZone } = parseLandingZone(FILE, "small.yaml", before);
  let ledger: Ledger | undefined;
  const { stacks } = synthesizeApp((app) => {
    ({ ledger } = defineLandingZone(app, landingZone));
  });
  if (ledger === undefined) throw new Error("nothing was defined");
  return { ledger, stacks };
}

const { ledger } = synthesized();

const NAMED: readonly (readonly [what: string, stack: string, type: string, path: string, id: string])[] = [
  [
    "the trail",
    "organization-trail",
    "aws_cloudtrail",
    "",
    "arn:aws:cloudtrail:eu-west-1:111111111111:trail/small-organization",
  ],
  ["an analyzer", "security-tooling", "aws_accessanalyzer_analyzer", "", "small-organization"],
  ["a bucket", "log-archive", "aws_s3_bucket", "trail-bucket", "small-cloudtrail-eu-west-1"],
  [
    "a service-linked role of the management account",
    "organization",
    "aws_iam_service_linked_role",
    "config-multi-account-setup",
    "arn:aws:iam::111111111111:role/aws-service-role/config-multiaccountsetup.amazonaws.com/AWSServiceRoleForConfigMultiAccountSetup",
  ],
  [
    "a service-linked role of a member account",
    "baseline-audit",
    "aws_iam_service_linked_role",
    "config-role",
    "arn:aws:iam::333333333333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
  ],
  [
    "a delegation",
    "organization",
    "aws_organizations_delegated_administrator",
    "",
    "333333333333/access-analyzer.amazonaws.com",
  ],
];
const BY_ID: typeof NAMED = [
  ["a guardrail policy", "organization", "aws_organizations_policy", "", "p-abcd1234"],
  ["its attachment", "organization", "aws_organizations_policy_attachment", "", "r-ab12:p-abcd1234"],
  ["an aggregator", "security-tooling", "aws_config_configuration_aggregator", "", "small-aggregator"],
];

function keyOf(stack: string, type: string, path: string): string {
  const found = Object.entries(ledger.resources).find(
    ([key, entry]) => key.startsWith(`${stack}/${type}.`) && entry.path.startsWith(path),
  );
  if (found === undefined) throw new Error(`the ledger has no ${type} of ${stack} at ${path}`);
  return found[0];
}

/** The ledger once somebody wrote into some of its lines that these things are there already. */
function mended(): Ledger {
  const resources = { ...ledger.resources };
  for (const [entries, written] of [
    [NAMED, false],
    [BY_ID, true],
  ] as const) {
    for (const [, stack, type, path, id] of entries) {
      const key = keyOf(stack, type, path);
      const entry = resources[key];
      if (entry !== undefined) resources[key] = { ...entry, returned: true, ...(written ? { import: id } : {}) };
    }
  }
  return { ...ledger, resources };
}

describe("a line of the ledger that says that something is there", () => {
  const { stacks } = synthesized(mended());

  it.each([...NAMED, ...BY_ID])("adopts %s", (_, stack, type, path, id) => {
    const to = keyOf(stack, type, path).slice(stack.length + 1);
    expect((stacks[stack]?.json.import ?? []).filter((block) => block.to === to)).toEqual([{ to, id }]);
  });

  it("adopts nothing else", () => {
    const imports = Object.values(stacks).flatMap(({ json }) => json.import ?? []);
    const accountsAndOrganization = 3;
    expect(imports).toHaveLength(NAMED.length + BY_ID.length + accountsAndOrganization);
  });
});
