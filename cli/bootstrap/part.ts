import type { AwsError } from "../../terraform/aws-error";
import { awsError, isAws } from "../../terraform/aws-error";

/** Something that is not as it should be. */
export interface Difference {
  /** What it is about: `versioning`. */
  readonly what: string;
  readonly got: string;
  readonly wanted: string;
  /** Puts it right; absent where that could take something away from others, and people decide. */
  readonly mend?: () => Promise<void>;
  /** What people can do. */
  readonly fix?: string;
}

/** What was found of a part. */
export type Found =
  | { readonly exists: true; readonly id?: string; readonly differences: readonly Difference[] }
  | { readonly exists: false; readonly make?: () => Promise<void>; readonly fix?: string };

/** Something in AWS that a bootstrap sees to: a key, a bucket, a role. */
export interface Part {
  /** `KMS key of the states` */
  readonly part: string;
  /** Its name. */
  readonly name: string;
  /** Slug of its account. */
  readonly account: string;
  /** What it would be made with, for people. */
  readonly settings: readonly string[];
  /** @throws Error of AWS, or what people can do something about */
  look(): Promise<Found>;
}

export type PartState = "as it should be" | "made" | "mended" | "missing" | "different" | "failed";

export interface ReportedDifference {
  readonly what: string;
  readonly got: string;
  readonly wanted: string;
  /** Whether --confirm puts it right, or has. */
  readonly mended: boolean | "would be";
  readonly fix?: string;
}

/** What became of a part. */
export interface PartReport {
  readonly part: string;
  readonly name: string;
  readonly account: string;
  readonly state: PartState;
  /** ARN or the like, where AWS invents it. */
  readonly id?: string;
  /** What it would be made with. */
  readonly settings?: readonly string[];
  readonly differences: readonly ReportedDifference[];
  readonly fix?: string;
  readonly problem?: AwsError;
}

/**
 * Looks at a part, and makes or mends it if that is confirmed: what is made is looked at again, so that one that was left half made
 * is finished in the same way. Never rejects.
 */
export async function settle(part: Part, confirmed: boolean): Promise<PartReport> {
  const { account, name, settings } = part;
  const about = { part: part.part, name, account };
  let state: PartState = "as it should be";
  const done: ReportedDifference[] = [];
  try {
    let found = await part.look();
    if (!found.exists) {
      if (!confirmed || found.make === undefined) {
        return { ...about, state: "missing", settings, differences: [], fix: found.fix };
      }
      state = (await madeOnce(found.make)) ? "made" : state;
      found = await part.look();
      if (!found.exists) {
        throw new Error("it was made, and AWS does not show it yet: run the same command again");
      }
    }
    const { differences, id } = found;
    for (const { fix, got, mend, wanted, what } of differences) {
      const difference = { what, got, wanted, fix };
      if (mend === undefined) {
        done.push({ ...difference, mended: false });
      } else if (confirmed) {
        await mend();
        done.push({ ...difference, mended: true });
      } else {
        done.push({ ...difference, mended: "would be" });
      }
    }
    if (done.some(({ mended }) => mended !== true)) {
      state = "different";
    } else if (state !== "made" && done.length > 0) {
      state = "mended";
    }
    // What it was made with is no news.
    return { ...about, state, id, differences: state === "made" ? [] : done };
  } catch (error) {
    return { ...about, state: "failed", differences: done, problem: awsError(error) };
  }
}

/** What AWS says where another run was quicker. */
const THERE = ["AlreadyExistsException", "BucketAlreadyOwnedByYou", "EntityAlreadyExistsException"];

/** @returns whether it was made, and not by another run meanwhile */
async function madeOnce(make: () => Promise<void>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if (isAws(error, ...THERE)) {
      return false;
    }
    throw error;
  }
}
