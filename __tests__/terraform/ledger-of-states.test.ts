import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledgerSchema } from "../../config/ledger/schema";
import type { Ledger } from "../../config/ledger/schema";
import { ledgerOfStates } from "../../terraform/ledger-of-states";
import { statesOf } from "../../terraform/states";
import { existingLandingZone } from "../support/landing-zones";

const PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]';

const MADE: Ledger["resources"] = {
  "log-archive/aws_s3_bucket.trail-bucket": { path: "trail/bucket", in: "audit/eu-central-1" },
};

const resource = (type: string, name: string, attributes: unknown, more: object = {}): object => ({
  mode: "managed",
  type,
  name,
  provider: PROVIDER,
  instances: [{ attributes }],
  ...more,
});

/** The ledger of local states, by stack. */
async function ledgerOf(states: Readonly<Record<string, readonly object[]>>): Promise<Ledger> {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-states-"));
  try {
    for (const [stack, resources] of Object.entries(states)) {
      writeFileSync(join(folder, `terraform.${stack}.tfstate`), JSON.stringify({ version: 4, resources }));
    }
    const landingZone = existingLandingZone();
    return await ledgerOfStates(landingZone, statesOf(landingZone, join(folder, "cdktf.out")), {
      accountOf: () => "audit",
      resources: MADE,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const BUCKET = resource("aws_s3_bucket", "trail-bucket", { id: "b" }, { provider: `${PROVIDER}.eu-central-1` });

describe("the ledger of states", () => {
  it("has accounts, units, policies and all that must not be lost", async () => {
    const ledger = await ledgerOf({
      organization: [
        resource("aws_organizations_account", "account-shop", {
          id: "4".repeat(12),
          name: "Shop",
          email: "s@example.com",
        }),
        resource("aws_organizations_organizational_unit", "organizational-unit_work_01234567", {
          id: "ou-1",
          name: "Work",
          parent_id: "r-1",
        }),
        resource("aws_organizations_organizational_unit", "organizational-unit_work-test_89ABCDEF", {
          id: "ou-2",
          name: "Test",
          parent_id: "ou-1",
        }),
        resource("aws_organizations_policy", "scp-root-1", { name: "p", content: '{"Statement":[{"Sid":"A"},{}]}' }),
      ],
      "log-archive": [BUCKET, resource("aws_sns_topic_subscription", "a", {})],
    });
    expect(ledger.accounts).toMatchObject({ shop: { id: "4".repeat(12), name: "Shop", email: "s@example.com" } });
    expect(ledger.organizationalUnits).toEqual({ work: { path: "Work" }, "work-test": { path: "Work/Test" } });
    expect(ledger.policies).toEqual({ "scp-root-1": { name: "p", statements: "A " } });
    expect(Object.keys(ledger.resources)).toContain("log-archive/aws_s3_bucket.trail-bucket");
    expect(Object.keys(ledger.resources)).not.toContain("log-archive/aws_sns_topic_subscription.a");
    expect(ledger.regions["log-archive"]).toContain("eu-central-1");
  });

  it("has what is tainted, deposed or counted, and makes nothing up where attributes are missing", async () => {
    const account = { id: "5".repeat(12), name: "Blog", email: "b@example.com" };
    const ledger = await ledgerOf({
      organization: [
        resource("aws_organizations_account", "account-blog", undefined, {
          instances: [
            { deposed: "0badcafe", attributes: { ...account, name: "Before" } },
            { status: "tainted", attributes: account },
          ],
        }),
        resource("aws_organizations_account", "account-shop", null),
        resource("aws_organizations_organizational_unit", "organizational-unit_a_01234567", null),
        resource("aws_organizations_policy", "scp-root-1", { name: "p" }),
      ],
      "baseline-shop": [
        resource("aws_flow_log", "flow-logs-eu-west-1", undefined, {
          instances: [
            { index_key: "vpc-1", attributes: { id: "fl-1" } },
            { index_key: "vpc-2", attributes: { id: "fl-2" } },
          ],
        }),
      ],
    });
    expect(ledgerSchema.parse(ledger)).toEqual(ledger);
    expect(ledger.accounts).toMatchObject({ blog: account });
    expect(ledger.accounts).not.toHaveProperty("shop");
    expect(Object.keys(ledger.resources)).toContain("baseline-shop/aws_flow_log.flow-logs-eu-west-1");
    expect(JSON.stringify(ledger)).not.toContain("undefined");
  });

  it("has the paths of what the configuration makes, whether it has moved or not, and of nothing else", async () => {
    const bucket = (name: string): object => ({ ...BUCKET, name });
    const { resources } = await ledgerOf({
      "log-archive": [bucket("trail-bucket"), bucket("trail-bucket_audit_eu-central-1"), bucket("trail-bucket_other")],
    });
    expect(Object.values(resources).map(({ path }) => path)).toEqual(["trail/bucket", "trail/bucket", ""]);
  });

  it("knows a trail that has selectors, and leaves out what events of rules go to besides", async () => {
    const selectors = [{ field_selector: [{ field: "eventCategory", equals: ["Management"] }] }];
    const trail = (advanced_event_selector: unknown): object =>
      resource("aws_cloudtrail", "trail", { id: "t", advanced_event_selector });
    const target = resource("aws_cloudwatch_event_target", "rule-a_target-sqseu-west-1_01234567", { id: "t" });
    const ledger = await ledgerOf({ "organization-trail": [trail(selectors), target] });
    expect(ledger.trailSelectors).toBe("advanced");
    expect(Object.keys(ledger.resources)).toEqual(["organization-trail/aws_cloudtrail.trail"]);
    expect(await ledgerOf({ "organization-trail": [trail([])] })).not.toHaveProperty("trailSelectors");
  });

  it("ends with units that are their own parents", async () => {
    const own = { id: "ou-1", name: "A", parent_id: "ou-1" };
    const ledger = await ledgerOf({
      organization: [resource("aws_organizations_organizational_unit", "organizational-unit_a_01234567", own)],
    });
    expect(ledger.organizationalUnits).toEqual({ a: { path: "A" } });
  });

  it.each<[string, Readonly<Record<string, readonly object[]>>, RegExp]>([
    ["there are none", {}, /there is nothing in states in/],
    ["nothing in them is kept", { organization: [] }, /there is nothing in states in/],
    ["one has modules", { organization: [{ ...BUCKET, module: "module.logs" }] }, /module\.logs\.aws_s3_bucket\.trail/],
  ])("is refused where %s", async (_, states, message) => {
    await expect(
      ledgerOf(states).catch((error: unknown) => Promise.reject(new Error(String(error).replace(/\s+/g, " ")))),
    ).rejects.toThrow(message);
  });
});
