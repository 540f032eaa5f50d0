import { z } from "zod";
import { accounts } from "../accounts/schema";
import { alerts } from "../alerts/schema";
import { archive } from "../archive/schema";
import { baseline } from "../baseline/schema";
import { config } from "../aws-config/schema";
import { detection } from "../detection/schema";
import { flowLogs } from "../baseline/flow-logs-schema";
import { breakGlass, guardrails } from "../guardrails/schema";
import { hosts } from "../hosts/schema";
import { organization } from "../organization/schema";
import { RETENTION_DAYS } from "../../aws/log-retention-days";
import { state } from "../state/schema";
import { distinct } from "../fields/lists";
import { regionName, roleName, text } from "../fields/text";

const deployment = z
  .strictObject({
    role: roleName
      .default("OrganizationAccountAccessRole")
      .describe(
        "Name, not ARN, of the role that Terraform assumes in every account but the management account: 1 to 64 " +
          "letters, digits and `_+=,.@-`. Organizations makes it " +
          "in accounts that are created; in accounts that joined by invitation it has to be made by hand.",
      ),
    managementRole: roleName
      .optional()
      .describe(
        "Name, not ARN, of the role that Terraform assumes in the management account. Default: none, the caller's own " +
          "credentials are used, and refused if they belong to another account.",
      ),
  })
  .prefault({})
  .describe("How Terraform reaches the accounts.");

const trail = z
  .strictObject({
    cloudWatchLogsRetentionDays: z
      .literal(RETENTION_DAYS)
      .default(365)
      .describe(
        "Days that CloudWatch Logs keeps the trail's events, where they can be searched; one of the values it allows.",
      )
      .meta({ examples: [90] }),
  })
  .prefault({})
  .describe("The organization trail.");

const tagKey = text(
  /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u,
  "1 to 128 letters, digits, blanks and _.:/=+-@ that do not begin with aws:",
  "CostCenter",
);
const tagValue = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u,
  "at most 256 letters, digits, blanks and _.:/=+-@",
  "4711",
);

/** What `landing-zone.yaml` may say. Unknown keys are errors everywhere. */
export const schema = z
  .strictObject({
    name: text(
      /^(?=.{3})[a-z](-?[a-z0-9])+$/,
      "3 or more lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
      "example-org",
    ).describe(
      "First part of every name this project gives in AWS: lower-case letters, digits and single hyphens, beginning with " +
        "a letter, 3 to 39 characters, up to 3 fewer where `homeRegion` has a long name. S3 bucket names are unique in " +
        "the whole of AWS, so choose your own; a changed name means other buckets and another trail.",
    ),
    homeRegion: regionName.describe(
      "Region of the trail, the log buckets, the alarms and everything global, such as `eu-west-1`; one of `regions`. " +
        "Another one later means other buckets and another trail.",
    ),
    regions: distinct(z.array(regionName).min(1), "region").describe(
      "Regions that are governed, one or more of one partition: AWS Config records in each of them. Opt-in regions " +
        "have to be enabled in every account first: see `baseline.optInRegions`.",
    ),
    organization: organization.prefault({}),
    accounts,
    deployment,
    breakGlass,
    archive,
    guardrails,
    trail,
    config,
    baseline,
    flowLogs,
    detection,
    alerts,
    hosts,
    state,
    tags: z
      .record(tagKey, tagValue)
      .default({})
      .describe(
        "Tags of every resource that can carry tags, at most 40: keys of 1 to 128 and values of at most 256 letters, " +
          "digits, blanks and `_.:/=+-@`; keys that differ in more than case and do not begin with `aws:`. Default: " +
          "none besides the project's own two, `LandingZone` and `ManagedBy`.",
      ),
  })
  .describe("An AWS Organization's logging and monitoring foundation.");

/** What the user wrote, with defaults filled in. */
export type Configuration = z.output<typeof schema>;
