export const ACCESS_HELP = `
docs/access.md says what every function may do.`;

export const REVOKE_HELP = `
Puts the inline policy AWSRevokeOlderSessions on every role, as the console of
IAM does: sessions that began before now are denied everything. It is put there
with your credentials and the deployment role. Whoever has the role can begin a
new session. So for somebody who leaves: remove the entry from access.people,
deploy, and then revoke the roles by their names. It may take AWS some minutes.

Exit codes: 1: some role could not be changed; 2: there is no such person or
role.`;
