import { Failure } from "../../console/failure";
import { fold } from "../../console/fold";

/** Does a work, and has its failure be no wider than a terminal; lines that are indented are to be copied, and stay. */
export async function folding(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof Failure ? new Failure(folded(error.message), error.exitCode) : error;
  }
}

function folded(message: string): string {
  return message
    .split("\n")
    .map((line) => (line.startsWith(" ") ? line : fold(line)))
    .join("\n");
}
