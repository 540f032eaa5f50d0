import { readFileSync } from "node:fs";
import { adviceOn, KNOWN_ERRORS } from "../../terraform/known-errors";
import { problemsOf } from "../../terraform/problems";

describe("errors of a first deployment", () => {
  it.each([
    ["Error: Cannot assume IAM Role", "run the same command again in ten minutes"],
    ["User: arn:aws:iam::1:user/me is not authorized to perform: sts:AssumeRole on resource: x", "made by hand"],
    ["api error OptInRequired: You are not subscribed to this service.", "run the same command again"],
    ["SubscriptionRequiredException: The AWS Access Key Id needs a subscription", "run the same command again"],
    ["api error NotSignedUp: Your account is not signed up for the S3 service.", "run the same command again"],
    ["NoAvailableConfigurationRecorderException", "baseline-"],
    ["OrganizationAccessDeniedException: This action", "Run the same command again"],
  ])("say what to do: %s", (error, advice) => {
    expect(adviceOn(error)).toEqual([expect.stringContaining(advice) as string]);
    const [problem] = problemsOf([{ severity: "error", summary: "failed", detail: error }]);
    expect(problem).toMatch(/again/i);
  });

  it("are found where cdktf folds them, and told once", () => {
    const folded =
      "audit  ╷\n       │ Error: Cannot assume\naudit  │ IAM Role\n       │ OptInRequired\n │ OptInRequired";
    expect(adviceOn(folded)).toHaveLength(2);
  });

  it("that nobody knows get no advice", () => {
    expect(adviceOn("Error: creating S3 Bucket (mine): BucketAlreadyExists")).toEqual([]);
  });

  it("are those of the page on deployment", () => {
    const page = readFileSync("docs/deployment.md", "utf8");
    for (const { sign } of KNOWN_ERRORS) {
      expect(page).toMatch(sign);
    }
  });
});
