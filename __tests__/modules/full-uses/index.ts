import { ACCESSANALYZER } from "./accessanalyzer";
import { ACCOUNT } from "./account";
import { CHAT } from "./chat";
import { CLOUDHSM } from "./cloudhsm";
import { CLOUDTRAIL } from "./cloudtrail";
import { CLOUDWATCH } from "./cloudwatch";
import { CONFIG } from "./config";
import { EC2 } from "./ec2";
import { EVENTS } from "./events";
import { HOSTS } from "./hosts";
import { IAM } from "./iam";
import { INSPECTOR } from "./inspector";
import { KMS } from "./kms";
import { LOG_VALIDATION } from "./log-validation";
import { ORGANIZATIONS } from "./organizations";
import { S3 } from "./s3";
import { SNS } from "./sns";
import { SQS } from "./sqs";
import { SSO } from "./sso";
import { VPC } from "./vpc";
import type { Uses } from "./uses";

/** What each public construct can be given: all of its props, where one use cannot have all of them in several. */
export const FULL: Uses = {
  ...ACCESSANALYZER,
  ...ACCOUNT,
  ...CHAT,
  ...CLOUDHSM,
  ...CLOUDTRAIL,
  ...CLOUDWATCH,
  ...CONFIG,
  ...EC2,
  ...EVENTS,
  ...HOSTS,
  ...IAM,
  ...INSPECTOR,
  ...KMS,
  ...LOG_VALIDATION,
  ...ORGANIZATIONS,
  ...S3,
  ...SNS,
  ...SQS,
  ...SSO,
  ...VPC,
};
