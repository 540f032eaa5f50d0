import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { copyExample } from "../support/examples";

/** Everything of this checkout but what is installed or made. */
const SOURCES = readdirSync(".").filter((name) => !["node_modules", ".git", "cdktf.out", "dist"].includes(name));
const TIMEOUT = 60_000;

/** A synthesis in a process of its own; answers with a hash of every file it wrote. */
function synthesize(cwd: string, output: string, env: NodeJS.ProcessEnv = {}): string {
  const folder = mkdtempSync(join(tmpdir(), `landing-zone-${output}-`));
  const outdir = join(folder, "out");
  // synth writes a ledger beside the file.
  const config = copyExample("landing-zone.yaml", folder);
  try {
    execFileSync(
      process.execPath,
      ["scripts/run.mjs", "cli/main.ts", "synth", "--config", config, "--output", outdir],
      {
        cwd,
        env: { ...process.env, ...env },
        stdio: "pipe",
      },
    );
    return hashOf(outdir);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ name, parentPath }) => join(parentPath, name)).sort()) {
    hash.update(path.slice(folder.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

describe("synthesis", () => {
  const reference = synthesize(".", "reference");

  it(
    "writes the same bytes at another time, in another locale and with other AWS settings",
    () => {
      const env = {
        TZ: "Pacific/Kiritimati",
        LANG: "tr_TR.UTF-8",
        LC_ALL: "tr_TR.UTF-8",
        AWS_REGION: "sa-east-1",
        CI: "1",
      };
      expect(synthesize(".", "environment", env)).toBe(reference);
    },
    TIMEOUT,
  );

  it(
    "writes the same bytes from a checkout in another folder",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "elsewhere-"));
      try {
        for (const source of SOURCES) {
          cpSync(source, join(folder, source), { recursive: true, filter: (path) => !path.includes(".venv") });
        }
        symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
        expect(synthesize(folder, "elsewhere")).toBe(reference);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    TIMEOUT,
  );

  it(
    "writes the same bytes as cdktf as published, and with creation stacks",
    () => {
      expect(synthesize(".", "plain", { LANDING_ZONE_PLAIN_CDKTF: "1" })).toBe(reference);
      expect(synthesize(".", "stacks", { LANDING_ZONE_CREATION_STACKS: "1" })).toBe(reference);
    },
    TIMEOUT,
  );
});
