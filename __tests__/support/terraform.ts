import "../../stacks/synthesis-speed";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Environment } from "../../modules/environment";

export type Block = Record<string, unknown>;

interface TerraformJson {
  readonly data?: Record<string, Record<string, Block>>;
  readonly import?: Block[];
  readonly output?: Record<string, Block>;
  readonly provider: { readonly aws: Block[] };
  readonly removed?: Block[];
  readonly resource?: Record<string, Record<string, Block>>;
  readonly variable?: Record<string, Block>;
  readonly terraform: Block & { readonly backend: Record<string, Block>; readonly required_providers: { aws: Block } };
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** The Terraform JSON of one stack, as `app.synth()` wrote it. */
export class Template {
  constructor(
    readonly text: string,
    readonly json = JSON.parse(text) as TerraformJson,
  ) {}

  /** `type.name` of every resource, sorted. */
  get addresses(): string[] {
    return Object.entries(this.json.resource ?? {})
      .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
      .sort();
  }

  /** `type.name` of every resource that is not made, and not destroyed either, sorted. */
  get kept(): string[] {
    return this.addresses.filter((address) => {
      const [type = "", name = ""] = address.split(".");
      return !isMade(this.json.resource?.[type]?.[name] ?? {});
    });
  }

  /** Those that are made. */
  resources(type: string): Block[] {
    return Object.values(this.json.resource?.[type] ?? {}).filter(isMade);
  }

  /** The only resource of a type, or the one of a name. */
  resource(type: string, name?: string): Block {
    const named = this.json.resource?.[type] ?? {};
    const found = name === undefined ? this.resources(type) : [named[name]];
    const [only] = found;
    if (found.length !== 1 || only === undefined) {
      throw new Error(`expected one ${type} ${name ?? ""}, there are: ${Object.keys(named).join(", ") || "none"}`);
    }
    return only;
  }

  /** The statements of a policy in an argument of a resource, by Sid. */
  statements(type: string, argument = "policy", name?: string): Record<string, Statement> {
    const { Statement } = JSON.parse(String(this.resource(type, name)[argument])) as { Statement: Statement[] };
    return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
  }
}

function isMade({ count }: Block): boolean {
  return count !== 0;
}

/** Every stack of an app after `app.synth()`, by stack id, and the manifest under "manifest". */
export function synthesizeApp(define: (app: App) => void): { manifest: Block; stacks: Record<string, Template> } {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-test-"));
  try {
    const app = new App({ outdir });
    define(app);
    app.synth();
    const stacks = readdirSync(join(outdir, "stacks")).map((stack): [string, Template] => [
      stack,
      new Template(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")),
    ]);
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Block;
    return { manifest, stacks: Object.fromEntries(stacks) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export const ACCOUNT_ID = "222222222222";

/** A stack of a single module, in an environment of account 222222222222 and region eu-west-1. */
export function synthesizeModule(define: (stack: TerraformStack, environment: Environment) => void): Template {
  const { stacks } = synthesizeApp((app) => {
    const stack = new TerraformStack(app, "test");
    const provider = new AwsProvider(stack, "aws", { region: "eu-west-1" });
    define(stack, { accountId: ACCOUNT_ID, partition: "aws", region: "eu-west-1", provider });
  });
  const { test } = stacks;
  if (test === undefined) throw new Error("the test stack was not written");
  return test;
}
