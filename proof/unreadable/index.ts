import { parseDocument } from "yaml";
import { printable } from "../../config/source/printable";
import type { LandingZone } from "../../config/landing-zone";
import { Failure as Refusal } from "../../console/failure";
import type { Failure } from "../failure";
import { withIds } from "../resolved-stacks";
import { stacksOfStackSets } from "../stack-sets";
import type { SynthesizedStack } from "../stacks";
import { grammarProblems } from "./grammar";
import type { PolicyKind } from "./grammar";
import { templatesIn, whyComputed } from "./templates";

/** An argument that is a policy, and what people call it. */
interface PolicyArgument {
  readonly argument: string;
  readonly layer: string;
  readonly kind: PolicyKind;
  /** What has it may have none. */
  readonly isOptional?: boolean;
}

const ARGUMENTS: ReadonlyMap<string, PolicyArgument> = new Map([
  ["aws_cloudwatch_event_bus_policy", { argument: "policy", layer: "bus policy", kind: "resource" }],
  ["aws_iam_policy", { argument: "policy", layer: "IAM policy", kind: "identity" }],
  ["aws_iam_role", { argument: "assume_role_policy", layer: "trust policy", kind: "trust" }],
  ["aws_iam_role_policy", { argument: "policy", layer: "IAM policy", kind: "identity" }],
  ["aws_kms_key", { argument: "policy", layer: "key policy", kind: "resource", isOptional: true }],
  ["aws_organizations_policy", { argument: "content", layer: "policy of the organization", kind: "service control" }],
  ["aws_s3_bucket_policy", { argument: "policy", layer: "bucket policy", kind: "resource" }],
  ["aws_sns_topic_policy", { argument: "policy", layer: "topic policy", kind: "resource" }],
  ["aws_sqs_queue", { argument: "policy", layer: "queue policy", kind: "resource", isOptional: true }],
]);

/** Types of organization policies that are IAM policies; others are tags, backups and the like. */
const IAM_TYPES: ReadonlySet<unknown> = new Set(["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"]);

/**
 * Policies that cannot be read as AWS and Terraform would read them, whatever the reason: nothing is evaluated with these.
 *
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 */
export function unreadable(landingZone: LandingZone, stacks: readonly SynthesizedStack[]): Failure[] {
  const found = withIds(landingZone, stacks).flatMap((stack) => inStack(stack, `${stack.id}/cdk.tf.json`));
  return found.length > 0 ? found : [...inTemplates(landingZone, stacks)];
}

function inStack(stack: SynthesizedStack, file: string): Failure[] {
  return [...ARGUMENTS].flatMap(([type, { argument, isOptional = false, kind, layer }]) =>
    Object.entries(stack.resource[type] ?? {}).flatMap(([name, block]): Failure[] => {
      const value = block[argument];
      const isOther = type === "aws_organizations_policy" && !IAM_TYPES.has(block.type);
      if ((value === undefined && isOptional) || isOther) {
        return [];
      }
      const ofType = block.type === "RESOURCE_CONTROL_POLICY" ? "resource control" : kind;
      return problemsOf(value, ofType, stack).map(({ message, statement }) => {
        const named = statement === undefined ? layer : `${layer} ${printable(statement)}`;
        return { statement: named, text: `${file}: ${named} of ${type}.${name}: ${printable(message)}` };
      });
    }),
  );
}

interface Problem {
  readonly statement?: string;
  readonly message: string;
}

function problemsOf(value: unknown, kind: PolicyKind, stack: SynthesizedStack): Problem[] {
  if (typeof value !== "string") {
    return [{ message: value === undefined ? "is missing" : "is to be a text with JSON in it" }];
  }
  let policy: unknown;
  try {
    policy = JSON.parse(value.replace(/([$%])\1\{/g, "$1{"));
  } catch (error) {
    return [{ message: whyComputed(value, stack) ?? `is not JSON: ${(error as Error).message}` }];
  }
  // Of a key that is there twice JavaScript reads the last, and AWS none of the policy.
  const [twice] = parseDocument(value, { schema: "json", uniqueKeys: true }).errors;
  const problems = grammarProblems(policy, kind);
  return [
    ...(twice === undefined ? [] : [{ message: (twice.message.split("\n")[0] ?? "").replace(/:$/, "") }]),
    ...computed(value, stack),
    ...problems,
  ];
}

/** Elements in which the proof knows no references, as none of the landing zone's own policies has any there. */
const LITERAL = ["Action", "Effect", "NotAction", "Sid"];

function computed(text: string, stack: SynthesizedStack): Problem[] {
  const { Statement } = (JSON.parse(text) ?? {}) as { readonly Statement?: unknown };
  const ofStatements = [Statement].flat().flatMap((statement, index): Problem[] => {
    const { Sid, ...elements } = (typeof statement === "object" && statement !== null ? statement : {}) as Record<
      string,
      unknown
    >;
    const name = typeof Sid === "string" && Sid !== "" ? Sid : `number ${index + 1}`;
    return Object.entries({ Sid, ...elements }).flatMap(([element, value]) => {
      const why = whyIn(element, JSON.stringify(value), stack);
      return why === undefined ? [] : [{ statement: name, message: `${element} ${why}` }];
    });
  });
  const why = whyComputed(text, stack);
  return ofStatements.length === 0 && why !== undefined ? [{ message: why }] : ofStatements;
}

function whyIn(element: string, text: string | undefined, stack: SynthesizedStack): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const [template] = LITERAL.includes(element) ? templatesIn(text) : [];
  return (
    whyComputed(text, stack) ?? (template === undefined ? undefined : `has ${template}, and is to be as text says it`)
  );
}

/** What StackSets make of their templates, by the same rules; a template that is none ends the reading of all. */
function inTemplates(landingZone: LandingZone, stacks: readonly SynthesizedStack[]): Failure[] {
  const [holder] = stacks.filter(({ resource }) => resource.aws_cloudformation_stack_set !== undefined);
  if (holder === undefined) {
    return [];
  }
  const file = `${holder.id}/cdk.tf.json`;
  try {
    const [made] = stacksOfStackSets(landingZone, stacks);
    return made === undefined ? [] : inStack(made, `${file}, a template`);
  } catch (error) {
    const message = error instanceof Refusal ? error.message : "a role of a template has parts of a wrong type";
    return [{ statement: `template of ${holder.id}`, text: `${file}: ${printable(message)}` }];
  }
}
