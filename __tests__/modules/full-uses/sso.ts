import { Assignments, IdentityCenter, PermissionSet } from "../../../modules/sso";
import type { Uses } from "./uses";

const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";

/** Every prop of the constructs of `modules/sso`. */
export const SSO: Uses = {
  Assignments: (stack) => {
    const center = new IdentityCenter(stack, "center");
    new Assignments(stack, "auditors", {
      permissionSet: new PermissionSet(stack, "audit", { instanceArn: center.instanceArn }),
      groupId: center.groupId("auditors", "Auditors"),
      accounts: { production: "333333333333", staging: "444444444444" },
    });
  },
  IdentityCenter: (stack) =>
    new IdentityCenter(stack, "center", { instance: { arn: instanceArn, identityStoreId: "d-1234567890" } }).groupId(
      "auditors",
      "Auditors",
    ),
  PermissionSet: (stack) => {
    const audit = new PermissionSet(stack, "audit", { instanceArn });
    new PermissionSet(stack, "operate", {
      instanceArn,
      permissionSetName: "operate",
      description: "Operates workloads",
      hours: 8,
      statements: [{ Sid: "Restart", Effect: "Allow", Action: "ec2:RebootInstances", Resource: "*" }],
      awsPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      policyNames: ["operate"],
      boundaryName: "boundary",
      existingArn: "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef",
      after: [audit],
    });
  },
};
