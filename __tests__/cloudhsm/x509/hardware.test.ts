import { checkHardware } from "../../../cloudhsm/x509/hardware";
import type { HardwareEvidence, HardwareRoots } from "../../../cloudhsm/x509/hardware";
import { refused } from "../../../cloudhsm/x509/checks";
import { certificate, daysFromNow, NOW, pem, request, rsaKeys, tampered } from "./authority";
import type { Keys, Wanted } from "./authority";

const AWS_ROOT = "CN=AWS CloudHSM Root G1";
const MAKER_ROOT = "CN=Manufacturer Root";
const HARDWARE = "CN=HSM hardware 1";
const HSM = "CN=HSM:1:PARTN:1";

let keys: Record<"aws" | "maker" | "hardware" | "hsm" | "other", Keys>;
let evidence: HardwareEvidence;
let roots: HardwareRoots;

beforeAll(async () => {
  const [aws, maker, hardware, hsm, other] = (await Promise.all([1, 2, 3, 4, 5].map(() => rsaKeys()))) as [
    Keys,
    Keys,
    Keys,
    Keys,
    Keys,
  ];
  keys = { aws, maker, hardware, hsm, other };
  evidence = {
    csr: await pem(request(HSM, hsm)),
    hsmCertificate: await hsmCertificate(),
    awsHardwareCertificate: await awsHardware(),
    manufacturerHardwareCertificate: await makerHardware(),
  };
  roots = { aws: await awsRoot(), manufacturer: await makerRoot() };
});

const awsRoot = (other: Partial<Wanted> = {}) =>
  pem(certificate({ subject: AWS_ROOT, keys: keys.aws, ca: true, ...other }));
const makerRoot = (other: Partial<Wanted> = {}) =>
  pem(certificate({ subject: MAKER_ROOT, keys: keys.maker, ca: true, ...other }));
const awsHardware = (other: Partial<Wanted> = {}) =>
  pem(
    certificate({
      subject: HARDWARE,
      keys: keys.hardware,
      issuer: { name: AWS_ROOT, keys: keys.aws },
      ca: true,
      ...other,
    }),
  );
const makerHardware = (other: Partial<Wanted> = {}) =>
  awsHardware({ issuer: { name: MAKER_ROOT, keys: keys.maker }, ...other });
const hsmCertificate = (other: Partial<Wanted> = {}) =>
  pem(certificate({ subject: HSM, keys: keys.hsm, issuer: { name: HARDWARE, keys: keys.hardware }, ...other }));

async function outcome(other: Partial<HardwareEvidence> = {}, otherRoots: Partial<HardwareRoots> = {}) {
  return checkHardware({ ...evidence, ...other }, { ...roots, ...otherRoots }, NOW);
}

describe("the hardware of a CSR", () => {
  it("is accepted when both chains end at the roots and the key is that of the CSR", async () => {
    const checks = await outcome();
    expect(checks.filter((check) => check.outcome !== "ok")).toEqual([]);
    expect(checks.length).toBeGreaterThan(15);
  });

  it.each<[string, () => Promise<Partial<HardwareEvidence>>, string, RegExp]>([
    [
      "the HSM's key is not that of the CSR",
      async () => ({ csr: await pem(request(HSM, keys.other)) }),
      "HSM certificate: its key is the key of the CSR",
      /not made by this HSM/,
    ],
    [
      "the CSR was changed",
      () => Promise.resolve({ csr: tampered(evidence.csr, "CERTIFICATE REQUEST") }),
      "CSR: its own signature",
      /was changed/,
    ],
    [
      "the HSM certificate was changed",
      () => Promise.resolve({ hsmCertificate: tampered(evidence.hsmCertificate, "CERTIFICATE") }),
      "HSM certificate: signature by the AWS hardware certificate",
      /not of that key/,
    ],
    [
      "the HSM certificate is of other hardware",
      async () => ({
        hsmCertificate: await hsmCertificate({ issuer: { name: "CN=HSM hardware 2", keys: keys.other } }),
      }),
      "HSM certificate: issuer is the AWS hardware certificate",
      /issued by CN=HSM hardware 2, and that is CN=HSM hardware 1/,
    ],
    [
      "the HSM certificate has expired",
      async () => ({ hsmCertificate: await hsmCertificate({ notAfter: daysFromNow(-1) }) }),
      "HSM certificate: validity",
      /expired on/,
    ],
    [
      "the AWS hardware certificate is not signed by AWS's root",
      async () => ({ awsHardwareCertificate: await awsHardware({ issuer: { name: AWS_ROOT, keys: keys.other } }) }),
      "AWS hardware certificate: signature",
      /not of that key/,
    ],
    [
      "the AWS hardware certificate is not valid yet",
      async () => ({ awsHardwareCertificate: await awsHardware({ notBefore: daysFromNow(3) }) }),
      "AWS hardware certificate: validity",
      /not valid before/,
    ],
    [
      "the AWS hardware certificate is no CA",
      async () => ({ awsHardwareCertificate: await awsHardware({ ca: false }) }),
      "AWS hardware certificate: is a CA",
      /it is none/,
    ],
    [
      "the manufacturer's hardware certificate is of another maker",
      async () => ({
        manufacturerHardwareCertificate: await makerHardware({ issuer: { name: "CN=Other", keys: keys.other } }),
      }),
      "manufacturer hardware certificate: issuer",
      /wrong root: it was issued by CN=Other, and the root is CN=Manufacturer Root/,
    ],
    [
      "the manufacturer's hardware certificate is of other hardware",
      async () => ({ manufacturerHardwareCertificate: await makerHardware({ keys: keys.other }) }),
      "HSM certificate: signature by the manufacturer hardware certificate",
      /not of that key/,
    ],
  ])("is refused where %s", async (_, other, check, detail) => {
    expect(refused(await outcome(await other()))).toContainEqual({
      check,
      outcome: "refused",
      detail: expect.stringMatching(detail) as string,
    });
  });

  it.each<[string, () => Promise<Partial<HardwareRoots>>, string, RegExp]>([
    [
      "are in each other's place",
      () => Promise.resolve({ aws: roots.manufacturer, manufacturer: roots.aws }),
      "AWS hardware certificate: issuer",
      /wrong root/,
    ],
    [
      "have the right name and another key",
      async () => ({ aws: await awsRoot({ keys: keys.other }) }),
      "AWS hardware certificate: signature",
      /not of that key/,
    ],
    [
      "have expired",
      async () => ({ aws: await awsRoot({ notAfter: daysFromNow(-1) }) }),
      "AWS root: validity",
      /expired on 2026-11-28/,
    ],
    [
      "are none",
      async () => ({ aws: await awsRoot({ issuer: { name: "CN=Above", keys: keys.other } }) }),
      "AWS root: self-signed",
      /issued by CN=Above: it is no root/,
    ],
    ["are no CA", async () => ({ manufacturer: await makerRoot({ ca: false }) }), "manufacturer root: is a CA", /none/],
  ])("is refused where the roots %s", async (_, otherRoots, check, detail) => {
    expect(refused(await outcome({}, await otherRoots()))).toContainEqual({
      check,
      outcome: "refused",
      detail: expect.stringMatching(detail) as string,
    });
  });

  it("is accepted with a warning where a root expires within 90 days, as AWS's G1 does from 26 January 2027 on", async () => {
    const checks = await outcome({}, { aws: await awsRoot({ notAfter: daysFromNow(89.5) }) });
    expect(checks.filter((check) => check.outcome !== "ok")).toEqual([
      {
        check: "AWS root: validity",
        outcome: "warning",
        detail: "expires in 89 days, on 2027-02-27: get its successor",
      },
    ]);
    const later = await outcome({}, { aws: await awsRoot({ notAfter: daysFromNow(91) }) });
    expect(later.filter((check) => check.outcome !== "ok")).toEqual([]);
  });

  it("is accepted with a warning where a hardware certificate does not say whether it may sign", async () => {
    const checks = await outcome({ awsHardwareCertificate: await awsHardware({ ca: undefined }) });
    expect(checks.filter((check) => check.outcome !== "ok")).toEqual([
      {
        check: "AWS hardware certificate: is a CA",
        outcome: "warning",
        detail: expect.stringContaining("no Basic Constraints") as string,
      },
    ]);
  });
});
