import { Construct } from "constructs";
import type { Waited } from "../waiting";
import type { Environment } from "../environment";
import { AccountRule } from "./account-rule";

export interface MfaDeleteRuleProps {
  /** Account and region of the bucket. */
  readonly environment: Environment;
  readonly ruleName: string;
  /** The one bucket that is looked at. */
  readonly bucketName: string;
  /**
   * AWS Config takes rules where it records only.
   * @default - somebody else's recorder, which exists
   */
  readonly recorder?: Waited;
}

/**
 * Reports a bucket as noncompliant while it is not versioned or root has not enabled MFA Delete on it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-versioning-enabled.html
 */
export class MfaDeleteRule extends Construct {
  constructor(scope: Construct, id: string, { bucketName, ...props }: MfaDeleteRuleProps) {
    super(scope, id);
    new AccountRule(this, "Default", {
      ...props,
      description: `MFA Delete is enabled on ${bucketName}; only root of its account can do so`,
      identifier: "S3_BUCKET_VERSIONING_ENABLED",
      inputParameters: { isMfaDeleteEnabled: "true" },
      resourceTypes: ["AWS::S3::Bucket"],
      resourceId: bucketName,
    });
  }
}
