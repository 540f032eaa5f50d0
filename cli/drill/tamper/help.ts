import { typed } from "../../../console/invocation";

export const tamperHelp = (): string => `
The file needs logValidation. Where AWS_ENDPOINT_URL names a local AWS that
"${typed("local", "--keep")}" has left running, the drill is on that one, once, as
it leaves an archive that was tampered with; otherwise it starts one and
deploys what it needs. It never touches AWS itself. What verifies and reports
is the function that is deployed; what AWS has in the way of tampering, Object
Lock and policies, is got around beneath Amazon S3.

Exit codes:
  0  what is intact was verified, and all tampering and silence was reported
  1  something of that was not so, or the deployment failed
  2  the command line is wrong
  3  something has to be installed first

Example:
  $ ${typed("drill", "tamper")}
  Drill: example-org-log-validator in eu-west-1,
    example-org-cloudtrail-eu-west-1, 18 accounts and regions

  10:03:12  54 digests and 54 log files of 18 accounts and regions delivered:
            the function verified 54 digests and 54 log files

  11:03:15  log file altered before its digest came, 222222222222 eu-west-1
            in AWS: Object Lock keeps each version
            integrity (hash): Integrity of a log file is broken: ...
            11:03:16 event from example-org-alerts-critical
            11:03:16 event from example-org-tampering
            11:03:16 alarm from example-org-alerts-critical`;
