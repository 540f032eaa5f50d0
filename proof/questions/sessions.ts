import { askedAccounts } from "../accounts";
import { protectedLikeTheTrail } from "./bucket-protection";
import { anyOf, inside, only, target } from "./question";
import type { Question, Subject } from "./question";

/** The transcripts of Session Manager, if they are kept: hosts write with their roles, each account under its own id. */
export function sessionQuestions({ landingZone, resource }: Subject): Question[] {
  const { audit, hosts, logArchive } = landingZone;
  if (hosts.sessions === undefined) {
    return [];
  }
  const accounts = askedAccounts(landingZone);
  const sessions = { area: "session bucket", bucket: resource("log-archive/session-bucket") };
  const { area, bucket } = sessions;
  const readers = anyOf(inside(logArchive.slug, audit.slug), only("analyst"));
  // What a bucket's policy allows to everyone of the organization, principals of the bucket's own account need no other leave for.
  const ofArchive = only(`forwarder-${logArchive.slug}`);
  return [
    ...accounts.map((account) => ({
      area,
      label: `write a transcript of ${account.slug}`,
      action: "s3:PutObject",
      resource: target(bucket, `/${account.id ?? ""}/session.log`),
      allowed: account.slug === logArchive.slug ? anyOf(inside(account.slug), ofArchive) : inside(account.slug),
    })),
    {
      area,
      label: "write a transcript of audit, were the bucket opened to everyone",
      action: "s3:PutObject",
      resource: target(bucket, `/${audit.id ?? ""}/session.log`),
      opened: true,
      allowed: inside(audit.slug),
    },
    {
      area,
      label: "check the bucket's encryption, as hosts do",
      action: "s3:GetEncryptionConfiguration",
      resource: target(bucket),
      allowed: anyOf(inside(...accounts.map(({ slug }) => slug)), ofArchive),
    },
    ...protectedLikeTheTrail(
      sessions,
      `/${audit.id ?? ""}/session.log`,
      readers,
      only(`break-glass-${logArchive.slug}`),
    ),
  ];
}
