// `landing-zone plan --save` and what it skips, with a Terraform that says what a test wants it to, and writes down its calls.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { yamlOf } from "../../../bench/landing-zone-of-size";
import { writeRecord } from "../../../terraform/applied-record";
import { readManifest } from "../../../terraform/plan-manifest";
import { statesOf } from "../../../terraform/states";
import { copyExample } from "../../support/examples";
import { identityServer } from "../../support/identity-server";
import { program } from "../../support/program";
import type { Outcome } from "../../support/program";
import { plan, resource } from "../../review/plans";

const TIMEOUT = 600_000;
const SECRET = "hunter2-of-a-test";

const folder = mkdtempSync(join(tmpdir(), "landing-zone-saved-"));
const cli = program("cli/main.ts");
let sts: Awaited<ReturnType<typeof identityServer>>;

// No Node, which takes longer to start than all of this.
const terraform = join(folder, "terraform");
writeFileSync(
  terraform,
  `#!/bin/sh
  if [ "$1" = version ]; then echo '{ "terraform_version": "1.11.4" }'; exit; fi
  echo "$(basename "$PWD") $*" >> "$CALLS"
  case "$1" in
    plan)
      for argument; do case "$argument" in -out=*) echo "a plan of $PWD" > "\${argument#-out=}" ;; esac; done
      echo "$SAID"
      exit "$CODE" ;;
    show) cat "$SHOWN" ;;
  esac`,
  { mode: 0o755 },
);

beforeAll(async () => {
  sts = await identityServer();
});

afterAll(() => {
  sts.stop();
  rmSync(folder, { recursive: true });
});

/** A landing zone in a folder of its own. */
class Zone {
  readonly home: string;
  readonly out: string;
  private readonly calls: string;
  private readonly shown: string;
  /** How `terraform plan` ends: with 2, it changes something. */
  code = 0;
  /** What `terraform plan` says, as a line of JSON. */
  said = "";

  constructor(
    name: string,
    readonly config: (home: string) => string,
  ) {
    this.home = join(folder, name);
    mkdirSync(this.home);
    this.out = join(this.home, "out");
    this.calls = join(this.home, "calls");
    this.shown = join(this.home, "shown.json");
    this.show(plan([]));
  }

  private path: string | undefined;

  get file(): string {
    return (this.path ??= this.config(this.home));
  }

  show(content: object): void {
    writeFileSync(this.shown, JSON.stringify(content));
  }

  plan(...args: string[]): Outcome & { readonly planned: string[]; readonly calls: string[] } {
    return this.planWith({}, ...args);
  }

  planWith(more: NodeJS.ProcessEnv, ...args: string[]) {
    writeFileSync(this.calls, "");
    const env = {
      ...process.env,
      ...sts.env,
      CALLS: this.calls,
      CODE: String(this.code),
      SAID: this.said,
      SHOWN: this.shown,
      TERRAFORM_BINARY_NAME: terraform,
      ...more,
    };
    const outcome = cli(["plan", "--config", this.file, "--output", this.out, ...args], { env });
    const calls = readFileSync(this.calls, "utf8").trim().split("\n").filter(Boolean);
    const planned = calls.filter((call) => call.split(" ")[1] === "plan").map((call) => call.split(" ")[0] ?? "");
    return { ...outcome, calls, planned: planned.sort() };
  }

  get stacks(): string[] {
    return readdirSync(join(this.out, "stacks")).sort();
  }

  /** States as an apply leaves them, of which nothing is read but what is here. */
  deploy(serial = 1): void {
    const state = { version: 4, terraform_version: "1.11.4", serial, lineage: "a", outputs: {}, resources: [] };
    for (const stack of this.stacks) {
      writeFileSync(join(this.home, `terraform.${stack}.tfstate`), JSON.stringify(state));
    }
  }

  /** Records as a completed apply of what was saved leaves them. */
  async record(saved: string): Promise<void> {
    const states = statesOf({ state: { backend: "local" } } as never, this.out);
    for (const { key = "", stack, state } of readManifest(saved).stacks) {
      await writeRecord(states, stack, { key, serial: 0, lineage: "", ...state });
    }
  }
}

describe("plan --save", () => {
  const zone = new Zone("minimal", (home) => copyExample("examples/minimal.yaml", home));
  const saved = join(folder, "minimal", "plans");

  it(
    "writes for each stack that changes its plan, its masked JSON, and a manifest of all",
    () => {
      zone.code = 2;
      zone.show(plan([resource("aws_x.a", null, { password: SECRET }, { after_sensitive: { password: true } })]));
      const { status, stdout } = zone.plan("--save", saved);
      expect(status).toBe(2);
      expect(stdout).toContain(`are in ${saved}. Review:\n`);
      const { common, stacks } = readManifest(saved);
      expect(common).toMatchObject({
        ledger: "",
        terraform: { program: "terraform", version: "1.11.4" },
        providers: { "registry.terraform.io/hashicorp/aws": expect.stringMatching(/^\d+\.\d+\.\d+$/) as string },
      });
      expect(stacks.map(({ stack }) => stack).sort()).toEqual(zone.stacks);
      const names = stacks.map(({ stack }) => stack);
      for (const { dependsOn, stack } of stacks) {
        expect(dependsOn.filter((upstream) => names.indexOf(upstream) > names.indexOf(stack))).toEqual([]);
      }
      expect(stacks[0]).toMatchObject({
        outcome: "changes",
        plan: { file: expect.stringMatching(/\.tfplan$/) as string },
      });
      for (const name of readdirSync(saved).filter((file) => file !== "manifest.json")) {
        expect(statSync(join(saved, name)).mode & 0o777).toBe(0o600);
        expect(readFileSync(join(saved, name), "utf8")).not.toContain("hunter2");
      }
    },
    TIMEOUT,
  );

  it(
    "takes the place of what was saved before, and of nothing else",
    () => {
      zone.code = 0;
      expect(zone.plan("--save", saved).status).toBe(0);
      expect(readdirSync(saved)).toEqual(["manifest.json"]);
      const other = join(zone.home, "other");
      mkdirSync(other);
      writeFileSync(join(other, "mine.json"), "{}");
      const { planned, status, stderr } = zone.plan("--save", other);
      expect({ planned, status }).toEqual({ planned: [], status: 1 });
      expect(stderr).toContain("is not empty, and its files are no plans that were saved");
      expect(readdirSync(other)).toEqual(["mine.json"]);
    },
    TIMEOUT,
  );

  it(
    "keeps what was saved before where the run is refused: a stack that is not there, credentials that are none",
    () => {
      const [kept, before] = [join(zone.home, "kept"), zone.code];
      zone.code = 2;
      zone.plan("organization", "--save", kept);
      const names = readdirSync(kept).sort();
      expect(names).toEqual(["manifest.json", "organization.json", "organization.tfplan"]);
      expect(zone.plan("organisation", "--save", kept).status).toBe(1);
      const nobody = { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1", TF_CLI_ARGS_plan: "" };
      expect(zone.planWith(nobody, "organization", "--save", kept).status).toBe(1);
      expect(zone.planWith({ TF_CLI_ARGS_plan: "-target=a" }, "organization", "--save", kept).stderr).toContain(
        "TF_CLI_ARGS_plan is -target=a: ",
      );
      expect(zone.plan("organization", "--break-glass", "--save", kept).status).toBe(1);
      expect(readdirSync(kept).sort()).toEqual(names);
      zone.code = before;
    },
    TIMEOUT,
  );

  it(
    "skips what is as it was applied, says so, and plans it when its state has moved or all is asked for",
    async () => {
      zone.deploy();
      zone.plan("--save", saved);
      await zone.record(saved);
      const again = zone.plan("--save", saved);
      expect(again.planned).toEqual([]);
      expect(again.status).toBe(0);
      expect(again.stdout).toContain(`${zone.stacks.length} stacks were skipped`);
      expect(again.stdout.replaceAll("\n", " ")).toContain(
        "Nothing of it was checked for drift; --all plans everything.",
      );
      expect(readManifest(saved).stacks.every(({ outcome }) => outcome === "skipped")).toBe(true);
      expect(zone.plan("--all").planned).toEqual(zone.stacks);
      zone.deploy(2);
      expect(zone.plan().planned).toEqual(zone.stacks);
    },
    TIMEOUT,
  );

  it(
    "plans as the break-glass role what has log buckets, and saves what needs it",
    () => {
      zone.code = 2;
      const policy = resource("aws_s3_bucket_policy.a", { bucket: "a", policy: "{}" }, { bucket: "a", policy: "" });
      zone.show(plan([policy], { variables: { deployment_role: { value: "x" } } }));
      const { calls, planned } = zone.plan("--break-glass", "--save", saved);
      expect(planned).toEqual(["log-archive"]);
      expect(calls[0]).toMatch(/ -var=deployment_role=\S+$/);
      expect(readManifest(saved).stacks).toMatchObject([{ stack: "log-archive", needsBreakGlass: true }]);
      zone.show(plan([policy]));
      zone.plan("--break-glass", "--save", saved);
      expect(readManifest(saved).stacks).toEqual([]);
      expect(readdirSync(saved)).toEqual(["manifest.json"]);
      expect(zone.plan("organization", "--break-glass").stderr).toContain("organization has no log buckets");
    },
    TIMEOUT,
  );

  it(
    "has stacks wait whose account is yet to get the role that plans",
    () => {
      const ofAccess = new Zone("access", (home) => copyExample("examples/access.yaml", home));
      const [summary, role] = ["Cannot assume IAM Role", "arn:aws:iam::222222222222:role/access-org-reviewer"];
      const diagnostic = { severity: "error", summary, detail: `IAM Role (${role}) cannot be assumed.` };
      Object.assign(ofAccess, { code: 1, said: JSON.stringify({ type: "diagnostic", diagnostic }) });
      const plans = join(ofAccess.home, "plans");
      const names = ["access-audit", "baseline-audit"];
      const planned = () => {
        const { status } = ofAccess.plan(...names, "--role", "access-org-reviewer", "--save", plans);
        return [status, ...readManifest(plans).stacks.map(({ outcome, waitsFor = [] }) => [outcome, ...waitsFor])];
      };
      expect(planned()).toEqual([2, ...names.map(() => ["waiting", "access-audit"])]);
      ofAccess.deploy();
      expect(planned()).toEqual([1, ["failed"], ["failed"]]);
    },
    TIMEOUT,
  );

  it(
    "leaves nothing behind that nobody can use",
    () => {
      const none = join(zone.home, "none");
      zone.code = 1;
      expect(zone.plan("--save", none).status).toBe(1);
      expect(readManifest(none).stacks.every(({ outcome }) => outcome === "failed")).toBe(true);
      expect(existsSync(join(none, "organization.tfplan"))).toBe(false);
      expect(zone.plan("--encrypt-with", "arn:x").stderr).toContain("name their folder by --save");
      expect(zone.plan("--save", none, "--encrypt-with", "alias/x").stderr).toContain("is no ARN of a KMS key");
    },
    TIMEOUT,
  );
});

it(
  "of 100 accounts in 17 regions, Terraform runs for the stacks alone that one changed alarm is in",
  async () => {
    const yaml = yamlOf(100, 17);
    const zone = new Zone("large", (home) => {
      const file = join(home, "landing-zone.yaml");
      writeFileSync(file, yaml);
      return file;
    });
    const saved = join(zone.home, "plans");
    expect(zone.plan("organization").planned).toEqual(["organization"]);
    zone.deploy();
    expect(zone.plan("--save", saved).planned).toHaveLength(zone.stacks.length);
    await zone.record(saved);
    writeFileSync(zone.file, `${yaml}\ndetection: { alarms: { rootLogin: { threshold: 3 } } }\n`);
    const { planned, stdout } = zone.plan();
    expect(planned).toEqual(["detection"]);
    expect(stdout).toContain(`${zone.stacks.length - 1} stacks were skipped`);
  },
  TIMEOUT,
);
