import type { ExceptedActions, PolicyStatement } from "../modules/iam/policy-document";

const of = (service: string, ...names: readonly string[]) => names.map((name) => `${service}:${name}`);

/** All but what gives access, takes it or changes the organization. */
const BUT_ACCESS_AND_ORGANIZATION: ExceptedActions = {
  Sid: "NeitherMoreAccessNorTheOrganization",
  Effect: "Allow",
  NotAction: [
    ...of("account", "Accept*", "Close*", "Delete*", "Disable*", "Enable*", "Put*", "Start*"),
    // StackSets of the organization deploy with a role of AWS's own, which nobody has to pass.
    ...of("cloudformation", "CreateStackInstances", "CreateStackSet", "UpdateStackInstances", "UpdateStackSet"),
    ...of("iam", "Add*", "Attach*", "Create*", "DeactivateMFADevice", "Delete*", "Detach*", "EnableMFADevice"),
    ...of("iam", "PassRole", "Put*", "Remove*", "SetDefaultPolicyVersion", "UpdateAccountPasswordPolicy"),
    ...of("iam", "UpdateAssumeRolePolicy", "UpdateGroup", "UpdateLoginProfile", "UpdateOpenID*", "UpdateRole*"),
    "iam:UpdateSAML*",
    ...of("iam", "UpdateUser", "UploadSSHPublicKey", "UploadSigningCertificate"),
    ...of("identitystore", "Create*", "Delete*", "Update*"),
    ...of("organizations", "Accept*", "Attach*", "Cancel*", "Close*", "Create*", "Decline*", "Delete*", "Deregister*"),
    ...of("organizations", "Detach*", "Disable*", "Enable*", "Invite*", "Leave*", "Move*", "Put*", "Register*"),
    ...of("organizations", "Remove*", "Update*"),
    ...of("sso", "Associate*", "Attach*", "Create*", "Delete*", "Detach*", "Disassociate*", "Provision*", "Put*"),
    ...of("sso", "Update*"),
    ...of("sso-directory", "Add*", "Create*", "Delete*", "Remove*", "Update*"),
    "sts:GetFederationToken",
  ],
  Resource: "*",
};

/**
 * The most that any function may do: whatever its policies and AWS's own say one day, nobody gets more access by it, hands
 * access to others, or changes the organization. It cannot list what functions do, as AWS's own policies are long and grow.
 */
export function accessBoundary(partition: string): (ExceptedActions | PolicyStatement)[] {
  return [
    BUT_ACCESS_AND_ORGANIZATION,
    {
      // What takes all access away, which is a responder's work.
      Sid: "NoPolicyButThatWhichDeniesAll",
      Effect: "Allow",
      Action: of("iam", "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy"),
      Resource: ["group", "role", "user"].map((kind) => `arn:${partition}:iam::*:${kind}/*`),
      Condition: { ArnEquals: { "iam:PolicyARN": `arn:${partition}:iam::aws:policy/AWSDenyAll` } },
    },
  ];
}
