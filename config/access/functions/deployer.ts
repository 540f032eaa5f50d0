import { iamArn } from "../arns";
import { denyLogFiles } from "../denials";
import type { AccessInput, JobFunction } from "../function";
import { rolesOfAccounts } from "../many-roles";
import { actionsOf, allow } from "../statement";
import type { AccessStatement } from "../statement";
import { stateStatements } from "../state";

/** The roles that Terraform deploys with. */
function assumeDeploymentRoles(input: AccessInput): AccessStatement {
  const { accountId, landingZone, organizationId } = input;
  const { accounts, deployment, management, partition } = landingZone;
  const members = accounts.filter(({ slug }) => slug !== management.slug);
  const { condition, resources } = rolesOfAccounts({
    partition,
    organizationId,
    accountIds: members.map(({ slug }) => accountId(slug)),
    roleName: deployment.role,
  });
  const ofManagement =
    deployment.managementRole === undefined
      ? []
      : [iamArn(input, management.slug, `role/${deployment.managementRole}`)];
  return allow("AssumeDeploymentRoles", actionsOf("sts", "AssumeRole"), [...ofManagement, ...resources], condition);
}

export const DEPLOYER: JobFunction = {
  title: "Deployer",
  purpose: "Applies with Terraform: assumes the deployment role of every account.",
  in: "management",
  hours: 1,
  incompatibleWith: ["logReader", "securityAuditor", "incidentResponder", "keyCustodian", "hsmCryptoOfficer"],
  statements: (input) => [assumeDeploymentRoles(input), ...stateStatements(input, "write"), denyLogFiles(input)],
};
