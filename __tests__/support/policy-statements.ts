import { synthesized } from "../../proof/stacks";
import type { LandingZone } from "../../config/landing-zone";

/** A statement of any policy that is synthesized, wherever it is. */
export interface FoundStatement {
  /** Stack, and keys on the way to it: `log-archive resource aws_s3_bucket_policy trail-bucket policy`. */
  readonly where: string;
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Every statement of every policy that a landing zone deploys: of resources, roles and the organization, in Terraform JSON and in
 * the templates of StackSets, which are JSON in its strings.
 */
export function statementsIn(landingZone: LandingZone): FoundStatement[] {
  return synthesized(landingZone).flatMap(({ id, ...blocks }) => [...found(blocks, id)]);
}

function* found(value: unknown, where: string): Generator<FoundStatement> {
  if (typeof value === "string") {
    const parsed = parse(value);
    if (parsed !== undefined) yield* found(parsed, where);
  } else if (Array.isArray(value)) {
    for (const one of value) yield* found(one, where);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      if (key === "Statement") {
        for (const statement of [one].flat() as FoundStatement[]) yield { ...statement, where };
      } else {
        yield* found(one, `${where} ${key}`);
      }
    }
  }
}

/** What a string holds, where that is JSON; Terraform wants the `${` of others doubled. */
function parse(text: string): unknown {
  if (!text.startsWith("{")) {
    return undefined;
  }
  try {
    return JSON.parse(text.replace(/([$%])\1\{/g, "$1{")) as unknown;
  } catch {
    return undefined;
  }
}
