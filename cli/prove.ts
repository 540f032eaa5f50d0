import { writeFileSync } from "node:fs";
import type { LandingZone } from "../config/landing-zone";
import { readConfiguration } from "./configuration";
import { EXIT, Failure } from "../console/failure";
import { typed } from "../console/invocation";
import { plural } from "../console/plural";
import { Progress } from "../console/progress";
import { print, printError } from "../console/terminal";
import { proofDocument } from "../proof/document";
import { failuresOf } from "../proof/failures";
import { machineReadable } from "../proof/machine-readable";
import { prove as proofOf } from "../proof/prove";
import { readStacks } from "../proof/read-stacks";
import { reporters, screen, table, trusts } from "../proof/report";
import { withStandIns } from "../proof/stand-ins";
import type { SynthesizedStack } from "../proof/stacks";
import { unreadable } from "../proof/unreadable";

export interface ProveOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /**
   * Folder of synthesized stacks, which are read as they are.
   * @default - what the configuration is synthesized to
   */
  readonly stacks?: string;
  /** Prints every question with all who were asked. */
  readonly all?: boolean;
  /**
   * Takes every single action, resource, principal and condition out of the statements, in place of a sample.
   * @default false
   */
  readonly parts?: boolean;
  /** Prints JSON in place of the screen. */
  readonly json?: boolean;
  /** Writes docs/proof.md. */
  readonly write?: boolean;
}

const DOCUMENT = "docs/proof.md";

/** Evaluates every policy of a landing zone together, and each layer alone, and shows who can do what to the logs. */
export async function prove({
  all = false,
  config,
  json = false,
  parts = false,
  stacks,
  write = false,
}: ProveOptions): Promise<void> {
  if (write && stacks !== undefined) {
    throw new Failure(
      `--write and --stacks do not go together: ${DOCUMENT} is about what the configuration is synthesized to`,
      EXIT.usage,
    );
  }
  const landingZone = readConfiguration(config);
  const read = stacks === undefined ? undefined : readStacks(withStandIns(landingZone), stacks);
  if (read !== undefined) {
    refuseUnreadable(landingZone, read, json);
  }
  const progress = new Progress(1, process.stderr);
  progress.start(`evaluate all policies together; this takes ${parts ? "some minutes" : "a minute or two"}`);
  const proof = await proofOf(landingZone, {
    allParts: parts,
    stacks: read,
    at: (text) => {
      progress.at(text);
    },
  });
  progress.done(`${plural(proof.cells.length, "answer")}, ${plural(proof.mutations.length, "statement")}`);
  const failures = failuresOf(proof);
  if (json) {
    print(JSON.stringify(machineReadable(proof), undefined, 2));
  } else {
    if (all) {
      print(`${table(proof.cells)}\n\n${reporters(proof.telling)}\n\n${trusts(proof.roles)}\n`);
    }
    print(screen(proof, typed("prove", "--all")));
  }
  if (write) {
    writeFileSync(DOCUMENT, proofDocument(proof));
    printError(`wrote ${DOCUMENT}`);
  }
  if (failures.length > 0) {
    const rest = all || json ? `:\n  ${failures.map(({ text }) => text).join("\n  ")}` : "";
    throw new Failure(`The proof fails: ${plural(failures.length, "failure")}${rest}`);
  }
}

const MOST_NAMED = 20;

/** Nothing is evaluated with policies that AWS refuses, or that Terraform computes: what they let or keep is not known. */
function refuseUnreadable(landingZone: LandingZone, stacks: readonly SynthesizedStack[], json: boolean): void {
  const failures = unreadable(withStandIns(landingZone), stacks);
  if (failures.length === 0) {
    return;
  }
  if (json) {
    print(JSON.stringify({ failures }, undefined, 2));
  }
  const more = failures.length > MOST_NAMED ? [`and ${failures.length - MOST_NAMED} more like these`] : [];
  const lines = [...failures.slice(0, MOST_NAMED).map(({ text }) => text), ...more];
  throw new Failure(
    `The proof fails: ${plural(failures.length, "part")} of policies cannot be read:\n  ${lines.join("\n  ")}`,
  );
}
