export interface TrailSettings {
  /** Days that CloudWatch Logs keeps the trail's events. */
  readonly cloudWatchLogsRetentionDays: number;
}
