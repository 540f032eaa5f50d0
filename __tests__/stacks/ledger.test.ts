// What Terraform may lose when one configuration follows another, by the addresses of what is synthesized.
import { readFileSync } from "node:fs";
import { parseLandingZone } from "../../config/load";
import type { Ledger, RecordedResource } from "../../config/ledger/schema";
import { ConfigurationError } from "../../config/source/problem";
import { defineLandingZone } from "../../stacks/landing-zone";
import type { Forgotten, IgnoredChange } from "../../stacks/ledger";
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

/** Switches that destroy what was made. */
const OFF = [
  /^access\.functions\.\w+\.enabled$/,
  /^baseline\.(?:accessAnalyzer|ebsEncryption|s3PublicAccessBlock|passwordPolicy\.enabled)$/,
  /^config\.rules\.[\w-]+\.enabled$/,
  /^detection\.(?:alarms\.\w+|rules\.\w+|trustedAdvisor)\.disabled$/,
  /^guardrails\.exceptions\.\w+\.disabled$/,
  /^hosts\.(?:agent|sessions)\.enabled$/,
  /^keyStore\.clientHost$/,
  /^logValidation\.enabled$/,
];
/** Switches that leave it as it is. */
const LEFT: Readonly<Record<string, string>> = {
  "access.ci.bootstrapped": "who makes the roles, which stay",
  "access.ci.gitlab.protectedEnvironment": "a trust policy, which is changed",
  "access.functions.reviewer.readsState": "a statement of a policy, which is changed",
  "access.people[].create": "whose user it is, which is not deleted",
  "access.saml.existing": "who makes the provider, which stays",
  "accounts.workloads[].leaving": "everything of the account is forgotten",
  "breakGlass.create": "who makes the role, which stays",
  "config.recording.notifications": "the topic is data",
  "inspector.classic.acknowledgeEndOfSupport": "makes nothing",
  "inspector.classic.targets[].forget": "forgets",
  "logValidation.securityHub": "a statement of a policy, which is changed",
  "organization.controlTower": "says what is there",
};

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Paths of everything in the file that can be true or false. */
function switchesOf(schema: Schema, path = ""): string[] {
  const { additionalProperties, anyOf = [], items, oneOf = [], properties = {}, type } = schema;
  return [
    ...(type === "boolean" ? [path] : []),
    ...[...anyOf, ...oneOf].flatMap((one) => switchesOf(one, path)),
    ...Object.entries(properties).flatMap(([key, value]) => switchesOf(value, path === "" ? key : `${path}.${key}`)),
    ...(typeof additionalProperties === "object" ? switchesOf(additionalProperties, `${path}.x`) : []),
    ...(items === undefined ? [] : switchesOf(items, `${path}[]`)),
  ];
}

interface Synthesis {
  readonly stacks: Record<string, Template>;
  readonly ledger: Ledger;
  readonly forgotten: readonly Forgotten[];
  readonly stillOn: readonly Forgotten[];
  readonly ignored: readonly IgnoredChange[];
}

/** What a file is synthesized to after others. */
function after(text: string, before?: Synthesis): Synthesis {
  const { landingZone } = parseLandingZone(text, "small.yaml", before?.ledger);
  let found: Omit<Synthesis, "stacks"> | undefined;
  const { stacks } = synthesizeApp((app) => {
    found = defineLandingZone(app, landingZone);
  });
  if (found === undefined) throw new Error("nothing was defined");
  return { ...found, stacks };
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
    [
      "an account and its address change, and the file says so",
      "name: shop, email: shop@",
      "name: store, formerly: shop, email: store@",
    ],
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

  it("takes back a unit that left before the one above it was renamed", () => {
    const homeless = FILE.replace(", organizationalUnit: Workloads/Production", "");
    const left = after(homeless.replace(", organizationalUnits: [{ name: Production }]", ""), first);
    expect(left.ledger.organizationalUnits["workloads-production"]).toEqual({
      path: "Workloads/Production",
      gone: true,
    });
    const renaming = homeless.replace("{ name: Workloads,", "{ name: Work, formerly: Workloads,");
    const renamed = after(renaming.replace(", organizationalUnits: [{ name: Production }]", ""), left);
    const back = after(renaming, renamed);
    expect(back.ledger.organizationalUnits).toMatchObject({ "workloads-production": { path: "Work/Production" } });
    expect(addressesOf(back)).toEqual(expect.arrayContaining(addressesOf(first)));
  });

  it("keeps both accounts when their names are exchanged", () => {
    const text = FILE.replace("name: shop,", "name: X,")
      .replace("name: blog,", "name: shop,")
      .replace("name: X,", "name: blog,");
    const second = after(text, first);
    expect(addressesOf(second)).toEqual(addressesOf(first));
    expect(second.ledger.accounts.shop).toMatchObject({ name: "blog", email: "shop@example.com" });
    expect(second.ignored).toEqual([
      { account: "shop", what: "name", from: "shop", to: "blog" },
      { account: "blog", what: "name", from: "blog", to: "shop" },
    ]);
    expect(after(text, second).ignored).toEqual([]);
  });

  it("forgets an account that leaves the file, and keeps its stack's entries", () => {
    const second = after(changed("\n    - { name: blog, email: blog@example.com }", ""), first);
    expect(removedOf(second, "organization")).toContain("aws_organizations_account.account-blog");
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

  it("goes back to CloudTrail's default by a selector that says it, once the trail had others", () => {
    const selectorsOf = ({ stacks }: Synthesis): unknown =>
      stacks["organization-trail"]?.resource("aws_cloudtrail").advanced_event_selector;
    expect(selectorsOf(first)).toBeUndefined();
    expect(first.ledger.trailSelectors).toBeUndefined();
    const on = after(`${FILE}\ntrail: { networkActivity: [kms] }`, first);
    expect(on.ledger.trailSelectors).toBe("advanced");
    expect(selectorsOf(on)).toHaveLength(2);
    const off = after(FILE, on);
    const management = [
      { name: "All management events", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
    ];
    expect(selectorsOf(off)).toEqual(management);
    expect(selectorsOf(after(FILE, off))).toEqual(management);
  });

  const SWITCHED_OFF: readonly (readonly [what: string, off: string, stack: string, id: string, on?: string])[] = [
    ["the public access block", "baseline: { s3PublicAccessBlock: false }", "baseline-shop", "s3-public-access"],
    ["encryption of volumes", "baseline: { ebsEncryption: false }", "baseline-shop", "ebs-encryption-us-east-1"],
    ["the analyzer", "baseline: { accessAnalyzer: false }", "security-tooling", "access-analyzer-eu-west-1"],
    [
      "an alarm",
      "detection: { alarms: { rootLogin: { disabled: true, reason: because we say so } } }",
      "detection",
      "alarm-rootLogin",
    ],
    [
      "a rule of events",
      "detection: { rules: { rootSignIn: { disabled: true, reason: because we say so } } }",
      "alerting",
      "rule-rootSignIn",
    ],
    [
      "a rule of AWS Config",
      "config: { rules: { cloudTrailEnabled: { enabled: false, reason: because we say so } } }",
      "config-rules",
      "rule-cloudTrailEnabled-eu-west-1",
    ],
    ["the password policy", "baseline: { passwordPolicy: { enabled: false } }", "baseline-shop", "password-policy"],
    [
      "notices of Trusted Advisor",
      "detection: { trustedAdvisor: { disabled: true, reason: because we say so } }",
      "alerting",
      "rule-trustedAdvisorSecurity",
    ],
    [
      "recorded sessions",
      "hosts: { sessions: { enabled: false } }",
      "baseline-shop",
      "session-preferences-us-east-1",
      "hosts: { sessions: { enabled: true } }",
    ],
    ["flow logs", "flowLogs: { vpcs: none }", "baseline-shop", "flow-logs-us-east-1"],
    [
      "flow logs to a destination",
      "flowLogs: { destinations: [bucket] }",
      "baseline-shop",
      "aws_flow_log.flow-logs-us-east-1_log-group",
      "flowLogs: { destinations: [bucket, cloudwatch-logs] }",
    ],
    [
      "the agents' monitoring",
      "hosts: { agent: { enabled: false } }",
      "baseline-shop",
      "memory-linux-us-east-1",
      "hosts: { agent: { enabled: true } }",
    ],
  ];
  it.each(SWITCHED_OFF.map(([what, line, stack, id, on]) => ({ what, line, stack, id, on })))(
    "destroys $what, which the file switches off",
    ({ id, line, on, stack }) => {
      const there = on === undefined ? first : after(`${FILE}\n${on}`, first);
      const second = after(`${FILE}\n${line}`, there);
      const gone = addressesOf(there).filter(
        (address) => address.startsWith(`${stack} `) && !addressesOf(second).includes(address),
      );
      expect(gone.join()).toContain(id);
      const left = second.forgotten.filter((one) => one.stack === stack).map(({ address }) => address);
      // Logs stay, and AWS deletes no policy that somebody's role has.
      expect(left.filter((address) => !/^aws_(?:cloudwatch_log_group|iam_policy)\./.test(address))).toEqual([]);
      const entries = Object.entries(second.ledger.resources).filter(([key]) => gone.includes(key.replace("/", " ")));
      expect(entries.filter(([, entry]) => entry.off !== true && entry.gone !== true)).toEqual([]);
      expect(entries.filter(([, { off }]) => off === true).length).toBeGreaterThanOrEqual(entries.length - left.length);

      // What is merely absent goes on.
      const absent = after(FILE, there);
      expect(Object.values(absent.ledger.resources).filter(({ off }) => off === true)).toEqual([]);
    },
  );

  it.each<[string, string, string]>([
    ["name", "name: small", "name: mine"],
    ["state", "name: small", "name: small\nstate: { backend: s3, bucket: small-state, region: eu-west-1 }"],
    ["management account", '"111111111111"', '"211111111111"'],
    ["audit account", "audit@example.com", "other@example.com"],
  ])("says of another %s that the ledger of what was never deployed may go", (_, from, to) => {
    const problem = (): unknown => after(changed(from, to), first);
    expect(problem).toThrow(ConfigurationError);
    expect(problem).toThrow(/Where\s+nothing\s+was\s+deployed\s+yet,\s+remove\s+the\s+ledger/);
  });

  it("names what the file switches off and had left it before, which Terraform has forgotten and cannot destroy", () => {
    const on = after(`${FILE}\nhosts: { sessions: { enabled: true } }`, first);
    const absent = after(FILE, on);
    expect(absent.stillOn).toEqual([]);
    const off = `${FILE}\nhosts: { sessions: { enabled: false } }`;
    const second = after(off, absent);
    const documents = ["eu-west-1", "us-east-1"].map((region) => ({
      stack: "baseline-shop",
      address: `aws_ssm_document.session-preferences-${region}`,
      in: `shop/${region}`,
    }));
    expect(second.stillOn).toEqual(expect.arrayContaining(documents));
    // Logs stay whatever is switched off.
    expect(second.stillOn.filter(({ address }) => /^aws_(?:s3_bucket|cloudwatch_log_group)\./.test(address))).toEqual(
      [],
    );
    expect(second.forgotten).toEqual([]);
    const key = "baseline-shop/aws_ssm_document.session-preferences-us-east-1";
    expect(second.ledger.resources[key]).toMatchObject({ gone: true, off: true });
    expect(removedOf(second, "baseline-shop")).toContain("aws_ssm_document.session-preferences-us-east-1");

    // It is said until it is done: taken back and then switched off, or by hand.
    const third = after(off, second);
    expect(third.stillOn).toEqual(second.stillOn);
    expect(third.ledger).toEqual(second.ledger);
    const back = after(`${FILE}\nhosts: { sessions: { enabled: true } }`, third);
    expect(back.stillOn).toEqual([]);
    expect(back.stacks["baseline-shop"]?.json.import).toContainEqual(
      expect.objectContaining({ to: "aws_ssm_document.session-preferences-us-east-1" }),
    );
    const destroyed = after(off, back);
    expect(destroyed.stillOn).toEqual([]);
    expect(destroyed.ledger.resources[key]).not.toHaveProperty("gone");
    expect(removedOf(destroyed, "baseline-shop")).not.toContain("aws_ssm_document.session-preferences-us-east-1");
    const byHand = { ...third.ledger.resources[key], gone: undefined } as RecordedResource;
    const told = after(off, {
      ...third,
      ledger: { ...third.ledger, resources: { ...third.ledger.resources, [key]: byHand } },
    });
    expect(told.stillOn).toHaveLength(third.stillOn.length - 1);
    expect(told.ledger.resources[key]).toEqual(byHand);

    // What is merely absent again is off no more.
    expect(after(FILE, third).stillOn).toEqual([]);
    expect(after(FILE, third).ledger.resources[key]).not.toHaveProperty("off");
  });

  it("names guardrails that were forgotten where they were attached, and are disabled after it", () => {
    const elsewhere = after(
      `${FILE}\nguardrails: { exceptions: { topics: { organizationalUnits: [Security], reason: because we say so } } }`,
      first,
    );
    const disabled = `${FILE}\nguardrails: { exceptions: { topics: { disabled: true, reason: because we say so } } }`;
    expect(after(disabled, after(FILE, elsewhere)).stillOn.map(({ address }) => address)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^aws_organizations_policy_attachment\.scp-unit/)]),
    );
  });

  it("goes on with the flow logs of a region that leaves the file, which Terraform could not find again", () => {
    const second = after(changed("regions: [eu-west-1, us-east-1]", "regions: [eu-west-1]"), first);
    const flowLogs = (synthesis: Synthesis) =>
      addressesOf(synthesis).filter((address) => address.startsWith("baseline-shop aws_flow_log."));
    expect(flowLogs(second)).toEqual(flowLogs(first));
    expect(flowLogs(second)).toHaveLength(2);
    const regions = second.stacks["baseline-shop"]?.json.provider.aws.map(({ region }) => region);
    expect(regions).toContain("us-east-1");
    expect(flowLogs(after(FILE, second))).toEqual(flowLogs(first));
  });

  it("forgets the flow logs of a region that cannot be reached any more, once its lines of the ledger say that they are gone", () => {
    const closed = changed("regions: [eu-west-1, us-east-1]", "regions: [eu-west-1]");
    const second = after(closed, first);
    const resources = Object.fromEntries(
      Object.entries(second.ledger.resources).map(([key, entry]) => [
        key,
        entry.path.startsWith("flow-logs-us-east-1/") ? { ...entry, gone: true as const } : entry,
      ]),
    );
    const third = after(closed, { ...second, ledger: { ...second.ledger, resources } });
    const ofRegion = (address: unknown) => String(address).startsWith("aws_flow_log.flow-logs-us-east-1");
    expect(third.stacks["baseline-shop"]?.addresses.filter(ofRegion)).toEqual([]);
    expect(removedOf(third, "baseline-shop").filter(ofRegion)).toHaveLength(1);
    expect(JSON.stringify(third.stacks["baseline-shop"]?.json.data)).not.toContain("us-east-1");
  });

  it("imports each flow log whose id is written into the ledger", () => {
    const key = Object.keys(first.ledger.resources).find((one) => one.startsWith("baseline-shop/aws_flow_log.")) ?? "";
    const { [key]: entry, ...others } = first.ledger.resources;
    if (entry === undefined) throw new Error("there are no flow logs");
    const written = { ...entry, returned: true as const, import: "vpc-1=fl-1 vpc-2=fl-2" };
    const second = after(FILE, { ...first, ledger: { ...first.ledger, resources: { ...others, [key]: written } } });
    const address = key.slice(key.indexOf("/") + 1);
    expect(second.stacks["baseline-shop"]?.json.import).toEqual(
      expect.arrayContaining([
        { to: `${address}["vpc-1"]`, id: "fl-1" },
        { to: `${address}["vpc-2"]`, id: "fl-2" },
      ]),
    );
  });

  it("says of every switch of the file what happens to what it made", () => {
    const switches = switchesOf(JSON.parse(readFileSync("landing-zone.schema.json", "utf8")) as Schema);
    expect(switches.filter((path) => !OFF.some((pattern) => pattern.test(path)) && !(path in LEFT))).toEqual([]);
    expect(Object.keys(LEFT).filter((path) => !switches.includes(path))).toEqual([]);
    expect(OFF.filter((pattern) => !switches.some((path) => pattern.test(path)))).toEqual([]);
  });

  const replica = (account: string, region: string) =>
    `${FILE}\narchive: { replica: { account: ${account}, region: ${region} } }`;
  const ofCopies = (synthesis: Synthesis) =>
    addressesOf(synthesis).filter((address) => address.startsWith("log-replica "));
  const bucketsOf = ({ stacks }: Synthesis) =>
    Object.values(stacks["log-replica"]?.json.resource?.aws_s3_bucket ?? {}).map(({ bucket }) => bucket);
  const importsOf = ({ stacks }: Synthesis) => stacks["log-replica"]?.json.import ?? [];

  it("gives what moves to another account or region another address, and its old one back when it returns", () => {
    const there = after(replica("audit", "us-east-1"), first);
    const moved = after(replica("shop", "us-east-1"), there);
    const recorded = Object.keys(there.ledger.resources).filter((key) => key.startsWith("log-replica/"));
    expect(
      removedOf(moved, "log-replica")
        .map((address) => `log-replica/${String(address)}`)
        .sort(),
    ).toEqual(recorded.sort());
    expect(ofCopies(moved).filter((address) => ofCopies(there).includes(address))).toEqual([]);
    const keys = ofCopies(moved).filter((address) => address.includes("kms"));
    expect(keys.filter((address) => !address.endsWith("_shop_us-east-1"))).toEqual([]);

    const back = after(replica("audit", "us-east-1"), moved);
    expect(ofCopies(back)).toEqual(ofCopies(there));
    expect(importsOf(back)).toContainEqual({
      to: expect.stringMatching(/^aws_s3_bucket\.replica-bucket/) as string,
      id: "small-replica-us-east-1",
    });
    expect(importsOf(back)).toContainEqual({
      to: expect.stringMatching(/^aws_kms_key\./) as string,
      id: expect.stringMatching(/^\$\{data\.aws_kms_alias\..*\.target_key_id\}$/) as string,
    });
  });

  it("names buckets of copies after their account where another account of the region has their names, for good", () => {
    const plain = ["small-copy-access-us-east-1", "small-replica-us-east-1"];
    const there = after(replica("audit", "us-east-1"), first);
    expect(bucketsOf(there)).toEqual(plain);
    const moved = after(replica("shop", "us-east-1"), there);
    const named = ["small-copy-access-shop-us-east-1", "small-replica-shop-us-east-1"];
    expect(bucketsOf(moved)).toEqual(named);
    // Whoever names the one names the other now.
    const naming = ({ stacks }: Synthesis, bucket: RegExp) =>
      Object.keys(stacks).filter((stack) => bucket.test(stacks[stack]?.text ?? ""));
    expect(naming(there, /small-(?:copy-access|replica)-us-east-1/)).toEqual([
      "log-archive",
      "log-replica",
      "organization",
    ]);
    // Guardrails know what stays as well.
    expect(naming(moved, /small-(?:copy-access|replica)-us-east-1/)).toEqual(["organization"]);
    const without = after(FILE, moved);
    for (const bucket of [/small-replica-us-east-1/, /small-copy-access-shop-us-east-1/]) {
      expect(naming(without, bucket)).toEqual(["organization"]);
    }

    const further = after(replica("blog", "us-east-1"), moved);
    expect(bucketsOf(further)).toEqual(["small-copy-access-blog-us-east-1", "small-replica-blog-us-east-1"]);
    expect(importsOf(further)).toEqual([]);
    const again = after(replica("shop", "us-east-1"), further);
    expect([bucketsOf(again), ofCopies(again)]).toEqual([named, ofCopies(moved)]);
    expect(importsOf(again)).toContainEqual({
      to: "aws_s3_bucket.replica-bucket-shop",
      id: "small-replica-shop-us-east-1",
    });
    expect(bucketsOf(after(replica("audit", "us-east-1"), again))).toEqual(plain);
  });

  it("refuses a bucket of the states that is one of copies by the name that these have now", () => {
    const moved = after(replica("shop", "us-east-1"), after(replica("audit", "us-east-1"), first));
    const text = `${replica("shop", "us-east-1")}\nstate: { backend: s3, bucket: small-replica-shop-us-east-1, region: us-east-1 }`;
    expect(() => after(text, moved)).toThrow("this is one of the log buckets");
  });

  it("leaves the state and the entries of a stack alone that is not made any more, and goes on from them", () => {
    const more = `${FILE}\narchive: { replica: { account: audit, region: us-east-1 } }`;
    const there = after(more, first);
    const gone = after(FILE, there);
    expect(gone.stacks["log-replica"]).toBeUndefined();
    const contents = ({ stacks }: Synthesis) => ({ ...stacks["log-replica"]?.json, "//": undefined });
    expect(contents(after(more, gone))).toEqual(contents(there));
  });

  it("forgets guardrails that are attached elsewhere, and detaches those that are switched off", () => {
    const elsewhere = after(
      `${FILE}\nguardrails: { exceptions: { topics: { organizationalUnits: [Security], reason: because we say so } } }`,
      first,
    );
    expect(elsewhere.ledger.policies["scp-unit-security-1"]).toBeDefined();
    const back = after(FILE, elsewhere);
    expect(removedOf(back, "organization")).toEqual(
      expect.arrayContaining([expect.stringContaining("scp-unit-security-1")]),
    );
    const off = after(
      `${FILE}\nguardrails: { exceptions: { topics: { disabled: true, reason: because we say so } } }`,
      elsewhere,
    );
    expect(removedOf(off, "organization").filter((address) => String(address).includes("scp-unit"))).toEqual([]);
    const entries = Object.entries(off.ledger.resources).filter(([key]) => key.includes("scp-unit"));
    expect(entries.map(([, entry]) => entry.off)).toEqual([true, true]);
  });

  it("refuses to detach guardrails because the section is gone that they were made from, unless the file says so", () => {
    const people = after(
      `${FILE}\naccess: { through: [users], people: [{ name: alice, functions: [logReader] }] }`,
      first,
    );
    expect(() => after(FILE, people)).toThrow(
      /guardrails\.exceptions\.logReaders: the guardrail logReaders would\s+be detached[^]*guardrails\.exceptions\.accessIdentities/,
    );
    const disabled = ["logReaders", "accessIdentities"].map((key) => `${key}: { disabled: true, reason: nobody left }`);
    const gone = after(`${FILE}\nguardrails: { exceptions: { ${disabled.join(", ")} } }`, people);
    expect(gone.stacks["access-audit"]).toBeUndefined();
  });

  it("keeps the trusted access that a part of the file needed which is gone", () => {
    const scanned = after(`${FILE}\ninspector: {}`, first);
    const gone = after(FILE, scanned);
    const services = gone.stacks.organization?.resource("aws_organizations_organization").aws_service_access_principals;
    expect(services).toContain("inspector2.amazonaws.com");
    expect(
      first.stacks.organization?.resource("aws_organizations_organization").aws_service_access_principals,
    ).not.toContain("inspector2.amazonaws.com");
  });
});
