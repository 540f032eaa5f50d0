import type { AccessStatement } from "../../config/access/statement";

/** The name that the console of IAM gives it, so that it finds the policy and replaces it. */
export const REVOCATION = "AWSRevokeOlderSessions";

/**
 * What ends the sessions of a role that began before a time: they are denied everything. Later ones are not, but for
 * those of the same second, as AWS tells of a session by the second that it began in.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export function revocationPolicy(before: Date): string {
  const statement: AccessStatement = {
    Sid: "RevokeOlderSessions",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { DateLessThan: { "aws:TokenIssueTime": before.toISOString() } },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
