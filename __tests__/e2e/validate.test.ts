// `terraform validate`, against the real provider's schema, once for every distinct shape of a stack.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfiguration } from "../../cli/configuration";
import { findProviderSource } from "../../terraform/provider-source";
import { run } from "../../console/run";
import { findTerraform } from "../../terraform/terraform";
import { synthesize } from "../../stacks/synthesize";

const CONFIGURATIONS = ["landing-zone.yaml", "examples/minimal.yaml", "examples/existing-organization.yaml"];
const TIMEOUT = 1_500_000;

const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-validate-"));

/** What `terraform validate` looks at: every key, and the type of every value. Names, regions and accounts differ freely. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return [...new Set(value.map((entry) => JSON.stringify(shapeOf(entry))))].sort();
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shapeOf(entry)]));
  }
  return typeof value;
}

/**
 * Blocks of one type are alike when their arguments are; how many there are, and what they are called, does not matter.
 * Nor do tags, which are free, and the backend, which `validate` does not look at.
 */
function shapeOfStack(file: string): string {
  const { data, provider, resource } = JSON.parse(readFileSync(file, "utf8")) as Record<string, object>;
  const ofType = (blocks: object = {}) =>
    Object.entries(blocks).map(([type, named]) => [type, shapeOf(Object.values(named as object).map(withoutMetadata))]);
  const providers = Object.values(provider ?? {})
    .flat()
    .map(withoutTags);
  const shape = [ofType(withoutConfig(data)), ofType(resource), shapeOf(providers)];
  return createHash("sha256").update(JSON.stringify(shape)).digest("hex");
}

function withoutMetadata(block: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(block).filter(([key]) => key !== "//"));
}

function withoutTags(provider: Record<string, unknown>): object {
  return { ...provider, default_tags: undefined };
}

/** Remote state is read by Terraform itself: only that it is read matters, not from where. */
function withoutConfig(data: object = {}): object {
  return Object.fromEntries(Object.keys(data).map((type) => [type, {}]));
}

function allStacks(): [name: string, folder: string][] {
  return CONFIGURATIONS.flatMap((configuration, index) => {
    const outdir = join(workFolder, String(index));
    synthesize(readConfiguration(configuration), outdir);
    return readdirSync(join(outdir, "stacks")).map((stack): [string, string] => [
      `${stack} of ${configuration}`,
      join(outdir, "stacks", stack),
    ]);
  });
}

function distinct(stacks: [name: string, folder: string][]): [name: string, folder: string][] {
  const shapes = new Map(stacks.map(([name, folder]) => [shapeOfStack(join(folder, "cdk.tf.json")), [name, folder]]));
  return [...shapes.values()] as [string, string][];
}

describe("terraform validate", () => {
  const all = allStacks();
  const stacks = distinct(all);

  afterAll(() => {
    rmSync(workFolder, { recursive: true });
  });

  it("looks at one stack of every shape, not at all stacks", () => {
    expect(stacks.length).toBeGreaterThan(4);
    expect(stacks.length).toBeLessThan(all.length);
  });

  it.each(stacks)(
    "accepts %s",
    async (_, cwd) => {
      const { binary } = await findTerraform();
      const env = { ...process.env, ...findProviderSource(workFolder).env, CHECKPOINT_DISABLE: "1" };
      const init = await run(binary, ["init", "-backend=false", "-input=false", "-no-color"], { cwd, env });
      expect(init).toMatchObject({ code: 0 });
      const { output } = await run(binary, ["validate", "-json"], { cwd, env });
      expect(JSON.parse(output)).toMatchObject({ valid: true, diagnostics: [] });
    },
    TIMEOUT,
  );
});
