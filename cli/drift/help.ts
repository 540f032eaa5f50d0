import { typed } from "../../console/invocation";

export const driftHelp = (): string => `
Every stack is planned, skipped by nothing, with your credentials. Neither AWS
nor a state, a record or the ledger is changed, and no lock is taken. What
somebody changed or deleted outside of Terraform is apart from what the file
would change and was not applied. A resource that somebody changed counts as
drifted alone. --json has every stack, and docs/delivery.md its form.

Exit codes; 1 wins over 2:
  0  AWS, the states and the file say the same
  1  something failed: a plan, a report, or the command line
  2  something drifted, vanished, is not applied yet or waits to be

Example:
  $ ${typed("drift", "--outputs drift.txt")}
  stack     account  drifted  vanished  not applied
  alerting  audit          1         1            0

  alerting
    VANISHED  aws_sns_topic_policy.critical, eu-west-1
    DRIFTED   aws_sns_topic.critical, eu-west-1
      kms_master_key_id: "alias/alerts" is now nothing

  Nothing differs in 9 other stacks.`;
