import { z } from "zod";
import { regionName, text } from "./text";

const local = z
  .strictObject({ backend: z.literal("local").describe("Files `terraform.<stack>.tfstate` beside `cdktf.out`.") })
  .describe("State in files on this machine. For trying out: a team needs shared, locked state.");

const s3 = z
  .strictObject({
    backend: z.literal("s3").describe("Objects in a bucket, locked by S3 itself (`use_lockfile`)."),
    bucket: text(
      /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      "the name of an S3 bucket: 3 to 63 lower-case letters, digits and hyphens",
    ).describe("Name of a bucket that exists already, versioned and private. State holds secrets."),
    region: regionName.describe("Region of the bucket."),
    prefix: text(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, "letters, digits and _.- between slashes")
      .optional()
      .describe("Prefix of the objects' keys, without slashes at its ends. Default: the landing zone's `name`."),
    kmsKeyArn: text(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[A-Za-z0-9-]+$/, "the ARN of a KMS key")
      .optional()
      .describe("ARN of the KMS key that encrypts the state. Default: the bucket's default encryption."),
    roleArn: text(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[A-Za-z0-9_+=,.@/-]+$/, "the ARN of an IAM role")
      .optional()
      .describe("ARN of a role to assume for reading and writing the state. Default: the caller's own credentials."),
  })
  .describe("State in S3.");

export const state = z
  .discriminatedUnion("backend", [local, s3])
  .default({ backend: "local" })
  .describe("Where Terraform keeps its state. Default: on this machine.");
