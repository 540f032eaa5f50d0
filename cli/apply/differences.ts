import { printable, shortened } from "../../config/source/printable";
import { plural } from "../../console/plural";
import type { ManifestCommon, ManifestStack, MergedManifest } from "../../terraform/plan-manifest";

/** What there is now, in place of what the plans were made from. */
export interface MadeFrom extends Omit<ManifestCommon, "encryptedUnder"> {
  readonly stacks: ReadonlyMap<string, SynthesizedNow>;
}

/** What a manifest says of a stack that is known without it. */
export interface SynthesizedNow extends Pick<ManifestStack, "account" | "dependsOn"> {
  readonly sha256: string;
}

/** Names of files, for people. */
export interface Named {
  readonly configuration: string;
  readonly ledger: string;
}

/** Of the same kind. */
const MOST_NAMES = 10;

/** What plans were made from that is not as it is now, in sentences. */
export function differencesOf({ common, stacks }: MergedManifest, now: MadeFrom, named: Named): string[] {
  const found: string[] = [];
  if (common.configuration !== now.configuration) {
    found.push(`${named.configuration} is not the file that was planned`);
  }
  if (common.ledger !== now.ledger) {
    found.push(
      common.ledger === ""
        ? `${named.ledger} was not there when it was planned`
        : `${named.ledger} ${now.ledger === "" ? "is missing" : "is not the one that was planned with"}`,
    );
  }
  const made = stacks.filter(({ stack }) => now.stacks.has(stack));
  const others = made.filter(({ stack, synthesized }) => now.stacks.get(stack)?.sha256 !== synthesized);
  const gone = stacks.filter(({ stack }) => !now.stacks.has(stack));
  if (others.length > 0) {
    found.push(`the Terraform JSON of ${someOf(others)} is not what was planned`);
  }
  const elsewhere = made.filter((one) => !others.includes(one) && !isSaidOf(one, now.stacks.get(one.stack)));
  if (elsewhere.length > 0) {
    found.push(
      `the manifest says another account or other stacks before ${someOf(elsewhere)} than the Terraform JSON that it was made from`,
    );
  }
  if (gone.length > 0) {
    found.push(`${someOf(gone)} ${gone.length === 1 ? "is" : "are"} not in the configuration`);
  }
  if (others.length + gone.length === 0 && common.synthesized !== now.synthesized) {
    found.push("stacks that were not planned here have other Terraform JSON than when it was planned");
  }
  const versions: [string, string | undefined, string | undefined][] = [
    ["landing-zone", common.landingZone, now.landingZone],
    ["Terraform", programOf(common), programOf(now)],
    ...[...new Set([...Object.keys(common.providers), ...Object.keys(now.providers)])]
      .sort()
      .map((source): [string, string | undefined, string | undefined] => [
        `provider ${printable(source)}`,
        ownVersion(common.providers, source),
        ownVersion(now.providers, source),
      ]),
  ];
  for (const [what, before, after] of versions) {
    if (before !== after) {
      found.push(`${what}: planned with ${said(before)}, and here is ${said(after)}`);
    }
  }
  return found;
}

function isSaidOf(said: ManifestStack, now: SynthesizedNow | undefined): boolean {
  return said.account === now?.account && said.dependsOn.join() === now.dependsOn.join();
}

function programOf({ terraform: { program, version } }: Pick<ManifestCommon, "terraform">): string {
  return `${program} ${version}`;
}

/** A manifest may name a provider as anything is called that every object has. */
function ownVersion(providers: ManifestCommon["providers"], source: string): string | undefined {
  return Object.hasOwn(providers, source) ? providers[source] : undefined;
}

function said(version: string | undefined): string {
  return version === undefined ? "none" : printable(shortened(version));
}

function someOf(stacks: readonly { readonly stack: string }[]): string {
  const names = stacks.slice(0, MOST_NAMES).map(({ stack }) => stack);
  const more = stacks.length - names.length;
  return [plural(stacks.length, "stack"), ` (${names.join(", ")}`, more > 0 ? ` and ${more} more)` : ")"].join("");
}
