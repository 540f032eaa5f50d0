import { asksForInit, errorsOf, stacksToWaitFor } from "../../terraform/diagnostics";
import type { Diagnostic } from "../../terraform/messages";

const error = (summary: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: "error",
  summary,
  ...more,
});
const line = (diagnostic: Diagnostic): string => JSON.stringify({ type: "diagnostic", diagnostic });
const OTHER = "data.terraform_remote_state.cross-stack-reference-input-";

describe("the errors of Terraform", () => {
  it("are found among everything else that it prints", () => {
    const output = [
      "a wrapper says hello",
      "{ and prints no JSON",
      JSON.stringify({ type: "version", terraform: "1.11.4" }),
      line({ severity: "warning", summary: "Old argument" }),
      line(error("No luck today")),
    ].join("\n");
    expect(errorsOf(output)).toEqual([error("No luck today")]);
  });

  it.each([
    ['Backend initialization required, please run "terraform init"', ""],
    ["Inconsistent dependency lock file", "To make the initial dependency selections, run:\n  terraform init"],
    ["Required plugins are not installed", "run:\n  tofu init"],
    // With TF_IN_AUTOMATION.
    [
      "Required plugins are not installed",
      "there is no package for registry.terraform.io/hashicorp/aws 5.100.0 cached in .terraform/providers\n\nYou must install the required plugins before running Terraform operations.",
    ],
  ])("ask for init: %s", (summary, detail) => {
    expect(asksForInit([error(summary, { detail })])).toBe(true);
  });

  it("do not ask for init when the credentials are wrong", () => {
    expect(asksForInit([error("No valid credential sources found", { detail: "initialize them" })])).toBe(false);
  });
});

describe("a stack waits", () => {
  const unsupported = (traversal: string) => error("Unsupported attribute", { snippet: { values: [{ traversal }] } });

  it("for those that were never deployed", () => {
    const errors = ["log-archive", "alerting", "log-archive"].map((stack) =>
      error("Unable to find remote state", { address: `${OTHER}${stack}` }),
    );
    expect(stacksToWaitFor(errors)).toEqual(["alerting", "log-archive"]);
  });

  it("for one that does not have yet what is asked of it, such as the id of a new account", () => {
    expect(stacksToWaitFor([unsupported(`${OTHER}organization.outputs`)])).toEqual(["organization"]);
  });

  it("for nothing when something else is wrong, too", () => {
    const waiting = error("Unable to find remote state", { address: `${OTHER}organization` });
    expect(stacksToWaitFor([waiting, error("Access denied")])).toEqual([]);
    expect(stacksToWaitFor([unsupported("aws_iam_role.audit")])).toEqual([]);
    expect(stacksToWaitFor([])).toEqual([]);
  });
});
