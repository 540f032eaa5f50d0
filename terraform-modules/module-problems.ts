import type { Block, SynthesizedStack } from "./synthesized-stack";

/** A stack that cannot be handed over as a module: every reason, with its place and what to do. */
export class NotAModule extends Error {
  /** For those who catch it. */
  override readonly name = "NotAModule";

  constructor(
    module: string,
    /** Each with its place in the stack and what to do. */
    readonly problems: readonly string[],
  ) {
    super(`The stack ${module} cannot be a Terraform module:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
}

/** What a called module can have. Backends and configurations of providers are its caller's, and are left out. */
const SECTIONS = ["//", "terraform", "provider", "variable", "output", "locals", "data", "resource", "module", "moved"];
const SETTINGS = ["//", "backend", "cloud", "required_providers", "required_version"];

/** Outputs that cdktf makes for other stacks of the same program, which nobody else reads. */
export function isCrossStackOutput(name: string): boolean {
  return name.startsWith("cross-stack-output-");
}

/** Why a stack cannot be a module that others call and understand. */
export function moduleProblems(stack: SynthesizedStack): string[] {
  return [
    ...unknownSections(stack),
    ...valuesOfOtherStacks(stack),
    ...filesBesides(stack),
    ...undescribed(stack),
    ...unusedVariables(stack),
    ...(Object.keys(stack.resource ?? {}).length + Object.keys(stack.data ?? {}).length === 0
      ? ["it has neither a resource nor a data source: add what the module is to make"]
      : []),
  ];
}

function unknownSections(stack: SynthesizedStack): string[] {
  const sections = Object.keys(stack).filter((section) => !SECTIONS.includes(section));
  const settings = Object.keys(stack.terraform ?? {}).filter((setting) => !SETTINGS.includes(setting));
  return [
    ...sections.map((section) =>
      section === "import"
        ? "import: Terraform takes import blocks in a root module only. Leave adoption out (importFrom), and let " +
          "callers write `import { to = module.<name>.<address> ... }` themselves"
        : `${section}: a module has none of these here: ${SECTIONS.slice(1).join(", ")} are what it may have`,
    ),
    ...settings.map(
      (setting) => `terraform.${setting}: what it decides is the root module's; take it out of the stack`,
    ),
  ];
}

function valuesOfOtherStacks(stack: SynthesizedStack): string[] {
  return Object.keys(stack.data?.terraform_remote_state ?? {}).map(
    (name) =>
      `data.terraform_remote_state.${name}: it reads the state of another stack, which callers do not have. Give what ` +
      "it reads as a TerraformVariable",
  );
}

/** Assets lie beside the stack, and their paths would begin at the caller's folder. */
function filesBesides(stack: SynthesizedStack): string[] {
  return blocksOf(stack)
    .filter(([, block]) => /"assets\/[^"]/.test(JSON.stringify(block)))
    .map(([address]) => `${address}: it reads a file of assets/, whose path callers do not have. Inline its content`);
}

function undescribed(stack: SynthesizedStack): string[] {
  const isEmpty = (value: unknown): boolean => value === undefined || value === "";
  return [
    ...Object.entries(stack.variable ?? {}).flatMap(([name, variable]) => [
      ...(isEmpty(variable.description)
        ? [`variable.${name}: it has no description. Say what it is, its format and its unit`]
        : []),
      ...(isEmpty(variable.type) ? [`variable.${name}: it has no type, such as string or list(string)`] : []),
    ]),
    ...Object.entries(stack.output ?? {})
      .filter(([name, output]) => !isCrossStackOutput(name) && isEmpty(output.description))
      .map(([name]) => `output.${name}: it has no description. Say what it is`),
  ];
}

/** An input that decides nothing misleads whoever sets it. */
function unusedVariables(stack: SynthesizedStack): string[] {
  const { resource, data, locals, module, output } = stack;
  const text = JSON.stringify({ resource, data, locals, module, output });
  const usedIn = (where: string, name: string): boolean => new RegExp(`\\bvar\\.${name}(?![\\w-])`).test(where);
  return Object.keys(stack.variable ?? {})
    .filter((name) => !usedIn(text, name))
    .map((name) =>
      usedIn(JSON.stringify(stack.provider ?? {}), name)
        ? `variable.${name}: only a provider uses it, and callers configure those. Take it out`
        : `variable.${name}: nothing uses it. Take it out`,
    );
}

/** Resources and data sources with their addresses. */
export function blocksOf({ data = {}, resource = {} }: SynthesizedStack): [address: string, block: Block][] {
  const flat = (blocks: typeof resource, prefix: string): [string, Block][] =>
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]): [string, Block] => [`${prefix}${type}.${name}`, block]),
    );
  return [...flat(resource, ""), ...flat(data, "data.")];
}
