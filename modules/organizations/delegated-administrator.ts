import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface DelegatedAdministratorProps {
  /** The management account. */
  readonly environment: Environment;
  /** Twelve digits of the account that administers the services. */
  readonly accountId: string;
  /** Service principals, each with trusted access to the organization. */
  readonly services: readonly string[];
  /**
   * Those of the services that it administers already: they are adopted.
   * @default - none
   */
  readonly existing?: readonly string[];
  /** The organization that trusts the services: before that, AWS refuses. */
  readonly trustedAccess: ITerraformDependable;
}

/**
 * Lets one member account administer AWS services for the whole organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export class DelegatedAdministrator extends Construct {
  constructor(scope: Construct, id: string, props: DelegatedAdministratorProps) {
    super(scope, id);
    const { accountId, environment, services, trustedAccess } = props;
    for (const servicePrincipal of services) {
      const [service = servicePrincipal] = servicePrincipal.split(".");
      const delegation = new OrganizationsDelegatedAdministrator(this, service, {
        ...inEnvironment(environment),
        accountId,
        servicePrincipal,
        dependsOn: [trustedAccess],
      });
      if (props.existing?.includes(servicePrincipal) === true) {
        adopt(delegation, `${accountId}/${servicePrincipal}`);
      }
    }
  }
}
