// Whatever becomes of digests, keys and gzip containers: an answer, and "verified" only for what CloudTrail delivered.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { gunzipSync, gzipSync } from "node:zlib";
import { hashGzip, inflate } from "../../log-integrity/gzip";
import { KeyRing } from "../../log-integrity/key-ring";
import { digestKey, parseDigestKey, parseLogKey } from "../../log-integrity/keys";
import { readPublicKey } from "../../log-integrity/public-key";
import { verifyDigest } from "../../log-integrity/verify-digest";
import { verifyLog } from "../../log-integrity/verify-log";
import { at, HOURS, signer, World } from "./world";

const RUNS = 10_000;
const TIMEOUT = 300_000;

/** Bytes with some of them changed, cut off, doubled or inserted. */
const mutations = fc.array(
  fc.record({
    how: fc.constantFrom("flip", "cut", "insert", "double", "drop"),
    where: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    value: fc.integer({ min: 1, max: 255 }),
  }),
  { minLength: 1, maxLength: 4 },
);

type Mutation = (typeof mutations extends fc.Arbitrary<infer All> ? All : never)[number];

function mutated(bytes: Buffer, changes: readonly Mutation[]): Buffer {
  return changes.reduce((before, { how, value, where }) => {
    const index = Math.floor(where * before.length);
    const [head, tail] = [before.subarray(0, index), before.subarray(index)];
    switch (how) {
      case "flip":
        return Buffer.concat([head, Buffer.from([(tail[0] ?? 0) ^ value]), tail.subarray(1)]);
      case "cut":
        return head;
      case "insert":
        return Buffer.concat([head, Buffer.from([value]), tail]);
      case "double":
        return Buffer.concat([head, tail.subarray(0, value), tail]);
      case "drop":
        return Buffer.concat([head, tail.subarray(value)]);
    }
  }, bytes);
}

/** What is in a gzip container, if anything is. */
function content(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes).toString("latin1");
  } catch {
    return undefined;
  }
}

describe("ten thousand mutations", () => {
  const world = new World();
  world.main.run(HOURS, { logs: 2 });
  const { digest: address, logs } = at(world.main.hours, 4);
  const key = parseDigestKey(address.key);
  const original = world.store.content(address);
  const log = world.store.content(at(logs, 0));
  if (key === undefined || original === undefined || log === undefined) {
    throw new Error("the samples are not there");
  }
  const keys = new KeyRing(world, world);

  it(
    "of a digest's JSON are never verified",
    async () => {
      const text = gunzipSync(original.bytes);
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const changed = mutated(text, changes);
          fc.pre(!changed.equals(text));
          const found = {
            state: "found",
            bytes: gzipSync(changed, { level: 1 }),
            metadata: original.metadata,
          } as const;
          const { verdict } = await verifyDigest(found, address, key, keys);
          expect(verdict.outcome).toBe("failed");
        }),
        { numRuns: RUNS / 4 },
      );
    },
    TIMEOUT,
  );

  it(
    "of a digest's gzip container are verified only where its content is the same",
    async () => {
      const text = content(original.bytes);
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const bytes = mutated(original.bytes, changes);
          const found = { state: "found", bytes, metadata: original.metadata } as const;
          const { verdict } = await verifyDigest(found, address, key, keys);
          expect(verdict.outcome === "verified" && content(bytes) !== text).toBe(false);
        }),
        { numRuns: RUNS / 4 },
      );
    },
    TIMEOUT,
  );

  it(
    "of its signature and its metadata are never verified",
    async () => {
      const signature = original.metadata.get("signature") ?? "";
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const changed = mutated(Buffer.from(signature, "latin1"), changes).toString("latin1");
          fc.pre(changed.toLowerCase() !== signature);
          const metadata = new Map([...original.metadata, ["signature", changed]]);
          const { verdict } = await verifyDigest(
            { state: "found", bytes: original.bytes, metadata },
            address,
            key,
            keys,
          );
          expect(verdict.outcome).toBe("failed");
        }),
        { numRuns: RUNS / 8 },
      );
    },
    TIMEOUT,
  );

  it(
    "of a log file are verified only where its content is the same",
    async () => {
      const text = content(log.bytes) ?? "";
      const hash = createHash("sha256").update(Buffer.from(text, "latin1")).digest("hex");
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const bytes = mutated(log.bytes, changes);
          const verdict = await verifyLog({ state: "found", bytes, metadata: new Map() }, { hash }, 1_000_000);
          expect(verdict.outcome === "verified" && content(bytes) !== text).toBe(false);
        }),
        { numRuns: RUNS / 4 },
      );
    },
    TIMEOUT,
  );

  it(
    "of a public key are another key or none",
    () => {
      fc.assert(
        fc.property(mutations, fc.boolean(), (changes, isSpki) => {
          const { publicKey, spki } = signer(0);
          const der = isSpki ? spki : publicKey;
          const changed = mutated(der, changes);
          const read = readPublicKey(changed)?.export({ format: "der", type: "pkcs1" });
          // What is within one form of the key may be the other one: without its first bytes, one is the other.
          const isWhole = [spki, publicKey].some((form) => changed.subarray(0, form.length).equals(form));
          expect(read?.equals(publicKey) === true && !isWhole).toBe(false);
        }),
        { numRuns: RUNS / 8 },
      );
    },
    TIMEOUT,
  );
});

describe("keys", () => {
  const words = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,30}[A-Za-z0-9]$/);
  const digests = fc.record({
    prefix: fc.oneof(
      fc.constant(""),
      fc.array(words, { minLength: 1, maxLength: 3 }).map((all) => all.join("/")),
    ),
    accountId: fc.stringMatching(/^\d{12}$/),
    region: fc.constantFrom("eu-west-1", "us-gov-east-1", "ap-southeast-2", "us-east-1"),
    trail: fc.oneof(words, fc.constantFrom("main_us-east-1_b", "a_20251101T000031Z_backfill.json.gz", "x.y")),
    homeRegion: fc.constantFrom("eu-west-1", "us-east-1"),
    end: fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1000),
    isBackfill: fc.boolean(),
  });

  it("of digests are read as they were made, whatever the trail's name", () => {
    fc.assert(
      fc.property(digests, (digest) => {
        expect(parseDigestKey(digestKey(digest))).toEqual(digest);
      }),
      { numRuns: 2000 },
    );
  });

  it("of anything are read as one kind, or none", () => {
    fc.assert(
      fc.property(digests, mutations, (digest, changes) => {
        const key = mutated(Buffer.from(digestKey(digest), "latin1"), changes).toString("latin1");
        const parsed = parseDigestKey(key);
        expect(parsed === undefined || digestKey(parsed) === key).toBe(true);
        expect(parseLogKey(key)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a gzip container", () => {
  it("is read as gunzip reads it, in pieces or at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), fc.constantFrom(1, 6, 9), async (array, level) => {
        const bytes = gzipSync(array, { level });
        expect(inflate(bytes, 10_000)).toEqual({ bytes: Buffer.from(array) });
        expect(await hashGzip(bytes, 10_000)).toEqual({ hash: createHash("sha256").update(array).digest("hex") });
      }),
      { numRuns: 300 },
    );
  });

  it("that is large is hashed in pieces, and refused above the limit", async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, "CloudTrail ");
    const hash = createHash("sha256").update(large).digest("hex");
    const bytes = gzipSync(large);
    expect(await hashGzip(bytes, large.length)).toEqual({ hash });
    expect(await hashGzip(bytes, large.length - 1)).toEqual({ fault: "too-large" });
    expect(await hashGzip(Buffer.concat([bytes, bytes]), large.length)).toEqual({ hash, fault: "trailing-data" });
    expect(await hashGzip(bytes.subarray(0, -4), large.length)).toEqual({ hash, fault: "truncated" });
  });
});
