import type { ExceptedActions } from "../modules/iam/policy-document";

const of = (service: string, ...names: readonly string[]) => names.map((name) => `${service}:${name}`);

/**
 * The most that any function may do: whatever its policies and AWS's own say one day, nobody gets more access by it, hands
 * access to others, or changes the organization. It cannot list what functions do, as AWS's own policies are long and grow.
 */
export const ACCESS_BOUNDARY: ExceptedActions = {
  Sid: "NeitherMoreAccessNorTheOrganization",
  Effect: "Allow",
  NotAction: [
    ...of("account", "Accept*", "Close*", "Delete*", "Disable*", "Enable*", "Put*", "Start*"),
    ...of("iam", "Add*", "Create*", "Delete*", "EnableMFADevice", "PassRole", "Put*", "SetDefaultPolicyVersion"),
    ...of("iam", "UpdateAssumeRolePolicy", "UpdateLoginProfile", "UpdateOpenID*", "UpdateRole*", "UpdateSAML*"),
    ...of("iam", "UpdateUser", "UploadSSHPublicKey", "UploadSigningCertificate"),
    ...of("identitystore", "Create*", "Delete*", "Update*"),
    ...of("organizations", "Accept*", "Attach*", "Cancel*", "Close*", "Create*", "Decline*", "Delete*", "Deregister*"),
    ...of("organizations", "Detach*", "Disable*", "Enable*", "Invite*", "Leave*", "Move*", "Put*", "Register*"),
    ...of("organizations", "Remove*", "Update*"),
    ...of("sso", "Associate*", "Attach*", "Create*", "Delete*", "Detach*", "Disassociate*", "Provision*", "Put*"),
    ...of("sso", "Update*"),
    "sts:GetFederationToken",
  ],
  Resource: "*",
};
