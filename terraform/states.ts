import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { LandingZone } from "../config/landing-zone";
import type { S3State } from "../config/state/settings";
import { whyUnreadable } from "../config/source/read-text";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import type { StateJson } from "../review/plan-json";
import { assumeRole } from "./account-clients";
import { parseState } from "./state-file";

/** The states of a landing zone's stacks, wherever they are kept. Each method fails with a Failure where they cannot be read. */
export interface States {
  /** Names of the stacks that have one. */
  stacks(): Promise<string[]>;
  /** How many resources the state of a stack holds. */
  resources(stack: string): Promise<number>;
  /** The state of a stack. It holds secrets: only what is needed is to be kept of it. */
  read(stack: string): Promise<StateJson>;
  /** For people: where the state of a stack is. */
  place(stack: string): string;
  /** For people: where all of them are. */
  readonly where: string;
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

  place(stack: string): string {
    return join(this.folder, `terraform.${stack}.tfstate`);
  }
}

const SUFFIX = ".tfstate";

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
    const text = await this.asked(place, async () => {
      const client = await this.opened();
      const { Body } = await client.send(new GetObjectCommand({ Bucket: this.state.bucket, Key: this.key(stack) }));
      return (await Body?.transformToString()) ?? "";
    });
    return parseState(text, place);
  }

  /** What AWS says when it refuses, without the trace of the SDK. */
  private async asked<Answer>(place: string, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      const { message, name } = error as Error;
      throw new Failure(fold(`the states in ${place} cannot be read: ${name}: ${message}`));
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
