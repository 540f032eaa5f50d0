import { MARKER, markdown } from "../../../cli/review/markdown";
import { block, cell, code } from "../../../cli/review/markdown-text";
import type { ResourceChange } from "../../../review/plan-json";
import { change } from "../plan/support";
import { plan, policy, resource, reviewed } from "../../review/plans";
import { HOSTILE, hostilePlan } from "./hostile";

/** What is left of Markdown without blocks and spans of code: https://github.github.com/gfm/#code-spans */
function outsideOfCode(text: string): string {
  return text.replace(/^(`{3,})[a-z]*\n[\s\S]*?\n\1$/gm, "").replace(/(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)/g, "");
}

const many = (count: number): ResourceChange[] =>
  Array.from({ length: count }, (_, index) =>
    resource(
      `aws_cloudwatch_metric_alarm.alarm-${index}`,
      { threshold: index },
      { threshold: index + 1, note: "x".repeat(200) },
    ),
  );

describe("the Markdown of a review", () => {
  it("begins with a marker and the verdict", () => {
    const [marker, verdict] = markdown(reviewed({ a: [change("aws_kms_key.a", ["delete"])] })).split("\n");
    expect(marker).toBe(MARKER);
    expect(verdict).toBe("## 🔴 1 danger that nobody has acknowledged: 1 critical");
  });

  it("shows policies by statement, and marks what lets in more", () => {
    const doc = (...Action: string[]) => ({ policy: policy({ Sid: "Read", Effect: "Allow", Action, Resource: "*" }) });
    const text = markdown(
      reviewed({ a: [resource("aws_iam_policy.a", doc("s3:GetObject"), doc("s3:GetObject", "s3:PutObject"))] }),
    );
    expect(text).toContain("! policy: statement Read (Allow) changed: LETS IN MORE\n+   Action s3:PutObject\n```");
  });

  it("says of stacks without a change that there are such, in a line", () => {
    const text = markdown(reviewed({ a: [], b: [], c: [change("aws_sns_topic.a", ["create"])] }));
    expect(text).toContain("No change in 2 stacks: `a, b`");
  });

  it("has no more characters than it may, and says what it left out", () => {
    const stacks = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`stack-${index}`, many(index === 0 ? 2000 : 1)]),
    );
    const report = reviewed({ ...stacks, keys: [change("aws_kms_key.only", ["delete"])] });
    for (const budget of [3000, 20_000, 65_536]) {
      const text = markdown(report, { budget });
      expect(text.length).toBeLessThanOrEqual(budget);
      expect(text).toContain("aws_kms_key.only");
      expect(text).toMatch(/\*\*Left out, as there was no room:\*\* .*of 2001 changes under "Changes"/);
      // Nothing is cut: fences and folds are closed, and each row of the table has all its columns.
      expect(text.match(/^```/gm)?.length ?? 0).toBe(2 * (text.match(/^```[a-z]+/gm)?.length ?? 0));
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      for (const row of text.match(/^\|.*$/gm) ?? []) expect(row.match(/\|/g)).toHaveLength(8);
    }
    expect(markdown(report).length).toBeGreaterThan(50_000);
  });

  it("names every danger even where that alone is more than it may have", () => {
    const keys = Array.from({ length: 400 }, (_, index) => change(`aws_kms_key.key-${index}`, ["delete"]));
    const report = reviewed({ a: [...keys, ...many(500)] });
    for (const budget of [4000, 40_000, 400_000]) {
      const text = markdown(report, { budget });
      for (const { address } of keys) expect(text).toMatch(new RegExp(`${address}\\b`));
    }
    expect(markdown(report, { budget: 40_000 }).length).toBeLessThanOrEqual(40_000);
  });

  it("takes nothing of anybody for Markdown or HTML, mentions nobody and refers to nothing", () => {
    const report = reviewed({
      [HOSTILE.join("")]: hostilePlan(),
      ...Object.fromEntries(HOSTILE.slice(3, 7).map((text) => [text, hostilePlan()])),
    });
    for (const budget of [10_000, 2_000_000]) {
      const text = markdown({ ...report, notes: HOSTILE, unused: HOSTILE }, { budget });
      const rest = outsideOfCode(text);
      expect(rest).not.toMatch(/@|#1|alert|onerror|attacker|h1|octo|javascript|owned|injected|xxx/);
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/);
      expect(text).not.toMatch(/\p{M}{5}/u);
    }
  });
});

describe("code", () => {
  it.each(["a", "`", "``a`", "a` `` b", " ", "", "|", "\\|`"])("holds %j and nothing is left of it outside", (text) => {
    expect(outsideOfCode(`${code(text)} `).trim()).toBe("");
    expect(outsideOfCode(block([text, "```", text]))).toBe("");
  });

  it("escapes bars in cells", () => {
    expect(cell("a|b")).toBe("`a\\|b`");
  });
});

it("holds no sensitive value, wherever it is", () => {
  const secret = resource(
    "aws_db_instance.a",
    { password: "hunter21", note: "hunter21" },
    { password: "hunter22" },
    {
      before_sensitive: { password: true },
      after_sensitive: { password: true },
    },
  );
  const report = reviewed({ a: plan([secret], { variables: { password: { value: "hunter21" } } }) });
  expect(JSON.stringify(report) + markdown(report)).not.toContain("hunter2");
});
