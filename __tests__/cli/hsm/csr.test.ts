import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csr } from "../../../cli/hsm/csr";
import type { CsrOptions } from "../../../cli/hsm/csr";
import { open } from "../../../cli/hsm/open";
import type { Cluster } from "../../../cloudhsm/client";
import { cluster, CLUSTER_ID, fakeCloudHsm } from "../../cloudhsm/fakes";
import { certificate, pem, request, rsaKeys } from "../../cloudhsm/x509/authority";
import { opened, printed, tooWide } from "./commands";
import type { Printed } from "./commands";

jest.mock("../../../cli/hsm/open", () => ({
  ...jest.requireActual<object>("../../../cli/hsm/open"),
  open: jest.fn(),
}));

const FILES = [
  "AwsHardwareCertificate.crt",
  "ClusterCsr.csr",
  "HsmCertificate.crt",
  "ManufacturerHardwareCertificate.crt",
];

/** Making RSA keys takes as long as it takes. */
const TIMEOUT = 60_000;

describe("landing-zone hsm csr", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-csr-"));
  let ready: Cluster;
  let runs = 0;

  beforeAll(async () => {
    const [root, hardware, hsm] = [await rsaKeys(), await rsaKeys(), await rsaKeys()];
    const vendor = { name: "CN=Root", keys: root };
    const validity = { notBefore: new Date("2020-01-01"), notAfter: new Date("2100-01-01"), ca: true };
    const hardwareCertificate = await pem(
      certificate({ subject: "CN=Hardware", keys: hardware, issuer: vendor, ...validity }),
    );
    writeFileSync(join(folder, "root.crt"), await pem(certificate({ subject: "CN=Root", keys: root, ...validity })));
    writeFileSync(join(folder, "other.crt"), await pem(certificate({ subject: "CN=Other", keys: hsm, ...validity })));
    ready = cluster("UNINITIALIZED", {
      Certificates: {
        ClusterCsr: await pem(request("CN=HSM", hsm)),
        HsmCertificate: await pem(
          certificate({
            subject: "CN=HSM",
            keys: hsm,
            issuer: { name: "CN=Hardware", keys: hardware },
            ...validity,
            ca: undefined,
          }),
        ),
        AwsHardwareCertificate: hardwareCertificate,
        ManufacturerHardwareCertificate: hardwareCertificate,
      },
    });
  }, TIMEOUT);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(of: Cluster, options: Partial<CsrOptions> = {}): Promise<Printed & { out_: string }> {
    const { cloudHsm } = fakeCloudHsm([[of]]);
    jest.mocked(open).mockResolvedValue(opened({ cloudHsm }));
    runs += 1;
    const out = join(folder, `out-${runs}`);
    const root = join(folder, "root.crt");
    const all = { config: "small.yaml", out, awsRoot: root, manufacturerRoot: root, ...options };
    return { ...(await printed(() => csr(all))), out_: all.out };
  }

  it("checks the hardware, and writes the CSR with its certificates; again, it leaves them alone", async () => {
    const first = await run(ready);
    expect([first.failure, first.error]).toEqual([undefined, ""]);
    expect(first.out).toContain("ok       HSM certificate: its key is the key of the CSR");
    expect(readdirSync(first.out_)).toEqual(FILES.map((file) => `${CLUSTER_ID}_${file}`));
    expect(readFileSync(join(first.out_, `${CLUSTER_ID}_ClusterCsr.csr`), "utf8")).toBe(ready.Certificates?.ClusterCsr);
    const second = await run(ready, { out: first.out_ });
    expect(second.out).toContain(`${CLUSTER_ID}_ClusterCsr.csr was there already`);
  });

  it("writes nothing when a check fails, and names it", async () => {
    const { failure, out, out_ } = await run(ready, { awsRoot: join(folder, "other.crt") });
    expect(failure?.message).toMatch(/the CSR was not written/);
    expect(out).toContain("refused  AWS hardware certificate: issuer: wrong root: it was issued by CN=Root");
    expect(tooWide(out)).toEqual([]);
    expect(() => readdirSync(out_)).toThrow("ENOENT");
  });

  it("prints the checks as JSON", async () => {
    const { out } = await run(ready, { json: true });
    expect(JSON.parse(out)).toMatchObject({ cluster: CLUSTER_ID, hardwareChecked: true });
  });

  it("leaves the check out only when told to, and says so", async () => {
    const skipped = await run(ready, { awsRoot: undefined, manufacturerRoot: undefined, skipHardwareCheck: true });
    expect(skipped.error).toContain("The hardware was not checked");
    expect(readdirSync(skipped.out_)).toHaveLength(4);
    const { failure } = await run(ready, { manufacturerRoot: undefined });
    expect(failure).toMatchObject({ exitCode: 2 });
    expect(failure?.message).toMatch(/--aws-root and\s--manufacturer-root/);
    expect(tooWide(failure?.message ?? "")).toEqual([]);
  });

  it("does not leave a check out whose roots are named", async () => {
    const { failure, out_ } = await run(ready, { skipHardwareCheck: true });
    expect(failure).toMatchObject({ exitCode: 2 });
    expect(failure?.message).toContain("--skip-hardware-check");
    expect(() => readdirSync(out_)).toThrow("ENOENT");
  });

  it("does not overwrite the file of another CSR", async () => {
    const { out_ } = await run(ready);
    writeFileSync(join(out_, `${CLUSTER_ID}_ClusterCsr.csr`), "another");
    const { failure } = await run(ready, { out: out_ });
    expect(failure?.message).toContain("is not overwritten");
  });

  it.each<[string, Cluster, number, string]>([
    ["has none yet", cluster("UNINITIALIZED"), 5, "has no CSR yet"],
    ["was initialized", cluster("ACTIVE"), 1, "AWS shows the CSR before initialization only"],
  ])("says when the cluster %s", async (_, of, exitCode, message) => {
    const { failure } = await run(of);
    expect(failure).toMatchObject({ exitCode, message: expect.stringContaining(message) as string });
  });

  it("does not take a cluster without all certificates for a checked one", async () => {
    const { failure } = await run({ ...ready, Certificates: { ...ready.Certificates, HsmCertificate: undefined } });
    expect(failure?.message).toContain("comes without hsmCertificate: its hardware cannot be checked");
  });
});
