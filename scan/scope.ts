import { typeOf } from "./exceptions";

/**
 * Types of resources whose failed checks are mended or have a reason: what holds logs and reports on them, who may, and
 * what runs. Failed checks of other types, a newer scanner's for example, are counted and reported, and are no failure.
 */
const IN_SCOPE =
  /^aws_(s3_|kms_|sns_|sqs_|cloudwatch_log_group|cloudtrail|config_configuration_recorder|iam_|lambda_function|ssm_|kinesis_firehose)|^AWS::(IAM|Config)::/;

export function isInScope({ address }: { readonly address: string }): boolean {
  return IN_SCOPE.test(typeOf(address));
}
