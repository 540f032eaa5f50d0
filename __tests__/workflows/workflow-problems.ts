import { parse } from "yaml";

interface Workflow {
  readonly on?: unknown;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

type Permissions = string | Readonly<Record<string, string>>;

interface Job {
  readonly permissions?: Permissions;
  readonly steps?: readonly Step[];
  readonly "timeout-minutes"?: number;
  readonly uses?: string;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Expected {
  /** Permissions to write that a job needs for its work, by its name: none by default. */
  readonly writes?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What is wrong with a workflow of GitHub Actions: actions that somebody else can change, permissions that it does not
 * need, texts of strangers in scripts, jobs without an end. Empty where nothing is.
 *
 * @see https://docs.github.com/en/actions/reference/security/secure-use
 */
export function workflowProblems(text: string, { writes = {} }: Expected = {}): string[] {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const targets = JSON.stringify(workflow.on ?? "");
  return [
    ...(/pull_request_target|workflow_run/.test(targets) ? ["it runs with secrets what strangers propose"] : []),
    ...(workflow.permissions === undefined
      ? ["it has no permissions of its own, so that each job has those of the repository"]
      : []),
    ...writesOf(workflow.permissions).map((permission) => `every job may write ${permission}`),
    ...jobs.flatMap(([name, job]) => jobProblems(name, job, writes[name] ?? [])),
    ...unversioned(text),
  ];
}

function jobProblems(name: string, job: Job, writes: readonly string[]): string[] {
  const steps = job.steps ?? [];
  const used = [job.uses, ...steps.map(({ uses }) => uses)].filter((uses) => uses !== undefined);
  const may = writesOf(job.permissions);
  return [
    ...used
      .filter((uses) => !uses.startsWith("./") && !/@[0-9a-f]{40}$/.test(uses))
      .map((uses) => `${name}: ${uses} is not pinned by the SHA of a commit`),
    ...may
      .filter((permission) => !writes.includes(permission))
      .map((permission) => `${name}: it may write ${permission}`),
    ...writes
      .filter((permission) => !may.includes(permission))
      .map((permission) => `${name}: it may not write ${permission}`),
    ...(may.includes("id-token") && steps.some(runsOthersCode)
      ? [`${name}: code of others runs where the identity can be asked for`]
      : []),
    ...(job.uses === undefined && job["timeout-minutes"] === undefined ? [`${name}: it has no timeout-minutes`] : []),
    ...steps
      .filter(
        ({ uses = "", with: inputs }) =>
          uses.startsWith("actions/checkout@") && inputs?.["persist-credentials"] !== false,
      )
      .map(() => `${name}: its checkout leaves credentials to what runs after it`),
    ...steps
      .filter(({ run = "" }) => run.includes("${{"))
      .map(({ run = "" }) => `${name}: an expression is put into a script as text: ${run.trim()}`),
  ];
}

/** Installing, building or testing runs code of this repository and of its dependencies. */
function runsOthersCode({ run = "", uses = "" }: Step): boolean {
  return (
    uses.startsWith("actions/checkout@") ||
    uses.startsWith("./") ||
    (/\b(npm|npx|node|yarn|pnpm)\b/.test(run) && !/^npm publish [^;&|\n]*--ignore-scripts$/.test(run.trim()))
  );
}

function writesOf(permissions: Permissions = {}): string[] {
  return typeof permissions === "string"
    ? permissions === "write-all"
      ? ["everything"]
      : []
    : Object.entries(permissions).flatMap(([permission, access]) => (access === "write" ? [permission] : []));
}

/** A SHA tells nobody which version it is. */
function unversioned(text: string): string[] {
  return [...text.matchAll(/uses: (\S+@[0-9a-f]{40})(.*)$/gm)]
    .filter(([, , comment = ""]) => !/^ # v\d+(\.\d+)*$/.test(comment))
    .map(([, uses = ""]) => `${uses} does not say which version it is`);
}
