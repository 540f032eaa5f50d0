import { fold } from "../../console/fold";
import { DEFAULT_CONFIGURATION, shellQuoted, typed } from "../../console/invocation";
import { styled } from "../../console/terminal";
import type { PartReport, PartState } from "./part";
import type { BootstrapResult } from "./run";

const WIDTH = 16;

const STYLES: Readonly<Record<PartState, "green" | "red" | "yellow">> = {
  "as it should be": "green",
  made: "green",
  mended: "green",
  missing: "yellow",
  different: "yellow",
  failed: "red",
};

/** Whose answer it is that only the break-glass role may do something. */
const DENIED: readonly string[] = ["AccessDenied", "AccessDeniedException"];

/** What was found, done and left, in lines of at most 80 characters but for names. */
export function describeBootstrap({ confirmed, next, parts, states }: BootstrapResult, config: string): string {
  const moved = states.map(({ kept, outcome, problem, serial, stack, to }) => [
    line(outcome, outcome === "failed" || outcome === "refused" ? "red" : "green", `state of ${stack}`),
    ...(serial === undefined ? [] : [`${INDENT}serial ${serial}, ${to}`]),
    ...(kept === undefined ? [] : [`${INDENT}kept as ${kept}`]),
    ...(problem === undefined ? [] : [fold(problem, INDENT)]),
  ]);
  const isLeft = parts.some(
    ({ differences, state }) => state === "missing" || differences.some(({ mended }) => mended === "would be"),
  );
  const isStateLeft = states.some(({ outcome }) => outcome === "would be moved");
  const file = config === DEFAULT_CONFIGURATION ? "" : `--config ${shellQuoted(config)} `;
  return [
    ...parts.flatMap(describePart),
    ...moved.flat(),
    ...(next.length === 0 ? [] : ["", ...next.map((step) => fold(step, "  ", ""))]),
    ...(confirmed || !(isLeft || isStateLeft)
      ? []
      : ["", `Nothing was changed. To do it: ${typed("bootstrap", `${file}--confirm`)}`]),
  ].join("\n");
}

const INDENT = "".padEnd(WIDTH + 2);

function line(state: string, style: "green" | "red" | "yellow", text: string): string {
  return `${styled(style, state.padEnd(WIDTH))}  ${text}`;
}

function describePart({ account, differences, fix, name, part, problem, settings = [], state }: PartReport): string[] {
  return [
    line(state, STYLES[state], `${part}, ${account}`),
    `${INDENT}${name}`,
    ...settings.map((setting) => fold(setting, `${INDENT}  `, INDENT)),
    ...differences.flatMap(({ fix: advice, got, mended, wanted, what }) => [
      fold(`${what}: ${got}; ${WORDS.get(mended) ?? ""} ${wanted}`, `${INDENT}  `, INDENT),
      ...(advice === undefined ? [] : [fold(advice, `${INDENT}  `)]),
    ]),
    ...(fix === undefined ? [] : [fold(fix, `${INDENT}  `, INDENT)]),
    ...(problem === undefined
      ? []
      : [
          fold([problem.code, problem.message].filter((text) => text !== undefined).join(": "), `${INDENT}  `, INDENT),
          ...(DENIED.includes(problem.code ?? "")
            ? [
                fold(
                  "Your credentials may not, or the policy of the bucket or the key refuses it to all but the break-glass role: docs/bootstrap.md",
                  `${INDENT}  `,
                  INDENT,
                ),
              ]
            : []),
        ]),
  ];
}

const WORDS = new Map<boolean | "would be", string>([
  [true, "changed to"],
  [false, "expected"],
  ["would be", "would be changed to"],
]);
