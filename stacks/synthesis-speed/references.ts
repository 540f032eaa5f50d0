import { Tokenization } from "cdktf";

/** A text that is one token and nothing else. */
const SINGLE_TOKEN = /^\$\{TfToken\[[a-zA-Z0-9:._-]+\]\}$/;

/** What cdktf makes of `resource.arn` and the like. */
interface Reference {
  /** `aws_kms_key.logs.arn` */
  readonly identifier: string;
  readonly originStack: unknown;
}

/** What cdktf makes of an entry of `dependsOn`. */
interface Dependable {
  readonly dependable: { readonly fqn: string };
}

/**
 * The outcome of a text that is nothing but a reference within a stack, the commonest token by far. Anything else, such
 * as a reference to another stack, is cdktf's to resolve.
 */
export function referenceWithin(stack: unknown, text: string): string | undefined {
  const token = singleToken(text);
  if (isDependable(token)) {
    // `depends_on` takes references without braces.
    const reference = singleToken(token.dependable.fqn);
    return isReferenceWithin(stack, reference) ? reference.identifier : undefined;
  }
  return isReferenceWithin(stack, token) ? `\${${token.identifier}}` : undefined;
}

function singleToken(text: string): object | undefined {
  return SINGLE_TOKEN.test(text) ? Tokenization.reverseString(text).tokens[0] : undefined;
}

function isDependable(token: object | undefined): token is Dependable {
  return token !== undefined && "dependable" in token;
}

function isReferenceWithin(stack: unknown, token: object | undefined): token is Reference {
  return token !== undefined && "identifier" in token && "originStack" in token && token.originStack === stack;
}
