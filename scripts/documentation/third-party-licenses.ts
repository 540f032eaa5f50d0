import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface ShippedPackage {
  readonly name: string;
  /** SPDX expression, as its own package.json has it, or `unknown`. */
  readonly licence: string;
}

export interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

/** Licences that a product under Apache-2.0 may bring along without becoming something else. */
const PERMISSIVE = [
  ..."0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC0-1.0 ISC MIT MIT-0 Python-2.0 Unlicense Zlib".split(
    " ",
  ),
];
/** Of what users install beside the package: changes to its own files are to be published, ours are not its files. */
const OF_PEERS = [...PERMISSIVE, "MPL-2.0"];

/** What npm installs with the package, as the lock file has it, by name: each with its own word on its licence. */
export function shippedPackages(lock: Lock, root: string): ShippedPackage[] {
  const shipped = Object.entries(lock.packages)
    .filter(([path, { dev = false, devOptional = false }]) => path !== "" && !dev && !devOptional)
    .map(([path]) => ({ name: path.replace(/^.*node_modules\//, ""), licence: licenceOf(join(root, path)) }));
  const byLine = new Map(shipped.map((entry) => [`${entry.name} ${entry.licence}`, entry]));
  return [...byLine.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A package's licence in its own words; older ones have an object, or a list. */
export function licenceOf(folder: string): string {
  const file = join(folder, "package.json");
  // Optional ones of other systems are not installed: what the lock file says of them is theirs, too, but not read here.
  const { license, licenses } = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) as {
    license?: string | { type?: string };
    licenses?: { type?: string }[];
  };
  const said =
    typeof license === "string" ? license : (license?.type ?? licenses?.map(({ type }) => type).join(" OR "));
  return said === undefined || said === "" ? "unknown" : said;
}

/** Whether an SPDX expression leaves a way that needs no more than to name the licence: `(AGPL-3.0 OR MIT)` does. */
export function isAccepted(expression: string, accepted: readonly string[] = PERMISSIVE): boolean {
  return expression
    .replaceAll(/[()]/g, "")
    .split(" OR ")
    .some((alternative) => alternative.split(" AND ").every((licence) => accepted.includes(licence.trim())));
}

/** What may not be shipped or asked for, with its licence. */
export function refusedLicences(shipped: readonly ShippedPackage[], peers: readonly ShippedPackage[]): string[] {
  return [
    ...shipped.filter(({ licence }) => !isAccepted(licence)),
    ...peers.filter(({ licence }) => !isAccepted(licence, OF_PEERS)),
  ].map(({ licence, name }) => `${name}: ${licence}`);
}

/** Code of other packages within the programs of functions, which would have to carry its licence. */
export function bundledPackages(folder: string): string[] {
  return readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/g)].map(
      ([, name]) => `${file}: ${name ?? ""}`,
    ),
  );
}

export function peersOf(root: string): ShippedPackage[] {
  const { peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    peerDependencies: object;
  };
  return Object.keys(peerDependencies).map((name) => ({ name, licence: licenceOf(join(root, "node_modules", name)) }));
}

/** `THIRD-PARTY-LICENSES.md`. It has no versions, which the bill of materials of a release has. */
export function thirdPartyLicensesMarkdown(root = "."): string {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const shipped = shippedPackages(lock, root);
  const peers = peersOf(root);
  const refused = [...refusedLicences(shipped, peers), ...bundledPackages(join(root, "functions"))];
  if (refused.length > 0) {
    throw new Error(`These licences are not for this package: ${refused.join(", ")}`);
  }
  const table = (packages: readonly ShippedPackage[]): string =>
    ["| package | licence |", "| --- | --- |", ...packages.map(({ licence, name }) => `| ${name} | ${licence} |`)].join(
      "\n",
    );
  return [
    "<!-- Written by npm run docs from package-lock.json and the packages' own package.json. -->",
    "# Licences of other people's work",
    "cdktf-landing-zone is under the Apache License 2.0 ([LICENSE](LICENSE)). None of the packages below is inside of it: " +
      "npm installs them beside it, each with the text of its licence. The programs in `functions/` are bundled of this " +
      "project's own files alone; they use the AWS SDK of the Lambda runtime.",
    "## Installed with the package",
    table(shipped),
    "## Installed by its users",
    "What synthesizes is theirs to choose, within `peerDependencies`.",
    table(peers),
  ].join("\n\n");
}
