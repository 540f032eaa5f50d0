import { attributesOf } from "../../review/attributes";
import { maskedChange, SENSITIVE, UNKNOWN } from "../../review/masking";
import { policy, resource } from "./plans";

const attributes = (...args: Parameters<typeof resource>) => attributesOf(maskedChange(resource(...args))).attributes;

describe("the arguments of a change", () => {
  it("are those that differ, with their paths in blocks, and not what says nothing else", () => {
    const before = { id: "a", rule: [{ days: 1, on: true }], tags: { a: "b" }, tags_all: { a: "b" } };
    const after = { id: "b", rule: [{ days: 2, on: true }], tags: { a: "c" }, tags_all: { a: "c" } };
    expect(attributes("aws_x.a", before, after)).toEqual([
      { path: "rule.0.days", before: "1", after: "2" },
      { path: "tags.a", before: '"b"', after: '"c"' },
    ]);
  });

  it("are looked for in texts that are JSON", () => {
    const pattern = (names: string[]) => ({ event_pattern: JSON.stringify({ detail: { eventName: names } }) });
    expect(attributes("aws_x.a", pattern(["A", "B"]), pattern(["B", "C"]))).toEqual([
      { path: "event_pattern.detail.eventName[]", before: '["A"]', after: '["C"]' },
    ]);
  });

  it("do not count where a set is in another order, and say so of a list", () => {
    const blocks = (...days: number[]) => ({ rule: days.map((one) => ({ one })) });
    expect(attributes("aws_x.a", blocks(1, 2, 3), blocks(3, 1))).toEqual([{ path: "rule.1.one", before: "2" }]);
    expect(attributes("aws_x.a", { a: [1, 2] }, { a: [2, 1] })).toEqual([
      { path: "a", before: "[1,2]", after: "[2,1]" },
    ]);
  });

  it("are statements where they are policies, however deep", () => {
    const one = { Sid: "A", Effect: "Allow", Action: "s3:Get*", Resource: "*" };
    const inline = (statement: object) => ({ inline_policy: [{ policy: policy(statement) }] });
    expect(attributes("aws_iam_role.a", inline(one), inline({ ...one, Action: "s3:*" }))).toMatchObject([
      { path: "inline_policy.0.policy", policy: [{ sid: "A", widens: true }] },
    ]);
  });

  it("say what is known after apply", () => {
    expect(
      attributes("aws_x.a", { a: "b", c: [{ d: 1 }] }, { c: [{}] }, { after_unknown: { a: true, c: [{ d: true }] } }),
    ).toEqual([
      { path: "a", before: '"b"', after: UNKNOWN },
      { path: "c.0.d", before: "1", after: UNKNOWN },
    ]);
  });

  it("mask what is marked as sensitive, before or after, in blocks, lists and wholes", () => {
    const text = JSON.stringify([
      ...attributes("aws_x.a", { p: "hunter21" }, { p: "hunter22" }, { before_sensitive: { p: true } }),
      ...attributes("aws_x.a", { p: "hunter21" }, { p: "hunter22" }, { after_sensitive: { p: true } }),
      ...attributes(
        "aws_x.a",
        { b: [{ p: "hunter21" }] },
        { b: [{ p: "hunter22" }] },
        { after_sensitive: { b: [{ p: true }] } },
      ),
      ...attributes(
        "aws_x.a",
        { b: ["hunter21", "c"] },
        { b: ["hunter22", "c"] },
        { before_sensitive: { b: [true] }, after_sensitive: { b: [true] } },
      ),
      ...attributes("aws_x.a", { b: { p: "hunter21" } }, { b: { p: "hunter22" } }, { after_sensitive: true }),
      ...attributes("aws_x.a", null, { p: "hunter21" }, { after_sensitive: { p: true } }),
    ]);
    expect(text).not.toContain("hunter2");
    expect(text.split(SENSITIVE).length).toBeGreaterThan(10);
  });

  it("mask a sensitive value wherever else it is", () => {
    const values = (secret: string) => ({
      password: secret,
      command: `login "${secret}"`,
      n: { policy: policy({ Sid: secret, Effect: "Allow" }) },
    });
    const found = attributes("aws_x.a", values('hunter"21'), values('hunter"22'), {
      before_sensitive: { password: true },
      after_sensitive: { password: true },
    });
    expect(JSON.stringify(found)).not.toMatch(/hunter/);
    expect(found).toHaveLength(3);
  });

  it("survive a secret that is a word of the report", () => {
    const values = { password: "true", policy: policy({ Effect: "Allow" }) };
    expect(attributes("aws_x.a", null, values, { after_sensitive: { password: true } })).toHaveLength(2);
  });

  it("cut what is long, and count what is left out", () => {
    const { attributes: found, more } = attributesOf(
      maskedChange(
        resource(
          "aws_x.a",
          {},
          Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`a${index}`, "x".repeat(5000)])),
        ),
      ),
    );
    expect([found.length, more]).toEqual([100, 50]);
    expect(found[0]?.after).toMatch(/^"x+\.\.\. \(5002 characters\)$/);
  });
});
