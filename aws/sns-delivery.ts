import { REGIONS } from "./regions";

/**
 * Whether a topic of one region delivers to a queue or a function of another one: not from one opt-in region to another, and to
 * no function of an opt-in region. Where only one of the two is an opt-in region, the policy of the queue or function has to name
 * `sns.<opt-in region>.amazonaws.com`.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/lambda-prereq.html
 */
export function deliversTo(kind: "function" | "queue", from: string, to: string): boolean {
  const isOptIn = (region: string): boolean => REGIONS.get(region)?.optIn === true;
  return from === to || !isOptIn(to) || (kind === "queue" && !isOptIn(from));
}
