import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  paginateListBuckets,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { BucketLocationConstraint, LifecycleRule } from "@aws-sdk/client-s3";
import { stateBucketPolicy } from "../../config/state/bucket-policy";
import type { StatePlace } from "../../config/state/place";
import { Failure } from "../../console/failure";
import type { ClientSettings } from "../../terraform/account-clients";
import { isAws, statusOf, unless } from "../../terraform/aws-error";
import { sidsOf } from "./keys";
import type { Difference, Found, Part } from "./part";
import { policyDifferences } from "./policies";

/** Where bucket creation takes no location constraint. */
const FIRST_REGION = "us-east-1";

/** Versions of a state that are kept whatever their age, which is the most that S3 counts, and the days that others are kept. */
const KEPT = { versions: 100, days: 365 } as const;

/**
 * Nothing deletes the newest version of a state. Locks are objects that come and go: what is left of them goes in the same way.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
const LIFECYCLE: LifecycleRule = {
  ID: "old-versions-of-states",
  Status: "Enabled",
  Filter: { Prefix: "" },
  NoncurrentVersionExpiration: { NewerNoncurrentVersions: KEPT.versions, NoncurrentDays: KEPT.days },
  Expiration: { ExpiredObjectDeleteMarker: true },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};

const NO_PUBLIC_ACCESS = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

const OWNER_ENFORCED = "BucketOwnerEnforced";

export interface BucketPart {
  /** Slug of the bucket's account. */
  readonly account: string;
  readonly place: StatePlace;
  readonly tags: Readonly<Record<string, string>>;
  readonly open: () => Promise<ClientSettings>;
  /** ARN of the key of the states; absent: it is yet to be made. */
  readonly keyArn: () => string | undefined;
}

/** The bucket of the states, with everything that protects it; its policy is put last, and lets only the break-glass role change it. */
export function bucketPart(bucket: BucketPart): Part {
  const { account, open, place } = bucket;
  const { accountId, state } = place;
  return {
    part: "bucket of the states",
    name: state.bucket,
    account,
    settings: [
      `in ${state.region}, versioned, without public access, owned by its account`,
      `${KEPT.versions} old versions of a state, and others for ${KEPT.days} days`,
      sidsOf(stateBucketPolicy(place, "")),
    ],
    look: async (): Promise<Found> => {
      // A local AWS has no host name for every bucket.
      const client = new S3Client({ ...(await open()), forcePathStyle: true });
      return (await isThere(client, place))
        ? { exists: true, differences: await differencesOf(client, bucket) }
        : { exists: false, make: () => make(client, bucket) };
    },
  };

  async function make(client: S3Client, { tags }: BucketPart): Promise<void> {
    const { bucket: Bucket, region } = state;
    try {
      await client.send(
        new CreateBucketCommand({
          Bucket,
          ObjectOwnership: OWNER_ENFORCED,
          ...(region === FIRST_REGION
            ? {}
            : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } }),
        }),
      );
    } catch (error) {
      throw isAws(error, "BucketAlreadyExists")
        ? taken(Bucket)
        : isAws(error, "OperationAborted")
          ? new Failure(
              `S3 is still at work with a bucket of the name ${Bucket}, as one that was deleted in another region: run the same command ` +
                "again in an hour, or choose another name in state.bucket",
            )
          : error;
    }
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet }, ExpectedBucketOwner: accountId }));
  }
}

function taken(bucket: string): Failure {
  return new Failure(
    `the bucket ${bucket} is another account's: S3 gives a name once in the whole partition. Choose another name in state.bucket, or ` +
      "name its account in state.account",
  );
}

/**
 * Whether the bucket is there, in its account and its region.
 *
 * @throws Failure where it is elsewhere
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
async function isThere(client: S3Client, { accountId, state }: StatePlace): Promise<boolean> {
  const { bucket: Bucket, region } = state;
  const elsewhere = (where: string | undefined) =>
    new Failure(
      `the bucket ${Bucket} is in ${where ?? "another region"}, and state.region says ${region}: correct one of the two. S3 moves no ` +
        "bucket to another region",
    );
  try {
    const { BucketRegion = region } = await client.send(
      new HeadBucketCommand({ Bucket, ExpectedBucketOwner: accountId }),
    );
    if (BucketRegion !== region) {
      throw elsewhere(BucketRegion);
    }
    return true;
  } catch (error) {
    // HEAD has no body, and so an error no code.
    switch (statusOf(error)) {
      case 404:
        return false;
      case 301:
        // S3 looks at the region before it looks at the owner.
        throw (await owns(client, Bucket)) ? elsewhere(regionIn(error)) : taken(Bucket);
      case 403:
        throw (await owns(client, Bucket))
          ? new Failure(
              `the bucket ${Bucket} is in this account, and AWS refuses your credentials: its policy or yours denies s3:ListBucket`,
            )
          : taken(Bucket);
      default:
        throw error;
    }
  }
}

function regionIn(error: unknown): string | undefined {
  const { $response } = error as { $response?: { headers?: Record<string, string> } };
  return $response?.headers?.["x-amz-bucket-region"];
}

async function owns(client: S3Client, bucket: string): Promise<boolean> {
  for await (const { Buckets = [] } of paginateListBuckets({ client }, {})) {
    if (Buckets.some(({ Name }) => Name === bucket)) {
      return true;
    }
  }
  return false;
}

/** In the order in which they are put right: the policy comes last, as it keeps everybody from changing the others. */
async function differencesOf(client: S3Client, { keyArn, place }: BucketPart): Promise<Difference[]> {
  const { accountId: ExpectedBucketOwner, state } = place;
  const { bucket: Bucket } = state;
  const mine = { Bucket, ExpectedBucketOwner };
  const found: Difference[] = [];
  const note = (what: string, got: string, wanted: string, mend: () => Promise<unknown>) => {
    found.push({
      what,
      got,
      wanted,
      mend: async () => {
        await mend();
      },
    });
  };

  const access = await unless(["NoSuchPublicAccessBlockConfiguration"], () =>
    client.send(new GetPublicAccessBlockCommand(mine)),
  );
  const open = Object.keys(NO_PUBLIC_ACCESS).filter(
    (key) => access?.PublicAccessBlockConfiguration?.[key as keyof typeof NO_PUBLIC_ACCESS] !== true,
  );
  if (open.length > 0) {
    note("public access", `not off: ${open.join(", ")}`, "blocked", () =>
      client.send(new PutPublicAccessBlockCommand({ ...mine, PublicAccessBlockConfiguration: NO_PUBLIC_ACCESS })),
    );
  }

  const controls = await unless(["OwnershipControlsNotFoundError"], () =>
    client.send(new GetBucketOwnershipControlsCommand(mine)),
  );
  const ownership = controls?.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
  if (ownership !== OWNER_ENFORCED) {
    note("ownership of objects", ownership ?? "none", OWNER_ENFORCED, () =>
      client.send(
        new PutBucketOwnershipControlsCommand({
          ...mine,
          OwnershipControls: { Rules: [{ ObjectOwnership: OWNER_ENFORCED }] },
        }),
      ),
    );
  }

  const { Status = "off" } = await client.send(new GetBucketVersioningCommand(mine));
  if (Status !== "Enabled") {
    note("versioning", Status, "Enabled", () =>
      client.send(new PutBucketVersioningCommand({ ...mine, VersioningConfiguration: { Status: "Enabled" } })),
    );
  }

  const key = keyArn();
  found.push(...(await encryptionOf(client, mine, key, state.kmsKeyArn !== undefined)));
  found.push(...(await lifecycleOf(client, mine)));

  const answer = await unless(["NoSuchBucketPolicy"], () => client.send(new GetBucketPolicyCommand(mine)));
  // What others have written under other keys they may have to go on with, until the file names the key.
  const isKeySettled =
    state.kmsKeyArn !== undefined || (answer === undefined && (await isEmpty(client, Bucket, ExpectedBucketOwner)));
  found.push(
    ...policyDifferences(answer?.Policy, stateBucketPolicy(place, isKeySettled ? key : undefined), async (Policy) => {
      await client.send(new PutBucketPolicyCommand({ ...mine, Policy }));
    }),
  );
  return found;
}

interface Mine {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

async function encryptionOf(
  client: S3Client,
  mine: Mine,
  key: string | undefined,
  isNamed: boolean,
): Promise<Difference[]> {
  const answer = await unless(["ServerSideEncryptionConfigurationNotFoundError"], () =>
    client.send(new GetBucketEncryptionCommand(mine)),
  );
  const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { KMSMasterKeyID, SSEAlgorithm = "none" } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  if (key !== undefined && SSEAlgorithm === "aws:kms" && KMSMasterKeyID === key) {
    return [];
  }
  const got = KMSMasterKeyID === undefined ? SSEAlgorithm : `${SSEAlgorithm}, ${KMSMasterKeyID}`;
  const wanted = `aws:kms, ${key ?? "the key that is made first"}`;
  if (KMSMasterKeyID !== undefined && !isNamed) {
    return [
      {
        what: "encryption",
        got,
        wanted,
        fix: `name the key that the bucket has in the file, state.kmsKeyArn: ${KMSMasterKeyID}`,
      },
    ];
  }
  return [
    {
      what: "encryption",
      got,
      wanted,
      mend: async () => {
        await client.send(
          new PutBucketEncryptionCommand({
            ...mine,
            ServerSideEncryptionConfiguration: {
              Rules: [
                {
                  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key },
                  BucketKeyEnabled: true,
                },
              ],
            },
          }),
        );
      },
    },
  ];
}

async function lifecycleOf(client: S3Client, mine: Mine): Promise<Difference[]> {
  const answer = await unless(["NoSuchLifecycleConfiguration"], () =>
    client.send(new GetBucketLifecycleConfigurationCommand(mine)),
  );
  if (answer === undefined) {
    return [
      {
        what: "lifecycle",
        got: "none",
        wanted: LIFECYCLE.ID ?? "",
        mend: async () => {
          await client.send(
            new PutBucketLifecycleConfigurationCommand({ ...mine, LifecycleConfiguration: { Rules: [LIFECYCLE] } }),
          );
        },
      },
    ];
  }
  return (answer.Rules ?? [])
    .filter(({ Status }) => Status === "Enabled")
    .flatMap((rule): Difference[] => {
      const loss = lossOf(rule);
      return loss === undefined
        ? []
        : [
            {
              what: `lifecycle, ${rule.ID ?? "a rule"}`,
              got: loss,
              wanted: "the newest version of every state, and thirty days of older ones at least",
              fix: "remove the rule: what it deletes, nobody brings back",
            },
          ];
    });
}

const SHORTEST_DAYS = 30;

/** Where objects are that nobody reads before they are restored. */
const ARCHIVES: readonly (string | undefined)[] = ["DEEP_ARCHIVE", "GLACIER"];

/**
 * What a rule takes away that is needed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
 */
export function lossOf({
  Expiration,
  NoncurrentVersionExpiration,
  Transitions = [],
}: LifecycleRule): string | undefined {
  if (Expiration?.Days !== undefined || Expiration?.Date !== undefined) {
    return "deletes the newest version";
  }
  const archive = Transitions.find(({ StorageClass }) => ARCHIVES.includes(StorageClass));
  if (archive !== undefined) {
    return `moves the newest version to ${archive.StorageClass ?? ""}, where nothing reads it`;
  }
  const { NewerNoncurrentVersions = 0, NoncurrentDays } = NoncurrentVersionExpiration ?? {};
  return NoncurrentDays !== undefined && NoncurrentDays < SHORTEST_DAYS && NewerNoncurrentVersions === 0
    ? `deletes older versions after ${NoncurrentDays} days`
    : undefined;
}

async function isEmpty(client: S3Client, Bucket: string, ExpectedBucketOwner: string): Promise<boolean> {
  const { KeyCount = 0 } = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, ExpectedBucketOwner }));
  return KeyCount === 0;
}
