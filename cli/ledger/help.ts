import { typed } from "../../console/invocation";

export const ledgerHelp = (): string => `
The ledger is a file beside the configuration, landing-zone.lock.json of
landing-zone.yaml. synth writes it; commit it and have its changes read. It
keeps accounts and units under the same addresses whatever they are called,
and lets Terraform forget, not destroy, what leaves the configuration.

Where the states are in a bucket, synth cannot see whether something is
deployed, and asks you to begin the ledger: --new before the first deployment,
--from-state where there is one that was made without a ledger.

Exit codes:
  0  shown, written, or nothing is lacking
  1  the ledger cannot be read, is there already, or lacks entries
  2  the command line is wrong

Examples:
  $ ${typed("ledger")}                         # what is there, what is forgotten
  $ ${typed("ledger", "--new")}                # before the first deployment
  $ ${typed("ledger", "--from-state")}         # once, after an upgrade from 0.1
  $ ${typed("ledger", "check --base origin/main")}   # in a pipeline`;
