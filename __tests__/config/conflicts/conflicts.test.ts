import { REGIONS } from "../../../config/regions";
import { changed, extended, told } from "../support";

describe("regions", () => {
  it("that are unknown are told with what was probably meant", () => {
    const [message = ""] = told(changed({ "regions:": "regions: [eu-west-1, us-eats-1]" }));
    expect(message).toMatch(
      /^3:22 regions\[1\]: there is no such AWS region \| "us-eats-1" \| us-east-1, .* and \d+ more \| did you mean "us-east-1"\?$/,
    );
  });

  it("may not stand twice", () => {
    expect(told(changed({ "regions:": "regions: [eu-west-1, us-east-1, eu-west-1]" }))).toEqual([
      '3:33 regions[2]: the region is the same as that of regions[0] | "eu-west-1" | remove one of the two',
    ]);
  });

  it("include the home region", () => {
    expect(told(changed({ "homeRegion:": "homeRegion: eu-west-2" }))).toEqual([
      '2:13 homeRegion: the home region is not one of the regions | "eu-west-2" | eu-west-1, us-east-1 | add eu-west-2 to regions',
    ]);
  });

  it("are of one partition", () => {
    expect(told(changed({ "regions:": "regions: [eu-west-1, cn-north-1]" }))).toEqual([
      expect.stringMatching(
        /^3:22 regions\[1\]: the region is in partition aws-cn, the home region in aws \| "cn-north-1"/,
      ),
    ]);
  });

  it("of the state are known", () => {
    expect(told(extended("state: { backend: s3, bucket: my-state, region: eu-wst-1 }"))).toEqual([
      expect.stringMatching(/^18:49 state\.region: there is no such AWS region .*did you mean "eu-west-1"\?$/),
    ]);
  });
});

describe("accounts", () => {
  it("have different addresses, whatever their case", () => {
    expect(told(changed({ "audit:": "  audit: { email: LOG-ARCHIVE@example.com }" }))).toEqual([
      expect.stringMatching(
        /^13:19 accounts\.audit\.email: the e-mail address is the same as that of accounts\.logArchive\.email \| "LOG-ARCHIVE@example\.com", after "log-archive@example\.com"/,
      ),
    ]);
  });

  it("have different ids", () => {
    const text = changed({
      "organization:": "organization:\n  id: o-exampleorgid",
      "audit:": '  audit: { email: audit@example.com, id: "111111111111" }',
    });
    expect(told(text)).toEqual([
      expect.stringMatching(
        /^14:42 accounts\.audit\.id: the account id is the same as that of accounts\.management\.id/,
      ),
    ]);
  });

  it("have names that differ in more than case and punctuation", () => {
    expect(told(extended("    - { name: SHOP., email: other@example.com }").replace("SHOP.", "Sho p")).length).toBe(0);
    expect(told(extended("    - { name: SHOP, email: other@example.com }"))).toEqual([
      expect.stringMatching(
        /^18:15 accounts\.workloads\[1\]\.name: the account name is the same as that of accounts\.workloads\[0\]\.name/,
      ),
    ]);
  });

  it.each(["management", "Log Archive", "AUDIT"])("of workloads are not called like a core account: %s", (name) => {
    expect(told(changed({ "- name: shop": `    - name: ${name}` }))).toEqual([
      expect.stringMatching(
        /^15:13 accounts\.workloads\[0\]\.name: the stack of this account would be called baseline-/,
      ),
    ]);
  });

  it("that exist are in an organization that exists", () => {
    expect(told(changed({ "audit:": '  audit: { email: audit@example.com, id: "333333333333" }' }))).toEqual([
      expect.stringMatching(
        /^13:42 accounts\.audit\.id: this account exists already, but the organization is to be created .*organization\.id/,
      ),
    ]);
  });
});

describe("organizational units", () => {
  it("that accounts stand in are there", () => {
    expect(told(changed({ "organizationalUnit: Workloads": "      organizationalUnit: Workload/Production" }))).toEqual(
      [
        '17:27 accounts.workloads[0].organizationalUnit: there is no such organizational unit | "Workload/Production" | Security, Workloads, Workloads/Production | did you mean "Workloads/Production"?',
      ],
    );
  });

  it("are told to be missing altogether when there are none", () => {
    const [message = ""] = told(
      'name: example\nhomeRegion: eu-west-1\nregions: [eu-west-1]\naccounts:\n  management: { id: "111111111111", email: m@example.com }\n  logArchive: { email: l@example.com, organizationalUnit: Security }\n  audit: { email: a@example.com }\n',
    );
    expect(message).toContain("none: organization.organizationalUnits is empty");
  });

  it("have different names beside one another, whatever their case", () => {
    expect(told(changed({ "- name: Workloads": "    - name: security\n    - name: Workloads" }))).toEqual([
      '7:13 organization.organizationalUnits[1].name: the organizational unit is the same as that of organization.organizationalUnits[0].name | "security", after "Security" | give the unit another name; upper case, blanks and punctuation make no difference',
    ]);
  });

  it("may have the same name below different parents", () => {
    expect(told(changed({ "- name: Production": "        - name: Security\n        - name: Production" }))).toEqual([]);
  });

  it("are at most five levels deep", () => {
    const tree = (depth: number): string =>
      depth === 1 ? "{ name: L1 }" : `{ name: L${depth}, organizationalUnits: [${tree(depth - 1)}] }`;
    const withTree = (depth: number) => changed({ "- name: Security": `    - name: Security\n    - ${tree(depth)}` });
    expect(told(withTree(5))).toEqual([]);
    expect(told(withTree(6))).toEqual([
      expect.stringContaining("organizational units may be 5 levels deep, and this one is on level 6"),
    ]);
  });
});

describe("name", () => {
  const longest = (region: string): number => {
    // The bucket of access logs leaves least room in regions with long names, the role in the others.
    return Math.min(63 - `-access-logs-${region}`.length, 64 - "-trail-to-cloudwatch-logs".length);
  };

  it.each([...REGIONS.keys()])("may be as long as everything derived from it allows in %s, and no longer", (region) => {
    const text = (name: string): string =>
      changed({
        "name: example": `name: ${name}`,
        "homeRegion:": `homeRegion: ${region}`,
        "regions:": `regions: [${region}]`,
      });
    expect(told(text("a".repeat(longest(region))))).toEqual([]);
    expect(told(text("a".repeat(longest(region) + 1)))).toEqual([
      expect.stringMatching(
        /^1:7 name: too long for the names that begin with it: the (S3 bucket|IAM role) "a+-.*shorten name by 1 character$/,
      ),
    ]);
  });

  it("leaves S3 what S3 keeps for itself", () => {
    expect(told(changed({ "name: example": "name: sthree-example" }))).toEqual([
      expect.stringContaining("S3 keeps bucket names that begin with sthree- for itself"),
    ]);
  });

  it("gives no log bucket the name of the state's", () => {
    expect(told(extended("state: { backend: s3, bucket: example-config-eu-west-1, region: eu-west-1 }"))).toEqual([
      expect.stringMatching(/^18:31 state\.bucket: this is one of the log buckets/),
    ]);
  });
});

describe("lists and tags", () => {
  it("have no entry twice", () => {
    expect(told(extended("alerts: { emails: [a@example.com, A@example.com] }"))).toEqual([
      expect.stringMatching(/^18:35 alerts\.emails\[1\]: the address is the same as that of alerts\.emails\[0\]/),
    ]);
    expect(
      told(changed({ "organization:": "organization:\n  trustedServices: [sso.amazonaws.com, sso.amazonaws.com]" })),
    ).toHaveLength(1);
    expect(told(changed({ "organization:": "organization:\n  policyTypes: [TAG_POLICY, TAG_POLICY]" }))).toHaveLength(
      1,
    );
  });

  it.each(["ManagedBy", "LandingZone"])("leave the tag %s to the landing zone", (key) => {
    expect(told(extended("tags:", `  ${key}: me`))).toEqual([
      `19:3 tags.${key}: the landing zone sets this tag itself | remove it, or use another key`,
    ]);
  });

  it("are at most forty tags", () => {
    const tags = (count: number) =>
      extended("tags:", ...Array.from({ length: count }, (_, index) => `  Tag${index}: x`));
    expect(told(tags(40))).toEqual([]);
    expect(told(tags(41))).toEqual([expect.stringContaining("too many tags | 41 tags | at most 40")]);
  });
});
