import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { z } from "zod";
import { printable } from "../config/source/printable";
import { Failure } from "../console/failure";
import { regionOfKey } from "./key-arn";
import "./quiet-aws-sdk";

/**
 * Envelope encryption: each content has a data key of its own, which KMS makes and encrypts. Whoever closes one needs
 * `kms:GenerateDataKey`, and whoever opens one `kms:Decrypt`, on the key; both with an encryption context that names what it is.
 *
 * An envelope is six letters for what it holds, a byte for the version, which is 1, the length of the header in four bytes,
 * big-endian, the header as JSON (see HEADER), the content by AES-256-GCM with the header and all before it as additional data, and
 * the tag of 16 bytes.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
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
  context: z.record(z.string(), z.string()),
});

/** What KMS binds an envelope to. */
export type EnvelopeContext = Readonly<Record<string, string>>;

/** A kind of envelope, and what messages call one of it. */
export interface EnvelopeKind {
  /** Six letters. */
  readonly magic: string;
  /** With an article: `the encrypted plan of audit`. */
  readonly name: string;
  /** What is said of what is no such envelope: `the plan of audit is not encrypted`. */
  readonly otherwise: string;
}

export type EnvelopeClient = Pick<KMSClient, "send">;

/**
 * The client of a key's region.
 *
 * @throws Failure when it is no ARN of a key or of an alias: those alone say the region
 */
export function kmsOf(keyArn: string): KMSClient {
  const region = regionOfKey(keyArn);
  if (region === undefined) {
    throw new Failure(
      `${printable(keyArn)} is no ARN of a KMS key or of its alias: arn:aws:kms:eu-west-1:111111111111:key/...`,
    );
  }
  return new KMSClient({ region });
}

/** Closes an envelope. @throws Failure when KMS refuses */
export async function closeEnvelope(
  content: Buffer,
  { magic }: EnvelopeKind,
  context: EnvelopeContext,
  keyArn: string,
  kms: EnvelopeClient,
): Promise<Buffer> {
  const { CiphertextBlob, KeyId, Plaintext } = await asked(
    "make a data key by",
    keyArn,
    kms.send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: "AES_256", EncryptionContext: { ...context } })),
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
      context: { ...context },
    } satisfies z.infer<typeof HEADER>),
  );
  const head = Buffer.concat([Buffer.from(magic), Buffer.from([VERSION]), lengthOf(header), header]);
  try {
    const cipher = createCipheriv(ALGORITHM, Plaintext, nonce, { authTagLength: TAG_BYTES }).setAAD(head);
    return Buffer.concat([head, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  } finally {
    Plaintext.fill(0);
  }
}

/** An envelope that is not open yet. */
export interface ClosedEnvelope {
  /** What it says that it is bound to, which is true only once it is open. */
  readonly context: EnvelopeContext;
  /**
   * @param keyArn the key that it has to be closed under
   * @throws Failure when it was changed, or KMS refuses
   */
  readonly open: (keyArn: string, kms: EnvelopeClient) => Promise<Buffer>;
}

/** Reads what is not encrypted of an envelope. @throws Failure when it is none, cut off, or of another version */
export function readEnvelope(file: Buffer, { magic, name, otherwise }: EnvelopeKind): ClosedEnvelope {
  const start = magic.length + 1 + 4;
  if (!file.subarray(0, magic.length).equals(Buffer.from(magic)) || file.length < start) {
    throw new Failure(`${otherwise}, or cut off: plan again`);
  }
  const version = file[magic.length];
  if (version !== VERSION) {
    throw new Failure(`${name} is of version ${version}, and this program reads ${VERSION}`);
  }
  const end = start + file.readUInt32BE(start - 4);
  const header = end - start > MOST_HEADER_BYTES ? undefined : headerIn(file.subarray(start, end));
  if (header === undefined || file.length < end + TAG_BYTES) {
    throw new Failure(`${name} is cut off, or not as it was written: plan again`);
  }
  const last = file.length - TAG_BYTES;
  const parts = { head: file.subarray(0, end), body: file.subarray(end, last), tag: file.subarray(last) };
  return { context: header.context, open: (keyArn, kms) => opened(parts, header, name, keyArn, kms) };
}

async function opened(
  { body, head, tag }: { readonly head: Buffer; readonly body: Buffer; readonly tag: Buffer },
  { context, dataKey, nonce }: z.infer<typeof HEADER>,
  name: string,
  keyArn: string,
  kms: EnvelopeClient,
): Promise<Buffer> {
  const { Plaintext } = await asked(
    "decrypt a data key by",
    keyArn,
    kms.send(
      new DecryptCommand({
        KeyId: keyArn,
        CiphertextBlob: Buffer.from(dataKey, "base64"),
        EncryptionContext: context,
      }),
    ),
  );
  if (Plaintext === undefined) {
    throw new Failure(`KMS did not decrypt the data key of ${name}`);
  }
  try {
    const decipher = createDecipheriv(ALGORITHM, Plaintext, Buffer.from(nonce, "base64"), { authTagLength: TAG_BYTES });
    decipher.setAAD(head).setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw new Failure(`${name} is not as it was written: plan again`);
  } finally {
    Plaintext.fill(0);
  }
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
