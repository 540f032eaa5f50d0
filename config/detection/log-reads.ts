import { logBucketsOf } from "../names";
import { API_CALL } from "./definition";
import type { DetectionInput, EventPattern } from "./definition";
import { allOf, anyOf, fromService } from "./filter-text";

export type LogReadsInput = Pick<
  DetectionInput,
  "logReaders" | "name" | "names" | "otherReadBuckets" | "readingPeople"
>;

const BUCKET = "$.requestParameters.bucketName";
const ISSUER = "$.userIdentity.sessionContext.sessionIssuer.arn";

/**
 * Reads of log buckets by others than those whose work it is: the named roles, and people with the job function. A read from another
 * account is recorded there as well, with the whole identity; the record of the owner of the bucket has the account alone, and is
 * left out where a named role is of that account. People read in the owner's account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function logReadsPattern(input: LogReadsInput): string {
  const { logReaders = [] } = input;
  const issuers = knownIssuers(input);
  const isNone = (field: string, values: readonly string[]): string =>
    values.map((value) => `(${field}!="${value}")`).join(" && ");
  return allOf(
    ...ofLogBuckets(input),
    "($.userIdentity.type!=AWSService)",
    ...(issuers.length === 0 ? [] : [anyOf(`(${ISSUER} NOT EXISTS)`, `(${isNone(ISSUER, issuers)})`)]),
    ...(logReaders.length === 0
      ? []
      : [
          anyOf("($.userIdentity.type!=AWSAccount)", `(${isNone("$.userIdentity.accountId", accountsOf(logReaders))})`),
        ]),
  );
}

/** Reads of log buckets by people whose job function it is. */
export function readingPeoplePattern(input: LogReadsInput): string {
  const { readingPeople = [] } = input;
  return allOf(...ofLogBuckets(input), anyOf(...readingPeople.map((issuer) => `(${ISSUER}="${issuer}")`)));
}

/**
 * The same reads by others as an event pattern. Unlike management events, data events that only read reach every rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export function logReadsEventPattern(input: LogReadsInput): EventPattern {
  const { logReaders = [], names } = input;
  const issuers = knownIssuers(input);
  const byOthers =
    issuers.length === 0
      ? {}
      : { sessionContext: { sessionIssuer: { arn: [{ exists: false }, { "anything-but": { wildcard: issuers } }] } } };
  const userIdentity =
    logReaders.length === 0
      ? { userIdentity: { type: [{ "anything-but": "AWSService" }], ...byOthers } }
      : {
          $or: [
            { userIdentity: { type: [{ "anything-but": ["AWSAccount", "AWSService"] }], ...byOthers } },
            { userIdentity: { type: ["AWSAccount"], accountId: [{ "anything-but": accountsOf(logReaders) }] } },
          ],
        };
  return {
    source: ["aws.s3"],
    "detail-type": [API_CALL],
    detail: {
      eventCategory: ["Data"],
      readOnly: [true],
      requestParameters: { bucketName: [...new Set(logBucketsOf(names))] },
      ...userIdentity,
    },
  };
}

function ofLogBuckets({ name, names, otherReadBuckets = [] }: LogReadsInput): string[] {
  const isBucket = (bucket: string): string => `(${BUCKET}="${bucket}")`;
  return [
    fromService("s3"),
    "($.eventCategory=Data)",
    "($.readOnly IS TRUE)",
    // By how their names begin, as a pattern has little room; but other buckets may begin so, too.
    ...(otherReadBuckets.includes("")
      ? [anyOf(...new Set(logBucketsOf(names).map(isBucket)))]
      : [isBucket(`${name}-*`), ...otherReadBuckets.map((bucket) => `(${BUCKET}!="${bucket}")`)]),
  ];
}

function knownIssuers({ logReaders = [], readingPeople = [] }: LogReadsInput): string[] {
  return [...logReaders, ...readingPeople];
}

function accountsOf(arns: readonly string[]): string[] {
  return [...new Set(arns.map((arn) => arn.split(":")[4] ?? ""))];
}
