import { atOnce } from "../../console/at-once";
import { Failure } from "../../console/failure";
import type { SynthesizedStack } from "../../stacks/synthesize";
import { Keys, readRecord } from "../../terraform/applied-record";
import { programOf } from "../../terraform/plan-manifest";
import type { StateHead } from "../../terraform/states";
import { readStackSource } from "../../terraform/synthesized";
import type { StackSource } from "../../terraform/synthesized";
import type { Prepared } from "./prepare";

/** A stack, and what is known of its last apply. */
export interface Compared {
  readonly source: StackSource;
  /** The state that is planned from; absent where there is none. */
  readonly head?: StateHead;
  readonly key?: string;
  /** Whether the last completed apply had the same. */
  readonly isApplied: boolean;
  /** Why nothing of this is known. */
  readonly problem?: string;
}

export interface CompareOptions {
  /** Values of variables by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether keys and states are needed of stacks that have no record, too. */
  readonly isSaved: boolean;
}

/** Objects of a bucket, each of which takes its time. */
const AT_ONCE = 8;

/** Compares stacks with what their last completed applies had. A state that cannot be read is no reason not to plan. */
export async function compareWithApplied(
  stacks: readonly SynthesizedStack[],
  { outdir, states, terraform }: Pick<Prepared, "outdir" | "states" | "terraform">,
  { isSaved, variables }: CompareOptions,
): Promise<ReadonlyMap<string, Compared>> {
  const program = programOf(terraform.binary);
  const keys = new Keys(states, outdir, { program, version: terraform.version });
  const compared = await atOnce(AT_ONCE, stacks, async ({ stack }): Promise<[string, Compared]> => {
    const source = readStackSource(outdir, stack, program);
    try {
      const record = await readRecord(states, stack);
      if (record === undefined && !isSaved) {
        return [stack, { source, isApplied: false }];
      }
      const [head, key] = [await states.head(stack), await keys.of(source, variables)];
      const isApplied =
        record !== undefined && record.key === key && record.serial === head?.serial && record.lineage === head.lineage;
      return [
        stack,
        { source, isApplied, ...(head === undefined ? {} : { head }), ...(key === undefined ? {} : { key }) },
      ];
    } catch (error) {
      if (error instanceof Failure) return [stack, { source, isApplied: false, problem: error.message }];
      throw error;
    }
  });
  return new Map(compared);
}
