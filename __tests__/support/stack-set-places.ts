import type { Block, Template } from "./terraform";

/** A template of a stack set in one of the places where its stacks are, with every condition and reference resolved. */
export interface StackSetPlace {
  /** Name of the stack set. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly resources: readonly { readonly type: string; readonly properties: Block }[];
}

type Conditions = Readonly<Record<string, unknown>>;

/** What the stack sets of a stack deploy: to each account, in each of their regions. */
export function stackSetPlaces(stack: Template, accounts: readonly string[]): StackSetPlace[] {
  const instances = Object.values(stack.json.resource?.aws_cloudformation_stack_set_instance ?? {});
  return Object.entries(stack.json.resource?.aws_cloudformation_stack_set ?? {}).flatMap(([id, set]) => {
    const template = JSON.parse(String(set.template_body).replaceAll("$${", "${")) as {
      Conditions?: Conditions;
      Resources: Record<string, { Type: string; Condition?: string; Properties: Block }>;
    };
    const regions = instances
      .filter((instance) => instance.stack_set_name === `\${aws_cloudformation_stack_set.${id}.name}`)
      .map((instance) => String(instance.region));
    return accounts.flatMap((account) =>
      regions.map((region): StackSetPlace => {
        const here = new Here(account, region, template.Conditions ?? {});
        return {
          name: String(set.name),
          account,
          region,
          resources: Object.values(template.Resources)
            .filter(({ Condition }) => Condition === undefined || here.holds({ Condition }))
            .map(({ Properties, Type }) => ({ type: Type, properties: here.resolved(Properties) as Block })),
        };
      }),
    );
  });
}

class Here {
  private readonly pseudo: Readonly<Record<string, string>>;

  constructor(
    account: string,
    region: string,
    private readonly conditions: Conditions,
  ) {
    this.pseudo = { "AWS::AccountId": account, "AWS::Partition": "aws", "AWS::Region": region };
  }

  resolved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((part) => this.resolved(part));
    if (typeof value !== "object" || value === null) return value;
    const [[key, argument] = ["", undefined], ...more] = Object.entries(value);
    if (more.length === 0 && key === "Ref") return this.pseudoOf(String(argument));
    if (more.length === 0 && key === "Fn::Sub") {
      return String(argument).replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => this.pseudoOf(name));
    }
    if (more.length === 0 && key === "Fn::If") {
      const [condition, then, otherwise] = argument as [string, unknown, unknown];
      return this.resolved(this.holds({ Condition: condition }) ? then : otherwise);
    }
    if (more.length === 0 && key.startsWith("Fn::")) throw new Error(`${key} is not known here`);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.resolved(part)]));
  }

  holds(condition: unknown): boolean {
    const [[key, argument] = ["", undefined]] = Object.entries(condition as object) as [string, unknown][];
    switch (key) {
      case "Condition":
        return this.holds(this.conditions[String(argument)]);
      case "Fn::Not":
        return !this.holds((argument as unknown[])[0]);
      case "Fn::Or":
        return (argument as unknown[]).some((one) => this.holds(one));
      case "Fn::Equals": {
        const [one, other] = (argument as unknown[]).map((part) => this.resolved(part));
        return one === other;
      }
      default:
        throw new Error(`${key} is no condition that is known here`);
    }
  }

  private pseudoOf(name: string): string {
    const found = this.pseudo[name];
    if (found === undefined) throw new Error(`no pseudo parameter ${name}`);
    return found;
  }
}
