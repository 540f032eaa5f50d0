import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { LandingZone } from "../config/landing-zone";
import type { S3State } from "../config/state/settings";
import type { StateJson } from "../review/plan-json";
import { assumeRole } from "./account-clients";

/** The states of a landing zone's stacks, wherever they are kept. */
export interface States {
  /** Names of the stacks that have one. */
  stacks(): Promise<string[]>;
  /** How many resources the state of a stack holds. */
  resources(stack: string): Promise<number>;
  /** The state of a stack. It holds secrets: only what is needed is to be kept of it. */
  read(stack: string): Promise<StateJson>;
  /** For people: where the state of a stack is. */
  place(stack: string): string;
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

  stacks(): Promise<string[]> {
    const files = existsSync(this.folder) ? readdirSync(this.folder) : [];
    return Promise.resolve(files.map((file) => STATE_FILE.exec(file)?.[1]).filter((stack) => stack !== undefined));
  }

  async resources(stack: string): Promise<number> {
    return countResources(await this.read(stack));
  }

  read(stack: string): Promise<StateJson> {
    return Promise.resolve(JSON.parse(readFileSync(this.place(stack), "utf8")) as StateJson);
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

  async stacks(): Promise<string[]> {
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
    const client = await this.opened();
    const { Body } = await client.send(new GetObjectCommand({ Bucket: this.state.bucket, Key: this.key(stack) }));
    return JSON.parse((await Body?.transformToString()) ?? "{}") as StateJson;
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
