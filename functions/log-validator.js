/**
 * Validates log files continuously. Made of log-validator/ by npm run functions: do not edit it.
 *
 * It runs as it is, with the AWS SDK of the Lambda runtime.
 */
"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// log-validator/index.ts
var index_exports = {};
__export(index_exports, {
  handler: () => handler
});
module.exports = __toCommonJS(index_exports);

// log-integrity/public-key.ts
var import_node_crypto = require("node:crypto");
var LEAST_BITS = 2048;
function readPublicKey(der) {
  for (const type of ["pkcs1", "spki"]) {
    try {
      const key = (0, import_node_crypto.createPublicKey)({ key: Buffer.from(der), format: "der", type });
      const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
      return key.asymmetricKeyType === "rsa" && modulusLength >= LEAST_BITS ? key : void 0;
    } catch {
    }
  }
  return void 0;
}

// log-integrity/sources.ts
var SourceError = class extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
  reason;
  name = "SourceError";
};

// log-integrity/times.ts
var HOUR = 36e5;
var MINUTE = 6e4;
function hourBefore(end) {
  return { from: end - HOUR, to: end };
}
function parseStamp(stamp) {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z$/.exec(stamp);
  if (parts === null) {
    return void 0;
  }
  const [, year, month, day2, hour, minute, second = "00"] = parts;
  return parseTime(`${year}-${month}-${day2}T${hour}:${minute}:${second}Z`);
}
function parseTime(text2) {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text2)) {
    return void 0;
  }
  const time2 = Date.parse(text2);
  return !Number.isNaN(time2) && formatTime(time2) === text2 ? time2 : void 0;
}
function formatTime(time2) {
  return `${new Date(time2).toISOString().slice(0, 19)}Z`;
}
function formatStamp(time2) {
  return formatTime(time2).replace(/[-:]/g, "");
}
function formatDay(time2) {
  return formatTime(time2).slice(0, 10).replaceAll("-", "/");
}

// log-integrity/verdicts.ts
var FAILURES = {
  absent: "it is not there",
  hash: "its content is not what was delivered",
  container: "its gzip container is not what was delivered",
  "trailing-data": "bytes follow its first gzip member",
  "too-large": "it uncompresses to more than is allowed",
  malformed: "it is no digest as CloudTrail writes them",
  moved: "it was made for another location",
  unsigned: "it has no signature",
  algorithm: "its signature is of another algorithm than SHA256withRSA",
  "unknown-key": "CloudTrail has no such public key",
  signature: "its signature is not CloudTrail's",
  "broken-link": "the digest after it was made after another one of this name",
  "not-in-chain": "the digest after it does not follow it",
  unreferenced: "no digest mentions it"
};
var NOT_CHECKED = {
  denied: "access is denied",
  archived: "it is in an archive storage class and has to be restored first",
  encrypted: "its key cannot be used",
  unavailable: "it could not be read",
  "no-public-keys": "the public keys could not be read",
  "unusable-key": "its public key is no RSA key of 2048 bits or more",
  "unknown-lifetime": "the account is not in the organization now, and nobody says when it left"
};
var VERIFIED = { outcome: "verified" };
function failed(kind, detail) {
  return { outcome: "failed", kind, ...detail === void 0 ? {} : { detail } };
}
function notChecked(reason, detail) {
  return { outcome: "not-checked", reason, ...detail === void 0 ? {} : { detail } };
}

// log-integrity/key-ring.ts
var BEFORE = 3 * HOUR;
var AFTER = 3 * HOUR;
var KeyRing = class {
  constructor(source, interval) {
    this.source = source;
    this.interval = interval;
  }
  source;
  interval;
  asked = /* @__PURE__ */ new Map();
  /**
   * The key of a fingerprint, or why there is none.
   *
   * @param region of the digest, which is not the trail's
   * @param generated when a backfill digest was made, long after its hour perhaps
   */
  async find(region, fingerprint, generated) {
    const { from, to } = this.interval;
    const windows = [
      [from - BEFORE, to + AFTER],
      ...generated === void 0 ? [] : [[generated - HOUR, generated + HOUR]]
    ];
    let problem;
    for (const [start, end] of windows) {
      const keys = await this.ask(region, start, end);
      if (keys instanceof SourceError) {
        problem ??= keys;
      } else if (keys.has(fingerprint)) {
        return keys.get(fingerprint) ?? notChecked("unusable-key", `fingerprint ${fingerprint.slice(0, 64)}`);
      }
    }
    return problem === void 0 ? failed("unknown-key", `fingerprint ${fingerprint.slice(0, 64)}, region ${region}`) : notChecked("no-public-keys", problem.message);
  }
  ask(region, from, to) {
    const question = `${region} ${from} ${to}`;
    let answer = this.asked.get(question);
    if (answer === void 0) {
      answer = this.source.keys(region, from, to).then(
        (records) => new Map(records.map(({ fingerprint, value }) => [fingerprint, readPublicKey(value)])),
        (error) => {
          if (error instanceof SourceError) {
            return error;
          }
          throw error;
        }
      );
      this.asked.set(question, answer);
    }
    return answer;
  }
};

// log-validator/table.ts
var import_client_dynamodb = require("@aws-sdk/client-dynamodb");
var IS_NEW = { expression: "attribute_not_exists(#pk)", names: ["pk"] };
function dynamoTable(name, client = new import_client_dynamodb.DynamoDBClient({ maxAttempts: 6 })) {
  return {
    async get(pk, sk) {
      const { Item: found } = await client.send(
        new import_client_dynamodb.GetItemCommand({ TableName: name, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true })
      );
      return found === void 0 ? void 0 : read(found);
    },
    async put(item, condition) {
      try {
        await client.send(new import_client_dynamodb.PutItemCommand({ TableName: name, Item: written(item), ...conditionOf(condition) }));
        return true;
      } catch (error) {
        if (error.name === "ConditionalCheckFailedException") {
          return false;
        }
        throw error;
      }
    },
    async *query(pk, range) {
      let start;
      do {
        const page = await client.send(
          new import_client_dynamodb.QueryCommand({
            TableName: name,
            ConsistentRead: true,
            KeyConditionExpression: range === void 0 ? "pk = :pk" : "pk = :pk AND sk BETWEEN :from AND :to",
            ExpressionAttributeValues: written({
              ":pk": pk,
              ...range === void 0 ? {} : { ":from": range.from, ":to": range.to }
            }),
            ...start === void 0 ? {} : { ExclusiveStartKey: start }
          })
        );
        yield* (page.Items ?? []).map(read);
        start = page.LastEvaluatedKey;
      } while (start !== void 0);
    }
  };
}
function conditionOf(condition) {
  if (condition === void 0) {
    return {};
  }
  const { expression, names = [], values } = condition;
  return {
    ConditionExpression: expression,
    ...names.length === 0 ? {} : { ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])) },
    ...values === void 0 ? {} : {
      ExpressionAttributeValues: written(
        Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]))
      )
    }
  };
}
function written(values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      switch (typeof value) {
        case "string":
          return [name, { S: value }];
        case "number":
          return [name, { N: String(value) }];
        case "boolean":
          return [name, { BOOL: value }];
        default:
          return [name, { B: value }];
      }
    })
  );
}
function read(values) {
  const entries = Object.entries(values).flatMap(([name, { B, BOOL, N, S }]) => {
    const value = S ?? (N === void 0 ? void 0 : Number(N)) ?? BOOL ?? B;
    return value === void 0 ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

// log-validator/archived-keys.ts
var KeyArchive = class {
  constructor(source, table2, log) {
    this.source = source;
    this.table = table2;
    this.log = log;
  }
  source;
  table;
  log;
  known = /* @__PURE__ */ new Map();
  archived = /* @__PURE__ */ new Set();
  /** The keys for the digests of a time. Each has its own, so that an answer is never older than the question. */
  ring(interval) {
    return new ArchivedKeyRing(this, interval);
  }
  /** @throws SourceError */
  async ask(region, from, to) {
    const records = await this.source.keys(region, from, to);
    for (const record of records) {
      try {
        await this.archive(region, record);
      } catch (error) {
        const { message } = error;
        this.log({ level: "warn", message: "a public key is not archived", region, detail: message });
      }
    }
    return records;
  }
  remembered(region, fingerprint) {
    return this.known.get(`${region} ${fingerprint}`);
  }
  remember(region, fingerprint, key) {
    this.known.set(`${region} ${fingerprint}`, key);
  }
  /** An archived key; or why it cannot be looked up. */
  async find(region, fingerprint) {
    try {
      const item = await this.table.get(partition(region), fingerprint);
      return item?.value instanceof Uint8Array ? readPublicKey(item.value) : void 0;
    } catch (error) {
      return error;
    }
  }
  async archive(region, { fingerprint, validFrom, validTo, value }) {
    const name = `${region} ${fingerprint}`;
    if (this.archived.has(name) || fingerprint === "" || value.length === 0) {
      return;
    }
    const item = {
      pk: partition(region),
      sk: fingerprint,
      value,
      ...validFrom === void 0 ? {} : { validFrom: new Date(validFrom).toISOString() },
      ...validTo === void 0 ? {} : { validTo: new Date(validTo).toISOString() }
    };
    if (!await this.table.put(item, IS_NEW)) {
      const before = await this.table.get(item.pk, item.sk);
      if (!(before?.value instanceof Uint8Array) || !Buffer.from(before.value).equals(Buffer.from(value))) {
        this.log({ level: "error", message: "a public key is another one than that archived", region, fingerprint });
      }
    }
    this.archived.add(name);
  }
};
var ArchivedKeyRing = class extends KeyRing {
  constructor(archive, interval) {
    super({ keys: async (region, from, to) => archive.ask(region, from, to) }, interval);
    this.archive = archive;
  }
  archive;
  async find(region, fingerprint, generated) {
    const remembered = this.archive.remembered(region, fingerprint);
    if (remembered !== void 0) {
      return remembered;
    }
    const asked = await super.find(region, fingerprint, generated);
    const found = "outcome" in asked ? await this.archive.find(region, fingerprint) : asked;
    if (found instanceof Error) {
      return notChecked("no-public-keys", `the archive of public keys: ${found.message}`);
    }
    if (found === void 0) {
      return asked;
    }
    this.archive.remember(region, fingerprint, found);
    return found;
  }
};
function partition(region) {
  return `key/${region}`;
}

// log-validator/aws-services.ts
var import_client_cloudtrail3 = require("@aws-sdk/client-cloudtrail");
var import_client_cloudwatch = require("@aws-sdk/client-cloudwatch");
var import_client_eventbridge = require("@aws-sdk/client-eventbridge");
var import_client_sqs = require("@aws-sdk/client-sqs");
var import_promises2 = require("node:timers/promises");

// archive-reader/aws-store.ts
var import_client_s32 = require("@aws-sdk/client-s3");

// protocol/s3-reader.ts
var import_node_http = require("node:http");
var import_node_https = require("node:https");
var import_promises = require("node:timers/promises");

// protocol/sign-get.ts
var import_node_crypto2 = require("node:crypto");
var ALGORITHM = "AWS4-HMAC-SHA256";
var NAMES = "host;x-amz-content-sha256;x-amz-date";
var EMPTY_HASH = (0, import_node_crypto2.createHash)("sha256").digest("hex");
var GetSigner = class {
  constructor(region) {
    this.region = region;
  }
  region;
  time = { second: NaN, text: "" };
  key;
  /** The headers of a request that has no others. */
  sign({ host, path, query }, { accessKeyId, secretAccessKey, sessionToken }, now = /* @__PURE__ */ new Date()) {
    const time2 = this.timeOf(now);
    const token = sessionToken === void 0 ? "" : `x-amz-security-token:${sessionToken}
`;
    const lines = `host:${host}
x-amz-content-sha256:${EMPTY_HASH}
x-amz-date:${time2}
${token}`;
    const names = token === "" ? NAMES : `${NAMES};x-amz-security-token`;
    const request = `GET
${path}
${query === void 0 ? "" : queryOf(query)}
${lines}
${names}
${EMPTY_HASH}`;
    const scope = `${time2.slice(0, 8)}/${this.region}/s3/aws4_request`;
    const text2 = `${ALGORITHM}
${time2}
${scope}
${(0, import_node_crypto2.createHash)("sha256").update(request).digest("hex")}`;
    const signature = (0, import_node_crypto2.createHmac)("sha256", this.keyOf(time2.slice(0, 8), secretAccessKey)).update(text2).digest("hex");
    return {
      host,
      "x-amz-content-sha256": EMPTY_HASH,
      "x-amz-date": time2,
      ...sessionToken === void 0 ? {} : { "x-amz-security-token": sessionToken },
      authorization: `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`
    };
  }
  /** `20251101T000031Z`, made once a second. */
  timeOf(now) {
    const second = Math.floor(now.getTime() / 1e3);
    if (this.time.second !== second) {
      this.time = { second, text: `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z` };
    }
    return this.time.text;
  }
  keyOf(day2, secret) {
    const of2 = `${day2} ${secret}`;
    if (this.key?.of !== of2) {
      const value = [day2, this.region, "s3", "aws4_request"].reduce(
        (key, part) => (0, import_node_crypto2.createHmac)("sha256", key).update(part).digest(),
        Buffer.from(`AWS4${secret}`)
      );
      this.key = { of: of2, value };
    }
    return this.key.value;
  }
};
function queryOf(query) {
  return Object.entries(query).sort(([one], [other]) => one < other ? -1 : 1).map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}
function pathOf(key) {
  return /^[A-Za-z0-9/._-]+$/.test(key) ? key : key.split("/").map(encode).join("/");
}
function encode(text2) {
  return encodeURIComponent(text2).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}

// protocol/s3-reader.ts
var ConnectionError = class extends Error {
  name = "ConnectionError";
};
var LARGE = 1024 * 1024;
var LARGE_BYTES = 48 * 1024 * 1024;
var REDIRECTS = 2;
var CREDENTIALS_MILLISECONDS = 1e4;
var S3Reader = class {
  constructor(options) {
    this.options = options;
    const { connections } = options;
    this.free = connections;
    const agent = {
      keepAlive: true,
      maxSockets: connections,
      maxFreeSockets: connections,
      scheduling: "lifo"
    };
    this.agents = { "http:": new import_node_http.Agent(agent), "https:": new import_node_https.Agent(agent) };
  }
  options;
  agents;
  reached = /* @__PURE__ */ new Map();
  waiting = [];
  waitingLarge = [];
  current;
  free;
  freeBytes = LARGE_BYTES;
  /**
   * @param key "" for the bucket itself
   * @param query parameters, such as `versionId`
   * @throws ConnectionError where S3 does not answer, as often as it is asked
   */
  async get(bucket, key, query) {
    if (this.free > 0) {
      this.free -= 1;
    } else {
      await new Promise((resolve) => this.waiting.push(resolve));
    }
    try {
      return await this.repeated(bucket, key, query);
    } finally {
      const next = this.waiting.shift();
      if (next === void 0) {
        this.free += 1;
      } else {
        next();
      }
    }
  }
  close() {
    Object.values(this.agents).forEach((agent) => {
      agent.destroy();
    });
  }
  async repeated(bucket, key, query) {
    const { attempts = 6, pauseMilliseconds = 100 } = this.options;
    let redirects = 0;
    for (let attempt = 1; ; ) {
      let answer;
      try {
        answer = await this.once(bucket, key, query);
        const region = answer.headers["x-amz-bucket-region"];
        const { endpoint } = await this.reach(bucket);
        if (answer.status !== 200 && typeof region === "string" && region !== endpoint.region && redirects < REDIRECTS) {
          redirects += 1;
          this.reached.set(bucket, this.reachIn(bucket, region));
          continue;
        }
        if (!isPassing(answer) || attempt >= attempts) {
          return answer;
        }
      } catch (error) {
        if (!(error instanceof ConnectionError) || attempt >= attempts) {
          throw error;
        }
      }
      await (0, import_promises.setTimeout)(pauseMilliseconds * 2 ** (attempt - 1) * (0.5 + Math.random()));
      attempt += 1;
    }
  }
  /** Providers of the AWS SDK take their time to say what they know. */
  async credentials() {
    const now = Date.now();
    if (this.current === void 0 || now - this.current.since > CREDENTIALS_MILLISECONDS) {
      const value = this.options.credentials();
      this.current = { since: now, value };
      value.catch(() => {
        this.current = void 0;
      });
    }
    return this.current.value;
  }
  reach(bucket) {
    let reached = this.reached.get(bucket);
    if (reached === void 0) {
      reached = this.reachIn(bucket);
      this.reached.set(bucket, reached);
    }
    return reached;
  }
  async reachIn(bucket, region) {
    const endpoint = await this.options.endpointOf(bucket, region);
    return { endpoint, signer: new GetSigner(endpoint.region) };
  }
  async once(bucket, key, query) {
    const { endpoint, signer } = await this.reach(bucket);
    const { hostname, path: base, port, protocol } = endpoint;
    const path = `${base}${pathOf(key)}`;
    const host = port === void 0 ? hostname : `${hostname}:${port}`;
    const headers = signer.sign({ host, path, ...query === void 0 ? {} : { query } }, await this.credentials());
    const response = await this.send(protocol, {
      headers,
      hostname,
      path: query === void 0 ? path : `${path}?${queryOf(query)}`,
      ...port === void 0 ? {} : { port }
    });
    const bytes = await this.body(response);
    const status = response.statusCode ?? 0;
    return { status, headers: response.headers, bytes, ...status === 200 ? {} : errorOf(bytes) };
  }
  send(protocol, options) {
    const timeout = this.options.silenceMilliseconds ?? 3e4;
    return new Promise((resolve, reject) => {
      const start = protocol === "https:" ? import_node_https.request : import_node_http.request;
      const request = start({ ...options, agent: this.agents[protocol], timeout }, resolve);
      request.on("timeout", () => request.destroy(new ConnectionError(`no answer for ${timeout / 1e3} seconds`)));
      request.on("error", (error) => {
        reject(
          error instanceof ConnectionError ? error : new ConnectionError(error.message || (error.code ?? error.name))
        );
      });
      request.end();
    });
  }
  /** A large body is read when there is room for it; until then its connection waits. */
  async body(response) {
    const length = Number(response.headers["content-length"] ?? NaN);
    if (!(length > LARGE)) {
      return received(response, length);
    }
    const weight = Math.min(length, LARGE_BYTES);
    response.on("error", () => void 0);
    while (weight > this.freeBytes) {
      await new Promise((resolve) => this.waitingLarge.push(resolve));
    }
    this.freeBytes -= weight;
    try {
      return await received(response, length);
    } finally {
      this.freeBytes += weight;
      this.waitingLarge.splice(0).forEach((resolve) => {
        resolve();
      });
    }
  }
};
function received(response, length) {
  return new Promise((resolve, reject) => {
    if (response.destroyed) {
      reject(new ConnectionError("the connection was closed before the end of the answer"));
      return;
    }
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", () => {
      const bytes = chunks.length === 1 && chunks[0] !== void 0 ? chunks[0] : Buffer.concat(chunks);
      if (!response.complete || !Number.isNaN(length) && bytes.length !== length) {
        reject(new ConnectionError(`the answer ended after ${bytes.length} of ${length} bytes`));
      } else {
        resolve(bytes);
      }
    });
    response.on("error", (error) => {
      reject(new ConnectionError(error.message));
    });
    response.on("close", () => {
      if (!response.readableEnded) {
        reject(new ConnectionError("the connection was closed before the end of the answer"));
      }
    });
  });
}
function errorOf(bytes) {
  const text2 = bytes.subarray(0, 1e4).toString();
  const [code, message] = ["Code", "Message"].map((name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text2)?.[1]);
  return { ...code === void 0 ? {} : { code }, ...message === void 0 ? {} : { message } };
}
function isPassing({ code = "", status }) {
  return status === 429 || status >= 500 || ["RequestTimeout", "SlowDown", "ExpiredToken"].includes(code);
}

// archive-reader/bucket-endpoint.ts
var import_client_s3 = require("@aws-sdk/client-s3");
var KEY = "key";
async function bucketEndpoint(settings, bucket) {
  const captured = [];
  const client = new import_client_s3.S3Client({
    ...settings,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    maxAttempts: 1,
    requestHandler: {
      handle(request) {
        captured.push(request);
        return Promise.reject(new Error("it is not sent"));
      }
    }
  });
  try {
    await client.send(new import_client_s3.GetObjectCommand({ Bucket: bucket, Key: KEY }));
  } catch (error) {
    if (captured.length === 0) {
      throw error;
    }
  }
  const [{ hostname, path, port, protocol } = { hostname: "", path: "", protocol: "" }] = captured;
  return {
    protocol: protocol === "http:" ? "http:" : "https:",
    hostname,
    path: path.slice(0, path.length - KEY.length),
    region: settings.region,
    ...port === void 0 ? {} : { port }
  };
}

// archive-reader/listing.ts
function parseListing(xml) {
  const keys = [];
  for (let start = xml.indexOf(OPENING); start !== -1; start = xml.indexOf(OPENING, start)) {
    start += OPENING.length;
    const key = xml.slice(start, xml.indexOf("<", start));
    keys.push(PLAIN.test(key) ? key : decodeURIComponent(unescaped(key).replaceAll("+", " ")));
  }
  const next = /<NextContinuationToken>([^<]*)</.exec(xml)?.[1];
  return { keys, ...next === void 0 ? {} : { next: unescaped(next) } };
}
var OPENING = "<Key>";
var PLAIN = /^[A-Za-z0-9/._-]*$/;
function unescaped(text2) {
  return text2.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
}

// archive-reader/source-error.ts
function sourceError(error) {
  const { $metadata, message, name } = error;
  const status = $metadata?.httpStatusCode;
  const detail = [name, message].filter((part) => part !== "" && part !== "Error").join(": ");
  return new SourceError(
    name === "NoSuchBucket" ? "no-bucket" : status === 403 || name === "CredentialsProviderError" ? "denied" : "unavailable",
    detail
  );
}

// archive-reader/aws-store.ts
var METADATA = "x-amz-meta-";
var AwsStore = class {
  reader;
  client;
  /** @param connections requests for objects in flight, at most */
  constructor(settings, connections) {
    this.client = new import_client_s32.S3Client({ ...settings, followRegionRedirects: true, maxAttempts: 6 });
    const { credentials } = this.client.config;
    this.reader = new S3Reader({
      connections,
      credentials,
      endpointOf: (bucket, region = settings.region) => bucketEndpoint({ ...settings, region }, bucket)
    });
  }
  close() {
    this.reader.close();
    this.client.destroy();
  }
  async get({ bucket, key }, versionId) {
    let answer;
    try {
      answer = await this.reader.get(bucket, key, versionId === void 0 ? void 0 : { versionId });
    } catch (error) {
      const { message } = error;
      return {
        state: "unreadable",
        reason: error instanceof ConnectionError ? "unavailable" : "denied",
        detail: message
      };
    }
    const { bytes, headers, status } = answer;
    if (status === 200) {
      const metadata = Object.entries(headers).filter(([name]) => name.startsWith(METADATA)).map(([name, value]) => [name.slice(METADATA.length), String(value)]);
      return { state: "found", bytes, metadata: new Map(metadata) };
    }
    return fault(answer);
  }
  /** A listing of a thousand keys takes the AWS SDK as long as reading and verifying a hundred of them. */
  async *list(bucket, prefix, startAfter) {
    let place = startAfter === void 0 ? {} : { "start-after": startAfter };
    while (place !== void 0) {
      const query = { "list-type": "2", "encoding-type": "url", prefix, ...place };
      const { bytes, code, message, status } = await this.listed(bucket, query);
      if (status !== 200) {
        const detail = [code ?? `HTTP ${status}`, message].filter(Boolean).join(": ");
        throw new SourceError(code === "NoSuchBucket" ? "no-bucket" : reasonOf(code, status, detail), detail);
      }
      const { keys, next } = parseListing(bytes.toString());
      yield keys;
      place = next === void 0 ? void 0 : { "continuation-token": next };
    }
  }
  async listed(bucket, query) {
    try {
      return await this.reader.get(bucket, "", query);
    } catch (error) {
      const { message } = error;
      throw new SourceError(error instanceof ConnectionError ? "unavailable" : "denied", message);
    }
  }
  async folders(bucket, prefix) {
    const names = [];
    const pages2 = (0, import_client_s32.paginateListObjectsV2)({ client: this.client }, { Bucket: bucket, Prefix: prefix, Delimiter: "/" });
    for await (const { CommonPrefixes = [] } of translated(pages2)) {
      names.push(...CommonPrefixes.map(({ Prefix = "" }) => Prefix.slice(prefix.length, -1)));
    }
    return names;
  }
  async *versions(bucket, prefix) {
    for await (const { DeleteMarkers = [], Versions = [] } of translated(this.versionPages(bucket, prefix))) {
      const all = [
        ...Versions.map((version) => ({ version, isDeleteMarker: false })),
        ...DeleteMarkers.map((version) => ({ version, isDeleteMarker: true }))
      ];
      yield all.map(({ isDeleteMarker, version: { IsLatest = false, Key = "", LastModified, VersionId = "" } }) => ({
        bucket,
        key: Key,
        versionId: VersionId,
        isDeleteMarker,
        isLatest: IsLatest,
        ...LastModified === void 0 ? {} : { modified: LastModified.getTime() }
      }));
    }
  }
  async *versionPages(bucket, prefix) {
    let after = {};
    while (after !== void 0) {
      const page = await this.client.send(
        new import_client_s32.ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...after })
      );
      yield page;
      after = page.IsTruncated === true ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : void 0;
    }
  }
};
async function* translated(pages2) {
  try {
    yield* pages2;
  } catch (error) {
    throw sourceError(error);
  }
}
function fault({ code, message, status }) {
  const detail = [code ?? `HTTP ${status}`, message].filter(Boolean).join(": ");
  if (status === 404 || status === 405 && code === "MethodNotAllowed") {
    return { state: "absent", detail: code ?? `HTTP ${status}` };
  }
  return { state: "unreadable", reason: reasonOf(code, status, detail), detail };
}
function reasonOf(code, status, detail) {
  return code === "InvalidObjectState" ? "archived" : code?.startsWith("KMS.") === true || status === 403 && detail.includes("kms:") ? "encrypted" : status === 403 || status === 401 ? "denied" : "unavailable";
}

// archive-reader/listed-accounts.ts
var import_client_organizations = require("@aws-sdk/client-organizations");
async function listedAccounts(settings) {
  const client = new import_client_organizations.OrganizationsClient(settings);
  const accounts = [];
  try {
    for await (const { Accounts = [] } of (0, import_client_organizations.paginateListAccounts)({ client }, {})) {
      for (const { Id = "", JoinedTimestamp, State, Status } of Accounts) {
        accounts.push({
          id: Id,
          // Of a closed account, which is listed for 90 days, nobody says since when it is.
          // AWS replaces Status by State.
          isThere: !["CLOSED", "PENDING_CLOSURE", "SUSPENDED"].includes(State ?? Status ?? "ACTIVE"),
          ...JoinedTimestamp === void 0 ? {} : { from: JoinedTimestamp.getTime() }
        });
      }
    }
  } catch (error) {
    throw sourceError(error);
  } finally {
    client.destroy();
  }
  return accounts;
}

// archive-reader/public-keys.ts
var import_client_cloudtrail = require("@aws-sdk/client-cloudtrail");
function publicKeysOf(settings) {
  return {
    async keys(region, from, to) {
      const client = new import_client_cloudtrail.CloudTrailClient({ ...settings, region, maxAttempts: 6 });
      try {
        const input = { StartTime: new Date(from), EndTime: new Date(to) };
        const { PublicKeyList = [] } = await client.send(new import_client_cloudtrail.ListPublicKeysCommand(input));
        return PublicKeyList.map(
          ({ Fingerprint = "", ValidityEndTime, ValidityStartTime, Value }) => ({
            fingerprint: Fingerprint,
            value: Value ?? new Uint8Array(),
            ...ValidityStartTime === void 0 ? {} : { validFrom: ValidityStartTime.getTime() },
            ...ValidityEndTime === void 0 ? {} : { validTo: ValidityEndTime.getTime() }
          })
        );
      } catch (error) {
        throw new SourceError("no-public-keys", `ListPublicKeys in ${region}: ${sourceError(error).message}`);
      } finally {
        client.destroy();
      }
    }
  };
}

// archive-reader/trail-status.ts
var import_client_cloudtrail2 = require("@aws-sdk/client-cloudtrail");
async function stoppedSince(client, arn, hasValidation, notes) {
  if (hasValidation === false) {
    return { since: 0, why: "validation is off: the trail delivers no digests" };
  }
  try {
    const status = await client.send(new import_client_cloudtrail2.GetTrailStatusCommand({ Name: arn }));
    if (status.LatestDigestDeliveryError) {
      notes.push(`CloudTrail cannot deliver digests: ${status.LatestDigestDeliveryError}`);
    }
    return status.IsLogging === false ? { since: status.StopLoggingTime?.getTime() ?? 0, why: "logging is off: the trail is stopped" } : void 0;
  } catch (error) {
    notes.push(`nobody knows whether the trail is stopped: ${sourceError(error).message}`);
    return void 0;
  }
}

// log-validator/asff.ts
var TYPES = {
  integrity: "TTPs/Defense Evasion",
  missing: "TTPs/Defense Evasion",
  unprotected: "TTPs/Defense Evasion",
  unreferenced: "TTPs/Defense Evasion",
  "not-checked": "Software and Configuration Checks/AWS Security Best Practices"
};
function asffOf(report2, { partition: partition4, source }, { accountId, region }, now) {
  const time2 = new Date(now).toISOString();
  const Partition = partition4;
  const { advice, bucket, detail, id, key, kind, severity, title, type } = report2;
  return {
    SchemaVersion: "2018-10-08",
    Id: `${region}/${accountId}/log-validation/${id}`,
    ProductArn: `arn:${partition4}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    GeneratorId: source,
    AwsAccountId: accountId,
    Types: [TYPES[type]],
    CreatedAt: time2,
    UpdatedAt: time2,
    FirstObservedAt: time2,
    Severity: { Label: severity },
    FindingProviderFields: { Severity: { Label: severity }, Types: [TYPES[type]] },
    Title: cut(plain(title), 256),
    Description: cut(plain(detail), 1024),
    Remediation: { Recommendation: { Text: cut(advice, 512) } },
    ProductFields: {
      "log-validation/type": type,
      "log-validation/trail": report2.trail,
      "log-validation/from": new Date(report2.from).toISOString(),
      "log-validation/to": new Date(report2.to).toISOString(),
      ...kind === void 0 ? {} : { "log-validation/kind": kind }
    },
    Resources: [
      { Type: "AwsAccount", Id: `AWS::::Account:${report2.accountId}`, Partition, Region: report2.region },
      ...key === void 0 ? [] : [
        {
          Type: "AwsS3Object",
          Id: cut(plain(`arn:${partition4}:s3:::${bucket ?? ""}/${key}`), 512),
          Partition,
          Region: report2.region
        }
      ]
    ],
    RecordState: "ACTIVE",
    Workflow: { Status: "NEW" }
  };
}
function plain(text2) {
  return text2.replace(/[^ -~]/g, "?");
}
function cut(text2, most) {
  return text2.length <= most ? text2 : `${text2.slice(0, most - 3)}...`;
}

// log-validator/aws-services.ts
var CONNECTIONS = 48;
var ATTEMPTS = 4;
var PAUSE = 500;
var AT_ONCE = 10;
var FINDINGS_AT_ONCE = 100;
var MOST_OF_A_TEXT = 2e3;
function awsServices(environment, region) {
  const settings = { region };
  const retries = { maxAttempts: 6 };
  const queue = new import_client_sqs.SQSClient(retries);
  const events = eventBridge();
  const metrics = new import_client_cloudwatch.CloudWatchClient(retries);
  return {
    environment,
    store: new AwsStore(settings, CONNECTIONS),
    publicKeys: publicKeysOf(settings),
    table: dynamoTable(environment.table),
    accounts: async () => listedAccounts(settings),
    stopped: async () => stoppedTrail(environment),
    send: async (bodies) => {
      await inParts(bodies, AT_ONCE, async (part) => {
        const Entries = part.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
        const { Failed = [] } = await queue.send(
          new import_client_sqs.SendMessageBatchCommand({ QueueUrl: environment.queueUrl, Entries })
        );
        return Failed.map(({ Code = "", Id }) => ({ index: Number(Id), why: Code }));
      });
    },
    putEvents: async (all) => {
      const put = async (part) => {
        const Entries = part.map(({ bus, detail, time: time2 }) => ({
          EventBusName: bus,
          Source: environment.source,
          DetailType: DETAIL_TYPE,
          Detail: detail,
          Time: time2
        }));
        const { Entries: answers = [] } = await events(part[0]?.bus ?? "").send(new import_client_eventbridge.PutEventsCommand({ Entries }));
        return answers.flatMap(({ ErrorCode }, index) => ErrorCode === void 0 ? [] : [{ index, why: ErrorCode }]);
      };
      for (const name of new Set(all.map(({ bus }) => bus))) {
        const ofBus = all.filter(({ bus }) => bus === name);
        await inParts(ofBus, AT_ONCE, put);
      }
    },
    importFindings: async (all) => {
      const { BatchImportFindingsCommand, SecurityHubClient } = await Promise.resolve().then(() => __toESM(require("@aws-sdk/client-securityhub")));
      const client = new SecurityHubClient(retries);
      await inParts(all, FINDINGS_AT_ONCE, async (part) => {
        const { FailedFindings = [] } = await client.send(new BatchImportFindingsCommand({ Findings: [...part] }));
        return FailedFindings.map(({ ErrorCode = "", Id }) => ({
          index: part.findIndex((finding) => finding.Id === Id),
          why: ErrorCode
        }));
      });
    },
    putMetrics: async (data) => {
      if (data.length > 0) {
        await metrics.send(new import_client_cloudwatch.PutMetricDataCommand({ Namespace: environment.namespace, MetricData: [...data] }));
      }
    },
    log: writeLog,
    now: () => Date.now(),
    wait: async (milliseconds) => (0, import_promises2.setTimeout)(milliseconds)
  };
}
var DETAIL_TYPE = "Log Integrity Finding";
function eventBridge() {
  const clients = /* @__PURE__ */ new Map();
  return (bus) => {
    const region = regionOf(bus) ?? "";
    const client = clients.get(region) ?? new import_client_eventbridge.EventBridgeClient({ maxAttempts: 6, ...region === "" ? {} : { region } });
    clients.set(region, client);
    return client;
  };
}
function regionOf(bus) {
  const [arn, , , region] = bus.split(":");
  return arn === "arn" ? region : void 0;
}
async function inParts(things, size, send) {
  for (let start = 0; start < things.length; start += size) {
    let part = things.slice(start, start + size);
    for (let attempt = 1; part.length > 0; attempt += 1) {
      const refused = await send(part);
      if (refused.length > 0 && attempt === ATTEMPTS) {
        throw new Error(`${refused.length} of ${part.length} were refused: ${refused[0]?.why ?? ""}`);
      }
      const indexes = new Set(refused.map(({ index }) => index));
      part = part.filter((_, index) => indexes.has(index));
      if (part.length > 0) {
        await (0, import_promises2.setTimeout)(PAUSE * attempt);
      }
    }
  }
}
async function stoppedTrail({ homeRegion, trailArn }) {
  const client = new import_client_cloudtrail3.CloudTrailClient({ region: homeRegion });
  const notes = [];
  try {
    const trail = await client.send(new import_client_cloudtrail3.GetTrailCommand({ Name: trailArn })).then(
      ({ Trail }) => Trail,
      (error) => {
        notes.push(sourceError(error).message);
        return void 0;
      }
    );
    return await stoppedSince(client, trailArn, trail?.LogFileValidationEnabled, notes);
  } finally {
    client.destroy();
    for (const detail of notes) {
      writeLog({ level: "warn", message: "what the trail does cannot be looked up", detail });
    }
  }
}
function writeLog(entry) {
  const bounded2 = Object.entries(entry).map(([name, value]) => [
    name,
    typeof value === "string" ? cut(value, MOST_OF_A_TEXT) : value
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(bounded2))}
`);
}

// log-validator/environment.ts
var TRAIL = /^arn:(?<partition>aws[a-z-]*):cloudtrail:(?<region>[a-z]{2,}(?:-[a-z]+)+-\d{1,2}):(?<owner>\d{12}):trail\/(?<name>[A-Za-z0-9._-]{3,128})$/;
function readEnvironment(variables) {
  const wrong = [];
  const text2 = (name, pattern = /./) => {
    const value = variables[name] ?? "";
    if (!pattern.test(value)) {
      wrong.push(`${name}="${value}"`);
    }
    return value;
  };
  const list = (...names) => names.map((name) => variables[name] ?? "").filter((one) => one !== "");
  const trailArn = text2("TRAIL_ARN", TRAIL);
  const { name: trail = "", owner = "", partition: partition4 = "", region = "" } = TRAIL.exec(trailArn)?.groups ?? {};
  const environment = {
    table: text2("TABLE"),
    queueUrl: text2("QUEUE_URL", /^https?:\/\//),
    location: {
      bucket: text2("BUCKET"),
      prefix: (variables.PREFIX ?? "").replace(/^\/+|\/+$/g, ""),
      organizationId: text2("ORGANIZATION_ID", /^o-[a-z0-9]{10,32}$/)
    },
    bucketOwner: text2("BUCKET_OWNER", /^\d{12}$/),
    trailArn,
    trail,
    homeRegion: region,
    partition: partition4,
    trailOwner: owner,
    regions: text2("REGIONS").split(",").map((name) => name.trim()).filter((name) => name !== ""),
    namespace: text2("NAMESPACE"),
    buses: [text2("BUS"), ...list("SECOND_BUS")],
    source: text2("SOURCE"),
    hasSecurityHub: variables.SECURITY_HUB === "true",
    grace: Number(text2("GRACE_MINUTES", /^\d{1,4}$/)) * MINUTE
  };
  if (wrong.length > 0) {
    throw new Error(`The environment is not as it must be: ${wrong.join(", ")}`);
  }
  return environment;
}
var LATE_AFTER_GRACE = 2 * HOUR;

// log-integrity/acknowledgements.ts
function acknowledgedBy(finding, acknowledgements) {
  return acknowledgements.find(({ accounts, findings, from, keys, regions, to }) => {
    const key = "key" in finding ? finding.key : void 0;
    return (findings?.includes(finding.type) ?? true) && (accounts?.includes(finding.accountId) ?? true) && (regions?.includes(finding.region) ?? true) && (keys === void 0 || key !== void 0 && keys.includes(key)) && (from === void 0 || finding.from >= from) && (to === void 0 || finding.to <= to);
  });
}

// log-integrity/collector.ts
var MOST_FINDINGS = 2e4;
var Collector = class {
  /** @param most findings that are kept one by one */
  constructor(acknowledgements = [], most = MOST_FINDINGS) {
    this.acknowledgements = acknowledgements;
    this.most = most;
  }
  acknowledgements;
  most;
  findings = [];
  /** Findings that there was no room for. */
  leftOut = 0;
  hoursPassed = 0;
  /** Findings that nobody acknowledged: what is broken or missing, and what could not be checked. */
  open = { failed: 0, notChecked: 0 };
  counted = {
    digest: { verified: 0, failed: 0, "not-checked": 0 },
    "backfill-digest": { verified: 0, failed: 0, "not-checked": 0 },
    log: { verified: 0, failed: 0, "not-checked": 0 }
  };
  get counts() {
    return this.counted;
  }
  /** How many objects were looked at. */
  get objects() {
    return Object.values(this.counted).reduce(
      (sum, counts) => sum + counts.verified + counts.failed + counts["not-checked"],
      0
    );
  }
  finding(finding) {
    if (finding.type === "integrity" && (finding.kind === "broken-link" || finding.kind === "not-in-chain")) {
      this.counted[finding.object].verified -= 1;
      this.counted[finding.object].failed += 1;
    }
    const acknowledged = acknowledgedBy(finding, this.acknowledgements)?.reason;
    if (acknowledged === void 0) {
      this.open[finding.type === "not-checked" ? "notChecked" : "failed"] += 1;
    }
    if (this.findings.length < this.most) {
      this.findings.push(acknowledged === void 0 ? finding : { ...finding, acknowledged });
    } else {
      this.leftOut += 1;
    }
  }
  object(role, outcome) {
    this.counted[role][outcome] += 1;
  }
  hour() {
    this.hoursPassed += 1;
  }
};

// log-integrity/location.ts
function uri({ bucket, key }) {
  return `s3://${bucket}/${key}`;
}
function isSameObject(one, other) {
  return one.key === other.key && one.bucket === other.bucket;
}
function archiveRoot({ organizationId, prefix }) {
  return `${prefix === "" ? "" : `${prefix}/`}AWSLogs/${organizationId === void 0 ? "" : `${organizationId}/`}`;
}

// log-integrity/keys.ts
var ACCOUNT = "\\d{12}";
var REGION = "[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}";
var TRAIL2 = "[A-Za-z0-9](?:[A-Za-z0-9._-]{1,126})[A-Za-z0-9]";
var ROOT = `(?:(?<prefix>.+)/)?AWSLogs/(?:(?<organizationId>o-[a-z0-9]{10,32})/)?(?<accountId>${ACCOUNT})`;
var DAY = "(?<day>\\d{4}/\\d{2}/\\d{2})";
var DIGEST = new RegExp(
  `^${ROOT}/CloudTrail-Digest/(?<region>${REGION})/${DAY}/\\k<accountId>_CloudTrail-Digest_\\k<region>_(?<trail>${TRAIL2})_(?<homeRegion>${REGION})_(?<stamp>\\d{8}T\\d{6}Z)(?<backfill>_backfill)?\\.json\\.gz$`
);
var LOG = new RegExp(
  `^${ROOT}/(?<folder>CloudTrail(?:-[A-Za-z]+)?)/(?<region>${REGION})/${DAY}/\\k<accountId>_\\k<folder>_\\k<region>_(?<stamp>\\d{8}T\\d{4}Z)_[A-Za-z0-9]{16}\\.json\\.gz$`
);
function parseDigestKey(key) {
  const groups = DIGEST.exec(key)?.groups;
  const end = parseStamp(groups?.stamp ?? "");
  if (groups === void 0 || end === void 0 || formatDay(end) !== groups.day) {
    return void 0;
  }
  const { accountId = "", backfill, homeRegion = "", organizationId, prefix = "", region = "", trail = "" } = groups;
  return {
    prefix,
    ...organizationId === void 0 ? {} : { organizationId },
    accountId,
    region,
    trail,
    homeRegion,
    end,
    isBackfill: backfill !== void 0
  };
}
function parseLogKey(key) {
  const groups = LOG.exec(key)?.groups;
  const delivered = parseStamp(groups?.stamp ?? "");
  if (groups === void 0 || delivered === void 0 || formatDay(delivered) !== groups.day) {
    return void 0;
  }
  const { accountId = "", folder = "", organizationId, prefix = "", region = "" } = groups;
  return {
    prefix,
    ...organizationId === void 0 ? {} : { organizationId },
    accountId,
    region,
    folder,
    delivered
  };
}
function digestKey(digest) {
  const { accountId, end, homeRegion, isBackfill, region, trail } = digest;
  return `${digestFolder(digest, accountId, region)}${formatDay(end)}/${accountId}_CloudTrail-Digest_${region}_${trail}_${homeRegion}_${formatStamp(end)}${isBackfill ? "_backfill" : ""}.json.gz`;
}
function digestFolder(location, accountId, region) {
  return `${archiveRoot(location)}${accountId}/CloudTrail-Digest/${region}/`;
}
function logFolder(location, accountId, region) {
  return `${archiveRoot(location)}${accountId}/CloudTrail/${region}/`;
}

// log-integrity/chain-reporter.ts
var ChainReporter = class {
  constructor(name, sink) {
    this.name = name;
    this.sink = sink;
  }
  name;
  sink;
  seen(role, { outcome }) {
    this.sink.object(role, outcome, this.name);
  }
  hours(count2) {
    for (let hour = 0; hour < count2; hour += 1) {
      this.sink.hour();
    }
  }
  /** An object that is not verified. */
  object(object, { bucket, key }, { from, to }, verdict, survivor) {
    const { detail } = verdict;
    const common = { ...this.name, from, to, bucket, key, object, ...detail === void 0 ? {} : { detail } };
    this.sink.finding(
      verdict.outcome === "failed" ? { type: "integrity", ...common, kind: verdict.kind, ...survivor === void 0 ? {} : { survivor } } : { type: "not-checked", ...common, reason: verdict.reason }
    );
  }
  /** Hours that nothing can be said of, because something cannot be read. */
  hoursNotChecked({ from, to }, { message, reason }, address) {
    this.sink.finding({
      type: "not-checked",
      ...this.name,
      from,
      to,
      reason: reason === "no-bucket" ? "unavailable" : reason,
      object: "hours",
      ...address === void 0 ? {} : { bucket: address.bucket, key: address.key },
      detail: message
    });
  }
};

// log-integrity/timeline.ts
var HOUR_STATES = [
  "failed",
  "missing",
  "unprotected",
  "not-checked",
  "pending",
  "verified",
  "not-expected"
];
function hoursOf({ from, to }) {
  return Math.max(1, Math.round((to - from) / HOUR));
}
function worsen(entry, state) {
  if (HOUR_STATES.indexOf(state) < HOUR_STATES.indexOf(entry.state)) {
    entry.state = state;
  }
}
var Timeline = class {
  /** @param within what of them counts */
  constructor(within) {
    this.within = within;
  }
  within;
  entries = [];
  /** What of a time counts. */
  clip({ from, to }) {
    return { from: Math.max(from, this.within.from), to: Math.min(to, this.within.to) };
  }
  /** Adds a time, as far as it counts; undefined where none of it does. */
  add(interval, state, hours2) {
    const { from, to } = this.clip(interval);
    if (from >= to) {
      return void 0;
    }
    const isCovered = state === "verified";
    const entry = { from, to, state, isCovered, hours: hours2 ?? hoursOf({ from, to }), logs: 0 };
    this.entries.push(entry);
    return entry;
  }
  /** The entry of a time. */
  at(time2) {
    let [low, high] = [0, this.entries.length - 1];
    while (low <= high) {
      const middle = low + high >> 1;
      const entry = this.entries[middle];
      if (entry === void 0) {
        return void 0;
      }
      if (time2 < entry.from) {
        high = middle - 1;
      } else if (time2 >= entry.to) {
        low = middle + 1;
      } else {
        return entry;
      }
    }
    return void 0;
  }
  /** Neighbours of one state as one span. */
  spans() {
    const spans = [];
    for (const { from, hours: hours2, state, to } of this.entries) {
      const last = spans.at(-1);
      if (last?.state === state && last.to >= from) {
        last.to = Math.max(last.to, to);
        last.hours += hours2;
      } else {
        spans.push({ from, to, state, hours: hours2 });
      }
    }
    return spans;
  }
};

// log-integrity/gzip.ts
var import_node_crypto3 = require("node:crypto");
var import_node_zlib = require("node:zlib");

// log-integrity/crc32.ts
var zlib = __toESM(require("node:zlib"));
var POLYNOMIAL = 3988292384;
var table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value & 1) === 1 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
  }
  return value;
});
function plainCrc32(bytes, value = 0) {
  let checksum = ~value;
  for (const byte of bytes) {
    checksum = checksum >>> 8 ^ (table[(checksum ^ byte) & 255] ?? 0);
  }
  return ~checksum >>> 0;
}
var crc322 = zlib.crc32 ?? plainCrc32;

// log-integrity/gzip.ts
var TRAILER = 8;
var AT_ONCE2 = 4 * 1024 * 1024;
var MOST_RATIO = 1032;
function inflate(compressed, limit) {
  const body = bodyOf(compressed);
  if (typeof body === "string") {
    return { fault: body };
  }
  const { bytes, fault: fault2 } = inflateBody(body, limit, lengthOf(compressed));
  return bytes === void 0 ? { fault: fault2 } : fault2 === void 0 ? { bytes } : { fault: fault2 };
}
async function hashGzip(compressed, limit) {
  const body = bodyOf(compressed);
  if (typeof body === "string") {
    return { fault: body };
  }
  const length = lengthOf(compressed);
  if (length > AT_ONCE2 || body.length > AT_ONCE2) {
    return hashStream(body, limit);
  }
  const { bytes, fault: fault2 } = inflateBody(body, Math.min(limit, AT_ONCE2), length);
  if (fault2 === "too-large" && limit > AT_ONCE2) {
    return hashStream(body, limit);
  }
  if (bytes === void 0) {
    return { fault: fault2 };
  }
  const hash = (0, import_node_crypto3.createHash)("sha256").update(bytes).digest("hex");
  return fault2 === void 0 ? { hash } : { fault: fault2, hash };
}
function inflateBody(body, limit, expected) {
  const chunkSize = Math.max(64, Math.min(expected, body.length * MOST_RATIO, limit) + 1);
  try {
    const { buffer: bytes, engine } = (0, import_node_zlib.inflateRawSync)(body, {
      chunkSize,
      info: true,
      maxOutputLength: limit
    });
    return { bytes, fault: trailerFault(body.subarray(engine.bytesWritten), crc322(bytes), bytes.length) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}
async function hashStream(body, limit) {
  const hash = (0, import_node_crypto3.createHash)("sha256");
  let length = 0;
  let checksum = 0;
  const stream = (0, import_node_zlib.createInflateRaw)({ chunkSize: 256 * 1024 });
  try {
    stream.end(body);
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > limit) {
        return { fault: "too-large" };
      }
      hash.update(chunk);
      checksum = crc322(chunk, checksum);
    }
  } catch (error) {
    return { fault: faultOf(error) };
  } finally {
    stream.destroy();
  }
  const digest = hash.digest("hex");
  const fault2 = trailerFault(body.subarray(stream.bytesWritten), checksum, length);
  return fault2 === void 0 ? { hash: digest } : { fault: fault2, hash: digest };
}
function trailerFault(rest, checksum, length) {
  if (rest.length < TRAILER) {
    return "truncated";
  }
  if (rest.readUInt32LE(0) !== checksum || rest.readUInt32LE(4) !== length % 2 ** 32) {
    return "trailer";
  }
  return rest.length > TRAILER ? "trailing-data" : void 0;
}
function bodyOf(compressed) {
  if (compressed.length < 10) {
    return compressed.length > 1 && compressed[0] === 31 && compressed[1] === 139 ? "truncated" : "not-gzip";
  }
  const flags = compressed.readUInt8(3);
  if (compressed.readUInt16BE(0) !== 8075 || compressed[2] !== 8 || (flags & 224) !== 0) {
    return "not-gzip";
  }
  let at = 10;
  if ((flags & 4) !== 0) {
    if (compressed.length < at + 2) {
      return "truncated";
    }
    at += 2 + compressed.readUInt16LE(at);
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) !== 0) {
      const end = compressed.indexOf(0, at);
      if (end === -1) {
        return "truncated";
      }
      at = end + 1;
    }
  }
  if ((flags & 2) !== 0) {
    at += 2;
  }
  return at >= compressed.length ? "truncated" : compressed.subarray(at);
}
function lengthOf(compressed) {
  return compressed.readUInt32LE(compressed.length - 4);
}
function faultOf(error) {
  const { code } = error;
  return code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : code === "Z_BUF_ERROR" ? "truncated" : "damaged";
}

// log-integrity/verify-log.ts
var MOST_BYTES = 512 * 1024 * 1024;
async function verifyLog(fetched, { hash: expected }, limit = MOST_BYTES) {
  switch (fetched.state) {
    case "absent":
      return failed("absent", fetched.detail);
    case "unreadable":
      return notChecked(fetched.reason, fetched.detail);
    case "found": {
      const { fault: fault2, hash } = await hashGzip(fetched.bytes, limit);
      if (hash !== void 0 && hash !== expected) {
        return failed("hash");
      }
      switch (fault2) {
        case void 0:
          return VERIFIED;
        case "trailing-data":
        case "too-large":
          return failed(fault2);
        default:
          return failed("container", hash === void 0 ? fault2 : `${fault2}; the content is what was delivered`);
      }
    }
  }
}

// log-integrity/log-checks.ts
var LogChecks = class {
  constructor(context, reporter, running, survivors) {
    this.context = context;
    this.reporter = reporter;
    this.running = running;
    this.survivors = survivors;
  }
  context;
  reporter;
  running;
  survivors;
  /**
   * Begins to verify the log files of a digest; resolves when there is room for more.
   *
   * @param entry whose state gets worse by them
   */
  async begin({ hash, logs }, entry) {
    const { journal, logSlots, signal } = this.context;
    if (journal?.has(hash) === true) {
      logs.forEach(() => {
        this.reporter.seen("log", VERIFIED);
      });
      return;
    }
    let left = logs.length;
    let isClean = true;
    for (const log of logs) {
      await logSlots.acquire();
      if (signal?.aborted === true) {
        logSlots.release();
        return;
      }
      this.running.start(async () => {
        try {
          const isVerified = await this.verify(log, entry);
          isClean &&= isVerified;
          left -= 1;
          if (left === 0 && isClean) {
            journal?.add(hash);
          }
        } finally {
          logSlots.release();
        }
      });
    }
  }
  async verify(log, entry) {
    const { interval, store } = this.context;
    const verdict = await verifyLog(await store.get(log), log);
    this.reporter.seen("log", verdict);
    if (verdict.outcome === "verified") {
      return true;
    }
    if (entry !== void 0) {
      worsen(entry, verdict.outcome);
    }
    const survivor = verdict.outcome === "failed" ? await this.survivors.find(log, async (fetched) => (await verifyLog(fetched, log)).outcome === "verified") : void 0;
    this.reporter.object("log", log, entry ?? interval, verdict, survivor);
    return false;
  }
};

// log-integrity/running.ts
var Running = class {
  works = /* @__PURE__ */ new Set();
  start(doing) {
    const work2 = doing().then(
      () => {
        this.works.delete(work2);
      },
      (error) => {
        this.failure ??= { error };
        this.works.delete(work2);
      }
    );
    this.works.add(work2);
  }
  failure;
  /** @throws what the first of them failed with */
  async all() {
    while (this.works.size > 0) {
      await Promise.all(this.works);
    }
    if (this.failure !== void 0) {
      throw this.failure.error;
    }
  }
};

// log-integrity/verify-digest.ts
var import_node_crypto5 = require("node:crypto");

// log-integrity/digest.ts
var MalformedDigest = class extends Error {
  name = "MalformedDigest";
};
var HEX_SHA256 = /^[0-9a-f]{64}$/i;
function parseDigest(bytes) {
  const fields = parseObject(bytes);
  const endText = text(fields, "digestEndTime");
  const start = time(text(fields, "digestStartTime"));
  const end = time(endText);
  if (end < start) {
    throw new MalformedDigest("digestEndTime is before digestStartTime");
  }
  const previous = previousOf(fields);
  return {
    bucket: text(fields, "digestS3Bucket"),
    key: text(fields, "digestS3Object"),
    accountId: text(fields, "awsAccountId"),
    start,
    end,
    endText,
    fingerprint: text(fields, "digestPublicKeyFingerprint"),
    signatureAlgorithm: text(fields, "digestSignatureAlgorithm"),
    ...previous === void 0 ? {} : { previous },
    logs: logsOf(fields)
  };
}
function parseObject(bytes) {
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new MalformedDigest("it is no JSON");
  }
  if (!isObject(value)) {
    throw new MalformedDigest("it is no JSON object");
  }
  return value;
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function text(fields, name) {
  const value = Object.hasOwn(fields, name) ? fields[name] : void 0;
  if (typeof value !== "string" || value === "") {
    throw new MalformedDigest(`${name} is no text`);
  }
  return value;
}
function time(value) {
  const parsed = parseTime(value);
  if (parsed === void 0) {
    throw new MalformedDigest(`"${value.slice(0, 40)}" is no time`);
  }
  return parsed;
}
var PREVIOUS = [
  "previousDigestS3Bucket",
  "previousDigestS3Object",
  "previousDigestHashValue",
  "previousDigestSignature"
];
function previousOf(fields) {
  const isNull = (name) => (fields[name] ?? null) === null;
  if (PREVIOUS.every(isNull)) {
    if (!Object.hasOwn(fields, "previousDigestSignature")) {
      throw new MalformedDigest("it has no previousDigestSignature, not even null");
    }
    return void 0;
  }
  if (!isNull("previousDigestHashAlgorithm")) {
    expectSha256(text(fields, "previousDigestHashAlgorithm"), "previousDigestHashAlgorithm");
  }
  const [bucket = "", key = "", hash = "", signature = ""] = PREVIOUS.map((name) => text(fields, name));
  return { bucket, key, hash: hash.toLowerCase(), signature };
}
function logsOf(fields) {
  const { logFiles } = fields;
  if (!Array.isArray(logFiles)) {
    throw new MalformedDigest("logFiles is no list");
  }
  return logFiles.map((entry) => {
    if (!isObject(entry)) {
      throw new MalformedDigest("an entry of logFiles is no object");
    }
    expectSha256(text(entry, "hashAlgorithm"), "hashAlgorithm");
    const hash = text(entry, "hashValue");
    if (!HEX_SHA256.test(hash)) {
      throw new MalformedDigest("a hashValue is no SHA-256 in hexadecimal digits");
    }
    return { bucket: text(entry, "s3Bucket"), key: text(entry, "s3Object"), hash: hash.toLowerCase() };
  });
}
function expectSha256(algorithm, name) {
  if (algorithm !== "SHA-256") {
    throw new MalformedDigest(`${name} is "${algorithm.slice(0, 40)}", not SHA-256`);
  }
}

// log-integrity/signature.ts
var import_node_crypto4 = require("node:crypto");
var SIGNATURE_ALGORITHM = "SHA256withRSA";
function signedText({ bucket, endText, key, previous }, hash) {
  return [endText, `${bucket}/${key}`, hash, previous?.signature ?? "null"].join("\n");
}
function isSigned(text2, signature, key) {
  if (!/^(?:[0-9a-f]{2})+$/i.test(signature)) {
    return false;
  }
  return (0, import_node_crypto4.verify)(
    "sha256",
    Buffer.from(text2),
    { key, padding: import_node_crypto4.constants.RSA_PKCS1_PADDING },
    Buffer.from(signature, "hex")
  );
}

// log-integrity/verify-digest.ts
var MOST_BYTES2 = 64 * 1024 * 1024;
async function verifyDigest(fetched, address, key, keys) {
  switch (fetched.state) {
    case "absent":
      return { verdict: failed("absent", fetched.detail) };
    case "unreadable":
      return { verdict: notChecked(fetched.reason, fetched.detail) };
    case "found":
      return verifyFound(fetched, address, key, keys);
  }
}
async function verifyFound({ bytes: compressed, metadata }, address, key, keys) {
  const inflated = inflate(compressed, MOST_BYTES2);
  if (inflated.fault !== void 0) {
    const { fault: fault2 } = inflated;
    const kind = fault2 === "trailing-data" || fault2 === "too-large" ? fault2 : "container";
    return { verdict: failed(kind, kind === "container" ? fault2 : void 0) };
  }
  const { bytes } = inflated;
  const digest = read2(bytes);
  if (digest instanceof MalformedDigest) {
    return { verdict: failed("malformed", digest.message) };
  }
  const contradiction = contradictionOf(digest, address, key);
  if (contradiction !== void 0) {
    return { verdict: contradiction };
  }
  const signature = metadata.get("signature");
  const algorithm = metadata.get("signature-algorithm");
  if (signature === void 0 || algorithm === void 0) {
    return { verdict: failed("unsigned") };
  }
  if (algorithm !== SIGNATURE_ALGORITHM || digest.signatureAlgorithm !== SIGNATURE_ALGORITHM) {
    return { verdict: failed("algorithm", `"${algorithm.slice(0, 40)}"`) };
  }
  const generated = key.isBackfill ? Date.parse(metadata.get("backfill-generation-timestamp") ?? "") : NaN;
  const found = await keys.find(key.region, digest.fingerprint, Number.isNaN(generated) ? void 0 : generated);
  if ("outcome" in found) {
    return { verdict: found };
  }
  const hash = (0, import_node_crypto5.createHash)("sha256").update(bytes).digest("hex");
  return isSigned(signedText(digest, hash), signature, found) ? { verdict: VERIFIED, digest: { ...digest, hash, signature } } : { verdict: failed("signature") };
}
function read2(bytes) {
  try {
    return parseDigest(bytes);
  } catch (error) {
    if (error instanceof MalformedDigest) {
      return error;
    }
    throw error;
  }
}
function contradictionOf(digest, address, key) {
  if (!isSameObject(digest, address)) {
    return failed("moved", `s3://${digest.bucket}/${digest.key}`.slice(0, 1100));
  }
  if (digest.accountId !== key.accountId) {
    return failed("malformed", "awsAccountId is not the account of its key");
  }
  return digest.end === key.end ? void 0 : failed("malformed", "digestEndTime is not the time of its key");
}

// log-integrity/survivors.ts
var MOST_VERSIONS = 20;
var MOST_LOOKED_FOR = 500;
var Survivors = class {
  constructor(store, keys) {
    this.store = store;
    this.keys = keys;
  }
  store;
  keys;
  left = MOST_LOOKED_FOR;
  /** The newest intact version of an object. */
  async find(object, isIntact) {
    const versions = this.left > 0 ? await this.versions(object.bucket, object.key) : [];
    return this.newestIntact(
      versions.filter(({ key }) => key === object.key),
      isIntact
    );
  }
  /** The newest version of a digest that CloudTrail signed. */
  async findDigest(address, key, isWanted = () => true) {
    return this.find(address, this.isSigned(address, key, isWanted));
  }
  /** Versions behind delete markers and overwrites below a prefix. */
  async versions(bucket, prefix, most = MOST_VERSIONS) {
    const found = [];
    try {
      for await (const page of this.store.versions(bucket, prefix)) {
        found.push(...page.filter(({ isDeleteMarker }) => !isDeleteMarker));
        if (found.length >= most) {
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
    }
    return found.slice(0, most);
  }
  isSigned(address, key, isWanted = () => true) {
    return async (fetched) => {
      const { digest } = await verifyDigest(fetched, address, key, this.keys);
      return digest !== void 0 && isWanted(digest);
    };
  }
  async newestIntact(versions, isIntact) {
    for (const { bucket, key, modified, versionId } of versions) {
      this.left -= 1;
      if (this.left < 0) {
        return void 0;
      }
      if (await isIntact(await this.store.get({ bucket, key }, versionId))) {
        return { versionId, ...modified === void 0 ? {} : { modified } };
      }
    }
    return void 0;
  }
};

// log-integrity/verify-hour.ts
async function verifyHour(address, key, context) {
  const { accountId, isBackfill, region, trail } = key;
  const { keys, sink, store } = context;
  const role = isBackfill ? "backfill-digest" : "digest";
  const reporter = new ChainReporter({ accountId, region, trail }, sink);
  const running = new Running();
  const survivors = new Survivors(store, keys);
  const outcome = await verifyDigest(await store.get(address), address, key, keys);
  const { digest, verdict } = outcome;
  if (digest !== void 0) {
    reporter.seen(role, verdict);
    const interval = { from: digest.start, to: digest.end };
    await new LogChecks({ ...context, interval }, reporter, running, survivors).begin(digest, void 0);
    await running.all();
  } else if (outcome.verdict.outcome === "not-checked" || outcome.verdict.kind !== "absent") {
    reporter.seen(role, outcome.verdict);
    const survivor = outcome.verdict.outcome === "failed" ? await survivors.findDigest(address, key) : void 0;
    reporter.object(role, address, hourBefore(key.end), outcome.verdict, survivor);
  }
  return outcome;
}

// log-validator/digest-memory.ts
var import_node_crypto6 = require("node:crypto");

// log-validator/chain-state.ts
var CHAINS = "chain";
var ATTEMPTS2 = 5;
var ChainStates = class {
  constructor(table2) {
    this.table = table2;
  }
  table;
  async get(chain) {
    const item = await this.table.get(CHAINS, chainId(chain));
    return item === void 0 ? void 0 : stateOf(item);
  }
  /** Every chain that there ever was, whether it has digests. */
  async *all() {
    for await (const item of this.table.query(CHAINS)) {
      const [accountId = "", region = "", trail = ""] = item.sk.split("/");
      yield { accountId, region, trail, hasDigests: item.hasDigests === true };
    }
  }
  /**
   * Settles a chain further. It never goes back: where somebody else went further meanwhile, that stays.
   *
   * @param known what this is based on
   */
  async advance(chain, known, next) {
    let before = known;
    for (let attempt = 0; attempt < ATTEMPTS2; attempt += 1) {
      if (before !== void 0 && before !== known && before.settled >= next.settled) {
        return "kept";
      }
      const state = {
        ...before === void 0 || next.settled >= before.settled ? next : { ...before, hasDigests: before.hasDigests || next.hasDigests, sweep: next.sweep },
        version: (before?.version ?? 0) + 1
      };
      const condition = before === void 0 ? IS_NEW : { expression: "#version = :version", names: ["version"], values: { version: before.version } };
      if (await this.table.put(itemOf(chain, state), condition)) {
        return "moved";
      }
      before = await this.get(chain);
    }
    throw new Error(`the state of ${chainId(chain)} is changed by others all the time`);
  }
};
function chainId({ accountId, region, trail }) {
  return `${accountId}/${region}/${trail}`;
}
function itemOf(chain, { hasDigests, isGap, last, settled, since, sweep, version }) {
  return {
    pk: CHAINS,
    sk: chainId(chain),
    settled,
    settledText: new Date(settled).toISOString(),
    since,
    isGap,
    hasDigests,
    sweep,
    version,
    ...last === void 0 ? {} : {
      lastBucket: last.bucket,
      lastKey: last.key,
      lastEnd: last.end,
      lastHash: last.hash,
      lastSignature: last.signature
    }
  };
}
function stateOf(item) {
  const text2 = (name) => String(item[name] ?? "");
  return {
    settled: Number(item.settled),
    since: Number(item.since),
    isGap: item.isGap === true,
    hasDigests: item.hasDigests === true,
    sweep: text2("sweep"),
    version: Number(item.version),
    ...item.lastKey === void 0 ? {} : {
      last: {
        bucket: text2("lastBucket"),
        key: text2("lastKey"),
        end: Number(item.lastEnd),
        hash: text2("lastHash"),
        signature: text2("lastSignature")
      }
    }
  };
}

// log-validator/digest-memory.ts
var KEPT = 45 * 24 * HOUR;
var DigestMemory = class _DigestMemory {
  constructor(table2, chain) {
    this.table = table2;
    this.chain = chain;
  }
  table;
  chain;
  remembered = /* @__PURE__ */ new Map();
  clean = /* @__PURE__ */ new Set();
  added = /* @__PURE__ */ new Set();
  seen = /* @__PURE__ */ new Map();
  /** What is remembered of the digests that end in a time. Milliseconds. */
  static async load(table2, chain, from, to) {
    const memory = new _DigestMemory(table2, chain);
    for await (const item of table2.query(partition2(chain), { from: formatTime(from), to: `${formatTime(to)}~` })) {
      memory.learn(item);
    }
    return memory;
  }
  has(digestHash) {
    return this.clean.has(digestHash);
  }
  add(digestHash) {
    this.added.add(digestHash);
  }
  /** Hears of a digest that is verified by itself. */
  see({ bucket, end, hash, key, logs, signature }) {
    this.seen.set(uri({ bucket, key }), { bucket, key, end, hash, signature, isEmpty: logs.length === 0 });
  }
  /** The newest digest, no backfill, that ends at or before a time. */
  newest(to) {
    let newest;
    for (const digest of this.seen.values()) {
      const isRegular = parseDigestKey(digest.key)?.isBackfill === false;
      if (isRegular && digest.end <= to && digest.end > (newest?.end ?? -Infinity)) {
        newest = digest;
      }
    }
    return newest;
  }
  get hasSeen() {
    return this.seen.size > 0;
  }
  /**
   * Remembers what was seen since.
   *
   * @param last a digest that is remembered elsewhere
   * @param now milliseconds
   * @returns digests that are others than they were
   */
  async save(now, last) {
    const replaced = [];
    for (const [name, digest] of this.seen) {
      const isClean = digest.isEmpty || this.added.has(digest.hash) || this.clean.has(digest.hash);
      let before = this.remembered.get(name);
      if (before === void 0 || before.hash === digest.hash && isClean && !before.isClean) {
        const condition = {
          expression: "attribute_not_exists(#pk) OR #hash = :hash",
          names: ["pk", "hash"],
          values: { hash: digest.hash }
        };
        if (!await this.table.put(this.itemOf(digest, isClean, now), condition)) {
          const item = await this.table.get(partition2(this.chain), sortKey(digest));
          before = item === void 0 ? void 0 : rememberedOf(item);
        }
      }
      const others = [before, last?.key === digest.key && last.bucket === digest.bucket ? last : void 0];
      if (others.some((other) => other !== void 0 && isAnother(digest, other))) {
        replaced.push(this.finding(digest));
      }
    }
    return replaced;
  }
  learn(item) {
    const digest = rememberedOf(item);
    this.remembered.set(uri(digest), digest);
    if (digest.isClean) {
      this.clean.add(digest.hash);
    }
  }
  itemOf({ bucket, end, hash, key, signature }, isClean, now) {
    return {
      pk: partition2(this.chain),
      sk: sortKey({ bucket, end, key }),
      bucket,
      key,
      end,
      hash,
      signature,
      isClean,
      expires: Math.floor((now + KEPT) / 1e3)
    };
  }
  finding({ bucket, end, key }) {
    return {
      type: "integrity",
      ...this.chain,
      ...hourBefore(end),
      bucket,
      key,
      object: parseDigestKey(key)?.isBackfill === true ? "backfill-digest" : "digest",
      kind: "broken-link",
      detail: "another digest of this name, as well signed, was there when it was verified before"
    };
  }
};
function isAnother(one, other) {
  return one.hash !== other.hash || one.signature.toLowerCase() !== other.signature.toLowerCase();
}
function partition2(chain) {
  return `digest/${chainId(chain)}`;
}
function sortKey({ bucket, end, key }) {
  const name = (0, import_node_crypto6.createHash)("sha256").update(uri({ bucket, key })).digest("hex");
  return `${formatTime(end)} ${name.slice(0, 32)}`;
}
function rememberedOf(item) {
  const text2 = (name) => String(item[name] ?? "");
  return {
    bucket: text2("bucket"),
    key: text2("key"),
    end: Number(item.end),
    hash: text2("hash"),
    signature: text2("signature"),
    isClean: item.isClean === true
  };
}

// log-validator/reports.ts
var import_node_crypto7 = require("node:crypto");
var MOST = 100;
var ADVICE = {
  integrity: "Treat it as tampering until it is explained: find in CloudTrail's data events and S3's access logs who wrote or deleted the object, restore the surviving version, and run landing-zone verify-logs over the time around it.",
  missing: "Find out whether somebody deleted digests or stopped the trail: CloudTrail's events StopLogging, UpdateTrail and DeleteTrail, S3's DeleteObject. Without such a cause ask AWS Support; landing-zone verify-logs shows when they are back.",
  unprotected: "Log files of this time cannot be proved to be complete. Find out who stopped logging or validation (StopLogging, UpdateTrail), and why.",
  unreferenced: "CloudTrail did not deliver it, or no digest vouches for it: find out who put it there, and trust nothing that it says.",
  "not-checked": "Remove what keeps the validator from reading (permissions, the key, the storage class), and run landing-zone verify-logs over this time."
};
var SEVERITIES = {
  integrity: "CRITICAL",
  missing: "HIGH",
  unprotected: "HIGH",
  unreferenced: "HIGH",
  "not-checked": "MEDIUM"
};
function reportsOf(findings, before, now) {
  const reports = /* @__PURE__ */ new Map();
  let silentHours = 0;
  for (const finding of findings) {
    if (finding.type === "integrity") {
      const report2 = ofObject(finding);
      reports.set(report2.id, report2);
    } else if (finding.type !== "not-checked" || isUnknownLifetime(finding)) {
      const gap = newPart(finding, before, now);
      const goesOn = before.isGap && gap.from === before.settled;
      if (gap.from >= gap.to) {
        continue;
      }
      if (goesOn && (finding.type === "not-checked" || day(gap.to) === day(gap.from))) {
        silentHours += finding.type === "not-checked" ? 0 : hoursOf(gap);
      } else {
        const report2 = ofGap(finding, gap);
        reports.set(report2.id, report2);
      }
    }
  }
  return { reports: bounded([...reports.values()]), silentHours };
}
function givenUp(chain, { from, to }) {
  const detail = `For two weeks, something kept ${hours({ from, to })} of digests and log files from being verified: they are not looked at any more.`;
  return report("not-checked", chain, { from, to }, ["given up", day(from)], {
    title: `Log files were never verified: ${chainId(chain)}`,
    detail,
    count: hoursOf({ from, to })
  });
}
function isUnknownLifetime({ object, reason }) {
  return object === "hours" && reason === "unknown-lifetime";
}
function newPart({ from, to }, { isGap, settled }, now) {
  const begin2 = isGap ? Math.max(from, settled) : from;
  return { from: begin2, to: to < now ? to : begin2 + Math.max(0, Math.floor((to - begin2) / HOUR)) * HOUR };
}
function ofObject(finding) {
  const { bucket, detail, from, key, kind, object, survivor, to } = finding;
  const type = kind === "unreferenced" ? "unreferenced" : "integrity";
  const what = { digest: "digest", "backfill-digest": "backfill digest", log: "log file" }[object];
  const sentences = [
    `${uri({ bucket, key })}: ${FAILURES[kind]}${detail === void 0 ? "" : ` (${detail})`}.`,
    survivorText(survivor)
  ];
  return {
    ...report(type, finding, { from, to }, [object, uri({ bucket, key }), kind], {
      title: `${kind === "unreferenced" ? "Log file that no digest mentions" : `Integrity of a ${what} is broken`}: ${chainId(finding)}`,
      detail: sentences.join(""),
      count: 1
    }),
    object,
    bucket,
    key,
    kind
  };
}
function survivorText(survivor) {
  return survivor === void 0 ? "" : ` Version ${survivor.versionId} is still what CloudTrail delivered.`;
}
function ofGap(finding, gap) {
  const names = [finding.type === "not-checked" ? "unknown lifetime" : "gap", formatTime(gap.from)];
  switch (finding.type) {
    case "missing": {
      const digests = finding.digests.filter(({ key }) => (parseDigestKey(key)?.end ?? Infinity) > gap.from);
      const [first2] = digests;
      const intact = digests.filter(({ survivor }) => survivor !== void 0);
      const sentences = [
        finding.isWholeChain ? `There is no digest at all of ${hours(gap)}.` : `Digests of ${hours(gap)} are not there: ${named(digests.map(({ key }) => key))}.`,
        ...finding.logs === 0 ? [] : [`${finding.logs} log files were delivered meanwhile.`],
        ...intact.length === 0 ? [] : [`Behind delete markers, ${intact.length} of them are intact: ${named(intact.map(versionOf))}.`]
      ];
      return {
        ...report("missing", finding, gap, names, {
          title: `Digests of log files are missing: ${chainId(finding)}`,
          detail: sentences.join(" "),
          count: hoursOf(gap)
        }),
        object: "hours",
        ...first2 === void 0 ? {} : { bucket: first2.bucket, key: first2.key }
      };
    }
    case "unprotected": {
      const logs = finding.logs === 0 ? "" : ` ${finding.logs} log files that no digest mentions: ${named(finding.firstLogs)}.`;
      return {
        ...report("unprotected", finding, gap, names, {
          title: `Log files were not protected: ${chainId(finding)}`,
          detail: `${hours(gap)}: ${finding.detail}.${logs}`,
          count: hoursOf(gap)
        }),
        object: "hours"
      };
    }
    case "not-checked":
      return {
        ...report("not-checked", finding, gap, names, {
          title: `Nobody knows whether digests are missing: ${chainId(finding)}`,
          detail: `${hours(gap)}: ${NOT_CHECKED[finding.reason]}.`,
          count: hoursOf(gap)
        }),
        object: "hours",
        kind: finding.reason
      };
  }
}
function versionOf({ key, survivor }) {
  return `${key} version ${survivor?.versionId ?? ""}`;
}
function report(type, { accountId, region, trail }, { from, to }, names, text2) {
  const chain = { accountId, region, trail };
  const id = (0, import_node_crypto7.createHash)("sha256").update(JSON.stringify([chainId(chain), ...names])).digest("hex");
  return { id, type, severity: SEVERITIES[type], ...chain, from, to, advice: ADVICE[type], ...text2 };
}
function bounded(reports) {
  if (reports.length <= MOST) {
    return reports;
  }
  const order = Object.keys(SEVERITIES);
  const sorted = reports.sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
  const [told, rest] = [sorted.slice(0, MOST), sorted.slice(MOST)];
  const [first2] = rest;
  if (first2 === void 0) {
    return told;
  }
  const from = Math.min(...rest.map((one) => one.from));
  const to = Math.max(...rest.map((one) => one.to));
  const more = report(first2.type, first2, { from, to }, ["more", ...rest.map(({ id }) => id).sort()], {
    title: `${rest.length} more findings: ${chainId(first2)}`,
    detail: `Besides others that are told one by one, ${rest.length} more: ${named(rest.map(({ key = "" }) => key))}.`,
    count: rest.reduce((sum, { count: count2 }) => sum + count2, 0)
  });
  return [...told, more];
}
function hours(interval) {
  const count2 = hoursOf(interval);
  return `${count2} ${count2 === 1 ? "hour" : "hours"} from ${formatTime(interval.from)} to ${formatTime(interval.to)}`;
}
var NAMED = 10;
function named(names) {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
}
function day(time2) {
  return formatTime(time2).slice(0, 10);
}

// log-integrity/slots.ts
var Slots = class {
  waiting = [];
  next = 0;
  free;
  constructor(count2) {
    this.free = count2;
  }
  /** Resolves when there is a slot, which is the caller's until it is released. */
  acquire() {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }
  release() {
    const resolve = this.waiting[this.next];
    if (resolve === void 0) {
      this.free += 1;
      return;
    }
    this.next += 1;
    if (this.next === 1024) {
      this.waiting.splice(0, this.next);
      this.next = 0;
    }
    resolve();
  }
};

// log-validator/teller.ts
var BeingTold = class extends Error {
  name = "BeingTold";
};
var KEPT2 = 400 * 24 * HOUR;
var CLAIM = 2 * MINUTE;
var ATTEMPTS3 = 4;
var PAUSE2 = 1500;
var MOST_TEXT = 8e3;
var CLAIMS_AT_ONCE = 8;
var Teller = class {
  constructor(services, where) {
    this.services = services;
    this.where = where;
  }
  services;
  where;
  /**
   * @returns how many hours and objects were newly found
   * @throws BeingTold where somebody else is at it; other errors where somebody could not be told
   */
  async tell(reports) {
    const claims = [];
    for (let index = 0; index < reports.length; index += CLAIMS_AT_ONCE) {
      const some = reports.slice(index, index + CLAIMS_AT_ONCE);
      const mine = await Promise.all(some.map(async (report2) => this.claim(report2)));
      claims.push(...mine.filter((claim) => claim !== void 0));
    }
    if (claims.length === 0) {
      return 0;
    }
    for (const { report: report2 } of claims) {
      const { accountId, detail, id, key, kind, region, severity, type } = report2;
      this.services.log({
        level: "error",
        message: "finding",
        id,
        type,
        severity,
        accountId,
        region,
        key,
        kind,
        detail
      });
    }
    const { buses, hasSecurityHub } = this.services.environment;
    const problems = [];
    let count2 = 0;
    for (const whom of ["metric", ...buses.keys(), ...hasSecurityHub ? ["securityHub"] : []]) {
      try {
        count2 += await this.toOne(whom, claims);
      } catch (error) {
        problems.push(error);
      }
    }
    if (problems.length > 0) {
      throw problems[0];
    }
    for (const claim of claims) {
      await this.note(claim, { isTold: true });
    }
    return count2;
  }
  /** Undefined where it is told already. */
  async claim(report2) {
    const { now, table: table2, wait } = this.services;
    for (let attempt = 1; attempt <= ATTEMPTS3; attempt += 1) {
      const before = await table2.get(partition3(report2), SORT_KEY);
      if (before?.isTold === true) {
        return void 0;
      }
      const time2 = now();
      if (before !== void 0 && Number(before.until) >= time2) {
        await wait(PAUSE2);
        continue;
      }
      const item = this.itemOf(report2, before, time2);
      const condition = before === void 0 ? IS_NEW : {
        expression: "#until = :until AND #isTold = :no",
        names: ["until", "isTold"],
        values: { until: Number(before.until), no: false }
      };
      if (await table2.put(item, condition)) {
        return { report: report2, item };
      }
    }
    throw new BeingTold(`finding ${report2.id} is being told by another run`);
  }
  itemOf(report2, before, time2) {
    const { accountId, from, region, severity, title, to, trail, type } = report2;
    return {
      ...before,
      pk: partition3(report2),
      sk: SORT_KEY,
      type,
      severity,
      accountId,
      region,
      trail,
      title,
      detail: detailOf(report2),
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      found: before?.found ?? new Date(time2).toISOString(),
      isTold: false,
      until: time2 + CLAIM,
      expires: Math.floor((time2 + KEPT2) / 1e3)
    };
  }
  /** Tells the metric, a bus by its number, or Security Hub; only of the metric it is counted what is told. */
  async toOne(whom, claims) {
    const { environment, importFindings, now, putEvents, putMetrics } = this.services;
    switch (whom) {
      case "metric":
        return this.to("metric", claims, async (open) => {
          const told = open.filter(({ type }) => type !== "not-checked");
          const failures = told.reduce((sum, report2) => sum + report2.count, 0);
          await putMetrics([{ MetricName: "Failures", Value: failures, Unit: "Count" }]);
        });
      case "securityHub":
        await this.to("securityHub", claims, async (open) => {
          await importFindings(open.map((report2) => asffOf(report2, environment, this.where, now())));
        });
        return 0;
      default:
        await this.to(`bus${whom + 1}`, claims, async (open) => {
          const bus = environment.buses[whom] ?? "";
          await putEvents(open.map((report2) => this.event(bus, report2)));
        });
        return 0;
    }
  }
  /** Tells somebody what they were not told yet, and notes that they were; answers with how many hours and objects. */
  async to(whom, claims, tell) {
    const open = claims.filter(({ item }) => item[whom] === void 0);
    if (open.length === 0) {
      return 0;
    }
    await tell(open.map(({ report: report2 }) => report2));
    for (const claim of open) {
      await this.note(claim, { [whom]: new Date(this.services.now()).toISOString() });
    }
    return open.reduce((sum, { report: report2 }) => sum + report2.count, 0);
  }
  async note(claim, what) {
    const item = { ...claim.item, ...what };
    const until = Number(claim.item.until);
    await this.services.table.put(item, { expression: "#until = :until", names: ["until"], values: { until } });
    claim.item = item;
  }
  event(bus, report2) {
    return { bus, detail: detailOf(report2), time: new Date(this.services.now()) };
  }
};
var SORT_KEY = "finding";
function partition3({ id }) {
  return `finding/${id}`;
}
function detailOf({ count: count2, detail, from, id, title, to, ...rest }) {
  return JSON.stringify({
    findingId: id,
    ...rest,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    count: count2,
    title: cut(title, 256),
    detail: cut(detail, MOST_TEXT)
  });
}

// log-validator/runtime.ts
var DIGESTS = 64;
var LOGS = 48;
var OutOfTime = class extends Error {
  name = "OutOfTime";
  constructor() {
    super("the function has hardly any time left");
  }
};
function makeRun(services, keys, metrics, where, signal) {
  return {
    services,
    metrics,
    keys,
    states: new ChainStates(services.table),
    teller: new Teller(services, where),
    digestSlots: new Slots(DIGESTS),
    logSlots: new Slots(LOGS),
    signal
  };
}
async function each(things, atOnce, doing) {
  const waiting = [...things];
  const errors = [];
  const next = async () => {
    for (let thing = waiting.shift(); thing !== void 0; thing = waiting.shift()) {
      try {
        await doing(thing);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  if (errors.length > 0) {
    throw errors[0];
  }
}

// log-integrity/link.ts
function linkProblem(digest, { previous }) {
  if (previous === void 0 || !isSameObject(previous, digest)) {
    return failed("not-in-chain");
  }
  return previous.hash === digest.hash && previous.signature.toLowerCase() === digest.signature.toLowerCase() ? void 0 : failed("broken-link");
}

// log-integrity/backfills.ts
var Backfills = class {
  constructor(context, timeline, reporter, doubts) {
    this.context = context;
    this.timeline = timeline;
    this.reporter = reporter;
    this.doubts = doubts;
  }
  context;
  timeline;
  reporter;
  doubts;
  digests = /* @__PURE__ */ new Map();
  add(digest) {
    this.digests.set(uri(digest), digest);
  }
  async checkLinks() {
    for (const next of this.digests.values()) {
      if (next.previous !== void 0) {
        await this.checkLink(next.previous, next);
      }
    }
  }
  async checkLink(previous, next) {
    const { interval, keys, store } = this.context;
    const key = parseDigestKey(previous.key);
    if (key === void 0 || key.end <= interval.from || key.end - HOUR >= interval.to) {
      return;
    }
    const role = key.isBackfill ? "backfill-digest" : "digest";
    const hour = this.timeline.at(Math.min(key.end, interval.to) - 1);
    const report2 = (verdict) => {
      if (hour !== void 0) {
        worsen(hour, "failed");
      }
      this.reporter.object(role, previous, hour ?? hourBefore(key.end), verdict);
    };
    let digest = this.digests.get(uri(previous));
    if (digest === void 0) {
      const outcome = await verifyDigest(await store.get(previous), previous, key, keys);
      ({ digest } = outcome);
      if (outcome.verdict.outcome === "failed" && outcome.verdict.kind === "absent") {
        this.reporter.seen(role, outcome.verdict);
        this.doubts.add(hour ?? hourBefore(key.end));
        report2(failed("absent", `${next.key} follows it`));
      }
    }
    const problem = digest === void 0 ? void 0 : linkProblem(digest, next);
    if (problem !== void 0) {
      report2({ ...problem, detail: `the digest after it is ${next.key}` });
    }
  }
};

// log-integrity/doubts.ts
var Doubts = class {
  all = [];
  add({ from, to }, unread) {
    this.all.push({ from, to, ...unread === void 0 ? {} : { unread } });
  }
  at(time2) {
    return this.all.find(({ from, to }) => time2 >= from && time2 < to);
  }
};

// log-integrity/digest-feed.ts
async function* digestFeed(options, context) {
  const { keys, lookAhead, slots, store } = context;
  const ahead = [];
  try {
    for await (const [key, address] of listed(options, store)) {
      ahead.push({
        key,
        address,
        outcome: (slots?.acquire() ?? Promise.resolve()).then(
          async () => verifyDigest(await store.get(address), address, key, keys)
        ),
        release: () => slots?.release()
      });
      if (ahead.length >= lookAhead) {
        yield* first(ahead);
      }
    }
    while (ahead.length > 0) {
      yield* first(ahead);
    }
  } finally {
    for (const { outcome, release } of ahead) {
      void outcome.then(release, release);
    }
  }
}
function* first(ahead) {
  const next = ahead.shift();
  if (next !== void 0) {
    yield next;
  }
}
async function* listed({ accountId, after, location, region, upTo }, store) {
  const { bucket } = location;
  const folder = digestFolder(location, accountId, region);
  const lastDay = `${folder}${formatDay(upTo)}/`;
  let day2 = "";
  let found = [];
  const inOrder = () => found.sort(([one], [other]) => one.end - other.end);
  listing: for await (const page of store.list(bucket, folder, `${folder}${formatDay(after - HOUR)}/`)) {
    for (const key of page) {
      const keyDay = key.slice(0, lastDay.length);
      if (keyDay > lastDay) {
        break listing;
      }
      if (keyDay !== day2) {
        yield* inOrder();
        found = [];
        day2 = keyDay;
      }
      const parsed = parseDigestKey(key);
      if (parsed !== void 0 && parsed.end > after && parsed.end <= upTo && key.startsWith(folder)) {
        found.push([parsed, { bucket, key }]);
      }
    }
  }
  yield* inOrder();
}

// log-integrity/lifetimes.ts
var JOINING = 24 * 36e5;

// log-integrity/expected-tail.ts
function tailOf(last, lifetime, { grace, interval, now, stopped }) {
  const from = Math.max(last ?? 0, interval.from);
  const { to } = interval;
  const left = Math.min(to, Math.max(from, lifetime.to ?? Infinity));
  const joined = Math.min(left, Math.max(from, last === void 0 ? lifetime.from ?? from : from));
  const begun = last === void 0 && joined > from ? Math.min(left, joined + JOINING) : joined;
  const first2 = last ?? begun;
  const due = Math.max(begun, first2 + Math.floor((now - grace - first2) / HOUR) * HOUR);
  const end = lifetime.to !== void 0 && left < to && left - begun < HOUR ? begun : left;
  const lacking = Math.min(due, end);
  const stop = stopped === void 0 ? Infinity : stopped.since <= begun + HOUR ? begun : stopped.since;
  const stoppedAt = Math.min(end, stop);
  const parts = [
    { from, to: joined, state: "not-expected", because: "" },
    { from: joined, to: begun, state: "pending", because: "" },
    {
      from: begun,
      to: Math.min(lacking, stoppedAt),
      state: !lifetime.isThere && lifetime.to === void 0 ? "not-checked" : "missing",
      because: ""
    },
    { from: Math.max(begun, Math.min(lacking, stoppedAt)), to: stoppedAt, state: "pending", because: "" },
    { from: stoppedAt, to: end, state: "unprotected", because: stopped?.why ?? "" },
    { from: end, to, state: "not-expected", because: "" }
  ];
  return parts.filter((part) => part.from < part.to);
}

// log-integrity/gaps.ts
var MOST_NAMED_LOGS = 20;
var MOST_DAYS_OF_VERSIONS = 40;
var MOST_VERSIONS_A_DAY = 1e3;
var Gaps = class {
  constructor(timeline, reporter, running, survivors, bucket) {
    this.timeline = timeline;
    this.reporter = reporter;
    this.running = running;
    this.survivors = survivors;
    this.bucket = bucket;
  }
  timeline;
  reporter;
  running;
  survivors;
  bucket;
  found = [];
  logs = /* @__PURE__ */ new Map();
  /** A time in which validation or logging was off. */
  unprotected(gap, detail) {
    const entry = this.timeline.add(gap, "unprotected");
    if (entry !== void 0) {
      this.reporter.hours(entry.hours);
      const { from, hours: hours2, to } = entry;
      const common = { type: "unprotected", ...this.reporter.name, from, to, hours: hours2, detail };
      this.found.push({ entry, finding: (firstLogs) => ({ ...common, logs: entry.logs, firstLogs }) });
    }
  }
  /** A time in which there is no digest at all, so that nobody knows at which minute of the hour there should be. */
  wholeChain(gap) {
    const entry = this.timeline.add(gap, "missing");
    if (entry !== void 0) {
      this.report(entry, true, []);
    }
  }
  /**
   * Hours whose digests were there once, or should be.
   *
   * @param last what the key of the newest of them says
   * @param bucket where they are expected
   * @default - bucket of the trail
   */
  missing(gap, last, bucket = this.bucket) {
    const { from, to } = this.timeline.clip(gap);
    const digests = [];
    for (let { end } = last; end > from; end -= HOUR) {
      if (end - HOUR < to) {
        digests.unshift({ bucket, key: digestKey({ ...last, end }) });
      }
    }
    const entry = this.timeline.add(gap, "missing", Math.max(1, digests.length));
    if (entry !== void 0) {
      this.report(entry, false, digests);
      this.running.start(async () => this.nameSurvivors({ from, to }, last, bucket, digests));
    }
  }
  /** A log file that was delivered in a time. */
  logIn(entry, { key }) {
    entry.logs += 1;
    const named2 = this.logs.get(entry) ?? [];
    if (named2.length < MOST_NAMED_LOGS) {
      named2.push(key);
    }
    this.logs.set(entry, named2);
  }
  reportAll() {
    for (const { entry, finding } of this.found) {
      this.reporter.sink.finding(finding(this.logs.get(entry) ?? []));
    }
  }
  report(entry, isWholeChain, digests) {
    this.reporter.hours(entry.hours);
    const { from, hours: hours2, to } = entry;
    const common = { type: "missing", ...this.reporter.name, from, to, hours: hours2, isWholeChain, digests };
    this.found.push({ entry, finding: () => ({ ...common, logs: entry.logs }) });
  }
  /** Corrects the names by what is behind delete markers, and says which versions are intact. */
  async nameSurvivors({ from, to }, last, bucket, digests) {
    const folder = digestFolder(last, last.accountId, last.region);
    const days = /* @__PURE__ */ new Set();
    for (let time2 = from; time2 < to + HOUR && days.size < MOST_DAYS_OF_VERSIONS; time2 += HOUR) {
      days.add(formatDay(time2));
    }
    const byKey = /* @__PURE__ */ new Map();
    for (const day2 of days) {
      for (const version of await this.survivors.versions(bucket, `${folder}${day2}/`, MOST_VERSIONS_A_DAY)) {
        byKey.set(version.key, [...byKey.get(version.key) ?? [], version]);
      }
    }
    for (const [key, versions] of byKey) {
      const parsed = parseDigestKey(key);
      const isOfChain = parsed?.trail === last.trail && parsed.homeRegion === last.homeRegion && !parsed.isBackfill;
      if (!isOfChain) {
        continue;
      }
      const index = digests.findIndex(
        (digest) => Math.abs((parseDigestKey(digest.key)?.end ?? 0) - parsed.end) < 30 * MINUTE
      );
      if (index !== -1) {
        const address = { bucket, key };
        const survivor = await this.survivors.newestIntact(versions, this.survivors.isSigned(address, parsed));
        digests[index] = { ...address, ...survivor === void 0 ? {} : { survivor } };
      }
    }
  }
};

// log-integrity/log-claims.ts
var MOST_UNCLAIMED = 1e5;
var LogClaims = class {
  constructor(store, accountId, region) {
    this.store = store;
    this.accountId = accountId;
    this.region = region;
  }
  store;
  accountId;
  region;
  unclaimed = /* @__PURE__ */ new Map();
  early = /* @__PURE__ */ new Set();
  /** How many more there were. */
  uncounted = 0;
  /** A digest mentions a log file. */
  claim(log) {
    const name = uri(log);
    if (!this.unclaimed.delete(name) && log.key.includes("/CloudTrail/")) {
      this.early.add(name);
    }
  }
  /**
   * Follows the log files of a location.
   *
   * @returns what goes on as far as a time, to be called with later and later times, and what goes to the end of the last day;
   * both throw SourceError
   */
  follow(location, { from, to }) {
    const { bucket } = location;
    const folder = logFolder(location, this.accountId, this.region);
    const keys = pages(this.store.list(bucket, folder, `${folder}${formatDay(from)}/`));
    const [firstMinute, lastDay] = [from - MINUTE, `${folder}${formatDay(to)}/`];
    let waiting;
    let isDone = false;
    const goOn = async (isWanted) => {
      while (!isDone && (waiting === void 0 || isWanted(waiting))) {
        if (waiting !== void 0 && (!waiting.isNamedAsLog || waiting.delivered > firstMinute) && waiting.delivered < to) {
          this.see(waiting);
        }
        const next = await keys.next();
        isDone = next.done === true;
        waiting = next.done === true ? void 0 : logOf(bucket, next.value, folder.length);
      }
    };
    return {
      upTo: async (time2) => goOn(({ delivered }) => delivered <= time2),
      // What is not named as CloudTrail does may come after all log files of its day.
      toEnd: async () => goOn(({ key }) => key.slice(0, lastDay.length) <= lastDay)
    };
  }
  /** Whether there are log files that no digest mentioned so far. */
  get hasLeft() {
    return this.unclaimed.size > 0;
  }
  /** Those that no digest mentioned so far. */
  left() {
    return this.unclaimed.values();
  }
  see(log) {
    const name = uri(log);
    if (this.early.delete(name)) {
      return;
    }
    if (this.unclaimed.size < MOST_UNCLAIMED) {
      this.unclaimed.set(name, log);
    } else {
      this.uncounted += 1;
    }
  }
};
function logOf(bucket, key, folderLength) {
  const parsed = parseLogKey(key);
  if (parsed !== void 0) {
    return { bucket, key, delivered: parsed.delivered, isNamedAsLog: true };
  }
  const day2 = /^(\d{4})\/(\d{2})\/(\d{2})\/./.exec(key.slice(folderLength));
  const delivered = day2 === null ? void 0 : parseStamp(`${day2[1]}${day2[2]}${day2[3]}T0000Z`);
  return delivered === void 0 ? void 0 : { bucket, key, delivered, isNamedAsLog: false };
}
async function* pages(listing) {
  for await (const page of listing) {
    yield* page;
  }
}

// log-integrity/unreferenced.ts
function judgeUnclaimed(judgement) {
  const { claims, doubts, gaps, interval, known, reporter, timeline } = judgement;
  const isCovered = (time2) => timeline.at(time2)?.isCovered ?? (time2 >= interval.to && time2 <= known);
  const isCoveredAround = (time2) => [time2, time2 + MINUTE, time2 + HOUR].every(isCovered);
  const judge = (log) => {
    const entry = timeline.at(log.delivered);
    const doubt = doubts.at(log.delivered);
    if (log.isNamedAsLog && doubt?.unread !== void 0) {
      const { detail = "", reason } = doubt.unread;
      const verdict = {
        ...doubt.unread,
        detail: `a digest of another trail, which may mention it: ${detail || reason}`
      };
      reporter.object("log", log, entry ?? interval, verdict);
      if (entry !== void 0) {
        worsen(entry, "not-checked");
      }
    } else if (!log.isNamedAsLog || doubt === void 0 && isCoveredAround(log.delivered)) {
      reporter.object("log", log, entry ?? interval, failed("unreferenced"));
      if (entry !== void 0) {
        worsen(entry, "failed");
      }
    } else if (entry !== void 0) {
      gaps.logIn(entry, log);
    }
  };
  for (const log of claims.left()) {
    judge(log);
  }
}

// log-integrity/chain-walk.ts
var LOOK_AHEAD = 32;
var LOOK_AHEAD_ELSEWHERE = 8;
var BEYOND = 2 * HOUR;
var MOST_MOVES = 8;
async function walkChain(task, context) {
  return new ChainWalk(task, context).walk();
}
var ChainWalk = class {
  constructor(task, context) {
    this.task = task;
    this.context = context;
    const { accountId, location, region, trail } = task;
    const { interval, keys, sink, store } = context;
    this.reporter = new ChainReporter({ accountId, region, trail }, sink);
    this.timeline = new Timeline(interval);
    this.survivors = new Survivors(store, keys);
    this.gaps = new Gaps(this.timeline, this.reporter, this.running, this.survivors, location.bucket);
    this.claims = new LogClaims(store, accountId, region);
    this.logs = new LogChecks(context, this.reporter, this.running, this.survivors);
    this.backfills = new Backfills(context, this.timeline, this.reporter, this.doubts);
  }
  task;
  context;
  reporter;
  timeline;
  running = new Running();
  survivors;
  gaps;
  claims;
  logs;
  backfills;
  doubts = new Doubts();
  passed;
  moves = 0;
  async walk() {
    const { interval } = this.context;
    try {
      await this.segment(this.task.location, { from: interval.from - HOUR, to: interval.to + BEYOND });
      this.finish();
    } catch (error) {
      this.unlisted(error);
    }
    await this.running.all();
    await this.backfills.checkLinks();
    const known = this.passed?.digest?.end ?? interval.from;
    const { claims, doubts, gaps, reporter, timeline } = this;
    judgeUnclaimed({ claims, doubts, gaps, interval, known, reporter, timeline });
    this.gaps.reportAll();
    return { ...this.reporter.name, spans: this.timeline.spans() };
  }
  get isStopped() {
    return this.context.signal?.aborted === true;
  }
  /** Goes through the digests of one location. */
  async segment(location, { from, to }) {
    const { digestSlots, interval, keys, store } = this.context;
    const { accountId, region } = this.task;
    const feed = digestFeed(
      { location, accountId, region, after: from, upTo: to },
      this.moves === 0 ? { store, keys, slots: digestSlots, lookAhead: LOOK_AHEAD } : { store, keys, lookAhead: LOOK_AHEAD_ELSEWHERE }
    );
    const within = { from: Math.max(from, interval.from), to: Math.min(to, interval.to) };
    const follower = this.claims.follow(location, within);
    for await (const fed of feed) {
      try {
        const outcome = await fed.outcome;
        if (this.isStopped) {
          return;
        }
        await this.pass(fed, outcome, location);
        await follower.upTo(Math.min(fed.key.end, within.to));
      } finally {
        fed.release();
      }
    }
    await follower.toEnd();
  }
  async pass(fed, outcome, location) {
    const { homeRegion, trail } = this.task;
    const { digest } = outcome;
    digest?.logs.forEach((log) => {
      this.claims.claim(log);
    });
    if (fed.key.trail !== trail || fed.key.homeRegion !== homeRegion) {
      if (outcome.verdict.outcome === "not-checked") {
        this.doubts.add(hourBefore(fed.key.end), outcome.verdict);
      }
      return;
    }
    if (digest !== void 0) {
      this.context.digest?.(digest);
    }
    if (fed.key.isBackfill) {
      await this.passBackfill(fed, outcome);
    } else if (digest === void 0) {
      await this.passUnverified(fed, outcome.verdict);
    } else {
      await this.passVerified(fed, digest, location);
    }
  }
  async passVerified({ address }, digest, location) {
    await this.join(digest, location);
    const { end } = digest;
    const entry = this.timeline.add({ from: Math.max(digest.start, this.passed?.end ?? 0), to: end }, "verified", 1);
    this.passed = { address, end, digest, ...entry === void 0 ? {} : { entry } };
    if (entry !== void 0) {
      this.reporter.hours(1);
      this.reporter.seen("digest", { outcome: "verified" });
      await this.logs.begin(digest, entry);
    }
  }
  async passUnverified({ address, key }, verdict) {
    const before = this.passed?.end ?? this.context.interval.from;
    const start = Math.max(key.end - HOUR, this.passed?.end ?? 0);
    if (start > before) {
      this.gaps.missing(this.alive({ from: before, to: start }), { ...key, end: start });
    }
    const state = verdict.outcome === "failed" ? "failed" : "not-checked";
    const entry = this.timeline.add({ from: start, to: key.end }, state, 1);
    this.passed = { address, end: key.end, ...entry === void 0 ? {} : { entry } };
    if (entry !== void 0) {
      this.reporter.hours(1);
      await this.unverified("digest", address, key, entry, verdict);
    }
  }
  async passBackfill({ address, key }, outcome) {
    const { from, to } = this.context.interval;
    if (key.end <= from || key.end - HOUR >= to) {
      return;
    }
    const entry = this.timeline.at(Math.min(key.end, to) - 1);
    const { digest, verdict } = outcome;
    if (digest === void 0) {
      if (entry !== void 0) {
        worsen(entry, outcome.verdict.outcome);
      }
      const hour = entry ?? hourBefore(key.end);
      this.doubts.add(hour);
      await this.unverified("backfill-digest", address, key, hour, outcome.verdict);
    } else {
      this.reporter.seen("backfill-digest", verdict);
      this.backfills.add(digest);
      await this.logs.begin(digest, entry);
    }
  }
  async unverified(role, address, key, hour, verdict) {
    this.reporter.seen(role, verdict);
    const survivor = verdict.outcome === "failed" ? await this.survivors.findDigest(address, key) : void 0;
    this.reporter.object(role, address, hour, verdict, survivor);
  }
  /** Compares a digest with the one before: their link, and the time between them. */
  async join(digest, location) {
    const { previous, start } = digest;
    if (previous !== void 0 && !this.isPassed(previous)) {
      await this.goElsewhere(previous, digest, location);
    }
    const { passed } = this;
    if (passed === void 0) {
      await this.begin(digest);
      return;
    }
    const gap = this.alive({ from: passed.end, to: start });
    const hasGap = gap.to > gap.from;
    if (previous === void 0) {
      if (hasGap) {
        this.gaps.unprotected(gap, "validation or logging was off: the next digest is a starting digest");
      }
      return;
    }
    if (hasGap && this.isPassed(previous)) {
      this.gaps.unprotected(gap, "CloudTrail made no digest: the next digest follows the last one before");
    } else if (hasGap) {
      this.gaps.missing(gap, this.keyBefore(digest, previous), previous.bucket);
    }
    const problem = passed.digest === void 0 ? void 0 : linkProblem(passed.digest, digest);
    if (problem !== void 0 && (!hasGap || problem.kind === "broken-link")) {
      await this.breakLink(passed, problem, digest);
    }
  }
  isPassed(address) {
    return this.passed !== void 0 && isSameObject(address, this.passed.address);
  }
  async breakLink({ address, end, entry }, problem, next) {
    if (entry !== void 0) {
      worsen(entry, "failed");
    }
    const key = parseDigestKey(address.key);
    const survivor = key === void 0 || problem.kind !== "broken-link" ? void 0 : await this.survivors.findDigest(address, key, (found) => linkProblem(found, next) === void 0);
    const verdict = { ...problem, detail: `the digest after it is ${next.key}` };
    this.reporter.object("digest", address, entry ?? hourBefore(end), verdict, survivor);
  }
  /** Reads the digests in the bucket, the prefix or the organization that the trail had before, up to a digest. */
  async goElsewhere(previous, next, location) {
    const { from } = this.context.interval;
    const there = this.otherLocation(previous, location);
    const after = Math.max(this.passed?.end ?? 0, from - HOUR);
    if (there === void 0 || next.start <= after || next.start <= from || this.moves === MOST_MOVES) {
      return;
    }
    this.moves += 1;
    try {
      await this.segment(there, { from: after, to: next.start });
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
      if (error.reason !== "no-bucket") {
        const gap = { from: Math.max(this.passed?.end ?? 0, from), to: next.start };
        this.notChecked(gap, error, previous);
        this.passed = { address: previous, end: next.start };
      }
    } finally {
      this.moves -= 1;
    }
  }
  otherLocation({ bucket, key }, here) {
    const { accountId, homeRegion, region, trail } = this.task;
    const parsed = parseDigestKey(key);
    if (parsed?.accountId !== accountId || parsed.region !== region || parsed.trail !== trail || parsed.homeRegion !== homeRegion) {
      return void 0;
    }
    const { organizationId, prefix } = parsed;
    return bucket === here.bucket && prefix === here.prefix && organizationId === here.organizationId ? void 0 : { bucket, prefix, ...organizationId === void 0 ? {} : { organizationId } };
  }
  /** The first digest that there is, and the time before it. */
  async begin(digest) {
    const { from } = this.context.interval;
    const { from: joined, isOptIn } = this.task.lifetime;
    const gap = { from, to: digest.start };
    if (digest.start <= from) {
      return;
    }
    if (digest.previous !== void 0) {
      this.gaps.missing(this.alive(gap), this.keyBefore(digest, digest.previous), digest.previous.bucket);
      return;
    }
    const isJoining = joined !== void 0 && joined > from - JOINING && digest.start - joined <= JOINING;
    if (isJoining || isOptIn && !await this.hasOlder(digest)) {
      this.timeline.add(gap, "not-expected");
      this.reporter.hours(1);
    } else {
      this.gaps.unprotected(this.alive(gap), "validation or logging was off: the first digest is a starting digest");
    }
  }
  /** What the key of the digest before another says; where there is no reading it, what it should say. */
  keyBefore(digest, previous) {
    const { accountId, homeRegion, location, region, trail } = this.task;
    return parseDigestKey(previous.key) ?? {
      ...location,
      accountId,
      homeRegion,
      region,
      trail,
      end: digest.start,
      isBackfill: false
    };
  }
  /** Whether the trail has digests before one. */
  async hasOlder({ end }) {
    const { accountId, homeRegion, location, region, trail } = this.task;
    for await (const page of this.context.store.list(location.bucket, digestFolder(location, accountId, region))) {
      const oldest = page.map(parseDigestKey).find((key) => key?.trail === trail && key.homeRegion === homeRegion && !key.isBackfill);
      if (oldest !== void 0) {
        return oldest.end < end;
      }
    }
    return false;
  }
  /** What of a time is after the account joined; the time before that is expected to have no digests. */
  alive({ from, to }) {
    const { from: joined = from } = this.task.lifetime;
    if (joined <= from) {
      return { from, to };
    }
    this.timeline.add({ from, to: Math.min(joined, to) }, "not-expected");
    return { from: Math.min(joined, to), to };
  }
  /** The time after the last digest. */
  finish() {
    const { passed } = this;
    if (this.isStopped) {
      return;
    }
    if (passed === void 0 && this.task.lifetime.isExpected === false && !this.claims.hasLeft) {
      this.reporter.hours(this.timeline.add(this.context.interval, "not-expected")?.hours ?? 0);
      return;
    }
    for (const { because, state, ...part } of tailOf(passed?.end, this.task.lifetime, this.context)) {
      switch (state) {
        case "missing": {
          const key = passed === void 0 ? void 0 : parseDigestKey(passed.address.key);
          if (key === void 0) {
            this.gaps.wholeChain(part);
          } else {
            const end = key.end + Math.ceil((part.to - key.end) / HOUR) * HOUR;
            this.gaps.missing(part, { ...key, end }, passed?.address.bucket);
          }
          break;
        }
        case "unprotected":
          this.gaps.unprotected(part, because);
          break;
        case "not-checked": {
          const { from, to } = part;
          this.reporter.hours(this.timeline.add(part, state)?.hours ?? 0);
          this.reporter.sink.finding({
            type: "not-checked",
            ...this.reporter.name,
            from,
            to,
            object: "hours",
            reason: "unknown-lifetime"
          });
          break;
        }
        default:
          this.reporter.hours(this.timeline.add(part, state)?.hours ?? 0);
      }
    }
  }
  /** The folder of the digests, or of the log files, cannot be listed. */
  unlisted(error) {
    const { from, to } = this.context.interval;
    if (!(error instanceof SourceError)) {
      throw error;
    }
    if (error.reason === "no-bucket") {
      this.finish();
    } else {
      this.notChecked({ from: Math.min(Math.max(from, this.passed?.end ?? from), to - 1), to }, error);
    }
  }
  notChecked(gap, error, address) {
    const entry = this.timeline.add(gap, "not-checked");
    this.reporter.hours(entry?.hours ?? 0);
    this.reporter.hoursNotChecked(entry ?? gap, error, address);
  }
};

// log-validator/settlement.ts
var GAPS = ["missing", "unprotected"];
function settledBy(spans, findings, to, before) {
  const unknown = findings.filter((finding) => finding.type === "not-checked" && isUnknownLifetime(finding));
  const isUnknown = (span) => unknown.some(({ from, to: end }) => span.from >= from && span.to <= end);
  let [settled, isGap] = [before.settled, before.isGap];
  for (const span of spans) {
    const isReported = span.state === "not-checked" && isUnknown(span);
    if (span.state === "pending" || span.state === "not-checked" && !isReported) {
      break;
    }
    const isOfGap = isReported || GAPS.includes(span.state);
    const begin2 = Math.max(span.from, before.isGap ? before.settled : span.from);
    const isOpen = span.to >= to && span.state !== "not-expected";
    const end = isOpen ? begin2 + Math.max(0, Math.floor((span.to - begin2) / HOUR)) * HOUR : span.to;
    if (end > settled) {
      [settled, isGap] = [end, isOfGap];
    }
    if (end < span.to) {
      break;
    }
  }
  return { settled, isGap };
}

// log-validator/sweep-group.ts
var FIRST_LOOK = 24 * HOUR;
var LOOK_BACK = 14 * 24 * HOUR;
var CHAINS_AT_ONCE = 8;
var MOST_FINDINGS2 = 5e3;
var AROUND = 2 * HOUR;
function hourOf(time2) {
  return Math.floor(time2 / HOUR) * HOUR;
}
async function sweepGroup(work2, run) {
  const { metrics, services, signal } = run;
  for (const count2 of [
    "ChainsLate",
    "DigestsVerified",
    "Failures",
    "LogsVerified",
    "NotChecked",
    "SweepGroups"
  ]) {
    metrics.add(count2);
  }
  await each(work2.chains, CHAINS_AT_ONCE, async (chain) => {
    if (signal.aborted) {
      throw new OutOfTime();
    }
    try {
      await sweepChain(chain, work2, run);
    } catch (error) {
      const { accountId, region } = chain;
      const { message, name } = error;
      services.log({ level: "error", message: "chain not done", accountId, region, error: `${name}: ${message}` });
      throw error;
    }
  });
  metrics.add("SweepGroups", 1);
}
async function sweepChain(swept, { id: sweep, started, stopped }, run) {
  const { digestSlots, keys, logSlots, services, signal, states, teller } = run;
  const { environment, store, table: table2 } = services;
  const { accountId, region, ...lifetime } = swept;
  const chain = { accountId, region, trail: environment.trail };
  const state = await states.get(chain);
  if (state?.sweep === sweep) {
    return;
  }
  const now = services.now();
  const first2 = hourOf(Date.parse(started)) - FIRST_LOOK;
  const known = state ?? { settled: first2, since: first2, isGap: false };
  const settled = Math.max(known.settled, hourOf(now) - LOOK_BACK);
  const before = { settled, isGap: known.isGap && settled === known.settled };
  const interval = { from: Math.max(settled - HOUR, known.since), to: Math.max(now, settled) };
  const collector = new Collector([], MOST_FINDINGS2);
  const memory = await DigestMemory.load(table2, chain, interval.from - AROUND, interval.to);
  const { spans } = await walkChain(
    {
      location: environment.location,
      accountId,
      region,
      trail: environment.trail,
      homeRegion: environment.homeRegion,
      lifetime: {
        ...lifetime,
        isExpected: lifetime.isExpected !== false || state?.hasDigests === true,
        // A chain that is looked at for the first time may be a new one, whose first digest says when it began.
        isOptIn: lifetime.isOptIn || state?.hasDigests !== true || state.sweep === ""
      }
    },
    {
      store,
      keys: keys.ring(interval),
      interval,
      now,
      grace: environment.grace,
      ...stopped === void 0 ? {} : { stopped },
      sink: collector,
      journal: memory,
      digest: (digest) => {
        memory.see(digest);
      },
      digestSlots,
      logSlots,
      signal
    }
  );
  const replaced = await memory.save(now, state?.last);
  if (signal.aborted) {
    throw new OutOfTime();
  }
  const hasDigests = state?.hasDigests === true || memory.hasSeen;
  const begun = Math.max(known.since + FIRST_LOOK, lifetime.from ?? 0);
  const isAwaited = !hasDigests && now < begun + JOINING + environment.grace + HOUR;
  const found = [...collector.findings, ...replaced];
  const findings = isAwaited ? found.filter((finding) => !isWithoutAnything(finding)) : found;
  const { reports, silentHours } = reportsOf(findings, before, interval.to);
  const lost = { from: Math.max(known.settled, lifetime.from ?? 0), to: settled };
  await teller.tell([...lost.from < lost.to ? [givenUp(chain, lost)] : [], ...reports]);
  const next = findings.length < found.length ? before : settledBy(spans, findings, interval.to, before);
  const [oldest] = spans;
  const isBegun = memory.hasSeen && oldest?.state === "not-expected" && oldest.to < interval.to;
  const since = isBegun ? Math.max(known.since, oldest.to) : known.since;
  const last = memory.newest(next.settled) ?? state?.last;
  await states.advance(chain, state, {
    ...next,
    since,
    hasDigests,
    sweep,
    ...last === void 0 ? {} : { last }
  });
  count(run, chain, { collector, isAwaited, now, silentHours, state: next });
}
function isWithoutAnything(finding) {
  return finding.type === "missing" && finding.isWholeChain && finding.logs === 0;
}
function count({ metrics, services }, chain, {
  collector,
  isAwaited,
  now,
  silentHours,
  state: { settled }
}) {
  const { environment, log } = services;
  const { "backfill-digest": backfills, digest, log: logs } = collector.counts;
  metrics.add("DigestsVerified", digest.verified + backfills.verified);
  metrics.add("LogsVerified", logs.verified);
  metrics.add("Failures", silentHours);
  metrics.add("NotChecked", collector.open.notChecked);
  const lag = isAwaited ? 0 : now - settled;
  metrics.lag(lag);
  const isLate = lag > environment.grace + LATE_AFTER_GRACE;
  metrics.add("ChainsLate", isLate ? 1 : 0);
  const unread = collector.findings.find((finding) => finding.type === "not-checked");
  if (isLate || unread !== void 0) {
    const { detail, key, reason } = unread ?? {};
    log({
      level: "warn",
      message: unread === void 0 ? "chain late" : "not checked",
      chain: chainId(chain),
      settled: new Date(settled).toISOString(),
      count: collector.open.notChecked,
      reason,
      key,
      detail
    });
  }
}

// log-validator/digest-event.ts
function parseCreatedObject(value) {
  const event = value ?? {};
  const [bucket, key] = [event.detail?.bucket?.name, event.detail?.object?.key];
  const { account } = event;
  if (event.source !== "aws.s3" || event["detail-type"] !== "Object Created" || typeof account !== "string" || typeof bucket !== "string" || typeof key !== "string") {
    throw new Error("it is no event of S3 about an object that was created");
  }
  return { account, bucket, key };
}
async function verifyCreated(created, run) {
  const { keys, logSlots, metrics, services, signal, states, teller } = run;
  const { environment, log, store, table: table2 } = services;
  for (const name of ["DigestsVerified", "Failures", "LogsVerified", "NotChecked"]) {
    metrics.add(name);
  }
  const { bucket, key } = created;
  const parsed = ownKey(created, environment);
  if (parsed === void 0) {
    metrics.add("DigestEventsIgnored", 1);
    metrics.add("DigestEvents", 1);
    log({ level: "info", message: "not a digest of the trail", bucket, key });
    return;
  }
  const { accountId, end, region, trail } = parsed;
  const chain = { accountId, region, trail };
  const collector = new Collector();
  const memory = await DigestMemory.load(table2, chain, end, end);
  const { digest, verdict } = await verifyHour({ bucket, key }, parsed, {
    store,
    keys: keys.ring(hourBefore(end)),
    sink: collector,
    journal: memory,
    logSlots,
    signal
  });
  if (digest !== void 0) {
    memory.see(digest);
  }
  const now = services.now();
  const replaced = await memory.save(now);
  if (signal.aborted) {
    throw new OutOfTime();
  }
  const broken = [...collector.findings, ...replaced].filter(({ type }) => type === "integrity");
  await teller.tell(reportsOf(broken, { settled: -Infinity, isGap: false }, Infinity).reports);
  if (digest !== void 0 && await states.get(chain) === void 0) {
    const settled = hourOf(now) - FIRST_LOOK;
    await states.advance(chain, void 0, { settled, since: settled, isGap: false, hasDigests: true, sweep: "" });
  }
  const { "backfill-digest": backfills, digest: digests, log: logs } = collector.counts;
  metrics.add("DigestsVerified", digests.verified + backfills.verified);
  metrics.add("LogsVerified", logs.verified);
  metrics.add("NotChecked", collector.open.notChecked);
  metrics.add("DigestEvents", 1);
  const unread = collector.findings.find(({ type }) => type === "not-checked");
  log({
    level: unread === void 0 ? "info" : "warn",
    message: "digest",
    key,
    outcome: verdict.outcome,
    logs: digest?.logs.length,
    findings: broken.length,
    notChecked: collector.open.notChecked,
    detail: unread !== void 0 && "detail" in unread ? unread.detail : void 0
  });
}
function ownKey({ account, bucket, key }, environment) {
  const { bucketOwner, homeRegion, location, trail } = environment;
  const parsed = parseDigestKey(key);
  return bucket === location.bucket && account === bucketOwner && parsed?.trail === trail && parsed.homeRegion === homeRegion && parsed.prefix === location.prefix && parsed.organizationId === location.organizationId ? parsed : void 0;
}

// log-validator/metrics.ts
var RunMetrics = class {
  counts = /* @__PURE__ */ new Map();
  lags = [];
  /** Adds to a count. Adding nothing says that there was work, and nothing to count. */
  add(name, count2 = 0) {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count2);
  }
  /** How long ago the last hour of a chain ended that is settled, in milliseconds. */
  lag(milliseconds) {
    this.lags.push(Math.max(0, milliseconds / 1e3));
  }
  get data() {
    return [
      ...[...this.counts].map(([MetricName, Value]) => ({ MetricName, Value, Unit: "Count" })),
      ...this.lags.length === 0 ? [] : [
        {
          MetricName: "LagSeconds",
          Unit: "Seconds",
          StatisticValues: {
            SampleCount: this.lags.length,
            Sum: this.lags.reduce((sum, lag) => sum + lag, 0),
            Minimum: Math.min(...this.lags),
            Maximum: Math.max(...this.lags)
          }
        }
      ]
    ];
  }
};

// log-validator/sweep-message.ts
function parseSweepWork(value) {
  const { chains, id, started, stopped } = value ?? {};
  const isWork = typeof id === "string" && typeof started === "string" && !Number.isNaN(Date.parse(started)) && Array.isArray(chains) && chains.every(isChain) && (stopped === void 0 || isStopped(stopped));
  if (!isWork) {
    throw new Error("it is no work of a sweep");
  }
  return value;
}
function isChain(value) {
  const { accountId, from, isOptIn, isThere, region, to } = value ?? {};
  return typeof accountId === "string" && /^\d{12}$/.test(accountId) && typeof region === "string" && typeof isThere === "boolean" && typeof isOptIn === "boolean" && [from, to].every((time2) => time2 === void 0 || typeof time2 === "number");
}
function isStopped(value) {
  const { since, why } = value ?? {};
  return typeof since === "number" && typeof why === "string";
}

// aws/regions.ts
var ALWAYS_ENABLED = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2"
];
var OPT_IN = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1"
];
var TOO_NEW = ["ap-southeast-6", "me-west-1", "sa-west-1"];
var CHINA = ["cn-north-1", "cn-northwest-1"];
var GOV_CLOUD = ["us-gov-east-1", "us-gov-west-1"];
var of = (names, partition4, { optIn = false, deployable = true } = {}) => names.map((name) => [name, { name, partition: partition4, optIn, deployable }]);
var REGIONS = new Map([
  ...of(ALWAYS_ENABLED, "aws"),
  ...of(OPT_IN, "aws", { optIn: true }),
  ...of(TOO_NEW, "aws", { optIn: true, deployable: false }),
  ...of(CHINA, "aws-cn"),
  ...of(GOV_CLOUD, "aws-us-gov")
]);
var DEPLOYABLE_REGIONS = [...REGIONS.values()].filter(({ deployable }) => deployable).map(({ name }) => name);

// log-integrity/enumerate.ts
var ASKED_AT_ONCE = 16;
async function enumerate(scope, store) {
  const { accounts, hasOthers, homeRegion, isThereByDefault, location, only, trail } = scope;
  const found = hasOthers ? await store.folders(location.bucket, archiveRoot(location)) : [];
  const known = new Map(accounts.map((account) => [account.id, account]));
  for (const id of [...found.filter((name) => /^\d{12}$/.test(name)), ...only.accounts ?? []]) {
    if (!known.has(id)) {
      known.set(id, { id, isThere: isThereByDefault });
    }
  }
  const wanted = [...known.values()].filter(({ id }) => only.accounts?.includes(id) ?? true).sort((one, other) => one.id < other.id ? -1 : 1);
  const tasks = [];
  for (let index = 0; index < wanted.length; index += ASKED_AT_ONCE) {
    const some = wanted.slice(index, index + ASKED_AT_ONCE);
    const regions = await Promise.all(some.map(async ({ id }) => regionsOf(id, scope, store)));
    for (const [offset, { id: accountId, ...lifetime }] of some.entries()) {
      for (const region of regions[offset] ?? []) {
        const isOptIn = scope.isOptIn(region);
        const isExpected = (only.regions ?? scope.regions).includes(region) && (only.accounts?.includes(accountId) ?? accounts.some(({ id, isThere }) => id === accountId && isThere));
        tasks.push({ location, accountId, region, trail, homeRegion, lifetime: { ...lifetime, isExpected, isOptIn } });
      }
    }
  }
  return tasks;
}
async function regionsOf(accountId, { location, only, regions }, store) {
  if (only.regions !== void 0) {
    return [...only.regions];
  }
  const found = await store.folders(location.bucket, `${archiveRoot(location)}${accountId}/CloudTrail-Digest/`);
  return [.../* @__PURE__ */ new Set([...regions, ...found])].sort();
}

// log-validator/known-accounts.ts
var ACCOUNTS = "account";
async function knownAccounts({
  accounts,
  now,
  table: table2
}) {
  const known = /* @__PURE__ */ new Map();
  for await (const item of table2.query(ACCOUNTS)) {
    known.set(item.sk, item);
  }
  let listed2;
  try {
    listed2 = await accounts();
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    return { accounts: [...known.values()].map(accountOf), problem: error };
  }
  const time2 = now();
  const all = [];
  for (const account of listed2) {
    const { id, isThere } = account;
    all.push(isThere ? account : { ...account, ...endOf(await leave(table2, known.get(id))) });
    if (isThere) {
      await table2.put({
        pk: ACCOUNTS,
        sk: id,
        seen: time2,
        ...account.from === void 0 ? {} : { joined: account.from }
      });
    }
    known.delete(id);
  }
  for (const [id, item] of known) {
    all.push({ ...accountOf(item), id, isThere: false, ...endOf(await leave(table2, item)) });
  }
  return { accounts: all };
}
async function leave(table2, item) {
  if (item === void 0 || item.left !== void 0) {
    return item;
  }
  const left = { ...item, left: Number(item.seen) };
  await table2.put(left);
  return left;
}
function endOf(item) {
  return item?.left === void 0 ? {} : { to: Number(item.left) };
}
function accountOf(item) {
  return {
    id: item.sk,
    isThere: item.left === void 0,
    ...item.joined === void 0 ? {} : { from: Number(item.joined) },
    ...endOf(item)
  };
}

// log-validator/sweep-plan.ts
var CHAINS_A_GROUP = 40;
async function planSweep(services, metrics) {
  const { environment, log, now, send, table: table2 } = services;
  const started = new Date(now()).toISOString();
  const { accounts, problem } = await knownAccounts(services);
  metrics.add("NotChecked");
  if (problem !== void 0) {
    metrics.add("NotChecked", 1);
    log({ level: "warn", message: "the accounts of the organization cannot be listed", detail: problem.message });
  }
  const stopped = await services.stopped();
  const scope = {
    location: environment.location,
    trail: environment.trail,
    homeRegion: environment.homeRegion,
    hasOthers: true,
    accounts,
    isThereByDefault: problem !== void 0,
    regions: environment.regions,
    isOptIn: (region) => REGIONS.get(region)?.optIn ?? false,
    only: {}
  };
  const gone = { isThere: problem !== void 0 };
  const chains = /* @__PURE__ */ new Map();
  for (const { accountId, lifetime, region } of await tasksOf(scope, services, metrics)) {
    chains.set(`${region} ${accountId}`, { accountId, region, ...lifetime });
  }
  for await (const { accountId, hasDigests, region, trail } of new ChainStates(table2).all()) {
    const name = `${region} ${accountId}`;
    if (hasDigests && trail === environment.trail && !chains.has(name)) {
      const { from, isThere, to } = accounts.find(({ id }) => id === accountId) ?? gone;
      chains.set(name, {
        accountId,
        region,
        isThere,
        isExpected: true,
        isOptIn: scope.isOptIn(region),
        ...from === void 0 ? {} : { from },
        ...to === void 0 ? {} : { to }
      });
    }
  }
  const sorted = [...chains].sort(([one], [other]) => one < other ? -1 : 1).map(([, chain]) => chain);
  const works = [];
  for (let index = 0; index < sorted.length; index += CHAINS_A_GROUP) {
    const group = sorted.slice(index, index + CHAINS_A_GROUP);
    works.push({ started, id: started, ...stopped === void 0 ? {} : { stopped }, chains: group });
  }
  await send(works.map((sweep) => JSON.stringify({ sweep })));
  metrics.add("Sweeps", 1);
  log({ level: "info", message: "sweep planned", chains: sorted.length, groups: works.length, stopped: stopped?.why });
}
async function tasksOf(scope, { log, store }, metrics) {
  try {
    return await enumerate(scope, store);
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    metrics.add("NotChecked", 1);
    log({ level: "warn", message: "the bucket cannot be listed", detail: error.message });
    return enumerate({ ...scope, hasOthers: false, only: { regions: scope.regions } }, store);
  }
}

// log-validator/handler.ts
var RESERVE = 6e4;
var MESSAGES_AT_ONCE = 4;
async function handle(event, context, services, keys) {
  const { plan, Records: records } = event ?? {};
  const metrics = new RunMetrics();
  if (plan === "sweep") {
    await planSweep(services, metrics);
    await services.putMetrics(metrics.data);
    return void 0;
  }
  if (!Array.isArray(records)) {
    throw new Error('the event is neither {"plan": "sweep"} nor messages of a queue');
  }
  const deadline = new AbortController();
  const timer = setTimeout(
    () => {
      deadline.abort();
    },
    Math.max(0, context.getRemainingTimeInMillis() - RESERVE)
  );
  try {
    const [, , , region = "", accountId = ""] = context.invokedFunctionArn.split(":");
    const run = makeRun(services, keys, metrics, { accountId, region }, deadline.signal);
    const failed2 = [];
    await each(records, MESSAGES_AT_ONCE, async ({ body, messageId }) => {
      try {
        await work(body, run);
      } catch (error) {
        const { message, name } = error;
        services.log({ level: "error", message: "message not done", messageId, error: `${name}: ${message}` });
        failed2.push({ itemIdentifier: messageId });
        if (!(error instanceof OutOfTime || error instanceof BeingTold)) {
          metrics.add("NotChecked", 1);
        }
      }
    });
    await services.putMetrics(metrics.data);
    return { batchItemFailures: failed2 };
  } finally {
    clearTimeout(timer);
  }
}
async function work(body, run) {
  if (run.signal.aborted) {
    throw new OutOfTime();
  }
  const message = JSON.parse(body);
  if (typeof message === "object" && message !== null && "sweep" in message) {
    await sweepGroup(parseSweepWork(message.sweep), run);
  } else {
    await verifyCreated(parseCreatedObject(message), run);
  }
}

// log-validator/index.ts
var resident;
async function handler(event, context) {
  resident ??= begin();
  return handle(event, context, resident.services, resident.keys);
}
function begin() {
  const services = awsServices(readEnvironment(process.env), process.env.AWS_REGION ?? "");
  const { log, publicKeys, table: table2 } = services;
  return { services, keys: new KeyArchive(publicKeys, table2, log) };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  handler
});
