// An organization and accounts that exist are adopted, with state in S3.
import { ListAccountsForParentCommand, ListRootsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListOrganizationalUnitsForParentCommand } from "@aws-sdk/client-organizations";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { run } from "../../console/run";
import { expectEmptyPlans } from "../../cli/local/second-plan";
import { PARALLELISM, prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";

const TIMEOUT = 1_500_000;

describe("an existing organization, deployed", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await prepareDeployment("examples/existing-organization.yaml");
    await deployment.deploy();
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  const stateBucket = async () =>
    new S3Client({ ...(await deployment.clients.settings(deployment.landingZone.management)), forcePathStyle: true });

  it("keeps its organization and its accounts, moved to where they should stand", async () => {
    const client = new OrganizationsClient(await deployment.clients.settings(deployment.landingZone.management));
    const { Roots = [] } = await client.send(new ListRootsCommand({}));
    const { OrganizationalUnits = [] } = await client.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: Roots[0]?.Id }),
    );
    const { Accounts = [] } = await client.send(
      new ListAccountsForParentCommand({ ParentId: OrganizationalUnits[0]?.Id }),
    );
    expect(Accounts.map(({ Id }) => Id).sort()).toEqual(["222222222222", "333333333333"]);
  });

  it(
    "would change nothing when planned again",
    async () => {
      await expectEmptyPlans({ ...deployment, parallelism: PARALLELISM, onPlanned: () => undefined });
    },
    TIMEOUT,
  );

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
});
