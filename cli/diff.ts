import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { LandingZone } from "../config/landing-zone";
import { loadLandingZone } from "../config/load";
import { ConfigurationError, formatProblems } from "../config/source/problem";
import { Failure } from "../console/failure";
import { hasColours } from "../console/terminal";
import { ReviewBuilder } from "../review/build";
import { planOfConfigurations } from "../review/configurations";
import type { TerraformJson } from "../review/configurations";
import { originsOf } from "../review/construct-paths";
import { synthesize } from "../stacks/synthesize";
import type { SynthesizedStack } from "../stacks/synthesize";
import { expectFileName, readConfiguration } from "./configuration";
import { todayOf } from "./review";
import { readAcknowledgements } from "./review/acknowledgements-file";
import { REVIEW_EXIT } from "./review/exit";
import { Revision } from "./review/git";
import { organizationOf } from "./review/organization";
import { checkRendered, render } from "./review/render";
import type { RenderOptions } from "./review/render";
import { sourceFinder } from "./review/yaml-lines";

export interface DiffOptions extends RenderOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** File of acknowledgements. */
  readonly acknowledged?: string;
}

/**
 * Compares what the file of this tree makes with what that of a revision does, both by this version of the program, and exits by what
 * would be lost. Nothing is written but the reports that options name: no ledger, and no folder of stacks.
 *
 * @throws Failure when one of the two cannot be synthesized
 */
export function diff(base: string, options: DiffOptions): void {
  checkRendered(options);
  const { acknowledged, config } = options;
  expectFileName(config);
  const today = todayOf();
  const acknowledgements = acknowledged === undefined ? [] : readAcknowledgements(acknowledged, today);
  const landingZone = readConfiguration(config);
  const revision = new Revision(base, dirname(resolve(config)));
  const work = mkdtempSync(join(tmpdir(), "landing-zone-diff-"));
  try {
    const notes: string[] = [];
    const before = synthesizedBefore(revision, config, work, notes);
    const after = stacksOf(landingZone, join(work, "after"));
    const builder = new ReviewBuilder({
      source: "configurations",
      base: `${base} (${revision.commit.slice(0, 12)})`,
      acknowledgements,
      today,
      notes,
      organization: organizationOf(landingZone),
      sourceOf: sourceFinder(readFileSync(config, "utf8"), config, landingZone),
    });
    for (const [stack, { account, json }] of after) {
      const origins = new Map([...originsOf(before.get(stack)?.json, work), ...originsOf(json, process.cwd())]);
      const plan = planOfConfigurations(before.get(stack)?.json, json);
      builder.add({ stack, plan, account: { name: account }, origins });
    }
    const gone = [...before.keys()].filter((stack) => !after.has(stack));
    if (gone.length > 0) {
      notes.push(
        `not made any more, so that nothing changes in AWS until their states are dealt with: ${gone.join(", ")} ` +
          "(landing-zone plan says how)",
      );
    }
    render(builder.finish(), options);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Stack {
  readonly account: string;
  readonly json: TerraformJson;
}

function synthesizedBefore(revision: Revision, config: string, work: string, notes: string[]): Map<string, Stack> {
  const file = revision.write(config, join(work, "base"));
  if (file === undefined) {
    notes.push(`${revision.name} has no ${config}: everything is new`);
    return new Map();
  }
  try {
    return stacksOf(loadLandingZone(file).landingZone, join(work, "before"));
  } catch (error) {
    if (error instanceof ConfigurationError) {
      const problems = error.problems.map((problem) => ({ ...problem, file: `${revision.name}:${config}` }));
      const text = formatProblems(problems, { colour: hasColours(process.stderr) });
      throw new Failure(
        `${text}\nIt is read by this version of the program, which asks for more than that one did.`,
        REVIEW_EXIT.failed,
      );
    }
    throw error;
  }
}

function stacksOf(landingZone: LandingZone, outdir: string): Map<string, Stack> {
  return new Map(synthesize(landingZone, outdir).map((stack) => [stack.stack, readStack(stack, outdir)]));
}

function readStack({ account, stack }: SynthesizedStack, outdir: string): Stack {
  const file = join(outdir, "stacks", stack, "cdk.tf.json");
  return { account, json: existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as TerraformJson) : {} };
}
