/** When digests of an account and region are expected. Milliseconds. */
export interface Lifetime {
  /** Since when the account is in the organization; absent: longer than anybody asks about. */
  readonly from?: number;
  /** When it left, or was closed. */
  readonly to?: number;
  /**
   * Whether it is there now. Of one that is not, and whose end is unknown, nothing can be said after its last digest.
   */
  readonly isThere: boolean;
  /**
   * Whether it is known from elsewhere than the bucket that there should be digests. Where only the bucket has a folder of it,
   * another trail's perhaps, or one of an account that left long ago, nothing is missing unless there are log files.
   * @default true
   */
  readonly isExpected?: boolean;
  /** Whether the region has to be enabled, so that its first digest says when that was. */
  readonly isOptIn: boolean;
}

/** CloudTrail takes some time to make an organization's trail in an account that joins. */
export const JOINING = 24 * 3_600_000;
