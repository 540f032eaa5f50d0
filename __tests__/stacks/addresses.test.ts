// Deployments of version 0.1 go on: what they have keeps its address and its region. The files beside have what that version made
// of three of its examples.
import { readdirSync, readFileSync } from "node:fs";
import { parseLandingZone } from "../../config/load";
import { synthesizeLandingZone } from "../support/landing-zones";

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
});
