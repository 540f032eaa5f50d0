import { Agent as HttpAgent, request as httpRequest } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout } from "node:timers/promises";
import { GetSigner, pathOf, queryOf } from "./sign-get";
import type { SigningCredentials } from "./sign-get";

/** How a bucket is reached. */
export interface BucketEndpoint {
  readonly protocol: "http:" | "https:";
  readonly hostname: string;
  readonly port?: number;
  /** Before the keys: `/`, or `/bucket/` where the bucket is not in the host name. */
  readonly path: string;
  readonly region: string;
}

export interface S3ReaderOptions {
  /** @param region where the bucket is, if S3 said so */
  readonly endpointOf: (bucket: string, region?: string) => Promise<BucketEndpoint>;
  readonly credentials: () => Promise<SigningCredentials>;
  /** Requests in flight, at most. */
  readonly connections: number;
  /** @default 6 */
  readonly attempts?: number;
  /** Before the first repetition; twice as long before each that follows. @default 100 */
  readonly pauseMilliseconds?: number;
  /** How long a connection may be silent. @default 30,000 */
  readonly silenceMilliseconds?: number;
}

/** What S3 answered, whatever the status; an error has its code and message. */
export interface S3Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly code?: string;
  readonly message?: string;
}

interface Reached {
  readonly endpoint: BucketEndpoint;
  readonly signer: GetSigner;
}

/** Nobody answered, or not to the end. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

const LARGE = 1024 * 1024;
/** Bodies larger than a megabyte that are received at the same time, so that memory does not grow with them. */
const LARGE_BYTES = 48 * 1024 * 1024;
const REDIRECTS = 2;
const CREDENTIALS_MILLISECONDS = 10_000;

type Query = Readonly<Record<string, string>>;

/**
 * Reads objects of S3 over connections that are kept, a bounded number at a time: a tenth of what the AWS SDK's client takes for
 * each. Repeats what fails in passing.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export class S3Reader {
  private readonly agents: Readonly<Record<BucketEndpoint["protocol"], HttpAgent>>;
  private readonly reached = new Map<string, Promise<Reached>>();
  private readonly waiting: (() => void)[] = [];
  private readonly waitingLarge: (() => void)[] = [];
  private current: { readonly since: number; readonly value: Promise<SigningCredentials> } | undefined;
  private free: number;
  private freeBytes = LARGE_BYTES;

  constructor(private readonly options: S3ReaderOptions) {
    const { connections } = options;
    this.free = connections;
    const agent = {
      keepAlive: true,
      maxSockets: connections,
      maxFreeSockets: connections,
      scheduling: "lifo",
    } as const;
    this.agents = { "http:": new HttpAgent(agent), "https:": new HttpsAgent(agent) };
  }

  /**
   * @param key "" for the bucket itself
   * @param query parameters, such as `versionId`
   * @throws ConnectionError where S3 does not answer, as often as it is asked
   */
  async get(bucket: string, key: string, query?: Query): Promise<S3Answer> {
    if (this.free > 0) {
      this.free -= 1;
    } else {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await this.repeated(bucket, key, query);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) {
        this.free += 1;
      } else {
        next();
      }
    }
  }

  close(): void {
    Object.values(this.agents).forEach((agent) => {
      agent.destroy();
    });
  }

  private async repeated(bucket: string, key: string, query?: Query): Promise<S3Answer> {
    const { attempts = 6, pauseMilliseconds = 100 } = this.options;
    let redirects = 0;
    for (let attempt = 1; ;) {
      let answer: S3Answer | undefined;
      try {
        answer = await this.once(bucket, key, query);
        const region = answer.headers["x-amz-bucket-region"];
        const { endpoint } = await this.reach(bucket);
        if (
          answer.status !== 200 &&
          typeof region === "string" &&
          region !== endpoint.region &&
          redirects < REDIRECTS
        ) {
          redirects += 1;
          this.reached.set(bucket, this.reachIn(bucket, region));
          continue;
        }
        if (!isPassing(answer) || attempt >= attempts) {
          return answer;
        }
      } catch (error) {
        if (!(error instanceof ConnectionError) || attempt >= attempts) {
          throw error;
        }
      }
      await setTimeout(pauseMilliseconds * 2 ** (attempt - 1) * (0.5 + Math.random()));
      attempt += 1;
    }
  }

  /** Providers of the AWS SDK take their time to say what they know. */
  private async credentials(): Promise<SigningCredentials> {
    const now = Date.now();
    if (this.current === undefined || now - this.current.since > CREDENTIALS_MILLISECONDS) {
      const value = this.options.credentials();
      this.current = { since: now, value };
      value.catch(() => {
        this.current = undefined;
      });
    }
    return this.current.value;
  }

  private reach(bucket: string): Promise<Reached> {
    let reached = this.reached.get(bucket);
    if (reached === undefined) {
      reached = this.reachIn(bucket);
      this.reached.set(bucket, reached);
    }
    return reached;
  }

  private async reachIn(bucket: string, region?: string): Promise<Reached> {
    const endpoint = await this.options.endpointOf(bucket, region);
    return { endpoint, signer: new GetSigner(endpoint.region) };
  }

  private async once(bucket: string, key: string, query?: Query): Promise<S3Answer> {
    const { endpoint, signer } = await this.reach(bucket);
    const { hostname, path: base, port, protocol } = endpoint;
    const path = `${base}${pathOf(key)}`;
    const host = port === undefined ? hostname : `${hostname}:${port}`;
    const headers = signer.sign({ host, path, ...(query === undefined ? {} : { query }) }, await this.credentials());
    const response = await this.send(protocol, {
      headers,
      hostname,
      path: query === undefined ? path : `${path}?${queryOf(query)}`,
      ...(port === undefined ? {} : { port }),
    });
    const bytes = await this.body(response);
    const status = response.statusCode ?? 0;
    return { status, headers: response.headers, bytes, ...(status === 200 ? {} : errorOf(bytes)) };
  }

  private send(
    protocol: BucketEndpoint["protocol"],
    options: { headers: Record<string, string>; hostname: string; path: string; port?: number },
  ): Promise<IncomingMessage> {
    const timeout = this.options.silenceMilliseconds ?? 30_000;
    return new Promise((resolve, reject) => {
      const start = protocol === "https:" ? httpsRequest : httpRequest;
      const request = start({ ...options, agent: this.agents[protocol], timeout }, resolve);
      request.on("timeout", () => request.destroy(new ConnectionError(`no answer for ${timeout / 1000} seconds`)));
      request.on("error", (error: NodeJS.ErrnoException) => {
        // An error of two addresses of one name has no message.
        reject(
          error instanceof ConnectionError ? error : new ConnectionError(error.message || (error.code ?? error.name)),
        );
      });
      request.end();
    });
  }

  /** A large body is read when there is room for it; until then its connection waits. */
  private async body(response: IncomingMessage): Promise<Buffer> {
    const length = Number(response.headers["content-length"] ?? NaN);
    if (!(length > LARGE)) {
      return received(response, length);
    }
    const weight = Math.min(length, LARGE_BYTES);
    // Without a listener an error that comes meanwhile ends the process; the body is then found to be closed.
    response.on("error", () => undefined);
    while (weight > this.freeBytes) {
      await new Promise<void>((resolve) => this.waitingLarge.push(resolve));
    }
    this.freeBytes -= weight;
    try {
      return await received(response, length);
    } finally {
      this.freeBytes += weight;
      this.waitingLarge.splice(0).forEach((resolve) => {
        resolve();
      });
    }
  }
}

function received(response: IncomingMessage, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (response.destroyed) {
      reject(new ConnectionError("the connection was closed before the end of the answer"));
      return;
    }
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("end", () => {
      const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      if (!response.complete || (!Number.isNaN(length) && bytes.length !== length)) {
        reject(new ConnectionError(`the answer ended after ${bytes.length} of ${length} bytes`));
      } else {
        resolve(bytes);
      }
    });
    response.on("error", (error) => {
      reject(new ConnectionError(error.message));
    });
    response.on("close", () => {
      if (!response.readableEnded) {
        reject(new ConnectionError("the connection was closed before the end of the answer"));
      }
    });
  });
}

/** `<Error><Code>NoSuchKey</Code><Message>...</Message></Error>` */
function errorOf(bytes: Buffer): { readonly code?: string; readonly message?: string } {
  const text = bytes.subarray(0, 10_000).toString();
  const [code, message] = ["Code", "Message"].map((name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]);
  return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

function isPassing({ code = "", status }: S3Answer): boolean {
  return status === 429 || status >= 500 || ["RequestTimeout", "SlowDown", "ExpiredToken"].includes(code);
}
