import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { at } from "../place";
import type { Place } from "../place";

export interface MfaDeleteRuleProps {
  /** Account and region of the bucket. */
  readonly place: Place;
  readonly ruleName: string;
  /** The one bucket that is looked at. */
  readonly bucketName: string;
  /** AWS Config takes rules where it records only. */
  readonly recorder: ITerraformDependable;
}

/**
 * Reports a bucket as noncompliant while it is not versioned or root has not enabled MFA Delete on it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-versioning-enabled.html
 */
export class MfaDeleteRule extends Construct {
  constructor(scope: Construct, id: string, { bucketName, place, recorder, ruleName }: MfaDeleteRuleProps) {
    super(scope, id);
    new ConfigConfigRule(this, "Default", {
      ...at(place),
      name: ruleName,
      description: `MFA Delete is enabled on ${bucketName}; only root of its account can do so`,
      source: { owner: "AWS", sourceIdentifier: "S3_BUCKET_VERSIONING_ENABLED" },
      inputParameters: JSON.stringify({ isMfaDeleteEnabled: "true" }),
      scope: { complianceResourceTypes: ["AWS::S3::Bucket"], complianceResourceId: bucketName },
      dependsOn: [recorder],
    });
  }
}
