import type { Place } from "../place";

/** ARN of a topic at a place, known before the topic exists. */
export function topicArn({ partition, region, accountId }: Place, topicName: string): string {
  return `arn:${partition}:sns:${region}:${accountId}:${topicName}`;
}
