import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPlans } from "../../../cli/apply/open-plans";
import type { OpenOptions } from "../../../cli/apply/open-plans";
import { queue } from "../../../console/at-once";
import { maskedPlan } from "../../../review/masked-plan";
import type { PlanJson } from "../../../review/plan-json";
import type { MergedManifest, PlannedInFolder } from "../../../terraform/plan-manifest";
import { sha256Of } from "../../../terraform/synthesized";
import { plan, resource } from "../../review/plans";

const secret = (name: string): PlanJson =>
  plan([resource(`aws_x.${name}`, null, { name, password: "hunter2!" }, { after_sensitive: { password: true } })]);

const withRole = (value: string): PlanJson => ({ ...secret("a"), variables: { plan_role: { value } } });
const OF_LOG_BUCKET: PlanJson = plan(
  [resource("aws_s3_bucket_policy.a", { bucket: "a", policy: "{}" }, { bucket: "a", policy: "" })],
  { variables: { deployment_role: { value: "x" } } },
);
const ROLES = { deploys: "x", breakGlass: "glass" };
const appliedBy = (plan: PlanJson, value: string): PlanJson => ({ ...plan, variables: { deployment_role: { value } } });

describe("opening plans that were reviewed", () => {
  const root = mkdtempSync(join(tmpdir(), "landing-zone-open-plans-"));
  const terraform = join(root, "terraform");

  beforeAll(() => {
    // A plan is its JSON.
    writeFileSync(terraform, '#!/bin/sh\nfor last; do :; done\ncat "$last"\n', { mode: 0o755 });
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  /** @param change what happens to the folder after the manifest was written */
  const openWith = async (
    reviewed: PlanJson,
    change: (folder: string) => void = () => undefined,
    shows = true,
    outcome: "changes" | "noChanges" = "changes",
    said: Partial<PlannedInFolder> = {},
    binary = secret("a"),
  ) => {
    const folder = mkdtempSync(join(root, "plans-"));
    const workFolder = mkdtempSync(join(root, "work-"));
    mkdirSync(join(folder, "stacks", "audit"), { recursive: true });
    const write = (file: string, content: PlanJson) => {
      const text = JSON.stringify(content);
      writeFileSync(join(folder, file), text);
      return { file, sha256: sha256Of(text) };
    };
    const stack = {
      stack: "audit",
      account: "audit",
      dependsOn: [],
      outcome,
      synthesized: "",
      plan: write("audit.tfplan", binary),
      json: write("audit.json", maskedPlan(reviewed)),
      folder,
      ...said,
    } as const;
    change(folder);
    const merged = { common: {}, folders: [], stacks: [stack] } as unknown as MergedManifest;
    const { differences, plans } = await openPlans(merged, {
      shows,
      terraform,
      roles: ROLES,
      workFolder,
      outdir: folder,
      parallelism: 1,
      env: process.env,
      inTurn: queue(),
      interrupt: new AbortController().signal,
    });
    return { differences: differences.map((text) => text.replaceAll(`${folder}/`, "")), opened: plans.get("audit") };
  };

  it("opens what is the same, for this user alone, and counts what it would do", async () => {
    const { differences, opened } = await openWith(secret("a"));
    expect(differences).toEqual([]);
    expect(opened).toMatchObject({ counts: { add: 1, change: 0, destroy: 0 } });
    expect(readFileSync(opened?.file ?? "", "utf8")).toContain("hunter2!");
    expect(statSync(opened?.file ?? "").mode & 0o777).toBe(0o600);
  });

  it("refuses JSON that is not what the binary plan would do, though its hash is right", async () => {
    const { differences, opened } = await openWith(secret("b"));
    expect(differences).toEqual(["audit: audit.json, which was reviewed, is not what its binary plan would do"]);
    expect(opened).toBeUndefined();
  });

  it.each<[string, (folder: string) => void, string[]]>([
    [
      "a plan that was exchanged",
      (folder) => {
        writeFileSync(join(folder, "audit.tfplan"), JSON.stringify(secret("b")));
      },
      ["audit: audit.tfplan is not the file that was reviewed: its SHA-256 is another one"],
    ],
    [
      "files that are missing, both of them",
      (folder) => {
        rmSync(join(folder, "audit.tfplan"));
        rmSync(join(folder, "audit.json"));
      },
      ["audit: audit.tfplan is missing", "audit: audit.json is missing"],
    ],
  ])("refuses %s", async (_, change, differences) => {
    expect(await openWith(secret("a"), change)).toEqual({ differences, opened: undefined });
  });

  it.each(["changes", "noChanges"] as const)(
    "refuses a folder in place of a file, of a stack with %s",
    async (outcome) => {
      const inTheWay = (folder: string) => {
        rmSync(join(folder, "audit.json"));
        mkdirSync(join(folder, "audit.json"));
      };
      const { differences } = await openWith(secret("a"), inTheWay, true, outcome);
      expect(differences).toEqual(["audit: audit.json is missing"]);
    },
  );

  it.each(["changes", "noChanges"] as const)("refuses what cannot be read, of a stack with %s", async (outcome) => {
    const [inCircle, tooLarge] = [
      (file: string) => {
        rmSync(file);
        symlinkSync("audit.json", file);
      },
      (file: string) => {
        truncateSync(file, 3 * 1024 ** 3);
      },
    ].map((change) =>
      openWith(
        secret("a"),
        (folder) => {
          change(join(folder, "audit.json"));
        },
        true,
        outcome,
      ),
    );
    const at = "audit: audit.json cannot be read: ";
    expect((await inCircle)?.differences).toEqual([`${at}its symbolic links lead in a circle`]);
    expect((await tooLarge)?.differences).toEqual([`${at}it is too large`]);
  });

  it.each<[string, Partial<PlannedInFolder>, PlanJson, string | undefined]>([
    ["the role that it was planned with", { role: "reader" }, withRole("reader"), undefined],
    ["no role", {}, withRole("reader"), "its plan was made with the role reader, and the manifest says"],
    ["another role", { role: "reader" }, withRole(""), "its plan was made with the role that deploys, and"],
    ["that it needs break-glass", { needsBreakGlass: true }, OF_LOG_BUCKET, undefined],
    ["that it needs none", {}, OF_LOG_BUCKET, "its plan changes settings of log buckets, and the manifest says"],
    ["that others need it", { needsBreakGlass: true }, secret("a"), "does not change settings of log buckets"],
    ["nothing of who deploys", {}, appliedBy(secret("a"), "x"), undefined],
    ["nothing of another role", {}, appliedBy(secret("a"), "admin"), "by the role admin, and x is to apply it"],
    ["nothing of break-glass", {}, appliedBy(secret("a"), "glass"), "by the role glass, and x is to apply it"],
    ["that break-glass applies it", { needsBreakGlass: true }, appliedBy(OF_LOG_BUCKET, "glass"), undefined],
    [
      "that break-glass is needed, and another role applies it",
      { needsBreakGlass: true },
      appliedBy(OF_LOG_BUCKET, "admin"),
      "by the role admin, and x or glass is to apply it: plan again without TF_VAR_deployment_role",
    ],
  ])("takes from the plan what the manifest says of it: %s", async (_, said, binary, difference) => {
    const { differences, opened } = await openWith(binary, undefined, true, "changes", said, binary);
    expect(differences).toEqual(difference === undefined ? [] : [expect.stringContaining(difference)]);
    expect(opened === undefined).toBe(difference !== undefined);
  });

  it("compares hashes only where another Terraform could not read the plans", async () => {
    const { differences, opened } = await openWith(secret("b"), undefined, false);
    expect(differences).toEqual([]);
    expect(opened?.file).toBeUndefined();
  });
});

describe("plans that are not opened", () => {
  const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const CHANGE = {
    address: "aws_sns_topic.a",
    mode: "managed",
    type: "aws_sns_topic",
    change: { actions: ["create"] },
  };
  const PLAN = JSON.stringify({ format_version: "1.2", resource_changes: [CHANGE] });
  const ENCRYPTED = Buffer.from("encrypted");

  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "landing-zone-open-"));
    writeFileSync(join(folder, "alerting.tfplan.enc"), ENCRYPTED);
    writeFileSync(join(folder, "alerting.json"), PLAN);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function open(json = PLAN) {
    const stack = {
      stack: "alerting",
      account: "audit",
      dependsOn: [],
      outcome: "changes",
      synthesized: "0".repeat(64),
      folder,
      plan: { file: "alerting.tfplan.enc", sha256: sha256Of(ENCRYPTED) },
      json: { file: "alerting.json", sha256: sha256Of(Buffer.from(json)) },
    } as unknown as PlannedInFolder;
    const merged = { common: { encryptedUnder: KEY }, stacks: [stack] } as unknown as MergedManifest;
    // Neither Terraform nor KMS is there to be asked.
    const options = { parallelism: 1, shows: false, workFolder: folder } as unknown as OpenOptions;
    return openPlans(merged, options);
  }

  it("are counted by what people have read, and asked for by nobody", async () => {
    const { differences, plans } = await open();
    expect(differences).toEqual([]);
    expect([...plans]).toEqual([["alerting", { counts: expect.objectContaining({ add: 1, destroy: 0 }) as object }]]);
  });

  it("are compared by their hashes all the same", async () => {
    const { differences, plans } = await open("{}");
    expect(differences).toEqual([
      expect.stringMatching(/^alerting: .*alerting\.json is not the file that was reviewed/),
    ]);
    expect([...plans]).toEqual([]);
  });
});
