import type { Block, Statement, Template } from "../../support/terraform";

/** A check of an open-source Terraform scanner, as a rule about one resource. */
export interface ScannerCheck {
  readonly id: string;
  readonly scanner: "checkov" | "trivy";
  readonly title: string;
  /** The resource type that the check is about. */
  readonly type: string;
  /** The page or source file that the rule was read from. */
  readonly source: string;
  readonly passes: (name: string, resource: Block, template: Template) => boolean;
  /** Changes a resource, or what belongs to it in the template, so that the check does not pass. */
  readonly violate: (name: string, resource: Block, template: Template) => void;
}

export type Origin = Pick<ScannerCheck, "id" | "scanner" | "source">;
export type Rule = Pick<ScannerCheck, "type" | "passes" | "violate">;

export function checkov(id: string, path: string): Origin {
  return { id, scanner: "checkov", source: `https://github.com/bridgecrewio/checkov/blob/main/${path}` };
}

export function checkovResource(id: string, file: string): Origin {
  return checkov(id, `checkov/terraform/checks/resource/aws/${file}`);
}

export function checkovGraph(id: string, file: string): Origin {
  return checkov(id, `checkov/terraform/checks/graph_checks/aws/${file}`);
}

export function trivy(id: string, file: string): Origin {
  return {
    id,
    scanner: "trivy",
    source: `https://github.com/aquasecurity/trivy-checks/blob/main/checks/cloud/aws/${file}`,
  };
}

export function argumentIs(type: string, argument: string, expected: unknown): Rule {
  return {
    type,
    passes: (_, resource) => resource[argument] === expected,
    violate: (_, resource) => {
      resource[argument] = undefined;
    },
  };
}

export function argumentIsSet(type: string, argument: string): Rule {
  return {
    type,
    passes: (_, resource) => isSet(resource[argument]),
    violate: (_, resource) => {
      resource[argument] = undefined;
    },
  };
}

/** The argument may be left out. */
export function argumentIsNot(type: string, argument: string, forbidden: unknown): Rule {
  return {
    type,
    passes: (_, resource) => resource[argument] !== forbidden,
    violate: (_, resource) => {
      resource[argument] = forbidden;
    },
  };
}

/** No statement of the resource's policy is as the predicate says; the example is one that is. */
export function noStatement(type: string, isBad: (statement: Statement) => boolean, example: Partial<Statement>): Rule {
  return {
    type,
    passes: (_, resource) => !policyStatements(resource).some(isBad),
    violate: (_, resource) => {
      addStatement(resource, example);
    },
  };
}

export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

export function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** A nested block, which Terraform JSON writes as an object or as a list of objects. */
export function blocks(value: unknown): Block[] {
  return list(value).filter((block): block is Block => typeof block === "object" && block !== null);
}

/** The statements of the resource's `policy`; none without one. */
export function policyStatements({ policy }: Block): Statement[] {
  if (typeof policy !== "string") return [];
  const { Statement } = JSON.parse(policy) as { Statement: Statement | Statement[] };
  return [Statement].flat();
}

export function addStatement(resource: Block, statement: Partial<Statement>): void {
  resource.policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [...policyStatements(resource), { Sid: "Added", Resource: "*", ...statement }],
  });
}

/** The principals of a statement: of all kinds, or of one (`AWS`, `Service`). A bare string counts as `AWS`. */
export function principals({ Principal }: Statement, kind?: "AWS" | "Service"): unknown[] {
  if (typeof Principal !== "object" || Principal === null) return kind === "Service" ? [] : list(Principal);
  return Object.entries(Principal).flatMap(([key, value]) => (kind === undefined || key === kind ? list(value) : []));
}

export function letsAnyoneIn(statement: Statement): boolean {
  return statement.Effect !== "Deny" && principals(statement, "AWS").includes("*");
}

/** Every `[operator, key, value]` of a statement's condition. */
export function conditions({ Condition }: Statement): [operator: string, key: string, value: unknown][] {
  return Object.entries((Condition ?? {}) as Record<string, Block>).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) =>
      list(values).map((value): [string, string, unknown] => [operator, key, value]),
    ),
  );
}

const LIMITING_OPERATOR =
  /^(?:For(?:All|Any)Values?:)?(?:Arn(?:Equals|Like)|String(?:Equals|Like)(?:IgnoreCase)?|IpAddress)(?:IfExists)?$/i;
const LIMITING_KEYS = new Set([
  "aws:sourcearn",
  "aws:sourceowner",
  "aws:sourceaccount",
  "kms:calleraccount",
  "aws:userid",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
]);

/**
 * What Checkov asks the library policyuniverse: a statement that allows principals of any account, without a condition
 * that names accounts, resources or networks.
 *
 * @see https://github.com/Netflix-Skunkworks/policyuniverse/blob/master/policyuniverse/statement.py
 */
export function isInternetAccessible(statement: Statement): boolean {
  if (statement.Effect !== "Allow") return false;
  const limits = conditions(statement).filter(
    ([operator, key]) => LIMITING_OPERATOR.test(operator) && LIMITING_KEYS.has(key.toLowerCase()),
  );
  const isLimited = limits.length > 0 && !limits.some(([, , value]) => namesAnyAccount(String(value)));
  return !isLimited && ("NotPrincipal" in statement || principals(statement).map(String).some(namesAnyAccount));
}

function namesAnyAccount(value: string): boolean {
  return value.startsWith("arn:") ? value.split(":")[4] === "*" : value.includes("*") || value.endsWith("/0");
}

export function removeResources(template: Template, type: string, isRemoved: (resource: Block) => boolean): void {
  const { resource } = template.json;
  if (resource?.[type] === undefined) return;
  resource[type] = Object.fromEntries(Object.entries(resource[type]).filter(([, candidate]) => !isRemoved(candidate)));
}

export function addResource(template: Template, type: string, name: string, block: Block): void {
  const { resource } = template.json;
  if (resource === undefined) throw new Error("the template has no resources");
  resource[type] = { ...resource[type], [name]: block };
}

/** The resource of a type that a value such as `${aws_kms_key.log-key.arn}` refers to, in this template. */
export function referredTo(value: unknown, type: string, template: Template): Block | undefined {
  const name = /^\$\{(\w+)\.([\w-]+)\.\w+\}/.exec(String(value));
  return name?.[1] === type ? template.json.resource?.[type]?.[name[2] ?? ""] : undefined;
}
