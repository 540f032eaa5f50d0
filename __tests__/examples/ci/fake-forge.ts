import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeNote {
  readonly id: number;
  body: string;
  readonly author: string;
}

export interface FakeIssue {
  readonly number: number;
  readonly title: string;
  body: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly isPullRequest?: boolean;
  open: boolean;
  readonly comments: string[];
}

interface Failure {
  readonly status: number;
  /** What was asked is done nevertheless. */
  readonly done?: boolean;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a fake GitHub or GitLab has, and how it misbehaves. */
export interface FakeForge {
  notes: FakeNote[];
  issues: FakeIssue[];
  /** Lists by path, without the query. */
  lists: Map<string, unknown>;
  /** What the next requests get in place of their answers. */
  failures: Failure[];
  /** The same, for the next request that begins so. */
  failOnce?: Failure & { readonly at: string };
  /** `GET /path?query` of all requests. */
  asked: string[];
  /** Tokens that came with them. */
  tokens: Set<string>;
}

const BOT = { github: "github-actions[bot]", gitlab: "project_1_bot" };
const PER_PAGE = 100;

/** GitHub and GitLab on the loopback interface, as far as examples/ci/scripts ask them, for the tests of a file. */
export function fakeForge(kind: "github" | "gitlab") {
  const forge: FakeForge = { notes: [], issues: [], lists: new Map(), failures: [], asked: [], tokens: new Set() };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "GET", url = "" } = request;
      forge.asked.push(`${method} ${url}`);
      forge.tokens.add(tokenOf(request));
      const failure = failureOf(forge, `${method} ${url}`);
      if (failure !== undefined && failure.done !== true) {
        response.writeHead(failure.status, failure.headers).end(failure.body ?? '{"message":"Server Error"}');
        return;
      }
      const at = new URL(url, endpoint());
      const sent = JSON.parse(Buffer.concat(chunks).toString() || "{}") as Sent;
      const answer = answerOf(forge, kind, method, at, sent);
      if (failure !== undefined) {
        response.writeHead(failure.status).end();
        return;
      }
      if (answer === undefined) {
        response.writeHead(404).end('{"message":"Not Found"}');
        return;
      }
      const { page, next } = paged(answer, at);
      response.writeHead(200, next === undefined ? {} : { link: `<${next}>; rel="next"` }).end(JSON.stringify(page));
    });
  });
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo | null)?.port ?? 0}`;

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  beforeEach(() => {
    Object.assign(forge, { notes: [], issues: [], failures: [], failOnce: undefined, asked: [] });
    forge.lists.clear();
    forge.tokens.clear();
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { bot: BOT[kind], endpoint, forge };
}

function failureOf(forge: FakeForge, asked: string): Failure | undefined {
  const { failOnce } = forge;
  if (failOnce !== undefined && asked.startsWith(failOnce.at)) {
    forge.failOnce = undefined;
    return failOnce;
  }
  return forge.failures.shift();
}

interface Sent {
  readonly body?: string;
  readonly description?: string;
  readonly title?: string;
  readonly labels?: readonly string[] | string;
  readonly state?: string;
  readonly state_event?: string;
}

function tokenOf({ headers }: IncomingMessage): string {
  return String(headers.authorization ?? headers["private-token"] ?? "none");
}

function answerOf(forge: FakeForge, kind: "github" | "gitlab", method: string, at: URL, sent: Sent): unknown {
  const path = decodeURIComponent(at.pathname);
  const of = kind === "github" ? "/repos/example-org/landing-zone" : "/projects/7";
  if (path === "/user") return kind === "gitlab" ? { username: BOT.gitlab } : undefined;
  if (forge.lists.has(path)) return forge.lists.get(path);
  if (!path.startsWith(of)) return undefined;
  const inner = path.slice(of.length);
  const text = sent.body ?? sent.description ?? "";
  const notes = kind === "github" ? "/issues/12/comments" : "/merge_requests/12/notes";
  if (inner === notes) {
    if (method === "POST") forge.notes.push({ id: forge.notes.length + 1, body: text, author: BOT[kind] });
    return forge.notes.map((note) => shownNote(note, kind));
  }
  const note = /^\/(?:issues\/comments|merge_requests\/12\/notes)\/(\d+)$/.exec(inner)?.[1];
  if (note !== undefined) {
    const found = forge.notes.find(({ id }) => id === Number(note));
    if (found === undefined || method !== (kind === "github" ? "PATCH" : "PUT")) return undefined;
    found.body = text;
    return shownNote(found, kind);
  }
  if (inner === "/issues") {
    if (method === "POST") {
      const labels = typeof sent.labels === "string" ? [sent.labels] : (sent.labels ?? []);
      const number = forge.issues.length + 1;
      forge.issues.push({
        number,
        title: sent.title ?? "",
        body: text,
        author: BOT[kind],
        labels,
        open: true,
        comments: [],
      });
    }
    const label = at.searchParams.get("labels") ?? "";
    return forge.issues
      .filter(({ labels, open }) => open && labels.includes(label))
      .map((issue) => ({
        ...shownNote({ id: issue.number + 1000, body: issue.body, author: issue.author }, kind),
        ...(kind === "github" ? { number: issue.number } : { iid: issue.number, description: issue.body }),
        ...(issue.isPullRequest === true ? { pull_request: {} } : {}),
      }));
  }
  const [, number, what] = /^\/issues\/(\d+)(\/comments|\/notes)?$/.exec(inner) ?? [];
  const issue = forge.issues.find((one) => one.number === Number(number));
  if (issue === undefined) return undefined;
  if (what !== undefined) issue.comments.push(text);
  else if (sent.state === "closed" || sent.state_event === "close") issue.open = false;
  else issue.body = text;
  return {};
}

function shownNote({ author, body, id }: FakeNote, kind: "github" | "gitlab"): object {
  return kind === "github" ? { id, body, user: { login: author } } : { id, body, author: { username: author } };
}

function paged(answer: unknown, at: URL): { readonly page: unknown; readonly next?: string } {
  if (!Array.isArray(answer)) return { page: answer };
  const size = Number(at.searchParams.get("per_page") ?? 30);
  const number = Number(at.searchParams.get("page") ?? 1);
  const next = new URL(at);
  next.searchParams.set("page", String(number + 1));
  return {
    page: answer.slice((number - 1) * size, number * size) as unknown[],
    next: answer.length > number * Math.min(size, PER_PAGE) ? next.href : undefined,
  };
}
