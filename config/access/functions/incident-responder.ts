import { arnHere, iamArn } from "../arns";
import { denyChangesOfLogs, denyDestructionOfEvidence, denySecrets, denyStoppingRecords } from "../denials";
import type { AccessInput, JobFunction } from "../function";
import { actionsOf, allow, deny } from "../statement";
import type { AccessStatement } from "../statement";

/** Takes instances and functions off the network, and stops them; terminates none. */
function isolating(input: AccessInput): AccessStatement[] {
  const ec2 = (...types: readonly string[]) => types.map((type) => arnHere(input, "ec2", `${type}/*`));
  return [
    allow(
      "Isolate",
      actionsOf(
        "ec2",
        "CreateSecurityGroup",
        "DisassociateIamInstanceProfile",
        "ModifyInstanceAttribute",
        "ModifyNetworkInterfaceAttribute",
        "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "StopInstances",
      ),
      ec2("instance", "network-interface", "security-group", "vpc"),
    ),
    allow("StopFunctions", actionsOf("lambda", "PutFunctionConcurrency"), arnHere(input, "lambda", "function:*")),
    allow(
      "ClosePublicBuckets",
      actionsOf("s3", "PutBucketPublicAccessBlock"),
      `arn:${input.landingZone.partition}:s3:::*`,
      { StringEquals: { "aws:ResourceAccount": input.accountId(input.here) } },
    ),
  ];
}

/** Snapshots belong to nobody's account: AWS leaves that part of their ARNs empty when they are made. */
function snapshotting(input: AccessInput): AccessStatement[] {
  const snapshots = `arn:${input.landingZone.partition}:ec2:*::snapshot/*`;
  const images = `arn:${input.landingZone.partition}:ec2:*::image/*`;
  return [
    allow("Snapshot", actionsOf("ec2", "CreateImage", "CreateSnapshot", "CreateSnapshots"), [
      arnHere(input, "ec2", "instance/*"),
      arnHere(input, "ec2", "volume/*"),
      snapshots,
      images,
    ]),
    allow(
      "TagEvidence",
      actionsOf("ec2", "CreateTags"),
      [snapshots, images, arnHere(input, "ec2", "security-group/*")],
      {
        StringEquals: {
          "ec2:CreateAction": ["CreateImage", "CreateSecurityGroup", "CreateSnapshot", "CreateSnapshots"],
        },
      },
    ),
    allow("SnapshotDatabases", actionsOf("rds", "CreateDBClusterSnapshot", "CreateDBSnapshot"), [
      ...["cluster:*", "cluster-snapshot:*", "db:*", "snapshot:*"].map((type) => arnHere(input, "rds", type)),
    ]),
  ];
}

/**
 * Denies a principal everything, by AWS's own policy and no other: a responder gives nobody anything.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html
 */
function denying(input: AccessInput): AccessStatement[] {
  const principals = ["group/*", "role/*", "user/*"].map((resource) => iamArn(input, input.here, resource));
  return [
    allow("DenyPrincipals", actionsOf("iam", "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy"), principals, {
      ArnEquals: { "iam:PolicyARN": `arn:${input.landingZone.partition}:iam::aws:policy/AWSDenyAll` },
    }),
    allow("DeactivateKeys", actionsOf("iam", "UpdateAccessKey"), iamArn(input, input.here, "user/*")),
  ];
}

export const INCIDENT_RESPONDER: JobFunction = {
  title: "Incident responder",
  purpose: "Isolates, snapshots and denies what an incident is about, and deletes nothing of what it collects.",
  in: "every-account",
  hours: 4,
  incompatibleWith: ["securityAuditor", "keyCustodian", "deployer"],
  managedPolicies: ["SecurityAudit"],
  statements: (input) => {
    const { breakGlass, deployment, name } = input.landingZone;
    const own = [breakGlass.role, deployment.role, deployment.managementRole, `${name}-*`];
    const here = (kind: string, names: readonly (string | undefined)[]) =>
      names.flatMap((one) => (one === undefined ? [] : [iamArn(input, input.here, `${kind}/${one}`)]));
    return [
      ...isolating(input),
      ...snapshotting(input),
      ...denying(input),
      deny(
        "NeverLockOutTheLandingZone",
        actionsOf("iam", "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy"),
        [
          ...here("role", own),
          ...here("group", [breakGlass.role, `${name}-*`]),
          ...breakGlass.trustedUsers.filter((arn) => arn.includes(":user/")),
        ],
      ),
      denyChangesOfLogs(input),
      denyDestructionOfEvidence(),
      denyStoppingRecords(),
      denySecrets(),
    ];
  },
};
