import { Option } from "commander";
import type { Command, CommandOptions } from "commander";
import { DEFAULT_CONFIGURATION } from "../console/invocation";

/** Adds a command that reads a configuration. */
export function addCommand(program: Command, name: string, description: string, options: CommandOptions = {}): Command {
  return program
    .command(name, options)
    .description(description)
    .addOption(
      new Option("-c, --config <file>", "YAML file that describes the landing zone")
        .env("LANDING_ZONE_CONFIG")
        .default(DEFAULT_CONFIGURATION),
    );
}
