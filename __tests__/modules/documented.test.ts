// What the types say is what docs/modules says: nothing of the public surface is without a text, a default or an example.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { propsGiven } from "../../scripts/documentation/example-uses";
import { publicSurface } from "../../scripts/documentation/public-surface";
import type { Entry, Exported, Manifest } from "../../scripts/documentation/public-surface";

const surface = publicSurface(JSON.parse(readFileSync("package.json", "utf8")) as Manifest);
/** Those that are used one by one. The file's types are what its schema says, and the patterns' what parsers make. */
const modules = surface.filter(({ path }) => /^(?:catalogs|modules|terraform-modules)(?:\/|$)/.test(path));

const everywhere = (problemsOf: (exported: Exported, entry: Entry) => readonly string[]): string[] =>
  modules.flatMap((entry) =>
    entry.exported.flatMap((each) => problemsOf(each, entry).map((problem) => `${entry.path}: ${problem}`)),
  );

describe("the public surface", () => {
  it("has a text for everything that is not the props of a construct, and for every path", () => {
    const isDescribedByItsClass = ({ name }: Exported, { exported }: Entry): boolean =>
      exported.some(({ kind, name: other }) => kind === "class" && name === `${other}Props`);
    expect(
      everywhere((each, entry) => (each.doc.text === "" && !isDescribedByItsClass(each, entry) ? [each.name] : [])),
    ).toEqual([]);
    expect(modules.filter(({ about }) => about === "").map(({ path }) => path)).toEqual([]);
  });

  it("has a text for every prop and every field", () => {
    expect(
      everywhere(({ members, name }) =>
        members.flatMap((member) => (member.doc.text === "" ? [`${name}.${member.name}`] : [])),
      ),
    ).toEqual([]);
  });

  it("says what every optional prop is by default", () => {
    expect(
      everywhere(({ kind, members, name }) =>
        members.flatMap(({ doc, name: prop, optional }) =>
          kind !== "class" && optional && doc.default === undefined ? [`${name}.${prop}`] : [],
        ),
      ),
    ).toEqual([]);
  });

  it("exports every type of this project that it speaks of", () => {
    const known = new Set(surface.flatMap(({ exported }) => exported.map(({ name }) => name)));
    expect(
      everywhere(({ name, names }) => names.filter((other) => !known.has(other)).map((other) => `${name}: ${other}`)),
    ).toEqual([]);
  });
});

describe("the full example", () => {
  const folder = "__tests__/modules/full-uses";
  const given = new Map(readdirSync(folder).flatMap((file) => [...propsGiven(join(folder, file))]));

  it("of every construct gives every prop but the environment, which is the stack's", () => {
    expect(
      everywhere(({ kind, name, parameters }, { exported }) => {
        const typeOfProps = parameters.find((parameter) => ["props", "options"].includes(parameter.name));
        const props = exported.find((other) => other.name === typeOfProps?.type)?.members ?? [];
        return kind !== "class"
          ? []
          : props
              .filter((prop) => prop.name !== "environment" && given.get(name)?.has(prop.name) !== true)
              .map((prop) => `${name}.${prop.name}`);
      }),
    ).toEqual([]);
  });
});
