import { Failure } from "../../console/failure";
import type { Block } from "../kinds";
import type { SynthesizedStack } from "../stacks";

/** A template of a stack set in one of the places where its stacks are, with every condition and reference resolved. */
export interface StackSetPlace {
  /** Name of the stack set. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly resources: readonly { readonly type: string; readonly properties: Block }[];
}

type Conditions = Readonly<Record<string, unknown>>;

interface Template {
  readonly Conditions?: Conditions;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Condition?: string; readonly Properties: Block }>
  >;
}

/**
 * What the stack sets of a stack deploy: to each account, in each of their regions.
 *
 * @param accounts ids of the accounts that they deploy to
 * @throws Failure when a template is no JSON, or asks CloudFormation for what is not known here
 */
export function stackSetPlaces(
  { id: stackId, resource }: Pick<SynthesizedStack, "id" | "resource">,
  accounts: readonly string[],
  partition: string,
): StackSetPlace[] {
  const instances = Object.values(resource.aws_cloudformation_stack_set_instance ?? {});
  return Object.entries(resource.aws_cloudformation_stack_set ?? {}).flatMap(([id, set]) => {
    const template = templateOf(String(set.template_body), `${stackId}/${id}`);
    const regions = instances
      .filter((instance) => instance.stack_set_name === `\${aws_cloudformation_stack_set.${id}.name}`)
      .map((instance) => String(instance.region));
    return accounts.flatMap((account) =>
      regions.map((region): StackSetPlace => {
        const here = new Here({ account, partition, region }, template.Conditions ?? {});
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

function templateOf(body: string, whose: string): Template {
  try {
    return JSON.parse(body.replaceAll("$${", "${")) as Template;
  } catch (error) {
    throw new Failure(`the template of ${whose} is not JSON: ${(error as Error).message}`);
  }
}

/** An account and region, and what CloudFormation puts for the functions of a template there. */
class Here {
  private readonly pseudo: ReadonlyMap<string, string>;

  constructor(
    { account, partition, region }: { readonly account: string; readonly partition: string; readonly region: string },
    private readonly conditions: Conditions,
  ) {
    this.pseudo = new Map([
      ["AWS::AccountId", account],
      ["AWS::Partition", partition],
      ["AWS::Region", region],
    ]);
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
    if (more.length === 0 && key.startsWith("Fn::"))
      throw new Failure(`a template asks for ${key}, which the proof does not know`);
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
        throw new Failure(`a template has the condition ${key}, which the proof does not know`);
    }
  }

  private pseudoOf(name: string): string {
    const found = this.pseudo.get(name);
    if (found === undefined) throw new Failure(`a template asks for ${name}, which the proof does not know`);
    return found;
  }
}
