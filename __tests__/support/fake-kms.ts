import { randomBytes } from "node:crypto";
import type { KMSClient } from "@aws-sdk/client-kms";
import { kmsOf } from "../../terraform/envelope";
import { answerWith } from "./fake-aws";
import type { Asked } from "./fake-aws";

export const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
export const OTHER_KEY = KEY.replace("1234abcd", "9876abcd");

/** Encrypts nothing, and remembers data keys: gives one back by the same key and context only, as KMS does. */
export function fakeKms(asked: Asked[] = []): KMSClient {
  const client = kmsOf(KEY);
  const known = new Map<string, { readonly key: Buffer; readonly bound: string }>();
  answerWith(client, (question) => {
    asked.push(question);
    const { CiphertextBlob, EncryptionContext, KeyId } = question.input;
    const bound = JSON.stringify([KeyId, EncryptionContext]);
    if (question.operation === "GenerateDataKey") {
      const [id, key] = [randomBytes(8), randomBytes(32)];
      known.set(id.toString("hex"), { key, bound });
      return { KeyId, CiphertextBlob: id, Plaintext: Buffer.from(key) };
    }
    const entry = known.get(Buffer.from(CiphertextBlob as Buffer).toString("hex"));
    return entry?.bound === bound
      ? { Plaintext: Buffer.from(entry.key) }
      : Object.assign(new Error("no"), { name: "InvalidCiphertextException" });
  });
  return client;
}
