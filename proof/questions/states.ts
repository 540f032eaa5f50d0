import { BUCKET_RECONFIGURATION, OBJECT_TAMPERING } from "../../aws/tampering";
import { stateAccountOf } from "../../config/state/place";
import { BOOTSTRAPPED } from "../bootstrapped";
import { allBut, byPolicy, byResourceControl, byServiceControl } from "../layers";
import type { Claim, Rule } from "../layers";
import type { RequestContext } from "../principal";
import { ROOT_OVERRIDES } from "./bucket-protection";
import { bucketContexts } from "./key-use";
import { keyProtection, OUTSIDERS_OF_KEYS } from "./keys";
import { anyOf, bound, inside, nobody, only, target } from "./question";
import type { Question, Subject } from "./question";

const BUCKET = "state bucket";
const KEY = "state key";
const ENCRYPTION = "s3:x-amz-server-side-encryption";

/** Terraform's states, where they are in a member account: they hold secrets, and decide what the next deployment destroys. */
export function stateQuestions(subject: Subject): Question[] {
  const { landingZone, policies } = subject;
  const { state } = landingZone;
  const account = stateAccountOf(landingZone);
  const [bucket, key] = [policies.resources.get(BOOTSTRAPPED.bucket), policies.resources.get(BOOTSTRAPPED.key)];
  return state.backend === "local" || account === undefined || bucket === undefined || key === undefined
    ? []
    : [...bucketQuestions(subject, account.slug), ...keyQuestions(subject, account.slug)];
}

function bucketQuestions({ landingZone, resource }: Subject, owner: string): Question[] {
  const { management, partition, state } = landingZone;
  const prefix = state.backend === "local" ? "" : state.prefix;
  const isByRole = state.backend === "s3" && state.roleArn !== undefined;
  const bucket = resource(BOOTSTRAPPED.bucket);
  const path = `/${prefix}/organization.tfstate`;
  const breakGlass = only(`break-glass-${owner}`);
  const terraform = isByRole ? nobody : inside(management.slug);
  const users = anyOf(breakGlass, terraform);
  const ofManagement: Rule = ({ principal }) =>
    principal?.startsWith(`arn:${partition}:iam::${management.id}:`) === true;
  const members = bound(landingZone);
  // Each by itself: IAM lets administrators of the account do what the bucket's policy does not deny.
  const byOwnPolicy = (statement: string, allowed: Rule): Claim =>
    byPolicy(statement, allBut(anyOf(allowed, inside(owner))));
  const guarded = (): [Claim, Claim] => [
    byServiceControl("states", "States", (principal) => members(principal) && !breakGlass(principal)),
    byResourceControl("states", "States", allBut(anyOf(breakGlass, ofManagement))),
  ];
  const object = { area: BUCKET, resource: target(bucket, path), guardrail: "states" } as const;
  const use = (label: string, action: string, statement: string, more: Partial<Question> = {}): Question => ({
    ...object,
    label,
    action,
    allowed: users,
    layers: [byOwnPolicy(statement, users), ...guarded()],
    ...more,
  });
  const refused = (label: string, action: string, statement: string, context: RequestContext): Question => ({
    ...object,
    label,
    action,
    context,
    allowed: nobody,
    layers: [byPolicy(statement, allBut(nobody)), ...guarded()],
  });
  const makers = anyOf(breakGlass, only(`deployment-${owner}`));
  const settings = (action: string): Question => ({
    area: BUCKET,
    label: `change the bucket: ${action.replace("s3:", "")}`,
    action,
    resource: target(bucket),
    guardrail: "states",
    allowed: breakGlass,
    layers: [
      byPolicy(
        "DenyChangesOfProtection",
        allBut(anyOf(breakGlass, ROOT_OVERRIDES.includes(action) ? only(`root-${owner}`) : nobody)),
      ),
      byServiceControl("states", "StateBucket", (principal) => members(principal) && !makers(principal)),
      byResourceControl("states", "StateBucket", allBut(makers)),
    ],
  });
  const listers = anyOf(inside(owner), terraform);
  const list = (label: string, statement: string, allowed: Rule, context: RequestContext): Question => ({
    area: BUCKET,
    label,
    action: "s3:ListBucket",
    context,
    resource: target(bucket),
    allowed,
    layers: [byOwnPolicy(statement, allowed)],
  });
  return [
    use("read a state", "s3:GetObject", "AllowStates"),
    use("write over a state", "s3:PutObject", "AllowStates"),
    use("write an object that is no state", "s3:PutObject", "AllowStates", {
      resource: target(bucket, "/elsewhere/object"),
      allowed: breakGlass,
      layers: [byOwnPolicy("AllowStates", breakGlass), ...guarded()],
    }),
    use("read a state, were the bucket opened to everyone", "s3:GetObject", "DenyOtherAccounts", {
      opened: true,
      // Which none but these is by its own policy.
      allowed: anyOf(breakGlass, inside(management.slug)),
      layers: [
        byPolicy("DenyOtherAccounts", ({ accountId, context, principal }) =>
          principal === undefined
            ? true
            : context["aws:PrincipalIsAWSService"] !== "true" &&
              accountId !== bucket.accountId &&
              accountId !== management.id,
        ),
        ...guarded(),
      ],
    }),
    refused("read a state without TLS", "s3:GetObject", "DenyInsecureTransport", { "aws:SecureTransport": "false" }),
    refused("read a state over TLS 1.1", "s3:GetObject", "DenyOldTls", { "s3:TlsVersion": "1.1" }),
    ...["AES256", "aws:kms:dsse"].map((algorithm) =>
      refused(`write a state under ${algorithm}`, "s3:PutObject", "DenyOtherEncryption", { [ENCRYPTION]: algorithm }),
    ),
    refused("write a state under another key", "s3:PutObject", "DenyOtherKeys", {
      [ENCRYPTION]: "aws:kms",
      [`${ENCRYPTION}-aws-kms-key-id`]: `arn:${partition}:kms:eu-west-1:999999999999:key/other`,
    }),
    use("write a state under its key", "s3:PutObject", "AllowStates", {
      context: {
        [ENCRYPTION]: "aws:kms",
        [`${ENCRYPTION}-aws-kms-key-id`]: resource(BOOTSTRAPPED.key).arn,
      },
    }),
    use("take a lock away", "s3:DeleteObject", "AllowUnlocking", { resource: target(bucket, `${path}.tflock`) }),
    ...OBJECT_TAMPERING.map((action): Question =>
      use(`lose versions of a state: ${action.replace("s3:", "")}`, action, "DenyChangesOfProtection", {
        allowed: breakGlass,
        layers: [
          byPolicy(
            action === "s3:DeleteObject" ? "DenyDeletionOfStates" : "DenyChangesOfProtection",
            allBut(breakGlass),
          ),
          ...guarded(),
        ],
      }),
    ),
    ...[...BUCKET_RECONFIGURATION, "s3:PutBucketVersioning"].map(settings),
    ...GUARDED_ALONE.map((action): Question => ({
      ...settings(action),
      allowed: makers,
      layers: [
        byPolicy("AllowStates", allBut(inside(owner))),
        byServiceControl("states", "StateBucket", (principal) => members(principal) && !makers(principal)),
        byResourceControl("states", "StateBucket", allBut(makers)),
      ],
    })),
    list("list the states", "AllowListing", listers, { "s3:prefix": `${prefix}/` }),
    list("list what is exactly there", "AllowListing", listers, { "s3:prefix": prefix }),
    list("list something else", "AllowListing", inside(owner), { "s3:prefix": "elsewhere/" }),
  ];
}

/** What the bucket's policy says nothing of, one for each beginning in the guardrail. */
const GUARDED_ALONE = [
  "s3:CreateBucketMetadataTableConfiguration",
  "s3:PauseReplication",
  "s3:PutBucketTagging",
  "s3:TagResource",
  "s3:UntagResource",
  "s3:UpdateBucketMetadataJournalTableConfiguration",
];

function keyQuestions({ landingZone, resource }: Subject, owner: string): Question[] {
  const { management, names, partition, state } = landingZone;
  const region = state.backend === "local" ? "" : state.region;
  const key = resource(BOOTSTRAPPED.key);
  const users = inside(management.slug, owner);
  const s3 = `s3.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
  const aliases: RequestContext = { "kms:ResourceAliases": [names.stateKeyAlias] };
  const contexts = bucketContexts(resource(BOOTSTRAPPED.bucket).arn, { ...aliases, "kms:ViaService": s3 });
  const use = (label: string, action: string, context: RequestContext, allowed: Rule): Question => ({
    area: KEY,
    label,
    action,
    context,
    allowed,
    resource: target(key),
    layers: [byPolicy("AllowStatesInS3", allBut(allowed)), ...OUTSIDERS_OF_KEYS],
  });
  const decrypt = "kms:Decrypt";
  return [
    use("encrypt a state, as S3 does", "kms:GenerateDataKey", contexts.withBucketKey, users),
    use("decrypt a state, as S3 does", decrypt, contexts.withBucketKey, users),
    use("decrypt a state that was written without a bucket key", decrypt, contexts.withoutBucketKey, users),
    use("decrypt an object of another bucket", decrypt, contexts.ofNamesake, nobody),
    use("decrypt a state without S3", decrypt, { ...contexts.withBucketKey, "kms:ViaService": "ec2" }, nobody),
    {
      ...use("decrypt a state, were the key opened to everyone", decrypt, contexts.withBucketKey, nobody),
      opened: true,
      guardrail: "keys",
      allowed: (principal) =>
        isService(principal)
          ? !principal.key.endsWith("-outside")
          : principal.accountId === key.accountId || users(principal),
      layers: [
        byPolicy(
          "DenyOtherAccounts",
          (principal) =>
            !isService(principal) && principal.accountId !== key.accountId && principal.accountId !== management.id,
        ),
        ...OUTSIDERS_OF_KEYS,
      ],
    },
    ...keyProtection({ area: KEY, key, alias: names.stateKeyAlias, owner, landingZone }),
  ];
}

const isService: Rule = ({ context }) => context["aws:PrincipalIsAWSService"] === "true";
