import type { Resource } from "../policies";
import type { RequestContext } from "../principal";
import { target } from "./question";
import type { Question } from "./question";

/** A use of a key that a statement of its policy allows to some. */
export type AskUse = (
  label: string,
  action: string,
  statement: string,
  context: RequestContext,
  allowed: Question["allowed"],
) => Question;

/**
 * Asks about uses of one key.
 *
 * @param alias that guardrails know the key by
 * @param layersOf what keeps the others from a use, by the Sid of the statement that allows it
 */
export function usesOf(
  { alias, area, key }: { readonly alias: string; readonly area: string; readonly key: Resource },
  layersOf: (statement: string, allowed: Question["allowed"]) => Question["layers"],
): AskUse {
  return (label, action, statement, context, allowed) => ({
    area,
    label,
    action,
    allowed,
    layers: layersOf(statement, allowed),
    context: { "kms:ResourceAliases": [alias], ...context },
    resource: target(key),
  });
}

/**
 * What S3 tells a key of an object, in the request of whoever writes or reads it.
 *
 * @param aliases the rest of the context
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
export function bucketContexts(
  bucketArn: string,
  aliases: RequestContext,
): Readonly<Record<"ofNamesake" | "withBucketKey" | "withoutBucketKey", RequestContext>> {
  const context = (arn: string): RequestContext => ({ ...aliases, "kms:EncryptionContext:aws:s3:arn": arn });
  return {
    withBucketKey: context(bucketArn),
    withoutBucketKey: context(`${bucketArn}/AWSLogs/object`),
    /** Another bucket, whose name begins the same. */
    ofNamesake: context(`${bucketArn}-other/AWSLogs/object`),
  };
}
