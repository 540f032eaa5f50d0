import { parseLandingZone } from "../../../config/load";
import { changed, extended, problems } from "../support";

const BASE = ["inspector:", "  instanceTags: { Environment: [production, staging], Owner: [] }", "  targets:"];
const HOSTS = "hosts: { agent: { enabled: true }, sessions: { enabled: true } }";
const target = (...lines: string[]): string =>
  extended(HOSTS, ...BASE, "    - name: production", ...lines.map((line) => `      ${line}`));
const TAGS = "tags: { Environment: [production] }";

const warnings = (text: string): string[] =>
  parseLandingZone(text, "test.yaml").warnings.map(({ message, path }) => `${path}: ${message}`);

describe("targets of Amazon Inspector", () => {
  it("are by tags that are declared, and then nothing is said", () => {
    const text = target(TAGS);
    expect(problems(text)).toEqual([]);
    expect(warnings(text)).toEqual([]);
  });

  it("need tags for CIS scans, for AWS has no target of all instances", () => {
    const expected = expect.stringContaining(
      "inspector.targets[0].tags: a CIS scan needs tags: Amazon Inspector finds its instances by them",
    ) as string;
    expect(problems(target())).toEqual([expected]);
    expect(problems(target("tags: {}"))).toEqual([expected]);
    expect(problems(target("rules: [cve]"))).toEqual([]);
  });

  it("are by tags that AWS takes: no empty value, and no signs that tags of CIS scans cannot have", () => {
    expect(problems(target('tags: { Environment: [""] }'))).toEqual([
      expect.stringContaining("inspector.targets[0].tags.Environment[0]") as string,
    ]);
    expect(problems(target("tags: { a+b: [c], Environment: [production] }"))).toEqual([
      expect.stringContaining("inspector.targets[0].tags.a+b: not a key that is allowed here") as string,
    ]);
    expect(problems(target('tags: { "Größe der/App": [c] }'))).toEqual([]);
  });

  it("are by five tag keys at most, with one to five values", () => {
    const keys = (count: number) =>
      `tags: { ${Array.from({ length: count }, (_, index) => `K${index}: [a]`).join(", ")} }`;
    expect(problems(target(keys(5)))).toEqual([]);
    expect(problems(target(keys(6)))).toEqual([expect.stringContaining("too many tags for a CIS scan | 6 keys")]);
    expect(problems(target("tags: { Owner: [] }"))).toHaveLength(1);
    expect(problems(target("tags: { Owner: [a, b, c, d, e, f] }"))).toHaveLength(1);
  });

  it("have names of their own", () => {
    expect(problems(`${target(TAGS)}\n    - { name: production, ${TAGS} }`)).toEqual([
      expect.stringContaining("the target is the same as that of inspector.targets[0]"),
    ]);
  });

  it.each(["accounts: [shop, audit, log-archive, management]", "accounts: [all]", "accounts: [Shop]"])(
    "are in accounts of the file: %s",
    (line) => {
      expect(problems(target(TAGS, line))).toEqual([]);
    },
  );

  it("are in no account that there is not", () => {
    expect(problems(target(TAGS, "accounts: [shopp]"))).toEqual([
      expect.stringContaining(
        'there is no such account in this landing zone | "shopp" | all, management, log-archive, audit, shop | did you mean "shop"?',
      ),
    ]);
    expect(problems(target(TAGS, "accounts: [all, shop]"))).toEqual([
      expect.stringContaining("are all accounts, beside which others say nothing"),
    ]);
  });

  it("are in governed regions that have CIS scans", () => {
    expect(problems(target(TAGS, "regions: [us-east-1]"))).toEqual([]);
    expect(problems(target(TAGS, "regions: [us-east-2]"))).toEqual([
      expect.stringContaining("not one of the regions that are governed"),
    ]);
    const hongKong = (...lines: string[]) =>
      target(TAGS, ...lines).replace("[eu-west-1, us-east-1]", "[eu-west-1, ap-east-2]");
    expect(problems(hongKong())).toEqual([]);
    expect(problems(hongKong("regions: [ap-east-2]"))).toEqual([
      expect.stringContaining("CIS scans cannot be configured in this region"),
    ]);
    expect(problems(hongKong("regions: [ap-east-2]", "rules: [cve]"))).toEqual([]);
  });

  it("have a time zone that there is", () => {
    expect(problems(target(TAGS, "schedule: { timeZone: Europe/Berlin }"))).toEqual([]);
    expect(problems(target(TAGS, "schedule: { timeZone: Europe/Berlim }"))).toEqual([
      expect.stringContaining('did you mean "Europe/Berlin"?'),
    ]);
    expect(problems(target(TAGS, 'schedule: { timeZone: "+01:00" }'))).toHaveLength(1);
    expect(problems(target(TAGS, "schedule: { timeZone: europe/berlin }"))).toEqual([
      expect.stringContaining('did you mean "Europe/Berlin"?') as string,
    ]);
    expect(problems(target(TAGS, "schedule: { timeZone: Etc/UTC }"))).toEqual([]);
    expect(problems(target(TAGS, 'schedule: { time: "24:00" }'))).toHaveLength(1);
  });

  it("have no settings of schedules that do nothing", () => {
    expect(problems(target(TAGS, "schedule: { frequency: monthly, days: [monday] }"))).toEqual([]);
    expect(problems(target(TAGS, "schedule: { frequency: monthly, days: [monday, friday] }"))).toEqual([
      expect.stringContaining("a monthly scan is on one weekday of the month | 2 days"),
    ]);
    expect(problems(target(TAGS, "schedule: { frequency: daily, days: [monday] }"))).toEqual([
      expect.stringContaining("schedule.days: has no effect with frequency: daily"),
    ]);
    expect(problems(target(TAGS, 'schedule: { frequency: once, time: "03:00", timeZone: UTC }'))).toHaveLength(2);
  });

  it("are scanned for what they ask", () => {
    const text = target(TAGS, "rules: [cis, cve, network-reachability]").replace(
      "  targets:",
      "  scans: [ecr]\n  targets:",
    );
    expect(problems(text)).toEqual([
      expect.stringContaining("rules[1]: needs the scan type ec2, which inspector.scans leaves out"),
      expect.stringContaining("rules[2]: needs the scan type ec2"),
    ]);
  });

  it("say that security best practices have no equivalent where what is nearest is not on", () => {
    const line = "rules: [cis, security-best-practices]";
    expect(warnings(target(TAGS, line))).toEqual([]);
    expect(warnings(target(TAGS, "rules: [cve, security-best-practices]"))).toEqual([
      "inspector.targets[0].rules[1]: no equivalent in Amazon Inspector; what is nearest is not all switched on",
    ]);
  });

  it.each([
    ["{ Enviroment: [production] }", "neither tags nor inspector.instanceTags has this tag"],
    ["{ environment: [production] }", "neither tags nor inspector.instanceTags has this tag"],
    ["{ Environment: [prodution] }", "not a value that is declared of the tag Environment"],
  ])("warn of tags that may match no instance: %s", (tags, message) => {
    expect(warnings(target(`tags: ${tags}`))).toEqual([expect.stringContaining(message)]);
  });

  it.each(["{ Owner: [whoever] }", "{ ManagedBy: [cdktf-landing-zone] }", "{ Environment: [staging, production] }"])(
    "know tags that are declared, and those of the landing zone: %s",
    (tags) => {
      expect(warnings(target(`tags: ${tags}`))).toEqual([]);
    },
  );

  it("warn that instance roles need policies where no policy is made for them", () => {
    const text = target(TAGS).replace(HOSTS, "");
    expect(warnings(text)).toEqual([expect.stringContaining("AmazonInspector2ManagedCisPolicy")]);
    expect(warnings(text.replace(TAGS, "rules: [cve]"))).toEqual([]);
  });

  it("are not looked for in files that have none", () => {
    expect(warnings(changed({}))).toEqual([]);
  });
});
