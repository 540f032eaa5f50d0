/**
 * The longest that S3 locks an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export const LONGEST_LOCK_DAYS = 36_500;
/**
 * Days that S3 charges for at least, so that leaving earlier costs more than staying.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const INSTANT_RETRIEVAL_DAYS = 90;
export const DEEP_ARCHIVE_DAYS = 180;

/** Ages in days of the objects of a bucket: in S3 Standard, in Glacier Instant Retrieval, in Deep Archive, and deleted. */
export interface Ages {
  readonly hotDays: number;
  readonly archiveDays: number;
  readonly totalDays: number;
}

/** Why a bucket cannot have them, and which of them is to blame. */
export interface AgeProblem {
  readonly age: keyof Ages;
  /** @default - that of `age` */
  readonly before?: keyof Ages;
  readonly kind: "order" | "tooLong" | "shortStay";
  /** Of a stay that is too short: where, how long it has to be, and how long it is. */
  readonly stay?: { readonly where: string; readonly least: number; readonly days: number };
}

/** What is wrong with some ages; nothing: a bucket can have them. */
export function ageProblems({ archiveDays, hotDays, totalDays }: Ages): AgeProblem[] {
  if (hotDays > archiveDays || archiveDays > totalDays) {
    return [{ age: hotDays > archiveDays ? "hotDays" : "archiveDays", kind: "order" }];
  }
  if (totalDays > LONGEST_LOCK_DAYS) {
    return [{ age: "totalDays", kind: "tooLong" }];
  }
  return [
    ...shortStay(
      archiveDays - hotDays,
      INSTANT_RETRIEVAL_DAYS,
      "S3 Glacier Instant Retrieval",
      "archiveDays",
      "hotDays",
    ),
    ...shortStay(totalDays - archiveDays, DEEP_ARCHIVE_DAYS, "S3 Glacier Deep Archive", "totalDays", "archiveDays"),
  ];
}

function shortStay(days: number, least: number, where: string, age: keyof Ages, before: keyof Ages): AgeProblem[] {
  return days === 0 || days >= least ? [] : [{ age, before, kind: "shortStay", stay: { where, least, days } }];
}
