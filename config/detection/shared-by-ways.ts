/**
 * What an alarm and a rule that report the same tampering both go through, and why nothing can be done about it. All else they share
 * is a fault: a test computes both ways of each call from the synthesized stacks.
 */
export const SHARED_BY_WAYS: ReadonlyMap<string, string> = new Map([
  [
    "trail",
    "EventBridge gets calls from CloudTrail, and only while a trail records them, which is the organization's where an account has " +
      "no other; a call that stops it is its last",
  ],
  ["source", "CloudTrail records a call in the account and region that it is made in: both ways begin there"],
  [
    "account",
    "both topics are in the audit account, where guardrails keep all but the deployment and the break-glass role from changing " +
      "them; no other account is bound by more",
  ],
  ["region", "where the file governs a single region; another one parts them"],
]);
