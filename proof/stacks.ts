import "../stacks/synthesis-speed";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { defineLandingZone } from "../stacks/landing-zone";
import type { Block } from "./kinds";

type Blocks = Readonly<Record<string, Block>>;

/** A stack as `cdktf deploy` would apply it. */
export interface SynthesizedStack {
  readonly id: string;
  readonly accountSlug: string;
  /** Blocks by type and name. */
  readonly resource: Readonly<Record<string, Blocks>>;
  /** What is in the configuration for nothing but not to be destroyed: none is made. */
  readonly kept?: Readonly<Record<string, Blocks>>;
  /** What is looked up. */
  readonly data?: Readonly<Record<string, Blocks>>;
  /** What other stacks refer to. */
  readonly output: Blocks;
  /** Whatever else Terraform is told: providers, the backend, what is let go. */
  readonly others?: Block;
}

export function synthesized(landingZone: LandingZone): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-proof-"));
  try {
    const app = new App({ outdir });
    const { stacks } = defineLandingZone(app, landingZone);
    app.synth();
    return stacks.map(({ accountSlug, node: { id } }) => {
      const text = readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8");
      return stackOf(id, accountSlug, JSON.parse(text) as TerraformJson);
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** What of a stack's JSON is read. */
export type TerraformJson = Partial<Pick<SynthesizedStack, "data" | "output" | "resource">> & Block;

export function stackOf(
  id: string,
  accountSlug: string,
  { data, output = {}, resource = {}, ...others }: TerraformJson,
): SynthesizedStack {
  const isKept = ({ count }: Block): boolean => count === 0;
  const made = only(resource, (block) => !isKept(block));
  return { id, accountSlug, data, output, resource: made, kept: only(resource, isKept), others };
}

function only(
  resource: SynthesizedStack["resource"],
  isWanted: (block: Block) => boolean,
): SynthesizedStack["resource"] {
  return Object.fromEntries(
    Object.entries(resource).map(([type, blocks]) => [
      type,
      Object.fromEntries(Object.entries(blocks).filter(([, block]) => isWanted(block))),
    ]),
  );
}

/** How another stack refers to an output. */
export function remoteReference(stack: string, output: string): string {
  return `\${data.terraform_remote_state.cross-stack-reference-input-${stack}.outputs.${output}}`;
}
