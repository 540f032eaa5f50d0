import { takenBuckets } from "../../../config/ledger/taken-buckets";
import { EMPTY_LEDGER } from "../../support/ledgers";

const accounts = [
  { slug: "log-archive", name: "Log archive", id: "222222222222" },
  { slug: "audit", name: "Audit", id: "333333333333" },
  { slug: "copies", name: "Copies of logs" },
] as unknown as Parameters<typeof takenBuckets>[1]["accounts"];

const ledgerWith = (...places: string[]) => ({
  ...EMPTY_LEDGER,
  resources: Object.fromEntries(
    places.map((place, index) => [
      `log-replica/aws_s3_bucket.replica-bucket_${index}`,
      { path: "replica-bucket/Default", in: place, gone: true as const },
    ]),
  ),
});

const found = (account: string, region: string, ...places: string[]) =>
  takenBuckets(
    { archive: { replica: { account, region } } } as unknown as Parameters<typeof takenBuckets>[0],
    { accounts },
    ledgerWith(...places),
  );

describe("buckets whose name stays taken", () => {
  it("keep copies from another account in their region, also once they are forgotten", () => {
    expect(found("log-archive", "eu-central-1", "audit/eu-central-1")).toEqual([
      expect.objectContaining({
        path: ["archive", "replica", "account"],
        got: "log-archive",
        allowed: "audit",
        fix: expect.stringContaining("another region") as string,
      }),
    ]);
  });

  it("are no matter in another region, in the same account, by whatever it is called, or where there were none", () => {
    expect(found("log-archive", "us-east-1", "audit/eu-central-1")).toEqual([]);
    expect(found("333333333333", "eu-central-1", "audit/eu-central-1")).toEqual([]);
    expect(found("Copies of logs", "eu-central-1", "copies/eu-central-1")).toEqual([]);
    expect(found("log-archive", "eu-central-1")).toEqual([]);
    expect(
      takenBuckets(
        { archive: {} } as unknown as Parameters<typeof takenBuckets>[0],
        { accounts },
        ledgerWith("audit/eu-central-1"),
      ),
    ).toEqual([]);
  });
});
