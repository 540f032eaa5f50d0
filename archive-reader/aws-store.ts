import { ListObjectVersionsCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { ListObjectVersionsCommandOutput } from "@aws-sdk/client-s3";
import type { FetchedObject, ObjectStore, ObjectVersion } from "../log-integrity/sources";
import { SourceError } from "../log-integrity/sources";
import type { NotCheckedReason } from "../log-integrity/verdicts";
import { ConnectionError, S3Reader } from "../protocol/s3-reader";
import type { S3Answer } from "../protocol/s3-reader";
import { bucketEndpoint } from "./bucket-endpoint";
import { parseListing } from "./listing";
import type { ReaderSettings } from "./reader-settings";
import { sourceError } from "./source-error";

const METADATA = "x-amz-meta-";

/** An archive in S3: objects are read by requests of our own, and listed by the AWS SDK. */
export class AwsStore implements ObjectStore {
  private readonly reader: S3Reader;
  private readonly client: S3Client;

  /** @param connections requests for objects in flight, at most */
  constructor(settings: ReaderSettings, connections: number) {
    this.client = new S3Client({ ...settings, followRegionRedirects: true, maxAttempts: 6 });
    const { credentials } = this.client.config;
    this.reader = new S3Reader({
      connections,
      credentials,
      endpointOf: (bucket, region = settings.region) => bucketEndpoint({ ...settings, region }, bucket),
    });
  }

  close(): void {
    this.reader.close();
    this.client.destroy();
  }

  async get({ bucket, key }: { bucket: string; key: string }, versionId?: string): Promise<FetchedObject> {
    let answer: S3Answer;
    try {
      answer = await this.reader.get(bucket, key, versionId === undefined ? undefined : { versionId });
    } catch (error) {
      // Credentials that cannot be had are a fault, too, and none that aborts the others.
      const { message } = error as Error;
      return {
        state: "unreadable",
        reason: error instanceof ConnectionError ? "unavailable" : "denied",
        detail: message,
      };
    }
    const { bytes, headers, status } = answer;
    if (status === 200) {
      const metadata = Object.entries(headers)
        .filter(([name]) => name.startsWith(METADATA))
        .map(([name, value]): [string, string] => [name.slice(METADATA.length), String(value)]);
      return { state: "found", bytes, metadata: new Map(metadata) };
    }
    return fault(answer);
  }

  /** A listing of a thousand keys takes the AWS SDK as long as reading and verifying a hundred of them. */
  async *list(bucket: string, prefix: string, startAfter?: string): AsyncGenerator<readonly string[]> {
    let place: Readonly<Record<string, string>> | undefined =
      startAfter === undefined ? {} : { "start-after": startAfter };
    while (place !== undefined) {
      const query = { "list-type": "2", "encoding-type": "url", prefix, ...place };
      const { bytes, code, message, status } = await this.listed(bucket, query);
      if (status !== 200) {
        const detail = [code ?? `HTTP ${status}`, message].filter(Boolean).join(": ");
        throw new SourceError(code === "NoSuchBucket" ? "no-bucket" : reasonOf(code, status, detail), detail);
      }
      const { keys, next } = parseListing(bytes.toString());
      yield keys;
      place = next === undefined ? undefined : { "continuation-token": next };
    }
  }

  private async listed(bucket: string, query: Readonly<Record<string, string>>): Promise<S3Answer> {
    try {
      return await this.reader.get(bucket, "", query);
    } catch (error) {
      const { message } = error as Error;
      throw new SourceError(error instanceof ConnectionError ? "unavailable" : "denied", message);
    }
  }

  async folders(bucket: string, prefix: string): Promise<string[]> {
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: bucket, Prefix: prefix, Delimiter: "/" });
    for await (const { CommonPrefixes = [] } of translated(pages)) {
      names.push(...CommonPrefixes.map(({ Prefix = "" }) => Prefix.slice(prefix.length, -1)));
    }
    return names;
  }

  async *versions(bucket: string, prefix: string): AsyncGenerator<readonly ObjectVersion[]> {
    for await (const { DeleteMarkers = [], Versions = [] } of translated(this.versionPages(bucket, prefix))) {
      const all = [
        ...Versions.map((version) => ({ version, isDeleteMarker: false })),
        ...DeleteMarkers.map((version) => ({ version, isDeleteMarker: true })),
      ];
      yield all.map(({ isDeleteMarker, version: { IsLatest = false, Key = "", LastModified, VersionId = "" } }) => ({
        bucket,
        key: Key,
        versionId: VersionId,
        isDeleteMarker,
        isLatest: IsLatest,
        ...(LastModified === undefined ? {} : { modified: LastModified.getTime() }),
      }));
    }
  }

  private async *versionPages(bucket: string, prefix: string): AsyncGenerator<ListObjectVersionsCommandOutput> {
    let after: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (after !== undefined) {
      const page: ListObjectVersionsCommandOutput = await this.client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...after }),
      );
      yield page;
      after =
        page.IsTruncated === true
          ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
          : undefined;
    }
  }
}

/** Pages, with the faults of the AWS SDK as the engine knows them. */
async function* translated<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  try {
    yield* pages;
  } catch (error) {
    throw sourceError(error);
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function fault({ code, message, status }: S3Answer): FetchedObject {
  const detail = [code ?? `HTTP ${status}`, message].filter(Boolean).join(": ");
  if (status === 404 || (status === 405 && code === "MethodNotAllowed")) {
    return { state: "absent", detail: code ?? `HTTP ${status}` };
  }
  return { state: "unreadable", reason: reasonOf(code, status, detail), detail };
}

function reasonOf(code: string | undefined, status: number, detail: string): NotCheckedReason {
  return code === "InvalidObjectState"
    ? "archived"
    : code?.startsWith("KMS.") === true || (status === 403 && detail.includes("kms:"))
      ? "encrypted"
      : status === 403 || status === 401
        ? "denied"
        : "unavailable";
}
