/** What a `LogAlarm` on the hosts' security logs needs to know of one kind of event. */
export interface LogonPattern {
  /** Name of the metric, unique among the patterns. */
  readonly name: string;
  /** What happened, for the alarm's description. */
  readonly description: string;
  /** Filter pattern of CloudWatch Logs. */
  readonly pattern: string;
}

/**
 * The failed logons in the logs that `linuxAgentConfiguration` and `windowsAgentConfiguration` collect.
 *
 * A guess at a user that does not exist may be two events: sshd logs the user and the password. sudo's failures differ
 * from sshd's in the PAM service in brackets, whichever module logs it. 4625 is looked for in the event's XML.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @see https://learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4625
 */
export const LOGON_PATTERNS: readonly LogonPattern[] = [
  {
    name: "failed-ssh-logins",
    description: "A login by SSH failed: wrong password or unknown user.",
    pattern: '?"Failed password" ?"Invalid user"',
  },
  {
    name: "failed-sudo",
    description: "A user could not authenticate to sudo.",
    pattern: '"sudo:auth" "authentication failure"',
  },
  {
    name: "failed-windows-logons",
    description: "A logon to Windows failed, by RDP or otherwise.",
    pattern: '"<EventID>4625</EventID>"',
  },
];
