import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";
import { askedAccounts } from "./accounts";
import { eventServices } from "./event-services";
import { JOB, LOG_VALIDATOR } from "./principal";
import type { IdentityPolicy, Principal } from "./principal";
import { EXTERNAL_ACCOUNT, EXTERNAL_ORGANIZATION, service } from "./service";

const ADMINISTRATOR: IdentityPolicy = { name: "AdministratorAccess", actions: ["*"] };
/** What a security analyst in the audit account is given. */
const ANALYST: IdentityPolicy = {
  name: "analyst",
  actions: ["kms:Decrypt", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
};
/** What the role that S3 copies with is given: the trail's files, their copies, and the keys of both. */
function replication({ names, partition }: LandingZone): IdentityPolicy {
  return {
    name: "replicate",
    actions: [
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "s3:GetBucketVersioning",
      "s3:GetObjectVersionForReplication",
      "s3:ReplicateObject",
    ],
    resources: [
      ...[names.trailBucket, names.replicaBucket].flatMap((bucket) => [
        `arn:${partition}:s3:::${bucket}`,
        `arn:${partition}:s3:::${bucket}/*`,
      ]),
      ...["log-key", "replica-key"].map((key) => `arn:${partition}:kms:*:*:key/${key}`),
    ],
  };
}

export interface Principals {
  readonly people: readonly Principal[];
  readonly services: readonly Principal[];
}

/** Everyone who could want to reach the logs, with administrator rights wherever there are some to be had. */
export function principalsOf(landingZone: LandingZone): Principals {
  const { audit, breakGlass, deployment, logArchive, names } = landingZone;
  const accounts = askedAccounts(landingZone);
  const role = (key: string, label: string, account: Account, roleName: string, policy?: IdentityPolicy): Principal =>
    person(landingZone, { key, label, accountId: account.id ?? "", resource: `role/${roleName}`, policy });
  const administrator = (key: string, label: string, account: Account, roleName: string): Principal => ({
    ...role(`${key}-${account.slug}`, `${label} of ${account.slug}`, account, roleName, ADMINISTRATOR),
    partOf: [`all of ${account.slug}`],
  });
  return {
    people: [
      ...accounts.flatMap((account) => [
        {
          ...person(landingZone, {
            key: `root-${account.slug}`,
            label: `root of ${account.slug}`,
            accountId: account.id ?? "",
            resource: "root",
            policy: { name: "root", actions: ["*"] },
          }),
          partOf: [`all of ${account.slug}`],
        },
        administrator("admin", "administrator", account, "Administrator"),
      ]),
      role("analyst", "security analyst in audit", audit, "SecurityAnalyst", ANALYST),
      ...accounts.flatMap((account) => [
        administrator("deployment", "deployment role", account, deployment.role),
        administrator("break-glass", "break-glass role", account, breakGlass.role),
      ]),
      ...(landingZone.archive.replica === undefined
        ? []
        : [
            role(
              "replication",
              "replication role of log-archive",
              logArchive,
              names.replicationRole,
              replication(landingZone),
            ),
          ]),
      // Their policies are deployed, and read.
      ...accounts.map((account) => ({
        ...role(`forwarder-${account.slug}`, `forwarding role of ${account.slug}`, account, names.forwardingRole),
        partOf: ["every forwarding role"],
      })),
      ...(landingZone.inspector === undefined
        ? []
        : [
            role("finding-forwarder", "role that forwards findings", audit, names.inspectorForwardingRole),
            role("finding-delivery", "role that puts findings into the stream", audit, names.findingDeliveryRole),
            role("finding-stream", "role of the stream of findings", audit, names.findingStreamRole),
            role("cis-collector", "role of the collector of CIS results", audit, names.cisCollector),
          ]),
      ...(landingZone.logValidation?.enabled === true
        ? [role(LOG_VALIDATOR, "role of the log validator", audit, names.logValidator)]
        : []),
      // Their policies are read, too, but those that AWS manages. They are where the logs are, or reach none.
      ...(landingZone.access?.functions ?? [])
        .filter(({ accounts: places, create }) => create && places.includes(logArchive.slug))
        .map((job) => role(`${JOB}${job.key}`, `${job.title} of ${logArchive.slug}`, logArchive, job.role)),
      external("external", "administrator of an external account", "Administrator"),
      external("external-break-glass", "external role named like break-glass", breakGlass.role),
      external("external-forwarder", "external role named like forwarding roles", names.forwardingRole),
      {
        key: "anonymous",
        label: "unsigned request",
        partOf: ["every external principal"],
        principal: undefined,
        context: { "aws:PrincipalIsAWSService": "false" },
      },
    ],
    services: [
      ...servicesOf(landingZone),
      ...eventServices(landingZone),
      ...(landingZone.logValidation?.enabled === true
        ? [
            service("lambda", "AWS Lambda, the log validator", "lambda.amazonaws.com", {
              accountId: audit.id ?? "",
              arn: `arn:${landingZone.partition}:lambda:${landingZone.homeRegion}:${audit.id ?? ""}:function:${names.logValidator}`,
              organizationId: landingZone.organization.id ?? "",
            }),
          ]
        : []),
    ],
  };
}

interface Person {
  readonly key: string;
  readonly label: string;
  readonly accountId: string;
  /** `root` or `role/<name>` */
  readonly resource: string;
  /** @default - what is deployed */
  readonly policy?: IdentityPolicy;
  readonly organizationId?: string;
}

function person(landingZone: Pick<LandingZone, "organization" | "partition">, options: Person): Principal {
  const { accountId, key, label, organizationId = landingZone.organization.id ?? "", policy, resource } = options;
  const arn = `arn:${landingZone.partition}:iam::${accountId}:${resource}`;
  return {
    key,
    label,
    principal: arn,
    accountId,
    identityPolicy: policy,
    context: {
      "aws:PrincipalAccount": accountId,
      "aws:PrincipalArn": arn,
      "aws:PrincipalIsAWSService": "false",
      "aws:PrincipalOrgID": organizationId,
    },
  };
}

function external(key: string, label: string, roleName: string): Principal {
  return {
    ...person(
      { organization: { id: EXTERNAL_ORGANIZATION } as LandingZone["organization"], partition: "aws" },
      { key, label, accountId: EXTERNAL_ACCOUNT, resource: `role/${roleName}`, policy: ADMINISTRATOR },
    ),
    partOf: ["every external principal"],
  };
}

/** AWS services, each acting for the right source and for wrong ones. */
function servicesOf({
  accounts,
  archive: { replica },
  arns,
  homeRegion,
  logArchive,
  management,
  names,
  organization,
  partition,
}: LandingZone): Principal[] {
  const inside = organization.id ?? "";
  const ownId = management.id;
  const arn = (service: string, accountId: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${accountId}:${resource}`;
  const externalSource = { accountId: EXTERNAL_ACCOUNT, organizationId: EXTERNAL_ORGANIZATION };
  const own = { accountId: ownId, organizationId: inside };
  const archive = { accountId: logArchive.id ?? "", organizationId: inside };
  const cloudTrail = "cloudtrail.amazonaws.com";
  const delivery = "delivery.logs.amazonaws.com";
  const accessLogs = "logging.s3.amazonaws.com";
  return [
    service("cloudtrail", "CloudTrail, this trail", cloudTrail, { ...own, arn: arns.trail }),
    service("cloudtrail-other-trail", "CloudTrail, another trail of management", cloudTrail, {
      ...own,
      arn: arn("cloudtrail", ownId, "trail/other"),
    }),
    service("cloudtrail-outside", "CloudTrail, a trail of that name outside", cloudTrail, {
      ...externalSource,
      arn: arn("cloudtrail", EXTERNAL_ACCOUNT, `trail/${names.trail}`),
    }),
    service("config", "AWS Config of a member account", "config.amazonaws.com", {
      ...archive,
      arn: arn("config", archive.accountId, "configuration-recorder/default"),
    }),
    service("config-outside", "AWS Config of an external account", "config.amazonaws.com", {
      ...externalSource,
      arn: arn("config", EXTERNAL_ACCOUNT, "configuration-recorder/default"),
    }),
    service("flow-logs", "flow logs of a member account", delivery, {
      ...archive,
      arn: arn("logs", archive.accountId, "*"),
    }),
    service("flow-logs-outside", "flow logs of an external account", delivery, {
      ...externalSource,
      arn: arn("logs", EXTERNAL_ACCOUNT, "*"),
    }),
    service("access-logs", "S3 access logs of the trail bucket", accessLogs, {
      ...archive,
      arn: `arn:${partition}:s3:::${names.trailBucket}`,
    }),
    ...(replica === undefined
      ? []
      : [
          service("access-logs-replica", "S3 access logs of the replica bucket", accessLogs, {
            accountId: accounts.find(({ slug }) => slug === replica.account)?.id ?? "",
            organizationId: inside,
            arn: `arn:${partition}:s3:::${names.replicaBucket}`,
          }),
        ]),
    service("access-logs-other", "S3 access logs of another bucket", accessLogs, {
      ...archive,
      arn: `arn:${partition}:s3:::some-other-bucket`,
    }),
    service("access-logs-outside", "S3 access logs, that bucket's name in an external account", accessLogs, {
      ...externalSource,
      arn: `arn:${partition}:s3:::${names.trailBucket}`,
    }),
    service("sns", "SNS, the delivery topic", "sns.amazonaws.com", {
      ...own,
      arn: arn("sns", ownId, names.trailTopic),
    }),
    service("sns-other", "SNS, another topic", "sns.amazonaws.com", { ...own, arn: arn("sns", ownId, "other") }),
    service("logs", "CloudWatch Logs of the home region", `logs.${homeRegion}.amazonaws.com`, {
      ...own,
      arn: arn("logs", ownId, `log-group:${names.trailLogGroup}`),
    }),
  ];
}
