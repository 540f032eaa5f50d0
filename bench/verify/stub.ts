import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PublicKeyRecord } from "../../log-integrity/public-key";
import type { MemoryStore } from "../../log-integrity/samples/memory-store";
import { SourceError } from "../../log-integrity/sources";

/** What CloudTrail and Organizations say. */
export interface StubAnswers {
  readonly trail: {
    readonly arn: string;
    readonly bucket: string;
    readonly prefix?: string;
    readonly isOrganizationTrail: boolean;
    readonly isMultiRegion?: boolean;
  };
  readonly organizationId?: string;
  readonly accounts?: readonly { readonly id: string; readonly email?: string; readonly joined?: number }[];
  readonly publicKeys: (region: string, from: number, to: number) => Promise<readonly PublicKeyRecord[]>;
  /** Since when the trail is stopped, in milliseconds. */
  readonly stoppedAt?: number;
}

export interface Stub {
  readonly url: string;
  /** How many requests it answered. */
  requests: number;
  /** Before every answer, in milliseconds. */
  latency: number;
  /** Ends the connection in the middle of so many answers with objects. */
  resets: number;
  close(): Promise<void>;
}

const PAGE = 1000;
const ASSUMED_ROLE =
  "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>B</SecretAccessKey>" +
  "<SessionToken>C</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

/** S3, CloudTrail, Organizations and STS on the loopback interface, as far as verifying log files asks them; no signature is checked. */
export async function startStub(store: MemoryStore, answers: StubAnswers): Promise<Stub> {
  const server = createServer((request, response) => {
    stub.requests += 1;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const work = (): void => {
        answer(request, response, Buffer.concat(chunks).toString()).catch((error: unknown) => {
          send(response, 500, String(error));
        });
      };
      if (stub.latency > 0) {
        setTimeout(work, stub.latency);
      } else {
        work();
      }
    });
  });
  server.keepAliveTimeout = 60_000;

  async function answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const { "x-amz-target": target } = request.headers;
    if (typeof target === "string") {
      await service(response, target.split(".").at(-1) ?? "", request, body);
      return;
    }
    if (body.startsWith("Action=AssumeRole")) {
      sendXml(response, ASSUMED_ROLE);
      return;
    }
    const url = new URL(request.url ?? "/", "http://stub");
    const [, bucket = "", ...rest] = url.pathname.split("/");
    const key = decodeURIComponent(rest.join("/"));
    if (key === "") {
      listing(response, bucket, url.searchParams);
    } else {
      object(response, bucket, key, url.searchParams.get("versionId") ?? undefined);
    }
  }

  function object(response: ServerResponse, bucket: string, key: string, versionId?: string): void {
    const fault = store.faults.get(`${bucket}/${key}`);
    const content = store.content({ bucket, key }, versionId);
    if (fault?.state === "unreadable" && versionId === undefined) {
      const status = { denied: 403, archived: 403, encrypted: 400 }[fault.reason as string] ?? 503;
      sendError(response, status, fault.detail.split(":")[0] ?? "");
    } else if (content === undefined) {
      sendError(response, 404, store.hasBucket(bucket) ? "NoSuchKey" : "NoSuchBucket");
    } else {
      for (const [name, value] of content.metadata) {
        response.setHeader(`x-amz-meta-${name}`, value);
      }
      response.setHeader("content-length", content.bytes.length);
      response.setHeader("content-encoding", "gzip");
      if (stub.resets > 0) {
        stub.resets -= 1;
        response.write(content.bytes.subarray(0, content.bytes.length >> 1), () => response.destroy());
        return;
      }
      response.end(content.bytes);
    }
  }

  function listing(response: ServerResponse, bucket: string, query: URLSearchParams): void {
    const prefix = query.get("prefix") ?? "";
    for (const [place, error] of store.unlisted) {
      if (error instanceof SourceError && `${bucket}/${prefix}`.startsWith(place)) {
        sendError(response, 403, "AccessDenied");
        return;
      }
    }
    if (!store.hasBucket(bucket)) {
      sendError(response, 404, "NoSuchBucket");
      return;
    }
    if (query.has("location")) {
      sendXml(response, `<LocationConstraint>eu-west-1</LocationConstraint>`);
    } else if (query.has("versions")) {
      sendXml(response, `<ListVersionsResult>${versionsXml(store, bucket, prefix)}</ListVersionsResult>`);
    } else {
      const after = query.get("continuation-token") ?? query.get("start-after") ?? query.get("marker") ?? "";
      sendXml(response, listXml(store.keys(bucket), prefix, after, query.get("delimiter")));
    }
  }

  async function service(
    response: ServerResponse,
    operation: string,
    request: IncomingMessage,
    body: string,
  ): Promise<void> {
    const { accounts = [], organizationId, publicKeys, stoppedAt, trail } = answers;
    const found = {
      Name: trail.arn.split("/").at(-1),
      TrailARN: trail.arn,
      S3BucketName: trail.bucket,
      S3KeyPrefix: trail.prefix,
      HomeRegion: trail.arn.split(":")[3],
      IsOrganizationTrail: trail.isOrganizationTrail,
      IsMultiRegionTrail: trail.isMultiRegion ?? false,
      LogFileValidationEnabled: true,
    };
    switch (operation) {
      case "ListPublicKeys": {
        const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
        const { EndTime, StartTime } = JSON.parse(body) as { StartTime: number; EndTime: number };
        const records = await publicKeys(region, StartTime * 1000, EndTime * 1000).catch(() => undefined);
        if (records === undefined) {
          send(response, 400, JSON.stringify({ __type: "AccessDeniedException", message: "no" }));
          return;
        }
        const list = records.map(({ fingerprint, value }) => ({
          Fingerprint: fingerprint,
          Value: Buffer.from(value).toString("base64"),
        }));
        send(response, 200, JSON.stringify({ PublicKeyList: list }));
        return;
      }
      case "DescribeTrails":
        send(response, 200, JSON.stringify({ trailList: [found] }));
        return;
      case "GetTrail":
        send(response, 200, JSON.stringify({ Trail: found }));
        return;
      case "GetTrailStatus": {
        const stopped = stoppedAt === undefined ? {} : { StopLoggingTime: stoppedAt / 1000 };
        send(response, 200, JSON.stringify({ IsLogging: stoppedAt === undefined, ...stopped }));
        return;
      }
      case "DescribeOrganization":
        send(response, 200, JSON.stringify({ Organization: { Id: organizationId } }));
        return;
      case "ListAccounts": {
        const list = accounts.map(({ email, id, joined = 0 }) => ({
          Id: id,
          Email: email,
          JoinedTimestamp: joined / 1000,
          Status: "ACTIVE",
        }));
        send(response, 200, JSON.stringify({ Accounts: list }));
        return;
      }
      default:
        send(response, 400, JSON.stringify({ __type: "UnknownOperationException", message: operation }));
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stub: Stub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    latency: 0,
    resets: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return stub;
}

/** The place of the first key in order that is not before another. */
function firstNotBefore(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? "") < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function listXml(keys: readonly string[], prefix: string, after: string, delimiter: string | null): string {
  const contents: string[] = [];
  const folders: string[] = [];
  let last = "";
  let index = firstNotBefore(keys, after > prefix ? after : prefix);
  for (; index < keys.length && contents.length + folders.length < PAGE;) {
    const key = keys[index] ?? "";
    if (!key.startsWith(prefix)) {
      break;
    }
    const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    if (end !== -1) {
      const folder = key.slice(0, end + 1);
      if (folder > after) {
        folders.push(folder);
        last = folder;
      }
      index = firstNotBefore(keys, `${folder}\uffff`);
    } else {
      if (key > after) {
        contents.push(key);
        last = key;
      }
      index += 1;
    }
  }
  const isTruncated = (keys[index] ?? "").startsWith(prefix) && index < keys.length;
  return [
    `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>`,
    ...(isTruncated ? [`<NextContinuationToken>${last}</NextContinuationToken><NextMarker>${last}</NextMarker>`] : []),
    ...contents.map((key) => `<Contents><Key>${encodeURI(key)}</Key><Size>1</Size></Contents>`),
    ...folders.map((folder) => `<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`),
    "</ListBucketResult>",
  ].join("");
}

function versionsXml(store: MemoryStore, bucket: string, prefix: string): string {
  return store
    .versionsBelow(bucket, prefix)
    .map(({ isDeleteMarker, isLatest, key, versionId }) => {
      const name = isDeleteMarker ? "DeleteMarker" : "Version";
      return `<${name}><Key>${key}</Key><VersionId>${versionId}</VersionId><IsLatest>${isLatest}</IsLatest></${name}>`;
    })
    .join("");
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
  response.end(body);
}

function sendXml(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

function sendError(response: ServerResponse, status: number, code: string): void {
  sendXml(response, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);
}
