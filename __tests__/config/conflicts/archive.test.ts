import { extended, problems } from "../support";

const archive = (fields: string): string[] => problems(extended(`archive: { ${fields} }`));

describe("the ages of a retention", () => {
  const retention = (fields: string): string[] => archive(`retention: { ${fields} }`);

  it.each([
    "hot: 90 days, archive: 1 year, total: 7 years",
    "hot: 1 day, archive: 1 day, total: 1 day",
    "hot: 90 days, archive: 90 days, total: 270 days",
    "hot: 90 days, archive: 365 days, total: 365 days",
    "total: 10 years",
  ])("are in order: %s", (fields) => {
    expect(retention(fields)).toEqual([]);
  });

  it("are reported where hot is more than archive", () => {
    expect(retention("hot: 400 days")).toEqual([
      "18:30 archive.retention.hot: the ages are not in order: hot, archive and total each include the one before | hot 400 days, archive 366 days, total 2557 days | make hot at most archive, and archive at most total",
    ]);
  });

  it("are reported where archive is more than total", () => {
    expect(retention("hot: 1 day, archive: 91 days, total: 90 days")).toEqual([
      expect.stringMatching(/^18:46 archive\.retention\.archive: the ages are not in order/),
    ]);
  });

  it.each(["archive: 80 days", "total: 1 day"])(
    "are reported at the retention where the age that is too long is a default: %s",
    (fields) => {
      expect(retention(fields)).toEqual([
        expect.stringMatching(/^18:23 archive\.retention: the ages are not in order.* \| hot 90 days, archive /),
      ]);
    },
  );

  it("are not compared where one cannot be read", () => {
    expect(retention("hot: 400 days, total: for ever")).toEqual([
      expect.stringMatching(/^18:47 archive\.retention\.total: not in the form it must have \| "for ever"/),
    ]);
  });

  it("leave objects in Glacier Instant Retrieval for its 90 days, or not at all", () => {
    expect(retention("hot: 10 days, archive: 100 days")).toEqual([]);
    expect(retention("hot: 10 days, archive: 10 days")).toEqual([]);
    expect(retention("hot: 10 days, archive: 11 days")).toHaveLength(1);
    expect(retention("hot: 10 days, archive: 99 days")).toEqual([
      "18:48 archive.retention.archive: objects would leave S3 Glacier Instant Retrieval before its minimum of 90 days, which is charged anyway | 89 days between hot and archive | make archive at least 90 days longer than hot, or the same, which leaves S3 Glacier Instant Retrieval out",
    ]);
  });

  it("leave objects in Glacier Deep Archive for its 180 days, or not at all", () => {
    expect(retention("archive: 200 days, total: 380 days")).toEqual([]);
    expect(retention("archive: 200 days, total: 200 days")).toEqual([]);
    expect(retention("archive: 200 days, total: 201 days")).toHaveLength(1);
    expect(retention("archive: 200 days, total: 379 days")).toEqual([
      "18:51 archive.retention.total: objects would leave S3 Glacier Deep Archive before its minimum of 180 days, which is charged anyway | 179 days between archive and total | make total at least 180 days longer than archive, or the same, which leaves S3 Glacier Deep Archive out",
    ]);
  });

  it("are reported for both classes at once", () => {
    expect(retention("hot: 1 day, archive: 2 days, total: 3 days")).toEqual([
      expect.stringMatching(/Glacier Instant Retrieval/),
      expect.stringMatching(/Glacier Deep Archive/),
    ]);
  });

  it("are at most 36,500 days", () => {
    expect(retention("total: 36500 days")).toEqual([]);
    expect(retention("total: 99 years")).toEqual([]);
    const tooLong = (got: string) =>
      `18:32 archive.retention.total: longer than S3 can lock objects | hot 90 days, archive 366 days, total ${got} | at most 36,500 days, just under 100 years`;
    expect(retention("total: 36501 days")).toEqual([tooLong("36501 days")]);
    expect(retention("total: 100 years")).toEqual([tooLong("36525 days")]);
  });

  it.each(["trail", "config", "flowLogs", "accessLogs"])("of a single bucket are held to the same: %s", (bucket) => {
    expect(archive(`buckets: { ${bucket}: { retention: { hot: 400 days } } }`)).toEqual([
      expect.stringMatching(
        new RegExp(`^18:\\d+ archive\\.buckets\\.${bucket}\\.retention\\.hot: the ages are not in order`),
      ),
    ]);
  });

  it("of a single bucket have the schema's defaults, not those that the file gives all buckets", () => {
    const all = "retention: { hot: 1 day, archive: 91 days, total: 1 year }";
    expect(archive(`${all}, buckets: { config: { retention: { total: 365 days } } }`)).toEqual([
      expect.stringMatching(
        /^18:\d+ archive\.buckets\.config\.retention: .*hot 90 days, archive 366 days, total 365 days/,
      ),
    ]);
  });
});

describe("the lock", () => {
  const locked = (duration: string, more = ""): string[] =>
    archive(`objectLock: { mode: compliance, duration: ${duration} }${more}`);

  it("ends with the retention at the latest", () => {
    expect(locked("2557 days")).toEqual([]);
    expect(locked("7 years")).toEqual([]);
    expect(locked("2558 days")).toEqual([
      "18:54 archive.objectLock.duration: the lock outlasts the retention: S3 cannot delete a file that is still locked | \"2558 days\" (2558 days) | at most the retention's total, 2557 days | shorten the lock, or lengthen the retention's total",
    ]);
  });

  it("is compared with the retention of the archive where the trail bucket has none of its own", () => {
    expect(locked("1 year", ", retention: { total: 366 days }")).toEqual([]);
    expect(locked("367 days", ", retention: { total: 366 days }")).toEqual([
      expect.stringMatching(/at most the retention's total, 366 days/),
    ]);
  });

  it("is compared with the retention of the trail bucket where that has one", () => {
    const buckets = ", buckets: { trail: { retention: { total: 10 years } } }";
    expect(locked("10 years", buckets)).toEqual([]);
    expect(locked("11 years", buckets)).toEqual([expect.stringMatching(/at most the retention's total, 3653 days/)]);
  });

  it("is compared whatever else is wrong with the archive, but for a retention that cannot be read", () => {
    expect(locked("8 years", ", minimumTlsVersion: 5")).toEqual([
      expect.stringContaining("outlasts"),
      expect.stringContaining("minimumTlsVersion"),
    ]);
    expect(locked("8 years", ", buckets: { trail: { retention: 5 } }")).toEqual([
      expect.stringContaining("trail.retention"),
    ]);
  });

  it("is not compared with retentions of other buckets", () => {
    expect(locked("2 years", ", buckets: { config: { retention: { total: 366 days } } }")).toEqual([]);
  });

  it("outlasts nothing where MFA Delete keeps files for ever", () => {
    expect(locked("50 years", ", mfaDelete: required")).toEqual([]);
  });

  it("is at most 36,500 days, even there", () => {
    expect(locked("36500 days", ", mfaDelete: required")).toEqual([]);
    expect(locked("100 years", ", mfaDelete: required")).toEqual([
      '18:54 archive.objectLock.duration: longer than S3 can lock objects | "100 years" (36525 days) | at most 36,500 days, just under 100 years',
    ]);
  });

  it("has no duration to compare when it is off", () => {
    expect(archive("objectLock: { mode: off, reason: Proof of concept, duration: 50 years }")).toEqual([
      expect.stringMatching(/^18:\d+ archive\.objectLock\.duration: there is no such key/),
    ]);
  });

  it("is off for a reason only", () => {
    expect(archive("objectLock: { mode: off }")).toEqual(["18:12 archive.objectLock.reason: is missing | add reason:"]);
    expect(archive("objectLock: { mode: off, reason: because }")).toEqual([
      '18:45 archive.objectLock.reason: not in the form it must have | "because" | a sentence of at least 10 characters',
    ]);
    expect(archive("objectLock: { mode: off, reason: Proof of concept }")).toEqual([]);
  });
});

describe("MFA Delete", () => {
  it("goes with the retention of the archive, which holds for the other buckets", () => {
    expect(archive("mfaDelete: required, retention: { total: 8 years }")).toEqual([]);
  });

  it("does not go with a retention of the trail bucket", () => {
    expect(archive("mfaDelete: required, buckets: { trail: { retention: { total: 8 years } } }")).toEqual([
      "18:64 archive.buckets.trail.retention: a bucket with MFA Delete takes no lifecycle rules, which a retention is carried out by | a retention of the trail bucket together with archive.mfaDelete: required | remove the retention: the trail's files are then kept for ever; or set mfaDelete: off and lock in compliance mode",
    ]);
  });

  it("that is off leaves the trail bucket its retention", () => {
    expect(archive("mfaDelete: off, buckets: { trail: { retention: { total: 8 years } } }")).toEqual([]);
  });
});

describe("the replica", () => {
  const replica = (fields: string): string[] => archive(`replica: { ${fields} }`);

  it("is in another region of the landing zone", () => {
    expect(replica("region: us-east-1")).toEqual([]);
  });

  it("is not beside the originals", () => {
    expect(replica("region: eu-west-1")).toEqual([
      '18:31 archive.replica.region: the copies would be in the same region as the originals | "eu-west-1" | us-east-1',
    ]);
  });

  it("has nowhere to go in a landing zone of one region", () => {
    const text = extended("archive: { replica: { region: eu-west-1 } }").replace(
      "[eu-west-1, us-east-1]",
      "[eu-west-1]",
    );
    expect(problems(text)).toEqual([expect.stringMatching(/\| none: there is no other region in regions$/)]);
  });

  it("is in a region that is governed", () => {
    expect(replica("region: eu-central-1")).toEqual([
      '18:31 archive.replica.region: not one of the regions | "eu-central-1" | us-east-1 | add eu-central-1 to regions',
    ]);
  });

  it("in an unknown region is reported with what was probably meant", () => {
    expect(replica("region: us-eats-1")).toEqual([
      '18:31 archive.replica.region: not one of the regions | "us-eats-1" | us-east-1 | did you mean "us-east-1"?',
    ]);
  });

  it.each(["log-archive", "audit", "shop", "SHOP"])("is in an account of the landing zone: %s", (account) => {
    expect(replica(`region: us-east-1, account: ${account}`)).toEqual([]);
  });

  it("in an unknown account is reported with what was probably meant", () => {
    expect(replica("region: us-east-1, account: shpo")).toEqual([
      '18:51 archive.replica.account: there is no such account | "shpo" | log-archive, audit, shop | did you mean "shop"?',
    ]);
  });

  it.each(["management", "Management"])("is not in the management account, which nothing binds: %s", (account) => {
    expect(replica(`region: us-east-1, account: ${account}`)).toEqual([
      `18:51 archive.replica.account: no guardrail binds the management account, so copies there would be the weakest | "${account}" | log-archive, audit, shop`,
    ]);
  });

  it("is reported with all that is wrong with it at once", () => {
    expect(replica("region: eu-west-1, account: management")).toHaveLength(2);
  });
});
