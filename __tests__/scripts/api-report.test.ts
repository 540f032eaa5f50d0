import { readFileSync } from "node:fs";
import { apiReport, breakingLines } from "../../scripts/documentation/api-report";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Parameters<typeof apiReport>[0];
const report = apiReport(manifest);

describe("the API report", () => {
  it.each([
    [
      "an output",
      "modules/s3 TrailBucket.ready: ITerraformDependable",
      "ready: ITerraformDependable",
      "policy: string",
    ],
    ["a prop", "modules/s3 TrailBucketProps.trail: TrailIdentity", "trail: TrailIdentity", "trailArn: string"],
    [
      "an inherited prop",
      "modules/s3 ConfigBucketProps.retention?: Retention",
      "retention?: Retention",
      "keep?: number",
    ],
    [
      "a function",
      "modules/s3 function ofAccount(options: ProtectionOptions = {}): BucketProtection",
      "ofAccount(",
      "of(",
    ],
  ])("names %s that is gone or has another name", (_, line, member, other) => {
    expect(breakingLines(report, report.replaceAll(member, other))).toContain(`lost: ${line}`);
  });

  it("names a prop that all have to give from now on, and one that was optional", () => {
    const added = report.replace("TrailBucketProps.trail:", "TrailBucketProps.owner: string\nTrailBucketProps.trail:");
    expect(breakingLines(report, added)).toEqual(["required: modules/s3 TrailBucketProps.owner: string"]);
    const demanded = report.replace("TrailBucketProps.retention?:", "TrailBucketProps.retention:");
    expect(breakingLines(report, demanded)).toContain("required: modules/s3 TrailBucketProps.retention: Retention");
  });

  it("takes what is new and optional, and anything in a version that says so", () => {
    expect(breakingLines(report, report)).toEqual([]);
    const added = report.replace("TrailBucketProps.trail:", "TrailBucketProps.owner?: string\nTrailBucketProps.trail:");
    expect(breakingLines(report, added)).toEqual([]);
    const [major = "0", minor = "0"] = manifest.version.split(".");
    const next = major === "0" ? `0.${Number(minor) + 1}.0` : `${Number(major) + 1}.0.0`;
    const broken = apiReport({ ...manifest, version: next }).replaceAll("trail: TrailIdentity", "trailArn: string");
    expect(breakingLines(report, broken)).toEqual([]);
  });
});
