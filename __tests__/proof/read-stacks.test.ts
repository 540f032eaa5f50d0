import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

  it("are missed where there is no folder, and said how to write", () => {
    expect(() => read(join(folder, "nowhere"))).toThrow(
      /^there is no folder .*\n {2}allowed {2}.*\n {2}fix .*npm run synth/,
    );
  });

  it("are missed by name", () => {
    rmSync(join(folder, "stacks", "alerting"), { recursive: true });
    expect(() => read(folder)).toThrow(/lacks 1 of the \d+ stacks .*\n {2}missing {2}alerting\n {2}found/);
  });

  it.each([
    ["not JSON", "{", /organization.cdk\.tf\.json is not JSON: /],
    ["a list", "[]", /organization.cdk\.tf\.json is no Terraform JSON: it holds no object/],
  ])("are refused where a file is %s", (_, text, message) => {
    expect(readdirSync(join(folder, "stacks"))).not.toEqual([]);
    const other = mkdtempSync(join(tmpdir(), "read-stacks-bad-"));
    synthesize(landingZone, other);
    writeFileSync(join(other, "stacks", "organization", "cdk.tf.json"), text);
    expect(() => read(other)).toThrow(message);
    rmSync(other, { recursive: true });
  });
});
