import type { Block, Blocks } from "./synthesized-stack";

export interface ReadmeInput {
  readonly name: string;
  readonly description?: string;
  readonly mark: string;
  readonly variables: Blocks;
  readonly outputs: Blocks;
  /** Providers that callers have to name, by local name of their kind. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly terraformVersion: string;
  readonly requiredProviders: Readonly<Record<string, Block>>;
}

/** How a module is called, and tables of what it takes and gives. */
export function moduleReadme(input: ReadmeInput): string {
  const { description, mark, name, outputs, requiredProviders, terraformVersion, variables } = input;
  return (
    [
      `<!-- ${mark} -->`,
      `# ${name}`,
      ...(description === undefined ? [] : [description]),
      `\`\`\`hcl\n${call(input)}\n\`\`\``,
      table(
        ["input", "type", "default", "what it is"],
        Object.entries(variables).map(([variable, { default: value, description: text, type }]) => [
          `\`${variable}\``,
          `\`${String(type)}\``,
          value === undefined ? "required" : `\`${JSON.stringify(value)}\``,
          String(text),
        ]),
        "It takes no input.",
      ),
      table(
        ["output", "what it is"],
        Object.entries(outputs).map(([output, { description: text, sensitive }]) => [
          `\`${output}\``,
          `${String(text)}${sensitive === true ? " (sensitive)" : ""}`,
        ]),
        "It gives no output.",
      ),
      table(
        ["needs", "version"],
        [
          ["Terraform or OpenTofu", `\`${terraformVersion}\``],
          ...Object.values(requiredProviders).map(({ source, version }) => [
            `\`${String(source)}\``,
            typeof version === "string" ? `\`${version}\`` : "any",
          ]),
        ],
      ),
    ].join("\n\n") + "\n"
  );
}

/** The call with all that has to be given: inputs without default, and providers of other regions or accounts. */
function call({ aliases, name, requiredProviders, variables }: ReadmeInput): string {
  const required = Object.entries(variables).filter(([, variable]) => variable.default === undefined);
  const width = Math.max(...required.map(([variable]) => variable.length));
  const providers = [...aliases.values()].flat();
  return [
    `module "${name}" {`,
    `  source = "./${name}"`,
    ...(required.length === 0 ? [] : [""]),
    ...required.map(([variable]) => `  ${variable.padEnd(width)} = var.${variable}`),
    ...(providers.length === 0
      ? []
      : [
          "",
          "  providers = {",
          ...[...Object.keys(requiredProviders), ...providers].map((provider) => `    ${provider} = ${provider}`),
          "  }",
        ]),
    "}",
  ].join("\n");
}

function table(titles: readonly string[], rows: readonly (readonly string[])[], none = ""): string {
  if (rows.length === 0) {
    return none;
  }
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ")).join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
