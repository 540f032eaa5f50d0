import { z } from "zod";
import { FORMATS } from "../../aws/formats";
import { DURATION } from "../archive/duration";
import { distinct } from "../fields/lists";
import { formatted, text } from "../fields/text";

/** CloudFormation's name of a kind of resource. */
export const resourceType = formatted(FORMATS.resourceType);

/** Hours between two snapshots, or two evaluations of a rule, as AWS Config allows them. */
export const HOURS = [1, 3, 6, 12, 24] as const;

const types = distinct(z.array(resourceType), "type");

export const recording = z
  .strictObject({
    only: types
      .default([])
      .describe("Types of resources that are recorded, and no others. Default: all that AWS Config supports."),
    except: types.default([]).describe("Types that are not recorded; not together with `only`."),
    frequency: z
      .enum(["continuous", "daily"])
      .default("continuous")
      .describe(
        "`continuous`: every change is recorded within minutes; `daily`: at most one state a day, if it changed, which " +
          "costs four times as much an item. `npm run synth` prints what it means.",
      ),
    otherFrequency: types
      .default([])
      .describe("Types that are recorded at the other of the two frequencies. Default: none."),
    retention: text(DURATION, "a whole number of days or years, such as 90 days or 7 years", "1 year")
      // The longest of AWS Config: 2,557 days.
      .default("7 years")
      .describe(
        "How long AWS Config itself keeps the history of resources, 30 days to 7 years. What it delivers to the archive " +
          "is kept as `archive` says.",
      ),
    snapshotHours: z
      .literal(HOURS)
      .default(24)
      .meta({ examples: [6] })
      .describe("Hours between two snapshots in the archive: 1, 3, 6, 12 or 24."),
    notifications: z
      .boolean()
      .default(false)
      .describe(
        "Whether every change and every verdict of a rule is published to an SNS topic of the audit account, one in each " +
          "region, for queues and functions of yours.",
      ),
    role: z
      .enum(["service-linked", "own"])
      .default("service-linked")
      .describe(
        "Role that AWS Config reads accounts with: its service-linked role, which nobody can widen or delete, or one of " +
          "the landing zone that may also write to the bucket and publish to the topic.",
      ),
  })
  .prefault({})
  .describe("What AWS Config records, in every account and region.");
