import { printable, shortened } from "../config/source/printable";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import { refuseOverrides } from "./provider-overrides";
import type { ProviderSource } from "./provider-source";

const WORKSPACE = "default";

/** What has Terraform log, as TF_LOG, TF_LOG_CORE, TF_LOG_PROVIDER and TF_LOG_PROVIDER_AWS do: beside what it is asked for. */
const LOG = /^TF_LOG(?:_|$)/;
const LOG_FILE = "TF_LOG_PATH";

/**
 * Never given to Terraform: a data folder that is the same for all stacks has the backend of another stack in it; outputs that cannot
 * be computed would be missing in a state that other stacks read.
 */
const DROPPED: ReadonlySet<string> = new Set(["TF_DATA_DIR", "TF_WARN_OUTPUT_ERRORS"]);

const ARGUMENTS = /^TF_CLI_ARGS(?:_(.+))?$/;
/** Arguments that change nothing of what is planned, applied and read, by subcommand. */
const HARMLESS: ReadonlyMap<string, RegExp> = new Map([
  ["plan", /^-(?:compact-warnings|input=false|parallelism=\d+)$/],
  ["apply", /^-(?:auto-approve|compact-warnings|input=false|parallelism=\d+)$/],
  ["init", /^-input=false$/],
]);
const NO_COLOR = "-no-color";

/**
 * The environment of Terraform: the caller's own, whose credentials it takes, and where it finds its providers. Always of the default
 * workspace, whose states this program compares and records, whatever was selected in the folder of a stack. Without what has it log
 * where its answers are read: logs hold secrets, too, and go to a file alone, if one is named.
 *
 * @throws Failure as {@link refuseEnvironment} and {@link refuseOverrides}
 * @see https://developer.hashicorp.com/terraform/cli/config/environment-variables
 */
export function terraformEnvironment(
  providers: ProviderSource,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  refuseEnvironment(env);
  const environment = {
    ...quiet(env),
    ...providers.env,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_WORKSPACE: WORKSPACE,
  };
  refuseOverrides(environment);
  return environment;
}

/**
 * Refuses variables by which Terraform would do something else than what is compared, reviewed and recorded: another workspace,
 * arguments of every subcommand, and providers that nobody has locked.
 *
 * @throws Failure with the variable, what it is, and what is allowed
 */
export function refuseEnvironment(env: NodeJS.ProcessEnv = process.env): void {
  const { TF_REATTACH_PROVIDERS: reattached = "", TF_WORKSPACE: named = WORKSPACE } = env;
  if (named !== "" && named !== WORKSPACE) {
    throw refused("TF_WORKSPACE", named, "stacks are in the default workspace alone");
  }
  if (reattached !== "") {
    throw refused("TF_REATTACH_PROVIDERS", reattached, "it names other providers than those that are locked");
  }
  for (const [name, value = ""] of Object.entries(env)) {
    const [isArguments, subcommand = ""] = ARGUMENTS.exec(name) ?? [];
    const others = isArguments === undefined ? [] : value.split(/\s+/).filter((one) => !isHarmless(one, subcommand));
    if (others.length > 0) {
      throw refused(
        name,
        value,
        "arguments that nobody has reviewed would change what is planned and applied. Allowed are -no-color, and " +
          "-parallelism=N, -compact-warnings and -input=false in TF_CLI_ARGS_plan and TF_CLI_ARGS_apply",
      );
    }
  }
}

/** The environment without what disturbs Terraform's answers. */
export function quiet(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { [LOG_FILE]: file = "" } = env;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !DROPPED.has(name) && (file !== "" || !LOG.test(name))),
  );
}

function isHarmless(argument: string, subcommand: string): boolean {
  return ["", NO_COLOR].includes(argument) || HARMLESS.get(subcommand)?.test(argument) === true;
}

function refused(name: string, value: string, why: string): Failure {
  return new Failure(fold(`${name} is ${printable(shortened(value))}: ${why}. Unset it and run again.`));
}
