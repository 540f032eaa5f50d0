// The examples of AWS's own pages: a digest, the one before it by its signature, and a public key.
import { constants, createHash, publicDecrypt } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseDigest } from "../../log-integrity/digest";
import { digestKey, parseDigestKey, parseLogKey } from "../../log-integrity/keys";
import { readPublicKey } from "../../log-integrity/public-key";
import { isSigned, signedText } from "../../log-integrity/signature";
import { formatTime } from "../../log-integrity/times";

/**
 * "Sample digest file contents". AWS prints no signature that belongs to it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
const bytes = readFileSync("__tests__/log-integrity/aws-sample/digest.json");

/**
 * The example of `list-public-keys` whose fingerprint the sample digest has: SubjectPublicKeyInfo, while the other one of the
 * page is PKCS #1.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
const KEYS = {
  spki:
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqlzPJbvZJ42UdcmLfPUqXYNfOs6I8lCfao/tOs8CmzPOEdtLWugB9xoIUz78qVHd" +
    "KIqxbaG4jWHfJBiOSSFBM0lt8cdVo4TnRa7oG9io5pysS6DJhBBAeXsicufsiFJR+wrUNh8RSLxL4k6G1+BhLX20tJkZ/erT97tDGBujAelq" +
    "seGg3vPZbTx9SMfOLN65PdLFudLP7Gat0Z9p5jw/rjpclKfo9Bfc3heeBxWGKwBBOKnFAaN9V57pOaosCvPKmHd9bg7jsQkI9Xp22IzGLsTF" +
    "JZYVA3KiTAElDMu80iFXPHEq9hKNbt9e4URFam+1utKVEiLkR2disdCmPTK0VQIDAQAB",
  pkcs1:
    "MIIBCgKCAQEApfYL2FiZhpN74LNWVUzhR+VheYhwhYm8w0n5Gf6i95ylW5kBAWKVEmnAQG7BvS5g9SMqFDQx52fW7NWV44IvfJ2xGXT+wT+D" +
    "gR6ZQ+6yxskQNqV5YcXj4Aa5Zz4jJfsYjDuO2MDTZNIzNvBNzaBJ+r2WIWAJ/Xq54kyF63B6WE38vKuDE7nSd1FqQuEoNBFLPInvgggYe2Ym" +
    "1Refe2z71wNcJ2kY+q0h1BSHrSM8RWuJIw7MXwF9iQncg9jYzUlNJomozQzAG5wSRfbplcCYNY40xvGd/aAmO0m+Y+XFMrKwtLCwseHPvj84" +
    "3qVno6x4BJN9bpWnoPo9sdsbGoiK3QIDAQAB",
};

describe("the sample digest of AWS", () => {
  const digest = parseDigest(bytes);

  it("is read", () => {
    expect(digest).toMatchObject({
      accountId: "111122223333",
      endText: "2015-08-17T15:01:31Z",
      fingerprint: "31e8b5433410dfb61a9dc45cc65b22ff",
      signatureAlgorithm: "SHA256withRSA",
      previous: { hash: "97fb791cf91ffc440d274f8190dbdd9aa09c34432aba82739df18b6d3c13df2d" },
    });
    expect([digest.start, digest.end].map(formatTime)).toEqual(["2015-08-17T14:01:31Z", "2015-08-17T15:01:31Z"]);
  });

  it("has a key that says what it says, and so do its log file's and its predecessor's", () => {
    const key = parseDigestKey(digest.key);
    expect(key).toMatchObject({
      end: digest.end,
      trail: "your-trail-name",
      homeRegion: "us-east-2",
      isBackfill: false,
    });
    expect(key === undefined ? "" : digestKey(key)).toBe(digest.key);
    expect(parseDigestKey(digest.previous?.key ?? "")?.end).toBe(digest.start);
    expect(formatTime(parseLogKey(digest.logs[0]?.key ?? "")?.delivered ?? 0)).toBe("2015-08-17T14:45:00Z");
  });

  it("is signed over the four lines that AWS documents", () => {
    const hash = createHash("sha256").update(bytes).digest("hex");
    expect(signedText(digest, hash).split("\n")).toEqual([
      "2015-08-17T15:01:31Z",
      `S3-bucket-name/${digest.key}`,
      hash,
      digest.previous?.signature,
    ]);
    expect(
      signedText({ ...digest, previous: undefined }, hash)
        .split("\n")
        .at(-1),
    ).toBe("null");
  });

  it("names a predecessor that the sample key signed, as RSASSA-PKCS1-v1_5 of a SHA-256", () => {
    const key = readPublicKey(Buffer.from(KEYS.spki, "base64"));
    const signature = Buffer.from(digest.previous?.signature ?? "", "hex");
    const info = publicDecrypt({ key: key ?? "", padding: constants.RSA_PKCS1_PADDING }, signature).toString("hex");
    // DigestInfo of RFC 8017, section 9.2, for SHA-256.
    expect(info).toMatch(/^3031300d060960864801650304020105000420[0-9a-f]{64}$/);
  });

  it.each(Object.entries(KEYS))("has its public key read as %s, which did not sign anything else", (_, value) => {
    const key = readPublicKey(Buffer.from(value, "base64"));
    expect(key?.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
    expect(key !== undefined && isSigned("something else", digest.previous?.signature ?? "", key)).toBe(false);
  });
});
