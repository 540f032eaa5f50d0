import { program } from "../support/program";

const TIMEOUT = 60_000;
const cli = program("cli/main.ts");
const access = (...args: string[]) => cli(["access", ...args]);
const EXAMPLE = ["--config", "examples/access.yaml"];

interface Shown {
  readonly grants: readonly { person: string; account: string; group?: string; effects: readonly string[] }[];
  readonly functions: readonly { job: string; effects: readonly string[] }[];
}

describe("landing-zone access", () => {
  it(
    "shows a person's way to the logs, in 80 columns",
    () => {
      const { status, stdout } = access(...EXAMPLE, "--person", "alice");
      expect(status).toBe(0);
      expect(stdout).toContain("logReader -> group access-org-log-reader -> role access-org-log-reader");
      expect(stdout).toContain("in log-archive: read trail, read Config, read flow logs, decrypt logs");
      expect(stdout).not.toContain("bob");
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    "prints JSON of one account",
    () => {
      const { grants, functions } = JSON.parse(access(...EXAMPLE, "--account", "audit", "--json").stdout) as Shown;
      expect(new Set(grants.map(({ account }) => account))).toEqual(new Set(["audit"]));
      const stopping = functions.filter(({ effects }) => effects.includes("stop the trail")).map(({ job }) => job);
      expect(stopping).toEqual(["breakGlass"]);
    },
    TIMEOUT,
  );

  it.each([
    [["--person", "alise"], 'there is no person "alise": did you mean "alice"?'],
    [["--account", "shop"], 'there is no account "shop"'],
    [["revoke", "nobody"], 'there is no person or role "nobody"'],
  ])(
    "refuses %j with exit code 2",
    (args, message) => {
      const { status, stderr } = access(...args, ...EXAMPLE);
      expect(status).toBe(2);
      expect(stderr).toContain(message);
    },
    TIMEOUT,
  );

  it(
    "says that a file without access has none",
    () => {
      const { status, stderr } = access("--config", "examples/minimal.yaml");
      expect([status, stderr]).toEqual([1, expect.stringContaining("has no access")]);
    },
    TIMEOUT,
  );

  it(
    "says what it would revoke, and changes nothing",
    () => {
      const { status, stdout } = access("revoke", "Alice", ...EXAMPLE);
      expect(status).toBe(0);
      expect(stdout).toContain("log-archive  access-org-log-reader");
      expect(stdout).toContain("Nothing was changed. Add --confirm to do it.");
    },
    TIMEOUT,
  );
});
