import { z } from "zod";
import { FORMATS } from "../../aws/formats";
import { anyRegionName, arn, formatted, text } from "../fields/text";

const KMS_KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-86ef-1234567890ab";
/** A key's id as Terraform's backend wants it: a UUID, or that of a key of several regions. */
const KEY_ID = "([0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})";
const ROLE = "arn:aws:iam::111111111111:role/terraform-state";

const local = z
  .strictObject({ backend: z.literal("local").describe("Files `terraform.<stack>.tfstate` beside `cdktf.out`.") })
  .describe("State in files on this machine. For trying out: a team needs shared, locked state.");

const s3 = z
  .strictObject({
    backend: z.literal("s3").describe("Objects in a bucket, locked by S3 itself (`use_lockfile`)."),
    bucket: formatted(FORMATS.writtenBucketName).describe(
      "Name of a bucket, versioned and private, as state holds secrets: 3 to 63 lower-case letters, digits, hyphens and " +
        "single dots. `landing-zone bootstrap` makes it. Not one of the log buckets.",
    ),
    region: anyRegionName.describe("Region of the bucket, governed or not."),
    account: z
      .string()
      .min(1)
      .meta({ examples: ["platform"] })
      .optional()
      .describe(
        "Account of the bucket, where `landing-zone bootstrap` makes it: `management`, `log-archive`, `audit`, the name of a " +
          "workload account, or an id in quotes; it exists already, with an `id` in the file. Default: the management account, which " +
          "no guardrail binds.",
      ),
    prefix: text(
      /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
      "letters, digits and _.- between slashes",
      "landing-zones/example-org",
    )
      .optional()
      .describe(
        "Prefix of the objects' keys: letters, digits and `_.-` between slashes, without slashes at its ends. Default: " +
          "the landing zone's `name`.",
      ),
    kmsKeyArn: arn("kms", "any", `key/${KEY_ID}`, "the ARN of a KMS key", KMS_KEY)
      .optional()
      .describe(
        "ARN of the KMS key that encrypts the state, not of an alias; in the region of the bucket. `landing-zone bootstrap` makes " +
          "one and says its ARN. Default: none, and Terraform asks S3 for its own key, whatever the bucket's default is.",
      ),
    roleArn: arn("iam", "none", "role/[A-Za-z0-9_+=,.@/-]+", "the ARN of an IAM role", ROLE)
      .optional()
      .describe("ARN of a role to assume for reading and writing the state. Default: the caller's own credentials."),
  })
  .describe("State in S3.");

export const state = z
  .discriminatedUnion("backend", [local, s3])
  .default({ backend: "local" })
  .describe("Where Terraform keeps its state. Default: on this machine.");
