import { Failure } from "../../console/failure";
import { kmsOf } from "../../terraform/envelope";
import { decryptPlan, encryptPlan } from "../../terraform/plan-encryption";
import type { Asked } from "../support/fake-aws";
import { fakeKms, KEY, OTHER_KEY } from "../support/fake-kms";

const PLAN = Buffer.from("a plan, with hunter2 in it");

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Failure);
  return (error as Failure).message;
}

describe("an encrypted plan", () => {
  it("is decrypted as it was, by the key and for the stack that it was made for", async () => {
    const asked: Asked[] = [];
    const client = fakeKms(asked);
    const file = await encryptPlan(PLAN, "audit", KEY, client);
    expect(file.toString("latin1")).not.toContain("hunter2");
    await expect(decryptPlan(file, "audit", KEY, client)).resolves.toEqual(PLAN);
    expect(asked.map(({ operation }) => operation)).toEqual(["GenerateDataKey", "Decrypt"]);
    for (const { input } of asked) {
      const plan = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
      expect(input).toMatchObject({ KeyId: KEY, EncryptionContext: { stack: "audit", plan } });
    }
  });

  it("is another one each time", async () => {
    const client = fakeKms();
    const [one, other] = await Promise.all([1, 2].map(() => encryptPlan(PLAN, "audit", KEY, client)));
    expect(one?.equals(other ?? PLAN)).toBe(false);
  });

  it("is refused for another stack and by another key, and KMS says so", async () => {
    const client = fakeKms();
    const file = await encryptPlan(PLAN, "audit", KEY, client);
    expect(await failureOf(decryptPlan(file, "organization", KEY, client))).toContain("is one of audit");
    expect(await failureOf(decryptPlan(file, "audit", OTHER_KEY, client))).toContain("InvalidCiphertextException");
  });

  it("is refused where any of it was changed or cut off, without a stack trace", async () => {
    const client = fakeKms();
    const file = await encryptPlan(PLAN, "audit", KEY, client);
    for (let at = 0; at < file.length; at += 1) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await failureOf(decryptPlan(changed, "audit", KEY, client));
      await failureOf(decryptPlan(file.subarray(0, at), "audit", KEY, client));
    }
  });

  it("says what it is where it is no encrypted plan, or of another version", async () => {
    const other = Buffer.concat([Buffer.from("LZPLAN"), Buffer.from([9, 0, 0, 0, 0]), Buffer.alloc(40)]);
    expect(await failureOf(decryptPlan(Buffer.from("PK"), "audit", KEY, fakeKms()))).toContain("is not encrypted");
    expect(await failureOf(decryptPlan(other, "audit", KEY, fakeKms()))).toContain("is of version 9");
  });

  it("needs the ARN of a key, which says its region", () => {
    expect(() => kmsOf("alias/plans")).toThrow("is no ARN of a KMS key");
    expect(() => kmsOf(KEY.replace(":key/", ":alias/"))).not.toThrow();
  });
});
