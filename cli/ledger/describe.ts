import { fold } from "../../console/fold";
import { shellQuoted } from "../../console/invocation";
import { plural } from "../../console/plural";
import type { Forgotten, IgnoredChange } from "../../stacks/ledger";
import type { LedgerReport } from "../ledger-file";

const MOST_SHOWN = 20;

/** What happened to the ledger, for people. */
export function describeLedger({ file, forgotten, ignored, status, stillOn }: LedgerReport): string {
  const word = { created: "is new", unchanged: "is as it was", updated: "has changed" }[status];
  return [
    fold(`The ledger ${file} ${word}${status === "unchanged" ? "." : ": commit it with the configuration."}`),
    ...(forgotten.length === 0 ? [] : [describeForgotten(forgotten)]),
    ...(stillOn.length === 0 ? [] : ["", describeStillOn(stillOn, file)]),
    ...(ignored.length === 0 ? [] : ["", describeIgnored(ignored)]),
  ].join("\n");
}

function describeForgotten(forgotten: readonly Forgotten[]): string {
  const [they, stay] = forgotten.length === 1 ? ["it", "it stays"] : ["them", "they stay"];
  return [
    fold(
      `${plural(forgotten.length, "resource")} left the configuration. Terraform forgets ${they}, and ${stay} in AWS:`,
    ),
    ...listed(forgotten, MOST_SHOWN),
    ...(forgotten.length > MOST_SHOWN ? ["The command ledger lists each."] : []),
  ].join("\n");
}

/**
 * What a configuration says is off and is not, and how to get it off, for people.
 *
 * @param file of the ledger
 */
export function describeStillOn(stillOn: readonly Forgotten[], file: string): string {
  return [
    fold(
      `${plural(stillOn.length, "resource")} that the configuration says ${stillOn.length === 1 ? "is" : "are"} off ` +
        "Terraform has forgotten before, and cannot destroy: AWS goes on with what is there.",
    ),
    ...listed(stillOn, MOST_SHOWN),
    fold(
      "To be rid of it, put back into the configuration what made it, and deploy: it is taken back. Then switch it off, and " +
        `deploy again. Or remove it by hand, and then "gone": true from its line of ${file}.`,
    ),
  ].join("\n");
}

/** What changes in the configuration alone, and how to change it in AWS, for people. */
export function describeIgnored(ignored: readonly IgnoredChange[]): string {
  return [
    fold("Names and addresses of accounts change in the configuration alone: no deployment changes them in AWS."),
    ...ignored
      .slice(0, MOST_SHOWN)
      .flatMap(({ account, from, id = "ID", to, what }) => [
        fold(`${account}: ${what} from ${from} to ${to}. In AWS:`, "    ", "  "),
        what === "name"
          ? `    aws account put-account-name --account-id ${id} --account-name ${shellQuoted(to)}`
          : `    aws account start-primary-email-update --account-id ${id} --primary-email ${shellQuoted(to)}`,
      ]),
    ...(ignored.length > MOST_SHOWN ? [`  and ${ignored.length - MOST_SHOWN} more`] : []),
  ].join("\n");
}

/**
 * Resources below the stack and region where they are; more than are to be shown, by their number there.
 *
 * @param most lines
 */
export function listed(resources: readonly Forgotten[], most = Infinity): string[] {
  if (resources.length > most) {
    const lines = counted(resources);
    const left = lines.length - most;
    return left > 0 ? [...lines.slice(0, most), `  and in ${plural(left, "more place")}`] : lines;
  }
  return [...grouped(resources)].flatMap(([environment, addresses]) => [
    `  ${environment}`,
    ...addresses.map((address) => `    ${address}`),
  ]);
}

/** How many resources are in each stack and region. */
export function counted(resources: readonly Forgotten[]): string[] {
  return [...grouped(resources)].map(([environment, { length }]) => `  ${environment}: ${plural(length, "resource")}`);
}

/** Addresses by stack and region. */
function grouped(resources: readonly Forgotten[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { address, in: place, stack } of resources) {
    const environment = `${stack} in ${place}`;
    groups.set(environment, [...(groups.get(environment) ?? []), address]);
  }
  return groups;
}
