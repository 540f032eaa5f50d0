import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { loadLandingZone } from "../../config/load";
import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import type { Statement } from "../../proof/policies";
import type { Question } from "../../proof/questions/question";
import { pythonWithMoto } from "../../simulator/python";

const TIMEOUT = 600_000;
const FOLDER = "examples";
const EXAMPLES = [
  "landing-zone.yaml",
  ...readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(FOLDER, name)),
];

interface Answer {
  readonly allowed: boolean;
  readonly by: readonly string[];
}

const FULL_ACCESS = document([
  { Sid: "", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } as unknown as Statement,
]);

function document(statements: readonly Statement[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

/** A question as the simulator's evaluator reads it. */
function question({ policies, principal, request }: Cell): object {
  const assumed = principal.identityPolicy;
  return {
    principal: principal.principal,
    action: request.action,
    resource: request.resource,
    context: { ...principal.context, ...request.context },
    policies: {
      identity: [
        ...(assumed === undefined
          ? []
          : [
              document([
                { Sid: assumed.name, Effect: "Allow", Action: assumed.actions, Resource: assumed.resources ?? "*" },
              ]),
            ]),
        ...(policies.identityPolicy === undefined ? [] : [document(policies.identityPolicy.statements)]),
      ],
      serviceControl: policies.serviceControl.map((level) => [
        document([{ Sid: "", Effect: "Allow", Action: "*", Resource: "*" }]),
        ...level.map(({ statements }) => document(statements)),
      ]),
      resourceControl: policies.resourceControl.map((level) => [
        FULL_ACCESS,
        ...level.map(({ statements }) => document(statements)),
      ]),
      resource: policies.resourcePolicy === undefined ? undefined : document(policies.resourcePolicy.statements),
    },
  };
}

/** What policies decide; the proof adds Object Lock, which is none. */
function policiesAllow({ decision }: Cell): boolean {
  return decision.allowed || decision.by[0]?.layer === "Object Lock";
}

/** What the simulator's evaluator says to every question, asked of one process. */
async function answersOf(cells: readonly Cell[]): Promise<Answer[]> {
  const python = await pythonWithMoto(() => undefined);
  const evaluator = spawn(python, ["-m", "aws_simulator.authorization"], {
    env: { ...process.env, PYTHONPATH: "simulator" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers: Answer[] = [];
  const lines = createInterface(evaluator.stdout);
  lines.on("line", (line) => answers.push(JSON.parse(line) as Answer));
  const ended = once(lines, "close");
  for (const cell of cells) {
    if (!evaluator.stdin.write(`${JSON.stringify(question(cell))}\n`)) {
      await once(evaluator.stdin, "drain");
    }
  }
  evaluator.stdin.end();
  await ended;
  return answers;
}

/** What earlier examples were asked is asked again of others, whose policies are of the same kinds, one time of so many. */
const SAMPLE = 5;
const known = new Set<string>();

function isNewOrSampled(): (question: Question) => boolean {
  let asked = 0;
  return ({ area, label }) => {
    const isNew = !known.has(`${area}: ${label}`);
    known.add(`${area}: ${label}`);
    asked += 1;
    return isNew || asked % SAMPLE === 0;
  };
}

describe.each(EXAMPLES)("the simulator's evaluator, asked what the proof of %s asks", (example) => {
  it(
    "answers as the proof's evaluator does",
    async () => {
      const cells = await new Matrix(loadLandingZone(example).landingZone).cells(isNewOrSampled());
      const answers = await answersOf(cells);
      expect(answers).toHaveLength(cells.length);
      const differences = cells.flatMap((cell, index) =>
        answers[index]?.allowed === policiesAllow(cell)
          ? []
          : [
              {
                question: `${cell.question.area}: ${cell.question.label} (${cell.principal.label})`,
                simulator: answers[index],
                proof: cell.decision,
              },
            ],
      );
      expect(differences).toEqual([]);
    },
    TIMEOUT,
  );
});
