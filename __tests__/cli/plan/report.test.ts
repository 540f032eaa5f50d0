import type { Endangered } from "../../../review/dangers";
import { adviceFor } from "../../../cli/plan/advice";
import { describePlan, describeProblems } from "../../../cli/plan/report";
import { failed, orphanedShop, planned, reportOf, waiting } from "./outcomes";

const lost = (address: string, region: string | undefined, ...because: string[]): Endangered => ({
  address,
  region,
  because,
  ...(because.length === 0
    ? ({ kind: "destroyed", action: "destroys" } as const)
    : ({ kind: "replaced", action: "replaces" } as const)),
});

describe("the report of plan", () => {
  it("is a table with the sums, and says when nothing would change", () => {
    expect(describePlan(reportOf([planned({}), planned({})])).split("\n")).toEqual([
      "stack     account    to add  to change  to destroy",
      "stack-0   audit           0          0           0",
      "stack-1   audit           0          0           0",
      "2 stacks  1 account       0          0           0",
      "",
      "Nothing would change.",
    ]);
  });

  it("counts what was skipped, and says that it was not looked at", () => {
    const skipped = { kind: "skipped" } as const;
    expect(describePlan({ ...reportOf([skipped, planned({ add: 1 }), skipped]), saved: "plans" }).split("\n")).toEqual([
      "stack    account    to add  to change  to destroy",
      "stack-1  audit           1          0           0",
      "1 stack  1 account       1          0           0",
      "",
      "2 stacks were skipped: their last apply had the same configuration, versions and",
      "values of other stacks. Nothing of it was checked for drift; --all plans",
      "everything.",
      "",
      "1 plan and a manifest are in plans. Review:",
      "  npm run review -- plans",
    ]);
    expect(describePlan(reportOf([skipped]))).toMatch(/^1 stack was skipped[^]*\n\nNothing would change\.$/);
  });

  it("notes beside the counts what they do not show, and what a stack waits for", () => {
    const text = describePlan(
      reportOf([
        planned({ add: 2, imported: 3, moved: 1, forgotten: 4, outputs: 1 }),
        waiting("organization", "log-archive"),
        failed("no luck"),
      ]),
    );
    expect(text.split("\n").slice(1)).toEqual([
      "stack-0   audit           2          0           0  adopts 3, moves 1, forgets 4, outputs changed: 1",
      "stack-1   audit           -          -           -  waits for organization, log-archive",
      "stack-2   audit           -          -           -  FAILED",
      "3 stacks  1 account       2          0           0",
      "",
      "1 stack waits for another: deploy what can be planned, then plan again.",
    ]);
  });

  it("names what would be lost by stack and region, in words that need no colours", () => {
    const endangered = [
      lost("aws_sns_topic.a", "eu-west-1"),
      lost("aws_sns_topic.b", "eu-central-1", "name", "tags"),
      lost("aws_sns_topic.c", "eu-west-1"),
      lost("aws_sns_topic.d", undefined),
    ];
    const text = describePlan(reportOf([planned({ add: 1, destroy: 4, endangered })]));
    expect(text).toContain("  DESTROYS 3, REPLACES 1\n");
    expect(text).toContain(
      [
        "stack-0, eu-west-1",
        "  DESTROYS  aws_sns_topic.a",
        "  DESTROYS  aws_sns_topic.c",
        "stack-0, eu-central-1",
        "  REPLACES  aws_sns_topic.b, because of name, tags",
        "stack-0",
        "  DESTROYS  aws_sns_topic.d",
      ].join("\n"),
    );
  });

  it("says of accounts, keys and settings what their loss means, and how to keep them: never by destroying", () => {
    const endangered: Endangered[] = [
      { ...lost("aws_organizations_account.account-shop", "eu-west-1"), kind: "accountRemoved" },
      { ...lost("aws_kms_key.a", "eu-west-1"), kind: "keyDestroyed" },
      { ...lost("aws_kms_key.b", "eu-west-1"), kind: "keyDestroyed" },
      { ...lost("aws_s3_account_public_access_block.a", "eu-west-1"), kind: "settingReset" },
    ];
    const text = describePlan(reportOf([planned({ destroy: 4, endangered })]));
    expect(text).toContain("  DESTROYS 4\n");
    expect(text.match(/^An account that Terraform destroys or replaces leaves the organization/gm)).toHaveLength(1);
    expect(text.match(/^What a deleted key encrypted can never be read again/gm)).toHaveLength(1);
    expect(text).toContain("  terraform -chdir=cdktf.out/stacks/STACK state rm ADDRESS");
    expect(text).not.toContain("terraform destroy");
  });

  it("names where an account moves from and to, and the services and policy types that are switched off", () => {
    const organization = {
      address: "aws_organizations_organization.organization",
      because: [],
      action: "disables",
    } as const;
    const account = { address: "aws_organizations_account.account-shop", because: [], action: "moves" } as const;
    const endangered: Endangered[] = [
      { ...account, kind: "accountMoved", from: "ou-1", to: "r-1" },
      { ...account, kind: "accountMoved", from: "ou-1" },
      { ...organization, kind: "trustedServicesLost", disabled: ["guardduty.amazonaws.com", "sso.amazonaws.com"] },
      { ...organization, kind: "policyTypesLost", disabled: ["TAG_POLICY"] },
    ];
    const text = describePlan(reportOf([planned({ change: 2, endangered })]));
    expect(text).toContain("  MOVES ACCOUNT 2, DISABLES 3\n");
    expect(text).toContain(
      [
        "stack-0",
        "  MOVES ACCOUNT  aws_organizations_account.account-shop, from ou-1 to r-1",
        "  MOVES ACCOUNT  aws_organizations_account.account-shop, from ou-1 to a unit to be created",
        "  DISABLES  aws_organizations_organization.organization: guardduty.amazonaws.com, sso.amazonaws.com",
        "  DISABLES  aws_organizations_organization.organization: TAG_POLICY",
      ].join("\n"),
    );
    expect(text).toContain("add it to organization.trustedServices.");
    expect(text).toContain("add it to organization.policyTypes.");
  });

  it("names what somebody deleted by hand, which would else look like something new", () => {
    const vanished = [{ address: "aws_cloudtrail.trail", region: "eu-west-1" }];
    const text = describePlan(reportOf([planned({ add: 1, vanished })]));
    expect(text).toContain("  VANISHED 1\n");
    expect(text).toContain("stack-0, eu-west-1\n  VANISHED  aws_cloudtrail.trail, deleted outside of Terraform");
    expect(text).toContain("Take back first what\ncan be taken back: a key by aws kms cancel-key-deletion");
  });

  it("says how to keep what a failed deployment left tainted", () => {
    const endangered = [
      { kind: "tainted", action: "replaces", address: "aws_config_organization_managed_rule.a", because: [] } as const,
    ];
    expect(describePlan(reportOf([planned({ add: 1, destroy: 1, endangered })]))).toContain(
      "\n  terraform -chdir=cdktf.out/stacks/STACK untaint ADDRESS",
    );
  });

  it("says which stack changes log buckets, that the break-glass role alone may, and how it is deployed with it", () => {
    const ofLogBuckets = ["aws_s3_bucket_server_side_encryption_configuration.trail-bucket_encryption"];
    const text = describePlan(reportOf([planned({ change: 1 }), planned({ change: 1, ofLogBuckets })]));
    expect(text).toContain(
      [
        "stack-1 changes settings of log buckets:",
        "  aws_s3_bucket_server_side_encryption_configuration.trail-bucket_encryption",
        "",
        "Their policies deny that to everyone but the break-glass role,",
      ].join("\n"),
    );
    expect(text).toContain("  npm run plan -- stack-1 --break-glass --save plans-of-log-buckets\n");
    expect(text).toContain("  npm run apply -- plans-of-log-buckets --break-glass --confirm");
    expect(text).toContain("example-break-glass");
    expect(text).not.toContain("stack-0 changes");
  });

  it("has what is saved already applied by the break-glass role, and names the file and the folder of before", () => {
    const report = reportOf([planned({ change: 1, ofLogBuckets: ["aws_s3_bucket_policy.a"] })]);
    const text = describePlan({ ...report, saved: "my plans", output: "out" }, "zones/a b.yaml");
    expect(text).toContain(
      "\n  npm run apply -- 'my plans' --break-glass --confirm --config 'zones/a b.yaml' --output out\n",
    );
    expect(text).not.toContain("npm run plan");
  });

  it("keeps its advice within 80 columns", () => {
    const kinds = [
      "accountRemoved",
      "accountMoved",
      "keyDestroyed",
      "keyStoreDestroyed",
      "settingReset",
      "protectionLost",
      "retentionShortened",
      "recorderRefused",
      "tainted",
      "vanished",
      "forgotten",
      "trustedServicesLost",
    ] as const;
    for (const line of adviceFor([...kinds, "policyTypesLost"], { terraform: "terraform", output: "cdktf.out" }).split(
      "\n",
    )) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it("reports orphaned stacks, and then not that nothing would change", () => {
    const text = describePlan({ ...reportOf([planned({})]), orphaned: [orphanedShop] });
    expect(text).toMatch(/\n\nORPHANED {2}account shop is gone: put it back \(terraform\.baseline-shop\.tfstate\)$/);
  });

  it("says what a ledger lacks that was begun anew beside what is deployed", () => {
    expect(describePlan({ ...reportOf([planned({})]), ledgerLacks: "x.lock.json does not know" })).toContain(
      "\n\nx.lock.json does not know\n\n",
    );
  });

  it("names what changes in the file alone", () => {
    const ignored = [{ account: "shop", what: "name", from: "shop", to: "store" }] as const;
    expect(describePlan({ ...reportOf([planned({})]), ignored })).toContain("\n  shop: name from shop to store.");
  });

  it("names what the file says is off and Terraform had forgotten before", () => {
    const stillOn = [{ stack: "baseline-shop", address: "aws_ssm_document.s", in: "shop/eu-west-1" }];
    const text = describePlan({ ...reportOf([planned({})]), stillOn });
    expect(text).toContain("\n  baseline-shop in shop/eu-west-1\n    aws_ssm_document.s\n");
    expect(text).toMatch(/"gone": true from\s+its\s+line\s+of\s+landing-zone\.lock\.json/);
  });

  it("does not say that nothing would change when it is not known what is orphaned", () => {
    expect(describePlan({ ...reportOf([planned({})]), problems: ["no such bucket"] })).not.toContain("Nothing");
  });

  it("reports every problem apart", () => {
    const report = { ...reportOf([planned({}), failed("no luck", "no role")]), problems: ["no such bucket"] };
    expect(describeProblems(report)).toEqual([
      "stack-1 could not be planned: no luck",
      "stack-1 could not be planned: no role",
      "no such bucket",
    ]);
  });
});
