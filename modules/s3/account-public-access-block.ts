import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { Construct } from "constructs";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Any one region of the account: the setting holds for all of them, so make it in exactly one. */
export type AccountPublicAccessBlockProps = EnvironmentProps;

/**
 * Lets no bucket and no access point of an account be public, whatever their own settings and policies say, now and
 * later. A bucket that serves the public has to be in an account without this, or behind CloudFront. Destroying this
 * removes the block.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export class AccountPublicAccessBlock extends Construct {
  /** The setting itself. */
  readonly block: S3AccountPublicAccessBlock;

  constructor(scope: Construct, id: string, props: AccountPublicAccessBlockProps = {}) {
    super(scope, id);
    this.block = new S3AccountPublicAccessBlock(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }
}
