// One landing zone whose file changes again and again, deployed by the real cdktf, Terraform and provider after each change: every
// deployment succeeds, its second plan is empty, and accounts, keys, units, objects and protective settings are as before.
import { EC2Client, GetEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import { GetAccountPasswordPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
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
import { GetDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
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
baseline: { passwordPolicy: { maximumAgeDays: 90 } }
hosts: { sessions: { enabled: true } }
`;
const COPIES = "archive: { replica: { account: audit, region: us-east-1 } }\n";
/** Where the break-glass role is, without which the archive is not changed, is among them. */
const STACKS = ["organization", "log-archive", "alerting", "baseline-shop", "baseline-log-archive"];

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
  const shop = async (region?: string) => {
    const account = deployment.landingZone.accounts.find(({ slug }) => slug === "shop");
    if (account === undefined) throw new Error("there is no shop");
    return deployment.clients.settings(account, region);
  };
  const keyOf = async (alias: string, account = deployment.landingZone.audit, region?: string) => {
    const kms = new KMSClient(await deployment.clients.settings(account, region));
    const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
    return Aliases.find(({ AliasName }) => AliasName === `alias/change-org-${alias}`)?.TargetKeyId;
  };
  const guardrails = async (TargetId?: string) => {
    const { Policies = [] } = await (
      await organizations()
    ).send(new ListPoliciesForTargetCommand({ TargetId, Filter: "SERVICE_CONTROL_POLICY" }));
    return Policies.map(({ Id = "" }) => Id).sort();
  };
  /** Settings of an account that protect it, there and in a region that the file may not have. */
  const settings = async () => {
    const s3 = s3Control(await shop());
    const AccountId = (await new STSClient(await shop()).send(new GetCallerIdentityCommand({}))).Account;
    const iam = new IAMClient(await shop());
    const ssm = new SSMClient(await shop("us-east-1"));
    const ec2 = new EC2Client(await shop("us-east-1"));
    const gone = () => undefined;
    return {
      block: await s3
        .send(new GetAccountBlock({ AccountId }))
        .then(({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration?.BlockPublicPolicy, gone),
      encrypted: (await ec2.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault,
      passwords: await iam
        .send(new GetAccountPasswordPolicyCommand({}))
        .then(({ PasswordPolicy }) => PasswordPolicy?.MinimumPasswordLength, gone),
      sessions: await ssm
        .send(new GetDocumentCommand({ Name: "SSM-SessionManagerRunShell" }))
        .then(({ Name }) => Name, gone),
    };
  };
  const PROTECTED = { block: true, encrypted: true, passwords: 14, sessions: "SSM-SessionManagerRunShell" };

  beforeAll(async () => {
    deployment = await prepareDeployment(landingZoneOf(FILE), STACKS);
    await deployment.deploy();
    await change(FILE, STACKS);
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  it(
    "keeps accounts and units when they are renamed in the file, and renames the units in AWS",
    async () => {
      const before = await idsByEmail();
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
      const attached = await guardrails(await root());
      const without = changed("\n    - { name: blog, email: blog@example.com, organizationalUnit: Workloads }", "");
      await change(without, ["organization"]);
      expect(await idsByEmail()).toEqual(before);
      expect(await parentOf(blog)).toBe(parent);

      await change(FILE, ["organization"]);
      expect(await idsByEmail()).toEqual(before);
      expect(await parentOf(blog)).toBe(parent);
      expect(await guardrails(await root())).toEqual(attached);
    },
    TIMEOUT,
  );

  it(
    "moves guardrails to units for an exception, which stay there when it is gone, so that nothing is ever without them",
    async () => {
      const attached = await guardrails(await root());
      const units = await unitsBelow(await root());
      const security = units.get("Security");
      await change(
        `${FILE}guardrails: { exceptions: { topics: { organizationalUnits: [Security], reason: as an example } } }\n`,
        ["organization"],
      );
      const ofUnit = await guardrails(security);
      expect(ofUnit.length).toBeGreaterThan(1);
      await change(FILE, ["organization"]);
      expect(await guardrails(await root())).toEqual(attached);
      expect(await guardrails(security)).toEqual(ofUnit);
    },
    TIMEOUT,
  );

  it(
    "leaves what protects an account and a region when they are not in the file any more, and manages it again",
    async () => {
      expect(await settings()).toEqual(PROTECTED);
      const text = changed(
        "hosts: { sessions: { enabled: true } }\n",
        "",
        changed("[eu-west-1, us-east-1]", "[eu-west-1]", changed(" maximumAgeDays: 90 ", "")),
      );
      await change(text, ["baseline-shop"]);
      expect(await settings()).toEqual(PROTECTED);
      const iam = new IAMClient(await shop());
      const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
      // A default comes back: never.
      expect(PasswordPolicy?.MaxPasswordAge).toBe(0);

      await change(FILE, ["baseline-shop"]);
      expect(await settings()).toEqual(PROTECTED);
    },
    TIMEOUT,
  );

  it(
    "switches off what the file says is off, and nothing else",
    async () => {
      const off = changed(
        "sessions: { enabled: true }",
        "sessions: { enabled: false }",
        changed(
          "passwordPolicy: { maximumAgeDays: 90 }",
          "passwordPolicy: { enabled: false }, s3PublicAccessBlock: false",
        ),
      );
      await change(off, ["baseline-shop"]);
      expect(await settings()).toEqual({ encrypted: true });
      await change(FILE, ["baseline-shop"]);
      expect(await settings()).toEqual(PROTECTED);
    },
    TIMEOUT,
  );

  it(
    "keeps copies of the logs with their key and protection where they move, and goes on with them when they return",
    async () => {
      const away = ["log-archive"];
      const copied = ["log-replica", ...away];
      await change(`${FILE}${COPIES}`, copied, true);
      const replicaKey = () => keyOf("log-replica", undefined, "us-east-1");
      const [before, logKey] = [await replicaKey(), await keyOf("logs", deployment.landingZone.logArchive)];
      const s3 = new S3Client({
        ...(await deployment.clients.settings(deployment.landingZone.audit, "us-east-1")),
        forcePathStyle: true,
      });
      const Bucket = "change-org-replica-us-east-1";
      const protection = async () => ({
        block: (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
        encryption: (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration,
        policy: (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy,
      });
      const protectedSo = await protection();
      await change(FILE, away, true);
      expect([await protection(), await replicaKey()]).toEqual([protectedSo, before]);

      await change(`${FILE}${COPIES}`, copied, true);
      expect([await protection(), await replicaKey()]).toEqual([protectedSo, before]);
      expect(before).toBeDefined();
      expect(await keyOf("logs", deployment.landingZone.logArchive)).toBe(logKey);
    },
    TIMEOUT,
  );
});
