import type { LandingZone } from "../../config/landing-zone";
import { LEDGER_VERSION, placedIn, stateText } from "../../config/ledger/schema";
import type { Ledger, RecordedResource } from "../../config/ledger/schema";
import { recordsMore } from "../../config/trail/resolve";
import type { LandingZoneStack } from "../landing-zone-stack";
import { switchedOff } from "./switched-off";

/** What Terraform forgets by a configuration: it stays in AWS as it is. */
export interface Forgotten {
  readonly stack: string;
  readonly address: string;
  /** `log-archive/eu-west-1` */
  readonly in: string;
}

/** What of an account changes in the configuration and not in AWS, which no deployment renames. */
export interface IgnoredChange {
  /** Slug of the account. */
  readonly account: string;
  /** Twelve digits, where the configuration or the ledger has them. */
  readonly id?: string;
  readonly what: "email" | "name";
  readonly from: string;
  readonly to: string;
}

export interface Remembered {
  /** The ledger of the time after. */
  readonly ledger: Ledger;
  /** What is forgotten for the first time, by stack and address. */
  readonly forgotten: readonly Forgotten[];
  /** What the configuration says is off and was forgotten before, so that Terraform cannot destroy it: it goes on in AWS. */
  readonly stillOn: readonly Forgotten[];
  readonly ignored: readonly IgnoredChange[];
}

/**
 * Lets every stack forget what it had and has no more, and take back what it has again; and writes down what there is now. A stack
 * that is not made any more keeps its state and its entries, and goes on from them when it is back.
 *
 * @param stacks all of the landing zone, complete
 */
export function remember(stacks: readonly LandingZoneStack[], landingZone: LandingZone): Remembered {
  const { homeRegion, ledger: before, name } = landingZone;
  const resources: Record<string, RecordedResource> = {};
  const regions: Record<string, string> = { ...before?.regions };
  const forgotten: Forgotten[] = [];
  const stillOn: Forgotten[] = [];
  const isOff = switchedOff(landingZone);
  const ids = new Set(stacks.map(({ node }) => node.id));
  for (const [key, resource] of Object.entries(before?.resources ?? {})) {
    if (!ids.has(placedIn(key).stack)) {
      resources[key] = resource;
    }
  }
  for (const stack of stacks) {
    const { id } = stack.node;
    for (const { address, ...resource } of stack.remember((path) => isOff(id, path))) {
      const key = `${id}/${address}`;
      resources[key] = resource;
      if (resource.gone === true && before?.resources[key]?.gone !== true) {
        forgotten.push({ stack: id, address, in: resource.in });
      }
      if (resource.gone === true && resource.off === true) {
        stillOn.push({ stack: id, address, in: resource.in });
      }
    }
    regions[id] = [...new Set([...stack.regions, ...(regions[id]?.split(" ") ?? [])])].sort().join(" ");
  }
  return {
    ledger: {
      version: LEDGER_VERSION,
      name,
      homeRegion,
      organization: landingZone.organization.id ?? before?.organization ?? null,
      state: stateText(landingZone.state),
      accounts: accountsOf(landingZone),
      organizationalUnits: unitsOf(landingZone),
      ...(landingZone.trail.hadSelectors || recordsMore(landingZone.trail)
        ? { trailSelectors: "advanced" as const }
        : {}),
      trustedServices: Object.fromEntries(
        landingZone.organization.neededServices.map((service) => [service, "needed" as const]),
      ),
      policies: {
        ...before?.policies,
        ...Object.fromEntries(
          landingZone.guardrails.map((policy) => [
            policy.key,
            { name: policy.name, statements: policy.statements.join(" ") },
          ]),
        ),
      },
      regions,
      resources,
    },
    forgotten,
    stillOn,
    ignored: ignoredChanges(landingZone),
  };
}

function ignoredChanges({ accounts, ledger }: LandingZone): IgnoredChange[] {
  return accounts.flatMap((account) => {
    const before = ledger?.accounts[account.slug];
    const { id = before?.id } = account;
    return (["name", "email"] as const).flatMap((what): IgnoredChange[] => {
      const [from = account[what], to] = [before?.[what], account[what]];
      return from === to ? [] : [{ account: account.slug, ...(id === undefined ? {} : { id }), what, from, to }];
    });
  });
}

function accountsOf({ accounts, ledger }: LandingZone): Ledger["accounts"] {
  const now = accounts.map(({ email, id, name, slug }) => {
    const known = id ?? ledger?.accounts[slug]?.id;
    return [slug, { name, email, ...(known === undefined ? {} : { id: known }) }] as const;
  });
  return withGone(ledger?.accounts, Object.fromEntries(now));
}

function unitsOf({ ledger, organization }: LandingZone): Ledger["organizationalUnits"] {
  const before = ledger?.organizationalUnits ?? {};
  const now = organization.organizationalUnits.map(({ path, slug }) => [slug, { path }] as const);
  const renamed = now.flatMap(([slug, { path }]) => {
    const { path: former = path } = before[slug] ?? {};
    return former === path ? [] : [[`${former}/`, `${path}/`] as const];
  });
  // What left is still below its parent, whatever that is called; of parents, the nearest says it.
  renamed.sort(([one], [other]) => other.length - one.length);
  const moved = Object.entries(before).map(([slug, unit]) => {
    const [former, path] = renamed.find(([prefix]) => unit.path.startsWith(prefix)) ?? ["", ""];
    return [slug, { ...unit, path: `${path}${unit.path.slice(former.length)}` }] as const;
  });
  return withGone(Object.fromEntries(moved), Object.fromEntries(now));
}

function withGone<Entry extends object>(
  before: Readonly<Record<string, Entry>> = {},
  now: Readonly<Record<string, Entry>>,
): Record<string, Entry> {
  const gone = Object.entries(before)
    .filter(([slug]) => now[slug] === undefined)
    .map(([slug, entry]) => [slug, { ...entry, gone: true }] as const);
  return { ...Object.fromEntries(gone), ...now };
}
