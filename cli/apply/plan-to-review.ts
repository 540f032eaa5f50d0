import { lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { maskedPlan } from "../../review/masked-plan";
import type { PlanJson } from "../../review/plan-json";
import { AGAIN_FOLDER, jsonFileOf } from "../../terraform/plan-manifest";

/**
 * Writes a plan that is to be reviewed beside the one that was, where no apply looks for plans, without its secrets.
 *
 * Others may write to the folder, as in a pipeline: nothing is written through a link of theirs.
 *
 * @param folder that of the plan that was reviewed
 * @returns the path of the file
 * @throws Failure where something else is in its place, or an error of the system
 */
export function writePlanToReview(folder: string, stack: string, plan: PlanJson): string {
  const again = join(folder, AGAIN_FOLDER);
  mkdirSync(again, { recursive: true });
  if (!lstatSync(again).isDirectory()) {
    throw new Failure(`${printable(again)} is a link, and not the folder that this program makes`);
  }
  const file = join(again, jsonFileOf(stack));
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(maskedPlan(plan))}\n`, { mode: 0o600, flag: "wx" });
  return file;
}
