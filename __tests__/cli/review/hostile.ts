import type { PlanJson } from "../../../review/plan-json";
import { plan, policy, resource } from "../../review/plans";

/** What names and tags may hold that nobody who shows them may take for anything but text. */
export const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</code></pre></details><h1>all is well</h1>",
  "`@octo/team` #1 GH-1",
  "``` \n# heading\n@team\n```",
  "| a | b |\n| --- | --- |",
  "[click](javascript:alert(1)) ![x](http://attacker.example/x.png)",
  "https://attacker.example/",
  "GH-17 octo/repo#18 octo/repo@a5c3785ed8d6a35868bc169f07e40e889087fd2e a5c3785ed8d6a35868bc169f07e40e889087fd2e",
  "__proto__",
  "&lt;b&gt; &#64;octo \\@octo :tada: $x^2$ ~~gone~~",
  "\u001b[2J\u001b]0;owned\u0007",
  "\u202egnp.exe\u2066\u200b",
  "a" + "\u0301".repeat(500),
  "\r\n::error::injected\r\n",
  "x".repeat(5000),
  "\\|`|\\`",
];

/** A plan with that in every place that somebody may write. */
export function hostilePlan(): PlanJson {
  const changes = HOSTILE.flatMap((text, index) => {
    const address = `aws_sns_topic.a${index}[${JSON.stringify(text)}]`;
    const before = { name: text, tags: { [text]: "a" }, policy: policy({ Sid: text, Effect: text, Action: [text] }) };
    const after = {
      name: `${text} `,
      tags: { [text]: text },
      policy: policy({ Sid: text, Effect: "Allow", Action: ["*", text], Principal: "*" }),
    };
    return [
      resource(address, before, after, {
        resource: { type: "aws_sns_topic", action_reason: text, previous_address: text },
      }),
      resource(`${address}.b`, before, null, { resource: { type: text, name: text } }),
      resource(`${address}.c`, before, after, { actions: [text as never], importing: { id: text } }),
    ];
  });
  return plan(changes, { resource_drift: changes });
}
