// examples/ci/gitlab: what the pipeline runs for whom, and what leaves its jobs.
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { refusedIn, trustingIn } from "./command-lines";
import { lacking, notBash, scriptsIn, strangersIn } from "./shell";

interface Rule {
  readonly if: string;
  readonly when?: string;
}

interface Job {
  readonly stage?: string;
  readonly extends?: string;
  readonly needs?: readonly string[];
  readonly rules?: readonly Rule[];
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string; readonly deployment_tier?: string };
  readonly resource_group?: string;
  readonly interruptible?: boolean;
  readonly parallel?: number;
  readonly id_tokens?: object;
  readonly artifacts?: {
    readonly access?: string;
    readonly expire_in?: string;
    readonly paths?: readonly string[];
    readonly when?: string;
  };
}

interface Pipeline {
  readonly stages: readonly string[];
  readonly rules: readonly Rule[];
  readonly variables: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const KEYWORDS = ["stages", "workflow", "variables", "default"];
const text = readFileSync("examples/ci/gitlab/.gitlab-ci.yml", "utf8");

/** The pipeline as GitLab reads it, each job with what it extends. */
function pipelineOf(source: string): Pipeline {
  const all = parse(source) as Record<string, unknown>;
  const { stages, variables, workflow } = all as unknown as Pipeline & {
    readonly workflow: { readonly rules: Rule[] };
  };
  const jobs = Object.fromEntries(Object.entries(all).filter(([name]) => !KEYWORDS.includes(name))) as Record<
    string,
    Job
  >;
  const extended = (job: Job): Job => {
    const base = job.extends === undefined ? undefined : jobs[job.extends];
    if (base === undefined) return job;
    const below = extended(base);
    return { ...below, ...job, variables: { ...below.variables, ...job.variables } };
  };
  const visible = Object.entries(jobs).filter(([name]) => !name.startsWith("."));
  return {
    stages,
    variables,
    rules: workflow.rules,
    jobs: Object.fromEntries(visible.map(([name, job]) => [name, extended(job)])),
  };
}

type Variables = Readonly<Record<string, string>>;

/** Whether a condition holds, of the kinds that are here: `$A`, `$A == $B`, `$A == "text"`, `$A =~ /expression/` and `&&`. */
function holds(condition: string, variables: Variables): boolean {
  return condition.split("&&").every((part) => {
    const [, name = "", operator, operand = ""] = /^\s*\$(\w+)\s*(?:(==|!=|=~)\s*(.+?))?\s*$/.exec(part) ?? [];
    if (name === "") throw new Error(`not read: ${part}`);
    const value = variables[name];
    if (operator === undefined) return value !== undefined && value !== "";
    if (operator === "=~") return new RegExp(operand.slice(1, -1)).test(value ?? "");
    const other = operand.startsWith("$") ? variables[operand.slice(1)] : operand.slice(1, -1);
    return (value === other) === (operator === "==");
  });
}

/** Jobs that are in the pipeline of an event; those that somebody has to start with `?`. */
function jobsFor({ jobs, rules }: Pipeline, variables: Variables): string[] {
  if (!rules.some((rule) => holds(rule.if, variables))) return [];
  return Object.entries(jobs).flatMap(([name, job]) => {
    const rule = job.rules?.find((one) => holds(one.if, variables));
    return rule === undefined ? [] : [rule.when === "manual" ? `${name}?` : name];
  });
}

const OURS = { CI_PROJECT_ID: "7", CI_DEFAULT_BRANCH: "main", LANDING_ZONE_PLAN_ROLE: "arn" };
const ofBranch = (source: string, branch = "main") => ({
  ...OURS,
  CI_PIPELINE_SOURCE: source,
  CI_COMMIT_BRANCH: branch,
});
const ofRequest = (from: string) => ({
  ...OURS,
  CI_PIPELINE_SOURCE: "merge_request_event",
  CI_MERGE_REQUEST_PROJECT_ID: "7",
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: from,
});
/** In the project of the fork, and in this one where a member runs it there. */
const FORKS = [{ ...ofRequest("8"), CI_PROJECT_ID: "8", LANDING_ZONE_PLAN_ROLE: "" }, ofRequest("8")];

const LEAVING = [
  "plans/",
  "plans/*/*.json",
  "plans/*/*.tfplan.enc",
  "report/",
  "shown/",
  "drift/*/manifest.json",
  "drift/*/reports/",
];
/** Variables of GitLab that nobody can put a text of theirs into. */
const HARMLESS =
  /^CI_(API_V4_URL|COMMIT_SHA|DEFAULT_BRANCH|JOB_ID|MERGE_REQUEST_(DIFF_BASE_SHA|IID)|NODE_INDEX|NODE_TOTAL|PIPELINE_URL|PROJECT_ID)$/;

const scriptOf = ({ before_script: before = [], script = [] }: Job) => [...before, ...script];
const entries = (pipeline: Pipeline) => Object.entries(pipeline.jobs);
const jobsThat = (pipeline: Pipeline, isWrong: (job: Job, name: string) => boolean) =>
  entries(pipeline)
    .filter(([name, job]) => isWrong(job, name))
    .map(([name]) => name);

const PROPERTIES: Readonly<Record<string, (pipeline: Pipeline) => string[]>> = {
  "jobs have rules, stages and needs that there are, in their order": ({ jobs, stages }) =>
    Object.entries(jobs)
      .filter(([, { needs = [], rules = [], stage = "" }]) => {
        const areBefore = needs.every((need) => stages.indexOf(jobs[need]?.stage ?? "none") <= stages.indexOf(stage));
        return rules.length === 0 || !stages.includes(stage) || !areBefore || !needs.every((need) => need in jobs);
      })
      .map(([name]) => name),
  "needs are in the same pipelines": (pipeline) =>
    [ofBranch("push"), ofBranch("web"), ofBranch("schedule"), ofRequest("7"), ...FORKS].flatMap((event) => {
      const there = jobsFor(pipeline, event).map((name) => name.replace("?", ""));
      return there.filter((name) => pipeline.jobs[name]?.needs?.some((need) => !there.includes(need)));
    }),
  "forks get neither tokens nor variables of this project": (pipeline) =>
    FORKS.flatMap((event) => jobsFor(pipeline, event)).filter((name) => {
      const job = pipeline.jobs[name.replace("?", "")];
      return job?.id_tokens !== undefined || /LANDING_ZONE_|GITLAB_TOKEN|ci\//.test(JSON.stringify(job));
    }),
  "only masked and encrypted plans and reports leave, for some days, and not to guests": (pipeline) =>
    jobsThat(pipeline, ({ artifacts }, name) => {
      if (artifacts === undefined) return false;
      const isShort = ["3 days", "1 week"].includes(artifacts.expire_in ?? "");
      const isShared = artifacts.access !== "developer" && name !== "diff";
      return !isShort || isShared || artifacts.paths?.every((path) => LEAVING.includes(path)) !== true;
    }),
  "the apply role is for jobs of the environment that somebody starts, one at a time, and that nothing interrupts": (
    pipeline,
  ) =>
    jobsThat(pipeline, (job) => {
      const applies = job.variables?.AWS_ROLE_ARN === "$LANDING_ZONE_APPLY_ROLE";
      const isConfirmed = scriptOf(job).join("\n").includes("--confirm");
      const isGuarded =
        job.environment?.name === "landing-zone" &&
        job.environment.deployment_tier === "production" &&
        job.resource_group === "landing-zone" &&
        job.interruptible === false &&
        job.rules?.every(({ when }) => when === "manual") === true;
      return applies !== isConfirmed || applies !== isGuarded;
    }),
  "what is applied was shown before, by the job that it waits for": (pipeline) =>
    jobsThat(pipeline, (job) => {
      const script = scriptOf(job).join("\n");
      if (!script.includes("--confirm")) return false;
      const list = "find plans -name manifest.json | sort | xargs sha256sum";
      const isShown = (job.needs ?? []).some((need) => {
        const { artifacts, script: before = [] } = pipeline.jobs[need] ?? {};
        const lists = before.join("\n").indexOf(`${list} > shown/manifests.txt`);
        return (
          artifacts?.paths?.includes("shown/") === true &&
          lists >= 0 &&
          lists < before.join("\n").indexOf("apply plans")
        );
      });
      const compares = script.indexOf(`"$(${list})" != "$(cat shown/manifests.txt)"`);
      return !isShown || compares < 0 || compares > script.indexOf("--confirm");
    }),
  "nothing on the way to an apply is interrupted": (pipeline) =>
    jobsFor(pipeline, ofBranch("push")).filter((name) => pipeline.jobs[name]?.interruptible === true),
  "tokens of AWS are not where artifacts are made of": (pipeline) =>
    jobsThat(
      pipeline,
      ({ id_tokens: tokens, variables }) =>
        tokens !== undefined && variables?.AWS_WEB_IDENTITY_TOKEN_FILE?.startsWith("/tmp/") !== true,
    ),
  "who has the token of GitLab in its script runs no package": (pipeline) =>
    jobsThat(pipeline, (job) => {
      const script = scriptOf(job).join("\n");
      return /sticky-comment|drift-issues|find-plan/.test(script) && /\bnp[mx]\b/.test(script);
    }),
  "scripts hold no text of others": (pipeline) =>
    entries(pipeline).flatMap(([name, job]) =>
      [...JSON.stringify([scriptOf(job), job.variables]).matchAll(/\$\{?(CI_\w+)/g)]
        .filter(([, variable = ""]) => !HARMLESS.test(variable))
        .map(([, variable]) => `${name}: ${variable}`),
    ),
  "scripts call nothing but landing-zone, what is beside it, and what a shell has": (pipeline) =>
    entries(pipeline).flatMap(([name, job]) =>
      scriptOf(job)
        .flatMap(strangersIn)
        .map((word) => `${name}: ${word}`),
    ),
  "packages run no scripts when they are installed": (pipeline) =>
    jobsThat(pipeline, (job) =>
      scriptOf(job).some((line) => line.includes("npm ") && line !== "npm ci --ignore-scripts"),
    ),
  "scripts that are called are there, with their variables": (pipeline) =>
    entries(pipeline).flatMap(([name, job]) =>
      scriptOf(job)
        .flatMap(scriptsIn)
        .flatMap((script) => (existsSync(script) ? lacking(script, job.variables ?? {}) : [script]))
        .map((why) => `${name}: ${why}`),
    ),
  "scripts are bash": (pipeline) =>
    entries(pipeline).flatMap(([name, job]) => notBash(scriptOf(job).join("\n")).map((why) => `${name}: ${why}`)),
  "what is applied is sealed under the key, and planned with the role that plans": (pipeline) =>
    entries(pipeline).flatMap(([name, job]) =>
      scriptOf(job)
        .flatMap(trustingIn)
        .map((words) => `${name}: ${words}`),
    ),
  "landing-zone knows the commands and options": (pipeline) =>
    entries(pipeline).flatMap(([name, job]) =>
      scriptOf(job)
        .flatMap(refusedIn)
        .map((why) => `${name}: ${why}`),
    ),
};

/** A property, and a change of the file that it does not bear. */
// prettier-ignore
const MUTATIONS: readonly (readonly [property: string, from: string | RegExp, to: string])[] = [
  ["jobs have rules, stages and needs that there are, in their order", "needs: [find, check]", "needs: [find, czech]"],
  ["jobs have rules, stages and needs that there are, in their order", "stage: review\n", "stage: preview\n"],
  ["jobs have rules, stages and needs that there are, in their order", "  needs: [find]\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"push\"\n", ""],
  ["needs are in the same pipelines", "  needs: [find]\n", "  needs: [plan]\n"],
  ["forks get neither tokens nor variables of this project", / && \$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == \$CI_MERGE_REQUEST_PROJECT_ID/, ""],
  ["forks get neither tokens nor variables of this project", "diff:\n  stage", "diff:\n  extends: .aws\n  stage"],
  ["only masked and encrypted plans and reports leave, for some days, and not to guests", "*.tfplan.enc", "*.tfplan"],
  ["only masked and encrypted plans and reports leave, for some days, and not to guests", /access: developer/, "access: all"],
  ["only masked and encrypted plans and reports leave, for some days, and not to guests", "expire_in: 1 week", "expire_in: never"],
  ["the apply role is for jobs of the environment that somebody starts, one at a time, and that nothing interrupts", "      when: manual\n", ""],
  ["the apply role is for jobs of the environment that somebody starts, one at a time, and that nothing interrupts", "  resource_group: landing-zone\n", ""],
  ["the apply role is for jobs of the environment that somebody starts, one at a time, and that nothing interrupts", "    name: landing-zone\n", ""],
  ["the apply role is for jobs of the environment that somebody starts, one at a time, and that nothing interrupts", "  interruptible: false\n", ""],
  ["the apply role is for jobs of the environment that somebody starts, one at a time, and that nothing interrupts", "apply plans --encrypted-under", "apply plans --confirm --encrypted-under"],
  ["what is applied was shown before, by the job that it waits for", "    paths: [shown/]\n", "    paths: [report/]\n"],
  ["what is applied was shown before, by the job that it waits for", "needs: [find, check]", "needs: [find]"],
  ["what is applied was shown before, by the job that it waits for", "!= \"$(cat shown/manifests.txt)\"", "= \"\""],
  ["nothing on the way to an apply is interrupted", "find:\n", "find:\n  interruptible: true\n"],
  ["tokens of AWS are not where artifacts are made of", "/tmp/aws-token", "aws-token"],
  ["who has the token of GitLab in its script runs no package", "- node ci/sticky", "- npm ci --ignore-scripts\n    - node ci/sticky"],
  ["scripts hold no text of others", "PULL_REQUEST: $CI_MERGE_REQUEST_IID", "PULL_REQUEST: $CI_MERGE_REQUEST_TITLE"],
  ["scripts hold no text of others", "- mkdir -p report", "- echo \"$CI_COMMIT_MESSAGE\""],
  ["scripts call nothing but landing-zone, what is beside it, and what a shell has", "- mkdir -p report", "- wget x"],
  ["packages run no scripts when they are installed", "npm ci --ignore-scripts", "npm install"],
  ["scripts that are called are there, with their variables", "ci/drift-issues.mjs", "ci/issues.mjs"],
  ["scripts that are called are there, with their variables", "    COMMIT: $CI_COMMIT_SHA\n", ""],
  ["scripts are bash", "      done < /tmp/jobs.txt\n", ""],
  ["what is applied is sealed under the key, and planned with the role that plans", '--encrypted-under "$LANDING_ZONE_PLAN_KEY" ', ""],
  ["what is applied is sealed under the key, and planned with the role that plans", / --planned-by \S+ --confirm/, " --confirm"],
  ["landing-zone knows the commands and options", "--markdown report/comment.md", "--markup report/comment.md"],
];

describe("the pipeline of GitLab", () => {
  const pipeline = pipelineOf(text);

  it.each(Object.entries(PROPERTIES))("%s", (_what, wrong) => {
    expect(wrong(pipeline)).toEqual([]);
  });

  it.each(MUTATIONS)("%s: fails otherwise (%j)", (what, from, to) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(PROPERTIES[what]?.(pipelineOf(changed))).not.toEqual(PROPERTIES[what]?.(pipeline));
  });

  it("has mutations of every property", () => {
    expect(Object.keys(PROPERTIES).filter((what) => !MUTATIONS.some(([mutated]) => mutated === what))).toEqual([]);
  });

  it.each([
    ["a merge request", ofRequest("7"), ["plan", "review", "comment"]],
    ["a fork's, in its project", FORKS[0] ?? {}, ["diff"]],
    ["a fork's, run by a member in this project", FORKS[1] ?? {}, ["diff"]],
    ["a merge", ofBranch("push"), ["find", "check", "apply?"]],
    ["a push to a branch", ofBranch("push", "topic"), []],
    ["the main branch by hand", ofBranch("web"), ["plan", "review", "check-planned", "apply-planned?"]],
    ["the night", ofBranch("schedule"), ["drift", "issues"]],
    ["the main branch of a fork", { ...ofBranch("push"), LANDING_ZONE_PLAN_ROLE: "" }, []],
  ])("runs for %s", (_what, event, jobs) => {
    expect(jobsFor(pipeline, event)).toEqual(jobs);
  });
});
