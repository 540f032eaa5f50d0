import { z } from "zod";
import { distinct } from "../fields/lists";
import { SCAN_TYPES } from "../../aws/inspector-regions";
import { classic } from "./classic-schema";
import { findings } from "./findings-schema";
import { instanceTags, targets } from "./targets-schema";

/** @see https://docs.aws.amazon.com/inspector/latest/user/scanning-resources.html */
const scans = distinct(z.array(z.enum(SCAN_TYPES)).min(1), "scan")
  .default(["ec2", "ecr", "lambda"])
  .describe(
    "What is scanned in every account and governed region: `ec2` (instances), `ecr` (container images), `lambda` " +
      "(functions and layers), `lambda-code` (code of functions; needs `lambda`). Default: all but the code.",
  );

export const inspector = z
  .strictObject({ scans, findings, instanceTags, targets, classic })
  .optional()
  .describe(
    "Amazon Inspector for the whole organization, administered by the audit account. It costs by what it scans. " +
      "Default: this project neither switches it on nor off.",
  );
