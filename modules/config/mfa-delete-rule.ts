import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import type { Waited } from "../waiting";
import type { EnvironmentProps } from "../environment";
import { AccountRule } from "./account-rule";

/** The environment is account and region of the bucket. */
export interface MfaDeleteRuleProps extends EnvironmentProps {
  /**
   * At most 128 characters, unique in account and region.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly ruleName?: string;
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
  /** ARN of the rule. */
  readonly ruleArn: string;
  /** The rule itself. */
  readonly rule: AccountRule;
  /** The rule: from then on it evaluates. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MfaDeleteRuleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { bucketName } = props;
    checkFormats(where, props, { bucketName: FORMATS.bucketName, ruleName: FORMATS.configRuleName });
    this.rule = new AccountRule(this, "Default", {
      environment: props.environment,
      recorder: props.recorder,
      ruleName: props.ruleName ?? nameOf(where),
      description: `MFA Delete is enabled on ${bucketName}; only root of its account can do so`,
      identifier: "S3_BUCKET_VERSIONING_ENABLED",
      inputParameters: { isMfaDeleteEnabled: "true" },
      resourceTypes: ["AWS::S3::Bucket"],
      resourceId: bucketName,
    });
    this.ruleArn = this.rule.ruleArn;
    this.ready = this.rule.ready;
  }
}
