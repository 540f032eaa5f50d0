import type { RequestContext } from "../principal";
import { protectedLikeTheTrail, reading, settings, tampering } from "./bucket-protection";
import { anyOf, inside, nobody, only, target } from "./question";
import type { Question, Subject } from "./question";

const ACL: RequestContext = { "s3:x-amz-acl": "bucket-owner-full-control" };

export function bucketQuestions(subject: Subject): Question[] {
  const { landingZone } = subject;
  const { archive, audit, logArchive, management, organization } = landingZone;
  const breakGlass = only(`break-glass-${logArchive.slug}`);
  const log = `/AWSLogs/${organization.id ?? ""}/${audit.id ?? ""}/CloudTrail/${landingZone.homeRegion}/2026/01/01/log.json.gz`;
  const digest = log.replace("/CloudTrail/", "/CloudTrail-Digest/");
  const ownLog = `/AWSLogs/${management.id}/CloudTrail/${landingZone.homeRegion}/2026/01/01/log.json.gz`;
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  const trail = { area: "trail bucket", bucket: subject.resource("log-archive/trail-bucket") };
  const config = { area: "Config bucket", bucket: subject.resource("log-archive/config-bucket") };
  const flowLogs = { area: "flow-log bucket", bucket: subject.resource("log-archive/flow-log-bucket") };
  const accessLogs = { area: "access-log bucket", bucket: subject.resource("log-archive/access-log-bucket") };
  const write = (
    { area, bucket }: typeof trail,
    label: string,
    path: string,
    allowed: Question["allowed"],
    context: RequestContext = ACL,
  ): Question => ({ area, label, action: "s3:PutObject", resource: target(bucket, path), context, allowed });
  const configLog = `/AWSLogs/${audit.id ?? ""}/Config/${landingZone.homeRegion}/2026/1/1/ConfigSnapshot/snapshot.json.gz`;
  const flowLog = `/AWSLogs/${audit.id ?? ""}/vpcflowlogs/${landingZone.homeRegion}/2026/01/01/log.gz`;
  return [
    write(trail, "write a log of the organization, or over one", log, only("cloudtrail")),
    write(trail, "write a log of the management account", ownLog, only("cloudtrail")),
    write(trail, "write a digest, which is always SSE-S3", digest, only("cloudtrail"), {
      ...ACL,
      "s3:x-amz-server-side-encryption": "AES256",
    }),
    write(trail, "write without giving the bucket's owner control", log, nobody, {}),
    write(trail, "write outside the two prefixes", "/elsewhere/log.json.gz", nobody),
    {
      area: trail.area,
      label: "check the bucket's ACL, as CloudTrail does",
      action: "s3:GetBucketAcl",
      resource: target(trail.bucket),
      allowed: anyOf(only("cloudtrail"), inside(logArchive.slug)),
    },
    ...reading(trail, log, readers),
    ...tampering(trail, log, archive.buckets.trail.objectLock?.mode, breakGlass),
    ...settings(trail, breakGlass, archive.mfaDelete ? only(`root-${logArchive.slug}`) : nobody),
    write(config, "deliver a snapshot", configLog, only("config")),
    write(config, "deliver elsewhere in the bucket", "/elsewhere/snapshot.json.gz", nobody),
    {
      area: config.area,
      label: "check that the bucket exists, as AWS Config does",
      action: "s3:ListBucket",
      resource: target(config.bucket),
      allowed: anyOf(only("config"), readers),
    },
    {
      area: config.area,
      label: "check the bucket's ACL, as AWS Config does",
      action: "s3:GetBucketAcl",
      resource: target(config.bucket),
      allowed: anyOf(only("config"), inside(logArchive.slug)),
    },
    ...protectedLikeTheTrail(config, configLog, readers, breakGlass),
    write(flowLogs, "deliver a flow log", flowLog, only("flow-logs")),
    {
      area: flowLogs.area,
      label: "check the bucket's ACL, as log delivery does",
      action: "s3:GetBucketAcl",
      resource: target(flowLogs.bucket),
      allowed: anyOf(only("flow-logs"), inside(logArchive.slug)),
    },
    ...protectedLikeTheTrail(flowLogs, flowLog, readers, breakGlass),
    write(accessLogs, "deliver an access log", `/${landingZone.names.trailBucket}/log`, only("access-logs"), {}),
    ...protectedLikeTheTrail(accessLogs, `/${landingZone.names.trailBucket}/log`, readers, breakGlass),
  ];
}
