import { terminalText } from "../../../cli/review/terminal";
import { outputLines } from "../../../cli/review/outputs";
import { parseReport } from "../../../review/report-json";
import { change } from "../plan/support";
import { policy, resource, reviewed } from "../../review/plans";
import { HOSTILE, hostilePlan } from "./hostile";

describe("the text of a review", () => {
  it("begins with the verdict, then dangers, counts and changes", () => {
    const doc = (...Action: string[]) => ({ policy: policy({ Sid: "Read", Effect: "Allow", Action, Resource: "*" }) });
    const report = reviewed({
      keys: [change("aws_kms_key.a", ["delete", "create"], { because: ["policy"] })],
      roles: [resource("aws_iam_policy.a", doc("s3:GetObject"), doc("s3:PutObject"))],
      same: [],
    });
    expect(terminalText(report)).toMatchInlineSnapshot(`
      "2 dangers that nobody has acknowledged: 1 critical, 1 high.
      3 stacks, 3 accounts
      1 to add, 1 to change, 1 to destroy

      CRITICAL  keyDestroyed: a KMS key is destroyed
        aws_kms_key.a
          keys
          because of policy
        What it encrypted can never be read again once its waiting period is over.
        Instead of acknowledging it: put back what made it, or let Terraform forget
        it.

      HIGH  policyWidened: a policy lets in more
        aws_iam_policy.a
          roles
          policy: Read, actions + s3:PutObject - s3:GetObject
        More principals, actions or resources, or fewer conditions, than before.
        Instead of acknowledging it: narrow the statement.

      To acknowledge one, have an entry reviewed in the file of --acknowledged:
        acknowledgements:
          - id: keyDestroyed
            address: "aws_kms_key.a"
            reason: why this may happen
            expires: its last day, as YYYY-MM-DD

      account  stack     add  change  destroy  dangers
      keys     keys        1       0        1        1
      roles    roles       0       1        0        1
               2 stacks    1       1        1        2

      No change in 1 stack: same

      Changes
      replace  aws_kms_key.a
          keys
            because of policy
      update  aws_iam_policy.a
          roles
          ! policy: statement Read (Allow) changed: LETS IN MORE
          -   Action s3:GetObject
          +   Action s3:PutObject"
    `);
  });

  it("has no row for most of many stacks, but one for each that has dangers", () => {
    const many = Array.from({ length: 60 }, (_, index) => [`a-${index}`, [change("aws_sns_topic.a", ["create"])]]);
    const text = terminalText(
      reviewed({
        ...(Object.fromEntries(many) as Parameters<typeof reviewed>[0]),
        z: [change("aws_kms_key.z", ["delete"])],
      }),
    );
    expect(text).toMatch(/^z +z +0 +0 +1 +1$/m);
    expect(text).toContain("and 21 stacks more");
  });

  it("is no wider than a terminal, and has nothing that controls one", () => {
    const report = reviewed(Object.fromEntries(HOSTILE.slice(3, 7).map((text) => [text, hostilePlan()])));
    const text = terminalText({ ...report, notes: HOSTILE });
    for (const line of text.split("\n")) expect(line.replace(/\p{M}/gu, "").length).toBeLessThanOrEqual(80);
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toMatch(/^::/m);
  });
});

it("has JSON that its schema describes", () => {
  const report = reviewed(
    { [HOSTILE[0] ?? ""]: hostilePlan() },
    { organization: { name: "a", units: [], accounts: ["b"] } },
  );
  expect(parseReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

it("has outputs that hold no text of anybody", () => {
  const text = outputLines(reviewed({ a: hostilePlan() }));
  expect(text).toMatch(/^verdict=dangers\nexit_code=3\n/);
  for (const line of text.trim().split("\n")) expect(line).toMatch(/^[a-z_]+=(\d+|true|false|dangers)$/);
});
