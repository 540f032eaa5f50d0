import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTrustAnchor, trustAnchorOf } from "../../../config/key-store/trust-anchor";

/** Certificates made for these tests, valid for a hundred years; nobody has their keys. */
const certificate = (name: string): string => readFileSync(join(__dirname, "certificates", `${name}.pem`), "utf8");
const problemOf = (text: string): string | undefined => {
  const checked = trustAnchorOf(text);
  return "problem" in checked ? checked.problem.message : undefined;
};

describe("the trust anchor of a key store", () => {
  const authority = certificate("authority");

  it("is one self-signed certificate of an authority", () => {
    expect(trustAnchorOf(authority)).toEqual({ text: authority });
  });

  it("may have no extensions, as `hsm initialize` takes it, and a cluster is initialized once", () => {
    const text = certificate("version-1");
    expect(trustAnchorOf(text)).toEqual({ text });
  });

  it.each([
    ["line breaks of Windows", authority.replaceAll("\n", "\r\n")],
    ["no newline at its end", authority.trimEnd()],
    ["blank lines around it", `\n\n${authority}\n\n`],
    ["lines of another length", authority.replace(/(?<=[A-Za-z0-9+/])\n(?=[A-Za-z0-9+/])/, "")],
    ["a description before it", `subject=O = Example Organization, CN = Customer CA\n\n${authority}`],
  ])("is the same text with %s, so that the key store is not replaced", (_, written) => {
    expect(written).not.toBe(authority);
    expect(trustAnchorOf(written)).toEqual({ text: authority });
  });

  it.each([
    ["nothing", "", "holds no certificate in PEM"],
    ["another kind of file", "name: example\n", "holds no certificate in PEM"],
    [
      "a request",
      "-----BEGIN CERTIFICATE REQUEST-----\nMII=\n-----END CERTIFICATE REQUEST-----\n",
      "holds no certificate in PEM",
    ],
    ["two certificates", authority + certificate("intermediate"), "holds 2 certificates, of which KMS takes one"],
    [
      "its private key, too",
      `${authority}-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----\n`,
      "holds a private key, which must not be here",
    ],
    [
      "what is no certificate",
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
      "holds a certificate that cannot be read",
    ],
    ["one that another signed", certificate("intermediate"), "is not self-signed: another certificate signed it"],
    [
      "one that another of the same name signed",
      certificate("same-name"),
      "is not self-signed: another certificate signed it",
    ],
    [
      "one that may sign nothing",
      certificate("no-authority"),
      "is no certificate authority: its Basic Constraints do not say CA:TRUE",
    ],
  ])("is not %s", (_, text, message) => {
    expect(problemOf(text)).toBe(message);
  });

  it("has at most 5,000 characters", () => {
    expect(trustAnchorOf(certificate("large"))).toMatchObject({
      problem: {
        message: expect.stringMatching(/^has [56],[0-9]{3} characters$/) as unknown,
        allowed: "at most 5,000 characters",
      },
    });
  });
});

describe("the file of the trust anchor", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-trust-anchor-"));
  const read = (trustAnchor: string) => readTrustAnchor({ keyStore: { type: "cloudhsm", trustAnchor } }, folder);

  beforeAll(() => {
    mkdirSync(join(folder, "folder"));
    writeFileSync(join(folder, "customerCA.crt"), certificate("authority"));
    writeFileSync(join(folder, "intermediate.crt"), certificate("intermediate"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is looked for in the folder of the configuration", () => {
    expect(read("customerCA.crt")).toEqual({ text: certificate("authority"), findings: [] });
  });

  it.each([
    ["gone.crt", "the trust anchor cannot be read: there is no such file"],
    ["folder", "the trust anchor cannot be read: it is a folder"],
    ["intermediate.crt", "the trust anchor is not self-signed: another certificate signed it"],
  ])("is refused in words: %s", (file, message) => {
    expect(read(file).findings).toEqual([
      expect.objectContaining({ path: ["keyStore", "trustAnchor"], got: `"${file}"`, message }),
    ]);
  });

  it("is not read for another kind of key store, nor where there is none", () => {
    expect(readTrustAnchor({ keyStore: { type: "external" } }, folder)).toEqual({ findings: [] });
    expect(readTrustAnchor({}, folder)).toEqual({ findings: [] });
  });
});
