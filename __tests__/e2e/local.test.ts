// `npm run local` when its deployment fails. What it does otherwise is in example.test.ts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runLocal } from "../support/local-command";

const TIMEOUT = 1_500_000;

const folder = mkdtempSync(join(tmpdir(), "landing-zone-local-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("npm run local", () => {
  it(
    "says what failed when the deployment fails, and leaves nothing behind",
    () => {
      const terraform = join(folder, "broken-terraform");
      writeFileSync(
        terraform,
        '#!/bin/sh\n[ "$1" = version ] && echo \'{"terraform_version": "1.11.4"}\' && exit 0\necho "no luck today" >&2\nexit 1\n',
        { mode: 0o755 },
      );
      const args = ["--config", "examples/minimal.yaml"];
      const { status, stderr, stdout } = runLocal(args, { TMPDIR: folder, TERRAFORM_BINARY_NAME: terraform });
      expect(status).toBe(1);
      expect(stderr).toContain("no luck today");
      expect(stderr).not.toMatch(/^ +at /m);
      const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0] ?? "";
      expect(spawnSync("curl", ["-s", endpoint]).status).not.toBe(0);
      expect(readdirSync(folder).filter((name) => name.startsWith("landing-zone-"))).toEqual([]);
    },
    TIMEOUT,
  );
});
