import { lifecycleRules } from "../../../modules/s3/retention";
import type { Retention } from "../../../modules/s3/retention";

const SEVEN_YEARS: Retention = { hotDays: 90, archiveDays: 365, totalDays: 2555 };

function transitions(retention: Partial<Retention>): unknown {
  return lifecycleRules({ ...SEVEN_YEARS, ...retention }, true)[0]?.transition;
}

describe("lifecycleRules", () => {
  const [retention, deleteMarkers, ...others] = lifecycleRules(SEVEN_YEARS, true);

  it("applies to every object", () => {
    expect([retention, deleteMarkers]).toEqual([
      expect.objectContaining({ status: "Enabled", filter: [{ prefix: "" }] }),
      expect.objectContaining({ status: "Enabled", filter: [{ prefix: "" }] }),
    ]);
    expect(others).toEqual([]);
  });

  it("moves objects to Glacier Instant Retrieval, then to Deep Archive, and deletes them in the end", () => {
    expect(retention?.transition).toEqual([
      { days: 90, storageClass: "GLACIER_IR" },
      { days: 365, storageClass: "DEEP_ARCHIVE" },
    ]);
    expect(retention?.expiration).toEqual([{ days: 2555 }]);
  });

  it("leaves Glacier Instant Retrieval out when objects are archived as soon as they are no longer hot", () => {
    expect(transitions({ archiveDays: 90 })).toEqual([{ days: 90, storageClass: "DEEP_ARCHIVE" }]);
  });

  it("leaves Deep Archive out when objects are deleted instead of archived", () => {
    expect(transitions({ archiveDays: 2555 })).toEqual([{ days: 90, storageClass: "GLACIER_IR" }]);
  });

  it("moves nothing when everything stays hot until it is deleted", () => {
    expect(transitions({ hotDays: 365, archiveDays: 365, totalDays: 365 })).toEqual([]);
  });

  it("moves objects at once when they are never hot", () => {
    expect(transitions({ hotDays: 0 })).toEqual([
      { days: 0, storageClass: "GLACIER_IR" },
      { days: 365, storageClass: "DEEP_ARCHIVE" },
    ]);
  });

  it("deletes what expired a day later when Object Lock keeps overwritten versions anyway", () => {
    expect(retention?.noncurrentVersionExpiration).toEqual([{ noncurrentDays: 1 }]);
  });

  it("keeps overwritten and deleted versions for 90 days when no Object Lock does", () => {
    const [unlocked] = lifecycleRules(SEVEN_YEARS, false);
    expect(unlocked).toEqual({ ...retention, noncurrentVersionExpiration: [{ noncurrentDays: 90 }] });
  });

  it("gives up uploads that were not finished within seven days", () => {
    expect(retention?.abortIncompleteMultipartUpload).toEqual([{ daysAfterInitiation: 7 }]);
  });

  it("removes delete markers that nothing is left of, in a rule that counts no days", () => {
    expect(deleteMarkers?.expiration).toEqual([{ expiredObjectDeleteMarker: true }]);
  });
});
