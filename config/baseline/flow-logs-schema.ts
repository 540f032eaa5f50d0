import { z } from "zod";
import { FORMATS } from "../../aws/formats";
import { distinct } from "../fields/lists";
import { formatted } from "../fields/text";
import { RETENTION_DAYS } from "../../aws/log-retention-days";

export const flowLogs = z
  .strictObject({
    vpcs: z
      .enum(["all", "none"])
      .default("all")
      .describe(
        "`all`: every VPC that exists in an account and region when its stack is planned is logged, also those made " +
          "elsewhere; a Config rule reports VPCs that came later. `none`: VPCs are logged by who makes them, and what was made here is deleted.",
      ),
    destinations: distinct(
      z.array(z.enum(["bucket", "cloudwatch-logs"])).min(1, "must name at least one"),
      "destination",
    )
      .default(["bucket"])
      .describe(
        "`bucket`: the archive, as Parquet in hourly partitions that Athena understands; `cloudwatch-logs`: a log group of " +
          "the account and region, `<name>/vpc-flow-logs`.",
      ),
    trafficType: z
      .enum(["ALL", "ACCEPT", "REJECT"])
      .default("ALL")
      .describe("Traffic that is logged: all, or what security groups and network ACLs let pass or not."),
    maxAggregationSeconds: z
      .literal([60, 600])
      .default(600)
      .describe("Seconds that packets are gathered into one record, at most: 60 or 600."),
    fields: distinct(z.array(formatted(FORMATS.flowLogField)), "field")
      .default([])
      .describe("Fields of a record, in order. Default: all of versions 2 to 5."),
    retentionDays: z
      .literal(RETENTION_DAYS)
      .default(90)
      .meta({ examples: [30] })
      .describe(
        "Days that CloudWatch Logs keeps them; one of the values it allows. The archive has its own retention.",
      ),
  })
  .prefault({})
  .describe("VPC flow logs: which addresses exchanged traffic.");
