import { askedAccounts } from "../accounts";
import { allBut, byPolicy } from "../layers";
import type { Claim } from "../layers";
import { asAllowed, OUTSIDERS_OF_BUCKETS, protectedLikeTheTrail } from "./bucket-protection";
import type { ProtectedBucket } from "./bucket-protection";
import { anyOf, inside, only, outsiders, target } from "./question";
import type { Question, Subject } from "./question";

/** The transcripts of Session Manager, if they are kept: hosts write with their roles, each account under its own id. */
export function sessionQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, hosts, logArchive } = landingZone;
  if (hosts.sessions === undefined) {
    return [];
  }
  const accounts = askedAccounts(landingZone);
  const sessions: ProtectedBucket = {
    area: "session bucket",
    bucket: resource("log-archive/session-bucket"),
    owner: logArchive.slug,
    landingZone,
  };
  const { area, bucket } = sessions;
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  // What a bucket's policy allows to everyone of the organization, principals of the bucket's own account need no other leave for.
  const ofArchive = only(`forwarder-${logArchive.slug}`);
  const written = (allowed: Question["allowed"]): [Claim, ...Claim[]] => [
    byPolicy("DenyOtherWriters", allBut(allowed)),
    byPolicy("DenyOutsideOrganization", outsiders),
    ...OUTSIDERS_OF_BUCKETS,
  ];
  const checkers = anyOf(inside(...accounts.map(({ slug }) => slug)), ofArchive);
  return [
    ...accounts.map((account): Question => {
      const own = inside(account.slug);
      const allowed = account.slug === logArchive.slug ? anyOf(own, ofArchive) : own;
      return {
        area,
        label: `write a transcript of ${account.slug}`,
        action: "s3:PutObject",
        resource: target(bucket, `/${account.id ?? ""}/session.log`),
        allowed,
        layers: written(allowed),
      };
    }),
    {
      area,
      label: "write a transcript of audit, were the bucket opened to everyone",
      action: "s3:PutObject",
      resource: target(bucket, `/${audit.id ?? ""}/session.log`),
      opened: true,
      allowed: inside(audit.slug),
      layers: written(inside(audit.slug)),
    },
    {
      area,
      label: "check the bucket's encryption, as hosts do",
      action: "s3:GetEncryptionConfiguration",
      resource: target(bucket),
      allowed: checkers,
      layers: asAllowed("HostsCheckEncryption", checkers),
    },
    ...protectedLikeTheTrail(sessions, `/${audit.id ?? ""}/session.log`, readers),
  ];
}
