import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import type { Forgotten } from "../../stacks/ledger";
import type { LedgerReport } from "../ledger-file";

const MOST_SHOWN = 20;

/** What happened to the ledger, for people. */
export function describeLedger({ file, forgotten, status, stillOn }: LedgerReport): string {
  const word = { created: "is new", unchanged: "is as it was", updated: "has changed" }[status];
  return [
    fold(`The ledger ${file} ${word}${status === "unchanged" ? "." : ": commit it with the configuration."}`),
    ...(forgotten.length === 0 ? [] : [describeForgotten(forgotten)]),
    ...(stillOn.length === 0 ? [] : ["", describeStillOn(stillOn, file)]),
  ].join("\n");
}

function describeForgotten(forgotten: readonly Forgotten[]): string {
  const [they, stay] = forgotten.length === 1 ? ["it", "it stays"] : ["them", "they stay"];
  return [
    fold(
      `${plural(forgotten.length, "resource")} left the configuration. Terraform forgets ${they}, and ${stay} in AWS:`,
    ),
    ...listed(forgotten, MOST_SHOWN),
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

/**
 * Resources below the stack and region where they are; more than are to be shown, by their number there.
 *
 * @param most lines
 */
export function listed(resources: readonly Forgotten[], most = Infinity): string[] {
  const groups = new Map<string, string[]>();
  for (const { address, in: place, stack } of resources) {
    const environment = `${stack} in ${place}`;
    groups.set(environment, [...(groups.get(environment) ?? []), address]);
  }
  if (resources.length <= most) {
    return [...groups].flatMap(([environment, addresses]) => [
      `  ${environment}`,
      ...addresses.map((address) => `    ${address}`),
    ]);
  }
  const counted = [...groups].map(([environment, { length }]) => `  ${environment}: ${plural(length, "resource")}`);
  const left = counted.length - most;
  return left > 0 ? [...counted.slice(0, most), `  and in ${plural(left, "more place")}`] : counted;
}
