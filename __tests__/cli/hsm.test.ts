// The command as users run it, as far as it comes without AWS.
import { createPrivateKey } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pem, request, rsaKeys } from "../cloudhsm/x509/authority";
import { tooWide } from "./hsm/commands";
import { program } from "../support/program";

const TIMEOUT = 120_000;

const cli = program("cli/main.ts");

/** Messages are folded at 80 columns, wherever the paths in them end. */
const unfolded = (text: string): string => text.replaceAll("\n", " ");

describe("landing-zone hsm", () => {
  it.each<[string[], number, string]>([
    [["status", "--config", "examples/minimal.yaml"], 1, "examples/minimal.yaml has no section keyStore"],
    [["csr"], 2, "required option '-o, --out <folder>' not specified"],
    [["connect", "--timeout", "0"], 2, "It is a whole number from 1 to 1440."],
    [["backups", "--retention", "6"], 2, "It is a whole number from 7 to 379."],
    [["sign", "--csr", "a", "--out", "b", "--key-size", "3072"], 2, "It is 2048 or 4096."],
    [["statu"], 2, "Did you mean status?"],
  ])(
    "refuses %j with exit code %i",
    (args, exitCode, message) => {
      const { status, stderr, stdout } = cli(["hsm", ...args]);
      expect({ status, stdout }).toEqual({ status: exitCode, stdout: "" });
      expect(stderr).toContain(message);
    },
    TIMEOUT,
  );

  it(
    "has a help for each of its commands that fits a terminal and says how it is typed",
    () => {
      const helps = ["", "status", "csr", "sign", "initialize", "connect", "backups"].map((name) => {
        const { status, stdout } = cli(["hsm", ...(name === "" ? [] : [name]), "--help"]);
        return { name, status, usage: stdout.split("\n")[0], wide: tooWide(stdout) };
      });
      expect(helps.filter(({ status, wide }) => status !== 0 || wide.length > 0)).toEqual([]);
      expect(helps.map(({ usage }) => usage).slice(0, 2)).toEqual([
        "Usage: npm run hsm -- [options] [command]",
        "Usage: npm run hsm -- status [options]",
      ]);
    },
    TIMEOUT,
  );

  describe("sign", () => {
    const folder = mkdtempSync(join(tmpdir(), "landing-zone-sign-"));
    const csr = join(folder, "cluster-a_ClusterCsr.csr");
    const otherCsr = join(folder, "cluster-b_ClusterCsr.csr");
    const out = join(folder, "ca");
    const key = join(out, "customerCA.key");
    const anchor = join(out, "customerCA.crt");
    const run = (file: string, ...args: string[]) =>
      cli(["hsm", "sign", "--csr", file, "--out", out, "--key-size", "2048", "--unencrypted-key", ...args]);

    beforeAll(async () => {
      writeFileSync(csr, await pem(request("CN=HSM a", await rsaKeys())));
      writeFileSync(otherCsr, await pem(request("CN=HSM b", await rsaKeys())));
    });

    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    it(
      "makes a CA whose key only its owner reads, signs, and warns; again, it leaves all as it is",
      () => {
        const { status, stderr, stdout } = run(csr);
        expect(status).toBe(0);
        expect(stderr).toMatch(/^For tests: the key of this CA lies in a file without passphrase\./);
        expect(stdout).toContain("cluster-a_CustomerHsmCertificate.crt\n");
        expect(statSync(key).mode & 0o777).toBe(0o600);
        const before = [key, anchor, join(out, "cluster-a_CustomerHsmCertificate.crt")].map((file) =>
          readFileSync(file, "utf8"),
        );
        const again = JSON.parse(run(csr, "--json").stdout) as { certificate: string; written: boolean };
        expect(again).toMatchObject({ written: false });
        const after = [key, anchor, again.certificate].map((file) => readFileSync(file, "utf8"));
        expect(after).toEqual(before);
      },
      TIMEOUT,
    );

    it(
      "signs another CSR by the same CA, and makes the certificate anew where it was ended before that",
      () => {
        const before = readFileSync(key, "utf8");
        rmSync(anchor);
        rmSync(join(out, "cluster-a_CustomerHsmCertificate.crt"));
        expect(run(otherCsr).status).toBe(0);
        expect(readFileSync(key, "utf8")).toBe(before);
        expect(run(csr).status).toBe(0);
      },
      TIMEOUT,
    );

    it(
      "makes no CA in the place of one whose key is elsewhere, and gives no certificate of another CSR",
      () => {
        const elsewhere = join(folder, "elsewhere");
        mkdirSync(elsewhere);
        writeFileSync(join(elsewhere, "customerCA.crt"), readFileSync(anchor));
        const missing = cli(["hsm", "sign", "--csr", csr, "--out", elsewhere, "--unencrypted-key"]);
        expect({ status: missing.status, stdout: missing.stdout }).toEqual({ status: 1, stdout: "" });
        expect(unfolded(missing.stderr)).toContain("customerCA.key is not: a new CA would take its place");
        writeFileSync(csr, readFileSync(otherCsr));
        const wrong = run(csr);
        expect(wrong.status).toBe(1);
        expect(unfolded(wrong.stderr)).toContain("certificate: its key is the key of the CSR");
      },
      TIMEOUT,
    );

    it(
      "encrypts the key where it is not told otherwise, with a passphrase that is in no argument and no output",
      () => {
        const folderOfKey = join(folder, "encrypted");
        const file = join(folderOfKey, "customerCA.key");
        const sign = (passphrase?: string, ...args: string[]) =>
          cli(["hsm", "sign", "--csr", otherCsr, "--out", folderOfKey, "--key-size", "2048", ...args], {
            env: { ...process.env, LANDING_ZONE_CA_PASSPHRASE: passphrase },
          });
        const without = sign();
        expect({ status: without.status, isThere: existsSync(file) }).toEqual({ status: 1, isThere: false });
        expect(unfolded(without.stderr)).toContain("set LANDING_ZONE_CA_PASSPHRASE");

        const { status, stderr, stdout } = sign("a long passphrase");
        expect({ status, stderr }).toMatchObject({ status: 0 });
        expect(stdout + stderr).not.toContain("a long passphrase");
        const written = readFileSync(file, "utf8");
        expect(written).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
        expect(statSync(file).mode & 0o777).toBe(0o600);
        expect(createPrivateKey({ key: written, passphrase: "a long passphrase" }).asymmetricKeyType).toBe("rsa");

        expect(sign("a long passphrase").status).toBe(0);
        rmSync(join(folderOfKey, "cluster-b_CustomerHsmCertificate.crt"));
        expect(unfolded(sign("another passphrase").stderr)).toContain("an RSA key of this passphrase");
        expect(unfolded(sign("a long passphrase", "--unencrypted-key").stderr)).toContain("has a passphrase");
        expect(readFileSync(file, "utf8")).toBe(written);
      },
      TIMEOUT,
    );

    it(
      "refuses what is no CSR, and a plain key where it is not told that it is one",
      () => {
        expect(unfolded(run(anchor).stderr)).toContain("is a CERTIFICATE, no certificate signing request");
        const plain = cli(["hsm", "sign", "--csr", otherCsr, "--out", out]);
        expect(plain.status).toBe(1);
        expect(unfolded(plain.stderr)).toContain("customerCA.key has no passphrase");
      },
      TIMEOUT,
    );
  });
});
