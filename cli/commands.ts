// The commands that need no checkout. Each is loaded when it runs: cdktf and the AWS SDK take longer to load than most
// commands take.
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { EXIT } from "../console/failure";
import { DEFAULT_OUTPUT } from "../console/invocation";
import type { BootstrapOptions } from "./bootstrap";
import type { CheckOptions } from "./check";
import type { CostsOptions } from "./costs/command";
import type { DefaultVpcsOptions } from "./default-vpcs";
import type { ExportModuleOptions } from "./export-module";
import { addCommand } from "./add-command";
import { addAccessCommands } from "./access/commands";
import { addApplyCommand } from "./apply/commands";
import type { DriftOptions } from "./drift";
import { driftHelp } from "./drift/help";
import { addHsmCommands } from "./hsm/commands";
import { bootstrapHelp, checkHelp, DEFAULT_VPCS_HELP, planHelp, redeployRulesHelp, testAlarmHelp } from "./help";
import { addInspectorCommands } from "./inspector/commands";
import { addLedgerCommands } from "./ledger/commands";
import { folderName, roleName } from "./option-values";
import type { PlanOptions } from "./plan";
import { addDiffCommand, addReviewCommand } from "./review/commands";
import type { RedeployRulesOptions } from "./redeploy-rules";
import type { SynthOptions } from "./synth";
import type { TestAlarmOptions } from "./test-alarm";
import type { ValidateOptions } from "./validate";
import { addVerifyLogsCommand } from "./verify-logs/commands";

const STRICT = ["--strict", "count warnings of the configuration as errors"] as const;

export function addCommands(program: Command): void {
  addCommand(program, "synth", "write the Terraform JSON of every stack; needs neither Terraform nor AWS")
    .option("-o, --output <folder>", "where to write", folderName, DEFAULT_OUTPUT)
    .option("--json", "print what was written as JSON")
    .option(...STRICT)
    .action(async (options: SynthOptions) => {
      await (await import("./synth.js")).synth(options);
    });

  addCommand(program, "validate", "check the configuration and write nothing")
    .option("--json", "print the problems as JSON")
    .option(...STRICT)
    .action(async (options: ValidateOptions) => {
      (await import("./validate.js")).validate(options);
    });

  addCommand(program, "costs", "estimate what the landing zone costs by the month, and write nothing")
    .option("--assume <name=number...>", "what is assumed of a month, such as flowLogGb=20 (see the output)")
    .option("--json", "print prices, numbers and assumptions as JSON")
    .action(async (options: CostsOptions) => {
      (await import("./costs/command.js")).costs(options);
    });

  addCommand(
    program,
    "plan",
    "plan every stack with the real Terraform and report what would be destroyed or is orphaned",
  )
    .argument("[stack...]", "stacks to plan (default: all)")
    .option("-o, --output <folder>", "where to write the Terraform JSON", folderName, DEFAULT_OUTPUT)
    .option("--save <folder>", "write plans, masked JSON and a manifest, for review and apply", folderName)
    .option("--all", "plan what is as it was applied last, too, which finds drift")
    .option("--break-glass", "plan as the break-glass role, and only stacks that need it")
    .option("--role <name>", "role that Terraform assumes in every account, such as one that only reads", roleName)
    .option("--encrypt-with <key>", "ARN of the KMS key: encrypt the saved plans, seal the manifest")
    .option("--lock", "lock each state while it is planned, which needs to write beside it")
    .option("--json", "print all of it as JSON")
    .option(...STRICT)
    // Exit code 2 means changes.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.failed))
    .addHelpText("after", planHelp())
    .action(async (stacks: string[], options: PlanOptions) => (await import("./plan.js")).plan(stacks, options));

  addCommand(program, "drift", "plan every stack and report what was changed outside of Terraform; change nothing")
    .argument("[stack...]", "stacks to look at (default: all)")
    .option("-o, --output <folder>", "where to write the Terraform JSON", folderName, DEFAULT_OUTPUT)
    .option("--save <folder>", "write plans, masked JSON and a manifest, as plan does", folderName)
    .option("--role <name>", "role that Terraform assumes in every account, such as one that only reads", roleName)
    .option("--json", "print all of it as JSON")
    .option("--markdown <file>", "write a review of the plans as Markdown, too")
    .option("--html <file>", "write it as one page that loads nothing, too")
    .option("--outputs <file>", "append counts and flags as NAME=VALUE, as to $GITHUB_OUTPUT")
    // Exit code 2 means that something differs.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.failed))
    .addHelpText("after", driftHelp())
    .action(async (stacks: string[], options: DriftOptions) => (await import("./drift.js")).drift(stacks, options));

  addCommand(
    program,
    "check",
    "compare what should exist in every account and region with what does, and change nothing",
  )
    .option("--account <account...>", "accounts to look at (default: all)")
    .option("--region <region...>", "governed regions to look at (default: all)")
    .option("--check <check...>", "checks to run (default: all)")
    .option("--role <name>", "role assumed in member accounts (default: deployment.role)", roleName)
    .option("--json", "print what was found as JSON")
    // Exit code 2 means differences.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.failed))
    .addHelpText("after", checkHelp())
    .action(async (options: CheckOptions) => (await import("./check.js")).check(options));

  addCommand(
    program,
    "redeploy-rules",
    "put the organization's AWS Config rules and conformance packs again that accounts lack",
  )
    .option("--region <region...>", "governed regions to look at (default: all)")
    .option("--name <name...>", "rules and conformance packs to look at (default: all)")
    .option("--confirm", "do it; without it is said what would be done")
    .option("--json", "print what was found and done as JSON")
    // Exit code 2 means that something is lacking.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.failed))
    .addHelpText("after", redeployRulesHelp())
    .action(async (options: RedeployRulesOptions) => (await import("./redeploy-rules.js")).redeployRules(options));

  addCommand(
    program,
    "default-vpcs",
    "list the default VPC of every account and region, and delete those that are empty if asked to",
  )
    .option("--delete", "delete the default VPCs that are empty")
    .option("--account <account...>", "accounts to look at (default: all)")
    .option("--region <region...>", "governed regions to look at (default: all)")
    .option("--json", "print what was found as JSON")
    .addHelpText("after", DEFAULT_VPCS_HELP)
    .action(async (options: DefaultVpcsOptions) => (await import("./default-vpcs.js")).defaultVpcs(options));

  addCommand(
    program,
    "bootstrap",
    "make what has to be there before the first deployment: bucket and keys of the states, roles of pipelines",
  )
    .option("-o, --output <folder>", "folder of the stacks that local states are beside", folderName, DEFAULT_OUTPUT)
    .option("--confirm", "do it; without it is said what would be done")
    .option(
      "--role <name>",
      "role to assume in the bucket's account, as that for emergencies (default: the deployment role)",
      roleName,
    )
    .option("--json", "print what was found and done as JSON")
    // Exit code 2 means that something is left.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.failed))
    .addHelpText("after", bootstrapHelp())
    .action(async (options: BootstrapOptions) => (await import("./bootstrap.js")).bootstrap(options));

  addHsmCommands(program);
  addInspectorCommands(program);

  addLedgerCommands(program);

  addAccessCommands(program);

  addVerifyLogsCommand(program);

  addReviewCommand(program);
  addApplyCommand(program);
  addDiffCommand(program);

  program
    .command("export-module")
    .description("write a synthesized stack as a folder that Terraform and OpenTofu call as a module")
    .argument("<stack>", "folder of the stack, such as cdktf.out/stacks/cis-alarms, of any CDKTF program")
    .requiredOption("-o, --output <folder>", "where to write the module", folderName)
    .option("--name <name>", "what callers name it (default: the folder's name)")
    .option("--description <text>", "what it makes, for its README")
    .option("--provider-version <name=range...>", "such as aws='>= 5.100.0, < 7.0.0'", constraint)
    .option("--terraform-version <range>", "versions of Terraform or OpenTofu (default: >= 1.10)")
    .option("--json", "print what was written as JSON")
    .action(async (stack: string, options: ExportModuleOptions) => {
      (await import("./export-module.js")).exportModule(stack, options);
    });

  addCommand(
    program,
    "test-alarm",
    "report which alarms and rules a CloudTrail event matches, and which subscribers they notify",
  )
    .argument("<event...>", "files with events; - is standard input")
    .option("--json", "print the matches as JSON")
    .option("--expect-match", "fail when an event matches nothing")
    .addHelpText("after", testAlarmHelp())
    .action(async (files: string[], options: TestAlarmOptions) =>
      (await import("./test-alarm.js")).testAlarm(files, options),
    );
}

/** `aws=~> 5.100`, added to those before. */
function constraint(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, provider, versions] = /^([a-z][\w-]*)=(\s*(?:[<>=!~]|\d).*)$/.exec(text) ?? [];
  if (provider === undefined || versions === undefined) {
    throw new InvalidArgumentError("It is a provider and its versions, such as aws='>= 5.100.0, < 7.0.0'.");
  }
  return { ...before, [provider]: versions };
}
