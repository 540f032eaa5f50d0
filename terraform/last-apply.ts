import { z } from "zod";
import { Keys, readBeside, RECORD, writeRecord } from "./applied-record";
import type { KeyInput } from "./applied-record";
import type { LastApply } from "./apply-step";
import type { StatesOfApply } from "./apply-stacks";
import type { States } from "./states";
import { readStackSource } from "./synthesized";

/** What an apply leaves that failed, where a completed one leaves its record: a plan takes it for none, and skips nothing. */
const UNFINISHED = z.strictObject({
  version: z.literal(1),
  unfinished: z.string().regex(/^[0-9a-f]{64}$/),
  serial: z.int().min(0),
  lineage: z.string(),
});

/**
 * The states that an apply asks, and the records that it leaves beside them.
 *
 * @param outdir folder of the synthesized stacks
 */
export function statesOfApply(
  states: States,
  outdir: string,
  terraform: KeyInput["terraform"],
  env: NodeJS.ProcessEnv = process.env,
): StatesOfApply {
  return {
    now: async ({ stack }) => {
      const source = readStackSource(outdir, stack, terraform.program);
      // Anew each time: what a stack reads may just have been applied.
      const key = new Keys(states, outdir, terraform, env).of(source);
      const [found, state, last] = await Promise.all([key, states.head(stack), lastApply(states, stack)]);
      return { key: found, state, last };
    },
    version: (stack) => states.head(stack),
    record: async (stack, { key, lineage, serial, unfinished }) => {
      if (key !== undefined) {
        await writeRecord(states, stack, { key, serial, lineage });
      } else if (unfinished !== undefined) {
        const record: z.infer<typeof UNFINISHED> = { version: 1, unfinished, serial, lineage };
        await states.writeRecord(stack, `${JSON.stringify(record)}\n`);
      }
    },
  };
}

async function lastApply(states: States, stack: string): Promise<LastApply | undefined> {
  const left = await readBeside(states, stack);
  return RECORD.safeParse(left).data ?? UNFINISHED.safeParse(left).data;
}
