import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const SCRIPTS = "examples/ci/scripts";

/** Besides landing-zone and the scripts: git, what downloads, and what every shell and runner has. */
// prettier-ignore
const PROGRAMS = new Set([
  "[", "basename", "cat", "curl", "echo", "exit", "find", "git", "mkdir", "node", "npm", "npx", "printf", "read", "sed", "sha256sum",
  "shopt", "sort", "tail", "tee", "true", "umask", "unzip", "xargs",
]);
const KEYWORDS = new Set(["case", "continue", "do", "done", "else", "esac", "fi", "for", "if", "then", "while"]);

/** Programs that a script calls and that are not meant: the first words of its commands, as far as these scripts go. */
export function strangersIn(script: string): string[] {
  const plain = script
    .replace(/\\\n\s*/g, " ")
    .replace(/^\s*#.*$/gm, "")
    .replace(/"(?:\$\([^)]*\)|[^"])*"|'[^']*'/g, (text) => (text.includes("$(") ? text : "QUOTED"))
    // Patterns of a case.
    .replace(/^\s*[\w*]+\)/gm, "");
  return plain
    .split(/\n|;+|\|\|?|&&|\$\(|(?<=^|\s)\(|\b(?:then|do|if|else)\b/)
    .flatMap((part) => /^\s*(\S+)/.exec(part)?.slice(1) ?? [])
    .filter((word) => !PROGRAMS.has(word) && !KEYWORDS.has(word) && !/^(\w+=|QUOTED|[)"])/.test(word));
}

/** Paths of the scripts of examples/ci that are called. */
export function scriptsIn(run: string): string[] {
  return [...run.matchAll(/\bnode ci\/([\w.-]+)/g)].map(([, name = ""]) => join(SCRIPTS, name));
}

/** Variables that a script asks for by name, and that the step does not set. */
export function lacking(script: string, env: object): string[] {
  const source = readFileSync(script, "utf8");
  const asked = [...source.matchAll(/required\(process\.env, "(\w+)"\)/g)].map(([, name = ""]) => name);
  return asked.filter((name) => !(name in env)).map((name) => `${script}: ${name}`);
}

/** Why bash would not read it. */
export function notBash(script: string): string[] {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
  return status === 0 ? [] : [stderr];
}
