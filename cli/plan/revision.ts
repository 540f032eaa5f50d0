import { dirname } from "node:path";
import { run } from "../../console/run";

/** The commit that a file is of, and whether the tree has changes that are not committed, for people; nothing without Git. */
export async function revisionOf(file: string): Promise<string | undefined> {
  const git = (...args: string[]) => run("git", args, { cwd: dirname(file) });
  const head = await git("rev-parse", "--verify", "--quiet", "HEAD");
  const commit = /^[0-9a-f]{40,64}$/.exec(head.output.trim())?.[0];
  if (head.code !== 0 || commit === undefined) {
    return undefined;
  }
  const status = await git("status", "--porcelain", "--untracked-files=no");
  return status.output.trim() === "" ? commit : `${commit} with changes that are not committed`;
}
