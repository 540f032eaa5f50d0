// examples/ci/scripts as jobs run them, against a GitHub and a GitLab of our own.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { buildSync } from "esbuild";
import { synthesize } from "../../../stacks/synthesize";
import { exampleLandingZone } from "../../support/landing-zones";
import { fakeForge } from "./fake-forge";

const SCRIPTS = resolve("examples/ci/scripts");
const COMMIT = "a".repeat(40);
const HEAD = "b".repeat(40);
const RUN_URL = "https://ci.example/runs/1";
const MARKER = "<!-- landing-zone review -->";
const ENV = { CI_RETRY_MILLISECONDS: "1", COMMIT, RUN_URL };

type Env = Readonly<Record<string, string>>;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "landing-zone-ci-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bundles = new Map<string, string>();

function bundleOf(name: string): string {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const options = { bundle: true, platform: "node", target: "node20", format: "cjs", write: false } as const;
  const text = buildSync({ ...options, entryPoints: [join(SCRIPTS, name)] }).outputFiles[0]?.text ?? "";
  bundles.set(name, text);
  return text;
}

/** Runs a script in this process, as each of its own takes longer than all that it does. */
async function script(name: string, args: readonly string[], env: Env = {}): Promise<Outcome> {
  const out = { stdout: "", stderr: "" };
  const print = (stream: keyof typeof out) => (text: string) => (out[stream] += `${text}\n`);
  const given = {
    exports: {} as { readonly done?: Promise<void> },
    process: { argv: ["node", name, ...args], env: { ...ENV, ...env }, exitCode: 0 },
    console: { log: print("stdout"), error: print("stderr") },
  };
  const run = compileFunction(bundleOf(name), ["module", "exports", "require", "process", "console"]) as (
    ...values: readonly unknown[]
  ) => void;
  run(given, given.exports, require, given.process, given.console);
  await given.exports.done;
  return { status: given.process.exitCode, ...out };
}

/** The same in a process of its own. */
function spawned(name: string, args: readonly string[], env: Env): Promise<Outcome> {
  const child = spawn(process.execPath, [join(SCRIPTS, name), ...args], {
    env: { PATH: process.env.PATH, ...ENV, ...env },
  });
  const out = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (out.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (out.stderr += chunk.toString()));
  return new Promise((done) =>
    child.on("close", (status) => {
      done({ status, ...out });
    }),
  );
}

const kinds = [{ kind: "github" as const }, { kind: "gitlab" as const }];

describe.each(kinds)("on $kind", ({ kind }) => {
  const { bot, endpoint, forge } = fakeForge(kind);
  const env = (): Record<string, string> =>
    kind === "github"
      ? { GITHUB_API_URL: endpoint(), GITHUB_REPOSITORY: "example-org/landing-zone", GITHUB_TOKEN: "secret" }
      : { GITLAB_CI: "true", CI_API_V4_URL: endpoint(), CI_PROJECT_ID: "7", GITLAB_TOKEN: "secret" };
  const others = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: index + 1, body: `comment ${index}`, author: "somebody" }));

  describe("sticky-comment.mjs", () => {
    const comment = (file: string, more: Record<string, string> = {}) =>
      script("sticky-comment.mjs", [file], { ...env(), PULL_REQUEST: "12", ...more });

    it("makes one comment, and updates it in place", async () => {
      const file = write("comment.md", `${MARKER}\n# 1 to change\n`);
      expect(await comment(file)).toMatchObject({ status: 0, stdout: "comment made\n" });
      expect(forge.notes).toEqual([
        {
          id: 1,
          author: bot,
          body: `${MARKER}\n# 1 to change\n\n<sub>Of ${"a".repeat(12)}: [the run](${RUN_URL}) has the whole report.</sub>\n`,
        },
      ]);
      expect(await comment(file)).toMatchObject({ stdout: "comment left as it was\n" });

      write("comment.md", `${MARKER}\n# 2 to change\n`);
      expect(await comment(file)).toMatchObject({ stdout: "comment updated\n" });
      expect(forge.notes.map(({ body, id }) => [id, body.includes("# 2 to change")])).toEqual([[1, true]]);
      expect([...forge.tokens]).toEqual([kind === "github" ? "Bearer secret" : "secret"]);
    });

    it("is a program", async () => {
      const file = write("comment.md", `${MARKER}\nnew`);
      const surroundings = { ...env(), PULL_REQUEST: "12" };
      const made = { status: 0, stdout: "comment made\n", stderr: "" };
      expect(await spawned("sticky-comment.mjs", [file], surroundings)).toEqual(made);
      const { status, stderr } = await spawned("sticky-comment.mjs", [], surroundings);
      expect([status, stderr]).toEqual([1, "name the file of the report: node sticky-comment.mjs FILE\n"]);
    });

    it("does not take what somebody else wrote with its marker", async () => {
      forge.notes = [{ id: 1, body: `${MARKER}\nall is well`, author: "somebody" }];
      await comment(write("comment.md", `${MARKER}\nnew`));
      expect(forge.notes.map(({ author, id }) => [id, author])).toEqual([
        [1, "somebody"],
        [2, bot],
      ]);
      expect(forge.notes[0]?.body).toBe(`${MARKER}\nall is well`);
    });

    it("keeps a comment for each marker", async () => {
      forge.notes = [{ id: 1, body: `${MARKER}\nof another`, author: bot }];
      await comment(write("comment.md", `${MARKER}\nnew`), { MARKER: "<!-- landing-zone review: two -->" });
      expect(forge.notes.map(({ body }) => body.split("\n")[0])).toEqual([MARKER, "<!-- landing-zone review: two -->"]);
    });

    it("finds its comment behind a thousand", async () => {
      forge.notes = [...others(1000), { id: 1001, body: `${MARKER}\nold`, author: bot }];
      expect(await comment(write("comment.md", `${MARKER}\nnew`))).toMatchObject({ stdout: "comment updated\n" });
      expect(forge.notes).toHaveLength(1001);
      expect(forge.asked.filter((asked) => asked.startsWith("GET") && !asked.includes("/user"))).toHaveLength(11);
    });

    it("does not make a second one after a list that ends at a whole page", async () => {
      forge.notes = others(100);
      await comment(write("comment.md", `${MARKER}\nnew`));
      expect(forge.notes).toHaveLength(101);
    });

    it.each([500, 502, 503, 429])("tries again after %d", async (status) => {
      forge.failures = [{ status }, { status }];
      const outcome = await comment(write("comment.md", `${MARKER}\nnew`));
      expect(outcome.status).toBe(0);
      expect(outcome.stderr).toContain(`${status} `);
      expect(forge.notes).toHaveLength(1);
    });

    it("finds what it made where the answer was lost", async () => {
      forge.failOnce = { at: "POST", status: 502, done: true };
      const outcome = await comment(write("comment.md", `${MARKER}\nnew`));
      expect(outcome).toMatchObject({ status: 0, stdout: "comment left as it was\n" });
      expect(forge.notes).toHaveLength(1);
    });

    it("gives up after some time, and says why", async () => {
      forge.failures = Array.from({ length: 20 }, () => ({ status: 503 }));
      const { status, stderr } = await comment(write("comment.md", `${MARKER}\nnew`));
      expect(status).toBe(1);
      expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^GET \/.*: 503 \{"message":"Server Error"\}$/);
      expect(forge.asked).toHaveLength(5);
    });

    it("does not try again what is refused", async () => {
      forge.failures = [{ status: 403 }];
      expect((await comment(write("comment.md", `${MARKER}\nnew`))).status).toBe(1);
      expect(forge.asked).toHaveLength(1);
    });

    it("waits as long as it is told", async () => {
      forge.failures = [{ status: 403, headers: { "retry-after": "0" } }];
      expect((await comment(write("comment.md", `${MARKER}\nnew`))).status).toBe(0);
    });

    it("gives its token to nobody that a page points to", async () => {
      const elsewhere = createServer();
      const asked: unknown[] = [];
      elsewhere.on("request", ({ headers }, response) => {
        asked.push(headers);
        response.end("[]");
      });
      await new Promise<void>((listening) => elsewhere.listen(0, "127.0.0.1", listening));
      const { port } = elsewhere.address() as AddressInfo;
      const comments = kind === "github" ? "GET /repos/" : "GET /projects/";
      const headers = { link: `<http://127.0.0.1:${port}/next>; rel="next"` };
      forge.failOnce = { at: comments, status: 200, body: "[]", headers };
      const { status, stderr } = await comment(write("comment.md", `${MARKER}\nnew`));
      elsewhere.close();
      expect(asked).toEqual([]);
      expect([status, stderr]).toEqual([1, `GET http://127.0.0.1:${port}/next: not at ${endpoint()}\n`]);
    });

    it("writes as much as a comment holds, and names the run where the report is longer", async () => {
      const limit = kind === "github" ? 65_536 : 1_000_000;
      const footer = `\n\n<sub>Of ${"a".repeat(12)}: [the run](${RUN_URL}) has the whole report.</sub>\n`;
      const fits = `${MARKER}\n`.padEnd(limit - footer.length, "x");
      await comment(write("comment.md", fits));
      expect(forge.notes[0]?.body).toHaveLength(limit);

      const { status, stderr } = await comment(write("comment.md", `${fits}x`));
      expect([status, stderr]).toEqual([0, expect.stringContaining(`${limit + 1} characters`)]);
      expect(forge.notes).toHaveLength(1);
      expect(forge.notes[0]?.body).toBe(
        `${MARKER}\n**The report of ${"a".repeat(12)} is longer than a comment**: it is in the summary of [the run](${RUN_URL}).\n`,
      );
    });

    it("leaves no report of an older commit where there is none of this one", async () => {
      await comment(write("comment.md", `${MARKER}\nold`));
      expect(await comment(join(folder, "none.md"))).toMatchObject({ status: 0, stdout: "comment updated\n" });
      expect(forge.notes[0]?.body).toContain(`There is no report of ${"a".repeat(12)}`);
      expect(forge.notes[0]?.body).not.toContain("old");
    });

    it("refuses a number that is none", async () => {
      const { status, stderr } = await comment(write("comment.md", "x"), { PULL_REQUEST: "1/../../2" });
      expect([status, stderr]).toEqual([1, "PULL_REQUEST is not a number\n"]);
      expect(forge.asked).toEqual([]);
    });

    it("names a variable that is not set", async () => {
      const { status, stderr } = await script("sticky-comment.mjs", ["x"], { ...env() });
      expect([status, stderr]).toEqual([1, "the variable PULL_REQUEST is not set: the workflow sets it\n"]);
    });
  });

  describe("drift-issues.mjs", () => {
    const issues = (more: Record<string, string> = {}) => script("drift-issues.mjs", [folder], { ...env(), ...more });
    /** `drifted` has no changes, and a plan all the same. */
    const manifest = (job: number, stacks: Readonly<Record<string, string>>) => {
      const entries = Object.entries(stacks).map(([stack, said]) => {
        const outcome = said === "drifted" ? "noChanges" : said;
        return {
          stack,
          outcome,
          ...(["changes", "drifted"].includes(said) ? { json: { file: `${stack}.json` } } : {}),
        };
      });
      return write(`drift-${job}/manifest.json`, JSON.stringify({ stacks: entries }));
    };
    const report = (job: number, stack: string, outputs: string, text = "report") => {
      write(`drift-${job}/reports/${stack}.outputs`, outputs);
      write(`drift-${job}/reports/${stack}.md`, text);
    };
    const open = () => forge.issues.filter((issue) => issue.open).map(({ title }) => title);

    it("opens one for each stack that drifts, updates it in place, and closes it when it is gone", async () => {
      manifest(1, { organization: "noChanges", detection: "changes" });
      manifest(2, { "baseline-audit": "drifted", alerting: "noChanges" });
      report(1, "detection", "has_drift=false\nhas_changes=true\n", "not applied");
      report(2, "baseline-audit", "has_drift=true\nhas_changes=false\n", "changed by hand");
      expect(await issues()).toMatchObject({ status: 0, stdout: "2 opened, 0 updated, 0 closed, 0 unknown\n" });
      expect(open()).toEqual(["Drift: detection", "Drift: baseline-audit"]);
      expect(forge.issues.map(({ labels }) => labels)).toEqual([["landing-zone-drift"], ["landing-zone-drift"]]);
      expect(forge.issues[1]?.body).toBe(
        `<!-- landing-zone drift: baseline-audit -->\nLast seen in [this run](${RUN_URL}). It is closed when it is gone.\n\nchanged by hand\n`,
      );

      report(2, "baseline-audit", "has_drift=true\nhas_changes=false\n", "changed again");
      expect(await issues()).toMatchObject({ stdout: "0 opened, 2 updated, 0 closed, 0 unknown\n" });
      expect(forge.issues).toHaveLength(2);
      expect(forge.issues[1]?.body).toContain("changed again");

      manifest(1, { organization: "noChanges", detection: "noChanges" });
      rmSync(join(folder, "drift-1/reports"), { recursive: true });
      expect(await issues()).toMatchObject({ stdout: "0 opened, 1 updated, 1 closed, 0 unknown\n" });
      expect(open()).toEqual(["Drift: baseline-audit"]);
      expect(forge.issues[0]?.comments).toEqual([`It does not drift any more: [the run](${RUN_URL}).`]);
    });

    it.each(["failed", "waiting", "skipped", "of tomorrow"])(
      "leaves alone what it knows nothing of: %s",
      async (outcome) => {
        manifest(1, { detection: "changes", alerting: "changes" });
        report(1, "detection", "has_changes=true\n");
        report(1, "alerting", "has_changes=true\n");
        await issues();
        manifest(1, { detection: outcome, alerting: "changes" });
        rmSync(join(folder, "drift-1/reports/alerting.md"));
        expect(await issues()).toMatchObject({ status: 0, stdout: "0 opened, 0 updated, 0 closed, 2 unknown\n" });
        expect(open()).toEqual(["Drift: detection", "Drift: alerting"]);
      },
    );

    it("leaves alone what has drifted, and was not reviewed", async () => {
      manifest(1, { detection: "drifted" });
      report(1, "detection", "has_drift=true\n");
      await issues();
      rmSync(join(folder, "drift-1/reports"), { recursive: true });
      expect(await issues()).toMatchObject({ status: 0, stdout: "0 opened, 0 updated, 0 closed, 1 unknown\n" });
      expect(open()).toEqual(["Drift: detection"]);
    });

    it("closes those of stacks that are gone, where all stacks were looked at", async () => {
      manifest(1, { detection: "changes", alerting: "noChanges" });
      report(1, "detection", "has_changes=true\n");
      await issues();
      manifest(1, { alerting: "noChanges" });
      await issues({ COMPLETE: "false" });
      expect(open()).toEqual(["Drift: detection"]);
      expect(await issues({ COMPLETE: "true" })).toMatchObject({
        stdout: "0 opened, 0 updated, 1 closed, 0 unknown\n",
      });
      expect(open()).toEqual([]);
    });

    it("takes neither issues of others nor those without its label", async () => {
      const body = "<!-- landing-zone drift: detection -->\nhello";
      const issue = { title: "mine", body, labels: ["landing-zone-drift"], open: true, comments: [] };
      forge.issues = [
        { ...issue, number: 1, author: "somebody" },
        { ...issue, number: 2, author: bot, labels: ["other"] },
        // GitHub lists these as issues, too.
        ...(kind === "github" ? [{ ...issue, number: 3, author: bot, isPullRequest: true }] : []),
      ];
      manifest(1, { detection: "changes" });
      report(1, "detection", "has_changes=true\n");
      expect(await issues({ COMPLETE: "true" })).toMatchObject({
        stdout: "1 opened, 0 updated, 0 closed, 0 unknown\n",
      });
      const [made, ...others] = [...forge.issues].reverse();
      expect(made).toMatchObject({ title: "Drift: detection", author: bot });
      expect(others.map((one) => [one.open, one.body])).toEqual(others.map(() => [true, body]));
      expect(others).toHaveLength(kind === "github" ? 3 : 2);
    });

    it("opens one only where the answer was lost", async () => {
      manifest(1, { detection: "changes" });
      report(1, "detection", "has_changes=true\n");
      forge.failOnce = { at: "POST", status: 500, done: true };
      const outcome = await issues();
      expect([outcome.status, forge.issues.length]).toEqual([0, 1]);
    });

    it("refuses a folder without reports, and names that are none", async () => {
      expect(await issues()).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("no stack was looked at") as string,
      });
      manifest(1, { "../../secret": "changes" });
      expect(await issues()).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("is no name of a stack") as string,
      });
      expect(forge.asked).toEqual([]);
    });
  });
});

describe("find-plan.mjs on GitHub", () => {
  const { endpoint, forge } = fakeForge("github");
  const of = "/repos/example-org/landing-zone";
  const runs = `${of}/actions/workflows/plan.yml/runs`;
  const repository = { full_name: "example-org/landing-zone" };
  const pull = {
    number: 12,
    merge_commit_sha: COMMIT,
    created_at: "2026-11-30T09:00:00Z",
    closed_at: "2026-11-30T12:00:00Z",
    merged_at: "2026-11-30T12:00:00Z",
    base: { ref: "main" },
    head: { ref: "topic", sha: HEAD, repo: repository },
  };
  const ofPull = {
    id: 5,
    event: "pull_request",
    conclusion: "success",
    head_sha: HEAD,
    head_branch: "topic",
    head_repository: repository,
    created_at: "2026-11-30T10:00:00Z",
  };
  const other = {
    ...pull,
    number: 13,
    base: { ref: "other" },
    head: { ...pull.head, sha: "c".repeat(40) },
    created_at: "2026-11-30T09:30:00Z",
    closed_at: "2026-11-30T10:30:00Z",
  };
  const turned = (event: string, at: string) => ({ event, created_at: `2026-11-30T${at}:00Z` });
  interface Given {
    readonly artifacts?: unknown[];
    readonly events?: unknown[];
    readonly pulls?: unknown[];
    readonly runs?: readonly { readonly id: number }[];
    readonly twins?: unknown[];
  }
  const find = (given: Given) => {
    forge.lists.set(`${of}/issues/12/events`, given.events ?? [turned("labeled", "11:00")]);
    for (const { id } of given.runs ?? [ofPull]) {
      const artifacts = given.artifacts ?? [{ name: "plan-1", expired: false }];
      forge.lists.set(`${of}/actions/runs/${id}/artifacts`, { artifacts });
    }
    forge.lists.set(`${of}/commits/${COMMIT}/pulls`, given.pulls ?? [pull]);
    forge.lists.set(`${of}/pulls`, given.twins ?? [pull]);
    forge.lists.set(runs, { workflow_runs: given.runs ?? [ofPull] });
    return script("find-plan.mjs", [], {
      GITHUB_API_URL: endpoint(),
      GITHUB_REPOSITORY: repository.full_name,
      GITHUB_TOKEN: "secret",
      BRANCH: "main",
      WORKFLOW: "plan.yml",
    });
  };

  it("finds the newest run of the head of what was merged", async () => {
    expect(await find({ runs: [ofPull, { ...ofPull, id: 9 }, { ...ofPull, id: 7 }] })).toEqual({
      status: 0,
      stdout: "run=9\n",
      stderr: "",
    });
  });

  it("takes one that was made after its base was changed, and others of its branch were closed", async () => {
    const closed = { ...other, closed_at: "2026-11-30T09:50:00Z" };
    const later = { ...other, created_at: "2026-11-30T11:00:00Z", closed_at: null };
    const given = { events: [turned("base_ref_changed", "09:59")], twins: [pull, closed, later] };
    expect((await find(given)).stdout).toBe("run=5\n");
  });

  it("takes a plan that was made by hand of the very commit", async () => {
    const byHand = { ...ofPull, id: 3, event: "workflow_dispatch", head_sha: COMMIT, head_branch: "main" };
    expect((await find({ runs: [ofPull, byHand] })).stdout).toBe("run=3\n");
    expect((await find({ runs: [ofPull, { ...byHand, head_branch: "topic" }] })).stdout).toBe("run=5\n");
  });

  it.each([
    ["of a run that failed", { runs: [{ ...ofPull, conclusion: "failure" }] }, "no run of plan.yml"],
    ["of another commit", { runs: [{ ...ofPull, head_sha: "c".repeat(40) }] }, "no run of plan.yml"],
    ["of another event", { runs: [{ ...ofPull, event: "push" }] }, "no run of plan.yml"],
    ["of another branch", { runs: [{ ...ofPull, head_branch: "evil" }] }, "no run of plan.yml"],
    ["of a fork", { runs: [{ ...ofPull, head_repository: { full_name: "evil/landing-zone" } }] }, "no run of plan.yml"],
    ["without a pull request", { pulls: [] }, "no pull request was merged as"],
    ["of one that is open", { pulls: [{ ...pull, merged_at: null }] }, "no pull request was merged as"],
    [
      "of one that was merged before",
      { pulls: [{ ...pull, merge_commit_sha: HEAD }] },
      "no pull request was merged as",
    ],
    ["of one into another branch", { pulls: [{ ...pull, base: { ref: "old" } }] }, "no pull request was merged as"],
    ["of a fork's", { pulls: [{ ...pull, head: { ...pull.head, repo: { full_name: "x/y" } } }] }, "is of a fork"],
    ["of a fork that is gone", { pulls: [{ ...pull, head: { ...pull.head, repo: null } }] }, "is of a fork"],
    ["of another base, before", { events: [turned("base_ref_changed", "10:00")] }, "made for main"],
    ["of a base that is gone", { events: [turned("automatic_base_change_succeeded", "11:00")] }, "made for main"],
    ["made while another had its branch", { twins: [pull, other] }, "while no other pull request"],
    ["made while another has it", { twins: [{ ...other, closed_at: null }] }, "while no other pull request"],
    ["that is gone", { artifacts: [{ name: "plan-1", expired: true }] }, "has no artifacts any more"],
    ["of which all was skipped", { artifacts: [{ name: "diff", expired: false }] }, "has no artifacts any more"],
    ["of one of two with a head", { twins: [pull, { ...pull, number: 13 }] }, "#12 and #13 have one head"],
  ])("refuses a plan %s", async (_what, given, why) => {
    const { status, stderr, stdout } = await find(given);
    expect([status, stdout, stderr]).toEqual([1, "", expect.stringContaining(why)]);
  });

  it("refuses what is no commit", async () => {
    expect(await script("find-plan.mjs", [], { COMMIT: "main", BRANCH: "main", WORKFLOW: "x" })).toMatchObject({
      status: 1,
      stderr: "COMMIT is not the name of a commit\n",
    });
  });
});

describe("find-plan.mjs on GitLab", () => {
  const { endpoint, forge } = fakeForge("gitlab");
  const request = {
    iid: 12,
    state: "merged",
    target_branch: "main",
    source_project_id: 7,
    sha: HEAD,
    merge_commit_sha: COMMIT,
    squash_commit_sha: null,
  };
  const pipeline = { id: 50, sha: HEAD, status: "success", source: "merge_request_event" };
  const find = (given: { readonly requests?: unknown[]; readonly pipelines?: unknown[] }) => {
    forge.lists.set(`/projects/7/repository/commits/${COMMIT}/merge_requests`, given.requests ?? [request]);
    forge.lists.set("/projects/7/merge_requests/12/pipelines", given.pipelines ?? [pipeline]);
    forge.lists.set("/projects/7/pipelines/50/jobs", [
      { id: 1, name: "plan 1/2", artifacts_file: {} },
      { id: 2, name: "plan 2/2" },
      { id: 3, name: "review", artifacts_file: {} },
      { id: 4, name: "planning", artifacts_file: {} },
    ]);
    return script("find-plan.mjs", [], {
      GITLAB_CI: "true",
      CI_API_V4_URL: endpoint(),
      CI_PROJECT_ID: "7",
      GITLAB_TOKEN: "secret",
      BRANCH: "main",
      WORKFLOW: "plan",
    });
  };

  it("finds the jobs of the newest pipeline that have artifacts", async () => {
    expect((await find({ pipelines: [pipeline, { ...pipeline, id: 40 }] })).stdout).toBe("1\n");
  });

  it.each([
    ["of a fork", { requests: [{ ...request, source_project_id: 8 }] }],
    ["of one that is open", { requests: [{ ...request, state: "opened" }] }],
    ["of one that was merged as another commit", { requests: [{ ...request, merge_commit_sha: "c".repeat(40) }] }],
    ["of another branch", { requests: [{ ...request, target_branch: "old" }] }],
    ["of another commit", { pipelines: [{ ...pipeline, sha: COMMIT }] }],
    ["of a pipeline that failed", { pipelines: [{ ...pipeline, status: "failed" }] }],
    ["of another source", { pipelines: [{ ...pipeline, source: "push" }] }],
  ])("refuses a plan %s", async (_what, given) => {
    const { status, stdout } = await find(given);
    expect([status, stdout]).toEqual([1, ""]);
  });
});

describe("stack-groups.mjs", () => {
  const stacks = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ stack: `baseline-${index}`, resources: (index * 37) % 400 }));
  const groupsOf = async (count: number, jobs: number) => {
    const file = write("synth.json", JSON.stringify({ stacks: stacks(count) }));
    const { stdout } = await script("stack-groups.mjs", [file, "--jobs", String(jobs)]);
    return JSON.parse(stdout) as { readonly job: number; readonly stacks: string }[];
  };
  const named = (groups: readonly { readonly stacks: string }[]) => groups.flatMap((group) => group.stacks.split(" "));

  it.each([
    [1, 20, 1],
    [20, 20, 20],
    [117, 20, 20],
    [1000, 256, 256],
  ])("puts each of %d stacks into one of at most %d jobs", async (count, jobs, expected) => {
    const groups = await groupsOf(count, jobs);
    expect(groups.map(({ job }) => job)).toEqual(Array.from({ length: expected }, (_, index) => index + 1));
    expect(named(groups).sort()).toEqual(
      stacks(count)
        .map(({ stack }) => stack)
        .sort(),
    );
  });

  it("gives each job about as much", async () => {
    const sizes = new Map(stacks(117).map(({ resources, stack }) => [stack, resources]));
    const sums = (await groupsOf(117, 10)).map((group) =>
      named([group]).reduce((sum, stack) => sum + (sizes.get(stack) ?? 0), 0),
    );
    expect(Math.max(...sums)).toBeLessThan(1.1 * Math.min(...sums));
  });

  it("gives a job of GitLab the same share", async () => {
    const groups = await groupsOf(30, 7);
    const file = write("synth.json", JSON.stringify({ stacks: stacks(30) }));
    const { stdout } = await script("stack-groups.mjs", [file, "--job", "3", "--of", "7"]);
    expect(stdout).toBe(`${groups[2]?.stacks}\n`);
    const few = write("few.json", JSON.stringify({ stacks: stacks(2) }));
    expect((await script("stack-groups.mjs", [few, "--job", "3", "--of", "7"])).stdout).toBe("\n");
  });

  it("reads what landing-zone synth prints", async () => {
    const written = synthesize(exampleLandingZone(), join(folder, "out"));
    const file = write("synth.json", JSON.stringify({ stacks: written }));
    const { stdout } = await script("stack-groups.mjs", [file, "--jobs", "256"]);
    expect(named(JSON.parse(stdout) as []).sort()).toEqual(written.map(({ stack }) => stack).sort());
  });

  it.each([
    [["--jobs", "257"], "--jobs or --of: 257 is no whole number from 1 to 256"],
    [["--jobs", "0"], "--jobs or --of: 0 is no whole number from 1 to 256"],
    [[], "--jobs or --of: nothing is no whole number from 1 to 256"],
    [["--job", "8", "--of", "7"], "--job: 8 is no whole number from 1 to 7"],
  ])("refuses %j", async (args, why) => {
    const file = write("synth.json", JSON.stringify({ stacks: stacks(3) }));
    expect(await script("stack-groups.mjs", [file, ...args])).toEqual({ status: 1, stdout: "", stderr: `${why}\n` });
  });

  it("refuses a name that a shell would read otherwise", async () => {
    const file = write("synth.json", JSON.stringify({ stacks: [{ stack: "a b", resources: 1 }] }));
    expect(await script("stack-groups.mjs", [file, "--jobs", "2"])).toMatchObject({ status: 1, stdout: "" });
  });
});
