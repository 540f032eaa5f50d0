import {
  BreakGlassRole,
  FunctionGroup,
  FunctionPolicies,
  FunctionRole,
  GroupMember,
  MfaPolicy,
  OidcProvider,
  PasswordPolicy,
  PermissionsBoundary,
  SamlProvider,
  trustUsers,
} from "../../../modules/iam";
import type { Uses } from "./uses";

const readLogs = { Sid: "ReadLogs", Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;

/** Every prop of the constructs of `modules/iam`. */
export const IAM: Uses = {
  PasswordPolicy: (stack) =>
    new PasswordPolicy(stack, "password-policy", {
      minimumLength: 20,
      reusePrevention: 24,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: false,
      requireUppercase: true,
      maxAgeDays: 90,
      usersMayChangeTheirs: true,
    }),
  BreakGlassRole: (stack) =>
    new BreakGlassRole(stack, "break-glass", {
      roleName: "break-glass",
      trusted: {
        users: ["arn:aws:iam::111111111111:user/emergency"],
        roles: {
          patterns: ["arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_emergency_*"],
          organizationId: "o-exampleorgid",
        },
      },
    }),
  FunctionGroup: (stack) =>
    new FunctionGroup(stack, "auditors", {
      groupName: "auditors",
      description: "May assume the roles of auditors",
      roleArns: ["arn:aws:iam::*:role/auditor"],
      organizationId: "o-exampleorgid",
      mfaPolicyArn: new MfaPolicy(stack, "mfa").policyArn,
      sessionTags: true,
    }),
  FunctionPolicies: (stack) =>
    new FunctionPolicies(stack, "policies", { description: "What auditors may do", policies: { auditor: [readLogs] } }),
  FunctionRole: (stack) => {
    const boundary = new PermissionsBoundary(stack, "boundary", { statements: [readLogs] });
    new FunctionRole(stack, "auditor", {
      roleName: "auditor",
      description: "Reads what is logged",
      hours: 4,
      trust: [trustUsers(["arn:aws:iam::111111111111:root"], { organizationId: "o-exampleorgid" })],
      policyArns: { audit: "arn:aws:iam::aws:policy/SecurityAudit" },
      boundaryArn: boundary.policyArn,
      sourceNetworks: ["198.51.100.0/24"],
      existing: true,
    });
  },
  GroupMember: (stack) => new GroupMember(stack, "alice", { userName: "alice", create: false, groups: ["auditors"] }),
  MfaPolicy: (stack) => new MfaPolicy(stack, "mfa", { policyName: "mfa", hardware: "L2" }),
  OidcProvider: (stack) =>
    new OidcProvider(stack, "github", {
      url: "https://token.actions.githubusercontent.com",
      audiences: ["sts.amazonaws.com"],
      existing: true,
    }),
  PermissionsBoundary: (stack) =>
    new PermissionsBoundary(stack, "boundary", { policyName: "boundary", statements: [readLogs], existing: true }),
  SamlProvider: (stack) =>
    new SamlProvider(stack, "saml", { providerName: "company", metadata: "x".repeat(1000), existing: true }),
};
