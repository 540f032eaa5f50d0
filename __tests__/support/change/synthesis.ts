import { stringify } from "yaml";
import { parseLandingZone } from "../../../config/load";
import type { Ledger } from "../../../config/ledger/schema";
import { defineLandingZone } from "../../../stacks/landing-zone";
import { synthesizeApp } from "../terraform";
import { Template } from "../terraform";

/** What a configuration is synthesized to after others. */
export interface Synthesis {
  readonly stacks: Readonly<Record<string, Template>>;
  readonly ledger: Ledger;
  /** Slugs of the stacks' accounts. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** File beside which those are that the configuration names. */
const FILE = "examples/rich.yaml";
const ACCOUNT_REFERENCE =
  /\$\{[^{}]*aws_organizations_account(?:\.account-|account-account-|account-)([a-z0-9-]+?)\.?id\}/g;

/**
 * Synthesizes a configuration that follows another one. Ids of accounts become `account:<slug>`, whether Terraform reads them from a
 * state or the file has them: what is known changes, and what it is does not.
 *
 * @throws ConfigurationError when the configuration is refused
 */
export function synthesize(sections: object, ledger?: Ledger): Synthesis {
  const { landingZone } = parseLandingZone(stringify(sections), FILE, ledger);
  let found: ReturnType<typeof defineLandingZone> | undefined;
  const { stacks } = synthesizeApp((app) => {
    found = defineLandingZone(app, landingZone);
  });
  if (found === undefined) throw new Error("nothing was defined");
  const ids = landingZone.accounts.flatMap(({ id, slug }) => (id === undefined ? [] : [[id, slug] as const]));
  const named = (text: string): string =>
    ids.reduce(
      (result, [id, slug]) => result.replaceAll(id, `account:${slug}`),
      text.replace(ACCOUNT_REFERENCE, (_, slug: string) => `account:${slug}`),
    );
  return {
    stacks: Object.fromEntries(Object.entries(stacks).map(([id, { text }]) => [id, new Template(named(text))])),
    ledger: found.ledger,
    accounts: new Map(found.stacks.map(({ accountSlug, node }) => [node.id, accountSlug])),
  };
}
