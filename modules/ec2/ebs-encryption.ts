import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Construct } from "constructs";
import { at } from "../place";
import type { Place } from "../place";

export interface EbsEncryptionProps {
  readonly place: Place;
  /**
   * ARN of the symmetric key that new volumes are encrypted with; same region. Whoever starts an instance has to be let use
   * it.
   * @default - AWS's own key for EBS, `alias/aws/ebs`
   */
  readonly kmsKeyArn?: string;
}

/**
 * Encrypts every new EBS volume and copied snapshot of an account in one region, whether its maker asks for it or not. What
 * exists stays as it is. Destroying this takes the default away again.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 */
export class EbsEncryption extends Construct {
  constructor(scope: Construct, id: string, { kmsKeyArn, place }: EbsEncryptionProps) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "Default", { ...at(place), enabled: true });
    if (kmsKeyArn !== undefined) {
      new EbsDefaultKmsKey(this, "key", { ...at(place), keyArn: kmsKeyArn });
    }
  }
}
