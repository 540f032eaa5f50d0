import { writeFileSync } from "node:fs";
import { readConfiguration } from "./configuration";
import { Failure } from "../console/failure";
import { plural } from "../console/plural";
import { Progress } from "../console/progress";
import { print, printError, styled } from "../console/terminal";
import { proofDocument } from "../proof/document";
import { prove as proofOf } from "../proof/prove";
import type { Proof } from "../proof/prove";
import { summary, surprises, table } from "../proof/report";

export interface ProveOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
  /** Writes docs/proof.md. */
  readonly write?: boolean;
}

const DOCUMENT = "docs/proof.md";

/** Evaluates every policy of a landing zone together, and shows who can do what to the logs. */
export async function prove({ config, json = false, write = false }: ProveOptions): Promise<void> {
  const landingZone = readConfiguration(config);
  const progress = new Progress(1, process.stderr);
  progress.start("evaluate all policies together; this takes some ten seconds, or minutes");
  const proof = await proofOf(landingZone, (text) => {
    progress.at(text);
  });
  progress.done(`${plural(proof.cells.length, "answer")}, ${plural(proof.mutations.length, "statement")}`);
  const unexpected = proof.cells.filter((cell) => !proof.open.some((open) => open.cell === cell));
  const failures = surprises(unexpected);
  const withoutEffect = proof.mutations.filter(({ flips }) => flips === undefined);
  if (json) {
    print(JSON.stringify(machineReadable(proof), undefined, 2));
  } else {
    print(table(proof.cells));
    print(`\n${summary(proof.cells, proof.mutations)}`);
    for (const reason of new Set(proof.open.map(({ reason: why }) => why))) {
      const count = proof.open.filter((open) => open.reason === reason).length;
      print(styled("yellow", `${count} answers are open, because a guardrail is not in force: ${reason}`));
    }
  }
  if (write) {
    writeFileSync(DOCUMENT, proofDocument(proof.cells, proof.mutations));
    printError(`wrote ${DOCUMENT}`);
  }
  if (failures.length > 0 || withoutEffect.length > 0) {
    const all = [...failures, ...withoutEffect.map(({ statement }) => `no answer depends on ${statement}`)];
    throw new Failure(`${styled("red", "The proof fails:", process.stderr)}\n  ${all.join("\n  ")}`);
  }
}

function machineReadable({ cells, mutations }: Proof): object {
  return {
    answers: cells.map(({ decision, expected, principal, question, request }) => ({
      area: question.area,
      question: question.label,
      action: request.action,
      resource: request.resource.arn,
      principal: principal.label,
      allowed: decision.allowed,
      expected,
      decidedBy: decision.by.map(({ layer, sid }) => (layer === "" ? sid : `${layer} ${sid}`)),
    })),
    statements: mutations,
  };
}
