import { settle } from "../bootstrap/part";
import type { Part, PartReport } from "../bootstrap/part";
import { placeOf, planKey, stateParts } from "../bootstrap/parts";
import { isHome } from "./check";
import type { Check, CheckClients, CheckedEnvironment, Difference } from "./check";

/**
 * What `landing-zone bootstrap` makes beside Terraform, which sees nothing of it: the bucket of the states with its key, and the key of
 * plans. Their policies name roles by what the file called them when they were made.
 */
export const bootstrap: Check = {
  id: "bootstrap",
  title: "The bucket of Terraform's states and its keys are protected as the file says now",
  concerns: (environment) => isHome(environment) && partsIn(environment).length > 0,
  async run(environment, clients) {
    const found: Difference[] = [];
    // The bucket is compared with the key that was found first.
    for (const part of partsIn(environment, clients)) {
      found.push(...differencesOf(await settle(part, false)));
    }
    return found;
  },
};

function partsIn({ account, landingZone }: CheckedEnvironment, clients?: CheckClients): Part[] {
  const found = placeOf(landingZone);
  if (found === undefined) {
    return [];
  }
  const { place } = found;
  const open = (region: string) => () =>
    clients === undefined ? Promise.reject(new Error("nobody looks")) : clients.settingsIn(region);
  const ofStates =
    account.slug === found.account.slug
      ? stateParts({ landingZone, account, place, open: open(place.state.region) })
      : [];
  const { homeRegion, management } = landingZone;
  const ofPlans =
    account.slug === management.slug ? planKey({ landingZone, place, open: open(homeRegion) }) : undefined;
  return [...ofStates, ...(ofPlans === undefined ? [] : [ofPlans])];
}

/** @throws Error where AWS did not let it be looked at */
function differencesOf({ differences, fix, name, part, problem, state }: PartReport): Difference[] {
  if (problem !== undefined) {
    throw Object.assign(new Error(problem.message), problem.code === undefined ? {} : { name: problem.code });
  }
  return state === "missing"
    ? [{ what: `the ${part} ${name} is missing`, advice: fix ?? AGAIN }]
    : differences.map(({ fix: byHand, got, wanted, what }) => ({
        what: `the ${part} ${name}: ${what}: ${got}; expected ${wanted}`,
        advice: byHand ?? AGAIN,
      }));
}

const AGAIN =
  "Run landing-zone bootstrap again. The bucket is changed by the role for emergencies alone, by the name that its policy has: " +
  "--role names it. docs/bootstrap.md.";
