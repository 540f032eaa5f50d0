import { DEPLOYABLE_REGIONS } from "../../../aws/regions";
import { changed, extended, problems } from "../support";

describe("name", () => {
  const longest = (region: string): number => {
    // The bucket of access logs leaves least room in regions with long names, the role in the others.
    return Math.min(63 - `-access-logs-${region}`.length, 64 - "-trail-to-cloudwatch-logs".length);
  };

  it.each(DEPLOYABLE_REGIONS)("may be as long as everything derived from it allows in %s, and no longer", (region) => {
    const text = (name: string): string =>
      changed({
        "name: example": `name: ${name}`,
        "homeRegion:": `homeRegion: ${region}`,
        "regions:": `regions: [${region}]`,
      });
    expect(problems(text("a".repeat(longest(region))))).toEqual([]);
    expect(problems(text("a".repeat(longest(region) + 1)))).toEqual([
      expect.stringMatching(
        /^1:7 name: too long for the names that begin with it: the (S3 bucket|IAM role) "a+-.*shorten name by 1 character$/,
      ),
    ]);
  });

  it("may have 36 to 39 characters, as its description says", () => {
    const lengths = DEPLOYABLE_REGIONS.map(longest);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([36, 39]);
  });

  it("is reported with what is left for it", () => {
    expect(problems(changed({ "name: example": `name: ${"a".repeat(45)}` }))).toEqual([
      expect.stringMatching(
        /^1:7 name: .* has 70 characters \| "a+" \(45 characters\) \| IAM role names have at most 64 characters, which leaves 39 for name \| shorten name by 6 characters$/,
      ),
    ]);
  });

  it("is not measured together with a region that is none", () => {
    expect(problems(changed({ "homeRegion:": `homeRegion: ${"x".repeat(60)}` }))).toEqual([
      expect.stringContaining("there is no such AWS region"),
    ]);
  });

  it.each([
    ["xn--state", "begin with xn--"],
    ["sthree-state", "begin with sthree-"],
    ["amzn-s3-demo-state", "begin with amzn-s3-demo-"],
    ["state-s3alias", "end with -s3alias"],
    ["state--ol-s3", "end with --ol-s3"],
  ])("of the state's bucket is not one that S3 keeps for itself: %s", (bucket, what) => {
    expect(problems(extended(`state: { backend: s3, bucket: ${bucket}, region: eu-west-1 }`))).toEqual([
      expect.stringContaining(`18:31 state.bucket: S3 keeps bucket names that ${what} for itself`),
    ]);
  });

  it.each([
    ["sthree-example", "sthree-"],
    // Names of buckets have a hyphen after it.
    ["amzn-s3-demo", "amzn-s3-demo-"],
  ])("leaves S3 what S3 keeps for itself: %s", (name, beginning) => {
    expect(problems(changed({ "name: example": `name: ${name}` }))).toEqual([
      expect.stringContaining(`1:7 name: S3 keeps bucket names that begin with ${beginning} for itself | "${name}"`),
    ]);
  });

  it("leaves room for the buckets of copies, whose region may have a longer name", () => {
    const text = (name: string): string =>
      extended("archive: { replica: { region: ap-southeast-1 } }")
        .replace("name: example", `name: ${name}`)
        .replace("us-east-1", "ap-southeast-1");
    expect(problems(text("a".repeat(36)))).toEqual([]);
    expect(problems(text("a".repeat(37)))).toEqual([
      expect.stringMatching(/^1:7 name: .* the S3 bucket "a+-copy-access-ap-southeast-1" has 64 characters/),
    ]);
  });

  it("is not measured together with a region of copies that is none", () => {
    expect(problems(extended(`archive: { replica: { region: ${"x".repeat(60)} } }`))).toEqual([
      expect.stringContaining("archive.replica.region: not one of the regions"),
    ]);
  });

  it.each(["cloudtrail", "config", "flow-logs", "access-logs"])(
    "gives no log bucket the name of the state's: %s",
    (what) => {
      const bucket = `example-${what}-eu-west-1`;
      expect(problems(extended(`state: { backend: s3, bucket: ${bucket}, region: eu-west-1 }`))).toEqual([
        `18:31 state.bucket: this is one of the log buckets, which the landing zone makes itself | "${bucket}" | keep the state in a bucket of its own`,
      ]);
    },
  );

  it.each(["replica", "copy-access"])("gives no bucket of copies the name of the state's: %s", (what) => {
    const state = `state: { backend: s3, bucket: example-${what}-us-east-1, region: eu-west-1 }`;
    expect(problems(extended(state))).toEqual([]);
    expect(problems(extended(state, "archive: { replica: { region: us-east-1 } }"))).toEqual([
      expect.stringMatching(/^18:31 state\.bucket: this is one of the log buckets/),
    ]);
  });
});
