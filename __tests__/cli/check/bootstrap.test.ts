import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { document } from "../../../cli/bootstrap/policies";
import { placeOf } from "../../../cli/bootstrap/parts";
import { bootstrap } from "../../../cli/check/bootstrap";
import type { LandingZone } from "../../../config/landing-zone";
import { stateBucketPolicy } from "../../../config/state/bucket-policy";
import { planKeyPolicy, stateKeyPolicy } from "../../../config/state/key-policies";
import { answerWith } from "../../support/fake-aws";
import type { Asked } from "../../support/fake-aws";
import { existingLandingZone } from "../../support/landing-zones";
import { environmentOf, refusal, whats } from "./fakes";

const KEY = "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-86ef-1234567890ab";
const zone = (...more: string[]) =>
  existingLandingZone(
    `state: { backend: s3, bucket: states, region: eu-west-1, account: log-archive, kmsKeyArn: "${KEY}" }`,
    "deployment: { managementRole: Deployment }",
    "access: { ci: { bootstrapped: true, github: { owner: example-org, repository: landing-zone, environment: production } } }",
    ...more,
  );

/** AWS as a bootstrap of a landing zone leaves it, with some answers changed. */
function leftBy(landingZone: LandingZone, changed: Readonly<Record<string, object>> = {}): void {
  const found = placeOf(landingZone);
  if (found === undefined) throw new Error("the states are not in S3");
  const { place } = found;
  const policyOf = ({ input: { KeyId } }: Asked) =>
    document(KeyId === KEY ? stateKeyPolicy(place) : planKeyPolicy(place, PIPELINES));
  const answers: Readonly<Record<string, (asked: Asked) => object>> = {
    DescribeKey: ({ input: { KeyId } }) => ({
      KeyMetadata: {
        Arn: KeyId === "alias/small-terraform-plans" ? "plans" : KEY,
        KeyState: "Enabled",
        KeyManager: "CUSTOMER",
        KeySpec: "SYMMETRIC_DEFAULT",
      },
    }),
    GetKeyRotationStatus: () => ({ KeyRotationEnabled: true }),
    GetKeyPolicy: (asked) => ({ Policy: policyOf(asked) }),
    HeadBucket: () => ({ BucketRegion: "eu-west-1" }),
    GetPublicAccessBlock: () => ({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
    GetBucketOwnershipControls: () => ({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    }),
    GetBucketVersioning: () => ({ Status: "Enabled" }),
    GetBucketEncryption: () => ({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KEY } }],
      },
    }),
    GetBucketLifecycleConfiguration: () => ({ Rules: [] }),
    GetBucketPolicy: () => ({ Policy: document(stateBucketPolicy(place, KEY)) }),
  };
  const answer = (asked: Asked) => changed[asked.operation] ?? answers[asked.operation]?.(asked);
  answerWith(KMSClient.prototype, answer);
  answerWith(S3Client.prototype, answer);
}

const PIPELINES = { plan: "small-reviewer", apply: "small-deployer" };
const found = (slug: "logArchive" | "management", landingZone = zone()) =>
  whats(bootstrap, environmentOf(landingZone, slug), {});

afterEach(() => {
  jest.restoreAllMocks();
});

describe("the check of what a bootstrap makes", () => {
  it("looks in the account of the bucket, and in that of the key of plans", () => {
    const concerns = (landingZone: LandingZone) =>
      (["management", "logArchive", "audit"] as const).filter((slug) =>
        bootstrap.concerns(environmentOf(landingZone, slug)),
      );
    expect(concerns(zone())).toEqual(["management", "logArchive"]);
    expect(concerns(existingLandingZone("state: { backend: s3, bucket: states, region: eu-west-1 }"))).toEqual([
      "management",
    ]);
    expect(concerns(existingLandingZone())).toEqual([]);
    expect(bootstrap.concerns(environmentOf(zone(), "logArchive", "us-east-1"))).toBe(false);
  });

  it("finds nothing where it was run as the file is now", async () => {
    leftBy(zone());
    expect(await found("logArchive")).toEqual([]);
    expect(await found("management")).toEqual([]);
  });

  it("says that it is due where the role for emergencies was renamed since, of every policy that names it", async () => {
    leftBy(zone());
    const renamed = zone("breakGlass: { role: emergency }");
    const named = (account: string) => `names arn:aws:iam::${account}:role/small-break-glass in `;
    expect(await found("logArchive", renamed)).toEqual([
      expect.stringContaining(`${named("222222222222")}DenyDestruction`),
      expect.stringContaining(`${named("222222222222")}DenyChangesOfProtection, DenyDeletionOfStates`),
    ]);
    expect(await found("management", renamed)).toEqual([
      expect.stringContaining(`${named("111111111111")}DenyDestruction`),
    ]);
  });

  it("says what somebody has changed or removed", async () => {
    leftBy(zone(), { GetBucketVersioning: { Status: "Suspended" }, GetBucketPolicy: refusal("NoSuchBucketPolicy") });
    expect(await found("logArchive")).toEqual([
      expect.stringContaining("versioning: Suspended"),
      expect.stringContaining("policy: none"),
    ]);
  });

  it("fails where it may not look", async () => {
    leftBy(zone(), { GetBucketPolicy: refusal("AccessDenied") });
    await expect(found("logArchive")).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
