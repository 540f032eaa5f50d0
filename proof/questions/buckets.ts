import { LOG_VALIDATOR } from "../principal";
import type { RequestContext } from "../principal";
import { byPolicy } from "../layers";
import {
  asAllowed,
  OUTSIDERS_OF_BUCKETS,
  protectedLikeTheTrail,
  reading,
  settings,
  tampering,
  TLS_12,
  tls13,
} from "./bucket-protection";
import type { ProtectedBucket } from "./bucket-protection";
import { anyOf, inside, nobody, only, outsiders, target } from "./question";
import type { Question, Subject } from "./question";

/** An AWS service that writes to a bucket, and the statement that lets it. */
interface Writer {
  readonly service: string;
  readonly statement: string;
}

const ACL: RequestContext = { "s3:x-amz-acl": "bucket-owner-full-control" };
const TLS_12_ACL: RequestContext = { ...ACL, ...TLS_12 };

export function bucketQuestions(subject: Subject): Question[] {
  const { landingZone } = subject;
  const { archive, audit, logArchive, management, organization } = landingZone;
  const log = `/AWSLogs/${organization.id ?? ""}/${audit.id ?? ""}/CloudTrail/${landingZone.homeRegion}/2026/01/01/log.json.gz`;
  const digest = log.replace("/CloudTrail/", "/CloudTrail-Digest/");
  const ownLog = `/AWSLogs/${management.id}/CloudTrail/${landingZone.homeRegion}/2026/01/01/log.json.gz`;
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  const archived = (area: string, address: string): ProtectedBucket => ({
    area,
    bucket: subject.resource(address),
    owner: logArchive.slug,
    landingZone,
  });
  const trail = archived("trail bucket", "log-archive/trail-bucket");
  const config = archived("Config bucket", "log-archive/config-bucket");
  const flowLogs = archived("flow-log bucket", "log-archive/flow-log-bucket");
  const accessLogs = archived("access-log bucket", "log-archive/access-log-bucket");
  const write = (
    { area, bucket }: ProtectedBucket,
    { service, statement }: Writer,
    label: string,
    path: string,
    allowed: Question["allowed"],
    context: RequestContext = ACL,
  ): Question => ({
    area,
    label,
    action: "s3:PutObject",
    resource: target(bucket, path),
    context,
    allowed,
    layers: [
      byPolicy(statement, (principal) => principal.principal === service && !allowed(principal)),
      byPolicy("DenyOtherWriters", ({ principal }) => principal !== service),
      byPolicy("DenyOutsideOrganization", outsiders),
      ...OUTSIDERS_OF_BUCKETS,
    ],
  });
  const check = (
    { area, bucket }: ProtectedBucket,
    statement: string,
    label: string,
    action: string,
    allowed: Question["allowed"],
  ): Question => ({
    area,
    label,
    action,
    resource: target(bucket),
    allowed,
    layers: asAllowed(statement, allowed),
  });
  const byTrail: Writer = { service: "cloudtrail.amazonaws.com", statement: "CloudTrailWritesOrganization" };
  const byManagementTrail: Writer = { ...byTrail, statement: "CloudTrailWritesManagementAccount" };
  const byConfig: Writer = { service: "config.amazonaws.com", statement: "AWSConfigBucketDelivery" };
  const byFlowLogs: Writer = { service: "delivery.logs.amazonaws.com", statement: "AWSLogDeliveryWrite" };
  const byAccessLogs: Writer = { service: "logging.s3.amazonaws.com", statement: "S3WritesAccessLogs" };
  // Where 1.2 is enough of everyone, nothing but the question about TLS 1.1 depends on it.
  const overTls12 = (question: Question): Question[] => (archive.minimumTlsVersion === "1.2" ? [] : [question]);
  const inArchive = inside(logArchive.slug);
  const configLog = `/AWSLogs/${audit.id ?? ""}/Config/${landingZone.homeRegion}/2026/1/1/ConfigSnapshot/snapshot.json.gz`;
  const flowLog = `/AWSLogs/${audit.id ?? ""}/vpcflowlogs/${landingZone.homeRegion}/2026/01/01/log.gz`;
  return [
    write(trail, byTrail, "write a log of the organization, or over one", log, only("cloudtrail")),
    write(trail, byManagementTrail, "write a log of the management account", ownLog, only("cloudtrail")),
    write(trail, byTrail, "write a digest under SSE-S3, as for older trails", digest, only("cloudtrail"), {
      ...ACL,
      "s3:x-amz-server-side-encryption": "AES256",
    }),
    write(trail, byTrail, "write a digest under the trail's key", digest, only("cloudtrail"), {
      ...ACL,
      "s3:x-amz-server-side-encryption": "aws:kms",
    }),
    ...overTls12(
      write(trail, byTrail, "write a log of the organization over TLS 1.2", log, only("cloudtrail"), TLS_12_ACL),
    ),
    ...(archive.replica === undefined
      ? []
      : overTls12({
          area: trail.area,
          label: "read a version over TLS 1.2, to copy it",
          action: "s3:GetObjectVersionForReplication",
          resource: target(trail.bucket, log),
          context: TLS_12,
          allowed: only("replication"),
          layers: tls13(only("replication")),
        })),
    write(trail, byTrail, "write without giving the bucket's owner control", log, nobody, {}),
    write(trail, byTrail, "write outside the two prefixes", "/elsewhere/log.json.gz", nobody),
    check(
      trail,
      "CloudTrailChecksAcl",
      "check the bucket's ACL, as CloudTrail does",
      "s3:GetBucketAcl",
      anyOf(only("cloudtrail"), inArchive),
    ),
    ...reading(trail, log, anyOf(readers, only(LOG_VALIDATOR))),
    ...tampering(trail, log, archive.buckets.trail.objectLock?.mode),
    ...settings(trail, archive.mfaDelete ? only(`root-${logArchive.slug}`) : nobody),
    write(config, byConfig, "deliver a snapshot", configLog, only("config")),
    ...overTls12(write(config, byConfig, "deliver a snapshot over TLS 1.2", configLog, only("config"), TLS_12_ACL)),
    write(config, byConfig, "deliver elsewhere in the bucket", "/elsewhere/snapshot.json.gz", nobody),
    check(
      config,
      "AWSConfigBucketExistenceCheck",
      "check that the bucket exists, as AWS Config does",
      "s3:ListBucket",
      anyOf(only("config"), readers),
    ),
    check(
      config,
      "AWSConfigBucketPermissionsCheck",
      "check the bucket's ACL, as AWS Config does",
      "s3:GetBucketAcl",
      anyOf(only("config"), inArchive),
    ),
    ...protectedLikeTheTrail(config, configLog, readers),
    write(flowLogs, byFlowLogs, "deliver a flow log", flowLog, only("flow-logs")),
    ...overTls12(
      write(flowLogs, byFlowLogs, "deliver a flow log over TLS 1.2", flowLog, only("flow-logs"), TLS_12_ACL),
    ),
    check(
      flowLogs,
      "AWSLogDeliveryAclCheck",
      "check the bucket's ACL, as log delivery does",
      "s3:GetBucketAcl",
      anyOf(only("flow-logs"), inArchive),
    ),
    ...protectedLikeTheTrail(flowLogs, flowLog, readers),
    write(
      accessLogs,
      byAccessLogs,
      "deliver an access log",
      `/${landingZone.names.trailBucket}/log`,
      only("access-logs"),
      {},
    ),
    ...overTls12(
      write(
        accessLogs,
        byAccessLogs,
        "deliver an access log over TLS 1.2",
        `/${landingZone.names.trailBucket}/log`,
        only("access-logs"),
        TLS_12,
      ),
    ),
    ...protectedLikeTheTrail(accessLogs, `/${landingZone.names.trailBucket}/log`, readers),
  ];
}
