import { readFileSync } from "node:fs";
import type { LandingZone } from "../../config/landing-zone";
import type { Ledger } from "../../config/ledger/schema";
import { parseLandingZone } from "../../config/load";
import { defineLandingZone } from "../../stacks/landing-zone";
import { synthesizeApp } from "./terraform";
import type { Block, Template } from "./terraform";

/** The organization of the landing zones below. */
export const ORGANIZATION_ID = "o-exampleorgid";

/** The example at the root: accounts are created. */
export function exampleLandingZone(): LandingZone {
  return parseLandingZone(readFileSync("landing-zone.yaml", "utf8"), "landing-zone.yaml").landingZone;
}

/** A small organization that exists already, with lines of YAML added at the end. */
export function existingLandingZone(...moreLines: string[]): LandingZone {
  return changedLandingZone(undefined, ...moreLines);
}

/** The same after others. */
export function changedLandingZone(ledger: Ledger | undefined, ...moreLines: string[]): LandingZone {
  const lines = [
    "name: small",
    "homeRegion: eu-west-1",
    "regions: [eu-west-1, us-east-1]",
    `organization: { id: ${ORGANIZATION_ID}, trustedServices: [], policyTypes: [], organizationalUnits: [{ name: Security }] }`,
    "accounts:",
    '  management: { id: "111111111111", email: management@example.com }',
    '  logArchive: { id: "222222222222", email: log-archive@example.com, organizationalUnit: Security }',
    '  audit: { id: "333333333333", email: audit@example.com, configServiceLinkedRole: existing }',
    ...moreLines,
  ];
  return parseLandingZone(lines.join("\n"), "small.yaml", ledger).landingZone;
}

export function synthesizeLandingZone(landingZone: LandingZone): { manifest: Block; stacks: Record<string, Template> } {
  return synthesizeApp((app) => {
    defineLandingZone(app, landingZone);
  });
}

/** One stack of a landing zone. The others are made, for what they ask of it, but not written, which takes longest. */
export function synthesizeStack(landingZone: LandingZone, id: string): Template {
  const { stacks } = synthesizeApp((app) => {
    for (const stack of defineLandingZone(app, landingZone).stacks) {
      if (stack.node.id !== id) stack.synthesizer = { synthesize: () => undefined };
    }
  });
  return stackOf(stacks, id);
}

/** One stack of a synthesized landing zone. */
export function stackOf(stacks: Record<string, Template>, id: string): Template {
  const stack = stacks[id];
  if (stack === undefined) throw new Error(`no stack ${id}; there are: ${Object.keys(stacks).join(", ")}`);
  return stack;
}
