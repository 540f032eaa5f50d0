import { changed, extended, problems } from "../support";

describe("regions", () => {
  it("that are unknown are reported with what was probably meant", () => {
    const [message = ""] = problems(changed({ "regions:": "regions: [eu-west-1, us-eats-1]" }));
    expect(message).toMatch(
      /^3:22 regions\[1\]: there is no such AWS region \| "us-eats-1" \| us-east-1, .* and \d+ more \| did you mean "us-east-1"\?$/,
    );
  });

  it("may not be repeated", () => {
    expect(problems(changed({ "regions:": "regions: [eu-west-1, us-east-1, eu-west-1]" }))).toEqual([
      '3:33 regions[2]: the region is the same as that of regions[0] | "eu-west-1" | remove one of the two',
    ]);
  });

  it("include the home region", () => {
    expect(problems(changed({ "homeRegion:": "homeRegion: eu-west-2" }))).toEqual([
      '2:13 homeRegion: the home region is not one of the regions | "eu-west-2" | eu-west-1, us-east-1 | add eu-west-2 to regions',
    ]);
  });

  it("are of one partition", () => {
    expect(problems(changed({ "regions:": "regions: [eu-west-1, cn-north-1]" }))).toEqual([
      expect.stringMatching(
        /^3:22 regions\[1\]: the region is in partition aws-cn, the home region in aws \| "cn-north-1"/,
      ),
    ]);
  });

  it("of the state are known", () => {
    expect(problems(extended("state: { backend: s3, bucket: my-state, region: eu-wst-1 }"))).toEqual([
      expect.stringMatching(/^18:49 state\.region: there is no such AWS region .*did you mean "eu-west-1"\?$/),
    ]);
  });

  it("of the state may be any, governed or not", () => {
    expect(problems(extended("state: { backend: s3, bucket: my-state, region: ap-southeast-6 }"))).toEqual([]);
  });

  it.each(["ap-southeast-6", "me-west-1", "sa-west-1"])("that the provider refuses are reported: %s", (region) => {
    expect(problems(changed({ "regions:": `regions: [eu-west-1, ${region}]` }))).toEqual([
      `3:22 regions[1]: this region is younger than the Terraform provider hashicorp/aws 5.100.0, which refuses it | "${region}" | leave the region out, and keep accounts from using it with a service control policy`,
    ]);
  });

  it.each(["eusc-de-east-1", "us-iso-east-1", "us-isob-east-1"])("of other partitions are reported: %s", (region) => {
    expect(problems(changed({ "regions:": `regions: [eu-west-1, ${region}]` }))).toEqual([
      `3:22 regions[1]: this region is in a partition that the landing zone does not work in | "${region}" | regions of aws, aws-cn and aws-us-gov`,
    ]);
  });

  it("that are misspelt are reported once, not as a missing home region again", () => {
    expect(problems(changed({ "regions:": "regions: [eu-wst-1, us-east-1]" }))).toEqual([
      expect.stringMatching(/^3:11 regions\[0\]: there is no such AWS region .*did you mean "eu-west-1"\?$/),
    ]);
    expect(problems(changed({ "homeRegion:": "homeRegion: eu-wst-1" }))).toEqual([
      expect.stringMatching(/^2:13 homeRegion: there is no such AWS region/),
    ]);
  });
});
