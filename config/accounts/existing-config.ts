import { z } from "zod";
import { distinct } from "../fields/lists";
import { regionName, text } from "../fields/text";

const configName = (what: string) =>
  text(/^[A-Za-z0-9_-]{1,256}$/, "1 to 256 letters, digits, _ and -", "ConfigRecorder")
    .default("default")
    .describe(
      `Name of the ${what} that exists. Find out with \`aws configservice describe-${what.replaceAll(" ", "-")}s\`.`,
    );

export const existingConfig = z
  .strictObject({
    recorder: configName("configuration recorder"),
    deliveryChannel: configName("delivery channel"),
    regions: distinct(z.array(regionName), "region")
      .optional()
      .describe("Regions where they exist, among `regions`. Default: all of them."),
  })
  .optional()
  .describe(
    "AWS Config's recorder and delivery channel that exist in this account already, and are adopted with their names: AWS " +
      "allows one of each in a region. It stays in this file for good: without it Terraform would replace both by ones that are " +
      "called `default`, and nothing would be recorded in between. Default: they are created.",
  );
