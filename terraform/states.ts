import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, paginateListObjectsV2, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { LandingZone } from "../config/landing-zone";
import type { S3State } from "../config/state/settings";
import { whyUnreadable } from "../config/source/read-text";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import type { StateJson } from "../review/plan-json";
import { assumeRole } from "./account-clients";
import { isAws } from "./aws-error";
import { parseState } from "./state-file";

/** The states of a landing zone's stacks, wherever they are kept. Each method fails with a Failure where they cannot be read. */
export interface States {
  /** Names of the stacks that have one. */
  stacks(): Promise<string[]>;
  /** How many resources the state of a stack holds. */
  resources(stack: string): Promise<number>;
  /** The state of a stack. It holds secrets: only what is needed is to be kept of it. */
  read(stack: string): Promise<StateJson>;
  /** Which version of its state a stack has; nothing where it has none. Reads no more of it than that takes. */
  head(stack: string): Promise<StateHead | undefined>;
  /** The text that {@link writeRecord} has left beside the state of a stack; nothing where there is none. */
  readRecord(stack: string): Promise<string | undefined>;
  /** Leaves a text beside the state of a stack, in place of the one that is there. */
  writeRecord(stack: string, text: string): Promise<void>;
  /** For people: where the state of a stack is. */
  place(stack: string): string;
  /** For people: where all of them are. */
  readonly where: string;
}

/** A version of a state. */
export interface StateHead {
  readonly serial: number;
  readonly lineage: string;
}

/** @param outdir folder with the synthesized stacks; local states are beside it */
export function statesOf({ state }: LandingZone, outdir: string): States {
  return state.backend === "s3" ? new S3States(state) : new LocalStates(outdir);
}

const STATE_FILE = /^terraform\.(.+)\.tfstate$/;

/** States in files beside the folder of the synthesized stacks. */
class LocalStates implements States {
  private readonly folder: string;

  constructor(outdir: string) {
    this.folder = join(outdir, "..");
  }

  get where(): string {
    return this.folder;
  }

  stacks(): Promise<string[]> {
    const files = existsSync(this.folder) ? readdirSync(this.folder) : [];
    return Promise.resolve(files.map((file) => STATE_FILE.exec(file)?.[1]).filter((stack) => stack !== undefined));
  }

  async resources(stack: string): Promise<number> {
    return countResources(await this.read(stack));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
  async read(stack: string): Promise<StateJson> {
    const place = this.place(stack);
    let text: string;
    try {
      text = readFileSync(place, "utf8");
    } catch (error) {
      throw new Failure(fold(`the state ${place} cannot be read: ${whyUnreadable(error)}`));
    }
    return parseState(text, place);
  }

  async head(stack: string): Promise<StateHead | undefined> {
    return existsSync(this.place(stack)) ? headOf(await this.read(stack)) : undefined;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
  async readRecord(stack: string): Promise<string | undefined> {
    const place = this.recordPlace(stack);
    try {
      return readFileSync(place, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") {
        return undefined;
      }
      throw new Failure(fold(`${place} cannot be read: ${whyUnreadable(error)}`));
    }
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
  async writeRecord(stack: string, text: string): Promise<void> {
    const place = this.recordPlace(stack);
    const draft = `${place}.${process.pid}`;
    try {
      // Whoever reads meanwhile sees that of before or of after.
      writeFileSync(draft, text);
      renameSync(draft, place);
    } catch (error) {
      rmSync(draft, { force: true });
      throw new Failure(fold(`${place} cannot be written: ${whyUnreadable(error)}`));
    }
  }

  place(stack: string): string {
    return join(this.folder, `terraform.${stack}.tfstate`);
  }

  private recordPlace(stack: string): string {
    return join(this.folder, `terraform.${stack}.applied.json`);
  }
}

const SUFFIX = ".tfstate";
const RECORD_SUFFIX = ".applied.json";
/** What Terraform writes before everything that may be long. */
const HEAD_BYTES = 4096;
const HEAD = /^\s*\{\s*"version":\s*4,\s*"terraform_version":\s*"[^"]*",\s*"serial":\s*(\d+),\s*"lineage":\s*"([^"]*)"/;

/** States in objects of a bucket, read as Terraform reads them. */
export class S3States implements States {
  private client: Promise<S3Client> | undefined;

  /** @param open makes the client */
  constructor(
    private readonly state: S3State,
    private readonly open: (state: S3State) => Promise<S3Client> = openBucket,
  ) {}

  get where(): string {
    return `s3://${this.state.bucket}/${this.folder}`;
  }

  async stacks(): Promise<string[]> {
    return this.asked(this.where, () => this.listed());
  }

  private async listed(): Promise<string[]> {
    const { bucket: Bucket } = this.state;
    const stacks: string[] = [];
    const client = await this.opened();
    // What lies deeper is another landing zone's, whose prefix begins with this one.
    const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: this.folder, Delimiter: "/" });
    for await (const { Contents = [] } of pages) {
      const names = Contents.map(({ Key = "" }) => Key.slice(this.folder.length));
      stacks.push(...names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length)));
    }
    return stacks;
  }

  async resources(stack: string): Promise<number> {
    return countResources(await this.read(stack));
  }

  async read(stack: string): Promise<StateJson> {
    const place = this.place(stack);
    return parseState(await this.asked(place, () => this.get(this.key(stack))), place);
  }

  async head(stack: string): Promise<StateHead | undefined> {
    const begin = await this.ifThere(this.key(stack), `bytes=0-${HEAD_BYTES - 1}`);
    if (begin === undefined) {
      return undefined;
    }
    const [, serial, lineage] = HEAD.exec(begin) ?? [];
    // Written by another program, or encrypted: all of it says what it is.
    return serial === undefined || lineage === undefined
      ? headOf(await this.read(stack))
      : { serial: Number(serial), lineage };
  }

  readRecord(stack: string): Promise<string | undefined> {
    return this.ifThere(this.recordKey(stack));
  }

  async writeRecord(stack: string, text: string): Promise<void> {
    const { bucket, kmsKeyArn } = this.state;
    const Key = this.recordKey(stack);
    const encryption = kmsKeyArn && { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: kmsKeyArn };
    await this.asked(
      `s3://${bucket}/${Key}`,
      async () => {
        const client = await this.opened();
        await client.send(
          new PutObjectCommand({ Bucket: bucket, Key, Body: text, ContentType: "application/json", ...encryption }),
        );
      },
      "cannot be written",
    );
  }

  /** An object, or its beginning; nothing where there is none. */
  private ifThere(key: string, range?: string): Promise<string | undefined> {
    return this.asked(`s3://${this.state.bucket}/${key}`, async () => {
      try {
        return await this.get(key, range);
      } catch (error) {
        if (isAws(error, "NoSuchKey")) return undefined;
        // An empty object has no beginning.
        if (isAws(error, "InvalidRange")) return "";
        throw error;
      }
    });
  }

  private async get(Key: string, Range?: string): Promise<string> {
    const client = await this.opened();
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: this.state.bucket, Key, ...(Range === undefined ? {} : { Range }) }),
    );
    return (await Body?.transformToString()) ?? "";
  }

  /** What AWS says when it refuses, without the trace of the SDK. */
  private async asked<Answer>(place: string, ask: () => Promise<Answer>, failed = "cannot be read"): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      const { message, name } = error as Error;
      throw new Failure(fold(`the states in ${place} ${failed}: ${name}: ${message}`));
    }
  }

  place(stack: string): string {
    return `s3://${this.state.bucket}/${this.key(stack)}`;
  }

  private get folder(): string {
    return `${this.state.prefix}/`;
  }

  private key(stack: string): string {
    return `${this.folder}${stack}${SUFFIX}`;
  }

  private recordKey(stack: string): string {
    return `${this.folder}${stack}${RECORD_SUFFIX}`;
  }

  private opened(): Promise<S3Client> {
    return (this.client ??= this.open(this.state));
  }
}

async function openBucket({ region, roleArn }: S3State): Promise<S3Client> {
  const settings = roleArn === undefined ? { region } : await assumeRole({ region }, roleArn);
  // A local AWS has no host name for every bucket.
  return new S3Client({ ...settings, forcePathStyle: true });
}

/** How many resources a state holds, each instance counted. */
function countResources({ resources = [] }: StateJson): number {
  return resources
    .filter(({ mode }) => mode === "managed")
    .reduce((sum, { instances = [] }) => sum + instances.length, 0);
}

/** Nothing of a state that is empty. */
function headOf({ lineage, serial }: StateJson): StateHead | undefined {
  return serial === undefined || lineage === undefined ? undefined : { serial, lineage };
}
