import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ConfigServiceClient, DescribeConfigurationRecorderStatusCommand } from "@aws-sdk/client-config-service";
import { EC2Client, GetEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import { GetAccountPasswordPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient, ListAliasesCommand } from "@aws-sdk/client-kms";
import { ListPoliciesForTargetCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetPublicAccessBlockCommand as GetAccountBlock } from "@aws-sdk/client-s3-control";
import { GetDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Account } from "../../../config/accounts/settings";
import { CloudHsmClient } from "../../../cloudhsm/client";
import { assumeRole } from "../../../terraform/account-clients";
import type { Deployment } from "../deployment";
import { readOrganization } from "../organization-state";
import { s3Control } from "../read-back";

type Things<Thing = unknown> = Readonly<Record<string, Thing>>;

/** What no change of a file may lose, by ids and names, so that what comes besides is no difference. */
export interface WhatIsKept {
  /** By id: address, state, parent and tags. */
  readonly accounts: Things;
  /** By id: parent and tags. */
  readonly units: Things<{ readonly parent: string }>;
  /** Trusted access and delegations. */
  readonly services: Things;
  /** Guardrails by what they are attached to. */
  readonly guardrails: Things<Things>;
  /** By account, region and alias: their ids, and whether they are enabled. */
  readonly keys: Things;
  /** Versions of objects by bucket and name. */
  readonly logFiles: Things;
  /** By bucket. */
  readonly protection: Things;
  /** By account and region. */
  readonly logGroups: Things;
  /** Clusters by account, with their HSMs. */
  readonly clusters: Things;
  /** What protects the account shop, there and in the region that the file loses. */
  readonly settings: Things;
}

const LOG_FILE = "AWSLogs/kept.json.gz";

/** Puts an object into each bucket of the log archive, where nobody may: the bucket's policy is away while the glass is broken. */
export async function putLogFiles(deployment: Deployment): Promise<void> {
  const s3 = await breakingGlass(deployment);
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket } of Buckets) {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    // With the key of the logs services alone encrypt.
    const object = { Bucket, Key: LOG_FILE, ServerSideEncryption: "AES256" as const };
    await s3.send(new PutObjectCommand({ ...object, Body: `kept in ${String(Bucket)}` }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  }
}

/** Reads it from a local AWS. */
export async function readWhatIsKept(deployment: Deployment): Promise<WhatIsKept> {
  const { clients, landingZone } = deployment;
  const { audit, logArchive, management, regions } = landingZone;
  const organizations = new OrganizationsClient(await clients.settings(management));
  const { accounts, delegations, services, units } = await readOrganization(organizations);
  const root = Object.values(units).find(({ parent }) => parent.startsWith("r-"))?.parent ?? "";
  const everywhere = async (of: readonly Account[], read: (account: Account, region: string) => Promise<Things>) =>
    joined(await Promise.all(of.flatMap((account) => regions.map((region) => read(account, region)))));
  return {
    accounts: mapped(accounts, ({ email, parent, status, tags }) => ({ email, parent, status, tags })),
    units: mapped(units, ({ parent, tags }) => ({ parent, tags })),
    services: { trusted: present(services), ...mapped(delegations, present) },
    guardrails: await guardrailsOf(organizations, [root, ...Object.keys(units), ...Object.keys(accounts)]),
    keys: await everywhere([audit, logArchive], async (account, region) =>
      keysOf(new KMSClient(await clients.settings(account, region)), `${account.slug} ${region}`),
    ),
    logFiles: await logFilesOf(await breakingGlass(deployment)),
    protection: joined([
      await protectionOf(await breakingGlass(deployment)),
      await protectionOf(
        new S3Client({ ...(await clients.settings(audit, landingZone.archive.replica?.region)), forcePathStyle: true }),
      ),
    ]),
    logGroups: await everywhere([shopOf(deployment), audit], async (account, region) =>
      logGroupsOf(new CloudWatchLogsClient(await clients.settings(account, region)), `${account.slug} ${region}`),
    ),
    clusters: await clustersOf(deployment),
    settings: await settingsOf(deployment),
  };
}

/** Whoever breaks the glass in the log archive reads all of it. */
async function breakingGlass({ clients, env, landingZone }: Deployment): Promise<S3Client> {
  const { breakGlass, homeRegion: region, logArchive } = landingZone;
  const id = await clients.accountId(logArchive);
  const caller = {
    region,
    endpoint: env.AWS_ENDPOINT_URL,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "" },
  };
  const settings = await assumeRole(caller, `arn:aws:iam::${id}:role/${breakGlass.role}`);
  return new S3Client({ ...settings, forcePathStyle: true });
}

async function guardrailsOf(client: OrganizationsClient, targets: readonly string[]): Promise<Things<Things>> {
  const found: Record<string, Things> = {};
  for (const TargetId of targets) {
    const ids: string[] = [];
    for (const Filter of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const) {
      const { Policies = [] } = await client.send(new ListPoliciesForTargetCommand({ TargetId, Filter }));
      ids.push(...Policies.map(({ Id = "" }) => Id));
    }
    found[TargetId] = present(ids);
  }
  return found;
}

async function keysOf(kms: KMSClient, where: string): Promise<Things> {
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  const own = Aliases.filter(({ AliasName = "" }) => !AliasName.startsWith("alias/aws/"));
  const found: Record<string, unknown> = {};
  for (const { AliasName = "", TargetKeyId: KeyId } of own) {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    found[`${where} ${AliasName}`] = { id: KeyId, state: KeyMetadata?.KeyState };
  }
  return found;
}

async function logFilesOf(s3: S3Client): Promise<Things> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const found: Record<string, unknown> = {};
  for (const { Name: Bucket } of Buckets) {
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: LOG_FILE }));
    for (const { Key, VersionId } of Versions) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      found[`${String(Bucket)}/${String(Key)}`] = { VersionId, text: await Body?.transformToString() };
    }
  }
  return found;
}

async function protectionOf(s3: S3Client): Promise<Things> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const found: Record<string, unknown> = {};
  for (const { Name: Bucket } of Buckets) {
    const { Policy = "{}" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const { Statement } = JSON.parse(Policy) as { Statement: { Effect: string; Sid: string }[] };
    found[String(Bucket)] = {
      block: (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
      isEncrypted:
        (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration !== undefined,
      denials: present(Statement.filter(({ Effect }) => Effect === "Deny").map(({ Sid }) => Sid)),
    };
  }
  return found;
}

async function logGroupsOf(logs: CloudWatchLogsClient, where: string): Promise<Things> {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  return present(logGroups.map(({ logGroupName = "" }) => `${where} ${logGroupName}`));
}

async function clustersOf({ clients, env, landingZone }: Deployment): Promise<Things> {
  const settings = await clients.settings(landingZone.logArchive);
  const { credentials, sha256 } = new KMSClient(settings).config;
  const caller = { region: settings.region, partition: landingZone.partition, credentials, sha256 };
  const client = new CloudHsmClient({ ...caller, endpoint: env.AWS_ENDPOINT_URL });
  const clusters = await client.clusters();
  return Object.fromEntries(
    clusters.map(({ ClusterId, Hsms = [] }) => [ClusterId, present(Hsms.map(({ HsmId }) => HsmId))]),
  );
}

async function settingsOf(deployment: Deployment): Promise<Things> {
  const account = shopOf(deployment);
  const elsewhere = deployment.landingZone.regions.at(-1);
  const here = await deployment.clients.settings(account);
  const there = await deployment.clients.settings(account, elsewhere);
  const AccountId = await deployment.clients.accountId(account);
  const none = () => undefined;
  const { ConfigurationRecordersStatus = [] } = await new ConfigServiceClient(there).send(
    new DescribeConfigurationRecorderStatusCommand({}),
  );
  return {
    block: await s3Control(here)
      .send(new GetAccountBlock({ AccountId }))
      .then(({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration?.BlockPublicPolicy, none),
    encrypted: (await new EC2Client(there).send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault,
    passwords: await new IAMClient(here)
      .send(new GetAccountPasswordPolicyCommand({}))
      .then(({ PasswordPolicy }) => PasswordPolicy?.RequireNumbers, none),
    recording: ConfigurationRecordersStatus.map(({ recording }) => recording),
    sessions: await new SSMClient(there)
      .send(new GetDocumentCommand({ Name: "SSM-SessionManagerRunShell" }))
      .then(({ Name }) => Name, none),
  };
}

function shopOf({ landingZone }: Deployment): Account {
  const shop = landingZone.accounts.find(({ slug }) => slug === "shop");
  if (shop === undefined) throw new Error("there is no shop");
  return shop;
}

function present(names: readonly string[]): Things {
  return Object.fromEntries(names.map((name) => [name, true]));
}

function mapped<One, Other>(things: Things<One>, of: (one: One) => Other): Things<Other> {
  return Object.fromEntries(Object.entries(things).map(([name, one]) => [name, of(one)]));
}

function joined(all: readonly Things[]): Things {
  return Object.assign({}, ...all) as Things;
}
