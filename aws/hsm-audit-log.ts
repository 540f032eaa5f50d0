/** Records of the HSM audit log that are counted. */
export interface AuditLogPattern {
  /** Name of the metric, unique among the patterns. */
  readonly name: string;
  /** What happened, as a headline. */
  readonly title: string;
  /** Filter pattern of CloudWatch Logs. */
  readonly pattern: string;
}

/**
 * The name of the log group that CloudHSM writes the audit logs of a cluster's HSMs to, a stream for each HSM.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/get-hsm-audit-logs-using-cloudwatch.html
 */
export function auditLogGroupName(clusterId: string): string {
  return `/aws/cloudhsm/${clusterId}`;
}

const SUCCESS = '"HSM Return: SUCCESS"';

/**
 * What matters in HSM audit logs. A record is a few lines of text: the opcode with its number in parentheses where it has one,
 * the response, and the user or the key. All HSMs of a cluster write what is done to users, some of them what is done to keys:
 * one call may count several times.
 *
 * - A login that did not succeed says why in words that differ; one with a wrong password says `RET_USER_LOGIN_FAILURE`.
 * - AWS's table of opcodes has none for zeroization or tampering, which hardware of this kind records: any opcode with these
 *   words is counted, and the one that begins the initialization of an HSM, which erases it.
 * - Keys that KMS keeps in the HSMs are token keys. Session keys end with their session; they are counted apart.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/interpreting-audit-logs.html
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm-audit-log-reference.html
 */
export const AUDIT_LOG_PATTERNS = {
  failedLogins: {
    name: "hsm-failed-logins",
    title: "A login to an HSM failed",
    pattern: `"CN_LOGIN (0xd)" -${SUCCESS}`,
  },
  wrongPasswords: {
    name: "hsm-wrong-passwords",
    title: "A wrong password was given to an HSM five times: its user is locked",
    pattern: '"CN_LOGIN (0xd)" RET_USER_LOGIN_FAILURE',
  },
  erasures: {
    name: "hsm-erasures",
    title: "An HSM was erased or initialized, or reports tampering",
    pattern: "?ZEROIZE ?TAMPER ?CN_INIT_TOKEN",
  },
  userChanges: {
    name: "hsm-user-changes",
    title: "A user of the HSMs was created or deleted, or a password or a quorum changed",
    pattern: '?CN_CREATE_USER ?"CN_CREATE_CO " ?CN_DELETE_USER ?CN_CHANGE_PSWD ?CN_SET_M_VALUE',
  },
  deletedKeys: {
    name: "hsm-deleted-keys",
    title: "A key of the HSMs was deleted",
    pattern: "CN_TOMBSTONE_OBJECT",
  },
  deletedSessionKeys: {
    name: "hsm-deleted-session-keys",
    title: "A session key of the HSMs was deleted",
    pattern: "CN_DESTROY_OBJECT",
  },
  exportedKeys: {
    name: "hsm-exported-keys",
    title: "A key of the HSMs was exported or shared, or its attributes were changed",
    pattern: "?CN_WRAP_KEY ?CN_NIST_AES_WRAP ?CN_SHARE_OBJECT ?CN_MODIFY_OBJECT",
  },
  newKeys: {
    name: "hsm-new-keys",
    title: "A key was made in the HSMs, or imported",
    pattern: "?CN_GENERATE_KEY ?CN_CREATE_OBJECT ?CN_UNWRAP_KEY ?CN_DERIVE_KEY",
  },
} as const satisfies Readonly<Record<string, AuditLogPattern>>;

export type AuditLogKind = keyof typeof AUDIT_LOG_PATTERNS;
