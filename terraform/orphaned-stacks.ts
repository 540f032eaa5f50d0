import { basename, join } from "node:path";
import type { LandingZone } from "../config/landing-zone";
import { sameFiles, shellQuoted, typed } from "../console/invocation";
import { plural } from "../console/plural";
import type { States } from "./states";

/** A stack that is not in the configuration any more, but in AWS: nothing watches, changes or removes what it made. */
export interface OrphanedStack {
  readonly stack: string;
  /** Slug of the account whose baseline it is, if that is why it is gone. */
  readonly account?: string;
  /** How many the state holds. */
  readonly resources: number;
  /** Where the state is. */
  readonly state: string;
  /** What happened, and what to do. */
  readonly advice: string;
}

export interface Configured {
  /** Path of the YAML file. */
  readonly file: string;
  readonly landingZone: LandingZone;
  /** Names of its stacks. */
  readonly stacks: readonly string[];
  /** What the printed commands call Terraform: `terraform` or `tofu`, or a path. */
  readonly terraform: string;
  /** Folder with its Terraform JSON, as the user named it. */
  readonly output: string;
}

const BASELINE = /^baseline-(.+)$/;
/** It looks like that of an account, and is made by `baseline.deployment: stacksets`. */
const STACK_SETS = "baseline-stack-sets";

/** Every state that holds resources and whose stack is not in the configuration any more, by name. */
export async function findOrphanedStacks(states: States, configured: Configured): Promise<OrphanedStack[]> {
  const gone = (await states.stacks()).filter((stack) => !configured.stacks.includes(stack)).sort();
  const found: OrphanedStack[] = [];
  for (const stack of gone) {
    const resources = await states.resources(stack);
    if (resources > 0) {
      found.push({ stack, resources, state: states.place(stack), ...whatToDo(stack, resources, configured) });
    }
  }
  return found;
}

function whatToDo(
  stack: string,
  resources: number,
  { file, landingZone: { accounts }, output, terraform }: Configured,
): Pick<OrphanedStack, "account" | "advice"> {
  const name = basename(file);
  const holds = `its state holds ${plural(resources, "resource")}`;
  const program = shellQuoted(terraform);
  const folder = (name: string) => shellQuoted(join(output, "stacks", name));
  const account = stack === STACK_SETS ? undefined : BASELINE.exec(stack)?.[1];
  return account === undefined || accounts.some(({ slug }) => slug === account)
    ? {
        advice:
          `stack ${stack} is not made from ${name} any more but ${holds}. All of it stays in AWS, and nothing manages it: ` +
          (stack.startsWith("access-")
            ? "people keep the access that it gave, which docs/access.md says how to take away; "
            : "") +
          "put back the setting that made it. To leave all as it is, let Terraform forget it before the setting is removed " +
          `again: \`${typed("synth", sameFiles(file, output))}\`, and in ${folder(stack)} \`${program} init\`, then ` +
          // Addresses have quotes, which xargs would take for its own.
          `\`${program} state list | tr '\\n' '\\0' | xargs -0 -n 1 ${program} state rm\``,
      }
    : {
        account,
        advice:
          `account ${account} is not in ${name} any more, and its stack is not made; ${holds}. All of it stays in AWS, the ` +
          "account in its organization, and nothing manages it. Put the account back, and its stack goes on from this state. How " +
          "to be rid of what is there: docs/change.md",
      };
}
