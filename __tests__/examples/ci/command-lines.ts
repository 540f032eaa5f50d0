import { CommanderError } from "commander";
import type { Command } from "commander";
import { addCommands } from "../../../cli/commands";
import { DESCRIPTION } from "../../../cli/help";
import { commandLine } from "../../../console/command-line";
import { COMMAND } from "../../../console/invocation";

/** What stands for more words than one in the scripts. */
const ARRAYS: Readonly<Record<string, readonly string[]>> = {
  "${stacks[@]}": ["organization", "detection"],
  "${accepted[@]}": ["--acknowledged", "accepted.yaml"],
};

/** What stands for a variable where anything is refused. */
const KEY_VARIABLE = /\$\w*_?PLAN_KEY\b/g;
const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd";

/** Calls of `landing-zone apply` that take what anybody may have written. */
export function trustingIn(script: string): string[] {
  return callsIn(script)
    .filter(([command]) => command === "apply")
    .map((words) => words.join(" "))
    .filter((words) => !words.includes(`--encrypted-under ${KEY} --planned-by value`));
}

/** The words of every call of landing-zone in a shell script, without its name, and with something for each variable. */
export function callsIn(script: string): string[][] {
  const joined = script.replace(/\\\n\s*/g, " ");
  return [...joined.matchAll(/npx (?:--no-install )?landing-zone\b([^\n]*)/g)].map(([, rest = ""]) => wordsOf(rest));
}

/** Up to what ends a command or sends its output elsewhere. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/[0-9]>&[0-9]|(?:"[^"]*"|'[^']*'|[^\s"'|>&;)])+|[|>&;)]/g)) {
    if (/^[|>&;)]/.test(word)) break;
    if (/^[0-9]>&[0-9]$/.test(word)) continue;
    const plain = word.replace(/^["']|["']$/g, "");
    words.push(
      ...(ARRAYS[plain] ?? [plain.replace(KEY_VARIABLE, KEY).replace(/\$(?:\w+|\{\w+(?:##\*\/)?\})/g, "value")]),
    );
  }
  return words;
}

/** Why the program would refuse a command line; parsed by its own commands and options, and not run. */
function whyRefused(words: readonly string[]): string | undefined {
  const program = commandLine(COMMAND, DESCRIPTION);
  addCommands(program);
  harmless(program);
  try {
    program.parse(words, { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
}

function harmless(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  if (command.parent !== null) command.action(() => undefined);
  command.commands.forEach(harmless);
}

/** Calls in a script that the program would refuse, with its reasons. */
export function refusedIn(script: string): string[] {
  return callsIn(script).flatMap((words) => {
    const why = whyRefused(words);
    return why === undefined ? [] : [`landing-zone ${words.join(" ")}: ${why}`];
  });
}
