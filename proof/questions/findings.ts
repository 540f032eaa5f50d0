import type { RequestContext } from "../principal";
import { cisSource } from "../../config/inspector/cis-events";
import { allBut, byPolicy } from "../layers";
import { service } from "../service";
import { asAllowed, OUTSIDERS_OF_BUCKETS, protectedLikeTheTrail, TLS_12 } from "./bucket-protection";
import type { ProtectedBucket } from "./bucket-protection";
import { bucketContexts } from "./key-use";
import { asKeyAllows, keyProtection } from "./keys";
import { ofOwnPolicy } from "./own-policy";
import { anyOf, inside, nobody, only, outsiders, target } from "./question";
import type { Question, Subject } from "./question";

const STREAM = "finding-stream";
const COLLECTOR = "cis-collector";
const WAY = "way of findings";

/** The way of Amazon Inspector's findings to the log archive, where the landing zone has it. */
export function findingQuestions(subject: Subject): Question[] {
  return subject.landingZone.inspector === undefined
    ? []
    : [
        ...bucketQuestions(subject),
        ...keyQuestions(subject),
        ...wayQuestions(subject),
        ...(hasCollector(subject) ? collectorQuestions(subject) : []),
      ];
}

function hasCollector({ landingZone: { names }, policies }: Subject): boolean {
  return [...policies.resources.values()].some(({ arn }) => arn.endsWith(`:role/${names.cisCollector}`));
}

function bucketQuestions(subject: Subject): Question[] {
  const { landingZone, resource } = subject;
  const { archive, audit, homeRegion, logArchive } = landingZone;
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
  const collector = hasCollector(subject) ? only(COLLECTOR) : nobody;
  const listing = anyOf(readers, only(STREAM));
  const list = (label: string, prefix: string, allowed: Question["allowed"]): Question => ({
    area,
    label,
    action: "s3:ListBucket",
    allowed,
    context: { "s3:prefix": prefix },
    resource: target(bucket),
    layers: asAllowed("ReadersList", allowed),
  });
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
    list("list results of CIS scans", `cis/${day}/`, anyOf(listing, collector)),
    list("list findings", `findings/${day}/`, listing),
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

function keyQuestions(subject: Subject): Question[] {
  const { landingZone, resource } = subject;
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
  const writers = hasCollector(subject) ? only(STREAM, COLLECTOR) : only(STREAM);
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
    // Who writes to a bucket with a bucket key decrypts its key; what is in the bucket is for the policy of the bucket.
    ask("decrypt a finding, as those who read it", "kms:Decrypt", anyOf(readers, writers), withBucketKey),
    ask(
      "decrypt a finding that was written without a bucket key",
      "kms:Decrypt",
      anyOf(readers, writers),
      withoutBucketKey,
    ),
    ask("decrypt something else with the key of findings", "kms:Decrypt", nobody, aliases),
    ...keyProtection({ area, key, alias: names.findingKeyAlias, owner: logArchive.slug, landingZone }),
  ];
}

/** From the default buses to the stream: only AWS acts with the roles, and only they put findings in. */
function wayQuestions(subject: Subject): Question[] {
  const { landingZone, resource } = subject;
  const { audit, homeRegion, names, partition } = landingZone;
  const accountId = audit.id ?? "";
  const act = (label: string, address: string): Question => {
    const events = only(`events-${audit.slug}`, "events-bus", "events-tampering-bus", "events-digests");
    return {
      area: WAY,
      label,
      action: "sts:AssumeRole",
      allowed: events,
      resource: target(resource(address)),
      layers: [byPolicy("RulesOfThisAccount", allBut(events))],
    };
  };
  const stream = `arn:${partition}:firehose:${homeRegion}:${accountId}:deliverystream/${names.findingStream}`;
  const ask = ofOwnPolicy(landingZone, WAY, STREAM);
  return [
    act("act as the role that forwards findings", "inspector/finding-forwarder"),
    act("act as the role that puts findings into the stream", "inspector/finding-delivery_role_58F354BA"),
    actFor(subject, {
      label: "act as the role of the stream of findings",
      address: "inspector/finding-stream_role_D9913161",
      of: ["Amazon Data Firehose, the stream of findings", "firehose.amazonaws.com", stream],
    }),
    {
      area: WAY,
      label: "put a finding into the stream",
      action: "firehose:PutRecord",
      allowed: anyOf(inside(audit.slug), only("finding-delivery")),
      layers: { nothing: "no policy of the landing zone is about streams: nobody's own policy allows it" },
      resource: { arn: stream, accountId },
    },
    ask(
      "log what of the findings could not be delivered",
      "logs:PutLogEvents",
      `arn:${partition}:logs:${homeRegion}:${accountId}:log-group:${names.findingStreamLogGroup}:log-stream:delivery`,
      { allowed: anyOf(inside(audit.slug), only(STREAM)) },
    ),
  ];
}

/** What only the policy of the collector's own role is about, and that AWS Lambda alone acts with it. */
function collectorQuestions(subject: Subject): Question[] {
  const { audit, homeRegion, name, names, partition } = subject.landingZone;
  const ask = ofOwnPolicy(subject.landingZone, WAY, COLLECTOR);
  const here = (of: string, resource: string): string =>
    `arn:${partition}:${of}:${homeRegion}:${audit.id ?? ""}:${resource}`;
  const bus = here("events", `event-bus/${names.securityBus}`);
  const putters = anyOf(inside(audit.slug), only(`forwarder-${audit.slug}`, "finding-forwarder"));
  return [
    actFor(subject, {
      label: "act as the collector of CIS results",
      address: "inspector/cis-collector_role_56C3BC88",
      of: ["AWS Lambda, the collector", "lambda.amazonaws.com", here("lambda", `function:${names.cisCollector}`)],
    }),
    ask("look for CIS scans", "inspector2:ListCisScans", "*"),
    ask("tell of a result in the collector's name", "events:PutEvents", bus, {
      context: { "events:source": [cisSource(name)] },
      allowed: anyOf(putters, only(COLLECTOR)),
    }),
    ask("tell of something else in the collector's place", "events:PutEvents", bus, {
      context: { "events:source": [cisSource(name), `${name}.other`] },
      allowed: putters,
    }),
    ask("publish the collector's metrics", "cloudwatch:PutMetricData", "*", {
      context: { "cloudwatch:namespace": names.inspectorNamespace },
    }),
    ask("publish other metrics in the collector's place", "cloudwatch:PutMetricData", "*", {
      context: { "cloudwatch:namespace": names.metricNamespace },
      allowed: inside(audit.slug),
    }),
    ask(
      "write the collector's log",
      "logs:PutLogEvents",
      here("logs", `log-group:/aws/lambda/${names.cisCollector}:log-stream:2026`),
    ),
  ];
}

interface RoleOfService {
  readonly label: string;
  readonly address: string;
  /** What acts with it: as the table calls it, service principal, ARN. */
  readonly of: readonly [label: string, service: string, arn: string];
}

/** Such a role is trusted to one service, and a service takes roles of the account only that it acts in. */
function actFor({ landingZone, resource }: Subject, { address, label, of }: RoleOfService): Question {
  const { audit, organization } = landingZone;
  const [called, name, arn] = of;
  const allowed: Question["allowed"] = ({ principal }) => principal === name;
  const source = { accountId: audit.id ?? "", arn, organizationId: organization.id ?? "" };
  return {
    area: WAY,
    label,
    action: "sts:AssumeRole",
    allowed,
    alsoOf: [service(address, called, name, source)],
    resource: target(resource(address)),
    layers: [byPolicy("ServiceAssumesRole", allBut(allowed))],
  };
}
