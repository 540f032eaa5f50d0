/**
 * How long AWS Config keeps what it recorded, in days.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RetentionConfiguration.html
 */
export const RECORD_RETENTION_DAYS = { least: 30, most: 2557 } as const;
