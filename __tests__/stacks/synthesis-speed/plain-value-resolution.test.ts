import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as cdktfNamespace from "cdktf";
import fc from "fast-check";
import { withPlainValues } from "../../../stacks/synthesis-speed/plain-value-resolution";

type Cdktf = typeof cdktfNamespace;
type Resolve = (value: unknown, options: object) => unknown;

/** cdktf as published: in the tests' own registry its function is replaced already. */
function publishedCdktf(): { cdktf: Cdktf; resolve: Resolve } {
  let published: ReturnType<typeof publishedCdktf> | undefined;
  jest.isolateModules(() => {
    const cdktf = jest.requireActual<Cdktf>("cdktf");
    const { resolve } = jest.requireActual<{ resolve: Resolve }>("cdktf/lib/tokens/private/resolve");
    published = { cdktf, resolve };
  });
  if (published === undefined) throw new Error("cdktf was not loaded");
  return published;
}

const { cdktf, resolve: published } = publishedCdktf();
const { App, dependable, DefaultTokenResolver, Lazy, ref, StringConcat, TerraformStack, Token } = cdktf;
const outdir = mkdtempSync(join(tmpdir(), "landing-zone-test-"));
const stack = new TerraformStack(new App({ outdir }), "test");
const options = { scope: stack, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false };
const fast = withPlainValues(published);

const outcome = (resolve: Resolve, value: unknown): unknown => {
  try {
    return { value: resolve(value, options) };
  } catch (error) {
    return { error: (error as Error).message };
  }
};

const reference = ref("aws_kms_key.logs.arn", stack);
const tokens: readonly unknown[] = [
  reference,
  Token.asString(reference),
  Token.asString(ref("aws_iam_role.number-1e5-2e+3", stack)),
  Token.asString(ref("var.without_stack")),
  dependable({ fqn: Token.asString(ref("aws_s3_bucket.logs", stack)) }),
  dependable({ fqn: "data.plain" }),
  `arn:${Token.asString(reference)}:\${escaped}`,
  Token.asNumber(reference),
  `port ${Token.asNumber(reference)}`,
  Token.asList(reference),
  Token.asNumberList(reference),
  Token.asStringMap(reference),
  { [Token.asString(reference)]: "key" },
  Lazy.stringValue({ produce: () => "lazy" }),
  Lazy.anyValue({ produce: () => ({ later: [1, undefined] }) }),
  "1e5",
  "-e-",
  "${plain}",
  new Date(0),
  () => "function",
];
const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.constantFrom(...tokens),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

afterAll(() => {
  rmSync(outdir, { recursive: true });
});

describe("withPlainValues", () => {
  it("resolves whatever cdktf resolves to the same, and fails where it fails", () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(outcome(fast, value)).toStrictEqual(outcome(published, value));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(tokens.map((token, index) => [index, token]))("hands token %i over to cdktf", (_, token) => {
    expect(outcome(fast, { nested: [token] })).toEqual(outcome(published, { nested: [token] }));
  });

  it("does not ask cdktf about values without tokens", () => {
    const resolve = withPlainValues(() => {
      throw new Error("asked");
    });
    const plain = { text: "eu-west-1", list: ["a", 1, { nested: true, gone: undefined }], nothing: null };
    expect(resolve(plain, options)).toEqual({ text: "eu-west-1", list: ["a", 1, { nested: true }], nothing: null });
  });

  it("gives up on circular references where cdktf does", () => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    expect(outcome(fast, circle)).toEqual(outcome(published, circle));
  });
});
