import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Construct } from "constructs";
import { checkFormats, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

export interface EbsEncryptionProps extends EnvironmentProps {
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
  /** The setting itself. */
  readonly encryption: EbsEncryptionByDefault;

  constructor(scope: Construct, id: string, props: EbsEncryptionProps = {}) {
    super(scope, id);
    const { kmsKeyArn } = props;
    checkFormats(pathOf(scope, id), props, { kmsKeyArn: FORMATS.keyArn });
    const environment = environmentOf(scope, id, props);
    this.encryption = new EbsEncryptionByDefault(this, "Default", { ...inEnvironment(environment), enabled: true });
    if (kmsKeyArn !== undefined) {
      new EbsDefaultKmsKey(this, "key", { ...inEnvironment(environment), keyArn: kmsKeyArn });
    }
  }
}
