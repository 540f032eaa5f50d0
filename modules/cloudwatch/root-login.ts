/**
 * Matches every use of a root user, sign-in included, but not what AWS services do on its behalf. The text is the one
 * that CIS AWS Foundations and Security Hub's CloudWatch.1 control demand, to the letter.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-1
 */
export const ROOT_LOGIN_PATTERN =
  '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
