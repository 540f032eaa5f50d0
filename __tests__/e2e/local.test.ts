// `npm run local` as users run it, on the smallest landing zone.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";

const TIMEOUT = 1_500_000;
const STACKS = 10;

const folder = mkdtempSync(join(tmpdir(), "landing-zone-local-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function local(env: NodeJS.ProcessEnv, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = ["scripts/run.mjs", "cli/main.ts", "local", "--config", "examples/minimal.yaml", ...args];
  return spawnSync(process.execPath, command, { encoding: "utf8", env: { ...process.env, TMPDIR: folder, ...env } });
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("npm run local", () => {
  it(
    "deploys, plans again, tells what exists, leaves it running when asked, and says how to use it and how to stop it",
    async () => {
      const { status, stderr, stdout } = local({}, "--keep");
      const pid = Number(/^ {2}kill (\d+) && rm -r /m.exec(stdout)?.[1]);
      const endpoint = /AWS_ENDPOINT_URL=(\S+) AWS_REGION=eu-west-1/.exec(stdout)?.[1] ?? "";
      try {
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(stdout.match(/^ +\d+\.\d s {2}[a-z-]+: \d+ added, 0 changed, 0 destroyed$/gm)).toHaveLength(STACKS);
        expect(stdout.match(/^ +\d+\.\d s {2}[a-z-]+: nothing would change$/gm)).toHaveLength(STACKS);
        expect(stdout).toMatch(/^ {2}minimal-org-organization +yes +yes +yes +yes +minimal-org-cloudtrail-eu-west-1$/m);
        expect(stdout.match(/^ {2}(management|log-archive|audit) \(\d{12}\) +eu-west-1$/gm)).toHaveLength(3);
        expect(stdout).toMatch(/^ {2}minimal-org-root-login +management +minimal-org-alerts-critical$/m);
        expect(stdout).not.toContain("NOBODY");
        expect(stdout).toMatch(/^ {2}minimal-org-alerts-critical +email +\S+@example\.com +PENDING$/m);
        expect(stdout).toContain("PENDING subscribers are told nothing until they confirm");
        expect(isRunning(pid)).toBe(true);
        const credentials = { accessKeyId: "local", secretAccessKey: "local" };
        const client = new CloudTrailClient({ endpoint, region: "eu-west-1", credentials });
        expect((await client.send(new DescribeTrailsCommand({}))).trailList).toHaveLength(1);
        const workFolder = / && rm -r (\S+)$/m.exec(stdout)?.[1] ?? "";
        expect(existsSync(workFolder)).toBe(true);
        rmSync(workFolder, { recursive: true });
      } finally {
        process.kill(pid);
      }
    },
    TIMEOUT,
  );

  it(
    "says what failed when the deployment fails, and leaves nothing behind",
    () => {
      const terraform = join(folder, "broken-terraform");
      writeFileSync(
        terraform,
        '#!/bin/sh\n[ "$1" = version ] && echo \'{"terraform_version": "1.11.4"}\' && exit 0\necho "no luck today" >&2\nexit 1\n',
        { mode: 0o755 },
      );
      const { status, stderr, stdout } = local({ TERRAFORM_BINARY_NAME: terraform });
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
