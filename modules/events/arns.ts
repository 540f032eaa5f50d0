import type { Environment } from "../environment";

/** ARN of an event bus, known before the bus is. */
export function eventBusArn({ accountId, partition, region }: Environment, busName: string): string {
  return `arn:${partition}:events:${region}:${accountId}:event-bus/${busName}`;
}

/** Name of the event bus of an ARN, whose account may be one that AWS has yet to invent. */
export function eventBusNameOf(arn: string): string {
  return arn.replace(/^.*\//, "");
}

/**
 * ARN of a rule, known before the rule is.
 *
 * @param ruleName name, or `*` in a pattern for every rule of the bus
 * @param busName the bus the rule is on; the default bus, which is no part of the ARN, if there is none
 */
export function eventRuleArn(
  { accountId, partition, region }: Environment,
  ruleName: string,
  busName?: string,
): string {
  const path = busName === undefined ? ruleName : `${busName}/${ruleName}`;
  return `arn:${partition}:events:${region}:${accountId}:rule/${path}`;
}
