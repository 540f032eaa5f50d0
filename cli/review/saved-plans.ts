import { statSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../console/failure";
import { manifestFolders, mergeManifests, readPlanFolders } from "../../terraform/plan-manifest";
import type { PlannedInFolder } from "../../terraform/plan-manifest";
import { REVIEW_EXIT } from "./exit";
import type { PlanFile } from "./plan-files";

/** What `landing-zone plan --save` has left in folders. */
export interface SavedForReview {
  readonly stacks: readonly PlannedInFolder[];
  /** Whether there is a manifest, be it one without stacks. */
  readonly isSaved: boolean;
  /** Paths that hold no manifest. */
  readonly others: readonly string[];
}

/**
 * Reads the manifests of the folders among some paths.
 *
 * @throws Failure with exit code 64 when one cannot be read, or they are not of one run
 */
export function savedIn(paths: readonly string[]): SavedForReview {
  const isSaved = (path: string): boolean =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && manifestFolders(path).length > 0;
  try {
    const folders = paths.filter(isSaved);
    return {
      stacks: folders.length === 0 ? [] : mergeManifests(readPlanFolders(folders)).stacks,
      isSaved: folders.length > 0,
      others: paths.filter((path) => !folders.includes(path)),
    };
  } catch (error) {
    throw error instanceof Failure ? new Failure(error.message, REVIEW_EXIT.usage) : error;
  }
}

/** The file that the manifest names for a stack; nothing where it was not planned, or nothing would change. */
export function savedFileOf({ folder, json, stack }: PlannedInFolder): PlanFile | undefined {
  return json === undefined ? undefined : { file: join(folder, json.file), stack, isNamed: true, sha256: json.sha256 };
}
