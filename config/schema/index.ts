import { z } from "zod";
import { access } from "../access/schema";
import { accounts } from "../accounts/schema";
import { alerts } from "../alerts/schema";
import { archive } from "../archive/schema";
import { baseline } from "../baseline/schema";
import { awsConfig } from "../aws-config/schema";
import { deployment } from "../deployment/schema";
import { detection } from "../detection/schema";
import { flowLogs } from "../baseline/flow-logs-schema";
import { breakGlass } from "../break-glass/schema";
import { guardrails } from "../guardrails/schema";
import { hosts } from "../hosts/schema";
import { inspector } from "../inspector/schema";
import { keyStore } from "../key-store/schema";
import { logValidation } from "../log-validation/schema";
import { organization } from "../organization/schema";
import { state } from "../state/schema";
import { tags } from "../tags/schema";
import { trail } from "../trail/schema";
import { distinct } from "../fields/lists";
import { regionName, text } from "../fields/text";

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
    access,
    archive,
    keyStore,
    guardrails,
    trail,
    logValidation,
    config: awsConfig,
    baseline,
    flowLogs,
    detection,
    alerts,
    hosts,
    inspector,
    state,
    tags,
  })
  .describe("An AWS Organization's logging and monitoring foundation.");

/** What the user wrote, with defaults filled in. */
export type Configuration = z.output<typeof schema>;
