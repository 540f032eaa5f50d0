import { z } from "zod";
import { distinct, repeatable } from "../fields/lists";
import { regionName, text } from "../fields/text";

const configName = (what: string) =>
  text(/^[A-Za-z0-9_-]{1,256}$/, "1 to 256 letters, digits, _ and -", "ConfigRecorder")
    .default("default")
    .describe(
      `Name of the ${what} that exists. Find out with \`aws configservice describe-${what.replaceAll(" ", "-")}s\`.`,
    );

const existing = z.strictObject({
  recorder: configName("configuration recorder"),
  deliveryChannel: configName("delivery channel"),
  regions: distinct(z.array(regionName), "region")
    .optional()
    .describe("Regions where they exist under these names, among `regions`. Default: all of them."),
});

export const existingConfig = z
  .union([existing, repeatable(z.array(existing).min(1), "conflicts/accounts compares the regions of all entries")])
  .optional()
  .describe(
    "AWS Config's recorder and delivery channel that exist in this account already, and are adopted with their names: AWS " +
      "allows one of each in a region. A list where the names differ from region to region, as those that AWS's StackSet " +
      "templates make do. It stays in this file for good: without it Terraform would replace both by ones that are " +
      "called `default`, and nothing would be recorded in between. Default: they are created.",
  );

/** Names of a recorder and a delivery channel that exist. */
export interface ExistingConfig {
  readonly recorder: string;
  readonly deliveryChannel: string;
  readonly regions?: readonly string[];
}

type OneOrSeveral<Entry> = Entry | readonly Entry[];

/** The entries of the field, one or several. */
export function existingConfigsOf<Entry extends object>(field: OneOrSeveral<Entry> | undefined): readonly Entry[] {
  return field === undefined ? [] : Array.isArray(field) ? (field as readonly Entry[]) : [field as Entry];
}

/** What exists in a region of an account, if anything does. */
export function existingConfigIn(
  field: OneOrSeveral<ExistingConfig> | undefined,
  region: string,
): ExistingConfig | undefined {
  return existingConfigsOf(field).find(({ regions }) => regions?.includes(region) ?? true);
}
