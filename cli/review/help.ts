import { typed } from "../../console/invocation";

export const reviewHelp = (): string => `
Neither Terraform nor AWS is needed. Files are what terraform show -json writes
of a plan, of this project or any other; constructs and lines of the YAML file
are named where --output and --config have them. Sensitive values are masked by
Terraform's own marks; the files themselves hold them in clear text.

Exit codes:
  0    no danger, or all of them are acknowledged
  1    a report could not be written
  3    dangers that nobody acknowledged, or acknowledgements that have expired
  64   the command line or a file that it names is wrong

docs/review.md lists the dangers, and how they are acknowledged.

Examples:
  $ terraform show -json plan.tfplan > plans/network.json
  $ ${typed("review", "plans --markdown comment.md --acknowledged accepted.yaml")}
  1 danger that nobody has acknowledged: 1 critical.
  2 stacks, 2 accounts
  0 to add, 1 to change, 1 to destroy

  CRITICAL  keyDestroyed: a KMS key is destroyed
    aws_kms_key.old`;

export const diffHelp = (): string => `
Both files are synthesized by this version, each with its ledger, and what they
make is compared. Neither Terraform nor AWS is needed, and nothing is written
but the reports. What there is in AWS, and whether it differs from the file of
before, does not show: a plan shows that.

Exit codes:
  0    no danger, or all of them are acknowledged
  1    one of the files cannot be synthesized, or a report not be written
  3    dangers that nobody acknowledged, or acknowledgements that have expired
  64   the command line or a file that it names is wrong

Example:
  $ ${typed("diff", "origin/main --markdown comment.md")}`;
