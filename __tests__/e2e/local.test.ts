// `npm run local` as users run it, on the smallest landing zone.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";

const TIMEOUT = 240_000;
const STACKS = 7;

const folder = mkdtempSync(join(tmpdir(), "landing-zone-local-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function local(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = ["scripts/run.mjs", "cli/main.ts", "local", "--config", "examples/minimal.yaml", ...args];
  return spawnSync(process.execPath, command, { encoding: "utf8", env: { ...process.env, TMPDIR: folder } });
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
    "deploys, plans again, tells what exists and leaves nothing behind",
    () => {
      const { status, stderr, stdout } = local();
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout.match(/^ +\d+\.\d s {2}[a-z-]+: \d+ added, 0 changed, 0 destroyed$/gm)).toHaveLength(STACKS);
      expect(stdout.match(/^ +\d+\.\d s {2}[a-z-]+: nothing would change$/gm)).toHaveLength(STACKS);
      expect(stdout).toMatch(/^ {2}minimal-org-organization +yes +yes +yes +yes +minimal-org-cloudtrail-eu-west-1$/m);
      expect(stdout.match(/^ {2}(management|log-archive|audit) \(\d{12}\) +eu-west-1$/gm)).toHaveLength(3);
      expect(stdout).toMatch(/^ {2}minimal-org-root-login {2}minimal-org-alerts$/m);
      expect(stdout).toMatch(/The local AWS has been stopped/);
      expect(readdirSync(folder).filter((name) => name.startsWith("landing-zone-"))).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    "leaves it running when asked, and says how to use it and how to stop it",
    async () => {
      const { status, stdout } = local("--keep");
      const pid = Number(/^ {2}kill (\d+) && rm -r /m.exec(stdout)?.[1]);
      const endpoint = /AWS_ENDPOINT_URL=(\S+) AWS_REGION=eu-west-1/.exec(stdout)?.[1] ?? "";
      try {
        expect(status).toBe(0);
        expect(isRunning(pid)).toBe(true);
        const credentials = { accessKeyId: "local", secretAccessKey: "local" };
        const client = new CloudTrailClient({ endpoint, region: "eu-west-1", credentials });
        expect((await client.send(new DescribeTrailsCommand({}))).trailList).toHaveLength(1);
        expect(existsSync(/ && rm -r (\S+)$/m.exec(stdout)?.[1] ?? "")).toBe(true);
      } finally {
        process.kill(pid);
      }
    },
    TIMEOUT,
  );
});
