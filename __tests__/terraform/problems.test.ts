import type { Diagnostic } from "../../terraform/messages";
import { problemsOf } from "../../terraform/problems";

const lost = (address: string, region: string): Diagnostic => ({
  severity: "error",
  summary: "Provider configuration not present",
  detail:
    `To work with ${address} (orphan) its original provider configuration at ` +
    `provider["registry.terraform.io/hashicorp/aws"].${region} is required, but it has been removed.`,
});

describe("the problems of a plan", () => {
  it("are reported with the resource and every line of the reason", () => {
    const error: Diagnostic = {
      severity: "error",
      summary: "reading S3 Bucket",
      address: "aws_s3_bucket.logs",
      detail: "\nAccess Denied\nfor you\n",
    };
    expect(problemsOf([error])).toEqual(["aws_s3_bucket.logs: reading S3 Bucket\n  Access Denied\n  for you"]);
  });

  it("make one of a region that was removed from the file, with what to do and what is still there", () => {
    const [problem = "", ...others] = problemsOf([
      lost("aws_sns_topic.b", "eu-central-1"),
      lost("aws_sns_topic.a", "eu-central-1"),
    ]);
    expect(others).toEqual([]);
    expect(problem).toMatch(/^region eu-central-1 is not in the configuration any more, /);
    expect(problem).toMatch(/\n {2}Put it back\. .*\n {2}terraform state rm ADDRESS\n/);
    expect(problem).not.toContain("terraform destroy");
    expect(problem).toMatch(/\n {2}aws_sns_topic\.a\n {2}aws_sns_topic\.b$/);
  });

  it("say of what is protected how to keep it, and not Terraform's own advice to lift the protection", () => {
    const error: Diagnostic = {
      severity: "error",
      summary: "Instance cannot be destroyed",
      detail:
        "Resource aws_kms_key.log-key has lifecycle.prevent_destroy set, but the plan calls for this resource to be " +
        "destroyed. To avoid this error and continue with the plan, either disable lifecycle.prevent_destroy or " +
        "reduce the scope of the plan using the -target option.",
    };
    const [problem = ""] = problemsOf([error]);
    expect(problem).toMatch(/^aws_kms_key\.log-key holds logs, keys or accounts: .*\n {2}Put the setting back/);
    expect(problem).toMatch(/\n {2}terraform untaint aws_kms_key\.log-key$/);
    expect(problem).not.toContain("disable");
    const [of = ""] = problemsOf([{ ...error, detail: `Resource a.b["it's"] has lifecycle.prevent_destroy set` }]);
    expect(of).toContain(`terraform untaint 'a.b["it'\\''s"]'`);
  });

  it.each<[string, string[], boolean]>([
    ["is tainted: by untainting it, and not by changing the file", ["aws_kms_key.log-key"], true],
    ["is not tainted: by the file alone", ["aws_kms_key.other"], false],
  ])("say how to keep what %s", (_, tainted, untaints) => {
    const error: Diagnostic = {
      severity: "error",
      summary: "Instance cannot be destroyed",
      detail: "Resource aws_kms_key.log-key has lifecycle.prevent_destroy set, but the plan calls for this resource",
    };
    const [problem = ""] = problemsOf([error], { terraform: "tofu -chdir=out/stacks/a", tainted: new Set(tainted) });
    expect(problem.includes("tofu -chdir=out/stacks/a untaint aws_kms_key.log-key")).toBe(untaints);
    expect(problem.includes("Put the setting back")).toBe(!untaints);
  });

  it("say of what an earlier phase does not make that it stays, and how to get rid of it", () => {
    const error: Diagnostic = {
      severity: "error",
      summary: "Instance cannot be destroyed",
      detail:
        "Resource aws_kms_key.log-key[0] has lifecycle.prevent_destroy set, but the plan calls for this resource to be",
    };
    const [problem = ""] = problemsOf([error]);
    expect(problem).toMatch(/^aws_kms_key\.log-key was made for a setting that the file does not have any more/);
    expect(problem).toMatch(/keyStore\.phase, which does not go back, and\n {2}keyStore\.type\. .*decommission\.md\.$/);
    expect(problem).not.toContain("untaint");
  });

  it("keep regions apart, and other errors", () => {
    const other: Diagnostic = { severity: "error", summary: "No luck today" };
    expect(problemsOf([lost("a.b", "eu-central-1"), other, lost("c.d", "us-east-1")])).toHaveLength(3);
  });
});
