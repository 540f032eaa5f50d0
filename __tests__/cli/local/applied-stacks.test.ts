import { AppliedStacks } from "../../../cli/local/applied-stacks";

const STACKS = ["organization", "baseline-audit"];

/** What is reported of some output, up to the end of a deployment that succeeds or up to where it is. */
function reported(lines: readonly string[], succeeds = false): (readonly [string, string | undefined])[] {
  const calls: [string, string | undefined][] = [];
  const applied = new AppliedStacks(STACKS, (stack, summary) => calls.push([stack, summary]));
  for (const line of lines) applied.read(line);
  if (succeeds) applied.succeed();
  return calls;
}

const COUNTED = "16 added, 0 changed, 0 destroyed";

describe("applied stacks", () => {
  it("are reported with Terraform's count, whether or not their name begins the line", () => {
    expect(
      reported([
        "organization  aws_organizations_account.account-audit: Creation complete after 0s",
        "",
        `              Apply complete! Resources: ${COUNTED}.`,
        "baseline-audit  Apply complete! Resources: 2 imported, 1 added, 0 changed, 0 destroyed.",
      ]),
    ).toEqual([
      ["organization", COUNTED],
      ["baseline-audit", "2 imported, 1 added, 0 changed, 0 destroyed"],
    ]);
  });

  it("are found behind colours, which are taken away", () => {
    const applied = new AppliedStacks(STACKS, () => undefined);
    const line = `\u001b[1m\u001b[33morganization\u001b[39m\u001b[22m  \u001b[32mApply complete! Resources: ${COUNTED}.\u001b[0m`;
    expect(applied.read(line)).toBe(`organization  Apply complete! Resources: ${COUNTED}.`);
  });

  it("are reported once they must have been applied when cdktf lost what Terraform printed last", () => {
    const lines = ["baseline-audit  Creation complete", `organization  Apply complete! Resources: ${COUNTED}.`];
    expect(reported(lines)).toEqual([["organization", COUNTED]]);
    expect(reported(lines, true)).toEqual([
      ["organization", COUNTED],
      ["baseline-audit", undefined],
    ]);
  });

  it("are reported once", () => {
    const line = `organization  Apply complete! Resources: ${COUNTED}.`;
    expect(reported([line, line])).toHaveLength(1);
  });
});
