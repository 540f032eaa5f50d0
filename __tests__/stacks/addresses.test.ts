// Deployments of version 0.1 go on: what they have keeps its address and its region. The files beside have what that version made
// of three of its examples.
import { readdirSync, readFileSync } from "node:fs";
import { parseLandingZone } from "../../config/load";
import { ledgerOfStates } from "../../terraform/ledger-of-states";
import type { States } from "../../terraform/states";
import { synthesizeLandingZone } from "../support/landing-zones";
import { NO_RECORDS } from "../support/no-records";

const FOLDER = "__tests__/stacks/addresses";
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""));

describe("addresses of version 0.1", () => {
  it.each(NAMES)("are kept, with their regions: %s", (name) => {
    const file = `${FOLDER}/${name}.yaml`;
    const { stacks } = synthesizeLandingZone(parseLandingZone(readFileSync(file, "utf8"), file).landingZone);
    const now = new Set(
      Object.entries(stacks).flatMap(([stack, { json }]) => {
        const providers = json.provider.aws as { readonly alias?: string; readonly region: string }[];
        const regions = new Map(providers.map(({ alias, region }) => [alias ? `aws.${alias}` : "aws", region]));
        return Object.entries(json.resource ?? {}).flatMap(([type, resources]) =>
          Object.entries(resources).map(
            ([id, { provider = "aws" }]) => `${stack} ${type}.${id} ${regions.get(provider as string) ?? "none"}`,
          ),
        );
      }),
    );
    const before = readFileSync(`${FOLDER}/${name}.txt`, "utf8").trim().split("\n");
    expect(before.length).toBeGreaterThan(300);
    expect(before.filter((address) => !now.has(address))).toEqual([]);
  });

  it.each(NAMES)("are all known to the ledger of their states, after which nothing is imported: %s", async (name) => {
    const file = `${FOLDER}/${name}.yaml`;
    const text = readFileSync(file, "utf8");
    const { landingZone } = parseLandingZone(text, file);
    const before = readFileSync(`${FOLDER}/${name}.txt`, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" ") as [stack: string, address: string, region: string]);
    const ledger = await ledgerOfStates(landingZone, statesWith(before, landingZone.homeRegion), {
      accountOf: () => undefined,
      resources: {},
    });
    const first = synthesizeLandingZone(landingZone).stacks;
    const { stacks } = synthesizeLandingZone(parseLandingZone(text, file, ledger).landingZone);
    const declared = (all: typeof stacks): string[] =>
      Object.entries(all).flatMap(([stack, { addresses }]) => addresses.map((address) => `${stack} ${address}`));
    expect(declared(stacks)).toEqual(declared(first));
    // What the file adopts is imported with a ledger as without one.
    const imported = (all: typeof stacks): unknown[] => Object.values(all).flatMap(({ json }) => json.import ?? []);
    expect(imported(stacks)).toEqual(imported(first));
    const removed = Object.values(stacks).flatMap(({ json }) => (json.removed ?? []).map(({ from }) => String(from)));
    expect(removed.filter((address) => before.some(([, known]) => known === address))).toEqual([]);
  });
});

/** States that have resources of some addresses, of which nothing else is known. */
function statesWith(known: readonly (readonly [string, string, string])[], homeRegion: string): States {
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
  return {
    ...NO_RECORDS,
    where: "nowhere",
    stacks: () => Promise.resolve([...new Set(known.map(([stack]) => stack))]),
    resources: () => Promise.resolve(1),
    place: (stack) => stack,
    read: (stack) =>
      Promise.resolve({
        version: 4,
        resources: known
          .filter(([of]) => of === stack)
          .map(([, address, region]) => {
            const [type = "", resource = ""] = address.split(".");
            return {
              mode: "managed" as const,
              type,
              name: resource,
              provider: region === homeRegion ? provider : `${provider}.${region}`,
              instances: [{ attributes: {} }],
            };
          }),
      }),
  };
}
