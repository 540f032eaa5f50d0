import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkAddressable, checkFormats, pathOf } from "../checks";
import { adopt } from "../adopt";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after, jointly } from "../waiting";
import type { Waited } from "../waiting";

/** The environment is the management account. */
export interface DelegatedAdministratorProps extends EnvironmentProps {
  /** Twelve digits of the account that administers the services. */
  readonly accountId: string;
  /** Service principals such as `config.amazonaws.com`, each with trusted access to the organization; at least one. */
  readonly services: readonly string[];
  /**
   * Those of the services that it administers already: they are adopted.
   * @default - none
   */
  readonly existing?: readonly string[];
  /**
   * What has to be there before: the organization that trusts the services, or AWS refuses.
   * @default - it does
   */
  readonly after?: readonly Waited[];
}

/**
 * Lets one member account administer AWS services for the whole organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export class DelegatedAdministrator extends Construct {
  /** By the beginnings of the services' names, such as `config`. */
  readonly delegations: Readonly<Record<string, OrganizationsDelegatedAdministrator>>;
  /** All delegations. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DelegatedAdministratorProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormats(where, props, { accountId: FORMATS.accountId, services: FORMATS.servicePrincipal });
    checkAddressable(where, "services", props.services);
    const environment = environmentOf(scope, id, props);
    const { accountId, services } = props;
    const made = services.map((servicePrincipal): [string, OrganizationsDelegatedAdministrator] => {
      const [service = servicePrincipal] = servicePrincipal.split(".");
      const delegation = new OrganizationsDelegatedAdministrator(this, service, {
        ...inEnvironment(environment),
        accountId,
        servicePrincipal,
        dependsOn: after(this, ...(props.after ?? [])),
      });
      if (props.existing?.includes(servicePrincipal) === true) {
        adopt(delegation, `${accountId}/${servicePrincipal}`);
      }
      return [service, delegation];
    });
    this.delegations = Object.fromEntries(made);
    this.ready = jointly(
      this,
      made.map(([, delegation]) => delegation),
    );
  }
}
