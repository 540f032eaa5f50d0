import { typed } from "../../console/invocation";

export const verifyLogsHelp = (): string => `
Without --trail-arn the trail of the landing zone of --config is verified, which
is reached as the deployment reaches it; with it any trail, by your credentials.
What is not given is looked up. docs/verify-logs.md says what is verified, which
permissions it takes and how a file of acknowledgements is written.

Times: 2026-11-01 is midnight UTC, 2026-11-01T09:00:00+09:00 has its offset, 36h
and 7d are that long ago.

Exit codes; 1 wins over 2:
  0    everything that is due is verified
  1    something is altered, missing or unprotected, and not acknowledged
  2    something could not be checked
  64   the command line or a file that it names is wrong
  130  interrupted

--html writes one page that loads nothing: a map of what every day of every
account and region is, and what is to be done about what is not verified.

Example:
  $ ${typed("verify-logs", "--from 7d")}
  arn:aws:cloudtrail:eu-west-1:111122223333:trail/main,
    2026-11-01T00:00:00Z to 2026-11-08T00:00:00Z

  files    verified  failed  not checked
  digests       167       0            0
  logs        2,004       1            0

  Hours of 1 chain: 1 failed, 1 missing, 166 verified`;
