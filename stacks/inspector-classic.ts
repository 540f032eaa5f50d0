import type { Construct } from "constructs";
import type { Account } from "../config/accounts/settings";
import { classicTargetsIn } from "../config/inspector/classic-schema";
import type { LandingZone } from "../config/landing-zone";
import { fitted } from "../config/names";
import type { Environment } from "../modules/environment";
import { ClassicAssessment } from "../modules/inspector-classic/assessment";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const LONGEST_NAME = 64;

/** Adds the assessments of Amazon Inspector Classic that an account has, and forgets those that it is to have no more. */
export function addClassicAssessments(
  scope: Construct,
  { inspector, name: prefix }: LandingZone,
  account: Pick<Account, "slug">,
  environments: readonly Environment[],
): void {
  for (const target of classicTargetsIn(inspector?.classic?.targets ?? [], account.slug)) {
    const environment = environments.find(({ region }) => region === target.region);
    const id = `classic-${target.name}`;
    if (target.forget) {
      ClassicAssessment.forget(scope, id);
    } else if (environment !== undefined) {
      const { durationSeconds, events, existing, name, rulesPackages, schedule, tags } = target;
      new ClassicAssessment(scope, id, {
        environment,
        assessmentName: name,
        scheduleName: fitted(prefix, `assess-${name}`, LONGEST_NAME),
        instanceTags: tags,
        durationSeconds,
        rulesPackages,
        events,
        schedule,
        existing,
      });
    }
  }
}
