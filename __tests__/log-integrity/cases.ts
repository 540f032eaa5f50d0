// What may happen to an archive, the verdict on it, and what the AWS CLI says of the same objects.
import { gunzipSync as inflated, gzipSync } from "node:zlib";
import type { PublicKeyRecord } from "../../log-integrity/public-key";
import { SourceError } from "../../log-integrity/sources";
import { HOUR, MINUTE } from "../../log-integrity/times";
import type { HourState } from "../../log-integrity/timeline";
import { ACCOUNT, at, bomb, BUCKET, HOURS, inside, REGION, signer, START, TRAIL, World } from "./world";

export interface Case {
  readonly name: string;
  readonly make: () => World;
  readonly exit: 0 | 1 | 2;
  readonly hours: Partial<Record<HourState, number>>;
  /** As `brief` says them. */
  readonly findings: readonly string[];
  /**
   * How the AWS CLI ends with the same objects, and why it differs, where it does.
   * @default - as ours
   */
  readonly peer?: { readonly exit: number; readonly because: string };
}

/** A world of fourteen hours, and a change to it. */
const world =
  (change: (world: World, hours: World["main"]["hours"]) => void, logs = 2) =>
  (): World => {
    const made = new World();
    made.main.run(HOURS, { logs });
    change(made, made.main.hours);
    return made;
  };

const MISSED = (because: string) => ({ exit: 0, because: `the AWS CLI ends well: ${because}` });
const ABORTED = (because: string) => ({ exit: 255, because: `the AWS CLI gives up: ${because}` });
const OK = { verified: 11 };
const ONE_FAILED = { verified: 10, failed: 1 };
const ONE_UNCHECKED = { verified: 10, "not-checked": 1 };
const spki = (record: PublicKeyRecord): PublicKeyRecord => ({ ...record, value: signer(0).spki });

const INTACT: readonly Case[] = [
  { name: "a chain", make: world(() => undefined), exit: 0, hours: OK, findings: [] },
  { name: "a chain of empty hours", make: world(() => undefined, 0), exit: 0, hours: OK, findings: [] },
  {
    name: "a trail whose name has what separates the parts of keys",
    make: () => {
      const made = new World({ trail: "main_us-east-1_b.json-x" });
      made.main.run(HOURS);
      made.trail = "main_us-east-1_b.json-x";
      return made;
    },
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "another trail beside it whose name begins with its name",
    make: world((made) => {
      made.chain({ trail: `${TRAIL}_${REGION}_b`, start: START + 10 * MINUTE }).run(HOURS, { logs: 1 });
    }),
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "a prefix and an organization trail",
    make: () => {
      const location = { bucket: BUCKET, prefix: "audit/logs", organizationId: "o-exampleorgid" };
      const made = new World({ location });
      made.location = location;
      made.main.run(HOURS);
      return made;
    },
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "a digest of another region than the trail's home",
    make: () => {
      const made = new World({ region: "us-west-2" });
      made.region = "us-west-2";
      made.main.run(HOURS);
      return made;
    },
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "a key that is rotated",
    make: () => {
      const made = new World();
      made.main.run(5).hour({ signer: signer(1) });
      made.main.run(HOURS - 6);
      made.published.push(signer(1).record);
      return made;
    },
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "a log file that was compressed anew",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), (bytes) => gzipSync(inflated(bytes), { level: 1 }));
    }),
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "a backfill digest",
    make: world((made, hours) => {
      made.main.backfill(at(hours, 4));
      made.main.backfill(at(hours, 7), { logs: 2 });
    }),
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "backfill digests in another order than that of their hours",
    make: world((made, hours) => {
      made.main.backfill(at(hours, 7));
      made.main.backfill(at(hours, 4));
    }),
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "a backfill digest by a key that is published later only",
    make: world((made, hours) => {
      const generated = at(hours, 4).end + 40 * HOUR;
      made.main.backfill(at(hours, 4), { generated, signer: signer(1) });
      made.laterKeys.push({ from: generated - HOUR, to: generated + HOUR, record: signer(1).record });
      made.now += 48 * HOUR;
    }),
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "another bucket since the middle of it",
    make: () => {
      const made = new World();
      made.main.run(6, { logs: 1 }).hour({ location: { bucket: "second-bucket", prefix: "" } });
      made.main.run(HOURS - 7, { logs: 1 });
      made.location = { bucket: "second-bucket", prefix: "" };
      return made;
    },
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "another prefix for a while, and then the first one again",
    make: () => {
      const made = new World();
      made.main.run(4).hour({ location: { bucket: BUCKET, prefix: "new" } });
      made.main.run(3).hour({ location: { bucket: BUCKET, prefix: "" } });
      made.main.run(HOURS - 9);
      return made;
    },
    exit: 0,
    hours: OK,
    findings: [],
  },
  {
    name: "a digest that is not due yet",
    make: world((made, hours) => {
      made.to = at(hours, HOURS - 1).end + 2 * HOUR;
      made.now = at(hours, HOURS - 1).end + 2 * HOUR;
    }),
    exit: 0,
    hours: { verified: 13, pending: 2 },
    findings: [],
  },
  {
    name: "an account that joined in the middle of it",
    make: () => {
      const made = new World({ start: START + 6 * HOUR });
      made.main.run(HOURS - 6);
      made.lifetime = { isThere: true, isOptIn: false, from: START + 5 * HOUR };
      return made;
    },
    exit: 0,
    hours: { "not-expected": 5, verified: 6 },
    findings: [],
  },
  {
    name: "an account that is known to have left",
    make: () => {
      const made = new World();
      made.main.run(6).hour({ length: 20 * MINUTE });
      made.lifetime = { isThere: false, isOptIn: false, to: START + 6 * HOUR + 30 * MINUTE };
      return made;
    },
    exit: 0,
    hours: { verified: 6, "not-expected": 6 },
    findings: [],
  },
  {
    name: "a region that was enabled in the middle of it",
    make: () => {
      const made = new World({ region: "ap-east-1", start: START + 6 * HOUR });
      made.region = "ap-east-1";
      made.main.run(HOURS - 6);
      made.lifetime = { isThere: true, isOptIn: true };
      return made;
    },
    exit: 0,
    hours: { "not-expected": 5, verified: 6 },
    findings: [],
  },
  {
    name: "a region that only another trail has digests of",
    make: () => {
      const made = new World({ trail: "other" });
      made.main.run(HOURS);
      made.lifetime = { isThere: true, isOptIn: false, isExpected: false };
      return made;
    },
    exit: 0,
    hours: { "not-expected": 11 },
    findings: [],
  },
  {
    name: "an account that left long ago, of which only older digests are there",
    make: () => {
      const made = new World({ start: START - 400 * HOUR });
      made.main.run(10);
      made.lifetime = { isThere: false, isOptIn: false, isExpected: false };
      return made;
    },
    exit: 0,
    hours: { "not-expected": 11 },
    findings: [],
  },
  {
    name: "a public key as X.509 SubjectPublicKeyInfo, as an example of AWS is",
    make: world((made) => {
      made.published.splice(0, 1, spki(signer(0).record));
    }),
    exit: 0,
    hours: OK,
    findings: [],
    peer: { exit: 1, because: "the AWS CLI reads PKCS #1 only" },
  },
  {
    name: "hours without validation that somebody acknowledged",
    make: () => {
      const made = gap(2);
      made.acknowledgements.push({ reason: "a migration", findings: ["unprotected"], accounts: [ACCOUNT] });
      return made;
    },
    exit: 0,
    hours: { verified: 8, unprotected: 3 },
    findings: ["unprotected 3h 6 logs"],
  },
];

const TAMPERED: readonly Case[] = [
  {
    name: "a log file is altered",
    make: world((made, hours) => {
      made.change(
        at(at(hours, 4).logs, 0),
        inside((text) => text.replace("DescribeInstances", "DescribeInstancez")),
      );
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log hash intact v13"],
  },
  {
    name: "a log file is deleted, and a delete marker left",
    make: world((made, hours) => {
      made.store.delete(at(at(hours, 4).logs, 0));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log absent intact v13"],
  },
  {
    name: "a log file is erased with all of its versions",
    make: world((made, hours) => {
      made.store.erase(at(at(hours, 4).logs, 0));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log absent"],
  },
  {
    name: "a log file is replaced by another",
    make: world((made, hours) => {
      made.store.put(at(at(hours, 4).logs, 0), made.store.content(at(at(hours, 5).logs, 0))?.bytes ?? Buffer.alloc(0));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log hash intact v13"],
  },
  {
    name: "bytes are appended to a log file",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), (bytes) => Buffer.concat([bytes, Buffer.from("more")]));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log trailing-data intact v13"],
    peer: MISSED("up to 1.45.11 it reads what is before"),
  },
  {
    name: "zero bytes are appended to a log file",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), (bytes) => Buffer.concat([bytes, Buffer.alloc(16)]));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log trailing-data intact v13"],
    peer: MISSED("up to 1.45.11 it reads what is before"),
  },
  {
    name: "a gzip member is appended to a log file",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), (bytes) => Buffer.concat([bytes, gzipSync("more")]));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log trailing-data intact v13"],
    peer: MISSED("up to 1.45.11 it reads the first member only"),
  },
  {
    name: "an empty gzip member is put before a log file",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), (bytes) => Buffer.concat([gzipSync(""), bytes]));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log hash intact v13"],
  },
  {
    name: "the end of the gzip container of a log file is cut off",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), (bytes) => bytes.subarray(0, -8));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log container intact v13"],
    peer: MISSED("it does not look at the checksum"),
  },
  {
    name: "a log file is no gzip",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), inflated);
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log container intact v13"],
  },
  {
    name: "a log file uncompresses to a gigabyte",
    make: world((made, hours) => {
      made.change(at(at(hours, 4).logs, 0), () => bomb());
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log too-large intact v13"],
  },
  {
    name: "a log file is planted",
    make: world((made, hours) => {
      const key = at(at(hours, 4).logs, 0).key.replace(/_[A-Za-z0-9]{16}\./, "_PLANTEDPLANTED00.");
      made.store.put({ bucket: BUCKET, key }, gzipSync("{}"));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log unreferenced"],
    peer: MISSED("it looks at no object that digests do not mention"),
  },
  {
    name: "what is no log file is planted among them",
    make: world((made, hours) => {
      for (const name of ["0.json.gz", "readme.txt"]) {
        const key = at(at(hours, 4).logs, 0).key.replace(/[^/]+$/, name);
        made.store.put({ bucket: BUCKET, key }, Buffer.from("hello"));
      }
    }),
    exit: 1,
    hours: OK,
    findings: ["log unreferenced", "log unreferenced"],
    peer: MISSED("it looks at no object that digests do not mention"),
  },
  {
    name: "the content of a digest is altered",
    make: world((made, hours) => {
      made.change(
        at(hours, 4).digest,
        inside((text) => text.replace("2025-11-01T04", "2025-11-01T03")),
      );
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest signature intact v15"],
  },
  {
    name: "a log file is taken out of a digest",
    make: world((made, hours) => {
      made.change(
        at(hours, 4).digest,
        inside((text) => JSON.stringify({ ...(JSON.parse(text) as object), logFiles: [] })),
      );
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest signature intact v15"],
  },
  {
    name: "a digest is deleted",
    make: world((made, hours) => {
      made.store.delete(at(hours, 4).digest);
    }),
    exit: 1,
    hours: { verified: 10, missing: 1 },
    findings: ["missing 1h 2 logs 1 intact"],
  },
  {
    name: "a digest and its log files are erased",
    make: world((made, hours) => {
      [at(hours, 4).digest, ...at(hours, 4).logs].forEach((address) => {
        made.store.erase(address);
      });
    }),
    exit: 1,
    hours: { verified: 10, missing: 1 },
    findings: ["missing 1h"],
  },
  {
    name: "two digests in a row are deleted",
    make: world((made, hours) => {
      made.store.delete(at(hours, 4).digest);
      made.store.delete(at(hours, 5).digest);
    }),
    exit: 1,
    hours: { verified: 9, missing: 2 },
    findings: ["missing 2h 4 logs 2 intact"],
  },
  {
    name: "the oldest three digests are erased",
    make: world((made, hours) => {
      hours.slice(0, 4).forEach(({ digest }) => {
        made.store.erase(digest);
      });
    }),
    exit: 1,
    hours: { verified: 8, missing: 3 },
    findings: ["missing 3h 6 logs"],
  },
  {
    name: "the newest three digests are erased",
    make: world((made, hours) => {
      hours.slice(9).forEach(({ digest }) => {
        made.store.erase(digest);
      });
    }),
    exit: 1,
    hours: { verified: 8, missing: 3 },
    findings: ["missing 3h 6 logs"],
    peer: MISSED("it begins at the newest digest that is left"),
  },
  {
    name: "all digests are erased",
    make: world((made, hours) => {
      hours.forEach(({ digest }) => {
        made.store.erase(digest);
      });
    }),
    exit: 1,
    hours: { missing: 11 },
    findings: ["missing chain 11h 22 logs"],
    peer: MISSED("no digests found"),
  },
  {
    name: "all digests are erased where only the bucket knows of them, and the log files are left",
    make: world((made, hours) => {
      made.lifetime = { isThere: true, isOptIn: false, isExpected: false };
      hours.forEach(({ digest }) => {
        made.store.erase(digest);
      });
    }),
    exit: 1,
    hours: { missing: 11 },
    findings: ["missing chain 11h 22 logs"],
    peer: MISSED("no digests found"),
  },
  {
    name: "the bucket is not there",
    make: world((made) => {
      made.store.eraseBucket(BUCKET);
    }),
    exit: 1,
    hours: { missing: 11 },
    findings: ["missing chain 11h"],
    peer: ABORTED("NoSuchBucket"),
  },
  {
    name: "every other digest is deleted",
    make: world((made, hours) => {
      [3, 5, 7].forEach((index) => {
        made.store.delete(at(hours, index).digest);
      });
    }),
    exit: 1,
    hours: { verified: 8, missing: 3 },
    findings: ["missing 1h 2 logs 1 intact", "missing 1h 2 logs 1 intact", "missing 1h 2 logs 1 intact"],
  },
  {
    name: "the first of the digests in an old bucket is deleted",
    make: () => {
      const made = new World();
      made.main.run(8, { logs: 1 }).hour({ location: { bucket: "second-bucket", prefix: "new" } });
      made.main.run(HOURS - 9, { logs: 1 });
      made.location = { bucket: "second-bucket", prefix: "new" };
      made.store.delete(at(made.main.hours, 5).digest);
      return made;
    },
    exit: 1,
    hours: { verified: 10, missing: 1 },
    findings: ["missing 1h 1 logs 1 intact"],
  },
  {
    name: "the newest digest in an old bucket is erased",
    make: () => {
      const made = new World();
      made.main.run(8).hour({ location: { bucket: "second-bucket", prefix: "" } });
      made.main.run(HOURS - 9);
      made.location = { bucket: "second-bucket", prefix: "" };
      made.store.erase(at(made.main.hours, 7).digest);
      return made;
    },
    exit: 1,
    hours: { verified: 10, missing: 1 },
    findings: ["missing 1h 1 logs"],
  },
  {
    name: "an old bucket is gone",
    make: () => {
      const made = new World();
      made.main.run(8).hour({ location: { bucket: "second-bucket", prefix: "" } });
      made.main.run(HOURS - 9);
      made.location = { bucket: "second-bucket", prefix: "" };
      made.store.eraseBucket(BUCKET);
      return made;
    },
    exit: 1,
    hours: { verified: 4, missing: 7 },
    findings: ["missing 7h"],
    peer: ABORTED("NoSuchBucket"),
  },
  {
    name: "the signature of a digest is taken away",
    make: world((made, hours) => {
      made.relabel(at(hours, 4).digest, { signature: undefined });
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest unsigned intact v15"],
  },
  {
    name: "the signature of a digest is that of another one",
    make: world((made, hours) => {
      made.relabel(at(hours, 4).digest, {
        signature: made.store.content(at(hours, 5).digest)?.metadata.get("signature"),
      });
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest signature intact v15"],
  },
  {
    name: "a digest is copied over another one",
    make: world((made, hours) => {
      const content = made.store.content(at(hours, 5).digest);
      made.store.put(
        at(hours, 4).digest,
        content?.bytes ?? Buffer.alloc(0),
        Object.fromEntries(content?.metadata ?? []),
      );
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest moved intact v15"],
  },
  {
    name: "a digest is signed by somebody else",
    make: world((made, hours) => {
      made.resign(at(hours, 4).digest, (text) => text, signer(2));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest signature intact v15"],
  },
  {
    name: "a digest is signed by somebody else, and names the key",
    make: world((made, hours) => {
      const { fingerprint } = signer(0);
      made.resign(at(hours, 4).digest, (text) => text.replace(fingerprint, signer(2).fingerprint), signer(2));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest unknown-key intact v15"],
  },
  {
    name: "a signature of SHA-1",
    make: world((made, hours) => {
      made.resign(at(hours, 4).digest, (text) => text, signer(0), "sha1");
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest signature intact v15"],
    peer: MISSED("it takes the hash that the signature names"),
  },
  {
    name: "a signature of another algorithm by its name",
    make: world((made, hours) => {
      made.relabel(at(hours, 4).digest, { "signature-algorithm": "SHA512withRSA" });
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest algorithm intact v15"],
    peer: MISSED("it does not look at the algorithm"),
  },
  {
    name: "a digest is replaced by another one that CloudTrail signed",
    make: world((made, hours) => {
      made.main.replaceDigest(at(hours, 4));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest broken-link intact v15", "log unreferenced"],
    peer: MISSED("it does not compare a digest with what the next one says of it"),
  },
  {
    name: "a gzip member is appended to a digest",
    make: world((made, hours) => {
      made.change(at(hours, 4).digest, (bytes) => Buffer.concat([bytes, gzipSync("{}")]));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest trailing-data intact v15"],
    peer: MISSED("it reads the first member only"),
  },
  {
    name: "a digest is no JSON",
    make: world((made, hours) => {
      made.change(at(hours, 4).digest, () => gzipSync("not JSON"));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest malformed intact v15"],
  },
  {
    name: "a digest uncompresses to a gigabyte",
    make: world((made, hours) => {
      made.change(at(hours, 4).digest, () => bomb());
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest too-large intact v15"],
  },
  {
    name: "a digest is empty",
    make: world((made, hours) => {
      made.change(at(hours, 4).digest, () => Buffer.alloc(0));
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["digest container intact v15"],
  },
  {
    name: "a log file of a backfill digest is altered",
    make: world((made, hours) => {
      const backfill = made.main.backfill(at(hours, 4));
      made.change(
        at(backfill.logs, 0),
        inside((text) => text.replace("D", "d")),
      );
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log hash intact v43"],
  },
  {
    name: "a backfill digest is altered",
    make: world((made, hours) => {
      const backfill = made.main.backfill(at(hours, 4));
      made.change(
        backfill.digest,
        inside((text) => text.replace("logFiles", "logfiles")),
      );
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["backfill-digest malformed intact v44"],
  },
  {
    name: "a backfill digest is deleted that another one follows",
    make: world((made, hours) => {
      const backfill = made.main.backfill(at(hours, 4));
      made.main.backfill(at(hours, 7));
      made.store.erase(backfill.digest);
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["backfill-digest absent"],
  },
  {
    name: "the only backfill digest is deleted, and its log file is left",
    make: world((made, hours) => {
      made.store.erase(made.main.backfill(at(hours, 4)).digest);
    }),
    exit: 1,
    hours: ONE_FAILED,
    findings: ["log unreferenced"],
    peer: MISSED("it looks at no object that digests do not mention"),
  },
  {
    name: "the newest digest of a trail is deleted beside a trail whose name begins with its name",
    make: world((made, hours) => {
      made.chain({ trail: `${TRAIL}_${REGION}_b`, start: START + 10 * MINUTE }).run(HOURS, { logs: 1 });
      hours.slice(10).forEach(({ digest }) => {
        made.store.erase(digest);
      });
    }),
    exit: 1,
    hours: { verified: 9, missing: 2 },
    findings: ["missing 2h 4 logs"],
    peer: MISSED("it takes the other trail's digests for this one's"),
  },
];

const UNPROTECTED: readonly Case[] = [
  {
    name: "validation is off for three hours, and log files are delivered",
    make: () => gap(2),
    exit: 1,
    hours: { verified: 8, unprotected: 3 },
    findings: ["unprotected 3h 6 logs"],
    peer: MISSED("it says that no log files were delivered"),
  },
  {
    name: "logging is off for three hours",
    make: () => gap(0),
    exit: 1,
    hours: { verified: 8, unprotected: 3 },
    findings: ["unprotected 3h"],
    peer: MISSED("it says that no log files were delivered"),
  },
  {
    name: "the trail began in the middle of it",
    make: () => {
      const made = new World({ start: START + 6 * HOUR });
      made.main.run(HOURS - 6);
      return made;
    },
    exit: 1,
    hours: { unprotected: 5, verified: 6 },
    findings: ["unprotected 5h"],
    peer: MISSED("it begins where the digests do"),
  },
  {
    name: "the trail is stopped, and is known to be",
    make: () => {
      const made = new World();
      made.main.run(6).hour({ length: 20 * MINUTE });
      made.stopped = { since: START + 6 * HOUR + 20 * MINUTE, why: "logging is off" };
      return made;
    },
    exit: 1,
    hours: { verified: 6, unprotected: 6 },
    findings: ["unprotected 6h"],
    peer: MISSED("it begins at the newest digest that is left"),
  },
  {
    name: "an account has no digests at all",
    make: () => {
      const made = new World();
      made.main.run(HOURS);
      made.accountId = "999999999999";
      return made;
    },
    exit: 1,
    hours: { missing: 11 },
    findings: ["missing chain 11h"],
    peer: MISSED("no digests found"),
  },
  {
    name: "digests of the hours before an account joined, but not those after",
    make: () => {
      const made = new World();
      made.lifetime = { isThere: true, isOptIn: false, from: START - 30 * HOUR };
      made.main.run(3);
      return made;
    },
    exit: 1,
    hours: { verified: 2, missing: 9 },
    findings: ["missing 9h"],
    peer: MISSED("it begins at the newest digest that is left"),
  },
];

const NOT_CHECKED: readonly Case[] = [
  {
    name: "a log file may not be read",
    make: world((made, hours) => {
      made.fail(at(at(hours, 4).logs, 0), { state: "unreadable", reason: "denied", detail: "AccessDenied" });
    }),
    exit: 2,
    hours: ONE_UNCHECKED,
    findings: ["not checked log denied"],
    peer: ABORTED("AccessDenied"),
  },
  {
    name: "a log file is in an archive storage class",
    make: world((made, hours) => {
      made.fail(at(at(hours, 4).logs, 0), { state: "unreadable", reason: "archived", detail: "InvalidObjectState" });
    }),
    exit: 2,
    hours: ONE_UNCHECKED,
    findings: ["not checked log archived"],
    peer: ABORTED("InvalidObjectState"),
  },
  {
    name: "a digest may not be read",
    make: world((made, hours) => {
      made.fail(at(hours, 4).digest, { state: "unreadable", reason: "denied", detail: "AccessDenied" });
    }),
    exit: 2,
    hours: ONE_UNCHECKED,
    findings: ["not checked digest denied"],
    peer: ABORTED("AccessDenied"),
  },
  {
    name: "a log file fails again and again",
    make: world((made, hours) => {
      made.fail(at(at(hours, 4).logs, 0), { state: "unreadable", reason: "unavailable", detail: "SlowDown" });
    }),
    exit: 2,
    hours: ONE_UNCHECKED,
    findings: ["not checked log unavailable"],
    peer: ABORTED("SlowDown"),
  },
  {
    name: "one log file may not be read, and another one is altered",
    make: world((made, hours) => {
      made.fail(at(at(hours, 4).logs, 0), { state: "unreadable", reason: "denied", detail: "AccessDenied" });
      made.change(
        at(at(hours, 6).logs, 0),
        inside((text) => `${text} `),
      );
    }),
    exit: 1,
    hours: { verified: 9, failed: 1, "not-checked": 1 },
    findings: ["not checked log denied", "log hash intact v19"],
    peer: ABORTED("AccessDenied"),
  },
  {
    name: "a digest of another trail may not be read, and its log file is in the same folder",
    make: world((made) => {
      const other = made.chain({ trail: "other", start: START + 10 * MINUTE }).run(HOURS, { logs: 1 });
      made.fail(at(other.hours, 4).digest, { state: "unreadable", reason: "archived", detail: "InvalidObjectState" });
    }),
    exit: 2,
    hours: ONE_UNCHECKED,
    findings: ["not checked log archived"],
    peer: MISSED("it does not look for log files that no digest mentions"),
  },
  {
    name: "a backfill digest may not be read",
    make: world((made, hours) => {
      const reason = { state: "unreadable", reason: "denied", detail: "AccessDenied" } as const;
      made.fail(made.main.backfill(at(hours, 4)).digest, reason);
    }),
    exit: 2,
    hours: ONE_UNCHECKED,
    findings: ["not checked backfill-digest denied"],
    peer: ABORTED("AccessDenied"),
  },
  {
    name: "the public keys may not be read",
    make: world((made) => {
      made.keysFail = true;
    }),
    exit: 2,
    hours: { "not-checked": 11 },
    findings: Array.from({ length: 11 }, () => "not checked digest no-public-keys"),
    peer: ABORTED("AccessDenied"),
  },
  {
    name: "the bucket may not be listed",
    make: world((made) => {
      made.store.unlisted.set(BUCKET, new SourceError("denied", "AccessDenied"));
    }),
    exit: 2,
    hours: { "not-checked": 11 },
    findings: ["not checked hours denied"],
    peer: ABORTED("AccessDenied"),
  },
  {
    name: "an account is not in the organization, and nobody says when it left",
    make: () => {
      const made = new World();
      made.main.run(6);
      made.lifetime = { isThere: false, isOptIn: false };
      return made;
    },
    exit: 2,
    hours: { verified: 5, "not-checked": 6 },
    findings: ["not checked hours unknown-lifetime"],
    peer: MISSED("it begins at the newest digest that is left"),
  },
];

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  intact: INTACT,
  tampered: TAMPERED,
  unprotected: UNPROTECTED,
  "not checked": NOT_CHECKED,
};

/** Five hours, three without validation, and the rest. */
function gap(logs: number): World {
  const made = new World();
  made.main.run(5, { logs: 2 }).withoutValidation(3, logs);
  made.main.run(HOURS - 8, { logs: 2 });
  return made;
}
