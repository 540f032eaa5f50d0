import { existsSync, readFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";

/** Name of the command that the package installs. */
export const COMMAND = "landing-zone";

/** Where the configuration is looked for when nothing else is said. */
export const DEFAULT_CONFIGURATION = "landing-zone.yaml";

/** Where the Terraform JSON is written when nothing else is said: cdktf's own folder. */
export const DEFAULT_OUTPUT = "cdktf.out";

/** Whether this is the installed package, which is compiled; a checkout runs its TypeScript. */
export const INSTALLED = __filename.endsWith(".js");

/** Commands whose names are scripts of the project itself: `npm run check` is about its source. */
const TAKEN: readonly string[] = ["check"];

/**
 * How a command is typed where this program runs, so that what it prints can be typed as printed: `npm run` in a checkout,
 * `npx` in a project that has the package, which then asks no registry for it, and else the program by its name.
 *
 * @param command `validate`; the name of the program for the program itself
 * @param args what follows it
 */
export function typed(command: string, args = ""): string {
  if (!INSTALLED) {
    return TAKEN.includes(command)
      ? typed(COMMAND, args === "" ? command : `${command} ${args}`)
      : args === ""
        ? `npm run ${command}`
        : `npm run ${command} -- ${args}`;
  }
  const program = hasLocalBin(process.cwd()) ? ["npx", COMMAND] : [COMMAND];
  return [...program, ...(command === COMMAND ? [] : [command]), ...(args === "" ? [] : [args])].join(" ");
}

/** The options that have a command read the same file and write to the same folder as this one: none by default. */
export function sameFiles(config: string, output: string): string {
  return [
    ...(config === DEFAULT_CONFIGURATION ? [] : ["--config", shellQuoted(config)]),
    ...(output === DEFAULT_OUTPUT ? [] : ["--output", shellQuoted(output)]),
  ].join(" ");
}

/** An argument as a POSIX shell takes it: quoted where it holds more than letters, digits and what paths are made of. */
export function shellQuoted(argument: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

/** Whether `npx` finds the command without asking a registry: in this folder, or one above. */
function hasLocalBin(folder: string): boolean {
  return (
    existsSync(join(folder, "node_modules", ".bin", COMMAND)) ||
    (folder !== parse(folder).root && hasLocalBin(dirname(folder)))
  );
}

/** The package.json of this program: in its folder, or the next above that has one, as a bundle runs under its entry's name. */
function manifestAbove(folder: string): string {
  const file = join(folder, "package.json");
  return existsSync(file) || folder === parse(folder).root ? file : manifestAbove(dirname(folder));
}

/** Version of this package. */
export function version(): string {
  return (JSON.parse(readFileSync(manifestAbove(dirname(__filename)), "utf8")) as { version: string }).version;
}
