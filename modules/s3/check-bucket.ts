import { FORMATS } from "../../aws/formats";
import { ageProblems, LONGEST_LOCK_DAYS } from "../../aws/retention-ages";
import type { Ages } from "../../aws/retention-ages";
import { checkFormats, checkNotEmpty, checkOneOf, checkWhole, isKnown, refuse } from "../checks";
import type { BucketProtection } from "./bucket-protection";
import type { ObjectLock } from "./object-lock";

interface CheckedBucket {
  readonly bucketName: string;
  readonly kmsKeyArn?: string;
  readonly protection?: BucketProtection;
  readonly retention?: Ages;
  readonly objectLock?: ObjectLock;
}

/** Refuses what S3 does, and ages and locks that keep each other from what they are for. */
export function checkBucket(where: string, props: CheckedBucket): void {
  const { objectLock, protection, retention } = props;
  checkFormats(where, props, { bucketName: FORMATS.bucketName, kmsKeyArn: FORMATS.keyArn });
  if (protection !== undefined) {
    checkProtection(`${where}: protection`, protection);
  }
  if (retention !== undefined) {
    checkAges(where, retention);
  }
  if (objectLock !== undefined) {
    checkOneOf(`${where}: objectLock`, "mode", objectLock.mode, ["governance", "compliance"]);
    checkWhole(`${where}: objectLock`, "days", objectLock.days, 1, LONGEST_LOCK_DAYS);
    if (retention !== undefined && isKnown(objectLock.days) && objectLock.days > retention.totalDays) {
      refuse(where, "objectLock.days", {
        got: objectLock.days,
        allowed: `at most retention.totalDays, ${retention.totalDays}: S3 cannot delete what is still locked`,
      });
    }
  }
}

function checkProtection(where: string, protection: BucketProtection): void {
  checkFormats(where, protection, { breakGlassRoleArn: FORMATS.roleArn, organizationId: FORMATS.organizationId });
  checkOneOf(where, "minimumTlsVersion", protection.minimumTlsVersion, ["1.2", "1.3"]);
  // Of accounts that AWS has yet to invent as well: `readers` is not asked for its form.
  checkNotEmpty(where, "versioningExemptions", protection.versioningExemptions);
}

function checkAges(where: string, ages: Ages): void {
  const all = Object.values(ages) as number[];
  for (const [age, days] of Object.entries(ages)) {
    checkWhole(where, `retention.${age}`, days as number, 0, Number.MAX_SAFE_INTEGER);
  }
  const [problem] = all.every(isKnown) ? ageProblems(ages) : [];
  if (problem === undefined) {
    return;
  }
  const { age, before, stay } = problem;
  const allowed =
    stay !== undefined && before !== undefined
      ? `the same as retention.${before} (${ages[before]}), or at least ${stay.least} days more, which ${stay.where} charges for anyway`
      : problem.kind === "order"
        ? "hotDays at most archiveDays, and archiveDays at most totalDays"
        : `at most ${LONGEST_LOCK_DAYS.toLocaleString("en")}`;
  refuse(where, `retention.${age}`, { got: ages[age], allowed });
}
