// `landing-zone plan --encrypt-with` and `apply --encrypted-under` as pipelines run them, with moto's KMS and STS, and a Terraform that
// says what a test wants it to.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { pythonWithMoto } from "../../../simulator/python";
import { readManifest } from "../../../terraform/plan-manifest";
import type { PlanManifest } from "../../../terraform/plan-manifest";
import { sha256Of } from "../../../terraform/synthesized";
import { plan, resource } from "../../review/plans";
import { copyExample } from "../../support/examples";
import { program } from "../../support/program";
import type { Outcome } from "../../support/program";

const TIMEOUT = 600_000;
const SECRET = "hunter2";

const MOTO = `
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
`;

describe("plans and manifests under a key", () => {
  const home = mkdtempSync(join(tmpdir(), "landing-zone-sealed-"));
  const [saved, calls, shown, out] = ["plans", "calls", "shown.json", "out"].map((name) => join(home, name)) as [
    string,
    string,
    string,
    string,
  ];
  const cli = program("cli/main.ts");
  const terraform = join(home, "terraform");
  const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  let moto: ChildProcess;
  let endpoints: NodeJS.ProcessEnv = {};
  let [key, otherKey, file] = ["", "", ""];

  const run = (command: string, ...args: string[]): Outcome => {
    writeFileSync(calls, "");
    const env = { CALLS: calls, SHOWN: shown, TERRAFORM_BINARY_NAME: terraform };
    return cli([command, ...args, "--config", file, "--output", out], {
      env: { ...process.env, ...credentials, ...endpoints, ...env },
    });
  };
  const called = (...commands: string[]): string[] =>
    readFileSync(calls, "utf8")
      .split("\n")
      .filter((call) => commands.includes(call.split(" ")[1] ?? ""));
  /** A copy of what was saved, changed by somebody who can write there. */
  const changed = (name: string, change: (manifest: PlanManifest, folder: string) => void): string => {
    const folder = join(home, name);
    cpSync(saved, folder, { recursive: true });
    for (const part of readdirSync(folder)) {
      const path = join(folder, part, "manifest.json");
      const manifest = JSON.parse(readFileSync(path, "utf8")) as PlanManifest;
      change(manifest, join(folder, part));
      writeFileSync(path, JSON.stringify(manifest));
    }
    return folder;
  };
  const demands = () => ["--encrypted-under", key, "--planned-by", "reader"];
  const refusal = (folder: string, ...args: string[]): string => {
    const { status, stderr } = run("apply", folder, "--confirm", ...args);
    expect({ status, called: called("apply", "plan") }).toEqual({ status: 4, called: [] });
    return stderr.replaceAll(/\s+/g, " ");
  };

  beforeAll(async () => {
    moto = spawn(await pythonWithMoto(() => undefined), ["-c", MOTO], { stdio: ["pipe", "pipe", "ignore"] });
    const [port] = (await once(moto.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    const endpoint = `http://127.0.0.1:${port.toString().trim()}`;
    endpoints = { AWS_ENDPOINT_URL_KMS: endpoint, AWS_ENDPOINT_URL_STS: endpoint };
    const kms = new KMSClient({
      endpoint,
      region: "eu-west-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const newKey = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
    [key, otherKey] = [await newKey(), await newKey()];
    file = copyExample("examples/minimal.yaml", home);
    // A plan is its text; the one of the organization changes nothing.
    writeFileSync(
      terraform,
      `#!/bin/sh
      if [ "$1" = version ]; then echo '{ "terraform_version": "1.11.4" }'; exit; fi
      stack="$(basename "$PWD")"
      echo "$stack $* TF_VAR_plan_role=$TF_VAR_plan_role" >> "$CALLS"
      state="../../../terraform.$stack.tfstate"
      case "$1" in
        plan)
          for argument; do case "$argument" in -out=*) echo "a plan with ${SECRET}" > "\${argument#-out=}" ;; esac; done
          [ "$stack" = organization ] && exit 0 || exit 2 ;;
        show) cat "$SHOWN" ;;
        apply)
          echo '{"version":4,"terraform_version":"1.11.4","serial":2,"lineage":"a"}' > "$state"
          echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0}}' ;;
      esac`,
      { mode: 0o755 },
    );
    const variables = { plan_role: { value: "reader" } };
    writeFileSync(shown, JSON.stringify(plan([resource("aws_x.a", null, { a: 1 })], { variables })));
    run("synth");
    const state = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "a", outputs: {}, resources: [] };
    writeFileSync(join(home, "terraform.organization.tfstate"), JSON.stringify(state));
  }, TIMEOUT);

  afterAll(() => {
    moto.kill();
    rmSync(home, { recursive: true });
  });

  it(
    "are saved encrypted and sealed, by jobs that each plan some of the stacks",
    () => {
      for (const stack of ["organization", "log-archive"]) {
        const args = [stack, "--role", "reader", "--save", join(saved, stack), "--encrypt-with", key];
        expect(run("plan", ...args).status).toBe(stack === "organization" ? 0 : 2);
      }
      const folder = join(saved, "log-archive");
      expect(readdirSync(folder).sort()).toEqual(["log-archive.json", "log-archive.tfplan.enc", "manifest.json"]);
      for (const name of readdirSync(folder)) {
        expect(readFileSync(join(folder, name), "latin1")).not.toContain(SECRET);
      }
      expect(readManifest(folder)).toMatchObject({
        common: { encryptedUnder: key },
        stacks: [{ outcome: "changes", role: "reader" }],
        seal: expect.any(String) as string,
      });
    },
    TIMEOUT,
  );

  it(
    "are refused where anything of a manifest was changed, though nobody asks for the key",
    () => {
      const changes = changed("changes", ({ stacks: [stack] }) => {
        Object.assign(stack ?? {}, { outcome: "noChanges" });
      });
      expect(refusal(changes)).toMatch(/log-archive\/manifest\.json is not as it was sealed: somebody has changed it/);
      const unsealed = changed("unsealed", (manifest) => {
        delete (manifest as { seal?: string }).seal;
      });
      expect(refusal(unsealed)).toContain("is not sealed, though its plans are encrypted");
    },
    TIMEOUT,
  );

  it(
    "are refused in clear text, without the role, and under another key, where these are asked for",
    () => {
      const clear = changed("clear", (manifest, folder) => {
        for (const stack of manifest.stacks) {
          delete (stack as { role?: string }).role;
          if (stack.plan !== undefined) {
            writeFileSync(join(folder, "log-archive.tfplan"), "a plan of mine");
            Object.assign(stack.plan, { file: "log-archive.tfplan", sha256: sha256Of("a plan of mine") });
          }
        }
        delete (manifest.common as { encryptedUnder?: string }).encryptedUnder;
        delete (manifest as { seal?: string }).seal;
      });
      expect(refusal(clear, "--encrypted-under", key)).toContain("names no key that its plans are encrypted under");
      expect(called("show")).toEqual([]);
      expect(refusal(clear, "--planned-by", "reader")).toContain(
        "log-archive was planned with the role that deploys, and reader is asked for",
      );
      // What the plan itself says is taken without being asked for.
      expect(refusal(clear)).toContain("its plan was made with the role reader, and the manifest says");
      expect(refusal(saved, "--encrypted-under", otherKey)).toContain(`and have to be under ${otherKey}`);
      expect(run("apply", saved, "--encrypted-under", "").status).toBe(64);
      expect(run("apply", saved, "--planned-by", "").status).toBe(64);
    },
    TIMEOUT,
  );

  it(
    "are applied where they are what was reviewed: planned again, and recorded where nothing changes",
    () => {
      const would = run("apply", saved, ...demands());
      expect(would.status).toBe(2);
      expect(would.stdout.replaceAll(/\s+/g, " ")).toContain(
        `apply -- ${saved} --config ${file} --output ${out} --encrypted-under ${key} --planned-by reader --confirm`,
      );
      expect(called("show")).toEqual([]);
      const { status, stdout } = run("apply", saved, ...demands(), "--confirm", "--json");
      expect({ status, plans: called("plan"), applies: called("apply") }).toEqual({
        status: 0,
        plans: [expect.stringMatching(/^log-archive .* TF_VAR_plan_role=$/)],
        applies: [expect.stringMatching(/^log-archive .*again\.tfplan TF_VAR_plan_role=$/)],
      });
      expect(JSON.parse(stdout)).toMatchObject({
        stacks: [
          { stack: "organization", result: { kind: "unchanged" } },
          { stack: "log-archive", result: { kind: "applied", again: "role" } },
        ],
      });
    },
    TIMEOUT,
  );
});
