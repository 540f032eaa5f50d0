import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { GetSigner, pathOf, queryOf } from "../../protocol/sign-get";

/** For the AWS SDK's signer. */
class Sha256 {
  private readonly hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = typeof secret === "string" || secret === undefined ? secret : Buffer.from(secret as Uint8Array);
    this.hash = key === undefined ? createHash("sha256") : createHmac("sha256", key);
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    throw new Error("nobody does");
  }
}

describe("a signature of a GET request", () => {
  it("is that of the AWS SDK, whatever the key, the version and the session", async () => {
    const region = "eu-west-1";
    const signer = new GetSigner(region);
    const words = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => `/bucket/${parts.join("/")}`),
        fc.option(words, { nil: undefined }),
        fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), { nil: undefined }),
        fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        async (key, versionId, sessionToken, now) => {
          const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken };
          const given = sessionToken === undefined ? { ...credentials, sessionToken: undefined } : credentials;
          const path = pathOf(key);
          const query: Record<string, string> = versionId === undefined ? {} : { versionId };
          const ours = signer.sign({ host: "s3.example.com:8443", path, query }, given, now);
          const theirs = await new SignatureV4({
            credentials: given,
            region,
            service: "s3",
            sha256: Sha256,
            uriEscapePath: false,
          }).sign(
            {
              method: "GET",
              protocol: "https:",
              hostname: "s3.example.com",
              port: 8443,
              path,
              query,
              headers: { host: "s3.example.com:8443" },
            },
            { signingDate: now },
          );
          expect(ours).toEqual(theirs.headers);
        },
      ),
    );
  });

  it("is of the text that is sent", () => {
    expect(pathOf("logs (1)/a+b&c=ü.gz")).toBe("logs%20%281%29/a%2Bb%26c%3D%C3%BC.gz");
    expect(queryOf({ versionId: "a/b+c", list: "" })).toBe("list=&versionId=a%2Fb%2Bc");
  });
});
