import { arnHere, iamArn } from "../arns";
import { denyChangesOfLogs, denyLogFiles, denySecrets } from "../denials";
import type { JobFunction } from "../function";
import { actionsOf, allow, deny } from "../statement";

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html */
export const SECURITY_AUDITOR: JobFunction = {
  title: "Security auditor",
  purpose: "Sees how every account is set up, and no log, secret or content.",
  in: "every-account",
  hours: 8,
  incompatibleWith: ["incidentResponder", "deployer"],
  managedPolicies: ["SecurityAudit"],
  statements: (input) => [
    allow(
      "SimulatePolicies",
      actionsOf("iam", "GetContextKeysForPrincipalPolicy", "SimulatePrincipalPolicy"),
      ["role/*", "user/*"].map((resource) => iamArn(input, input.here, resource)),
    ),
    allow(
      "SeeFindingsOfSecurityHub",
      actionsOf("securityhub", "GetFindings"),
      arnHere(input, "securityhub", "hub/default"),
    ),
    denyLogFiles(input),
    denySecrets(),
    // AWS's policy lets see what everybody did for 90 days, which is what the trail's files say.
    deny("NeverReadEventHistory", actionsOf("cloudtrail", "GetQueryResults", "LookupEvents", "StartQuery"), "*"),
    deny("NeverDecrypt", actionsOf("kms", "Decrypt"), "*"),
    denyChangesOfLogs(input),
  ],
};
