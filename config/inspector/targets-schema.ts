import { z } from "zod";
import { repeatable } from "../fields/lists";
import { text } from "../fields/text";

const target = z.strictObject({
  name: text(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/,
    "1 to 128 letters, digits, dots, hyphens and underscores, beginning with a letter or digit",
    "production-servers",
  ).describe("Name of the target, and of its CIS scan configuration."),
  tags: z
    .record(z.string().min(1).max(128), z.array(z.string().min(1).max(256)).min(1).max(5))
    .describe("Tags of the instances: one to five keys, each with one to five values; Inspector requires them."),
});

/** @see https://docs.aws.amazon.com/inspector/latest/user/scanning-cis.html */
export const targets = repeatable(z.array(target), "conflicts/inspector compares their names")
  .default([])
  .describe("Assessment targets: instances, by their tags, that are checked against CIS benchmarks. Default: none.");
