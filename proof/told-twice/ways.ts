import type { LandingZone } from "../../config/landing-zone";
import { Failure } from "../../console/failure";
import type { SynthesizedStack } from "../stacks";
import { alarmWays } from "./alarm-ways";
import { Resources } from "./found";
import { ruleWays } from "./rule-ways";
import { topicsOf } from "./topics";
import type { Way } from "./way";

/**
 * Every way of the stacks of a landing zone from a call to a topic, those that are broken as well.
 *
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 * @param stacks what is read, with these ids in place of references to them
 * @throws Failure when there is no trail, by which all of them begin
 */
export function waysOf(landingZone: LandingZone, stacks: readonly SynthesizedStack[]): Way[] {
  const resources = new Resources(landingZone, stacks);
  const [trail] = resources.ofType("aws_cloudtrail", (id) => id === "organization-trail");
  if (trail === undefined) {
    throw new Failure("no stack has a trail, and without one nothing is reported");
  }
  const [logGroup] = resources
    .beside(trail, "aws_cloudwatch_log_group")
    .filter(({ name }) => String(trail.block.cloud_watch_logs_group_arn).includes(`aws_cloudwatch_log_group.${name}.`));
  const topics = topicsOf(resources, landingZone);
  return [...alarmWays(resources, topics, { trail, logGroup }), ...ruleWays(resources, topics, trail, landingZone)];
}
