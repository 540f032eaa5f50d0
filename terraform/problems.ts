import { shellQuoted } from "../console/invocation";
import { adviceOn } from "./known-errors";
import type { Diagnostic } from "./messages";

const NO_PROVIDER = "Provider configuration not present";
/** What Terraform says of a resource whose region was removed from the configuration. */
const IN_LOST_REGION = /^To work with (\S+) .*provider\["[^"]+"\]\.([a-z0-9-]+) is required/;

/** What Terraform says of `prevent_destroy`; its own advice is to disable that. */
const PROTECTED = "Instance cannot be destroyed";
const PROTECTED_RESOURCE = /^Resource (\S+) has lifecycle\.prevent_destroy set/;
/** What is in the configuration no times: only so that no plan destroys it. */
const KEPT = /^(\S+)\[0\]$/;

/** What a stack's plan was made of. */
export interface Planned {
  /** How Terraform is started for the stack: `terraform -chdir=cdktf.out/stacks/log-archive`. */
  readonly terraform: string;
  /** Addresses that the state calls tainted; nothing where it could not be read. */
  readonly tainted?: ReadonlySet<string>;
}

const TAIL_LINES = 20;
/** What JSON of a plan or a state is made of, other than messages of Terraform. */
const JSON_OF_PLAN = /^(?!\{"@level")\s*["{}[\]]/;

/**
 * The end of an output that has no message which says what is wrong. Without what looks like the JSON of a plan or a state, which
 * holds secrets: Terraform may be killed while it prints that.
 */
export function tailOf({ code, output }: { readonly code: number; readonly output: string }): string {
  const lines = output
    .trim()
    .split("\n")
    .filter((line) => !JSON_OF_PLAN.test(line));
  return [`exit code ${code}`, ...lines.slice(-TAIL_LINES)].join("\n");
}

/** Whether a plan failed because it would destroy what is protected, which is so of what is tainted, too. */
export function isProtected(errors: readonly Diagnostic[]): boolean {
  return errors.some(({ summary }) => summary === PROTECTED);
}

/** Errors as people read them, those about a region that is gone made into one. */
export function problemsOf(errors: readonly Diagnostic[], planned: Planned = { terraform: "terraform" }): string[] {
  const others: string[] = [];
  const regions = new Map<string, string[]>();
  for (const error of errors) {
    const lost = error.summary === NO_PROVIDER ? IN_LOST_REGION.exec(error.detail ?? "") : undefined;
    const [, address, region] = lost ?? [];
    if (address === undefined || region === undefined) {
      others.push(describe(error, planned));
    } else {
      regions.set(region, [...(regions.get(region) ?? []), address]);
    }
  }
  return [...[...regions].map(([region, addresses]) => lostRegion(region, addresses.sort())), ...others];
}

function lostRegion(region: string, addresses: readonly string[]): string {
  return [
    `region ${region} is not in the configuration any more, and what the stack has there cannot be destroyed without it.`,
    "Put it back. To leave it with what is there as it is, let Terraform forget each of these in the folder of the stack:",
    "terraform state rm ADDRESS",
    ...addresses,
  ].join("\n  ");
}

function describe({ address, detail = "", summary }: Diagnostic, { tainted, terraform }: Planned): string {
  const [, resource] = summary === PROTECTED ? (PROTECTED_RESOURCE.exec(detail) ?? []) : [];
  const [, kept] = KEPT.exec(resource ?? "") ?? [];
  if (kept !== undefined) {
    return [
      `${kept} was made for a setting that the file does not have any more, and is not destroyed: what it`,
      "encrypted could not be read. Put back what the file said, such as keyStore.phase, which does not go back, and",
      "keyStore.type. How to take a key store out of use is in docs/runbooks/decommission.md.",
    ].join("\n  ");
  }
  if (resource !== undefined) {
    const untaint = `${terraform} untaint ${shellQuoted(resource)}`;
    return (
      tainted?.has(resource) === true
        ? [
            `${resource} holds logs, keys or accounts, and a deployment that failed left it tainted: Terraform would`,
            "destroy it and make it again. It is kept by this command; the next deployment finishes it:",
            untaint,
          ]
        : [
            `${resource} holds logs, keys or accounts: a plan that would destroy or replace it fails.`,
            "Put the setting back that was changed.",
            ...(tainted === undefined ? ["If a failed deployment left it tainted:", untaint] : []),
          ]
    ).join("\n  ");
  }
  const place = address === undefined ? "" : `${address}: `;
  const advice = adviceOn(`${summary}\n${detail}`);
  return [`${place}${summary}`, ...detail.trim().split("\n").filter(Boolean), ...advice].join("\n  ");
}
