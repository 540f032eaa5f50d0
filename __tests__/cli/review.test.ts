// The commands as users run them.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { change } from "./plan/support";
import { RULES } from "../../review/rules";
import { copyExample } from "../support/examples";
import { program } from "../support/program";
import { plan } from "../review/plans";

const TIMEOUT = 60_000;
const folder = mkdtempSync(join(tmpdir(), "landing-zone-review-"));
const cli = program("cli/main.ts");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("landing-zone review", () => {
  const file = join(folder, "keys.json");
  const acknowledged = join(folder, "ack.yaml");
  writeFileSync(file, JSON.stringify(plan([change("aws_kms_key.old", ["delete"])])));
  writeFileSync(
    acknowledged,
    `acknowledgements: [{ id: keyDestroyed, address: aws_kms_key.*, reason: empty, expires: ${new Date().toISOString().slice(0, 10)} }]`,
  );

  it.each<[string, string[], number]>([
    ["dangers", [file], 3],
    ["dangers that are acknowledged", [file, "--acknowledged", acknowledged], 0],
    ["no file", ["/nowhere"], 64],
    ["no argument", [], 64],
    ["another option", [file, "--jsn"], 64],
    ["a budget that is none", [file, "--budget", "1"], 64],
    ["a file of acknowledgements that is none", [file, "--acknowledged", file], 64],
    ["a report that is a folder", [file, "--markdown", folder], 64],
    ["a folder without plans", [folder + "/none"], 64],
  ])(
    "ends by what it finds: %s",
    (_, args, expected) => {
      mkdirSync(join(folder, "none"), { recursive: true });
      writeFileSync(join(folder, "none", "a.json"), "{}");
      const { status, stderr } = cli(["review", ...args]);
      expect(status).toBe(expected);
      expect(stderr).not.toMatch(/^ +at /m);
    },
    TIMEOUT,
  );

  it(
    "writes what options name, and appends outputs",
    () => {
      const [markdown, outputs] = [join(folder, "a.md"), join(folder, "out.txt")];
      writeFileSync(outputs, "before=1\n");
      const { status, stdout } = cli(["review", file, "--json", "--markdown", markdown, "--outputs", outputs]);
      expect(status).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ version: 1, verdict: "dangers" });
      expect(readFileSync(markdown, "utf8")).toContain("aws_kms_key.old");
      expect(readFileSync(outputs, "utf8")).toMatch(/^before=1\nverdict=dangers\n/);
    },
    TIMEOUT,
  );
});

describe("landing-zone diff", () => {
  const repository = join(folder, "repository");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: repository });
  let file: string;

  beforeAll(() => {
    mkdirSync(repository);
    git("init", "--quiet");
    file = copyExample("examples/minimal.yaml", repository);
    git("add", "-A");
    git("commit", "--quiet", "-m", "a");
  });

  it(
    "finds no difference of a file and itself, and writes nothing beside it",
    () => {
      const before = readdirSync(repository);
      const { status, stderr, stdout } = cli(["diff", "HEAD", "--config", file]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(/^Nothing would change\.\n/);
      expect(readdirSync(repository)).toEqual(before);
    },
    TIMEOUT,
  );

  it(
    "names what a change of the file would lose, and the line",
    () => {
      writeFileSync(file, `${readFileSync(file, "utf8")}\narchive: { retention: { total: 5 years } }\n`);
      const { status, stdout } = cli(["diff", "HEAD", "--config", file]);
      expect(status).toBe(3);
      expect(stdout).toContain("CRITICAL  retentionShortened");
      expect(stdout.replaceAll(/\n */g, "")).toContain(`${file}:${readFileSync(file, "utf8").split("\n").length - 1}`);
    },
    TIMEOUT,
  );

  it.each([
    ["no revision", ["nowhere"], "there is no revision nowhere"],
    ["an option for a revision", ["--", "--output=/tmp/x"], "there is no revision"],
  ])(
    "refuses %s",
    (_, args, message) => {
      const { status, stderr } = cli(["diff", "--config", file, ...args]);
      expect(status).toBe(64);
      expect(stderr).toContain(message);
    },
    TIMEOUT,
  );
});

it("docs/review.md has every danger with its severity", () => {
  const page = readFileSync("docs/review.md", "utf8");
  const rows = [...page.matchAll(/^\| `(\w+)` +\| (critical|high|medium) +\|/gm)].map(([, id, severity]) => [
    id,
    severity,
  ]);
  expect(rows).toEqual(RULES.map(({ id, severity }) => [id, severity]));
});
