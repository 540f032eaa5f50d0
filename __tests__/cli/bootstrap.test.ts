// Bootstraps on a local AWS, which enforces permissions: what was made protects what it is made for.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { bootstrapExitCode } from "../../cli/bootstrap/exit";
import { document } from "../../cli/bootstrap/policies";
import { describeBootstrap } from "../../cli/bootstrap/report";
import { bootstrapLandingZone } from "../../cli/bootstrap/run";
import type { BootstrapResult } from "../../cli/bootstrap/run";
import type { LandingZone } from "../../config/landing-zone";
import { stateKeyPolicy } from "../../config/state/key-policies";
import type { StatePlace } from "../../config/state/place";
import { startSimulator } from "../../simulator/start";
import type { Simulator } from "../../simulator/start";
import { assumeRole } from "../../terraform/account-clients";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 120_000;
const ACCESS = [
  "deployment: { managementRole: Deployment }",
  "access:",
  "  ci:",
  "    bootstrapped: true",
  "    github: { owner: example-org, repository: landing-zone, environment: production }",
];
const file = (state: string, ...more: string[]) =>
  existingLandingZone(`state: { backend: s3, region: eu-west-1, ${state} }`, ...more);

let simulator: Simulator;
let workFolder: string;
let outdir: string;

beforeAll(async () => {
  workFolder = mkdtempSync(join(tmpdir(), "landing-zone-bootstrap-"));
  const landingZone = file("bucket: small-state", ...ACCESS);
  simulator = await startSimulator({ landingZone, workFolder, onProgress: () => undefined });
}, TIMEOUT);

afterAll(async () => {
  await simulator.stop();
  rmSync(workFolder, { recursive: true });
});

beforeEach(() => {
  outdir = join(mkdtempSync(join(workFolder, "zone-")), "cdktf.out");
});

const caller = (region = "eu-west-1") => ({
  endpoint: simulator.endpoint,
  credentials: simulator.credentials,
  region,
});
const s3 = () => new S3Client({ ...caller(), forcePathStyle: true });

function run(landingZone: LandingZone, confirmed: boolean, role?: string): Promise<BootstrapResult> {
  const { credentials, endpoint } = caller();
  return bootstrapLandingZone({
    landingZone,
    outdir,
    confirmed,
    role,
    onDone: () => undefined,
    caller: { credentials, endpoint },
  });
}

function writeState(stack: string, lineage: string, serial: number): string {
  const path = join(outdir, "..", `terraform.${stack}.tfstate`);
  writeFileSync(
    path,
    JSON.stringify({ version: 4, terraform_version: "1.11.4", serial, lineage, outputs: {}, resources: [] }),
  );
  return path;
}

async function createBucket(Bucket: string, client = s3()): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
}

async function bodyOf(Key: string): Promise<string | undefined> {
  try {
    return await (await s3().send(new GetObjectCommand({ Bucket: "small-state", Key }))).Body?.transformToString();
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return undefined;
    throw error;
  }
}

function placeOf({ breakGlass, management, partition, state }: LandingZone): StatePlace {
  if (state.backend === "local") throw new Error("the states are not in S3");
  return { partition, state, managementId: management.id, accountId: management.id, breakGlassRole: breakGlass.role };
}

const statesOf = ({ parts }: BootstrapResult) => Object.fromEntries(parts.map(({ part, state }) => [part, state]));
const outcomesOf = ({ states }: BootstrapResult) =>
  Object.fromEntries(states.map(({ outcome, stack }) => [stack, outcome]));

describe("landing-zone bootstrap", () => {
  it(
    "says what it would make, and makes nothing",
    async () => {
      const dry = await run(file("bucket: small-dry", ...ACCESS), false);
      expect(new Set(Object.values(statesOf(dry)))).toEqual(new Set(["missing", "as it should be"]));
      expect(bootstrapExitCode(dry)).toBe(2);
      await expect(s3().send(new HeadBucketCommand({ Bucket: "small-dry" }))).rejects.toThrow();
      expect(describeBootstrap(dry, "landing-zone.yaml")).toMatch(
        /missing {11}bucket of the states, management\n {18}small-dry\n[^]*bootstrap -- --confirm$/,
      );
    },
    TIMEOUT,
  );

  it(
    "finishes what was left half made, moves states there, and has nothing to do the second time",
    async () => {
      const landingZone = file("bucket: small-state", ...ACCESS);
      // A run that ended after the key was made, and another after the bucket.
      const kms = new KMSClient(caller());
      const policy = stateKeyPolicy(placeOf(landingZone));
      const tags = { ...landingZone.tags, Purpose: landingZone.names.stateKeyAlias };
      const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Tags, Policy: document(policy) }));
      await createBucket("small-state");
      const local = writeState("organization", "one", 7);
      const text = readFileSync(local, "utf8");

      const made = await run(landingZone, true);
      expect(made.parts.filter(({ problem }) => problem !== undefined)).toEqual([]);
      expect(statesOf(made)).toEqual({
        "KMS key of the states": "made",
        "bucket of the states": "mended",
        "KMS key of plans": "made",
        "OpenID Connect provider": "made",
        "permissions boundary": "made",
        "role that deploys": "as it should be",
        "role that plans": "made",
        "role that applies": "made",
      });
      expect(made.keyToName).toBe(KeyMetadata?.Arn);
      expect(made.states).toEqual([
        expect.objectContaining({ stack: "organization", outcome: "moved", kept: `${local}.moved`, serial: 7 }),
      ]);
      expect(readFileSync(`${local}.moved`, "utf8")).toBe(text);
      expect(await bodyOf("small/organization.tfstate")).toBe(text);
      const { Versions = [] } = await s3().send(new ListObjectVersionsCommand({ Bucket: "small-state" }));
      expect(Versions.filter(({ IsLatest }) => IsLatest === true).map(({ Key }) => Key)).toEqual([
        "small/organization.tfstate",
      ]);

      const again = await run(file(`bucket: small-state, kmsKeyArn: "${made.keyToName ?? ""}"`, ...ACCESS), true);
      expect(again.parts.filter(({ state }) => state !== "as it should be")).toEqual([]);
      expect(again.states).toEqual([]);
      expect(bootstrapExitCode(again)).toBe(0);
    },
    TIMEOUT,
  );

  it(
    "lets nobody lose states or change what protects them, and Terraform lock and unlock",
    async () => {
      const state = { Bucket: "small-state", Key: "small/organization.tfstate" };
      const lock = { Bucket: "small-state", Key: "small/organization.tfstate.tflock" };
      const denied = { name: "AccessDenied" };
      await expect(s3().send(new DeleteBucketPolicyCommand({ Bucket: "small-state" }))).rejects.toMatchObject(denied);
      await expect(s3().send(new DeleteObjectCommand(state))).rejects.toMatchObject(denied);
      await expect(
        s3().send(new PutObjectCommand({ ...lock, Body: "{}", ServerSideEncryption: "AES256" })),
      ).rejects.toMatchObject(denied);
      await s3().send(new PutObjectCommand({ ...lock, Body: "{}", IfNoneMatch: "*" }));
      await s3().send(new DeleteObjectCommand(lock));
      const archive = await assumeRole(caller(), "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole");
      const others = new S3Client({ ...archive, forcePathStyle: true });
      await expect(others.send(new GetObjectCommand(state))).rejects.toMatchObject(denied);
    },
    TIMEOUT,
  );

  it(
    "lets jobs of the repository alone plan, and those of its environment apply",
    async () => {
      const iam = new IAMClient(caller());
      const subjects = async (RoleName: string) => {
        const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
        expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(
          "arn:aws:iam::111111111111:policy/small-access-boundary",
        );
        const { Statement } = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as {
          Statement: { Condition: { StringEquals: Record<string, unknown> } }[];
        };
        return Statement.map(({ Condition }) => Condition.StringEquals);
      };
      const GITHUB = "token.actions.githubusercontent.com";
      const sub = (...contexts: string[]) => ({
        [`${GITHUB}:aud`]: "sts.amazonaws.com",
        [`${GITHUB}:sub`]: contexts.map((context) => `repo:example-org/landing-zone:${context}`),
      });
      expect(await subjects("small-reviewer")).toEqual([sub("pull_request", "ref:refs/heads/main")]);
      expect(await subjects("small-deployer")).toEqual([sub("environment:production")]);
    },
    TIMEOUT,
  );

  it(
    "moves none of the states while one of them is of another lineage, later or locked",
    async () => {
      const landingZone = file("bucket: small-state");
      writeState("organization", "two", 9);
      writeState("alerting", "three", 1);
      const refused = await run(landingZone, true);
      expect(outcomesOf(refused)).toEqual({ alerting: "would be moved", organization: "refused" });
      expect(refused.states.find(({ outcome }) => outcome === "refused")?.problem).toContain("another lineage");
      expect(await bodyOf("small/alerting.tfstate")).toBeUndefined();

      writeState("organization", "one", 8);
      expect((await run(landingZone, true)).states[1]?.problem).toContain("later, serial 8");

      writeState("organization", "one", 6);
      writeFileSync(join(outdir, "..", ".terraform.alerting.tfstate.lock.info"), "{}");
      expect((await run(landingZone, true)).states[0]?.problem).toContain("Terraform is at work with it");

      rmSync(join(outdir, "..", ".terraform.alerting.tfstate.lock.info"));
      expect(outcomesOf(await run(landingZone, true))).toEqual({ alerting: "moved", organization: "already there" });
      expect(JSON.parse((await bodyOf("small/organization.tfstate")) ?? "{}")).toMatchObject({ serial: 7 });
    },
    TIMEOUT,
  );

  it(
    "refuses a bucket of another account or another region, and people's own settings it leaves to them",
    async () => {
      const archive = await assumeRole(caller(), "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole");
      await createBucket("small-taken", new S3Client({ ...archive, forcePathStyle: true }));
      await new S3Client({ ...caller("us-east-1"), forcePathStyle: true }).send(
        new CreateBucketCommand({ Bucket: "small-elsewhere" }),
      );
      const problem = async (bucket: string) =>
        (await run(file(`bucket: ${bucket}`), false)).parts.find(({ part }) => part === "bucket of the states")
          ?.problem;
      expect((await problem("small-taken"))?.message).toContain("another account's");
      expect((await problem("small-elsewhere"))?.message).toContain("is in us-east-1");

      await createBucket("small-loose");
      await s3().send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket: "small-loose",
          LifecycleConfiguration: {
            Rules: [{ ID: "all", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 30 } }],
          },
        }),
      );
      writeState("alerting", "four", 1);
      const loose = await run(file("bucket: small-loose"), true);
      const { differences = [], state } = loose.parts[1] ?? {};
      expect(state).toBe("different");
      expect(differences.filter(({ mended }) => mended !== true)).toEqual([
        expect.objectContaining({ what: "lifecycle, all", got: "deletes the newest version" }),
      ]);
      // Nothing is put where it would be deleted.
      expect(outcomesOf(loose)).toEqual({ alerting: "would be moved" });
    },
    TIMEOUT,
  );

  it(
    "gives a role that others made, and whom they let in, nothing",
    async () => {
      const iam = new IAMClient(caller());
      const RoleName = "other-deployer";
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
      });
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      const landingZone = { ...file("bucket: small-state", ...ACCESS) };
      const renamed = {
        ...landingZone,
        access: landingZone.access && {
          ...landingZone.access,
          functions: landingZone.access.functions.map((job) =>
            job.key === "deployer" ? { ...job, role: RoleName } : job,
          ),
        },
      };
      const role = (await run(renamed, true)).parts.find(({ part }) => part === "role that applies");
      expect(role).toMatchObject({ name: RoleName, state: "different" });
      await expect(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "bootstrap" }))).rejects.toMatchObject({
        name: "NoSuchEntityException",
      });
    },
    TIMEOUT,
  );

  it(
    "puts the bucket into an account of its own, which lets the management account in, and that to states alone",
    async () => {
      writeState("organization", "five", 3);
      const landingZone = file("bucket: small-apart, account: log-archive");
      const made = await run(landingZone, true);
      expect(statesOf(made)).toEqual({ "KMS key of the states": "made", "bucket of the states": "made" });
      expect(made.keyToName).toMatch(/^arn:aws:kms:eu-west-1:222222222222:key\//);
      expect(outcomesOf(made)).toEqual({ organization: "moved" });
      const other = { Bucket: "small-apart", Key: "another/organization.tfstate", Body: "{}" };
      await expect(s3().send(new PutObjectCommand(other))).rejects.toMatchObject({ name: "AccessDenied" });
      const again = await run(
        file(`bucket: small-apart, account: log-archive, kmsKeyArn: "${made.keyToName ?? ""}"`),
        true,
      );
      expect(again.parts.filter(({ state }) => state !== "as it should be")).toEqual([]);
      expect(bootstrapExitCode(again)).toBe(0);
    },
    TIMEOUT,
  );

  it(
    "puts the new name of the role for emergencies into policies, as the role of the old name, and as nobody else",
    async () => {
      const { keyToName = "" } = await run(file("bucket: small-apart, account: log-archive"), false);
      const named = (...more: string[]) =>
        file(`bucket: small-apart, account: log-archive, kmsKeyArn: "${keyToName}"`, ...more);
      const archive = await assumeRole(caller(), "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole");
      const iam = new IAMClient(archive);
      const AssumeRolePolicyDocument = document([
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: "sts:AssumeRole" },
      ]);
      for (const RoleName of ["small-break-glass", "emergency"]) {
        await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
        await iam.send(
          new AttachRolePolicyCommand({ RoleName, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
        );
      }
      const renamed = named("breakGlass: { role: emergency }");
      const dry = await run(renamed, false);
      expect(dry.parts.map(({ differences }) => differences.map(({ mended }) => mended))).toEqual([
        ["would be"],
        ["would be"],
      ]);
      expect((await run(renamed, true)).parts[1]?.problem?.code).toBe("AccessDenied");
      const mended = await run(renamed, true, "small-break-glass");
      expect(statesOf(mended)).toEqual({
        "KMS key of the states": "as it should be",
        "bucket of the states": "mended",
      });
      expect(bootstrapExitCode(await run(renamed, true))).toBe(0);
      // And back, which the role of the old name may not any more.
      expect((await run(named(), true, "small-break-glass")).parts[1]?.problem?.code).toBe("AccessDenied");
      expect(bootstrapExitCode(await run(named(), true, "emergency"))).toBe(0);
    },
    TIMEOUT,
  );

  it("wants credentials of the management account", async () => {
    const credentials = (await assumeRole(caller(), "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"))
      .credentials;
    await expect(
      bootstrapLandingZone({
        landingZone: file("bucket: small-state"),
        outdir,
        confirmed: true,
        onDone: () => undefined,
        caller: { endpoint: simulator.endpoint, credentials },
      }),
    ).rejects.toThrow(/the management account is 111111111111/);
  });
});
