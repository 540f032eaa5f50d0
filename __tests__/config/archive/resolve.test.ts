import { parseLandingZone } from "../../../config/load";
import type { Archive } from "../../../config/archive/settings";
import { extended } from "../support";

const archive = (fields: string): Archive =>
  parseLandingZone(extended(`archive: { ${fields} }`), "test.yaml").landingZone.archive;

const SEVEN_YEARS = { hotDays: 90, archiveDays: 366, totalDays: 2557 };

describe("the archive by default", () => {
  it("keeps everything for seven years, and locks the trail's files as long, in governance mode", () => {
    expect(archive("")).toEqual({
      buckets: {
        trail: { retention: SEVEN_YEARS, objectLock: { mode: "governance", days: 2557 } },
        config: { retention: SEVEN_YEARS },
        flowLogs: { retention: SEVEN_YEARS },
        sessions: { retention: SEVEN_YEARS },
        accessLogs: { retention: SEVEN_YEARS },
      },
      minimumTlsVersion: "1.2",
      mfaDelete: false,
      logKeyAccount: "log-archive",
      encryption: "kms",
      replica: undefined,
    });
  });
});

describe("a retention", () => {
  it("is one for all buckets, in days", () => {
    const { buckets } = archive("retention: { hot: 30 days, archive: 200 days, total: 2 years }");
    for (const { retention } of Object.values(buckets)) {
      expect(retention).toEqual({ hotDays: 30, archiveDays: 200, totalDays: 731 });
    }
  });

  it("is another one for a bucket that has its own", () => {
    const { buckets } = archive("buckets: { flowLogs: { retention: { hot: 1 day, archive: 1 day, total: 1 year } } }");
    expect(buckets.flowLogs.retention).toEqual({ hotDays: 1, archiveDays: 1, totalDays: 366 });
    expect([buckets.trail, buckets.config, buckets.accessLogs].map(({ retention }) => retention)).toEqual([
      SEVEN_YEARS,
      SEVEN_YEARS,
      SEVEN_YEARS,
    ]);
  });
});

describe("the lock", () => {
  it("lasts as long as the trail's files are kept", () => {
    expect(archive("retention: { total: 10 years }").buckets.trail.objectLock).toEqual({
      mode: "governance",
      days: 3653,
    });
    expect(
      archive("objectLock: { mode: compliance }, buckets: { trail: { retention: { total: 3 years } } }").buckets.trail
        .objectLock,
    ).toEqual({ mode: "compliance", days: 1096 });
  });

  it("lasts as long as the file says", () => {
    expect(archive("objectLock: { mode: governance, duration: 1 year }").buckets.trail.objectLock).toEqual({
      mode: "governance",
      days: 366,
    });
  });

  it("is not there when it is off", () => {
    expect(archive("objectLock: { mode: off, reason: Proof of concept }").buckets.trail).toEqual({
      retention: SEVEN_YEARS,
      objectLock: undefined,
    });
  });

  it("is on no bucket that AWS could then not deliver to", () => {
    const { accessLogs, config, flowLogs } = archive("objectLock: { mode: compliance }").buckets;
    expect([accessLogs, config, flowLogs].map(({ objectLock }) => objectLock)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("MFA Delete", () => {
  const { buckets, mfaDelete } = archive("mfaDelete: required, retention: { total: 8 years }");

  it("keeps the trail's files for ever, and locks them for as long as the retention says", () => {
    expect(mfaDelete).toBe(true);
    expect(buckets.trail).toEqual({ retention: undefined, objectLock: { mode: "governance", days: 2922 } });
  });

  it("leaves the other buckets their retention", () => {
    expect([buckets.config, buckets.flowLogs, buckets.accessLogs].map(({ retention }) => retention?.totalDays)).toEqual(
      [2922, 2922, 2922],
    );
  });
});

describe("the rest", () => {
  it("is what the file says", () => {
    expect(archive('minimumTlsVersion: "1.3", logKeyAccount: audit')).toMatchObject({
      minimumTlsVersion: "1.3",
      logKeyAccount: "audit",
    });
  });

  it("has copies in the log archive unless the file says otherwise, and finds a workload account by its key", () => {
    expect(archive("replica: { region: us-east-1 }").replica).toEqual({ region: "us-east-1", account: "log-archive" });
    expect(archive("replica: { region: us-east-1, account: SHOP }").replica).toEqual({
      region: "us-east-1",
      account: "shop",
    });
  });
});
