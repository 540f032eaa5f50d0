// One landing zone whose file changes again and again, deployed by the real cdktf, Terraform and provider after each change: every
// deployment succeeds, its second plan is empty, and accounts, keys, units, objects and protective settings are as before.
import { EC2Client, GetEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import { KMSClient, ListAliasesCommand } from "@aws-sdk/client-kms";
import {
  ListAccountsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetPublicAccessBlockCommand as GetAccountBlock } from "@aws-sdk/client-s3-control";
import { parseLandingZone } from "../../config/load";
import type { Ledger } from "../../config/ledger/schema";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { s3Control } from "../support/read-back";

const TIMEOUT = 1_500_000;

const FILE = `
name: change-org
homeRegion: eu-west-1
regions: [eu-west-1, us-east-1]
organization:
  organizationalUnits: [{ name: Security }, { name: Workloads, organizationalUnits: [{ name: Production }] }]
accounts:
  management: { id: "111111111111", email: management@example.com }
  logArchive: { email: log-archive@example.com, organizationalUnit: Security }
  audit: { email: audit@example.com, organizationalUnit: Security }
  workloads:
    - { name: shop, email: shop@example.com, organizationalUnit: Workloads/Production }
    - { name: blog, email: blog@example.com, organizationalUnit: Workloads }
archive: { replica: { account: audit, region: us-east-1 } }
`;
/** Without the copies of the logs, which not every file has. */
const BASELINE = ["organization", "log-archive", "alerting", "baseline-shop"];
const STACKS = ["log-replica", ...BASELINE];

const landingZoneOf = (text: string, ledger?: Ledger) => parseLandingZone(text, "change.yaml", ledger).landingZone;

describe("a landing zone whose file changes", () => {
  let deployment: Deployment;
  let ledger: Ledger | undefined;

  /** Deploys some stacks of a changed file; nothing is left to change then. */
  const change = async (text: string, stacks: readonly string[], breakGlass = false): Promise<void> => {
    ledger = await deployment.deployChanged(landingZoneOf(text, ledger), stacks, breakGlass);
    await deployment.planAgain(stacks);
  };
  const changed = (from: string, to: string, text = FILE): string => {
    if (!text.includes(from)) throw new Error(`the file has no ${from}`);
    return text.replaceAll(from, to);
  };
  const organizations = async () =>
    new OrganizationsClient(await deployment.clients.settings(deployment.landingZone.management));
  const idsByEmail = async (): Promise<Map<string, string>> => {
    const { Accounts = [] } = await (await organizations()).send(new ListAccountsCommand({}));
    return new Map(Accounts.map(({ Email = "", Id = "" }) => [Email.toLowerCase(), Id]));
  };
  const parentOf = async (ChildId: string) => {
    const { Parents = [] } = await (await organizations()).send(new ListParentsCommand({ ChildId }));
    return Parents[0]?.Id;
  };
  const unitsBelow = async (ParentId?: string) => {
    const { OrganizationalUnits = [] } = await (
      await organizations()
    ).send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    return new Map(OrganizationalUnits.map(({ Id = "", Name = "" }) => [Name, Id]));
  };
  const root = async () => (await (await organizations()).send(new ListRootsCommand({}))).Roots?.[0]?.Id;
  const replica = async () => {
    const { audit } = deployment.landingZone;
    const settings = await deployment.clients.settings(audit, "us-east-1");
    return { s3: new S3Client({ ...settings, forcePathStyle: true }), kms: new KMSClient(settings) };
  };
  const replicaKey = async () => {
    const { Aliases = [] } = await (await replica()).kms.send(new ListAliasesCommand({}));
    return Aliases.find(({ AliasName }) => AliasName === "alias/change-org-log-replica")?.TargetKeyId;
  };
  const Bucket = "change-org-replica-us-east-1";

  beforeAll(async () => {
    deployment = await prepareDeployment(landingZoneOf(FILE), STACKS);
    await deployment.deploy();
    await change(FILE, STACKS);
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  it(
    "keeps accounts and units when they are renamed in the file, and renames the units in AWS",
    async () => {
      const [before, shop] = [await idsByEmail(), deployment.landingZone.accounts.find(({ slug }) => slug === "shop")];
      const parent = await parentOf(before.get("shop@example.com") ?? "");
      const units = await unitsBelow(await root());
      const renamed = changed(
        "Workloads/Production",
        "Work/Production",
        changed("{ name: Workloads,", "{ name: Work, formerly: Workloads,"),
      )
        .replace("organizationalUnit: Workloads }", "organizationalUnit: Work }")
        .replace("name: shop,", "name: store,");
      await change(renamed, ["organization"]);
      expect(shop).toBeDefined();
      expect(await idsByEmail()).toEqual(before);
      expect(await parentOf(before.get("shop@example.com") ?? "")).toBe(parent);
      expect((await unitsBelow(await root())).get("Work")).toBe(units.get("Workloads"));

      // There and back.
      const back = changed("{ name: Workloads,", "{ name: Workloads, formerly: Work,");
      await change(back, ["organization"]);
      expect((await unitsBelow(await root())).get("Workloads")).toBe(units.get("Workloads"));
      await change(FILE, ["organization"]);
    },
    TIMEOUT,
  );

  it(
    "keeps an account in the organization and a unit with its policies that leave the file, and takes them back",
    async () => {
      const before = await idsByEmail();
      const blog = before.get("blog@example.com") ?? "";
      const parent = await parentOf(blog);
      const policies = async () => {
        const { Policies = [] } = await (
          await organizations()
        ).send(new ListPoliciesForTargetCommand({ TargetId: await root(), Filter: "SERVICE_CONTROL_POLICY" }));
        return Policies.map(({ Id }) => Id).sort();
      };
      const attached = await policies();
      const without = changed("\n    - { name: blog, email: blog@example.com, organizationalUnit: Workloads }", "");
      await change(without, ["organization"]);
      expect(await idsByEmail()).toEqual(before);
      expect(await parentOf(blog)).toBe(parent);

      await change(FILE, ["organization"]);
      expect(await idsByEmail()).toEqual(before);
      expect(await parentOf(blog)).toBe(parent);
      expect(await policies()).toEqual(attached);
    },
    TIMEOUT,
  );

  it(
    "leaves a region protected that leaves the file, and manages it again when it is back",
    async () => {
      const isEncrypted = async () => {
        const { accounts } = deployment.landingZone;
        const shop = accounts.find(({ slug }) => slug === "shop");
        if (shop === undefined) throw new Error("there is no shop");
        const ec2 = new EC2Client(await deployment.clients.settings(shop, "us-east-1"));
        return (await ec2.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault;
      };
      expect(await isEncrypted()).toBe(true);
      const text = changed(
        "archive: { replica: { account: audit, region: us-east-1 } }\n",
        "",
        changed("[eu-west-1, us-east-1]", "[eu-west-1]"),
      );
      await change(text, BASELINE, true);
      expect(await isEncrypted()).toBe(true);
      await change(FILE, STACKS, true);
      expect(await isEncrypted()).toBe(true);
    },
    TIMEOUT,
  );

  it(
    "switches off what the file says is off, and nothing else",
    async () => {
      const block = async () => {
        const shop = deployment.landingZone.accounts.find(({ slug }) => slug === "shop");
        if (shop === undefined) throw new Error("there is no shop");
        const s3 = s3Control(await deployment.clients.settings(shop));
        const AccountId = await deployment.clients.accountId(shop);
        return s3.send(new GetAccountBlock({ AccountId })).then(
          ({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration?.BlockPublicPolicy,
          () => undefined,
        );
      };
      expect(await block()).toBe(true);
      await change(`${FILE}baseline: { s3PublicAccessBlock: false }\n`, STACKS);
      expect(await block()).toBeUndefined();
      await change(FILE, STACKS);
      expect(await block()).toBe(true);
    },
    TIMEOUT,
  );

  it(
    "keeps copies of the logs with their key and protection where they move away, and goes on with them when they return",
    async () => {
      const { s3 } = await replica();
      const before = await replicaKey();
      const protection = async () => ({
        block: (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
        encryption: (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration,
        policy: (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy,
      });
      const protectedSo = await protection();
      const away = changed("archive: { replica: { account: audit, region: us-east-1 } }\n", "");
      await change(away, ["organization", "log-archive"], true);
      expect([await protection(), await replicaKey()]).toEqual([protectedSo, before]);

      await change(FILE, ["organization", "log-replica", "log-archive"], true);
      expect([await protection(), await replicaKey()]).toEqual([protectedSo, before]);
    },
    TIMEOUT,
  );
});
