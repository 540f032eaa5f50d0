import { typed } from "../../console/invocation";

export const drillHelp = (): string => `
Where AWS_ENDPOINT_URL names a local AWS that "${typed("local", "--keep")}" has
left running, the drill is on that one; otherwise it starts one and deploys
what it needs. It never touches AWS itself: docs/break-glass.md says how the
drill is done there by hand. What it makes, it takes away again.

Exit codes:
  0  the role was assumed with MFA only, and all ways reported it
  1  something of that was not so, or the deployment failed
  2  the command line is wrong
  3  something has to be installed first

Example:
  $ ${typed("drill", "break-glass")}
  Drill: example-org-break-glass in log-archive, eu-west-1, by
    arn:aws:iam::111111111111:user/example-org-drill

  10:03:12  without MFA the role is not assumed: AccessDenied
  10:03:12  with MFA it is:
            arn:aws:sts::222222222222:assumed-role/example-org-break-glass/drill

  event rule example-org-break-glass-assumed: reports, heard from the topic
    example-org-alerts-critical after 0.4 s
  event rule example-org-break-glass-assumed: reports, heard from the topic
    example-org-tampering after 0.5 s
  alarm example-org-break-glass-use: reports, heard from the topic
    example-org-alerts-critical after 0.9 s

  All ways report the use of the role.`;
