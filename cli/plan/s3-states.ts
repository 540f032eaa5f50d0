import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { S3State } from "../../config/state/settings";
import { assumeRole } from "../../terraform/account-clients";
import { countResources } from "./count-resources";
import type { States } from "../../terraform/states";

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
    const client = await this.opened();
    const { Body } = await client.send(new GetObjectCommand({ Bucket: this.state.bucket, Key: this.key(stack) }));
    return countResources((await Body?.transformToString()) ?? "{}");
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
