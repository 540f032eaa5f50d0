import { readFileSync } from "node:fs";

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as Manifest;
const { devDependencies, peerDependencies } = manifestOf(".");

/** The lowest version of a range: `>=20.1.0 <22` and `^0.21.0` begin with theirs. */
const lowest = (range: string): string | undefined => /\d+\.\d+\.\d+/.exec(range)?.[0];

describe("peers", () => {
  it.each(Object.entries(peerDependencies))("%s %s begins with what every test runs with", (name, range) => {
    expect(devDependencies[name]).toBe(lowest(range));
    expect(manifestOf(`node_modules/${name}`).version).toBe(lowest(range));
  });

  it("are in the table of docs/deployment.md that says what was tried, with what every test runs with", () => {
    const rows = readFileSync("docs/deployment.md", "utf8").split("\n");
    const undocumented = Object.entries(peerDependencies).filter(
      ([name, range]) => !rows.some((row) => row.startsWith(`| ${name} `) && row.includes(lowest(range) ?? "?")),
    );
    expect(undocumented).toEqual([]);
  });
});
