// What Terraform may lose when one configuration follows another, by the addresses of what is synthesized.
import { parseLandingZone } from "../../config/load";
import type { Ledger } from "../../config/ledger/schema";
import { defineLandingZone } from "../../stacks/landing-zone";
import type { Forgotten } from "../../stacks/ledger";
import { synthesizeApp } from "../support/terraform";
import type { Template } from "../support/terraform";

const FILE = [
  "name: small",
  "homeRegion: eu-west-1",
  "regions: [eu-west-1, us-east-1]",
  "organization:",
  "  organizationalUnits: [{ name: Security }, { name: Workloads, organizationalUnits: [{ name: Production }] }]",
  "accounts:",
  '  management: { id: "111111111111", email: management@example.com }',
  "  logArchive: { email: log-archive@example.com, organizationalUnit: Security }",
  "  audit: { email: audit@example.com, organizationalUnit: Security }",
  "  workloads:",
  "    - { name: shop, email: shop@example.com, organizationalUnit: Workloads/Production }",
  "    - { name: blog, email: blog@example.com }",
].join("\n");

interface Synthesis {
  readonly stacks: Record<string, Template>;
  readonly ledger: Ledger;
  readonly forgotten: readonly Forgotten[];
}

/** What a file is synthesized to after others. */
function after(text: string, before?: Synthesis): Synthesis {
  const { landingZone } = parseLandingZone(text, "small.yaml", before?.ledger);
  let found: Omit<Synthesis, "stacks"> | undefined;
  const { stacks } = synthesizeApp((app) => {
    found = defineLandingZone(app, landingZone);
  });
  if (found === undefined) throw new Error("nothing was defined");
  return { stacks, ledger: found.ledger, forgotten: found.forgotten };
}

const changed = (...[from, to]: readonly [string, string]): string => {
  if (!FILE.includes(from)) throw new Error(`the file has no ${from}`);
  return FILE.replace(from, to);
};

const addressesOf = ({ stacks }: Synthesis): string[] =>
  Object.entries(stacks).flatMap(([stack, { addresses }]) => addresses.map((address) => `${stack} ${address}`));

const removedOf = ({ stacks }: Synthesis, stack: string): unknown[] =>
  (stacks[stack]?.json.removed ?? []).map(({ from }) => from);

const first = after(FILE);

describe("the ledger of a landing zone", () => {
  it("changes nothing of what is synthesized while the file is the same", () => {
    const second = after(FILE, first);
    expect(second.forgotten).toEqual([]);
    expect(second.ledger).toEqual(first.ledger);
    for (const [stack, { json }] of Object.entries(second.stacks)) {
      expect([stack, { ...json, "//": 0 }]).toEqual([stack, { ...first.stacks[stack]?.json, "//": 0 }]);
    }
  });

  it.each<[string, string, string]>([
    ["an account is renamed", "name: shop,", "name: store,"],
    ["an account and its address change, and the file says so", "name: shop, email: shop@", "name: store, formerly: shop, email: store@"],
    ["the case of an address changes", "blog@example.com", "Blog@Example.com"],
    ["a unit is renamed", "{ name: Workloads,", "{ name: Work, formerly: Workloads,"],
  ])("keeps every address when %s", (_, from, to) => {
    const text = changed(from, to).replace(
      from.includes("Workloads") ? "organizationalUnit: Workloads/Production" : "never",
      "organizationalUnit: Work/Production",
    );
    const second = after(text, first);
    expect(addressesOf(second)).toEqual(addressesOf(first));
    expect(second.forgotten).toEqual([]);
  });

  it("keeps both accounts when their names are exchanged", () => {
    const text = FILE.replace("name: shop,", "name: X,").replace("name: blog,", "name: shop,").replace("name: X,", "name: blog,");
    const second = after(text, first);
    expect(addressesOf(second)).toEqual(addressesOf(first));
    expect(second.ledger.accounts.shop).toMatchObject({ name: "blog", email: "shop@example.com" });
  });

  it("forgets an account that leaves the file, and keeps its stack's entries", () => {
    const second = after(changed("\n    - { name: blog, email: blog@example.com }", ""), first);
    expect(removedOf(second, "organization")).toEqual(["aws_organizations_account.account-blog"]);
    expect(second.stacks["baseline-blog"]).toBeUndefined();
    const kept = Object.keys(second.ledger.resources).filter((key) => key.startsWith("baseline-blog/"));
    expect(kept).toEqual(Object.keys(first.ledger.resources).filter((key) => key.startsWith("baseline-blog/")));
    expect(second.ledger.accounts.blog).toEqual({ name: "blog", email: "blog@example.com", gone: true });

    // Its slug is not given to another account, and it gets it again when it is back.
    const third = after(changed("blog@example.com", "another@example.com"), second);
    expect(third.stacks["baseline-blog-2"]).toBeDefined();
    const back = after(FILE, second);
    expect(addressesOf(back)).toEqual(addressesOf(first));
    expect(back.stacks.organization?.json.import).toEqual([
      {
        to: "aws_organizations_account.account-blog",
        id: '${one([for one in data.aws_organizations_organization.returned-accounts.accounts : one.id if lower(one.email) == "blog@example.com"])}',
      },
    ]);
  });

  it("forgets what protects a region that leaves the file, with its provider", () => {
    const second = after(changed("regions: [eu-west-1, us-east-1]", "regions: [eu-west-1]"), first);
    const removed = removedOf(second, "baseline-shop");
    expect(removed).toContain("aws_ebs_encryption_by_default.ebs-encryption-us-east-1");
    for (const [stack, { json }] of Object.entries(second.stacks)) {
      const regionsNow = json.provider.aws.map(({ region }) => region);
      const regionsThen = first.stacks[stack]?.json.provider.aws.map(({ region }) => region) ?? [];
      expect(regionsNow).toEqual(expect.arrayContaining(regionsThen));
    }
    expect(second.forgotten.every((one) => one.in.endsWith("/us-east-1"))).toBe(true);
  });
});
