import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { z } from "zod";
import { printable } from "../config/source/printable";
import { Failure } from "../console/failure";
import { sha256Of } from "./synthesized";
import "./quiet-aws-sdk";

/**
 * Envelope encryption of binary plans, which hold every secret of a stack: each has a data key of its own, which KMS encrypts. Whoever
 * plans needs `kms:GenerateDataKey`, and whoever applies `kms:Decrypt`, on the key; both with an encryption context of `stack` and
 * `plan`, the SHA-256 of the plan, so that a plan of one stack passes for no other's.
 *
 * A file is `LZPLAN`, a byte for the version, which is 1, the length of the header in four bytes, big-endian, the header as JSON
 * (see HEADER), the plan by AES-256-GCM with the header and all before it as additional data, and the tag of 16 bytes.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
const MAGIC = Buffer.from("LZPLAN");
const VERSION = 1;
const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MOST_HEADER_BYTES = 16 * 1024;

const HEADER = z.strictObject({
  /** ARN of the key, as KMS says it. */
  key: z.string().min(1),
  /** The data key, encrypted, in base64. */
  dataKey: z.base64().min(1),
  nonce: z.base64().length(16),
  context: z.strictObject({ stack: z.string().min(1), plan: z.string().regex(/^[0-9a-f]{64}$/) }),
});

type Client = Pick<KMSClient, "send">;

const KEY_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(?:key|alias)\/[\w/-]+$/;

/**
 * The client of a key's region.
 *
 * @throws Failure when it is no ARN of a key or of an alias: those alone say the region
 */
export function kmsOf(keyArn: string): KMSClient {
  const region = KEY_ARN.exec(keyArn)?.[1];
  if (region === undefined) {
    throw new Failure(
      `${printable(keyArn)} is no ARN of a KMS key or of its alias: arn:aws:kms:eu-west-1:111111111111:key/...`,
    );
  }
  return new KMSClient({ region });
}

/**
 * Encrypts a plan.
 *
 * @throws Failure when KMS refuses
 */
export async function encryptPlan(plan: Buffer, stack: string, keyArn: string, kms: Client): Promise<Buffer> {
  const context = { stack, plan: sha256Of(plan) };
  const { CiphertextBlob, KeyId, Plaintext } = await asked(
    "make a data key by",
    keyArn,
    kms.send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: "AES_256", EncryptionContext: context })),
  );
  if (CiphertextBlob === undefined || Plaintext === undefined) {
    throw new Failure(`KMS gave no data key of ${keyArn}`);
  }
  const nonce = randomBytes(NONCE_BYTES);
  const header = Buffer.from(
    JSON.stringify({
      key: KeyId ?? keyArn,
      dataKey: Buffer.from(CiphertextBlob).toString("base64"),
      nonce: nonce.toString("base64"),
      context,
    } satisfies z.infer<typeof HEADER>),
  );
  const head = Buffer.concat([MAGIC, Buffer.from([VERSION]), lengthOf(header), header]);
  try {
    const cipher = createCipheriv(ALGORITHM, Plaintext, nonce, { authTagLength: TAG_BYTES }).setAAD(head);
    return Buffer.concat([head, cipher.update(plan), cipher.final(), cipher.getAuthTag()]);
  } finally {
    Plaintext.fill(0);
  }
}

/**
 * Decrypts a plan.
 *
 * @param stack whose plan it has to be
 * @param keyArn the key that it has to be encrypted under
 * @throws Failure when it is no encrypted plan, or that of another stack, was changed, or KMS refuses
 */
export async function decryptPlan(file: Buffer, stack: string, keyArn: string, kms: Client): Promise<Buffer> {
  const { body, head, header, tag } = parsed(file, stack);
  if (header.context.stack !== stack) {
    throw new Failure(`the encrypted plan of ${stack} is one of ${printable(header.context.stack)}: plan again`);
  }
  const { Plaintext } = await asked(
    "decrypt a data key by",
    keyArn,
    kms.send(
      new DecryptCommand({
        KeyId: keyArn,
        CiphertextBlob: Buffer.from(header.dataKey, "base64"),
        EncryptionContext: header.context,
      }),
    ),
  );
  if (Plaintext === undefined) {
    throw new Failure(`KMS did not decrypt the data key of ${stack}`);
  }
  let plan: Buffer;
  try {
    const nonce = Buffer.from(header.nonce, "base64");
    const decipher = createDecipheriv(ALGORITHM, Plaintext, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(head).setAuthTag(tag);
    plan = Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw new Failure(`the encrypted plan of ${stack} is not as it was written: plan again`);
  } finally {
    Plaintext.fill(0);
  }
  if (sha256Of(plan) !== header.context.plan) {
    throw new Failure(`the encrypted plan of ${stack} holds another plan than it says: plan again`);
  }
  return plan;
}

interface Parsed {
  readonly head: Buffer;
  readonly header: z.infer<typeof HEADER>;
  readonly body: Buffer;
  readonly tag: Buffer;
}

function parsed(file: Buffer, stack: string): Parsed {
  const start = MAGIC.length + 1 + 4;
  if (!file.subarray(0, MAGIC.length).equals(MAGIC) || file.length < start) {
    throw new Failure(`the plan of ${stack} is not encrypted, or cut off: plan again`);
  }
  const version = file[MAGIC.length];
  if (version !== VERSION) {
    throw new Failure(`the encrypted plan of ${stack} is of version ${version}, and this program reads ${VERSION}`);
  }
  const end = start + file.readUInt32BE(start - 4);
  const header = end - start > MOST_HEADER_BYTES ? undefined : headerIn(file.subarray(start, end));
  if (header === undefined || file.length < end + TAG_BYTES) {
    throw new Failure(`the encrypted plan of ${stack} is cut off, or not as it was written: plan again`);
  }
  const last = file.length - TAG_BYTES;
  return { head: file.subarray(0, end), header, body: file.subarray(end, last), tag: file.subarray(last) };
}

function headerIn(bytes: Buffer): z.infer<typeof HEADER> | undefined {
  try {
    return HEADER.safeParse(JSON.parse(bytes.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}

/** What KMS says when it refuses, without the trace of the SDK. */
async function asked<Answer>(what: string, keyArn: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const { message, name } = error as Error;
    throw new Failure(`KMS did not ${what} ${printable(keyArn)}: ${name}: ${printable(message)}`);
  }
}
