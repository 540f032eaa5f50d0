import type { Construct } from "constructs";
import type { Account } from "../config/accounts/settings";
import { slugIn } from "../config/accounts/resolve";
import type { LandingZone } from "../config/landing-zone";
import { classicScheduleName } from "../config/names";
import type { Environment } from "../modules/environment";
import { ClassicAssessment } from "../modules/inspector-classic/assessment";

/** Adds the assessments of Amazon Inspector Classic that an account has, and forgets those that it is to have no more. */
export function addClassicAssessments(
  scope: Construct,
  { accounts, inspector, name: prefix }: LandingZone,
  account: Pick<Account, "slug">,
  environments: readonly Environment[],
): void {
  const targets = inspector?.classic?.targets ?? [];
  for (const target of targets.filter((candidate) => slugIn({ accounts }, candidate.account) === account.slug)) {
    const environment = environments.find(({ region }) => region === target.region);
    const id = `classic-${target.name}`;
    if (target.forget) {
      ClassicAssessment.forget(scope, id);
    } else if (environment !== undefined) {
      const { durationSeconds, events, existing, name, rulesPackages, schedule, tags } = target;
      new ClassicAssessment(scope, id, {
        environment,
        assessmentName: name,
        scheduleName: classicScheduleName(prefix, name),
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
