// MFA Delete on the buckets of the log archive.
import { ConfigServiceClient, DescribeConfigRulesCommand } from "@aws-sdk/client-config-service";
import { GetBucketLifecycleConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import type { Deployment } from "../../support/deployment";

/** What shows that `archive.mfaDelete: required` has been deployed, in the organization of examples/baseline.yaml. */
export function mfaDeleteCases(deployed: () => Deployment): void {
  it("has no lifecycle where MFA Delete is required, a rule that watches for it, and lifecycles elsewhere", async () => {
    const { logArchive } = deployed().landingZone;
    const settings = await deployed().clients.settings(logArchive);
    const client = new S3Client({ ...settings, forcePathStyle: true });
    const lifecycle = (Bucket: string) => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expect(lifecycle("baseline-org-cloudtrail-eu-west-1")).rejects.toThrow(/lifecycle/i);
    const { Rules = [] } = await lifecycle("baseline-org-flow-logs-eu-west-1");
    expect(Rules).toContainEqual(expect.objectContaining({ ID: "retention", Status: "Enabled" }));
    const config = new ConfigServiceClient(settings);
    // Beside it are the rules of the organization.
    const { ConfigRules = [] } = await config.send(
      new DescribeConfigRulesCommand({ ConfigRuleNames: ["baseline-org-mfa-delete"] }),
    );
    expect(ConfigRules).toEqual([
      expect.objectContaining({
        ConfigRuleName: "baseline-org-mfa-delete",
        InputParameters: JSON.stringify({ isMfaDeleteEnabled: "true" }),
        Source: expect.objectContaining({ SourceIdentifier: "S3_BUCKET_VERSIONING_ENABLED" }) as object,
      }),
    ]);
  });
}
