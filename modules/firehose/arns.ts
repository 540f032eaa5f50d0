import type { Environment } from "../environment";

/** ARN of a Firehose stream, known before the stream is. */
export function deliveryStreamArn({ accountId, partition, region }: Environment, streamName: string): string {
  return `arn:${partition}:firehose:${region}:${accountId}:deliverystream/${streamName}`;
}
