import type { LandingZone } from "../../config/landing-zone";
import { ConfigurationDocument } from "../../config/source/document";
import type { Path } from "../../config/source/document";
import type { Place } from "../../review/report";

/** Finds where a file says something of a resource: `landing-zone.yaml:12`. */
export type SourceOf = (place: Pick<Place, "address" | "stack">) => string | undefined;

/** Stacks, and the keys of the file that they are made from; the nearest key that is there counts. */
const SECTIONS: readonly (readonly [stack: RegExp, key: string])[] = [
  [/^organization$/, "organization"],
  [/^organization-trail$/, "trail"],
  [/^log-(archive|key|replica)/, "archive"],
  [/^log-validation$/, "logValidation"],
  [/^digest-events$/, "logValidation"],
  [/^config-rules$/, "config"],
  [/^detection$/, "detection"],
  [/^alerting$/, "alerts"],
  [/^key-store$/, "keyStore"],
  [/^inspector/, "inspector"],
  [/^access-identity/, "access"],
];
const OF_ACCOUNT = /^(?:baseline|access)-(.+)$/;
const ACCOUNT_RESOURCE = /^aws_organizations_account\.account-(.+)$/;
const POLICY = /^aws_organizations_policy(_attachment)?\./;

/** Where a file says something of resources, by what they are of: an account, guardrails, a section. */
export function sourceFinder(text: string, file: string, { accounts }: Pick<LandingZone, "accounts">): SourceOf {
  const document = new ConfigurationDocument(text, file);
  const value = document.toValue();
  const paths = accountPaths(value);
  const slugs = new Map(accounts.map(({ name, slug }) => [slug, paths.get(slug) ?? paths.get(name)]));
  const lines = new Map<string, string | undefined>();
  const lineOf = (path: Path): string | undefined => {
    const key = JSON.stringify(path);
    if (!lines.has(key)) {
      const isThere = document.sourceAt(path) !== undefined;
      lines.set(key, isThere ? `${file}:${document.problem({ ...keyed(path), message: "" }).line}` : undefined);
    }
    return lines.get(key);
  };
  return ({ address, stack }) => {
    const slug = ACCOUNT_RESOURCE.exec(address)?.[1] ?? OF_ACCOUNT.exec(stack)?.[1];
    const account = slug === undefined ? undefined : slugs.get(slug);
    if (account !== undefined) return lineOf(account);
    if (POLICY.test(address)) return lineOf(["guardrails"]) ?? lineOf(["organization"]);
    if (address.startsWith("aws_organizations_organizational_unit."))
      return lineOf(["organization", "organizationalUnits"]);
    const section = SECTIONS.find(([pattern]) => pattern.test(stack))?.[1];
    return section === undefined ? undefined : lineOf([section]);
  };
}

/** A key of the file rather than what is below it, which begins a line later. */
function keyed(path: Path): { readonly path: Path; readonly key?: string } {
  const last = path.at(-1);
  return typeof last === "string" ? { path: path.slice(0, -1), key: last } : { path };
}

/** Paths of accounts by slug, for the three that each landing zone has, or else by name. */
function accountPaths(value: unknown): Map<string, Path> {
  const { accounts } = Object(value) as { readonly accounts?: unknown };
  const { workloads } = Object(accounts) as { readonly workloads?: unknown };
  const found = new Map<string, Path>([
    ["management", ["accounts", "management"]],
    ["log-archive", ["accounts", "logArchive"]],
    ["audit", ["accounts", "audit"]],
  ]);
  for (const [index, workload] of (Array.isArray(workloads) ? (workloads as unknown[]) : []).entries()) {
    const { name } = Object(workload) as { readonly name?: unknown };
    if (typeof name === "string") found.set(name, ["accounts", "workloads", index]);
  }
  return found;
}
