import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadLandingZone } from "../config/load";
import { ConfigurationError } from "../config/source/problem";
import { Failure } from "../console/failure";
import { DEFAULT_CONFIGURATION } from "../console/invocation";
import { plural } from "../console/plural";
import { ReviewBuilder } from "../review/build";
import type { ReviewOptions } from "../review/build";
import { originsOf } from "../review/construct-paths";
import type { Origin } from "../review/construct-paths";
import { readConfiguration } from "./configuration";
import { readAcknowledgements } from "./review/acknowledgements-file";
import { REVIEW_EXIT } from "./review/exit";
import { organizationOf } from "./review/organization";
import { planFiles, readPlan } from "./review/plan-files";
import { checkRendered, render } from "./review/render";
import { savedFileOf, savedIn } from "./review/saved-plans";
import type { RenderOptions } from "./review/render";
import { sourceFinder } from "./review/yaml-lines";

export interface ReviewCommandOptions extends RenderOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder of the synthesized stacks. */
  readonly output: string;
  /** File of acknowledgements. */
  readonly acknowledged?: string;
}

/** Reviews plans that were written as JSON, and exits by what they would lose. */
export function review(paths: readonly string[], options: ReviewCommandOptions): void {
  checkRendered(options);
  const today = todayOf();
  const { acknowledged, config, output } = options;
  const acknowledgements = acknowledged === undefined ? [] : readAcknowledgements(acknowledged, today);
  const saved = savedIn(paths);
  const files = planFiles(saved.others);
  const notes: string[] = [];
  const builder = new ReviewBuilder({ acknowledgements, today, notes, ...configured(config, notes) });
  let skipped = 0;
  const names = new Set<string>();
  for (const planFile of files) {
    const plan = readPlan(planFile);
    if (plan === undefined) {
      skipped += 1;
      continue;
    }
    // Two files of one name are two stacks, of folders that are not told apart.
    const stack = names.has(planFile.stack) ? planFile.file : planFile.stack;
    names.add(stack);
    builder.add({ stack, plan, file: planFile.file, origins: origins(output, stack) });
  }
  for (const planned of saved.stacks) {
    const { account, outcome, stack, waitsFor } = planned;
    const planFile = savedFileOf(planned);
    const plan = planFile && readPlan(planFile);
    if (planFile === undefined || plan === undefined) {
      builder.addUnplanned({ stack, account, outcome, ...(waitsFor === undefined ? {} : { waitsFor }) });
    } else {
      builder.add({ stack, plan, account: { name: account }, file: planFile.file, origins: origins(output, stack) });
    }
    names.add(stack);
  }
  if (names.size === 0 && !saved.isSaved) {
    throw new Failure(
      `none of ${plural(files.length, "file")} of ${paths.join(" ")} holds a plan: write them by ` +
        "terraform show -json PLAN > STACK.json",
      REVIEW_EXIT.usage,
    );
  }
  if (skipped > 0) {
    notes.push(`${plural(skipped, "file")} of the folders held no plan and were not read`);
  }
  render(builder.finish(), options);
}

/** The day, of UTC. */
export function todayOf(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What a configuration says of resources. One that nobody named may be missing, or be of another version. */
function configured(file: string, notes: string[]): Pick<ReviewOptions, "organization" | "sourceOf"> {
  if (file === DEFAULT_CONFIGURATION && !existsSync(file)) {
    return {};
  }
  try {
    const { landingZone } =
      file === DEFAULT_CONFIGURATION ? loadLandingZone(file) : { landingZone: readConfiguration(file) };
    return {
      organization: organizationOf(landingZone),
      sourceOf: sourceFinder(readFileSync(file, "utf8"), file, landingZone),
    };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      notes.push(`${file} has problems, and its lines and its organization are not shown: npm run validate says which`);
      return {};
    }
    throw error instanceof Failure ? new Failure(error.message, REVIEW_EXIT.usage) : error;
  }
}

/** Constructs of a stack, where it was synthesized here. */
function origins(output: string, stack: string): Map<string, Origin> | undefined {
  const file = join(output, "stacks", stack, "cdk.tf.json");
  try {
    return existsSync(file) ? originsOf(JSON.parse(readFileSync(file, "utf8")), process.cwd()) : undefined;
  } catch {
    // Another program's, or cut off: it says nothing of constructs.
    return undefined;
  }
}
