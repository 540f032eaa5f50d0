import { iamArn } from "../arns";
import { denyLogFiles } from "../denials";
import type { AccessInput, JobFunction } from "../function";
import { actionsOf, allow } from "../statement";
import { stateStatements } from "../state";

/** ARNs of the roles that Terraform deploys with. */
function deploymentRoles(input: AccessInput): string[] {
  const { accounts, deployment, management } = input.landingZone;
  const members = accounts.filter(({ slug }) => slug !== management.slug);
  return [
    ...(deployment.managementRole === undefined
      ? []
      : [iamArn(input, management.slug, `role/${deployment.managementRole}`)]),
    ...members.map(({ slug }) => iamArn(input, slug, `role/${deployment.role}`)),
  ];
}

export const DEPLOYER: JobFunction = {
  title: "Deployer",
  purpose: "Applies with Terraform: assumes the deployment role of every account.",
  in: "management",
  hours: 1,
  incompatibleWith: ["logReader", "securityAuditor", "incidentResponder", "keyCustodian", "hsmCryptoOfficer"],
  statements: (input) => [
    allow("AssumeDeploymentRoles", actionsOf("sts", "AssumeRole"), deploymentRoles(input)),
    ...stateStatements(input, "write"),
    denyLogFiles(input),
  ],
};
