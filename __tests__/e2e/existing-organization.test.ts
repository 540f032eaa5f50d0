// The example of an organization that exists, with its past, is adopted, with state in S3, the log archive of the strictest
// example and the baseline of the example of StackSets. The log archive and another account are created.
import { readFileSync } from "node:fs";
import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { run } from "../../console/run";
import { parseMoreExisting } from "../../simulator/description";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { landingZoneOf, readExample } from "../support/examples";
import { readOrganization } from "../support/organization-state";
import type { OrganizationState } from "../support/organization-state";
import { readRecording } from "../support/read-back";
import { stackSetsCases } from "./cases/stacksets";
import { strictestArchiveCases } from "./cases/strictest-archive";

const TIMEOUT = 1_500_000;

const example = readExample("existing-organization");
const strictest = readExample("strictest");
const stackSets = readExample("stacksets");
const PAST = "examples/existing-organization.aws.json";
const past = parseMoreExisting(readFileSync(PAST, "utf8"), PAST);
const { existingConfig, ...audit } = example.accounts?.audit as Record<string, unknown>;
const landingZone = landingZoneOf({
  ...example,
  accounts: {
    // StackSets adopt no recorders, and do not reach the management account: the recorders are there.
    management: { ...(example.accounts?.management as object), existingConfig },
    // Nor do they make Session Manager's preferences.
    audit: { ...audit, existingSessionPreferences: undefined },
    logArchive: strictest.accounts?.logArchive,
    workloads: [...(example.accounts?.workloads as object[]), ...(stackSets.accounts?.workloads as object[])],
  },
  hosts: undefined,
  archive: { ...strictest.archive, replica: { region: "eu-west-1", account: "audit" } },
  breakGlass: strictest.breakGlass,
  guardrails: strictest.guardrails,
  config: stackSets.config,
  baseline: stackSets.baseline,
});

describe("an existing organization, deployed", () => {
  let deployment: Deployment;
  let before: OrganizationState;

  const organizationState = async () =>
    readOrganization(new OrganizationsClient(await deployment.clients.settings(landingZone.management)));

  beforeAll(async () => {
    deployment = await prepareDeployment(landingZone, undefined, past);
    before = await organizationState();
    await deployment.deploy();
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  const stateBucket = async () =>
    new S3Client({ ...(await deployment.clients.settings(deployment.landingZone.management)), forcePathStyle: true });

  it("has the past that is to be kept", () => {
    expect(before.services).toEqual(expect.arrayContaining(["guardduty.amazonaws.com", "sso.amazonaws.com"]));
    expect(before.policyTypes).toContain("S3_POLICY");
    expect(Object.keys(before.delegations)).toEqual(["333333333333", "444444444444"]);
    expect(Object.values(before.accounts).map(({ status }) => status)).toContain("SUSPENDED");
    expect(Object.keys(before.units)).toHaveLength(4);
  });

  it("is the same organization, and moves nobody but who the file moves", async () => {
    const { logArchive, management } = deployment.landingZone;
    const client = new OrganizationsClient(await deployment.clients.settings(management));
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    expect(Organization?.Id).toBe("o-exampleorgid");
    const { accounts, units } = await organizationState();
    const [security] = Object.entries(units).flatMap(([id, { name }]) => (name === "Security" ? [id] : []));
    const parents = Object.fromEntries(Object.entries(accounts).map(([id, { parent }]) => [id, parent]));
    expect(parents).toMatchObject({
      ...Object.fromEntries(Object.entries(before.accounts).map(([id, { parent }]) => [id, parent])),
      "333333333333": security,
      [await deployment.clients.accountId(logArchive)]: security,
    });
  });

  it("keeps names, addresses, tags and states of all accounts, and the units with their names and tags", async () => {
    const { accounts, units } = await organizationState();
    for (const [id, account] of Object.entries(before.accounts)) {
      expect(accounts[id]).toEqual({ ...account, parent: accounts[id]?.parent });
    }
    expect(units).toMatchObject(before.units);
    for (const [id, { tags }] of Object.entries(before.units)) {
      expect(units[id]?.tags).toEqual(tags);
    }
  });

  it("keeps trusted access, policy types, policies and delegations, and adds its own", async () => {
    const { delegations, policies, policyTypes, services } = await organizationState();
    expect(services).toEqual(expect.arrayContaining([...before.services]));
    expect(policyTypes).toEqual(expect.arrayContaining([...before.policyTypes]));
    expect(policies).toEqual(expect.arrayContaining([...before.policies]));
    expect(policies.length).toBeGreaterThan(before.policies.length);
    expect(delegations["444444444444"]).toEqual(before.delegations["444444444444"]);
    expect(delegations["333333333333"]).toEqual(
      expect.arrayContaining(before.delegations["333333333333"] as unknown as string[]),
    );
  });

  it("leaves somebody else's organization trail as it is, beside its own", async () => {
    const client = new CloudTrailClient(await deployment.clients.settings(landingZone.management, "eu-west-1"));
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
    expect(trailList.filter(({ IsOrganizationTrail }) => IsOrganizationTrail).map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(["somebody-elses-trail", landingZone.names.trail]),
    );
    expect((await client.send(new GetTrailStatusCommand({ Name: "somebody-elses-trail" }))).IsLogging).toBe(true);
  });

  it.each([
    ["eu-central-1", "StackSet-recorder-1A2B", "StackSet-channel-3C4D"],
    ["eu-west-1", "StackSet-recorder-5E6F", "StackSet-channel-7A8B"],
  ])("has adopted recorder and channel of %s under their names", async (region, recorder, channel) => {
    const { channels, recorders, recording } = await readRecording(
      await deployment.clients.settings(landingZone.management, region),
    );
    expect(recorders.map(({ name }) => name)).toEqual([recorder]);
    expect(recording).toEqual([true]);
    expect(channels).toMatchObject([{ name: channel, s3BucketName: landingZone.names.configBucket }]);
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
