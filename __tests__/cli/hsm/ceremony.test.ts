// The other commands that ask AWS, with fakes of it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backups } from "../../../cli/hsm/backups";
import { connect } from "../../../cli/hsm/connect";
import { initialize } from "../../../cli/hsm/initialize";
import { open } from "../../../cli/hsm/open";
import type { Opened } from "../../../cli/hsm/open";
import { status } from "../../../cli/hsm/status";
import { CONNECTION_ERRORS } from "../../../cloudhsm/connection-errors";
import type { Cluster } from "../../../cloudhsm/client";
import { awsError, cluster, CLUSTER_ID, fakeCloudHsm, fakeEc2, fakeKms, hsm, STORE_ID } from "../../cloudhsm/fakes";
import { certificate, KeyUsageFlags, pem, request, rsaKeys } from "../../cloudhsm/x509/authority";
import { opened, printed, tooWide } from "./commands";

jest.mock("../../../cli/hsm/open", () => ({
  ...jest.requireActual<object>("../../../cli/hsm/open"),
  open: jest.fn(),
}));

// Each would listen to this process for ever.
jest.mock("../../../console/interrupt", () => ({ abortOnInterrupt: () => new AbortController().signal }));

const config = "landing-zone.yaml";

function inAws(...given: Parameters<typeof opened>): Opened {
  const all = opened(...given);
  jest.mocked(open).mockResolvedValue(all);
  return all;
}

describe("landing-zone hsm status", () => {
  it("prints where the ceremony is and what comes next, and exits with whose turn it is", async () => {
    const { cloudHsm } = fakeCloudHsm([[cluster("INITIALIZED", { Certificates: { ClusterCertificate: "x" } })]], {
      backups: [{ BackupId: "backup-1", BackupState: "READY", CreateTimestamp: 1_764_408_600 }],
    });
    inAws({ cloudHsm }, { backupRetentionDays: 30 });
    const { exitCode, out } = await printed(() => status({ config }));
    expect(exitCode).toBe(4);
    expect(out.split("\n").slice(0, 11)).toEqual([
      "phase         cluster, in the configuration",
      `cluster       ${CLUSTER_ID}: INITIALIZED, hsm2m.medium, FIPS`,
      "HSMs          1 active in 1 zone: hsm-10 eu-west-1a ACTIVE 10.111.0.10",
      "CSR           signed",
      "activated     no",
      "last backup   backup-1 of 2025-11-29 09:30 UTC",
      "retention     90 days, and 30 in the configuration: `hsm backups` sets it",
      "client host   none",
      "store         none",
      "key           none",
      "",
    ]);
    expect(out).toContain("\nNext: Activate the cluster, and make the user of KMS.\n");
    expect(out).toContain("\n       sudo /opt/cloudhsm/bin/configure-cli -a 10.111.0.10\n");
  });

  it("explains a store that failed, in lines of 80 columns except what is to be copied", async () => {
    const { cloudHsm } = fakeCloudHsm([[cluster("ACTIVE")]]);
    const { kms } = fakeKms([{ ConnectionState: "FAILED", ConnectionErrorCode: "INVALID_CREDENTIALS" }]);
    inAws({ cloudHsm, kms, ec2: fakeEc2({ InstanceId: "i-1", State: { Name: "stopped" } }) });
    const { exitCode, out } = await printed(() => status({ config }));
    expect(exitCode).toBe(6);
    expect(out).toContain(`store         ${STORE_ID}: FAILED, INVALID_CREDENTIALS. The password\n`);
    expect(out).toMatch(/hsm -- connect --reconnect\n$/);
    expect(tooWide(out).filter((line) => !line.includes("https://"))).toEqual([]);
  });

  it("prints all of it as JSON", async () => {
    const { cloudHsm } = fakeCloudHsm([[cluster("CREATE_IN_PROGRESS")]]);
    inAws({ cloudHsm });
    const { exitCode, out } = await printed(() => status({ config, json: true }));
    expect(exitCode).toBe(5);
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 5,
      cluster: { ClusterId: CLUSTER_ID },
      next: { turn: "aws", what: "AWS creates the cluster." },
    });
  });

  it("ends as a failure where AWS says no", async () => {
    const denied = { clusters: () => Promise.reject(awsError("CloudHsmAccessDeniedException")) };
    inAws({ cloudHsm: { ...fakeCloudHsm([]).cloudHsm, ...denied } });
    const { failure } = await printed(() => status({ config }));
    expect(failure).toMatchObject({ exitCode: 1, message: "AWS: CloudHsmAccessDeniedException: AWS says no" });
  });
});

describe("landing-zone hsm connect", () => {
  it("connects, with progress on standard error", async () => {
    const { kms } = fakeKms([{ ConnectionState: "DISCONNECTED" }], {
      ConnectCustomKeyStore: [{ ConnectionState: "CONNECTED" }],
    });
    inAws({ kms });
    const { error, exitCode, out } = await printed(() => connect({ config, timeout: 20 }));
    expect(exitCode).toBe(0);
    expect(out).toBe("small-logs is connected. What comes next: npm run hsm -- status\n");
    expect(error).toMatch(/\[1\/1\] connect the key store small-logs.*\n.*connecting\n.*CONNECTED\n$/);
  });

  it.each([...CONNECTION_ERRORS.cloudhsm.keys()])("explains %s in 80 columns, and says how to go on", async (code) => {
    const { kms } = fakeKms([{ ConnectionState: "FAILED", ConnectionErrorCode: code }]);
    inAws({ kms });
    const { error, exitCode } = await printed(() => connect({ config, timeout: 20 }));
    expect(exitCode).toBe(6);
    expect(error).toContain(`small-logs failed to connect: ${code}\n`);
    expect(error).toContain("https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html");
    expect(error).toContain("npm run hsm -- connect --reconnect");
    expect(tooWide(error).filter((line) => !line.includes("https://"))).toEqual([]);
  });

  it("prints JSON, of a store that is missing, too", async () => {
    inAws();
    const { exitCode, out } = await printed(() => connect({ config, timeout: 20, json: true }));
    expect(exitCode).toBe(4);
    expect(JSON.parse(out)).toEqual({ file: config, kind: "missing" });
  });

  it("exits with 1 where KMS refuses to begin", async () => {
    const name = "CloudHsmClusterNotActiveException";
    inAws({ kms: fakeKms([{ ConnectionState: "DISCONNECTED" }], { ConnectCustomKeyStore: awsError(name) }).kms });
    const { error, exitCode } = await printed(() => connect({ config, timeout: 20 }));
    expect(exitCode).toBe(1);
    expect(error).toContain("The cluster is not active");
  });
});

describe("landing-zone hsm initialize", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-initialize-"));
  const files = { certificate: join(folder, "hsm.crt"), trustAnchor: join(folder, "customerCA.crt") };
  let ClusterCsr: string;
  let otherCsr: string;
  let ClusterCertificate: string;

  beforeAll(async () => {
    const [ca, keys] = [await rsaKeys(), await rsaKeys()];
    const validity = { notBefore: new Date("2020-01-01"), notAfter: new Date("2100-01-01") };
    ClusterCsr = await pem(request("CN=HSM", keys));
    otherCsr = await pem(request("CN=HSM", ca));
    const issuer = { name: "CN=CA", keys: ca };
    ClusterCertificate = await pem(certificate({ subject: "CN=HSM", keys, issuer, ...validity }));
    writeFileSync(files.certificate, ClusterCertificate);
    const usage = KeyUsageFlags.keyCertSign;
    writeFileSync(
      files.trustAnchor,
      await pem(certificate({ subject: "CN=CA", keys: ca, ca: true, usage, ...validity })),
    );
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (states: readonly Cluster[]) => {
    const { changes, cloudHsm } = fakeCloudHsm(states.map((state) => [state]));
    inAws({ cloudHsm });
    return { changes, result: printed(() => initialize({ config, timeout: 20, ...files })) };
  };

  it("uploads what belongs to the CSR, and waits", async () => {
    const before = cluster("UNINITIALIZED", { Certificates: { ClusterCsr } });
    const after = cluster("INITIALIZED", { Certificates: { ClusterCertificate } });
    const { changes, result } = run([before, before, after]);
    expect(await result).toMatchObject({
      exitCode: 0,
      out: `${CLUSTER_ID} is INITIALIZED. What comes next: npm run hsm -- status\n`,
    });
    expect(changes).toEqual([`initialize ${CLUSTER_ID}`]);
  });

  it("uploads the certificates without what openssl writes before them", async () => {
    const uploaded: string[] = [];
    const before = cluster("UNINITIALIZED", { Certificates: { ClusterCsr } });
    const after = cluster("INITIALIZED", { Certificates: { ClusterCertificate } });
    const { cloudHsm } = fakeCloudHsm([[before], [before], [after]], {
      onInitialize: (_, ...certificates) => {
        uploaded.push(...certificates);
        return Promise.resolve();
      },
    });
    inAws({ cloudHsm });
    const described = { ...files, certificate: join(folder, "described.crt") };
    writeFileSync(described.certificate, `Certificate:\n    Data:\n        Version: 3 (0x2)\n${ClusterCertificate}`);
    expect(await printed(() => initialize({ config, timeout: 20, ...described }))).toMatchObject({ exitCode: 0 });
    expect(uploaded).toEqual(
      [expect.stringMatching(/^-----BEGIN[^]+END CERTIFICATE-----\n$/)].concat(uploaded.slice(1)),
    );
    expect(uploaded).toHaveLength(2);
  });

  it("uploads nothing that does not belong to the CSR", async () => {
    const { changes, result } = run([cluster("UNINITIALIZED", { Certificates: { ClusterCsr: otherCsr } })]);
    const { error, failure } = await result;
    expect(failure).toMatchObject({ exitCode: 1, message: `nothing was uploaded: ${CLUSTER_ID} is as it was` });
    expect(error).toContain("refused  certificate: its key is the key of the CSR: it has another key");
    expect(tooWide(error)).toEqual([]);
    expect(changes).toEqual([]);
  });

  it("may be run again", async () => {
    const { changes, result } = run([cluster("ACTIVE", { Certificates: { ClusterCertificate } })]);
    expect((await result).exitCode).toBe(0);
    expect(changes).toEqual([]);
  });

  it("waits for a cluster that is being created", async () => {
    const { result } = run([cluster("CREATE_IN_PROGRESS")]);
    expect((await result).failure).toMatchObject({ exitCode: 5 });
  });
});

describe("landing-zone hsm backups", () => {
  const found = [
    { BackupId: "backup-1", BackupState: "READY", CreateTimestamp: 1_764_408_600 },
    { BackupId: "backup-2", BackupState: "READY", CreateTimestamp: 1_764_495_000, NeverExpires: true },
  ];

  it.each<[string, number | undefined, string[], string]>([
    ["of the configuration", undefined, [], "are kept for 90 days."],
    ["of the option", 30, [`retention ${CLUSTER_ID} 30`], "are kept for 30 days from now on (90 before)."],
  ])("sets the retention %s where it is another, and lists the newest first", async (_, retention, expected, text) => {
    const { changes, cloudHsm } = fakeCloudHsm([[cluster("ACTIVE", { Hsms: [hsm(10, "eu-west-1a")] })]], {
      backups: found,
    });
    inAws({ cloudHsm });
    const { out } = await printed(() => backups({ config, retention }));
    expect(changes).toEqual(expected);
    expect(out.split("\n").slice(0, 3)).toEqual([
      "backup    made                  state  expires",
      "backup-2  2025-11-30 09:30 UTC  READY  never",
      "backup-1  2025-11-29 09:30 UTC  READY  by retention",
    ]);
    expect(out).toContain(text);
  });

  it("needs a cluster", async () => {
    inAws();
    expect((await printed(() => backups({ config }))).failure).toMatchObject({ exitCode: 4 });
    inAws({}, { type: "external" });
    expect((await printed(() => backups({ config }))).failure).toMatchObject({ exitCode: 2 });
  });
});
