// What is below the options in the help of a command, 80 columns wide: apart from the commands, which are loaded when they run.
import { typed } from "../console/invocation";

export const DESCRIPTION =
  "A tamper-evident logging and monitoring foundation for an AWS Organization, as Terraform JSON";

export const planHelp = (): string => `
Terraform reads AWS with your credentials, takes no lock and changes nothing.
A stack is skipped where its last apply by landing-zone had the same Terraform
JSON, versions, variables and values of other stacks, and its state has not
moved: what somebody changed in AWS does not show there, unless --all. Unless
stacks are named, states are looked for, too, whose stacks are not in the
configuration any more.

--save FOLDER keeps each plan as STACK.tfplan, which holds secrets and is best
encrypted by --encrypt-with, its masked JSON as STACK.json, and a manifest of
all, which --encrypt-with seals. What an earlier run has saved there stays until
all of it is made. docs/delivery.md says what is in them.

Exit codes; of several, 1 wins over 3, and 3 over 2:
  0  nothing would change
  1  something failed: a plan, the command line, or something has to be
     installed first
  2  something would be added or altered, or a stack waits for another to be
     deployed
  3  something would be destroyed, replaced, moved, disabled, forgotten or kept
     for a shorter time, or a policy would let in more; or something is
     orphaned, or was deleted by other means; docs/review.md lists these dangers

Examples:
  $ ${typed("plan", "--save plans")}
  $ ${typed("plan", "log-archive --break-glass --save plans-of-log-buckets")}
  $ ${typed("plan")}
  stack           account  to add  to change  to destroy
  alerting        audit         0          1           0
  baseline-audit  audit         1          0           2  DESTROYS 1, REPLACES 1
  2 stacks        1 account     1          1           2

  baseline-audit, eu-central-1
    DESTROYS  aws_config_delivery_channel.recorder-eu-central-1_channel_6D4A07B7
    REPLACES  aws_iam_role.recorder-role, because of name`;

export const checkHelp = (): string => `
Every account is reached with your credentials and its deployment role, as the
deployment reaches it, or by --role. Nothing is changed. docs/check.md says what
each check looks at and which permissions it needs.

Exit codes; 1 wins over 2:
  0  everything that was looked at is as it should be
  1  something could not be looked at, or the command line is wrong
  2  something is missing or different

Example:
  $ ${typed("check", "--check trail inspector-coverage")}
  check               environments  as they should be  different  failed
  trail                          1                  1          0       0
  inspector-coverage             3                  2          1       0

  Amazon Inspector scans every EC2 instance: 1 difference
    i-0123456789abcdef0 of shop is not scanned: UNMANAGED_EC2_INSTANCE
      Have Systems Manager manage it: agent, instance role, a way to Systems
      Manager. AWSSupport-TroubleshootManagedInstance finds out.
        audit, eu-west-1`;

export const bootstrapHelp = (): string => `
With credentials of the management account. What is there already is looked at,
finished where a run ended half-way, and made stricter where that is safe, never
looser; everything else is reported. States beside the stacks are put into the
bucket where it has none, and kept here under another name. docs/bootstrap.md
has what is made, and why.

Exit codes; 1 wins over 2:
  0  everything is as it should be
  1  something failed, or the command line is wrong
  2  something is missing or different, or left for you to decide

Example:
  $ ${typed("bootstrap")}
  missing           KMS key of the states, management
                    alias/example-terraform-state
                    rotated every year
  missing           bucket of the states, management
                    example-org-terraform-state
  would be moved    state of organization
                    serial 12, s3://example-org-terraform-state/example/...
  Nothing was changed. To do it: ${typed("bootstrap", "--confirm")}`;

export const redeployRulesHelp = (): string => `
AWS brings the rules of the organization to an account that joins, for seven
hours at most, and Terraform does not see which accounts lack them. This looks
for these, with the credentials of the deployment, and puts what they lack
again in the audit account, each with exactly the arguments that it has. AWS
does not tell the template of a conformance pack: it is the file's, and is
refused where the file was changed and not deployed. docs/check.md has more.

Exit codes; 1 wins over 2:
  0  nothing is lacking, or nothing any more
  1  something failed, or the command line is wrong
  2  something is lacking; without --confirm nothing else is done about it

Example:
  $ ${typed("redeploy-rules", "--region eu-west-1")}
  Would be put again: 82
    eu-west-1: example-cloud-trail-enabled, example-s3-bucket-logging-enabled,
      example-vpc-flow-logs-enabled and 79 more
      shop (AWS never tried)
  Nothing was changed. Add --confirm to do it.`;

export const DEFAULT_VPCS_HELP = `
Every account is reached with your credentials and its deployment role, as the
deployment reaches it. Without --delete nothing is changed. A default VPC that
holds a network interface, or anything else that AWS did not put there, is IN
USE and left as it is. Exit code 1: something could not be read or deleted;
everything else was.`;

export const testAlarmHelp = (): string => `
A file is what AWS's commands and console write; its form is told from what is
in it, gzipped or not, up to 256 MiB:
  - a CloudTrail record, or a log file of the trail
  - an EventBridge event
  - output of aws cloudtrail lookup-events, aws logs filter-log-events,
    get-log-events, get-query-results or tail, as JSON or text
  - an export of CloudWatch Logs Insights or CloudTrail Lake as JSON or CSV,
    with @message or eventJson
  - messages of SQS and SNS, records of Kinesis and Firehose, and what a
    function gets of these or of a log group
  - a JSON list of these, one a line, or one after the other
Nothing is sent anywhere. An alarm or a rule that cannot see the event, or that
the call itself takes away, is not counted as a match; the reason is shown. What
the file does not say and a rule depends on is shown as an assumption.
Exit code 1: a file cannot be read, or, with --expect-match, an event matches
nothing.

Examples:
  $ aws cloudtrail lookup-events --output json \\
      --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging |
      ${typed("test-alarm", "-")}
  $ ${typed("test-alarm", "--json --expect-match logs-insights-results.csv")}
  $ ${typed("test-alarm", "root-signs-in.json")}
  ConsoleLogin signin.amazonaws.com 444444444444 us-east-1 2026-03-17T12:35:05Z
  kind   name        severity  needs  notifies
  alarm  rootLogin   critical  1      security@example.com
  rule   rootSignIn  critical  1      security@example.com
  topic: example-org-alerts-critical
  assumes that 444444444444 is one of the 4 accounts whose id the file does not
    have yet`;

export const scanHelp = (): string => `
Checkov reads each stack as a plan that creates everything, and the templates of
StackSets as CloudFormation; Trivy reads the Terraform JSON. Neither Terraform
nor AWS is needed. Scanners that are not installed are named and left out,
unless --scanner names them. A failed check that docs/security-exceptions.md
gives a reason for is no failure; one on a type that the page is not about is
counted and shown.

Exit codes:
  0  every failed check has a reason
  1  a failed check has none, or a scanner did not scan all that it was given
  3  no scanner is installed, or not one that --scanner names

Example:
  $ ${typed("scan", "--scanner checkov")}`;
