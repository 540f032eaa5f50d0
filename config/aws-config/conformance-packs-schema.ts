import { z } from "zod";
import { excludedAccounts } from "../fields/excluded-accounts";
import { text } from "../fields/text";

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConformancePackInputParameter.html */
const conformancePack = z
  .strictObject({
    template: text(
      /^\S.*\.(ya?ml|json)$/,
      "the path of a .yaml, .yml or .json file",
      "conformance-packs/logging.yaml",
    ).describe(
      "Path of its template, from the folder of this file on; at most 51,200 bytes, with rules and remediations only.",
    ),
    parameters: z
      .record(
        z.string().min(1, "a name").max(255, "at most 255 characters"),
        z.string().max(4096, "must be at most 4,096 characters"),
      )
      .default({})
      .describe("Values of the template's parameters, as texts. Default: those of the template."),
    excludedAccounts: excludedAccounts("Accounts that it is not deployed in"),
  })
  .describe("Rules that are deployed, and counted, as one.");

export const conformancePacks = z
  .record(text(/^[a-z][A-Za-z0-9]{2,39}$/, "3 to 40 letters and digits in camelCase", "logging"), conformancePack)
  .default({})
  .describe("Conformance packs, by a key in camelCase, in every account and region. Default: none.");
