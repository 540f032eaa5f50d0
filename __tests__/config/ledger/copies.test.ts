import { copyBucketId, identifiedArchive } from "../../../config/ledger/copies";

type Configuration = Parameters<typeof identifiedArchive>[0];

const configuration = (account: string, region: string): Configuration =>
  ({
    name: "example",
    homeRegion: "eu-west-1",
    accounts: {
      management: { id: "111111111111", name: "management", email: "management@example.com" },
      logArchive: { id: "222222222222", name: "log-archive", email: "log-archive@example.com" },
      audit: { id: "333333333333", name: "audit", email: "audit@example.com" },
      // It was called shop when its address was made.
      workloads: [{ slug: "shop", name: "Store", email: "shop@example.com" }],
    },
    archive: { replica: { account, region } },
  }) as unknown as Configuration;

/** What the buckets are named after when the ledger has some: names in their addresses, and places. */
const namedAfter = (
  account: string,
  region: string,
  buckets: Readonly<Record<string, string>>,
  stack = "log-replica",
): string | undefined => {
  const resources = Object.fromEntries(
    Object.entries(buckets).map(([name, place]) => [
      `${stack}/aws_s3_bucket.${name}`,
      { path: "", in: place, gone: true as const },
    ]),
  );
  return identifiedArchive(configuration(account, region), { resources }).replica?.namedAfter;
};

describe("buckets of copies", () => {
  it.each<[what: string, account: string, region: string, buckets: Readonly<Record<string, string>>]>([
    ["there were none", "audit", "eu-central-1", {}],
    ["they stay in the account", "audit", "eu-central-1", { "replica-bucket": "audit/eu-central-1" }],
    ["they were in another region", "audit", "us-east-1", { "replica-bucket": "log-archive/eu-central-1" }],
    [
      "they are back in the account that was the first in the region",
      "audit",
      "us-east-1",
      {
        "replica-bucket": "log-archive/eu-central-1",
        "replica-bucket_audit_us-east-1": "audit/us-east-1",
        "replica-bucket-log-archive": "log-archive/us-east-1",
      },
    ],
    ["the account is called otherwise by now", "Store", "eu-central-1", { "replica-bucket": "shop/eu-central-1" }],
    ["states do not say whose they are", "audit", "eu-central-1", { "replica-bucket": "unknown/eu-central-1" }],
    ["access logs alone are there", "audit", "eu-central-1", { "access-log-bucket": "shop/eu-central-1" }],
  ])("are named after their region alone where %s", (_, account, region, buckets) => {
    expect(namedAfter(account, region, buckets)).toBeUndefined();
  });

  it.each<[what: string, account: string, slug: string, buckets: Readonly<Record<string, string>>]>([
    ["another one has, or had, copies there", "audit", "audit", { "replica-bucket": "shop/eu-central-1" }],
    ["the file names the account by its id", "333333333333", "audit", { "replica-bucket": "shop/eu-central-1" }],
    [
      "others were there, the first of them unknown since the ledger was lost",
      "Store",
      "shop",
      { "replica-bucket-audit": "audit/eu-central-1" },
    ],
    [
      "they are back where they were named so",
      "audit",
      "audit",
      { "replica-bucket-audit_audit_eu-central-1": "audit/eu-central-1", "replica-bucket": "unknown/eu-central-1" },
    ],
  ])("are named after their account, too, where %s", (_, account, slug, buckets) => {
    expect(namedAfter(account, "eu-central-1", buckets)).toBe(slug);
  });

  it("are those of their stack", () => {
    expect(namedAfter("audit", "eu-central-1", { "replica-bucket": "shop/eu-central-1" }, "other")).toBeUndefined();
  });

  it("are known where they were before, and are not now", () => {
    const buckets = ["replica-bucket", "replica-bucket_audit_us-east-1", "replica-bucket-shop", "access-log-bucket"];
    const places = ["audit/eu-central-1", "audit/us-east-1", "shop/eu-central-1", "audit/eu-central-1"];
    const resources = Object.fromEntries(
      buckets.map((bucket, index) => [
        `log-replica/aws_s3_bucket.${bucket}`,
        { path: "", in: places[index] ?? "", gone: true as const },
      ]),
    );
    const former = (changed: Configuration) => identifiedArchive(changed, { resources }).formerBuckets;
    const moved = ["example-copy-access-shop-eu-central-1", "example-replica-shop-eu-central-1"];
    const first = ["example-copy-access-eu-central-1", "example-replica-eu-central-1"];
    const elsewhere = ["example-copy-access-us-east-1", "example-replica-us-east-1"];
    expect(former(configuration("audit", "eu-central-1"))).toEqual([...moved, ...elsewhere].sort());
    expect(former(configuration("shop", "eu-central-1"))).toEqual([...first, ...elsewhere].sort());
    const without = { ...configuration("", ""), archive: {} as Configuration["archive"] };
    expect(former(without)).toEqual([...first, ...moved, ...elsewhere].sort());
    expect(identifiedArchive(without, { resources: {} })).toEqual({ formerBuckets: [] });
  });

  it("are constructs of their own where they have names of their own", () => {
    expect(copyBucketId("replica-bucket", undefined)).toBe("replica-bucket");
    expect(copyBucketId("replica-bucket", "shop")).toBe("replica-bucket-shop");
  });
});
