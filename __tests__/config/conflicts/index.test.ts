import { readdirSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../../config/conflicts";

const FOLDER = join(__dirname, "../../../config/conflicts");

describe("conflicts", () => {
  it.each(readdirSync(FOLDER))("are looked for by every rule of %s", (file) => {
    const exported = jest.requireActual<Readonly<Record<string, unknown>>>(join(FOLDER, file));
    const lists = Object.entries(exported).filter(([name]) => name.endsWith("_RULES"));
    for (const rule of lists.flatMap(([, list]) => list as typeof RULES)) {
      expect(RULES).toContain(rule);
    }
  });
});
