import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Block } from "../../proof/kinds";
import { levelsOf } from "../../proof/levels";
import { policiesOf } from "../../proof/policies";
import { readStacks } from "../../proof/read-stacks";
import { withStandIns } from "../../proof/stand-ins";
import { synthesize } from "../../stacks/synthesize";
import { exampleLandingZone } from "../support/landing-zones";

const TIMEOUT = 60_000;

describe("stacks in a folder", () => {
  const landingZone = exampleLandingZone();
  const folder = mkdtempSync(join(tmpdir(), "read-stacks-"));
  const read = (from: string) => readStacks(withStandIns(landingZone), from);

  beforeAll(() => {
    synthesize(landingZone, folder);
  }, TIMEOUT);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it(
    "have the policies of the configuration, with what AWS has yet to give for what is referred to",
    () => {
      const expected = policiesOf(withStandIns(landingZone));
      for (const from of [folder, join(folder, "stacks")]) {
        const found = policiesOf(withStandIns(landingZone), read(from));
        expect(found.organization).toEqual(expected.organization);
        expect([...found.resources.values()]).toEqual([...expected.resources.values()]);
      }
    },
    TIMEOUT,
  );

  it.each([
    ["an account", "${aws_organizations_account.account-audit.id}"],
    ["a unit that nothing here makes", "ou-abcd-11111111"],
    ["the root of something else", "r-abcd"],
  ])("have guardrails where they are attached, and bind nobody elsewhere: %s", (_, target) => {
    const zone = withStandIns(landingZone);
    const moved = read(folder).map((stack) => ({
      ...stack,
      resource: {
        ...stack.resource,
        aws_organizations_policy_attachment: Object.fromEntries(
          Object.entries(stack.resource.aws_organizations_policy_attachment ?? {}).map(([id, block]) => [
            id,
            { ...block, target_id: target },
          ]),
        ),
      },
    }));
    const bind = (stacks: ReturnType<typeof read>) =>
      levelsOf(zone, policiesOf(zone, stacks), zone.logArchive.id, "SERVICE_CONTROL_POLICY").flat().length;
    expect(bind(read(folder))).toBeGreaterThan(0);
    expect(bind(moved)).toBe(0);
  });

  it("give a role all of its inline policies", () => {
    const zone = withStandIns(landingZone);
    const more = read(folder).map((stack) => {
      const policies = stack.resource.aws_iam_role_policy ?? {};
      const [one] = Object.values(policies).filter(({ role }) => String(role).includes("event-forwarder"));
      const Statement = [{ Sid: "More", Effect: "Allow", Action: "*", Resource: "*" }];
      const second: Record<string, Block> =
        one === undefined ? {} : { more: { ...one, policy: JSON.stringify({ Statement }) } };
      return { ...stack, resource: { ...stack.resource, aws_iam_role_policy: { ...policies, ...second } } };
    });
    const role = policiesOf(zone, more).resources.get("baseline-audit/event-forwarder");
    expect(role?.identityPolicy?.statements.map(({ Sid }) => Sid)).toContain("More");
  });

  it("are missed where there is no folder, and said how to write", () => {
    expect(() => read(join(folder, "nowhere"))).toThrow(
      /^there is no folder .*\n {2}allowed {2}.*\n {2}fix .*npm run synth/,
    );
  });

  it.each(["detection/override.tf.json", "detection/more.tf", "evil/cdk.tf.json", "detection/terraform.tfvars"])(
    "are refused where Terraform reads more than is read here: %s",
    (file) => {
      const path = join(folder, "stacks", file);
      const isNew = !existsSync(dirname(path));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, "{}");
      try {
        expect(() => read(folder)).toThrow(`found    ${file}`);
      } finally {
        rmSync(isNew ? dirname(path) : path, { recursive: true });
      }
    },
  );

  it("are refused where the code of a function was replaced", () => {
    const stack = join(folder, "stacks", "log-validation");
    const [zip = ""] = readdirSync(stack, { encoding: "utf8", recursive: true }).filter((name) =>
      name.endsWith(".zip"),
    );
    const code = readFileSync(join(stack, zip));
    writeFileSync(join(stack, zip), "all is well");
    try {
      expect(() => read(folder)).toThrow(
        /other code .*\n {2}found {4}log-validation\/aws_lambda_function\.\S*validator\S*:/,
      );
    } finally {
      writeFileSync(join(stack, zip), code);
    }
    expect(read(folder)).not.toEqual([]);
  });

  it("are missed by name", () => {
    rmSync(join(folder, "stacks", "alerting"), { recursive: true });
    expect(() => read(folder)).toThrow(/lacks 1 of the \d+ stacks .*\n {2}missing {2}alerting\n {2}found/);
  });

  it.each([
    ["not JSON", "{", /organization.cdk\.tf\.json is not JSON: /],
    ["a list", "[]", /organization.cdk\.tf\.json is no Terraform JSON: it holds no object/],
    [
      "one with a key twice",
      '{"resource":{"a":1},"resource":{}}',
      /organization.cdk\.tf\.json: Map keys must be unique/,
    ],
  ])("are refused where a file is %s", (_, text, message) => {
    expect(readdirSync(join(folder, "stacks"))).not.toEqual([]);
    const other = mkdtempSync(join(tmpdir(), "read-stacks-bad-"));
    synthesize(landingZone, other);
    writeFileSync(join(other, "stacks", "organization", "cdk.tf.json"), text);
    expect(() => read(other)).toThrow(message);
    rmSync(other, { recursive: true });
  });
});
