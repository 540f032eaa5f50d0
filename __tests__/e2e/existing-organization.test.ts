// An organization that exists, and an account in it, are adopted, with state in S3, the log archive of the strictest example
// and the baseline of the example of StackSets. Another account and the copies of the logs are created.
import {
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { run } from "../../console/run";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { landingZoneOf, readExample } from "../support/examples";
import { stackSetsCases } from "./cases/stacksets";
import { strictestArchiveCases } from "./cases/strictest-archive";

const TIMEOUT = 1_500_000;

const existing = readExample("existing-organization");
const strictest = readExample("strictest");
const stackSets = readExample("stacksets");
const landingZone = landingZoneOf({
  ...existing,
  organization: { ...existing.organization, ...strictest.organization },
  accounts: {
    ...existing.accounts,
    logArchive: strictest.accounts?.logArchive,
    workloads: stackSets.accounts?.workloads,
  },
  archive: { ...strictest.archive, replica: { region: "eu-west-1", account: "audit" } },
  breakGlass: strictest.breakGlass,
  guardrails: strictest.guardrails,
  config: stackSets.config,
  baseline: stackSets.baseline,
});

describe("an existing organization, deployed", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await prepareDeployment(landingZone);
    await deployment.deploy();
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  const stateBucket = async () =>
    new S3Client({ ...(await deployment.clients.settings(deployment.landingZone.management)), forcePathStyle: true });

  it("keeps its organization and the account that existed, moved to where it should be, beside the one that was created", async () => {
    const { logArchive, management } = deployment.landingZone;
    const client = new OrganizationsClient(await deployment.clients.settings(management));
    const { Roots = [] } = await client.send(new ListRootsCommand({}));
    const { OrganizationalUnits = [] } = await client.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: Roots[0]?.Id }),
    );
    const security = OrganizationalUnits.find(({ Name }) => Name === "Security");
    const { Accounts = [] } = await client.send(new ListAccountsForParentCommand({ ParentId: security?.Id }));
    const created = await deployment.clients.accountId(logArchive);
    expect(Accounts.map(({ Id }) => Id).sort()).toEqual([created, "333333333333"].sort());
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    expect(Organization?.Id).toBe("o-exampleorgid");
  });

  it("would change nothing when planned again", () => deployment.planAgain(), TIMEOUT);

  it("keeps one state for each stack in the bucket, and no lock behind", async () => {
    const { Contents = [] } = await (
      await stateBucket()
    ).send(new ListObjectsV2Command({ Bucket: "existing-org-terraform-state" }));
    expect(Contents.map(({ Key }) => Key).sort()).toEqual(
      deployment.stacks.map((stack) => `existing-org/${stack}.tfstate`).sort(),
    );
  });

  it(
    "is not touched while another run holds the lock",
    async () => {
      await (
        await stateBucket()
      ).send(
        new PutObjectCommand({
          Bucket: "existing-org-terraform-state",
          Key: "existing-org/security-tooling.tfstate.tflock",
          Body: JSON.stringify({ ID: "1", Operation: "OperationTypeApply", Who: "a colleague", Version: "1.11.4" }),
        }),
      );
      const { code, output } = await run(deployment.terraform, ["plan", "-input=false", "-no-color"], {
        cwd: `${deployment.outdir}/stacks/security-tooling`,
        env: deployment.env,
      });
      expect(code).toBe(1);
      expect(output).toContain("Error acquiring the state lock");
      expect(output).toContain("a colleague");
    },
    TIMEOUT,
  );

  describe("the strictest log archive", () => {
    strictestArchiveCases(() => deployment);
  });

  describe("StackSets", () => {
    stackSetsCases(landingZone, () => deployment);
  });
});
