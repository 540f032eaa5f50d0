import { ACCOUNT } from "./account";
import { CLOUDTRAIL } from "./cloudtrail";
import { CLOUDWATCH } from "./cloudwatch";
import { CONFIG } from "./config";
import { EC2 } from "./ec2";
import { EVENTS } from "./events";
import { IAM } from "./iam";
import { KMS } from "./kms";
import { ORGANIZATIONS } from "./organizations";
import { S3 } from "./s3";
import { SNS } from "./sns";
import { SQS } from "./sqs";
import type { Uses } from "./uses";
import { VPC } from "./vpc";

/** What each public construct can be given: all of its props, where one use cannot have all of them in several. */
export const FULL: Uses = {
  ...ACCOUNT,
  ...CLOUDTRAIL,
  ...CLOUDWATCH,
  ...CONFIG,
  ...EC2,
  ...EVENTS,
  ...IAM,
  ...KMS,
  ...ORGANIZATIONS,
  ...S3,
  ...SNS,
  ...SQS,
  ...VPC,
};
