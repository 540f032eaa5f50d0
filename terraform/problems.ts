import type { Diagnostic } from "./diagnostics";

const NO_PROVIDER = "Provider configuration not present";
/** What Terraform says of a resource whose region was taken out of the configuration. */
const IN_LOST_REGION = /^To work with (\S+) .*provider\["[^"]+"\]\.([a-z0-9-]+) is required/;

/** Errors as people read them, those about a region that is gone made into one. */
export function problemsOf(errors: readonly Diagnostic[]): string[] {
  const others: string[] = [];
  const regions = new Map<string, string[]>();
  for (const error of errors) {
    const lost = error.summary === NO_PROVIDER ? IN_LOST_REGION.exec(error.detail ?? "") : undefined;
    const [, address, region] = lost ?? [];
    if (address === undefined || region === undefined) {
      others.push(describe(error));
    } else {
      regions.set(region, [...(regions.get(region) ?? []), address]);
    }
  }
  return [...[...regions].map(([region, addresses]) => lostRegion(region, addresses.sort())), ...others];
}

function lostRegion(region: string, addresses: readonly string[]): string {
  return [
    `region ${region} is not in the configuration any more, and what the stack has there cannot be destroyed without it.`,
    "Put it back. To leave it, destroy these while it is there, by `terraform destroy -target=ADDRESS`, then take it out:",
    ...addresses,
  ].join("\n  ");
}

function describe({ address, detail = "", summary }: Diagnostic): string {
  const place = address === undefined ? "" : `${address}: `;
  return [`${place}${summary}`, ...detail.trim().split("\n").filter(Boolean)].join("\n  ");
}
