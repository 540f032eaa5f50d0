/**
 * Types that AWS Config refuses to record daily, and records continuously wherever all types are recorded.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources-recording-modes.html
 */
export const NEVER_DAILY: readonly string[] = [
  "AWS::Config::ConfigurationRecorder",
  "AWS::Config::ConformancePackCompliance",
  "AWS::Config::ResourceCompliance",
];
