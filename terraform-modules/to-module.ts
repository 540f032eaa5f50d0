import { blocksOf, isCrossStackOutput, moduleProblems, NotAModule } from "./module-problems";
import { moduleReadme } from "./module-readme";
import { withoutMetadata } from "./synthesized-stack";
import type { Block, Blocks, SynthesizedStack } from "./synthesized-stack";

/** What a module is called, and what it needs. */
export interface ModuleOptions {
  /** What callers name the module: letters, digits, `-` and `_`, such as `cis-alarms`. */
  readonly name: string;
  /**
   * What it makes, at the head of its README: a sentence or two.
   * @default - nothing is said
   */
  readonly description?: string;
  /**
   * Constraints on the versions of providers by local name, such as `{ aws: ">= 5.100.0, < 7.0.0" }`.
   * @default - from the version that the stack pins up to the next major version
   */
  readonly providerVersions?: Readonly<Record<string, string>>;
  /**
   * Constraint on the version of Terraform or OpenTofu.
   * @default ">= 1.10", or what the stack says
   */
  readonly terraformVersion?: string;
}

/** A folder that Terraform and OpenTofu call as a module. */
export interface TerraformModule {
  /** Contents by name of file. */
  readonly files: ReadonlyMap<string, string>;
  /** Where it has an account's id or the provider's region for good, so that it is wrong for callers of another. */
  readonly fixed: readonly string[];
}

/** What every generated file begins with, in JSON and in Markdown: what has it may be written again. */
export const MARK = "Made by landing-zone export-module: do not edit it";

/**
 * A stack as a module: what it makes, its variables, outputs and the providers it needs, without backend, configurations
 * of providers and what cdktf remembers. Addresses within the module are those of the stack.
 *
 * @param stack what cdktf wrote as `cdk.tf.json`
 * @throws NotAModule where it reads other stacks or files, adopts what exists, or has undescribed or unused variables
 * @see https://developer.hashicorp.com/terraform/language/modules/develop/structure
 */
export function toModule(stack: SynthesizedStack, options: ModuleOptions): TerraformModule {
  const problems = [...optionProblems(stack, options), ...moduleProblems(stack)];
  if (problems.length > 0) {
    throw new NotAModule(options.name, problems);
  }
  const { data, locals, module, moved, resource } = stack;
  const variables = withoutMetadataOf(stack.variable);
  const outputs = withoutMetadataOf(
    Object.fromEntries(Object.entries(stack.output ?? {}).filter(([name]) => !isCrossStackOutput(name))),
  );
  const versions = versionsOf(stack, options);
  const files = new Map([
    [
      "main.tf.json",
      json({
        locals,
        data: data && byType(data),
        resource: resource && byType(resource),
        module: module as object | undefined,
        moved,
      }),
    ],
    ["outputs.tf.json", json({ output: outputs })],
    ["README.md", moduleReadme({ ...options, mark: MARK, variables, outputs, aliases: aliasesOf(stack), ...versions })],
    ["variables.tf.json", json({ variable: variables })],
    [
      "versions.tf.json",
      json({
        terraform: { required_version: versions.terraformVersion, required_providers: versions.requiredProviders },
      }),
    ],
  ]);
  return { files, fixed: fixedIn(stack) };
}

function optionProblems(stack: SynthesizedStack, { name, providerVersions = {} }: ModuleOptions): string[] {
  const providers = Object.keys(stack.terraform?.required_providers ?? {});
  return [
    ...(/^[A-Za-z_][\w-]*$/.test(name)
      ? []
      : [`name: ${JSON.stringify(name)} is none; it has letters, digits, - and _, and begins with a letter`]),
    ...Object.keys(providerVersions)
      .filter((provider) => !providers.includes(provider))
      .map((provider) => `providerVersions.${provider}: the stack has ${providers.join(", ") || "no provider"}`),
  ];
}

export interface Versions {
  readonly terraformVersion: string;
  readonly requiredProviders: Readonly<Record<string, Block>>;
}

function versionsOf(stack: SynthesizedStack, options: ModuleOptions): Versions {
  const { required_providers: providers = {}, required_version: version } = stack.terraform ?? {};
  const aliases = aliasesOf(stack);
  const required = Object.entries(providers).map(([name, requirement]): [string, Block] => [
    name,
    {
      source: requirement.source.includes("/") ? requirement.source : `hashicorp/${requirement.source}`,
      version: options.providerVersions?.[name] ?? untilNextMajor(requirement.version),
      configuration_aliases: aliases.get(name),
    },
  ]);
  return {
    terraformVersion: options.terraformVersion ?? (typeof version === "string" ? version : ">= 1.10"),
    requiredProviders: Object.fromEntries(required),
  };
}

/** A module that pins one version would decide for its caller's whole configuration. */
function untilNextMajor(version: string | undefined): string | undefined {
  const [, major] = /^(\d+)\.\d+\.\d+$/.exec(version ?? "") ?? [];
  return major === undefined ? version : `>= ${version}, < ${Number(major) + 1}.0.0`;
}

/** Providers that callers have to name, as `aws.us-east-1`, by local name of their kind. */
function aliasesOf({ provider = {} }: SynthesizedStack): Map<string, readonly string[]> {
  return new Map(
    Object.entries(provider)
      .map(([name, configurations]): [string, string[]] => [
        name,
        configurations.flatMap(({ alias }) => (typeof alias === "string" ? [`${name}.${alias}`] : [])),
      ])
      .filter(([, aliases]) => aliases.length > 0),
  );
}

function fixedIn(stack: SynthesizedStack): string[] {
  const regions = Object.values(stack.provider ?? {})
    .flat()
    .flatMap(({ region }) => (typeof region === "string" && !region.includes("${") ? [region] : []));
  return blocksOf(stack).flatMap(([address, block]) => {
    // Names of what is referred to may have a region in them, as aliases have.
    const text = JSON.stringify(withoutMetadata({ ...block, provider: undefined })).replaceAll(/\$\{[^}"]*\}/g, "");
    const accounts = text.match(/(?<![\w.-])\d{12}(?![\w.-])/g) ?? [];
    return [
      ...[...new Set(accounts)].map((account) => `${address}: account ${account}`),
      ...regions.filter((region) => text.includes(region)).map((region) => `${address}: region ${region}`),
    ];
  });
}

function withoutMetadataOf(blocks: Blocks = {}): Blocks {
  return Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, withoutMetadata(block)]));
}

function byType(blocks: Readonly<Record<string, Blocks>>): object {
  return Object.fromEntries(Object.entries(blocks).map(([type, named]) => [type, withoutMetadataOf(named)]));
}

const json = (content: object): string => `${JSON.stringify({ "//": MARK, ...content }, undefined, 2)}\n`;
