import { z } from "zod";
import { slugOf } from "../keys";
import { distinct } from "./lists";

/** @param what they are excluded from, as a sentence without its end */
export function excludedAccounts(what: string): z.ZodDefault<z.ZodArray<z.ZodString>> {
  return distinct(z.array(z.string().meta({ examples: ["shop-production"] })), "account", { identity: slugOf })
    .default([])
    .describe(
      `${what}: \`management\`, \`log-archive\`, \`audit\`, names of workload accounts, or ids in quotes. Default: none.`,
    );
}
