// npm run prove: evaluates every policy of the landing zone together, and shows who can do what to the logs.
import "../stacks/synthesis-speed";
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { DEFAULT_CONFIGURATION, readConfiguration } from "./configuration";
import { EXIT, Failure } from "../console/failure";
import { print, printError, styled } from "../console/terminal";
import { proofDocument } from "../proof/document";
import { prove } from "../proof/prove";
import type { Proof } from "../proof/prove";
import { summary, surprises, table } from "../proof/report";

interface Options {
  readonly config: string;
  readonly json?: boolean;
  readonly write?: boolean;
}

const DOCUMENT = "docs/proof.md";

async function run({ config, json = false, write = false }: Options): Promise<void> {
  const landingZone = readConfiguration(config);
  if (process.stderr.isTTY) {
    printError("Evaluating; this takes some ten seconds.");
  }
  const proof = await prove(landingZone);
  const unexpected = proof.cells.filter((cell) => !proof.open.some((open) => open.cell === cell));
  const failures = surprises(unexpected);
  const idle = proof.mutations.filter(({ flips }) => flips === undefined);
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
  if (failures.length > 0 || idle.length > 0) {
    const all = [...failures, ...idle.map(({ statement }) => `no answer depends on ${statement}`)];
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

new Command("prove")
  .description("evaluate all policies together and show who can do what to the logs")
  .option("-c, --config <file>", "YAML file that describes the landing zone", DEFAULT_CONFIGURATION)
  .option("--json", "print every answer as JSON")
  .option("--write", `write ${DOCUMENT}`)
  .showSuggestionAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.usage))
  .action((options: Options) => run(options))
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof Failure)) {
      throw error;
    }
    printError(error.message);
    process.exitCode = error.exitCode;
  });
