// What the other scripts ask of GitHub or GitLab. Needs Node.js 20, and no package: jobs that may write to the repository run nothing else.

/** Characters that a comment or an issue holds: https://github.com/orgs/community/discussions/41331, and GitLab's limit on notes. */
const CHARACTERS = { github: 65_536, gitlab: 1_000_000 };
const TRIES = 5;
const LONGEST_WAIT_SECONDS = 60;

class ApiError extends Error {
  constructor(message, { retried, seconds }) {
    super(message);
    this.retried = retried;
    this.seconds = seconds;
  }
}

/**
 * Does all of something again where the other side failed or was busy. What is done has to look first and write then: after an
 * answer that was lost, it finds what it wrote.
 */
export async function patiently(work) {
  const step = Number(process.env.CI_RETRY_MILLISECONDS ?? 2000);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError && error.retried) || attempt === TRIES) throw error;
      const milliseconds = error.seconds === undefined ? step * 2 ** (attempt - 1) : error.seconds * 1000;
      console.error(`${error.message}; again in ${milliseconds / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
  }
}

/** The one that this job runs at, by its own variables. */
export function forge(env = process.env) {
  return env.GITLAB_CI === "true" ? gitlab(env) : github(env);
}

/** Ends the job with one line in place of a stack trace. What it gives is there for tests. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

export function required(env, name) {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`the variable ${name} is not set: the workflow sets it`);
  return value;
}

function github(env) {
  const api = required(env, "GITHUB_API_URL");
  const repository = required(env, "GITHUB_REPOSITORY");
  const author = env.COMMENT_AUTHOR ?? "github-actions[bot]";
  const ask = client(api, {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${required(env, "GITHUB_TOKEN")}`,
    "x-github-api-version": "2022-11-28",
  });
  const of = `/repos/${repository}`;
  const read = ({ body, number, id, user }) => ({
    id: number ?? id,
    body: body ?? "",
    // Whoever may comment can copy a marker. Nobody can register a name with brackets.
    mine: user?.login === author,
  });
  return {
    characters: CHARACTERS.github,
    comments: async (request) => (await ask.all(`${of}/issues/${request}/comments`)).map(read),
    comment: (request, body) => ask.send("POST", `${of}/issues/${request}/comments`, { body }),
    changeComment: (_request, id, body) => ask.send("PATCH", `${of}/issues/comments/${id}`, { body }),
    issues: async (label) => {
      const issues = await ask.all(`${of}/issues?state=open&labels=${encodeURIComponent(label)}`);
      return issues.filter((issue) => issue.pull_request === undefined).map(read);
    },
    open: (title, body, label) => ask.send("POST", `${of}/issues`, { title, body, labels: [label] }),
    change: (number, body) => ask.send("PATCH", `${of}/issues/${number}`, { body }),
    async close(number, why) {
      await ask.send("POST", `${of}/issues/${number}/comments`, { body: why });
      await ask.send("PATCH", `${of}/issues/${number}`, { state: "closed", state_reason: "completed" });
    },
    /** The run of the plan of what was merged as a commit: `run=<id>` for actions/download-artifact. */
    async plan({ branch, commit, workflow }) {
      const runs = async (sha, isOne) => {
        const all = await ask.all(
          `${of}/actions/workflows/${encodeURIComponent(workflow)}/runs?head_sha=${sha}`,
          ({ workflow_runs: found }) => found,
        );
        return newest(all.filter((one) => one.head_sha === sha && one.conclusion === "success" && isOne(one)));
      };
      /** Artifacts go after some days, and a run of which all was skipped never had any. */
      const withPlans = async ({ id }) => {
        const all = await ask.all(`${of}/actions/runs/${id}/artifacts`, ({ artifacts }) => artifacts);
        return all.some(({ expired, name }) => expired !== true && name.startsWith(PLAN)) ? [`run=${id}`] : [];
      };
      const made = await runs(commit, (one) => one.event === "workflow_dispatch" && one.head_branch === branch);
      if (made !== undefined) return withPlans(made);

      const pulls = (await ask.all(`${of}/commits/${commit}/pulls`)).filter(
        (pull) => pull.merge_commit_sha === commit && pull.base.ref === branch && typeof pull.merged_at === "string",
      );
      const [pull] = pulls;
      if (pull === undefined)
        throw new Error(`no pull request was merged as ${commit}, and nobody planned it. ${AGAIN}`);
      if (pull.head.repo?.full_name !== repository) {
        throw new Error(`#${pull.number} is of a fork, which is not planned. ${AGAIN}`);
      }
      // A pull request of the same commit into a branch with another workflow would make another plan of it.
      const [owner] = repository.split("/");
      const others = await ask.all(`${of}/pulls?state=all&head=${encodeURIComponent(`${owner}:${pull.head.ref}`)}`);
      const twin = others.find((other) => other.head.sha === pull.head.sha && other.number !== pull.number);
      if (twin !== undefined) {
        throw new Error(
          `#${pull.number} and #${twin.number} have one head: which plan was reviewed is not known. ${AGAIN}`,
        );
      }
      // Nor does a run say for which base it was: those that were made for another one, by that one's workflow, do not count.
      const turns = (await ask.all(`${of}/issues/${pull.number}/events`)).filter(({ event }) => REBASED.has(event));
      const isOfBase = ({ created_at: made }) => turns.every(({ created_at: turned }) => turned < made);
      const isOfPull = ({ created_at: made }) =>
        others.every(
          ({ closed_at: closed, created_at: opened, number }) =>
            number === pull.number || made < opened || (closed !== null && closed < made),
        );
      const found = await runs(
        pull.head.sha,
        (one) =>
          one.event === "pull_request" &&
          one.head_branch === pull.head.ref &&
          one.head_repository?.full_name === repository &&
          isOfBase(one) &&
          isOfPull(one),
      );
      if (found === undefined) {
        throw new Error(
          `#${pull.number} has no run of ${workflow} of ${pull.head.sha} that succeeded, made for ${branch} and while no other ` +
            `pull request had its branch. ${AGAIN}`,
        );
      }
      return withPlans(found);
    },
  };
}

function gitlab(env) {
  const ask = client(required(env, "CI_API_V4_URL"), { "private-token": required(env, "GITLAB_TOKEN") });
  const project = required(env, "CI_PROJECT_ID");
  const of = `/projects/${encodeURIComponent(project)}`;
  let me;
  const read = async (all) => {
    me ??= (await ask.one("/user")).username;
    return all.map(({ author, body, description, id, iid }) => ({
      id: iid ?? id,
      body: body ?? description ?? "",
      mine: author?.username === me,
    }));
  };
  return {
    characters: CHARACTERS.gitlab,
    comments: async (request) => read(await ask.all(`${of}/merge_requests/${request}/notes`)),
    comment: (request, body) => ask.send("POST", `${of}/merge_requests/${request}/notes`, { body }),
    changeComment: (request, id, body) => ask.send("PUT", `${of}/merge_requests/${request}/notes/${id}`, { body }),
    issues: async (label) => read(await ask.all(`${of}/issues?state=opened&labels=${encodeURIComponent(label)}`)),
    open: (title, body, label) => ask.send("POST", `${of}/issues`, { title, description: body, labels: label }),
    change: (iid, body) => ask.send("PUT", `${of}/issues/${iid}`, { description: body }),
    async close(iid, why) {
      await ask.send("POST", `${of}/issues/${iid}/notes`, { body: why });
      await ask.send("PUT", `${of}/issues/${iid}`, { state_event: "close" });
    },
    /** The jobs that planned what was merged as a commit, a line each, of which the artifacts are downloaded. */
    async plan({ branch, commit, workflow }) {
      const jobs = async (pipeline) =>
        (await ask.all(`${of}/pipelines/${pipeline.id}/jobs`))
          .filter(({ artifacts_file: file, name }) => file !== undefined && name.split(" ")[0] === workflow)
          .map(({ id }) => String(id));
      const requests = await ask.all(`${of}/repository/commits/${commit}/merge_requests`);
      const request = requests.find(
        ({ source_project_id: source, state, target_branch: target, ...merged }) =>
          state === "merged" &&
          target === branch &&
          String(source) === project &&
          // Another one may have the commit among its own.
          [merged.merge_commit_sha, merged.sha, merged.squash_commit_sha].includes(commit),
      );
      if (request === undefined) {
        throw new Error(`no merge request of this project was merged as ${commit}, and nobody planned it. ${AGAIN}`);
      }
      const all = await ask.all(`${of}/merge_requests/${request.iid}/pipelines`);
      const found = newest(
        all.filter(
          ({ sha, source, status }) => sha === request.sha && status === "success" && source === "merge_request_event",
        ),
      );
      if (found === undefined)
        throw new Error(`!${request.iid} has no pipeline of ${request.sha} that succeeded. ${AGAIN}`);
      return jobs(found);
    },
  };
}

/** With which names of artifacts begin that hold plans. */
const PLAN = "plan-";

/** Events of a pull request after which it is to be merged into another branch, by people or as that branch is gone. */
const REBASED = new Set(["automatic_base_change_succeeded", "base_ref_changed"]);

const AGAIN = "Run the plan by hand on the main branch, have it read, and run the apply by hand.";

function newest(all) {
  return all.reduce((best, one) => (best === undefined || one.id > best.id ? one : best), undefined);
}

function client(api, headers) {
  const { origin } = new URL(api);
  const ask = async (method, url, body) => {
    // Whoever answers with another address is not given the token.
    if (new URL(url).origin !== origin) throw new Error(`${method} ${url}: not at ${origin}`);
    const where = `${method} ${url.slice(api.length)}`;
    let response;
    try {
      response = await fetch(url, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: "error",
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      if (response.ok) return { value: text === "" ? undefined : JSON.parse(text), next: nextPage(response) };
      throw new ApiError(`${where}: ${response.status} ${said(text)}`, againAfter(response));
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(`${where}: ${error.cause?.message ?? error.message}`, { retried: true });
    }
  };
  return {
    one: async (path) => (await ask("GET", `${api}${path}`)).value,
    send: async (method, path, body) => (await ask(method, `${api}${path}`, body)).value,
    async all(path, listOf = (value) => value) {
      const found = [];
      let url = `${api}${path}${path.includes("?") ? "&" : "?"}per_page=100`;
      while (url !== undefined) {
        const { next, value } = await ask("GET", url);
        found.push(...listOf(value));
        url = next;
      }
      return found;
    },
  };
}

/** The next page by the Link header, which both have: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function nextPage(response) {
  return /<([^<>]+)>;\s*rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
}

/** @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function againAfter({ headers, status }) {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const isBusy = status === 429 || (status === 403 && headers.has("retry-after"));
  return {
    retried: status >= 500 || isBusy,
    seconds: Number.isFinite(seconds) ? Math.min(seconds, LONGEST_WAIT_SECONDS) : undefined,
  };
}

/** What an error says, in one line of printable characters. */
function said(text) {
  return text.replace(/[^\x20-\x7e]+/g, " ").slice(0, 300);
}
