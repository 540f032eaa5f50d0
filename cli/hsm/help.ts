// What is below the options in the help of the commands, 80 columns wide.
import { typed } from "../../console/invocation";

export const HSM_HELP = `
The key store of the logs is backed by a CloudHSM cluster, which is claimed in a
ceremony: docs/runbooks/key-ceremony.md. \`status\` says where it is and what
comes next. Every command may be ended at any time and run again; the account is
reached as the deployment reaches it.

Exit codes:
  0    done, or nothing to do
  1    refused, or AWS could not be asked
  2    the command line was wrong
  4    a step of yours comes first, or next
  5    AWS is at work: run it again later
  6    something that was there does not work
  130  interrupted: nothing is lost`;

export const statusHelp = (): string => `
Reads only. Exit codes: 0 all is done, 4 the next step is yours, 5 AWS is at
work, 6 something does not work.

Example:
  $ ${typed("hsm", "status")}
  phase         cluster, in the configuration
  cluster       cluster-abcdefghijk: UNINITIALIZED, hsm2m.medium, FIPS
  HSMs          1 active in 1 zone: hsm-abcdefghijk eu-west-1a ACTIVE
                10.111.0.10
  CSR           waits to be signed
  ...
  Next: Initialize the cluster.`;

export const CSR_HELP = `
The CSR comes with certificates by which the HSM proves what it is: a chain to
AWS's root and one to the root of the manufacturer. Get both roots from the
pages that AWS names, by another way than this program:
https://docs.aws.amazon.com/cloudhsm/latest/userguide/verify-hsm-identity.html
AWS's root G1 expires on 26 April 2027. When a check fails nothing is written.
A file is never overwritten. Exit code 5: there is no CSR yet.`;

export const SIGN_HELP = `
Uses customerCA.key and customerCA.crt of the folder, which it makes if they are
not there. The key is encrypted by AES-256 with a passphrase of 12 characters or
more, of LANDING_ZONE_CA_PASSPHRASE or asked for on the terminal, and can be
read by its owner only. No file is overwritten. For logs that matter, sign the
CSR where the key of your CA is, offline. Asks nobody, neither AWS nor the
configuration.`;

export const INITIALIZE_HELP = `
A cluster is initialized once. Certificate and trust anchor are checked first:
the key of the CSR, the signature, validity, and what CloudHSM and KMS want of a
trust anchor. When a check fails nothing is uploaded. Keep the trust anchor: AWS
never shows it again, and KMS and the CloudHSM CLI need it. Exit code 5: AWS has
not finished in time.`;

export const CONNECT_HELP = `
KMS takes up to 20 minutes, and goes on when this is ended. At the first connect
it changes the password of kmsuser, which only KMS knows then. A store that
failed has to be disconnected before it can be connected again: --reconnect does
that, after you have removed the cause. Exit codes: 0 connected, 1 KMS refused,
4 there is no store yet, 5 not connected in time, 6 the store failed.`;

export const BACKUPS_HELP = `
Days from 7 to 379, of --retention or else keyStore.backupRetentionDays. AWS
deletes backups that are older, always but the last one.`;
