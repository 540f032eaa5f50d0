import type { RequestContext } from "../principal";
import { allBut, byPolicy } from "../layers";
import { OUTSIDERS_OF_BUCKETS, protectedLikeTheTrail, TLS_12 } from "./bucket-protection";
import type { ProtectedBucket } from "./bucket-protection";
import { bucketContexts } from "./key-use";
import { asKeyAllows, keyProtection } from "./keys";
import { anyOf, inside, nobody, only, outsiders, target } from "./question";
import type { Question, Subject } from "./question";

const STREAM = "finding-stream";
const COLLECTOR = "cis-collector";

/** The way of Amazon Inspector's findings to the log archive, where the landing zone has it. */
export function findingQuestions(subject: Subject): Question[] {
  return subject.landingZone.inspector === undefined
    ? []
    : [...bucketQuestions(subject), ...keyQuestions(subject), ...wayQuestions(subject)];
}

function bucketQuestions({ landingZone, policies, resource }: Subject): Question[] {
  const { archive, audit, homeRegion, logArchive, names } = landingZone;
  const findings: ProtectedBucket = {
    area: "bucket of findings",
    bucket: resource("finding-archive/finding-bucket"),
    owner: logArchive.slug,
    landingZone,
  };
  const { area, bucket } = findings;
  const day = `account=${audit.id ?? ""}/region=${homeRegion}/year=2026/month=01/day=01`;
  const [finding, result] = [`/findings/${day}/findings.gz`, `/cis/${day}/result.json`];
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  const isDeployed = [...policies.resources.values()].some(({ arn }) => arn.endsWith(`:role/${names.cisCollector}`));
  const collector = isDeployed ? only(COLLECTOR) : nobody;
  const ask = (
    label: string,
    action: string,
    path: string,
    allowed: Question["allowed"],
    context: RequestContext = {},
  ): Question => ({
    area,
    label,
    action,
    allowed,
    context,
    resource: target(bucket, path),
    layers: [
      byPolicy("DenyOtherWriters", (principal) => !allowed(principal) && !outsiders(principal)),
      byPolicy("DenyOutsideOrganization", outsiders),
      ...OUTSIDERS_OF_BUCKETS,
    ],
  });
  return [
    ask("write findings, or over them", "s3:PutObject", finding, only(STREAM)),
    ask("write findings that could not be partitioned", "s3:PutObject", "/errors/failed.gz", only(STREAM)),
    ask("write the result of a CIS scan, or over one", "s3:PutObject", result, collector),
    ...(archive.minimumTlsVersion === "1.2"
      ? []
      : [
          ask("write findings over TLS 1.2", "s3:PutObject", finding, only(STREAM), TLS_12),
          ask("write the result of a CIS scan over TLS 1.2", "s3:PutObject", result, collector, TLS_12),
        ]),
    ask("write elsewhere in the bucket of findings", "s3:PutObject", "/elsewhere", nobody),
    ask("read findings", "s3:GetObject", finding, anyOf(readers, only(STREAM))),
    ask(
      "look for uploads of findings that were not finished",
      "s3:ListBucketMultipartUploads",
      "",
      anyOf(inside(logArchive.slug), only(STREAM)),
    ),
    ...protectedLikeTheTrail(findings, result, readers),
  ];
}

function keyQuestions({ landingZone, policies, resource }: Subject): Question[] {
  const { audit, homeRegion, logArchive, names } = landingZone;
  const key = resource("finding-archive/finding-key");
  const area = "key of findings";
  const aliases: RequestContext = { "kms:ResourceAliases": [names.findingKeyAlias] };
  const { ofNamesake, withBucketKey, withoutBucketKey } = bucketContexts(
    resource("finding-archive/finding-bucket").arn,
    {
      ...aliases,
      "kms:ViaService": `s3.${homeRegion}.amazonaws.com`,
    },
  );
  const isDeployed = [...policies.resources.values()].some(({ arn }) => arn.endsWith(`:role/${names.cisCollector}`));
  const writers = isDeployed ? only(STREAM, COLLECTOR) : only(STREAM);
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  const ask = (label: string, action: string, allowed: Question["allowed"], context: RequestContext): Question => ({
    area,
    label,
    action,
    allowed,
    context,
    resource: target(key),
    layers: asKeyAllows("WritersEncrypt", allowed),
  });
  return [
    ask("encrypt a finding", "kms:GenerateDataKey", writers, withBucketKey),
    ask("encrypt a finding without a bucket key", "kms:GenerateDataKey", writers, withoutBucketKey),
    ask("encrypt an object of a bucket whose name begins the same", "kms:GenerateDataKey", nobody, ofNamesake),
    ask("encrypt something else with the key of findings", "kms:GenerateDataKey", nobody, aliases),
    ask("decrypt a finding, as those who read it", "kms:Decrypt", anyOf(readers, only(STREAM)), withBucketKey),
    ask(
      "decrypt a finding that was written without a bucket key",
      "kms:Decrypt",
      anyOf(readers, only(STREAM)),
      withoutBucketKey,
    ),
    ask("decrypt something else with the key of findings", "kms:Decrypt", nobody, aliases),
    ...keyProtection({ area, key, alias: names.findingKeyAlias, owner: logArchive.slug, landingZone }),
  ];
}

/** From the default buses to the stream: only AWS acts with the roles, and only they put findings in. */
function wayQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, homeRegion, names, partition } = landingZone;
  const area = "way of findings";
  const accountId = audit.id ?? "";
  const act = (label: string, address: string, allowed: Question["allowed"]): Question => ({
    area,
    label,
    action: "sts:AssumeRole",
    allowed,
    resource: target(resource(address)),
    layers: [byPolicy("RulesOfThisAccount", allBut(allowed))],
  });
  const events = only(`events-${audit.slug}`, "events-bus", "events-tampering-bus");
  return [
    act("act as the role that forwards findings", "inspector/finding-forwarder", events),
    {
      area,
      label: "put a finding into the stream",
      action: "firehose:PutRecord",
      allowed: anyOf(inside(audit.slug), only("finding-delivery")),
      layers: { nothing: "no policy of the landing zone is about streams: nobody's own policy allows it" },
      resource: {
        arn: `arn:${partition}:firehose:${homeRegion}:${accountId}:deliverystream/${names.findingStream}`,
        accountId,
      },
    },
  ];
}
