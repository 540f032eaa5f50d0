// Each command is loaded when it runs: cdktf and the AWS SDK take longer to load than most commands take.
import { Command } from "commander";
import { DEFAULT_CONFIGURATION } from "./configuration";
import type { DefaultVpcsOptions } from "./default-vpcs";
import { EXIT, Failure } from "../console/failure";
import { DEFAULT_VPCS_HELP, PLAN_HELP, TEST_ALARM_HELP } from "./help";
import type { LocalOptions } from "./local";
import type { PlanOptions } from "./plan";
import type { SynthOptions } from "./synth";
import { printError, styled } from "../console/terminal";
import type { TestAlarmOptions } from "./test-alarm";
import type { ValidateOptions } from "./validate";

const program = new Command("landing-zone")
  .description("A tamper-evident logging and monitoring foundation for an AWS Organization, as Terraform JSON")
  .showSuggestionAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.usage));

const withConfiguration = (command: Command) =>
  command.option(
    "-c, --config <file>",
    "YAML file that describes the landing zone",
    process.env.LANDING_ZONE_CONFIG ?? DEFAULT_CONFIGURATION,
  );

withConfiguration(program.command("synth"))
  .description("write the Terraform JSON of every stack; needs neither Terraform nor AWS")
  .option("-o, --output <folder>", "where to write", "cdktf.out")
  .option("--json", "print what was written as JSON")
  .action(async (options: SynthOptions) => {
    (await import("./synth.js")).synth(options);
  });

withConfiguration(program.command("validate"))
  .description("check the configuration and write nothing")
  .option("--json", "print the problems as JSON")
  .action(async (options: ValidateOptions) => {
    (await import("./validate.js")).validate(options);
  });

withConfiguration(program.command("local"))
  .description("deploy everything to a local AWS with the real Terraform and show that a second plan is empty")
  .option("--keep", "leave the local AWS running and say how to use it")
  .option("--port <number>", "port of the local AWS on the loopback interface (default: any free port)", Number)
  .option("--verbose", "show everything that cdktf and Terraform print")
  .action(async (options: LocalOptions) => (await import("./local.js")).local(options));

withConfiguration(program.command("plan"))
  .description("plan every stack with the real Terraform and tell what would be destroyed or is left behind")
  .argument("[stack...]", "stacks to plan (default: all)")
  .option("-o, --output <folder>", "where to write the Terraform JSON", "cdktf.out")
  .option("--json", "print all of it as JSON")
  // Exit code 2 means changes.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.failed))
  .addHelpText("after", PLAN_HELP)
  .action(async (stacks: string[], options: PlanOptions) => (await import("./plan.js")).plan(stacks, options));

withConfiguration(program.command("default-vpcs"))
  .description("list the default VPC of every account and region, and delete those that are empty if asked to")
  .option("--delete", "delete the default VPCs that are empty")
  .option("--account <key...>", "accounts to look at (default: all)")
  .option("--region <region...>", "governed regions to look at (default: all)")
  .option("--json", "print what was found as JSON")
  .addHelpText("after", DEFAULT_VPCS_HELP)
  .action(async (options: DefaultVpcsOptions) => (await import("./default-vpcs.js")).defaultVpcs(options));

withConfiguration(program.command("test-alarm"))
  .description("tell which alarms and rules a CloudTrail event would set off, and who would be told")
  .argument("<event...>", "JSON files with events; - is standard input")
  .option("--json", "print the matches as JSON")
  .option("--expect-match", "fail when an event matches nothing")
  .addHelpText("after", TEST_ALARM_HELP)
  .action(async (files: string[], options: TestAlarmOptions) =>
    (await import("./test-alarm.js")).testAlarm(files, options),
  );

program.parseAsync().catch((error: unknown) => {
  if (error instanceof Failure) {
    printError(error.message);
    process.exitCode = error.exitCode;
    return;
  }
  printError(styled("red", "This is a bug in landing-zone, not in your configuration:", process.stderr));
  printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = EXIT.failed;
});
