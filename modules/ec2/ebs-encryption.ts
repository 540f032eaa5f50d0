import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface EbsEncryptionProps {
  readonly environment: Environment;
  /**
   * ARN of the symmetric key that new volumes are encrypted with; same region. Principals that start instances need
   * permission to use it.
   * @default - AWS's own key for EBS, `alias/aws/ebs`
   */
  readonly kmsKeyArn?: string;
}

/**
 * Encrypts every new EBS volume and copied snapshot of an account in one region, whether its maker asks for it or not.
 * What exists stays as it is. Destroying this removes the default again.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 */
export class EbsEncryption extends Construct {
  constructor(scope: Construct, id: string, { kmsKeyArn, environment }: EbsEncryptionProps) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "Default", { ...inEnvironment(environment), enabled: true });
    if (kmsKeyArn !== undefined) {
      new EbsDefaultKmsKey(this, "key", { ...inEnvironment(environment), keyArn: kmsKeyArn });
    }
  }
}
