import { AUDIT_LOG_PATTERNS, auditLogGroupName } from "../../aws/hsm-audit-log";
import type { AuditLogKind } from "../../aws/hsm-audit-log";
import { matchesFilterPattern, parseFilterPattern } from "../../patterns/filter-pattern";

interface Fields {
  readonly user?: string;
  readonly type?: string;
  readonly response?: string;
  /** Later records have no blank before the colon. */
  readonly colon?: string;
}

const SUCCESS = "0:HSM Return: SUCCESS";
const WRONG_PASSWORD = "163:HSM Error: RET_USER_LOGIN_FAILURE";
const UNKNOWN_USER = "157:HSM Error: user isn't initialized or user with this name doesn't exist";

/** As AWS prints it in https://docs.aws.amazon.com/cloudhsm/latest/userguide/interpreting-audit-logs.html */
function record(opcode: string, { colon = " :", response = SUCCESS, type, user }: Fields = {}): string {
  const subject = user === undefined ? "MGMT_KEY_DETAILS_LOG (1)" : "MGMT_USER_DETAILS_LOG (2)";
  return [
    "Time: 01/24/18 17:44:25.013218, usecs:1516815865013218",
    `Sequence No${colon} 0x5`,
    `Reboot counter${colon} 0x107`,
    `Command Type(hex)${colon} CN_MGMT_CMD (0x0)`,
    `Opcode${colon} ${opcode}`,
    `Session Handle${colon} 0xc008002`,
    `Response${colon} ${response}`,
    `Log type${colon} ${subject}`,
    ...(user === undefined
      ? [`Priv/Secret Key Handle${colon} 131079`, `Public Key Handle${colon} 0`]
      : [`User Name${colon} ${user}`, `User Type${colon} ${type ?? "CN_CRYPTO_USER (1)"}`]),
  ].join("\n");
}

const kinds = Object.keys(AUDIT_LOG_PATTERNS) as AuditLogKind[];
const patterns = new Map(kinds.map((kind) => [kind, parseFilterPattern(AUDIT_LOG_PATTERNS[kind].pattern)]));
const matching = (text: string): string[] =>
  [...patterns].filter(([, pattern]) => matchesFilterPattern(pattern, text)).map(([kind]) => kind);

const SAMPLES: [why: string, text: string, kinds: AuditLogKind[]][] = [
  [
    "a wrong password",
    record("CN_LOGIN (0xd)", { user: "kmsuser", response: WRONG_PASSWORD }),
    ["failedLogins", "wrongPasswords"],
  ],
  [
    "a wrong password, without a blank before the colon",
    record("CN_LOGIN (0xd)", { user: "kmsuser", response: WRONG_PASSWORD, colon: ":" }),
    ["failedLogins", "wrongPasswords"],
  ],
  ["an unknown user", record("CN_LOGIN (0xd)", { user: "ExampleUser", response: UNKNOWN_USER }), ["failedLogins"]],
  [
    "a login that fails for a reason that AWS does not print",
    record("CN_LOGIN (0xd)", { user: "kmsuser", response: "42:HSM Error: something else" }),
    ["failedLogins"],
  ],
  ["a login", record("CN_LOGIN (0xd)", { user: "admin", type: "CN_CRYPTO_OFFICER (2)" }), []],
  ["a logout", record("CN_LOGOUT (0xe)", { user: "admin", type: "CN_CRYPTO_OFFICER (2)" }), []],
  ["a logout that fails", record("CN_LOGOUT (0xe)", { user: "kmsuser", response: UNKNOWN_USER }), []],
  ["the beginning of an initialization", record("CN_INIT_TOKEN (0x1)"), ["erasures"]],
  ["its end", record("CN_INIT_DONE (0x95)"), []],
  ["an erasure", record("CN_ZEROIZE"), ["erasures"]],
  ["an erasure by another opcode", record("CN_PARTITION_ZEROIZE (0x52)"), ["erasures"]],
  ["tampering", record("CN_TAMPER_DETECTED"), ["erasures"]],
  ["a user whose name sounds like it", record("CN_LOGIN (0xd)", { user: "zeroizer-tamper" }), []],
  ["a crypto user created", record("CN_CREATE_USER (0x3)", { user: "bob" }), ["userChanges"]],
  [
    "an officer created",
    record("CN_CREATE_CO (0x4)", { user: "alice", type: "CN_CRYPTO_OFFICER (2)" }),
    ["userChanges"],
  ],
  [
    "a user deleted",
    record("CN_DELETE_USER (0xa1)", { user: "alice", type: "CN_CRYPTO_OFFICER (2)" }),
    ["userChanges"],
  ],
  [
    "the password of the first officer changed, which activates the cluster",
    record("CN_CHANGE_PSWD (0x9)", { user: "admin", type: "CN_CRYPTO_PRE_OFFICER (6)", colon: ":" }),
    ["userChanges"],
  ],
  ["a quorum set", record("CN_SET_M_VALUE", { user: "admin" }), ["userChanges"]],
  [
    "the user of AWS that is made first of all",
    record("CN_CREATE_APPLIANCE_USER (0xfc)", { user: "app_user", type: "CN_APPLIANCE_USER (5)" }),
    [],
  ],
  ["a public key imported", record("CN_CREATE_OBJECT"), ["newKeys"]],
  ["a key made", record("CN_GENERATE_KEY"), ["newKeys"]],
  ["a key pair made", record("CN_GENERATE_KEY_PAIR (0x19)"), ["newKeys"]],
  ["a key imported", record("CN_UNWRAP_KEY"), ["newKeys"]],
  ["a key that the HSM makes for itself when it starts", record("CN_GEN_PSWD_ENC_KEY (0x1d)"), []],
  ["a token key deleted", record("CN_TOMBSTONE_OBJECT"), ["deletedKeys"]],
  ["a session key deleted", record("CN_DESTROY_OBJECT (0x11)", { colon: ":" }), ["deletedSessionKeys"]],
  ["a session closed", record("CN_CLOSE_SESSION"), []],
  ["a key exported", record("CN_WRAP_KEY"), ["exportedKeys"]],
  ["a key wrapped with another", record("CN_NIST_AES_WRAP"), ["exportedKeys"]],
  ["a key shared", record("CN_SHARE_OBJECT"), ["exportedKeys"]],
  ["an attribute of a key set", record("CN_MODIFY_OBJECT"), ["exportedKeys"]],
  ["a key on its way to another HSM of the cluster", record("CN_EXTRACT_MASKED_OBJECT_USER (0xf0)"), []],
  ["a key that comes from another HSM of the cluster", record("CN_INSERT_MASKED_OBJECT_USER (0xf1)"), []],
  ["a backup, as every day", record("CN_BACKUP_BEGIN"), []],
  [
    "a certificate stored by PKCS #11, which is no record of an HSM",
    '{"object_handle":463180677312929947,"op_code":"DestroyObject","response":"OK","attributes":null,"timestamp":1725482484559}',
    [],
  ],
];

describe("the patterns of HSM audit logs", () => {
  it.each(SAMPLES)("of %s: %#", (_, text, expected) => {
    expect(matching(text).sort()).toEqual([...expected].sort());
  });

  it.each(kinds)("each have a sample that matches and two near misses: %s", (kind) => {
    expect(SAMPLES.filter(([, , expected]) => expected.includes(kind)).length).toBeGreaterThanOrEqual(1);
    expect(SAMPLES.filter(([, , expected]) => !expected.includes(kind)).length).toBeGreaterThanOrEqual(2);
  });

  it("have metrics of their own", () => {
    const names = kinds.map((kind) => AUDIT_LOG_PATTERNS[kind].name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("are for the log group that AWS calls after the cluster", () => {
    expect(auditLogGroupName("cluster-1a23b4cdefg")).toBe("/aws/cloudhsm/cluster-1a23b4cdefg");
  });
});
