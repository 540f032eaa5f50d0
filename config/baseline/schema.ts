import { z } from "zod";
import { FORMATS } from "../../aws/formats";
import { wholeNumber } from "../fields/numbers";
import { formatted } from "../fields/text";

const passwordPolicy = z
  .strictObject({
    enabled: z.boolean().default(true).describe("Whether the landing zone sets it."),
    minimumLength: wholeNumber(6, 128)
      .default(14)
      .meta({ examples: [16] })
      .describe("Characters that a password has at least, 6 to 128."),
    rememberedPasswords: wholeNumber(1, 24)
      .default(24)
      .meta({ examples: [12] })
      .describe("Earlier passwords that cannot be used again, 1 to 24."),
    maximumAgeDays: wholeNumber(1, 1095)
      .optional()
      .meta({ examples: [90] })
      .describe("Days after which a password has to be changed, at most 1,095. Default: never."),
  })
  .prefault({})
  .describe("Passwords of IAM users: upper and lower case, a digit and a symbol are always asked for.");

const instanceMetadata = z
  .strictObject({
    version2: z
      .enum(["required", "unchanged"])
      .default("required")
      .describe(
        "`required`: new EC2 instances answer IMDSv2 only, unless they are started with another setting; `unchanged`: " +
          "the account's default is left as it is.",
      ),
    hopLimit: wholeNumber(1, 64)
      .default(2)
      .meta({ examples: [1] })
      .describe("Network hops that its answers may take, 1 to 64; containers need 2."),
  })
  .prefault({})
  .describe("Default of new EC2 instances for their metadata service, in every region.");

const securityContact = z
  .strictObject({
    name: formatted(FORMATS.contactName).describe("Name of the contact, 2 to 64 characters."),
    title: formatted(FORMATS.contactTitle).describe("Title, 2 to 50 characters."),
    email: formatted(FORMATS.contactEmail).describe("Address that AWS writes to."),
    phone: formatted(FORMATS.contactPhone).describe("Telephone number, 4 to 25 digits, blanks and `()-`."),
  })
  .optional()
  .describe("Contact that AWS notifies of security events of every account. Default: the root user's address.");

export const baseline = z
  .strictObject({
    deployment: z
      .enum(["terraform", "stacksets"])
      .default("terraform")
      .describe(
        "How member accounts get what every account has: `terraform`: a stack for each account; `stacksets`: AWS " +
          "CloudFormation StackSets, which also reach accounts that join later, for hundreds of accounts. The management " +
          "account has a stack in any case, as StackSets do not reach it.",
      ),
    optInRegions: z
      .enum(["enable", "enabled"])
      .default("enabled")
      .describe(
        "Opt-in regions among `regions`: `enable`: the stack `organization` enables them in every account and waits, for " +
          "hours if need be; `enabled`: somebody did.",
      ),
    s3PublicAccessBlock: z.boolean().default(true).describe("Whether no bucket of any account can be public."),
    ebsEncryption: z.boolean().default(true).describe("Whether new EBS volumes are encrypted in every region."),
    snapshotSharing: z
      .enum(["block-all-sharing", "block-new-sharing", "unchanged"])
      .default("block-all-sharing")
      .describe(
        "Public EBS snapshots: `block-all-sharing`: there are none; `block-new-sharing`: no more; `unchanged`: the " +
          "accounts' setting is left as it is.",
      ),
    instanceMetadata,
    passwordPolicy,
    defaultSecurityGroups: z
      .enum(["report", "strip"])
      .default("report")
      .describe(
        "Default security groups of VPCs: `report`: a Config rule reports those that have rules; `strip`: all their rules " +
          "are removed, in every VPC that exists when the stack is planned.",
      ),
    defaultVpcs: z
      .enum(["keep", "report", "delete"])
      .default("report")
      .describe(
        "Default VPCs: `keep`: nothing is said; `report`: every plan warns of them; `delete`: the warning says to run " +
          "`npm run default-vpcs -- --delete`, which deletes those that are empty: Terraform deletes only what it made.",
      ),
    accessAnalyzer: z
      .boolean()
      .default(true)
      .describe(
        "Whether IAM Access Analyzer reports, in the audit account, what the organization shares with external principals.",
      ),
    securityContact,
  })
  .prefault({})
  .describe("What every account has besides AWS Config.");
