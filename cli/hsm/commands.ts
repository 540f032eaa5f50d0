// The commands around the key store. Each is loaded when it runs.
import type { Command } from "commander";
import { addCommand } from "../add-command";
import type { BackupsOptions } from "./backups";
import type { ConnectOptions } from "./connect";
import type { CsrOptions } from "./csr";
import { BACKUPS_HELP, CONNECT_HELP, CSR_HELP, HSM_HELP, INITIALIZE_HELP, SIGN_HELP, statusHelp } from "./help";
import type { InitializeOptions } from "./initialize";
import { oneOf, wholeNumber } from "./numbers";
import type { HsmOptions } from "./open";
import type { SignOptions } from "./sign";

/** As in AWS's example: ten years. */
const DEFAULT_DAYS = 3652;
/** Longer than KMS says that it may take. */
const DEFAULT_MINUTES = 20;
const MOST_MINUTES = 24 * 60;
/** RSA keys that CloudHSM takes of a CA, in bits. */
const KEY_SIZES = [2048, 4096] as const;
/** @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_BackupRetentionPolicy.html */
const RETENTION_DAYS = [7, 379] as const;

export function addHsmCommands(program: Command): void {
  const hsm = program
    .command("hsm")
    .description("look after the CloudHSM cluster and the key store of the logs")
    .addHelpText("after", HSM_HELP);
  const add = (name: string, description: string): Command =>
    addCommand(hsm, name, description).option("--json", "print the result as JSON");
  const addOfCluster = (name: string, description: string): Command =>
    add(name, description).option("--cluster <id>", "cluster (default: that of the landing zone)");

  addOfCluster("status", "report where the ceremony is and what comes next")
    .addHelpText("after", statusHelp())
    .action(async (options: HsmOptions) => (await import("./status.js")).status(options));

  addOfCluster("csr", "fetch the CSR of the cluster and check the hardware that made it")
    .requiredOption("-o, --out <folder>", "where to write")
    .option("--aws-root <file>", "root certificate of AWS CloudHSM")
    .option("--manufacturer-root <file>", "root certificate of the manufacturer")
    .option("--skip-hardware-check", "do not check the hardware")
    .addHelpText("after", CSR_HELP)
    .action(async (options: CsrOptions) => (await import("./csr.js")).csr(options));

  hsm
    .command("sign")
    .description("sign the CSR by a CA in a file")
    .requiredOption("--csr <file>", "CSR of the cluster")
    .requiredOption("-o, --out <folder>", "folder of the CA and the certificate")
    .option("--days <number>", "days that CA and certificate are valid", wholeNumber(1, 36_500), DEFAULT_DAYS)
    .option("--key-size <bits>", "RSA key of a CA that is made, 2048 or 4096 bits", oneOf(...KEY_SIZES), 4096)
    .option("--unencrypted-key", "have a key without passphrase, in tests")
    .option("--json", "print the result as JSON")
    .addHelpText("after", SIGN_HELP)
    .action(async (options: SignOptions) => (await import("./sign.js")).sign(options));

  addOfCluster("initialize", "claim the cluster with the signed certificate and your CA")
    .requiredOption("--certificate <file>", "signed certificate of the cluster")
    .requiredOption("--trust-anchor <file>", "certificate of the CA that signed it")
    .option("--timeout <minutes>", "how long to wait", wholeNumber(1, MOST_MINUTES), DEFAULT_MINUTES)
    .addHelpText("after", INITIALIZE_HELP)
    .action(async (options: InitializeOptions) => (await import("./initialize.js")).initialize(options));

  add("connect", "connect the key store to the cluster, and explain why it does not")
    .option("--timeout <minutes>", "how long to wait", wholeNumber(1, MOST_MINUTES), DEFAULT_MINUTES)
    .option("--reconnect", "disconnect a store that failed, then connect it")
    .addHelpText("after", CONNECT_HELP)
    .action(async (options: ConnectOptions) => (await import("./connect.js")).connect(options));

  addOfCluster("backups", "set how long backups are kept, and list them")
    .option("--retention <days>", "days (default: those of the configuration)", wholeNumber(...RETENTION_DAYS))
    .addHelpText("after", BACKUPS_HELP)
    .action(async (options: BackupsOptions) => (await import("./backups.js")).backups(options));
}
