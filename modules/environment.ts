import type { TerraformProvider } from "cdktf";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { FORMATS } from "../aws/formats";
import { checkFormats, isKnown, pathOf, refuse } from "./checks";

/**
 * Where a module puts its resources: one account, one region. AWS CDK calls it so, too.
 *
 * Modules are given an environment, or take that of their stack (`awsEnvironment`), and never build a provider. Whether a
 * region is a provider alias (hashicorp/aws 5) or a `region` argument (hashicorp/aws 6) is decided here and in
 * `stacks/account-providers.ts`, nowhere else. Two
 * resources have a `region` argument of their own, which version 6 calls otherwise: the stack set instance and the
 * aggregate authorization.
 */
export interface Environment {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Twelve digits, or a token where AWS invents the account. */
  readonly accountId: string;
  /** Region name such as `eu-west-1`. */
  readonly region: string;
  /** Provider of that account and region, which the resources are made with. */
  readonly provider: TerraformProvider;
}

/** What every module takes. */
export interface EnvironmentProps {
  /**
   * Account and region of the resources.
   * @default - those of the stack: what `awsEnvironment` was given for it
   */
  readonly environment?: Environment;
}

/**
 * The meta-arguments that put a resource into an environment:
 * `new S3Bucket(this, "Default", { ...inEnvironment(environment), bucket })`.
 */
export function inEnvironment(environment: Environment): { provider: TerraformProvider } {
  return { provider: environment.provider };
}

const ofStacks = new WeakMap<TerraformStack, Environment>();

/** Makes an environment that of all modules of a stack which are given none. */
export function setEnvironment(stack: TerraformStack, environment: Environment): void {
  ofStacks.set(stack, environment);
}

/** Whether a stack has an environment already. */
export function hasEnvironment(stack: TerraformStack): boolean {
  return ofStacks.has(stack);
}

/**
 * The environment of a module: its own, or that of its stack.
 *
 * @param id of the module, which need not be there yet
 * @throws Error when there is none, its region is not the provider's, or the props have an ARN of another partition
 */
export function environmentOf(scope: Construct, id: string, props: EnvironmentProps): Environment {
  const { environment } = props;
  const where = pathOf(scope, id);
  const found = environment ?? ofStacks.get(TerraformStack.of(scope));
  if (found === undefined) {
    throw new Error(
      `${where}: environment: there is none; give the module one, or the whole stack by awsEnvironment(stack, { accountId, region })`,
    );
  }
  if (environment !== undefined) {
    checkEnvironment(where, environment);
  }
  // One that is looked up by a data source is not asked for: that would make the data source, and its value is known to AWS alone.
  const partition: unknown = Object.getOwnPropertyDescriptor(found, "partition")?.value;
  if (typeof partition === "string" && isKnown(partition)) {
    checkPartition(where, "", props, partition);
  }
  return found;
}

/**
 * Refuses an ARN of another region or account than it has to be of.
 *
 * @param place region and account of the environment, or one of them
 */
export function checkPlace(
  where: string,
  prop: string,
  arn: string | undefined,
  place: Partial<Pick<Environment, "accountId" | "region">>,
): void {
  const [, , , region, accountId] = arn?.split(":") ?? [];
  for (const [what, allowed, got] of [
    ["region", place.region, region],
    ["account", place.accountId, accountId],
  ] as const) {
    if (allowed !== undefined && got !== undefined && isKnown(allowed) && isKnown(got) && got !== allowed) {
      refuse(where, prop, { got: arn, allowed: `one of the ${what} ${allowed}` });
    }
  }
}

/** How deep the props of a module are, at most. */
const DEEPEST = 4;

/** Refuses ARNs of another partition than that of the environment: AWS knows nothing of each in the others. */
function checkPartition(where: string, prop: string, value: unknown, partition: string, depth = 0): void {
  if (typeof value === "string") {
    const [, named = partition] = /^arn:(aws[a-z-]*):/.exec(value) ?? [];
    if (named !== partition) {
      refuse(where, prop, { got: value, allowed: `an ARN of ${partition}, where ${where} is` });
    }
  } else if (typeof value === "object" && value !== null && depth < DEEPEST && isPlain(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const path = Array.isArray(value) ? `${prop}[${key}]` : prop === "" ? key : `${prop}.${key}`;
      checkPartition(where, path, inner, partition, depth + 1);
    }
  }
}

/** Neither a construct nor an environment: what is written in the props. */
function isPlain(value: object): boolean {
  return (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) && !("provider" in value);
}

function checkEnvironment(where: string, environment: Environment): void {
  // One that is looked up when it is asked for is known to nobody yet, and costs a data source.
  if (Object.getOwnPropertyDescriptor(environment, "accountId")?.get === undefined) {
    checkFormats(`${where}: environment`, environment, { accountId: FORMATS.accountId });
  }
  const { region } = environment.provider as { region?: unknown };
  if (typeof region === "string" && isKnown(region) && isKnown(environment.region) && region !== environment.region) {
    refuse(where, "environment.region", { got: environment.region, allowed: `${region}, which the provider has` });
  }
}
