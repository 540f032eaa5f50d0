import { lossOf } from "../../../cli/bootstrap/bucket";

describe("lossOf", () => {
  const rule = { ID: "theirs", Status: "Enabled" } as const;

  it.each([
    ["GLACIER" as const, "moves the newest version to GLACIER, where nothing reads it"],
    ["DEEP_ARCHIVE" as const, "moves the newest version to DEEP_ARCHIVE, where nothing reads it"],
    ["GLACIER_IR" as const, undefined],
    ["INTELLIGENT_TIERING" as const, undefined],
  ])("says of a rule that moves objects to %s: %j", (StorageClass, loss) => {
    expect(lossOf({ ...rule, Transitions: [{ Days: 30, StorageClass }] })).toBe(loss);
  });

  it.each([
    [{ Expiration: { Days: 400 } }, "deletes the newest version"],
    [{ Expiration: { ExpiredObjectDeleteMarker: true } }, undefined],
    [{ NoncurrentVersionExpiration: { NoncurrentDays: 7 } }, "deletes older versions after 7 days"],
    [{ NoncurrentVersionExpiration: { NoncurrentDays: 7, NewerNoncurrentVersions: 5 } }, undefined],
    [{ NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: "GLACIER" as const }] }, undefined],
  ])("says of %j: %j", (more, loss) => {
    expect(lossOf({ ...rule, ...more })).toBe(loss);
  });
});
