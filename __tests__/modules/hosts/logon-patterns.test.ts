import { LOGON_PATTERNS } from "../../../modules/hosts/logon-patterns";

const TERM = /(\??)"([^"]+)"/g;

/** CloudWatch Logs' rule for unstructured events: any of the terms with a question mark, or else all of the terms. */
function matches(pattern: string, event: string): boolean {
  const terms = [...pattern.matchAll(TERM)].map(([, optional, text = ""]) => ({
    optional,
    found: event.includes(text),
  }));
  return terms.some(({ optional }) => optional) ? terms.some(({ found }) => found) : terms.every(({ found }) => found);
}

/** The patterns that match an event, by name. */
function kinds(event: string): string[] {
  return LOGON_PATTERNS.filter(({ pattern }) => matches(pattern, event)).map(({ name }) => name);
}

describe("LOGON_PATTERNS", () => {
  it.each([
    ["sshd[1]: Failed password for root from 192.0.2.1 port 22 ssh2", ["failed-ssh-logins"]],
    ["sshd[1]: Failed password for invalid user admin from 192.0.2.1 port 22 ssh2", ["failed-ssh-logins"]],
    ["sshd[1]: Invalid user admin from 192.0.2.1 port 22", ["failed-ssh-logins"]],
    ["sshd[1]: Accepted publickey for ec2-user from 192.0.2.1 port 22 ssh2", []],
    ["sudo[1]: pam_unix(sudo:auth): authentication failure; logname=a uid=1000 tty=/dev/pts/0 user=a", ["failed-sudo"]],
    ["sudo[1]: pam_sss(sudo:auth): authentication failure; logname=a uid=1000 user=a", ["failed-sudo"]],
    ["sshd[1]: pam_unix(sshd:auth): authentication failure; rhost=192.0.2.1 user=root", []],
    ["sudo[1]: a : TTY=pts/0 ; PWD=/home/a ; USER=root ; COMMAND=/bin/true", []],
    ["<Event><System><EventID>4625</EventID><Level>0</Level></System></Event>", ["failed-windows-logons"]],
    ["<Event><System><EventID>4624</EventID><EventRecordID>4625</EventRecordID></System></Event>", []],
  ])("of '%s' make %j", (event, expected) => {
    expect(kinds(event)).toEqual(expected);
  });

  it("have names of their own and patterns of a length that CloudWatch Logs takes", () => {
    expect(new Set(LOGON_PATTERNS.map(({ name }) => name)).size).toBe(LOGON_PATTERNS.length);
    expect(LOGON_PATTERNS.filter(({ pattern }) => pattern.length > 1024)).toEqual([]);
  });
});
