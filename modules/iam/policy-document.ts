import { Fn, Token } from "cdktf";

/** A statement of an IAM policy, in the policy language's own spelling. */
export interface PolicyStatement {
  /** Letters and digits, unique within the document. */
  readonly Sid: string;
  /** `Deny` overrides whatever else allows. */
  readonly Effect: "Allow" | "Deny";
  /**
   * Whom it is about.
   * @default - none: the document is one of an identity, which it is about
   */
  readonly Principal?: Principal;
  /** Actions such as `s3:GetObject`; `*` stands for any part of a name. */
  readonly Action: string | readonly string[];
  /**
   * ARNs of what it is about; `*` for all.
   * @default - none: the document is a role's trust policy, or says `NotResource`
   */
  readonly Resource?: string | readonly string[];
  /**
   * Everything but this.
   * @default - none
   */
  readonly NotResource?: string | readonly string[];
  /**
   * Values of condition keys, by operator and key; all have to be met.
   * @default - none: it always holds
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A statement about every action but some. */
export interface ExceptedActions extends Omit<PolicyStatement, "Action"> {
  /** Every action but these. */
  readonly NotAction: string | readonly string[];
}

/** Who a resource policy speaks of: everyone, AWS accounts or roles, AWS services, or an identity provider. */
export type Principal =
  | "*"
  | { readonly AWS: string | readonly string[] }
  | { readonly Service: string | readonly string[] }
  | { readonly Federated: string };

/**
 * An IAM policy document as JSON text.
 *
 * Lists that Terraform knows later are written by `jsonencode`.
 *
 * @throws Error when two statements share a Sid, or one has an empty list: AWS refuses such a policy, but only when it is
 * applied, and a condition without values is never met.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyDocument(...statements: readonly (ExceptedActions | PolicyStatement)[]): string {
  const seen = new Set<string>();
  for (const { Sid } of statements) {
    if (seen.has(Sid)) {
      throw new Error(`two statements of one policy document have the Sid "${Sid}"; every Sid must be unique`);
    }
    seen.add(Sid);
  }
  for (const statement of statements) {
    refuseEmptyLists(statement.Sid, statement);
  }
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }).replaceAll(
    /\["(#\{TfToken\[[^\]"]+\]\})"\]/g,
    (_, list: string) => Token.asString(Fn.jsonencode([list])),
  );
}

function refuseEmptyLists(sid: string, value: unknown, path: readonly string[] = []): void {
  if (Array.isArray(value) && value.length === 0) {
    throw new Error(`the statement "${sid}" of a policy document has an empty list: ${path.join(".")}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) {
      refuseEmptyLists(sid, inner, [...path, key]);
    }
  }
}
