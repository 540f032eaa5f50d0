export interface Hosts {
  /** Absent where hosts are not watched. */
  readonly agent?: {
    /** Days that CloudWatch Logs keeps the hosts' security logs. */
    readonly retentionDays: number;
    readonly memoryPercent: number;
    /** Failed logons within five minutes that sound an alarm. */
    readonly failedLogons: number;
  };
  /** Absent where sessions are not recorded. */
  readonly sessions?: { readonly idleMinutes: number; readonly maxMinutes: number };
}
