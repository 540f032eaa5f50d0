import { Command } from "commander";
import { EXIT, Failure } from "./failure";
import { typed, version } from "./invocation";
import { printError, styled } from "./terminal";

/** Short options that npm knows by another name. */
const NPM_NAMES: ReadonlyMap<string, string> = new Map([["-c", "call"]]);
/** Options that npm has itself, which users may have set for all that they do. */
const OF_NPM = ["json", "prefix"];

/** A program with the help, the version and the exit codes of all programs of this project. */
export function commandLine(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .version(version())
    .showSuggestionAfterError()
    .configureHelp({ commandUsage: (command) => typedCommand(command, command.usage()) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.usage));
}

/** Runs a program with the arguments of this process. A failure is printed as it is, without a stack trace. */
export async function runCommandLine(program: Command): Promise<void> {
  refuseSwallowed(named(program, process.argv.slice(2)));
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof Failure) {
      printError(error.message);
      process.exitCode = error.exitCode;
      return;
    }
    printError(styled("red", `This is a bug in ${program.name()}, not in your configuration:`, process.stderr));
    printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = EXIT.failed;
  }
}

/** The command, or the command of a command, that arguments begin with the names of. */
function named(command: Command, [name, ...rest]: readonly string[]): Command {
  const found = command.commands.find((inner) => inner.name() === name);
  return found === undefined ? command : named(found, rest);
}

/** How a command is typed; that of a command after its name: `npm run hsm -- status`. */
function typedCommand(command: Command, args: string): string {
  const { parent } = command;
  return parent?.parent == null
    ? typed(command.name(), args)
    : typedCommand(parent, [command.name(), args].filter(Boolean).join(" "));
}

/** `npm run` keeps options for itself unless `--` is before them, and reports it in its environment only. */
function refuseSwallowed(command: Command): void {
  for (const { flags, long, short } of command.options) {
    const names = [long?.slice(2).replaceAll("-", "_"), short && (NPM_NAMES.get(short) ?? short.slice(1))];
    const isSwallowed = names.some((name) => name && !OF_NPM.includes(name) && `npm_config_${name}` in process.env);
    if (isSwallowed) {
      const option = flags.replace(/^-\w, /, "");
      command.error(`error: npm took ${long} for itself: put -- before it\n  ${typedCommand(command, option)}`);
    }
  }
}
